//! The Fellegi-Sunter model with levels: what each agreement weighs, and what is left of it because relatives share
//! surnames and places. Theory: docs/theory/linkage.md. Never sees a person's judgement as anything but a label to learn
//! from.

use crate::name::SurnameLevel;
use crate::pattern::{MOST_LEVELS, Pattern, shared_by_kin};
use crate::records::{Field, FieldKind};

/// log2(m/u): what a level of agreement says for one person, in bits.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct MatchWeight(pub f64);

/// The machine's probability that two records are one person. Never a verdict.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Probability(pub f64);

impl Probability {
    /// From log2 odds.
    #[must_use]
    pub fn from_weight(weight: f64) -> Self {
        Self(1.0 / (1.0 + (-weight).exp2()))
    }
}

/// The shares of levels among pairs of one person (m) and of two people (u). Index 0, missing, is not used.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldModel {
    /// The field.
    pub field: Field,
    /// Shares among pairs of one person; they add up to 1 within [`level_groups`].
    pub m: [f64; MOST_LEVELS],
    /// Shares among pairs of two people.
    pub u: [f64; MOST_LEVELS],
}

/// Weights no smaller or larger than this, in bits: no single field decides everything.
const MOST_BITS: f64 = 24.0;

impl FieldModel {
    /// The weight of a level.
    #[must_use]
    pub fn weight(&self, level: usize) -> f64 {
        // Reversed names are one event, which the given name's level tells already.
        let told = self.field.kind == FieldKind::Surname && level == SurnameLevel::Reversed as usize;
        if level == 0 || told {
            return 0.0;
        }
        (self.m[level].max(1e-12) / self.u[level].max(1e-12)).log2().clamp(-MOST_BITS, MOST_BITS)
    }
}

/// The ranges of levels whose shares add up to 1 among themselves. Sex has two: how likely equal sexes are depends on
/// whether the given names agree, so that a name and the sex that it implies are not counted twice.
pub fn level_groups(kind: FieldKind) -> impl Iterator<Item = std::ops::Range<usize>> {
    let starts: &[usize] = if kind == FieldKind::Sex { &[1, 3, MOST_LEVELS] } else { &[1, MOST_LEVELS] };
    starts.windows(2).map(|it| it[0]..it[1])
}

/// What a file shows of its own values, as fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traits {
    /// Which contradictions are common among one person's records: a bit for each
    /// [`crate::cluster::Opposition`].
    pub common: u8,
    /// Whether the file names families: records that agreed best contradicted each other in their given names more often than
    /// one person's do. Contradictions have at most their usual weights then, and only sure links join.
    pub families: bool,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Per field of the records.
    pub fields: Vec<FieldModel>,
    /// The probability that two records drawn at random are one person.
    pub prior: f64,
    /// The probability that two records drawn at random are relatives: surnames and places as of one person, the rest as of
    /// two people.
    pub kin: f64,
    /// What the file shows of its own values.
    pub traits: Traits,
}

impl FieldModel {
    /// A model of usual levels, for a field that no model was fitted to.
    #[must_use]
    pub fn usual(field: &Field) -> Self {
        let (mut m, mut u) = ([1.0; MOST_LEVELS], [1.0; MOST_LEVELS]);
        let levels = usual_levels(field.kind).iter().zip(usual_bits(field.kind));
        for (at, (&share, &bits)) in levels.enumerate() {
            (m[at + 1], u[at + 1]) = (share, share / bits.exp2());
        }
        Self { field: field.clone(), m, u }
    }
}

impl Model {
    /// The same model for records with other fields: fields it knows (by kind and column's name) as fitted, others as usual.
    #[must_use]
    pub fn for_fields(&self, fields: &[Field]) -> Self {
        let known = |field: &Field| {
            let found =
                self.fields.iter().find(|it| it.field.kind == field.kind && it.field.label == field.label)?;
            Some(FieldModel { field: field.clone(), ..found.clone() })
        };
        let fields = fields.iter().map(|it| known(it).unwrap_or_else(|| FieldModel::usual(it))).collect();
        Self { fields, ..self.clone() }
    }

    /// The weight of every level, for scoring many pairs.
    #[must_use]
    pub fn weights(&self) -> Weights {
        let mut levels = Vec::with_capacity(self.fields.len());
        let mut kin = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let row: [f64; MOST_LEVELS] = std::array::from_fn(|level| rounded(field.weight(level)));
            kin.push(if shared_by_kin(field.field.kind) { row } else { [0.0; MOST_LEVELS] });
            levels.push(row);
        }
        Weights {
            levels,
            kin_levels: kin,
            prior: rounded((self.prior / (1.0 - self.prior)).log2()),
            kin: self.kin,
            traits: self.traits,
        }
    }
}

