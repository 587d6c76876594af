//! Everybody in the register: searched by name, told apart by the lists they are on, page by page; what the register rests
//! on; and its files. Each name leads to the person's page.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::register::{PersonRow, Wanted, originals};
use maud::{Markup, html};

use super::App;
use super::desk::{Desk, Visit};
use super::register::{self, Answers, is_settled, letter, letters, plain};
use super::shell::{self, Tab};
use crate::words::register as words;
use crate::{say, tame};

/// Persons on one page.
const PERSONS: u64 = 50;

/// The fields of a form or a query, in their order.
pub(super) type Fields = Vec<(String, String)>;

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(fields): Query<Fields>,
) -> Response {
    register::page(app, visit, (Tab::People, "web-people-title"), move |desk, answers| {
        people(desk, answers, &fields)
    })
    .await
}

/// A field's value; empty when it has none.
pub(super) fn value<'f>(fields: &'f Fields, name: &str) -> &'f str {
    fields.iter().find(|(its, _)| its == name).map_or("", |(_, value)| value.trim())
}

/// Whom the fields of a query or a form ask for: words in `q`, `list=on-3` and `list=not-4`, `only`, `several`, and
/// `copies`, by which a copy counts as the list that it was copied from.
pub(super) fn wanted(answers: &Answers, fields: &Fields) -> Wanted {
    let lists = |prefix: &str| -> Vec<u64> {
        let of = fields.iter().filter(|(name, _)| name == "list");
        of.filter_map(|(_, value)| value.strip_prefix(prefix)?.parse().ok()).collect()
    };
    let is = |name: &str| !value(fields, name).is_empty();
    let declared: Vec<_> = answers.declared.values().cloned().collect();
    Wanted {
        search: Some(value(fields, "q").to_owned()).filter(|words| !words.is_empty()),
        on: lists("on-"),
        not_on: lists("not-"),
        only: is("only"),
        several: is("several"),
        instead: if is("copies") { originals(&declared) } else { Default::default() },
    }
}

/// The address of the people on exactly these lists, a copy counting as its original.
pub(super) fn exactly(lists: &[u64]) -> String {
    let on: Vec<String> = lists.iter().map(|list| format!("list=on-{list}")).collect();
    format!("/people?{}&only=1&copies=1", on.join("&"))
}

fn people(desk: &Desk<'_>, answers: &Answers, fields: &Fields) -> Result<(String, Markup)> {
    let wanted = wanted(answers, fields);
    let total = answers.register.count_persons(&wanted)?;
    let offset =
        value(fields, "offset").parse().unwrap_or(0_u64).min(total.saturating_sub(1)) / PERSONS * PERSONS;
    let rows = answers.register.persons(&wanted, Page { offset, limit: PERSONS })?;
    let end = offset + rows.len() as u64;
    let (open, _) = answers.register.count_questions(&answers.judgements)?;
    let title = plain("web-people-title");
    let pager = shell::pager(
        &title,
        offset.checked_sub(PERSONS).map(|offset| target(fields, offset)),
        &tr!("web-log-here", from = (offset + 1).min(total), to = end, n = total),
        (end < total).then(|| target(fields, end)),
    );
    let body = html! {
        h1 { (title) }
        p.lead {
            (tr!("web-people-counts", records = say::number(answers.run.records), lists = answers.run.lists.len() as u64, persons = say::number(answers.run.persons)))
        }
        @if open > 0 {
            p { (tr!("web-people-open", n = open)) " " a.button href="/review" { (tr!("web-people-review")) } }
        } @else { p.good { (tr!("web-people-none-open")) } }
        (filter(answers, fields, &wanted))
        div.found {
        section aria-labelledby="people" {
            h2 #people { (tr!("people-count", n = total)) }
            (pager)
            @if rows.is_empty() { p.empty { (tr!("web-people-nobody")) } }
            @else {
                div.wide tabindex="0" role="region" aria-labelledby="people" { table.log.people {
                    thead { tr {
                        th scope="col" { (tr!("web-people-name")) }
                        th scope="col" { (tr!("web-people-lists")) }
                        th.number scope="col" { (tr!("web-people-rows")) }
                        th scope="col" { (tr!("web-people-marks")) }
                    } }
                    tbody { @for row in &rows { (line(answers, row)?) } }
                } }
            }
            (pager)
            (files(fields))
        }
        (rests_on(desk, answers)?)
        }
    };
    Ok((title, body))
}

