//! A page of a PDF or picture as it looks, drawn afresh in a confined process, with the words marked on it that were
//! asked for. The browser never gets the original to show.

use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use model::{PartKind, Rect};
use serde::Deserialize;

use super::desk::{self, Desk, NotThere, Visit};
use super::shell::{self, Tab};
use super::{App, item, text};
use crate::pipeline;
use crate::settings::Settings;
use crate::worker::{self, Wanted};

/// How wide pages are drawn, in pixels: sharp on a wide screen, and small enough to come at once.
const WIDTH: u32 = 1_400;

/// Has pages drawn, one at a time: a page shows one, and a hostile one may take much memory.
pub(super) struct Painter {
    settings: worker::Settings,
    turn: Mutex<()>,
}

impl Painter {
    pub(super) fn new(settings: &Settings) -> Self {
        Self { settings: pipeline::how(settings, Some(1)).worker, turn: Mutex::default() }
    }
}

#[derive(Deserialize)]
pub(super) struct View {
    /// The words to mark.
    at: Option<String>,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((given, number)): Path<(String, u32)>,
    Query(view): Query<View>,
) -> Response {
    desk::page(app, visit, move |desk| one_page(desk, &given, number, &view)).await
}

fn one_page(desk: &Desk<'_>, given: &str, number: u32, view: &View) -> Result<Markup> {
    let item = desk.item(given)?;
    let id = item.line.item;
    let cited = view.at.as_deref().map(desk::span).transpose()?;
    let count = item.line.reading.as_ref().map_or(0, |reading| reading.pages);
    // A page of which no text was read has no part, and is all the more worth seeing.
    let part = desk.catalogue.page(id, number)?;
    if part.is_none() && !(1..=count).contains(&number.into()) {
        return Err(NotThere(trouble!("error-no-such-page", address = desk.address)).into());
    }
    let size = part.as_ref().and_then(|part| match part.head.kind {
        PartKind::Page { width, height, .. } => Some((width, height)),
        _ => None,
    });
    let marks: Vec<Rect> = match cited {
        Some(cited) => {
            let areas = desk.catalogue.areas(id, cited)?;
            areas.into_iter().filter(|area| area.page == number).map(|area| area.rect).collect()
        }
        None => Vec::new(),
    };
    let target = |number: u32| format!("/item/{id}/page/{number}");
    let pager = shell::pager(
        &tr!("web-pages", n = count),
        (number > 1).then(|| target(number - 1)),
        &tr!("web-page-here", n = number, of = count),
        (u64::from(number) < count).then(|| target(number + 1)),
    );
    let body = html! {
        p.inside { a href={ "/item/" (id) } { (tr!("web-back-to-item")) } }
        (item::head(desk, &item)?)
        (pager)
        div.page-view {
            figure.page-picture {
                img src={ (target(number)) "/picture" } alt=(tr!("web-page-alt", n = number)) width=[size.map(|it| it.0)] height=[size.map(|it| it.1)];
                @if let Some((width, height)) = size.filter(|_| !marks.is_empty()) {
                    svg viewBox={ "0 0 " (width) " " (height) } preserveAspectRatio="none" role="img" aria-label=(tr!("web-page-marked", n = marks.len() as u64)) {
                        @for area in &marks {
                            rect x=(area.left) y=(area.top) width=(area.right - area.left) height=(area.bottom - area.top) {}
                        }
                    }
                }
            }
            section aria-labelledby="page-text" {
                h2 #page-text { (tr!("web-page-text")) }
                @match &part {
                    Some(part) => { div.document lang="" data-item=(id) { (text::lines(part, part.head.characters, cited, &[])) } },
                    None => { p.empty { (tr!("web-page-no-text")) } },
                }
            }
        }
        (pager)
    };
    Ok(shell::page(desk, &item.line.name, Tab::Items, body))
}

pub(super) async fn png(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path((given, number)): Path<(String, u32)>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let line = desk.item(&given)?.line;
        let not_there = |why: &dyn std::fmt::Display| NotThere(trouble!("web-error-no-picture").because(why));
        let file =
            std::fs::File::open(desk.app.folder.original(line.item)).map_err(|error| not_there(&error))?;
        let wanted = Wanted { name: &line.name, size: line.size, page: number, width: WIDTH };
        let _turn = desk.app.pictures.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let drawing =
            worker::draw(&desk.app.pictures.settings, &file, wanted).map_err(|error| not_there(&error))?;
        Ok(([(header::CONTENT_TYPE, "image/png")], drawing.png).into_response())
    })
    .await
}
