//! Records side by side: one column each, one row for each thing that they say, every value leading to its characters in
//! the original. What differs is marked in words and by its type, not by colour alone.

use std::collections::BTreeSet;

use case::lists::Value;
use case::register::{RecordView, folded};
use maud::{Markup, html};
use model::Meaning;

use super::{Answers, letters, plain};
use crate::tame;
use crate::web::said::item_at;
use crate::words;

/// What is laid side by side in one row: a name whole and in parts is one thing.
const ROWS: [&[Meaning]; 15] = [
    &NAMES,
    &[Meaning::Alias],
    &[Meaning::Birth],
    &[Meaning::Age],
    &[Meaning::Sex],
    &[Meaning::Nationality],
    &[Meaning::Document],
    &[Meaning::Place],
    &[Meaning::Facility],
    &[Meaning::EventDate],
    &[Meaning::Status],
    &[Meaning::Code],
    &[Meaning::OtherPerson],
    &[Meaning::RowNumber],
    &[Meaning::Text],
];

/// Names, in the order in which their parts are written.
const NAMES: [Meaning; 5] =
    [Meaning::Name, Meaning::GivenNames, Meaning::FirstSurname, Meaning::SecondSurname, Meaning::Surnames];

/// The table. `mark` says in words how the values of a row stand to each other.
pub(in crate::web) fn table(
    answers: &Answers,
    records: &[&RecordView],
    label: &str,
    mark: impl Fn(&[Meaning]) -> Option<String>,
) -> Markup {
    let said = |row: &&&[Meaning]| records.iter().any(|record| values(record, row).next().is_some());
    html! {
        div.wide tabindex="0" role="region" aria-label=(label) {
            table.sides data-columns=(records.len()) {
                thead { tr {
                    td {}
                    @for record in records { th scope="col" { (head(answers, record)) } }
                } }
                tbody { @for row in ROWS.iter().filter(said) { tr {
                    th scope="row" {
                        (words::meaning(row[0]))
                        @if let Some(mark) = mark(row) { " " br; span.mark { (mark) } }
                    }
                    @for record in records { td { (cell(records, record, row)) } }
                } } }
            }
        }
    }
}

/// A record's values in a row of the table.
fn values<'r>(record: &'r RecordView, row: &'r [Meaning]) -> impl Iterator<Item = &'r Value> {
    row.iter().flat_map(|meaning| record.of(*meaning))
}

/// What a value says, however it is written: the words of names in any order, the year first in a date, the digits of a
/// number.
fn parts(meaning: Meaning, text: &str) -> BTreeSet<String> {
    let folded = folded(text);
    match meaning {
        Meaning::Document => {
            let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
            BTreeSet::from([if digits.is_empty() { folded } else { digits }])
        }
        Meaning::Birth | Meaning::EventDate => {
            let mut words: Vec<&str> = folded.split(' ').collect();
            if words.last().is_some_and(|it| it.len() == 4) {
                words.reverse();
            }
            BTreeSet::from([words.join(" ")])
        }
        _ => folded.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
    }
}

/// Whether a value is one thing, however many words it has.
const fn is_whole(meaning: Meaning) -> bool {
    matches!(meaning, Meaning::Document | Meaning::Birth | Meaning::EventDate)
}

/// The words of dates, in whatever order: those of 5 March and of 3 May are the same.
fn numbers(record: &RecordView, row: &[Meaning]) -> Vec<String> {
    let each = values(record, row)
        .flat_map(|value| folded(&value.text).split(' ').map(str::to_owned).collect::<Vec<_>>());
    let mut words: Vec<String> = each.collect();
    words.sort_unstable();
    words
}

fn all_parts(record: &RecordView, row: &[Meaning]) -> BTreeSet<String> {
    values(record, row).flat_map(|value| parts(value.meaning, &value.text)).collect()
}

/// Whether values are there to be told apart: free words and numbers of rows are not.
fn is_compared(row: &[Meaning]) -> bool {
    !row.contains(&Meaning::RowNumber) && !row.contains(&Meaning::Text)
}