/// The same question, from another place on.
fn target(fields: &Fields, offset: u64) -> String {
    let kept = fields.iter().filter(|(name, value)| name != "offset" && !value.is_empty());
    let mut pairs: Vec<String> =
        kept.map(|(name, value)| format!("{}={}", shell::escaped(name), shell::escaped(value))).collect();
    if offset > 0 {
        pairs.push(format!("offset={offset}"));
    }
    format!("/people?{}", pairs.join("&"))
}

fn line(answers: &Answers, row: &PersonRow) -> Result<Markup> {
    let lists: Vec<u64> = answers.register.lists_of(row.id)?.into_iter().map(|it| it.0).collect();
    let conflicts = answers.register.conflicts(row.id)?.len() as u64;
    let questions = answers.register.questions_of(row.id)?;
    let open = questions.iter().filter(|it| !is_settled(answers, it.one, it.other)).count() as u64;
    Ok(html! {
        tr {
            th scope="row" { a href={ "/people/" (row.id) } { (shell::name(&answers.person_name(row)?)) } }
            td { (letters(answers, &lists)) }
            td.number { (say::number(row.records)) }
            td {
                @if conflicts > 0 { span.warn { (tr!("web-people-conflicts", n = conflicts)) } }
                @if conflicts > 0 && open > 0 { " · " }
                @if open > 0 { a href={ "/people/" (row.id) "#open" } { (tr!("web-people-questions", n = open)) } }
            }
        }
    })
}

/// Which lists, linked when and by whom, what to expect, and what was not compared.
fn rests_on(desk: &Desk<'_>, answers: &Answers) -> Result<Markup> {
    let run = &answers.run;
    let entry = desk.catalogue.entries(run.entry..run.entry + 1)?.pop();
    let who = entry.as_ref().and_then(|it| it.by.clone()).unwrap_or_default();
    let at = entry.as_ref().and_then(|it| it.at);
    Ok(html! {
        section aria-labelledby="rests" {
            h2 #rests { (tr!("web-people-rests")) }
            table.log.lists {
                thead.away { tr { th scope="col" { (tr!("web-people-letter")) } th scope="col" { (tr!("web-people-list")) } th scope="col" { (tr!("web-people-rows")) } } }
                tbody { @for (list, records) in &run.lists { tr {
                    td { strong { (letter(answers, *list)) } }
                    th scope="row" { a href={ "/lists/" (list) } { bdi { (answers.list_name(*list)) } } }
                    td.number { (tr!("web-rows", n = *records)) }
                } } }
            }
            @if run.lists.len() == 1 { p.note { (tr!("link-one-list")) } }
            p.facts {
                span { (tr!("web-people-linked")) " " @if let Some(at) = at { (shell::moment(at)) } ", " bdi { (tame::name(&who)) } }
                span { a href={ "/log?from=" (run.entry) "#e" (run.entry) } { (tr!("web-entry", n = run.entry)) } }
                span { bdi { (tame::name(&run.program)) } }
            }
            (expected(answers))
            (changes(answers))
            (left_out(answers)?)
        }
    })
}

/// What to expect of the result.
pub(super) fn expected(answers: &Answers) -> Markup {
    html! {
        @if let Some(it) = answers.run.expected {
            p { (tr!("link-expected", precision = words::share(it.precision), recall = words::share(it.recall))) }
        }
    }
}

/// Persons known before who are now one, or were taken apart.
fn changes(answers: &Answers) -> Markup {
    let run = &answers.run;
    html! {
        @if !run.merged.is_empty() || !run.split.is_empty() {
            ul {
                @for (into, from) in &run.merged {
                    li { a href={ "/people/" (into) } { (tr!("link-merged", from = from.to_string(), into = into.to_string())) } }
                }
                @for (from, to) in &run.split {
                    li { a href={ "/people/" (to) } { (tr!("link-split", from = from.to_string(), to = to.to_string())) } }
                }
            }
        }
    }
}

