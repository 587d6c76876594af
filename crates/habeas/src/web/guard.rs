//! Who may ask: requests to this machine's own name that carry the token or the cookie that was given for it. Puts
//! the same strict headers on every answer. Knows nothing of the case.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::Context as _;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::{App, desk, shell};

/// The secrets of one run.
pub(super) struct Keys {
    port: u16,
    /// Stands in the address that is printed.
    token: String,
    /// What a browser holds after it came with the token. Another secret, so that no address leaks it.
    cookie: String,
}

/// Nothing from elsewhere, no script but the program's own file, no frame, no form to elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Addresses name items. With less, browsers would say of this server's own forms that they come from nowhere.
    (header::REFERRER_POLICY, "same-origin"),
    // What a case says shall not stay in a browser's cache.
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

impl Keys {
    /// Fresh secrets for the server on this port.
    pub(super) fn new(port: u16) -> anyhow::Result<Self> {
        let secret = || -> anyhow::Result<String> {
            let mut bytes = [0; 24];
            getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
            Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        };
        Ok(Self { port, token: secret()?, cookie: secret()? })
    }

    /// The address that lets a browser in.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// Cookies do not tell ports apart: two cases that are open at once need two names.
    fn cookie_name(&self) -> String {
        format!("habeas-{}", self.port)
    }

    fn is_own_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        cookie(headers, &self.cookie_name()).is_some_and(|value| same(value, &self.cookie))
    }

    /// Where to go without the token, when the address carries the right one.
    fn let_in(&self, uri: &Uri) -> Option<String> {
        let (mine, rest): (Vec<&str>, Vec<&str>) =
            uri.query().unwrap_or_default().split('&').partition(|pair| pair.starts_with("token="));
        let given = mine.first()?.strip_prefix("token=")?;
        let rest = rest.join("&");
        let query = if rest.is_empty() { String::new() } else { format!("?{rest}") };
        // One slash alone: two would name another host.
        same(given, &self.token).then(|| format!("/{}{query}", uri.path().trim_start_matches('/')))
    }
}

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// Compares secrets in time that does not depend on where they differ.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Lets a request through, or answers it here.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut answer = match refused(&app.keys, &request) {
        Some(answer) => answer,
        None => {
            let since = u64::try_from(app.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            app.last_request.store(since, Ordering::Relaxed);
            next.run(request).await
        }
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

fn refused(keys: &Keys, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    // Another name for this machine is a page elsewhere that tries to read the case (DNS rebinding).
    if !text(header::HOST).is_some_and(|host| keys.is_own_host(host)) {
        return Some(
            (StatusCode::MISDIRECTED_REQUEST, "Habeas answers to 127.0.0.1 alone.\n").into_response(),
        );
    }
    if let Some(target) = keys.let_in(request.uri()) {
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", keys.cookie_name(), keys.cookie);
        let headers = [(header::SET_COOKIE, cookie), (header::LOCATION, target)];
        return Some((StatusCode::SEE_OTHER, headers).into_response());
    }
    let from_elsewhere =
        |origin: &str| !origin.strip_prefix("http://").is_some_and(|it| keys.is_own_host(it));
    let changes = request.method() != Method::GET && request.method() != Method::HEAD;
    if !keys.has_cookie(headers) || (changes && text(header::ORIGIN).is_some_and(from_elsewhere)) {
        let voice = desk::voice(headers);
        let page = voice.speak(shell::locked);
        return Some((StatusCode::FORBIDDEN, page).into_response());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys { port: 4711, token: "f00d".into(), cookie: "beef".into() }
    }

    #[test]
    fn the_token_opens_and_goes_out_of_the_address() {
        let check = |uri: &str, target: Option<&str>| {
            assert_eq!(keys().let_in(&uri.parse().unwrap()).as_deref(), target, "{uri}");
        };
        check("/?token=f00d", Some("/"));
        check("/search?q=a&token=f00d&page=2", Some("/search?q=a&page=2"));
        check("//evil.invalid/x?token=f00d", Some("/evil.invalid/x"));
        check("/?token=f00e", None);
        check("/?token=", None);
        check("/?q=token=f00d", None);
        check("/", None);
    }

    #[test]
    fn only_the_right_cookie_and_the_own_name_count() {
        let check = |value: &str, has: bool| {
            let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_str(value).unwrap())]);
            assert_eq!(keys().has_cookie(&headers), has, "{value}");
        };
        check("habeas-4711=beef", true);
        check("language=es; habeas-4711=beef", true);
        check("habeas-47110=beef", false);
        check("habeas-4711=bee", false);
        check("habeas-4711=", false);
        for (host, own) in [
            ("127.0.0.1:4711", true),
            ("localhost:4711", true),
            ("127.0.0.1", false),
            ("127.0.0.1:4712", false),
            ("evil.invalid:4711", false),
            ("127.0.0.1:4711.evil.invalid", false),
        ] {
            assert_eq!(keys().is_own_host(host), own, "{host}");
        }
    }
}
