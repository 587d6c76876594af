//! Doubts everything that a child sends: spans, places, order, length. What fails here never reaches the case.

use extract::Drawing;
use extract::drawing::{LONGEST_SIDE, MOST_PIXELS};
use model::{Defect, ExtractionVersion, Part, Place, Rect};

use super::protocol::DRAWING_MOST_BYTES;

/// The longest detail of a defect, in bytes; longer ones are shortened with an ellipsis.
pub const DETAIL_MOST_BYTES: usize = 1_000;

/// The highest offset inside an item or member that anybody will add something to.
const OFFSET_MOST: u64 = 1 << 60;

/// The farthest coordinate on a page or picture, either way.
const COORDINATE_MOST: i32 = 1 << 29;

/// Whether the part can be used without a doubt: every span slices, segments are in order, and no place can make
/// arithmetic overflow.
pub fn is_sound_part(part: &Part) -> bool {
    let segments = part.map.segments();
    part.is_sound()
        && segments.windows(2).all(|pair| pair[0].text.end <= pair[1].text.start)
        && segments.iter().all(|segment| is_sound_place(&segment.place))
}

/// Whether the place is one, and cannot make arithmetic overflow.
pub fn is_sound_place(place: &Place) -> bool {
    match place {
        Place::Bytes { start, end }
        | Place::Member { start, end, .. }
        | Place::MailPart { start, end, .. } => start <= end && *end <= OFFSET_MOST,
        Place::Page { page: _, area } => area.as_ref().is_none_or(is_sound_area),
        Place::Cell { row, .. } => *row <= OFFSET_MOST,
        Place::Time { start_ms, end_ms } => start_ms <= end_ms && *end_ms <= OFFSET_MOST,
    }
}

fn is_sound_area(area: &Rect) -> bool {
    [area.left, area.top, area.right, area.bottom]
        .iter()
        .all(|edge| (-COORDINATE_MOST..=COORDINATE_MOST).contains(edge))
}

/// The defect with its detail shortened and an impossible place removed. A defect is never thrown away.
pub fn tamed(mut defect: Defect) -> Defect {
    defect.place = defect.place.filter(is_sound_place);
    defect.detail = shortened(&defect.detail);
    defect
}

/// The text in one line of at most [`DETAIL_MOST_BYTES`].
pub fn shortened(text: &str) -> String {
    let line = |text: &str| text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    if text.len() <= DETAIL_MOST_BYTES {
        line(text)
    } else {
        line(&text[..text.floor_char_boundary(DETAIL_MOST_BYTES)]) + "…"
    }
}

/// Whether the drawing is a PNG of the size that it claims, and no larger than drawings are.
pub fn is_sound_drawing(drawing: &Drawing) -> bool {
    let Drawing { png, width, height, page_width, page_height } = drawing;
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // PNG 1.2, sections 3.1 and 4.1.1: the signature, the length and name of the first chunk, and the sides in it.
    let head = [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", &sides[..]].concat();
    png.starts_with(&head)
        && png.len() <= DRAWING_MOST_BYTES
        && (1..=LONGEST_SIDE).contains(width)
        && (1..=LONGEST_SIDE).contains(height)
        && u64::from(*width) * u64::from(*height) <= u64::from(MOST_PIXELS)
        && *page_width > 0
        && *page_height > 0
}

/// Whether the version is this program's, with or without engines behind it.
pub fn is_own_version(version: &ExtractionVersion) -> bool {
    let mut pieces = version.0.split('+');
    let word = |piece: &str| {
        !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte))
    };
    version.0.len() <= 200 && pieces.next() == Some(&extract::VERSION.to_string()) && pieces.all(word)
}

#[cfg(test)]
mod tests {
    use model::{
        Cell, CellValue, DefectKind, MarkKind, Missing, OffsetMap, PartKind, Segment, Span, Step, TableChunk,
    };
    use proptest::prelude::*;

    use super::*;

    /// A part whose map was not built by `push`, as a child could send it.
    fn forged(segments: &[((u64, u64), Place)]) -> Part {
        let segments: Vec<Segment> = segments
            .iter()
            .map(|((start, end), place)| Segment {
                text: Span { start: *start, end: *end },
                place: place.clone(),
                step: Step::Byte,
            })
            .collect();
        let bytes = postcard::to_stdvec(&segments).expect("encodes");
        let map: OffsetMap = postcard::from_bytes(&bytes).expect("decodes");
        Part { text: "año 1999".into(), map, ..Part::new(PartKind::Text) }
    }

