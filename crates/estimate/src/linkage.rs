//! Linkage-averaging (Sadinle 2018): who is the same person is uncertain, so that there is a table for each draw of the
//! linkage, and the answers are pooled with the share of the uncertainty that the linkage brings.

use serde::Serialize;

use crate::closed::Interval;
use crate::gate::{Reason, Verdict, interval_reasons, table_reasons, verdict};
use crate::loglinear::search::{Class, search_class};
use crate::mixture::Mixture;
use crate::panel;
use crate::table::Table;

/// What the draws of a linkage say together, by the default method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkageAverage {
    /// How many draws there were.
    pub draws: usize,
    /// How many of them have no estimate; their share is not in the interval.
    pub without_estimate: usize,
    /// The least and the largest documented count among the draws.
    pub documented: (u64, u64),
    /// Pooled median and 95 % interval; `None` when refused.
    pub interval: Option<Interval>,
    /// The share of the variance of ln(missed) that lies between draws: B(1 + 1/M)/T.
    pub between: f64,
    /// The total by draw, in the order given.
    pub totals: Vec<Option<f64>>,
    /// What is to be made of it.
    pub verdict: Verdict,
    /// Why: reasons of the first draw's table, and of the pooled interval.
    pub reasons: Vec<Reason>,
}

/// Pools the default estimate over tables of the same lists, one for each draw of the linkage. `None` without a table.
#[must_use]
pub fn linkage_average(tables: &[Table]) -> Option<LinkageAverage> {
    let first = tables.first()?;
    let class = Class::richest(first.lists());
    let mixtures: Vec<Option<Mixture>> =
        tables.iter().map(|table| panel::widened(&search_class(table, class))).collect();
    let answered: Vec<Mixture> = mixtures.iter().flatten().cloned().collect();
    let documented = tables.iter().map(Table::documented);
    let mut reasons = table_reasons(first);
    let without_estimate = tables.len() - answered.len();
    let interval = (!answered.is_empty()).then(|| Mixture::pooled(&answered).interval());
    match &interval {
        Some(interval) => reasons.extend(interval_reasons(first, interval)),
        None => reasons.push(Reason::NoModel { without_maximum: 0, not_identified: 0 }),
    }
    let verdict = verdict(&reasons);
    Some(LinkageAverage {
        draws: tables.len(),
        without_estimate,
        documented: (documented.clone().min().unwrap_or(0), documented.max().unwrap_or(0)),
        interval: interval.filter(|_| verdict < Verdict::Refuse),
        between: between(&answered),
        totals: mixtures.iter().map(|m| m.as_ref().map(|m| m.quantile(0.5))).collect(),
        verdict,
        reasons,
    })
}

/// Rubin's decomposition: T = W + (1 + 1/M) B.
fn between(mixtures: &[Mixture]) -> f64 {
    let count = mixtures.len() as f64;
    if mixtures.len() < 2 {
        return 0.0;
    }
    let moments: Vec<(f64, f64)> = mixtures.iter().map(Mixture::moments).collect();
    let mean = moments.iter().map(|(mean, _)| mean).sum::<f64>() / count;
    let within = moments.iter().map(|(_, variance)| variance).sum::<f64>() / count;
    let spread = moments.iter().map(|(m, _)| (m - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let spread = spread * (1.0 + 1.0 / count);
    if within + spread > 0.0 { spread / (within + spread) } else { 0.0 }
}
