//! How many people are on no list, in the browser: a table given by a person is estimated in the background, quickly first
//! and then in full, one at a time; the result stays until the next. The case and its log are not touched.

mod found;
pub(super) mod from_case;

use std::io::{Cursor, Write as _};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, Result};
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use estimate::{Answer, Options, Question, Step};
use maud::{Markup, html};
use serde::Deserialize;
use zip::write::SimpleFileOptions;

use super::App;
use super::desk::{self, NotThere, Visit};
use super::shell::{self, Tab};
use crate::estimating::{self, Asked, Declared};
use crate::say::Voice;
use crate::trouble::Trouble;
use crate::words::estimate as words;

/// The estimate of this process, if there was one.
#[derive(Default)]
pub(super) struct Job(Mutex<Run>);

#[derive(Default)]
struct Run {
    /// As it was typed, to be changed and asked again.
    wish: Wanted,
    asked: Option<Arc<Asked>>,
    /// The quick answer, then the full one.
    answer: Option<Arc<Answer>>,
    /// Whether the answer is the whole one and stands in the log.
    entered: bool,
    /// How far it is; nothing when none goes on.
    step: Option<Step>,
    trouble: Option<Trouble>,
}

impl Job {
    fn state(&self) -> MutexGuard<'_, Run> {
        // Nothing that holds it can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a new run may begin; it counts as begun then.
    fn begin(&self, wish: Wanted) -> bool {
        let mut state = self.state();
        let may = state.step.is_none();
        if may {
            *state = Run { wish, step: Some(Step::Models), ..Run::default() };
        }
        may
    }
}

/// What a person asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    table: String,
    #[serde(default)]
    seed: String,
    /// Each with a line for each declaration.
    #[serde(default)]
    copies: String,
    #[serde(default)]
    never: String,
    #[serde(default)]
    periods: String,
}

impl Wanted {
    fn asked(&self) -> Result<Asked, Trouble> {
        let tables = estimating::read(self.table.as_bytes(), &tr!("estimate-page-table"))?;
        let question = estimating::question(vec![tables])?;
        let lines = |text: &str| {
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
        };
        let declared = Declared {
            copies: lines(&self.copies),
            never: lines(&self.never),
            periods: lines(&self.periods),
        };
        let seed = match self.seed.trim() {
            "" => 1,
            text => text.parse().map_err(|_| trouble!("estimate-error-seed", seed = text))?,
        };
        let options = declared.declare(question.table.names(), estimating::options(seed, false))?;
        Ok(Asked { question, options, people: None })
    }
}

/// Starts an estimate of the table given, unless one goes on.
pub(super) async fn start(State(app): State<Arc<App>>, visit: Visit, Form(wish): Form<Wanted>) -> Response {
    if app.estimating.begin(wish.clone()) {
        begun(app, visit.voice, move || Ok((wish.asked()?, None)));
    }
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/estimate")]).into_response()
}

/// A question, with the case's lists that it is about.
type Ask = (Asked, Option<Vec<u64>>);

/// Computes in the background what `ask` asks for, of which [`Job::begin`] said that it may begin.
fn begun(app: Arc<App>, voice: Voice, ask: impl FnOnce() -> Result<Ask, Trouble> + Send + 'static) {
    let worker = app.clone();
    let work = move || voice.speak(|| compute(&worker, ask));
    let running = tokio::task::spawn_blocking(work);
    tokio::spawn(async move {
        let ended = running.await;
        let mut state = app.estimating.state();
        state.step = None;
        state.trouble = match ended {
            Ok(done) => done.err(),
            Err(crash) => Some(voice.speak(|| trouble!("estimate-error-crash").because(&crash))),
        };
    });
}

/// The quick answer first, so that there is something to read while chains run; then the whole, which is entered into the
/// log when it is about the case's people.
fn compute(app: &App, ask: impl FnOnce() -> Result<Ask, Trouble>) -> Result<(), Trouble> {
    let job = &app.estimating;
    let (asked, lists) = ask()?;
    let asked = Arc::new(asked);
    job.state().asked = Some(asked.clone());
    let tell = |step: Step| job.state().step = Some(step);
    let answer = |question: &Question, options: &Options| {
        let answer = estimate::answer(question, options, &tell).map_err(|error| {
            words::no_table(&error, &tr!("estimate-page-table"), asked.question.table.names())
        })?;
        let answer = Arc::new(answer);
        job.state().answer = Some(answer.clone());
        Ok(answer)
    };
    let table = asked.question.table.clone();
    let first = Question { table, strata: vec![], draws: vec![] };
    answer(&first, &Options { latent: None, replicates: 0, ..asked.options.clone() })?;
    let whole = answer(&asked.question, &asked.options)?;
    if let Some(lists) = lists {
        from_case::record(app, &lists, &whole)?;
        job.state().entered = true;
    }
    Ok(())
}

