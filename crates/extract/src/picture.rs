//! Reads PNG, JPEG and TIFF pictures through text recognition, every page of a TIFF. Decodes them first, within
//! bounds, to know that nothing of them is damaged and that they are not blank. Never guesses what a picture shows.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::tiff::TiffDecoder;
use image::error::{ImageError, LimitErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits as ImageLimits};
use model::{Defect, DefectKind, Missing, Place};

use crate::drawing::{self, Canvas, NotDrawn};
use crate::host::{Host, Input, Picture};
use crate::ocr::{self, Recogniser, Sheet};
use crate::{Format, Request};

/// The most memory that one decoded picture may take: 130 million pixels in colour. A larger one is a bomb or a map.
const MOST_DECODED_BYTES: u64 = 400 << 20;
/// The most pages of one TIFF.
const MOST_PAGES: usize = 100_000;
/// What is wrong with a TIFF in which no directory can be read.
const NO_PAGE: &str = "no page can be found in it";

pub(crate) fn read(input: &mut dyn Input, format: Format, _request: &Request, host: &mut dyn Host) {
    let mut bytes = Vec::new();
    if let Err(error) = input.rewind().and_then(|()| input.read_to_end(&mut bytes)) {
        return host.defect(Defect::whole(DefectKind::Unreadable, Missing::Everything, error.to_string()));
    }
    let mut recogniser = Recogniser::default();
    if format == Format::Tiff {
        return read_tiff(bytes, &mut recogniser, host);
    }
    match decode(&bytes, format) {
        Ok(page) => recognise(&page, (1, 1), Some(bytes), &mut recogniser, host),
        Err(error) => host.defect(refusal(&error, None, Missing::Everything)),
    }
}

/// Draws page `number` about `width` pixels wide.
pub(crate) fn draw(mut bytes: Vec<u8>, format: Format, number: u32, width: u32) -> Result<Canvas, NotDrawn> {
    turn_to(&mut bytes, format, number)?;
    let Page { image, .. } = decode(&bytes, format).map_err(|error| {
        let Defect { kind, detail, .. } = refusal(&error, None, Missing::Everything);
        NotDrawn::Defect { kind, detail }
    })?;
    drop(bytes);
    let own = (image.width(), image.height());
    let drawn = drawing::pixels(f64::from(own.0), f64::from(own.1), width.min(own.0));
    let image = if drawn == own { image } else { image.thumbnail_exact(drawn.0, drawn.1) };
    Ok(Canvas { image: image.into_rgb8(), page: (side(own.0), side(own.1)) })
}

/// Makes page `number` the one that decoders read.
fn turn_to(bytes: &mut [u8], format: Format, number: u32) -> Result<(), NotDrawn> {
    let no_such_page =
        |pages: usize| NotDrawn::NoSuchPage { pages: u32::try_from(pages).unwrap_or(u32::MAX) };
    if format != Format::Tiff {
        return if number == 1 { Ok(()) } else { Err(no_such_page(1)) };
    }
    let Some(directories) = Directories::find(bytes) else {
        return Err(NotDrawn::Defect { kind: DefectKind::Damaged, detail: NO_PAGE.to_owned() });
    };
    let index = number.checked_sub(1).map(|index| index as usize);
    let Some(&page) = index.and_then(|index| directories.pages.get(index)) else {
        return Err(no_such_page(directories.pages.len()));
    };
    directories.make_only(page, bytes);
    Ok(())
}

fn read_tiff(mut bytes: Vec<u8>, recogniser: &mut Recogniser, host: &mut dyn Host) {
    let Some(directories) = Directories::find(&bytes) else {
        return host.defect(Defect::whole(DefectKind::Damaged, Missing::Everything, NO_PAGE));
    };
    if let Some(detail) = directories.fault {
        host.defect(Defect::whole(DefectKind::Damaged, Missing::Unknown, detail));
    }
    let pages = directories.pages.len();
    for (index, &page) in directories.pages.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        directories.make_only(page, &mut bytes);
        match decode(&bytes, Format::Tiff) {
            Ok(page) => {
                let original = (pages == 1).then(|| std::mem::take(&mut bytes));
                recognise(&page, (number, pages), original, recogniser, host);
            }
            Err(error) => {
                let missing = if pages == 1 { Missing::Everything } else { Missing::Pages(1) };
                host.defect(refusal(&error, Some((number, pages)), missing));
            }
        }
    }
}

