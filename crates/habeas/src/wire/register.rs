//! The register as `--json` prints it: persons, records, links, judgements. Every value carries the code points on which it
//! rests (`start`, `end`) and its characters; a weight is never a verdict.

use case::lists::Value as Cell;
use case::register::{
    Bits, Comparison, Judged, LinkRow, NotCompared, PersonView, Question, RecordView, Run, Share,
};
use serde_json::{Value, json};

use crate::register::desk::Desk;
use crate::register::explaining::{Explained, Line};

/// A value of a record.
#[must_use]
pub fn cell(it: &Cell) -> Value {
    json!({
        "column": it.column, "meaning": it.meaning.code(), "label": it.label,
        "start": it.span.start, "end": it.span.end, "exact": it.text,
    })
}

/// A record with its words.
#[must_use]
pub fn record(it: &RecordView) -> Value {
    json!({
        "record": it.row.id.to_string(), "person": it.row.person.to_string(), "list": it.row.list,
        "row": it.row.row, "item": it.row.item.to_string(),
        "start": it.row.span.start, "end": it.row.span.end,
        "name": it.name(), "weight": it.row.weight.map(Bits::bits),
        "probability": it.row.weight.map(Bits::probability), "judged": it.row.judged,
        "values": it.values.as_ref().map(|values| values.iter().map(cell).collect::<Vec<_>>()),
    })
}

/// A person in full.
#[must_use]
pub fn person(it: &PersonView) -> Value {
    let groups: Vec<Value> = it
        .groups
        .iter()
        .map(|group| {
            let values: Vec<Value> = group
                .values
                .iter()
                .map(|held| json!({ "record": held.record.to_string(), "list": held.list, "item": held.item.to_string(), "value": cell(&held.value) }))
                .collect();
            let conflict = group.conflict.map(|it| json!([it.one.to_string(), it.other.to_string()]));
            json!({ "meaning": group.meaning.code(), "differs": group.differs, "conflict": conflict, "values": values })
        })
        .collect();
    let joins: Vec<Value> = it
        .joins
        .iter()
        .map(|join| {
            json!({
                "one": join.one.to_string(), "other": join.other.to_string(),
                "weight": join.weight.map(Bits::bits), "mean": join.mean.map(Bits::bits),
                "judged": join.weight.is_none(),
            })
        })
        .collect();
    json!({
        "person": it.row.id.to_string(), "name": it.name, "shown": it.row.shown.to_string(),
        "records": it.records.iter().map(record).collect::<Vec<_>>(), "groups": groups, "joins": joins,
    })
}

/// A link without its bars.
#[must_use]
pub fn link(it: &LinkRow) -> Value {
    json!({
        "one": it.one.to_string(), "other": it.other.to_string(), "weight": it.weight.bits(),
        "probability": it.weight.probability(), "beyond_name": it.beyond_name,
    })
}

/// A pair to look at.
#[must_use]
pub fn question(it: &Question) -> Value {
    json!({
        "one": it.one.to_string(), "other": it.other.to_string(), "why": it.why.code(),
        "weight": it.weight.bits(), "probability": it.weight.probability(),
    })
}

/// Two lists side by side.
#[must_use]
pub fn comparison(it: &Comparison) -> Value {
    let ids = |of: &[model::PersonId]| of.iter().map(ToString::to_string).collect::<Vec<_>>();
    let unsure: Vec<Value> = it
        .unsure
        .iter()
        .map(|it| json!({ "one": it.one.to_string(), "other": it.other.to_string(), "pair": question(&it.question) }))
        .collect();
    json!({ "both": ids(&it.both), "only_one": ids(&it.only_one), "only_other": ids(&it.only_other), "unsure": unsure })
}

