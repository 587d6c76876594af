//! One person: what each list says of them side by side, with every source; why these rows are one person, who judged what,
//! who has the same name and was not merged, and what is still open. Made to be printed.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use case::Page;
use case::register::{Bits, Judged, PersonView, RecordView};
use maud::{Markup, html};
use model::{Meaning, RecordId};
use serde::Deserialize;

use super::App;
use super::desk::{Desk, Visit};
use super::register::{
    self, Answers, is_settled, judged, likely, pair_at, person_link, plain, record_name, row_link, sides,
    take_back, there,
};
use super::said::item_at;
use super::shell::{self, Tab};
use crate::register::mentions::mentions;
use crate::tame;
use crate::words::register as words;

/// From what mean probability on nothing speaks against joining two groups of rows.
const SURE: f64 = 0.95;

/// Other people of the same name who are named on the page; beyond them it is said how many there are.
const NAMESAKES: u64 = 30;

/// Rows that are laid side by side at a time.
const ROWS: usize = 24;

/// Reasons, and open questions, that are told on the page; beyond them it is said how many there are.
const TOLD: usize = 60;

#[derive(Deserialize)]
pub(super) struct View {
    /// The first row to lay side by side, from 1.
    from: Option<usize>,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(given): Path<String>,
    Query(asked): Query<View>,
) -> Response {
    register::page(app, visit, (Tab::People, "web-people-title"), move |desk, answers| {
        person(desk, answers, &given, asked.from.unwrap_or(1))
    })
    .await
}

fn person(desk: &Desk<'_>, answers: &Answers, given: &str, from: usize) -> Result<(String, Markup)> {
    let id = there(answers.find_person(given))?;
    let found = answers.register.person_view(&answers.lists, id)?;
    let view = there(found.ok_or_else(|| trouble!("error-no-such-record", given = given).into()))?;
    let name = view.name.clone().unwrap_or_else(|| tr!("register-no-name"));
    let lists: BTreeSet<u64> = view.records.iter().map(|it| it.row.list).collect();
    let lists: Vec<u64> = lists.into_iter().collect();
    let rows = view.records.len();
    let first = from.clamp(1, rows.max(1)).saturating_sub(1) / ROWS * ROWS;
    let shown: Vec<&RecordView> = view.records.iter().skip(first).take(ROWS).collect();
    let end = first + shown.len();
    let target = |from: usize| format!("/people/{id}?from={}#says", from + 1);
    let pager = shell::pager(
        &tr!("web-person-says"),
        first.checked_sub(ROWS).map(target),
        &tr!("web-log-here", from = first as u64 + 1, to = end as u64, n = rows as u64),
        (end < rows).then(|| target(end)),
    );
    let body = html! {
        p.inside { a href="/people" { (tr!("web-people-title")) } }
        h1 { (shell::name(&name)) }
        p.facts {
            span { (tr!("web-person-rows", n = view.records.len() as u64)) }
            span { (tr!("web-person-lists", n = lists.len() as u64)) ": " bdi { (answers.list_names(&lists).join(" · ")) } }
            span { (tr!("web-person-id")) " " span.digest { (id) } }
        }
        @if id.to_string() != given.to_lowercase() && given.len() == id.to_string().len() {
            p.note { (tr!("web-person-moved", from = given, to = id.to_string())) }
        }
        (conflicts(answers, &view))
        (open(answers, &view)?)
        section aria-labelledby="says" {
            h2 #says { (tr!("web-person-says")) }
            p { small { (tr!("web-person-says-about")) } }
            @if rows > ROWS { (pager) }
            (sides::table(answers, &shown, &tr!("web-person-says"), |meanings| mark(&view, meanings)))
        }
        (reasons(answers, &view)?)
        (judgements(desk, answers, &view)?)
        (same_name(desk, answers, &view)?)
        (compare(answers, &lists))
    };
    Ok((name, body))
}

