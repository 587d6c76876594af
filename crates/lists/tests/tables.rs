//! Tables whose headings are words that nobody listed: the row is found by standing out, and no person is taken for one.

use lists::{Grid, GridCell, GridRow, Tables};

/// The labels of what is proposed and how many rows it has; cells are divided by `|`.
fn check(table: &str, labels: &[&str], rows: u64) {
    let cells = |line: &str| {
        let cell = |(column, text): (u32, &str)| GridCell {
            column,
            text: text.trim().to_owned(),
            covers: 1,
            is_date: false,
        };
        (0..).zip(line.split('|')).map(cell).collect::<Vec<_>>()
    };
    let sample: Vec<GridRow> =
        (0..).zip(table.lines()).map(|(row, line)| GridRow { row, cells: cells(line) }).collect();
    let mut tables = Tables::new();
    tables.push(&Grid { table: 0, name: String::new(), rows: sample.len() as u64, sample });
    let found = tables.finish();
    let proposal = found.first().unwrap_or_else(|| panic!("a list in {table}"));
    let told: Vec<&str> = proposal.columns.iter().map(|it| it.column.label.as_str()).collect();
    assert_eq!((told.as_slice(), proposal.rows), (labels, rows), "{table}");
}

const ROWS: &str = "Rosa Quispe Rojo|61234567|05/06/1987\nLuis Parra Soto|62345678|17/08/1990\n\
    Ana León Gil|63456789|19/01/1994\nIván Mora Paz|64567890|21/03/1996\nSara Cruz Luna|65678901|30/11/1979";

#[test]
fn a_first_row_of_other_words_is_the_heading() {
    check(&format!("Quién|Carné|Llegó al mundo\n{ROWS}"), &["Quién", "Carné", "Llegó al mundo"], 5);
    check(ROWS, &["", "", ""], 5);
    // Somebody of whom little is known stays a row.
    check(&format!("José Gregorio Rivas|no tiene|se desconoce\n{ROWS}"), &["", "", ""], 6);
}