/// A decoded picture, without transparent pixels.
struct Page {
    image: DynamicImage,
    /// Whether it had to be turned from how it is stored to how it is shown.
    turned: bool,
}

fn decoding_limits() -> ImageLimits {
    let mut limits = ImageLimits::no_limits();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    limits
}

/// Decodes a picture, the first page of a TIFF.
fn decode(bytes: &[u8], format: Format) -> ImageResult<Page> {
    match format {
        Format::Png => PngDecoder::with_limits(Cursor::new(bytes), decoding_limits()).and_then(decoded),
        Format::Tiff => TiffDecoder::new(Cursor::new(bytes)).and_then(decoded),
        _ => JpegDecoder::new(Cursor::new(bytes)).and_then(decoded),
    }
}

fn decoded(mut decoder: impl ImageDecoder) -> ImageResult<Page> {
    decoder.set_limits(decoding_limits())?;
    if decoder.total_bytes() > MOST_DECODED_BYTES {
        let limit = image::error::LimitError::from_kind(LimitErrorKind::InsufficientMemory);
        return Err(ImageError::Limits(limit));
    }
    let orientation = decoder.orientation()?;
    let mut image = on_white(DynamicImage::from_decoder(decoder)?);
    image.apply_orientation(orientation);
    Ok(Page { image, turned: orientation != Orientation::NoTransforms })
}

/// The picture without transparent pixels. What shows through them is white, as paper is and as text
/// recognition has it.
fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.has_alpha() {
        return image;
    }
    let mut image = image.into_rgba8();
    for pixel in image.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0.map(u32::from);
        let mix = |colour: u32| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        pixel.0 = [mix(red), mix(green), mix(blue), 255];
    }
    image.into()
}

fn refusal(error: &ImageError, page: Option<(u32, usize)>, missing: Missing) -> Defect {
    let kind = match error {
        ImageError::Unsupported(_) => DefectKind::UnsupportedFeature,
        ImageError::Limits(_) => DefectKind::TooLarge,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::IoError(_) => DefectKind::Damaged,
    };
    let (place, of) = match page {
        Some((number, pages)) => {
            (Some(Place::Page { page: number, area: None }), format!("page {number} of {pages}: "))
        }
        None => (None, String::new()),
    };
    Defect { kind, place, missing, detail: format!("{of}{error}") }
}

fn side(pixels: u32) -> i32 {
    i32::try_from(pixels).unwrap_or(i32::MAX)
}

/// Recognises a page, given by its number and how many there are. `original` is handed on unaltered where it shows the page as it is.
fn recognise(
    page: &Page,
    (number, pages): (u32, usize),
    original: Option<Vec<u8>>,
    recogniser: &mut Recogniser,
    host: &mut dyn Host,
) {
    let (width, height) = (page.image.width(), page.image.height());
    let sheet = Sheet { number, pages, width: side(width), height: side(height), per_pixel: 1.0 };
    let grey = page.image.to_luma8();
    let bytes = match original.filter(|_| !page.turned) {
        Some(_) if ocr::is_blank(&grey) => None,
        Some(original) => Some(original),
        None => ocr::grey_png(&grey, width, height),
    };
    drop(grey);
    let Some(bytes) = bytes else { return };
    if !recogniser.is_available() {
        return recogniser.pass_over(&sheet, Missing::Pages(1), host);
    }
    let picture = Picture { bytes, dpi: None };
    match recogniser.recognise(&picture, &sheet, Missing::Pages(1), |_| true, host) {
        Some(part) if part.text.is_empty() => ocr::nothing_found(&sheet, host),
        Some(part) => host.part(part),
        None => {}
    }
}

/// The chain of image file directories of a TIFF (TIFF 6.0, section 2) or BigTIFF.
struct Directories {
    big: bool,
    little: bool,
    /// Where each page's directory stands, and where the link to the next one. Smaller copies of other pages are left
    /// out.
    pages: Vec<(u64, u64)>,
    /// What is wrong with the chain.
    fault: Option<&'static str>,
}

impl Directories {
    /// The tag that says what a directory is, and its bit for smaller copies.
    const SUBFILE_TYPE: u64 = 254;
    const SMALLER_COPY: u64 = 1;

