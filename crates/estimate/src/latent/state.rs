//! One chain's state and how it moves. People's classes and the number missed are integrated out: what is left are class
//! weights, inclusion probabilities and the concentration, a few dozen numbers whatever the number of people.
//! Theory: docs/theory/estimate.md. Never keeps a draw.

use super::prior::Prior;
use super::proposal::{SPREAD, WIDE, accept, both, draw_logit, fill, logit_density, shift, some_class, step};
use super::weights::{Weights, draw_stick, log_add, softplus};
use crate::random::Random;
use crate::table::Table;

/// The data: cells that people have, and how many.
#[derive(Debug, Clone)]
pub(crate) struct Data {
    pub(super) lists: usize,
    /// Their histories.
    pub(super) cells: Vec<usize>,
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
pub(super) const MOST_LOGIT: f64 = 30.0;

/// Into how many parts a sweep is divided, between which temperatures are exchanged.
pub(crate) const PARTS: usize = 3;

/// How many sticks are moved in a part of a sweep.
const STICKS: usize = 3;

/// A class expected to hold fewer people than this is moved by draws from the prior.
const FEW: f64 = 2.0;

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
    none: f64,
    /// The probability of every history within a class.
    all: Vec<f64>,
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
            let cells = &mut self.cells[class * width..(class + 1) * width];
            self.none[class] = fill(data, logits, cells, &mut self.scratch.all);
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
                continue;
            }
            for list in 0..data.lists {
                self.move_list(data, class, list, random.uniform() < 0.5, heat, random);
            }
            self.move_class(data, class, true, heat, random);
            self.move_class(data, class, false, heat, random);
        }
        // Which sticks are moved must not depend on how much hangs on them: a class that lost its people by such a move
        // could not get them back by it.
        for _ in 0..STICKS {
            self.move_stick(data, some_class(classes - 1, random), heat, random);
        }
        // Of classes without people one is enough: data tell nothing of them, so that each is a draw from the prior.
        let class = random.below(classes);
        if self.weights.plain[class] * data.people < FEW {
            self.redraw_class(data, class, heat, random);
        }
        if part == 0 {
            self.redraw_tail(data, heat, random);
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
        self.fill_scratch(data);
        self.propose_class(data, class, false, 0.0, heat, random);
    }

    /// Proposes all sticks of the tail from the prior at once: which classes are the tail depends on those before it alone.
    fn redraw_tail(&mut self, data: &Data, heat: f64, random: &mut Random) {
        let (tail, last) = (self.weights.tail(FEW / data.people), self.none.len() - 1);
        if tail >= last {
            return;
        }
        let mut rest = log_add(self.weights.log[tail], self.weights.log_rest(tail));
        let alpha = self.alpha;
        self.propose_weights(data, 0.0, false, heat, random, |log, random| {
            for weight in &mut log[tail..last] {
                let stick = draw_stick(alpha, random);
                *weight = rest - softplus(-stick);
                rest -= softplus(stick);
            }
            log[last] = rest;
        });
    }

    /// A random walk of one logit of a class. When `seen_fixed`, the classes' shares among those seen do not change, only
    /// who is missed: the ridge along which the likelihood is flat.
    fn move_list(
        &mut self,
        data: &Data,
        class: usize,
        list: usize,
        seen_fixed: bool,
        heat: f64,
        random: &mut Random,
    ) {
        let (at, width) = (class * data.lists, data.cells.len());
        let old = self.logits[at + list];
        let new = old + step(heat * self.people_of(data, class, seen_fixed), random);
        if new.abs() > MOST_LOGIT {
            return;
        }
        self.scratch.logits.clear();
        self.scratch.logits.extend_from_slice(&self.logits[at..at + data.lists]);
        self.scratch.logits[list] = new;
        let ((on, off), (old_on, old_off)) = (both(new), both(old));
        let (on, off) = (on / old_on, off / old_off);
        // The logistic density of a logit is p (1 - p).
        let ratio = (on * off).ln();
        let row = &self.cells[class * width..(class + 1) * width];
        self.scratch.cells.clear();
        let factor = |cell: &usize| if cell >> list & 1 == 1 { on } else { off };
        self.scratch.cells.extend(row.iter().zip(&data.cells).map(|(p, cell)| p * factor(cell)));
        self.scratch.none = self.none[class] * off;
        self.propose_class(data, class, seen_fixed, ratio, heat, random);
    }

    /// A random walk of all logits of a class together.
    fn move_class(&mut self, data: &Data, class: usize, seen_fixed: bool, heat: f64, random: &mut Random) {
        let at = class * data.lists;
        let step = step(heat * self.people_of(data, class, seen_fixed), random);
        self.scratch.logits.clear();
        self.scratch.logits.extend_from_slice(&self.logits[at..at + data.lists]);
        let ratio = shift(&mut self.scratch.logits, step);
        if self.scratch.logits.iter().any(|logit| logit.abs() > MOST_LOGIT) {
            return;
        }
        self.fill_scratch(data);
        self.propose_class(data, class, seen_fixed, ratio, heat, random);
    }

    /// How many people a class tells from, by what a move leaves as it is: then its steps are as long on the way back.
    fn people_of(&self, data: &Data, class: usize, seen_fixed: bool) -> f64 {
        let weight = self.weights.plain[class];
        if !seen_fixed {
            return data.people * weight;
        }
        let seen: f64 = self.weights.plain.iter().zip(&self.none).map(|(w, none)| w * (1.0 - none)).sum();
        data.people * weight * (1.0 - self.none[class]) / seen
    }

    fn fill_scratch(&mut self, data: &Data) {
        self.scratch.cells.clear();
        self.scratch.cells.resize(data.cells.len(), 0.0);
        let scratch = &mut self.scratch;
        scratch.none = fill(data, &scratch.logits, &mut scratch.cells, &mut scratch.all);
    }

    /// Accepts or rejects the logits and cells in the scratch for a class; `ratio` is ln of the prior's ratio times the proposal's.
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
        let new_none = self.scratch.none;
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
            let new = logit + step(heat * both.exp() * data.people, random);
            (new, density(new) - density(logit))
        };
        let shift = both - softplus(new) - rest;
        self.propose_weights(data, log_ratio, false, heat, random, |log, _| {
            log[class] = both - softplus(-new);
            log[class + 1..].iter_mut().for_each(|w| *w += shift);
        });
    }

    /// Moves weight between two classes.
    fn share(&mut self, data: &Data, heat: f64, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (some_class(classes, random), some_class(classes, random));
        if a == b || (self.weights.plain[a] + self.weights.plain[b]) * data.people < FEW {
            return;
        }
        let both = log_add(self.weights.log[a], self.weights.log[b]);
        let logit = self.weights.log[a] - self.weights.log[b];
        let new = logit + step(heat * both.exp() * data.people, random);
        let log_ratio = logit_density(new) - logit_density(logit);
        self.propose_weights(data, log_ratio, true, heat, random, |log, _| {
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
        change: impl FnOnce(&mut [f64], &mut Random),
    ) {
        let mut weights = std::mem::take(&mut self.scratch.weights);
        weights.copy_log(&self.weights);
        change(&mut weights.log, random);
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
        let (a, b) = (some_class(classes, random), some_class(classes, random));
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
        let (a, b) = (some_class(classes, random), some_class(classes, random));
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
        let cells = &mut self.cells[b * width..(b + 1) * width];
        self.none[b] = fill(data, &new, cells, &mut self.scratch.all);
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
