//! Trajectories of Hamiltonian Monte Carlo (Neal 2011) over all classes at once: the slope of the density leads along the
//! ridges on which the data say little. Coordinates are the logits and the logarithms of the classes' shares among those
//! seen, up to a constant. Knows the density's slope, never its value: who accepts the end of a trajectory computes that.

use super::prior::Prior;
use super::state::Data;
use crate::random::Random;

/// Steps are measured as if each class held so many people more: it may grow to that while a trajectory lasts.
const FLOOR: f64 = 200.0;

/// The standard deviation of ln precision. Precisions are drawn about what a class's people tell and stand still during a
/// trajectory, so that it can be walked back; how likely they were from its end counts when it is judged.
const LOOSE: f64 = 1.0;

/// A class that holds so few people is led by the prior alone: a slope may be off a little, as long as it is so again on
/// the way back.
const IDLE: f64 = 1e-3;

/// The place, what moves it, and room to compute in.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    /// Logits, class by class; then the logarithm of each class's share among those seen, up to a common constant.
    pub(super) place: Vec<f64>,
    momentum: Vec<f64>,
    slope: Vec<f64>,
    /// The length of a step in each coordinate.
    step: Vec<f64>,
    /// ln of the precision drawn for each class.
    precision: Vec<f64>,
    /// The probability of each list within each class.
    on: Vec<f64>,
    off: Vec<f64>,
    /// The probability of each history and class.
    histories: Vec<f64>,
    /// The expected count of each history over its probability.
    residual: Vec<f64>,
    fold: Vec<f64>,
    /// Each class's share among those seen.
    shares: Vec<f64>,
    /// Each class's weight, up to a common factor.
    weights: Vec<f64>,
    /// The slope of the prior by the logarithm of each class's weight.
    pull: Vec<f64>,
}

impl Flow {
    /// A trajectory from the place; returns ln of the ratio of momenta and precisions, to which who accepts adds that of the
    /// densities.
    pub(super) fn run(
        &mut self,
        data: &Data,
        prior: &Prior,
        heat: f64,
        (steps, length): (usize, f64),
        random: &mut Random,
    ) -> f64 {
        let at = prior.classes * data.lists;
        self.look(data, prior, heat);
        self.precision.clear();
        self.precision
            .extend(self.shares.iter().map(|share| tells(data, heat, *share) + LOOSE * random.normal()));
        let before = self.drawn(data, heat);
        let of_class: Vec<f64> = self.precision.iter().map(|ln| length * (-0.5 * ln).exp()).collect();
        self.step.clear();
        self.step.extend((0..at).map(|coordinate| of_class[coordinate / data.lists]));
        self.step.extend(of_class);
        self.momentum.clear();
        self.momentum.extend((0..self.place.len()).map(|_| random.normal()));
        let energy = |momentum: &[f64]| 0.5 * momentum.iter().map(|p| p * p).sum::<f64>();
        let started = energy(&self.momentum);
        self.push(0.5);
        for step in 1..=steps {
            let moves = self.place.iter_mut().zip(&self.step).zip(&self.momentum);
            moves.for_each(|((place, step), momentum)| *place += step * momentum);
            self.look(data, prior, heat);
            self.push(if step < steps { 1.0 } else { 0.5 });
        }
        started - energy(&self.momentum) + self.drawn(data, heat) - before
    }

    fn push(&mut self, share: f64) {
        let pushes = self.momentum.iter_mut().zip(&self.step).zip(&self.slope);
        pushes.for_each(|((momentum, step), slope)| *momentum += share * step * slope);
    }

    /// ln of the density of the precisions given the place, up to a constant.
    fn drawn(&self, data: &Data, heat: f64) -> f64 {
        let of = |(own, share): (&f64, &f64)| -0.5 * ((own - tells(data, heat, *share)) / LOOSE).powi(2);
        self.precision.iter().zip(&self.shares).map(of).sum()
    }

