//! Whatever the text: nothing panics, every field slices, the same in gives the same out, and hostile sizes end soon.

use std::time::{Duration, Instant};

use lists::{Grid, GridCell, GridRow, Lines, RowCell, Scanner, Tables, cut, judge};
use model::{ListColumn, ListPlace, Meaning};
use proptest::prelude::*;

/// Pieces of which lists are made, and some that nobody would put there.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Rosa Quispe".to_owned()),
        Just("ROJO PARRA, Ana".to_owned()),
        Just("V-61.234.567".to_owned()),
        Just("03/05/1994".to_owned()),
        Just("34 años".to_owned()),
        Just("17.".to_owned()),
        Just("TOTAL".to_owned()),
        Just("Nombre".to_owned()),
        Just("Cédula".to_owned()),
        Just("\t".to_owned()),
        Just(", ".to_owned()),
        Just("---".to_owned()),
        Just("de Puerto Cendal".to_owned()),
        "[0-9./-]{0,12}",
        "\\PC{0,12}",
        any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

fn line() -> impl Strategy<Value = String> {
    (prop::collection::vec(piece(), 0..7), prop::sample::select(vec![" ", "  ", "", "\t"]))
        .prop_map(|(all, gap)| all.join(gap))
}

fn columns() -> impl Strategy<Value = Vec<ListColumn>> {
    prop::collection::vec((prop::sample::select(Meaning::ALL.to_vec()), piece()), 0..6).prop_map(|all| {
        let column = |(column, (meaning, label))| ListColumn { column, label, meaning, on: None };
        (0..).zip(all).map(column).collect()
    })
}

proptest! {
    #[test]
    fn fields_slice_and_are_declared_once(line in line(), columns in columns()) {
        let fields = cut(&line, &columns);
        prop_assert_eq!(&fields, &cut(&line, &columns));
        for (at, field) in fields.iter().enumerate() {
            let words = line.get(field.bytes.clone());
            prop_assert!(words.is_some_and(|it| !it.is_empty() && it == it.trim()), "{field:?} of {line:?}");
            prop_assert!(columns.iter().any(|it| it.column == field.column));
            prop_assert!(fields[at + 1..].iter().all(|other| other.column > field.column));
        }
    }

    #[test]
    fn no_line_is_lost(lines in prop::collection::vec(line(), 0..12), columns in columns()) {
        let lines: Vec<String> = lines.iter().map(|it| it.replace(['\n', '\r'], " ")).collect();
        let mut rows = Vec::new();
        let mut reader = Lines::new(&columns);
        let mut start = 0;
        for line in &lines {
            rows.extend(reader.push(line, start));
            start += line.chars().count() as u64 + 1;
        }
        rows.extend(reader.finish());
        let text: Vec<char> = lines.iter().flat_map(|it| it.chars().chain(['\n'])).collect();
        let mut covered = vec![false; text.len()];
        for row in &rows {
            let (from, length) = (row.start as usize, row.text.chars().count());
            let there: String = text[from..from + length].iter().collect();
            prop_assert!(row.text.contains('\n') || there == row.text, "{row:?}");
            covered[from..from + length].fill(true);
            for field in row.fields.iter().flatten() {
                prop_assert!(row.text.get(field.bytes.clone()).is_some());
            }
        }
        let lost: String = text.iter().zip(&covered).filter(|(c, covered)| !**covered && !c.is_whitespace()).map(|(c, _)| *c).collect();
        prop_assert_eq!(lost, "");
    }

    #[test]
    fn proposals_lie_within_their_text(lines in prop::collection::vec(line(), 0..40)) {
        let mut scanner = Scanner::new();
        let mut start = 0;
        for (at, line) in lines.iter().enumerate() {
            scanner.push(line, start);
            if at % 9 == 8 {
                scanner.page_ends();
            }
            start += line.chars().count() as u64 + 1;
        }
        for proposal in scanner.finish() {
            prop_assert!(proposal.columns.iter().any(|it| it.meaning().is_name()));
            let mut last = 0;
            for place in &proposal.places {
                let ListPlace::Lines { span } = place else { return Err(TestCaseError::fail("lines have no tables")) };
                prop_assert!(last <= span.start && span.start < span.end && span.end <= start);
                last = span.end;
            }
        }
    }

    #[test]
    fn any_table_is_searched(rows in prop::collection::vec(prop::collection::vec(piece(), 0..6), 0..30), covers in 0_u32..4) {
        let cells = |(row, texts): (u64, &Vec<String>)| GridRow {
            row,
            cells: (0..).zip(texts).map(|(column, text)| GridCell { column, text: text.clone(), covers, is_date: false }).collect(),
        };
        let grid = Grid { table: 0, name: String::new(), rows: rows.len() as u64, sample: (0..).zip(&rows).map(cells).collect() };
        let propose = || {
            let mut tables = Tables::new();
            tables.push(&grid);
            tables.finish()
        };
        let found = propose();
        prop_assert_eq!(&found, &propose());
        for proposal in found {
            for place in &proposal.places {
                let ListPlace::Table { first_row, end_row, .. } = place else { return Err(TestCaseError::fail("tables have no lines")) };
                prop_assert!(first_row < end_row && *end_row <= rows.len() as u64, "{place:?}");
            }
        }
    }

    #[test]
    fn any_row_is_judged(texts in prop::collection::vec(piece(), 0..6), columns in columns(), covers in 0_u32..9) {
        let cells: Vec<RowCell<'_>> = (0..).zip(&texts).map(|(column, text)| RowCell { column, text, covers }).collect();
        let judged = judge(&columns, &cells);
        let named = columns.iter().any(|it| it.meaning.is_name() || it.meaning == Meaning::Alias);
        prop_assert!(named || judged.is_err(), "a record without a name: {cells:?}");
    }
}

#[test]
fn hostile_sizes_end_soon() {
    let begun = Instant::now();
    let column = |(column, meaning)| ListColumn { column, label: "Nombre".into(), meaning, on: None };
    let columns: Vec<ListColumn> =
        (0..).zip([Meaning::RowNumber, Meaning::Name, Meaning::Birth, Meaning::Text]).map(column).collect();
    for text in [
        "Rosa ".repeat(50_000),
        "1".repeat(200_000),
        ", ".repeat(60_000),
        "1. ".repeat(60_000),
        "ñ\t".repeat(60_000),
    ] {
        assert!(cut(&text, &columns).len() <= columns.len());
        let mut lines = Lines::new(&columns);
        lines.push(&text, 0);
        lines.finish();
        let mut scanner = Scanner::new();
        scanner.push(&text, 0);
        assert_eq!(scanner.finish(), []);
    }
    let mut scanner = Scanner::new();
    (0..200_000).for_each(|at| scanner.push("17. ROJO PARRA, Ana  V-61.234.567  03/05/1994", at * 50));
    assert_eq!(scanner.finish()[0].rows, 200_000);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}
