//! One request's way from address to page: its language, the case opened to look at, work off the server's threads,
//! errors as pages. Holds no page of its own.

use std::convert::Infallible;
use std::sync::Arc;

use anyhow::Result;
use axum::extract::{FromRequestParts, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use case::{Catalogue, QueryError};
use maud::Markup;
use model::{CharSpan, ItemId};
use serde::Deserialize;

use super::{App, guard, shell};
use crate::say::{Language, Voice};
use crate::{address, trouble};

/// The cookie that keeps a chosen language. It is no secret.
const LANGUAGE: &str = "habeas-language";

/// The cookie that keeps who judges in this browser, each byte as two hexadecimal digits. It is no secret.
const REVIEWER: &str = "habeas-reviewer";

/// What keeps a reviewer's name in the browser until it is closed.
pub(super) fn keep_reviewer(name: &str) -> String {
    let hex: String = name.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("{REVIEWER}={hex}; Path=/; HttpOnly; SameSite=Strict")
}

/// The name that a cookie keeps.
fn plain_name(hex: &str) -> Option<String> {
    let pairs = hex.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).ok().filter(|it| it.len() == 2));
    let bytes = pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes).ok().filter(|name| !name.trim().is_empty())
}

/// What a request says about itself.
pub(super) struct Visit {
    /// The language that is spoken with the visitor.
    pub(super) voice: Voice,
    /// Path and query.
    pub(super) address: String,
    /// Who says to be at this browser, if anybody.
    pub(super) reviewer: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let address = parts.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
        let reviewer = guard::cookie(&parts.headers, REVIEWER).and_then(plain_name);
        Ok(Self { voice: voice(&parts.headers), address, reviewer })
    }
}

/// The chosen language, or the first of the browser's that the program speaks, or the program's own.
pub(super) fn voice(headers: &HeaderMap) -> Voice {
    let accepted =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let tags = || accepted.split(',').map(|tag| tag.split(';').next().unwrap_or_default().trim());
    let region = |language: Language| tags().find(|tag| tag.starts_with(language.code())).unwrap_or_default();
    match guard::cookie(headers, LANGUAGE) {
        Some("en") => Voice::new(Language::En, region(Language::En)),
        Some("es") => Voice::new(Language::Es, region(Language::Es)),
        _ => tags()
            .find(|tag| tag.starts_with("en") || tag.starts_with("es"))
            .map_or_else(crate::say::voice, Voice::of_locale),
    }
}

/// The case as one request sees it.
pub(super) struct Desk<'a> {
    pub(super) app: &'a App,
    pub(super) catalogue: Catalogue,
    /// Path and query of the request.
    pub(super) address: &'a str,
    /// Log entries that the catalogue does not show yet.
    pub(super) behind: u64,
    /// Who judges: who says to be at this browser, or else whom the program was started by; `None` when nobody is named.
    pub(super) reviewer: Option<&'a str>,
}

/// A page that is not there.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct NotThere(pub(super) trouble::Trouble);

/// The span that an address names.
pub(super) fn span(text: &str) -> Result<CharSpan, NotThere> {
    address::parse(text).map_err(NotThere)
}

impl Desk<'_> {
    /// The item that an address names, by its whole id or its beginning.
    pub(super) fn item(&self, given: &str) -> Result<case::Item> {
        let none = || NotThere(trouble!("error-no-such-item", given = given));
        let id: ItemId = match given.parse() {
            Ok(id) => id,
            Err(_) => self.catalogue.resolve(given).map_err(|_| none())?,
        };
        Ok(self.catalogue.item(id)?.ok_or_else(none)?)
    }
}

