//! Drawn pages against the boxes that reading gives: whatever is dark on the picture lies in the box of a word, and in
//! every word's box something is dark. What cannot be drawn says why, and no claim about a page's size goes unchecked.

use std::io::Cursor;

use extract::drawing::{LONGEST_SIDE, MOST_PIXELS};
use extract::{
    Drawing, Host, Limits, Member, MemberEnd, NotDrawn, OcrFailure, Picture, Recognised, Request, draw,
};
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
use model::{Defect, DefectKind, Part, PartKind, Place, Rect};
use proptest::prelude::*;

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/fixtures/pdf/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Keeps the boxes of one page. "Recognises" a word wherever a picture is dark.
struct Boxes {
    page: u32,
    size: (i32, i32),
    words: Vec<Rect>,
}

impl Host for Boxes {
    fn part(&mut self, part: Part) {
        let PartKind::Page { number, width, height, .. } = part.kind else { return };
        if number == self.page {
            self.size = (width, height);
            self.words.extend(part.map.segments().iter().filter_map(|segment| match segment.place {
                Place::Page { area, .. } => area,
                _ => None,
            }));
        }
    }

    fn defect(&mut self, defect: Defect) {
        panic!("{defect:?}");
    }

    fn recognise(&mut self, picture: &Picture) -> Result<Recognised, OcrFailure> {
        let picture = image::load_from_memory(&picture.bytes).expect("a picture");
        // What is transparent is paper.
        let shade = |pixel: &Rgba<u8>| if pixel.0[3] < 128 { 255 } else { pixel.0[0] };
        let dark = dark(&picture.to_rgba8(), |pixel| shade(pixel) < 128).expect("something dark");
        let (width, height) = (dark.right - dark.left, dark.bottom - dark.top);
        let tsv = format!("5\t1\t1\t1\t1\t1\t{}\t{}\t{width}\t{height}\t90\tsello", dark.left, dark.top);
        Ok(Recognised { tsv: tsv.into_bytes(), engine: "test".into() })
    }

    fn member(&mut self, _: Member) {}
    fn member_bytes(&mut self, _: &[u8]) {}
    fn member_end(&mut self, _: MemberEnd) {}
}

/// The smallest box around all pixels that are dark.
fn dark(picture: &RgbaImage, is_dark: impl Fn(&Rgba<u8>) -> bool) -> Option<Rect> {
    let mut all = picture.enumerate_pixels().filter(|(_, _, pixel)| is_dark(pixel));
    let one =
        |x: u32, y: u32| Rect { left: x as i32, top: y as i32, right: x as i32 + 1, bottom: y as i32 + 1 };
    let (x, y, _) = all.next()?;
    Some(all.fold(one(x, y), |sum, (x, y, _)| {
        let one = one(x, y);
        let (left, top) = (sum.left.min(one.left), sum.top.min(one.top));
        Rect { left, top, right: sum.right.max(one.right), bottom: sum.bottom.max(one.bottom) }
    }))
}

