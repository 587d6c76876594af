//! The timeline: what the texts date, in the order of the days, each as fine as its source gave it; and what has no
//! known date. Places nothing that its text leaves open.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::said::{Period, days};
use maud::{Markup, html};
use serde::Deserialize;

use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use super::{App, said};
use crate::said::{DateLine, Reader};
use crate::{tame, words};

/// Lines on one page.
const LINES: u64 = 60;

#[derive(Deserialize)]
pub(super) struct View {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    /// `unresolved` for what has no known date.
    #[serde(default)]
    show: String,
    #[serde(default)]
    offset: u64,
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit, Query(view): Query<View>) -> Response {
    desk::page(app, visit, move |desk| timeline(desk, &view)).await
}

fn timeline(desk: &Desk<'_>, view: &View) -> Result<Markup> {
    let annotations = desk.app.folder.annotations()?;
    let reader = Reader::new(&desk.catalogue, &annotations);
    let (from, to) = (days(view.from.trim()), days(view.to.trim()));
    let refused: Vec<&str> = [(&view.from, from), (&view.to, to)]
        .into_iter()
        .filter(|(given, days)| !given.trim().is_empty() && days.is_none())
        .map(|(given, _)| given.as_str())
        .collect();
    let period = Period { item: None, from: from.map(|(first, _)| first), to: to.map(|(_, last)| last) };
    let open = view.show == "unresolved";
    let page = Page { offset: view.offset, limit: LINES };
    let (placed, unresolved) = (annotations.count_timeline(&period)?, annotations.count_unresolved(&period)?);
    let total = if open { unresolved } else { placed };
    let rows =
        if open { annotations.unresolved(&period, page)? } else { annotations.timeline(&period, page)? };
    let end = view.offset + rows.len() as u64;
    let lines = rows.into_iter().map(|row| reader.date(row)).collect::<Result<Vec<_>>>()?;
    let target = |open: bool, offset: u64| {
        let pairs =
            [("from", view.from.as_str()), ("to", &view.to), ("show", if open { "unresolved" } else { "" })];
        let pairs = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = pairs.map(|(name, value)| format!("{name}={}", shell::escaped(value)));
        let pairs: Vec<String> = pairs.chain((offset > 0).then(|| format!("offset={offset}"))).collect();
        if pairs.is_empty() { "/timeline".to_owned() } else { format!("/timeline?{}", pairs.join("&")) }
    };
    let title = tr!("web-timeline-title");
    let body = html! {
        h1 { (title) }
        p { (tr!("web-timeline-about")) }
        (said::state(desk, &annotations)?)
        form.jump action="/timeline" {
            label for="from" { (tr!("web-timeline-from")) }
            input #from name="from" value=(tame::name(&view.from)) placeholder="2025-03" autocomplete="off";
            label for="to" { (tr!("web-timeline-to")) }
            input #to name="to" value=(tame::name(&view.to)) placeholder="2025-03-17" autocomplete="off";
            button { (tr!("web-quotes-show")) }
        }
        @for given in refused { p.note role="alert" { (tr!("error-bad-days", given = given)) } }
        nav.ways aria-label=(title) { ul {
            li { a href=(target(false, 0)) aria-current=[(!open).then_some("page")] { (tr!("timeline-count", n = placed)) } }
            li { a href=(target(true, 0)) aria-current=[open.then_some("page")] { (tr!("timeline-unresolved-count", n = unresolved)) } }
        } }
        (said::left_out(&reader))
        ul.hits { @for line in lines.iter().flatten() { li { (date(line)) } } }
        (shell::pager(
            &title,
            (view.offset > 0).then(|| target(open, view.offset.saturating_sub(LINES))),
            &tr!("web-log-here", from = (view.offset + 1).min(total), to = end, n = total),
            (end < total).then(|| target(open, end)),
        ))
    };
    Ok(shell::page(desk, &title, Tab::Timeline, body))
}

fn date(line: &DateLine) -> Markup {
    let item = line.dated.item;
    html! {
        h2 { (words::date(&line.dated)) }
        p.snippet {
            @if let Some(speaker) = &line.speaker { strong { (shell::name(&words::speaker(speaker))) } ": " }
            (said::spot_link(item, &line.sentence))
        }
        p.facts {
            span { "“" (said::spot_link(item, &line.words)) "”" }
            @match line.dated.date.anchored.as_str() {
                "publication" => { @if let Some(day) = line.dated.published { span { (tr!("web-date-publication", day = words::days(&day.to_string()))) } } },
                "text" => { @if let Some(against) = &line.against { span { (tr!("web-date-text", words = words::spot(against))) } } },
                _ => {},
            }
            a href={ "/item/" (item) } { (shell::name(&line.name)) }
            (said::place(&line.anchor))
        }
    }
}
