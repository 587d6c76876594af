//! One chain's state and how it moves. People's classes and the number missed are integrated out: what is left are class
//! weights, inclusion probabilities and the concentration, a few dozen numbers whatever the number of people.
//! Theory: docs/theory/estimate.md. Never keeps a draw.

use super::prior::Prior;
use super::weights::{Weights, draw_stick, log_add, softplus};
use crate::random::Random;
use crate::table::Table;

/// The data: cells that people have, and how many.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    lists: usize,
    cells: Vec<usize>,
    counts: Vec<f64>,
    people: f64,
}

impl Data {
    pub(crate) fn new(table: &Table) -> Self {
        let cells: Vec<usize> = (1..table.counts().len()).filter(|cell| table.counts()[*cell] > 0).collect();
        let counts = cells.iter().map(|cell| table.counts()[*cell] as f64).collect();
        Self { lists: table.lists(), cells, counts, people: table.documented() as f64 }
    }
}

/// Beyond this the logit of a probability is held: the uniform prior gives less than 10^−13 to either side.
const MOST_LOGIT: f64 = 30.0;

/// Into how many parts a sweep is divided, between which temperatures are exchanged.
pub(crate) const PARTS: usize = 3;

/// A class expected to hold fewer people than this is moved by draws from the prior.
const FEW: f64 = 0.5;

#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Logits of the inclusion probabilities, class by class.
    logits: Vec<f64>,
    weights: Weights,
    alpha: f64,
    /// The probability of each cell with people within each class.
    cells: Vec<f64>,
    /// The probability within each class of being on no list.
    none: Vec<f64>,
    /// Σ n_h ln(p_h / (1 − p₀)).
    likelihood: f64,
    scratch: Scratch,
}

#[derive(Debug, Clone, Default)]
struct Scratch {
    mix: Vec<f64>,
    cells: Vec<f64>,
    logits: Vec<f64>,
    weights: Weights,
}

impl State {
    /// A draw from the prior.
    pub(crate) fn draw(data: &Data, prior: &Prior, random: &mut Random) -> Self {
        let classes = prior.classes;
        let alpha = random.gamma(prior.shape).max(1e-30) / prior.rate;
        let logits = (0..classes * data.lists).map(|_| draw_logit(random)).collect();
        let mut state = Self {
            logits,
            weights: Weights::draw(classes, alpha, random),
            alpha,
            cells: vec![0.0; classes * data.cells.len()],
            none: vec![0.0; classes],
            likelihood: 0.0,
            scratch: Scratch::default(),
        };
        state.refresh(data);
        state
    }

    /// Brings all that depends on the parameters up to date.
    pub(crate) fn refresh(&mut self, data: &Data) {
        let (lists, width) = (data.lists, data.cells.len());
        for class in 0..self.none.len() {
            let logits = &self.logits[class * lists..(class + 1) * lists];
            self.none[class] = fill(data, logits, &mut self.cells[class * width..(class + 1) * width]);
        }
        self.weights.normalise();
        let weights = std::mem::take(&mut self.weights);
        self.likelihood = self.evaluate(data, &weights);
        self.weights = weights;
    }

    pub(crate) fn likelihood(&self) -> f64 {
        self.likelihood
    }

