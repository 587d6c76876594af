//! What DOCX readings hold: exact text, marks, cells and places.

use model::{DefectKind, MarkKind, Missing, PartKind};

use super::read as reader;
use crate::package::testing::{Reading, original_of, package, read};

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// A document with this body, and these relationships of its main part: id, kind, target, target mode.
fn document(body: &str, relations: &[(&str, &str, &str, &str)], others: &[(&str, &str)]) -> Vec<u8> {
    let main = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:r=\"r\"><w:body>{body}</w:body></w:document>"
    );
    let relations: String = relations
        .iter()
        .map(|(id, kind, target, mode)| {
            let mode = if mode.is_empty() { String::new() } else { format!(" TargetMode=\"{mode}\"") };
            format!("<Relationship Id=\"{id}\" Type=\"{TYPES}{kind}\" Target=\"{target}\"{mode}/>")
        })
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let root = format!(
        "<Relationships><Relationship Id=\"a\" Type=\"{TYPES}officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let mut members: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", main.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ];
    members.extend(others.iter().map(|(path, text)| (*path, text.as_bytes())));
    package(&members)
}

fn read_body(body: &str) -> Reading {
    read(reader, &document(body, &[], &[]))
}

/// Reads a document of this body alone and compares its text; nothing may be amiss.
fn check(body: &str, text: &str) {
    let reading = read_body(body);
    assert_eq!(reading.body(), text, "{body}");
    assert_eq!(reading.defects, [], "{body}");
}

/// The same, with the words under each mark.
fn check_marks(body: &str, text: &str, marks: &[(&str, MarkKind)]) {
    let reading = read_body(body);
    assert_eq!(reading.body(), text, "{body}");
    let expected: Vec<(&str, &MarkKind)> = marks.iter().map(|(words, kind)| (*words, kind)).collect();
    assert_eq!(reading.marks(), expected, "{body}");
}

fn paragraph(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn inserted(author: &str) -> MarkKind {
    MarkKind::Inserted { author: Some(author.into()), at: Some("2025-03-01T10:00:00Z".into()) }
}

fn deleted(author: &str) -> MarkKind {
    MarkKind::Deleted { author: Some(author.into()), at: Some("2025-03-01T10:00:00Z".into()) }
}

#[test]
fn each_paragraph_is_a_line() {
    check(&(paragraph("Uno") + "<w:p/>" + &paragraph("Two")), "Uno\n\nTwo\n");
}

#[test]
fn signs_inside_runs_become_characters() {
    check(
        "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/>\
         <w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>\
         <w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:sym w:font=\"Otra\" w:char=\"F041\"/></w:r></w:p>",
        "a\tb\nc\u{2011}d\u{AD}e☑\u{F041}\n",
    );
}

#[test]
fn references_resolve_and_unknown_entities_stay() {
    check(
        &paragraph("Ñ &amp; &#241;&#xF1; &lt;x&gt; &desconocida; & sola"),
        "Ñ & ññ <x> &desconocida; & sola\n",
    );
    check(&paragraph("<![CDATA[a < b]]>"), "a < b\n");
}

#[test]
fn words_stand_where_the_map_says() {
    let bytes = document(&paragraph("Elena Peña &amp; Cía <!-- x -->de Valdeluna"), &[], &[]);
    let reading = read(reader, &bytes);
    assert_eq!(reading.body(), "Elena Peña & Cía de Valdeluna\n");
    assert_eq!(original_of(&reading, &bytes, "Peña"), ["Peña"]);
    assert_eq!(original_of(&reading, &bytes, "Peña & Cía"), ["Peña &amp; Cía"]);
    assert_eq!(original_of(&reading, &bytes, "Cía de"), ["Cía ", "de"]);
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let main = "\u{FEFF}<w:document><w:body><w:p><w:r><w:t>Ávila</w:t></w:r></w:p></w:body></w:document>";
    let bytes = package(&[("word/document.xml", main.as_bytes())]);
    let reading = read(reader, &bytes);
    assert_eq!(reading.body(), "Ávila\n");
    assert_eq!(original_of(&reading, &bytes, "Ávila"), ["Ávila"]);
}

#[test]
fn bytes_that_are_no_characters_show_as_such() {
    let main = b"<w:document><w:p><w:r><w:t>Pe\xF1a, Elena</w:t></w:r></w:p></w:document>";
    let reading = read(reader, &package(&[("word/document.xml", main)]));
    assert_eq!(reading.body(), "Pe\u{FFFD}a, Elena\n");
    assert_eq!(reading.kinds(), [DefectKind::InvalidCharacters]);
    assert_eq!(reading.defects[0].missing, Missing::Characters(1));
}

#[test]
fn headings_by_style_and_outline() {
    let styles = "<w:styles>\
        <w:style w:styleId=\"Ttulo1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"Mio\"><w:name w:val=\"Mío\"/><w:basedOn w:val=\"Ttulo1\"/></w:style>\
        <w:style w:styleId=\"Cuerpo\"><w:name w:val=\"heading 3\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:styleId=\"Ancho\"><w:name w:val=\"Ancho\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style>\
        </w:styles>";
    let styled = |style: &str, words: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
    };
    let outlined = "<w:p><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:r><w:t>F</w:t></w:r></w:p>";
    let body = ["Ttulo1", "Mio", "Cuerpo", "Ancho", "Ttulo2"].into_iter().zip(["A", "B", "C", "D", "E"]);
    let body: String = body.map(|(style, words)| styled(style, words)).collect::<String>() + outlined;
    let bytes = document(&body, &[("s", "styles", "styles.xml", "")], &[("word/styles.xml", styles)]);
    let reading = read(reader, &bytes);
    let heading = MarkKind::Heading;
    let expected =
        [("A", heading(1)), ("B", heading(1)), ("D", heading(4)), ("E", heading(2)), ("F", heading(2))];
    assert_eq!(reading.marks(), expected.iter().map(|(words, kind)| (*words, kind)).collect::<Vec<_>>());
}

