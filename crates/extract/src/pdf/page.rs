//! Reads one page: what it draws becomes a part with a box for every word; what hangs on it becomes marks, added
//! lines and a part of comments. Keeps nothing from page to page.

use hayro::hayro_interpret::hayro_syntax::content::TypedIter;
use hayro::hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, TransformExt, interpret, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Point, Rect as FloatRect};
use model::{MarkKind, Part, PartKind, Place, Rect, Span, Step};

use super::annotations::{Annotations, FieldValue};
use super::content::{self, Fault};
use super::glyphs::{Collector, NO_TEXT};
use super::lines::{self, Line, Word};

/// A page as the file describes it, before its text is put together.
pub(super) struct Drawn<'a> {
    /// What it draws.
    pub(super) collected: Collector,
    /// What hangs on it.
    pub(super) annotations: Annotations<'a>,
    /// What is wrong with its streams.
    pub(super) faults: Vec<Fault>,
    /// Width after rotation, in tenths of a point.
    pub(super) width: i32,
    /// Height after rotation.
    pub(super) height: i32,
}

/// The page's width and height as it is shown, in tenths of a point.
pub(super) fn size(page: &Page<'_>) -> (i32, i32) {
    let (width, height) = page.render_dimensions();
    let tenths = |points: f32| (f64::from(points) * 10.0).round() as i32;
    (tenths(width), tenths(height))
}

/// Interprets the page's operators and annotations, drawing nothing.
pub(super) fn draw<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Drawn<'a> {
    let (points_wide, points_high) = page.render_dimensions();
    let (points_wide, points_high) = (f64::from(points_wide), f64::from(points_high));
    let to_page = page.initial_transform(true).to_kurbo();
    let (operators, faults) = content::operators(page);
    let mut collected = Collector::new(points_wide, points_high);
    // Not through the page itself: it would keep its decoded content for as long as the document is open.
    let only_annotations =
        InterpreterSettings { render_content: RenderContent::ANNOTATIONS, ..settings.clone() };
    let bounds = FloatRect::new(0.0, 0.0, points_wide, points_high);
    let mut context = Context::new(to_page, bounds, cache, page.xref(), only_annotations);
    interpret(TypedIter::new(&operators), page.resources(), &mut context, &mut collected);
    interpret_page(page, &mut context, &mut collected);
    let (width, height) = size(page);
    Drawn { collected, annotations: Annotations::read(page, to_page), faults, width, height }
}

/// A page's text, ready to be handed on.
pub(super) struct Text {
    /// The page, in one part unless it is longer than a part may be.
    pub(super) parts: Vec<Part>,
    /// The boxes of all words.
    pub(super) words: Vec<Rect>,
    /// How many characters have text, and how many have none or one of a private code that says nothing.
    pub(super) readable: usize,
    pub(super) unreadable: usize,
}

/// Puts the page's text together.
pub(super) fn text(drawn: &Drawn<'_>, number: u32) -> Text {
    let lines = lines::assemble(&drawn.collected.glyphs);
    let kind = PartKind::Page { number, width: drawn.width, height: drawn.height, recognised: false };
    let mut writer = Writer::new(kind, number, &drawn.annotations);
    for line in &lines {
        writer.line(line);
    }
    let shown = ByHeight::new(lines.iter().flat_map(|line| &line.words).map(|word| (word.area, word)));
    for field in &drawn.annotations.fields {
        writer.field(field, &shown);
    }
    let is_private = |one: &char| matches!(one, '\u{E000}'..='\u{F8FF}') || *one == NO_TEXT;
    let visible = || drawn.collected.glyphs.iter().map(|glyph| glyph.text).filter(|one| !one.is_whitespace());
    let unreadable = visible().filter(is_private).count();
    Text {
        words: shown.0.iter().map(|(area, _)| *area).collect(),
        readable: visible().count() - unreadable,
        unreadable,
        parts: writer.finish(),
    }
}

/// The page's comments, one a paragraph.
pub(super) fn comments(annotations: &Annotations<'_>, number: u32) -> Vec<Part> {
    let mut writer = Writer::new(PartKind::Comments, number, annotations);
    for comment in &annotations.comments {
        if let Some(span) = writer.long_text(&comment.text, comment.area) {
            let kind = MarkKind::Comment { author: comment.author.clone(), at: comment.at.clone() };
            writer.part.mark(span, kind);
            if comment.hidden {
                writer.part.mark(span, MarkKind::Hidden);
            }
        }
        writer.part.push_unplaced("\n");
    }
    writer.finish()
}

/// Writes lines into parts, and begins a new part where one would grow too long.
struct Writer<'p> {
    kind: PartKind,
    number: u32,
    annotations: &'p Annotations<'p>,
    part: Part,
    /// The words of `part` and their boxes.
    placed: Vec<(Rect, Span)>,
    done: Vec<Part>,
}

