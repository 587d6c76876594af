//! From frames to quotations: spans, kind, speaker, addressee, nesting, continuation, stance.

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin, mend, phrase, spanish, speaker};
use crate::claims::negation;
use crate::kinds::{Finder, Language, Quotation, QuotationKind, Speaker, Stance};
use crate::lexicon::{self, Class};
use crate::names::chain::{Builder, span};
use crate::text::quote::Style;

/// The quotations of a passage.
#[must_use]
pub fn assemble(context: &Context<'_>, names: &Builder, frames: &[Frame]) -> Vec<Quotation> {
    let speakers = speaker::resolve(context, names, frames);
    let mut quotations = Vec::with_capacity(frames.len());
    for (at, (frame, speaker)) in frames.iter().zip(speakers).enumerate() {
        let inside = frames.iter().enumerate().filter(|(other, _)| *other != at);
        let inside = inside.filter(|(_, other)| {
            !frame.cue.is_empty()
                && other.content.iter().any(|part| part.start <= frame.cue.start && frame.cue.end <= part.end)
        });
        let continues = match frame.origin {
            Origin::Continuation => at.checked_sub(1),
            _ if frame.source.is_none() && matches!(speaker, Speaker::Resolved { .. }) => at.checked_sub(1),
            _ => None,
        };
        quotations.push(Quotation {
            kind: kind(context, frame),
            content: frame.content.iter().map(|part| span(context, part)).collect(),
            cue: (!frame.cue.is_empty()).then(|| span(context, &frame.cue)),
            source: frame.source.as_ref().map(|source| span(context, source)),
            speaker,
            addressee: addressee(context, frame).map(|words| span(context, &words)),
            inside: inside.min_by_key(|(_, other)| other.length()).map(|(other, _)| other as u32),
            continues: continues.map(|other| other as u32),
            stance: stance(context, frame),
            confidence: confidence(frame),
            finder: finder(frame.origin),
        });
    }
    quotations
}

/// How probable it is that these words, or most of them, are told as somebody's, in per cent. The models and the rule of
/// quotes say too little: a logistic curve over their log odds (Platt 1999) mends it, fitted on three-fold
/// cross-validation of `PolNeAR`'s training part (14,700 frames; right is a gold quotation matched at half).
#[must_use]
pub fn confidence(frame: &Frame) -> u8 {
    let curve = |slope: f32, bias: f32| {
        let odds = (frame.probability / (1.0 - frame.probability).max(1e-3)).max(1e-3).ln();
        1.0 / (1.0 + (-(slope * odds + bias)).exp())
    };
    let probability = match (frame.origin, frame.source.is_some()) {
        (Origin::Model, true) => curve(0.84, 0.52),
        (Origin::Model, false) => curve(0.51, 0.32),
        (Origin::Quote, _) => frame.probability.max(0.65),
        _ => frame.probability,
    };
    (probability * 100.0).clamp(1.0, 99.0) as u8
}

const fn finder(origin: Origin) -> Finder {
    match origin {
        Origin::Model => Finder::Model,
        Origin::Quote | Origin::Alone => Finder::QuoteRule,
        Origin::That => Finder::ThatRule,
        Origin::Accord => Finder::AccordRule,
        Origin::Signed | Origin::Turn => Finder::ColonRule,
        Origin::Continuation => Finder::ContinuationRule,
        Origin::Dash => Finder::DashRule,
        Origin::Rumour => Finder::RumourRule,
    }
}

fn kind(context: &Context<'_>, frame: &Frame) -> QuotationKind {
    let near = mend::near(context, frame.start()..frame.end());
    let quotes = || near.iter().filter(|quote| quote.style != Style::Single);
    let within =
        |part: &Range<usize>| quotes().any(|quote| quote.open <= part.start && part.end <= quote.end() + 1);
    let touches =
        |part: &Range<usize>| quotes().any(|quote| quote.open < part.end && part.start < quote.close);
    match frame.content.as_slice() {
        parts if parts.iter().all(within) => QuotationKind::Direct,
        parts if parts.iter().any(touches) => QuotationKind::Mixed,
        _ => QuotationKind::Indirect,
    }
}

/// The stance of the cue; the Spanish conditional of rumour alleges, and who says that nobody was beaten denies it.
fn stance(context: &Context<'_>, frame: &Frame) -> Stance {
    let passage = context.passage;
    let of = |at: usize| lexicon::stance(passage.tokens[at].word);
    let denied = |at: usize| {
        // "no le cree", "did not admit": what is confirmed with a negation is denied.
        (at.saturating_sub(2)..at).any(|before| passage.tokens[before].is(Class::Negation))
    };
    let from_cue = frame.cue.clone().find_map(|at| of(at).map(|stance| (at, stance)));
    let rumour = frame.content.iter().flat_map(Clone::clone).any(|at| spanish::is_rumour(context, at));
    match from_cue {
        Some((at, Stance::Confirms)) if denied(at) => Stance::Denies,
        // "did not explain", "has not responded"
        Some((at, Stance::Asserts)) if frame.cue.len() > 2 && denied(at) => Stance::Refuses,
        Some((_, Stance::Asserts)) | None if rumour => Stance::Alleges,
        Some((_, Stance::Asserts)) | None if negation::denies(context, &frame.content) => Stance::Denies,
        Some((_, stance)) => stance,
        None => Stance::Asserts,
    }
}

/// "told the court that", "dijo a la prensa": to whom.
fn addressee(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    if frame.cue.is_empty() {
        return None;
    }
    let sentence = &passage.sentences[passage.sentence_of[frame.cue.start] as usize];
    let next = frame.content.iter().map(|part| part.start).filter(|&start| start >= frame.cue.end).min();
    let end = next.unwrap_or(sentence.end).min(sentence.end);
    let language = passage.paragraphs[passage.paragraph_at(frame.cue.start)].language;
    let found = match language {
        Language::English => {
            let told = |at: usize| {
                matches!(
                    passage.word(at).to_lowercase().as_str(),
                    "told"
                        | "tell"
                        | "tells"
                        | "telling"
                        | "asked"
                        | "informed"
                        | "assured"
                        | "reminded"
                        | "warned"
                        | "urged"
                )
            };
            let start = frame.cue.clone().rfind(|&at| told(at))? + 1;
            phrase::after(context, start, end)
        }
        Language::Spanish => {
            let start = (frame.cue.end..end.min(frame.cue.end + 4))
                .find(|&at| matches!(passage.word(at), "a" | "al" | "ante"))?;
            phrase::after(context, start + 1, end)
        }
    };
    found.filter(|words| {
        frame.source.as_ref().is_none_or(|source| source.end <= words.start || words.end <= source.start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confidence_keeps_the_order_and_leaves_no_one_certain() {
        let said = |probability: f32, origin: Origin, source: bool| {
            let source = source.then_some(0..1);
            confidence(&Frame { cue: 1..2, content: Vec::from([2..5, 7..9]), source, probability, origin })
        };
        for origin in [Origin::Model, Origin::Quote, Origin::That] {
            for source in [true, false] {
                let all: Vec<u8> =
                    (0..=100_u8).map(|it| said(f32::from(it) / 100.0, origin, source)).collect();
                assert!(all.is_sorted() && all.iter().all(|it| (1..=99).contains(it)), "{origin:?} {all:?}");
            }
        }
        assert!((50..60).contains(&said(0.4, Origin::Model, true)));
    }
}
