//! What `--json` prints: types of its own, version 1, converted by hand from the rooms' types, so that a change
//! inside never changes what scripts read. Described for people in docs/json.md.

pub mod lists;
pub mod register;
pub mod said;

use archive::Report;
use case::search::{Found, Hit, Marked, Snippet};
use case::{CustodyRow, FieldValue, Item, LogRow};
use model::{Anchor, CharSpan, Custody, Defect, Missing, Obtained, Place, Span};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Every document says what it is: `habeas` is `<kind>/1`.
#[derive(Debug, Serialize)]
pub struct Document<T: Serialize> {
    habeas: String,
    #[serde(flatten)]
    body: T,
}

/// Wraps a body as a document of this kind, version 1.
pub fn document<T: Serialize>(kind: &str, body: T) -> Document<T> {
    Document { habeas: format!("{kind}/1"), body }
}

/// An item with its ledger line.
#[derive(Debug, Serialize)]
pub struct ItemV1 {
    item: String,
    name: String,
    size: u64,
    state: &'static str,
    media_type: Option<String>,
    parent: Option<ParentV1>,
    entry: Option<u64>,
    extraction: Option<String>,
    characters: Option<u64>,
    pages: Option<u64>,
    rows: Option<u64>,
    members: Option<u64>,
    defects: Vec<DefectV1>,
}

#[derive(Debug, Serialize)]
struct ParentV1 {
    item: String,
    path: String,
}

impl From<&Item> for ItemV1 {
    fn from(item: &Item) -> Self {
        let line = &item.line;
        let reading = line.reading.as_ref();
        let media_type = reading.map(|reading| &reading.media_type).or(item.sniffed.as_ref());
        Self {
            item: line.item.to_string(),
            name: line.name.clone(),
            size: line.size,
            state: line.state.code(),
            media_type: media_type.map(ToString::to_string),
            parent: line
                .parent
                .as_ref()
                .map(|parent| ParentV1 { item: parent.item.to_string(), path: parent.path.clone() }),
            entry: item.first,
            extraction: reading.map(|reading| reading.extraction.to_string()),
            characters: reading.map(|reading| reading.characters),
            pages: reading.map(|reading| reading.pages),
            rows: reading.map(|reading| reading.rows),
            members: reading.map(|reading| reading.members),
            defects: reading
                .map(|reading| reading.defects.iter().map(DefectV1::from).collect())
                .unwrap_or_default(),
        }
    }
}

/// A defect.
#[derive(Debug, Serialize)]
pub struct DefectV1 {
    kind: &'static str,
    place: Option<Value>,
    missing: Value,
    detail: String,
}

impl From<&Defect> for DefectV1 {
    fn from(defect: &Defect) -> Self {
        Self {
            kind: defect.kind.code(),
            place: defect.place.as_ref().map(place),
            missing: missing(defect.missing),
            detail: defect.detail.clone(),
        }
    }
}

/// How much is missing: `nothing`, `unknown`, `everything`, or a unit with its count.
#[must_use]
pub fn missing(missing: Missing) -> Value {
    match missing {
        Missing::Nothing => json!("nothing"),
        Missing::Unknown => json!("unknown"),
        Missing::Everything => json!("everything"),
        Missing::Bytes(count) => json!({ "bytes": count }),
        Missing::Pages(count) => json!({ "pages": count }),
        Missing::Characters(count) => json!({ "characters": count }),
        Missing::Rows(count) => json!({ "rows": count }),
        Missing::Members(count) => json!({ "members": count }),
        Missing::Pictures(count) => json!({ "pictures": count }),
    }
}

/// A place in an original.
#[must_use]
pub fn place(place: &Place) -> Value {
    match place {
        Place::Bytes { start, end } => json!({ "bytes": [start, end] }),
        Place::Member { path, start, end } => json!({ "member": path, "bytes": [start, end] }),
        Place::Page { page, area: None } => json!({ "page": page }),
        Place::Page { page, area: Some(area) } => {
            json!({ "page": page, "area": [area.left, area.top, area.right, area.bottom] })
        }
        Place::Cell { sheet, row, column } => json!({ "sheet": sheet, "row": row, "column": column }),
        Place::Time { start_ms, end_ms } => json!({ "milliseconds": [start_ms, end_ms] }),
        Place::MailPart { part, start, end } => json!({ "mail_part": part, "bytes": [start, end] }),
    }
}

