//! What readings of OpenDocument files hold: exact text, marks, cells and places.

use model::{CellValue, DefectKind, MarkKind, Missing, PartKind, Place};

use super::{read_sheets, read_text};
use crate::package::testing::{Reading, original_of, package, read};

const SPACES: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"";

fn document(styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>\
         {body}</office:body></office:document-content>"
    );
    package(&[("content.xml", content.as_bytes())])
}

fn read_body(body: &str) -> Reading {
    read(read_text, &document(HIDING, &format!("<office:text>{body}</office:text>")))
}

const HIDING: &str = "<style:style style:name=\"O\" style:family=\"text\"><style:text-properties text:display=\"none\"/>\
    </style:style><style:style style:name=\"T\" style:family=\"table\"><style:table-properties table:display=\"false\"/>\
    </style:style>";

fn check(body: &str, text: &str) {
    let reading = read_body(body);
    assert_eq!(reading.body(), text, "{body}");
    assert_eq!(reading.defects, [], "{body}");
}

fn check_marks(body: &str, text: &str, marks: &[(&str, MarkKind)]) {
    let reading = read_body(body);
    assert_eq!(reading.body(), text, "{body}");
    let expected: Vec<(&str, &MarkKind)> = marks.iter().map(|(words, kind)| (*words, kind)).collect();
    assert_eq!(reading.marks(), expected, "{body}");
}

/// The sheets of a spreadsheet with this content, and the reading for more checks.
fn check_sheets(tables: &str, text: &str) -> Reading {
    let body = format!("<office:spreadsheet>{tables}</office:spreadsheet>");
    let reading = read(read_sheets, &document(HIDING, &body));
    assert_eq!(reading.sheets(), text, "{tables}");
    reading
}

fn row(cells: &str) -> String {
    format!("<table:table table:name=\"H\"><table:table-row>{cells}</table:table-row></table:table>")
}

#[test]
fn white_space_collapses_as_the_standard_says() {
    check("<text:p>  uno \n  dos<text:s text:c=\"2\"/>tres </text:p>", "uno dos  tres \n");
    check("<text:p>a <text:span> b</text:span><text:tab/><text:line-break/>c</text:p>", "a b\t\nc\n");
    check("<text:p>&amp; &#241; &rara;</text:p>  suelto  <text:p/>", "& ñ &rara;\n\n");
}

#[test]
fn words_stand_where_the_map_says() {
    let bytes = document(
        "",
        "<office:text><text:p>La  señora <text:span>Peña</text:span> &amp; hijo</text:p></office:text>",
    );
    let reading = read(read_text, &bytes);
    assert_eq!(reading.body(), "La señora Peña & hijo\n");
    assert_eq!(original_of(&reading, &bytes, "señora Peña"), ["señora ", "Peña"]);
    assert_eq!(original_of(&reading, &bytes, "La señora"), ["La ", "señora"]);
    assert_eq!(original_of(&reading, &bytes, "& hijo"), ["&amp; hijo"]);
}

#[test]
fn headings_links_and_hidden_text_are_marked() {
    check_marks(
        "<text:h text:outline-level=\"2\">Título</text:h><text:p><text:a xlink:href=\"https://a.example\">ver</text:a> \
         <text:span text:style-name=\"O\">nada</text:span></text:p><text:section text:display=\"none\"><text:p>x</text:p>\
         </text:section>",
        "Título\nver nada\nx\n",
        &[
            ("Título", MarkKind::Heading(2)),
            ("ver", MarkKind::Link { target: "https://a.example".into() }),
            ("nada", MarkKind::Hidden),
            ("x", MarkKind::Hidden),
        ],
    );
}

#[test]
fn changes_stand_where_they_were_made() {
    let info = |name: &str| {
        format!(
            "<office:change-info><dc:creator>{name}</dc:creator><dc:date>2025-03-01</dc:date></office:change-info>"
        )
    };
    let body = format!(
        "<text:tracked-changes><text:changed-region text:id=\"a\"><text:deletion>{}<text:p>doce</text:p></text:deletion>\
         </text:changed-region><text:changed-region text:id=\"b\"><text:insertion>{}</text:insertion></text:changed-region>\
         <text:changed-region text:id=\"z\"><text:deletion>{}<text:p>perdido</text:p></text:deletion></text:changed-region>\
         </text:tracked-changes><text:p>Eran <text:change text:change-id=\"a\"/><text:change-start text:change-id=\"b\"/>\
         catorce</text:p><text:p>presos<text:change-end text:change-id=\"b\"/>.</text:p>",
        info("Ana"),
        info("Tomás"),
        info("Ana"),
    );
    let signed = |name: &str| (Some(name.to_owned()), Some("2025-03-01".to_owned()));
    let ((a, at), (b, bt)) = (signed("Ana"), signed("Tomás"));
    let deleted = MarkKind::Deleted { author: a, at };
    check_marks(
        &body,
        "Eran docecatorce\npresos.\nperdido\n",
        &[
            ("doce", deleted.clone()),
            ("catorce\npresos", MarkKind::Inserted { author: b, at: bt }),
            ("perdido", deleted),
        ],
    );
}

