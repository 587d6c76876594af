//! Any text, as lines and as a table, to the room that finds lists of people.

#![no_main]

use libfuzzer_sys::fuzz_target;
use lists::{Grid, GridCell, GridRow, Lines, Scanner, Tables};
use model::{ListColumn, Meaning};

fuzz_target!(|text: &str| {
    let mut scanner = Scanner::new();
    let column = |(column, meaning)| ListColumn { column, label: String::new(), meaning, on: None };
    let columns: Vec<ListColumn> = (0..).zip(Meaning::ALL).map(column).collect();
    let mut lines = Lines::new(&columns);
    let mut start = 0;
    for line in text.split('\n') {
        scanner.push(line, start);
        let rows = lines.push(line, start);
        for row in rows {
            for field in row.fields.iter().flatten() {
                assert!(row.text.get(field.bytes.clone()).is_some_and(|it| !it.is_empty()));
            }
        }
        start += line.chars().count() as u64 + 1;
    }
    let _ = (lines.finish(), scanner.finish());
    let row = |(row, line): (u64, &str)| GridRow {
        row,
        cells: (0..)
            .zip(line.split('\t'))
            .map(|(column, text)| GridCell { column, text: text.to_owned(), covers: 1, is_date: false })
            .collect(),
    };
    let sample: Vec<GridRow> = (0..).zip(text.split('\n')).map(row).take(200).collect();
    let mut tables = Tables::new();
    tables.push(&Grid { table: 0, name: String::new(), rows: sample.len() as u64, sample });
    let _ = tables.finish();
});
