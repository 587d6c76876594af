//! Sieves that find the words for the source where the second model gave none, from the surest to the least sure; what
//! none of them finds stays without. Never looks beyond the paragraph.

use std::ops::Range;

use super::context::Context;
use super::spanish::{noun, subject, verb};
use super::{Frame, Origin, frame, phrase, unlikely};
use crate::kinds::Language;
use crate::lexicon::{Class, Classes};
use crate::text::token::Kind;

/// Tokens at least this probable make up a source that the best path left out.
const LIKELY: f32 = 0.2;

/// The longest subject right before its verb, with its apposition, in tokens.
const LONGEST_SUBJECT: usize = 20;

/// The surest of the sources on the second model's best path.
pub fn best(reading: &frame::Reading) -> Option<Range<usize>> {
    let sure = |run: &Range<usize>| {
        let sum: f32 = run.clone().map(|at| reading.probability(at, frame::label::SOURCE)).sum();
        sum / run.len() as f32
    };
    let runs = reading.runs(reading.window.clone(), frame::label::SOURCE);
    runs.into_iter().max_by(|a, b| sure(a).total_cmp(&sure(b)))
}

/// The run of tokens that are likely, each by itself, to be the source.
pub fn likely(reading: &frame::Reading) -> Option<Range<usize>> {
    let probability = |at: usize| {
        frame::label::SOURCE.map(|label| reading.marginals[at][usize::from(label)]).iter().sum::<f32>()
    };
    let best = (0..reading.marginals.len()).max_by(|&a, &b| probability(a).total_cmp(&probability(b)))?;
    if probability(best) < LIKELY {
        return None;
    }
    let goes_on = |at: &usize| probability(*at) >= LIKELY / 2.0;
    let start = (0..best).rev().take_while(goes_on).last().unwrap_or(best);
    let end =
        (best + 1..reading.marginals.len()).take_while(goes_on).last().map_or(best + 1, |last| last + 1);
    Some(reading.window.start + start..reading.window.start + end)
}

/// Drops sources that can be none, and gives each frame without one the words for it, if a sieve finds them.
pub fn complete(context: &Context<'_>, frames: &mut [Frame]) {
    for frame in frames.iter_mut() {
        let labelled = frame.origin == Origin::Turn;
        frame.source = frame.source.take().filter(|source| labelled || phrase::is_source(context, source));
        if phrase::is_spanish(context, frame.start()) {
            let nobody = verb::is_impersonal(context, &frame.cue) && frame.origin != Origin::Accord;
            // "se lee en la carta"
            let written = |source: &Range<usize>| {
                let before = source.start.checked_sub(1);
                before.is_some_and(|at| at >= frame.cue.end && context.passage.word(at) == "en")
            };
            let source = frame.source.take().filter(|source| !nobody || written(source));
            let source = source.and_then(|source| noun::without_clause(context, source));
            frame.source = match labelled {
                true => source,
                false => source.and_then(|source| unlikely::speaking(context, source)),
            };
        }
    }
    for at in 0..frames.len() {
        let introduces = frames[at].origin == Origin::Quote && frames[at].cue.end <= frames[at].start();
        if frames[at].source.is_none() && introduces && !verb::is_impersonal(context, &frames[at].cue) {
            frames[at].source = own(context, &frames[at]).or_else(|| opened(context, &frames[at]));
        }
        if frames[at].source.is_some()
            || !matches!(frames[at].origin, Origin::Model | Origin::That)
            || frames[at].cue.is_empty()
            || verb::is_impersonal(context, &frames[at].cue)
        {
            continue;
        }
        let found = behind(context, &frames[at])
            .or_else(|| beside(context, &frames[at]))
            .or_else(|| perfect(context, &frames[at]))
            .or_else(|| own(context, &frames[at]))
            .filter(|source| phrase::is_source(context, source))
            .or_else(|| shared(context, frames, at))
            .or_else(|| opened(context, &frames[at]))
            .or_else(|| joined(context, &frames[at]));
        frames[at].source = found;
    }
    for frame in frames.iter_mut().filter(|frame| phrase::is_spanish(context, frame.start())) {
        if let Some(source) = antecedent(context, frame) {
            frame.source = Some(source);
        }
        let labelled = frame.origin == Origin::Turn;
        frame.source = frame.source.take().and_then(|source| match labelled {
            true => Some(source),
            false => noun::without_clause(context, source)
                .and_then(|source| unlikely::speaking(context, source))
                .and_then(|source| noun::bare(context, source)),
        });
    }
}