/// How far the run is, for the page's script: a share, and whether there is something new to read.
pub(super) async fn progress(State(app): State<Arc<App>>) -> Response {
    let state = app.estimating.state();
    let body = match state.step {
        Some(step) => {
            let (done, total) = share(step);
            serde_json::json!({ "done": done, "total": total, "stage": stage(&state) })
        }
        None => serde_json::json!({}),
    };
    ([(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}

/// Done and in all, of what can be foreseen: chains may agree at any look.
fn share(step: Step) -> (usize, usize) {
    match step {
        Step::Models | Step::Bootstrap => (0, 100),
        Step::Graphs => (5, 100),
        Step::Chains { sweeps, most } => (10 + 75 * sweeps / most.max(1), 100),
        Step::Checks => (90, 100),
        Step::Parts => (95, 100),
    }
}

fn stage(state: &Run) -> &'static str {
    if state.answer.is_some() { "quick" } else { "none" }
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    desk::page(app, visit, |desk| {
        let title = tr!("estimate-page-title");
        let ours = from_case::form(desk, desk.app.estimating.state().step.is_some())?;
        let state = desk.app.estimating.state();
        let body = html! {
            h1 { (title) }
            p { (tr!("estimate-page-about")) }
            @if let Some(trouble) = &state.trouble { (told(trouble)) }
            @if let Some(step) = state.step { (running(step, stage(&state))) }
            @if let (Some(asked), Some(answer)) = (&state.asked, &state.answer) { (found::found(asked, answer)) }
            @if state.entered { p.good { (tr!("estimate-page-entered")) } }
            (ours)
            h2 { (tr!("estimate-page-other")) }
            (form(&state))
        };
        Ok(shell::page(desk, &title, Tab::Estimate, body))
    })
    .await
}

fn told(trouble: &Trouble) -> Markup {
    html! {
        div role="alert" {
            p.bad { (trouble) }
            @if let Some(cause) = trouble.cause() { p.cause { (cause) } }
            @if let Some(next) = trouble.next() { p { strong { (tr!("next-label")) } " " (next) } }
        }
    }
}

fn running(step: Step, stage: &str) -> Markup {
    let (done, total) = share(step);
    html! {
        // Without script the page asks again by itself.
        noscript { meta http-equiv="refresh" content="3"; }
        p role="status" { (words::step(step)) "…" @if stage == "quick" { " " (tr!("estimate-page-quick")) } }
        progress data-at="/estimate/progress" data-stage=(stage) max=(total) value=(done) aria-label=(tr!("estimate-page-progress")) {}
    }
}

fn form(state: &Run) -> Markup {
    let wish = &state.wish;
    let area = |name: &str, label: String, text: &str, rows: &str| {
        html! {
            label for=(name) { (label) }
            textarea id=(name) name=(name) rows=(rows) spellcheck="false" { (text) }
        }
    };
    let declared = [&wish.copies, &wish.never, &wish.periods].iter().any(|text| !text.trim().is_empty());
    html! {
        details.ask open[state.answer.is_none()] {
            summary { (tr!(if state.answer.is_none() { "estimate-page-ask" } else { "estimate-page-ask-again" })) }
            form method="post" action="/estimate" {
                p { (tr!("estimate-page-how")) }
                pre { (tr!("estimate-page-example")) }
                (area("table", tr!("estimate-page-table"), &wish.table, "10"))
                details open[declared] {
                    summary { (tr!("estimate-page-declare")) }
                    (area("copies", tr!("cli-estimate-copies"), &wish.copies, "2"))
                    (area("never", tr!("cli-estimate-never"), &wish.never, "2"))
                    (area("periods", tr!("cli-estimate-period"), &wish.periods, "2"))
                }
                label for="seed" { (tr!("cli-estimate-seed")) }
                input #seed name="seed" value=(if wish.seed.is_empty() { "1" } else { &wish.seed }) inputmode="numeric";
                button disabled[state.step.is_some()] { (tr!("estimate-page-start")) }
            }
        }
    }
}

/// Tables and record of the answer, from which anybody can have it again.
pub(super) async fn download(State(app): State<Arc<App>>, visit: Visit) -> Response {
    desk::answer(app, visit, |desk| {
        let (asked, answer) = {
            let state = desk.app.estimating.state();
            (state.asked.clone(), state.answer.clone())
        };
        let (Some(asked), Some(answer)) = (asked, answer) else {
            return Err(NotThere(trouble!("error-no-such-page", address = "/estimate/estimate.zip")).into());
        };
        let packed = pack(&asked, &answer).context("the estimate cannot be packed")?;
        let headers = [
            (header::CONTENT_TYPE, "application/zip"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"estimate.zip\""),
        ];
        Ok((headers, packed).into_response())
    })
    .await
}

fn pack(asked: &Asked, answer: &Answer) -> Result<Vec<u8>> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| -> Result<()> {
        packed.start_file(format!("estimate/{name}"), SimpleFileOptions::default())?;
        Ok(packed.write_all(text.as_bytes())?)
    };
    add("record.json", &serde_json::to_string_pretty(&answer.record)?)?;
    add("answer.json", &serde_json::to_string_pretty(answer)?)?;
    for (name, text) in estimating::files(&asked.question) {
        add(&name, &text)?;
    }
    Ok(packed.finish()?.into_inner())
}
