//! Estimates in closed form: two lists, the saturated model, Chao's lower bound, each with its interval. A two-list figure
//! is never more than a bound under an assumption that the lists cannot test.

use crate::loglinear::model::members;
use crate::table::{History, Table};

/// The 97.5 % point of the standard normal distribution, as rounded in the published intervals.
const Z: f64 = 1.96;

/// The odds ratios between two lists over which a two-list estimate is swept.
pub const ODDS_RATIOS: [f64; 6] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0];

/// The factors by which the saturated estimate of the missed is swept: the highest interaction that no data can show.
pub const SATURATED_FACTORS: [f64; 5] = [0.5, 2.0 / 3.0, 1.0, 1.5, 2.0];

/// A total with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interval {
    /// The estimate.
    pub total: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

/// Two lists against one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The lists' numbers.
    pub lists: (usize, usize),
    /// How many stand on both.
    pub both: u64,
    /// Lincoln and Petersen's n₁n₂/m; `None` when nobody is on both.
    pub lincoln_petersen: Option<f64>,
    /// Chapman's (1951) estimate with the log-normal interval of Chao (1987).
    pub chapman: Interval,
    /// Chapman's standard error.
    pub standard_error: f64,
    /// The total by odds ratio between the lists ([`ODDS_RATIOS`]); empty when nobody is on both.
    pub sweep: Vec<(f64, f64)>,
}

/// Two lists, whatever else there is in the table. The assumption: being on one list says nothing of being on the other.
#[must_use]
pub fn pair(table: &Table, first: usize, second: usize) -> Pair {
    let (a, b, m) = (table.size(first) as f64, table.size(second) as f64, table.overlap(first, second));
    let both = m as f64;
    let total = (a + 1.0) * (b + 1.0) / (both + 1.0) - 1.0;
    let variance = (a + 1.0) * (b + 1.0) * (a - both) * (b - both) / ((both + 1.0).powi(2) * (both + 2.0));
    let seen = a + b - both;
    let sweep = |m: f64| ODDS_RATIOS.map(|odds| (odds, seen + odds * (a - m) * (b - m) / m)).to_vec();
    Pair {
        lists: (first, second),
        both: m,
        lincoln_petersen: (m > 0).then(|| a * b / both),
        chapman: log_interval(seen, total, variance),
        standard_error: variance.sqrt(),
        sweep: if m > 0 { sweep(both) } else { vec![] },
    }
}

/// Chao's interval: the number missed is log-normal. It never reaches below the number seen.
#[must_use]
pub fn log_interval(seen: f64, total: f64, variance: f64) -> Interval {
    let missed = total - seen;
    if missed <= 0.0 {
        return Interval { total, lower: total, upper: total };
    }
    let c = (Z * (variance / (missed * missed)).ln_1p().sqrt()).exp();
    Interval { total, lower: seen + missed / c, upper: seen + missed * c }
}

/// The saturated model without the interaction of all lists.
#[derive(Debug, Clone, PartialEq)]
pub struct Saturated {
    /// The total; the missed are log-normal with variance Σ 1/n_h.
    pub interval: Interval,
    /// Standard error of the total.
    pub standard_error: f64,
    /// The total by factor on the missed ([`SATURATED_FACTORS`]).
    pub sweep: Vec<(f64, f64)>,
}

/// The saturated estimate: the product of the histories of odd length over those of even length. `None` when a history
/// counts nobody or was declared impossible.
#[must_use]
pub fn saturated(table: &Table) -> Option<Saturated> {
    if table.has_impossible() || table.empty_histories() > 0 {
        return None;
    }
    let (mut log, mut variance) = (0.0, 0.0);
    for history in table.histories() {
        let count = table.counts()[usize::from(history)] as f64;
        let sign = if history.count_ones() % 2 == 1 { 1.0 } else { -1.0 };
        log += sign * count.ln();
        variance += 1.0 / count;
    }
    let (seen, missed) = (table.documented() as f64, log.exp());
    let spread = (Z * variance.sqrt()).exp();
    Some(Saturated {
        interval: Interval {
            total: seen + missed,
            lower: seen + missed / spread,
            upper: seen + missed * spread,
        },
        standard_error: (missed + missed * missed * variance).sqrt(),
        sweep: SATURATED_FACTORS.map(|factor| (factor, seen + factor * missed)).to_vec(),
    })
}

