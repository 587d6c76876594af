//! One chain's state and how it moves. People's classes and the number missed are integrated out: what is left are class
//! weights, inclusion probabilities and the concentration, a few dozen numbers whatever the number of people.
//! Theory: docs/theory/estimate.md. Never keeps a draw.

use super::prior::Prior;
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

/// A class expected to hold fewer people than this is moved by draws from the prior.
const FEW: f64 = 0.5;

#[derive(Debug, Clone)]
pub(crate) struct State {
    /// Logits of the inclusion probabilities, class by class.
    logits: Vec<f64>,
    /// ln of the class weights.
    log_weights: Vec<f64>,
    /// What [`log_rests`] says of them.
    log_rests: f64,
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
    log_weights: Vec<f64>,
}

/// ln(1 + e^x).
fn softplus(x: f64) -> f64 {
    if x > 35.0 { x } else { x.exp().ln_1p() }
}

fn log_sum(x: &[f64]) -> f64 {
    let most = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    most + x.iter().map(|x| (x - most).exp()).sum::<f64>().ln()
}

impl State {
    /// A draw from the prior.
    pub(crate) fn draw(data: &Data, prior: &Prior, random: &mut Random) -> Self {
        let classes = prior.classes;
        let alpha = random.gamma(prior.shape).max(1e-30) / prior.rate;
        let logits = (0..classes * data.lists).map(|_| draw_logit(random)).collect();
        let mut state = Self {
            logits,
            log_weights: draw_weights(classes, alpha, random),
            log_rests: 0.0,
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
        self.likelihood = self.evaluate(data, &self.log_weights.clone());
        self.log_rests = log_rests(&self.log_weights);
    }

    pub(crate) fn likelihood(&self) -> f64 {
        self.likelihood
    }

    pub(crate) fn alpha(&self) -> f64 {
        self.alpha
    }

    /// How many classes are expected to hold a person or more.
    pub(crate) fn occupied(&self, data: &Data) -> usize {
        self.log_weights.iter().filter(|w| w.exp() * data.people >= 1.0).count()
    }

    /// The probability of being on no list.
    pub(crate) fn missed(&self) -> f64 {
        self.log_weights.iter().zip(&self.none).map(|(w, none)| w.exp() * none).sum()
    }

    /// The probability of each cell with people, up to a constant.
    #[cfg(test)]
    pub(crate) fn cell_probabilities(&self) -> Vec<f64> {
        let width = self.cells.len() / self.none.len();
        let cell = |cell: usize| {
            let of = |(class, w): (usize, &f64)| w.exp() * self.cells[class * width + cell];
            self.log_weights.iter().enumerate().map(of).sum()
        };
        (0..width).map(cell).collect()
    }

    /// The likelihood under these weights, with the classes as they stand.
    fn evaluate(&mut self, data: &Data, log_weights: &[f64]) -> f64 {
        let width = data.cells.len();
        self.scratch.mix.clear();
        self.scratch.mix.resize(width, 0.0);
        let mut seen = 0.0;
        for (class, w) in log_weights.iter().enumerate() {
            let weight = w.exp();
            if weight > 0.0 {
                let row = &self.cells[class * width..(class + 1) * width];
                self.scratch.mix.iter_mut().zip(row).for_each(|(m, c)| *m += weight * c);
                seen += weight * (1.0 - self.none[class]);
            }
        }
        let cells: f64 = self.scratch.mix.iter().zip(&data.counts).map(|(p, n)| n * p.ln()).sum();
        cells - data.people * seen.ln()
    }

    /// One sweep over everything, the likelihood raised to `heat`.
    pub(crate) fn sweep(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let classes = prior.classes;
        for class in 0..classes {
            if self.log_weights[class].exp() * data.people < FEW {
                self.redraw_class(data, class, heat, random);
                continue;
            }
            for list in 0..data.lists {
                self.move_class(data, class, Some(list), random.uniform() < 0.5, heat, random);
            }
            self.move_class(data, class, None, true, heat, random);
            self.move_class(data, class, None, random.uniform() < 0.5, heat, random);
        }
        for class in 0..classes - 1 {
            self.move_stick(data, class, heat, random);
        }
        for _ in 0..classes.div_ceil(2) {
            self.share(data, heat, random);
            self.swap_labels(random);
        }
        for _ in 0..2 {
            self.split_or_join(data, heat, random);
        }
        // α given the sticks: the product of all 1 − V is the last weight.
        let shape = prior.shape + classes as f64 - 1.0;
        self.alpha = random.gamma(shape) / (prior.rate - self.log_weights[classes - 1]);
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
        let before: f64 = self.scratch.logits.iter().map(|l| logit_density(*l)).sum();
        let step = step(random) / heat.sqrt().max(0.1);
        match list {
            Some(list) => self.scratch.logits[list] += step,
            None => self.scratch.logits.iter_mut().for_each(|logit| *logit += step),
        }
        if self.scratch.logits.iter().any(|logit| logit.abs() > MOST_LOGIT) {
            return;
        }
        let after: f64 = self.scratch.logits.iter().map(|l| logit_density(*l)).sum();
        self.propose_class(data, class, seen_fixed, after - before, heat, random);
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
        let mut weights = std::mem::take(&mut self.scratch.log_weights);
        weights.clear();
        weights.extend_from_slice(&self.log_weights);
        if seen_fixed {
            let factor = (1.0 - old_none).ln() - (1.0 - new_none).ln();
            weights[class] += factor;
            let sum = log_sum(&weights);
            weights.iter_mut().for_each(|w| *w -= sum);
            // A class must not leave by this door those that it is open to: the way back would be shut.
            if weights[class].exp() * data.people < FEW {
                self.scratch.log_weights = weights;
                return;
            }
            // The simplex is stretched in one corner and brought back to one.
            log_ratio += self.weight_ratio(&weights);
            log_ratio += factor - self.none.len() as f64 * sum;
        }
        self.scratch.cells.swap_with_slice(&mut self.cells[from..to]);
        self.none[class] = new_none;
        let likelihood = self.evaluate(data, &weights);
        log_ratio += heat * (likelihood - old_likelihood);
        if accept(log_ratio, random) {
            self.likelihood = likelihood;
            self.logits[class * lists..(class + 1) * lists].copy_from_slice(&self.scratch.logits);
            if seen_fixed {
                std::mem::swap(&mut self.log_weights, &mut weights);
                self.log_rests = log_rests(&self.log_weights);
            }
        } else {
            self.scratch.cells.swap_with_slice(&mut self.cells[from..to]);
            self.none[class] = old_none;
        }
        self.scratch.log_weights = weights;
    }

    /// ln of how much denser the prior given α is at these weights than at the present ones: the density of the sticks
    /// and their Jacobian.
    fn weight_ratio(&self, log_weights: &[f64]) -> f64 {
        let last = log_weights.len() - 1;
        (self.alpha - 1.0) * (log_weights[last] - self.log_weights[last]) + self.log_rests
            - log_rests(log_weights)
    }

    /// A random walk of one stick's logit.
    fn move_stick(&mut self, data: &Data, class: usize, heat: f64, random: &mut Random) {
        let rest = log_sum(&self.log_weights[class + 1..]);
        let logit = self.log_weights[class] - rest;
        let small = (self.log_weights[class].exp() + rest.exp()) * data.people < FEW;
        let density = |u: f64| -softplus(-u) - self.alpha * softplus(u);
        // A stick of which nobody hangs is drawn from the prior.
        let (new, log_ratio) = if small {
            let new = draw_stick(self.alpha, random);
            (new, 0.0)
        } else {
            let new = logit + step(random);
            (new, density(new) - density(logit))
        };
        let both = log_add(self.log_weights[class], rest);
        let mut weights = self.log_weights.clone();
        weights[class] = both - softplus(-new);
        let shift = both - softplus(new) - rest;
        weights[class + 1..].iter_mut().for_each(|w| *w += shift);
        self.propose_weights(data, weights, log_ratio, heat, random);
    }

    /// Moves weight between two classes.
    fn share(&mut self, data: &Data, heat: f64, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (random.below(classes), random.below(classes));
        if a == b || log_add(self.log_weights[a], self.log_weights[b]).exp() * data.people < FEW {
            return;
        }
        let both = log_add(self.log_weights[a], self.log_weights[b]);
        let logit = self.log_weights[a] - self.log_weights[b];
        let new = logit + step(random);
        let mut weights = self.log_weights.clone();
        weights[a] = both - softplus(-new);
        weights[b] = both - softplus(new);
        let log_ratio = self.weight_ratio(&weights) + logit_density(new) - logit_density(logit);
        self.propose_weights(data, weights, log_ratio, heat, random);
    }

    fn propose_weights(
        &mut self,
        data: &Data,
        weights: Vec<f64>,
        log_ratio: f64,
        heat: f64,
        random: &mut Random,
    ) {
        let likelihood = self.evaluate(data, &weights);
        if accept(log_ratio + heat * (likelihood - self.likelihood), random) {
            self.likelihood = likelihood;
            self.log_weights = weights;
            self.log_rests = log_rests(&self.log_weights);
        }
    }

    /// Exchanges two classes' labels: the likelihood stays, the prior of ordered weights does not.
    fn swap_labels(&mut self, random: &mut Random) {
        let classes = self.none.len();
        let (a, b) = (random.below(classes), random.below(classes));
        if a == b {
            return;
        }
        let mut weights = std::mem::take(&mut self.scratch.log_weights);
        weights.clear();
        weights.extend_from_slice(&self.log_weights);
        weights.swap(a, b);
        let accepted = accept(self.weight_ratio(&weights), random);
        if accepted {
            std::mem::swap(&mut self.log_weights, &mut weights);
            self.log_rests = log_rests(&self.log_weights);
        }
        self.scratch.log_weights = weights;
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
        let both = log_add(self.log_weights[a], self.log_weights[b]);
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
        let logit = self.log_weights[b] - self.log_weights[a];
        let u = random.uniform();
        let share = WIDE * (u / (1.0 - u)).ln();
        let mut weights = self.log_weights.clone();
        weights[b] = both - softplus(-share);
        weights[a] = both - softplus(share);
        let log_ratio = density(&new) - density(&old) + proposal(&old) - proposal(&new)
            + self.weight_ratio(&weights)
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
            self.log_weights = weights;
            self.log_rests = log_rests(&self.log_weights);
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

/// The sum of ln of what is left of the stick before each break, the first aside: the Jacobian from sticks to weights.
fn log_rests(log_weights: &[f64]) -> f64 {
    let last = log_weights.len() - 1;
    let mut rest = log_weights[last];
    let mut sum = 0.0;
    for log_weight in log_weights[1..last].iter().rev() {
        rest = log_add(rest, *log_weight);
        sum += rest;
    }
    sum
}

/// The logit of a stick V ~ Beta(1, α): ln(1 − V) = ln(u)/α.
fn draw_stick(alpha: f64, random: &mut Random) -> f64 {
    let log_rest = (random.uniform().ln() / alpha).max(-1e6);
    (-log_rest.exp_m1()).max(1e-300).ln() - log_rest
}

fn draw_weights(classes: usize, alpha: f64, random: &mut Random) -> Vec<f64> {
    let mut rest = 0.0;
    let mut weights: Vec<f64> = (0..classes - 1)
        .map(|_| {
            let stick = draw_stick(alpha, random);
            let weight = rest - softplus(-stick);
            rest -= softplus(stick);
            weight
        })
        .collect();
    weights.push(rest);
    weights
}

fn log_add(a: f64, b: f64) -> f64 {
    let (most, least) = if a > b { (a, b) } else { (b, a) };
    most + (least - most).exp().ln_1p()
}

/// Fills in the probabilities of the cells with people under these logits; returns that of no list.
fn fill(data: &Data, logits: &[f64], cells: &mut [f64]) -> f64 {
    let mut on = [0.0_f64; 16];
    let mut off = [0.0_f64; 16];
    for (list, logit) in logits.iter().enumerate() {
        on[list] = 1.0 / (1.0 + (-logit).exp());
        off[list] = 1.0 / (1.0 + logit.exp());
    }
    for (p, cell) in cells.iter_mut().zip(&data.cells) {
        *p = (0..data.lists).map(|list| if cell >> list & 1 == 1 { on[list] } else { off[list] }).product();
    }
    off[..data.lists].iter().product()
}
