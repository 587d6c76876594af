//! The log, entry by entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use model::Decision;
use serde::Deserialize;

use super::App;
use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use crate::{say, tame, words};

/// Entries on one page.
const ENTRIES: u64 = 100;

#[derive(Deserialize)]
pub(super) struct Stretch {
    #[serde(default)]
    from: u64,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Query(stretch): Query<Stretch>,
) -> Response {
    desk::page(app, visit, move |desk| log(desk, stretch.from)).await
}

fn log(desk: &Desk<'_>, from: u64) -> Result<Markup> {
    let size = desk.catalogue.entries_seen();
    let from = from.min(size.saturating_sub(1)) / ENTRIES * ENTRIES;
    let end = size.min(from + ENTRIES);
    let rows = desk.catalogue.entries(from..end)?;
    let decided: BTreeMap<u64, Decision> =
        desk.catalogue.decisions(from)?.into_iter().map(|row| (row.entry, row.decision)).collect();
    let here = tr!("web-log-here", from = from, to = end.saturating_sub(1), n = size);
    let target = |from: u64| format!("/log?from={from}");
    let pager = shell::pager(
        &tr!("web-nav-log"),
        (from > 0).then(|| target(from - ENTRIES)),
        &here,
        (end < size).then(|| target(end)),
    );
    let body = html! {
        h1 { (tr!("web-log-title")) }
        p { (tr!("web-log-about")) }
        (pager)
        div.wide tabindex="0" role="region" aria-label=(tr!("web-log-title")) {
            table.log {
                thead { tr {
                    th.number scope="col" { (tr!("web-log-entry")) }
                    th scope="col" { (tr!("web-log-when")) }
                    th scope="col" { (tr!("web-log-who")) }
                    th scope="col" { (tr!("web-log-what")) }
                } }
                tbody { @for row in &rows {
                    tr #{ "e" (row.index) } {
                        td.number { (say::number(row.index)) }
                        td.when { @if let Some(at) = row.at { (shell::moment(at)) } }
                        td { bdi { (tame::name(row.by.as_deref().unwrap_or_default())) } }
                        td {
                            @let what = format!("{}{}", words::event(row), words::register::decided(decided.get(&row.index)));
                            @match row.item {
                                Some(item) => { a href={ "/item/" (item) } { (what) } },
                                None => { (what) },
                            }
                        }
                    }
                } }
            }
        }
        (pager)
    };
    Ok(shell::page(desk, &tr!("web-log-title"), Tab::Log, body))
}
