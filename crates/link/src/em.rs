//! Fits the model by expectation maximisation on the histogram of patterns: one person, relatives, two people. Never reads a
//! record; the same histogram gives the same model.

use crate::model::{FieldModel, Model, usual_levels};
use crate::pattern::{MOST_LEVELS, Pattern, shared_by_kin};
use crate::records::{Field, FieldKind};

/// How often each pattern occurs, ascending by pattern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histogram {
    /// Pattern and count.
    pub counts: Vec<(Pattern, u64)>,
}

impl Histogram {
    /// Counts patterns.
    #[must_use]
    pub fn of(mut patterns: Vec<Pattern>) -> Self {
        patterns.sort_unstable();
        let counts = patterns.chunk_by(|a, b| a == b).map(|it| (it[0], it.len() as u64)).collect();
        Self { counts }
    }

    /// The counts of both: partitions add up.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut all: Vec<(Pattern, u64)> = self.counts.iter().chain(&other.counts).copied().collect();
        all.sort_unstable_by_key(|it| it.0);
        let sum = |it: &[(Pattern, u64)]| (it[0].0, it.iter().map(|it| it.1).sum());
        Self { counts: all.chunk_by(|a, b| a.0 == b.0).map(sum).collect() }
    }

    /// How many pairs were counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().map(|it| it.1).sum()
    }
}

/// What the model is fitted on.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The fields, in the order of the patterns.
    pub fields: Vec<Field>,
    /// Patterns of the compared candidates, or of a share of them.
    pub candidates: Histogram,
    /// Which share of all candidates `candidates` holds.
    pub share: f64,
    /// Patterns of pairs drawn at random.
    pub random: Histogram,
    /// How many pairs there are in all, compared or not.
    pub pairs: f64,
    /// Patterns of pairs that a person judged to be one person.
    pub same: Histogram,
    /// Patterns of pairs that a person judged to be two.
    pub different: Histogram,
}

/// How many pairs the usual levels count as.
const WEIGHT: f64 = 25.0;
/// How many machine-scored pairs one judged pair counts as.
const LABEL: f64 = 10.0;
const ROUNDS: usize = 60;

struct Sums {
    same: Vec<[f64; MOST_LEVELS]>,
    kin: Vec<[f64; MOST_LEVELS]>,
    total_same: f64,
    total_kin: f64,
}

/// Fits a model.
#[must_use]
pub fn fit(evidence: &Evidence) -> Model {
    let chance = chance(evidence);
    let pairs = evidence.pairs.max(1.0);
    let mut model = Model {
        fields: evidence.fields.iter().zip(&chance).map(|(field, u)| start(field, u)).collect(),
        prior: (0.25 * (2.0 * pairs).sqrt() / pairs).clamp(1e-12, 0.2),
        kin: 1e-9,
    };
    for _ in 0..ROUNDS {
        let sums = expect(evidence, &model);
        let before = model.prior;
        maximise(evidence, &chance, &sums, &mut model);
        if ((model.prior / before).ln()).abs() < 1e-5 {
            break;
        }
    }
    model
}

fn start(field: &Field, chance: &[f64; MOST_LEVELS]) -> FieldModel {
    let mut m = [0.0; MOST_LEVELS];
    for (at, &share) in usual_levels(field.kind).iter().enumerate() {
        m[at + 1] = share;
    }
    if field.kind == FieldKind::List {
        m[1] = 0.5 * chance[1];
        m[2] = 1.0 - m[1];
    }
    FieldModel { field: field.clone(), m, u: *chance }
}

