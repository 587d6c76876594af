//! Who said what: quotations with their speakers, stances and places; and denials beside what others say. A speaker that
//! nobody knows is said to be unknown.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::said::{Annotations, Names, SURE, Wanted};
use maud::{Markup, html};
use model::{Anchor, CharSpan, ItemId};
use serde::Deserialize;

use super::App;
use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use crate::said::{QuoteLine, Reader, Spot, page as page_of};
use crate::{address, say, tame, words};

/// Lines on one page.
const LINES: u64 = 40;

/// Names of speakers that are offered.
const SPEAKERS: u64 = 30;

/// How a speaker may be known.
const KNOWN: [&str; 4] = ["named", "resolved", "described", "unknown"];

#[derive(Deserialize, Default, Clone)]
pub(super) struct View {
    #[serde(default)]
    speaker: String,
    #[serde(default)]
    stance: String,
    #[serde(default)]
    violation: String,
    #[serde(default)]
    known: String,
    #[serde(default)]
    item: String,
    /// `all` for the less sure ones too.
    #[serde(default)]
    sure: String,
    #[serde(default)]
    offset: u64,
}

#[derive(Deserialize)]
pub(super) struct Place {
    #[serde(default)]
    offset: u64,
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit, Query(view): Query<View>) -> Response {
    desk::page(app, visit, move |desk| quotes(desk, &view)).await
}

pub(super) async fn disputed(State(app): State<Arc<App>>, visit: Visit, Query(at): Query<Place>) -> Response {
    desk::page(app, visit, move |desk| disputes(desk, at.offset)).await
}

impl View {
    /// The address of the same question with one thing changed; the list begins anew.
    fn with(&self, name: &str, value: &str) -> String {
        let pair =
            |of: &'static str, own: &str| (of, if of == name { value.to_owned() } else { own.to_owned() });
        let pairs = [
            pair("speaker", &self.speaker),
            pair("stance", &self.stance),
            pair("violation", &self.violation),
            pair("known", &self.known),
            pair("item", &self.item),
            pair("sure", &self.sure),
            pair("offset", ""),
        ];
        let pairs: Vec<String> = pairs
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", shell::escaped(&value)))
            .collect();
        if pairs.is_empty() { "/quotes".to_owned() } else { format!("/quotes?{}", pairs.join("&")) }
    }
}

fn quotes(desk: &Desk<'_>, view: &View) -> Result<Markup> {
    let annotations = desk.app.folder.annotations()?;
    let reader = Reader::new(&desk.catalogue, &annotations);
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let item = given(&view.item).map(|item| desk.item(&item)).transpose()?;
    let wanted = Wanted {
        item: item.as_ref().map(|item| item.line.item),
        speaker: given(&view.speaker),
        stance: given(&view.stance),
        violation: given(&view.violation),
        known: given(&view.known),
        sure: if view.sure == "all" { 0 } else { SURE },
    };
    let less_sure = annotations.count_quotes(&Wanted { sure: 0, ..wanted.clone() })?;
    let total = annotations.count_quotes(&wanted)?;
    let rows = annotations.quotes(&wanted, Page { offset: view.offset, limit: LINES })?;
    let end = view.offset + rows.len() as u64;
    let lines = rows.into_iter().map(|row| reader.quote(row)).collect::<Result<Vec<_>>>()?;
    let speakers = annotations.speakers(&Wanted { speaker: None, ..wanted.clone() }, SPEAKERS)?;
    let body = html! {
        h1 { (tr!("web-quotes-title")) }
        p { (tr!("web-quotes-about")) }
        p { a href="/quotes/disputed" { (tr!("web-disputes-title")) } }
        (state(desk, &annotations)?)
        div.found {
            div {
                p.chosen {
                    @if let Some(item) = &item { (chosen(&view.with("item", ""), &item.line.name)) }
                    @for (name, value) in [("speaker", &view.speaker)] { @if !value.is_empty() { (chosen(&view.with(name, ""), value)) } }
                    @if !view.stance.is_empty() { (chosen(&view.with("stance", ""), &words::stance(&view.stance))) }
                    @if !view.violation.is_empty() { (chosen(&view.with("violation", ""), &words::violation(&view.violation))) }
                    @if KNOWN.contains(&view.known.as_str()) { (chosen(&view.with("known", ""), &known(&view.known))) }
                }
                p role="status" { (tr!("quotes-count", n = total)) }
                @if less_sure > total {
                    p { (tr!("web-quotes-less-sure", n = less_sure - total, percent = u64::from(SURE))) " " a href=(view.with("sure", "all")) { (tr!("web-quotes-show-all")) } }
                }
                @if view.sure == "all" { p { a href=(view.with("sure", "")) { (tr!("web-quotes-only-sure", percent = u64::from(SURE))) } } }
                (left_out(&reader))
                ul.hits { @for line in lines.iter().flatten() { li {
                    h2 { a href={ "/item/" (line.quote.item) } { (shell::name(&line.name)) } }
                    (quote(line))
                } } }
                (shell::pager(
                    &tr!("web-quotes-title"),
                    (view.offset > 0).then(|| view.with("offset", &later(view.offset.saturating_sub(LINES)))),
                    &tr!("web-log-here", from = (view.offset + 1).min(total), to = end, n = total),
                    (end < total).then(|| view.with("offset", &later(end))),
                ))
            }
            (filters(view, &speakers))
        }
    };
    Ok(shell::page(desk, &tr!("web-quotes-title"), Tab::Quotes, body))
}

