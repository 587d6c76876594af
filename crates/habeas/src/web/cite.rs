//! Citing: exact characters with their address, as a W3C Web Annotation, and as a footnote in both languages. A
//! citation of words that are not there is an error, never a look-alike.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use case::Item;
use maud::{Markup, html};
use model::{Anchor, CharSpan, Place};
use serde::Deserialize;

use super::desk::{self, Desk, NotThere, Visit};
use super::shell::{self, Tab};
use super::{App, table, text};
use crate::say::{Language, Voice};
use crate::wire::AnnotationV1;
use crate::{address, words};

/// Places of a quote that one page lists.
const LISTED: usize = 50;

/// Code points of a citation that its item's page repeats above the text.
const REPEATED: u64 = 1_000;

#[derive(Deserialize)]
pub(super) struct Wish {
    at: Option<String>,
    /// The exact words to look for.
    find: Option<String>,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(given): Path<String>,
    Query(wish): Query<Wish>,
) -> Response {
    desk::page(app, visit, move |desk| cite(desk, &given, &wish)).await
}

fn cite(desk: &Desk<'_>, given: &str, wish: &Wish) -> Result<Markup> {
    let item = desk.item(given)?;
    let id = item.line.item;
    let spans = match wish {
        Wish { at: Some(at), .. } => vec![desk::span(at)?],
        // Browsers send line ends of a form as CR LF.
        Wish { find: Some(quote), .. } if !quote.is_empty() => {
            desk.catalogue.find(id, &quote.replace("\r\n", "\n"))?
        }
        _ => Vec::new(),
    };
    let body = html! {
        p.inside { a href={ "/item/" (id) } { (tr!("web-back-to-item")) } }
        h1 { (tr!("web-cite-title")) ": " (shell::name(&item.line.name)) }
        @if let Some(quote) = wish.find.as_deref().filter(|_| spans.is_empty()) {
            p.empty { (tr!("web-quote-not-found", quote = quote)) }
            p { a href={ "/search?q=" (shell::escaped(quote)) } { (tr!("web-search-case-for")) } }
        }
        @if spans.len() > 1 { p { (tr!("web-quote-found", n = spans.len() as u64)) } }
        @for span in spans.iter().take(LISTED) { (citation(desk, &item, *span)?) }
        @if spans.len() > LISTED { p { (tr!("web-quote-more", n = (spans.len() - LISTED) as u64)) } }
    };
    Ok(shell::page(desk, &tr!("web-cite-title"), Tab::Items, body))
}

/// The three forms of one citation.
fn citation(desk: &Desk<'_>, item: &Item, span: CharSpan) -> Result<Markup> {
    let id = item.line.item;
    let anchor = desk.catalogue.anchor(id, span)?;
    let at = address::of(span);
    let json = serde_json::to_string_pretty(&AnnotationV1::from(&anchor))?;
    let footnotes = [(Language::En, "English"), (Language::Es, "Español")];
    let footnotes =
        footnotes.map(|(language, name)| (language, name, footnote(desk, item, &anchor, language)));
    Ok(html! {
        article.citation {
            blockquote dir="auto" { (quote(&anchor)) }
            (places(&anchor.places))
            h2 { (tr!("web-cite-link")) }
            p { a href={ "/item/" (id) "?at=" (at) "#" (at) } { code { "item/" (id) "#" (at) } } }
            h2 { (tr!("web-cite-footnote")) }
            @for (language, name, footnote) in footnotes {
                h3 { (name) }
                p.copy lang=(language.code()) { (footnote?) }
            }
            h2 { (tr!("web-cite-json")) }
            details { summary { (tr!("web-cite-json-show")) } pre.copy { (json) } }
            p { a.button href={ "/item/" (id) "/cite.json?at=" (at) } download { (tr!("web-cite-json-download")) } }
        }
    })
}

/// The citation as a footnote, in one language whatever the page's own is.
fn footnote(desk: &Desk<'_>, item: &Item, anchor: &Anchor, language: Language) -> Result<String> {
    let custody = desk.catalogue.custody(item.line.item)?;
    let case = &desk.app.folder.settings.name;
    Ok(Voice::new(language, "").speak(|| words::footnote(anchor, &item.line.name, custody.first(), case)))
}

/// The words above an item's text, with where they stand and how to go on.
pub(super) fn cited(desk: &Desk<'_>, item: &Item, cited: CharSpan) -> Result<Markup> {
    let id = item.line.item;
    let shown = CharSpan { start: cited.start, end: cited.end.min(cited.start + REPEATED) };
    let anchor = desk.catalogue.anchor(id, shown)?;
    let at = address::of(cited);
    let page = anchor.places.iter().find_map(|place| match place {
        Place::Page { page, .. } => Some(*page),
        _ => None,
    });
    let in_table = table::of_words(desk, item, shown)?;
    Ok(html! {
        section.cited-words aria-labelledby="cited" {
            h2 #cited.away { (tr!("web-cited")) }
            blockquote dir="auto" { (quote(&anchor)) @if shown != cited { " …" } }
            (places(&anchor.places))
            p.actions {
                a.button href={ "#" (at) } { (tr!("web-see-in-text")) }
                @if let Some(page) = page { a.button href={ "/item/" (id) "/page/" (page) "?at=" (at) } { (tr!("web-see-on-page", n = page)) } }
                @if let Some(target) = in_table { a.button href=(target) { (tr!("web-see-in-table")) } }
                a.button href={ "/item/" (id) "/cite?at=" (at) } { (tr!("web-cite-these")) }
            }
        }
    })
}

fn quote(anchor: &Anchor) -> Markup {
    html! { @for line in anchor.quote.split('\n') { (text::shown_text(line.trim_end_matches('\r'))) br; } }
}

/// Where the words stand in the original. Of a page its number: the words are marked on its picture.
fn places(places: &[Place]) -> Markup {
    /// Places that are named; a long passage in a table has one for each cell.
    const NAMED: usize = 3;
    let mut named: Vec<Place> = Vec::new();
    for place in places {
        let place = match place {
            Place::Page { page, .. } => Place::Page { page: *page, area: None },
            other => other.clone(),
        };
        if named.last() != Some(&place) {
            named.push(place);
        }
    }
    html! {
        @if let [first, rest @ ..] = named.as_slice() {
            p.place { (words::place(first))
                @for place in rest.iter().take(NAMED - 1) { "; " (words::place(place)) }
                @if named.len() > NAMED { "; " (tr!("web-more-places", n = (named.len() - NAMED) as u64)) }
            }
        }
    }
}

pub(super) async fn json(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(given): Path<String>,
    Query(wish): Query<Wish>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let item = desk.item(&given)?.line.item;
        let Some(at) = wish.at else {
            return Err(NotThere(trouble!("error-no-such-page", address = desk.address)).into());
        };
        let span = desk::span(&at)?;
        let body = serde_json::to_string_pretty(&AnnotationV1::from(&desk.catalogue.anchor(item, span)?))?;
        let name = format!("attachment; filename=\"{}-{}.json\"", &item.to_string()[..12], address::of(span));
        let kind = (header::CONTENT_TYPE, "application/ld+json".to_owned());
        Ok(([kind, (header::CONTENT_DISPOSITION, name)], body).into_response())
    })
    .await
}