/// A judgement.
#[must_use]
pub fn judged(it: &Judged) -> Value {
    json!({
        "entry": it.entry, "at": it.at.to_string(), "by": it.by,
        "one": it.judgement.one.id.to_string(), "other": it.judgement.other.id.to_string(),
        "verdict": it.judgement.verdict.code(), "note": it.judgement.note, "blind": it.judgement.blind,
        "imported": it.judgement.imported, "withdrawn": it.withdrawn, "overtaken": it.overtaken,
        "stands": it.stands(),
    })
}

fn line(it: &Line) -> Value {
    json!({
        "field": it.field.kind, "level": it.level, "bits": it.bits.bits(), "rarity": it.rarity.bits(),
        "one": it.one.iter().map(cell).collect::<Vec<_>>(), "other": it.other.iter().map(cell).collect::<Vec<_>>(),
    })
}

/// A pair explained.
#[must_use]
pub fn explained(it: &Explained) -> Value {
    let parts: Vec<Value> = it
        .parts
        .iter()
        .map(|part| {
            let quality = format!("{:?}", part.quality).to_lowercase();
            json!({ "one": part.one, "other": part.other, "quality": quality, "given": part.given })
        })
        .collect();
    json!({
        "one": record(&it.one), "other": record(&it.other), "weight": it.weight.bits(),
        "probability": it.weight.probability(), "prior": it.prior.bits(), "kin": it.kin.bits(),
        "fields": it.lines.iter().map(line).collect::<Vec<_>>(),
        "parts": parts, "without_counterpart": it.alone,
    })
}

fn share(it: Share) -> Value {
    json!({ "expected": it.expected, "low": it.low, "high": it.high })
}

fn not_compared(it: &NotCompared) -> Value {
    match *it {
        NotCompared::Families => json!({ "why": "families" }),
        NotCompared::LooksCopied { list, original, records } => {
            json!({ "why": "looks-copied", "list": list, "original": original, "records": records })
        }
        NotCompared::AgeWithoutDay { list, column } => {
            json!({ "why": "age-without-day", "list": list, "column": column })
        }
        NotCompared::TooManyFields { list, column } => {
            json!({ "why": "too-many-fields", "list": list, "column": column })
        }
        NotCompared::Twice { list, first, records } => {
            json!({ "why": "twice", "list": list, "first": first, "records": records })
        }
        NotCompared::Unread { list } => json!({ "why": "unread", "list": list }),
        NotCompared::NameParts { parts } => json!({ "why": "name-parts", "parts": parts }),
    }
}

/// A linking with what to expect of it, what was left out, and how many pairs are to be reviewed.
///
/// # Errors
/// When the register cannot be read.
pub fn run(desk: &Desk, run: &Run) -> anyhow::Result<Value> {
    let pairs = |of: &[(model::PersonId, model::PersonId)]| {
        of.iter().map(|it| json!([it.0.to_string(), it.1.to_string()])).collect::<Vec<_>>()
    };
    let lists: Vec<Value> = run
        .lists
        .iter()
        .map(|(list, records)| json!({ "list": list, "name": desk.list_name(*list), "records": records }))
        .collect();
    let skipped: Vec<Value> = run
        .skipped
        .iter()
        .map(|it| {
            let example = it.example.map(|id| id.to_string());
            json!({ "keys_of": it.family, "keys": it.keys, "pairs": it.pairs, "example": example })
        })
        .collect();
    let expected = run.expected.map(|it| {
        json!({
            "threshold": it.threshold.bits(), "precision": share(it.precision), "recall": share(it.recall),
            "missed": it.missed,
        })
    });
    let (open, undecided) = desk.register.count_questions(&desk.judgements)?;
    Ok(json!({
        "entry": run.entry, "program": run.program, "afresh": run.afresh, "repeated": run.repeated,
        "lists": lists, "records": run.records, "persons": run.persons,
        "merged": pairs(&run.merged), "split": pairs(&run.split), "compared": run.compared,
        "expected": expected, "skipped": skipped,
        "not_compared": run.not_compared.iter().map(not_compared).collect::<Vec<_>>(),
        "to_review": open, "undecided": undecided,
        "behind": !desk.behind.is_nothing(),
    }))
}