/// An offset in an address; none for the beginning.
fn later(offset: u64) -> String {
    if offset > 0 { offset.to_string() } else { String::new() }
}

fn known(code: &str) -> String {
    say::message(&format!("web-known-{code}"), &crate::args![])
}

/// A chosen filter, with the way to drop it.
fn chosen(target: &str, what: &str) -> Markup {
    html! { a.button href=(target) { (shell::name(what)) " " span aria-hidden="true" { "×" } span.away { (tr!("web-filter-off")) } } " " }
}

/// Ways to narrow the list.
fn filters(view: &View, speakers: &[Names]) -> Markup {
    let current = |is: bool| is.then_some("true");
    html! {
        div.facets {
            form.filters action="/quotes" {
                @for (name, value) in [("stance", &view.stance), ("violation", &view.violation), ("known", &view.known), ("item", &view.item), ("sure", &view.sure)] {
                    @if !value.is_empty() { input type="hidden" name=(name) value=(tame::name(value)); }
                }
                label for="speaker" { (tr!("web-quotes-speaker")) }
                input #speaker name="speaker" value=(tame::name(&view.speaker)) autocomplete="off" spellcheck="false";
                button { (tr!("web-quotes-show")) }
            }
            nav.facet aria-labelledby="by-stance" {
                h2 #by-stance { (tr!("web-quotes-by-stance")) }
                ul { @for (_, code) in annotate::kinds::Stance::CODES {
                    li { a href=(view.with("stance", code)) aria-current=[current(view.stance == code)] { (words::stance(code)) } }
                } }
            }
            nav.facet aria-labelledby="by-known" {
                h2 #by-known { (tr!("web-quotes-by-known")) }
                ul { @for code in KNOWN {
                    li { a href=(view.with("known", code)) aria-current=[current(view.known == code)] { (known(code)) } }
                } }
            }
            @if !speakers.is_empty() {
                nav.facet aria-labelledby="by-speaker" {
                    h2 #by-speaker { (tr!("web-quotes-by-speaker")) }
                    ul { @for it in speakers {
                        li {
                            a href=(view.with("speaker", &it.name)) aria-current=[current(view.speaker == it.name)] { (shell::name(&it.name)) }
                            span.number { (say::number(it.quotations)) }
                        }
                    } }
                    p { small { (tr!("web-quotes-names")) } }
                }
            }
        }
    }
}

