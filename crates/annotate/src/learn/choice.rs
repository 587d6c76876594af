//! A semi-Markov conditional random field of two segments (Sarawagi and Cohen 2004): at most one of several to the left, at
//! most one of several to the right, with a score for each and for having one, the other or both. Exact, as there are few.

use super::exp::exp;
use super::train::{Cell, Settings, round, shuffle};
use super::{Feature, Model};

/// Everything that may be chosen: by its features, or by its score.
#[derive(Debug, Clone, Default)]
pub struct Lattice<T> {
    /// Segments to the left.
    pub left: Vec<T>,
    /// Segments to the right.
    pub right: Vec<T>,
    /// For having one to the left only, to the right only, on both sides.
    pub pairs: [T; 3],
}

impl Lattice<Vec<Feature>> {
    fn scored(&self, score: impl Fn(&[Feature]) -> f32) -> Lattice<f32> {
        let of = |all: &[Vec<Feature>]| all.iter().map(|features| score(features)).collect();
        let pairs = std::array::from_fn(|kind| score(&self.pairs[kind]));
        Lattice { left: of(&self.left), right: of(&self.right), pairs }
    }
}

impl Lattice<f32> {
    /// The probability of each choice, row by row: the first row is none at all, then each of the right alone; each further
    /// row one of the left, alone and then with each of the right.
    #[must_use]
    pub fn probabilities(&self) -> Vec<f32> {
        let [only_left, only_right, both] = self.pairs;
        let mut scores = vec![0.0];
        scores.extend(self.right.iter().map(|right| right + only_right));
        for left in &self.left {
            scores.push(left + only_left);
            scores.extend(self.right.iter().map(|right| left + right + both));
        }
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        scores.iter_mut().for_each(|score| *score = exp(*score - top));
        let sum: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
        scores
    }
}

/// A lattice with the share that each choice ought to have.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// What may be chosen.
    pub lattice: Lattice<Vec<Feature>>,
    /// In the order of [`Lattice::probabilities`]; they sum to one.
    pub right: Vec<f32>,
    /// How many times as much it counts; 1 is usual.
    pub weight: f32,
}

/// Trains a model with one label, as [`super::train::train`] does.
#[must_use]
pub fn train(examples: &[&Example], settings: &Settings) -> Model {
    let mut rows: Vec<Cell> = vec![Cell::default(); 1 << settings.bits];
    let mask = (1u32 << settings.bits) - 1;
    let steps = (settings.epochs as usize * examples.len()).max(1) as f32;
    let mut taken = 0u32;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = settings.seed | 1;
    for _ in 0..settings.epochs {
        shuffle(&mut order, &mut random);
        for &at in &order {
            let Example { lattice, right, weight } = examples[at];
            let now = taken as f32 / steps;
            taken += 1;
            let score = |features: &[Feature]| {
                features.iter().map(|feature| rows[(feature & mask) as usize].weight()).sum::<f32>()
            };
            let given = lattice.scored(score).probabilities();
            let gradient: Vec<f32> = given.iter().zip(right).map(|(p, gold)| (p - gold) * weight).collect();
            let columns = lattice.right.len() + 1;
            let mut step = |features: &[Feature], gradient: f32| {
                if gradient.abs() >= super::train::QUIET {
                    for feature in features {
                        rows[(feature & mask) as usize].step(gradient, settings, now);
                    }
                }
            };
            let rows_of = |row: usize| gradient[row * columns..(row + 1) * columns].iter();
            let mut kinds = [0.0, rows_of(0).skip(1).sum(), 0.0];
            for (at, features) in lattice.left.iter().enumerate() {
                kinds[0] += gradient[(at + 1) * columns];
                kinds[2] += rows_of(at + 1).skip(1).sum::<f32>();
                step(features, rows_of(at + 1).sum());
            }
            for (at, features) in lattice.right.iter().enumerate() {
                step(features, gradient.iter().skip(at + 1).step_by(columns).sum());
            }
            for (features, gradient) in lattice.pairs.iter().zip(kinds) {
                step(features, gradient);
            }
        }
    }
    round(&rows, settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::feature;

    #[test]
    fn probabilities_are_those_of_every_pair() {
        let lattice = Lattice { left: vec![1.0], right: vec![0.5, -2.0], pairs: [0.25, 0.0, -1.0] };
        let scores = [0.0f32, 0.5, -2.0, 1.25, 0.5, -2.0];
        let sum: f32 = scores.iter().map(|score| score.exp()).sum();
        for (found, score) in lattice.probabilities().iter().zip(scores) {
            assert!((found - score.exp() / sum).abs() < 1e-5, "{found} {score}");
        }
        let nothing = Lattice { left: Vec::new(), right: Vec::new(), pairs: [0.0; 3] };
        assert_eq!(nothing.probabilities(), [1.0]);
    }

    /// Segments have lengths from 1 to 5; right is the one of length 3, wherever it is, and none when there is none.
    #[test]
    fn a_known_rule_is_learnt_and_the_bytes_are_the_same() {
        let example = |left: &[u32], right: &[u32]| {
            let of = |lengths: &[u32]| lengths.iter().map(|&it| vec![feature(1, it)]).collect();
            let pairs = [1, 2, 3].map(|kind| vec![feature(2, kind)]);
            let mut gold = vec![0.0; (left.len() + 1) * (right.len() + 1)];
            let row = left.iter().position(|&it| it == 3).map_or(0, |at| at + 1);
            let column = right.iter().position(|&it| it == 3).map_or(0, |at| at + 1);
            gold[row * (right.len() + 1) + column] = 1.0;
            Example { lattice: Lattice { left: of(left), right: of(right), pairs }, right: gold, weight: 1.0 }
        };
        let examples = [
            example(&[1, 3], &[2]),
            example(&[5, 4], &[3, 1]),
            example(&[2], &[4, 5]),
            example(&[3], &[1, 3]),
        ];
        let known: Vec<&Example> = examples.iter().collect();
        let settings = Settings { labels: 1, bits: 10, epochs: 200, rate: 0.3, decay: 1e-5, seed: 1 };
        let model = train(&known, &settings);
        assert_eq!(model.to_bytes(), train(&known, &settings).to_bytes());
        for Example { lattice, right, .. } in examples {
            let given = lattice.scored(|features| model.score(features)[0]).probabilities();
            assert!(given.iter().zip(&right).all(|(p, gold)| (p - gold).abs() < 0.2), "{given:?}");
        }
    }
}
