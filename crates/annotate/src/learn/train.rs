//! Training: stochastic gradient with AdaGrad (Duchi, Hazan and Singer 2011) on the conditional likelihood, one thread,
//! a fixed order drawn from a given seed, so that the same data give the same bytes. Never chooses its data.

#![expect(clippy::needless_range_loop, reason = "a label indexes several tables at once")]

use std::borrow::Cow;

use super::exp::Chain;
use super::{Feature, MOST_LABELS, Model, Row};

/// One sequence to learn from.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// All features, position after position.
    pub features: Vec<Feature>,
    /// Where each position's features end.
    pub ends: Vec<u32>,
    /// The right labels.
    pub labels: Vec<u8>,
    /// How many times as much it counts; 1 is usual.
    pub weight: f32,
}

impl Example {
    /// An example of weight 1.
    #[must_use]
    pub fn new() -> Self {
        Self { weight: 1.0, ..Self::default() }
    }

    /// Adds a position.
    pub fn push(&mut self, features: &[Feature], label: u8) {
        self.features.extend_from_slice(features);
        self.ends.push(self.features.len() as u32);
        self.labels.push(label);
    }

    fn at(&self, position: usize) -> &[Feature] {
        let start = position.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[position] as usize]
    }
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// How many labels there are.
    pub labels: usize,
    /// The table has `2^bits` rows.
    pub bits: u32,
    /// Passes over the data.
    pub epochs: u32,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Weight decay, as a share of a step (L2).
    pub decay: f32,
    /// Seed of the order.
    pub seed: u64,
}

/// What stands in for the quietest gradient; smaller ones move nothing.
pub(super) const QUIET: f32 = 1e-4;

/// Trains a model.
#[must_use]
pub fn train(examples: &[&Example], settings: &Settings) -> Model {
    let mut learner = Learner::new(settings);
    let steps = (settings.epochs as usize * examples.len()).max(1) as f32;
    let mut taken = 0u32;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = settings.seed | 1;
    for _ in 0..settings.epochs {
        shuffle(&mut order, &mut random);
        for &at in &order {
            learner.learn(examples[at], taken as f32 / steps);
            taken += 1;
        }
    }
    learner.model()
}

/// Draws another order (Fisher and Yates).
pub(super) fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// A step of SplitMix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A weight with the sum of its squared gradients.
#[derive(Clone, Copy, Default)]
pub(super) struct Cell {
    weight: f32,
    squares: f32,
    /// Sum of its steps, each times when it was taken: what the mean over time lacks.
    late: f32,
}

impl Cell {
    pub(super) const fn weight(&self) -> f32 {
        self.weight
    }

    pub(super) fn step(&mut self, gradient: f32, settings: &Settings, now: f32) {
        let gradient = gradient + settings.decay * self.weight;
        self.squares += gradient * gradient;
        let step = settings.rate * gradient / (self.squares.sqrt() + 1e-6);
        self.weight -= step;
        self.late -= step * now;
    }

    /// The mean of the weight over all of training.
    fn mean(&self) -> f32 {
        self.weight - self.late
    }
}

struct Learner {
    settings: Settings,
    first: [Cell; MOST_LABELS],
    transitions: [[Cell; MOST_LABELS]; MOST_LABELS],
    rows: Vec<[Cell; MOST_LABELS]>,
    scores: Vec<Row>,
    marginals: Vec<Row>,
}

impl Learner {
    fn new(settings: &Settings) -> Self {
        Self {
            settings: *settings,
            first: Default::default(),
            transitions: Default::default(),
            rows: vec![Default::default(); 1 << settings.bits],
            scores: Vec::new(),
            marginals: Vec::new(),
        }
    }

