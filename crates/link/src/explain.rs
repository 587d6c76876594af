//! Why a pair has its weight: one bar per field, with the rarity of its values, that add up exactly to the number shown.
//! Never rounds before it adds.

use crate::level::level_code;
use crate::model::{MatchWeight, Probability};
use crate::name::PartMatch;
use crate::name::compare;
use crate::pattern::{MOST_FIELDS, compare_with};
use crate::records::{Field, RecordAt};
use crate::score::Scorer;

/// What a bar stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum BarKind {
    /// The odds that two records drawn at random are one person.
    Prior,
    /// A field's level of agreement; 0 is missing and weighs nothing.
    Level {
        /// The field.
        field: Field,
        /// The level, as the field's enum numbers it.
        level: usize,
    },
    /// The agreeing values are rarer, or commoner, than usual.
    Rarity {
        /// The field.
        field: Field,
    },
    /// Relatives share surnames and places: what their agreement says less.
    Kin,
}

impl BarKind {
    /// A stable code of what was compared: [`level_code`] for a level, or `prior`, `rarity`, `kin`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Prior => "prior",
            Self::Level { field, level } => level_code(field.kind, *level),
            Self::Rarity { .. } => "rarity",
            Self::Kin => "kin",
        }
    }
}

/// One step of the waterfall.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub kind: BarKind,
    /// Its bits.
    pub weight: MatchWeight,
}

/// A pair explained.
#[derive(Debug, Clone, PartialEq)]
pub struct Waterfall {
    /// The bars, the prior first, in the order of the fields.
    pub bars: Vec<Bar>,
    /// Their sum, added in this order: the link's weight.
    pub total: MatchWeight,
    /// The probability that the total stands for.
    pub probability: Probability,
    /// The parts of the names that agree.
    pub parts: Vec<PartMatch>,
}

/// Explains a pair.
#[must_use]
pub fn explain(scorer: &Scorer<'_>, one: RecordAt, other: RecordAt) -> Waterfall {
    let (one, other) = (one.min(other), one.max(other));
    let mut rarities = [0.0_f32; MOST_FIELDS];
    let compared = compare_with(scorer.records, scorer.rarity, one, other, |it| rarities[it.field] = it.bits);
    let mut bars = vec![Bar { kind: BarKind::Prior, weight: MatchWeight(scorer.weights.prior) }];
    for (at, field) in scorer.records.fields.iter().enumerate() {
        let level = compared.pattern.level(at);
        let weight = MatchWeight(scorer.weights.level(at, level));
        bars.push(Bar { kind: BarKind::Level { field: field.clone(), level }, weight });
        if rarities[at] != 0.0 {
            let weight = MatchWeight(f64::from(rarities[at]));
            bars.push(Bar { kind: BarKind::Rarity { field: field.clone() }, weight });
        }
    }
    let parts =
        scorer.weights.pair(compared.pattern, f64::from(compared.rarity), f64::from(compared.kin_rarity));
    bars.push(Bar { kind: BarKind::Kin, weight: MatchWeight(parts.kin) });
    let total = bars.iter().map(|it| it.weight.0).sum();
    let names =
        compare::compare(&scorer.records.lexicon, scorer.records.name(one), scorer.records.name(other));
    Waterfall {
        bars,
        total: MatchWeight(total),
        probability: Probability::from_weight(total),
        parts: names.matches().to_vec(),
    }
}
