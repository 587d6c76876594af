//! The smallest valid Word document, in a ZIP without compression.

use std::io::{self, Write};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;

/// Writes a document with a title and paragraphs; neither may hold `<` or `&`.
///
/// # Errors
/// When writing fails.
pub fn write(to: &mut impl Write, title: &str, paragraphs: &[String]) -> io::Result<()> {
    let mut body = String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#,
    );
    for paragraph in paragraphs {
        body.push_str(r#"<w:p><w:r><w:t xml:space="preserve">"#);
        body.push_str(paragraph);
        body.push_str("</w:t></w:r></w:p>");
    }
    body.push_str("</w:body></w:document>");
    let core = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>"#
    );
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", core.as_str()),
        ("word/document.xml", body.as_str()),
    ];
    to.write_all(&zip(&parts))
}

/// A ZIP (PKWARE APPNOTE) of stored members, all dated 1 January 2024.
fn zip(members: &[(&str, &str)]) -> Vec<u8> {
    const DATE: [u8; 4] = [0, 0, 0x21, 0x58];
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, body) in members {
        let offset = zip.len() as u32;
        let mut shared = vec![20, 0, 0, 8, 0, 0];
        shared.extend(DATE);
        shared.extend(crc32(body.as_bytes()).to_le_bytes());
        shared.extend((body.len() as u32).to_le_bytes());
        shared.extend((body.len() as u32).to_le_bytes());
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);

        zip.extend(b"PK\x03\x04");
        zip.extend(&shared);
        zip.extend(name.bytes().chain(body.bytes()));

        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.bytes());
    }
    let (start, count) = (zip.len() as u32, members.len() as u16);
    zip.extend(&directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes().into_iter().chain(count.to_le_bytes()));
    zip.extend((directory.len() as u32).to_le_bytes().into_iter().chain(start.to_le_bytes()));
    zip.extend([0, 0]);
    zip
}

/// The checksum of ZIP and of ISO 3309, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_of_the_usual_example() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn a_zip_of_stored_members() {
        let zip = zip(&[("a", "xy"), ("b/c", "z")]);
        // Two local heads of 30 bytes, two of the directory of 46, one end of 22; names twice, bodies once.
        assert_eq!(zip.len(), 2 * 30 + 2 * 46 + 22 + 2 * 4 + 3);
        let end = &zip[zip.len() - 22..];
        let start = u32::from_le_bytes([end[16], end[17], end[18], end[19]]) as usize;
        assert!(end.starts_with(b"PK\x05\x06") && zip[start..].starts_with(b"PK\x01\x02"));
        assert_eq!(&zip[30..33], b"axy");
    }

    #[test]
    fn the_same_document_each_time() {
        let document = || {
            let mut bytes = Vec::new();
            write(&mut bytes, "Título", &["uno".into(), "dos".into()]).expect("memory takes all");
            bytes
        };
        assert_eq!(document(), document());
        let text = String::from_utf8_lossy(&document()).into_owned();
        assert!(text.contains(">uno</w:t>") && text.contains("<dc:title>Título</dc:title>"));
    }
}
