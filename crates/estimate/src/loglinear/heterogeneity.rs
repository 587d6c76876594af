//! Models in which people differ in how easily they are found, with or without lists that differ in reach (the M_h and
//! M_th of Rivest & Baillargeon 2007, and Chao's lower bound). A sensitivity check and a bound, never a headline.

use serde::Serialize;

use super::fit::criteria;
use super::newton::{self, Design as _, Rows};
use crate::linear;
use crate::table::Table;

/// How people differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Heterogeneity {
    /// Not at all.
    None,
    /// In any way; the estimate is a lower bound (Chao 1987).
    ChaoLowerBound,
    /// By 2^k − 1 for k lists.
    Poisson2,
    /// By k²/2 (Darroch et al. 1993): a normal mixture.
    Darroch,
    /// By −ln(3.5 + k) + ln 3.5: a gamma mixture.
    Gamma35,
}

/// Every kind.
pub const KINDS: [Heterogeneity; 5] = [
    Heterogeneity::None,
    Heterogeneity::ChaoLowerBound,
    Heterogeneity::Poisson2,
    Heterogeneity::Darroch,
    Heterogeneity::Gamma35,
];

/// What such a model says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeterogeneityFit {
    /// Documented plus missed.
    pub total: f64,
    /// Standard error of the total.
    pub standard_error: f64,
    /// Poisson deviance.
    pub deviance: f64,
    /// Akaike's criterion.
    pub aic: f64,
    /// Schwarz's criterion.
    pub bic: f64,
}

/// Fits such a model. `lists_differ` gives each list its own reach (M_th), otherwise all have the same (M_h). `None` when
/// the table cannot carry it.
#[must_use]
pub fn fit(table: &Table, lists_differ: bool, kind: Heterogeneity) -> Option<HeterogeneityFit> {
    // A mixture can only bend the logarithm of the frequencies upwards: a bend below 0 is set to 0, as is one after which
    // there is nobody, which would be minus infinity.
    let seen = table.frequencies();
    let mut bends: Vec<usize> = match kind {
        Heterogeneity::ChaoLowerBound => {
            (3..=table.lists()).filter(|k| seen[*k..].iter().any(|f| *f > 0)).collect()
        }
        _ => vec![],
    };
    loop {
        let (fit, effects) = fit_with(table, lists_differ, kind, &bends)?;
        let before = bends.len();
        let mut effects = effects.into_iter();
        bends.retain(|_| effects.next().is_some_and(|effect| effect >= 0.0));
        if bends.len() == before {
            return Some(fit);
        }
    }
}

fn fit_with(
    table: &Table,
    lists_differ: bool,
    kind: Heterogeneity,
    bends: &[usize],
) -> Option<(HeterogeneityFit, Vec<f64>)> {
    let histories: Vec<u16> = table.histories().collect();
    let row = |history: &u16| -> Vec<f64> {
        let k = history.count_ones() as usize;
        let mut row = vec![1.0];
        if lists_differ {
            row.extend((0..table.lists()).map(|list| f64::from(history >> list & 1)));
        } else {
            row.push(k as f64);
        }
        match kind {
            Heterogeneity::None => {}
            Heterogeneity::ChaoLowerBound => {
                row.extend(bends.iter().map(|bend| (k + 1).saturating_sub(*bend) as f64));
            }
            Heterogeneity::Poisson2 => row.push(2.0_f64.powi(k as i32) - 1.0),
            Heterogeneity::Darroch => row.push((k * k) as f64 / 2.0),
            Heterogeneity::Gamma35 => row.push(3.5_f64.ln() - (3.5 + k as f64).ln()),
        }
        row
    };
    let rows: Vec<Vec<f64>> = histories.iter().map(row).collect();
    let y: Vec<f64> = histories.iter().map(|h| table.counts()[usize::from(*h)] as f64).collect();
    let base = rows.first()?.len() - bends.len();
    let mut design = Rows { rows };
    if !told_apart(&mut design, &y) {
        return None;
    }
    let maximum = newton::poisson(&mut design, &y, &vec![true; y.len()], None)?;
    let missed = maximum.beta[0].exp();
    let documented: f64 = y.iter().sum();
    let (aic, bic) = criteria(&y, maximum.deviance, maximum.beta.len());
    let fit = HeterogeneityFit {
        total: documented + missed,
        standard_error: (missed + missed * missed * maximum.intercept_variance).sqrt(),
        deviance: maximum.deviance,
        aic,
        bic,
    };
    fit.total.is_finite().then(|| (fit, maximum.beta[base..].to_vec()))
}

/// Whether the histories that people have tell all parameters apart: then the likelihood is bounded and has one maximum.
fn told_apart(design: &mut Rows, y: &[f64]) -> bool {
    let p = design.columns();
    let mut gram = vec![0.0; p * p];
    let seen: Vec<f64> = y.iter().map(|y| if *y > 0.0 { 1.0 } else { 0.0 }).collect();
    design.gram(&seen, &mut gram);
    linear::cholesky(&mut gram, p)
}
