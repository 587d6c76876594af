//! Lists of people in the browser: what is declared, what is proposed with its columns as a form, one list's rows. Declares
//! nothing that nobody sent; every value links to its place.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Form, Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use case::Page;
use case::lists::{Declared, ListState, Lists, Record, Suggestion};
use maud::{Markup, html};
use model::{Decision, Event, List, ListColumn, Meaning};
use serde::Deserialize;

use super::App;
use super::desk::{self, Desk, NotThere, Visit};
use super::people::{Fields, value};
use super::said::item_at;
use super::shell::{self, Tab};
use crate::case_folder::OpenCase;
use crate::home::Home;
use crate::listing::declaring::{Wishes, apply, declare, id_of, list_of};
use crate::trouble::Trouble;
use crate::{say, tame, words};

/// Records on one page.
const ROWS: u64 = 50;

/// Rows passed over that are shown.
const PASSED: u64 = 100;

#[derive(Default, Deserialize)]
pub(super) struct View {
    /// The first record to show, from 1.
    row: Option<u64>,
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    desk::page(app, visit, |desk| overview(desk, None)).await
}

pub(super) async fn one(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(entry): Path<u64>,
    Query(view): Query<View>,
) -> Response {
    desk::page(app, visit, move |desk| list(desk, entry, &view, None)).await
}

pub(super) async fn accept(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    write(app, visit, move |desk, case| {
        let suggestion = open_proposal(case, &fields)?;
        let list = list_of(&suggestion, case.catalogue.item(suggestion.item)?.as_ref());
        match filled(list, &fields) {
            Ok(list) => Ok(on_to(&format!("/lists/{}", declare(case, list, None)?.entry))),
            Err(refused) => Ok(desk::refused(overview(desk, Some((&id_of(&suggestion), &refused)))?)),
        }
    })
    .await
}

pub(super) async fn refuse(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    write(app, visit, move |_, case| {
        let suggestion = open_proposal(case, &fields)?;
        let decision = Decision::ListRefused { item: suggestion.item, places: suggestion.proposal.places };
        case.record(Event::Decided(Box::new(decision)))?;
        Ok(on_to("/lists"))
    })
    .await
}

pub(super) async fn change(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(entry): Path<u64>,
    Form(fields): Form<Fields>,
) -> Response {
    write(app, visit, move |desk, case| {
        let before = known(&case.lists, entry)?;
        match filled(before.list.clone(), &fields) {
            Ok(mut list) => {
                if let Some(reading) = case.catalogue.item(list.item)?.and_then(|item| item.line.reading) {
                    list.extraction = reading.extraction;
                }
                declare(case, list, Some(before.latest))?;
                Ok(on_to(&format!("/lists/{}", before.entry)))
            }
            Err(refused) => Ok(desk::refused(list(desk, entry, &View::default(), Some(&refused))?)),
        }
    })
    .await
}

pub(super) async fn withdraw(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(entry): Path<u64>,
    Form(fields): Form<Fields>,
) -> Response {
    write(app, visit, move |_, case| {
        let list = known(&case.lists, entry)?.entry;
        let reason = value(&fields, "reason").to_owned();
        case.record(Event::Decided(Box::new(Decision::ListWithdrawn { list, reason })))?;
        Ok(on_to("/lists"))
    })
    .await
}

/// Does `work` on the case opened to write.
async fn write(
    app: Arc<App>,
    visit: Visit,
    work: impl FnOnce(&Desk<'_>, &mut OpenCase) -> Result<Response> + Send + 'static,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, Home::find()?)?;
        work(desk, &mut case)
    })
    .await
}

/// Sends the browser on.
fn on_to(target: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}

fn open_proposal(case: &OpenCase, fields: &Fields) -> Result<Suggestion> {
    let given = value(fields, "proposal");
    let found = case.lists.suggestions()?.into_iter().find(|it| id_of(it) == given);
    Ok(found.ok_or_else(|| NotThere(trouble!("list-error-no-proposal", given = given)))?)
}

fn known(lists: &Lists, entry: u64) -> Result<Declared> {
    let found = lists.list(entry)?;
    Ok(found
        .ok_or_else(|| NotThere(trouble!("list-error-no-list", given = entry.to_string(), known = "")))?)
}

/// A form that was not taken: the list as somebody would have it, and why it cannot be so.
struct Refused {
    typed: List,
    why: Trouble,
}

