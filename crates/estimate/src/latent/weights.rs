//! Class weights as a broken stick: their logarithms, for classes that hold next to nobody, and what the prior says of them.
//! Knows nothing of lists.

use super::prior::Prior;
use crate::random::Random;

/// ln(1 + e^x).
pub(super) fn softplus(x: f64) -> f64 {
    if x > 35.0 { x } else { x.exp().ln_1p() }
}

/// ln(e^a + e^b).
pub(super) fn log_add(a: f64, b: f64) -> f64 {
    let (most, least) = if a > b { (a, b) } else { (b, a) };
    most + (least - most).exp().ln_1p()
}

fn log_sum(x: &[f64]) -> f64 {
    let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + x.iter().map(|x| (x - most).exp()).sum::<f64>().ln()
}

/// Weights that sum to one.
#[derive(Debug, Clone, Default)]
pub(super) struct Weights {
    /// Their logarithms.
    pub(super) log: Vec<f64>,
    /// The weights; 0 where too small for a number.
    pub(super) plain: Vec<f64>,
    /// The sum of ln of what is left of the stick before each break, the first aside: the Jacobian from sticks to weights.
    log_rests: f64,
}

impl Weights {
    /// Weights by the prior: sticks V ~ Beta(1, α).
    pub(super) fn draw(classes: usize, alpha: f64, random: &mut Random) -> Self {
        let mut rest = 0.0;
        let mut log: Vec<f64> = (0..classes - 1)
            .map(|_| {
                let stick = draw_stick(alpha, random);
                let weight = rest - softplus(-stick);
                rest -= softplus(stick);
                weight
            })
            .collect();
        log.push(rest);
        let mut weights = Self { log, ..Self::default() };
        weights.update();
        weights
    }

    /// Takes over another's logarithms, without allocating.
    pub(super) fn copy_log(&mut self, other: &Self) {
        self.log.clear();
        self.log.extend_from_slice(&other.log);
    }

    /// Brings all else up to date with the logarithms.
    pub(super) fn update(&mut self) {
        self.plain.clear();
        self.plain.extend(self.log.iter().map(|w| w.exp()));
        self.update_rests();
    }

    /// Makes up for rounding: the weights sum to one again.
    pub(super) fn normalise(&mut self) {
        let sum = log_sum(&self.log);
        self.log.iter_mut().for_each(|w| *w -= sum);
        self.update();
    }

    /// Stretches one corner of the simplex by e^`factor` and brings the sum back to one; returns ln of the sum before.
    pub(super) fn stretch(&mut self, from: &Self, class: usize, factor: f64) -> f64 {
        self.copy_log(from);
        self.plain.clear();
        self.plain.extend_from_slice(&from.plain);
        let sum = 1.0 + from.plain[class] * factor.exp_m1();
        self.log[class] += factor;
        self.plain[class] *= factor.exp();
        let log = sum.ln();
        self.log.iter_mut().for_each(|w| *w -= log);
        self.plain.iter_mut().for_each(|w| *w /= sum);
        self.update_rests();
        log
    }

    fn update_rests(&mut self) {
        let last = self.log.len() - 1;
        let mut rest = self.plain[last];
        let mut sum = 0.0;
        // One logarithm for as many rests as a product holds.
        let mut product = 1.0_f64;
        for class in (1..last).rev() {
            rest += self.plain[class];
            let next = product * rest;
            if next > 1e-290 {
                product = next;
            } else {
                // Where plain numbers lose their digits, logarithms do not.
                sum += product.ln() + if rest > 1e-290 { rest.ln() } else { log_sum(&self.log[class..]) };
                product = 1.0;
            }
        }
        self.log_rests = sum + product.ln();
    }

    /// ln of how much denser the prior is here than at `other`, the concentration integrated out: the density of the sticks
    /// and their Jacobian.
    pub(super) fn ratio(&self, other: &Self, prior: &Prior) -> f64 {
        let last = self.log.len() - 1;
        let (here, there) = (self.log[last], other.log[last]);
        prior.sticks(here, there, last) - (here - there) + other.log_rests - self.log_rests
    }

    /// The first class before which less than `share` of the stick is left; the classes from it on hang on sticks that
    /// nobody's data tell anything of. The number of classes when there is none.
    pub(super) fn tail(&self, share: f64) -> usize {
        let mut rest = 0.0;
        let mut tail = self.plain.len();
        for (class, weight) in self.plain.iter().enumerate().skip(1).rev() {
            rest += weight;
            if rest >= share {
                break;
            }
            tail = class;
        }
        tail
    }

    /// ln of what is left of the stick after a class.
    pub(super) fn log_rest(&self, class: usize) -> f64 {
        let rest: f64 = self.plain[class + 1..].iter().sum();
        if rest > 1e-290 { rest.ln() } else { log_sum(&self.log[class + 1..]) }
    }
}

/// The concentration given that of the stick's first `breaks` pieces `log_rest` (a logarithm) is left.
pub(super) fn draw_alpha(prior: &Prior, breaks: usize, log_rest: f64, random: &mut Random) -> f64 {
    random.gamma(prior.shape + breaks as f64).max(1e-30) / (prior.rate - log_rest)
}

/// The logit of a stick V ~ Beta(1, α): ln(1 − V) = ln(u)/α.
pub(super) fn draw_stick(alpha: f64, random: &mut Random) -> f64 {
    let log_rest = (random.uniform().ln() / alpha).max(-1e6);
    (-log_rest.exp_m1()).max(1e-300).ln() - log_rest
}