/// Draws `page` and compares it with what reading says of the same file.
fn check(name: &str, file: &[u8], page: u32, words: usize) -> Drawing {
    let mut boxes = Boxes { page, size: (0, 0), words: Vec::new() };
    let languages = Vec::new();
    let request =
        Request { name: name.into(), claimed: None, depth: 0, limits: Limits::default(), languages };
    extract::read(&mut Cursor::new(file), &request, &mut boxes);
    assert_eq!(boxes.words.len(), words, "{name}");
    let drawing = draw(&mut Cursor::new(file), name, page, 900).expect("it can be drawn");
    assert_eq!((drawing.page_width, drawing.page_height), boxes.size, "{name}");
    let picture = image::load_from_memory_with_format(&drawing.png, ImageFormat::Png).expect("a PNG");
    assert_eq!((picture.width(), picture.height()), (drawing.width, drawing.height), "{name}");
    assert!(!picture.color().has_alpha(), "{name}");
    let is_dark = |pixel: &Rgba<u8>| pixel.0[0] < 128;
    let mut picture = picture.into_rgba8();
    let across = f64::from(drawing.width) / f64::from(drawing.page_width);
    let down = f64::from(drawing.height) / f64::from(drawing.page_height);
    for word in &boxes.words {
        let (left, top) = (f64::from(word.left) * across, f64::from(word.top) * down);
        let (right, bottom) = (f64::from(word.right) * across, f64::from(word.bottom) * down);
        let mut ink = 0;
        for y in (top - 1.0).max(0.0) as u32..=((bottom + 1.0) as u32).min(drawing.height - 1) {
            for x in (left - 1.0).max(0.0) as u32..=((right + 1.0) as u32).min(drawing.width - 1) {
                ink += u32::from(is_dark(picture.get_pixel(x, y)));
                picture.put_pixel(x, y, Rgba([255; 4]));
            }
        }
        assert!(f64::from(ink) > 0.05 * (right - left) * (bottom - top), "{name}: {ink} in {word:?}");
    }
    assert_eq!(dark(&picture, is_dark), None, "{name}: outside of all words");
    drawing
}