/// The list as a form says.
fn filled(mut list: List, fields: &Fields) -> Result<List, Box<Refused>> {
    let text = |name: &str| Some(value(fields, name).to_owned());
    let typed_day = |column: &ListColumn| value(fields, &format!("on-{}", column.column)).to_owned();
    for column in &mut list.columns {
        let wanted = Meaning::from_code(value(fields, &format!("column-{}", column.column)));
        column.meaning = wanted.unwrap_or(column.meaning);
    }
    let aged = |it: &&ListColumn| matches!(it.meaning, Meaning::Age | Meaning::Birth);
    let days = list.columns.iter().filter(aged).filter_map(|it| {
        let (day, letter) = (typed_day(it), words::column_letters(it.column.into()));
        (!day.is_empty()).then(|| format!("{letter}={}@{day}", it.meaning.code()))
    });
    let wishes = Wishes {
        name: text("name"),
        maker: text("maker"),
        date: text("date"),
        covers: text("covers"),
        copy_of: Some(value(fields, "copy_of").parse().ok()),
        columns: days.collect(),
        rows: None,
    };
    match apply(&mut list, &wishes) {
        Ok(()) => Ok(list),
        Err(why) => {
            // As it was typed, so that nobody types it twice.
            (list.date, list.copy_of) = (wishes.date, wishes.copy_of.flatten());
            list.columns.iter_mut().for_each(|it| it.on = Some(typed_day(it)));
            Err(Box::new(Refused { typed: list, why }))
        }
    }
}

/// Why a form was not taken, and what to do.
fn reason(refused: &Refused) -> Markup {
    html! {
        section.defects role="alert" {
            p { strong { (tr!("list-web-refused")) } " " (refused.why) }
            @if let Some(next) = refused.why.next() { p { strong { (tr!("next-label")) } " " (next) } }
        }
    }
}

/// Every list, declared or proposed. `refused` is a proposal's form that was not taken.
fn overview(desk: &Desk<'_>, refused: Option<(&str, &Refused)>) -> Result<Markup> {
    let lists = desk.app.folder.lists()?;
    let (all, open, copies) = (lists.lists()?, lists.suggestions()?, lists.copies()?);
    let called = |entry: u64| {
        all.iter().find(|it| it.entry == entry).map(|it| it.list.name.as_str()).unwrap_or_default()
    };
    let behind = lists.behind(&desk.catalogue)?;
    let body = html! {
        h1 { (tr!("list-web-title")) }
        p { (tr!("list-web-about")) }
        @if behind > 0 { p.note { (tr!("list-behind", n = behind)) } }
        @for item in lists.failed()? {
            p.note { (tr!("list-failed", item = item.to_string()[..12].to_owned())) }
        }
        section aria-labelledby="declared" {
            h2 #declared { (tr!("list-web-declared")) }
            @if all.is_empty() { p.empty { (tr!("list-declared-count", n = 0)) } }
            ul.hits { @for it in &all { li {
                h3 { a href={ "/lists/" (it.entry) } { (shell::name(&it.list.name)) } }
                (facts(desk, it)?)
            } } }
            @for it in &copies {
                p.note {
                    (tr!("list-web-looks-copied", copy = called(it.copy), of = called(it.of), percent = u64::from(it.shared))) " "
                    a href={ "/lists/" (it.copy) "#change" } { (tr!("list-web-say-copy")) }
                }
            }
        }
        section aria-labelledby="proposed" {
            h2 #proposed { (tr!("list-web-proposed")) }
            @if open.is_empty() { p { (tr!("list-proposed-count", n = 0)) } }
            @for it in &open {
                @let own = refused.filter(|(id, _)| *id == id_of(it)).map(|(_, refused)| refused);
                (proposal(desk, it, &all, own)?)
            }
        }
    };
    Ok(shell::page(desk, &tr!("list-web-title"), Tab::Lists, body))
}

/// What is known of a list, in one line, and what is odd about it.
fn facts(desk: &Desk<'_>, it: &Declared) -> Result<Markup> {
    let item = desk.catalogue.item(it.list.item)?.map(|item| item.line.name).unwrap_or_default();
    Ok(html! {
        p.facts {
            span { (tr!("list-records", n = it.records)) }
            @if it.passed > 0 { span { (tr!("list-web-passed", n = it.passed)) } }
            @if let Some(date) = &it.list.date { span { (shell::name(date)) } }
            @if let Some(maker) = &it.list.maker { span { (shell::name(maker)) } }
            @if let Some(of) = it.list.copy_of { span { a href={ "/lists/" (of) } { (tr!("list-copy-of", of = of.to_string())) } } }
            span { a href={ "/item/" (it.list.item) } { (shell::name(&item)) } }
        }
        @if it.state != ListState::Read { p.note { (words::list_state(it.state)) } }
    })
}

