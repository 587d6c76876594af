//! Jumps: parts of the state drawn anew from the prior, classes split and joined, and labels exchanged. Moves what [`State`]
//! holds and judges by its density; knows nothing of temperatures but a power.

use super::prior::Prior;
use super::proposal::{SPREAD, WIDE, accept, draw_logit, fill, logit_density, some_class};
use super::state::{Data, FEW, MOST_LOGIT, State};
use super::weights::{draw_alpha, draw_stick, log_add, softplus};
use crate::random::Random;

impl State {
    /// Proposes a class's probabilities from the prior.
    pub(super) fn redraw_class(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let class = random.below(self.none.len());
        if self.weights.plain[class] * data.people >= FEW {
            return;
        }
        self.scratch.logits.clear();
        self.scratch.logits.extend((0..data.lists).map(|_| draw_logit(random)));
        self.fill_scratch(data);
        self.propose_class(data, prior, (class, false), 0.0, heat, random);
    }

    /// Proposes the concentration and all sticks of the tail at once, from what the prior says of them given the sticks
    /// before: which classes are the tail depends on those before it alone.
    pub(super) fn redraw_tail(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let (tail, last) = (self.weights.tail(FEW / data.people), self.none.len() - 1);
        if tail >= last {
            return;
        }
        let mut rest = log_add(self.weights.log[tail], self.weights.log_rest(tail));
        let alpha = draw_alpha(prior, tail, rest, random);
        let mut weights = std::mem::take(&mut self.scratch.weights);
        weights.copy_log(&self.weights);
        for weight in &mut weights.log[tail..last] {
            let stick = draw_stick(alpha, random);
            *weight = rest - softplus(-stick);
            rest -= softplus(stick);
        }
        weights.log[last] = rest;
        weights.update();
        let likelihood = self.evaluate(data, &weights);
        if accept(heat * (likelihood - self.likelihood), random) {
            self.likelihood = likelihood;
            std::mem::swap(&mut self.weights, &mut weights);
        }
        self.scratch.weights = weights;
    }

    /// Exchanges two classes' places on the stick, in half of the tries with the last: the likelihood stays, the prior of
    /// ordered weights does not.
    pub(super) fn swap_labels(&mut self, prior: &Prior, random: &mut Random) {
        let classes = self.none.len();
        let last = random.uniform() < 0.5;
        let one = if last { classes - 1 } else { random.below(classes) };
        let other = (one + 1 + random.below(classes - 1)) % classes;
        let mut weights = std::mem::take(&mut self.scratch.weights);
        weights.copy_log(&self.weights);
        weights.log.swap(one, other);
        weights.update();
        if accept(weights.ratio(&self.weights, prior), random) {
            let mut order: Vec<usize> = (0..classes).collect();
            order.swap(one, other);
            self.arrange(&order);
        }
        self.scratch.weights = weights;
    }

    /// Puts the classes into another order, drawn by size: each next with a probability as its weight among those left. The
    /// prior of orders is that times the mean of the last weight's power α, which is left to judge.
    pub(super) fn reorder(&mut self, prior: &Prior, random: &mut Random) {
        let log = &self.weights.log;
        // The order of exponential arrival times at these rates.
        let mut arrivals: Vec<(f64, usize)> =
            log.iter().enumerate().map(|(class, log)| (random.exponential().ln() - log, class)).collect();
        arrivals.sort_by(|a, b| a.0.total_cmp(&b.0));
        let order: Vec<usize> = arrivals.into_iter().map(|(_, class)| class).collect();
        let last = order.len() - 1;
        if accept(prior.sticks(log[order[last]], log[last], last), random) {
            self.arrange(&order);
        }
    }

    /// Puts class `order[k]` into place k.
    fn arrange(&mut self, order: &[usize]) {
        let classes = order.len();
        let (lists, width) = (self.logits.len() / classes, self.cells.len() / classes);
        let rows = |all: &[f64], width: usize| -> Vec<f64> {
            order.iter().flat_map(|class| &all[class * width..(class + 1) * width]).copied().collect()
        };
        self.logits = rows(&self.logits, lists);
        self.cells = rows(&self.cells, width);
        self.none = rows(&self.none, 1);
        self.weights.log = rows(&self.weights.log, 1);
        self.weights.update();
    }

    /// Makes a class a neighbour of another at a given spread, both with a fresh share of their weight; or, where they
    /// are neighbours already, the reverse: the proposal is a mixture of "near the other class" and "from the prior",
    /// whose density is known both ways.
    pub(super) fn split_or_join(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
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
            let far: f64 = at.iter().map(|x| logit_density(*x)).sum();
            log_add(near, far) - std::f64::consts::LN_2
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
            + weights.ratio(&self.weights, prior)
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
