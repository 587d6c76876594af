//! Packages that are damaged, hostile or just bytes: nothing panics, nothing is lost without a defect.

use std::io::Read;

use model::{DefectKind, Missing, Place};
use proptest::prelude::*;

use super::testing::{Reader, package, read, read_with, request, stored};
use crate::Limits;
use crate::host::MemberEnd;

const READERS: [Reader; 4] =
    [crate::docx::read, crate::odf::read_text, crate::odf::read_sheets, crate::workbook::read];

const FIXTURES: [&[u8]; 4] = [
    include_bytes!("../../tests/fixtures/office/nota.docx"),
    include_bytes!("../../tests/fixtures/office/nota.odt"),
    include_bytes!("../../tests/fixtures/office/lista.ods"),
    include_bytes!("../../tests/fixtures/office/calc.xlsx"),
];

fn paragraphs(inside: &str) -> String {
    format!("<w:document><w:body>{inside}</w:body></w:document>")
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// Where `needle` stands in `bytes`.
fn find(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).position(|window| window == needle).expect("it is there")
}

#[test]
fn a_directory_that_is_none_is_a_defect() {
    for reader in READERS {
        let reading = read_with(reader, b"PK\x03\x04 and no more", &request());
        assert_eq!(reading.kinds(), [DefectKind::Damaged]);
        assert_eq!(reading.defects[0].missing, Missing::Everything);
    }
}

#[test]
fn broken_xml_keeps_what_came_before_and_the_other_members() {
    let main = paragraphs(&(paragraph("uno") + "<w:p><w:r><w:t>dos</w:r></w:p>" + &paragraph("tres")));
    let bytes = package(&[("word/document.xml", main.as_bytes()), ("word/media/a.png", b"PNG")]);
    let reading = read(crate::docx::read, &bytes);
    assert_eq!(reading.body(), "uno\ndos\n");
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
    let at = main.find("</w:r></w:p><w:p><w:r><w:t>tres").expect("it is there") as u64;
    let place = Place::Member { path: "word/document.xml".into(), start: at, end: main.len() as u64 };
    assert_eq!(reading.defects[0].place, Some(place));
    assert_eq!(reading.defects[0].missing, Missing::Bytes(main.len() as u64 - at));
    assert_eq!(
        reading.members,
        [("word/media/a.png".to_owned(), b"PNG".to_vec(), Some(MemberEnd::Complete))]
    );
}

#[test]
fn a_wrong_checksum_is_named_and_the_text_kept() {
    let main = paragraphs(&paragraph("Elena Duarte"));
    let mut bytes = stored(&[("word/document.xml", main.as_bytes())]);
    let at = find(&bytes, b"Duarte");
    bytes[at] = b'P';
    let reading = read_with(crate::docx::read, &bytes, &request());
    assert_eq!(reading.body(), "Elena Puarte\n");
    assert_eq!(reading.kinds(), [DefectKind::ChecksumMismatch]);
    assert_eq!(reading.defects[0].missing, Missing::Unknown);
}

#[test]
fn damaged_compression_keeps_every_byte_before_it() {
    let words: String = (0..4000).map(|number| paragraph(&format!("Persona {number}"))).collect();
    let main = paragraphs(&words);
    let mut bytes = package(&[("word/document.xml", main.as_bytes())]);
    let middle = bytes.len() / 2;
    bytes[middle..middle + 64].fill(0xFF);
    let reading = read_with(crate::docx::read, &bytes, &request());
    assert!(reading.body().starts_with("Persona 0\nPersona 1\n"));
    let kept = reading.body().lines().count();
    assert!((500..4000).contains(&kept), "{kept} lines");
    assert!(matches!(reading.kinds()[..], [DefectKind::Damaged] | [DefectKind::ChecksumMismatch]));
}

#[test]
fn a_member_cut_short_is_named() {
    let main = paragraphs(&paragraph("uno"));
    let cut = &main[..main.len() - "</w:body></w:document>".len()];
    let reading = read(crate::docx::read, &package(&[("word/document.xml", cut.as_bytes())]));
    assert_eq!(reading.body(), "uno\n");
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
}