#[test]
fn notes_and_comments_are_parts_of_their_own() {
    let reading = read_body(
        "<text:p>Lo <office:annotation office:name=\"n\"><dc:creator>Tomás</dc:creator><dc:date>2025-04-01</dc:date>\
         <text:p>¿Quién?</text:p><text:p>¿Cuándo?</text:p></office:annotation>negó<office:annotation-end \
         office:name=\"n\"/><text:note text:note-class=\"footnote\"><text:note-citation>*</text:note-citation>\
         <text:note-body><text:p>Acta 3.</text:p></text:note-body></text:note> ayer.</text:p>",
    );
    assert_eq!(reading.body(), "Lo negó[*] ayer.\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Notes), "[*] Acta 3.\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "¿Quién?\n¿Cuándo?\n");
    let note = MarkKind::Note { label: "*".into() };
    let comment = MarkKind::Comment { author: Some("Tomás".into()), at: Some("2025-04-01".into()) };
    let expected = [
        ("negó", &MarkKind::Commented),
        ("[*]", &note),
        ("[*] Acta 3.", &note),
        ("¿Quién?\n¿Cuándo?", &comment),
    ];
    assert_eq!(reading.marks(), expected);
}

#[test]
fn tables_span_repeat_and_nest() {
    let cell = |attributes: &str, inside: &str| {
        format!("<table:table-cell {attributes}>{inside}</table:table-cell>")
    };
    let body = format!(
        "<table:table table:name=\"L\"><table:table-header-rows><table:table-row>{}<table:covered-table-cell/>{}\
         </table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated=\"2\">{}{}\
         </table:table-row></table:table>",
        cell("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\"", "<text:p>Nombre</text:p>"),
        cell("", "<text:p>Celda</text:p>"),
        cell("table:number-columns-repeated=\"2\"", "<text:p>Elena &amp; Marco</text:p>"),
        cell("", &format!("<text:p>n</text:p>{}", row(&cell("", "<text:p>dentro</text:p>")))),
    );
    let reading = read_body(&body);
    assert_eq!(
        reading.body(),
        "Nombre\tCelda\nElena & Marco\tElena & Marco\tn\ndentro\nElena & Marco\tElena & Marco\tn\ndentro\n"
    );
    let cells: Vec<_> = reading.cells().into_iter().filter(|cell| cell.0 == 0).collect();
    assert_eq!(
        cells,
        [
            (0, 0, 0, (1, 2), "Nombre"),
            (0, 0, 2, (1, 1), "Celda"),
            (0, 1, 0, (1, 1), "Elena & Marco"),
            (0, 1, 1, (1, 1), "Elena & Marco"),
            (0, 1, 2, (1, 1), "n\ndentro"),
            (0, 2, 0, (1, 1), "Elena & Marco"),
            (0, 2, 1, (1, 1), "Elena & Marco"),
            (0, 2, 2, (1, 1), "n\ndentro"),
        ]
    );
}

#[test]
fn repeats_without_measure_are_cut_with_their_count() {
    let cell = "<table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>x</text:p></table:table-cell>";
    let reading = read_body(&row(cell));
    assert_eq!(reading.body().matches('x').count(), 1000);
    assert_eq!(reading.defects[0].missing, Missing::Rows(3_999_999_000));
    let reading = read_body("<text:p>a<text:s text:c=\"9000000000\"/>b</text:p>");
    assert_eq!(reading.body().len(), 1003);
    assert_eq!(reading.kinds(), [DefectKind::TooLarge]);
}

#[test]
fn boxes_follow_their_paragraph() {
    check(
        "<draw:frame><draw:text-box><text:p>suelta</text:p></draw:text-box></draw:frame><text:p>a<draw:frame>\
         <draw:text-box><text:p>uno<draw:custom-shape><text:p>tres</text:p></draw:custom-shape></text:p><text:p>dos</text:p>\
         </draw:text-box></draw:frame>b</text:p>",
        "suelta\nab\nuno\ntres\ndos\n",
    );
    check_marks(
        "<text:p>a<draw:frame><svg:desc>Foto del patio</svg:desc></draw:frame></text:p>",
        "a\nFoto del patio\n",
        &[("Foto del patio", MarkKind::Caption)],
    );
}

