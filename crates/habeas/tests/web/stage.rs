//! A server of a few fixed pages, for the driver's own test. Speaks as much HTTP as that takes.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// A running server; it ends with the test.
pub struct Stage {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Stage {
    /// Serves `(path, page)`; any other path is a 404.
    pub fn of(pages: &'static [(&'static str, &'static str)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("it is bound");
        let heads = Arc::new(Mutex::new(Vec::new()));
        let noted = heads.clone();
        std::thread::spawn(move || {
            for connection in listener.incoming().map_while(Result::ok) {
                // A browser opens connections that it may never use.
                let noted = noted.clone();
                std::thread::spawn(move || answer(&connection, pages, &noted));
            }
        });
        Self { address, heads }
    }

    /// The heads of all requests so far.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().expect("nobody panics with it").clone()
    }
}

fn answer(mut connection: &TcpStream, pages: &[(&str, &str)], noted: &Mutex<Vec<String>>) {
    let lines = BufReader::new(connection).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let head = lines.collect::<Vec<_>>().join("\n");
    let path = head.split(' ').nth(1).unwrap_or_default();
    let page = pages.iter().find(|(known, _)| *known == path).map(|(_, page)| page);
    let (status, page) = page.map_or(("404 Not Found", "nothing here"), |page| ("200 OK", page));
    let length = page.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {length}\r\n\
         Set-Cookie: seen=1; HttpOnly\r\nConnection: close\r\n\r\n{page}"
    );
    noted.lock().expect("nobody panics with it").push(head);
    let _ = connection.write_all(answer.as_bytes());
}