/// A PDF of one page in Helvetica; `entries` belong to the page's dictionary.
fn pdf(entries: &str, operators: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R{entries}>>"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        format!("<</Length {}>>stream\n{operators}\nendstream", operators.len()),
    ];
    let (mut file, mut table) = ("%PDF-1.7\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = file.len();
    file += &format!("xref\n0 6\n{table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// Three words, far from one another.
const WORDS: &str = "BT /F 20 Tf 72 700 Td (Valdoria) Tj ET BT /F 14 Tf 300 420 Td (fecha) Tj ET BT /F 30 Tf 150 120 Td (lista) Tj ET";

#[test]
fn the_ink_of_a_pdf_lies_in_the_boxes_of_its_words() {
    for turned in ["", "/Rotate 90", "/Rotate 180", "/Rotate 270"] {
        for cut in ["/MediaBox[0 0 600 800]", "/MediaBox[-50 -20 600 800]/CropBox[20 60 590 777.5]"] {
            let file = pdf(&format!("{cut}{turned}"), WORDS);
            let drawing = check("acta.pdf", &file, 1, 3);
            assert!((899..=900).contains(&drawing.width), "{turned}{cut}: {}", drawing.width);
        }
    }
}

/// A picture with one dark rectangle, off its middle.
fn sealed(width: u32, height: u32) -> GrayImage {
    let within = |x: u32, y: u32| (30..160).contains(&x) && (20..60).contains(&y);
    GrayImage::from_fn(width, height, |x, y| Luma([if within(x, y) { 10 } else { 250 }]))
}

fn encoded(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).expect("memory takes it");
    bytes.into_inner()
}

/// A JPEG that asks to be shown turned (Exif 2.3, tag 274).
fn turned(orientation: u8) -> Vec<u8> {
    let plain = encoded(sealed(400, 300), ImageFormat::Jpeg);
    let exif =
        [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", &[orientation, 0, 0, 0, 0, 0, 0][..]]
            .concat();
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

#[test]
fn the_ink_of_a_picture_lies_in_the_boxes_of_its_words() {
    check("sello.png", &encoded(sealed(400, 300), ImageFormat::Png), 1, 1);
    check("sello.jpg", &encoded(sealed(2400, 1300), ImageFormat::Jpeg), 1, 1);
    for orientation in 1..=8 {
        let drawing = check("sello.jpg", &turned(orientation), 1, 1);
        let upright = orientation < 5;
        assert_eq!((drawing.width, drawing.height), if upright { (400, 300) } else { (300, 400) });
    }
    // Black all over, and nothing but its seal to be seen.
    let seal = sealed(400, 300);
    let glass = RgbaImage::from_fn(400, 300, |x, y| Rgba([0, 0, 0, 255 - seal.get_pixel(x, y).0[0]]));
    check("vidrio.png", &encoded(glass, ImageFormat::Png), 1, 1);
}

#[test]
fn every_page_of_a_tiff() {
    let file = fixture("scan-three-pages.tiff");
    let shown = |page| draw(&mut Cursor::new(&file), "", page, 900).expect("it can be drawn");
    let grey = |png: &[u8]| image::load_from_memory(png).expect("a PNG").into_luma8();
    let scan = grey(&fixture("scan.png"));
    assert_eq!([1, 3].map(|page| grey(&shown(page).png) == scan), [true, true]);
    assert!(grey(&shown(2).png).pixels().all(|pixel| pixel.0[0] > 250), "a blank page");
    assert_eq!(draw(&mut Cursor::new(&file), "", 4, 900), Err(NotDrawn::NoSuchPage { pages: 3 }));
}

#[test]
fn what_is_not_drawn_says_why() {
    let page =
        |file: &[u8], page| draw(&mut Cursor::new(file), "acta.pdf", page, 900).map(|drawn| drawn.width);
    let plain = pdf("/MediaBox[0 0 600 800]", WORDS);
    assert_eq!(page(&plain, 0), Err(NotDrawn::NoSuchPage { pages: 1 }));
    assert_eq!(page(&plain, 2), Err(NotDrawn::NoSuchPage { pages: 1 }));
    assert_eq!(page(b"Solo palabras.", 1), Err(NotDrawn::NoPages));
    assert_eq!(page(b"", 1), Err(NotDrawn::NoPages));
    let kind = |file: &[u8]| match page(file, 1) {
        Err(NotDrawn::Defect { kind, .. }) => kind,
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(&fixture("encrypted-password.pdf")), DefectKind::Encrypted);
    assert_eq!(kind(b"%PDF-1.7\nnothing"), DefectKind::Damaged);
    let scan = fixture("scan.png");
    assert_eq!(kind(&scan[..scan.len() / 2]), DefectKind::Damaged);
    assert_eq!(kind(b"II*\0\xff\xff\xff\xff"), DefectKind::Damaged);
    assert!(page(&fixture("encrypted-empty-password.pdf"), 1).is_ok(), "an empty password is none");
}

#[test]
fn a_drawing_has_bounds() {
    for size in ["600 800", "14400 14400", "0.01 14400", "14400 0.01", "0 0", "-9 -9", "1000000000000 1"] {
        for width in [0, 900, u32::MAX] {
            let file = pdf(&format!("/MediaBox[0 0 {size}]"), WORDS);
            let drawn =
                draw(&mut Cursor::new(file), "", 1, width).unwrap_or_else(|error| panic!("{size}: {error}"));
            let sides = (drawn.width, drawn.height);
            assert!(
                sides.0.max(sides.1) <= LONGEST_SIDE && sides.0 * sides.1 <= MOST_PIXELS,
                "{size}: {sides:?}"
            );
            assert!(sides.0 > 0 && sides.1 > 0 && drawn.page_width > 0 && drawn.page_height > 0, "{size}");
        }
    }
    let small = encoded(sealed(200, 80), ImageFormat::Png);
    let drawn = draw(&mut Cursor::new(small), "", 1, 900).expect("it can be drawn");
    assert_eq!((drawn.width, drawn.height), (200, 80), "no picture is enlarged");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_bytes_never_panic(
        name in prop::sample::select(vec![
            "scan.png", "scan.jpg", "scan-three-pages.tiff", "cairo-table.pdf", "chromium-flex.pdf",
        ]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
        page in 0_u32..4,
    ) {
        let mut file = fixture(name);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(drawn) = draw(&mut Cursor::new(file), name, page, 200) {
            prop_assert!(image::load_from_memory(&drawn.png).is_ok());
        }
    }
}
