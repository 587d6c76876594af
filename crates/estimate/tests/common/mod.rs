//! The published tables and what other programs say of them, as the tests carry them. See `tests/data/README.md`.

#![allow(dead_code, reason = "each test uses its part")]

use estimate::{History, Table};

/// A published table by its name in `tables.csv`.
pub fn table(name: &str) -> Table {
    let rows: Vec<Vec<String>> =
        rows(include_str!("../data/tables.csv")).into_iter().filter(|row| row[0] == name).collect();
    let lists = rows.first().unwrap_or_else(|| panic!("there is no table {name}"))[1].len();
    let history = |text: &str| -> History {
        text.bytes().enumerate().map(|(list, byte)| u16::from(byte == b'1') << list).sum()
    };
    let names = (1..=lists).map(|list| format!("list{list}")).collect();
    let cells = rows.iter().map(|row| (history(&row[1]), row[2].parse().expect("a count")));
    Table::new(names, cells).expect("a published table")
}

/// The names of the published tables.
pub fn names() -> Vec<String> {
    let mut names: Vec<String> =
        rows(include_str!("../data/tables.csv")).into_iter().map(|row| row[0].clone()).collect();
    names.dedup();
    names
}

/// What another program said of a table.
#[derive(Debug, Clone)]
pub struct Reference {
    pub dataset: String,
    pub tool: String,
    pub settings: String,
    pub point: Option<f64>,
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub note: String,
}

impl Reference {
    /// A number of the note, as in `stderr=785.902`.
    pub fn noted(&self, name: &str) -> Option<f64> {
        self.text(name)?.parse().ok()
    }

    /// A word of the note.
    pub fn text(&self, name: &str) -> Option<&str> {
        let start = self.note.find(&format!("{name}="))? + name.len() + 1;
        let rest = &self.note[start..];
        let end = if rest.starts_with('[') { rest.find(']').map(|at| at + 1) } else { rest.find(';') };
        Some(&rest[..end.unwrap_or(rest.len())])
    }
}

/// Everything that a tool said.
pub fn references(tool: &str) -> Vec<Reference> {
    rows(include_str!("../data/reference.csv"))
        .into_iter()
        .filter(|row| row[1] == tool)
        .map(|row| Reference {
            dataset: row[0].clone(),
            tool: row[1].clone(),
            settings: row[2].clone(),
            point: row[3].parse().ok(),
            lower: row[4].parse().ok(),
            upper: row[5].parse().ok(),
            note: row[6].clone(),
        })
        .collect()
}

/// The rows of a CSV after its first, with quoted cells.
pub fn rows(text: &str) -> Vec<Vec<String>> {
    let row = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().expect("a row has a cell").push(c),
            }
        }
        cells
    };
    text.lines().skip(1).map(row).collect()
}

/// Whether two numbers agree to so many parts, or to the last digit that the reference gives.
#[track_caller]
pub fn agree(what: &str, ours: f64, theirs: f64, relative: f64, absolute: f64) {
    let allowed = (relative * theirs.abs()).max(absolute);
    assert!((ours - theirs).abs() <= allowed, "{what}: {ours} is not {theirs}");
}
