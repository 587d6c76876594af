//! Tables and fields: cells with their words and places, values with their labels.

use case::catalogue::{FieldValue, Table};
use model::{Cell, CellValue, Field, MarkKind, Part, PartKind, Place, Span, Step, TableChunk};

use crate::support::{Case, item};

/// Rows `rows` of a sheet, as readers cut long tables into parts: `NOMBRE <row>` and a number.
fn sheet(rows: std::ops::Range<u64>) -> Part {
    let mut part = Part::new(PartKind::Sheet { name: "Nómina".into(), hidden: false });
    let mut cells = Vec::new();
    for row in rows {
        let mut cell = |part: &mut Part, column, text: &str, value| {
            let span = part.push(text, Place::Cell { sheet: "Nómina".into(), row, column }, Step::Whole);
            cells.push(Cell { row, column, covers: (1, 1), span, value });
        };
        cell(&mut part, 0, &format!("MUÑOZ {row}"), CellValue::Text);
        part.push_unplaced("\t");
        cell(&mut part, 3, &row.to_string(), CellValue::Number(row as f64));
        part.push_unplaced("\n");
    }
    part.tables.push(TableChunk { table: 0, name: "Nómina".into(), cells });
    part.tables.push(TableChunk { table: 2, name: String::new(), cells: Vec::new() });
    part
}

#[test]
fn cells_come_with_their_words_across_parts() {
    let mut case = Case::with_items(1);
    let parts = [sheet(0..10), sheet(10..25), sheet(25..30)];
    case.read(item(1), &parts);
    assert_eq!(
        case.catalogue.tables(item(1)).unwrap(),
        [
            Table { number: 0, name: "Nómina".into(), rows: 30, columns: 4, cells: 60 },
            Table { number: 2, name: String::new(), rows: 0, columns: 0, cells: 0 },
        ]
    );
    let cells = case.catalogue.cells(item(1), 0, 9..26).unwrap();
    assert_eq!(cells.len(), 34);
    for (row, pair) in (9..).zip(cells.chunks(2)) {
        assert_eq!(
            (pair[0].text.as_str(), pair[1].text.as_str()),
            (&*format!("MUÑOZ {row}"), &*row.to_string())
        );
        for cell in pair {
            let anchor = case.catalogue.anchor(item(1), cell.characters).unwrap();
            assert_eq!(anchor.quote, cell.text);
            let column = cell.cell.column;
            assert_eq!(anchor.places, [Place::Cell { sheet: "Nómina".into(), row, column }]);
            assert_eq!(cell.cell.span.slice(&parts[cell.part as usize].text), Some(cell.text.as_str()));
        }
    }
    assert_eq!(case.catalogue.cells(item(1), 0, 30..u64::MAX).unwrap(), []);
    assert_eq!(case.catalogue.cells(item(1), 0, 7..7).unwrap(), []);
    assert_eq!(case.catalogue.cells(item(1), 1, 0..9).unwrap(), []);
    let stored: Vec<_> = case.catalogue.parts(item(1)).unwrap().map(|part| part.unwrap().part).collect();
    assert_eq!(stored, parts);
}

#[test]
fn a_row_number_beyond_all_sheets_breaks_nothing() {
    let mut case = Case::with_items(1);
    let mut part = Part::new(PartKind::Text);
    let span = part.push_unplaced("x");
    let cell = Cell { row: u64::MAX, column: u32::MAX, covers: (1, 1), span, value: CellValue::Error };
    part.tables.push(TableChunk { table: 0, name: String::new(), cells: vec![cell] });
    case.read(item(1), &[part]);
    assert_eq!(case.catalogue.tables(item(1)).unwrap()[0].columns, 1 << 32);
    assert_eq!(case.catalogue.cells(item(1), 0, 5..6).unwrap(), []);
}

#[test]
fn fields_come_with_labels_and_places() {
    let mut part = Part::new(PartKind::MailHeaders);
    let mut line = |label: &str, values: &[&str], field| {
        part.push_unplaced(&format!("{label}: "));
        for (n, value) in values.iter().enumerate() {
            if n > 0 {
                part.push_unplaced(", ");
            }
            let span = part.push(value, Place::Bytes { start: 0, end: 1 }, Step::Whole);
            part.mark(span, MarkKind::Field(field));
        }
        part.push_unplaced("\n");
    };
    line("Asunto", &["¿Dónde están?"], Field::Subject);
    line("To", &["inés@ejemplo.invalid", "ana@ejemplo.invalid"], Field::To);
    line("X-Año", &["2031"], Field::Other);
    let words = part.text.clone();
    part.mark(Span { start: 0, end: 3 }, MarkKind::Heading(1));
    let mut case = Case::with_items(1);
    case.read(item(1), &[crate::support::plain("ñ", 0), part]);
    let fields = case.catalogue.fields(item(1)).unwrap();
    let seen: Vec<_> = fields.iter().map(|f| (f.field, f.label.as_str(), f.value.as_str())).collect();
    assert_eq!(
        seen,
        [
            (Field::Subject, "Asunto", "¿Dónde están?"),
            (Field::To, "To", "inés@ejemplo.invalid"),
            (Field::To, "", "ana@ejemplo.invalid"),
            (Field::Other, "X-Año", "2031"),
        ],
        "in {words:?}"
    );
    for FieldValue { value, characters, .. } in &fields {
        assert_eq!(&case.catalogue.text(item(1), *characters).unwrap(), value);
    }
}
