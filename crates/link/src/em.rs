//! Fits the model by expectation maximisation on the histogram of patterns: one person, relatives, two people. Never reads a
//! record; the same histogram gives the same model.

use crate::cluster::Opposition;
use crate::model::{FieldModel, Model, Traits, level_groups, usual_bits, usual_levels};
use crate::name::GivenLevel;
use crate::pattern::{MOST_LEVELS, Pattern, shared_by_kin};
use crate::records::{Field, FieldKind};
use crate::value::birth::BirthLevel;
use crate::value::document::DocumentLevel;

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
/// At least this share of the pairs that agree on a level are pairs of two people.
const LEAST_CHANCE: f64 = 0.005;
const ROUNDS: usize = 60;

struct Sums {
    same: Vec<[f64; MOST_LEVELS]>,
    /// As `same`, with the probabilities that the other fields alone give.
    without: Vec<[f64; MOST_LEVELS]>,
    kin: Vec<[f64; MOST_LEVELS]>,
    total_same: f64,
    total_kin: f64,
}

/// Fits a model. Where the fitted class turns out to be that of families, it is fitted again: the fields that families
/// contradict each other in have the usual shares then, and no contradiction weighs more than it usually does.
#[must_use]
pub fn fit(evidence: &Evidence) -> Model {
    let none = vec![false; evidence.fields.len()];
    let (fitted, held) = fit_with(evidence, &none);
    let families = evidence.fields.iter().zip(&held).any(|it| it.0.kind == FieldKind::Given && *it.1);
    if !families {
        return fitted;
    }
    let (mut fitted, _) = fit_with(evidence, &held);
    // Relatives contradict each other often; that says nothing of how one person is written.
    fitted.traits = Traits { common: 0, families: true };
    fitted
}

/// A contradiction that more than this share of one person's pairs show in a file is common there, if so many show it: a few
/// twins in a small file do not say so.
const COMMON: f64 = 0.06;
const COMMON_PAIRS: f64 = 100.0;

/// Which contradictions are common among one person's pairs.
fn common(fields: &[FieldModel], sums: &Sums) -> u8 {
    let is_common = |kind: &Opposition| {
        fields.iter().zip(&sums.same).any(|(field, same)| {
            let contradicts = |level: &usize| kind.contradicts(field.field.kind, *level) == Some(true);
            let contradicted: f64 = (1..MOST_LEVELS).filter(contradicts).map(|it| same[it]).sum();
            contradicted > f64::max(COMMON_PAIRS, COMMON * same[1..].iter().sum::<f64>())
        })
    };
    Opposition::ALL.into_iter().filter(is_common).fold(0, |mask, it| mask | 1 << it as u8)
}

