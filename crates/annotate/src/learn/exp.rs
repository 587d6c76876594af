//! Exponentials and the forward-backward sums, in plain arithmetic that every machine rounds alike. Never calls the
//! system's mathematics library.

#![expect(clippy::needless_range_loop, reason = "a label indexes several tables at once")]

use super::{MOST_LABELS, Row};

/// `e` to the power of `x`, to about six digits; 0 far below, clamped far above.
#[must_use]
pub fn exp(x: f32) -> f32 {
    if x < -80.0 {
        return 0.0;
    }
    let x = x.min(80.0) * std::f32::consts::LOG2_E;
    let whole = x.floor();
    let rest = (x - whole) * std::f32::consts::LN_2;
    // Taylor on [0, ln 2).
    let mut sum = 1.0 + rest / 7.0;
    for divisor in [6.0, 5.0, 4.0, 3.0, 2.0, 1.0] {
        sum = 1.0 + rest * sum / divisor;
    }
    f32::from_bits((((whole as i32) + 127) as u32) << 23) * sum
}

/// Label probabilities of each position of a chain.
pub(super) fn marginals(
    labels: usize,
    first: &Row,
    transitions: &[Row; MOST_LABELS],
    scores: &[Row],
    into: &mut Vec<Row>,
) {
    let chain = Chain::new(labels, first, transitions);
    chain.forward_backward(scores, into, &mut |_, _, _| {});
}

/// The exponentials of a chain's own weights.
pub(super) struct Chain {
    labels: usize,
    first: Row,
    transitions: [Row; MOST_LABELS],
}

impl Chain {
    pub(super) fn new(labels: usize, first: &Row, transitions: &[Row; MOST_LABELS]) -> Self {
        let of = |row: &Row| std::array::from_fn(|at| if at < labels { exp(row[at]) } else { 0.0 });
        Self { labels, first: of(first), transitions: std::array::from_fn(|from| of(&transitions[from])) }
    }

    /// Fills `into` with the marginals; `pair(from, to, probability)` hears of each step's pair probabilities.
    pub(super) fn forward_backward(
        &self,
        scores: &[Row],
        into: &mut Vec<Row>,
        pair: &mut dyn FnMut(usize, usize, f32),
    ) {
        let labels = self.labels;
        into.clear();
        // Potentials relative to each position's best, so that nothing overflows; forward sums kept normalised.
        let mut potentials: Vec<Row> = Vec::with_capacity(scores.len());
        for score in scores {
            let top = score[..labels].iter().copied().fold(f32::NEG_INFINITY, f32::max);
            potentials.push(std::array::from_fn(|at| if at < labels { exp(score[at] - top) } else { 0.0 }));
        }
        for (at, potential) in potentials.iter().enumerate() {
            let mut row = [0.0; MOST_LABELS];
            if let Some(before) = at.checked_sub(1).map(|before| into[before]) {
                for from in 0..labels {
                    for to in 0..labels {
                        row[to] += before[from] * self.transitions[from][to];
                    }
                }
                (0..labels).for_each(|to| row[to] *= potential[to]);
            } else {
                (0..labels).for_each(|to| row[to] = self.first[to] * potential[to]);
            }
            normalise(&mut row);
            into.push(row);
        }
        let mut after = [1.0; MOST_LABELS];
        for at in (0..scores.len()).rev() {
            if at + 1 < scores.len() {
                let next = potentials[at + 1];
                let mut back = [0.0; MOST_LABELS];
                let mut total = 0.0;
                let mut pairs = [[0.0; MOST_LABELS]; MOST_LABELS];
                for from in 0..labels {
                    for to in 0..labels {
                        let step = self.transitions[from][to] * next[to] * after[to];
                        back[from] += step;
                        pairs[from][to] = into[at][from] * step;
                        total += pairs[from][to];
                    }
                }
                if total > 0.0 {
                    for (from, row) in pairs.iter().enumerate().take(labels) {
                        for (to, &value) in row.iter().enumerate().take(labels) {
                            pair(from, to, value / total);
                        }
                    }
                }
                normalise(&mut back);
                after = back;
            }
            for label in 0..labels {
                into[at][label] *= if at + 1 < scores.len() { after[label] } else { 1.0 };
            }
            // The forward sum of this position has served; it becomes the marginal.
            normalise(&mut into[at]);
        }
    }
}

fn normalise(row: &mut Row) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value /= sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials() {
        for x in [-60.0f32, -10.0, -1.5, -0.01, 0.0, 0.3, 1.0, 7.7, 30.0] {
            assert!((exp(x) / x.exp() - 1.0).abs() < 3e-6, "{x}");
        }
        assert_eq!(exp(-1000.0), 0.0);
    }
}
