//! Rows come out as lines and cells, each cell's characters at their own bytes.

use encoding_rs::WINDOWS_1252;
use model::CellValue;
use proptest::prelude::*;

use super::*;
use crate::testing::{self, Recorder};

/// Each row's cells by column, pieces of one cell joined; blank cells and rows as empty ones.
fn rows(read: &Recorder) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for part in &read.parts {
        for cell in part.tables.iter().flat_map(|table| &table.cells) {
            let (row, column) = (cell.row as usize, cell.column as usize);
            rows.resize(rows.len().max(row + 1), Vec::new());
            let width = rows[row].len().max(column + 1);
            rows[row].resize(width, String::new());
            rows[row][column].push_str(cell.span.slice(&part.text).expect("cells slice"));
        }
    }
    rows
}

fn check(original: &[u8], expected: &[&[&str]]) -> Recorder {
    let read = testing::read(read, "lista.csv", original);
    assert_eq!(rows(&read), expected, "{:?}", String::from_utf8_lossy(original));
    read
}

/// Checks that each cell without doubled quotation marks stands in the original as it is in the text.
fn check_places(read: &Recorder, original: &[u8], encode: impl Fn(&str) -> Vec<u8>) {
    for part in &read.parts {
        for cell in part.tables.iter().flat_map(|table| &table.cells) {
            let words = cell.span.slice(&part.text).expect("cells slice");
            let places = testing::places(part, cell.span.start as usize, cell.span.end as usize);
            assert_eq!(testing::bytes(&places, original), encode(words));
        }
    }
}

fn stray(count: u64) -> String {
    format!("{count} cell(s) begin with a quotation mark that nothing closes")
}

#[test]
fn rows_are_lines_with_tabs() {
    let original = b"nombre,edad,desde\r\n\"Ana P\xC3\xA9rez\",30,2024-02-29\r\n\r\nLuis,,no\r\n,,\r\nEva";
    let read = check(
        original,
        &[
            &["nombre", "edad", "desde"],
            &["Ana Pérez", "30", "2024-02-29"],
            &[],
            &["Luis", "", "no"],
            &[],
            &["Eva"],
        ],
    );
    assert_eq!(read.text(), "nombre\tedad\tdesde\nAna Pérez\t30\t2024-02-29\n\nLuis\t\tno\n\t\t\nEva\n");
    assert_eq!(read.defects, []);
    check_places(&read, original, |words| words.as_bytes().to_vec());
    let values: Vec<&CellValue> =
        read.parts[0].tables[0].cells[3..6].iter().map(|cell| &cell.value).collect();
    assert_eq!(values, [&CellValue::Text, &CellValue::Number(30.0), &CellValue::Date("2024-02-29".into())]);
    assert_eq!(read.original("Pérez", original), "Pérez".as_bytes());
    assert_eq!(testing::read(super::read, "vacio.csv", b"").parts, []);
}

#[test]
fn line_ends_of_all_kinds() {
    let expected: &[&[&str]] = &[&["a", "b"], &["c", "d"], &["e", "f"]];
    for text in [
        "a,b\nc,d\ne,f",
        "a,b\rc,d\re,f\r",
        "a,b\r\r\nc,\"d\"\r\r\ne,f\r\r\n",
        "a,b\r\n\"c\",\"d\"\r\n\"e\",\"f\"\r",
    ] {
        check(text.as_bytes(), expected);
    }
    check(b"\"a\",\"b\"\r\"c\",\"d\"\r\"e\",\"f\"", expected);
    check(b"a,b\rc\nd,e\n", &[&["a", "b\rc"], &["d", "e"]]);
}

#[test]
fn quotes_in_all_shapes() {
    check(b"a,\"b, c\nd\"\ne,f\n", &[&["a", "b, c\nd"], &["e", "f"]]);
    check(b"a, \"b, c\" ,d\ne,f,g\n", &[&["a", "b, c", "d"], &["e", "f", "g"]]);
    check(b"\"El \"Toro\" Paz\",b\nc,d\n", &[&["El \"Toro\" Paz", "b"], &["c", "d"]]);
    check(b"Ana \"La Nena\" Paz,b\nc,5\"\n", &[&["Ana \"La Nena\" Paz", "b"], &["c", "5\""]]);
    check(b"\"\",b\nc,\"\"\"\"\n", &[&["", "b"], &["c", "\""]]);
    check(b"a\tb\n\"c\td\"\te\n", &[&["a", "b"], &["c\td", "e"]]);
}

