//! How long the web pages of a case take from request to last byte, from a server that runs. Looks at no page's content
//! beyond its status.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

/// How often each page is asked for, after one time that does not count.
const TURNS: usize = 20;

const PAGES: [(&str, &str); 7] = [
    ("the case", "/"),
    ("items with filters", "/items"),
    ("items, the last", "/items?offset=99975"),
    ("search, one word", "/search?q=de"),
    ("ledger", "/ledger"),
    ("log", "/log"),
    ("verification", "/verify"),
];

/// A server of a case; stopped when dropped.
struct Server {
    child: Child,
    host: String,
    cookie: String,
}

/// Prints a row for each page: median and 95th percentile in milliseconds. `serve` is a command on the case, up to the
/// subcommand.
///
/// # Errors
/// When the server does not start or a page is not answered.
pub fn print(serve: &mut Command) -> Result<()> {
    let server = Server::start(serve)?;
    println!(
        "\nMilliseconds from request to last byte:\n\n| page | median | p95 | kB |\n|---|---:|---:|---:|"
    );
    for (name, path) in PAGES {
        let mut bytes = server.ask(path)?.len();
        let mut times = Vec::new();
        for _ in 0..TURNS {
            let begun = Instant::now();
            bytes = server.ask(path)?.len();
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        times.sort_by(f64::total_cmp);
        let (median, late) = (times[TURNS / 2], times[TURNS * 95 / 100]);
        println!("| {name} | {median:.1} | {late:.1} | {:.0} |", bytes as f64 / 1e3);
    }
    Ok(())
}

impl Server {
    fn start(serve: &mut Command) -> Result<Self> {
        let mut child = serve.args(["--json", "serve", "--no-open"]).stdout(Stdio::piped()).spawn()?;
        let mut lines = BufReader::new(child.stdout.take().context("piped")?);
        let mut server = Self { child, host: String::new(), cookie: String::new() };
        let mut said = String::new();
        // The document ends with a brace on a line of its own.
        while !said.ends_with("\n}\n") && lines.read_line(&mut said)? > 0 {}
        let said: Value = serde_json::from_str(&said).context("habeas serve did not start")?;
        let address = said["address"].as_str().and_then(|it| it.strip_prefix("http://"));
        let (host, token) =
            address.and_then(|it| it.split_once("/?")).context("an unknown form of address")?;
        server.host = host.to_owned();
        let entered = server.answer(&format!("/?{token}"))?;
        let cookie = entered.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        server.cookie = cookie.and_then(|it| it.split(';').next()).context("no cookie")?.to_owned();
        Ok(server)
    }

    fn ask(&self, path: &str) -> Result<String> {
        let answer = self.answer(path)?;
        ensure!(answer.starts_with("HTTP/1.1 200"), "{path}: {}", answer.lines().next().unwrap_or_default());
        Ok(answer)
    }

    fn answer(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.host)?;
        let (host, cookie) = (&self.host, &self.cookie);
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
