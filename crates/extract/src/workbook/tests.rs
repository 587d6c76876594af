//! What readings of XLSX workbooks hold: exact text, values, marks and cells.

use model::{CellValue, DefectKind, MarkKind, Missing, PartKind, Place};

use super::read as reader;
use crate::package::testing::{Reading, package, read};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

fn relations(of: &[(&str, &str, &str)]) -> String {
    let all: String = of
        .iter()
        .map(|(id, kind, target)| {
            let mode = if target.contains("://") { " TargetMode=\"External\"" } else { "" };
            format!("<Relationship Id=\"{id}\" Type=\"{TYPES}{kind}\" Target=\"{target}\"{mode}/>")
        })
        .collect();
    format!("<Relationships>{all}</Relationships>")
}

/// A workbook of one sheet with these rows, and other members.
fn workbook(sheet: &str, strings: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs>\
        <xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/>\
        <xf numFmtId=\"46\"/></cellXfs></styleSheet>";
    let mut members: Vec<(&str, String)> = vec![
        ("_rels/.rels", relations(&[("a", "officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Hoja\" r:id=\"s\"/></sheets></workbook>".into()),
        (
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("s", "worksheet", "worksheets/sheet1.xml"),
                ("t", "styles", "styles.xml"),
                ("u", "sharedStrings", "sharedStrings.xml"),
            ]),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/styles.xml", styles.into()),
        ("xl/sharedStrings.xml", strings),
    ];
    for (path, text) in others {
        members.retain(|(other, _)| other != path);
        members.push((*path, (*text).into()));
    }
    let members: Vec<(&str, &[u8])> = members.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    package(&members)
}

fn read_rows(rows: &str) -> Reading {
    read(reader, &workbook(&format!("<sheetData>{rows}</sheetData>"), "", &[]))
}

/// One cell: its element, what it shows, its value.
fn check_cell(cell: &str, text: &str, value: CellValue) {
    let reading = read_rows(&format!("<row>{cell}</row>"));
    assert_eq!(reading.sheets(), format!("{text}\n"), "{cell}");
    assert_eq!(reading.parts[0].tables[0].cells[0].value, value, "{cell}");
    assert_eq!(reading.defects, [], "{cell}");
}

#[test]
fn values_show_as_they_are_stored() {
    check_cell("<c><v>0.1</v></c>", "0.1", CellValue::Number(0.1));
    check_cell("<c t=\"n\"><v>1E-3</v></c>", "0.001", CellValue::Number(0.001));
    check_cell("<c s=\"1\"><v>45731</v></c>", "2025-03-15", CellValue::Date("2025-03-15".into()));
    check_cell(
        "<c s=\"2\"><v>45731.5</v></c>",
        "2025-03-15T12:00:00",
        CellValue::Date("2025-03-15T12:00:00".into()),
    );
    check_cell("<c s=\"3\"><v>1.5</v></c>", "36:00:00", CellValue::Duration("PT36H0M0S".into()));
    check_cell("<c t=\"d\"><v>2025-03-15</v></c>", "2025-03-15", CellValue::Date("2025-03-15".into()));
    check_cell("<c t=\"b\"><v>1</v></c>", "TRUE", CellValue::Boolean(true));
    check_cell("<c t=\"b\"><v>0</v></c>", "FALSE", CellValue::Boolean(false));
    check_cell("<c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "#DIV/0!", CellValue::Error);
    check_cell("<c t=\"str\"><f>A1&amp;B1</f><v>a &amp; b_x000A_c</v></c>", "a & b\nc", CellValue::Text);
    check_cell(
        "<c t=\"inlineStr\"><is><r><t>Ñan</t></r><r><t>dú</t></r><rPh><t>no</t></rPh></is></c>",
        "Ñandú",
        CellValue::Text,
    );
}

#[test]
fn shared_strings_join_their_runs() {
    let strings = "<si><t>uno</t></si><si/><si><r><t>Pe</t></r><r><t>ña</t></r><rPh><t>x</t></rPh></si>";
    let sheet = "<sheetData><row r=\"3\"><c r=\"B3\" t=\"s\"><v>2</v></c><c r=\"E3\" t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v>\
        </c></row><row><c r=\"A4\" t=\"s\"><v>9</v></c></row></sheetData>";
    let reading = read(reader, &workbook(sheet, strings, &[]));
    assert_eq!(reading.sheets(), "\tPeña\t\t\tuno\n");
    assert_eq!(reading.cells(), [(0, 2, 1, (1, 1), "Peña"), (0, 2, 4, (1, 1), "uno")]);
    let places: Vec<&Place> = reading.parts[0].map.segments().iter().map(|segment| &segment.place).collect();
    assert_eq!(places[1], &Place::Cell { sheet: "Hoja".into(), row: 2, column: 4 });
    assert_eq!(reading.kinds(), [DefectKind::Damaged], "string 9 is not there");
    assert_eq!(reading.defects[0].missing, Missing::Rows(1));
    assert_eq!(reading.defects[0].place, Some(Place::Cell { sheet: "Hoja".into(), row: 3, column: 0 }));
}

#[test]
fn formulas_nobody_computed_are_no_silent_loss() {
    let reading =
        read_rows("<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B9)</f></c><c r=\"B1\"><f>1+1</f><v></v></c></row>");
    assert_eq!(reading.sheets(), "");
    assert_eq!(reading.kinds(), [DefectKind::UnsupportedFeature]);
    assert_eq!(reading.defects[0].missing, Missing::Rows(2));
}

#[test]
fn hidden_merged_and_linked_cells() {
    let sheet = "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c>\
        <c r=\"B1\"><v>2</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>3</v></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"str\"><f>HYPERLINK(\"https://f.example\",\"ver\")</f><v>ver</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells><hyperlinks><hyperlink ref=\"A2\" r:id=\"h\" location=\"x\"/>\
        </hyperlinks><headerFooter><oddHeader>&amp;LActa &amp;&amp; lista&amp;RPág. &amp;P</oddHeader></headerFooter>";
    let own = relations(&[("h", "hyperlink", "https://a.example")]);
    let bytes = workbook(sheet, "", &[("xl/worksheets/_rels/sheet1.xml.rels", &own)]);
    let reading = read(reader, &bytes);
    assert_eq!(reading.sheets(), "1\t2\n3\nver\n");
    assert_eq!(reading.cells()[0], (0, 0, 0, (2, 1), "1"));
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Hidden), ["2", "3"]);
    let link = |target: &str| MarkKind::Link { target: target.into() };
    assert_eq!(reading.marked(|kind| *kind == link("https://a.example#x")), ["3"]);
    assert_eq!(reading.marked(|kind| *kind == link("https://f.example")), ["ver"]);
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Acta & lista\nPág.\n");
    assert_eq!(reading.defects, []);
}

#[test]
fn comments_stand_at_their_cells() {
    let own = relations(&[
        ("c", "comments", "../comments1.xml"),
        ("t", "threadedComment", "../threadedComments/threadedComment1.xml"),
    ]);
    let notes = "<comments><authors><author>Ana</author><author>tc={7}</author></authors><commentList>\
        <comment ref=\"B2\" authorId=\"0\"><text><r><t>Ana: </t></r><r><t>visto</t></r></text></comment>\
        <comment ref=\"C3\" authorId=\"1\"><text><t>[Threaded comment]</t></text></comment></commentList></comments>";
    let threads = "<ThreadedComments><threadedComment ref=\"C3\" dT=\"2025-03-01T10:00:00\" personId=\"{p}\"><text>¿Seguro?\
        </text></threadedComment></ThreadedComments>";
    let main =
        relations(&[("s", "worksheet", "worksheets/sheet1.xml"), ("p", "person", "persons/person.xml")]);
    let persons = "<personList><person displayName=\"Tomás\" id=\"{p}\"/></personList>";
    let bytes = workbook(
        "",
        "",
        &[
            ("xl/worksheets/_rels/sheet1.xml.rels", &own),
            ("xl/comments1.xml", notes),
            ("xl/threadedComments/threadedComment1.xml", threads),
            ("xl/_rels/workbook.xml.rels", &main),
            ("xl/persons/person.xml", persons),
        ],
    );
    let reading = read(reader, &bytes);
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "Ana: visto\n¿Seguro?\n");
    let ana = MarkKind::Comment { author: Some("Ana".into()), at: None };
    let tomas = MarkKind::Comment { author: Some("Tomás".into()), at: Some("2025-03-01T10:00:00".into()) };
    assert_eq!(reading.marks(), [("Ana: visto", &ana), ("¿Seguro?", &tomas)]);
    assert_eq!(
        reading.parts[1].map.segments()[0].place,
        Place::Cell { sheet: "Hoja".into(), row: 2, column: 2 }
    );
    assert_eq!(reading.defects, []);
}

