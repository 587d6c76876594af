//! Rows of pictures that are made to break readers.

use std::io::Cursor;

use crate::{ANY, NOT_WHOLE, Row, check, check_all};

fn row(what: &'static str, name: &'static str, bytes: Vec<u8>) -> Row {
    Row { what, name, bytes, defects: &[], states: ANY }
}

#[test]
fn pictures_that_boast() {
    let tiff = boastful_tiff(60_000, 60_000);
    check(&Row { states: NOT_WHOLE, ..row("a TIFF that claims 60,000 by 60,000", "a.tif", tiff) });
}

#[test]
fn truncated_pictures() {
    let png = png(40, 40);
    let rows: Vec<Row> = (1..4)
        .map(|quarter| {
            let bytes = png[..quarter * png.len() / 4].to_vec();
            Row { states: NOT_WHOLE, ..row("a truncated PNG", "a.png", bytes) }
        })
        .collect();
    check_all(&rows);
}

/// A picture file that claims a size that it has no bytes for.
fn boastful_tiff(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    let entries: [(u16, u16, u32); 9] = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 8),
        (259, 3, 1),
        (262, 3, 1),
        (273, 4, 8),
        (277, 3, 1),
        (278, 4, height),
        (279, 4, 16),
    ];
    bytes.extend((entries.len() as u16).to_le_bytes());
    for (tag, kind, value) in entries {
        bytes.extend(tag.to_le_bytes());
        bytes.extend(kind.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend([0; 4]);
    bytes
}

/// A PNG picture, grey, of this size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::GrayImage::from_fn(width, height, |x, y| image::Luma([(x * 7 + y * 13) as u8]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("in memory");
    bytes.into_inner()
}