fn proposal(desk: &Desk<'_>, it: &Suggestion, all: &[Declared], refused: Option<&Refused>) -> Result<Markup> {
    let proposal = &it.proposal;
    let item = desk.catalogue.item(it.item)?;
    let list = refused.map_or_else(|| list_of(it, item.as_ref()), |it| it.typed.clone());
    let id = id_of(it);
    let name = item.map(|item| item.line.name).unwrap_or_default();
    Ok(html! {
        section.proposal aria-labelledby=(id) {
            h3 #(id) { a href={ "/item/" (it.item) } { (shell::name(&name)) } }
            p.facts {
                @if !proposal.name.is_empty() { span { "“" (shell::name(&proposal.name)) "”" } }
                span { (tr!("list-rows", n = proposal.rows)) }
                span { (tr!("list-sure", percent = u64::from(proposal.confidence))) }
                @for place in &proposal.places { span { (words::list_place(place)) } }
            }
            @if let Some(refused) = refused { (reason(refused)) }
            form method="post" action="/lists/accept" {
                input type="hidden" name="proposal" value=(id);
                div.wide tabindex="0" role="region" aria-label=(name) { table.listing {
                    thead { tr { @for (column, typed) in proposal.columns.iter().zip(&list.columns) { th scope="col" {
                        (heading(&column.column))
                        (meanings(&id, typed))
                        small {
                            (column.confidence) " %: " (column.reasons.iter().map(|it| words::reason(*it)).collect::<Vec<_>>().join(", "))
                            @if let Some(order) = column.order { br; (words::order(order)) }
                        }
                    } } } }
                    tbody { @for row in &proposal.preview { tr { @for column in &proposal.columns {
                        td { @if let Some((_, text)) = row.iter().find(|(at, _)| *at == column.column.column) { (shell::name(text)) } }
                    } } } }
                } }
                (said(&id, &list, all, None))
                p.actions {
                    button { (tr!("list-web-accept")) }
                    button formaction="/lists/refuse" { (tr!("list-web-refuse")) }
                }
            }
        }
    })
}

fn heading(column: &ListColumn) -> Markup {
    let letter = words::column_letters(column.column.into());
    html! { span.label { @if column.label.is_empty() { (letter) } @else { (shell::name(&column.label)) } } }
}

/// What a column holds, to choose; for ages also on which day.
fn meanings(id: &str, column: &ListColumn) -> Markup {
    let (field, on) = (format!("column-{}", column.column), format!("on-{}", column.column));
    html! {
        select name=(field) aria-label=(tr!("list-web-meaning", column = words::column_letters(column.column.into()))) {
            @for meaning in Meaning::ALL {
                option value=(meaning.code()) selected[meaning == column.meaning] { (words::meaning(meaning)) }
            }
        }
        @if matches!(column.meaning, Meaning::Age | Meaning::Birth) {
            label for={ (id) "-" (on) } { (tr!("list-web-on")) }
            input id={ (id) "-" (on) } name=(on) value=(column.on.as_deref().unwrap_or_default()) placeholder="2024-02-15" size="10";
        }
    }
}

/// What is said about a list, to fill in.
fn said(id: &str, list: &List, all: &[Declared], own: Option<u64>) -> Markup {
    let fields = [
        ("name", "list-web-name", Some(list.name.as_str())),
        ("maker", "list-web-maker", list.maker.as_deref()),
        ("date", "list-web-date", list.date.as_deref()),
        ("covers", "list-web-covers", list.covers.as_deref()),
    ];
    html! {
        div.said-of-list {
            @for (field, key, value) in fields {
                @let at = format!("{id}-{field}");
                div {
                    label for=(at) { (say::message(key, &crate::args![])) }
                    input id=(at) name=(field) value=(tame::name(value.unwrap_or_default())) required[field == "name"]
                        placeholder=[(field == "date").then_some("2024-02-15")] autocomplete="off";
                }
            }
            @let at = format!("{id}-copy");
            div {
                label for=(at) { (tr!("list-web-copy-of")) }
                select id=(at) name="copy_of" {
                    option value="" { (tr!("list-web-no-copy")) }
                    @for it in all.iter().filter(|it| Some(it.entry) != own) {
                        option value=(it.entry) selected[list.copy_of == Some(it.entry)] { (shell::name(&it.list.name)) }
                    }
                }
            }
        }
    }
}

