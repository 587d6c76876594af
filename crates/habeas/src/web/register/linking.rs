//! Linking from the page: one run at a time, in the background, with progress. Says whether the register is behind and
//! what it does not know yet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Answers, App, Desk, Visit, plain};
use crate::home::Home;
use crate::register::{STEPS, link_case, threads};
use crate::trouble::{self, Trouble};
use crate::web::desk;
use crate::words::register as words;

/// The run of this process, if one goes on or failed.
#[derive(Default)]
pub(in crate::web) struct Job(Mutex<Run>);

#[derive(Default)]
enum Run {
    #[default]
    None,
    /// Steps done.
    Running(u64),
    /// Why, and what to do.
    Failed(String, Option<String>),
}

impl Job {
    fn state(&self) -> MutexGuard<'_, Run> {
        // Nothing that holds it can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a new run may begin; it counts as begun then.
    fn begin(&self) -> bool {
        let mut state = self.state();
        let may = !matches!(*state, Run::Running(_));
        if may {
            *state = Run::Running(0);
        }
        may
    }
}

#[derive(Deserialize)]
pub(in crate::web) struct Wish {
    #[serde(default)]
    back: String,
}

/// Starts a run, unless one goes on, and returns to the page.
pub(in crate::web) async fn start(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(wish): Form<Wish>,
) -> Response {
    if app.linking.begin() {
        let worker = app.clone();
        let running = tokio::task::spawn_blocking(move || visit.voice.speak(|| run(&worker)));
        tokio::spawn(async move {
            let ended = running.await.unwrap_or_else(|crash| Run::Failed(crash.to_string(), None));
            *app.linking.state() = ended;
        });
    }
    (StatusCode::SEE_OTHER, [(header::LOCATION, desk::own_path(&wish.back))]).into_response()
}

fn run(app: &App) -> Run {
    match link(app) {
        Ok(()) => Run::None,
        Err(error) => {
            let error = trouble::explained(error, &app.folder.path);
            let next = error.downcast_ref::<Trouble>().and_then(Trouble::next).map(str::to_owned);
            Run::Failed(error.to_string(), next)
        }
    }
}

fn link(app: &App) -> Result<()> {
    let mut case = app.folder.clone().open_to_write(&app.by, Home::find()?)?;
    link_case(&mut case, false, threads(None), |done| *app.linking.state() = Run::Running(done))?;
    Ok(())
}

/// How far the run is, for the page's script: steps done and in all, or nothing when none goes on.
pub(in crate::web) async fn progress(State(app): State<Arc<App>>) -> Response {
    let state = match *app.linking.state() {
        Run::Running(done) => serde_json::json!({ "done": done, "total": STEPS }),
        _ => serde_json::json!({}),
    };
    ([(header::CONTENT_TYPE, "application/json")], state.to_string()).into_response()
}

/// What the register does not know yet, with the way to bring it up to date; nothing when it is.
pub(in crate::web) fn state(desk: &Desk<'_>, answers: &Answers) -> Markup {
    let behind = words::behind(answers);
    let goes_on = !matches!(*desk.app.linking.state(), Run::None);
    html! {
        @if !behind.is_empty() || goes_on {
            section.behind aria-label=(tr!("web-link-state")) {
                @for it in &behind { p { (it) } }
                (way(desk, "web-link-again"))
            }
        }
        @if !answers.run.repeated {
            p.note { (tr!("link-not-repeated", entry = answers.run.entry, program = answers.run.program.as_str())) }
        }
    }
}

/// The run that goes on, or the form that starts one.
pub(in crate::web) fn way(desk: &Desk<'_>, key: &str) -> Markup {
    let form = html! {
        form method="post" action="/people/link" {
            input type="hidden" name="back" value=(desk.address);
            button { (plain(key)) }
        }
    };
    match &*desk.app.linking.state() {
        Run::None => form,
        Run::Running(done) => html! {
            // Without script the page asks again by itself.
            noscript { meta http-equiv="refresh" content="2"; }
            p role="status" { (tr!("web-link-running")) }
            progress data-at="/people/link/progress" max=(STEPS) value=(done) aria-label=(tr!("link-progress")) {}
        },
        Run::Failed(why, next) => html! {
            p.bad role="alert" { (why) }
            @if let Some(next) = next { p { strong { (tr!("next-label")) } " " (next) } }
            (form)
        },
    }
}