#[test]
fn bombs_stop_at_the_limits() {
    let main = paragraphs(&paragraph(&"Elena ".repeat(1000)).repeat(3500));
    let bytes = package(&[("word/document.xml", main.as_bytes())]);
    let steep = Limits { ratio: 20, ..Limits::default() };
    let reading = read_with(crate::docx::read, &bytes, &crate::Request { limits: steep, ..request() });
    assert_eq!(reading.kinds(), [DefectKind::TooLarge], "it grows too much");
    let read = reading.body().len() as u64;
    assert!((Limits::FREE_BYTES - 200_000..Limits::FREE_BYTES).contains(&read), "{read} bytes come through");
    assert!(matches!(reading.defects[0].missing, Missing::Bytes(4_000_000..)));

    let small = Limits { member_bytes: 1000, ..Limits::default() };
    let picture = vec![7; 5000];
    let members: [(&str, &[u8]); 2] =
        [("word/document.xml", b"<w:document/>"), ("word/media/a.png", &picture)];
    let limited = crate::Request { limits: small, ..request() };
    let reading = read_with(crate::docx::read, &package(&members), &limited);
    assert_eq!(reading.members[0].2, Some(MemberEnd::Refused));
    assert_eq!(reading.kinds(), [DefectKind::TooLarge]);

    let total = Limits { total_bytes: 6000, ..Limits::default() };
    let limited = crate::Request { limits: total, ..request() };
    let members: [(&str, &[u8]); 3] = [
        ("word/document.xml", b"<w:document/>"),
        ("word/media/a.png", &picture),
        ("word/media/b.png", &picture),
    ];
    let reading = read_with(crate::docx::read, &package(&members), &limited);
    let ends: Vec<Option<MemberEnd>> = reading.members.iter().map(|(_, _, end)| *end).collect();
    assert_eq!(ends, [Some(MemberEnd::Complete), Some(MemberEnd::Refused)]);

    let few = Limits { members: 1, ..Limits::default() };
    let reading =
        read_with(crate::docx::read, &package(&members), &crate::Request { limits: few, ..request() });
    assert_eq!(reading.defects[0].missing, Missing::Members(2));
}

#[test]
fn depth_without_measure_ends_in_a_defect() {
    let deep = |open: &str, close: &str, count: usize| {
        open.repeat(count) + &paragraph("hondo") + &close.repeat(count)
    };
    let main = paragraphs(&(paragraph("uno") + &deep("<w:sdt>", "</w:sdt>", 100_000)));
    let reading = read(crate::docx::read, &package(&[("word/document.xml", main.as_bytes())]));
    assert_eq!(reading.body(), "uno\n");
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
    assert!(matches!(reading.defects[0].missing, Missing::Bytes(1_000_000..)));

    // Deep, but within what is read: the text survives, the structure beyond the bound does not.
    let tables = deep("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 1000);
    let reading = read(crate::docx::read, &package(&[("word/document.xml", paragraphs(&tables).as_bytes())]));
    assert_eq!(reading.body(), "hondo\n");
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
    assert_eq!(reading.defects[0].missing, Missing::Nothing);

    let content = format!("<office:text>{}</office:text>", "<text:span>".repeat(100_000));
    let reading = read(crate::odf::read_text, &package(&[("content.xml", content.as_bytes())]));
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
}

#[test]
fn entity_bombs_do_not_grow() {
    let main = format!(
        "<!DOCTYPE x [<!ENTITY a \"ja\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        paragraphs(&paragraph("x&b;y"))
    );
    let reading = read(crate::docx::read, &package(&[("word/document.xml", main.as_bytes())]));
    assert_eq!(reading.body(), "x&b;y\n");
}

#[test]
fn one_endless_tag_is_not_held() {
    let main = format!("{}<w:p x=\"{}\"/>", paragraph("uno"), "z".repeat(17 * 1024 * 1024));
    let reading = read(crate::docx::read, &stored(&[("word/document.xml", main.as_bytes())]));
    assert_eq!(reading.body(), "uno\n");
    assert_eq!(reading.kinds(), [DefectKind::TooLarge]);
}

#[test]
fn a_cell_longer_than_a_part_goes_on_in_the_next() {
    let inner =
        format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>", paragraph(&"Marco ".repeat(400_000)));
    let cell = format!("<w:tc>{}{inner}{}</w:tc>", paragraph(&"Elena ".repeat(400_000)), paragraph("fin"));
    let main = paragraphs(&format!("<w:tbl><w:tr>{cell}<w:tc>{}</w:tc></w:tr></w:tbl>", paragraph("otra")));
    let reading = read(crate::docx::read, &stored(&[("word/document.xml", main.as_bytes())]));
    assert!(reading.parts.len() > 3);
    let cells = reading.cells();
    let of = |table: u32, column: u32| -> String {
        let pieces = cells.iter().filter(|cell| (cell.0, cell.1, cell.2) == (table, 0, column));
        pieces.map(|cell| cell.4).collect::<String>().replace('\n', "")
    };
    assert_eq!(of(0, 0), "Elena ".repeat(400_000) + &"Marco ".repeat(400_000) + "fin");
    assert_eq!(of(1, 0), "Marco ".repeat(400_000));
    assert_eq!(of(0, 1), "otra");
    assert_eq!(reading.defects, []);
}

#[test]
fn numbers_without_measure_overflow_nothing() {
    let most = u64::MAX;
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"{most}\"><table:table-cell \
         table:number-columns-repeated=\"{most}\" table:number-rows-spanned=\"{most}\"><text:p>x<text:s text:c=\"{most}\"/>\
         </text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated=\"{most}\"/></table:table-row>"
    );
    let table = format!("<table:table>{row}{row}{row}</table:table>");
    for (reader, body) in [(READERS[1], "office:text"), (READERS[2], "office:spreadsheet")] {
        let content = format!("<{body}>{table}</{body}>");
        let reading = read(reader, &package(&[("content.xml", content.as_bytes())]));
        assert!(reading.kinds().iter().all(|kind| *kind == DefectKind::TooLarge));
        assert!(reading.defects.iter().any(|defect| defect.missing == Missing::Rows(u64::MAX)));
    }
}

