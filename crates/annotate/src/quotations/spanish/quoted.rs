//! Quotes of Spanish texts that no verb of the lists introduces: with any verb behind them ("«…», salió al cruce la
//! alcaldesa"), behind a colon ("Fue tajante: «…»"), or as a sentence by themselves. Never takes a title.

use std::ops::Range;

use super::super::context::Context;
use super::super::{Frame, Origin, mend, phrase, rules};
use super::{noun, subject, told, verb};
use crate::lexicon::{Class, Classes};
use crate::text::quote::{Quote, Style};
use crate::text::token::Kind;

/// A quote of fewer words needs a verb of the lists, or a colon behind somebody.
const SHORT: usize = 4;

/// A quote of fewer words is none.
const LEAST: usize = 1;

/// The report of a quote that no verb of speech touches.
pub fn find(context: &Context<'_>, quote: &Quote) -> Option<Frame> {
    let passage = context.passage;
    let paragraph = passage.paragraphs[passage.paragraph_at(quote.open)].tokens.clone();
    let sentence = passage.sentences[passage.sentence_of[quote.open] as usize].clone();
    let words = passage.tokens[quote.content()].iter().filter(|token| token.kind == Kind::Word).count();
    let dash = quote.style == Style::Dash;
    if words < LEAST && !dash || rules::is_called(context, quote) {
        return None;
    }
    let frame = |cue: Range<usize>, source| Frame {
        cue,
        content: vec![mend::with_marks(quote)],
        source,
        probability: 0.8,
        origin: if dash { Origin::Dash } else { Origin::Quote },
    };
    let opens = quote.open == sentence.start || quote.open == paragraph.start;
    if dash
        && opens
        && let Some(source) = told::narrated(context, quote)
    {
        return Some(frame(quote.open..quote.open, Some(source)));
    }
    if words < LEAST {
        return None;
    }
    if opens && let Some((cue, source)) = any_verb(context, quote, &paragraph) {
        // "«El punto sirve», se conformó el técnico": of a short quote the words must say that somebody speaks.
        let known = source.as_ref().is_some_and(|source| somebody(context, source));
        if dash || words >= SHORT || known && verb::is_finite(context, cue.end - 1) {
            return Some(frame(cue, source));
        }
    }
    if opens
        && words > 1
        && let Some((cue, source)) = told::so(context, quote)
    {
        return Some(frame(cue, Some(source)));
    }
    if words >= SHORT
        && let Some((cue, source)) = in_brackets(context, quote, &paragraph)
    {
        return Some(frame(cue, Some(source)));
    }
    let colon = quote.open.checked_sub(1).filter(|&at| at > paragraph.start && passage.word(at) == ":")?;
    // "Obdulia se encogió de hombros: «…»": whoever the sentence is about, if it is somebody.
    let start = passage.sentences[passage.sentence_of[colon] as usize].start;
    let verbless = !(start..colon).any(|at| {
        verb::is_finite(context, at)
            || passage.tokens[at].classes.any(Classes(0).with(Class::Be).with(Class::Cue))
    });
    // "Marta Olmos, vecina del barrio: «…»"
    let signed = (start..colon).len() <= 12 && verbless && passage.tokens[start].is(Class::GivenName);
    // "El juez: «¿Trabaja?»"
    let label = subject::somebody(context, start, colon, false).filter(|label| label.end == colon);
    let source = label.or_else(|| subject::opening(context, &(start..colon), true)).or_else(|| {
        let phrase = if signed { Some(start..colon) } else { phrase::subject(context, &(start..colon)) };
        phrase
            .and_then(|subject| noun::without_clause(context, subject))
            .map(|subject| super::with_apposition(context, subject, colon))
            .filter(|subject| somebody(context, subject))
    });
    (words >= SHORT || source.is_some()).then(|| frame(colon..colon + 1, source))
}

