//! People as files: CSV, a workbook, JSON; two lists side by side as CSV. That they were handed out becomes an entry of
//! the log before they are.

use std::sync::Arc;

use anyhow::Result;
use axum::extract::{Form, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use model::Event;

use super::{Answers, App, Desk, Visit, there};
use crate::home::Home;
use crate::register::{sheet, tables};
use crate::web::desk::{self, NotThere};
use crate::web::people;
use crate::wire;

/// A form's fields, in their order.
type Fields = Vec<(String, String)>;

/// The people whom a form's filter wants, as the file that it asks for.
pub(in crate::web) async fn people(
    State(app): State<Arc<App>>,
    visit: Visit,
    Form(fields): Form<Fields>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let answers = answers(desk)?;
        let wanted = people::wanted(&answers, &fields);
        let as_what = people::value(&fields, "as");
        let mut rows = Vec::new();
        match as_what {
            "records-csv" | "records-xlsx" => tables::records(&answers, &wanted, |row| rows.push(row))?,
            _ => tables::persons(&answers, &wanted, |row| rows.push(row))?,
        }
        let (name, bytes) = match as_what {
            "json" => {
                let document = wire::document("people", tables::json(&answers, &wanted, true)?);
                ("people.json", serde_json::to_vec_pretty(&document)?)
            }
            "xlsx" => ("people.xlsx", sheet::xlsx(&rows)?),
            "records-xlsx" => ("records.xlsx", sheet::xlsx(&rows)?),
            "records-csv" => ("records.csv", sheet::csv(&rows).into_bytes()),
            _ => ("people.csv", sheet::csv(&rows).into_bytes()),
        };
        drop(answers);
        hand_out(desk, name, bytes)
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
        let mut rows = Vec::new();
        tables::comparison(&answers, one, other, &found, |row| rows.push(row))?;
        drop(answers);
        hand_out(desk, "compare.csv", sheet::csv(&rows).into_bytes())
    })
    .await
}

fn answers(desk: &Desk<'_>) -> Result<Answers> {
    Answers::open(&desk.app.folder, desk.app.folder.catalogue()?)
}

fn hand_out(desk: &Desk<'_>, name: &'static str, bytes: Vec<u8>) -> Result<Response> {
    let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, Home::find()?)?;
    case.record(Event::Exported { what: "register".to_owned(), item: None })?;
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
