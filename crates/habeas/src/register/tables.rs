//! What the register answers as tables and JSON, the same for the command line and the pages: persons, records, two lists
//! side by side. Never cut: persons are read one by one.

use std::io::Write;

use anyhow::Result;
use case::register::{Bits, Comparison, PersonRow, Register, Wanted};
use model::PersonId;
use serde_json::{Value, json};

use super::desk::Desk;
use crate::{tame, wire};

/// Hands over the wanted persons one by one.
///
/// # Errors
/// When the register cannot be read, or `take` fails.
pub fn each(
    register: &Register,
    wanted: &Wanted,
    mut take: impl FnMut(&PersonRow) -> Result<()>,
) -> Result<()> {
    register.each_person(wanted, |row| take(&row))
}

/// The lists that a person is on.
///
/// # Errors
/// When the register cannot be read.
pub fn lists_of(desk: &Desk, person: PersonId) -> Result<Vec<u64>> {
    Ok(desk.register.lists_of(person)?.into_iter().map(|it| it.0).collect())
}

/// A heading, then one row a person.
///
/// # Errors
/// When a file cannot be read.
pub fn persons(desk: &Desk, wanted: &Wanted, mut take: impl FnMut(Vec<String>)) -> Result<()> {
    take(heading(&["person", "name", "records", "lists"]));
    each(&desk.register, wanted, |row| {
        let lists = desk.list_names(&lists_of(desk, row.id)?).join("; ");
        take(vec![row.id.to_string(), desk.person_name(row)?, row.records.to_string(), lists]);
        Ok(())
    })
}

/// A heading, then one row a record.
///
/// # Errors
/// When a file cannot be read.
pub fn records(desk: &Desk, wanted: &Wanted, mut take: impl FnMut(Vec<String>)) -> Result<()> {
    const HEADING: [&str; 12] = [
        "item_name",
        "item",
        "list",
        "list_name",
        "row",
        "record",
        "person",
        "probability",
        "judged",
        "name",
        "start",
        "end",
    ];
    take(heading(&HEADING));
    each(&desk.register, wanted, |row| {
        for member in desk.register.members(row.id)? {
            let view = desk.record(member.id)?;
            let probability = member.weight.map(Bits::probability).map(|it| format!("{it:.6}"));
            take(vec![
                desk.item_name(member.item)?,
                member.item.to_string(),
                member.list.to_string(),
                desk.list_name(member.list),
                member.row.to_string(),
                member.id.to_string(),
                member.person.to_string(),
                probability.unwrap_or_default(),
                u8::from(member.judged).to_string(),
                Desk::record_name(&view),
                member.span.start.to_string(),
                member.span.end.to_string(),
            ]);
        }
        Ok(())
    })
}

/// A heading, then one row for each person on either of two lists, and for each two who may be one.
///
/// # Errors
/// When a file cannot be read.
pub fn comparison(
    desk: &Desk,
    one: u64,
    other: u64,
    found: &Comparison,
    mut take: impl FnMut(Vec<String>),
) -> Result<()> {
    let name = |id: PersonId| -> Result<String> {
        let row = desk.register.person(id)?;
        row.map_or_else(|| Ok(id.to_string()), |row| desk.person_name(&row))
    };
    let written = |weight: Bits| format!("{:.6}", weight.probability());
    take(heading(&["on", "person", "name", "maybe", "maybe_name", "probability"]));
    let sides = [("both", &found.both), ("only-one", &found.only_one), ("only-other", &found.only_other)];
    for (on, ids) in sides {
        for id in ids {
            let link = if on == "both" { desk.register.link_across(*id, one, other)? } else { None };
            let probability = link.map(|it| written(it.weight)).unwrap_or_default();
            let none = String::new;
            take(vec![on.to_owned(), id.to_string(), name(*id)?, none(), none(), probability]);
        }
    }
    for it in &found.unsure {
        let cells = [it.one.to_string(), name(it.one)?, it.other.to_string(), name(it.other)?];
        let cells = std::iter::once("unsure".to_owned()).chain(cells);
        take(cells.chain([written(it.question.weight)]).collect());
    }
    Ok(())
}

/// Writes the wanted persons as `habeas people --json` prints them, with their records if asked for, and what they rest on;
/// one person in memory at a time.
///
/// # Errors
/// When a file cannot be read, or `to` not be written.
pub fn json(desk: &Desk, wanted: &Wanted, records: bool, mut to: impl Write) -> Result<()> {
    let own = |value: &Value, depth: usize| -> Result<String> {
        let indent = format!("\n{}", "  ".repeat(depth));
        Ok(tame::json(&serde_json::to_string_pretty(value)?).replace('\n', &indent))
    };
    let kind = serde_json::to_value(wire::document("people", json!({})))?;
    write!(to, "{{\n  \"habeas\": {},\n  \"people\": [", own(&kind["habeas"], 1)?)?;
    let mut first = true;
    each(&desk.register, wanted, |row| {
        let (name, lists) = (desk.person_name(row)?, lists_of(desk, row.id)?);
        let mut value =
            json!({ "person": row.id.to_string(), "name": name, "records": row.records, "lists": lists });
        if records {
            let view = desk.register.person_view(&desk.lists, row.id)?;
            value["records"] = view.iter().flat_map(|it| &it.records).map(wire::register::record).collect();
        }
        write!(to, "{}\n    {}", if first { "" } else { "," }, own(&value, 2)?)?;
        first = false;
        Ok(())
    })?;
    let end = if first { "" } else { "\n  " };
    writeln!(to, "{end}],\n  \"register\": {}\n}}", own(&wire::register::run(desk, &desk.run)?, 1)?)?;
    Ok(to.flush()?)
}

fn heading(names: &[&str]) -> Vec<String> {
    names.iter().map(|it| (*it).to_owned()).collect()
}
