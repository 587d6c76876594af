//! The case in the browser: pages that this process serves to this machine alone. Every page works without script;
//! every value comes out of the rooms. Shows no original as it came, and makes no request to anywhere.

mod cite;
mod compare;
mod desk;
mod download;
mod estimate;
mod figures;
mod guard;
mod item;
mod ledger;
mod lists;
mod log;
mod overlap;
mod overview;
mod people;
mod person;
mod picture;
pub mod pictures;
mod register;
mod review;
mod said;
mod search;
mod shell;
mod table;
mod text;
mod timeline;
mod verify;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use axum::Router;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use crate::case_folder::CaseFolder;
use guard::Keys;

/// How to serve a case.
#[derive(Debug, Clone)]
pub struct Serve {
    /// The case.
    pub folder: CaseFolder,
    /// Who acts, for the record; `None` when nobody is named.
    pub by: Option<String>,
    /// The port on the loopback interface; 0 for any free one.
    pub port: u16,
    /// Stop after so long without a request.
    pub idle: Option<Duration>,
}

/// What all requests share.
struct App {
    folder: CaseFolder,
    /// Who acts, for the record; words that say so when nobody is named.
    by: String,
    /// Whether somebody is named.
    named: bool,
    keys: Keys,
    verifying: verify::Job,
    estimating: estimate::Job,
    linking: register::linking::Job,
    pictures: picture::Painter,
    searching: search::Index,
    begun: Instant,
    /// Milliseconds from `begun` to the last request.
    last_request: AtomicU64,
}

/// Serves the case until the process is interrupted or `idle` is over. `ready` gets the address, with its token, once
/// a browser can open it.
///
/// # Errors
/// When the port cannot be had.
pub fn serve(how: Serve, ready: impl FnOnce(&str)) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let ended = runtime.block_on(run(how, ready));
    // A verification or an estimate that still runs has nothing to finish.
    runtime.shutdown_background();
    ended
}

async fn run(how: Serve, ready: impl FnOnce(&str)) -> Result<()> {
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, how.port));
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|error| trouble!("error-port", port = how.port.to_string()).because(&error))?;
    let keys = Keys::new(listener.local_addr()?.port())?;
    let address = keys.address();
    let app = Arc::new(App {
        pictures: picture::Painter::new(&how.folder.settings),
        folder: how.folder,
        named: how.by.is_some(),
        by: how.by.unwrap_or_else(|| tr!("person-unknown")),
        keys,
        verifying: verify::Job::default(),
        estimating: estimate::Job::default(),
        linking: register::linking::Job::default(),
        searching: search::Index::default(),
        begun: Instant::now(),
        last_request: AtomicU64::new(0),
    });
    let server = axum::serve(listener, router(app.clone())).into_future();
    ready(&address);
    tokio::select! {
        ended = server => ended.context("the server stopped"),
        () = idle(&app, how.idle) => Ok(()),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

/// Ends once there was no request for so long.
async fn idle(app: &App, most: Option<Duration>) {
    let Some(most) = most else { return std::future::pending().await };
    loop {
        let last = Duration::from_millis(app.last_request.load(Ordering::Relaxed));
        let since = app.begun.elapsed().saturating_sub(last);
        match most.checked_sub(since) {
            None | Some(Duration::ZERO) => return,
            Some(rest) => tokio::time::sleep(rest).await,
        }
    }
}

fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/items", get(search::page))
        .route("/search", get(search::page))
        .route("/ledger", get(ledger::page))
        .route("/item/{item}", get(item::page))
        .route("/item/{item}/table/{table}", get(table::page))
        .route("/item/{item}/page/{number}", get(picture::page))
        .route("/item/{item}/page/{number}/picture", get(picture::png))
        .route("/item/{item}/cite", get(cite::page))
        .route("/item/{item}/cite.json", get(cite::json))
        .route("/item/{item}/original", get(download::original))
        .route("/item/{item}/proof", post(download::proof))
        .route("/quotes", get(said::page))
        .route("/quotes/disputed", get(said::disputed))
        .route("/timeline", get(timeline::page))
        .route("/figures", get(figures::page))
        .route("/estimate", get(estimate::page).post(estimate::start))
        .route("/estimate/case", post(estimate::from_case::start))
        .route("/estimate/people/{lists}/{history}", get(estimate::from_case::people))
        .route("/estimate/progress", get(estimate::progress))
        .route("/estimate/estimate.zip", get(estimate::download))
        .route("/lists", get(lists::page))
        .route("/lists/accept", post(lists::accept))
        .route("/lists/refuse", post(lists::refuse))
        .route("/lists/{entry}", get(lists::one))
        .route("/lists/{entry}/change", post(lists::change))
        .route("/lists/{entry}/withdraw", post(lists::withdraw))
        .route("/people", get(people::page))
        .route("/people/link", post(register::linking::start))
        .route("/people/link/progress", get(register::linking::progress))
        .route("/people/download", post(register::sheets::people))
        .route("/people/{person}", get(person::page))
        .route("/overlap", get(overlap::page))
        .route("/compare", get(compare::page))
        .route("/compare/download", post(register::sheets::comparison))
        .route("/review", get(review::page))
        .route("/review/withdraw", post(review::take))
        .route("/review/{one}/{other}", get(review::one).post(review::judge))
        .route("/log", get(log::page))
        .route("/verify", get(verify::page).post(verify::start))
        .route("/verify/progress", get(verify::progress))
        .route("/language", get(desk::choose_language))
        .route("/assets/{name}", get(shell::asset))
        .fallback(desk::no_such_page)
        .layer(axum::middleware::from_fn_with_state(app.clone(), guard::guard))
        .with_state(app)
}
