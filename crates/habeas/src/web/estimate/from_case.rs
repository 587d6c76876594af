//! The estimate of the case's own people, in the browser: which lists to take, how to divide people, and the way from a
//! history to the people who have it.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use estimate::Answer;
use maud::{Markup, html};
use model::Meaning;

use super::super::desk::{Desk, Visit};
use super::super::people::{Fields, exactly, value};
use super::super::register::{self, Answers, Opened};
use super::{App, Declared, Wanted, begun};
use crate::estimating::from_case::{self, DRAWS, FromCase, Wish};
use crate::home::Home;
use crate::trouble::{self, Trouble};
use crate::words;

/// What people may be divided by.
const STRATA: [Meaning; 5] =
    [Meaning::Sex, Meaning::Nationality, Meaning::Place, Meaning::Facility, Meaning::EventDate];

/// Starts an estimate of the people on the lists that were ticked, unless one goes on.
pub(in crate::web) async fn start(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    if app.estimating.begin(Wanted::default()) {
        let folder = app.folder.clone();
        begun(app, visit.voice, move || {
            let ask = || -> Result<FromCase> {
                let desk = Answers::open(&folder, folder.catalogue()?)?;
                from_case::ask(&desk, &wish(&fields))
            };
            let found = ask().map_err(|error| told(error, &folder.path))?;
            Ok((found.asked, Some(found.lists)))
        });
    }
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/estimate")]).into_response()
}

fn wish(fields: &Fields) -> Wish {
    let lists = fields.iter().filter(|(name, _)| name == "list").filter_map(|(_, list)| list.parse().ok());
    Wish {
        lists: lists.collect(),
        by: Meaning::from_code(value(fields, "strata")).filter(|it| STRATA.contains(it)),
        draws: DRAWS,
        seed: value(fields, "seed").parse().unwrap_or(1),
        quick: false,
        declared: Declared::default(),
    }
}

/// Enters an answer about the case's people into the log.
pub(super) fn record(app: &App, lists: &[u64], answer: &Answer) -> Result<(), Trouble> {
    let entered = Home::find().and_then(|home| app.folder.clone().open_to_write(&app.by, home));
    let entered = entered.and_then(|mut case| case.record(from_case::entry(lists, answer)));
    entered.map(drop).map_err(|error| told(error, &app.folder.path))
}

/// An error as people are told it.
fn told(error: anyhow::Error, folder: &std::path::Path) -> Trouble {
    match trouble::explained(error, folder).downcast() {
        Ok(told) => told,
        Err(error) => trouble!("estimate-error-crash").because(&format!("{error:#}")),
    }
}

/// The people who have a history over lists: `12-15-40` and the history's number.
pub(in crate::web) async fn people(Path((lists, history)): Path<(String, u64)>) -> Response {
    let lists: Vec<u64> = lists.split('-').filter_map(|list| list.parse().ok()).collect();
    let target = exactly(&from_case::lists_of(history, &lists));
    (StatusCode::SEE_OTHER, [(header::LOCATION, target)]).into_response()
}

/// Which lists to take; nothing before there is a register.
pub(super) fn form(desk: &Desk<'_>, busy: bool) -> Result<Markup> {
    let answers = match register::open(desk)? {
        Opened::Register(answers) => answers,
        Opened::Nothing(first) => return Ok(html! { h2 { (tr!("estimate-page-case")) } (first) }),
    };
    let (lists, copies) = from_case::choice(&answers);
    Ok(html! {
        h2 { (tr!("estimate-page-case")) }
        div.ask { form method="post" action="/estimate/case" {
            p { (tr!("estimate-page-case-how")) }
            fieldset {
                legend { (tr!("estimate-page-lists")) }
                @for list in lists {
                    p { label {
                        input type="checkbox" name="list" value=(list) checked; " " (answers.list_name(list))
                    } }
                }
                @for (copy, of) in copies {
                    p.note { (tr!("overlap-copy", copy = answers.list_name(copy), of = answers.list_name(of))) }
                }
            }
            label for="strata" { (tr!("estimate-page-divide")) }
            select #strata name="strata" {
                option value="" { (tr!("estimate-page-undivided")) }
                @for meaning in STRATA { option value=(meaning.code()) { (words::meaning(meaning)) } }
            }
            button disabled[busy] { (tr!("estimate-page-start")) }
        } }
    })
}
