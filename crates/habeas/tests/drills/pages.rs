//! The web pages as HTTP sees them: who is let in, what headers say, and each page's HTML kept as a snapshot. What
//! they look like and do in a browser is tested in `tests/web`.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Desk;

/// A case being served; stopped when dropped.
pub struct Served {
    child: Child,
    /// `127.0.0.1:PORT`.
    host: String,
    token: String,
    cookie: String,
}

/// An answer: status, head, and the body as text and as it is.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Served {
    pub fn new(desk: &Desk) -> Self {
        Self::by(desk, "ana")
    }

    /// Served from the account of this name.
    pub fn by(desk: &Desk, account: &str) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(["serve", "--json", "--no-open"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = desk.bare(&desk.at("home"), command).env("USER", account).spawned();
        let mut lines = BufReader::new(child.stdout.take().expect("piped"));
        let mut said = String::new();
        // The document ends with a brace on a line of its own.
        while !said.ends_with("\n}\n") && lines.read_line(&mut said).expect("it says where") > 0 {}
        let said: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let address =
            said["address"].as_str().expect("an address").strip_prefix("http://").expect("plain HTTP");
        let (host, token) = address.split_once("/?token=").expect("a token");
        let mut served =
            Self { child, host: host.to_owned(), token: token.to_owned(), cookie: String::new() };
        let entered = served.ask("GET", &format!("/?token={token}"), &[]);
        let cookie =
            entered.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a cookie");
        served.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        served
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask_with(method, path, headers, "")
    }

    fn ask_with(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("it listens");
        let has = |name: &str| headers.iter().any(|(its, _)| its.eq_ignore_ascii_case(name));
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !has("Host") {
            head.push_str(&format!("Host: {}\r\n", self.host));
        }
        if !has("Cookie") {
            head.push_str(&format!("Cookie: {}\r\n", self.cookie));
        }
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head and a body");
        let bytes = answer.split_off(end + 4);
        let head = String::from_utf8_lossy(&answer).trim_end().to_lowercase() + "\r\n";
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head, body: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    pub fn ask_form(&self, path: &str, form: &str) -> Answer {
        self.ask_form_in("en", path, form)
    }

    pub fn ask_form_in(&self, language: &str, path: &str, form: &str) -> Answer {
        let length = form.len().to_string();
        let kind = ("Content-Type", "application/x-www-form-urlencoded");
        let headers = [kind, ("Content-Length", &length), ("Accept-Language", language)];
        self.ask_with("POST", path, &headers, form)
    }

    pub fn page(&self, path: &str, language: &str) -> String {
        let answer = self.ask("GET", path, &[("Accept-Language", language)]);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const LIST: &str = "N°;Nombre;Cédula\n1;\"QUISPE ÑAHUI, Rosa\";V-1.234\n2;<script>alert(1)</script>;=1+1\n";
const NOTE: &str = "Comunicado\r\n\r\nEl vocero dijo: «Ningún detenido fue trasladado».\n\u{202e}txt.exe\n";
const REPORT: &str = "Parte del 3 de marzo de 2025\n\nLa abogada Inés Ordóñez denunció que golpearon a 12 detenidos en el \
    penal. El vocero negó que golpearan a detenidos en el penal. «Nada pasó <b>ayer</b>», dijo Ordóñez.\n";

fn desk() -> Desk {
    let desk = Desk::with_case();
    let folder = desk.at("material");
    desk.file("material/lista <b>.csv", LIST);
    desk.file("material/nota.txt", NOTE);
    desk.file("material/parte.txt", REPORT);
    desk.file("material/vacío.pdf", "no es un PDF");
    desk.run(["add"]).arg(&folder).args(["--from", "Ana <ana@example.org>"]).ends();
    desk
}

/// A list of people, one row hostile and one a total.
const PEOPLE: &str =
    "Nombre;Edad\nRosa Quispe Rojo;34\nAna <b>León</b> Gil;treinta\nTOTAL;2\nLuis Parra Soto;36\n";

/// The page without what differs from run to run: times, the desk's folder, the program's version.
pub fn settled(page: &str, desk: &Desk) -> String {
    let mut settled = String::new();
    for (at, run) in page.split("<time ").enumerate() {
        match run.split_once("</time>").filter(|_| at > 0) {
            Some((_, rest)) => settled.push_str(&format!("<time/>{rest}")),
            None => settled.push_str(run),
        }
    }
    // A footnote's time stands in its words: `22 Nov 2026, 15:38:05 (-06:00)`.
    while let Some(zone) = settled.find(" (-06:00)") {
        let start = settled[..zone].rmatch_indices(' ').nth(3).map_or(0, |(at, _)| at + 1);
        settled.replace_range(start..zone + " (-06:00)".len(), "TIME");
    }
    let settled = settled.replace(&desk.at("").display().to_string(), "DESK/");
    settled.replace(concat!("habeas ", env!("CARGO_PKG_VERSION")), "habeas VERSION").replace("><", ">\n<")
}

#[test]
fn every_page_keeps_its_form_in_both_languages() {
    let desk = desk();
    let served = Served::new(&desk);
    let items = desk.run(["items"]).json(0, "items/1")["items"].as_array().expect("a list").clone();
    let id = |name: &str| {
        let item =
            items.iter().find(|item| item["name"] == name).unwrap_or_else(|| panic!("{name}: {items:?}"));
        item["item"].as_str().expect("an id").to_owned()
    };
    let (note, list, report) = (id("nota.txt"), id("lista <b>.csv"), id("parte.txt"));
    let pages = [
        ("case", "/".to_owned()),
        ("items", "/items?type=text/csv&from=".to_owned()),
        ("search", "/search?q=detenido".to_owned()),
        ("search_nothing", "/search?q=%22detenido+vocero%22".to_owned()),
        ("search_unread", "/search?q=%28vocero".to_owned()),
        ("ledger", "/ledger?state=partial".to_owned()),
        ("item", format!("/item/{note}?at=c28-63")),
        ("table", format!("/item/{list}/table/0")),
        ("cite", format!("/item/{note}/cite?at=c16-24")),
        ("quote", format!("/item/{note}/cite?find=vocero")),
        ("item_quoted", format!("/item/{report}")),
        ("item_plain", format!("/item/{report}?quotes=off")),
        ("quotes", "/quotes?stance=asserts".to_owned()),
        ("disputed", "/quotes/disputed".to_owned()),
        ("timeline", "/timeline?from=2025&to=x".to_owned()),
        ("figures", "/figures".to_owned()),
        ("log", "/log".to_owned()),
        ("verify", "/verify".to_owned()),
    ];
    for (name, path) in &pages {
        for language in ["en-GB", "es-SV"] {
            let page = served.page(path, language);
            assert!(!page.contains("<script>") && !page.contains("<b>"), "hostile text stays text: {path}");
            assert!(!page.contains('\u{202e}'), "{path}");
            let page = settled(&page, &desk);
            // The header is the same on every page but for what it marks as here.
            let shown: &str = if *name == "case" {
                page.as_str()
            } else {
                page.split_once("</header>").expect("a header").1
            };
            insta::assert_snapshot!(format!("{name}_{}", &language[..2]), shown);
        }
    }
    let original = served.ask("GET", &format!("/item/{list}/original"), &[]);
    assert_eq!((original.status, original.body.as_str()), (200, LIST));
    assert!(original.head.contains("content-type: application/octet-stream"), "{}", original.head);
    assert!(
        original.head.contains("content-disposition: attachment; filename=\"lista _b_.csv\""),
        "{}",
        original.head
    );
    let cited = served.page(&format!("/item/{note}/cite.json?at=c16-24"), "en");
    let file = desk.file("cited.json", cited);
    desk.run(["check"]).arg(file).says(0);
}

#[test]
fn lists_are_declared_corrected_and_withdrawn_in_the_browser() {
    let desk = desk();
    let file = desk.file("gente.csv", PEOPLE);
    desk.add([file]);
    let served = Served::new(&desk);
    for language in ["en-GB", "es-SV"] {
        let page = served.page("/lists", language);
        assert!(!page.contains("<script>") && !page.contains("<b>"), "hostile text stays text");
        insta::assert_snapshot!(format!("lists_{}", &language[..2]), settled(&page, &desk));
    }
    let open = desk.run(["list"]).json(0, "lists/1");
    let proposals = open["proposals"].as_array().expect("proposals");
    let people = proposals.iter().find(|it| it["item_name"] == "gente.csv").expect("it is proposed");
    let id = people["proposal"].as_str().expect("an id");
    let form = format!(
        "proposal={id}&name=Gente&maker=Comit%C3%A9&date=2024-02&covers=&copy_of=&column-0=name&column-1=age&on-1=2024-02-15"
    );
    let refused = served.ask_form("/lists/accept", &form.replace("column-0=name", "column-0=text"));
    assert!(
        refused.status == 422 && refused.body.contains("None of the columns is a name"),
        "{}",
        refused.body
    );
    assert_eq!(served.ask_form("/lists/accept", &form.replace(id, "00000000.1")).status, 404);
    assert_eq!(desk.entries("list-declared"), 0);

    let accepted = served.ask_form("/lists/accept", &form);
    assert_eq!(accepted.status, 303, "{}", accepted.body);
    let target =
        accepted.head.lines().find_map(|line| line.strip_prefix("location: ")).expect("a page").to_owned();
    for language in ["en-GB", "es-SV"] {
        let page = served.page(&target, language);
        assert!(!page.contains("<b>"), "hostile text stays text");
        insta::assert_snapshot!(format!("list_{}", &language[..2]), settled(&page, &desk));
    }
    let changed = served.ask_form(
        &format!("{target}/change"),
        "name=Gente+del+3&maker=&date=&covers=&copy_of=&column-1=ignored",
    );
    assert_eq!(changed.status, 303, "{}", changed.body);
    assert!(served.page(&target, "en").contains("Gente del 3"));
    let other =
        proposals.iter().find(|it| it["item_name"] != "gente.csv").and_then(|it| it["proposal"].as_str());
    let other = other.expect("the other list is proposed");
    assert_eq!(served.ask_form("/lists/refuse", &format!("proposal={other}")).status, 303);
    assert_eq!(served.ask_form(&format!("{target}/withdraw"), "reason=error").status, 303);
    let page = served.page("/lists", "en");
    assert!(page.contains("gente.csv") && !page.contains("Gente del 3"), "it is proposed again: {page}");
    let elsewhere = served.ask("POST", "/lists/refuse", &[("Origin", "http://evil.invalid")]);
    assert_eq!(elsewhere.status, 403);
}

#[test]
fn nobody_comes_in_without_the_key() {
    let desk = desk();
    let served = Served::new(&desk);
    let check = |path: &str, headers: &[(&str, &str)], status: u16| {
        let answer = served.ask("GET", path, headers);
        assert_eq!(answer.status, status, "{path} {headers:?}");
        assert!(
            answer.head.contains("content-security-policy: default-src 'none'"),
            "{path}: {}",
            answer.head
        );
        answer
    };
    check("/", &[], 200);
    for path in ["/", "/log", "/search?q=Quispe", "/assets/habeas.css", "/nothing"] {
        let refused = check(path, &[("Cookie", "")], 403);
        assert!(!refused.body.contains("nota.txt") && !refused.body.contains("case"), "{}", refused.body);
        check(path, &[("Cookie", "habeas-1=0")], 403);
        check(path, &[("Host", "evil.invalid")], 421);
    }
    check(&format!("/?token={}0", served.token), &[("Cookie", "")], 403);
    check("/nothing", &[], 404);
    check("/item/00000000", &[], 404);
    let item = desk.items().into_keys().next().expect("there are items");
    check(&format!("/item/{item}/page/0"), &[], 404);
    check(&format!("/item/{item}/table/99"), &[], 404);
    check(&format!("/item/{item}?at=c9-1"), &[], 404);
    let elsewhere = served.ask("POST", "/verify", &[("Origin", "http://evil.invalid")]);
    assert_eq!(elsewhere.status, 403);
}

#[test]
fn a_person_verifies_and_takes_a_proof_in_the_browser() {
    let desk = desk();
    let served = Served::new(&desk);
    let verified = || {
        let started = served.ask_form("/verify", "record=yes");
        assert_eq!(started.status, 303, "{}", started.body);
        let deadline = Instant::now() + Duration::from_secs(60);
        while served.page("/verify/progress", "en") != "{}" {
            assert!(Instant::now() < deadline, "still verifying");
            std::thread::sleep(Duration::from_millis(20));
        }
        served.page("/verify", "en")
    };
    let page = verified();
    assert!(
        page.contains("Nothing was changed, lost or added.") && page.contains("The result is in the log."),
        "{page}"
    );
    assert_eq!(desk.entries("verified"), 1);
    assert!(served.page("/", "es").contains("No se cambió, perdió ni agregó nada."));

    let items = desk.items();
    let id = items.keys().next().expect("there are items").clone();
    let proof = served.ask("POST", &format!("/item/{id}/proof"), &[]);
    assert!(proof.status == 200 && proof.body.starts_with("PK"), "{} {}", proof.status, proof.body);
    assert_eq!(desk.entries("exported"), 1);

    let original = desk.case().join("originals").join(&id[..2]).join(&id);

    fs::remove_file(&original).expect("removed");
    let page = verified();
    assert!(
        page.contains("One thing is not as the log says.") && page.contains(&format!("lost: original {id}")),
        "{page}"
    );
    assert_eq!(served.ask("GET", &format!("/item/{id}/original"), &[]).status, 404);
}

#[test]
fn the_demonstration_says_where_it_is_open() {
    let desk = Desk::new();
    desk.run(["demo", "--no-serve", "muestra"]).says(0);
    let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
    command
        .args(["demo", "muestra"])
        .stdout(Stdio::piped())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    let mut child = desk.bare(&desk.at("home"), command).spawned();
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let told: Vec<String> = lines
        .map(|line| line.expect("text"))
        .take_while(|line| !line.starts_with("Nothing was opened"))
        .collect();
    let address = told.iter().find_map(|line| line.trim().strip_prefix("http://127.0.0.1:"));
    let _ = child.kill();
    let _ = child.wait();
    assert!(address.is_some_and(|address| address.contains("/?token=")), "{told:?}");
}
