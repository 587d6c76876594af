//! Judgements in and out: entered into the log, imported as a whole or not at all, exported for other programs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use case::register::{Judged, Judgements, Pair, Register, pair};
use model::{Decision, Event, Judgement, RecordId, RecordRef, Verdict};
use serde_json::{Value, json};

use crate::case_folder::OpenCase;
use crate::trouble::Trouble;

/// A verdict about to be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The records.
    pub pair: Pair,
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub note: Option<String>,
    /// Whether score and other verdicts were hidden.
    pub blind: bool,
    /// The file that it was read from.
    pub imported: Option<String>,
}

/// Enters verdicts into the log, all or none. Returns the first one's entry.
///
/// # Errors
/// When a record is not in the register, or the log does not take it.
pub fn enter(case: &mut OpenCase, given: &[Given]) -> anyhow::Result<u64> {
    let mut entries = Vec::with_capacity(given.len());
    for it in given {
        let judgement = Judgement {
            one: reference(&case.register, it.pair.0)?,
            other: reference(&case.register, it.pair.1)?,
            verdict: it.verdict,
            note: it.note.clone().filter(|note| !note.trim().is_empty()),
            blind: it.blind,
            imported: it.imported.clone(),
        };
        entries.push(case.new_entry(Event::Decided(Box::new(Decision::Judged(judgement)))));
    }
    let first = case.append(Vec::new(), entries)?;
    case.catch_up()?;
    Ok(first)
}

fn reference(register: &Register, id: RecordId) -> anyhow::Result<RecordRef> {
    let row = register.record(id)?;
    let row = row.ok_or_else(|| trouble!("error-no-such-record", given = id.to_string()))?;
    Ok(RecordRef { id, item: row.item, span: row.span })
}

/// Takes a judgement back.
///
/// # Errors
/// When the entry holds no judgement, or one that was taken back already, or the log does not take it.
pub fn withdraw(case: &mut OpenCase, entry: u64) -> anyhow::Result<u64> {
    let judgements = Judgements::read(&case.catalogue)?;
    match judgements.history().iter().find(|it| it.entry == entry) {
        None => return Err(trouble!("error-no-judgement", entry = entry).into()),
        Some(Judged { withdrawn: Some(by), .. }) => {
            return Err(trouble!("error-judgement-withdrawn", entry = entry, by = *by).into());
        }
        Some(_) => {}
    }
    case.record(Event::Decided(Box::new(Decision::JudgementWithdrawn { judgement: entry })))
}

/// A standing judgement as nomenklatura writes an edge of its resolver, one line of JSON: target, source, judgement, score,
/// user, time. There is no score in a judgement.
#[must_use]
pub fn nomenklatura(it: &Judged) -> String {
    let value = match it.judgement.verdict {
        Verdict::Same => "positive",
        Verdict::Different => "negative",
        Verdict::Unsure => "unsure",
    };
    let (one, other) = it.pair();
    let at = it.at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    json!([other.to_string(), one.to_string(), value, Value::Null, it.by, at]).to_string()
}

/// What is wrong with a file of judgements, in words with line and reason.
fn bad(path: &Path, problems: &[String]) -> Trouble {
    let path = path.display().to_string();
    trouble!("error-import", path = path, n = problems.len() as u64).because(&problems.join("\n    "))
}

/// Reads judgements from a file: CSV with the columns `one`, `other`, `verdict` and, if it likes, `note`; or JSON lines as
/// nomenklatura writes them.
///
/// # Errors
/// When any line is not to be understood or names a record that is not in the register; every such line is named.
pub fn import(path: &Path, register: &Register) -> anyhow::Result<Vec<Given>> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        trouble!("link-error-unreadable", path = path.display().to_string()).because(&error)
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let lines = if text.trim_start().starts_with(['[', '{']) { edges(text) } else { rows(path, text)? };
    let mut problems = lines.problems;
    let mut given: BTreeMap<Pair, Given> = BTreeMap::new();
    let name = path.file_name().map(|it| it.to_string_lossy().into_owned());
    for (line, one, other, verdict, note) in lines.judged {
        let mut known = Vec::new();
        for id in [&one, &other] {
            let found = id.parse::<RecordId>().ok();
            match found.map(|id| register.record(id)).transpose()?.flatten() {
                Some(row) => known.push(row.id),
                None => problems.push(tr!("import-unknown", line = line, id = id.as_str())),
            }
        }
        let [one, other] = known[..] else { continue };
        if one == other {
            problems.push(tr!("import-same", line = line));
            continue;
        }
        let pair = pair(one, other);
        if given.get(&pair).is_some_and(|held| held.verdict != verdict) {
            problems.push(tr!("import-twice", line = line, one = one.to_string(), other = other.to_string()));
        }
        given.insert(pair, Given { pair, verdict, note, blind: false, imported: name.clone() });
    }
    if !problems.is_empty() {
        return Err(bad(path, &problems).into());
    }
    Ok(given.into_values().collect())
}

