//! The ledger: for each item how much of it was read, and why not all.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::{Filter, Page};
use maud::{Markup, html};
use model::{DefectKind, LedgerState};
use serde::Deserialize;

use super::App;
use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use crate::words;

/// Items on one page.
const LINES: u64 = 50;

#[derive(Deserialize)]
pub(super) struct View {
    state: Option<String>,
    defect: Option<String>,
    #[serde(default)]
    offset: u64,
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit, Query(view): Query<View>) -> Response {
    desk::page(app, visit, move |desk| ledger(desk, &view)).await
}

fn ledger(desk: &Desk<'_>, view: &View) -> Result<Markup> {
    let state = view.state.as_deref().and_then(LedgerState::from_code);
    let defect = view.defect.as_deref().and_then(DefectKind::from_code);
    let filter = Filter { state, defect, media_type: None };
    let total = desk.catalogue.count(&filter)?;
    let items = desk.catalogue.items(&filter, Page { offset: view.offset, limit: LINES })?;
    let end = view.offset + items.len() as u64;
    let target = |state: Option<LedgerState>, defect: Option<DefectKind>, offset: u64| {
        let pairs = state.map(|it| format!("state={}", it.code())).into_iter();
        let pairs = pairs.chain(defect.map(|it| format!("defect={}", it.code())));
        let pairs = pairs.chain((offset > 0).then(|| format!("offset={offset}"))).collect::<Vec<_>>();
        if pairs.is_empty() { "/ledger".to_owned() } else { format!("/ledger?{}", pairs.join("&")) }
    };
    let body = html! {
        h1 { (tr!("web-ledger-title")) }
        p { (tr!("web-ledger-about")) }
        nav.ways aria-label=(tr!("web-state")) { ul {
            li { a href=(target(None, defect, 0)) aria-current=[state.is_none().then_some("page")] { (tr!("web-ledger-all")) } }
            @for it in LedgerState::ALL {
                li { a href=(target(Some(it), defect, 0)) aria-current=[(state == Some(it)).then_some("page")] { (words::state(it)) } }
            }
        } }
        @if let Some(kind) = defect {
            p { a.button href=(target(state, None, 0)) { (words::defect_kind(kind)) " " span aria-hidden="true" { "×" } span.away { (tr!("web-filter-off")) } } }
        }
        p role="status" { (tr!("items-count", n = total)) }
        ul.hits { @for item in &items {
            @let line = &item.line;
            li {
                h2 { a href={ "/item/" (line.item) } { (shell::name(&line.name)) } }
                p.facts { span.state.(line.state.code()) { (words::state(line.state)) } }
                @for defect in line.reading.iter().flat_map(|reading| &reading.defects) { p.snippet { (words::defect(defect)) } }
            }
        } }
        (shell::pager(
            &tr!("web-ledger-title"),
            (view.offset > 0).then(|| target(state, defect, view.offset.saturating_sub(LINES))),
            &tr!("web-log-here", from = view.offset + 1, to = end, n = total),
            (end < total).then(|| target(state, defect, end)),
        ))
    };
    Ok(shell::page(desk, &tr!("web-ledger-title"), Tab::Ledger, body))
}