/// The nearest multiple of 1/1024 bit. Sums of such weights are exact in any order, so that the bars of an explanation add up
/// to the number shown to the last digit.
#[must_use]
pub fn rounded(bits: f64) -> f64 {
    (bits * 1024.0).round() / 1024.0
}

/// A model's weights as tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    levels: Vec<[f64; MOST_LEVELS]>,
    kin_levels: Vec<[f64; MOST_LEVELS]>,
    /// log2 of the prior odds.
    pub prior: f64,
    kin: f64,
    /// What the file shows of its own values.
    pub traits: Traits,
}

/// A pair's weight in parts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parts {
    /// The sum of the fields' weights and rarities.
    pub evidence: f64,
    /// What is taken off because relatives would agree as well; never positive.
    pub kin: f64,
    /// Prior, evidence and kin together: log2 of the odds.
    pub total: f64,
}

impl Weights {
    /// A field's weight for a level.
    #[must_use]
    pub fn level(&self, field: usize, level: usize) -> f64 {
        self.levels[field][level]
    }

    /// The weight of a pattern with its exact rarities.
    #[must_use]
    pub fn pair(&self, pattern: Pattern, rarity: f64, kin_rarity: f64) -> Parts {
        let (mut evidence, mut kin) = (rarity, kin_rarity);
        for (field, (levels, kin_levels)) in self.levels.iter().zip(&self.kin_levels).enumerate() {
            let level = pattern.level(field);
            evidence += levels[level];
            kin += kin_levels[level];
        }
        let kin = rounded(-(1.0 + self.kin * kin.exp2()).log2());
        Parts { evidence, kin, total: self.prior + evidence + kin }
    }
}

/// Where the search for m begins and what it leans on: rough shares of levels among pairs of one person.
#[must_use]
pub fn usual_levels(kind: FieldKind) -> &'static [f64] {
    match kind {
        FieldKind::Given => &[0.55, 0.22, 0.10, 0.03, 0.04, 0.02, 0.015, 0.02, 0.005],
        FieldKind::Surname => &[0.35, 0.10, 0.28, 0.08, 0.02, 0.02, 0.025, 0.02, 0.01, 0.03, 0.055, 0.01],
        FieldKind::Birth => &[0.76, 0.08, 0.02, 0.07, 0.025, 0.02, 0.01, 0.015],
        FieldKind::Sex => &[0.90, 0.10, 0.98, 0.02],
        FieldKind::Nationality => &[0.95, 0.05],
        FieldKind::Document => &[0.90, 0.05, 0.02, 0.03],
        FieldKind::Place => &[0.55, 0.20, 0.05, 0.10, 0.10],
        FieldKind::Code => &[0.70, 0.13, 0.05, 0.12],
        FieldKind::Text => &[0.65, 0.12, 0.08, 0.15],
        FieldKind::Alias => &[0.45, 0.20, 0.35],
        // A list rarely has a person twice: half as often as two records share a list by chance.
        FieldKind::List => &[0.10, 0.90],
    }
}

/// What a level usually says, in bits, cautiously: for levels that a file does not show and fields that a model does not know.
#[must_use]
pub fn usual_bits(kind: FieldKind) -> &'static [f64] {
    match kind {
        FieldKind::Given => &[7.0, 6.0, 6.0, 6.0, 3.0, 0.0, 0.0, -4.0, 6.0],
        FieldKind::Surname => &[13.0, 12.0, 8.0, 8.0, 9.0, 4.0, 2.0, 1.0, 0.0, -1.0, -4.0, 0.0],
        FieldKind::Birth => &[12.0, 3.0, 7.0, 6.0, 3.0, 0.0, -0.5, -4.0],
        FieldKind::Sex => &[0.8, -3.0, 0.0, -4.0],
        FieldKind::Nationality => &[0.5, -3.0],
        FieldKind::Document => &[16.0, 8.0, 3.0, -4.0],
        FieldKind::Place => &[4.0, 3.0, 3.0, 1.0, -2.0],
        FieldKind::Code => &[8.0, 5.0, 2.0, -2.0],
        FieldKind::Text => &[6.0, 5.0, 2.0, -1.0],
        FieldKind::Alias => &[6.0, 3.0, -0.5],
        FieldKind::List => &[-1.0, 0.0],
    }
}