/// How a person's values of these meanings stand to each other, where they are not all the same.
fn mark(view: &PersonView, meanings: &[Meaning]) -> Option<String> {
    let groups = || view.groups.iter().filter(|it| meanings.contains(&it.meaning));
    if groups().any(|it| it.conflict.is_some()) {
        return Some(tr!("web-person-conflict"));
    }
    sides::differ(&view.records, meanings)
}

/// The values that cannot all be right, each with the two rows that show it.
fn conflicts(answers: &Answers, view: &PersonView) -> Markup {
    let mut seen = BTreeSet::new();
    let all = view
        .groups
        .iter()
        .filter_map(|it| it.conflict)
        .filter(|it| seen.insert((it.one, it.other, it.field)));
    let all: Vec<_> = all.collect();
    html! {
        @if !all.is_empty() {
            section.defects aria-labelledby="conflicts" {
                h2 #conflicts { (tr!("web-person-conflicts")) }
                ul { @for it in &all {
                    @if let Some(field) = answers.run.fields.get(usize::from(it.field)) {
                        li {
                            (words::field(&field.kind)) ": "
                            (field.levels.get(usize::from(it.level)).map(|level| words::level(&field.kind, level)).unwrap_or_default())
                            " (" (of(view, it.one, |record| row_link(answers, record))) "; " (of(view, it.other, |record| row_link(answers, record))) ") "
                            a href=(pair_at(it.one, it.other)) { (tr!("web-person-look")) }
                        }
                    }
                } }
            }
        }
    }
}

/// What to show of a person's record.
fn of(view: &PersonView, id: RecordId, shown: impl FnOnce(&RecordView) -> Markup) -> Markup {
    view.records.iter().find(|it| it.row.id == id).map_or_else(|| html! { (id) }, shown)
}

/// Questions about this person that nobody answered.
fn open(answers: &Answers, view: &PersonView) -> Result<Markup> {
    let own: BTreeSet<RecordId> = view.records.iter().map(|it| it.row.id).collect();
    let questions = answers.register.questions_of(view.row.id)?;
    let open: Vec<_> = questions.into_iter().filter(|it| !is_settled(answers, it.one, it.other)).collect();
    Ok(html! {
        @if !open.is_empty() {
            section.defects aria-labelledby="open" {
                h2 #open { (tr!("web-person-open", n = open.len() as u64)) }
                ul { @for it in open.iter().take(TOLD) {
                    @let other = if own.contains(&it.one) { it.other } else { it.one };
                    @let record = answers.record(other)?;
                    li {
                        @if own.contains(&other) { (record_name(answers, &record)) }
                        @else { (person_link(answers, record.row.person)?) " " small { (row_link(answers, &record)) } }
                        ": " (likely(it.weight.probability())) "; " (words::why(it.why)) ". "
                        a href=(pair_at(it.one, it.other)) { (tr!("web-person-look")) }
                    }
                } }
                (further(view, open.len()))
            }
        }
    })
}

/// Says how many lines are not on the page, and what prints them all.
fn further(view: &PersonView, lines: usize) -> Markup {
    html! {
        @if lines > TOLD {
            p { (tr!("web-person-further", n = (lines - TOLD) as u64)) " " code { "habeas person " (view.row.id) } }
        }
    }
}

/// Why the records are one person.
fn reasons(answers: &Answers, view: &PersonView) -> Result<Markup> {
    let name = |id: RecordId| -> Result<Markup> { Ok(record_name(answers, &answers.record(id)?)) };
    Ok(html! {
        section aria-labelledby="why" {
            h2 #why { (tr!("web-person-why")) }
            @if view.joins.is_empty() { p { (tr!("web-person-alone")) } }
            ul.reasons { @for it in view.joins.iter().take(TOLD) { li {
                (name(it.one)?) " " (tr!("web-person-and")) " " (name(it.other)?) ": "
                @match it.weight {
                    Some(weight) => {
                        (likely(weight.probability()))
                        // The strongest link may be one of many that say otherwise.
                        @if let Some(mean) = it.mean.map(Bits::probability).filter(|mean| *mean < SURE) {
                            "; " span.warn { (tr!("web-person-mean", likely = likely(mean))) }
                        }
                    },
                    None => { (tr!("web-person-judged-same")) },
                }
                ". " a href=(pair_at(it.one, it.other)) { (tr!("web-person-explain")) }
            } } }
            (further(view, view.joins.len()))
        }
    })
}