#[test]
fn doubled_quotes_keep_exact_places() {
    let original = b"apodo;nombre\n\"dice \"\"El Gato\"\" Ruiz\";Luis\n";
    let read = check(original, &[&["apodo", "nombre"], &["dice \"El Gato\" Ruiz", "Luis"]]);
    assert_eq!(read.original("El Gato", original), b"El Gato");
    assert_eq!(read.original("Ruiz", original), b"Ruiz");
    assert_eq!(read.original("\"El Gato\" Ruiz", original), b"\"El Gato\" Ruiz");
}

#[test]
fn an_unclosed_quote_swallows_nothing() {
    let original = b"a,b,c\n1,\"Ana,x\n2,Luis,y\n3,\"Eva, la otra\",z\n";
    let read = check(
        original,
        &[&["a", "b", "c"], &["1", "\"Ana", "x"], &["2", "Luis", "y"], &["3", "Eva, la otra", "z"]],
    );
    assert_eq!(read.kinds(), [(DefectKind::Damaged, Missing::Nothing)]);
    assert_eq!(read.defects[0].detail, stray(1));
    assert_eq!(testing::bytes(&[read.defects[0].place.clone().expect("a place")], original), b"\"Ana");

    let read = check(
        b"a,b,c\n1,\"Ana,x\n2,Luis,y\n",
        &[&["a", "b", "c"], &["1", "\"Ana", "x"], &["2", "Luis", "y"]],
    );
    assert_eq!(read.defects[0].detail, stray(1));
}

#[test]
fn an_unclosed_quote_does_not_end_at_a_nickname() {
    let rows_between = "5,Eva,Lima\n".repeat(6);
    let original =
        format!("n,quien,donde\n1,\"Ana,Lima\n{rows_between}6,Luis \"El Gato\",Lima\n7,Sol,Lima\n");
    let read = testing::read(read, "lista.csv", original.as_bytes());
    assert_eq!(rows(&read).len(), 10);
    assert_eq!(rows(&read)[8], ["6", "Luis \"El Gato\"", "Lima"]);
    assert_eq!(read.defects[0].detail, stray(1));
}

#[test]
fn a_long_quoted_note_with_commas_is_one_cell() {
    let note = "Llegaron de noche, sin orden, dice.\nDespués nada.\n".repeat(40);
    let original = format!("n,nota,lugar\n1,\"{note}\",Lima\n2,breve,Lima\n");
    let read = testing::read(read, "lista.csv", original.as_bytes());
    assert_eq!(rows(&read)[1], ["1", note.as_str(), "Lima"]);
    assert_eq!(read.defects, []);
}

#[test]
fn many_unclosed_quotes_are_counted_once() {
    let original = "1,\"Ana,x\n".repeat(3000);
    let read = testing::read(read, "lista.csv", original.as_bytes());
    assert_eq!(rows(&read).len(), 3000);
    assert_eq!(read.defects.len(), 1);
    assert_eq!(read.defects[0].detail, stray(3000));
}

#[test]
fn an_announced_delimiter_is_no_row() {
    let original = b"sep=;\r\na,1;b\r\nc;d\r\n";
    let read = check(original, &[&["a,1", "b"], &["c", "d"]]);
    assert_eq!(read.text(), "sep=;\na,1\tb\nc\td\n");
    assert_eq!(read.original("sep=;", original), b"sep=;");
}

#[test]
fn ragged_rows_stay_ragged() {
    check(
        b"a;b;c\n1\n1;2;3;4\n1;2;3\n",
        &[&["a", "b", "c"], &["1"], &["1", "2", "3", "4"], &["1", "2", "3"]],
    );
}

#[test]
fn rows_are_numbered_through_the_parts() {
    let original: String = (0..20_000).map(|row| format!("{row};Nuria Peña;\"Santa Inés\"\n")).collect();
    let read = testing::read(read, "lista.csv", original.as_bytes());
    assert!(read.parts.len() > 5);
    assert!(
        read.parts.iter().all(|part| part.text.ends_with('\n') && part.text.len() < Part::ENOUGH_BYTES + 99)
    );
    let rows = rows(&read);
    assert_eq!(rows.len(), 20_000);
    assert!(rows.iter().enumerate().all(|(row, cells)| cells[0] == row.to_string()));
    check_places(&read, original.as_bytes(), |words| words.as_bytes().to_vec());
}

