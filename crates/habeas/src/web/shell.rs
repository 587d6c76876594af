//! What every page has in common: head, header, navigation, footer, errors, and the few files that browsers load
//! beside the pages. All of them are in the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use maud::{DOCTYPE, Markup, html};

use super::desk::Desk;
use crate::say::{self, Language};
use crate::{tame, trouble};

/// The parts of the page's navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tab {
    Case,
    Items,
    Quotes,
    Timeline,
    Figures,
    Estimate,
    People,
    Lists,
    Overlap,
    Compare,
    Review,
    Ledger,
    Log,
    Verify,
}

/// A group of the navigation: its name and its parts, each with address and name. The first part stands for the group.
type Group = (&'static str, &'static [(Tab, &'static str, &'static str)]);

const SECTIONS: [Group; 5] = [
    ("web-nav-case", &[(Tab::Case, "/", "web-nav-case")]),
    ("web-nav-items", &[(Tab::Items, "/items", "web-nav-items"), (Tab::Ledger, "/ledger", "web-nav-ledger")]),
    (
        "web-nav-said",
        &[
            (Tab::Quotes, "/quotes", "web-nav-quotes"),
            (Tab::Timeline, "/timeline", "web-nav-timeline"),
            (Tab::Figures, "/figures", "web-nav-figures"),
        ],
    ),
    (
        "web-nav-people",
        &[
            (Tab::People, "/people", "web-nav-register"),
            (Tab::Lists, "/lists", "list-web-title"),
            (Tab::Overlap, "/overlap", "web-nav-overlap"),
            (Tab::Compare, "/compare", "web-nav-compare"),
            (Tab::Review, "/review", "web-nav-review"),
            (Tab::Estimate, "/estimate", "web-nav-estimate"),
        ],
    ),
    ("web-nav-proof", &[(Tab::Log, "/log", "web-nav-log"), (Tab::Verify, "/verify", "web-nav-verify")]),
];

/// A page of the case.
pub(super) fn page(desk: &Desk<'_>, title: &str, section: Tab, body: Markup) -> Markup {
    let head = html! {
        @if desk.behind > 0 { p.note role="status" { (tr!("note-behind", n = desk.behind)) } }
    };
    frame(&desk.app.folder.settings.name, desk.address, title, Some(section), html! { (head) (body) })
}

fn frame(case: &str, address: &str, title: &str, section: Option<Tab>, body: Markup) -> Markup {
    let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let words = section.filter(|it| *it == Tab::Items).and_then(|_| value_of(query, "q"));
    html! {
        (DOCTYPE)
        html lang=(say::voice().language().code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (tame::name(title)) " · " (tame::name(case)) }
                link rel="icon" href="/assets/habeas.svg" type="image/svg+xml";
                link rel="stylesheet" href="/assets/habeas.css";
                script src="/assets/habeas.js" defer {}
            }
            body {
                a.skip href="#main" { (tr!("web-skip")) }
                header.top {
                    p.case { a href="/" { bdi { (tame::name(case)) } } }
                    nav aria-label=(tr!("web-nav")) {
                        ul {
                            @for (key, parts) in SECTIONS {
                                li { a href=(parts[0].1) aria-current=[current(section, parts)] {
                                    (say::message(key, &crate::args![]))
                                } }
                            }
                        }
                    }
                    form.find action="/search" role="search" {
                        input type="search" name="q" value=[words] aria-label=(tr!("web-search-label"))
                            placeholder=(tr!("web-search-label")) autocomplete="off" spellcheck="false";
                        button { (tr!("web-search-button")) }
                    }
                    (languages(address))
                }
                (parts(section))
                main #main tabindex="-1" { (body) }
                // The script shows it beside words that somebody selects.
                @if section == Some(Tab::Items) { a #cite-selection.button hidden { (tr!("web-cite-these")) } }
                footer { p { (tr!("web-footer", program = crate::PROGRAM)) } }
            }
        }
    }
}

/// What `aria-current` says of the group that these parts make up.
fn current(section: Option<Tab>, parts: &[(Tab, &str, &str)]) -> Option<&'static str> {
    let at = parts.iter().position(|(of, _, _)| Some(*of) == section)?;
    // The link of a group leads to its first part.
    Some(if at == 0 { "page" } else { "true" })
}

