//! What comes out: plain data that a terminal, JSON or a page can show. Words nothing; holds no number without the
//! documented count, the method, the assumption and the interval beside it.

use serde::Serialize;

use crate::closed::Interval;
use crate::gate::{Reason, Verdict};
use crate::latent::run::Settings as LatentSettings;
use crate::loglinear::heterogeneity::Heterogeneity;
use crate::loglinear::search::Class;
use crate::table::Shape;

/// The version of the methods. It rises with any change that can alter a figure.
pub const VERSION: u32 = 3;

/// How a total was estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// All log-linear models averaged by AIC, widened for the highest interaction, which no data can show. The default.
    WidenedAverage,
    /// All log-linear models averaged by AIC.
    AicAverage,
    /// All log-linear models averaged by BIC.
    BicAverage,
    /// The log-linear model best by BIC, with its profile interval.
    BicBest,
    /// The same with a bootstrap interval, the model chosen anew each time.
    BicBestBootstrap,
    /// Pairs added by the surprise of their overlap.
    Stepwise,
    /// The saturated closed form.
    Saturated,
    /// Decomposable graphs, averaged.
    Graphs,
    /// Latent classes.
    LatentClasses,
    /// Sample coverage with dependent lists.
    Coverage,
    /// Chao's lower bound.
    Chao,
    /// Two lists, Chapman's estimator.
    Chapman,
}

/// Every method.
pub const METHODS: [Method; 12] = [
    Method::WidenedAverage,
    Method::AicAverage,
    Method::BicAverage,
    Method::BicBest,
    Method::BicBestBootstrap,
    Method::Stepwise,
    Method::Saturated,
    Method::Graphs,
    Method::LatentClasses,
    Method::Coverage,
    Method::Chao,
    Method::Chapman,
];

/// What must hold for a method's figure to be right. The data cannot test it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Assumption {
    /// The two lists are independent.
    IndependentLists,
    /// There is no interaction of all lists at once.
    NoHighestInteraction,
    /// The interaction of all lists at once changes the number missed by a factor of 2 at most.
    BoundedHighestInteraction,
    /// No three lists interact at once.
    NoTripleInteraction,
    /// Some lists are independent given others.
    ConditionalIndependence,
    /// Within some unknown groups of people, the lists are independent.
    IndependentWithinClasses,
    /// No two lists avoid one another.
    NoAvoidance,
    /// Dependence is of the kind that sample coverage can see.
    CoverageOfPairs,
}

/// Every assumption.
pub const ASSUMPTIONS: [Assumption; 8] = [
    Assumption::IndependentLists,
    Assumption::NoHighestInteraction,
    Assumption::BoundedHighestInteraction,
    Assumption::NoTripleInteraction,
    Assumption::ConditionalIndependence,
    Assumption::IndependentWithinClasses,
    Assumption::NoAvoidance,
    Assumption::CoverageOfPairs,
];

/// One method's figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The method.
    pub method: Method,
    /// Its assumption.
    pub assumption: Assumption,
    /// The model or the lists that it used, where there is one.
    pub model: Option<String>,
    /// Estimate and 95 % interval; `None` when the method was refused. Two lists keep theirs although refused: it stands
    /// beside the sweep over their odds ratio.
    pub interval: Option<Interval>,
    /// What is to be made of it.
    pub verdict: Verdict,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// One model of the search, for the table of models.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelLine {
    /// The model, as in `[123,14,34]`.
    pub model: String,
    /// Its total.
    pub total: f64,
    /// Standard error of the total.
    pub standard_error: f64,
    /// AIC.
    pub aic: f64,
    /// BIC.
    pub bic: f64,
    /// Share of the AIC average.
    pub weight: f64,
}

/// The models tried.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Models {
    /// Which.
    pub class: Class,
    /// How many.
    pub tried: usize,
    /// How many have an estimate.
    pub estimable: usize,
    /// How many have no maximum.
    pub without_maximum: usize,
    /// How many are not identified.
    pub not_identified: usize,
    /// The best by AIC, at most twenty.
    pub best: Vec<ModelLine>,
}

/// A total as something unknowable changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Sweep {
    /// The odds ratio between two lists, and the total at each.
    OddsRatio {
        /// The lists.
        lists: [String; 2],
        /// Odds ratio and total.
        points: Vec<(f64, f64)>,
    },
    /// A factor on the missed of the saturated estimate.
    Saturated {
        /// Factor and total.
        points: Vec<(f64, f64)>,
    },
    /// The prior count of each cell of the decomposable graphs.
    GraphPrior {
        /// Prior count and median.
        points: Vec<(f64, f64)>,
    },
    /// How people differ in how easily they are found, lists differing too.
    Heterogeneity {
        /// The kind of difference and the total.
        points: Vec<(Heterogeneity, f64)>,
    },
    /// One list left out.
    LeaveOut {
        /// The list and the total by AIC average without it.
        points: Vec<(String, f64)>,
    },
}

/// How a method fared on one known total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Known {
    /// The list whose size was to be found.
    pub list: String,
    /// Its size.
    pub truth: u64,
    /// How many of its people the other lists have.
    pub seen: u64,
    /// The method.
    pub method: Method,
    /// What it said.
    pub interval: Option<Interval>,
    /// Whether its interval holds the truth.
    pub held: bool,
    /// Whether the gate would show no total from this part of the table, whatever the method.
    pub gate_refuses: bool,
}

/// The self-check: each method on totals that the table itself knows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SelfCheck {
    /// Every problem and method.
    pub known: Vec<Known>,
    /// Method, how many intervals held, of how many problems that the gate lets through; the best first.
    pub score: Vec<(Method, usize, usize)>,
}

/// What latent classes needed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Convergence {
    /// How they were run.
    pub settings: LatentSettings,
    /// R-hat of ln(missed).
    pub r_hat: f64,
    /// Effective sample size.
    pub size: f64,
    /// Sweeps of each chain.
    pub sweeps: usize,
    /// Median of each chain.
    pub medians: Vec<f64>,
    /// Posterior mean of the concentration.
    pub alpha: f64,
    /// Posterior mean of the number of classes that hold anybody.
    pub classes: f64,
}

/// Everything about one table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Estimate {
    /// [`VERSION`].
    pub version: u32,
    /// The seed given.
    pub seed: u64,
    /// The table, with its hash.
    pub table: Shape,
    /// What is to be made of the whole.
    pub verdict: Verdict,
    /// Why, the gravest first.
    pub reasons: Vec<Reason>,
    /// What to show first; `None` when refused.
    pub headline: Option<Line>,
    /// A total that is hardly too high: the least lower end of the methods that answered, never below the documented.
    pub at_least: f64,
    /// Every method.
    pub lines: Vec<Line>,
    /// The log-linear models.
    pub models: Option<Models>,
    /// Sensitivity.
    pub sweeps: Vec<Sweep>,
    /// The self-check, where there are four lists or more.
    pub self_check: Option<SelfCheck>,
    /// How the latent classes converged, where they were run.
    pub convergence: Option<Convergence>,
}
