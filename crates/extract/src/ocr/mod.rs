//! Turns text recognition's output (tesseract's TSV) into parts with a box for every word, and its failures into
//! defects. Runs no engine itself: that is the host's.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use model::{Defect, DefectKind, MarkKind, Missing, Part, PartKind, Place, Rect, Step};

use crate::host::{Host, OcrFailure, Picture};

#[cfg(test)]
pub(crate) mod fake;

/// The level of a TSV row that is a word; 1 to 4 are page, block, paragraph and line.
const WORD_LEVEL: &str = "5";
const COLUMNS: usize = 12;

/// The page or picture that was recognised.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    /// Its number, from 1.
    pub(crate) number: u32,
    /// How many pages there are.
    pub(crate) pages: usize,
    /// Its width, in the unit of its boxes.
    pub(crate) width: i32,
    /// Its height.
    pub(crate) height: i32,
    /// How many units a pixel of the recognised picture measures.
    pub(crate) per_pixel: f64,
}

impl Sheet {
    /// A defect of the page; its detail says how many pages there are.
    pub(crate) fn defect(&self, kind: DefectKind, missing: Missing, detail: &str) -> Defect {
        let place = Place::Page { page: self.number, area: None };
        Defect::at(place, kind, missing, format!("page {} of {}: {detail}", self.number, self.pages))
    }
}

/// Has pictures recognised, and remembers when nobody is there to do it.
#[derive(Debug, Default)]
pub(crate) struct Recogniser {
    unavailable: bool,
}

impl Recogniser {
    /// Whether it is worth making a picture.
    pub(crate) fn is_available(&self) -> bool {
        !self.unavailable
    }

    /// The part recognised in `picture`, with the words that `keep` keeps by their boxes; it may be empty. `None` when
    /// recognition could not run or failed; then a defect says that `missing` is missing.
    pub(crate) fn recognise(
        &mut self,
        picture: &Picture,
        sheet: &Sheet,
        missing: Missing,
        keep: impl Fn(&Rect) -> bool,
        host: &mut dyn Host,
    ) -> Option<Part> {
        match host.recognise(picture) {
            Ok(recognised) => {
                let (part, lost) = part(&recognised.tsv, sheet, keep);
                if lost > 0 {
                    let detail = format!("{lost} rows of the recognised text are no TSV");
                    host.defect(sheet.defect(DefectKind::OcrFailed, Missing::Unknown, &detail));
                }
                Some(part)
            }
            Err(OcrFailure::Unavailable(reason)) => {
                if !self.unavailable {
                    self.unavailable = true;
                    host.defect(Defect::whole(DefectKind::OcrUnavailable, Missing::Nothing, reason));
                }
                self.pass_over(sheet, missing, host);
                None
            }
            Err(OcrFailure::Failed(reason)) => {
                host.defect(sheet.defect(DefectKind::OcrFailed, missing, &reason));
                None
            }
        }
    }

    /// Says that a page or picture stays unread because no engine is there.
    pub(crate) fn pass_over(&self, sheet: &Sheet, missing: Missing, host: &mut dyn Host) {
        host.defect(sheet.defect(DefectKind::PictureOnly, missing, "text recognition is not available"));
    }
}

/// Says that recognition ran and found no word on a page or picture that is not blank.
pub(crate) fn nothing_found(sheet: &Sheet, host: &mut dyn Host) {
    host.defect(sheet.defect(DefectKind::PictureOnly, Missing::Unknown, "nothing recognised"));
}

/// A picture in shades of grey as PNG; `None` when it is one shade all over, and so has nothing to read.
pub(crate) fn grey_png(grey: &[u8], width: u32, height: u32) -> Option<Vec<u8>> {
    if is_blank(grey) {
        return None;
    }
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub)
        .write_image(grey, width, height, ExtendedColorType::L8)
        .expect("the callers' buffers have their pictures' sizes, and memory takes all bytes");
    Some(bytes)
}

/// Whether all shades are the same.
pub(crate) fn is_blank(grey: &[u8]) -> bool {
    grey.windows(2).all(|pair| pair[0] == pair[1])
}