#[test]
fn changes_keep_both_texts() {
    let by = |name: &str, author: &str, inside: &str| {
        format!("<w:{name} w:author=\"{author}\" w:date=\"2025-03-01T10:00:00Z\">{inside}</w:{name}>")
    };
    let run = |element: &str, words: &str| format!("<w:r><w:{element}>{words}</w:{element}></w:r>");
    let body = format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Eran </w:t></w:r>{}{}<w:r><w:t> presos</w:t></w:r></w:p>",
        by("del", "Ana Ledesma", &run("delText", "doce")),
        by("ins", "Ana Ledesma", &(run("t", "ca") + &run("t", "torce"))),
    );
    check_marks(
        &body,
        "Eran docecatorce presos\n",
        &[("doce", deleted("Ana Ledesma")), ("catorce", inserted("Ana Ledesma"))],
    );
    let moved = format!(
        "<w:p>{}</w:p><w:p>{}</w:p>",
        by("moveFrom", "Tomás", &run("t", "aquí")),
        by("moveTo", "Tomás", &run("t", "allí")),
    );
    check_marks(&moved, "aquí\nallí\n", &[("aquí", deleted("Tomás")), ("allí", inserted("Tomás"))]);
    // Marks on formatting and on paragraph ends are no text; old formatting hides nothing.
    let formatting = "<w:p><w:pPr><w:rPr><w:ins w:author=\"A\"/></w:rPr></w:pPr><w:r><w:rPr><w:ins w:author=\"A\"/>\
        <w:rPrChange w:author=\"A\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>claro</w:t></w:r></w:p>";
    check_marks(formatting, "claro\n", &[]);
}

#[test]
fn deleted_rows_are_marked() {
    let body = "<w:tbl><w:tr><w:trPr><w:del w:author=\"Ana\" w:date=\"2025-03-01T10:00:00Z\"/></w:trPr>\
        <w:tc><w:p><w:r><w:t>Marco</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>41</w:t></w:r></w:p></w:tc></w:tr>\
        </w:tbl>";
    check_marks(body, "Marco\t41\n", &[("Marco\t41", deleted("Ana"))]);
}

#[test]
fn hidden_text_is_kept_and_marked() {
    let body = "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>\
        <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>d</w:t></w:r></w:p>";
    check_marks(body, "ab\tcd\n", &[("b\tc", MarkKind::Hidden)]);
}

