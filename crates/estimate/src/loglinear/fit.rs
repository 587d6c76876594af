//! One log-linear model fitted to one table, after the checks of [`super::exists`]. Chooses no model.

use super::exists::{self, Existence, Ready};
use super::model::Model;
use super::newton::{self, Corner, Maximum};
use crate::special::ln_factorial;
use crate::table::Table;

/// Beyond this many times the documented people, an estimate is noise whatever its standard error.
const RUNAWAY: f64 = 1e6;

/// What one model says.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The model.
    pub model: Model,
    /// The estimated number on no list, exp of the intercept.
    pub missed: f64,
    /// Documented plus missed.
    pub total: f64,
    /// The total's standard error (Rivest & Lévesque 2001): the root of m + m² Var(intercept), m missed.
    pub standard_error: f64,
    /// The standard error of ln(missed) as an intercept.
    pub log_error: f64,
    /// Poisson deviance.
    pub deviance: f64,
    /// Cells that can be seen, less parameters.
    pub degrees: i64,
    /// Akaike's criterion over the observed cells.
    pub aic: f64,
    /// Schwarz's criterion over the observed cells, with the number of people as sample size.
    pub bic: f64,
    /// Interactions at minus infinity, because nobody is on all of their lists; they count as parameters.
    pub terms_without_people: usize,
    pub(crate) beta: Vec<f64>,
    pub(crate) fitted: Vec<f64>,
}

/// Why a model was not fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoFit {
    /// The estimate does not exist or is not unique.
    #[error("the model cannot be estimated from this table")]
    Existence(Existence),
    /// The numbers did not settle, or ran off beyond reason.
    #[error("the fit did not settle")]
    DidNotSettle,
}

/// Fits a model.
///
/// # Errors
/// When the maximum-likelihood estimate does not exist, is not unique, or is not reached.
pub fn fit(model: &Model, table: &Table) -> Result<Fit, NoFit> {
    let ready = exists::ready(model, table);
    match exists::check(&ready, table.counts()) {
        Existence::Exists => maximise(model, table, &ready).ok_or(NoFit::DidNotSettle),
        other => Err(NoFit::Existence(other)),
    }
}

pub(crate) fn maximise(model: &Model, table: &Table, ready: &Ready) -> Option<Fit> {
    let y: Vec<f64> = table.counts().iter().map(|count| *count as f64).collect();
    let mut design = Corner::new(ready.columns.clone(), table.lists());
    let maximum = newton::poisson(&mut design, &y, &ready.keep, None)?;
    let cells = table.histories().count();
    let possible = model.interactions().iter().filter(|term| !table.is_impossible(**term)).count();
    let parameters = 1 + model.lists() + possible;
    let Maximum { beta, fitted, deviance, intercept_variance } = maximum;
    let documented: f64 = y.iter().sum();
    let missed = beta[0].exp();
    if !(missed.is_finite() && missed < RUNAWAY * documented && intercept_variance.is_finite()) {
        return None;
    }
    let (aic, bic) = criteria(&y, deviance, parameters);
    Some(Fit {
        model: model.clone(),
        missed,
        total: documented + missed,
        standard_error: (missed + missed * missed * intercept_variance).sqrt(),
        log_error: intercept_variance.sqrt(),
        deviance,
        degrees: cells as i64 - parameters as i64,
        aic,
        bic,
        terms_without_people: ready.empty,
        beta,
        fitted,
    })
}

/// AIC and BIC of a Poisson fit, from its deviance and the saturated likelihood.
pub(crate) fn criteria(y: &[f64], deviance: f64, parameters: usize) -> (f64, f64) {
    let saturated: f64 = y.iter().filter(|y| **y > 0.0).map(|y| y * y.ln() - y - ln_factorial(*y)).sum();
    let minus_twice = deviance - 2.0 * saturated;
    let people: f64 = y.iter().sum();
    (minus_twice + 2.0 * parameters as f64, minus_twice + parameters as f64 * people.ln())
}
