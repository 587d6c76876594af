//! What is made of the records as a whole, after each linking and each erasure: persons in the order of names, the sets of
//! lists that they are on, and the words by which they are found. Tells nobody apart: the records say who is whom.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::rows::RecordRow;
use crate::catalogue::codes::int;

/// Fills the tables `person`, `history`, `word` and `named` anew.
pub(super) fn derive(conn: &Connection, records: &[RecordRow]) -> rusqlite::Result<()> {
    for table in ["person", "history", "word", "named"] {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let mut rows: Vec<&RecordRow> = records.iter().collect();
    rows.sort_unstable_by_key(|it| (it.person, it.list, it.row));
    let mut persons: Vec<Person<'_>> = rows.chunk_by(|a, b| a.person == b.person).map(Person::of).collect();
    persons.sort_unstable_by(|a, b| (&a.shown.sort, a.shown.person).cmp(&(&b.shown.sort, b.shown.person)));
    enter_persons(conn, &persons)?;
    enter_words(conn, &persons)
}

struct Person<'r> {
    /// By list and row.
    members: &'r [&'r RecordRow],
    /// The record whose name stands for the person.
    shown: &'r RecordRow,
}

impl<'r> Person<'r> {
    fn of(members: &'r [&'r RecordRow]) -> Self {
        // The longest name, but none with a digit in it: recognised text takes an O for a 0.
        let fullest = |it: &&&RecordRow| {
            let misread = it.words.chars().any(char::is_numeric);
            (misread, Reverse(it.words.chars().count()), it.list, it.id)
        };
        let shown = members.iter().min_by_key(fullest).expect("a person has at least one record");
        Self { members, shown }
    }

    /// The lists, ascending, a space between them.
    fn history(&self) -> (usize, String) {
        let mut lists: Vec<u64> = self.members.iter().map(|it| it.list).collect();
        lists.dedup();
        (lists.len(), lists.iter().map(u64::to_string).collect::<Vec<_>>().join(" "))
    }
}

fn enter_persons(conn: &Connection, persons: &[Person<'_>]) -> rusqlite::Result<()> {
    let mut histories: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    persons.iter().for_each(|it| histories.entry(it.history().1).or_default().1 += 1);
    for (number, (lists, held)) in (1..).zip(&mut histories) {
        held.0 = number;
        conn.prepare_cached("INSERT INTO history (number, lists, persons) VALUES (?1, ?2, ?3)")?
            .execute(params![int(number), lists, int(held.1)])?;
    }
    let mut insert = conn.prepare_cached(
        "INSERT INTO person (place, id, shown, records, lists, history) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for (place, it) in (1..).zip(persons) {
        let (lists, history) = it.history();
        insert.execute(params![
            int(place),
            it.shown.person.to_string(),
            it.shown.id.to_string(),
            int(it.members.len() as u64),
            int(lists as u64),
            int(histories[&history].0),
        ])?;
    }
    Ok(())
}

fn enter_words(conn: &Connection, persons: &[Person<'_>]) -> rusqlite::Result<()> {
    let mut numbers: BTreeMap<&str, u64> = BTreeMap::new();
    for member in persons.iter().flat_map(|it| it.members) {
        numbers.extend(words(member).map(|word| (word, 0)));
    }
    for (number, (word, held)) in (1..).zip(&mut numbers) {
        *held = number;
        conn.prepare_cached("INSERT INTO word (number, word) VALUES (?1, ?2)")?
            .execute(params![int(number), word])?;
    }
    let mut named: Vec<(u64, u64, u64)> = Vec::new();
    for (place, it) in (1..).zip(persons) {
        for (nth, member) in (0..).zip(it.members) {
            named.extend(words(member).map(|word| (numbers[word], place, nth)));
        }
    }
    named.sort_unstable();
    named.dedup();
    let mut insert = conn.prepare_cached("INSERT INTO named (word, place, nth) VALUES (?1, ?2, ?3)")?;
    named.iter().try_for_each(|it| insert.execute(params![int(it.0), int(it.1), int(it.2)]).map(drop))
}

fn words(record: &RecordRow) -> impl Iterator<Item = &str> {
    record.words.split(' ').filter(|word| !word.is_empty())
}