/// Answers with a page that `work` makes, off the server's own threads and in the visitor's language.
pub(super) async fn page(
    app: Arc<App>,
    visit: Visit,
    work: impl FnOnce(&Desk<'_>) -> Result<Markup> + Send + 'static,
) -> Response {
    answer(app, visit, move |desk| Ok(work(desk)?.into_response())).await
}

/// The answer to a form that was refused: the page again, with what was typed and why it was not taken.
pub(super) fn refused(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// Answers with whatever `work` makes of the opened case.
pub(super) async fn answer(
    app: Arc<App>,
    visit: Visit,
    work: impl FnOnce(&Desk<'_>) -> Result<Response> + Send + 'static,
) -> Response {
    let done = tokio::task::spawn_blocking(move || {
        visit.voice.speak(|| {
            open(&app, &visit)
                .and_then(|desk| work(&desk))
                .unwrap_or_else(|error| failed(&app, &visit.address, error))
        })
    });
    done.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn open<'a>(app: &'a App, visit: &'a Visit) -> Result<Desk<'a>> {
    let catalogue = app.folder.catalogue()?;
    let behind = app.folder.archive()?.size().saturating_sub(catalogue.entries_seen());
    let reviewer = visit.reviewer.as_deref().or(app.named.then_some(app.by.as_str()));
    Ok(Desk { app, catalogue, address: &visit.address, behind, reviewer })
}

fn failed(app: &App, address: &str, error: anyhow::Error) -> Response {
    let missing = error.is::<NotThere>() || error.downcast_ref().is_some_and(is_not_there);
    let status = if missing { StatusCode::NOT_FOUND } else { StatusCode::INTERNAL_SERVER_ERROR };
    let error = match error.downcast::<NotThere>() {
        Ok(NotThere(trouble)) => trouble.into(),
        Err(error) => trouble::explained(error, &app.folder.path),
    };
    (status, shell::error(&app.folder.settings.name, address, &error)).into_response()
}

fn is_not_there(error: &QueryError) -> bool {
    !matches!(error, QueryError::Storage(_))
}

/// The answer to an address that names nothing.
pub(super) async fn no_such_page(State(app): State<Arc<App>>, visit: Visit) -> Response {
    let address = visit.address.clone();
    page(app, visit, move |_| Err(NotThere(trouble!("error-no-such-page", address = address)).into())).await
}

/// A path on this server with its query, and nothing that names another or splits a header; `/` for anything else.
pub(super) fn own_path(given: &str) -> String {
    let own = given.parse::<Uri>().ok().filter(|uri| uri.authority().is_none() && uri.scheme().is_none());
    let path =
        own.and_then(|uri| uri.path_and_query().map(|it| it.as_str().trim_start_matches('/').to_owned()));
    format!("/{}", path.unwrap_or_default())
}

#[derive(Deserialize)]
pub(super) struct Choice {
    to: String,
    #[serde(default)]
    back: String,
}

/// Keeps the language that was chosen, and goes back to where it was chosen.
pub(super) async fn choose_language(Query(choice): Query<Choice>) -> Response {
    let code = if choice.to == "es" { "es" } else { "en" };
    let cookie = format!("{LANGUAGE}={code}; Path=/; SameSite=Strict; Max-Age=31536000");
    let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, own_path(&choice.back))];
    (StatusCode::SEE_OTHER, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reviewers_name_is_kept_whole() {
        for name in ["Inés Ordóñez", "a; Path=/x", "名"] {
            let kept = keep_reviewer(name);
            let value = kept.split(['=', ';']).nth(1).unwrap();
            assert!(value.bytes().all(|byte| byte.is_ascii_hexdigit()), "{kept}");
            assert_eq!(plain_name(value).as_deref(), Some(name));
        }
        for spoilt in ["", "4", "zz", "ff", "20", "é"] {
            assert_eq!(plain_name(spoilt), None, "{spoilt}");
        }
    }

    #[test]
    fn the_language_is_the_chosen_one_or_the_browsers_first() {
        let check = |accept: &str, cookie: &str, language: Language, million: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
            headers.insert(header::COOKIE, cookie.parse().unwrap());
            let voice = voice(&headers);
            assert_eq!(
                (voice.language(), voice.speak(|| crate::say::number(1_000_000))),
                (language, million.into())
            );
        };
        check("es-SV,es;q=0.9,en;q=0.8", "", Language::Es, "1,000,000");
        check("es-ES,es;q=0.9", "", Language::Es, "1.000.000");
        check("de-DE,de;q=0.9,es;q=0.5,en;q=0.4", "", Language::Es, "1.000.000");
        check("es-ES,es;q=0.9", "habeas-language=en", Language::En, "1,000,000");
        check("en-US", "a=b; habeas-language=es", Language::Es, "1.000.000");
    }
}