/// One list with its rows. `refused` is a correction that was not taken.
fn list(desk: &Desk<'_>, entry: u64, view: &View, refused: Option<&Refused>) -> Result<Markup> {
    let lists = desk.app.folder.lists()?;
    let it = known(&lists, entry)?;
    let first = view.row.unwrap_or(1).clamp(1, it.records.max(1)).saturating_sub(1) / ROWS * ROWS + 1;
    let records = lists.records(it.entry, first..first + ROWS)?;
    let last = (first + ROWS - 1).min(it.records);
    let target = |row: u64| format!("/lists/{entry}?row={row}");
    let pager = shell::pager(
        &tr!("list-web-rows"),
        (first > 1).then(|| target(first.saturating_sub(ROWS).max(1))),
        &tr!("web-log-here", from = first, to = last, n = it.records),
        (last < it.records).then(|| target(last + 1)),
    );
    let body = html! {
        p.inside { a href="/lists" { (tr!("list-web-title")) } }
        h1 { (shell::name(&it.list.name)) }
        (facts(desk, &it)?)
        @if let Some(covers) = &it.list.covers { p { (tr!("list-web-covers")) ": " (shell::name(covers)) } }
        p.facts { span { (tr!("list-web-by", who = it.by.as_str(), when = say::when(it.at))) } }
        (oddities(&it))
        @if let Some(refused) = refused { (reason(refused)) (changing(&it, &refused.typed, &lists.lists()?)) }
        section aria-labelledby="rows" {
            h2 #rows { (tr!("list-web-rows")) }
            (pager)
            div.wide tabindex="0" role="region" aria-labelledby="rows" { table.listing {
                thead { tr {
                    th scope="col" { (tr!("web-table-row")) }
                    @for column in &it.list.columns { th scope="col" { (heading(column)) small { (words::meaning(column.meaning)) } } }
                } }
                tbody { @for record in &records { (row(&it, record)) } }
            } }
            (pager)
        }
        (passed(desk, &lists, &it)?)
        @if refused.is_none() { (changing(&it, &it.list, &lists.lists()?)) }
    };
    Ok(shell::page(desk, &it.list.name, Tab::Lists, body))
}

/// A record; every value leads to its place.
fn row(list: &Declared, record: &Record) -> Markup {
    html! {
        tr #{ "r" (record.row) } {
            th.number scope="row" { a href=(item_at(record.item, record.span)) { (say::number(record.row)) } }
            @for column in &list.list.columns {
                td { @if let Some(value) = record.values.iter().find(|it| it.column == column.column) {
                    a lang="" href=(item_at(record.item, value.span)) { bdi { (tame::text(&value.text)) } }
                    @if value.meaning != column.meaning { small { " " (words::meaning(value.meaning)) } }
                } }
            }
        }
    }
}

/// Values that do not look like what their column is declared to hold; names that come again and again.
fn oddities(it: &Declared) -> Markup {
    html! {
        @for fit in it.columns.iter().filter(|fit| fit.misfit > 0) {
            @if let Some((column, (first, last))) = it.list.columns.iter().find(|column| column.column == fit.column).zip(fit.rows) {
                p.note { (tr!(
                    "list-misfit",
                    column = if column.label.is_empty() { words::column_letters(fit.column.into()) } else { column.label.clone() },
                    meaning = words::meaning(column.meaning), n = fit.misfit, filled = fit.filled, first = first, last = last
                )) }
            }
        }
        @if it.records >= 10 && it.names * 2 < it.records {
            p.note { (tr!("list-few-names", n = it.names, records = it.records)) }
        }
    }
}

/// What was passed over, with the reasons.
fn passed(desk: &Desk<'_>, lists: &Lists, it: &Declared) -> Result<Markup> {
    let rows = lists.passed(it.entry, Page { offset: 0, limit: PASSED })?;
    let mut lines = Vec::new();
    for row in rows {
        let empty = row.span.start == row.span.end;
        let text = if empty { String::new() } else { desk.catalogue.text(it.list.item, row.span)? };
        lines.push((row, text));
    }
    Ok(html! {
        section aria-labelledby="passed" {
            h2 #passed { (tr!("list-web-passed-over")) }
            p { (tr!("list-passed-count", n = it.passed)) }
            ul { @for (row, text) in &lines { li {
                (words::passed_over(row.reason)) " (" (tr!("list-passed-after", n = row.after)) ") "
                @if !text.is_empty() { a lang="" href=(item_at(it.list.item, row.span)) { bdi { (tame::text(text)) } } }
            } } }
            @if it.passed > PASSED { p { (tr!("list-web-passed-more", n = PASSED)) " " code { "habeas list rows " (it.entry) " --passed" } } }
        }
    })
}

/// Ways to correct or withdraw a list; `list` is what its form says.
fn changing(it: &Declared, list: &List, all: &[Declared]) -> Markup {
    html! {
        section aria-labelledby="change" {
            h2 #change { (tr!("list-web-change")) }
            p { (tr!("list-web-change-about")) }
            form method="post" action={ "/lists/" (it.entry) "/change" } {
                dl.facts { @for column in &list.columns { dt { (heading(column)) } dd { (meanings("list", column)) } } }
                (said("list", list, all, Some(it.entry)))
                p.actions { button { (tr!("list-web-save")) } }
            }
            form.withdraw method="post" action={ "/lists/" (it.entry) "/withdraw" } {
                label for="reason" { (tr!("list-web-reason")) }
                input #reason name="reason" required autocomplete="off";
                button { (tr!("list-web-withdraw")) }
            }
        }
    }
}