impl<'p> Writer<'p> {
    fn new(kind: PartKind, number: u32, annotations: &'p Annotations<'p>) -> Self {
        let part = Part::new(kind.clone());
        Self { kind, number, annotations, part, placed: Vec::new(), done: Vec::new() }
    }

    fn line(&mut self, line: &Line) {
        if line.begins && !self.part.text.is_empty() {
            self.part.push_unplaced("\n");
        }
        for word in &line.words {
            self.make_room(word.text.len());
            self.part.push_unplaced(word.before);
            let place = Place::Page { page: self.number, area: Some(word.area) };
            let span = self.part.push(&word.text, place, Step::Whole);
            if word.raised {
                self.part.mark(span, MarkKind::Note { label: word.text.clone() });
            }
            self.placed.push((word.area, span));
        }
        self.part.push_unplaced("\n");
    }

    /// Adds a field's value, unless the page shows it.
    fn field(&mut self, field: &FieldValue, shown: &ByHeight<&Word>) {
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let within = field.area.map(|area| shown.inside(&area)).unwrap_or_default();
        let seen: String = within.iter().map(|word| word.text.as_str()).collect();
        if seen.contains(&squeezed(&field.value)) {
            return;
        }
        if !field.name.is_empty() {
            self.make_room(field.name.len());
            self.part.push_unplaced(&format!("{}: ", field.name));
        }
        let written = self.long_text(&field.value, field.area);
        if let Some(span) = written.filter(|_| field.hidden) {
            self.part.mark(span, MarkKind::Hidden);
        }
        self.part.push_unplaced("\n");
    }

    /// Writes a text of any length; it may end in another part than it began. Returns what stands in the last.
    fn long_text(&mut self, text: &str, area: Option<Rect>) -> Option<Span> {
        let mut last = None;
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, next) = rest.split_at(rest.floor_char_boundary(Part::MOST_BYTES / 2));
            self.make_room(piece.len());
            last = Some(self.part.push(piece, Place::Page { page: self.number, area }, Step::Whole));
            rest = next;
        }
        last
    }

    /// Begins a new part when `bytes` more, a name's colon and separators would not fit.
    fn make_room(&mut self, bytes: usize) {
        const SEPARATORS: usize = 16;
        if self.part.text.len() + bytes + SEPARATORS > Part::MOST_BYTES {
            self.close();
        }
    }

    /// Marks the words under links and highlights, and begins a new part.
    fn close(&mut self) {
        let placed = ByHeight::new(std::mem::take(&mut self.placed).into_iter());
        let links = self
            .annotations
            .links
            .iter()
            .map(|(area, target)| (area, MarkKind::Link { target: target.clone() }));
        let commented = self.annotations.commented.iter().map(|area| (area, MarkKind::Commented));
        for (area, kind) in links.chain(commented) {
            let mut spans: Vec<Span> = placed.inside(area).into_iter().copied().collect();
            spans.sort();
            for span in joined(&spans) {
                self.part.mark(span, kind.clone());
            }
        }
        self.part.marks.sort_by_key(|mark| (mark.span.start, mark.span.end));
        if !self.part.text.is_empty() && !self.part.text.ends_with('\n') {
            self.part.push_unplaced("\n");
        }
        let next = Part::new(self.kind.clone());
        self.done.push(std::mem::replace(&mut self.part, next));
    }

    fn finish(mut self) -> Vec<Part> {
        self.close();
        self.done.retain(|part| !part.text.is_empty());
        self.done
    }
}

/// Things on a page, to be found by their middles.
struct ByHeight<T>(Vec<(Rect, T)>);

impl<T> ByHeight<T> {
    /// Keeps the order of things in the same height.
    fn new(things: impl Iterator<Item = (Rect, T)>) -> Self {
        let mut things: Vec<(Rect, T)> = things.collect();
        things.sort_by_key(|(area, _)| middle(area).1);
        Self(things)
    }

    fn inside(&self, area: &Rect) -> Vec<&T> {
        let from = self.0.partition_point(|(thing, _)| middle(thing).1 < area.top);
        let level = self.0[from..].iter().take_while(|(thing, _)| middle(thing).1 <= area.bottom);
        level
            .filter(|(thing, _)| (area.left..=area.right).contains(&middle(thing).0))
            .map(|(_, it)| it)
            .collect()
    }
}

fn middle(area: &Rect) -> (i32, i32) {
    (area.left.midpoint(area.right), area.top.midpoint(area.bottom))
}

/// The middle of a box in points.
pub(super) fn centre(area: &Rect) -> Point {
    let (across, down) = middle(area);
    Point::new(f64::from(across) / 10.0, f64::from(down) / 10.0)
}

/// Joins spans, sorted, that stand at most a separator apart.
fn joined(spans: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end + 1 => last.end = span.end,
            _ => joined.push(*span),
        }
    }
    joined
}

/// Whether the part's text was recognised from a picture.
pub(super) fn is_recognised(part: &Part) -> bool {
    matches!(part.kind, PartKind::Page { recognised: true, .. })
}
