//! What leaves the case through the browser: an original as a download, never shown; a proof, which the log records.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use tokio_util::io::ReaderStream;
use zip::write::SimpleFileOptions;

use super::App;
use super::desk::{self, NotThere, Visit};
use crate::export;

/// The original's bytes, under a name that a file system takes, as bytes of no kind: no browser shows them.
pub(super) async fn original(
    State(app): State<Arc<App>>,
    visit: Visit,
    Path(given): Path<String>,
) -> Response {
    desk::answer(app, visit, move |desk| {
        let line = desk.item(&given)?.line;
        let Ok(file) = std::fs::File::open(desk.app.folder.original(line.item)) else {
            return Err(NotThere(trouble!("web-error-no-original", item = line.item.to_string())).into());
        };
        let size = file.metadata()?.len();
        let body = Body::from_stream(ReaderStream::new(tokio::fs::File::from_std(file)));
        let headers = [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (header::CONTENT_LENGTH, size.to_string()),
            (header::CONTENT_DISPOSITION, attachment(&line.name)),
        ];
        Ok((headers, body).into_response())
    })
    .await
}

/// The item's proof as a ZIP. That it was handed out becomes an entry of the log.
pub(super) async fn proof(State(app): State<Arc<App>>, visit: Visit, Path(given): Path<String>) -> Response {
    desk::answer(app, visit, move |desk| {
        let item = desk.item(&given)?.line.item;
        let home = crate::home::Home::find()?;
        let mut case = desk.app.folder.clone().open_to_write(&desk.app.by, home)?;
        let proof = export::proof(&case, item)?;
        let folder = format!("proof-{}", &item.to_string()[..12]);
        let packed = pack(&folder, &proof).context("the proof cannot be packed")?;
        export::record_proof(&mut case, item)?;
        let headers = [
            (header::CONTENT_TYPE, "application/zip".to_owned()),
            (header::CONTENT_DISPOSITION, attachment(&format!("{folder}.zip"))),
        ];
        Ok((headers, packed).into_response())
    })
    .await
}

fn pack(folder: &str, proof: &export::Proof) -> Result<Vec<u8>> {
    let mut packed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for file in &proof.files {
        packed.start_file(format!("{folder}/{}", file.name), SimpleFileOptions::default())?;
        packed.write_all(&file.bytes)?;
    }
    Ok(packed.finish()?.into_inner())
}

/// `Content-Disposition` for a foreign name (RFC 6266, with RFC 8187 for what is not ASCII). Path separators and
/// whatever a shell or a file system may obey become underscores.
fn attachment(name: &str) -> String {
    let safe = |c: char| !crate::tame::is_hostile(c) && !"/\\:*?\"<>|".contains(c);
    let name: String = name.chars().map(|c| if safe(c) { c } else { '_' }).collect();
    let name = name.trim_start_matches('.');
    let name = if name.is_empty() { "original" } else { name };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '_' }).collect();
    let encoded: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_names_become_harmless_file_names() {
        let check = |name: &str, expected: &str| assert_eq!(attachment(name), expected, "{name:?}");
        check("lista.csv", "attachment; filename=\"lista.csv\"; filename*=UTF-8''lista.csv");
        check("año 1.pdf", "attachment; filename=\"a_o 1.pdf\"; filename*=UTF-8''a%C3%B1o%201.pdf");
        check("../../.bashrc", "attachment; filename=\"_.._.bashrc\"; filename*=UTF-8''_.._.bashrc");
        check(
            "a\"\r\nSet-Cookie: x",
            "attachment; filename=\"a___Set-Cookie_ x\"; filename*=UTF-8''a___Set-Cookie_%20x",
        );
        check("", "attachment; filename=\"original\"; filename*=UTF-8''original");
    }
}