/// The part that `tsv` describes, empty when it has no words, and how many rows are no TSV.
///
/// Lines end with a line feed, paragraphs with an empty line. Every word is a segment of its own with its box, and is
/// marked with the engine's confidence; a word without a confidence counts as 0.
fn part(tsv: &[u8], sheet: &Sheet, keep: impl Fn(&Rect) -> bool) -> (Part, u64) {
    let kind =
        PartKind::Page { number: sheet.number, width: sheet.width, height: sheet.height, recognised: true };
    let mut part = Part::new(kind);
    let mut lost = 0;
    let mut last: Option<[u32; 4]> = None;
    for row in String::from_utf8_lossy(tsv).lines() {
        let columns: Vec<&str> = row.splitn(COLUMNS, '\t').collect();
        if row.trim().is_empty() || columns[0] == "level" || matches!(columns[0], "1" | "2" | "3" | "4") {
            continue;
        }
        let Some(word) = Word::new(&columns, sheet) else {
            lost += 1;
            continue;
        };
        if word.text.is_empty() || !keep(&word.area) {
            continue;
        }
        if part.text.len() + word.text.len() + 3 > Part::MOST_BYTES {
            lost += 1;
            continue;
        }
        part.push_unplaced(match last {
            None => "",
            Some(line) if line == word.line => " ",
            Some(line) if line[..3] == word.line[..3] => "\n",
            Some(_) => "\n\n",
        });
        last = Some(word.line);
        let place = Place::Page { page: sheet.number, area: Some(word.area) };
        let span = part.push(word.text, place, Step::Whole);
        part.mark(span, MarkKind::Recognised(word.confidence));
    }
    if last.is_some() {
        part.push_unplaced("\n");
    }
    (part, lost)
}

/// A row of level 5.
struct Word<'t> {
    /// Page, block, paragraph and line.
    line: [u32; 4],
    area: Rect,
    confidence: u8,
    text: &'t str,
}

impl<'t> Word<'t> {
    fn new(columns: &[&'t str], sheet: &Sheet) -> Option<Self> {
        let &[WORD_LEVEL, page, block, paragraph, line, _, left, top, width, height, confidence, text] =
            columns
        else {
            return None;
        };
        let number = |column: &str| column.trim().parse::<u32>().ok();
        let pixels = |column: &str| column.trim().parse::<f64>().ok().filter(|pixels| pixels.is_finite());
        let (left, top, width, height) = (pixels(left)?, pixels(top)?, pixels(width)?, pixels(height)?);
        let unit = |pixels: f64| (pixels * sheet.per_pixel).round() as i32;
        Some(Self {
            line: [number(page)?, number(block)?, number(paragraph)?, number(line)?],
            area: Rect {
                left: unit(left),
                top: unit(top),
                right: unit(left + width.max(0.0)),
                bottom: unit(top + height.max(0.0)),
            },
            confidence: confidence.trim().parse::<f64>().ok()?.round().clamp(0.0, 100.0) as u8,
            text: text.trim(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEAD: &str =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
    const SHEET: Sheet = Sheet { number: 3, pages: 9, width: 5950, height: 8420, per_pixel: 2.4 };

    fn check(rows: &str, text: &str, confidences: &[u8], lost: u64) {
        let (part, found) = part(format!("{HEAD}{rows}").as_bytes(), &SHEET, |_| true);
        assert_eq!((part.text.as_str(), found), (text, lost));
        assert!(part.is_sound());
        let marks: Vec<MarkKind> = part.marks.iter().map(|mark| mark.kind.clone()).collect();
        assert_eq!(marks, confidences.iter().map(|&it| MarkKind::Recognised(it)).collect::<Vec<_>>());
    }

    #[test]
    fn lines_and_paragraphs() {
        let rows = "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t\n\
            5\t1\t1\t1\t1\t1\t10\t20\t30\t10\t96.4\tEl\n5\t1\t1\t1\t1\t2\t50\t20\t30\t10\t91\tniño\n\
            5\t1\t1\t1\t2\t1\t10\t40\t30\t10\t80\tcalla.\n5\t1\t1\t2\t1\t1\t10\t80\t30\t10\t-1\tSí\n\
            5\t1\t1\t2\t1\t2\t10\t80\t30\t10\t95\t \n";
        check(rows, "El niño\ncalla.\n\nSí\n", &[96, 91, 80, 0], 0);
    }

    #[test]
    fn boxes_come_in_the_pages_unit() {
        let (part, _) = part(b"5\t1\t1\t1\t1\t1\t100\t200\t50\t20\t90\tuno", &SHEET, |_| true);
        let area = Rect { left: 240, top: 480, right: 360, bottom: 528 };
        assert_eq!(part.map.segments()[0].place, Place::Page { page: 3, area: Some(area) });
    }

    #[test]
    fn rows_that_are_no_tsv_are_counted() {
        check("5\t1\t1\n5\ta\t1\t1\t1\t1\t1\t1\t1\t1\t9\tx\nTesseract: warning\n", "", &[], 3);
    }

    proptest! {
        #[test]
        fn never_panics(tsv in proptest::collection::vec(any::<u8>(), 0..400)) {
            let (part, _) = part(&tsv, &SHEET, |_| true);
            prop_assert!(part.is_sound());
        }

        #[test]
        fn never_panics_on_rows(rows in "(5(\t[-0-9.e]{0,6}){10}\t[a-zñ\t ]{0,5}\n){0,6}") {
            let (part, _) = part(rows.as_bytes(), &SHEET, |_| true);
            prop_assert!(part.is_sound());
        }
    }
}