/// Fits a model with usual shares for the fields of `fixed`. Returns it with the fields of which the class contradicts itself
/// more often than one person does.
fn fit_with(evidence: &Evidence, fixed: &[bool]) -> (Model, Vec<bool>) {
    let chance = chance(evidence);
    let pairs = evidence.pairs.max(1.0);
    let mut model = Model {
        fields: evidence
            .fields
            .iter()
            .zip(&chance)
            .map(|(field, chance)| start(field, &chance.shares))
            .collect(),
        prior: (0.25 * (2.0 * pairs).sqrt() / pairs).clamp(1e-12, 0.2),
        kin: 0.0,
        traits: Traits::default(),
    };
    model.kin = model.prior;
    let mut held = fixed.to_vec();
    for _ in 0..ROUNDS {
        let sums = expect(evidence, &model);
        let before = model.prior;
        held = maximise(evidence, &chance, &sums, fixed, &mut model);
        model.traits.common = common(&model.fields, &sums);
        if ((model.prior / before).ln()).abs() < 1e-5 {
            break;
        }
    }
    (model, held)
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

/// How often levels occur among all pairs.
struct Chance {
    /// Shares of levels, within the groups of levels.
    shares: [f64; MOST_LEVELS],
    /// How many pairs of all have a level.
    pairs: [f64; MOST_LEVELS],
}

/// Levels among random pairs; where few random pairs have a level, the candidates say more: they hold all pairs that agree
/// closely.
fn chance(evidence: &Evidence) -> Vec<Chance> {
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
    let of_field = |field: usize| {
        let mut pairs = [0.0; MOST_LEVELS];
        for level in 1..MOST_LEVELS {
            let sampled = random[field][level] / drawn * evidence.pairs;
            let counted = found[field][level] / evidence.share;
            pairs[level] = if random[field][level] < 100.0 { sampled.max(counted) } else { sampled };
        }
        Chance { shares: shares(&pairs, evidence.fields[field].kind), pairs }
    };
    (0..fields).map(of_field).collect()
}

/// Counts as shares within the groups of levels.
fn shares(counts: &[f64; MOST_LEVELS], kind: FieldKind) -> [f64; MOST_LEVELS] {
    let mut shares = [0.0; MOST_LEVELS];
    for group in level_groups(kind) {
        let total: f64 = counts[group.clone()].iter().sum();
        for level in group.clone() {
            shares[level] = if total > 0.0 { (counts[level] / total).max(1e-10) } else { 1e-10 };
        }
    }
    shares
}

fn expect(evidence: &Evidence, model: &Model) -> Sums {
    let fields = model.fields.len();
    let weights = model.weights();
    let zeros = || vec![[0.0; MOST_LEVELS]; fields];
    let mut sums = Sums { same: zeros(), without: zeros(), kin: zeros(), total_same: 0.0, total_kin: 0.0 };
    let scale = 1.0 / evidence.share;
    for &(pattern, count) in &evidence.candidates.counts {
        let parts = weights.pair(pattern, pattern.rarity(), pattern.kin_rarity());
        let same = 1.0 / (1.0 + (-parts.total).exp2());
        let kin = (1.0 - same) * (1.0 - parts.kin.exp2());
        let count = count as f64 * scale;
        sums.total_same += count * same;
        sums.total_kin += count * kin;
        let plain = parts.total - pattern.rarity();
        for field in 0..fields {
            let level = pattern.level(field);
            let without = 1.0 / (1.0 + (weights.level(field, level) - plain).exp2());
            sums.same[field][level] += count * same;
            sums.without[field][level] += count * without;
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

/// The most that one person's given names, births, sexes or documents contradict each other: where more of a class do, it is
/// not that of one person but of a family.
const MOST_CONTRADICTED: f64 = 0.3;

/// The levels of a field that contradict one person, within a group of levels.
fn contradicting(kind: FieldKind, group: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    match kind {
        FieldKind::Given => GivenLevel::Shared as usize..GivenLevel::Different as usize + 1,
        FieldKind::Birth => BirthLevel::SameYear as usize..BirthLevel::Different as usize + 1,
        FieldKind::Document => DocumentLevel::Different as usize..DocumentLevel::Different as usize + 1,
        FieldKind::Sex => group.start + 1..group.start + 2,
        _ => 0..0,
    }
}

/// Holds the share of contradictions down; the other levels of the group take what is taken off. Says whether it had to.
fn hold(kind: FieldKind, group: std::ops::Range<usize>, m: &mut [f64; MOST_LEVELS]) -> bool {
    let contradicting = contradicting(kind, &group);
    let share: f64 = m[contradicting.clone()].iter().sum();
    if share <= MOST_CONTRADICTED {
        return false;
    }
    for level in group {
        let (to, from) = if contradicting.contains(&level) {
            (MOST_CONTRADICTED, share)
        } else {
            (1.0 - MOST_CONTRADICTED, 1.0 - share)
        };
        m[level] *= to / from;
    }
    true
}

/// Returns the fields of which the class contradicts itself more often than one person does.
fn maximise(
    evidence: &Evidence,
    chance: &[Chance],
    sums: &Sums,
    fixed: &[bool],
    model: &mut Model,
) -> Vec<bool> {
    let mut held = fixed.to_vec();
    let pairs = evidence.pairs.max(1.0);
    model.prior = ((sums.total_same + 0.5) / pairs).clamp(1e-12, 0.5);
    model.kin = (sums.total_kin / pairs).clamp(1e-12, 0.2);
    for (at, field) in model.fields.iter_mut().enumerate() {
        let kind = field.field.kind;
        let usual = start(&field.field, &chance[at].shares).m;
        let mut by_chance = [0.0; MOST_LEVELS];
        for group in level_groups(kind) {
            let same: f64 = sums.same[at][group.clone()].iter().sum();
            for level in group.clone() {
                field.m[level] = (sums.same[at][level] + WEIGHT * usual[level]) / (same + WEIGHT);
            }
            if fixed[at] {
                field.m[group.clone()].copy_from_slice(&usual[group.clone()]);
            }
            held[at] |= hold(kind, group.clone(), &mut field.m) && kind != FieldKind::Sex;
            for level in group.clone() {
                // Relatives agree on these fields as one person does: that is not chance.
                let kin = if shared_by_kin(kind) { sums.kin[at][level] } else { 0.0 };
                let all = chance[at].pairs[level];
                by_chance[level] = (all - sums.without[at][level] - kin).max(all * LEAST_CHANCE);
            }
        }
        field.u = shares(&by_chance, kind);
        // What no pair shows says no more than it usually does.
        for (level, bits) in (1..).zip(usual_bits(kind)) {
            if chance[at].pairs[level] == 0.0 {
                field.u[level] = field.m[level] / bits.exp2();
            }
        }
        // However often families show it, a contradiction says no more for one person than it usually does.
        if fixed[at] {
            for level in contradicting(kind, &(1..MOST_LEVELS)) {
                field.u[level] = field.u[level].max(field.m[level] / usual_bits(kind)[level - 1].exp2());
            }
        }
    }
    held
}