/// "«…» (Marta Olmos, vecina del barrio)": who speaks, in brackets right behind the quote.
fn in_brackets(
    context: &Context<'_>,
    quote: &Quote,
    paragraph: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let passage = context.passage;
    let open = quote.end() + usize::from(passage.word(quote.end()) == ".");
    if open >= paragraph.end {
        return None;
    }
    let close = (open + 2..paragraph.end.min(open + 14)).find(|&at| passage.word(at) == ")")?;
    let source = open + 1..close;
    let described = || subject::somebody(context, source.start, source.end, false).is_some();
    let named =
        passage.word(open) == "(" && (passage.tokens[source.start].is(Class::GivenName) || described());
    (named && somebody(context, &source)).then_some((open..open + 1, source))
}

/// Whether a name, a role or a person is the head of the phrase.
fn somebody(context: &Context<'_>, phrase: &Range<usize>) -> bool {
    let people = Classes(0)
        .with(Class::Role)
        .with(Class::Person)
        .with(Class::Honorific)
        .with(Class::GivenName)
        .with(Class::Subject);
    context.passage.tokens[phrase.clone()].iter().take(3).any(|token| token.classes.any(people))
}

/// The verb and the subject behind a quote that opens its sentence: the verb may be any.
fn any_verb(
    context: &Context<'_>,
    quote: &Quote,
    paragraph: &Range<usize>,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let passage = context.passage;
    let dash = quote.style == Style::Dash;
    let mark = |at: usize| at < paragraph.end && matches!(passage.word(at), "," | "—" | "–" | "―" | "--");
    let inside = matches!(passage.word(quote.close - 1), "," | "?" | "!");
    let mut at = quote.end();
    while mark(at) {
        at += 1;
    }
    if at == quote.end() && !inside || at >= paragraph.end {
        return None;
    }
    let first = at;
    while at < paragraph.end && passage.tokens[at].is(Class::Object) && !passage.tokens[at].is_capital() {
        at += 1;
    }
    if at < paragraph.end && passage.tokens[at].is(Class::Have) && passage.tokens[at].is(Class::Finite) {
        at += 1;
    }
    let token = passage.tokens.get(at).filter(|_| at < paragraph.end)?;
    let open = Classes(0)
        .with(Class::Article)
        .with(Class::Preposition)
        .with(Class::Conjunction)
        .with(Class::Role)
        .with(Class::That)
        .with(Class::Relative)
        .with(Class::Subordinator)
        .with(Class::Be);
    // "—Mirá —empieza—": what touches the dash is a verb.
    let touches = dash
        && first > quote.end()
        && passage.tokens[first].start == passage.tokens[first - 1].end
        && token.kind == Kind::Word
        && !token.is_capital()
        && !token.is(Class::Adverb)
        && !verb::is_infinitive(context, at);
    let is_verb = (touches
        || verb::is_finite(context, at)
        || phrase::reports(context, at)
        || at > first && token.is(Class::Cue))
        && !token.classes.any(open);
    if !is_verb {
        return None;
    }
    // "quiso saber la jueza"
    at += usize::from(at + 1 < paragraph.end && verb::is_infinitive(context, at + 1));
    let stop = (at + 1..paragraph.end)
        .find(|&at| {
            matches!(passage.word(at), "." | ";" | ":" | "—" | "–") || passage.tokens[at].kind == Kind::Quote
        })
        .unwrap_or(paragraph.end);
    let source = noun::inverted(context, at + 1, stop, true);
    // What is no dialogue must say who speaks.
    (dash || source.is_some() || phrase::is_speech(context, at)).then_some((first..at + 1, source))
}

/// A quote of some length that is a sentence by itself, among others: somebody goes on speaking, nobody says who.
pub fn alone(context: &Context<'_>, quote: &Quote) -> bool {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let sentence = &passage.sentences[passage.sentence_of[quote.open] as usize];
    let last = passage.word(quote.close.saturating_sub(1));
    let ends = quote.end() >= paragraph.end
        || matches!(last, "." | "!" | "?" | "...")
        || passage.word(quote.end()) == ".";
    quote.style != Style::Dash && quote.open == sentence.start && ends
}
