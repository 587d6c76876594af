//! A case that the real binary took in and serves. Its address is the one that the program prints. The server ends with
//! the test.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::UNIX_EPOCH;

use serde_json::Value;
use tempfile::TempDir;

use crate::chromium::Browser;

const PROGRAM: &str = env!("CARGO_BIN_EXE_habeas");

/// A served case.
pub struct Served {
    desk: TempDir,
    server: Child,
    /// What it prints; it ends when nobody listens.
    _said: BufReader<ChildStdout>,
    /// With its token.
    pub address: String,
}

/// What the server answers to one request.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    pub body: Vec<u8>,
}

impl Served {
    /// A copy of the demonstration case, which is made once for each build of the program.
    pub fn demo() -> Self {
        let built = fs::metadata(PROGRAM).and_then(|program| program.modified()).expect("its time stamp");
        let built = built.duration_since(UNIX_EPOCH).expect("since then").as_nanos();
        let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("web-demo");
        fs::create_dir_all(&kept).expect("a folder");
        // Each test is a process, and one of them makes it.
        let turn = File::create(kept.join("turn")).expect("a file");
        turn.lock().expect("a lock");
        let made = kept.join(built.to_string());
        if !made.exists() {
            let desk = tempfile::tempdir_in(&kept).expect("a temporary folder");
            let demo =
                program(desk.path()).args(["demo", "--no-serve", "--lang", "en"]).output().expect("it runs");
            assert!(demo.status.code() < Some(2), "{demo:?}");
            fs::rename(desk.path().join("habeas-demo"), desk.path().join("case")).expect("it made a case");
            let linked = program(desk.path()).arg("link").output().expect("it runs");
            assert!(linked.status.success(), "{linked:?}");
            fs::rename(desk.keep(), &made).expect("renamed");
        }
        Self::after(|desk| {
            let copied =
                Command::new("cp").args(["-r", "home", "case"]).arg(desk).current_dir(&made).status();
            assert!(copied.is_ok_and(|status| status.success()));
        })
    }

    /// A case of what `put` writes into a folder.
    pub fn of(put: impl FnOnce(&Path)) -> Self {
        Self::after(|desk| {
            let material = desk.join("material");
            fs::create_dir(&material).expect("a folder");
            put(&material);
            let init =
                program(desk).args(["init", "case", "--name", "Río <b>Seco</b>"]).output().expect("it runs");
            assert!(init.status.success(), "{init:?}");
            let add = program(desk).arg("add").arg(material).output().expect("it runs");
            assert!(add.status.code() < Some(2), "{add:?}");
        })
    }

    fn after(prepare: impl FnOnce(&Path)) -> Self {
        let desk = tempfile::tempdir().expect("a temporary folder");
        prepare(desk.path());
        let mut server = program(desk.path())
            .args(["serve", "--no-open"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut said = BufReader::new(server.stdout.take().expect("piped"));
        let mut lines = said.by_ref().lines().map_while(Result::ok);
        let address =
            lines.find_map(|line| line.trim().starts_with("http://").then(|| line.trim().to_owned()));
        let address = address.expect("it prints its address");
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        Self { desk, server, _said: said, address }
    }

    /// A path below the server's own address.
    pub fn at(&self, path: &str) -> String {
        let origin = self.address.split("/?").next().unwrap_or_default();
        format!("{origin}{path}")
    }

    /// Name and port, as in a `Host` header.
    pub fn host(&self) -> String {
        self.at("").trim_start_matches("http://").to_owned()
    }

    /// Lets the browser in.
    pub fn enter(&self, browser: &Browser) {
        assert_eq!(browser.open(&self.address), 200);
        assert_eq!(browser.text_of("location.href"), self.at("/"), "the token is gone from the address");
    }

    /// Names and paths of the pages of all items.
    pub fn items(&self) -> Vec<(String, String)> {
        let listed = self.json(&["items"]);
        let items = listed["items"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        items.map(|item| (text(&item["name"]), format!("/item/{}", text(&item["item"])))).collect()
    }

    /// The path of the page of the item with this name.
    pub fn item(&self, name: &str) -> String {
        let found = self.items().into_iter().find(|(its, _)| its == name);
        found.unwrap_or_else(|| panic!("no item is called {name}")).1
    }

    /// The address of the first such words in an item, such as `c120-184`.
    pub fn words(&self, name: &str, words: &str) -> String {
        let cited = self.json(&["cite", name, "--find", words]);
        let cited = cited["items"].get(0).unwrap_or(&cited);
        let span = &cited["target"]["selector"][0];
        format!("c{}-{}", span["start"], span["end"])
    }

    /// Somebody of several rows in the register, and two of the rows.
    pub fn somebody(&self) -> (String, [String; 2]) {
        let said = self.json(&["people", "--several", "--records"]);
        let person = &said["people"][0];
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        let row = |at: usize| text(&person["records"][at]["record"]);
        (text(&person["person"]), [row(0), row(1)])
    }

    /// The path of the page that lays the first two lists side by side.
    pub fn comparison(&self) -> String {
        let said = self.json(&["overlap"]);
        format!("/compare?one={}&other={}", said["lists"][0]["list"], said["lists"][1]["list"])
    }

    /// Changes a bit of the original of the item with this name.
    pub fn damage(&self, name: &str) {
        let digest = self.item(name).trim_start_matches("/item/").to_owned();
        let path = self.desk.path().join("case/originals").join(&digest[..2]).join(&digest);
        let mut bytes = fs::read(&path).expect("there");
        bytes[0] ^= 1;
        fs::remove_file(&path).expect("removed");
        fs::write(&path, bytes).expect("written");
    }

    /// What a command prints as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let output = program(self.desk.path()).args(arguments).arg("--json").output().expect("it runs");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    }

    /// Sends a request's head, line by line, and `body`, and takes the answer.
    pub fn ask(&self, head: &[&str], body: &str) -> Answer {
        let mut connection = TcpStream::connect(self.host()).expect("it listens");
        let request = format!(
            "{}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
            head.join("\r\n"),
            body.len()
        );
        connection.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        connection.read_to_end(&mut bytes).expect("it answers");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("text");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        Answer { status, head, body: bytes.split_off(end + 4) }
    }

    /// A cookie that lets a request in.
    pub fn cookie(&self) -> String {
        let target = self.address.trim_start_matches(&self.at("")).to_owned();
        let let_in = self.ask(&[&format!("GET {target} HTTP/1.1"), &format!("Host: {}", self.host())], "");
        assert_eq!(let_in.status, 303, "{}", let_in.head);
        let_in.header("set-cookie").split(';').next().expect("a cookie").to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Answer {
    /// A header's value; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(its, _)| its.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// The program in surroundings of its own.
fn program(desk: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for name in ["LANG", "LC_MESSAGES", "HABEAS_BY", "DISPLAY", "WAYLAND_DISPLAY"] {
        command.env_remove(name);
    }
    command
        .env("HABEAS_HOME", desk.join("home"))
        .env("HABEAS_CASE", desk.join("case"))
        .env("LC_ALL", "C")
        .env("USER", "ana")
        .env("TZ", "America/El_Salvador")
        .current_dir(desk);
    command
}