/// The judgements on this person's records, each with a way to take it back.
fn judgements(desk: &Desk<'_>, answers: &Answers, view: &PersonView) -> Result<Markup> {
    let own: BTreeSet<RecordId> = view.records.iter().map(|it| it.row.id).collect();
    let about = |it: &&Judged| own.contains(&it.pair().0) || own.contains(&it.pair().1);
    let all: Vec<&Judged> = answers.judgements.history().iter().filter(about).collect();
    let shown = |id: RecordId| -> Result<Markup> {
        let record = answers.register.record_view(&answers.lists, id)?;
        Ok(record.map_or_else(|| html! { (id) }, |it| record_name(answers, &it)))
    };
    Ok(html! {
        @if !all.is_empty() {
            section aria-labelledby="judged" {
                h2 #judged { (tr!("web-person-judgements")) }
                ul.reasons { @for it in &all {
                    @let (one, other) = it.pair();
                    li.overtaken[!it.stands()] {
                        a href=(pair_at(one, other)) { (shown(one)?) " " (tr!("web-person-and")) " " (shown(other)?) } ": "
                        (judged(it)) " " (take_back(it, desk.address))
                    }
                } }
            }
        }
    })
}

/// Others who bear the same name: people who were not merged, and names in texts.
fn same_name(desk: &Desk<'_>, answers: &Answers, view: &PersonView) -> Result<Markup> {
    let people = answers.register.namesakes(view.row.id, Page { offset: 0, limit: NAMESAKES })?;
    let bearers = answers.register.count_namesakes(view.row.id)?;
    let name = view.records.iter().find(|it| it.row.id == view.row.shown).map(|it| it.row.words.as_str());
    let texts = mentions(&desk.app.folder, answers, view)?;
    Ok(html! {
        @if !people.is_empty() {
            section aria-labelledby="namesakes" {
                h2 #namesakes { (tr!("web-person-namesakes", n = bearers)) }
                p { (tr!("web-person-namesakes-about")) }
                ul { @for it in &people {
                    @let lists: Vec<u64> = answers.register.lists_of(it.id)?.into_iter().map(|it| it.0).collect();
                    li {
                        a href={ "/people/" (it.id) } { (shell::name(&answers.person_name(it)?)) } " "
                        small { bdi { (answers.list_names(&lists).join(" · ")) } } " "
                        a href=(pair_at(view.row.shown, it.shown)) { (tr!("web-person-side-by-side")) }
                    }
                } }
                @if bearers > NAMESAKES {
                    p { a href={ "/people?q=" (shell::escaped(name.unwrap_or_default())) } { (tr!("web-more-people", n = bearers - NAMESAKES)) } }
                }
            }
        }
        @if !texts.is_empty() {
            section aria-labelledby="texts" {
                h2 #texts { (tr!("web-person-texts")) }
                p { (tr!("web-person-texts-about")) }
                ul { @for it in &texts { li {
                    a href=(item_at(it.item, it.span)) { "“" bdi { (tame::name(&it.quote)) } "”" } " "
                    small { (shell::name(&answers.item_name(it.item)?)) }
                } } }
            }
        }
    })
}

/// The lists that this person is on, two and two.
fn compare(answers: &Answers, lists: &[u64]) -> Markup {
    html! {
        @if lists.len() > 1 {
            section.more aria-labelledby="more" {
                h2 #more { (plain("web-person-compare")) }
                ul { @for (at, one) in lists.iter().enumerate() { @for other in &lists[at + 1..] {
                    li { a href={ "/compare?one=" (one) "&other=" (other) } {
                        bdi { (answers.list_name(*one)) } " " (tr!("web-person-and")) " " bdi { (answers.list_name(*other)) }
                    } }
                } } }
            }
        }
        p.soft { small { (tr!("web-person-rests", entry = answers.run.entry)) } }
    }
}
