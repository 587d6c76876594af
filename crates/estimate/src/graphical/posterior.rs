//! The posterior distribution of a total, summed exactly over graphs and over each number missed up to a bound. It reports
//! how much of the posterior lies at the bound, and never exponentiates before the largest weight is known.

use super::graph::{Decomposable, MOST_LISTS, all_graphs};
use crate::special::ln_gamma;
use crate::table::{History, Table};

/// What is believed of the total beforehand.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prior {
    /// In proportion to 1/N (Jeffreys).
    Reciprocal,
    /// A Poisson number whose mean is Gamma with this shape and scale (Madigan & York 1997).
    NegativeBinomial {
        /// Shape of the Gamma distribution.
        shape: f64,
        /// Its scale.
        scale: f64,
    },
}

/// How the posterior is to be computed.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Settings {
    /// The hyper-Dirichlet prior count of each cell; 2^−K is the usual choice.
    pub delta: f64,
    /// The fewest missed people considered.
    pub least_missed: usize,
    /// The most missed people considered.
    pub most_missed: usize,
    /// The step between the numbers considered; 1 is exact, more is a sum over a grid.
    pub step: usize,
    /// The prior of the total.
    pub prior: Prior,
    /// Whether the complete graph takes part, under which the data say nothing of the missed.
    pub complete: bool,
}

impl Settings {
    /// The usual settings: delta 2^−K, 1/N, without the complete graph; from nobody to 30 times the documented people
    /// missed, at least 10,000, in steps such that there are [`MOST_POINTS`] at most.
    #[must_use]
    pub fn usual(table: &Table) -> Self {
        let delta = 0.5_f64.powi(table.lists() as i32);
        let most_missed = (30 * table.documented()).max(10_000) as usize;
        let step = most_missed.div_ceil(MOST_POINTS);
        Self { delta, least_missed: 0, most_missed, step, prior: Prior::Reciprocal, complete: false }
    }
}

/// The most numbers missed that the usual settings consider.
pub const MOST_POINTS: usize = 100_000;

/// What the posterior says.
#[derive(Debug, Clone, PartialEq)]
pub struct Posterior {
    /// The median of the total.
    pub median: u64,
    /// The 2.5 % point.
    pub lower: u64,
    /// The 97.5 % point.
    pub upper: u64,
    /// The mean.
    pub mean: f64,
    /// The most probable total.
    pub mode: u64,
    /// E[1/N]/E[1/N²], which minimises the expected relative squared error.
    pub relative: f64,
    /// The most probable graph, with its probability.
    pub best: (Decomposable, f64),
    /// How much of the posterior lies in the last hundredth of the range of the missed.
    pub edge: f64,
    /// How many graphs took part.
    pub graphs: usize,
    /// The probability of each number missed that was considered, from the fewest.
    pub weights: Vec<f64>,
}

/// Graphs, and stretches of a graph's curve, whose weight stays below e^−34 of the largest are passed over; all of them
/// together hold less than 10^−9.
const NEGLIGIBLE: f64 = 34.0;

/// The posterior. `None` with more than [`MOST_LISTS`] lists or with histories declared impossible, for which the method
/// has no answer.
#[must_use]
pub fn posterior(table: &Table, settings: &Settings) -> Option<Posterior> {
    let lists = table.lists();
    if lists > MOST_LISTS
        || table.has_impossible()
        || settings.most_missed <= settings.least_missed
        || settings.step == 0
    {
        return None;
    }
    let graphs: Vec<Decomposable> =
        all_graphs(lists).into_iter().filter(|graph| settings.complete || !graph.is_complete()).collect();
    let scores: Vec<Vec<f64>> =
        (0..1_u32 << lists).map(|set| score(table, set as History, settings)).collect();
    let common = common(table, settings);
    let points = coarse(common.len());
    let heights = |graph: &Decomposable| -> Vec<f64> {
        points.iter().map(|at| at_point(graph, &scores, &common, *at)).collect()
    };
    let reach = |graph: &Decomposable| heights(graph).into_iter().fold(f64::NEG_INFINITY, f64::max);
    let reaches: Vec<f64> = graphs.iter().map(reach).collect();
    let highest = reaches.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let floor = highest - NEGLIGIBLE;
    let mut weights = vec![0.0; common.len()];
    let mut line = vec![];
    let (mut best, mut best_mass) = (0, 0.0);
    for (at, graph) in graphs.iter().enumerate().filter(|(at, _)| reaches[*at] > floor) {
        let heights = heights(graph);
        let mut mass = 0.0;
        for stretch in 0..points.len() {
            let next = points.get(stretch + 1).copied().unwrap_or(common.len());
            if heights[stretch] < floor && heights.get(stretch + 1).is_none_or(|height| *height < floor) {
                continue;
            }
            let stretch = points[stretch]..next;
            line.clear();
            line.extend(common[stretch.clone()].iter().map(|c| c - highest));
            for set in &graph.cliques {
                let score = &scores[usize::from(*set)][stretch.clone()];
                line.iter_mut().zip(score).for_each(|(l, s)| *l += s);
            }
            for set in &graph.separators {
                let score = &scores[usize::from(*set)][stretch.clone()];
                line.iter_mut().zip(score).for_each(|(l, s)| *l -= s);
            }
            for (weight, l) in weights[stretch].iter_mut().zip(&line) {
                let w = l.exp();
                mass += w;
                *weight += w;
            }
        }
        if mass > best_mass {
            (best, best_mass) = (at, mass);
        }
    }
    let sum: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= sum);
    let first = table.documented() + settings.least_missed as u64;
    Some(summarise(first, settings.step, weights, (graphs[best].clone(), best_mass / sum), graphs.len()))
}

