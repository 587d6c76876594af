//! Digests that WARC records carry (`WARC-Block-Digest`, `WARC-Payload-Digest`): computed while the bytes pass,
//! compared at the end. A match proves that the record is as its writer left it, nothing about the page.

use std::io::{self, BufRead, Read};

use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

/// A digest as a record states it: an algorithm, and the value in base32 or hexadecimal.
pub(super) struct Stated<'r> {
    text: &'r str,
    algorithm: Option<Algorithm>,
    value: &'r str,
}

#[derive(Clone, Copy)]
enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

impl<'r> Stated<'r> {
    /// Reads `sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ` and the like.
    pub(super) fn new(text: &'r str) -> Self {
        let (name, value) = text.split_once(':').unwrap_or(("", text));
        let algorithm = match name.to_ascii_lowercase().replace('-', "").as_str() {
            "sha1" => Some(Algorithm::Sha1),
            "sha256" => Some(Algorithm::Sha256),
            "sha512" => Some(Algorithm::Sha512),
            _ => None,
        };
        Self { text, algorithm, value: value.trim_end_matches('=') }
    }

    /// The words of the record.
    pub(super) fn text(&self) -> &'r str {
        self.text
    }

    /// Whether it can be checked.
    pub(super) fn is_known(&self) -> bool {
        self.algorithm.is_some()
    }

    /// A hasher for it; idle when the algorithm is not known.
    pub(super) fn hasher(&self) -> Hasher {
        match self.algorithm {
            Some(Algorithm::Sha1) => Hasher::Sha1(Sha1::new()),
            Some(Algorithm::Sha256) => Hasher::Sha256(Sha256::new()),
            Some(Algorithm::Sha512) => Hasher::Sha512(Sha512::new()),
            None => Hasher::Idle,
        }
    }

    /// Whether these are the digest's bytes.
    pub(super) fn is(&self, digest: &[u8]) -> bool {
        self.value.eq_ignore_ascii_case(&hexadecimal(digest))
            || self.value.eq_ignore_ascii_case(&base32(digest))
    }
}

/// A hash in the making.
pub(super) enum Hasher {
    /// Nothing is asked for.
    Idle,
    /// SHA-1.
    Sha1(Sha1),
    /// SHA-256.
    Sha256(Sha256),
    /// SHA-512.
    Sha512(Sha512),
}

impl Hasher {
    /// For a digest that may not be stated at all.
    pub(super) fn of(stated: Option<&Stated<'_>>) -> Self {
        stated.map_or(Self::Idle, Stated::hasher)
    }

    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Idle => {}
            Self::Sha1(hash) => hash.update(bytes),
            Self::Sha256(hash) => hash.update(bytes),
            Self::Sha512(hash) => hash.update(bytes),
        }
    }

    /// The digest; empty when nothing was asked for.
    pub(super) fn finish(self) -> Vec<u8> {
        match self {
            Self::Idle => Vec::new(),
            Self::Sha1(hash) => hash.finalize().to_vec(),
            Self::Sha256(hash) => hash.finalize().to_vec(),
            Self::Sha512(hash) => hash.finalize().to_vec(),
        }
    }
}

/// A reader whose bytes are hashed as they are used up.
pub(super) struct Tap<R> {
    reader: R,
    hasher: Hasher,
}

impl<R> Tap<R> {
    /// Hashes what is read from `reader`.
    pub(super) fn new(reader: R, hasher: Hasher) -> Self {
        Self { reader, hasher }
    }

    /// What is read from.
    pub(super) fn inner(&self) -> &R {
        &self.reader
    }

    /// The digest of what was read; empty when nothing was asked for.
    pub(super) fn digest(self) -> Vec<u8> {
        self.hasher.finish()
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tap<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(buffer) = self.reader.fill_buf() {
            self.hasher.update(&buffer[..amount.min(buffer.len())]);
        }
        self.reader.consume(amount);
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// RFC 4648, without padding.
fn base32(digest: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bit = |at: usize| digest.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let digit = |at: usize| (at..at + 5).fold(0, |value, at| value << 1 | usize::from(bit(at)));
    (0..digest.len() * 8).step_by(5).map(|at| char::from(DIGITS[digit(at)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stated: &str, bytes: &[u8], expected: bool) {
        let stated = Stated::new(stated);
        let mut tap = Tap::new(bytes, stated.hasher());
        io::copy(&mut tap, &mut io::sink()).expect("bytes in memory");
        assert_eq!(stated.is(&tap.digest()), expected, "{}", stated.text());
    }

    #[test]
    fn known_digests() {
        check("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", b"", true);
        check("sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", b"", true);
        check("SHA-1:DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", b"", true);
        check("sha256:4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ====", b"", true);
        check("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", b"abc", true);
        check("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", b"abd", false);
        check("md5:d41d8cd98f00b204e9800998ecf8427e", b"", false);
    }
}
