//! Rules that find quotations by themselves: a quote beside a cue verb, in both languages; "verb + que", "según", and the
//! dash of dialogue in Spanish, for which there is little to learn from. Never says who a source is.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin};
use crate::kinds::Language;
use crate::lexicon::{Class, Classes};
use crate::text::quote::{Quote, Style};
use crate::text::token::{Kind, Token};

/// The longest source that a rule takes, in tokens.
const LONGEST_SOURCE: usize = 16;

/// What the rules find in a passage.
pub fn find(context: &Context<'_>) -> Vec<Frame> {
    let mut frames = Vec::new();
    for quote in
        context.passage.quotes.iter().filter(|quote| quote.depth == 0 && quote.style != Style::Single)
    {
        frames.extend(beside_quote(context, quote));
    }
    for paragraph in &context.passage.paragraphs {
        if paragraph.language == Language::English {
            frames.extend(paragraph.tokens.clone().filter_map(|at| gerund(context, at)));
        }
        if paragraph.language == Language::Spanish {
            for at in paragraph.tokens.clone() {
                frames.extend(that_clause(context, at));
                frames.extend(according(context, at));
            }
        }
    }
    frames
}

/// A verb that reports, as it stands in a sentence.
fn is_verb(token: &Token) -> bool {
    let classes = token.classes;
    classes.has(Class::Cue)
        && (classes.has(Class::Finite) && (classes.has(Class::Past) || classes.has(Class::Present)))
        && !classes.has(Class::Article)
        && !classes.has(Class::Preposition)
        && !token.is_capital()
        && token.end - token.start > 2
}

/// A verb of speech that reports.
pub fn is_speech(token: &Token) -> bool {
    is_verb(token) && token.is(Class::Speech)
}

/// Words that make a noun phrase somebody who can speak.
const SPEAKERS: Classes = Classes(0)
    .with(Class::Role)
    .with(Class::Person)
    .with(Class::Body)
    .with(Class::Source)
    .with(Class::Subject)
    .with(Class::CueNoun)
    .with(Class::Honorific);

fn speaks(context: &Context<'_>, range: &Range<usize>) -> bool {
    context.passage.tokens[range.clone()]
        .iter()
        .any(|token| token.is_capital() || token.classes.any(SPEAKERS))
}

/// The noun phrase that begins at `at`, as a subject after its verb.
pub fn phrase_after(context: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    let stops = |index: usize| {
        let token = &passage.tokens[index];
        let plain = token.kind != Kind::Word && token.kind != Kind::Number;
        let links = matches!(passage.word(index), "de" | "del" | "of" | "y" | "and" | "e" | "for" | "para");
        let other = token.is(Class::Preposition) && !links
            || token.is(Class::That)
            || token.is(Class::Subordinator)
            || token.is(Class::Relative);
        let verb = is_verb(token) || token.is(Class::Be) || token.is(Class::Have) || token.is(Class::Gerund);
        let when = token.is(Class::Weekday) || token.is(Class::Adverb) && !token.is_capital();
        plain || other && index > at || verb || when
    };
    let mut stop = (at..end.min(at + LONGEST_SOURCE))
        .find(|&index| stops(index))
        .unwrap_or(end.min(at + LONGEST_SOURCE));
    // "dijo la abogada, Sonia Bermejo": an apposition by name belongs to it.
    let named = |index: usize| passage.tokens.get(index).is_some_and(Token::is_capital) && index < end;
    if stop > at && passage.word(stop) == "," && named(stop + 1) && named(stop + 2) {
        let run = (stop + 1..end).take_while(|&index| {
            passage.tokens[index].is_capital() || matches!(passage.word(index), "de" | "la" | "del")
        });
        stop = run.last().map_or(stop, |last| last + 1);
    }
    while stop > at
        && passage.tokens[stop - 1]
            .classes
            .any(Classes(0).with(Class::Article).with(Class::Preposition).with(Class::Conjunction))
        && !passage.tokens[stop - 1].is_capital()
    {
        stop -= 1;
    }
    let phrase = at..stop;
    (!phrase.is_empty() && speaks(context, &phrase)).then_some(phrase)
}

/// The noun phrase that ends right before `at`, as a subject before its verb: all since the sentence began or since the
/// last verb or quote, without what introduces it.
pub fn phrase_before(context: &Context<'_>, at: usize, start: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    let small = |index: usize| {
        passage.tokens[index].is(Class::Object)
            || passage.tokens[index].is(Class::Negation)
            || passage.tokens[index].is(Class::Adverb)
            || passage.tokens[index].is(Class::Have)
    };
    let mut end = at;
    while end > start && small(end - 1) && !passage.tokens[end - 1].is_capital() {
        end -= 1;
    }
    if end > start && passage.word(end - 1) == "," {
        end -= 1;
    }
    let breaks = |index: usize| {
        let token = &passage.tokens[index];
        token.kind == Kind::Quote
            || matches!(passage.word(index), ":" | ";" | "—" | "–" | ")" | ".")
            || is_verb(token) && !token.is(Class::Role)
            || token.is(Class::Be)
    };
    let mut from = (start..end).rev().find(|&index| breaks(index)).map_or(start, |index| index + 1);
    let skips = |index: usize| {
        let token = &passage.tokens[index];
        let intro = token.is(Class::Adverb)
            || token.is(Class::Conjunction)
            || token.is(Class::Preposition)
            || token.is(Class::That)
            || token.is(Class::Subordinator);
        intro && !token.is(Class::Article) || passage.word(index) == ","
    };
    while from < end && skips(from) {
        from += 1;
    }
    let phrase = from..end;
    (!phrase.is_empty() && phrase.len() <= LONGEST_SOURCE && speaks(context, &phrase)).then_some(phrase)
}

