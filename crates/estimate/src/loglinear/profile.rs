//! The multinomial profile-likelihood interval of a total (Cormack 1992), under one log-linear model. It is conditional on
//! the model and says nothing about the choice of it.

use super::exists;
use super::fit::Fit;
use super::newton::{self, Corner};
use crate::special::{ln_factorial, root};
use crate::table::Table;

/// Half the 95 % point of chi-squared with one degree of freedom.
const HALF_CHI_SQUARED: f64 = 3.841_458_820_694_124 / 2.0;

/// A profile interval at 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// Where the multinomial likelihood has its maximum.
    pub total: f64,
    /// The lower end; never below the documented count.
    pub lower: f64,
    /// The upper end; `None` when the likelihood has not fallen far enough at `searched`.
    pub upper: Option<f64>,
    /// How far up was searched.
    pub searched: f64,
}

/// The likelihood of a total under one model: the number missed is a cell like any other.
pub(crate) struct Likelihood {
    design: Corner,
    keep: Vec<bool>,
    y: Vec<f64>,
    documented: f64,
    beta: Vec<f64>,
}

impl Likelihood {
    pub(crate) fn new(fit: &Fit, table: &Table) -> Self {
        let ready = exists::ready(&fit.model, table);
        let mut keep = ready.keep;
        keep[0] = true;
        let y: Vec<f64> = table.counts().iter().map(|count| *count as f64).collect();
        let documented = y.iter().sum();
        let design = Corner::new(ready.columns, table.lists());
        Self { design, keep, y, documented, beta: fit.beta.clone() }
    }

    /// The log-likelihood of a total, up to a constant; minus infinity where the fit fails.
    pub(crate) fn at(&mut self, total: f64) -> f64 {
        let missed = (total - self.documented).max(0.0);
        self.y[0] = missed;
        let start = (missed > 0.5).then_some(&self.beta[..]);
        let fitted = newton::poisson(&mut self.design, &self.y, &self.keep, start)
            .or_else(|| newton::poisson(&mut self.design, &self.y, &self.keep, None));
        match fitted {
            Some(maximum) => {
                let value = -maximum.deviance / 2.0 + constant(missed, total);
                self.beta = maximum.beta;
                value
            }
            None => f64::NEG_INFINITY,
        }
    }
}

/// ln(N!/n₀!) + n₀ ln n₀ − N ln N, with Stirling's formula above 100, where it differs by less than 0.001.
fn constant(missed: f64, total: f64) -> f64 {
    if total <= 100.0 {
        let power = if missed > 0.0 { missed * missed.ln() } else { 0.0 };
        return ln_factorial(total) - ln_factorial(missed) + power - total * total.ln();
    }
    if missed <= 1.0 {
        return -total + 0.5 * (2.0 * std::f64::consts::PI * total).ln();
    }
    missed - total - 0.5 * (missed / total).ln()
}

/// The 95 % profile interval of a fitted model. The upper end is searched up to `reach` times the fitted total.
#[must_use]
pub fn profile(fit: &Fit, table: &Table, reach: f64) -> Profile {
    let mut likelihood = Likelihood::new(fit, table);
    let documented = likelihood.documented;
    let (total, highest) = maximise(&mut likelihood, documented, documented + 1.5 * fit.missed + 10.0);
    let target = highest - HALF_CHI_SQUARED;
    let cell = std::cell::RefCell::new(likelihood);
    let above = |at: f64| cell.borrow_mut().at(at) - target;
    let lower = if above(documented) >= 0.0 { documented } else { root(documented, total, above) };
    let searched = reach * fit.total;
    let upper = (above(searched) < 0.0).then(|| root(total, searched, |at| -above(at)));
    Profile { total, lower, upper, searched }
}

/// Golden-section search for the highest point; the likelihood of a total has one.
fn maximise(likelihood: &mut Likelihood, low: f64, high: f64) -> (f64, f64) {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (low, high);
    let (mut a, mut b) = (high - golden * (high - low), low + golden * (high - low));
    let (mut at_a, mut at_b) = (likelihood.at(a), likelihood.at(b));
    while high - low > 1e-7 * high {
        if at_a < at_b {
            (low, a, at_a) = (a, b, at_b);
            b = low + golden * (high - low);
            at_b = likelihood.at(b);
        } else {
            (high, b, at_b) = (b, a, at_a);
            a = high - golden * (high - low);
            at_a = likelihood.at(a);
        }
    }
    if at_a > at_b { (a, at_a) } else { (b, at_b) }
}