/// What every graph shares, by number missed: the prior, the ways to choose the missed, and one normalising constant.
fn common(table: &Table, settings: &Settings) -> Vec<f64> {
    let documented = table.documented() as f64;
    let whole = settings.delta * table.counts().len() as f64;
    let prior = |total: f64| match settings.prior {
        Prior::Reciprocal => -total.ln(),
        Prior::NegativeBinomial { shape, scale } => {
            ln_gamma(total + shape) - ln_gamma(total + 1.0) + total * (scale / (1.0 + scale)).ln()
        }
    };
    (settings.least_missed..=settings.most_missed)
        .step_by(settings.step)
        .map(|missed| {
            let (missed, total) = (missed as f64, documented + missed as f64);
            ln_gamma(total + 1.0) - ln_gamma(missed + 1.0) - ln_gamma(total + whole) + prior(total)
        })
        .collect()
}

/// The score of a set of lists, by number missed: only its cell of nobody grows.
fn score(table: &Table, set: History, settings: &Settings) -> Vec<f64> {
    let prior = settings.delta * (table.counts().len() >> set.count_ones()) as f64;
    let mut cells = vec![0.0; table.counts().len()];
    for (history, count) in table.counts().iter().enumerate() {
        cells[history & usize::from(set)] += *count as f64;
    }
    let inside = |cell: &usize| cell & usize::from(set) == *cell;
    let others: f64 = (1..cells.len()).filter(inside).map(|cell| ln_gamma(cells[cell] + prior)).sum();
    let constant = others - f64::from(1_u32 << set.count_ones()) * ln_gamma(prior);
    let mut nobody = cells[0] + settings.least_missed as f64 + prior;
    let mut log = ln_gamma(nobody);
    (settings.least_missed..=settings.most_missed)
        .step_by(settings.step)
        .map(|_| {
            let here = constant + log;
            if settings.step == 1 {
                // ln Γ(x + 1) = ln Γ(x) + ln x.
                log += nobody.ln();
                nobody += 1.0;
            } else {
                nobody += settings.step as f64;
                log = ln_gamma(nobody);
            }
            here
        })
        .collect()
}

/// Points a hundredth apart, by which a graph's largest weight is judged.
fn coarse(most: usize) -> Vec<usize> {
    let mut points = vec![];
    let mut at = 0;
    while at < most {
        points.push(at);
        at += 1 + at / 100;
    }
    points
}

fn at_point(graph: &Decomposable, scores: &[Vec<f64>], common: &[f64], at: usize) -> f64 {
    let sum = |sets: &[History]| sets.iter().map(|set| scores[usize::from(*set)][at]).sum::<f64>();
    common[at] + sum(&graph.cliques) - sum(&graph.separators)
}

fn summarise(
    first: u64,
    step: usize,
    weights: Vec<f64>,
    best: (Decomposable, f64),
    graphs: usize,
) -> Posterior {
    let total = |at: usize| first + (at * step) as u64;
    let quantile = |p: f64| {
        let mut sum = 0.0;
        let at = weights.iter().position(|weight| {
            sum += weight;
            sum >= p
        });
        total(at.unwrap_or(weights.len() - 1))
    };
    let mean_of = |f: &dyn Fn(f64) -> f64| -> f64 {
        weights.iter().enumerate().map(|(at, weight)| weight * f(total(at) as f64)).sum()
    };
    let mode = (0..weights.len()).max_by(|a, b| weights[*a].total_cmp(&weights[*b])).unwrap_or(0);
    let last = weights.len() - weights.len().div_ceil(100);
    Posterior {
        median: quantile(0.5),
        lower: quantile(0.025),
        upper: quantile(0.975),
        mean: mean_of(&|n| n),
        mode: total(mode),
        relative: mean_of(&|n| 1.0 / n) / mean_of(&|n| 1.0 / (n * n)),
        best,
        edge: weights[last..].iter().sum(),
        graphs,
        weights,
    }
}
