//! One fixed hash, the same on every machine and in every run. Never for secrets.

/// FNV-1a with a final mix.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    mix(bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
}

/// Spreads a number over 64 bits (the finalizer of splitmix64).
#[must_use]
pub fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// Two hashes as one; the order counts.
#[must_use]
pub fn join(one: u64, other: u64) -> u64 {
    mix(one.rotate_left(23) ^ other)
}

/// A seeded sequence of numbers (splitmix64), for samples that must be the same each time.
#[derive(Debug, Clone)]
pub struct Sequence(pub u64);

impl Sequence {
    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        let here = mix(self.0);
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        here
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.next_bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from 0 up to 1.
    pub fn unit(&mut self) -> f64 {
        (self.next_bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
