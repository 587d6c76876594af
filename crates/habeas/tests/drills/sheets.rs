//! People handed out as workbooks, read back by the program's own reader: every row and value, ids to the letter, nothing
//! cut, nothing that a spreadsheet would calculate.

use std::collections::BTreeMap;

use case::catalogue::{Access, Catalogue};

use crate::pages::Served;
use crate::people::linked;
use crate::support::Desk;

/// The rows of a CSV without quoted line ends, as the program writes them; the apostrophe before a formula is taken off.
fn csv(text: &str) -> Vec<Vec<String>> {
    let cell = |cell: &str| {
        let formula = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        formula.unwrap_or(cell).to_owned()
    };
    let row = |line: &str| {
        let (mut cells, mut quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => quoted = !quoted,
                ',' if !quoted => cells.push(String::new()),
                c => cells.last_mut().expect("there is one").push(c),
            }
        }
        cells.iter().map(|it| cell(it)).collect()
    };
    text.lines().map(row).collect()
}

/// The rows of a workbook's sheets, one after the other, as this program reads them.
fn read_back(bytes: &[u8]) -> Vec<Vec<String>> {
    let desk = Desk::with_case();
    let path = desk.file("read back.xlsx", bytes);
    assert_eq!(desk.add([path]).code, 0, "nothing in it is unread");
    let catalogue =
        Catalogue::open(&desk.case().join("derived/catalogue.sqlite"), Access::Read).expect("a catalogue");
    let item = catalogue.resolve("read back.xlsx").expect("taken in");
    let mut rows: BTreeMap<(u32, u64), BTreeMap<u32, String>> = BTreeMap::new();
    for table in catalogue.tables(item).expect("tables") {
        for cell in catalogue.cells(item, table.number, 0..u64::MAX >> 1).expect("cells") {
            rows.entry((table.number, cell.cell.row)).or_default().insert(cell.cell.column, cell.text);
        }
    }
    let row = |cells: BTreeMap<u32, String>| {
        let width = cells.keys().max().map_or(0, |last| last + 1);
        (0..width).map(|column| cells.get(&column).cloned().unwrap_or_default()).collect()
    };
    rows.into_values().map(row).collect()
}

/// Without empty cells at the ends of rows, of which a workbook has none.
fn trimmed(mut rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    for row in &mut rows {
        while row.last().is_some_and(String::is_empty) {
            row.pop();
        }
    }
    rows
}

#[test]
fn a_workbook_holds_every_row_and_value() {
    let desk = linked();
    let served = Served::new(&desk);
    for (kind, more, rows) in [("people", None, None), ("records", Some("--records"), Some(22 + 20 + 9 + 1))]
    {
        let written = desk.run(["people", "--csv"]).args(more).for_programs().says(0).out;
        let expected = trimmed(csv(&written));
        assert!(rows.is_none_or(|rows| rows == expected.len()), "{kind}: {written}");
        assert!(
            expected.iter().flatten().any(|cell| cell.contains("<script>")),
            "a hostile name is among them"
        );

        let as_xlsx = if kind == "people" { "as=xlsx" } else { "as=records-xlsx" };
        let answer = served.ask_form("/people/download", as_xlsx);
        assert_eq!(answer.status, 200, "{}", answer.head);
        assert!(answer.head.contains(&format!("content-length: {}", answer.bytes.len())), "{}", answer.head);
        assert_eq!(trimmed(read_back(&answer.bytes)), expected, "{kind} from the page");

        let path = desk.at(format!("{kind}.xlsx"));
        desk.run(["people"]).args(more).arg("--xlsx").arg(&path).says(0);
        assert_eq!(trimmed(read_back(&std::fs::read(path).expect("written"))), expected, "{kind}");
    }
    let left: Vec<_> = std::fs::read_dir(desk.case().join("derived")).expect("a folder").flatten().collect();
    assert!(
        left.iter().all(|it| !it.file_name().to_string_lossy().starts_with('.')),
        "nothing is left: {left:?}"
    );
}