/// "«...», aseguró a Radio Litoral un trabajador", "solía decir ella": Spanish has the subject behind its verb.
fn behind(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(frame.cue.start)];
    let sentence = &passage.sentences[passage.sentence_of[frame.cue.start] as usize];
    let starts = frame.content.iter().map(|part| part.start).filter(|&start| start >= frame.cue.end);
    let end = starts.min().unwrap_or(paragraph.tokens.end).min(sentence.end).max(frame.cue.end);
    let quoted =
        frame.content.iter().any(|part| part.end <= frame.cue.start && frame.cue.start - part.end <= 3);
    if paragraph.language != Language::Spanish || !quoted && end - frame.cue.end > 6 {
        return None;
    }
    let mut next = frame.cue.end;
    while next < end && passage.tokens[next].is(Class::Adverb) && !passage.tokens[next].is_capital() {
        next += 1;
    }
    phrase::after(context, next, end)
        .or_else(|| phrase::after_addressee(context, next, end))
        .or_else(|| noun::inverted(context, next, end, quoted).filter(|_| quoted))
}

/// Pronouns that may be a source by themselves.
const SUBJECTS: Classes = Classes(0).with(Class::Subject);

/// "X said", "said X": a pronoun or a run of capitals that touches the cue.
fn beside(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    let sentence = &passage.sentences[passage.sentence_of[frame.cue.start] as usize];
    let taken = |at: usize| frame.content.iter().any(|part| part.contains(&at));
    let name =
        |at: usize| passage.tokens[at].is_capital() && passage.tokens[at].kind == Kind::Word && !taken(at);
    let subject = |at: usize| passage.tokens[at].classes.any(SUBJECTS) && !taken(at);
    let before = frame.cue.start.checked_sub(1).filter(|at| *at >= sentence.start);
    if let Some(before) = before.filter(|&at| name(at) || subject(at)) {
        let start = (sentence.start..before).rev().take_while(|&at| name(at)).last().unwrap_or(before);
        return Some(start..before + 1);
    }
    let after = Some(frame.cue.end).filter(|&at| at < sentence.end);
    let after = after.filter(|&at| name(at) || subject(at))?;
    let end = (after + 1..sentence.end).take_while(|&at| name(at)).last().map_or(after + 1, |last| last + 1);
    Some(after..end)
}

/// "Human rights organisations have reported ...", "La Defensoría ha denunciado ...": the subject before the auxiliary.
fn perfect(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    let sentence = &passage.sentences[passage.sentence_of[frame.cue.start] as usize];
    let before = frame.cue.start.checked_sub(1).filter(|&at| at > sentence.start)?;
    let auxiliary = passage.tokens[before].is(Class::Have) || passage.tokens[frame.cue.start].is(Class::Have);
    let source = phrase::before(context, frame.cue.start, sentence.start).filter(|_| auxiliary)?;
    let said = frame.content.iter().any(|part| part.start < source.end && source.start < part.end);
    (!said).then_some(source)
}

/// Whether a word joins a verb to one before it.
fn joins(context: &Context<'_>, at: usize) -> bool {
    context.passage.tokens[at].is(Class::Conjunction)
        || matches!(context.passage.word(at), "aunque" | "mientras")
}

/// "X met the families and promised ...": the subject with which the sentence begins, for a verb behind a conjunction.
fn joined(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    let sentence = passage.sentences[passage.sentence_of[frame.cue.start] as usize].clone();
    let near = sentence.start.max(frame.cue.start.saturating_sub(2))..frame.cue.start;
    let conjunction = near.clone().any(|at| joins(context, at));
    let subject = phrase::subject(context, &sentence).filter(|_| conjunction)?;
    let spoken = frame.content.iter().any(|part| part.start < subject.end && subject.start < part.end)
        || phrase::is_spanish(context, subject.start) && subject.clone().any(|at| passage.quote_of[at] > 0);
    (subject.end <= near.start && !spoken).then_some(subject)
}

/// "Fui recibida por el ministro, que prometió", "habló su compañero Saúl Tejedor, quien pidió": what the relative pronoun
/// before a Spanish verb stands for.
fn antecedent(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    if frame.cue.is_empty() || !matches!(frame.origin, Origin::Model | Origin::That | Origin::Quote) {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[frame.cue.start] as usize].start;
    let mut first = frame.cue.start;
    while first > sentence && passage.tokens[first - 1].is(Class::Object) {
        first -= 1;
    }
    let relative = first.checked_sub(1).filter(|&at| at > sentence)?;
    let inverted = frame.source.as_ref().is_some_and(|source| source.start >= frame.cue.end);
    if inverted || !matches!(passage.word(relative), "que" | "quien" | "quienes") {
        return None;
    }
    // "difundió un comunicado en el que exige": whoever the sentence is about.
    if passage.tokens[relative - 1].is(Class::Article) {
        let inside = relative >= 2 && matches!(passage.word(relative - 2), "en" | "con" | "por");
        let before = relative.saturating_sub(2);
        return if inside { subject::opening(context, &(sentence..before), true) } else { None };
    }
    let end = relative - usize::from(passage.word(relative - 1) == ",");
    subject::ending(context, sentence, end).filter(|source| passage.quote_of[source.start] == 0)
}