    fn learn(&mut self, example: &Example, now: f32) {
        let (settings, labels) = (self.settings, self.settings.labels);
        let mask = (1u32 << settings.bits) - 1;
        self.scores.clear();
        for position in 0..example.labels.len() {
            let mut score = [0.0; MOST_LABELS];
            for feature in example.at(position) {
                let row = &self.rows[(feature & mask) as usize];
                score.iter_mut().zip(row).for_each(|(sum, cell)| *sum += cell.weight);
            }
            self.scores.push(score);
        }
        let first = self.first.map(|cell| cell.weight);
        let transitions = self.transitions.map(|row| row.map(|cell| cell.weight));
        let mut expected = [[0.0f32; MOST_LABELS]; MOST_LABELS];
        Chain::new(labels, &first, &transitions).forward_backward(
            &self.scores,
            &mut self.marginals,
            &mut |from, to, p| expected[from][to] += p,
        );
        for pair in example.labels.windows(2) {
            expected[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
        }
        for (position, (&gold, marginal)) in example.labels.iter().zip(&self.marginals).enumerate() {
            let mut gradient = *marginal;
            gradient[usize::from(gold)] -= 1.0;
            gradient.iter_mut().for_each(|value| *value *= example.weight);
            if position == 0 {
                for label in 0..labels {
                    self.first[label].step(gradient[label], &settings, now);
                }
            }
            if gradient[..labels].iter().all(|value| value.abs() < QUIET) {
                continue;
            }
            for feature in example.at(position) {
                let row = &mut self.rows[(feature & mask) as usize];
                for label in 0..labels {
                    if gradient[label].abs() >= QUIET {
                        row[label].step(gradient[label], &settings, now);
                    }
                }
            }
        }
        for from in 0..labels {
            for to in 0..labels {
                self.transitions[from][to].step(expected[from][to] * example.weight, &settings, now);
            }
        }
    }

    fn model(self) -> Model {
        let labels = self.settings.labels;
        let cells: Vec<Cell> = self.rows.iter().flat_map(|row| row[..labels].iter().copied()).collect();
        Model {
            first: self.first.map(|cell| cell.mean()),
            transitions: self.transitions.map(|row| row.map(|cell| cell.mean())),
            ..round(&cells, &self.settings)
        }
    }
}

/// A model without transitions: weights rounded to signed bytes, row by row a cell a label.
pub(super) fn round(cells: &[Cell], settings: &Settings) -> Model {
    // The few largest are clipped, so that the many small ones keep their digits.
    let mut sizes: Vec<f32> = cells.iter().map(|cell| cell.mean().abs()).filter(|&it| it > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let largest = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 5000)).copied().unwrap_or(1.0);
    let scale = largest / 127.0;
    let byte = |cell: &Cell| ((cell.mean() / scale).round().clamp(-127.0, 127.0) as i8).cast_unsigned();
    let mut rows: Vec<u8> = cells.iter().map(byte).collect();
    rows.resize(super::table(settings.labels, settings.bits), 0);
    Model {
        labels: settings.labels,
        bits: settings.bits,
        scale,
        first: Row::default(),
        transitions: Default::default(),
        rows: Cow::Owned(rows),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::feature;

    /// Words 0 to 9; what follows a 7 has label 1, all else label 0.
    fn examples(seed: u64) -> Vec<Example> {
        let mut random = seed;
        (0..300)
            .map(|_| {
                let mut example = Example::new();
                let mut before = 0;
                for _ in 0..12 {
                    let word = (super::next(&mut random) % 10) as u32;
                    example.push(&[feature(1, word), feature(2, before)], u8::from(before == 7));
                    before = word;
                }
                example
            })
            .collect()
    }

    #[test]
    fn a_known_rule_is_learnt_and_the_bytes_are_the_same() {
        let settings = Settings { labels: 2, bits: 10, epochs: 5, rate: 0.3, decay: 1e-5, seed: 1 };
        let examples_3 = examples(3);
        let known: Vec<&Example> = examples_3.iter().collect();
        let model = train(&known, &settings);
        assert_eq!(model.to_bytes(), train(&known, &settings).to_bytes());
        for example in examples(99).iter().take(20) {
            let scores: Vec<Row> = (0..example.labels.len()).map(|at| model.score(example.at(at))).collect();
            assert_eq!(model.decode(&scores, |_, _| true), example.labels);
            let mut marginals = Vec::new();
            model.marginals(&scores, &mut marginals);
            for (row, &label) in marginals.iter().zip(&example.labels) {
                assert!(row[usize::from(label)] > 0.9, "{row:?}");
            }
        }
    }
}