/// How two records' values stand to each other, in words.
pub(in crate::web) fn compared(one: &RecordView, other: &RecordView, row: &[Meaning]) -> Option<String> {
    let written = |it: &RecordView| values(it, row).map(|value| value.text.clone()).collect::<Vec<_>>();
    let (raw_one, raw_other) = (written(one), written(other));
    let key = match () {
        () if raw_one.is_empty() || raw_other.is_empty() => "web-sides-one-says",
        () if !is_compared(row) => return None,
        () if raw_one == raw_other => "web-sides-equal",
        () if all_parts(one, row) == all_parts(other, row) => "web-sides-accents",
        () if is_whole(row[0]) && numbers(one, row) == numbers(other, row) => "web-sides-order",
        () => "web-sides-differs",
    };
    Some(plain(key))
}

/// How the values of records that say something stand to each other, in words, where they are not all the same.
pub(in crate::web) fn differ(records: &[RecordView], row: &[Meaning]) -> Option<String> {
    let saying = || records.iter().filter(|it| values(it, row).next().is_some());
    let written: BTreeSet<Vec<&str>> =
        saying().map(|it| values(it, row).map(|value| value.text.as_str()).collect()).collect();
    let said: BTreeSet<BTreeSet<String>> = saying().map(|it| all_parts(it, row)).collect();
    let key = if said.len() > 1 { "web-sides-differs" } else { "web-sides-accents" };
    (is_compared(row) && written.len() > 1).then(|| plain(key))
}

fn head(answers: &Answers, record: &RecordView) -> Markup {
    let it = &record.row;
    html! {
        a href=(item_at(it.item, it.span)) { (letters(answers, &[it.list])) (tr!("web-people-row", row = it.row)) }
        br; small { bdi { (answers.list_name(it.list)) } }
        @if record.values.is_none() { br; span.warn { (tr!("register-record-gone")) } }
    }
}

/// A record's values; what no other record says is set off.
fn cell(records: &[&RecordView], record: &RecordView, row: &[Meaning]) -> Markup {
    let own: Vec<&Value> = values(record, row).collect();
    let others: Vec<BTreeSet<String>> = records
        .iter()
        .filter(|it| it.row.id != record.row.id)
        .map(|it| all_parts(it, row))
        .filter(|it| !it.is_empty())
        .collect();
    // Where nobody else says anything there is nothing to differ from.
    let stands_out = |meaning: Meaning, word: &str| {
        let said = |part: &String| others.iter().any(|it| it.contains(part));
        is_compared(row) && !others.is_empty() && !parts(meaning, word).iter().all(said)
    };
    let is_name = row.len() > 1;
    html! {
        @if own.is_empty() { span.soft { span aria-hidden="true" { "—" } span.away { (tr!("web-sides-nothing")) } } }
        @for (at, value) in own.iter().enumerate() {
            @if at > 0 { @if is_name { " " } @else { br; } }
            @let whole = [value.text.as_str()];
            @let words: Vec<&str> = if is_whole(value.meaning) { whole.to_vec() } else { value.text.split_whitespace().collect() };
            a lang="" href=(item_at(record.row.item, value.span)) { bdi {
                @for (at, word) in words.iter().enumerate() {
                    @if at > 0 { " " }
                    @if stands_out(value.meaning, word) { strong.differs { (tame::name(word)) } } @else { (tame::name(word)) }
                }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_otherwise_says_the_same() {
        let check = |meaning: Meaning, one: &str, other: &str, same: bool| {
            assert_eq!(parts(meaning, one) == parts(meaning, other), same, "{one} {other}");
        };
        check(Meaning::Name, "QUISPE ÑAHUI, Rosa", "Rosa Quispe Nahui", true);
        check(Meaning::Name, "Rosa Quispe", "Rosa Quispe Ñahui", false);
        check(Meaning::Document, "V-12.345.678", "v 12345678", true);
        check(Meaning::Document, "V-12.345.678", "V-12.345.679", false);
        check(Meaning::Birth, "1990-03-05", "05/03/1990", true);
        check(Meaning::Birth, "1990-03-05", "1990-05-03", false);
        check(Meaning::Birth, "05/03/1990", "03/05/1990", false);
    }
}