    /// The slope at the place.
    fn look(&mut self, data: &Data, prior: &Prior, heat: f64) {
        let (classes, lists, width) = (prior.classes, data.lists, data.all.len());
        let at = classes * lists;
        self.on.resize(at, 0.0);
        self.off.resize(at, 0.0);
        let probabilities = self.on.iter_mut().zip(&mut self.off).zip(&self.place[..at]);
        probabilities.for_each(|((on, off), logit)| (*on, *off) = nearly_both(*logit));
        self.histories.resize(classes * width, 1.0);
        self.slope.resize(at + classes, 0.0);
        let most = self.place[at..].iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.shares.clear();
        self.shares.extend(self.place[at..].iter().map(|log| (log - most).exp()));
        let sum: f64 = self.shares.iter().sum();
        self.residual.clear();
        self.residual.resize(width, 0.0);
        self.weights.clear();
        self.shares.iter_mut().for_each(|share| *share /= sum);
        for (class, histories) in self.histories.chunks_exact_mut(width).enumerate() {
            let own = class * lists..(class + 1) * lists;
            let (on, off) = (&self.on[own.clone()], &self.off[own]);
            let share = self.shares[class];
            if share * data.people < IDLE {
                histories[0] = off.iter().product();
                self.weights.push(share / (1.0 - histories[0]));
                continue;
            }
            histories[0] = 1.0;
            for (list, (on, off)) in on.iter().zip(off).enumerate() {
                let (without, with) = histories[..2 << list].split_at_mut(1 << list);
                for (without, with) in without.iter_mut().zip(with) {
                    *with = *without * on;
                    *without *= off;
                }
            }
            let weight = share / (1.0 - histories[0]);
            self.weights.push(weight);
            self.residual.iter_mut().zip(&*histories).for_each(|(sum, p)| *sum += weight * p);
        }
        let residuals = self.residual.iter_mut().zip(&data.all);
        residuals.for_each(|(p, count)| *p = if *count > 0.0 { count / *p } else { 0.0 });
        let total: f64 = self.weights.iter().sum();
        let none = self.histories[(classes - 1) * width];
        let log_last = self.place[at + classes - 1] - most - (sum * (1.0 - none) * total).ln();
        self.pull(prior, total, log_last);
        for (class, histories) in self.histories.chunks_exact(width).enumerate() {
            let (own, none, pull) = (class * lists, histories[0], self.pull[class]);
            let mut people = 0.0;
            self.slope[own..own + lists].fill(1.0);
            if self.shares[class] * data.people >= IDLE {
                let weight = heat * self.weights[class];
                self.fold.clear();
                self.fold.extend(histories.iter().zip(&self.residual).map(|(p, residual)| p * residual));
                for list in (0..lists).rev() {
                    let (without, with) = self.fold[..2 << list].split_at_mut(1 << list);
                    self.slope[own + list] += weight * with.iter().sum::<f64>();
                    without.iter_mut().zip(with).for_each(|(without, with)| *without += *with);
                }
                people = weight * self.fold[0];
            }
            let back = 2.0 + (people + pull * none) / (1.0 - none);
            let slopes = self.slope[own..own + lists].iter_mut().zip(&self.on[own..own + lists]);
            slopes.for_each(|(slope, on)| *slope -= back * on);
            self.slope[at + class] = people - heat * data.people * self.shares[class] + pull;
        }
    }

    /// The slope of the prior of the weights, the concentration integrated out, by their logarithms: of ∏ν over
    /// ν_K ∏R_k (ρ − ln ν_K)^A with R_k what is left of the stick before break k. `total` is the weights' sum, `log_last`
    /// is ln ν_K.
    fn pull(&mut self, prior: &Prior, total: f64, log_last: f64) {
        let last = self.weights.len() - 1;
        let alpha = (prior.shape + last as f64) / (prior.rate - log_last);
        self.pull.clear();
        self.pull.resize(last + 1, 0.0);
        let mut rest = self.weights[last];
        for class in (1..last).rev() {
            rest += self.weights[class];
            self.pull[class] = 1.0 / rest.max(f64::MIN_POSITIVE);
        }
        let mut breaks = (1.0 + alpha) / total;
        for (class, (pull, weight)) in self.pull.iter_mut().zip(&self.weights).enumerate() {
            breaks += *pull;
            *pull = if class < last { 1.0 } else { alpha } - weight * breaks;
        }
    }
}

/// ln of how many people tell of a class with this share among those seen.
fn tells(data: &Data, heat: f64, share: f64) -> f64 {
    (heat * data.people * share + FLOOR).ln()
}

/// A probability and its complement from the logit, to six digits: a slope may be off as long as it is so again on the way
/// back, and without branches the compiler does several at once.
fn nearly_both(logit: f64) -> (f64, f64) {
    /// Added and taken away again, it rounds to a whole number, which its lowest bits then are.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let power = logit.abs().min(700.0) * -std::f64::consts::LOG2_E;
    let rounded = power + ROUND;
    let x = (power - (rounded - ROUND)) * std::f64::consts::LN_2;
    let series = 1.0
        + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0 + x * (1.0 / 120.0 + x * (1.0 / 720.0))))));
    let small = series * f64::from_bits((rounded.to_bits() << 52).wrapping_add(1.0_f64.to_bits()));
    let (likely, unlikely) = (1.0 / (1.0 + small), small / (1.0 + small));
    if logit > 0.0 { (likely, unlikely) } else { (unlikely, likely) }
}
