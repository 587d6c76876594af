//! Builds the hostile files.

use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;

/// A ZIP archive of these files, deflated.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("in memory");
        writer.write_all(content).expect("in memory");
    }
    writer.finish().expect("in memory").into_inner()
}

/// A gzip file.
pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("in memory");
    encoder.finish().expect("in memory")
}

/// A TAR archive of these files; names are not checked.
pub fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in files {
        let mut header = tar::Header::new_ustar();
        header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(content.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        bytes.extend(header.as_bytes());
        bytes.extend(*content);
        bytes.resize(bytes.len().next_multiple_of(512), 0);
    }
    bytes.extend([0; 1024]);
    bytes
}

/// A ZIP archive whose `count` entries all unpack the same packed zeros: the entries overlap.
pub fn overlapping_zip(count: u16, zeros: usize) -> Vec<u8> {
    let mut bytes = zip(&[("ceros", &vec![0; zeros])]);
    let mut end = bytes.split_off(bytes.len() - 22);
    let header = bytes.windows(4).position(|window| window == b"PK\x01\x02").expect("a central header");
    let entry = bytes[header..].to_vec();
    (1..count).for_each(|_| bytes.extend(&entry));
    end[8..10].copy_from_slice(&count.to_le_bytes());
    end[10..12].copy_from_slice(&count.to_le_bytes());
    end[12..16].copy_from_slice(&(u32::from(count) * entry.len() as u32).to_le_bytes());
    bytes.extend(end);
    bytes
}

/// A ZIP archive of ZIP archives, `levels` deep and `width` wide, with a bomb in each of the innermost.
pub fn nested_bomb(levels: u32, width: usize) -> Vec<u8> {
    let mut inner = zip(&[("ceros", &vec![0; 24 << 20])]);
    for level in 0..levels {
        let names: Vec<String> = (0..width).map(|n| format!("{level}-{n}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), inner.as_slice())).collect();
        inner = zip(&files);
    }
    inner
}

/// A WARC file with a request and a page.
pub fn warc() -> Vec<u8> {
    let record = |kind: &str, message: &str| {
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://ejemplo.test/\r\nWARC-Date: \
             2025-03-20T10:00:00Z\r\nContent-Type: application/http;msgtype={kind}\r\nContent-Length: \
             {}\r\n\r\n{message}\r\n\r\n",
            message.len()
        )
    };
    let page = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{}</p>", "Página. ".repeat(50));
    [record("request", "GET / HTTP/1.1\r\n\r\n"), record("response", &page)].concat().into_bytes()
}

/// A Word file with this document type and body.
pub fn docx(declaration: &str, body: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\"?>{declaration}<w:document xmlns:w=\"http://schemas.openxmlformats.org/\
         wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
        wordprocessingml.document.main+xml\"/></Types>";
    let relations = relations("officeDocument", "word/document.xml");
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", relations.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

/// An OpenDocument text with this document type and body.
pub fn odt(declaration: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?>{declaration}<office:document-content \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:text>\
         <text:p>{body}</text:p></office:text></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:\
        manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.\
        opendocument.text\"/></manifest:manifest>";
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", manifest.as_bytes()),
    ])
}

/// A spreadsheet with this document type and one cell.
pub fn xlsx(declaration: &str, body: &str) -> Vec<u8> {
    let sheet = format!(
        "<?xml version=\"1.0\"?>{declaration}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/\
         main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{body}</t></is></c></row></sheetData>\
         </worksheet>"
    );
    let types = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.\
        spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/\
        vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
    let book = "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Lista\" \
        sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let to_book = relations("officeDocument", "xl/workbook.xml");
    let to_sheet = relations("worksheet", "worksheets/sheet1.xml");
    zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", to_book.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", to_sheet.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn relations(kind: &str, target: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" \
         Target=\"{target}\"/></Relationships>"
    )
}

/// A document type whose entity `z` stands for ten to the ninth letters.
pub fn entity_bomb() -> String {
    let mut declaration = "<!DOCTYPE bomba [<!ENTITY a \"jajajajaja\">".to_owned();
    for (name, inner) in "bcdefghiz".chars().zip("abcdefghi".chars()) {
        declaration.push_str(&format!("<!ENTITY {name} \"{}\">", format!("&{inner};").repeat(10)));
    }
    declaration.push_str("]>");
    declaration
}

/// A PDF of one page with this line on it.
pub fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> \
         >>"
        .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).into_bytes());
    }
    let table = bytes.len();
    bytes.extend(b"xref\n0 6\n0000000000 65535 f \n");
    offsets.iter().for_each(|offset| bytes.extend(format!("{offset:010} 00000 n \n").into_bytes()));
    bytes.extend(format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").into_bytes());
    bytes
}