/// The parts of the group that the page belongs to, where it has several.
fn parts(section: Option<Tab>) -> Markup {
    let is_here = |parts: &&[(Tab, &str, &str)]| parts.iter().any(|(of, _, _)| Some(*of) == section);
    let group = SECTIONS.iter().find(|(_, parts)| is_here(parts)).filter(|(_, parts)| parts.len() > 1);
    html! {
        @if let Some((key, parts)) = group {
            nav.parts aria-label=(say::message(key, &crate::args![])) {
                ul {
                    @for (of, target, key) in *parts {
                        li { a href=(target) aria-current=[(section == Some(*of)).then_some("page")] {
                            (say::message(key, &crate::args![]))
                        } }
                    }
                }
            }
        }
    }
}

/// The same page in the other language.
fn languages(address: &str) -> Markup {
    let names = [(Language::En, "English"), (Language::Es, "Español")];
    html! {
        ul.languages aria-label=(tr!("web-language")) {
            @for (language, name) in names {
                li {
                    @if language == say::voice().language() {
                        span lang=(language.code()) aria-current="true" { (name) }
                    } @else {
                        a lang=(language.code()) hreflang=(language.code())
                            href={ "/language?to=" (language.code()) "&back=" (escaped(address)) } { (name) }
                    }
                }
            }
        }
    }
}

/// The decoded value of a query's parameter.
fn value_of(query: &str, name: &str) -> Option<String> {
    let pairs: Vec<(String, String)> =
        axum::extract::Query::try_from_uri(&format!("/?{query}").parse().ok()?).ok()?.0;
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

/// Text as it may stand in a query (RFC 3986, section 2.3: everything but the unreserved characters is escaped).
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            escaped.push(byte.into());
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// A moment, for eyes and for machines.
pub(super) fn moment(at: Timestamp) -> Markup {
    html! { time datetime=(at) { (say::when(at)) } }
}

/// A foreign name, isolated from the direction of what stands beside it.
pub(super) fn name(text: &str) -> Markup {
    html! { bdi { @if text.is_empty() { (tr!("web-nameless")) } @else { (tame::name(text)) } } }
}

/// Links to what comes before and after a stretch of a list.
pub(super) fn pager(label: &str, before: Option<String>, here: &str, after: Option<String>) -> Markup {
    html! {
        @if before.is_some() || after.is_some() {
            nav.pager aria-label=(label) {
                @if let Some(target) = before { a rel="prev" href=(target) { (tr!("web-previous")) } }
                span { (here) }
                @if let Some(target) = after { a rel="next" href=(target) { (tr!("web-next")) } }
            }
        }
    }
}

/// An error, with its next step.
pub(super) fn error(case: &str, address: &str, error: &anyhow::Error) -> Markup {
    let troubles = || error.chain().filter_map(|cause| cause.downcast_ref::<trouble::Trouble>());
    let causes: Vec<String> = error
        .chain()
        .skip(1)
        .map(ToString::to_string)
        .chain(troubles().filter_map(|trouble| trouble.cause().map(str::to_owned)))
        .collect();
    let title = tr!("web-error-title");
    let body = html! {
        h1 { (title) }
        p role="alert" { (tame::text(&error.to_string())) }
        @for cause in causes { p.cause { (tame::text(&cause)) } }
        @for next in troubles().filter_map(trouble::Trouble::next) {
            p { strong { (tr!("next-label")) } " " (next) }
        }
    };
    frame(case, address, &title, None, body)
}

/// What a browser sees that was not let in. Says nothing of the case.
pub(super) fn locked() -> Markup {
    html! {
        (DOCTYPE)
        html lang=(say::voice().language().code()) {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "Habeas" } }
            body { main { h1 { (tr!("web-locked-title")) } p { (tr!("web-locked")) } } }
        }
    }
}

const ASSETS: [(&str, &str, &str); 3] = [
    ("habeas.css", "text/css; charset=utf-8", include_str!("assets/habeas.css")),
    ("habeas.js", "text/javascript; charset=utf-8", include_str!("assets/habeas.js")),
    ("habeas.svg", "image/svg+xml", include_str!("assets/habeas.svg")),
];

/// A file that the pages load.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    match ASSETS.iter().find(|(of, _, _)| *of == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
