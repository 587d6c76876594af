//! Small moves: random walks of a class's probabilities and weight, at the length that its people can tell. Moves what [`State`] holds and judges by its density; knows nothing of temperatures but a power.

use super::prior::Prior;
use super::proposal::{accept, both, fill, shift, some_class, step};
use super::state::{Data, FEW, MOST_LOGIT, State};
use crate::random::Random;

impl State {
    /// A random walk of one logit of a class. When `seen_fixed`, the classes' shares among those seen do not change, only
    /// who is missed: the ridge along which the likelihood is flat.
    pub(super) fn move_list(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let Some(class) = self.peopled(data, random) else { return };
        let (list, seen_fixed) = (random.below(data.lists), random.uniform() < 0.5);
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
        self.propose_class(data, prior, (class, seen_fixed), ratio, heat, random);
    }

    /// A random walk of all logits of a class together.
    pub(super) fn move_class(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        let Some(class) = self.peopled(data, random) else { return };
        let seen_fixed = random.uniform() < 0.5;
        let at = class * data.lists;
        let step = step(heat * self.people_of(data, class, seen_fixed), random);
        self.scratch.logits.clear();
        self.scratch.logits.extend_from_slice(&self.logits[at..at + data.lists]);
        let ratio = shift(&mut self.scratch.logits, step);
        if self.scratch.logits.iter().any(|logit| logit.abs() > MOST_LOGIT) {
            return;
        }
        self.fill_scratch(data);
        self.propose_class(data, prior, (class, seen_fixed), ratio, heat, random);
    }

    /// A class, the first ones rather than the last; none if it holds next to nobody.
    fn peopled(&self, data: &Data, random: &mut Random) -> Option<usize> {
        let class = some_class(self.none.len(), random);
        (self.weights.plain[class] * data.people >= FEW).then_some(class)
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

    pub(super) fn fill_scratch(&mut self, data: &Data) {
        self.scratch.cells.clear();
        self.scratch.cells.resize(data.cells.len(), 0.0);
        let scratch = &mut self.scratch;
        scratch.none = fill(data, &scratch.logits, &mut scratch.cells, &mut scratch.all);
    }

    /// Accepts or rejects the logits and cells in the scratch for a class; `ratio` is ln of the prior's ratio times the proposal's.
    pub(super) fn propose_class(
        &mut self,
        data: &Data,
        prior: &Prior,
        (class, seen_fixed): (usize, bool),
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
            log_ratio += weights.ratio(&self.weights, prior) + factor - self.none.len() as f64 * sum;
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

    /// Makes one class larger or smaller beside all others.
    pub(super) fn stretch(&mut self, data: &Data, prior: &Prior, heat: f64, random: &mut Random) {
        const SCALES: [f64; 4] = [0.05, 0.2, 0.8, 2.4];
        let class = random.below(self.none.len());
        let factor = SCALES[random.below(SCALES.len())] * random.normal();
        let mut weights = std::mem::take(&mut self.scratch.weights);
        let sum = weights.stretch(&self.weights, class, factor);
        let likelihood = self.evaluate(data, &weights);
        let log_ratio = weights.ratio(&self.weights, prior) + factor - self.none.len() as f64 * sum;
        if accept(log_ratio + heat * (likelihood - self.likelihood), random) {
            self.likelihood = likelihood;
            std::mem::swap(&mut self.weights, &mut weights);
        }
        self.scratch.weights = weights;
    }
}
