//! One chain's state and the density that its moves are judged by. People's classes, the number missed and the concentration
//! are integrated out: what is left are class weights and inclusion probabilities, a few dozen numbers whatever the number
//! of people. Theory: docs/theory/estimate.md. Never keeps a draw.

use super::flow::Flow;
use super::prior::Prior;
use super::proposal::{accept, draw_logit, fill, logits_density};
use super::weights::{Weights, draw_alpha};
use crate::random::Random;
use crate::table::Table;

/// The data: cells that people have, and how many.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    pub(super) lists: usize,
    /// Their histories.
    pub(super) cells: Vec<usize>,
    counts: Vec<f64>,
    /// The counts of all histories, in order.
    pub(super) all: Vec<f64>,
    pub(super) people: f64,
}

impl Data {
    pub(crate) fn new(table: &Table) -> Self {
        let all: Vec<f64> = table.counts().iter().map(|count| *count as f64).collect();
        let cells: Vec<usize> = (1..all.len()).filter(|cell| all[*cell] > 0.0).collect();
        let counts = cells.iter().map(|cell| all[*cell]).collect();
        Self { lists: table.lists(), cells, counts, all, people: table.documented() as f64 }
    }
}

/// Beyond this the logit of a probability is held: the uniform prior gives less than 10^−13 to either side.
pub(super) const MOST_LOGIT: f64 = 30.0;

/// A class expected to hold fewer people than this is moved by draws from the prior.
pub(super) const FEW: f64 = 2.0;

/// How many steps a trajectory has on the mean, about.
const STEPS: usize = 16;

/// How long a step is, in standard deviations of what a class's people tell, give or take.
const LENGTH: f64 = 2.0;

/// How many random walks of one logit a sweep has.
const LIST_MOVES: usize = 4;

/// How many random walks of all logits of a class, and of its weight.
const CLASS_MOVES: usize = 2;

/// How many splits or joins.
const SPLITS: usize = 4;

#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Logits of the inclusion probabilities, class by class.
    pub(super) logits: Vec<f64>,
    pub(super) weights: Weights,
    /// The probability of each cell with people within each class.
    pub(super) cells: Vec<f64>,
    /// The probability within each class of being on no list.
    pub(super) none: Vec<f64>,
    /// Σ n_h ln(p_h / (1 − p₀)).
    pub(super) likelihood: f64,
    pub(super) scratch: Scratch,
    flow: Flow,
}

/// Room to compute in, so that moves need not allocate.
#[derive(Debug, Clone, Default)]
pub(super) struct Scratch {
    pub(super) mix: Vec<f64>,
    pub(super) cells: Vec<f64>,
    pub(super) none: f64,
    /// The probability of every history within a class.
    pub(super) all: Vec<f64>,
    pub(super) logits: Vec<f64>,
    pub(super) weights: Weights,
    /// Of all classes, for moves that may have to be taken back.
    pub(super) old_cells: Vec<f64>,
    pub(super) old_none: Vec<f64>,
}

impl State {
    /// A draw from the prior.
    pub(crate) fn draw(data: &Data, prior: &Prior, random: &mut Random) -> Self {
        let classes = prior.classes;
        let alpha = draw_alpha(prior, 0, 0.0, random);
        let logits = (0..classes * data.lists).map(|_| draw_logit(random)).collect();
        let mut state = Self {
            logits,
            weights: Weights::draw(classes, alpha, random),
            cells: vec![0.0; classes * data.cells.len()],
            none: vec![0.0; classes],
            likelihood: 0.0,
            scratch: Scratch::default(),
            flow: Flow::default(),
        };
        state.refresh(data);
        state
    }

    /// Brings all that depends on the parameters up to date.
    pub(crate) fn refresh(&mut self, data: &Data) {
        self.weights.normalise();
        self.fill_all(data);
        self.likelihood = self.likelihood_now(data);
    }

    fn fill_all(&mut self, data: &Data) {
        let (lists, width) = (data.lists, data.cells.len());
        for class in 0..self.none.len() {
            let logits = &self.logits[class * lists..(class + 1) * lists];
            let cells = &mut self.cells[class * width..(class + 1) * width];
            self.none[class] = fill(data, logits, cells, &mut self.scratch.all);
        }
    }

    pub(crate) fn likelihood(&self) -> f64 {
        self.likelihood
    }

    /// A draw of the concentration, given the weights.
    pub(crate) fn alpha(&self, prior: &Prior, random: &mut Random) -> f64 {
        let last = self.none.len() - 1;
        draw_alpha(prior, last, self.weights.log[last], random)
    }

    /// How many classes are expected to hold a person or more.
    pub(crate) fn occupied(&self, data: &Data) -> usize {
        self.weights.plain.iter().filter(|w| **w * data.people >= 1.0).count()
    }

    /// The probability of being on no list.
    pub(crate) fn missed(&self) -> f64 {
        self.weights.plain.iter().zip(&self.none).map(|(w, none)| w * none).sum()
    }