#[test]
fn links_by_relationship_anchor_and_field() {
    let body = "<w:p><w:hyperlink r:id=\"h\"><w:r><w:t>uno</w:t></w:r></w:hyperlink><w:hyperlink w:anchor=\"x\">\
        <w:r><w:t>dos</w:t></w:r></w:hyperlink><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
        <w:r><w:instrText> HYPERLINK \"https://b.example\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>tres</w:t></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>4</w:t></w:r></w:fldSimple>\
        </w:p>";
    let bytes = document(body, &[("h", "hyperlink", "https://a.example/?x=1&amp;y=2", "External")], &[]);
    let reading = read(reader, &bytes);
    assert_eq!(reading.body(), "unodostres4\n");
    let target = |kind: &MarkKind| match kind {
        MarkKind::Link { target } => target.clone(),
        other => format!("{other:?}"),
    };
    let marks: Vec<(&str, String)> = reading.marks().into_iter().map(|(w, kind)| (w, target(kind))).collect();
    let expected = [("uno", "https://a.example/?x=1&y=2"), ("dos", "#x"), ("tres", "https://b.example")];
    assert_eq!(marks, expected.map(|(words, target)| (words, target.to_owned())));
    assert_eq!(reading.defects, [], "a link is no loss");
}

#[test]
fn tables_give_cells_and_lines() {
    let cell = |properties: &str, words: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(words))
    };
    let body = format!(
        "<w:tbl><w:tblPr><w:tblCaption w:val=\"Lista\"/></w:tblPr><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr>\
         <w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val=\"2\"/>", "Nombre"),
        cell("<w:vMerge w:val=\"restart\"/>", "Celda"),
        cell("", "Elena"),
        cell("", "Duarte"),
        cell("<w:vMerge/>", ""),
        cell("", "Villalba"),
        cell("<w:vMerge/>", ""),
    );
    let reading = read_body(&body);
    assert_eq!(reading.body(), "Nombre\tCelda\nElena\tDuarte\t\nVillalba\t\n");
    assert_eq!(
        reading.cells(),
        [
            (0, 0, 0, (1, 2), "Nombre"),
            (0, 0, 2, (3, 1), "Celda"),
            (0, 1, 0, (1, 1), "Elena"),
            (0, 1, 1, (1, 1), "Duarte"),
            (0, 2, 1, (1, 1), "Villalba"),
        ]
    );
    assert_eq!(reading.parts[0].tables[0].name, "Lista");
}

#[test]
fn cells_keep_their_paragraphs_and_inner_tables() {
    let inner = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>",
        paragraph("x"),
        paragraph("y"),
        paragraph("z")
    );
    let body = format!(
        "<w:tbl><w:tr><w:tc>{}{}{inner}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("Juan"),
        paragraph("María"),
        paragraph("fin"),
        paragraph("B")
    );
    let reading = read_body(&body);
    assert_eq!(reading.body(), "Juan\nMaría\nx\ty\nz\nfin\tB\n");
    let mut cells = reading.cells();
    cells.sort();
    assert_eq!(
        cells,
        [
            (0, 0, 0, (1, 1), "Juan\nMaría\nx\ty\nz\nfin"),
            (0, 0, 1, (1, 1), "B"),
            (1, 0, 0, (1, 1), "x"),
            (1, 0, 1, (1, 1), "y"),
            (1, 1, 0, (1, 1), "z"),
        ]
    );
}

#[test]
fn text_boxes_follow_their_paragraph_and_one_branch_is_read() {
    let boxed = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(words));
    let body = format!(
        "<w:p><w:r><w:t>antes </w:t></w:r><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice>\
         <mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>después</w:t></w:r></w:p>{}",
        boxed("caja"),
        boxed("caja"),
        paragraph("otro")
    );
    check(&body, "antes después\ncaja\notro\n");
    // A choice without words leaves its turn to the next branch: Word keeps some characters only there.
    let emoji = "<w:p><w:r><mc:AlternateContent><mc:Choice><w16se:symEx/></mc:Choice><mc:Fallback><w:t>🕊</w:t>\
        </mc:Fallback></mc:AlternateContent></w:r></w:p>";
    check(emoji, "🕊\n");
    let broken = format!("<w:p><w:r>{}</w:r></w:p>", boxed("x</w:t><w:br/><w:br/><w:t>"));
    check(&broken, "\nx\n");
    let drawn = "<w:p><w:r><w:t>a</w:t><w:pict><v:textpath string=\"SECRETO\"/></w:pict><w:drawing>\
        <wp:docPr descr=\"Foto del patio\"/></w:drawing></w:r></w:p>";
    check_marks(drawn, "a\nSECRETO\nFoto del patio\n", &[("Foto del patio", MarkKind::Caption)]);
}

