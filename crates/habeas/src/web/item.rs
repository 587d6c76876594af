//! One item: what it is, what of it is not read, its text with the words that were asked for, tables, pages, members,
//! custody. Long things come page by page.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use case::lists::{Declared, ListsError};
use case::said::{AnnotationsError, Speaker};
use case::{Child, CustodyRow, FieldValue, Item, Table};
use maud::{Markup, html};
use model::{CharSpan, LedgerState};
use serde::Deserialize;

use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use super::text::{self, Quoted, Window};
use super::{App, cite};
use crate::{address, say, tame, wire, words};

/// Members and fields on one page.
const LISTED: usize = 100;

#[derive(Deserialize)]
pub(super) struct View {
    /// The words to show: `120-184`.
    at: Option<String>,
    /// A code point of the page of text to show.
    from: Option<u64>,
    /// `off` shows the text without what is quoted in it.
    quotes: Option<String>,
    /// The first member to list.
    #[serde(default)]
    member: usize,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(given): Path<String>,
    Query(view): Query<View>,
) -> Response {
    desk::page(app, visit, move |desk| item(desk, &given, &view)).await
}

fn item(desk: &Desk<'_>, given: &str, view: &View) -> Result<Markup> {
    let item = desk.item(given)?;
    let cited = view.at.as_deref().map(desk::span).transpose()?;
    let custody = desk.catalogue.custody(item.line.item)?;
    let members = desk.catalogue.children(item.line.item)?;
    let is_read = item.line.reading.is_some();
    let tables = if is_read { desk.catalogue.tables(item.line.item)? } else { Vec::new() };
    let fields = if is_read { desk.catalogue.fields(item.line.item)? } else { Vec::new() };
    let body = html! {
        (head(desk, &item)?)
        @if let Some(cited) = cited.filter(|_| is_read) { (cite::cited(desk, &item, cited)?) }
        div.item {
            div.reading {
                (ways(&item, &tables, &lists_in(desk, item.line.item)?))
                (reading(desk, &item, view, cited)?)
                (member_list(&item, &members, view.member))
            }
            div.about {
                (actions(&item))
                (provenance(&item, &custody))
                (field_list(&item, &fields))
            }
        }
    };
    Ok(shell::page(desk, &item.line.name, Tab::Items, body))
}

/// Name, state, size, and what could not be read.
pub(super) fn head(desk: &Desk<'_>, item: &Item) -> Result<Markup> {
    let line = &item.line;
    let kind = line.reading.as_ref().map(|reading| &reading.media_type).or(item.sniffed.as_ref());
    let container = match &line.parent {
        Some(parent) => desk.catalogue.item(parent.item)?.map(|container| (container.line, &parent.path)),
        None => None,
    };
    let defects: Vec<String> =
        line.reading.iter().flat_map(|reading| &reading.defects).map(words::defect).collect();
    Ok(html! {
        @if let Some((container, path)) = container {
            p.inside { (tr!("web-inside")) " " a href={ "/item/" (container.item) } { (shell::name(&container.name)) } ": " bdi { (tame::name(path)) } }
        }
        h1 { (shell::name(&line.name)) }
        p.facts {
            span.state.(line.state.code()) { (words::state(line.state)) }
            @if let Some(kind) = kind { span { (words::media_type(kind)) } }
            span { (say::bytes(line.size)) }
            @if let Some(reading) = &line.reading {
                @if reading.characters > 0 { span { (tr!("web-characters", n = reading.characters)) } }
                @if reading.pages > 0 { span { (tr!("web-pages", n = reading.pages)) } }
                @if reading.rows > 0 { span { (tr!("web-rows", n = reading.rows)) } }
            }
        }
        @if !defects.is_empty() {
            section.defects aria-labelledby="defects" {
                h2 #defects { (tr!("web-defects")) }
                ul { @for defect in &defects { li { (defect) } } }
            }
        }
    })
}