    /// The probability of each cell with people, up to a constant.
    #[cfg(test)]
    pub(crate) fn cell_probabilities(&self) -> Vec<f64> {
        let width = self.cells.len() / self.none.len();
        let cell = |cell: usize| {
            let of = |(class, w): (usize, &f64)| w * self.cells[class * width + cell];
            self.weights.plain.iter().enumerate().map(of).sum()
        };
        (0..width).map(cell).collect()
    }

    fn likelihood_now(&mut self, data: &Data) -> f64 {
        let weights = std::mem::take(&mut self.weights);
        let likelihood = self.evaluate(data, &weights);
        self.weights = weights;
        likelihood
    }

    /// The likelihood under these weights, with the classes as they stand.
    pub(super) fn evaluate(&mut self, data: &Data, weights: &Weights) -> f64 {
        let width = data.cells.len();
        self.scratch.mix.clear();
        self.scratch.mix.resize(width, 0.0);
        let mut seen = 0.0;
        for (class, weight) in weights.plain.iter().enumerate() {
            if *weight > 0.0 {
                let row = &self.cells[class * width..(class + 1) * width];
                self.scratch.mix.iter_mut().zip(row).for_each(|(m, c)| *m += weight * c);
                seen += weight * (1.0 - self.none[class]);
            }
        }
        let cells: f64 = self.scratch.mix.iter().zip(&data.counts).map(|(p, n)| n * p.ln()).sum();
        cells - data.people * seen.ln()
    }

    /// One sweep, the likelihood raised to `heat`: a trajectory over all classes, then moves of single ones and jumps.
    pub(crate) fn sweep(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        self.follow(data, prior, heat, random);
        for _ in 0..LIST_MOVES {
            self.move_list(data, prior, heat, random);
        }
        for _ in 0..CLASS_MOVES {
            self.move_class(data, prior, heat, random);
            self.stretch(data, prior, heat, random);
        }
        for _ in 0..SPLITS {
            self.split_or_join(data, prior, heat, random);
        }
        self.redraw_class(data, prior, heat, random);
        self.redraw_tail(data, prior, heat, random);
        self.swap_labels(prior, random);
        self.reorder(prior, random);
    }

    /// Follows a trajectory and accepts or rejects its end.
    fn follow(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let at = self.logits.len();
        let length = LENGTH * (0.25 + random.uniform());
        let steps = 1 + random.below(2 * STEPS);
        let mut flow = std::mem::take(&mut self.flow);
        flow.place.clear();
        flow.place.extend_from_slice(&self.logits);
        flow.place.extend(self.weights.log.iter().zip(&self.none).map(|(w, none)| w + (1.0 - none).ln()));
        let log_ratio = flow.run(data, prior, heat, (steps, length), random);
        if log_ratio.is_finite() && flow.place[..at].iter().all(|x| x.abs() <= MOST_LOGIT) {
            self.propose_all(data, prior, heat, &flow.place, log_ratio, random);
        }
        self.flow = flow;
    }

    /// Accepts or rejects new logits of all classes with new shares among those seen; `ratio` is ln of the proposal's.
    fn propose_all(
        &mut self,
        data: &Data,
        prior: &Prior,
        heat: f64,
        place: &[f64],
        ratio: f64,
        random: &mut Random,
    ) {
        let (logits, shares) = place.split_at(self.logits.len());
        let old_likelihood = self.likelihood;
        let mut old = std::mem::take(&mut self.scratch.weights);
        std::mem::swap(&mut self.weights, &mut old);
        self.scratch.logits.clone_from(&self.logits);
        self.scratch.old_cells.clone_from(&self.cells);
        self.scratch.old_none.clone_from(&self.none);
        self.logits.copy_from_slice(logits);
        self.fill_all(data);
        self.weights.log.clear();
        self.weights.log.extend(shares.iter().zip(&self.none).map(|(share, none)| share - (1.0 - none).ln()));
        self.weights.normalise();
        self.likelihood = self.likelihood_now(data);
        // The density is that of the logarithms of weights, whose Jacobian is the product of the weights.
        let by_logarithms: f64 = self.weights.log.iter().zip(&old.log).map(|(new, old)| new - old).sum();
        let log_ratio = ratio + logits_density(logits) - logits_density(&self.scratch.logits)
            + self.weights.ratio(&old, prior)
            + by_logarithms
            + heat * (self.likelihood - old_likelihood);
        if !accept(log_ratio, random) {
            self.likelihood = old_likelihood;
            std::mem::swap(&mut self.scratch.logits, &mut self.logits);
            std::mem::swap(&mut self.scratch.old_cells, &mut self.cells);
            std::mem::swap(&mut self.scratch.old_none, &mut self.none);
            std::mem::swap(&mut self.weights, &mut old);
        }
        self.scratch.weights = old;
    }
}