/// Line, record, record, verdict, note.
type JudgedLine = (u64, String, String, Verdict, Option<String>);

/// What the lines of a file say, and which of them say nothing that is understood.
#[derive(Default)]
struct Lines {
    judged: Vec<JudgedLine>,
    problems: Vec<String>,
}

fn rows(path: &Path, text: &str) -> Result<Lines, Trouble> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| {
        trouble!("link-error-unreadable", path = path.display().to_string()).because(&error)
    };
    let header = reader.headers().map_err(unreadable)?.clone();
    let place = |name: &str| header.iter().position(|it| it.trim().eq_ignore_ascii_case(name));
    let (Some(one), Some(other), Some(verdict)) = (place("one"), place("other"), place("verdict")) else {
        return Err(bad(path, &[tr!("import-columns")]));
    };
    let mut lines = Lines::default();
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let line = row.position().map_or(0, csv::Position::line);
        let code = row[verdict].trim().to_lowercase();
        let Some(verdict) = Verdict::from_code(&code) else {
            lines.problems.push(tr!("import-verdict", line = line, given = code));
            continue;
        };
        let note = place("note").and_then(|at| row.get(at)).map(str::to_owned);
        lines.judged.push((line, row[one].trim().to_owned(), row[other].trim().to_owned(), verdict, note));
    }
    Ok(lines)
}

/// Edges of a resolver. Its own ids for groups (`NK-…`, `Q…`) are no records: a group's records are judged the same, and a
/// verdict on a group is one on its first record.
fn edges(text: &str) -> Lines {
    let mut lines = Lines::default();
    let mut edges: Vec<(u64, String, String, Verdict)> = Vec::new();
    for (line, text) in (1_u64..).zip(text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        let value: Option<Value> = serde_json::from_str(text).ok();
        let field = |at: usize, name: &str| {
            let value = value.as_ref()?;
            value.get(at).or_else(|| value.get(name))?.as_str().map(str::to_owned)
        };
        let (Some(one), Some(other), Some(code)) =
            (field(0, "target"), field(1, "source"), field(2, "judgement"))
        else {
            lines.problems.push(tr!("import-line", line = line));
            continue;
        };
        match code.as_str() {
            "positive" => edges.push((line, one, other, Verdict::Same)),
            "negative" => edges.push((line, one, other, Verdict::Different)),
            "unsure" => edges.push((line, one, other, Verdict::Unsure)),
            // A score that nobody judged.
            "no_judgement" => {}
            _ => lines.problems.push(tr!("import-verdict", line = line, given = code)),
        }
    }
    let is_record = |id: &str| id.parse::<RecordId>().is_ok();
    let mut groups: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let is_group = |id: &str| {
        id.starts_with("NK-") || (id.starts_with('Q') && id[1..].bytes().all(|it| it.is_ascii_digit()))
    };
    for (_, one, other, _) in edges.iter().filter(|it| it.3 == Verdict::Same) {
        for (group, record) in [(one, other), (other, one)] {
            if is_group(group) && is_record(record) {
                groups.entry(group.clone()).or_default().insert(record.clone());
            }
        }
    }
    let first = |id: &str| groups.get(id).and_then(BTreeSet::first).cloned().unwrap_or_else(|| id.to_owned());
    for (line, one, other, verdict) in edges {
        let (one, other) = (first(&one), first(&other));
        if one != other {
            lines.judged.push((line, one, other, verdict, None));
        }
    }
    lines
}
