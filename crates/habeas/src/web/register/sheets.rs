//! People as files: CSV, a workbook, JSON; two lists side by side as CSV. A file is written whole, into the case's own
//! folder and without a name there, before any of it is sent; that it was handed out is in the log before it is.

use std::fs::File;
use std::io::{BufWriter, Seek as _};
use std::sync::Arc;

use anyhow::Result;
use axum::body::Body;
use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use model::Event;
use tokio_util::io::ReaderStream;

use super::{Answers, App, Desk, Visit, there};
use crate::home::Home;
use crate::register::sheet::Sheet;
use crate::register::tables;
use crate::web::desk::{self, NotThere};
use crate::web::people;

/// A form's fields, in their order.
type Fields = Vec<(String, String)>;

/// Where a file lies until it is sent.
const FOLDER: &str = "derived";

/// The people whom a form's filter wants, as the file that it asks for.
pub(in crate::web) async fn people(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let answers = answers(desk)?;
        let wanted = people::wanted(&answers, &fields);
        let folder = desk.app.folder.path.join(FOLDER);
        let file = tempfile::tempfile_in(&folder)?;
        let (name, sheet) = match people::value(&fields, "as") {
            "json" => {
                tables::json(&answers, &wanted, true, BufWriter::new(&file))?;
                drop(answers);
                return hand_out(desk, "people.json", file);
            }
            "xlsx" => ("people.xlsx", Sheet::xlsx(&folder, &file)),
            "records-xlsx" => ("records.xlsx", Sheet::xlsx(&folder, &file)),
            "records-csv" => ("records.csv", Sheet::csv(&file)),
            _ => ("people.csv", Sheet::csv(&file)),
        };
        let mut sheet = sheet;
        if name.starts_with("records") {
            tables::records(&answers, &wanted, |row| sheet.row(row))?;
        } else {
            tables::persons(&answers, &wanted, |row| sheet.row(row))?;
        }
        sheet.end()?;
        drop(answers);
        hand_out(desk, name, file)
    })
    .await
}

/// Two lists side by side, as CSV.
pub(in crate::web) async fn comparison(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let answers = answers(desk)?;
        let list = |name: &str| there(answers.find_list(people::value(&fields, name)));
        let (one, other) = (list("one")?, list("other")?);
        if one == other {
            return Err(NotThere(trouble!("error-same-list")).into());
        }
        let found = answers.register.compare(one, other, &answers.judgements)?;
        let file = tempfile::tempfile_in(desk.app.folder.path.join(FOLDER))?;
        let mut sheet = Sheet::csv(&file);
        tables::comparison(&answers, one, other, &found, |row| sheet.row(row))?;
        sheet.end()?;
        drop(answers);
        hand_out(desk, "compare.csv", file)
    })
    .await
}

fn answers(desk: &Desk<'_>) -> Result<Answers> {
    Answers::open(&desk.app.folder, desk.app.folder.catalogue()?)
}

fn hand_out(desk: &Desk<'_>, name: &'static str, mut file: File) -> Result<Response> {
    let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, Home::find()?)?;
    case.record(Event::Exported { what: "register".to_owned(), item: None })?;
    let size = file.metadata()?.len();
    file.rewind()?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, size.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
    Ok((headers, body).into_response())
}