#[test]
fn sheets_count_rows_and_columns_over_empty_repeats() {
    let reading = check_sheets(
        "<table:table table:name=\"Uno\"><table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row><table:table-cell \
         table:number-columns-repeated=\"2\"/><table:table-cell table:number-columns-repeated=\"2\" \
         office:value-type=\"float\" office:value=\"7\"><text:p>7,00</text:p></table:table-cell></table:table-row></table:table>\
         <table:table table:name=\"Dos\" table:style-name=\"T\"><table:table-row table:number-rows-repeated=\"2\">\
         <table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell></table:table-row></table:table>",
        "\t\t7,00\t7,00\na\nb\na\nb\n",
    );
    assert_eq!(
        reading.cells(),
        [
            (0, 1_048_570, 2, (1, 1), "7,00"),
            (0, 1_048_570, 3, (1, 1), "7,00"),
            (1, 0, 0, (1, 1), "a\nb"),
            (1, 1, 0, (1, 1), "a\nb"),
        ]
    );
    assert_eq!(reading.parts[0].kind, PartKind::Sheet { name: "Uno".into(), hidden: false });
    assert_eq!(reading.parts[1].kind, PartKind::Sheet { name: "Dos".into(), hidden: true });
    let segment = &reading.parts[0].map.segments()[0];
    assert_eq!(segment.place, Place::Cell { sheet: "Uno".into(), row: 1_048_570, column: 2 });
    assert_eq!(reading.defects, []);
}

#[test]
fn sheets_with_huge_filled_repeats_say_what_is_left_out() {
    let cell = "<table:table-cell><text:p>x</text:p></table:table-cell>";
    let table = format!(
        "<table:table table:name=\"H\"><table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>\
         <table:table-row>{cell}</table:table-row></table:table>"
    );
    let body = format!("<office:spreadsheet>{table}</office:spreadsheet>");
    let reading = read(read_sheets, &document("", &body));
    let cells = reading.cells();
    assert_eq!(cells.len(), 65_536 + 2);
    assert_eq!(cells[65_537].1, 1_048_576, "the row after the repeats has its own number");
    assert_eq!(reading.kinds(), [DefectKind::TooLarge]);
    assert_eq!(reading.defects[0].missing, Missing::Rows(1_048_576 - 65_537));
}

#[test]
fn sheet_values_have_their_types() {
    let cells = [
        ("office:value-type=\"float\" office:value=\"1234.5\"", "1.234,5", CellValue::Number(1234.5)),
        ("office:value-type=\"percentage\" office:value=\"0.25\"", "25 %", CellValue::Number(0.25)),
        (
            "office:value-type=\"date\" office:date-value=\"2025-03-15\"",
            "15/3/25",
            CellValue::Date("2025-03-15".into()),
        ),
        (
            "office:value-type=\"time\" office:time-value=\"PT8H\"",
            "08:00",
            CellValue::Duration("PT8H".into()),
        ),
        (
            "office:value-type=\"boolean\" office:boolean-value=\"true\"",
            "VERDADERO",
            CellValue::Boolean(true),
        ),
        ("office:value-type=\"string\" calcext:value-type=\"error\"", "#REF!", CellValue::Error),
        ("office:value-type=\"string\"", "texto", CellValue::Text),
        ("", "sin tipo", CellValue::Text),
    ];
    let row = row(&cells
        .iter()
        .map(|(type_, text, _)| {
            format!("<table:table-cell {type_}><text:p>{text}</text:p></table:table-cell>")
        })
        .collect::<String>());
    let text = cells.iter().map(|(_, text, _)| *text).collect::<Vec<_>>().join("\t") + "\n";
    let reading = check_sheets(&row, &text);
    let values: Vec<&CellValue> = reading.parts[0].tables[0].cells.iter().map(|cell| &cell.value).collect();
    assert_eq!(values, cells.iter().map(|(_, _, value)| value).collect::<Vec<_>>());
}

#[test]
fn sheets_mark_what_they_hide_and_keep_comments_and_drawings() {
    let reading = check_sheets(
        "<table:table table:name=\"H\"><table:table-column/><table:table-column table:visibility=\"collapse\"/>\
         <table:shapes><draw:custom-shape><text:p>Aviso</text:p></draw:custom-shape></table:shapes>\
         <table:table-row><table:table-cell table:number-columns-spanned=\"1\" table:number-rows-spanned=\"2\">\
         <office:annotation><dc:creator>Ana</dc:creator><dc:date>2025-03-01</dc:date><text:p>visto</text:p>\
         </office:annotation><text:p><text:a xlink:href=\"https://a.example\">Duarte</text:a></text:p></table:table-cell>\
         <table:table-cell><text:p>oculta</text:p></table:table-cell></table:table-row>\
         <table:table-row table:visibility=\"filter\"><table:covered-table-cell><text:p>debajo</text:p>\
         </table:covered-table-cell></table:table-row></table:table>",
        "Duarte\toculta\ndebajo\n",
    );
    assert_eq!(reading.cells()[0], (0, 0, 0, (2, 1), "Duarte"));
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Hidden), ["oculta", "debajo"]);
    assert_eq!(reading.body(), "Aviso\n");
    let comments = reading.parts.iter().find(|part| part.kind == PartKind::Comments).expect("comments");
    assert_eq!(comments.text, "visto\n");
    assert_eq!(comments.map.segments()[0].place, Place::Cell { sheet: "H".into(), row: 0, column: 0 });
    let comment = MarkKind::Comment { author: Some("Ana".into()), at: Some("2025-03-01".into()) };
    assert_eq!(reading.marked(|kind| *kind == comment), ["visto"]);
}

