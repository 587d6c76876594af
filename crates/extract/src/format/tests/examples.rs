//! The smallest example of each format, made in code. Asserts nothing.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::Format;

pub(super) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method =
            if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("started");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

pub(super) fn ooxml(part: &str) -> Vec<u8> {
    zip(&[("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", b"<Relationships/>"), (part, b"<x/>")])
}

pub(super) fn odf(kind: &str) -> Vec<u8> {
    let mimetype = format!("application/vnd.oasis.opendocument.{kind}");
    zip(&[("mimetype", mimetype.as_bytes()), ("content.xml", b"<x/>"), ("META-INF/manifest.xml", b"<x/>")])
}

pub(super) fn wacz() -> Vec<u8> {
    zip(&[("archive/data.warc", warc()), ("pages/pages.jsonl", b"{}"), ("datapackage.json", b"{}")])
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

pub(super) fn tar(header: &mut tar::Header) -> Vec<u8> {
    let body = b"%PDF-1.7\n1 0 obj\n";
    header.set_size(body.len() as u64);
    let mut builder = tar::Builder::new(Vec::new());
    builder.append_data(header, "acta.pdf", &body[..]).expect("appended");
    builder.into_inner().expect("finished")
}

pub(super) fn ustar() -> Vec<u8> {
    tar(&mut tar::Header::new_ustar())
}

/// A compound file with a directory of these entries in sector `sector`.
pub(super) fn ole(sector: u32, names: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize((sector as usize + 1) * 512, 0);
    bytes[30] = 9;
    bytes[48..52].copy_from_slice(&sector.to_le_bytes());
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u8 + 2;
        entry.resize(128, 0);
        entry[64] = length;
        bytes.extend(entry);
    }
    bytes
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

pub(super) fn utf32(text: &str) -> Vec<u8> {
    text.chars().flat_map(|char| u32::from(char).to_be_bytes()).collect()
}

pub(super) fn warc() -> &'static [u8] {
    b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
}

pub(super) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
pub(super) const MAIL: &[u8] =
    b"Received: from mx.example.org\r\n\tby correo.example.org; Thu, 4 Mar 2021 10:00:00 -0600\r\n\
    From: Ana Ruiz <ana@example.org>\r\nSubject: Lista\r\n\r\nAdjunto.\r\n";
pub(super) const MEMO: &[u8] =
    b"From: Ana Ruiz\nTo: All\nDate: 4 March 2021, 10:00 in the morning\nSubject: Flights\n\nText.\n";
pub(super) const MBOX: &[u8] =
    b"From ana@example.org Thu Mar  4 10:00:00 2021\nFrom: ana@example.org\nSubject: x\n\nHola\n";
pub(super) const PROSE: &[u8] = "Detenciones en Puerto Alto.\nNadie respondi\u{f3}.\n".as_bytes();
pub(super) const TABLE: &[u8] = b"Name;Age\nLuz Mar\xeda;31\n";

/// Each format that bytes alone can tell, at its smallest.
pub(super) fn told_by_bytes() -> Vec<(Vec<u8>, Format)> {
    let page = "<!DOCTYPE html><title>Acta</title>";
    vec![
        (Vec::new(), Format::Empty),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHola\n".to_vec(), Format::Subtitles),
        (b"\xef\xbb\xbfWEBVTT - Audiencia\n".to_vec(), Format::Subtitles),
        (b"1\r\n00:00:01,000 --> 00:00:02,000\r\nHola\r\n".to_vec(), Format::SubRip),
        (page.into(), Format::Html),
        (utf16(&format!("\u{feff}{page}")), Format::Html),
        (b"\xef\xbb\xbf \n<!-- saved -->\n<!-- twice --><HTML lang=es>".to_vec(), Format::Html),
        (b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>".to_vec(), Format::Html),
        (b"<p>Sin cabecera</p>".to_vec(), Format::Html),
        (MAIL.to_vec(), Format::Mail),
        (
            b"From: a@example.org\nDate: Thu, 4 Mar 2021 10:00:00 +0000\nSubject: x\n\nx".to_vec(),
            Format::Mail,
        ),
        (MBOX.to_vec(), Format::Mailbox),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n".to_vec(), Format::Pdf),
        (
            b"<br />\n<b>Warning</b>\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\x01\x02\x03\x04\n1 0 obj\n".to_vec(),
            Format::Pdf,
        ),
        (PNG.to_vec(), Format::Png),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(), Format::Jpeg),
        (b"II*\0\x08\0\0\0".to_vec(), Format::Tiff),
        (b"MM\0*\0\0\0\x08".to_vec(), Format::Tiff),
        (b"II+\0\x08\0\0\0".to_vec(), Format::Tiff),
        (ooxml("word/document.xml"), Format::Docx),
        (ooxml("xl/workbook.xml"), Format::Xlsx),
        (odf("text"), Format::Odt),
        (odf("spreadsheet-template"), Format::Ods),
        (wacz(), Format::Wacz),
        (zip(&[("notas.txt", PROSE)]), Format::Zip),
        (zip(&[]), Format::Zip),
        (ustar(), Format::Tar),
        (tar(&mut tar::Header::new_old()), Format::Tar),
        (tar(&mut tar::Header::new_gnu()), Format::Tar),
        (gzip(PROSE), Format::Gzip),
        (gzip(warc()), Format::Warc),
        (warc().to_vec(), Format::Warc),
    ]
}

