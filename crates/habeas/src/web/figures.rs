//! Figures: each thing that is counted, with what every source says of it side by side. Says where figures cannot all
//! be right, and never which is.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Query, State};
use axum::response::Response;
use case::Page;
use case::said::Rows;
use maud::{Markup, html};
use serde::Deserialize;

use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use super::{App, said};
use crate::said::{FigureLine, Reader, ThingLine};
use crate::{tame, words};

/// Things on one page.
const THINGS: u64 = 25;

/// Figures of one thing that are shown without being asked for.
const FIGURES: usize = 12;

#[derive(Deserialize)]
pub(super) struct View {
    /// Only of this.
    #[serde(default)]
    of: String,
    /// `lists` for what is counted in rows of declared lists.
    #[serde(default)]
    show: String,
    #[serde(default)]
    offset: u64,
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit, Query(view): Query<View>) -> Response {
    desk::page(app, visit, move |desk| figures(desk, &view)).await
}

fn figures(desk: &Desk<'_>, view: &View) -> Result<Markup> {
    let annotations = desk.app.folder.annotations()?;
    let reader = Reader::new(&desk.catalogue, &annotations);
    let of = Some(view.of.trim()).filter(|of| !of.is_empty());
    let within = view.show == "lists";
    let shown = if within { Rows::Within } else { Rows::Outside };
    let counts = [
        (false, annotations.count_things(of, Rows::Outside)?),
        (true, annotations.count_things(of, Rows::Within)?),
    ];
    let total = counts[usize::from(within)].1;
    let found = annotations.figures(of, shown, Page { offset: view.offset, limit: THINGS })?;
    let end = view.offset + found.len() as u64;
    let things = found.into_iter().map(|row| reader.thing(row)).collect::<Result<Vec<_>>>()?;
    let target = |within: bool, offset: u64| {
        let of = of.map(|of| format!("of={}", shell::escaped(of)));
        let show = within.then(|| "show=lists".to_owned());
        let offset = (offset > 0).then(|| format!("offset={offset}"));
        let pairs: Vec<String> = of.into_iter().chain(show).chain(offset).collect();
        if pairs.is_empty() { "/figures".to_owned() } else { format!("/figures?{}", pairs.join("&")) }
    };
    let title = tr!("web-figures-title");
    let body = html! {
        h1 { (title) }
        p { (tr!("web-figures-about")) }
        (said::state(desk, &annotations)?)
        form.jump action="/figures" {
            label for="of" { (tr!("web-figures-of")) }
            input #of name="of" value=(tame::name(&view.of)) autocomplete="off" spellcheck="false";
            button { (tr!("web-quotes-show")) }
        }
        nav.ways aria-label=(title) { ul {
            @for (one, n) in counts {
                @if n > 0 || !one || within {
                    @let said = if one { tr!("web-figures-listed", n = n) } else { tr!("figures-count", n = n) };
                    li { a href=(target(one, 0)) aria-current=[(one == within).then_some("page")] { (said) } }
                }
            }
        } }
        (said::left_out(&reader))
        @for thing in &things { (one(thing, of.is_some())) }
        (shell::pager(
            &title,
            (view.offset > 0).then(|| target(within, view.offset.saturating_sub(THINGS))),
            &tr!("web-log-here", from = (view.offset + 1).min(total), to = end, n = total),
            (end < total).then(|| target(within, end)),
        ))
    };
    Ok(shell::page(desk, &title, Tab::Figures, body))
}

/// One thing with its figures; all of them when it was asked for.
fn one(thing: &ThingLine, whole: bool) -> Markup {
    let shown = if whole { thing.figures.len() } else { thing.figures.len().min(FIGURES) };
    html! {
        section {
            h2 { (shell::name(&thing.head)) @if let Some(unit) = &thing.unit { " (" (unit) ")" } }
            div.wide { table.log {
                thead { tr {
                    th scope="col" { (tr!("web-figure-value")) } th scope="col" { (tr!("web-figure-words")) }
                    th scope="col" { (tr!("web-figure-who")) } th scope="col" { (tr!("web-figure-when")) }
                    th scope="col" { (tr!("web-figure-where")) }
                } }
                tbody { @for line in &thing.figures[..shown] { (row(line)) } }
            } }
            @if shown < thing.figures.len() {
                p { a href={ "/figures?of=" (shell::escaped(&thing.head)) } { (tr!("web-figures-more", n = (thing.figures.len() - shown) as u64)) } }
            }
        }
    }
}

fn row(line: &FigureLine) -> Markup {
    let item = line.figure.item;
    let unsaid = tr!("figure-nobody");
    html! {
        tr {
            td.number { (words::value(&line.figure.quantity)) @if line.figure.disagrees { br; span.warn { (tr!("figure-disagrees")) } } }
            td { (said::spot_link(item, &line.sentence)) }
            td { @match &line.speaker { Some(speaker) => { (shell::name(&words::speaker(speaker))) }, None => { (unsaid) } } }
            td { (words::figure_date(&line.figure).unwrap_or_default()) }
            td { a href={ "/item/" (item) } { (shell::name(&line.name)) } br; (said::place(&line.anchor)) }
        }
    }
}