/// The declared lists that stand in an item.
fn lists_in(desk: &Desk<'_>, item: model::ItemId) -> Result<Vec<Declared>> {
    match desk.app.folder.lists() {
        Ok(lists) => Ok(lists.lists()?.into_iter().filter(|it| it.list.item == item).collect()),
        Err(ListsError::Missing { .. } | ListsError::Unreadable { .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Other ways to look at it: lists declared in it, tables, pictures of its pages.
fn ways(item: &Item, tables: &[Table], lists: &[Declared]) -> Markup {
    let (line, id) = (&item.line, item.line.item);
    let kind = line.reading.as_ref().map(|reading| reading.media_type.as_str()).unwrap_or_default();
    let pages = line.reading.as_ref().map_or(0, |reading| reading.pages);
    html! {
        @if !tables.is_empty() || !lists.is_empty() || pages > 0 {
            nav.ways aria-label=(tr!("web-ways")) { ul {
                @for list in lists {
                    li { a href={ "/lists/" (list.entry) } {
                        (tr!("web-item-list")) " " (shell::name(&list.list.name)) " (" (tr!("web-rows", n = list.records)) ")"
                    } }
                }
                @if pages > 0 {
                    li { a href={ "/item/" (id) "/page/1" } {
                        @if kind.starts_with("image/") { (tr!("web-see-picture")) } @else { (tr!("web-see-pages", n = pages)) }
                    } }
                }
                @for table in tables.iter().take(LISTED) {
                    li { a href={ "/item/" (id) "/table/" (table.number) } {
                        (tr!("web-table")) " " (say::number(u64::from(table.number) + 1))
                        @if !table.name.is_empty() { ": " (shell::name(&table.name)) }
                        " (" (tr!("web-rows", n = table.rows)) ")"
                    } }
                }
                @if tables.len() > LISTED { li { (tr!("web-more-tables", n = (tables.len() - LISTED) as u64)) } }
            } }
        }
    }
}

/// The page of text with the words that were asked for, or why there is none.
fn reading(desk: &Desk<'_>, item: &Item, view: &View, cited: Option<CharSpan>) -> Result<Markup> {
    let (line, id) = (&item.line, item.line.item);
    let Some(reading) = &line.reading else {
        let key = if line.state == LedgerState::Erased { "web-erased" } else { "web-unread" };
        return Ok(html! { p.empty { (say::message(key, &crate::args![])) } });
    };
    if reading.characters == 0 {
        return Ok(html! { p.empty { (tr!("web-no-text")) } });
    }
    let at = view.from.or(cited.map(|cited| cited.start)).unwrap_or(0);
    let window = Window::around(desk, id, at)?;
    let marked = view.quotes.as_deref() != Some("off");
    let off = if marked { "" } else { "&quotes=off" };
    let target = |from: u64| format!("/item/{id}?from={from}{off}#text");
    let here = tr!("web-text-here", n = window.number + 1, of = window.count);
    let pager = shell::pager(
        &tr!("web-text"),
        (window.number > 0)
            .then(|| Window::around(desk, id, window.span.start - 1))
            .transpose()?
            .map(|it| target(it.span.start)),
        &here,
        (window.number + 1 < window.count).then(|| target(window.span.end)),
    );
    let (quoted, switch) = quotations(desk, item, window, marked)?;
    Ok(html! {
        section aria-labelledby="text" {
            h2 #text { (tr!("web-text")) }
            (switch)
            (pager)
            (text::text(desk, id, window.span, cited, &quoted)?)
            (pager)
        }
    })
}

/// The quotations of a page of text, and the way to show it with or without them.
fn quotations(desk: &Desk<'_>, item: &Item, window: Window, marked: bool) -> Result<(Vec<Quoted>, Markup)> {
    let id = item.line.item;
    let none = |key: &str| Ok((Vec::new(), html! { p { small { (say::message(key, &crate::args![])) } } }));
    let annotations = match desk.app.folder.annotations() {
        Ok(annotations) => annotations,
        Err(AnnotationsError::Missing { .. } | AnnotationsError::Unreadable { .. }) => {
            return none("web-not-annotated");
        }
        Err(error) => return Err(error.into()),
    };
    if annotations.annotated(id)?.as_ref() != item.line.reading.as_ref().map(|reading| &reading.extraction) {
        return none("web-not-annotated");
    }
    let quotes = annotations.quotes_within(id, window.span)?;
    let n = quotes.len() as u64;
    let target = |off: &str| format!("/item/{id}?from={}{off}#text", window.span.start);
    let switch = html! {
        @if n > 0 {
            p { small {
                (tr!("web-quoted-here", n = n)) " "
                @if marked { a href=(target("&quotes=off")) { (tr!("web-quoted-hide")) } }
                @else { a href=(target("")) { (tr!("web-quoted-show")) } }
                " · " a href={ "/quotes?item=" (id) } { (tr!("web-quoted-list")) }
            } }
        }
    };
    let quoted = quotes.iter().filter(|_| marked).flat_map(|quote| {
        let it = &quote.quotation;
        let key = if matches!(it.speaker, Speaker::Resolved { .. }) {
            "web-quoted-by-resolved"
        } else {
            "web-quoted-by"
        };
        let by = say::message(key, &crate::args![speaker = words::speaker(&it.speaker)]);
        let last = it.content.len().saturating_sub(1);
        it.content.iter().enumerate().map(move |(at, span)| Quoted {
            span: *span,
            by: if at == last { by.clone() } else { String::new() },
        })
    });
    Ok((quoted.collect(), switch))
}

fn member_list(item: &Item, members: &[Child], first: usize) -> Markup {
    let first = first.min(members.len()) / LISTED * LISTED;
    let end = members.len().min(first + LISTED);
    let target = |first: usize| format!("/item/{}?member={first}#members", item.line.item);
    html! {
        @if !members.is_empty() {
            section aria-labelledby="members" {
                h2 #members { (tr!("web-members", n = members.len() as u64)) }
                ul.members { @for member in &members[first..end] {
                    li { a href={ "/item/" (member.item) } { (shell::name(&member.path)) } }
                } }
                (shell::pager(
                    &tr!("web-members", n = members.len() as u64),
                    first.checked_sub(LISTED).map(target),
                    &tr!("web-log-here", from = first as u64 + 1, to = end as u64, n = members.len() as u64),
                    (end < members.len()).then(|| target(end)),
                ))
            }
        }
    }
}

fn actions(item: &Item) -> Markup {
    let id = item.line.item;
    let has_bytes = item.line.state != LedgerState::Erased;
    html! {
        section aria-labelledby="actions" {
            h2 #actions { (tr!("web-actions")) }
            @if item.line.reading.as_ref().is_some_and(|reading| reading.characters > 0) {
                form.within action={ "/item/" (id) "/cite" } {
                    label for="quote" { (tr!("web-find-quote")) }
                    input #quote name="find" autocomplete="off" spellcheck="false" required;
                    button { (tr!("web-find-quote-button")) }
                }
            }
            @if has_bytes {
                p { a.button href={ "/item/" (id) "/original" } download { (tr!("web-download-original")) } }
                p { small { (tr!("web-download-caution")) } }
            }
            form method="post" action={ "/item/" (id) "/proof" } {
                button { (tr!("web-download-proof")) }
                p { small { (tr!("web-proof-about")) } }
            }
        }
    }
}

fn provenance(item: &Item, custody: &[CustodyRow]) -> Markup {
    html! {
        section aria-labelledby="custody" {
            h2 #custody { (tr!("web-custody")) }
            dl.facts { dt { "SHA-256" } dd.digest { (item.line.item) } }
            @if custody.is_empty() { p.empty { (tr!("error-custody-erased", item = item.line.item.to_string())) } }
            ol.custody { @for row in custody {
                @let it = &row.custody;
                li {
                    p {
                        (shell::moment(it.at)) ", " bdi { (tame::name(&it.collector)) } ", "
                        (say::message(&format!("obtained-{}", wire::obtained_code(&it.obtained)), &crate::args![]))
                        " (" a href={ "/log?from=" (row.entry) "#e" (row.entry) } { (tr!("web-entry", n = row.entry)) } ")"
                    }
                    dl.facts {
                        (fact("web-fact-from", it.from.as_deref()))
                        (fact("web-fact-note", it.note.as_deref()))
                        (fact("web-fact-name", Some(it.name.as_str())))
                        (fact("web-fact-path", it.path.as_deref()))
                        (fact("web-fact-address", it.captured.as_ref().map(|captured| captured.address.as_str())))
                        (fact("web-fact-captured", it.captured.as_ref().and_then(|captured| captured.at.as_deref())))
                        (fact("web-fact-claimed", it.claimed.as_ref().map(model::MediaType::as_str)))
                        (fact("web-fact-sniffed", Some(it.sniffed.as_str())))
                        @if let Some(modified) = it.modified { dt { (tr!("web-fact-modified")) } dd { (shell::moment(modified)) } }
                        dt { "SHA-512" } dd.digest { (it.sha512) }
                        (fact("web-fact-program", Some(it.program.as_str())))
                    }
                    @if !it.complete { p.bad { (tr!("custody-incomplete")) } }
                }
            } }
        }
    }
}

fn fact(key: &str, value: Option<&str>) -> Markup {
    html! {
        @if let Some(value) = value {
            dt { (say::message(key, &crate::args![])) }
            dd { bdi { (tame::name(value)) } }
        }
    }
}

/// What the document says of itself, each value leading to its words.
fn field_list(item: &Item, fields: &[FieldValue]) -> Markup {
    let id = item.line.item;
    html! {
        @if !fields.is_empty() {
            section aria-labelledby="fields" {
                h2 #fields { (tr!("web-fields")) }
                p { small { (tr!("web-fields-about")) } }
                dl.facts { @for field in fields.iter().take(LISTED) {
                    @let label = field.label.trim_end_matches([':', ' ']);
                    dt { bdi { @if label.is_empty() { (field.field.code()) } @else { (tame::name(label)) } } }
                    dd { a href={ "/item/" (id) "?at=" (address::of(field.characters)) "#" (address::of(field.characters)) } { bdi { (tame::name(&field.value)) } } }
                } }
                @if fields.len() > LISTED { p { (tr!("web-more-fields", n = (fields.len() - LISTED) as u64)) } }
            }
        }
    }
}