#[test]
fn encrypted_files_are_named_and_left_alone() {
    let manifest = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/>\
        </manifest:file-entry></manifest:manifest>";
    let bytes = package(&[("META-INF/manifest.xml", manifest.as_bytes()), ("content.xml", b"\x01\x02\x03")]);
    for reader in [read_text, read_sheets] {
        let reading = read(reader, &bytes);
        assert_eq!(reading.parts, []);
        assert_eq!(reading.kinds(), [DefectKind::Encrypted]);
        assert_eq!(reading.defects[0].missing, Missing::Everything);
    }
}

#[test]
fn unusual_prefixes_are_no_silent_loss() {
    let content = "<o:c xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><o:p>x</o:p></o:c>";
    let reading = read(read_text, &package(&[("content.xml", content.as_bytes())]));
    assert_eq!(reading.kinds(), [DefectKind::UnsupportedFeature]);
}

#[test]
fn margins_objects_and_pictures_are_found() {
    let styles = "<office:document-styles><office:master-styles><style:header><text:p>Borrador</text:p></style:header>\
        </office:master-styles></office:document-styles>";
    let object = "<office:document-content><office:body><office:chart><chart:title><text:p>Por mes</text:p></chart:title>\
        </office:chart></office:body></office:document-content>";
    let bytes = package(&[
        ("content.xml", b"<office:document-content/>"),
        ("styles.xml", styles.as_bytes()),
        ("Object 1/content.xml", object.as_bytes()),
        ("Object 2", b"OLE"),
        ("ObjectReplacements/Object 1", b"no"),
        ("ObjectReplacements/Object 2", b"si"),
        ("Pictures/a.png", b"PNG"),
        ("Thumbnails/thumbnail.png", b"no"),
    ]);
    let reading = read(read_text, &bytes);
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Borrador\n");
    assert_eq!(reading.body(), "Por mes\n");
    let members: Vec<&str> = reading.members.iter().map(|(path, _, _)| path.as_str()).collect();
    assert_eq!(members, ["Object 2", "ObjectReplacements/Object 2", "Pictures/a.png"]);
    assert_eq!(reading.defects, []);
}

#[test]
fn a_text_and_a_sheet_of_libreoffice() {
    let bytes = include_bytes!("../../tests/fixtures/office/nota.odt");
    let reading = read(read_text, bytes);
    assert_eq!(
        reading.body(),
        "El traslado\nSalieron catorcedoce personas[1] de Valdeluna.\nUno   dos\ttres\ncuatro & cinco.\n\
         El capitán lo negó ayer.\nRead the denial. Nada que ver.\nCon marco al lado.\nDentro del marco\n\
         Nombre y edad\tLugar\nElena Duarte\nMarco Villalba\t34\tCelda 5\nFin.\n"
    );
    assert_eq!(original_of(&reading, bytes, "capitán lo negó"), ["capitán lo negó"]);
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Commented), ["El capitán lo negó"]);
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Hidden), ["Nada que ver."]);
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "¿Quién lo dijo?\nUn punto\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Borrador interno\nOficina de Valdeluna\n");
    let metadata = reading.text(|kind| *kind == PartKind::Metadata);
    for line in ["title: Nota sobre el traslado", "byline: Lucía Robledo", "lastModifiedBy: Tomás Quiroga"]
    {
        assert!(metadata.lines().any(|other| other == line), "{line} in {metadata}");
    }
    assert_eq!(reading.defects, []);

    let reading = read(read_sheets, include_bytes!("../../tests/fixtures/office/lista.ods"));
    assert_eq!(
        reading.sheets(),
        "Nombre\tIngreso\tCelda\tPeso\tLibre\nDuarte Peña, Elena\t2025-03-15\t5\t61.25\tTRUE\n\
         Villalba, Marco\nalias «Tito»\t2025-03-15 8:30:00\t7\t0.1\tFALSE\nÑáñez & Cía\t18:45:00\t12\t\t#DIV/0!\n\
         Total de la lista\n\tNo mostrar\n"
    );
    assert_eq!(reading.cells()[19], (0, 5, 0, (1, 3), "Total de la lista"));
    assert_eq!(reading.defects, []);
}
