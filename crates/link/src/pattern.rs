//! How a pair compares, field by field, packed into one number: the unit of the histogram that the model is fitted on.

use crate::candidates::Candidate;
use crate::model::rounded;
use crate::name::compare::{self, NameComparison};
use crate::name::{GivenLevel, Quality, SurnameLevel};
use crate::rarity::Rarity;
use crate::records::{FieldKind, RecordAt, Records};
use crate::value::alias;
use crate::value::birth::BirthLevel;

/// The most fields that one pattern holds.
pub const MOST_FIELDS: usize = 12;
/// The most levels a field has, missing included.
pub const MOST_LEVELS: usize = 16;

/// The levels of all fields, four bits each, the first field lowest; above them
/// the rarity that relatives share and the other rarity, eight bits each, in bits + 128.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(pub u64);

impl Pattern {
    /// The level of a field; 0 is missing.
    #[must_use]
    pub fn level(self, field: usize) -> usize {
        (self.0 >> (4 * field) & 15) as usize
    }

    /// The rarity, rounded to a bit for each of its parts.
    #[must_use]
    pub fn rarity(self) -> f64 {
        self.kin_rarity() + (self.0 >> 56) as f64 - 128.0
    }

    /// The part of the rarity that relatives share, rounded to a bit.
    #[must_use]
    pub fn kin_rarity(self) -> f64 {
        (self.0 >> 48 & 255) as f64 - 128.0
    }

    fn set(&mut self, field: usize, level: u8) {
        self.0 |= u64::from(level) << (4 * field);
    }
}

/// A compared pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The levels.
    pub pattern: Pattern,
    /// How much rarer, in bits, the values that agree are than an agreement usually is.
    pub rarity: f32,
    /// The part of the rarity that relatives share: surnames, places.
    pub kin_rarity: f32,
}

/// The field's part in a comparison, for explanations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldRarity {
    /// The field.
    pub field: usize,
    /// Its bits.
    pub bits: f32,
}

/// Compares two records.
#[must_use]
pub fn compare(records: &Records, rarity: &Rarity, one: RecordAt, other: RecordAt) -> Compared {
    compare_with(records, rarity, one, other, |_| {})
}

/// Compares many pairs in turn.
pub fn compare_all(
    records: &Records,
    rarity: &Rarity,
    pairs: &[Candidate],
    mut each: impl FnMut(Candidate, Compared),
) {
    for near in pairs.chunks(AT_ONCE) {
        records.fetch(near.iter().map(|it| it.pair().1));
        for &candidate in near {
            let (one, other) = candidate.pair();
            each(candidate, compare(records, rarity, one, other));
        }
    }
}

/// How many pairs are read ahead of their comparison.
const AT_ONCE: usize = 32;

/// Compares two records and tells each field's rarity.
pub fn compare_with(
    records: &Records,
    rarity: &Rarity,
    one: RecordAt,
    other: RecordAt,
    mut tell: impl FnMut(FieldRarity),
) -> Compared {
    let mut pattern = Pattern(0);
    let (mut sum, mut kin) = (0.0_f32, 0.0_f32);
    let mut given = GivenLevel::Missing;
    let mut names: Option<NameComparison> = None;
    for (at, field) in records.fields.iter().enumerate() {
        let (level, bits) = match field.kind {
            FieldKind::Given => {
                let compared = compare::compare(&records.lexicon, records.name(one), records.name(other));
                given = compared.given;
                let bits = name_bits(rarity, &compared, true) + compared.reading;
                names = Some(compared);
                (given as u8, bits)
            }
            FieldKind::Surname => match &names {
                Some(compared) => (compared.surname as u8, name_bits(rarity, compared, false)),
                None => (0, 0.0),
            },
            FieldKind::Birth => {
                let level = records.birth(one).compare(records.birth(other));
                let bits = match level {
                    BirthLevel::Equal => rarity.births[records.birth_id(one) as usize],
                    _ => 0.0,
                };
                (level as u8, bits)
            }
            FieldKind::Sex => {
                let (a, b) = (records.sex(one), records.sex(other));
                let implied = matches!(
                    given,
                    GivenLevel::Equal | GivenLevel::Omitted | GivenLevel::Variant | GivenLevel::Hypocoristic
                );
                let level = match (a == b, implied) {
                    _ if a == 0 || b == 0 => 0,
                    (true, false) => 1,
                    (false, false) => 2,
                    (true, true) => 3,
                    (false, true) => 4,
                };
                (level, 0.0)
            }
            FieldKind::List => (1 + u8::from(records.list(one) != records.list(other)), 0.0),
            FieldKind::Alias => (alias::compare(records, field.column, one, other) as u8, 0.0),
            kind => value_level(records, rarity, kind, field.column, one, other),
        };
        pattern.set(at, level);
        let bits = rounded(f64::from(bits)) as f32;
        if bits != 0.0 {
            sum += bits;
            if shared_by_kin(field.kind) {
                kin += bits;
            }
            tell(FieldRarity { field: at, bits });
        }
    }
    let rounded = |bits: f32| (bits.round().clamp(-127.0, 127.0) + 128.0) as u64;
    pattern.0 |= rounded(sum - kin) << 56 | rounded(kin) << 48;
    Compared { pattern, rarity: sum, kin_rarity: kin }
}

