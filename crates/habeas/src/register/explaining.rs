//! Why a pair has its weight: each field's values as written, how they compare, and bars that add up to the number shown.
//! The same for the command line and the pages.

use case::lists::{Lists, Value};
use case::register::{Bar, BarKind, Bits, Field, Pair, RecordView, Register, Run, pair};
use link::explain::explain as explain_pair;
use link::score::Scorer;
use model::RecordId;

use super::linking::{bars, scoring};
use super::seam::{StoredModel, to_link};
use super::table::{Agreeing, agreeing};

/// A pair explained.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The record with the lower id.
    pub one: RecordView,
    /// The other record.
    pub other: RecordView,
    /// log2 of the odds that both are one person: the sum of `prior`, `kin` and all lines' bars.
    pub weight: Bits,
    /// The odds that two records drawn at random are one person.
    pub prior: Bits,
    /// What is taken off because relatives would agree as well.
    pub kin: Bits,
    /// Field by field.
    pub lines: Vec<Line>,
    /// The parts of the names that agree.
    pub parts: Vec<Agreeing>,
    /// The parts of each name that have no counterpart.
    pub alone: [Vec<String>; 2],
}

/// A field in an explanation.
#[derive(Debug, Clone)]
pub struct Line {
    /// The field.
    pub field: Field,
    /// The stable name of the level of agreement.
    pub level: String,
    /// What the level adds.
    pub bits: Bits,
    /// What the rarity of the values adds.
    pub rarity: Bits,
    /// The one record's values, as written, with their spans.
    pub one: Vec<Value>,
    /// The other record's.
    pub other: Vec<Value>,
}

/// Explains a pair. A pair that the register did not keep is weighed again, for which all records are read.
///
/// # Errors
/// When a record is not in the register, or a file cannot be read.
pub fn explain(
    lists: &Lists,
    register: &Register,
    run: &Run,
    one: RecordId,
    other: RecordId,
) -> anyhow::Result<Explained> {
    let (one, other) = pair(one, other);
    let bars = match register.link((one, other))? {
        Some(link) => link.bars,
        None => weigh(lists, register, run, (one, other))?,
    };
    let view = |id: RecordId| -> anyhow::Result<RecordView> {
        let found = register.record_view(lists, id)?;
        found.ok_or_else(|| trouble!("error-no-such-record", given = id.to_string()).into())
    };
    let (one, other) = (view(one)?, view(other)?);
    let values = |it: &RecordView| it.values.clone().unwrap_or_default();
    let (parts, alone) = agreeing(&values(&one), &values(&other));
    let sum = |wanted: fn(BarKind) -> bool| -> Bits {
        Bits(bars.iter().filter(|bar| wanted(bar.kind)).map(|bar| bar.bits.0).sum())
    };
    let lines =
        run.fields.iter().zip(0_u8..).map(|(field, at)| line(field, at, &bars, &one, &other)).collect();
    Ok(Explained {
        weight: Bits(bars.iter().map(|bar| bar.bits.0).sum()),
        prior: sum(|kind| kind == BarKind::Prior),
        kin: sum(|kind| kind == BarKind::Kin),
        lines,
        parts,
        alone,
        one,
        other,
    })
}

fn line(field: &Field, at: u8, bars: &[Bar], one: &RecordView, other: &RecordView) -> Line {
    let mut line = Line {
        field: field.clone(),
        level: field.levels.first().cloned().unwrap_or_default(),
        bits: Bits(0),
        rarity: Bits(0),
        one: values(field, one),
        other: values(field, other),
    };
    for bar in bars {
        match bar.kind {
            BarKind::Level { field: its, level } if its == at => {
                line.level = field.levels.get(usize::from(level)).cloned().unwrap_or_default();
                line.bits = bar.bits;
            }
            BarKind::Rarity { field: its } if its == at => line.rarity = bar.bits,
            _ => {}
        }
    }
    line
}

/// A record's values in a field.
fn values(field: &Field, record: &RecordView) -> Vec<Value> {
    let reads = |value: &&Value| field.columns.contains(&(record.row.list, value.column));
    record.values.iter().flatten().filter(reads).cloned().collect()
}

/// Weighs a pair that was not kept.
fn weigh(lists: &Lists, register: &Register, run: &Run, pair: Pair) -> anyhow::Result<Vec<Bar>> {
    let records = super::parsed_again(lists, run)?;
    let place = |id: RecordId| {
        let found = records.find(to_link(id));
        found.ok_or_else(|| trouble!("error-no-such-record", given = id.to_string()))
    };
    let (one, other) = (place(pair.0)?, place(pair.1)?);
    let stored = register.model()?.as_deref().and_then(StoredModel::from_bytes);
    let scored = stored.and_then(|stored| scoring(&records, &stored));
    let (rarity, weights) = scored.ok_or_else(|| trouble!("error-register-behind"))?;
    let scorer = Scorer { records: &records, rarity: &rarity, weights: &weights };
    Ok(bars(&records, &explain_pair(&scorer, one, other)))
}
