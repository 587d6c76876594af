//! What is said of a total by several voices at once: models, draws of a linkage, or both. Each voice knows its own
//! documented count, since a linkage decides that too. Knows nothing of how a voice came to speak.

use crate::closed::Interval;
use crate::random::Random;
use crate::special::{normal_cdf, root};

/// The standard deviation of ln(missed) that stands for the highest interaction, which no data can show: 95 % of it lies
/// within a factor of 2 either way, the range over which Aleshin-Guendel, Sadinle and Wakefield (2021) sweep.
pub const UNSEEN_SPREAD: f64 = 0.353_653_346_9;

/// One voice: so many documented, and a log-normal number missed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Part {
    pub(crate) weight: f64,
    pub(crate) documented: f64,
    pub(crate) log_missed: f64,
    pub(crate) spread: f64,
}

/// Weighted voices.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mixture {
    parts: Vec<Part>,
}

impl Mixture {
    /// From at least one part; weights are brought to a sum of one.
    pub(crate) fn new(mut parts: Vec<Part>) -> Self {
        let sum: f64 = parts.iter().map(|part| part.weight).sum();
        parts.iter_mut().for_each(|part| part.weight /= sum);
        Self { parts }
    }

    /// All voices of several mixtures, each mixture with the same weight.
    pub(crate) fn pooled(mixtures: &[Self]) -> Self {
        Self::new(mixtures.iter().flat_map(|mixture| mixture.parts.clone()).collect())
    }

    /// Every voice less sure, by an independent error of this standard deviation on ln(missed).
    pub(crate) fn widened(mut self, by: f64) -> Self {
        self.parts.iter_mut().for_each(|part| part.spread = part.spread.hypot(by));
        self
    }

    /// The probability that the total is `total` or less.
    fn below(&self, total: f64) -> f64 {
        let share = |part: &Part| {
            let missed = total - part.documented;
            if missed <= 0.0 {
                0.0
            } else {
                normal_cdf((missed.ln() - part.log_missed) / part.spread.max(1e-9))
            }
        };
        self.parts.iter().map(|part| part.weight * share(part)).sum()
    }

    /// The p-quantile of the total.
    pub(crate) fn quantile(&self, p: f64) -> f64 {
        let ends = |sign: f64| {
            self.parts
                .iter()
                .map(move |part| part.documented + (part.log_missed + sign * 40.0 * part.spread).exp())
        };
        let low = ends(-1.0).fold(f64::INFINITY, f64::min);
        let high = ends(1.0).fold(f64::NEG_INFINITY, f64::max).min(1e300);
        // On the logarithm, since the ends may be far apart.
        root(low.ln(), high.ln(), |log| self.below(log.exp()) - p).exp()
    }

    /// Median, 2.5 and 97.5 % points of the total.
    pub(crate) fn interval(&self) -> Interval {
        Interval { total: self.quantile(0.5), lower: self.quantile(0.025), upper: self.quantile(0.975) }
    }

    /// Mean and variance of ln(missed).
    pub(crate) fn moments(&self) -> (f64, f64) {
        let mean: f64 = self.parts.iter().map(|part| part.weight * part.log_missed).sum();
        let variance = |part: &Part| part.spread * part.spread + (part.log_missed - mean).powi(2);
        (mean, self.parts.iter().map(|part| part.weight * variance(part)).sum())
    }

    /// A draw of the number missed.
    pub(crate) fn draw(&self, random: &mut Random) -> f64 {
        let mut left = random.uniform();
        let part = self.parts.iter().find(|part| {
            left -= part.weight;
            left <= 0.0
        });
        let part = part.or(self.parts.last()).expect("a mixture has a part");
        (part.log_missed + part.spread * random.normal()).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_one_voice() {
        let part = Part { weight: 3.0, documented: 100.0, log_missed: 50.0_f64.ln(), spread: 0.5 };
        let interval = Mixture::new(vec![part]).interval();
        assert!((interval.total - 150.0).abs() < 1e-9, "{interval:?}");
        assert!((interval.upper - 100.0 - 50.0 * (0.5 * 1.959_963_984_540_054_f64).exp()).abs() < 1e-6);
        let alone = Mixture::new(vec![part]);
        assert_eq!(Mixture::pooled(&[alone.clone(), alone.clone()]).interval(), alone.interval());
    }
}