/// `«...», dijo X`; `X dijo: «...»`; `—... —dijo X—`.
fn beside_quote(context: &Context<'_>, quote: &Quote) -> Option<Frame> {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let words = passage.tokens[quote.content()].iter().filter(|token| token.kind == Kind::Word).count();
    let whole = if quote.style == Style::Dash { quote.content() } else { quote.open..quote.end() };
    let origin = if quote.style == Style::Dash { Origin::Dash } else { Origin::Quote };
    // The models learnt from much English and little Spanish.
    let language = passage.paragraphs[passage.paragraph_at(quote.open)].language;
    let sure = if language == Language::Spanish { 0.85 } else { 0.2 };
    let make = |cue: Range<usize>, source| Frame {
        cue,
        content: vec![whole.clone()],
        source,
        probability: [sure, 1.0],
        origin,
    };
    // After it.
    let mut at = quote.end();
    while at < paragraph.end
        && matches!(passage.word(at), "," | "—" | "–" | "―" | "--" | "se" | "lo" | "le" | "así")
    {
        at += 1;
    }
    let touches = at > quote.end()
        || quote.close.checked_sub(1).is_some_and(|last| matches!(passage.word(last), "," | "?" | "!"));
    if at < paragraph.end && touches && words >= 2 && is_speech(&passage.tokens[at]) {
        let mut next = at + 1;
        // "respondió ayer la ministra", "dijo a la prensa Ana".
        while next < paragraph.end
            && passage.tokens[next].is(Class::Adverb)
            && !passage.tokens[next].is_capital()
        {
            next += 1;
        }
        return Some(make(at..at + 1, phrase_after(context, next, paragraph.end)));
    }
    // Before it: the verb, perhaps with an addressee, then a comma, a colon or "que".
    let before = quote.open.checked_sub(1).filter(|&at| at >= paragraph.start)?;
    if words < 3 || !matches!(passage.word(before), ":" | ",") {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[before] as usize].start;
    let verb = (sentence..before)
        .rev()
        .take(14)
        .take_while(|&at| passage.tokens[at].kind != Kind::Quote)
        .find(|&at| is_speech(&passage.tokens[at]))?;
    let source = phrase_before(context, verb, sentence).or_else(|| phrase_after(context, verb + 1, before));
    Some(make(verb..verb + 1, source))
}

/// `X negó que ...`; `X aseguró el lunes que ...`.
fn that_clause(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let verb = &passage.tokens[at];
    if !is_verb(verb) || passage.quote_of[at] > 0 {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let that = (at + 1..sentence.end.min(at + 9))
        .find(|&next| matches!(passage.word(next), "que" | ":" | "." | ","))?;
    if passage.word(that) != "que" {
        return None;
    }
    let mut end = sentence.end;
    while end > that + 1 && matches!(passage.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    // Another report joined to it ends it: "..., y prometió que ...", "..., según ...".
    let joined = |next: usize| {
        let conjunction = matches!(passage.word(next), "y" | "e" | "pero" | "aunque")
            && passage.tokens.get(next + 1).is_some_and(is_speech);
        passage.quote_of[next] == 0
            && (conjunction
                || passage.word(next) == ","
                    && passage.tokens.get(next + 1).is_some_and(|it| it.is(Class::Accord) || is_speech(it)))
    };
    end = (that + 1..end).find(|&next| joined(next)).unwrap_or(end);
    let inverted = phrase_after(context, at + 1, that);
    let source = phrase_before(context, at, sentence.start).or(inverted);
    (end > that + 2).then(|| Frame {
        cue: at..at + 1,
        content: vec![that..end],
        source,
        probability: [0.5, 1.0],
        origin: Origin::That,
    })
}

/// "X called it absurd, alleging ...": what follows the gerund, to the end of the sentence.
fn gerund(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let verb = &passage.tokens[at];
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let reports = verb.is(Class::Gerund)
        && matches!(
            passage.word(at),
            "alleging"
                | "claiming"
                | "saying"
                | "denying"
                | "accusing"
                | "insisting"
                | "arguing"
                | "demanding"
                | "warning"
                | "adding"
        );
    if !reports || at == sentence.start || passage.word(at - 1) != "," || passage.quote_of[at] > 0 {
        return None;
    }
    let mut end = sentence.end;
    while end > at + 1 && matches!(passage.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    let source = phrase_before(context, at - 1, sentence.start).filter(|phrase| phrase.len() <= 4);
    (end > at + 1).then(|| Frame {
        cue: at..at + 1,
        content: vec![at + 1..end],
        source,
        probability: [0.2, 1.0],
        origin: Origin::That,
    })
}

/// "Según X, ..." and "..., según X".
fn according(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let words = |count: usize| passage.words(&(at..(at + count).min(passage.tokens.len()))).to_lowercase();
    let length = if passage.tokens[at].is(Class::Accord) && words(1) == "según" {
        1
    } else if [
        "a juicio de",
        "en opinión de",
        "en palabras de",
        "de acuerdo con",
        "a criterio de",
        "a entender de",
    ]
    .contains(&words(3).as_str())
    {
        3
    } else {
        return None;
    };
    if passage.quote_of[at] > 0 {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let source = phrase_after(context, at + length, sentence.end)?;
    let mut end = sentence.end;
    while end > source.end && matches!(passage.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    let content = if at == sentence.start {
        let comma = (source.end..end).find(|&at| passage.word(at) == ",")?;
        comma + 1..end
    } else {
        let before = at - usize::from(at > sentence.start && passage.word(at - 1) == ",");
        sentence.start..before
    };
    (content.len() >= 3).then(|| Frame {
        cue: at..at + length,
        content: vec![content],
        source: Some(source),
        probability: [0.6, 1.0],
        origin: Origin::Accord,
    })
}