    fn check(segments: &[((u64, u64), Place)], sound: bool) {
        assert_eq!(is_sound_part(&forged(segments)), sound, "{segments:?}");
    }

    #[test]
    fn forged_maps_are_found() {
        let bytes = |start, end| Place::Bytes { start, end };
        check(&[((0, 4), bytes(0, 4)), ((4, 9), bytes(4, 9))], true);
        check(&[((4, 9), bytes(4, 9)), ((0, 4), bytes(0, 4))], false);
        check(&[((0, 5), bytes(0, 5)), ((4, 9), bytes(4, 9))], false);
        check(&[((0, 2), bytes(0, 2))], false);
        check(&[((0, 99), bytes(0, 99))], false);
        check(&[((4, 0), bytes(0, 4))], false);
        check(&[((0, 4), bytes(4, 0))], false);
        check(&[((0, 4), bytes(u64::MAX - 1, u64::MAX))], false);
        let area = Rect { left: i32::MIN, top: 0, right: i32::MAX, bottom: 1 };
        check(&[((0, 4), Place::Page { page: 1, area: Some(area) })], false);
    }

    /// A part with something of everything.
    fn page() -> Part {
        let area = Some(Rect { left: 10, top: 20, right: 90, bottom: 40 });
        let kind = PartKind::Page { number: 2, width: 5950, height: 8420, recognised: true };
        let mut part = Part::new(kind);
        let name = part.push("Señora Núñez", Place::Page { page: 2, area }, Step::Whole);
        part.push_unplaced("\t");
        let bytes =
            part.push("años", Place::MailPart { part: "1.2".into(), start: 7, end: 15 }, Step::Char(2));
        part.mark(name, MarkKind::Recognised(91));
        let value = CellValue::Date("1999-02-01".into());
        let cells = vec![Cell { row: 0, column: 1, covers: (1, 1), span: bytes, value }];
        part.tables.push(TableChunk { table: 0, name: "Lista".into(), cells });
        part
    }

    proptest! {
        /// A taken-over child can send any bytes; whatever passes can be used like an honest part.
        #[test]
        fn what_passes_can_be_used(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6)) {
            let mut bytes = postcard::to_stdvec(&page()).expect("encodes");
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let Ok(part) = postcard::from_bytes::<Part>(&bytes) else { return Ok(()) };
            if is_sound_part(&part) {
                let cells = part.tables.iter().flat_map(|table| &table.cells).map(|cell| cell.span);
                for span in part.marks.iter().map(|mark| mark.span).chain(cells) {
                    prop_assert!(span.slice(&part.text).is_some());
                    prop_assert!(part.map.places(span, &part.text).len() <= part.map.segments().len());
                }
            }
        }
    }

    #[test]
    fn defects_are_tamed_but_kept() {
        let place = Place::Bytes { start: 9, end: 3 };
        let defect = tamed(Defect::at(place, DefectKind::Damaged, Missing::Unknown, "é\n".repeat(40_000)));
        assert_eq!(defect.place, None);
        assert!(defect.detail.len() <= DETAIL_MOST_BYTES + '…'.len_utf8(), "{}", defect.detail.len());
        assert!(!defect.detail.contains('\n'));
    }

    #[test]
    fn forged_drawings_are_found() {
        let check = |change: fn(&mut Drawing), sound| {
            let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x03\x84\0\0\x04\xb0\x08".to_vec();
            let mut drawing = Drawing { png, width: 900, height: 1200, page_width: 6000, page_height: 8000 };
            change(&mut drawing);
            assert_eq!(is_sound_drawing(&drawing), sound, "{drawing:?}");
        };
        check(|_| {}, true);
        check(|it| it.png.clear(), false);
        check(|it| it.png = b"<svg onload=alert(1)>".to_vec(), false);
        check(|it| it.width = 901, false);
        check(|it| it.page_height = 0, false);
        check(|it| it.png.resize(DRAWING_MOST_BYTES + 1, 0), false);
        let huge = |it: &mut Drawing| {
            (it.width, it.height) = (LONGEST_SIDE, LONGEST_SIDE);
            it.png[16..24].copy_from_slice(&[0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80]);
        };
        check(huge, false);
    }

    #[test]
    fn only_own_versions_pass() {
        let own = extract::VERSION;
        for good in [format!("{own}"), format!("{own}+tesseract-5.3.0")] {
            assert!(is_own_version(&ExtractionVersion(good.clone())), "{good}");
        }
        for bad in [format!("{}", own + 1), format!("{own}+"), format!("{own}+a b"), String::new()] {
            assert!(!is_own_version(&ExtractionVersion(bad.clone())), "{bad}");
        }
    }
}
