//! `link --table` on Parquet files, which the tests write: the same answer as from CSV, and a name for what does not fit.
//! Invented people only.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;

use super::support::Desk;

/// A person's id, name, days from 1970 to the birth, document, list.
type Row = (String, Option<String>, Option<i32>, Option<i64>, &'static str);

const GIVEN: [&str; 8] = ["Inés", "Teodoro", "Yajaira", "Wilmer", "Dilcia", "Ramiro", "Aracely", "Fermín"];
const SURNAMES: [&str; 7] = ["Ordóñez", "Tovar", "Arocha", "Anzola", "Zelaya", "Sequín", "Prieto"];

fn rows() -> Vec<Row> {
    let row = |at: usize| {
        let n = at % 60;
        let name = format!("{} {} {}", GIVEN[n % 8], SURNAMES[n % 7], SURNAMES[(n * 3 + 1) % 7]);
        let birth = (!n.is_multiple_of(5)).then_some(-2_000 + n as i32 * 211);
        let document = (!at.is_multiple_of(4)).then_some(12_345_678 + n as i64 * 91_733);
        let list = if at < 60 { "police" } else { "family" };
        (format!("r{at:03}"), (at != 7).then_some(name), birth, document, list)
    };
    (0..100).map(row).collect()
}

/// 1970 and so many days, as a date.
fn date(days: i32) -> String {
    let day = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).expect("a date");
    day.to_string()
}

fn csv(rows: &[Row]) -> String {
    let mut text = "id,Nombre,Nacimiento,Cédula,Lista\n".to_owned();
    for (id, name, birth, document, list) in rows {
        let (birth, document) = (birth.map(date), document.map(|it| it.to_string()));
        let filled = [name.clone(), birth, document].map(Option::unwrap_or_default).join(",");
        text.push_str(&format!("{id},{filled},{list}\n"));
    }
    text
}

fn texts<'a>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: impl Iterator<Item = Option<&'a str>>,
) {
    let values: Vec<Option<ByteArray>> = values.map(|it| it.map(ByteArray::from)).collect();
    let levels: Vec<i16> = values.iter().map(|it| i16::from(it.is_some())).collect();
    let present: Vec<ByteArray> = values.into_iter().flatten().collect();
    let mut column = group.next_column().expect("a column").expect("one more");
    column.typed::<ByteArrayType>().write_batch(&present, Some(&levels), None).expect("written");
    column.close().expect("closed");
}

/// The rows as Parquet, so many in each row group.
fn parquet(rows: &[Row], of_group: usize, compression: Compression) -> Vec<u8> {
    let schema = "message people {
        optional binary id (UTF8); optional binary Nombre (UTF8); optional int32 Nacimiento (DATE);
        optional int64 Cédula; required binary Lista (UTF8);
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties).expect("a writer");
    for rows in rows.chunks(of_group) {
        let mut group = file.next_row_group().expect("a group");
        texts(&mut group, rows.iter().map(|it| Some(&*it.0)));
        texts(&mut group, rows.iter().map(|it| it.1.as_deref()));
        let mut column = group.next_column().expect("a column").expect("births");
        let levels: Vec<i16> = rows.iter().map(|it| i16::from(it.2.is_some())).collect();
        let births: Vec<i32> = rows.iter().filter_map(|it| it.2).collect();
        column.typed::<Int32Type>().write_batch(&births, Some(&levels), None).expect("written");
        column.close().expect("closed");
        let mut column = group.next_column().expect("a column").expect("documents");
        let levels: Vec<i16> = rows.iter().map(|it| i16::from(it.3.is_some())).collect();
        let documents: Vec<i64> = rows.iter().filter_map(|it| it.3).collect();
        column.typed::<Int64Type>().write_batch(&documents, Some(&levels), None).expect("written");
        column.close().expect("closed");
        texts(&mut group, rows.iter().map(|it| Some(it.4)));
        group.close().expect("closed");
    }
    file.into_inner().expect("finished")
}

const MAP: [&str; 8] =
    ["--map", "Nombre=name", "--map", "Nacimiento=birth", "--map", "Cédula=document", "--lang", "en"];

#[test]
fn a_parquet_file_gives_what_its_rows_give_as_csv() {
    let desk = Desk::new();
    let rows = rows();
    let link =
        |path: &Path, more: &[&str]| desk.run(["link", "--table"]).arg(path).args(MAP).args(more).says(0).out;
    let text = desk.file("people.csv", csv(&rows));
    for (of_group, compression) in [
        (33, Compression::SNAPPY),
        (1_000, Compression::ZSTD(ZstdLevel::default())),
        (7, Compression::UNCOMPRESSED),
    ] {
        let path = desk.file("people.parquet", parquet(&rows, of_group, compression));
        for more in [&["--id", "id"][..], &["--id", "id", "--list", "Lista"], &["--id", "id", "--pairs"]] {
            assert_eq!(link(&path, more), link(&text, more), "{of_group} {more:?}");
        }
        let persons = link(&path, &["--id", "id"]);
        assert!(persons.lines().any(|it| it.starts_with("r061,r001,")), "{persons}");
        assert_eq!(link(&path, &[]).lines().count(), rows.len() + 1);
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let desk = Desk::new();
    let rows = rows();
    let check = |path: &Path, arguments: &[&str], expected: &str| {
        let said = desk.run(["link", "--lang", "en", "--table"]).arg(path).args(arguments).says(2);
        assert!(said.err.contains(expected), "{arguments:?}: {said:?}");
    };
    let whole = parquet(&rows, 50, Compression::SNAPPY);
    let cut = desk.file("cut.parquet", &whole[..whole.len() / 2]);
    check(&cut, &["--map", "Nombre=name"], "cut.parquet");
    let good = desk.file("good.parquet", &whole);
    check(&good, &["--map", "Apellido=name"], "Nombre");
    check(&good, &["--map", "Nombre=name", "--id", "Nombre"], "Row 8");
    check(&good, &["--map", "Nombre=name", "--id", "Lista"], "Row 2");
    let empty = |name: &str, schema: &str| {
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("a writer");
        desk.file(name, file.into_inner().expect("finished"))
    };
    let odd = empty(
        "odd.parquet",
        "message odd {
            optional group Nombre { optional binary given (UTF8); } repeated binary Alias (UTF8);
            optional int32 Monto (DECIMAL(9, 2)); optional int96 Hora; optional binary Lugar (UTF8);
        }",
    );
    check(&odd, &["--map", "Nombre=name"], "Nombre");
    check(&odd, &["--map", "Alias=name"], "Alias");
    check(&odd, &["--map", "Monto=code"], "Decimal");
    check(&odd, &["--map", "Hora=birth"], "Hora");
    let none = desk.run(["link", "--table"]).arg(&odd).args(["--map", "Lugar=place"]).says(0).out;
    assert_eq!(none.lines().count(), 1, "{none}");
}