/// "..., y la supervisora nos rogó que": the phrase for somebody that ends right before a Spanish verb.
fn own(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    if frame.cue.is_empty() || !phrase::is_spanish(context, frame.cue.start) {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[frame.cue.start] as usize].clone();
    let mut end = frame.cue.start;
    let small = |at: usize| {
        let token = &passage.tokens[at];
        !token.is_capital()
            && (token.is(Class::Object)
                || token.is(Class::Negation)
                || token.is(Class::Adverb)
                || token.is(Class::Have))
    };
    while end > sentence.start && small(end - 1) {
        end -= 1;
    }
    // "El abogado de los comuneros, Ñancul, anunció"
    let comma = end > sentence.start && passage.word(end - 1) == ",";
    let close = if comma { end - 1 } else { end };
    let begins = |at: &usize| {
        let fresh = *at == sentence.start
            || matches!(
                passage.word(*at - 1),
                "," | ";" | ":" | "y" | "e" | "pero" | "aunque" | "mientras" | "que" | "—"
            );
        fresh
            && subject::somebody(context, *at, close, true).is_some_and(|phrase| {
                phrase.end == close || comma && phrase.end < close && passage.word(phrase.end) == ","
            })
    };
    let start = (sentence.start.max(close.saturating_sub(LONGEST_SUBJECT))..close).find(begins)?;
    let subject = start..close;
    let taken = frame.content.iter().any(|part| part.start < subject.end && subject.start < part.end);
    (!taken && subject.clone().all(|at| passage.quote_of[at] == 0)).then_some(subject)
}

/// "Un oficial nos formó en el patio y nos dijo: «…»": the same of a Spanish sentence.
fn opened(context: &Context<'_>, frame: &Frame) -> Option<Range<usize>> {
    let passage = context.passage;
    if frame.cue.is_empty() || !phrase::is_spanish(context, frame.cue.start) {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[frame.cue.start] as usize].clone();
    let mut first = frame.cue.start;
    while first > sentence.start
        && (passage.tokens[first - 1].is(Class::Object) || passage.tokens[first - 1].is(Class::Adverb))
    {
        first -= 1;
    }
    let before = first.checked_sub(1).filter(|&at| at > sentence.start)?;
    if !joins(context, before) && !matches!(passage.word(before), ";" | "," | ":") {
        return None;
    }
    let subject = subject::opening(context, &(sentence.start..first), true)?;
    let spoken = frame.content.iter().any(|part| part.start < subject.end && subject.start < part.end);
    let quoted = subject.clone().any(|at| passage.quote_of[at] > 0);
    (!spoken && !quoted).then_some(subject)
}

/// "X said ..., adding ...", "X laughed and vowed ...": the source of the frame before it in the sentence, when the cue is
/// a gerund or follows a conjunction; a bare cue at a sentence's start, as Spanish has it, takes that of the sentence before.
fn shared(context: &Context<'_>, frames: &[Frame], at: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    let frame = &frames[at];
    let sentence = passage.sentence_of[frame.cue.start];
    let start = passage.sentences[sentence as usize].start;
    let paragraph = &passage.paragraphs[passage.paragraph_at(frame.cue.start)].tokens;
    let first = &passage.tokens[frame.cue.start];
    let before = frame.cue.start.checked_sub(1).map(|at| &passage.tokens[at]);
    let joined = first.is(Class::Gerund)
        || before.is_some_and(|it| it.is(Class::Gerund))
        || (start..frame.cue.start).rev().take(4).any(|at| joins(context, at));
    let others = || {
        frames.iter().filter(|other| other.cue.start < frame.cue.start && other.cue.start >= paragraph.start)
    };
    let nearest = others().filter(|other| other.source.is_some()).max_by_key(|other| other.cue.start)?;
    let same = passage.sentence_of[nearest.cue.start] == sentence;
    // Nobody else may have come in between.
    let between = nearest.cue.end..frame.cue.start;
    let quiet =
        !between.clone().any(|at| passage.tokens[at].classes.any(SUBJECTS) && passage.quote_of[at] == 0);
    (joined && same && quiet).then(|| nearest.source.clone()).flatten()
}