    /// `None` when not even one directory can be read.
    fn find(bytes: &[u8]) -> Option<Self> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let mut found = Self { big: false, little, pages: Vec::new(), fault: None };
        found.big = found.number(bytes, 2, 2)? == 43;
        let mut next = found.number(bytes, found.first_at(), found.width())?;
        let mut seen = BTreeSet::new();
        while next != 0 {
            if !seen.insert(next) || seen.len() > MOST_PAGES {
                found.fault = Some("its chain of pages does not end");
                break;
            }
            let Some((smaller, link, after)) = found.directory(bytes, next) else {
                found.fault = Some("its chain of pages breaks off");
                break;
            };
            if !smaller {
                found.pages.push((next, link));
            }
            next = after;
        }
        (!found.pages.is_empty()).then_some(found)
    }

    /// Whether the directory is a smaller copy, where its link to the next one stands, and where that one stands.
    fn directory(&self, bytes: &[u8], at: u64) -> Option<(bool, u64, u64)> {
        let (count_width, entry, value) = if self.big { (8, 20, 12) } else { (2, 12, 8) };
        let count = self.number(bytes, at, count_width)?;
        let first = at.checked_add(count_width)?;
        let end = first.checked_add(count.checked_mul(entry)?)?;
        let next = self.number(bytes, end, self.width())?;
        let smaller = (0..count).map(|index| first + index * entry).find_map(|entry| {
            (self.number(bytes, entry, 2)? == Self::SUBFILE_TYPE)
                .then(|| self.number(bytes, entry + value, 4))?
        });
        Some((smaller.is_some_and(|kind| kind & Self::SMALLER_COPY != 0), end, next))
    }

    /// Makes a page the first of the file, which is the one that decoders read, and the last.
    fn make_only(&self, (page, link): (u64, u64), bytes: &mut [u8]) {
        let width = self.width() as usize;
        let number = if self.little { page.to_le_bytes() } else { page.to_be_bytes() };
        let number = if self.little { &number[..width] } else { &number[8 - width..] };
        let first_at = self.first_at() as usize;
        bytes[first_at..first_at + width].copy_from_slice(number);
        // In the file's bounds: the link was read from there.
        bytes[link as usize..link as usize + width].fill(0);
    }

    fn first_at(&self) -> u64 {
        if self.big { 8 } else { 4 }
    }

    fn width(&self) -> u64 {
        if self.big { 8 } else { 4 }
    }

    fn number(&self, bytes: &[u8], at: u64, width: u64) -> Option<u64> {
        let from = usize::try_from(at).ok()?;
        let digits = bytes.get(from..from.checked_add(usize::try_from(width).ok()?)?)?;
        let add = |number: u64, &digit: &u8| number << 8 | u64::from(digit);
        Some(if self.little { digits.iter().rev().fold(0, add) } else { digits.iter().fold(0, add) })
    }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, RgbImage};
    use model::{MarkKind, PartKind, Rect};
    use proptest::prelude::*;

    use super::*;
    use crate::host::OcrFailure;
    use crate::ocr::fake::{FakeHost, request};

    const SAID: &str = "El Ministerio de Orden Público\nde Valdoria negó el traslado.\n\n\
        Marisol Ibáñez Quero busca a su\nhermano Tomás desde el 14 de marzo.\n";

    fn fixture(name: &str) -> Vec<u8> {
        let path = format!("{}/tests/fixtures/pdf/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn read_with(file: Vec<u8>, format: Format, mut host: FakeHost) -> FakeHost {
        read(&mut Cursor::new(file), format, &request(), &mut host);
        host
    }

    fn tesseract() -> FakeHost {
        FakeHost::answering(Ok(fixture("scan.tsv")))
    }

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).expect("memory takes it");
        bytes.into_inner()
    }

    #[test]
    fn a_scan_is_recognised_from_its_own_bytes() {
        for (name, format) in [("scan.png", Format::Png), ("scan.jpg", Format::Jpeg)] {
            let host = read_with(fixture(name), format, tesseract());
            assert_eq!((host.texts(), host.kinds()), (vec![SAID], vec![]));
            assert_eq!(
                host.parts[0].kind,
                PartKind::Page { number: 1, width: 700, height: 400, recognised: true }
            );
            let area = Rect { left: 84, top: 96, right: 210, bottom: 124 };
            assert_eq!(host.places(0, "Valdoria", 0), [Place::Page { page: 1, area: Some(area) }]);
            assert_eq!(host.marked(0)[2], ("de", MarkKind::Recognised(97)));
            assert_eq!(host.pictures[0].bytes, fixture(name));
        }
    }

    #[test]
    fn every_page_of_a_tiff_but_blank_ones() {
        let host = read_with(fixture("scan-three-pages.tiff"), Format::Tiff, tesseract());
        assert_eq!((host.texts(), host.kinds()), (vec![SAID, SAID], vec![]));
        let numbers: Vec<&PartKind> = host.parts.iter().map(|part| &part.kind).collect();
        let page = |number| PartKind::Page { number, width: 700, height: 400, recognised: true };
        assert_eq!(numbers, [&page(1), &page(3)]);
        let sent = image::load_from_memory(&host.pictures[1].bytes).expect("a PNG").to_luma8();
        assert_eq!(sent, image::load_from_memory(&fixture("scan.png")).expect("a PNG").to_luma8());
    }

    #[test]
    fn what_recognition_lacks_is_named() {
        let unavailable =
            read_with(fixture("scan-three-pages.tiff"), Format::Tiff, FakeHost::without_engine());
        let page = (DefectKind::PictureOnly, Missing::Pages(1));
        assert_eq!(unavailable.kinds(), [(DefectKind::OcrUnavailable, Missing::Nothing), page, page]);
        let failing = FakeHost::answering(Err(OcrFailure::Failed("crashed".into())));
        let host = read_with(fixture("scan.png"), Format::Png, failing);
        assert_eq!(host.kinds(), [(DefectKind::OcrFailed, Missing::Pages(1))]);
        let host = read_with(fixture("scan.png"), Format::Png, FakeHost::answering(Ok(Vec::new())));
        assert_eq!(host.kinds(), [(DefectKind::PictureOnly, Missing::Unknown)]);
    }

    #[test]
    fn what_cannot_be_decoded_is_named() {
        let scan = fixture("scan.png");
        let host = read_with(scan[..scan.len() / 2].to_vec(), Format::Png, tesseract());
        assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Everything)]);
        // A header that claims 60,000 by 60,000 pixels.
        let mut bomb = scan;
        bomb[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        let end = u32::from_be_bytes(crc_of(&bomb[12..29]));
        bomb[29..33].copy_from_slice(&end.to_be_bytes());
        bomb[24] = 8;
        let end = u32::from_be_bytes(crc_of(&bomb[12..29]));
        bomb[29..33].copy_from_slice(&end.to_be_bytes());
        let host = read_with(bomb, Format::Png, tesseract());
        assert_eq!(host.kinds(), [(DefectKind::TooLarge, Missing::Everything)]);
    }

    /// The checksum of a PNG chunk (PNG 1.2, annex D).
    fn crc_of(bytes: &[u8]) -> [u8; 4] {
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        sum.sum().to_be_bytes()
    }

    #[test]
    fn a_tiff_in_an_unknown_compression_is_named() {
        let mut tiff = encoded(&DynamicImage::ImageRgb8(RgbImage::new(4, 4)), ImageFormat::Tiff);
        // Tag 259, type SHORT, one value: 34712 is JPEG 2000.
        let at = tiff.windows(4).position(|entry| entry == [3, 1, 3, 0]).expect("the encoder writes it");
        tiff[at + 8..at + 10].copy_from_slice(&34712_u16.to_le_bytes());
        let host = read_with(tiff, Format::Tiff, tesseract());
        assert_eq!(host.kinds(), [(DefectKind::UnsupportedFeature, Missing::Everything)]);
        assert!(host.defects[0].detail.starts_with("page 1 of 1: "), "{}", host.defects[0].detail);
    }

    #[test]
    fn a_chain_of_pages_that_bites_its_tail() {
        let mut tiff = encoded(&DynamicImage::ImageRgb8(RgbImage::new(4, 4)), ImageFormat::Tiff);
        let first = u32::from_le_bytes(tiff[4..8].try_into().expect("four bytes")) as usize;
        let count = usize::from(u16::from_le_bytes([tiff[first], tiff[first + 1]]));
        let next = first + 2 + 12 * count;
        tiff[next..next + 4].copy_from_slice(&u32::try_from(first).expect("small").to_le_bytes());
        let host = read_with(tiff, Format::Tiff, tesseract());
        assert_eq!(host.kinds(), [(DefectKind::Damaged, Missing::Unknown)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn changed_bytes_never_panic(
            (name, format) in prop::sample::select(vec![
                ("scan.png", Format::Png), ("scan.jpg", Format::Jpeg), ("scan-three-pages.tiff", Format::Tiff),
            ]),
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..10),
        ) {
            let mut file = fixture(name);
            for (at, byte) in changes {
                let at = at.index(file.len());
                file[at] = byte;
            }
            read_with(file, format, FakeHost::without_engine());
        }
    }
}
