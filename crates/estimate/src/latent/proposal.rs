//! The steps that chains propose and the densities that they are judged by, on the logit scale. Knows no state.

use super::state::{Data, MOST_LOGIT};
use crate::random::Random;

/// How far from its neighbour a class is proposed, on the logit scale.
pub(super) const SPREAD: f64 = 1.0;

/// How wide the proposed shares of two classes are, on the logit scale.
pub(super) const WIDE: f64 = 2.0;

/// Shifts logits; returns ln of the prior's ratio.
pub(super) fn shift(logits: &mut [f64], step: f64) -> f64 {
    let change = |logit: &mut f64| {
        let before = logit_density(*logit);
        *logit += step;
        logit_density(*logit) - before
    };
    logits.iter_mut().map(change).sum()
}

/// A class, the first ones rather than the last, since these hold the people.
pub(super) fn some_class(classes: usize, random: &mut Random) -> usize {
    let share = random.uniform();
    ((share * share * classes as f64) as usize).min(classes - 1)
}

pub(super) fn accept(log_ratio: f64, random: &mut Random) -> bool {
    log_ratio >= 0.0 || (log_ratio > -40.0 && random.uniform().ln() < log_ratio)
}

/// A step at one of three scales about what so many people can tell of a logit, or a wide one to other modes.
pub(super) fn step(people: f64, random: &mut Random) -> f64 {
    const SCALES: [f64; 3] = [3.0, 8.0, 24.0];
    let scale =
        SCALES.get(random.below(SCALES.len() + 1)).map_or(WIDE, |scale| scale / (people + 4.0).sqrt());
    scale.min(3.0) * random.normal()
}

/// The logit of a uniform probability, held within bounds.
pub(super) fn draw_logit(random: &mut Random) -> f64 {
    let u = random.uniform();
    (u / (1.0 - u)).ln().clamp(-MOST_LOGIT, MOST_LOGIT)
}

/// ln of the density of the logit of a uniform probability, which is that of the logistic distribution.
pub(super) fn logit_density(logit: f64) -> f64 {
    let far = logit.abs();
    -far - 2.0 * (-far).exp().ln_1p()
}

/// The same of several logits, with one logarithm for all.
pub(super) fn logits_density(logits: &[f64]) -> f64 {
    let of = |logits: &[f64]| {
        let (sum, product) = logits.iter().fold((0.0, 1.0), |(sum, product), logit| {
            let far = logit.abs();
            (sum + far, product * (1.0 + (-far).exp()))
        });
        -sum - 2.0 * f64::ln(product)
    };
    // A factor is at most 2, so that so many hold.
    logits.chunks(512).map(of).sum()
}

/// A probability and its complement, from the logit.
pub(super) fn both(logit: f64) -> (f64, f64) {
    let small = (-logit.abs()).exp();
    let (likely, unlikely) = (1.0 / (1.0 + small), small / (1.0 + small));
    if logit > 0.0 { (likely, unlikely) } else { (unlikely, likely) }
}

/// Fills in the probabilities of the cells with people under these logits; returns that of no list.
pub(super) fn fill(data: &Data, logits: &[f64], cells: &mut [f64], all: &mut Vec<f64>) -> f64 {
    all.clear();
    all.resize(1 << data.lists, 1.0);
    for (list, logit) in logits.iter().enumerate() {
        let (on, off) = both(*logit);
        let (without, with) = all[..2 << list].split_at_mut(1 << list);
        for (without, with) in without.iter_mut().zip(with) {
            *with = *without * on;
            *without *= off;
        }
    }
    cells.iter_mut().zip(&data.cells).for_each(|(p, cell)| *p = all[*cell]);
    all[0]
}