#[test]
fn a_row_that_fills_a_part_is_not_copied_from_the_next() {
    let words = "Elena ".repeat(180_000);
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell><text:p>{words}</text:p></table:table-cell>\
         </table:table-row>"
    );
    let content = format!("<office:text><table:table>{row}{row}</table:table></office:text>");
    let reading = read(crate::odf::read_text, &stored(&[("content.xml", content.as_bytes())]));
    assert_eq!(reading.body().matches("Elena").count(), 360_000);
    assert_eq!(reading.defects[0].missing, Missing::Rows(4));
}

#[test]
fn marks_without_measure_are_counted() {
    let starts: String = (0..1000).map(|id| format!("<w:commentRangeStart w:id=\"{id}\"/>")).collect();
    let main = paragraphs(&format!("<w:p>{starts}<w:r><w:t>x</w:t></w:r></w:p>"));
    let reading = read(crate::docx::read, &package(&[("word/document.xml", main.as_bytes())]));
    assert_eq!(reading.body(), "x\n");
    assert_eq!(reading.marks(), [], "none of them ends");
    assert_eq!(reading.defects[0].missing, Missing::Nothing);
}

#[test]
fn utf_16_is_named() {
    let main: Vec<u8> = "\u{FEFF}<w:document/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let reading = read(crate::docx::read, &package(&[("word/document.xml", &main)]));
    assert_eq!(reading.kinds(), [DefectKind::UnsupportedFeature]);
    assert_eq!(reading.defects[0].missing, Missing::Bytes(main.len() as u64));
}

#[test]
fn names_of_members_fold_case_and_slashes() {
    let root = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"/Word\\Document.XML\"/></Relationships>";
    let main = paragraphs(&paragraph("uno"));
    let bytes = package(&[("_rels/.rels", root.as_bytes()), ("word/document.xml", main.as_bytes())]);
    assert_eq!(read(crate::docx::read, &bytes).body(), "uno\n");
}

#[test]
fn same_bytes_same_reading() {
    for (reader, bytes) in READERS.into_iter().zip(FIXTURES) {
        assert_eq!(read(reader, bytes), read(reader, bytes));
    }
}

