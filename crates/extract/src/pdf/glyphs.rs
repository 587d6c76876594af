//! Collects what a page draws: characters with their places, and how much of the page pictures and drawings cover.
//! Draws nothing itself and decodes no picture.

use hayro::hayro_interpret::font::{Glyph as FontGlyph, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::hayro_syntax::object::{Dict, String as PdfString};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Vec2};

use super::cover::Cover;
use super::{accents, strings};

/// Font units in an em, as the interpreter scales all fonts.
const EM: f64 = 1000.0;
/// The advance of a glyph whose font does not say.
const USUAL_ADVANCE: f32 = 500.0;
/// Directions closer than this to level or upright count as level or upright: scans are never quite straight.
const STRAIGHT_DEGREES: f64 = 10.0;
/// All other directions are rounded to this, so that the glyphs of one slanted line share a frame.
const SLANTED_DEGREES: f64 = 5.0;
/// Glyphs farther off or larger than this, in points, are nowhere: it is 50 times the largest page.
const FARTHEST: f64 = 1.0e7;
/// Two equal glyphs nearer than this (in font sizes, and in their own widths) are one glyph drawn twice, for boldness
/// or shadow.
const TWICE: f32 = 0.2;
const TWICE_OF_WIDTH: f32 = 0.4;
/// How many glyphs back a glyph drawn twice is looked for.
const TWICE_BACK: usize = 400;

/// The character that stands for a glyph without text.
pub(super) const NO_TEXT: char = char::REPLACEMENT_CHARACTER;

/// One character where the page shows it, in a frame turned so that its text runs from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character.
    pub(super) text: char,
    /// The frame's direction, in degrees clockwise from level, 0 to 359.
    pub(super) frame: i16,
    /// Left edge along the line, in points.
    pub(super) start: f32,
    /// Right edge along the line.
    pub(super) end: f32,
    /// The base line's distance from the frame's origin, growing downwards.
    pub(super) base: f32,
    /// The font's height.
    pub(super) size: f32,
}

/// A device that keeps glyphs and counts the rest.
#[derive(Debug)]
pub(super) struct Collector {
    /// The glyphs, in the order in which the page draws them.
    pub(super) glyphs: Vec<Glyph>,
    /// Visible glyphs that the file gives no text for. Each stands in `glyphs` as [`NO_TEXT`].
    pub(super) without_text: u64,
    /// Glyphs that could not be placed: a size or position that is no number, or beyond all pages.
    pub(super) unplaced: u64,
    /// Which parts of the page pictures cover.
    pub(super) pictures: Cover,
    /// How many pictures are drawn.
    pub(super) picture_count: u64,
    /// How many path elements and pictures are drawn.
    pub(super) marks: u64,
    /// The open marked-content sequences: the text that replaces their glyphs, if any, and where they began.
    replacements: Vec<Option<(String, usize)>>,
}

impl Collector {
    /// An empty one for a page of this size in points.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Self {
            glyphs: Vec::new(),
            without_text: 0,
            unplaced: 0,
            pictures: Cover::new(width, height),
            picture_count: 0,
            marks: 0,
            replacements: Vec::new(),
        }
    }

    fn glyph(&mut self, known: &Known, full: Affine, vertical: bool, stretched: bool) {
        let advance = known.advance;
        let [a, b, c, d, ..] = full.as_coeffs();
        let (mut along, mut up) = (Vec2::new(a, b) * advance, Vec2::new(c, d) * EM);
        if stretched && a.hypot(b) > 0.0 {
            along *= c.hypot(d) / a.hypot(b);
        }
        if vertical {
            (along, up) = (-up, Vec2::new(a, b) * EM);
        }
        let mut buffer = [0; 4];
        let text = match &known.text {
            Some(BfString::Char(one)) => spelled_out(*one).unwrap_or_else(|| one.encode_utf8(&mut buffer)),
            Some(BfString::String(many)) => many.as_str(),
            None => "",
        };
        if !text.is_empty() && text.chars().all(is_readable) {
            self.place(text, full, along, up);
        } else if advance > 0.0 {
            self.without_text += 1;
            self.place(NO_TEXT.encode_utf8(&mut buffer), full, along, up);
        }
    }

    /// Puts `text` between the glyph's origin and its end; the characters of a ligature share the width evenly.
    fn place(&mut self, text: &str, full: Affine, along: Vec2, up: Vec2) {
        let origin = full * Point::ZERO;
        let size = up.hypot();
        if ![origin.x, origin.y, size, along.hypot()].into_iter().all(|points| points.abs() < FARTHEST) {
            self.unplaced += 1;
            return;
        }
        let frame = frame_of(if along.hypot() > 0.0 { along } else { Vec2::new(-up.y, up.x) });
        let (sin, cos) = f64::from(frame).to_radians().sin_cos();
        let mut at = origin.x * cos + origin.y * sin;
        let base = origin.y * cos - origin.x * sin;
        let step = (along.x * cos + along.y * sin) / text.chars().count().max(1) as f64;
        for one in text.chars() {
            let next = at + step;
            self.push(Glyph {
                text: one,
                frame,
                start: at.min(next) as f32,
                end: at.max(next) as f32,
                base: base as f32,
                size: size.max(0.1) as f32,
            });
            at = next;
        }
    }

    fn push(&mut self, glyph: Glyph) {
        if let Some(last) = self.glyphs.last_mut()
            && let Some(joined) = accents::joined(last, &glyph)
        {
            *last = joined;
        } else if glyph.text.is_whitespace() || !self.is_drawn(&glyph) {
            self.glyphs.push(glyph);
        }
    }

    /// Whether the same character stands at the same place already. Ends at the first glyph when, as nearly always,
    /// the line goes on to the right.
    fn is_drawn(&self, glyph: &Glyph) -> bool {
        let near = (TWICE * glyph.size).min(TWICE_OF_WIDTH * (glyph.end - glyph.start));
        for other in self.glyphs.iter().rev().take(TWICE_BACK) {
            let on_line = other.frame == glyph.frame && (other.base - glyph.base).abs() < TWICE * glyph.size;
            if !on_line || other.start < glyph.start - near {
                return false;
            }
            if other.text == glyph.text && other.start < glyph.start + near {
                return true;
            }
        }
        false
    }
}

