//! Averages over models by AIC or BIC weights, with intervals that carry the spread between models. Weights are over the
//! models that can be estimated; the others have no say.

use super::fit::Fit;
use super::search::{Criterion, Search};
use crate::closed::Interval;
use crate::mixture::{Mixture, Part};

/// Models with less than this share of the best one's weight are left out of sums.
const NEGLIGIBLE: f64 = 1e-9;

/// Fits with their weights exp(−IC/2), normalised; best first.
#[must_use]
pub fn weighted(search: &Search, criterion: Criterion) -> Vec<(f64, &Fit)> {
    let ranked = search.ranked(criterion);
    let Some(best) = ranked.first().map(|fit| criterion.of(fit)) else { return vec![] };
    let raw = |fit: &Fit| (-(criterion.of(fit) - best) / 2.0).exp();
    let sum: f64 = ranked.iter().map(|fit| raw(fit)).filter(|w| *w > NEGLIGIBLE).sum();
    ranked.into_iter().map(|fit| (raw(fit) / sum, fit)).take_while(|(w, _)| *w * sum > NEGLIGIBLE).collect()
}

/// An average over models.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Average {
    /// The weighted mean of the totals.
    pub mean: f64,
    /// The median and the 2.5 and 97.5 % points of the mixture of the models' log-normal distributions of the missed.
    pub interval: Interval,
}

/// What the models of a search say together of the missed, each with its sampling error and that of the missed.
pub(crate) fn mixture(search: &Search, criterion: Criterion) -> Option<Mixture> {
    let weighted = weighted(search, criterion);
    let part = |(weight, fit): &(f64, &Fit)| Part {
        weight: *weight,
        documented: fit.total - fit.missed,
        log_missed: fit.missed.max(1e-9).ln(),
        spread: (fit.log_error * fit.log_error + 1.0 / fit.missed.max(1.0)).sqrt(),
    };
    (!weighted.is_empty()).then(|| Mixture::new(weighted.iter().map(part).collect()))
}

/// Averages over the models of a search. `None` when none can be estimated.
#[must_use]
pub fn average(search: &Search, criterion: Criterion) -> Option<Average> {
    let weighted = weighted(search, criterion);
    Some(Average {
        mean: weighted.iter().map(|(w, fit)| w * fit.total).sum(),
        interval: mixture(search, criterion)?.interval(),
    })
}