#[test]
fn sheets_have_names_order_and_visibility() {
    let main = "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"Uno &amp; dos\" r:id=\"s\" state=\"veryHidden\"/>\
        <sheet name=\"Perdida\" r:id=\"no\"/></sheets></workbook>";
    let sheet = "<sheetData><row><c s=\"1\"><v>0</v></c></row></sheetData>";
    let reading = read(reader, &workbook(sheet, "", &[("xl/workbook.xml", main)]));
    assert_eq!(reading.parts[0].kind, PartKind::Sheet { name: "Uno & dos".into(), hidden: true });
    assert_eq!(reading.sheets(), "1904-01-01\n");
    assert_eq!(reading.kinds(), [DefectKind::Damaged]);
}

#[test]
fn drawings_are_read_and_stores_of_other_data_named() {
    let drawing = "<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>No </a:t></a:r><a:r><a:t>publicar</a:t></a:r></a:p><a:p/>\
        </xdr:txBody></xdr:sp></xdr:wsDr>";
    let reading = read(
        reader,
        &workbook(
            "",
            "",
            &[
                ("xl/drawings/drawing1.xml", drawing),
                ("xl/pivotCache/pivotCacheDefinition1.xml", "<x/>"),
                ("xl/pivotCache/pivotCacheRecords1.xml", "<x/>"),
                ("xl/externalLinks/externalLink1.xml", "<x/>"),
                ("xl/media/image1.png", "PNG"),
            ],
        ),
    );
    assert_eq!(reading.body(), "No publicar\n");
    assert_eq!(reading.kinds(), [DefectKind::UnsupportedFeature; 2]);
    assert_eq!(reading.members[0].0, "xl/media/image1.png");
}