/// Bytes of a kind without a reader, and its media type.
pub(super) fn without_reader() -> Vec<(Vec<u8>, &'static str)> {
    let mut program = b"MZ\x90\0".to_vec();
    program.resize(64, 0);
    let epub = zip(&[("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>")]);
    vec![
        (ole(0, &["Root Entry", "1Table"]), "application/x-ole-storage"),
        (ole(0, &["Root Entry", "1Table", "WordDocument"]), "application/msword"),
        (ole(1, &["Root Entry", "Workbook", "WordDocument"]), "application/vnd.ms-excel"),
        (ole(1, &["Root Entry", "PowerPoint Document"]), "application/vnd.ms-powerpoint"),
        (ole(1, &["Root Entry", "__substg1.0_0037001F"]), "application/vnd.ms-outlook"),
        (
            ooxml("ppt/presentation.xml"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (ooxml("xl/workbook.bin"), "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
        (odf("presentation"), "application/vnd.oasis.opendocument.presentation"),
        (odf("graphics-template"), "application/vnd.oasis.opendocument.graphics"),
        (epub, "application/epub+zip"),
        (b"{\\rtf1\\ansi Acta}".to_vec(), "text/rtf"),
        (b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x01\0".to_vec(), "application/vnd.rar"),
        (b"BZh91AY&SY\x12".to_vec(), "application/x-bzip2"),
        (b"\xfd7zXZ\0\0\x04".to_vec(), "application/x-xz"),
        (b"\x28\xb5\x2f\xfd\x04\0".to_vec(), "application/zstd"),
        (b"\0\0\0\x0cjP  \r\n\x87\n".to_vec(), "image/jp2"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "image/heic"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "image/webp"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec(), "image/bmp"),
        (b"ID3\x03\0\0\0\0\0\x0a".to_vec(), "audio/mpeg"),
        (b"\xff\xfb\x90\x64\0\0\0\0".to_vec(), "audio/mpeg"),
        (b"RIFF\x10\0\0\0WAVEfmt ".to_vec(), "audio/vnd.wave"),
        (b"OggS\0\x02\0\0".to_vec(), "audio/ogg"),
        (b"fLaC\0\0\0\x22".to_vec(), "audio/flac"),
        (b"\0\0\0\x18ftypisom\0\0\x02\0".to_vec(), "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\x02\0".to_vec(), "video/quicktime"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska".to_vec(), "video/matroska"),
        (b"RIFF\x10\0\0\0AVI LIST".to_vec(), "video/vnd.avi"),
        (b"\x7fELF\x02\x01\x01\0".to_vec(), "application/x-elf"),
        (program, "application/vnd.microsoft.portable-executable"),
        (b"\xcf\xfa\xed\xfe\x07\0\0\x01".to_vec(), "application/x-mach-binary"),
        (b"SQLite format 3\0\x10\0".to_vec(), "application/vnd.sqlite3"),
        (b"!BDN\x01\x02\x03\x04".to_vec(), "application/vnd.ms-outlook-pst"),
        (b"\x03\x79\x03\x04\x02\0\0\0\x41\0\x1f\0\0\0\0\0".to_vec(), "application/vnd.dbf"),
        (b"PAR1\x15\x04\x15\x10".to_vec(), "application/vnd.apache.parquet"),
    ]
}
