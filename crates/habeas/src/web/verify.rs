//! Verification from the page: one run at a time, in the background, with progress; its result stays until the next.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Result;
use archive::Report;
use axum::extract::{Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::App;
use super::desk::{self, Desk, Visit};
use super::shell::{self, Tab};
use crate::home::Home;
use crate::{say, trouble, verification, words};

/// The run of this process, if there was one.
#[derive(Default)]
pub(super) struct Job(Mutex<Run>);

#[derive(Default)]
enum Run {
    #[default]
    Never,
    /// Bytes done and in all.
    Running(u64, u64),
    Done(Box<Done>),
    Failed(String),
}

struct Done {
    at: Timestamp,
    report: Report,
    /// Whether the log has it, or why not.
    recorded: Option<Result<(), String>>,
    /// Where this person's memory of a rewritten log is.
    memory: Option<String>,
}

impl Job {
    fn state(&self) -> MutexGuard<'_, Run> {
        // Nothing that holds it can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a new run may begin; it counts as begun then.
    fn begin(&self) -> bool {
        let mut state = self.state();
        let may = !matches!(*state, Run::Running(..));
        if may {
            *state = Run::Running(0, 0);
        }
        may
    }
}

#[derive(Deserialize)]
pub(super) struct Wish {
    #[serde(default)]
    record: Option<String>,
}

/// Starts a run, unless one goes on.
pub(super) async fn start(State(app): State<Arc<App>>, visit: Visit, Form(wish): Form<Wish>) -> Response {
    if app.verifying.begin() {
        let worker = app.clone();
        let work = move || visit.voice.speak(|| run(&worker, wish.record.is_some()));
        let running = tokio::task::spawn_blocking(work);
        tokio::spawn(async move {
            let ended = running.await.unwrap_or_else(|crash| Run::Failed(crash.to_string()));
            *app.verifying.state() = ended;
        });
    }
    (StatusCode::SEE_OTHER, [(header::LOCATION, "/verify")]).into_response()
}

fn run(app: &App, record: bool) -> Run {
    match verify(app, record) {
        Ok(done) => Run::Done(Box::new(done)),
        Err(error) => Run::Failed(trouble::explained(error, &app.folder.path).to_string()),
    }
}

fn verify(app: &App, record: bool) -> Result<Done> {
    let home = Home::find()?;
    let progress = |done: u64, total: u64| *app.verifying.state() = Run::Running(done, total);
    let report = verification::verify(&app.folder, &home, Vec::new(), &progress)?;
    let memory = verification::memory_of_rewritten(&home, &report);
    let recorded = if record {
        let entered = app.folder.clone().open_to_write(&app.by, home);
        let entered = entered.and_then(|mut case| verification::record(&mut case, &report));
        Some(entered.map_err(|error| trouble::explained(error, &app.folder.path).to_string()))
    } else {
        verification::remember(&app.folder, &home, &report)?;
        None
    };
    Ok(Done { at: Timestamp::now(), report, recorded, memory })
}

/// How far the run is, for the page's script: bytes done and in all, or nothing when none goes on.
pub(super) async fn progress(State(app): State<Arc<App>>) -> Response {
    let state = match *app.verifying.state() {
        Run::Running(done, total) => serde_json::json!({ "done": done, "total": total }),
        _ => serde_json::json!({}),
    };
    ([(header::CONTENT_TYPE, "application/json")], state.to_string()).into_response()
}

pub(super) async fn page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    desk::page(app, visit, |desk| {
        let body = html! {
            h1 { (tr!("web-verify-title")) }
            p { (tr!("web-verify-about")) }
            (outcome(desk))
            p.limits { (tr!("verify-limits")) }
        };
        Ok(shell::page(desk, &tr!("web-verify-title"), Tab::Verify, body))
    })
    .await
}

fn outcome(desk: &Desk<'_>) -> Markup {
    match &*desk.app.verifying.state() {
        Run::Never => form("web-verify-start"),
        Run::Running(done, total) => html! {
            // Without script the page asks again by itself.
            noscript { meta http-equiv="refresh" content="2"; }
            p role="status" { (tr!("web-verify-running")) }
            progress data-at="/verify/progress" max=(total.max(&1)) value=(done) aria-label=(tr!("verify-progress")) {}
            p #verified-so-far { (say::bytes(*done)) " / " (say::bytes(*total)) }
        },
        Run::Failed(why) => html! { p.bad role="alert" { (why) } (form("web-verify-again")) },
        Run::Done(done) => html! { (result(done)) (form("web-verify-again")) },
    }
}

fn form(key: &str) -> Markup {
    html! {
        form.verify method="post" action="/verify" {
            label { input type="checkbox" name="record" value="yes"; " " (tr!("web-verify-record")) }
            button { (say::message(key, &crate::args![])) }
        }
    }
}

fn result(done: &Done) -> Markup {
    let report = &done.report;
    let findings = report.findings.len() as u64;
    html! {
        @if findings == 0 {
            p.good role="status" { (tr!("verify-intact")) }
        } @else {
            p.bad role="alert" { (tr!("verify-findings", n = findings)) }
            ul.findings { @for finding in &report.findings { li { (words::finding(finding)) } } }
            @if let Some(memory) = &done.memory { p { (tr!("verify-rewritten-next", memory = memory.as_str())) } }
        }
        p { (shell::moment(done.at)) ". " (tr!("verify-seen", entries = report.entries, originals = report.originals, size = say::bytes(report.bytes))) }
        ul {
            @for key in &report.signers {
                @let line = if report.keys.first() == Some(key) { "verify-signer-founder" } else { "verify-signer-joined" };
                li { (say::message(line, &crate::args![fingerprint = key.fingerprint()])) }
            }
            @for (item, reason) in &report.erased_items {
                li { (tr!("verify-erased-item", item = item.to_string(), reason = reason.as_str())) }
            }
            @for (index, reason) in &report.erased_entries {
                li { (tr!("verify-erased-entry", index = *index, reason = reason.as_str())) }
            }
            @if !report.unfinished.is_empty() {
                li { (tr!("verify-unfinished", n = report.unfinished.len() as u64)) }
            }
            @match &done.recorded {
                Some(Ok(())) => { li { (tr!("web-verify-recorded")) } },
                Some(Err(why)) => { li.bad { (tr!("web-verify-not-recorded", why = why.as_str())) } },
                None => {},
            }
        }
    }
}

/// Whether the case is known to be intact: this process's own run, or the last that the log holds.
pub(super) fn summary(desk: &Desk<'_>) -> Result<Markup> {
    let own = match &*desk.app.verifying.state() {
        Run::Done(done) => Some((done.at, done.report.findings.len() as u64)),
        _ => None,
    };
    let logged = || Ok::<_, anyhow::Error>(desk.catalogue.last_verified()?);
    let known = match own {
        Some(own) => Some(own),
        None => logged()?.and_then(|row| Some((row.at?, row.verified?.1))),
    };
    Ok(html! {
        @match known {
            Some((at, 0)) => { p.good { (tr!("verify-intact")) } p { (shell::moment(at)) } },
            Some((at, n)) => { p.bad { (tr!("verify-findings", n = n)) } p { (shell::moment(at)) } },
            None => { p { (tr!("web-verify-never")) } },
        }
        p { a.button href="/verify" { (tr!("web-verify-open")) } }
    })
}
