//! Decides which pages are recognised from their picture, and adds what recognition finds to what was read.
//!
//! A page is recognised when it has marks and no text, when most of its glyphs have no text in the file, when pictures
//! that hold hardly any of its text cover a good part of it, or when it has little text and much drawing (text may be
//! drawn as curves). Of a page that also has text, only recognised words beside that text are kept.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use model::{DefectKind, Missing, Part, Rect};

use super::page::{Drawn, Text, centre};
use super::{guarded, raster};
use crate::host::Host;
use crate::ocr::{self, Recogniser, Sheet};

/// Pictures that cover less than this share of a page are ornaments.
const MUCH_PICTURE: f64 = 0.1;
/// With so many words, a picture was read already (a scan with a text layer), and a page is more than a drawing.
const LITTLE_TEXT: usize = 20;
/// So many path elements may be letters.
const MUCH_DRAWING: u64 = 1000;

/// Why a page is to be recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// It is read.
    Nothing,
    /// It has marks and no text.
    NoText,
    /// Most of its glyphs have no text in the file.
    Unreadable,
    /// It has text, and pictures or drawings beside it.
    Beside,
}

/// What the page needs.
pub(super) fn need(drawn: &Drawn<'_>, text: &Text) -> Need {
    let collected = &drawn.collected;
    let words = text.words.len();
    if text.readable + text.unreadable == 0 {
        return if collected.marks > 0 { Need::NoText } else { Need::Nothing };
    }
    if text.unreadable > text.readable {
        return Need::Unreadable;
    }
    let over_pictures = || text.words.iter().filter(|word| collected.pictures.holds(centre(word))).count();
    let pictures = collected.pictures.share() >= MUCH_PICTURE && over_pictures() < LITTLE_TEXT;
    let drawing = words < LITTLE_TEXT && collected.marks >= MUCH_DRAWING;
    if pictures || drawing { Need::Beside } else { Need::Nothing }
}

/// Recognises the page, which shows so many `pictures`. Returns the parts that stand for it: `read`, what was recognised, or both.
pub(super) fn recognise<'a>(
    (need, pictures): (Need, u64),
    page: &'a Page<'a>,
    sheet: Sheet,
    text: Text,
    settings: &InterpreterSettings,
    recogniser: &mut Recogniser,
    host: &mut dyn Host,
) -> Vec<Part> {
    let missing = if need == Need::Beside { Missing::Pictures(pictures.max(1)) } else { Missing::Pages(1) };
    if !recogniser.is_available() {
        recogniser.pass_over(&sheet, missing, host);
        return text.parts;
    }
    let drawn = match guarded(|| raster::draw(page, settings)) {
        Ok(Some(drawn)) => drawn,
        Ok(None) => return text.parts,
        Err(reason) => {
            host.defect(sheet.defect(DefectKind::Damaged, missing, &format!("cannot be drawn: {reason}")));
            return text.parts;
        }
    };
    if drawn.coarse {
        let detail = format!("large, recognised at {} dots per inch", drawn.picture.dpi.unwrap_or_default());
        host.defect(sheet.defect(DefectKind::TooLarge, Missing::Nothing, &detail));
    }
    let sheet = Sheet { per_pixel: 10.0 / f64::from(drawn.scale), ..sheet };
    let beside = |area: &Rect| need != Need::Beside || !text.words.iter().any(|word| covers(word, area));
    let Some(part) = recogniser.recognise(&drawn.picture, &sheet, missing, beside, host) else {
        return text.parts;
    };
    match (need, part.text.is_empty()) {
        (Need::Beside, true) => text.parts,
        (Need::Beside, false) => text.parts.into_iter().chain([part]).collect(),
        (_, true) => {
            ocr::nothing_found(&sheet, host);
            text.parts
        }
        (_, false) => vec![part],
    }
}

/// Whether the middle of `recognised` lies in a word that was read.
fn covers(word: &Rect, recognised: &Rect) -> bool {
    let middle = centre(recognised);
    let within = |from: i32, at: f64, to: i32| f64::from(from) <= at * 10.0 && at * 10.0 <= f64::from(to);
    within(word.left, middle.x, word.right) && within(word.top, middle.y, word.bottom)
}