#[test]
fn notes_comments_and_margins_are_parts_of_their_own() {
    let body = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>Lo negó</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
        <w:r><w:footnoteReference w:id=\"5\"/></w:r><w:r><w:t> dos veces</w:t></w:r>\
        <w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>";
    let footnotes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"5\"><w:p><w:r>\
         <w:footnoteRef/></w:r><w:r><w:t> Acta 3.</w:t></w:r></w:p></w:footnote></w:footnotes>",
        paragraph("no")
    );
    let endnotes =
        format!("<w:endnotes><w:endnote w:id=\"2\">{}</w:endnote></w:endnotes>", paragraph("Final"));
    let comments = format!(
        "<w:comments><w:comment w:id=\"0\" w:author=\"Tomás Quiroga\" w:date=\"2025-04-01\">{}{}</w:comment></w:comments>",
        paragraph("¿Quién?"),
        paragraph("¿Cuándo?")
    );
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("Confidencial"));
    let relations = [
        ("f", "footnotes", "footnotes.xml", ""),
        ("e", "endnotes", "endnotes.xml", ""),
        ("c", "comments", "comments.xml", ""),
        ("h", "header", "header1.xml", ""),
    ];
    let others = [
        ("word/footnotes.xml", footnotes.as_str()),
        ("word/endnotes.xml", &endnotes),
        ("word/comments.xml", &comments),
        ("word/header1.xml", &header),
    ];
    let reading = read(reader, &document(body, &relations, &others));
    assert_eq!(reading.body(), "Lo negó[1] dos veces[i]\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Notes), "[1] Acta 3.\nFinal\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "¿Quién?\n¿Cuándo?\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Confidencial\n");
    let note = |label: &str| MarkKind::Note { label: label.into() };
    let comment = MarkKind::Comment { author: Some("Tomás Quiroga".into()), at: Some("2025-04-01".into()) };
    let expected = [
        ("Lo negó", MarkKind::Commented),
        ("[1]", note("1")),
        ("[i]", note("i")),
        ("[1] Acta 3.", note("1")),
        ("Final", note("i")),
        ("¿Quién?\n¿Cuándo?", comment),
    ];
    assert_eq!(reading.marks(), expected.iter().map(|(words, kind)| (*words, kind)).collect::<Vec<_>>());
    assert_eq!(reading.defects, []);
}

#[test]
fn form_fields_show_their_values() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/>\
        <w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t> detenida </w:t></w:r><w:r>\
        <w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"no\"/>\
        <w:listEntry w:val=\"sí\"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>";
    check(body, "☒ detenida sí\n");
}

#[test]
fn embedded_files_become_members_and_outside_ones_defects() {
    let relations = [
        ("a", "aFChunk", "afchunk1.mht", ""),
        ("i", "image", "https://example.org/foto.png", "External"),
        ("t", "attachedTemplate", "file:///C:/plantilla.dotm", "External"),
    ];
    let others = [
        ("word/afchunk1.mht", "MIME"),
        ("word/media/image1.png", "PNG"),
        ("word/embeddings/hoja.xlsx", "PK"),
        ("word/fontTable.xml", "<x/>"),
    ];
    let reading = read(reader, &document(&paragraph("a"), &relations, &others));
    let members: Vec<(&str, &[u8])> =
        reading.members.iter().map(|(path, bytes, _)| (path.as_str(), bytes.as_slice())).collect();
    assert_eq!(
        members,
        [
            ("word/afchunk1.mht", b"MIME".as_slice()),
            ("word/embeddings/hoja.xlsx", b"PK"),
            ("word/media/image1.png", b"PNG"),
        ]
    );
    let missing: Vec<Missing> = reading.defects.iter().map(|defect| defect.missing).collect();
    assert_eq!(missing, [Missing::Pictures(1), Missing::Nothing]);
}

#[test]
fn charts_and_diagrams_give_their_own_words() {
    let chart = "<c:chartSpace><c:title><a:p><a:r><a:t>Detenciones por mes</a:t></a:r></a:p></c:title><c:v>7</c:v>\
        </c:chartSpace>";
    let reading = read(reader, &document("", &[], &[("word/charts/chart1.xml", chart)]));
    assert_eq!(reading.body(), "Detenciones por mes\n");
}