/// What a font says of a character code. Asked once a run, since some fonts look it up by name.
struct Known {
    code: u32,
    text: Option<BfString>,
    advance: f64,
}

impl Known {
    const SLOTS: usize = 64;

    fn new(glyph: &PositionedGlyph<'_>) -> Self {
        let advance = match &**glyph {
            FontGlyph::Outline(glyph) => glyph.advance_width(),
            FontGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(USUAL_ADVANCE));
        Self { code: glyph.char_code(), text: glyph.as_unicode(), advance }
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretched = is_stretched(run);
        // All glyphs of a run are of one font.
        let mut seen: [Option<Known>; Known::SLOTS] = [const { None }; Known::SLOTS];
        for glyph in run.glyphs() {
            let slot = &mut seen[glyph.char_code() as usize % Known::SLOTS];
            if slot.as_ref().is_none_or(|known| known.code != glyph.char_code()) {
                *slot = Some(Known::new(glyph));
            }
            if let Some(known) = slot {
                self.glyph(known, props.transform * glyph.transform(), vertical, stretched);
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.marks += path.elements().len() as u64;
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {
        self.marks += 1;
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let unit = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.pictures.add(props.transform.transform_rect_bbox(unit));
        self.picture_count += 1;
        self.marks += 1;
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let replacement = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText"));
        let begins = self.glyphs.len();
        self.replacements.push(replacement.map(|text| (strings::decoded(text.as_bytes()), begins)));
    }

    /// Gives the glyphs of a sequence with a replacement text (ISO 32000-1, 14.9.4) that text instead of their own.
    fn end_marked_content(&mut self) {
        let Some(Some((text, begins))) = self.replacements.pop() else { return };
        let Some(first) = self.glyphs.get(begins).copied() else { return };
        let end =
            self.glyphs[begins..].iter().filter(|glyph| glyph.frame == first.frame).map(|glyph| glyph.end);
        let end = end.fold(first.end, f32::max);
        self.glyphs.truncate(begins);
        let step = (end - first.start) / text.chars().count().max(1) as f32;
        self.glyphs.extend(text.chars().enumerate().map(|(place, one)| {
            let start = first.start + place as f32 * step;
            Glyph { text: one, start, end: start + step, ..first }
        }));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// Whether the run's glyphs are stretched to the widths of a font that the file does not hold. Such a stretch differs
/// from glyph to glyph, and is already in the advance; scaling set by the page is the same for all.
fn is_stretched(run: &GlyphRun<'_, '_>) -> bool {
    let scale = |glyph: &PositionedGlyph<'_>| {
        let [a, b, c, d, ..] = glyph.transform().as_coeffs();
        a.hypot(b) / c.hypot(d)
    };
    run.glyphs().first().map(scale).is_some_and(|first| {
        run.glyphs()[1..].iter().any(|glyph| (scale(glyph) - first).abs() > 0.001 * first.abs())
    })
}

fn frame_of(direction: Vec2) -> i16 {
    let degrees = direction.y.atan2(direction.x).to_degrees();
    let quarter = (degrees / 90.0).round() * 90.0;
    let rounded = if (degrees - quarter).abs() < STRAIGHT_DEGREES {
        quarter
    } else {
        (degrees / SLANTED_DEGREES).round() * SLANTED_DEGREES
    };
    (rounded as i16).rem_euclid(360)
}

/// Control characters are what a font without meaning maps to; white space is not among them.
fn is_readable(one: char) -> bool {
    one.is_whitespace() || !(one.is_control() || one == NO_TEXT)
}

/// The letters of a ligature that Unicode has a character of its own for.
fn spelled_out(one: char) -> Option<&'static str> {
    Some(match one {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_snap_to_level_and_upright() {
        for (x, y, frame) in [
            (1.0, 0.0, 0),
            (1.0, 0.1, 0),
            (1.0, -0.1, 0),
            (0.05, 1.0, 90),
            (-1.0, 0.0, 180),
            (0.0, -1.0, 270),
            (1.0, 1.0, 45),
            (1.0, -1.0, 315),
        ] {
            assert_eq!(frame_of(Vec2::new(x, y)), frame, "{x} {y}");
        }
    }

    #[test]
    fn a_glyph_drawn_twice_counts_once() {
        let mut page = Collector::new(100.0, 100.0);
        let glyph =
            |text, start: f32| Glyph { text, frame: 0, start, end: start + 5.0, base: 10.0, size: 10.0 };
        for start in [0.0, 0.4] {
            for (place, text) in "nada".chars().enumerate() {
                page.push(glyph(text, start + 5.0 * place as f32));
            }
        }
        let text: String = page.glyphs.iter().map(|glyph| glyph.text).collect();
        assert_eq!(text, "nada");
    }
}
