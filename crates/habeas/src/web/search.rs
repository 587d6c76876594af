//! Searching, and listing what the case holds: the same page, with words or without. What the index does not know yet,
//! and what it did not understand, is said.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::search::{Facet, FacetKind, Filters, Found, Hit, Marked, Request, SearchError, Searcher, Snippet};
use maud::{Markup, html};
use model::{LedgerState, MediaType, Span};

use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use super::{App, text};
use crate::{address, say, tame, words};

/// Items on one page.
const HITS: u64 = 25;

/// Values of a filter that are shown without being asked for.
const VALUES: usize = 8;

/// The open index, kept between requests.
#[derive(Default)]
pub(super) struct Index(Mutex<Option<Searcher>>);

impl Index {
    /// The index as it is now.
    fn searcher(&self, desk: &Desk<'_>) -> Result<Searcher> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A rebuild puts another index in its place; then the kept one cannot go on.
        if let Some(searcher) = kept.take().filter(|searcher| searcher.reload().is_ok()) {
            return Ok(kept.insert(searcher).clone());
        }
        Ok(kept.insert(desk.app.folder.searcher()?).clone())
    }
}

/// What is asked, as the address says it.
struct Asked {
    words: String,
    /// Chosen filters: code and value, in the order of the address.
    chosen: Vec<(FacetKind, String)>,
    offset: u64,
}

impl Asked {
    fn read(pairs: Vec<(String, String)>) -> Self {
        let mut asked = Self { words: String::new(), chosen: Vec::new(), offset: 0 };
        for (name, value) in pairs {
            match name.as_str() {
                "q" => asked.words = value.trim().to_owned(),
                "offset" => asked.offset = value.parse().unwrap_or(0),
                _ => {
                    let of = FacetKind::ALL.into_iter().find(|kind| kind.code() == name);
                    // A form sends its empty fields too; of these two filters alone the empty value means something.
                    let of = of.filter(|of| !value.is_empty() || *of == FacetKind::From);
                    asked.chosen.extend(of.map(|of| (of, value)));
                }
            }
        }
        asked
    }

    /// The filters; a value that is none is left out, and said.
    fn filters(&self) -> (Filters, Vec<String>) {
        let mut filters = Filters::default();
        let mut refused = Vec::new();
        for (of, value) in &self.chosen {
            let understood = match of {
                FacetKind::Kind => {
                    filters.kinds.push(value.clone());
                    true
                }
                FacetKind::Language => {
                    filters.languages.push(value.clone());
                    true
                }
                FacetKind::From => {
                    filters.from.push(value.clone());
                    true
                }
                FacetKind::Published => value.parse().map(|days| filters.published = Some(days)).is_ok(),
                FacetKind::TakenIn => value.parse().map(|days| filters.taken_in = Some(days)).is_ok(),
                FacetKind::State => {
                    LedgerState::from_code(value).map(|state| filters.states.push(state)).is_some()
                }
                FacetKind::Container => value.parse().map(|item| filters.containers.push(item)).is_ok(),
                FacetKind::Speaker => {
                    filters.speakers.push(value.clone());
                    true
                }
            };
            if !understood {
                refused.push(value.clone());
            }
        }
        (filters, refused)
    }

    fn has(&self, of: FacetKind, value: &str) -> bool {
        self.chosen.iter().any(|(chosen, its)| *chosen == of && its == value)
    }

    /// The address of the same question, changed.
    fn address(&self, words: &str, chosen: &[(FacetKind, String)], offset: u64) -> String {
        let mut pairs = Vec::new();
        if !words.is_empty() {
            pairs.push(format!("q={}", shell::escaped(words)));
        }
        pairs.extend(chosen.iter().map(|(of, value)| format!("{}={}", of.code(), shell::escaped(value))));
        if offset > 0 {
            pairs.push(format!("offset={offset}"));
        }
        let page = if words.is_empty() { "/items" } else { "/search" };
        if pairs.is_empty() { page.to_owned() } else { format!("{page}?{}", pairs.join("&")) }
    }