/// A custody entry.
#[must_use]
pub fn custody(row: &CustodyRow) -> Value {
    let Custody {
        item,
        size,
        sha512,
        at,
        time_zone,
        collector,
        obtained,
        from,
        note,
        name,
        path,
        modified,
        sniffed,
        claimed,
        parent,
        captured,
        complete,
        program,
    } = &row.custody;
    json!({
        "entry": row.entry, "sha256": item.to_string(), "sha512": sha512, "size": size,
        "at": at.to_string(), "time_zone": time_zone, "collector": collector, "obtained": obtained_code(obtained),
        "from": from, "note": note, "name": name, "path": path,
        "modified": modified.map(|at| at.to_string()),
        "media_type_sniffed": sniffed.to_string(), "media_type_claimed": claimed.as_ref().map(ToString::to_string),
        "parent": parent.as_ref().map(|parent| json!({ "item": parent.item.to_string(), "path": parent.path })),
        "captured": captured.as_ref().map(|it| json!({ "address": it.address, "at": it.at })),
        "complete": complete, "program": program,
    })
}

/// The stable name of a way of obtaining.
#[must_use]
pub const fn obtained_code(obtained: &Obtained) -> &'static str {
    match obtained {
        Obtained::File => "file",
        Obtained::StandardInput => "standard-input",
        Obtained::Member => "member",
        Obtained::Demo => "demo",
    }
}

/// A metadata value with its span.
#[must_use]
pub fn field(field: &FieldValue) -> Value {
    json!({ "field": field.field.code(), "value": field.value, "start": field.characters.start, "end": field.characters.end })
}

/// An entry of the log.
#[must_use]
pub fn log_row(row: &LogRow) -> Value {
    json!({
        "entry": row.index, "what": row.kind, "at": row.at.map(|at| at.to_string()), "by": row.by,
        "item": row.item.map(|item| item.to_string()), "about": row.about, "detail": row.detail,
        "verified": row.verified.map(|(items, findings)| json!({ "items": items, "findings": findings })),
    })
}

