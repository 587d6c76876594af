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

/// The table. `mark` says in words how the values of a meaning stand to each other.
pub(in crate::web) fn table(
    answers: &Answers,
    records: &[&RecordView],
    label: &str,
    mark: impl Fn(Meaning) -> Option<String>,
) -> Markup {
    let meanings = Meaning::ALL.into_iter().filter(|it| *it != Meaning::Ignored);
    let meanings: Vec<Meaning> =
        meanings.filter(|it| records.iter().any(|record| record.of(*it).next().is_some())).collect();
    html! {
        div.wide tabindex="0" role="region" aria-label=(label) {
            table.sides data-columns=(records.len()) {
                thead { tr {
                    td {}
                    @for record in records { th scope="col" { (head(answers, record)) } }
                } }
                tbody { @for meaning in meanings { tr {
                    th scope="row" {
                        (words::meaning(meaning))
                        @if let Some(mark) = mark(meaning) { br; span.mark { (mark) } }
                    }
                    @for record in records { td { (cell(records, record, meaning)) } }
                } } }
            }
        }
    }
}

/// How two records' values of a meaning stand to each other.
pub(in crate::web) fn compared(one: &RecordView, other: &RecordView, meaning: Meaning) -> String {
    let written = |it: &RecordView| it.of(meaning).map(|value| value.text.clone()).collect::<Vec<_>>();
    let (one, other) = (written(one), written(other));
    let fold = |it: &[String]| folded(&it.join(" "));
    let key = match () {
        () if one.is_empty() || other.is_empty() => "web-sides-one-says",
        () if one == other => "web-sides-equal",
        () if fold(&one) == fold(&other) => "web-sides-accents",
        () => "web-sides-differs",
    };
    plain(key)
}

fn head(answers: &Answers, record: &RecordView) -> Markup {
    let it = &record.row;
    html! {
        a href=(item_at(it.item, it.span)) { (letters(answers, &[it.list])) (tr!("web-people-row", row = it.row)) }
        br; small { bdi { (answers.list_name(it.list)) } }
        @if record.values.is_none() { br; span.warn { (tr!("register-record-gone")) } }
    }
}

/// A record's values; words that no other record has are set off.
fn cell(records: &[&RecordView], record: &RecordView, meaning: Meaning) -> Markup {
    let values: Vec<&Value> = record.of(meaning).collect();
    let others = || records.iter().filter(|it| it.row.id != record.row.id);
    let said: Vec<BTreeSet<String>> = others()
        .map(|it| it.of(meaning).flat_map(|value| value.text.split_whitespace().map(folded)).collect())
        .collect();
    // Where nobody else says anything there is nothing to differ from.
    let differs = |word: &str| {
        let word = folded(word);
        !word.is_empty()
            && said.iter().any(|it| !it.is_empty())
            && said.iter().any(|it| !it.is_empty() && !it.contains(&word))
    };
    html! {
        @if values.is_empty() { span.soft { span aria-hidden="true" { "—" } span.away { (tr!("web-sides-nothing")) } } }
        @for (at, value) in values.iter().enumerate() {
            @if at > 0 { br; }
            a lang="" href=(item_at(record.row.item, value.span)) { bdi {
                @for (at, word) in value.text.split_whitespace().enumerate() {
                    @if at > 0 { " " }
                    @if differs(word) { strong.differs { (tame::name(word)) } } @else { (tame::name(word)) }
                }
            } }
        }
    }
}
