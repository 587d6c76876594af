//! Quotations that reach across paragraphs: a colon that introduces the quote of the next paragraph, a quote that runs on
//! from paragraph to paragraph; its module finds the turns of a transcript. Never joins two quotes that have a source each.

mod interview;
mod labels;

pub use interview::questions;
pub use labels::turns;

use std::ops::Range;

use super::context::Context;
use super::mend::{outer, overlap, with_marks};
use super::{Frame, Origin, phrase};
use crate::lexicon::Class;
use crate::text::quote::{Quote, Style};
use crate::text::token::Kind;

/// Joins what belongs together, in place.
pub fn join(context: &Context<'_>, frames: &mut Vec<Frame>) {
    introduced(context, frames);
    running(context, frames);
}

fn has(frame: &Frame, range: &Range<usize>) -> bool {
    frame.content.iter().any(|part| overlap(part, range) > 0)
}

/// "The minister replied:", and the quote in a paragraph of its own.
fn introduced(context: &Context<'_>, frames: &mut Vec<Frame>) {
    let passage = context.passage;
    for (at, paragraph) in passage.paragraphs.iter().enumerate().skip(1) {
        let Some(quote) = outer(context).find(|quote| quote.open == paragraph.tokens.start) else { continue };
        let before = &passage.paragraphs[at - 1].tokens;
        if quote.style == Style::Dash || passage.word(before.end - 1) != ":" || quote.continues {
            continue;
        }
        let whole = with_marks(quote);
        // Whoever is named beside the quote itself says it.
        if frames.iter().any(|frame| has(frame, &whole) && frame.source.is_some()) {
            continue;
        }
        let sentence = passage.sentences[passage.sentence_of[before.end - 1] as usize].clone();
        let Some((cue, source)) = introduction(context, &sentence) else { continue };
        frames.retain(|frame| !has(frame, &whole));
        frames.push(Frame { cue, content: vec![whole], source, probability: 0.9, origin: Origin::Quote });
    }
}

/// The cue and the source of a sentence that ends with a colon.
fn introduction(
    context: &Context<'_>,
    sentence: &Range<usize>,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let passage = context.passage;
    let free = |at: &usize| passage.quote_of[*at] == 0;
    if let Some(verb) = sentence.clone().rev().filter(free).find(|&at| phrase::is_speech(context, at)) {
        let source = phrase::before(context, verb, sentence.start)
            .or_else(|| phrase::after(context, verb + 1, sentence.end - 1));
        return Some((verb..verb + 1, source));
    }
    // "Sanders made the following comment:"
    let noun = sentence.clone().rev().filter(free).find(|&at| passage.tokens[at].is(Class::CueNoun))?;
    let name = |at: &usize| {
        let token = &passage.tokens[*at];
        token.kind == Kind::Word
            && token.is_capital()
            && !token.is(Class::Month)
            && !token.is(Class::Weekday)
            && !token.is(Class::Preposition)
            && !token.is(Class::Article)
    };
    let last = (sentence.start..noun).rev().find(name);
    let source = last.map(|last| {
        let first = (sentence.start..last).rev().take_while(name).last().unwrap_or(last);
        first..last + 1
    });
    Some((noun..noun + 1, source))
}

/// A quote that was left open at its paragraph's end and opens again in the next one is one quotation with it, and so is
/// a paragraph that is a quote and nothing else, right after one that ended with words of somebody who was named.
fn running(context: &Context<'_>, frames: &mut Vec<Frame>) {
    let passage = context.passage;
    let quotes: Vec<&Quote> = outer(context).filter(|quote| quote.style != Style::Dash).collect();
    for pair in quotes.windows(2) {
        let [before, quote] = pair else { continue };
        if !quote.continues {
            continue;
        }
        let (first, second) = (with_marks(before), with_marks(quote));
        let find = |range: &Range<usize>| frames.iter().position(|frame| has(frame, range));
        let (Some(first), Some(second)) = (find(&first), find(&second)) else { continue };
        if first == second || first_paragraph(context, &frames[second]) != passage.paragraph_at(quote.open) {
            continue;
        }
        let (mut kept, joined) = match (frames[first].source.is_some(), frames[second].source.is_some()) {
            (_, false) => (frames[first].clone(), frames[second].clone()),
            (false, true) => (frames[second].clone(), frames[first].clone()),
            (true, true) => continue,
        };
        joined.content.into_iter().for_each(|part| kept.content.push(part));
        kept.content.sort_by_key(|part| part.start);
        frames[first] = kept;
        frames.remove(second);
    }
}

fn first_paragraph(context: &Context<'_>, frame: &Frame) -> usize {
    context.passage.paragraph_at(frame.start())
}