/// Random blocks: paragraphs, tables in tables, text boxes. Each run of words is one number.
#[derive(Debug, Clone)]
enum Block {
    Paragraph(u8),
    Box(Vec<Block>),
    Table(Vec<Vec<Vec<Block>>>),
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let leaf = (0..3_u8).prop_map(Block::Paragraph);
    let block = leaf.prop_recursive(5, 60, 4, |inner| {
        let inside = || prop::collection::vec(inner.clone(), 0..3);
        prop_oneof![
            inside().prop_map(Block::Box),
            prop::collection::vec(prop::collection::vec(inside(), 0..3), 0..3).prop_map(Block::Table),
        ]
    });
    prop::collection::vec(block, 0..6)
}

/// The blocks as DOCX (first) and ODF (second) write them, each word numbered by `next`.
fn write(blocks: &[Block], next: &mut u32) -> (String, String) {
    let (mut docx, mut odf) = (String::new(), String::new());
    for block in blocks {
        let (one, other) = match block {
            Block::Paragraph(words) => {
                let words: String = (0..*words)
                    .map(|_| {
                        *next += 1;
                        format!("<{next}>")
                    })
                    .collect();
                let escaped = words.replace('<', "&lt;").replace('>', "&gt;");
                (format!("<w:p><w:r><w:t>{escaped}</w:t></w:r></w:p>"), format!("<text:p>{escaped}</text:p>"))
            }
            Block::Box(inside) => {
                let (one, other) = write(inside, next);
                (
                    format!("<w:p><w:r><w:txbxContent>{one}</w:txbxContent></w:r></w:p>"),
                    format!(
                        "<text:p><draw:frame><draw:text-box>{other}</draw:text-box></draw:frame></text:p>"
                    ),
                )
            }
            Block::Table(rows) => {
                let (mut one, mut other) = (String::new(), String::new());
                for row in rows {
                    let cells: Vec<(String, String)> = row.iter().map(|cell| write(cell, next)).collect();
                    let join = |cells: Vec<String>| cells.concat();
                    let first = cells.iter().map(|(cell, _)| format!("<w:tc>{cell}</w:tc>")).collect();
                    let second =
                        cells.iter().map(|(_, cell)| format!("<table:table-cell>{cell}</table:table-cell>"));
                    one += &format!("<w:tr>{}</w:tr>", join(first));
                    other += &format!("<table:table-row>{}</table:table-row>", join(second.collect()));
                }
                (format!("<w:tbl>{one}</w:tbl>"), format!("<table:table>{other}</table:table>"))
            }
        };
        docx += &one;
        odf += &other;
    }
    (docx, odf)
}

/// The members of a package, unpacked.
fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).expect("a member");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("undamaged");
            (file.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), which in 0..4_usize) {
        read_with(READERS[which], &bytes, &request());
    }

    #[test]
    fn no_damage_to_a_package_makes_a_reader_panic(
        which in 0..4_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = FIXTURES[which].to_vec();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_with(READERS[which], &bytes, &request());
    }

    #[test]
    fn every_word_comes_out_once_and_in_order(blocks in blocks()) {
        let mut count = 0;
        let (docx, odf) = write(&blocks, &mut count);
        let odf = format!("<office:text>{odf}</office:text>");
        let readings = [
            read(crate::docx::read, &package(&[("word/document.xml", paragraphs(&docx).as_bytes())])),
            read(crate::odf::read_text, &package(&[("content.xml", odf.as_bytes())])),
        ];
        for reading in readings {
            let words: String = reading.body().chars().filter(|letter| !letter.is_whitespace()).collect();
            let expected: String = (1..=count).map(|number| format!("<{number}>")).collect();
            prop_assert_eq!(words, expected);
            prop_assert_eq!(&reading.defects, &[]);
            for (_, _, _, _, cell) in reading.cells() {
                prop_assert!(!cell.is_empty());
            }
        }
    }

    #[test]
    fn no_damage_to_a_member_makes_a_reader_panic_or_lie(
        which in 0..4_usize,
        member in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>/&\"= \xF1a;x!-[".to_vec())), 1..8),
    ) {
        let mut members = members(FIXTURES[which]);
        let xml: Vec<usize> = (0..members.len()).filter(|&at| members[at].0.ends_with("xml")).collect();
        let bytes = &mut members[xml[member.index(xml.len())]].1;
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let members: Vec<(&str, &[u8])> = members.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
        // Checks every place against the damaged member's own bytes.
        read(READERS[which], &package(&members));
    }
}