/// What a search found. Every span counts code points: of the item's text, or of a line about the item.
#[must_use]
pub fn found(found: &Found) -> Value {
    json!({
        "total": found.total, "reading": found.reading, "behind": found.behind,
        "nearest": found.nearest.as_ref().map(|it| json!({
            "words": it.words, "without_filters": it.without_filters, "total": it.total,
        })),
        "hits": found.hits.iter().map(hit).collect::<Vec<_>>(),
        "counts": found.facets.iter().map(|facet| json!({
            "of": facet.of.code(),
            "values": facet.values.iter().map(|it| json!({ "value": it.value, "items": it.items })).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    })
}

fn hit(hit: &Hit) -> Value {
    json!({
        "item": hit.item.to_string(), "name": hit.name, "title": hit.title, "state": hit.state.code(),
        "media_type": hit.media_type.as_ref().map(ToString::to_string), "more": hit.more,
        "about": hit.about.iter().map(|Marked { text, marks }| json!({
            "text": text, "marks": characters(text, marks, 0),
        })).collect::<Vec<_>>(),
        "snippets": hit.snippets.iter().map(snippet).collect::<Vec<_>>(),
    })
}

fn snippet(snippet: &Snippet) -> Value {
    let Snippet { text, marks, span, anchor, places } = snippet;
    json!({
        "text": text, "start": span.start, "end": span.end, "marks": characters(text, marks, span.start),
        "anchor": { "start": anchor.start, "end": anchor.end }, "places": places.iter().map(place).collect::<Vec<_>>(),
    })
}

/// Bytes of a text as code points, counted from `start`.
fn characters(text: &str, marks: &[Span], start: u64) -> Vec<[u64; 2]> {
    let spans = marks.iter().filter_map(|mark| CharSpan::of(*mark, text));
    spans.map(|span| [start + span.start, start + span.end]).collect()
}

/// What verification saw.
#[must_use]
pub fn report(report: &Report, findings: &[(String, String)]) -> Value {
    json!({
        "intact": report.findings.is_empty(), "origin": report.origin, "entries": report.entries,
        "root": report.root.map(|root| model::Digest(root).to_string()),
        "originals": report.originals, "bytes": report.bytes,
        "keys": report.keys.iter().map(|key| json!({ "key": key.to_string(), "fingerprint": key.fingerprint() })).collect::<Vec<_>>(),
        "signers": report.signers.iter().map(archive::VerifierKey::fingerprint).collect::<Vec<_>>(),
        "erased_items": report.erased_items.iter().map(|(item, reason)| json!({ "item": item.to_string(), "reason": reason })).collect::<Vec<_>>(),
        "erased_entries": report.erased_entries.iter().map(|(entry, reason)| json!({ "entry": entry, "reason": reason })).collect::<Vec<_>>(),
        "unfinished": report.unfinished,
        "findings": findings.iter().map(|(kind, what)| json!({ "kind": kind, "what": what })).collect::<Vec<_>>(),
    })
}

/// An anchor as a W3C Web Annotation (2017): a `SpecificResource` whose selectors count Unicode code points.
#[derive(Debug, Serialize, Deserialize)]
pub struct AnnotationV1 {
    #[serde(rename = "@context")]
    context: String,
    #[serde(rename = "type")]
    kind: String,
    target: TargetV1,
}

#[derive(Debug, Serialize, Deserialize)]
struct TargetV1 {
    source: String,
    #[serde(rename = "habeas:extraction")]
    extraction: String,
    #[serde(rename = "habeas:places", default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<Value>,
    selector: Vec<SelectorV1>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "type")]
enum SelectorV1 {
    TextPositionSelector {
        start: u64,
        end: u64,
    },
    TextQuoteSelector {
        exact: String,
        #[serde(default)]
        prefix: String,
        #[serde(default)]
        suffix: String,
    },
}

/// Why a JSON text is no anchor.
#[derive(Debug, thiserror::Error)]
pub enum NotAnAnchor {
    /// It is no JSON of that shape.
    #[error("not a Web Annotation as `habeas cite --json` writes it: {0}")]
    Form(#[from] serde_json::Error),
    /// The source names no item, or a selector is missing.
    #[error("the annotation lacks its item, position or quote")]
    Incomplete,
}

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const SOURCE: &str = "urn:sha256:";

impl From<&Anchor> for AnnotationV1 {
    fn from(anchor: &Anchor) -> Self {
        Self {
            context: CONTEXT.into(),
            kind: "Annotation".into(),
            target: TargetV1 {
                source: format!("{SOURCE}{}", anchor.item),
                extraction: anchor.extraction.to_string(),
                places: anchor.places.iter().map(place).collect(),
                selector: vec![
                    SelectorV1::TextPositionSelector { start: anchor.span.start, end: anchor.span.end },
                    SelectorV1::TextQuoteSelector {
                        exact: anchor.quote.clone(),
                        prefix: anchor.prefix.clone(),
                        suffix: anchor.suffix.clone(),
                    },
                ],
            },
        }
    }
}

/// Several anchors: an `AnnotationPage` (Web Annotation Data Model, section 5.2).
#[derive(Debug, Serialize, Deserialize)]
pub struct AnnotationPageV1 {
    #[serde(rename = "@context")]
    context: String,
    #[serde(rename = "type")]
    kind: String,
    items: Vec<AnnotationV1>,
}

impl AnnotationPageV1 {
    /// The page of these anchors.
    #[must_use]
    pub fn new(anchors: &[Anchor]) -> Self {
        let items = anchors.iter().map(AnnotationV1::from).collect();
        Self { context: CONTEXT.into(), kind: "AnnotationPage".into(), items }
    }
}

/// Reads anchors back: one annotation, or a page of them. Their places are not read: they follow from the text.
///
/// # Errors
/// When the text is neither.
pub fn read_anchors(text: &str) -> Result<Vec<Anchor>, NotAnAnchor> {
    let document: Value = serde_json::from_str(text)?;
    let annotations = if document["type"] == "AnnotationPage" {
        serde_json::from_value::<AnnotationPageV1>(document)?.items
    } else {
        vec![serde_json::from_value(document)?]
    };
    annotations.into_iter().map(AnnotationV1::into_anchor).collect()
}

impl AnnotationV1 {
    fn into_anchor(self) -> Result<Anchor, NotAnAnchor> {
        let target = self.target;
        let item = target.source.strip_prefix(SOURCE).and_then(|hex| hex.parse().ok());
        let mut span = None;
        let mut quote = None;
        for selector in target.selector {
            match selector {
                SelectorV1::TextPositionSelector { start, end } => {
                    span = Some(model::CharSpan { start, end })
                }
                SelectorV1::TextQuoteSelector { exact, prefix, suffix } => {
                    quote = Some((exact, prefix, suffix))
                }
            }
        }
        let (Some(item), Some(span), Some((quote, prefix, suffix))) = (item, span, quote) else {
            return Err(NotAnAnchor::Incomplete);
        };
        let extraction = model::ExtractionVersion(target.extraction);
        Ok(Anchor { item, extraction, span, quote, prefix, suffix, places: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_round_trip_as_web_annotations() {
        let anchor = Anchor {
            item: model::ItemId(model::Digest([7; 32])),
            extraction: model::ExtractionVersion("1".into()),
            span: model::CharSpan { start: 3, end: 8 },
            quote: "año 3".into(),
            prefix: "el ".into(),
            suffix: ".".into(),
            places: Vec::new(),
        };
        let text = serde_json::to_string(&AnnotationV1::from(&anchor)).unwrap();
        assert_eq!(read_anchors(&text).unwrap(), std::slice::from_ref(&anchor));
        let page = serde_json::to_string(&AnnotationPageV1::new(&[anchor.clone(), anchor.clone()])).unwrap();
        assert_eq!(read_anchors(&page).unwrap(), [anchor.clone(), anchor]);
        assert!(matches!(read_anchors("{}"), Err(NotAnAnchor::Form(_))));
        let other = text.replace("urn:sha256:", "https://");
        assert!(matches!(read_anchors(&other), Err(NotAnAnchor::Incomplete)));
    }
}