/// What relatives have in common.
#[must_use]
pub fn shared_by_kin(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Surname | FieldKind::Place | FieldKind::Nationality | FieldKind::List)
}

/// Whether a level of a field other than the name speaks for one person: nobody is merged on a name alone.
#[must_use]
pub fn corroborates(kind: FieldKind, level: usize) -> bool {
    match kind {
        FieldKind::Birth => (1..=BirthLevel::TwoParts as usize).contains(&level),
        FieldKind::Document => (1..=2).contains(&level),
        FieldKind::Place | FieldKind::Code => (1..=3).contains(&level),
        FieldKind::Text => (1..=2).contains(&level),
        FieldKind::Given
        | FieldKind::Surname
        | FieldKind::Alias
        | FieldKind::Sex
        | FieldKind::Nationality
        | FieldKind::List => false,
    }
}

fn value_level(
    records: &Records,
    rarity: &Rarity,
    field: FieldKind,
    column: usize,
    one: RecordAt,
    other: RecordAt,
) -> (u8, f32) {
    let values = &records.columns[column];
    let id = values.ids[one as usize];
    if id == 0 || values.ids[other as usize] == 0 {
        return (0, 0.0);
    }
    if id == values.ids[other as usize] {
        return (1, rarity.columns[column][id as usize]);
    }
    (values.level(field, id, values.ids[other as usize]), 0.0)
}

/// The rarity of the parts that agree; half for those that agree loosely.
fn name_bits(rarity: &Rarity, compared: &NameComparison, given: bool) -> f32 {
    let counts = if given {
        !matches!(compared.given, GivenLevel::Different | GivenLevel::Near | GivenLevel::Initial)
    } else {
        !matches!(compared.surname, SurnameLevel::Different | SurnameLevel::Near)
    };
    if !counts {
        return 0.0;
    }
    let mut sum = 0.0;
    let mut first = true;
    for part in compared.matches().iter().filter(|it| it.given == given) {
        let table = if given { &rarity.given } else { &rarity.surname };
        let of = |table: &[f32]| table[part.one.0 as usize].min(table[part.other.0 as usize]);
        // A word that is often the other thing is often so by chance ("Thomas James", "James Thomas").
        let bits = match compared.given {
            GivenLevel::Reversed => of(&rarity.given).min(of(&rarity.surname)),
            _ => of(table),
        };
        let share = match part.quality {
            Quality::Equal => 1.0,
            Quality::Spelling | Quality::Typo => 0.5,
            _ => 0.25,
        };
        if given && !first {
            // A second given name in common is more agreement than the level stands for.
            sum += share * (0.4 * (bits + rarity.usual_given)).clamp(0.0, 5.0);
        } else {
            sum += share * bits;
        }
        first = false;
    }
    sum
}
