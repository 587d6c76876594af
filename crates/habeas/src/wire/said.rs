//! Quotations, disputes, dates and figures as `--json` prints them. Every value carries the code points on which it
//! rests (`start`, `end`) and their exact characters.

use case::said::Speaker;
use model::{Anchor, CharSpan};
use serde_json::{Value, json};

use super::place;
use crate::said::{DateLine, DisputeLine, FigureLine, QuoteLine, Spot, ThingLine};

fn spot(spot: &Spot) -> Value {
    let CharSpan { start, end } = spot.span;
    with_deleted(json!({ "start": start, "end": end, "exact": spot.words }), spot)
}

/// Adds where characters were deleted with change tracking, if any were.
fn with_deleted(mut value: Value, spot: &Spot) -> Value {
    if !spot.deleted.is_empty() {
        let deleted = spot.deleted.iter().map(|it| json!({ "start": it.start, "end": it.end }));
        value["deleted"] = deleted.collect();
    }
    value
}

fn spot_if_any(it: Option<&Spot>) -> Value {
    it.map_or(Value::Null, spot)
}

/// Item, reading, exact characters and places.
fn anchored(anchor: &Anchor, name: &str) -> Value {
    json!({
        "item": anchor.item.to_string(), "name": name, "extraction": anchor.extraction.to_string(),
        "start": anchor.span.start, "end": anchor.span.end, "exact": anchor.quote,
        "places": anchor.places.iter().map(place).collect::<Vec<_>>(),
    })
}

fn speaker(speaker: &Speaker, from: Option<&Spot>) -> Value {
    json!({ "known": speaker.code(), "name": speaker.words(), "from": spot_if_any(from) })
}

/// Who says something that stands in a quotation.
fn speaker_if_any(it: Option<&Speaker>) -> Value {
    it.map_or(Value::Null, |it| json!({ "known": it.code(), "name": it.words() }))
}

/// A quotation.
#[must_use]
pub fn quote(line: &QuoteLine) -> Value {
    let it = &line.quote.quotation;
    json!({
        "anchor": anchored(&line.anchor, &line.name), "number": line.quote.position, "kind": it.kind,
        "content": line.content.iter().map(spot).collect::<Vec<_>>(),
        "cue": spot_if_any(line.cue.as_ref()), "source": spot_if_any(line.source.as_ref()),
        "speaker": speaker(&it.speaker, line.from.as_ref()), "addressee": spot_if_any(line.addressee.as_ref()),
        "stance": it.stance, "confidence": it.confidence, "finder": it.finder,
        "inside": it.inside, "continues": it.continues, "about": line.quote.about,
        "violations": line.violations.iter().map(|(code, words)| json!({ "violation": code, "words": spot(words) }))
            .collect::<Vec<_>>(),
    })
}

/// Two sides of a dispute, and what they share.
#[must_use]
pub fn dispute(line: &DisputeLine) -> Value {
    json!({
        "opposed_in_text": line.dispute.opposed, "violations": line.dispute.violations,
        "names": line.dispute.names.iter().map(|name| name.denial.as_str()).collect::<Vec<_>>(),
        "names_of_claim": line.dispute.names.iter().map(|name| name.claim.as_str()).collect::<Vec<_>>(),
        "figures": line.dispute.figures, "dates": line.dispute.dates, "word_beginnings": line.dispute.stems,
        "claim": quote(&line.claim), "denial": quote(&line.denial),
    })
}

/// A dated expression.
#[must_use]
pub fn date(line: &DateLine) -> Value {
    let it = &line.dated.date;
    json!({
        "anchor": with_deleted(anchored(&line.anchor, &line.name), &line.words), "value": it.value, "precision": it.precision,
        "modifier": it.modifier, "resolved_against": it.anchored, "against": spot_if_any(line.against.as_ref()),
        "published": line.dated.published.map(|day| day.to_string()),
        "first_day": line.dated.days.map(|(first, _)| first.to_string()),
        "last_day": line.dated.days.map(|(_, last)| last.to_string()),
        "sentence": spot(&line.sentence), "quotation": it.standing.quotation,
        "speaker": speaker_if_any(line.speaker.as_ref()),
    })
}

/// What is counted, with its figures.
#[must_use]
pub fn thing(line: &ThingLine) -> Value {
    json!({ "of": line.head, "unit": line.unit, "figures": line.figures.iter().map(figure).collect::<Vec<_>>() })
}

fn figure(line: &FigureLine) -> Value {
    let it = &line.figure.quantity;
    json!({
        "anchor": with_deleted(anchored(&line.anchor, &line.name), &line.words), "low": it.low, "high": it.high,
        "approximation": it.approximation, "disagrees": line.figure.disagrees,
        "counted": spot_if_any(line.counted.as_ref()), "place": spot_if_any(line.place.as_ref()),
        "date": line.date.as_ref().zip(it.date.as_ref()).map(|(words, date)| json!({
            "value": date.value, "words": spot(words),
        })),
        "published": line.figure.published.map(|day| day.to_string()),
        "sentence": spot(&line.sentence), "quotation": it.standing.quotation,
        "speaker": speaker_if_any(line.speaker.as_ref()),
    })
}
