//! Chance, from a seed that the caller gives: a generator and the distributions that the methods draw from. Never seeds
//! itself.

/// xoshiro256++ (Blackman & Vigna 2019), seeded by SplitMix64. The same seed gives the same draws.
#[derive(Debug, Clone)]
pub struct Random {
    state: [u64; 4],
}

impl Random {
    /// A generator of `seed`; `stream` tells generators of one seed apart.
    #[must_use]
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut x = seed ^ stream.wrapping_mul(0xd134_2543_de82_ef95);
        let mut next = || {
            x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = x;
            z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ z >> 31
        };
        Self { state: [next(), next(), next(), next()] }
    }

    fn bits(&mut self) -> u64 {
        let s = &mut self.state;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }

    /// Uniform in (0, 1), ends excluded.
    pub fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) * (1.0 / (1_u64 << 53) as f64)
    }

    /// A whole number below `below`, which is positive and small beside 2^64.
    pub fn below(&mut self, below: usize) -> usize {
        ((u128::from(self.bits()) * below as u128) >> 64) as usize
    }

    /// Standard normal (Marsaglia's polar method).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let s = u * u + v * v;
            if s < 1.0 && s > 0.0 {
                return u * (-2.0 * s.ln() / s).sqrt();
            }
        }
    }

    /// Standard exponential.
    pub fn exponential(&mut self) -> f64 {
        -self.uniform().ln()
    }

    /// Gamma of this shape and scale 1 (Marsaglia & Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let boost = self.uniform().powf(1.0 / shape);
            return self.gamma(shape + 1.0) * boost;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.uniform().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Beta.
    pub fn beta(&mut self, a: f64, b: f64) -> f64 {
        let x = self.gamma(a);
        x / (x + self.gamma(b))
    }

    /// Poisson, by splitting at gamma arrival times until the mean is small (Ahrens & Dieter 1974).
    pub fn poisson(&mut self, mean: f64) -> u64 {
        let (mut mean, mut count) = (mean, 0);
        while mean > 12.0 {
            let half = (mean * 7.0 / 8.0).floor();
            let arrival = self.gamma(half);
            if arrival > mean {
                return count + self.binomial(half as u64 - 1, mean / arrival);
            }
            mean -= arrival;
            count += half as u64;
        }
        let (mut left, limit) = (self.uniform(), (-mean).exp());
        while left > limit {
            left *= self.uniform();
            count += 1;
        }
        count
    }

    /// Binomial, by splitting at beta order statistics until few are left.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        let (mut n, mut p, mut count) = (n, p.clamp(0.0, 1.0), 0);
        while n > 24 {
            let middle = n / 2 + 1;
            let at = self.beta(middle as f64, (n + 1 - middle) as f64);
            if at <= p {
                count += middle;
                n -= middle;
                p = if at < 1.0 { (p - at) / (1.0 - at) } else { 0.0 };
            } else {
                n = middle - 1;
                p /= at;
            }
        }
        count + (0..n).filter(|_| self.uniform() < p).count() as u64
    }

    /// How many of `n` fall into each of the weighted cells.
    pub fn multinomial(&mut self, n: u64, weights: &[f64], into: &mut [u64]) {
        let (mut left, mut rest) = (n, weights.iter().sum::<f64>());
        for (cell, weight) in into.iter_mut().zip(weights) {
            *cell = if *weight <= 0.0 || left == 0 { 0 } else { self.binomial(left, weight / rest) };
            left -= *cell;
            rest -= weight;
        }
        // Rounding may leave the last weighted cell's share a hair under one.
        if left > 0
            && let Some(last) = weights.iter().rposition(|weight| *weight > 0.0)
        {
            into[last] += left;
        }
    }

    /// Failures before `successes` successes of probability `p`: Poisson with a gamma mean.
    pub fn negative_binomial(&mut self, successes: f64, p: f64) -> u64 {
        let mean = self.gamma(successes) * (1.0 - p) / p;
        self.poisson(mean.min(1e15))
    }
}
