//! Word-processor files and spreadsheets: the data is the main XML of a package that is otherwise sound.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((choice, xml)) = data.split_first() else { return };
    let files: (&str, &[(&str, &[u8])]) = match choice % 4 {
        0 => (
            "a.docx",
            &[("[Content_Types].xml", DOCX), ("_rels/.rels", TO_DOCUMENT), ("word/document.xml", xml)],
        ),
        1 => ("a.odt", &[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", xml)]),
        2 => (
            "a.ods",
            &[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", xml)],
        ),
        _ => (
            "a.xlsx",
            &[
                ("[Content_Types].xml", XLSX),
                ("_rels/.rels", TO_BOOK),
                ("xl/workbook.xml", BOOK),
                ("xl/_rels/workbook.xml.rels", TO_SHEET),
                ("xl/worksheets/sheet1.xml", xml),
            ],
        ),
    };
    fuzz::read(files.0, &fuzz::packed(files.1));
});

const DOCX: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;

const TO_DOCUMENT: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

const XLSX: &[u8] = br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;

const TO_BOOK: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const BOOK: &[u8] = br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Lista" sheetId="1" r:id="rId1"/></sheets></workbook>"#;

const TO_SHEET: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
