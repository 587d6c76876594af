//! Pages that are pictures, with an engine that answers as tesseract did, or none.

use model::{DefectKind, MarkKind, Missing, PartKind, Place, Rect};

use super::builder::{Builder, show};
use super::fixtures::fixture;
use super::{FakeHost, read, read_with};
use crate::host::OcrFailure;

/// Adds the scan as an image object and returns the resources that name it `I`.
fn scan(builder: &mut Builder) -> String {
    let entries = "/Type/XObject/Subtype/Image/Width 700/Height 400/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode";
    let image = builder.stream(entries, &fixture("scan.jpg"));
    format!("/Resources<</Font<</F 3 0 R>>/XObject<</I {image} 0 R>>>>")
}

const DRAWN: &str = "q 336 0 0 192 0 608 cm /I Do Q\n";

/// A file of `pages` pages, each showing the scan and `more`.
fn scanned(pages: usize, more: &str) -> Vec<u8> {
    let mut builder = Builder::new();
    let resources = scan(&mut builder);
    for _ in 0..pages {
        builder.page(&resources, &format!("{DRAWN}{more}"));
    }
    builder.finish()
}

/// What tesseract said of the scan, as if it had seen it at 300 dots per inch at the top left of the page.
fn tesseract() -> FakeHost {
    FakeHost::answering(Ok(fixture("scan.tsv")))
}

const SAID: &str = "El Ministerio de Orden Público\nde Valdoria negó el traslado.\n\nMarisol Ibáñez Quero busca a su\n\
    hermano Tomás desde el 14 de marzo.\n";

#[test]
fn a_page_that_is_a_picture_is_recognised() {
    let host = read_with(scanned(1, ""), tesseract());
    assert_eq!((host.texts(), host.kinds()), (vec![SAID], vec![]));
    assert_eq!(host.parts[0].kind, PartKind::Page { number: 1, width: 6000, height: 8000, recognised: true });
    // Pixels at 300 to the inch are 2.4 tenths of a point.
    let area = Rect { left: 98, top: 230, right: 180, bottom: 295 };
    assert_eq!(host.places(0, "de Valdoria", 0)[..1], [Place::Page { page: 1, area: Some(area) }]);
    assert_eq!(host.marked(0)[0], ("El", MarkKind::Recognised(97)));
    let picture = image::load_from_memory(&host.pictures[0].bytes).expect("a PNG");
    assert_eq!((picture.width(), picture.height(), host.pictures[0].dpi), (2500, 3333, Some(300)));
}

#[test]
fn without_an_engine_every_page_is_named() {
    let host = read(scanned(3, ""));
    let page = (DefectKind::PictureOnly, Missing::Pages(1));
    assert_eq!(host.kinds(), [(DefectKind::OcrUnavailable, Missing::Nothing), page, page, page]);
    assert_eq!(host.defects[0].detail, "tesseract is not installed");
    assert_eq!(host.defects[3].place, Some(Place::Page { page: 3, area: None }));
    assert_eq!(host.pictures.len(), 1, "it is asked once");
}

#[test]
fn a_failing_engine_and_one_that_finds_nothing() {
    let host =
        read_with(scanned(1, ""), FakeHost::answering(Err(OcrFailure::Failed("took too long".into()))));
    assert_eq!(host.kinds(), [(DefectKind::OcrFailed, Missing::Pages(1))]);
    let host = read_with(scanned(1, ""), FakeHost::answering(Ok(Vec::new())));
    assert_eq!(host.kinds(), [(DefectKind::PictureOnly, Missing::Unknown)]);
}

#[test]
fn blank_pages_are_nothing() {
    let file = Builder::new().page("", "").page("", "1 g 0 0 600 800 re f").finish();
    let host = read(file);
    assert_eq!((host.parts.len(), host.defects.len(), host.pictures.len()), (0, 0, 0));
}

#[test]
fn a_picture_beside_little_text_is_recognised_too() {
    let host = read_with(scanned(1, &show(72, 300, "Sello 0457")), tesseract());
    assert_eq!(host.texts(), ["Sello 0457\n", SAID]);
    assert_eq!(host.defects, []);
    let host = read(scanned(1, &show(72, 300, "Sello 0457")));
    let picture = (DefectKind::PictureOnly, Missing::Pictures(1));
    assert_eq!(
        (host.texts(), host.kinds()),
        (vec!["Sello 0457\n"], vec![(DefectKind::OcrUnavailable, Missing::Nothing), picture])
    );
}

#[test]
fn words_that_were_read_are_not_recognised_again() {
    // Read where tesseract sees "Valdoria": 84 to 210 and 96 to 124 pixels, or 20 to 50 and 23 to 30 points.
    let host = read_with(scanned(1, &show(20, 771, "VALDOR")), tesseract());
    assert_eq!(host.texts()[0], "VALDOR\n");
    assert_eq!(host.texts()[1], SAID.replace("Valdoria ", ""));
}

#[test]
fn a_scan_with_a_text_layer_is_a_text_page() {
    let layer: String = (0..8).map(|line| show(10, 790 - 20 * line, "tres palabras mas")).collect();
    let host = read(scanned(1, &format!("3 Tr {layer}")));
    assert_eq!(host.defects, []);
    assert_eq!(host.parts[0].text.lines().count(), 8);
}

/// A page in a font whose glyphs are drawings without names, and `more` in a font that has text.
fn nameless(more: &str) -> Vec<u8> {
    let mut builder = Builder::new();
    let glyph = builder.stream("", b"500 0 0 0 400 400 d1 0 0 400 400 re f");
    let font = builder.object(format!(
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 {glyph} 0 R>>\
        /Encoding<</Differences[65/g1/g1/g1]>>/FirstChar 65/LastChar 67/Widths[500 500 500]>>"
    ));
    let resources = format!("/Resources<</Font<</F 3 0 R/N {font} 0 R>>>>");
    builder.page(&resources, &format!("BT /N 20 Tf 72 700 Td (ABC) Tj ET {more}")).finish()
}

#[test]
fn glyphs_without_text_are_counted_or_recognised() {
    let glyphs = (DefectKind::UnsupportedFeature, Missing::Characters(3));
    let host = read(nameless(&show(72, 500, "con texto")));
    assert_eq!((host.texts(), host.kinds()), (vec!["\u{FFFD}\u{FFFD}\u{FFFD}\n\ncon texto\n"], vec![glyphs]));
    let host = read_with(nameless(""), tesseract());
    assert_eq!(
        (host.texts(), host.kinds()),
        (vec![SAID], vec![(DefectKind::UnsupportedFeature, Missing::Nothing)])
    );
    let host = read(nameless(""));
    let unread = [
        (DefectKind::OcrUnavailable, Missing::Nothing),
        (DefectKind::PictureOnly, Missing::Pages(1)),
        glyphs,
    ];
    assert_eq!((host.texts(), host.kinds()), (vec!["\u{FFFD}\u{FFFD}\u{FFFD}\n"], unread.to_vec()));
}
