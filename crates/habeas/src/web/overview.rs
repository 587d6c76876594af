//! The case page: what is in it, what is unread and why, whether it is intact. Figures are links to the items that
//! they count.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::State;
use axum::response::Response;
use case::{Filter, Page};
use maud::{Markup, html};
use model::LedgerState;

use super::App;
use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use super::verify;
use crate::{say, words};

/// Items that the page names one by one because something of them is not read.
const NAMED: u64 = 12;

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    desk::page(app, visit, overview).await
}

fn overview(desk: &Desk<'_>) -> Result<Markup> {
    let status = desk.catalogue.status()?;
    let totals = status.totals;
    let name = &desk.app.folder.settings.name;
    let body = html! {
        h1 { (shell::name(name)) }
        @if totals.items == 0 {
            p.empty { (tr!("web-case-empty")) }
            pre.command { "habeas add " (tr!("web-case-empty-folder")) " --from \"…\"" }
        } @else {
            p.lead { (tr!("status-items", n = totals.items, size = say::bytes(totals.bytes), entries = totals.entries)) }
            p { (tr!("status-text", characters = totals.characters, pages = totals.pages, rows = totals.rows)) }
        }
        div.columns {
            section aria-labelledby="read" {
                h2 #read { (tr!("web-case-read")) }
                (states(&status.by_state, totals.items))
                (unread(desk)?)
            }
            section aria-labelledby="intact" {
                h2 #intact { (tr!("web-case-intact")) }
                (verify::summary(desk)?)
            }
            @if !status.by_defect.is_empty() {
                section aria-labelledby="why" {
                    h2 #why { (tr!("web-defects")) }
                    table.counts {
                        thead.away { tr { th scope="col" { (tr!("web-count")) } th scope="col" { (tr!("web-defect")) } } }
                        tbody { @for count in &status.by_defect {
                            tr {
                                td.number { (say::number(count.items)) }
                                th scope="row" { a href={ "/ledger?defect=" (count.kind.code()) } { (words::defect_kind(count.kind)) } }
                            }
                        } }
                    }
                }
            }
            @if !status.by_media_type.is_empty() {
                section aria-labelledby="kinds" {
                    h2 #kinds { (tr!("web-case-kinds")) }
                    table.counts {
                        thead.away { tr { th scope="col" { (tr!("web-count")) } th scope="col" { (tr!("web-kind")) } } }
                        tbody { @for (kind, count) in &status.by_media_type {
                            tr {
                                td.number { (say::number(*count)) }
                                th scope="row" { a href={ "/items?type=" (shell::escaped(kind.as_str())) } { (words::media_type(kind)) } }
                            }
                        } }
                    }
                }
            }
        }
    };
    Ok(shell::page(desk, &tr!("web-nav-case"), Tab::Case, body))
}

fn states(by_state: &[(LedgerState, u64)], items: u64) -> Markup {
    html! {
        table.counts {
            thead.away { tr { th scope="col" { (tr!("web-count")) } th scope="col" { (tr!("web-state")) } } }
            tbody { @for (state, count) in by_state.iter().filter(|(_, count)| *count > 0 || items == 0) {
                tr {
                    td.number { (say::number(*count)) }
                    th scope="row" { a.state.(state.code()) href={ "/ledger?state=" (state.code()) } { (words::state(*state)) } }
                }
            } }
        }
    }
}

/// The first items of which something is not read, with the reason.
fn unread(desk: &Desk<'_>) -> Result<Markup> {
    let mut shown = Vec::new();
    let mut count = 0;
    for state in [LedgerState::Failed, LedgerState::Partial, LedgerState::Unread] {
        let filter = Filter { state: Some(state), ..Filter::default() };
        count += desk.catalogue.count(&filter)?;
        let limit = NAMED - shown.len() as u64;
        shown.extend(desk.catalogue.items(&filter, Page { offset: 0, limit })?);
    }
    let more = count - shown.len() as u64;
    Ok(html! {
        @if !shown.is_empty() {
            ul.unread { @for item in &shown {
                li {
                    a href={ "/item/" (item.line.item) } { (shell::name(&item.line.name)) }
                    " " span.state.(item.line.state.code()) { (words::state(item.line.state)) }
                    @for defect in item.line.reading.iter().flat_map(|reading| &reading.defects).take(2) {
                        br; small { (words::defect(defect)) }
                    }
                }
            } }
            @if more > 0 { p { (tr!("web-case-more-unread", n = more)) } }
        }
    })
}