#[test]
fn long_documents_come_in_parts_with_tables_going_on() {
    let rows: String = (0..6000)
        .map(|row| {
            format!(
                "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
                paragraph(&format!("Persona {row}")),
                paragraph("Valdeluna")
            )
        })
        .collect();
    let reading = read_body(&format!("<w:tbl>{rows}</w:tbl>"));
    assert!(reading.parts.len() > 1);
    let cells = reading.cells();
    assert_eq!(cells.len(), 12_000);
    for (at, cell) in cells.iter().enumerate() {
        assert_eq!((cell.0, cell.1, cell.2), (0, at as u64 / 2, at as u32 % 2));
    }
    // One paragraph longer than a part can be, with a mark over all of it.
    let words = "ñandú ".repeat(1_000_000);
    let body = format!(
        "<w:p><w:ins w:author=\"A\" w:date=\"2025-03-01T10:00:00Z\"><w:r><w:t>{words}</w:t></w:r></w:ins></w:p>"
    );
    let reading = read_body(&body);
    assert_eq!(reading.body().replace('\n', ""), words);
    assert!(reading.parts.iter().all(|part| part.text.ends_with(" \n")), "no word is cut");
    assert_eq!(reading.marked(|kind| *kind == inserted("A")).concat(), words);
}

#[test]
fn a_document_of_python_docx_and_one_of_libreoffice() {
    let bytes = include_bytes!("../../tests/fixtures/office/informe.docx");
    let reading = read(reader, bytes);
    assert_eq!(
        reading.body(),
        "Informe de visita\nLa delegación llegó a Puerto Sereno el 3 de marzo & habló con testigos.\nWho was there\n\
         See the statement of the mission.\nVisible. Oculto a la vista.\nEran doce personas, según el guardia.\n\
         Nombre\tEdad\tLugar\nElena Duarte\t34\tCelda 5\nMarco Villalba\n41\t\n\n"
    );
    assert_eq!(original_of(&reading, bytes, "Puerto Sereno el"), ["Puerto Sereno", " el"]);
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Hidden), ["Oculto a la vista."]);
    assert_eq!(reading.marked(|kind| *kind == MarkKind::Commented), ["Eran doce personas"]);
    assert_eq!(reading.text(|kind| *kind == PartKind::Comments), "Comprobar la cifra\n");
    assert_eq!(reading.text(|kind| *kind == PartKind::Margin), "Confidencial\nComisión de Puerto Sereno\n");
    assert_eq!(reading.cells()[5], (0, 1, 2, (2, 1), "Celda 5"));
    let metadata = reading.text(|kind| *kind == PartKind::Metadata);
    for line in
        ["title: Informe sobre Puerto Sereno", "byline: Lucía Robledo", "lastModifiedBy: Tomás Quiroga"]
    {
        assert!(metadata.lines().any(|other| other == line), "{line} in {metadata}");
    }
    assert_eq!(reading.members[0].0, "word/media/image1.png");
    assert_eq!(reading.defects, []);

    let reading = read(reader, include_bytes!("../../tests/fixtures/office/nota.docx"));
    assert_eq!(
        reading.body(),
        "El traslado\nSalieron catorcedoce personas[1] de Valdeluna.\nUno   dos\ttres\ncuatro & cinco.\n\
         El capitán lo negó ayer.\nRead the denial. Nada que ver.\nCon marco al lado.\nDentro del marco\n\
         Nombre y edad\tLugar\nElena Duarte\nMarco Villalba\t34\tCelda 5\nFin.\n"
    );
    assert_eq!(reading.text(|kind| *kind == PartKind::Notes), "[1]\tLista de la guardia.\n");
    let ana = |at: &str| (Some("Ana Ledesma".to_owned()), Some(at.to_owned()));
    let (author, at) = ana("2025-03-16T10:00:00Z");
    assert_eq!(
        reading.marked(|kind| *kind == MarkKind::Deleted { author: author.clone(), at: at.clone() }),
        ["catorce"]
    );
    let (author, at) = ana("2025-03-16T10:01:00Z");
    assert_eq!(
        reading.marked(|kind| *kind == MarkKind::Inserted { author: author.clone(), at: at.clone() }),
        ["doce"]
    );
    assert_eq!(reading.defects, []);
}