    pub(crate) fn alpha(&self) -> f64 {
        self.alpha
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

    /// The likelihood under these weights, with the classes as they stand.
    fn evaluate(&mut self, data: &Data, weights: &Weights) -> f64 {
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

    /// One part of a sweep, the likelihood raised to `heat`; [`PARTS`] parts in turn move everything once.
    pub(crate) fn sweep(&mut self, part: usize, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let classes = prior.classes;
        for class in (part..classes).step_by(PARTS) {
            if self.weights.plain[class] * data.people < FEW {
                self.redraw_class(data, class, heat, random);
            } else {
                for list in 0..data.lists {
                    self.move_class(data, class, Some(list), random.uniform() < 0.5, heat, random);
                }
                self.move_class(data, class, None, true, heat, random);
                self.move_class(data, class, None, false, heat, random);
            }
            if class < classes - 1 {
                self.move_stick(data, class, heat, random);
            }
        }
        self.share(data, heat, random);
        self.swap_labels(random);
        self.split_or_join(data, heat, random);
        // α given the sticks: the product of all 1 − V is the last weight.
        let shape = prior.shape + classes as f64 - 1.0;
        self.alpha = random.gamma(shape) / (prior.rate - self.weights.log[classes - 1]);
    }

    /// Proposes a class's probabilities from the prior.
    fn redraw_class(&mut self, data: &Data, class: usize, heat: f64, random: &mut Random) {
        self.scratch.logits.clear();
        self.scratch.logits.extend((0..data.lists).map(|_| draw_logit(random)));
        self.propose_class(data, class, false, 0.0, heat, random);
    }

    /// A random walk of one logit or of all logits of a class. When `seen` stays fixed, the classes' shares among those
    /// seen do not change, only who is missed: the ridge along which the likelihood is flat.
    fn move_class(
        &mut self,
        data: &Data,
        class: usize,
        list: Option<usize>,
        seen_fixed: bool,
        heat: f64,
        random: &mut Random,
    ) {
        let at = class * data.lists;
        self.scratch.logits.clear();
        self.scratch.logits.extend_from_slice(&self.logits[at..at + data.lists]);
        // A hotter chain moves further.
        let step = step(random) / heat.sqrt().max(0.1);
        let moved = match list {
            Some(list) => &mut self.scratch.logits[list..=list],
            None => &mut self.scratch.logits[..],
        };
        let ratio = shift(moved, step);
        if self.scratch.logits.iter().any(|logit| logit.abs() > MOST_LOGIT) {
            return;
        }
        self.propose_class(data, class, seen_fixed, ratio, heat, random);
    }

    /// Accepts or rejects the logits in the scratch for a class; `ratio` is ln of the prior's ratio times the proposal's.
    fn propose_class(
        &mut self,
        data: &Data,
        class: usize,
        seen_fixed: bool,
        ratio: f64,
        heat: f64,
        random: &mut Random,
    ) {
        let (lists, width) = (data.lists, data.cells.len());
        let (from, to) = (class * width, (class + 1) * width);
        let (old_none, old_likelihood) = (self.none[class], self.likelihood);
        self.scratch.cells.clear();
        self.scratch.cells.resize(width, 0.0);
        let new_none = fill(data, &self.scratch.logits, &mut self.scratch.cells);
        let mut log_ratio = ratio;
        let mut weights = std::mem::take(&mut self.scratch.weights);
        if seen_fixed {
            let factor = ((1.0 - old_none) / (1.0 - new_none)).ln();
            let sum = weights.stretch(&self.weights, class, factor);
            // A class must not leave by this door those that it is open to: the way back would be shut.
            if weights.plain[class] * data.people < FEW {
                self.scratch.weights = weights;
                return;
            }
            log_ratio += weights.ratio(&self.weights, self.alpha) + factor - self.none.len() as f64 * sum;
        } else {
            std::mem::swap(&mut weights, &mut self.weights);
        }
        self.scratch.cells.swap_with_slice(&mut self.cells[from..to]);
        self.none[class] = new_none;
        let likelihood = self.evaluate(data, &weights);
        log_ratio += heat * (likelihood - old_likelihood);
        let accepted = accept(log_ratio, random);
        if accepted {
            self.likelihood = likelihood;
            self.logits[class * lists..(class + 1) * lists].copy_from_slice(&self.scratch.logits);
        } else {
            self.scratch.cells.swap_with_slice(&mut self.cells[from..to]);
            self.none[class] = old_none;
        }
        if accepted || !seen_fixed {
            std::mem::swap(&mut weights, &mut self.weights);
        }
        self.scratch.weights = weights;
    }

    /// A random walk of one stick's logit.
    fn move_stick(&mut self, data: &Data, class: usize, heat: f64, random: &mut Random) {
        let (own, rest) = (self.weights.log[class], self.weights.log_rest(class));
        let both = log_add(own, rest);
        let density = |u: f64| -softplus(-u) - self.alpha * softplus(u);
        // A stick of which nobody hangs is drawn from the prior.
        let (new, log_ratio) = if both.exp() * data.people < FEW {
            (draw_stick(self.alpha, random), 0.0)
        } else {
            let logit = own - rest;
            let new = logit + step(random);
            (new, density(new) - density(logit))
        };
        let shift = both - softplus(new) - rest;
        self.propose_weights(data, log_ratio, false, heat, random, |log| {
            log[class] = both - softplus(-new);
            log[class + 1..].iter_mut().for_each(|w| *w += shift);
        });
    }

    /// Moves weight between two classes.
    fn share(&mut self, data: &Data, heat: f64, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (random.below(classes), random.below(classes));
        if a == b || (self.weights.plain[a] + self.weights.plain[b]) * data.people < FEW {
            return;
        }
        let both = log_add(self.weights.log[a], self.weights.log[b]);
        let logit = self.weights.log[a] - self.weights.log[b];
        let new = logit + step(random);
        let log_ratio = logit_density(new) - logit_density(logit);
        self.propose_weights(data, log_ratio, true, heat, random, |log| {
            log[a] = both - softplus(-new);
            log[b] = both - softplus(new);
        });
    }

    /// Accepts or rejects changed weights. `log_ratio` is the proposal's; the prior's is added when `with_prior`.
    fn propose_weights(
        &mut self,
        data: &Data,
        log_ratio: f64,
        with_prior: bool,
        heat: f64,
        random: &mut Random,
        change: impl FnOnce(&mut [f64]),
    ) {
        let mut weights = std::mem::take(&mut self.scratch.weights);
        weights.copy_log(&self.weights);
        change(&mut weights.log);
        weights.update();
        let likelihood = self.evaluate(data, &weights);
        let prior = if with_prior { weights.ratio(&self.weights, self.alpha) } else { 0.0 };
        if accept(log_ratio + prior + heat * (likelihood - self.likelihood), random) {
            self.likelihood = likelihood;
            std::mem::swap(&mut self.weights, &mut weights);
        }
        self.scratch.weights = weights;
    }

    /// Exchanges two classes' labels: the likelihood stays, the prior of ordered weights does not.
    fn swap_labels(&mut self, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (random.below(classes), random.below(classes));
        if a == b {
            return;
        }
        let mut weights = std::mem::take(&mut self.scratch.weights);
        weights.copy_log(&self.weights);
        weights.log.swap(a, b);
        weights.update();
        let accepted = accept(weights.ratio(&self.weights, self.alpha), random);
        if accepted {
            std::mem::swap(&mut self.weights, &mut weights);
        }
        self.scratch.weights = weights;
        if !accepted {
            return;
        }
        self.none.swap(a, b);
        let (lists, width) = (self.logits.len() / classes, self.cells.len() / classes);
        for list in 0..lists {
            self.logits.swap(a * lists + list, b * lists + list);
        }
        for cell in 0..width {
            self.cells.swap(a * width + cell, b * width + cell);
        }
    }

    /// Makes a class a neighbour of another at a given spread, both with a fresh share of their weight; or, where they
    /// are neighbours already, the reverse: the proposal is a mixture of "near the other class" and "from the prior",
    /// whose density is known both ways.
    fn split_or_join(&mut self, data: &Data, heat: f64, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (random.below(classes), random.below(classes));
        let both = log_add(self.weights.log[a], self.weights.log[b]);
        if a == b || both.exp() * data.people < FEW {
            return;
        }
        let lists = data.lists;
        let from: Vec<f64> = self.logits[a * lists..(a + 1) * lists].to_vec();
        let old: Vec<f64> = self.logits[b * lists..(b + 1) * lists].to_vec();
        let near = random.uniform() < 0.5;
        let new: Vec<f64> = from
            .iter()
            .map(|logit| if near { logit + SPREAD * random.normal() } else { draw_logit(random) })
            .collect();
        if new.iter().any(|logit| logit.abs() > MOST_LOGIT) {
            return;
        }
        // Where b is proposed: half near a, half from the prior.
        let proposal = |at: &[f64]| {
            let near: f64 = at
                .iter()
                .zip(&from)
                .map(|(x, m)| -0.5 * ((x - m) / SPREAD).powi(2) - SPREAD.ln() - 0.918_938_533_204_672_7)
                .sum();
            let prior: f64 = at.iter().map(|x| logit_density(*x)).sum();
            log_add(near, prior) - std::f64::consts::LN_2
        };
        let density = |at: &[f64]| at.iter().map(|x| logit_density(*x)).sum::<f64>();
        // The share of b: logistic with a wide scale, so that almost nothing is as likely as half.
        let logit = self.weights.log[b] - self.weights.log[a];
        let u = random.uniform();
        let share = WIDE * (u / (1.0 - u)).ln();
        let mut weights = self.weights.clone();
        weights.log[b] = both - softplus(-share);
        weights.log[a] = both - softplus(share);
        weights.update();
        let log_ratio = density(&new) - density(&old) + proposal(&old) - proposal(&new)
            + weights.ratio(&self.weights, self.alpha)
            + logit_density(share)
            - logit_density(logit)
            + logit_density(logit / WIDE)
            - logit_density(share / WIDE);
        let width = data.cells.len();
        let row: Vec<f64> = self.cells[b * width..(b + 1) * width].to_vec();
        let none = self.none[b];
        self.none[b] = fill(data, &new, &mut self.cells[b * width..(b + 1) * width]);
        let likelihood = self.evaluate(data, &weights);
        if accept(log_ratio + heat * (likelihood - self.likelihood), random) {
            self.likelihood = likelihood;
            self.weights = weights;
            self.logits[b * lists..(b + 1) * lists].copy_from_slice(&new);
        } else {
            self.cells[b * width..(b + 1) * width].copy_from_slice(&row);
            self.none[b] = none;
        }
    }
}

/// How far from its neighbour a class is proposed, on the logit scale.
const SPREAD: f64 = 1.0;

/// How wide the proposed shares of two classes are, on the logit scale.
const WIDE: f64 = 2.0;

/// Shifts logits; returns ln of the prior's ratio.
fn shift(logits: &mut [f64], step: f64) -> f64 {
    let change = |logit: &mut f64| {
        let before = logit_density(*logit);
        *logit += step;
        logit_density(*logit) - before
    };
    logits.iter_mut().map(change).sum()
}

fn accept(log_ratio: f64, random: &mut Random) -> bool {
    log_ratio >= 0.0 || random.uniform().ln() < log_ratio
}

/// A step at one of several scales, since no one scale suits all classes.
fn step(random: &mut Random) -> f64 {
    const SCALES: [f64; 5] = [0.05, 0.15, 0.5, 1.2, 3.0];
    SCALES[random.below(SCALES.len())] * random.normal()
}

/// The logit of a uniform probability, held within bounds.
fn draw_logit(random: &mut Random) -> f64 {
    let u = random.uniform();
    (u / (1.0 - u)).ln().clamp(-MOST_LOGIT, MOST_LOGIT)
}

/// ln of the density of the logit of a uniform probability, which is that of the logistic distribution.
fn logit_density(logit: f64) -> f64 {
    let far = logit.abs();
    -far - 2.0 * (-far).exp().ln_1p()
}

/// Fills in the probabilities of the cells with people under these logits; returns that of no list.
fn fill(data: &Data, logits: &[f64], cells: &mut [f64]) -> f64 {
    let mut on = [0.0_f64; 16];
    let mut off = [0.0_f64; 16];
    for (list, logit) in logits.iter().enumerate() {
        let small = (-logit.abs()).exp();
        let (likely, unlikely) = (1.0 / (1.0 + small), small / (1.0 + small));
        (on[list], off[list]) = if *logit > 0.0 { (likely, unlikely) } else { (unlikely, likely) };
    }
    for (p, cell) in cells.iter_mut().zip(&data.cells) {
        *p = (0..data.lists).map(|list| if cell >> list & 1 == 1 { on[list] } else { off[list] }).product();
    }
    off[..data.lists].iter().product()
}