#[test]
fn long_sheets_come_in_parts_at_row_ends() {
    let rows: String = (1..=20_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c><v>7</v></c></row>"))
        .collect();
    let reading = read_rows(&rows);
    assert!(reading.parts.len() > 1);
    assert!(reading.parts.iter().all(|part| part.text.ends_with("\t7\n")));
    let cells = reading.cells();
    assert_eq!(cells.len(), 40_000);
    assert_eq!(cells[39_998], (0, 19_999, 0, (1, 1), "20000"));
    assert_eq!(reading.sheets().lines().count(), 20_000);
}

#[test]
fn cells_out_of_order_stay_apart() {
    let reading = read_rows(
        "<row r=\"2\"><c r=\"C2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row><row r=\"1\"><c r=\"A1\"><v>3</v></c></row>",
    );
    assert_eq!(reading.sheets(), "\t\t1\t2\n3\n");
}

#[test]
fn a_workbook_of_openpyxl_and_one_of_libreoffice() {
    let reading = read(reader, include_bytes!("../../tests/fixtures/office/lista.xlsx"));
    assert_eq!(
        reading.sheets(),
        "Nombre\tIngreso\tCelda\tPeso\tLibre\nDuarte Peña, Elena\t2025-03-15\t5\t61.25\tTRUE\n\
         Villalba, Marco\nalias «Tito»\t2025-03-15T08:30:00\t7\t0.1\tFALSE\nÑáñez & Cía\t18:45:00\nTotal de la lista\n\
         \tNo mostrar\n"
    );
    assert_eq!(reading.kinds(), [DefectKind::UnsupportedFeature], "its formulas were never computed");
    assert_eq!(reading.defects[0].missing, Missing::Rows(2));
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "Vista el 4 de marzo\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Lista interna\n");
    let hidden = reading.marked(|kind| *kind == MarkKind::Hidden);
    assert_eq!(
        hidden,
        ["Peso", "61.25", "Villalba, Marco\nalias «Tito»", "2025-03-15T08:30:00", "7", "0.1", "FALSE"]
    );

    let reading = read(reader, include_bytes!("../../tests/fixtures/office/calc.xlsx"));
    assert!(reading.sheets().contains("Ñáñez & Cía\t18:45:00\t12\t\t#DIV/0!\nTotal de la lista\n"));
    assert_eq!(reading.cells()[19], (0, 5, 0, (1, 3), "Total de la lista"));
    assert_eq!(
        reading.parts.last().map(|part| &part.kind),
        Some(&PartKind::Sheet { name: "Oculta".into(), hidden: true })
    );
    assert_eq!(reading.defects, []);
}
