//! Who is let in: requests as a browser, another program or another page would send them, down to the header.

use crate::served::Served;

/// Pages, files and actions; none is for whoever comes without the token.
const PATHS: [&str; 24] = [
    "/",
    "/items",
    "/search?q=a",
    "/quotes",
    "/quotes/disputed",
    "/timeline",
    "/figures",
    "/people",
    "/people?q=seco",
    "/people/link/progress",
    "/people/0123456789abc",
    "/overlap",
    "/compare",
    "/review",
    "/review/0123456789abc/0123456789abd",
    "/ledger",
    "/log",
    "/verify",
    "/verify/progress",
    "/language?to=es",
    "/assets/habeas.css",
    "/item/0",
    "/item/0/original",
    "/nowhere",
];

fn served() -> Served {
    Served::of(|folder| {
        std::fs::write(folder.join("acta.html"), "<p>Nadie fue trasladado.</p>").expect("written")
    })
}

#[test]
fn nothing_without_the_token() {
    let served = served();
    let host = format!("Host: {}", served.host());
    for path in PATHS {
        for key in ["", "?token=", "?token=0123456789abcdef0123456789abcdef0123456789abcdef"] {
            let path = if key.is_empty() {
                path.to_owned()
            } else {
                format!("{}{key}", path.split('?').next().unwrap_or(path))
            };
            let answer = served.ask(&[&format!("GET {path} HTTP/1.1"), &host], "");
            assert_eq!(answer.status, 403, "{path}");
            assert!(!answer.text().contains("Seco") && !answer.text().contains("acta"), "{path}");
            assert_eq!(answer.header("set-cookie"), "", "{path}");
        }
    }
    let other = served.ask(&["GET / HTTP/1.1", &host, "Cookie: habeas=1; token=1"], "");
    assert_eq!(other.status, 403);
    let item = served.item("acta.html");
    let posted = [
        "/verify",
        "/people/link",
        "/people/download",
        "/compare/download",
        "/review/withdraw",
        "/review/0/1",
    ];
    for path in posted.map(str::to_owned).into_iter().chain([format!("{item}/proof")]) {
        assert_eq!(served.ask(&[&format!("POST {path} HTTP/1.1"), &host], "").status, 403, "{path}");
    }
}

#[test]
fn no_other_name_and_no_other_page() {
    let served = served();
    let (host, cookie) = (format!("Host: {}", served.host()), format!("Cookie: {}", served.cookie()));
    assert_eq!(served.ask(&["GET / HTTP/1.1", &host, &cookie], "").status, 200);
    let port = served.host().rsplit(':').next().expect("a port").to_owned();
    for name in ["evil.invalid", &format!("evil.invalid:{port}"), "127.0.0.1", "0.0.0.0", "[::1]", ""] {
        let answer = served.ask(&["GET / HTTP/1.1", &format!("Host: {name}"), &cookie], "");
        assert_eq!(answer.status, 421, "{name}");
    }
    let form = "Content-Type: application/x-www-form-urlencoded";
    for origin in ["http://evil.invalid", "null", "https://127.0.0.1"] {
        let answer =
            served.ask(&["POST /verify HTTP/1.1", &host, &cookie, form, &format!("Origin: {origin}")], "");
        assert_eq!(answer.status, 403, "{origin}");
    }
    let own = format!("Origin: {}", served.at(""));
    assert_eq!(served.ask(&["POST /verify HTTP/1.1", &host, &cookie, form, &own], "").status, 303);
}

#[test]
fn every_answer_is_closed_to_other_pages_and_originals_only_go_out() {
    let served = served();
    let (host, cookie) = (format!("Host: {}", served.host()), format!("Cookie: {}", served.cookie()));
    let item = served.item("acta.html");
    let get = |path: &str| served.ask(&[&format!("GET {path} HTTP/1.1"), &host, &cookie], "");
    for path in PATHS.iter().map(|path| (*path).to_owned()).chain([item.clone(), format!("{item}/original")])
    {
        let answer = get(&path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
    let original = get(&format!("{item}/original"));
    assert_eq!(original.body, b"<p>Nadie fue trasladado.</p>");
    assert_eq!(original.header("content-type"), "application/octet-stream");
    assert!(original.header("content-disposition").starts_with("attachment;"), "{}", original.head);
    assert_eq!(get("/item/ffffffffffff").status, 404);
    assert_eq!(get("/nowhere").status, 404);
}

#[test]
fn a_proof_goes_out_and_the_log_says_so() {
    let served = served();
    let (host, cookie) = (format!("Host: {}", served.host()), format!("Cookie: {}", served.cookie()));
    let (item, own) = (served.item("acta.html"), format!("Origin: {}", served.at("")));
    let entries =
        || served.ask(&["GET /log HTTP/1.1", &host, &cookie], "").text().matches("<tr id=\"e").count();
    let before = entries();
    let proof = served.ask(&[&format!("POST {item}/proof HTTP/1.1"), &host, &cookie, &own], "");
    assert_eq!((proof.status, proof.header("content-type")), (200, "application/zip"));
    assert!(proof.header("content-disposition").starts_with("attachment;") && proof.body.starts_with(b"PK"));
    assert_eq!(entries(), before + 1);
}
