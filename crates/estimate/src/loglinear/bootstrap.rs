//! The bias-corrected and accelerated bootstrap (Efron 1987) of a whole estimation, choice of model included. The estimator
//! is an argument; a replicate that it refuses counts as unbounded, never as absent.

use super::fit::Fit;
use super::model::Model;
use super::search::{Criterion, Search, refit};
use crate::random::Random;
use crate::special::{normal_cdf, normal_quantile, quantile};
use crate::table::Table;

/// A bootstrap interval at 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// The estimate from the table itself.
    pub total: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end; infinite when too many replicates could not be estimated.
    pub upper: f64,
    /// Bias correction.
    pub bias: f64,
    /// Acceleration.
    pub acceleration: f64,
    /// How many replicates were drawn.
    pub replicates: usize,
    /// How many of them the estimator refused.
    pub refused: usize,
}

/// Resamples the people `replicates` times and estimates each time anew. `None` when the estimator refuses the table
/// itself, or there are fewer than 20 replicates.
pub fn bootstrap(
    table: &Table,
    replicates: usize,
    seed: u64,
    mut estimator: impl FnMut(&Table) -> Option<f64>,
) -> Option<Bootstrap> {
    let total = estimator(table)?;
    if replicates < 20 {
        return None;
    }
    let mut random = Random::new(seed, 0);
    let weights: Vec<f64> = table.counts().iter().map(|count| *count as f64).collect();
    let people = table.documented();
    let mut values: Vec<f64> = (0..replicates)
        .map(|_| {
            let mut counts = vec![0; weights.len()];
            random.multinomial(people, &weights, &mut counts);
            estimator(&table.with_counts(counts)).unwrap_or(f64::INFINITY)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    let refused = values.iter().filter(|value| value.is_infinite()).count();
    let below = values.iter().filter(|value| **value < total).count() as f64;
    let share = (below / replicates as f64).clamp(0.5 / replicates as f64, 1.0 - 0.5 / replicates as f64);
    let bias = normal_quantile(share);
    let acceleration = acceleration(table, &mut estimator);
    let end = |p: f64| {
        let z = bias + normal_quantile(p);
        let at = normal_cdf(bias + z / (1.0 - acceleration * z));
        let value = quantile(&values, at);
        if value.is_nan() { f64::INFINITY } else { value }
    };
    let (lower, upper) = (end(0.025), end(0.975));
    Some(Bootstrap { total, lower, upper, bias, acceleration, replicates, refused })
}

/// The jackknife over people: all of one history are alike.
fn acceleration(table: &Table, estimator: &mut impl FnMut(&Table) -> Option<f64>) -> f64 {
    let mut values: Vec<(f64, f64)> = vec![];
    for (history, count) in table.counts().iter().enumerate().filter(|(_, count)| **count > 0) {
        let mut counts = table.counts().to_vec();
        counts[history] -= 1;
        if counts.iter().any(|count| *count > 0)
            && let Some(value) = estimator(&table.with_counts(counts))
        {
            values.push((*count as f64, value));
        }
    }
    let people: f64 = values.iter().map(|(n, _)| n).sum();
    let mean = values.iter().map(|(n, value)| n * value).sum::<f64>() / people;
    let sum = |power: i32| values.iter().map(|(n, value)| n * (mean - value).powi(power)).sum::<f64>();
    let spread = sum(2).powf(1.5);
    if spread > 0.0 { sum(3) / (6.0 * spread) } else { 0.0 }
}

/// The best model's total, for [`bootstrap`]: each time chosen anew among the models that were within `window` of the best
/// on the table itself (Silverman, Chan & Vincent 2023), and among at most `most` of them.
pub fn best_of(
    search: &Search,
    criterion: Criterion,
    window: f64,
    most: usize,
) -> impl FnMut(&Table) -> Option<f64> + use<> {
    let ranked = search.ranked(criterion);
    let best = ranked.first().map_or(0.0, |fit| criterion.of(fit));
    let near = |fit: &&&Fit| criterion.of(fit) - best <= window;
    let models: Vec<Model> = ranked.iter().filter(near).take(most).map(|fit| fit.model.clone()).collect();
    move |table| refit(&models, table).best(criterion).map(|fit| fit.total)
}
