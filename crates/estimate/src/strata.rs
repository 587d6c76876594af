//! Strata estimated one by one and summed, with the pooled estimate beside the sum. A stratum that cannot be estimated
//! counts with its documented people only, and the sum then is a lower bound.

use serde::Serialize;

use crate::closed::Interval;
use crate::gate::{Reason, Verdict, interval_reasons, table_reasons, verdict};
use crate::loglinear::average::mixture;
use crate::loglinear::search::{Criterion, search};
use crate::mixture::{Mixture, UNSEEN_SPREAD};
use crate::panel;
use crate::random::Random;
use crate::special::quantile;
use crate::table::Table;

/// One stratum by the default method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stratum {
    /// Its name.
    pub name: String,
    /// How many people it documents.
    pub documented: u64,
    /// Estimate and 95 % interval; `None` when refused.
    pub interval: Option<Interval>,
    /// What is to be made of it.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Strata and their sum.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strata {
    /// Each stratum.
    pub strata: Vec<Stratum>,
    /// The sum; strata refused enter with their documented people. `None` when all were refused.
    pub sum: Option<Interval>,
    /// The same people without strata; `None` when refused.
    pub pooled: Option<Interval>,
    /// How many people are documented.
    pub documented: u64,
    /// What is to be made of the sum.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// How many draws make the sum's interval.
const DRAWS: usize = 20_000;

/// Estimates each stratum and sums them. Strata are independent but for the highest interaction, which no data show and
/// which is taken to err the same way in all.
#[must_use]
pub fn strata(tables: &[(String, Table)], pooled: &Table, seed: u64) -> Strata {
    let found: Vec<(Stratum, Option<Mixture>)> =
        tables.iter().map(|(name, table)| stratum(name, table)).collect();
    let answered: Vec<(&Table, &Mixture)> =
        tables.iter().zip(&found).filter_map(|((_, table), (_, m))| Some((table, m.as_ref()?))).collect();
    let refused: Vec<&Stratum> =
        found.iter().map(|(stratum, _)| stratum).filter(|s| s.verdict == Verdict::Refuse).collect();
    let documented = pooled.documented();
    let mut reasons = vec![];
    if !refused.is_empty() {
        let people = refused.iter().map(|stratum| stratum.documented).sum();
        reasons.push(Reason::StrataRefused { strata: refused.len(), documented: people });
    }
    let sum = (!answered.is_empty()).then(|| sum(&answered, documented, seed));
    match &sum {
        Some(sum) => reasons.extend(interval_reasons(pooled, sum)),
        None => reasons.push(Reason::NoModel { without_maximum: 0, not_identified: 0 }),
    }
    let worst = found.iter().map(|(stratum, _)| stratum.verdict).filter(|v| *v < Verdict::Refuse).max();
    let verdict = verdict(&reasons).max(worst.unwrap_or(Verdict::Refuse));
    let (whole, _) = stratum("", pooled);
    Strata {
        strata: found.into_iter().map(|(stratum, _)| stratum).collect(),
        sum: sum.filter(|_| verdict < Verdict::Refuse),
        pooled: whole.interval,
        documented,
        verdict,
        reasons,
    }
}

fn stratum(name: &str, table: &Table) -> (Stratum, Option<Mixture>) {
    let found = search(table);
    let plain = mixture(&found, Criterion::Aic);
    let interval = panel::widened(&found).map(|mixture| mixture.interval());
    let mut reasons = table_reasons(table);
    match &interval {
        Some(interval) => reasons.extend(interval_reasons(table, interval)),
        None => reasons.push(Reason::NoModel {
            without_maximum: found.without_maximum,
            not_identified: found.not_identified,
        }),
    }
    let verdict = verdict(&reasons);
    let shown = verdict < Verdict::Refuse;
    let interval = interval.filter(|_| shown);
    let documented = table.documented();
    let stratum = Stratum { name: name.to_owned(), documented, interval, verdict, reasons };
    (stratum, plain.filter(|_| shown))
}

fn sum(answered: &[(&Table, &Mixture)], documented: u64, seed: u64) -> Interval {
    let mut random = Random::new(seed, 0);
    let mut totals: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let unseen = (UNSEEN_SPREAD * random.normal()).exp();
            let missed: f64 = answered.iter().map(|(_, mixture)| unseen * mixture.draw(&mut random)).sum();
            documented as f64 + missed
        })
        .collect();
    totals.sort_by(f64::total_cmp);
    Interval {
        total: quantile(&totals, 0.5),
        lower: quantile(&totals, 0.025),
        upper: quantile(&totals, 0.975),
    }
}