#[test]
fn a_huge_cell_comes_in_pieces() {
    let huge = "añejo, sí, pero \"suyo\"\r\n".repeat(200_000);
    let quoted = format!("a,b\n1,\"{}\"\n2,fin\n", huge.replace('"', "\"\""));
    let plain = huge.replace(['\r', '\n', ',', '"'], " ");
    for (original, cell) in [(quoted, &huge), (format!("a,b\n1,{plain}\n2,fin\n"), &plain)] {
        let read = testing::read(read, "lista.csv", original.as_bytes());
        let rows = rows(&read);
        assert!(rows[1][1] == *cell, "the pieces make the cell");
        assert_eq!(rows[2], ["2", "fin"]);
        assert!(read.text() == format!("a\tb\n1\t{cell}\n2\tfin\n"), "nothing stands between the pieces");
        assert!(read.parts.len() > 4 && read.defects.is_empty());
    }
}

#[test]
fn a_wide_row_goes_on_in_the_next_part() {
    let original = format!("{}fin\nx,y\n", "abc,".repeat(200_000));
    let read = testing::read(read, "lista.csv", original.as_bytes());
    let rows = rows(&read);
    assert_eq!((rows.len(), rows[0].len(), rows[0][200_000].as_str()), (2, 200_001, "fin"));
    assert!(read.parts.len() > 2 && read.text() == original.replace(',', "\t"));
}

#[test]
fn other_encodings_keep_their_places() {
    let text = "Nombre;Año\n\"Peña; Íñigo\";2024\nMuñoz €;7\n";
    let expected: &[&[&str]] = &[&["Nombre", "Año"], &["Peña; Íñigo", "2024"], &["Muñoz €", "7"]];
    let original = WINDOWS_1252.encode(text).0.into_owned();
    let read = check(&original, expected);
    assert_eq!(read.kinds(), [(DefectKind::EncodingGuessed, Missing::Nothing)]);
    check_places(&read, &original, |words| WINDOWS_1252.encode(words).0.into_owned());

    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let original = [b"\xFF\xFE".to_vec(), wide(&text.replace(';', "\t"))].concat();
    let read = check(&original, &[&["Nombre", "Año"], &["Peña\t Íñigo", "2024"], &["Muñoz €", "7"]]);
    check_places(&read, &original, wide);
}

proptest! {
    #[test]
    fn quoted_tables_come_back(
        table in prop::collection::vec(prop::collection::vec("[a-zñ,;\"\n\r\t 0-9]{0,12}", 3), 1..12),
        cut in 0usize..3,
    ) {
        let line_end = ["\n", "\r\n", "\r\n"][cut];
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quote).collect::<Vec<_>>().join(",") + line_end;
        let original = format!("uno,dos,tres{line_end}{}", table.iter().map(line).collect::<String>());
        let read = testing::read(read, "a.csv", original.as_bytes());
        // Lines inside a cell that look like rows may rightly be taken for rows.
        prop_assume!(read.defects.is_empty());
        let mut found = rows(&read);
        found.resize(table.len() + 1, Vec::new());
        for (row, expected) in found[1..].iter_mut().zip(&table) {
            row.resize(3, String::new());
            prop_assert_eq!(row, expected);
        }
    }

    #[test]
    fn no_letter_is_lost(text in "([a-zñ\" \r\n,;]{0,6}[,\"\n]){0,60}") {
        let read = testing::read(read, "a.csv", text.as_bytes());
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
        prop_assert_eq!(letters(&read.text()), letters(&text));
    }

    #[test]
    fn any_bytes_are_read(
        original in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"\",;\r\n \t".to_vec())], 0..400),
        name in "[a-z]\\.(csv|tsv)",
    ) {
        let read = testing::read(read, &name, &original);
        let mut last = None;
        for cell in read.parts.iter().flat_map(|part| &part.tables).flat_map(|table| &table.cells) {
            prop_assert!(last < Some((cell.row, cell.column)));
            last = Some((cell.row, cell.column));
        }
    }
}
