//! The timeline: what the texts date, in the order of the days, each as fine as its source gave it; and what has no
//! known date. Places nothing that its text leaves open.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::said::{Period, Rows, days};
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
    let (first, last) = (from.map(|(first, _)| first), to.map(|(_, last)| last));
    let texts = Period { item: None, from: first, to: last, rows: Rows::Outside };
    let lists = Period { rows: Rows::Within, ..texts };
    let show = Show::ALL.into_iter().find(|show| show.name() == view.show).unwrap_or(Show::Placed);
    let count = |show: Show| match show {
        Show::Placed => annotations.count_timeline(&texts),
        Show::Unresolved => annotations.count_unresolved(&texts),
        Show::Lists => annotations.count_timeline(&lists),
    };
    let counts = Show::ALL.into_iter().map(|show| Ok((show, count(show)?))).collect::<Result<Vec<_>>>()?;
    let total = counts.iter().find(|(one, _)| *one == show).map_or(0, |(_, n)| *n);
    let page = Page { offset: view.offset, limit: LINES };
    let rows = match show {
        Show::Placed => annotations.timeline(&texts, page)?,
        Show::Unresolved => annotations.unresolved(&texts, page)?,
        Show::Lists => annotations.timeline(&lists, page)?,
    };
    let end = view.offset + rows.len() as u64;
    let lines = rows.into_iter().map(|row| reader.date(row)).collect::<Result<Vec<_>>>()?;
    let target = |show: Show, offset: u64| {
        let pairs = [("from", view.from.as_str()), ("to", &view.to), ("show", show.name())];
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
            @for (one, n) in counts {
                @if n > 0 || one == Show::Placed || one == show {
                    li { a href=(target(one, 0)) aria-current=[(one == show).then_some("page")] { (one.said(n)) } }
                }
            }
        } }
        (said::left_out(&reader))
        ul.hits { @for line in lines.iter().flatten() { li { (date(line)) } } }
        (shell::pager(
            &title,
            (view.offset > 0).then(|| target(show, view.offset.saturating_sub(LINES))),
            &tr!("web-log-here", from = (view.offset + 1).min(total), to = end, n = total),
            (end < total).then(|| target(show, end)),
        ))
    };
    Ok(shell::page(desk, &title, Tab::Timeline, body))
}

/// What the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    /// Dates of texts, by day.
    Placed,
    /// Expressions of time without a known date.
    Unresolved,
    /// Dates in rows of declared lists: births above all.
    Lists,
}

impl Show {
    const ALL: [Self; 3] = [Self::Placed, Self::Unresolved, Self::Lists];

    /// As the address has it.
    const fn name(self) -> &'static str {
        match self {
            Self::Placed => "",
            Self::Unresolved => "unresolved",
            Self::Lists => "lists",
        }
    }

    fn said(self, n: u64) -> String {
        match self {
            Self::Placed => tr!("timeline-count", n = n),
            Self::Unresolved => tr!("timeline-unresolved-count", n = n),
            Self::Lists => tr!("web-timeline-listed", n = n),
        }
    }
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