/// What was not compared, and judgements that do not count.
fn left_out(answers: &Answers) -> Result<Markup> {
    let run = &answers.run;
    let mut said: Vec<String> = Vec::new();
    for it in &run.skipped {
        let family = plain(&format!("family-{}", it.family));
        said.push(tr!("link-skipped", n = it.keys, pairs = say::number(it.pairs), family = family));
    }
    said.extend(run.not_compared.iter().map(|it| words::not_compared(answers, it)));
    let contradictions = answers.register.contradictions()?;
    let detached = answers.register.detached(&answers.judgements)?;
    Ok(html! {
        @if !contradictions.is_empty() || !detached.is_empty() {
            ul.defects {
                @for it in &contradictions { li {
                    @let (one, other) = it.different;
                    a href=(register::pair_at(one, other)) {
                        (tr!("link-contradiction", one = one.to_string(), other = other.to_string(), n = it.chain.len() as u64))
                    }
                } }
                @for (judged, gone) in &detached { li {
                    @let gone: Vec<String> = gone.iter().map(ToString::to_string).collect();
                    (tr!("link-detached", entry = judged.entry, records = gone.join(", ")))
                } }
            }
        }
        @if !said.is_empty() {
            details {
                summary { (tr!("web-people-left-out", n = said.len() as u64)) }
                ul { @for it in &said { li { (it) } } }
            }
        }
    })
}

fn filter(answers: &Answers, fields: &Fields, wanted: &Wanted) -> Markup {
    let chosen = !wanted.on.is_empty() || !wanted.not_on.is_empty() || wanted.only || wanted.several;
    html! {
        form.people-search action="/people" role="search" aria-label=(tr!("web-people-search")) {
            div {
                label for="name" { (tr!("web-people-search")) }
                input #name type="search" name="q" value=(tame::name(value(fields, "q"))) autocomplete="off" spellcheck="false";
            }
            p.actions { button { (tr!("web-people-show")) } " " a href="/people" { (tr!("web-people-all")) } }
            details open[chosen] {
                summary { (tr!("web-people-by-lists")) }
                div.filter {
                    @for (list, _) in &answers.run.lists {
                        @let id = format!("list-{list}");
                        div {
                            label for=(id) { strong { (letter(answers, *list)) } " " bdi { (answers.list_name(*list)) } }
                            select id=(id) name="list" {
                                option value="" { (tr!("web-people-any")) }
                                option value={ "on-" (list) } selected[wanted.on.contains(list)] { (tr!("web-people-on")) }
                                option value={ "not-" (list) } selected[wanted.not_on.contains(list)] { (tr!("web-people-not-on")) }
                            }
                        }
                    }
                    div.checks {
                        label { input type="checkbox" name="only" value="1" checked[wanted.only]; " " (tr!("web-people-only")) }
                        label { input type="checkbox" name="several" value="1" checked[wanted.several]; " " (tr!("web-people-several")) }
                        @if !wanted.instead.is_empty() {
                            label { input type="checkbox" name="copies" value="1" checked; " " (tr!("web-people-copies")) }
                        }
                    }
                }
            }
        }
    }
}

/// Ways to take these people out of the case.
fn files(fields: &Fields) -> Markup {
    const KINDS: [(&str, &str); 5] = [
        ("csv", "web-people-file-csv"),
        ("xlsx", "web-people-file-xlsx"),
        ("records-csv", "web-people-file-records-csv"),
        ("records-xlsx", "web-people-file-records-xlsx"),
        ("json", "web-people-file-json"),
    ];
    let kept = || fields.iter().filter(|(name, value)| name != "offset" && name != "as" && !value.is_empty());
    html! {
        section.files aria-labelledby="files" {
            h2 #files { (tr!("web-people-files")) }
            p { (tr!("web-people-files-about")) }
            form method="post" action="/people/download" {
                @for (name, value) in kept() { input type="hidden" name=(name) value=(value); }
                p.actions { @for (code, key) in KINDS { button name="as" value=(code) { (plain(key)) } } }
            }
        }
    }
}