    /// The same question with a filter's value chosen, or no longer chosen.
    fn toggled(&self, of: FacetKind, value: &str) -> String {
        let mut chosen: Vec<_> =
            self.chosen.iter().filter(|(its, other)| !(*its == of && other == value)).cloned().collect();
        if chosen.len() == self.chosen.len() {
            // Of days there is one range at a time.
            chosen.retain(|(its, _)| *its != of || !matches!(of, FacetKind::Published | FacetKind::TakenIn));
            chosen.push((of, value.to_owned()));
        }
        self.address(&self.words, &chosen, 0)
    }
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Response {
    desk::page(app, visit, move |desk| search(desk, &Asked::read(pairs))).await
}

fn search(desk: &Desk<'_>, asked: &Asked) -> Result<Markup> {
    let (filters, refused) = asked.filters();
    let page = Page { offset: asked.offset, limit: HITS };
    let request = Request { words: asked.words.clone(), filters, page, facets: true };
    let said = desk.app.folder.annotations();
    let found = desk.app.searching.searcher(desk)?.search(&desk.catalogue, said.as_ref().ok(), &request);
    let title = if asked.words.is_empty() {
        tr!("web-nav-items")
    } else {
        tr!("web-search-title", words = asked.words.as_str())
    };
    let body = html! {
        h1 { (title) }
        @for value in &refused { p.note role="status" { (tr!("web-search-no-filter", value = value.as_str())) } }
        @match found {
            Ok(found) => { (answer(desk, asked, &found)?) },
            Err(SearchError::Syntax { at, problem, nearest }) => {
                (not_understood(asked, at, &words::problem(problem), &nearest))
            },
            Err(SearchError::TooWide { word, forms, most }) => { p.empty role="alert" { (tr!("error-query-too-wide", word = word, n = forms as u64, most = most as u64)) } },
            Err(SearchError::NotAnnotated) => { (not_annotated()) },
            Err(error) => { (Err::<Markup, _>(error)?) },
        }
    };
    Ok(shell::page(desk, &title, Tab::Items, body))
}

fn answer(desk: &Desk<'_>, asked: &Asked, found: &Found) -> Result<Markup> {
    let shown = asked.offset + found.hits.len() as u64;
    let target = |offset: u64| asked.address(&asked.words, &asked.chosen, offset);
    let pager = shell::pager(
        &tr!("web-nav-items"),
        (asked.offset > 0).then(|| target(asked.offset.saturating_sub(HITS))),
        &tr!("web-log-here", from = asked.offset + 1, to = shown, n = found.total),
        (shown < found.total).then(|| target(shown)),
    );
    Ok(html! {
        @if found.behind > 0 { p.note role="status" { (tr!("note-index-behind", n = found.behind)) } }
        @if found.unannotated > 0 { p.note role="status" { (tr!("note-annotations-behind", n = found.unannotated)) } }
        p role="status" {
            (tr!("items-count", n = found.total))
            @if !asked.words.is_empty() && found.reading != asked.words {
                " " span.soft { (tr!("web-search-read-as")) " " code { (tame::name(&found.reading)) } }
            }
        }
        (chosen(desk, asked)?)
        @if found.total == 0 { (nothing(asked, found)) }
        div.found {
            div {
                ol.hits start=(asked.offset + 1) { @for hit in &found.hits { (one(hit)) } }
                @if !found.hits.is_empty() { (pager) }
            }
            aside.facets aria-label=(tr!("web-filters")) {
                @if !asked.words.is_empty() || found.total > 0 { details { summary { (tr!("web-search-help-title")) } (help()) } }
                @for facet in &found.facets { (facet_list(desk, asked, facet)?) }
            }
        }
    })
}

/// The filters that are on, each with the way to take it off.
fn chosen(desk: &Desk<'_>, asked: &Asked) -> Result<Markup> {
    Ok(html! {
        @if !asked.chosen.is_empty() {
            ul.chosen aria-label=(tr!("web-filters-on")) {
                @for (of, value) in &asked.chosen {
                    li { a.button href=(asked.toggled(*of, value)) {
                        (say::message(&format!("filter-{}", of.code()), &crate::args![])) ": " (value_name(desk, *of, value)?)
                        " " span aria-hidden="true" { "×" } span.away { (tr!("web-filter-off")) }
                    } }
                }
            }
        }
    })
}

/// Nothing was found: what was understood, and what comes nearest.
fn nothing(asked: &Asked, found: &Found) -> Markup {
    html! {
        div.empty {
            p { (tr!("web-search-nothing")) }
            @match &found.nearest {
                Some(nearest) => {
                    @let filters: &[(FacetKind, String)] = if nearest.without_filters { &[] } else { &asked.chosen };
                    p {
                        (tr!("web-search-nearest", n = nearest.total)) " "
                        a href=(asked.address(&nearest.words, filters, 0)) { code { (tame::name(&nearest.words)) } }
                        @if nearest.without_filters { " " (tr!("web-search-without-filters")) }
                    }
                },
                None => { p { (tr!("web-search-no-nearest")) } },
            }
        }
    }
}

/// A speaker was asked for in a case whose texts were not annotated.
fn not_annotated() -> Markup {
    let told = trouble!("error-annotations-missing");
    html! { div.empty role="alert" { p { (told) } @if let Some(next) = told.next() { p { (next) } } } }
}

/// The query with the place where reading it stopped.
fn not_understood(asked: &Asked, at: usize, problem: &str, nearest: &str) -> Markup {
    let before: String = asked.words.chars().take(at).collect();
    let after: String = asked.words.chars().skip(at).collect();
    html! {
        div.empty role="alert" {
            p { (tr!("web-search-not-read", problem = problem)) }
            p { code { (tame::name(&before)) mark aria-label=(tr!("web-search-here")) { "▸" } (tame::name(&after)) } }
            @if !nearest.is_empty() {
                p { (tr!("web-search-instead")) " " a href=(asked.address(nearest, &asked.chosen, 0)) { code { (tame::name(nearest)) } } }
            }
        }
        (help())
    }
}

/// How queries are written.
pub(super) fn help() -> Markup {
    const ROWS: [(&str, &str); 8] = [
        ("web-help-words", "web-help-words-about"),
        ("web-help-phrase", "web-help-phrase-about"),
        ("web-help-either", "web-help-either-about"),
        ("web-help-without", "web-help-without-about"),
        ("web-help-prefix", "web-help-prefix-about"),
        ("web-help-fuzzy", "web-help-fuzzy-about"),
        ("web-help-near", "web-help-near-about"),
        ("web-help-filter", "web-help-filter-about"),
    ];
    html! {
        dl.help { @for (example, about) in ROWS {
            dt { code { (say::message(example, &crate::args![])) } }
            dd { (say::message(about, &crate::args![])) }
        } }
    }
}

fn one(hit: &Hit) -> Markup {
    html! {
        li {
            h2 { a href={ "/item/" (hit.item) } { (shell::name(&hit.name)) } }
            p.facts {
                span.state.(hit.state.code()) { (words::state(hit.state)) }
                @if let Some(kind) = &hit.media_type { span { (words::media_type(kind)) } }
                @if let Some(title) = &hit.title { bdi { (tame::name(title)) } }
            }
            @for about in &hit.about { p.snippet.soft { (marked(about)) } }
            @for snippet in &hit.snippets { (excerpt(hit, snippet)) }
            @if hit.more > 0 { p { small { (tr!("search-more", n = hit.more)) } } }
        }
    }
}

fn excerpt(hit: &Hit, snippet: &Snippet) -> Markup {
    let at = address::of(snippet.anchor);
    html! {
        p.snippet {
            a href={ "/item/" (hit.item) "?at=" (at) "#" (at) } { span dir="auto" { (with_marks(&snippet.text, &snippet.marks)) } }
            @if let Some(page) = snippet.page() { " " small { (tr!("place-page", page = page)) } }
        }
    }
}

fn marked(text: &Marked) -> Markup {
    html! { span dir="auto" { (with_marks(&text.text, &text.marks)) } }
}

fn with_marks(words: &str, marks: &[Span]) -> Markup {
    let slice = |start: u64, end: u64| Span { start, end }.slice(words).unwrap_or_default();
    let ends = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
    html! {
        @for (from, mark) in ends.zip(marks) {
            (text::shown_text(&slice(from, mark.start).replace(['\r', '\n'], " ")))
            mark { (text::shown_text(slice(mark.start, mark.end))) }
        }
        (text::shown_text(&slice(marks.last().map_or(0, |mark| mark.end), words.len() as u64).replace(['\r', '\n'], " ")))
    }
}

fn facet_list(desk: &Desk<'_>, asked: &Asked, facet: &Facet) -> Result<Markup> {
    let title = say::message(&format!("filter-{}", facet.of.code()), &crate::args![]);
    let row = |value: &str, items: u64| -> Result<Markup> {
        let on = asked.has(facet.of, value);
        Ok(html! {
            li {
                // No range of days means "not known".
                @if value == "?" && facet.of == FacetKind::Published {
                    span { (value_name(desk, facet.of, value)?) }
                } @else {
                    a href=(asked.toggled(facet.of, value)) aria-current=[on.then_some("true")] { (value_name(desk, facet.of, value)?) }
                }
                span.number { (say::number(items)) }
            }
        })
    };
    let (first, rest) = facet.values.split_at(facet.values.len().min(VALUES));
    Ok(html! {
        @if facet.values.len() > 1 || facet.values.iter().any(|value| asked.has(facet.of, &value.value)) {
            section.facet aria-label=(title) {
                h2 { (title) }
                ul { @for value in first { (row(&value.value, value.items)?) } }
                @if !rest.is_empty() {
                    details {
                        summary { (tr!("web-filter-more", n = rest.len() as u64)) }
                        ul { @for value in rest { (row(&value.value, value.items)?) } }
                    }
                }
            }
        }
    })
}

/// A filter's value in the person's language.
fn value_name(desk: &Desk<'_>, of: FacetKind, value: &str) -> Result<Markup> {
    Ok(match of {
        FacetKind::Kind => html! { (words::media_type(&MediaType::new(value))) },
        FacetKind::State => match LedgerState::from_code(value) {
            Some(state) => html! { (words::state(state)) },
            None => shell::name(value),
        },
        FacetKind::Language => {
            let known = say::find(&format!("language-{value}"), None, &crate::args![]);
            html! { @if value == "?" { (tr!("web-unknown")) } @else { (known.unwrap_or_else(|| tame::name(value).into_owned())) } }
        }
        FacetKind::Published | FacetKind::TakenIn if value == "?" => html! { (tr!("web-unknown")) },
        FacetKind::Published | FacetKind::TakenIn => html! { (words::days(value)) },
        FacetKind::From if value.is_empty() => html! { (tr!("web-from-nobody")) },
        FacetKind::From | FacetKind::Speaker => shell::name(value),
        FacetKind::Container => {
            let container = match value.parse() {
                Ok(item) => desk.catalogue.item(item)?,
                Err(_) => None,
            };
            shell::name(&container.map_or_else(|| value.to_owned(), |item| item.line.name))
        }
    })
}
