//! Standard output and error: lines, columns that fit the terminal, JSON. A reader that closes the pipe early ends the
//! program quietly. Chooses no words, and lets no control character through to a terminal.

use std::io::{self, IsTerminal as _, Write as _};

use serde::Serialize;

use crate::tame;

/// Prints a line (or several) to standard output.
pub fn line(text: &str) {
    write(&tame::text(text));
    write("\n");
}

/// Prints a line (or several) to standard error, if anybody reads it.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{}", tame::text(text));
}

/// Prints an item's own text: as it is into a file or another program, tamed on a terminal.
pub fn content(text: &str) {
    if io::stdout().is_terminal() { write(&tame::text(text)) } else { write(text) }
}

/// Prints text as it is.
pub fn write(text: &str) {
    bytes(text.as_bytes());
}

fn bytes(bytes: &[u8]) {
    if let Err(error) = io::stdout().lock().write_all(bytes) {
        // The reader has what it wanted, or there is nobody left to tell.
        std::process::exit(if error.kind() == io::ErrorKind::BrokenPipe { 0 } else { 2 });
    }
}

/// Standard output as a thing to write to; like [`write`], it ends the program when nobody reads it.
#[derive(Debug)]
pub struct Standard;

impl io::Write for Standard {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        bytes(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// Prints a value as indented JSON, in which nothing stands that a terminal would obey.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json(value: &impl Serialize) -> anyhow::Result<()> {
    write(&tame::json(&serde_json::to_string_pretty(value)?));
    write("\n");
    Ok(())
}

/// What makes the words between them stand out: nothing where no terminal shows it.
#[must_use]
pub fn strong() -> (&'static str, &'static str) {
    let dumb =
        std::env::var_os("TERM").is_none_or(|term| term == "dumb") || std::env::var_os("NO_COLOR").is_some();
    if io::stdout().is_terminal() && !dumb { ("\u{1b}[1m", "\u{1b}[22m") } else { ("", "") }
}

/// How many columns the terminal has; 80 when there is none.
#[must_use]
pub fn width() -> usize {
    #[cfg(unix)]
    if io::stdout().is_terminal()
        && let Ok(size) = rustix::termios::tcgetwinsize(io::stdout())
        && size.ws_col > 20
    {
        return usize::from(size.ws_col);
    }
    80
}

/// Rows in columns, each as wide as its widest cell; the last column takes what is left and is cut with an ellipsis
/// only on a terminal, where the whole is one `--json` away. Numbers (`right`) stand to the right.
pub fn table(rows: &[Vec<String>], right: &[usize]) {
    let tamed = |row: &Vec<String>| row.iter().map(|cell| tame::name(cell).into_owned()).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(tamed).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let terminal = io::stdout().is_terminal();
    let mut lines = String::new();
    for row in &rows {
        let mut text = String::new();
        for (column, cell) in row.iter().enumerate() {
            let room = widths[column].saturating_sub(cell.chars().count());
            let padding = " ".repeat(room);
            if column + 1 == row.len() && !right.contains(&column) {
                text.push_str(cell);
            } else if right.contains(&column) {
                text.push_str(&format!("{padding}{cell}  "));
            } else {
                text.push_str(&format!("{cell}{padding}  "));
            }
        }
        let text = text.trim_end();
        let most = width();
        if terminal && text.chars().count() > most {
            let cut: String = text.chars().take(most - 1).collect();
            lines.push_str(&format!("{cut}…\n"));
        } else {
            lines.push_str(text);
            lines.push('\n');
        }
    }
    write(&tame::text(&lines));
}