/// Chao's lower bound for people who differ in how easily they are found, bias-corrected (Chao 1987):
/// n + (K−1)/K · f₁(f₁−1)/(2(f₂+1)). It holds when no two lists avoid one another.
#[must_use]
pub fn chao(table: &Table) -> f64 {
    let seen = table.frequencies();
    let (lists, once, twice) = (table.lists() as f64, seen[1] as f64, seen[2] as f64);
    table.documented() as f64 + (lists - 1.0) / lists * once * (once - 1.0).max(0.0) / (2.0 * (twice + 1.0))
}

/// Chao's bound with its log-normal interval (Chao 1987), from which the lower end is the honest figure.
#[must_use]
pub fn chao_interval(table: &Table) -> Interval {
    let seen = table.frequencies();
    let (lists, once, twice) = (table.lists() as f64, seen[1] as f64, seen[2] as f64 + 1.0);
    let ratio = once / twice;
    let share = (lists - 1.0) / lists;
    let variance =
        twice * (share * ratio * ratio / 2.0 + share * share * (ratio.powi(3) + ratio.powi(4) / 4.0));
    log_interval(table.documented() as f64, chao(table), variance)
}

/// Chao and Tsay's (1998) estimates by sample coverage, which allow lists to depend on one another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage {
    /// The estimated share of finds that another list could confirm.
    pub coverage: f64,
    /// The mean number of people seen when one list is left out.
    pub seen: f64,
    /// N̂₀ = D/Ĉ: dependence is ignored.
    pub independent: f64,
    /// N̂ with dependence of pairs; `None` when its denominator is not positive. Unstable at low coverage.
    pub dependent: Option<f64>,
    /// N̂₁, the one-step estimate, which stays stable at low coverage.
    pub one_step: f64,
}

/// At this coverage or below, only N̂₀ and N̂₁ are to be believed, and those as lower bounds.
pub const LOW_COVERAGE: f64 = 0.55;

/// The estimates by sample coverage. `None` when a list has nobody, or nobody is on two lists.
#[must_use]
pub fn coverage(table: &Table) -> Option<Coverage> {
    let lists = table.lists();
    let k = lists as f64;
    let sizes: Vec<f64> = (0..lists).map(|list| table.size(list) as f64).collect();
    let alone: Vec<f64> = (0..lists).map(|list| table.counts()[1 << list] as f64).collect();
    if sizes.contains(&0.0) {
        return None;
    }
    let coverage = 1.0 - alone.iter().zip(&sizes).map(|(s, n)| s / n).sum::<f64>() / k;
    let seen = table.documented() as f64 - alone.iter().sum::<f64>() / k;
    if coverage <= 0.0 {
        return None;
    }
    let independent = seen / coverage;
    let pairs: Vec<(f64, f64)> = (1..1_u32 << lists)
        .map(|set| set as History)
        .filter(|set| set.count_ones() == 2)
        .map(|set| {
            let (i, j) = (members(set)[0], members(set)[1]);
            let a = alone[i] + alone[j] + 2.0 * table.counts()[usize::from(set)] as f64;
            (a, table.on_all(set) as f64 / (sizes[i] * sizes[j]))
        })
        .collect();
    let sum_a: f64 = pairs.iter().map(|(a, _)| a).sum();
    let sum_ab: f64 = pairs.iter().map(|(a, b)| a * b).sum();
    let below = k * coverage - sum_ab;
    let dependent = (below > 0.0).then(|| (k * seen - sum_a) / below).filter(|n| *n > 0.0);
    let inner: f64 = pairs.iter().map(|(a, b)| a * (independent * b - 1.0)).sum();
    let first = independent + inner / (k * coverage);
    let one_step =
        independent + pairs.iter().map(|(a, b)| a * (b * first - 1.0)).sum::<f64>() / (k * coverage);
    Some(Coverage { coverage, seen, independent, dependent, one_step })
}
