//! Decisions as the entry file has them, version 1. Converts to and from `model::Decision` field by field; never written
//! by derive on the model's own types.

use model::{
    CharSpan, Decision, Estimated, ExtractionVersion, Judgement, Linked, List, ListColumn, ListPlace,
    Meaning, PersonId, RecordRef, Verdict,
};
use serde::{Deserialize, Serialize};

use crate::entry::{EntryError, item_id};

/// The kinds of decisions, beside the other events in the field `what`.
#[derive(Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum DecisionV1 {
    ListDeclared { list: ListV1, replaces: Option<u64> },
    ListRefused { item: String, places: Vec<PlaceV1> },
    ListWithdrawn { list: u64, reason: String },
    Judged(JudgedV1),
    JudgementWithdrawn { judgement: u64 },
    Linked(LinkedV1),
    Estimated(EstimatedV1),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListV1 {
    item: String,
    extraction: String,
    places: Vec<PlaceV1>,
    columns: Vec<ColumnV1>,
    name: String,
    maker: Option<String>,
    date: Option<String>,
    covers: Option<String>,
    copy_of: Option<u64>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) enum PlaceV1 {
    Table { table: u32, first_row: u64, end_row: u64 },
    Lines { start: u64, end: u64 },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnV1 {
    column: u32,
    label: String,
    meaning: String,
    on: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordV1 {
    record: String,
    item: String,
    start: u64,
    end: u64,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct JudgedV1 {
    one: RecordV1,
    other: RecordV1,
    verdict: String,
    note: Option<String>,
    blind: bool,
    imported: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct LinkedV1 {
    program: String,
    afresh: bool,
    lists: Vec<u64>,
    entries: u64,
    records: u64,
    persons: u64,
    sha256: String,
    merged: Vec<[String; 2]>,
    split: Vec<[String; 2]>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct EstimatedV1 {
    program: String,
    tables: Vec<String>,
    lists: Vec<u64>,
    seed: u64,
    methods: u32,
    settings: String,
    documented: u64,
    verdict: String,
    least: Option<u64>,
    most: Option<u64>,
}

impl From<&Decision> for DecisionV1 {
    fn from(decision: &Decision) -> Self {
        match decision {
            Decision::ListDeclared { list, replaces } => {
                Self::ListDeclared { list: list.into(), replaces: *replaces }
            }
            Decision::ListRefused { item, places } => Self::ListRefused {
                item: item.to_string(),
                places: places.iter().map(PlaceV1::from).collect(),
            },
            Decision::ListWithdrawn { list, reason } => {
                Self::ListWithdrawn { list: *list, reason: reason.clone() }
            }
            Decision::Judged(it) => Self::Judged(JudgedV1 {
                one: (&it.one).into(),
                other: (&it.other).into(),
                verdict: it.verdict.code().into(),
                note: it.note.clone(),
                blind: it.blind,
                imported: it.imported.clone(),
            }),
            Decision::JudgementWithdrawn { judgement } => Self::JudgementWithdrawn { judgement: *judgement },
            Decision::Linked(it) => {
                let pairs = |pairs: &[(PersonId, PersonId)]| {
                    pairs.iter().map(|(one, other)| [one.to_string(), other.to_string()]).collect()
                };
                Self::Linked(LinkedV1 {
                    program: it.program.clone(),
                    afresh: it.afresh,
                    lists: it.lists.clone(),
                    entries: it.entries,
                    records: it.records,
                    persons: it.persons,
                    sha256: it.digest.to_string(),
                    merged: pairs(&it.merged),
                    split: pairs(&it.split),
                })
            }
            Decision::Estimated(it) => Self::Estimated(EstimatedV1 {
                program: it.program.clone(),
                tables: it.tables.iter().map(ToString::to_string).collect(),
                lists: it.lists.clone(),
                seed: it.seed,
                methods: it.methods,
                settings: it.settings.clone(),
                documented: it.documented,
                verdict: it.verdict.clone(),
                least: it.least,
                most: it.most,
            }),
        }
    }
}

impl TryFrom<DecisionV1> for Decision {
    type Error = EntryError;

    fn try_from(wire: DecisionV1) -> Result<Self, EntryError> {
        Ok(match wire {
            DecisionV1::ListDeclared { list, replaces } => {
                Self::ListDeclared { list: list.try_into()?, replaces }
            }
            DecisionV1::ListRefused { item, places } => Self::ListRefused {
                item: item_id(&item)?,
                places: places.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            },
            DecisionV1::ListWithdrawn { list, reason } => Self::ListWithdrawn { list, reason },
            DecisionV1::Judged(it) => Self::Judged(Judgement {
                one: it.one.try_into()?,
                other: it.other.try_into()?,
                verdict: Verdict::from_code(&it.verdict).ok_or(EntryError::Value { field: "verdict" })?,
                note: it.note,
                blind: it.blind,
                imported: it.imported,
            }),
            DecisionV1::JudgementWithdrawn { judgement } => Self::JudgementWithdrawn { judgement },
            DecisionV1::Linked(it) => Self::Linked(Linked {
                program: it.program,
                afresh: it.afresh,
                lists: it.lists,
                entries: it.entries,
                records: it.records,
                persons: it.persons,
                digest: it.sha256.parse().map_err(|_| EntryError::Value { field: "sha256" })?,
                merged: persons(&it.merged, "merged")?,
                split: persons(&it.split, "split")?,
            }),
            DecisionV1::Estimated(it) => Self::Estimated(Estimated {
                program: it.program,
                tables: it
                    .tables
                    .iter()
                    .map(|hash| hash.parse().map_err(|_| EntryError::Value { field: "tables" }))
                    .collect::<Result<_, _>>()?,
                lists: it.lists,
                seed: it.seed,
                methods: it.methods,
                settings: it.settings,
                documented: it.documented,
                verdict: it.verdict,
                least: it.least,
                most: it.most,
            }),
        })
    }
}

fn persons(pairs: &[[String; 2]], field: &'static str) -> Result<Vec<(PersonId, PersonId)>, EntryError> {
    let one = |text: &String| text.parse().map_err(|_| EntryError::Value { field });
    pairs.iter().map(|[from, to]| Ok((one(from)?, one(to)?))).collect()
}

fn span(start: u64, end: u64) -> Result<CharSpan, EntryError> {
    if start <= end { Ok(CharSpan { start, end }) } else { Err(EntryError::Value { field: "end" }) }
}

impl From<&List> for ListV1 {
    fn from(list: &List) -> Self {
        let column = |it: &ListColumn| ColumnV1 {
            column: it.column,
            label: it.label.clone(),
            meaning: it.meaning.code().into(),
            on: it.on.clone(),
        };
        Self {
            item: list.item.to_string(),
            extraction: list.extraction.to_string(),
            places: list.places.iter().map(PlaceV1::from).collect(),
            columns: list.columns.iter().map(column).collect(),
            name: list.name.clone(),
            maker: list.maker.clone(),
            date: list.date.clone(),
            covers: list.covers.clone(),
            copy_of: list.copy_of,
        }
    }
}

impl TryFrom<ListV1> for List {
    type Error = EntryError;

    fn try_from(wire: ListV1) -> Result<Self, EntryError> {
        let column = |it: ColumnV1| {
            let meaning = Meaning::from_code(&it.meaning).ok_or(EntryError::Value { field: "meaning" })?;
            Ok(ListColumn { column: it.column, label: it.label, meaning, on: it.on })
        };
        Ok(Self {
            item: item_id(&wire.item)?,
            extraction: ExtractionVersion(wire.extraction),
            places: wire.places.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?,
            columns: wire.columns.into_iter().map(column).collect::<Result<_, EntryError>>()?,
            name: wire.name,
            maker: wire.maker,
            date: wire.date,
            covers: wire.covers,
            copy_of: wire.copy_of,
        })
    }
}

impl From<&ListPlace> for PlaceV1 {
    fn from(place: &ListPlace) -> Self {
        match *place {
            ListPlace::Table { table, first_row, end_row } => Self::Table { table, first_row, end_row },
            ListPlace::Lines { span } => Self::Lines { start: span.start, end: span.end },
        }
    }
}

impl TryFrom<PlaceV1> for ListPlace {
    type Error = EntryError;

    fn try_from(wire: PlaceV1) -> Result<Self, EntryError> {
        Ok(match wire {
            PlaceV1::Table { table, first_row, end_row } => Self::Table { table, first_row, end_row },
            PlaceV1::Lines { start, end } => Self::Lines { span: span(start, end)? },
        })
    }
}

impl From<&RecordRef> for RecordV1 {
    fn from(it: &RecordRef) -> Self {
        Self { record: it.id.to_string(), item: it.item.to_string(), start: it.span.start, end: it.span.end }
    }
}

impl TryFrom<RecordV1> for RecordRef {
    type Error = EntryError;

    fn try_from(wire: RecordV1) -> Result<Self, EntryError> {
        let id = wire.record.parse().map_err(|_| EntryError::Value { field: "record" })?;
        Ok(Self { id, item: item_id(&wire.item)?, span: span(wire.start, wire.end)? })
    }
}

#[cfg(test)]
mod tests {
    use model::{Digest, Event, ItemId, RecordId};

    use super::*;

    #[test]
    fn every_decision_round_trips() {
        let item = ItemId(Digest([2; 32]));
        let span = CharSpan { start: 3, end: 40 };
        let places = vec![ListPlace::Table { table: 1, first_row: 4, end_row: 9 }, ListPlace::Lines { span }];
        let column = |column, meaning| ListColumn {
            column,
            label: "Nombre".into(),
            meaning,
            on: (meaning == Meaning::Age).then(|| "2024-02".into()),
        };
        let list = List {
            item,
            extraction: ExtractionVersion("1".into()),
            places: places.clone(),
            columns: (0..).zip(Meaning::ALL).map(|(at, meaning)| column(at, meaning)).collect(),
            name: "Lista parcial".into(),
            maker: Some("Ministerio".into()),
            date: None,
            covers: Some("trasladados".into()),
            copy_of: Some(7),
        };
        let record = |id| RecordRef { id: RecordId(id), item, span };
        let person = |id| PersonId(RecordId(id));
        for decision in [
            Decision::ListDeclared { list, replaces: Some(8) },
            Decision::ListRefused { item, places },
            Decision::ListWithdrawn { list: 8, reason: "era un borrador".into() },
            Decision::Judged(Judgement {
                one: record(1),
                other: record(u64::MAX),
                verdict: Verdict::Unsure,
                note: Some("mismo día".into()),
                blind: true,
                imported: None,
            }),
            Decision::JudgementWithdrawn { judgement: 12 },
            Decision::Linked(Linked {
                program: "habeas 0.1.0".into(),
                afresh: true,
                lists: vec![4, 5],
                entries: 20,
                records: 100,
                persons: 90,
                digest: Digest([7; 32]),
                merged: vec![(person(1), person(2))],
                split: vec![(person(3), person(4))],
            }),
            Decision::Estimated(Estimated {
                program: "habeas 0.1.0".into(),
                tables: vec![Digest([9; 32])],
                lists: vec![4, 5, 6],
                seed: 1,
                methods: 2,
                settings: "{}".into(),
                documented: 120,
                verdict: "warn".into(),
                least: Some(180),
                most: None,
            }),
        ] {
            let event = Event::Decided(Box::new(decision));
            let bytes = crate::entry::write(jiff::Timestamp::UNIX_EPOCH, "Inés", &event, &[5; 32]);
            assert_eq!(crate::entry::read(9, &bytes).unwrap().event, event);
        }
    }
}