/// A quotation: its words as a link to their place, and who says them how.
fn quote(line: &QuoteLine) -> Markup {
    let it = &line.quote.quotation;
    let mut violations: Vec<&str> = line.quote.violations.iter().map(|(code, _)| code.as_str()).collect();
    violations.dedup();
    html! {
        blockquote.said { @for (at, spot) in line.content.iter().enumerate() {
            @if at > 0 { " … " }
            (spot_link(line.quote.item, spot))
        } }
        p.facts {
            @if it.speaker.words().is_some() { strong { (shell::name(&words::speaker(&it.speaker))) } }
            @else { span.unknown { (words::speaker(&it.speaker)) } }
            span { (words::stance(&it.stance)) }
            @for code in violations { span { (words::violation(code)) } }
            span { (tr!("quote-confidence", percent = u64::from(it.confidence))) }
            (place(&line.anchor))
        }
        @if let Some(resolved) = words::resolved(line) { p.facts { (resolved) } }
    }
}

fn disputes(desk: &Desk<'_>, offset: u64) -> Result<Markup> {
    let annotations = desk.app.folder.annotations()?;
    let reader = Reader::new(&desk.catalogue, &annotations);
    let total = annotations.count_disputes()?;
    let rows = annotations.disputes(Page { offset, limit: LINES })?;
    let end = offset + rows.len() as u64;
    let lines = rows.into_iter().map(|row| reader.dispute(row)).collect::<Result<Vec<_>>>()?;
    let target = |offset: u64| {
        if offset > 0 { format!("/quotes/disputed?offset={offset}") } else { "/quotes/disputed".to_owned() }
    };
    let title = tr!("web-disputes-title");
    let body = html! {
        p.inside { a href="/quotes" { (tr!("web-quotes-title")) } }
        h1 { (title) }
        p { (tr!("web-disputes-about")) }
        (state(desk, &annotations)?)
        p role="status" { (tr!("disputes-count", n = total)) }
        (left_out(&reader))
        ul.hits { @for line in lines.iter().flatten() { li {
            p { (words::shared(&line.dispute)) }
            div.columns {
                @for (key, side) in [("dispute-claim", &line.claim), ("dispute-denial", &line.denial)] {
                    section {
                        h2 { (say::message(key, &crate::args![])) ": " a href={ "/item/" (side.quote.item) } { (shell::name(&side.name)) } }
                        (quote(side))
                    }
                }
            }
        } } }
        (shell::pager(
            &title,
            (offset > 0).then(|| target(offset.saturating_sub(LINES))),
            &tr!("web-log-here", from = (offset + 1).min(total), to = end, n = total),
            (end < total).then(|| target(end)),
        ))
    };
    Ok(shell::page(desk, &title, Tab::Quotes, body))
}

/// What the annotations do not cover.
pub(super) fn state(desk: &Desk<'_>, annotations: &Annotations) -> Result<Markup> {
    let behind = annotations.behind(&desk.catalogue)?;
    let failed = annotations.failed()?;
    Ok(html! {
        @if behind > 0 { p.note { (tr!("note-annotations-behind", n = behind)) } }
        @for (item, span) in failed.iter().take(LINES as usize) {
            p.note { (tr!("note-not-annotated", at = address::of(*span))) " " a href=(item_at(*item, *span)) { (item.to_string()) } }
        }
    })
}

/// How many lines were left out, if any.
pub(super) fn left_out(reader: &Reader<'_>) -> Markup {
    html! { @if reader.stale() > 0 { p.note { (tr!("note-left-out", n = reader.stale())) } } }
}

/// Words as a link to where they stand; what was deleted with change tracking is struck out.
pub(super) fn spot_link(item: ItemId, spot: &Spot) -> Markup {
    html! {
        a lang="" href=(item_at(item, spot.span)) { bdi {
            @for (deleted, words) in spot.runs() {
                @if deleted { span.deleted title=(tr!("look-deleted")) { (tame::text(words)) } }
                @else { (tame::text(words)) }
            }
        } }
    }
}

/// The address of exact characters of an item.
pub(super) fn item_at(item: ItemId, span: CharSpan) -> String {
    let at = address::of(span);
    format!("/item/{item}?at={at}#{at}")
}

/// Where words stand, and on which page.
pub(super) fn place(anchor: &Anchor) -> Markup {
    html! {
        @if let Some(page) = page_of(anchor) { span { (tr!("place-page", page = page)) } }
        span.place { "#" (address::of(anchor.span)) }
    }
}