/// Shares of levels among random pairs; where few random pairs have a level, the candidates say more: they hold all pairs
/// that agree closely.
fn chance(evidence: &Evidence) -> Vec<[f64; MOST_LEVELS]> {
    let fields = evidence.fields.len();
    let tally = |histogram: &Histogram| {
        let mut counts = vec![[0.0; MOST_LEVELS]; fields];
        for &(pattern, count) in &histogram.counts {
            for (field, row) in counts.iter_mut().enumerate() {
                row[pattern.level(field)] += count as f64;
            }
        }
        counts
    };
    let random = tally(&evidence.random);
    let found = tally(&evidence.candidates);
    let drawn = evidence.random.total().max(1) as f64;
    let mut shares = vec![[0.0; MOST_LEVELS]; fields];
    for (field, row) in shares.iter_mut().enumerate() {
        let present = (drawn - random[field][0]).max(1.0);
        let present_pairs = evidence.pairs * present / drawn;
        for level in 1..MOST_LEVELS {
            let sampled = random[field][level] / present;
            let counted = found[field][level] / evidence.share / present_pairs;
            row[level] = if random[field][level] < 100.0 { sampled.max(counted) } else { sampled };
        }
        let total: f64 = row.iter().sum();
        if total > 0.0 {
            row.iter_mut().for_each(|it| *it = (*it / total).max(1e-10));
        }
    }
    shares
}

fn expect(evidence: &Evidence, model: &Model) -> Sums {
    let fields = model.fields.len();
    let weights = model.weights();
    let mut sums = Sums {
        same: vec![[0.0; MOST_LEVELS]; fields],
        kin: vec![[0.0; MOST_LEVELS]; fields],
        total_same: 0.0,
        total_kin: 0.0,
    };
    let scale = 1.0 / evidence.share;
    for &(pattern, count) in &evidence.candidates.counts {
        let parts = weights.pair(pattern, pattern.rarity(), 0.0);
        let same = 1.0 / (1.0 + (-parts.total).exp2());
        let kin = (1.0 - same) * (1.0 - parts.kin.exp2());
        let count = count as f64 * scale;
        sums.total_same += count * same;
        sums.total_kin += count * kin;
        for field in 0..fields {
            let level = pattern.level(field);
            sums.same[field][level] += count * same;
            sums.kin[field][level] += count * kin;
        }
    }
    for &(pattern, count) in &evidence.same.counts {
        for field in 0..fields {
            sums.same[field][pattern.level(field)] += LABEL * count as f64;
        }
    }
    for &(pattern, count) in &evidence.different.counts {
        for field in 0..fields {
            let sum = &mut sums.same[field][pattern.level(field)];
            *sum = (*sum - LABEL * count as f64 * model.prior).max(0.0);
        }
    }
    sums
}

fn maximise(evidence: &Evidence, chance: &[[f64; MOST_LEVELS]], sums: &Sums, model: &mut Model) {
    let pairs = evidence.pairs.max(1.0);
    model.prior = ((sums.total_same + 0.5) / pairs).clamp(1e-12, 0.5);
    model.kin = (sums.total_kin / pairs).clamp(1e-12, 0.2);
    for (at, field) in model.fields.iter_mut().enumerate() {
        let usual = start(&field.field, &chance[at]).m;
        let same: f64 = sums.same[at][1..].iter().sum();
        let share_present = {
            let all: f64 = evidence.random.counts.iter().map(|it| it.1 as f64).sum::<f64>().max(1.0);
            let missing: f64 =
                evidence.random.counts.iter().filter(|it| it.0.level(at) == 0).map(|it| it.1 as f64).sum();
            1.0 - missing / all
        };
        let kin_counts = !shared_by_kin(field.field.kind);
        let present = (pairs * share_present).max(1.0);
        let mut total_u = 0.0;
        for level in 1..MOST_LEVELS {
            field.m[level] = (sums.same[at][level] + WEIGHT * usual[level]) / (same + WEIGHT);
            let kin = if kin_counts { 0.0 } else { sums.kin[at][level] };
            let by_chance = chance[at][level] * present - sums.same[at][level] - kin;
            field.u[level] = (by_chance / present).max(chance[at][level] * 0.01).max(1e-10);
            total_u += field.u[level];
        }
        field.u.iter_mut().for_each(|it| *it /= total_u);
    }
}
