//! What hangs on a page beside its content: comments, highlights, links, form fields, attached files. Reads the page's
//! annotations (ISO 32000-1, 12.5) and changes nothing; how fields look on the page is drawn with the page.

use hayro::hayro_syntax::object::dict::keys::{
    A, ANNOTS, CONTENTS, F, FS, FT, M, PARENT, QUADPOINTS, RECT, SUBTYPE, T, URI, V,
};
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, Rect as PdfRect, Stream};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{Affine, Point, Rect as FloatRect};
use model::Rect;

use super::{dicts, strings};

/// Annotation flags (12.5.3): hidden, and not shown on screen.
const HIDDEN: u32 = 1 << 1 | 1 << 5;
/// A field's name and value may stand this many levels up.
const MOST_PARENTS: usize = 32;

/// A comment, or the text of another annotation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comment {
    pub(super) text: String,
    pub(super) author: Option<String>,
    pub(super) at: Option<String>,
    pub(super) area: Option<Rect>,
    pub(super) hidden: bool,
}

/// A form field's value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldValue {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) area: Option<Rect>,
    pub(super) hidden: bool,
}

/// All that hangs on a page, in the file's order.
#[derive(Debug, Default)]
pub(super) struct Annotations<'a> {
    pub(super) comments: Vec<Comment>,
    /// Areas that comments highlight, underline or strike out.
    pub(super) commented: Vec<Rect>,
    pub(super) links: Vec<(Rect, String)>,
    pub(super) fields: Vec<FieldValue>,
    /// File specifications of attached files.
    pub(super) files: Vec<Dict<'a>>,
    /// Entries that are no annotation.
    pub(super) unreadable: u64,
}

impl<'a> Annotations<'a> {
    /// Reads the page's annotations. `to_page` turns the file's coordinates into points from the page's top left.
    pub(super) fn read(page: &Page<'a>, to_page: Affine) -> Self {
        let mut found = Self::default();
        let Some(list) = page.raw().get::<Array<'a>>(ANNOTS) else { return found };
        for annotation in dicts(&list) {
            match annotation {
                Some(annotation) => found.add(&annotation, to_page),
                None => found.unreadable += 1,
            }
        }
        found
    }

    fn add(&mut self, annotation: &Dict<'a>, to_page: Affine) {
        let area = annotation.get::<PdfRect>(RECT).map(|rect| {
            tenths(to_page.transform_rect_bbox(FloatRect::new(rect.x0, rect.y0, rect.x1, rect.y1)))
        });
        let hidden = annotation.get::<u32>(F).unwrap_or(0) & HIDDEN != 0;
        let subtype = annotation.get::<Name<'_>>(SUBTYPE);
        match subtype.as_deref() {
            Some(b"Popup") => return,
            Some(b"Widget") => return self.fields.extend(field(annotation, area, hidden)),
            Some(b"Link") => {
                let action = annotation.get::<Dict<'_>>(A);
                let target = action.and_then(|action| strings::text_of(&action, URI));
                // Its contents, where there are any, describe the link to screen readers.
                return self.links.extend(area.zip(target));
            }
            Some(b"FileAttachment") => self.files.extend(annotation.get::<Dict<'a>>(FS)),
            Some(b"Highlight" | b"Underline" | b"StrikeOut" | b"Squiggly") => {
                self.commented.extend(quads(annotation, to_page));
            }
            _ => {}
        }
        if let Some(text) = strings::text_of(annotation, CONTENTS) {
            let (author, at) = (strings::text_of(annotation, T), strings::text_of(annotation, M));
            self.comments.push(Comment { text, author, at, area, hidden });
        }
    }
}

/// A box in tenths of a point.
pub(super) fn tenths(area: FloatRect) -> Rect {
    let unit = |points: f64| (points * 10.0).round() as i32;
    Rect { left: unit(area.x0), top: unit(area.y0), right: unit(area.x1), bottom: unit(area.y1) }
}

/// The boxes of the words that a text annotation marks, four corners each.
fn quads(annotation: &Dict<'_>, to_page: Affine) -> Vec<Rect> {
    let numbers: Vec<f64> = annotation
        .get::<Array<'_>>(QUADPOINTS)
        .map(|array| array.iter::<f64>().collect())
        .unwrap_or_default();
    let boxed = |corners: &[f64]| {
        let point = |place: usize| to_page * Point::new(corners[place], corners[place + 1]);
        let first = FloatRect::from_points(point(0), point(2));
        tenths(first.union_pt(point(4)).union_pt(point(6)))
    };
    numbers.chunks_exact(8).map(boxed).collect()
}

fn field(widget: &Dict<'_>, area: Option<Rect>, hidden: bool) -> Option<FieldValue> {
    let value = match lineage(widget).find_map(|field| field.get::<Object<'_>>(V))? {
        Object::String(text) => strings::decoded(text.as_bytes()),
        Object::Name(name) => strings::name_of(&name),
        Object::Stream(stream) => long_text(&stream)?,
        Object::Array(chosen) => {
            let texts = chosen.iter::<Object<'_>>().filter_map(Object::into_string);
            texts.map(|text| strings::decoded(text.as_bytes())).collect::<Vec<_>>().join(", ")
        }
        _ => return None,
    };
    let kind = lineage(widget).find_map(|field| field.get::<Name<'_>>(FT));
    let off = kind.as_deref() == Some(b"Btn") && value == "Off";
    let value = value.replace('\r', "\n");
    (!value.trim().is_empty() && !off && kind.as_deref() != Some(b"Sig")).then(|| FieldValue {
        name: full_name(widget),
        value: value.trim().to_owned(),
        area,
        hidden,
    })
}

fn long_text(stream: &Stream<'_>) -> Option<String> {
    Some(strings::decoded(&stream.decoded_data().ok()?))
}

/// The widget and the fields above it.
fn lineage<'a>(widget: &Dict<'a>) -> impl Iterator<Item = Dict<'a>> {
    std::iter::successors(Some(widget.clone()), |field| field.get::<Dict<'a>>(PARENT)).take(MOST_PARENTS)
}

fn full_name(widget: &Dict<'_>) -> String {
    let mut names: Vec<String> = lineage(widget).filter_map(|field| strings::text_of(&field, T)).collect();
    names.reverse();
    names.join(".")
}
