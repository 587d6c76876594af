//! Verbs that report, and the noun phrases around them that can speak. Never reads a name where there is none: what is no
//! noun phrase, no pronoun and no name is no source.

use std::ops::Range;

use super::context::Context;
use super::spanish::{noun, verb};
use crate::kinds::Language;
use crate::lexicon::{Class, Classes};
use crate::text::token::{Kind, Token};

/// The longest source that a rule takes, in tokens.
const LONGEST: usize = 16;
/// The longest relative clause that may stand between a subject and its verb.
const LONGEST_CLAUSE: usize = 28;

/// Words that make a noun phrase somebody who can speak.
const SPEAKERS: Classes = Classes(0)
    .with(Class::Role)
    .with(Class::Person)
    .with(Class::Body)
    .with(Class::Source)
    .with(Class::Subject)
    .with(Class::CueNoun)
    .with(Class::Honorific);

/// Words that are no part of any source by themselves.
const EMPTY: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Object)
    .with(Class::Preposition)
    .with(Class::Adverb)
    .with(Class::Conjunction)
    .with(Class::Negation)
    .with(Class::Subordinator)
    .with(Class::Demonstrative)
    .with(Class::That)
    .with(Class::TimeUnit)
    .with(Class::Month)
    .with(Class::Weekday)
    .with(Class::Number)
    .with(Class::Scale)
    .with(Class::Auxiliary)
    .with(Class::Modal)
    .with(Class::Question)
    .with(Class::Possessive);

/// A form of a cue verb that can stand for a report.
fn is_verb(token: &Token) -> bool {
    let classes = token.classes;
    classes.has(Class::Cue)
        && (classes.has(Class::Finite) && (classes.has(Class::Past) || classes.has(Class::Present)))
        && !classes.has(Class::Article)
        && !classes.has(Class::Preposition)
        && !token.is_capital()
        && token.end - token.start > 2
}

/// A verb that reports, as it stands in its sentence: "un informe" is none.
pub fn reports(context: &Context<'_>, at: usize) -> bool {
    let tokens = &context.passage.tokens;
    let noun = Classes(0).with(Class::Article).with(Class::Possessive).with(Class::Demonstrative);
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    // "lo", "la" and "los" before a verb are its objects; what they make a noun ends as one.
    let nominal = before.is_some_and(|it| it.classes.any(noun) && !it.is(Class::Object));
    if !tokens[at].is(Class::Cue) {
        return false;
    }
    is_verb(&tokens[at]) && !nominal
        || verb::compound(context, at).is_some()
        || verb::opens(context, at) && is_spanish(context, at)
}

/// Whether the token stands in a Spanish paragraph.
pub fn is_spanish(context: &Context<'_>, at: usize) -> bool {
    context.passage.paragraphs[context.passage.paragraph_at(at)].language == Language::Spanish
}

/// A verb of speech that reports.
pub fn is_speech(context: &Context<'_>, at: usize) -> bool {
    context.passage.tokens[at].is(Class::Speech) && reports(context, at)
}

fn speaks(context: &Context<'_>, range: &Range<usize>) -> bool {
    let tokens = &context.passage.tokens[range.clone()];
    let alone =
        || !range.is_empty() && is_spanish(context, range.start) && stands_alone(context, range.start, range);
    (tokens.iter().any(|token| token.is_capital() || token.classes.any(SPEAKERS)) || alone())
        && is_source(context, range)
}

/// Whether the words can be a source at all: a noun phrase, a pronoun or a name; no clitic, adverb, date or verb alone.
pub fn is_source(context: &Context<'_>, range: &Range<usize>) -> bool {
    let passage = context.passage;
    let names = Classes(0).with(Class::GivenName).with(Class::Surname).with(Class::Country).with(Class::City);
    let whole = |at: usize| {
        let token = &passage.tokens[at];
        let first = at == passage.sentences[passage.sentence_of[at] as usize].start;
        let spanish = passage.paragraphs[passage.paragraph_at(at)].language == Language::Spanish;
        if token.kind != Kind::Word {
            return token.kind == Kind::Address;
        }
        if spanish && stands_alone(context, at, range) {
            return true;
        }
        if token.classes.any(SPEAKERS) || token.is(Class::Relative) && !token.is(Class::Article) {
            return true;
        }
        if token.classes.any(EMPTY) {
            // "Mayo", "Abril", "Sur" inside a sentence may be names.
            return token.is_capital() && !first && token.classes.any(names);
        }
        let verb = token.classes.any(Classes(0).with(Class::Cue).with(Class::Be).with(Class::Have))
            || spanish
                && !token.is_capital()
                && (passage.word(at).ends_with("ía") || passage.word(at).ends_with('ó'));
        !verb || token.is_capital() && (!first || token.classes.any(names)) || range.len() > 2
    };
    range.clone().any(whole)
}

/// "El segundo", "aquel": words that stand for somebody named before.
fn stands_alone(context: &Context<'_>, at: usize, range: &Range<usize>) -> bool {
    let word = context.passage.word(at);
    // "Uno que mandaba", "los que llevan más tiempo", "quien lo vio"
    let next = context.passage.word(at + 1);
    let some = |word: &str| {
        matches!(
            word,
            "uno"
                | "una"
                | "unos"
                | "unas"
                | "alguien"
                | "alguno"
                | "alguna"
                | "algunos"
                | "algunas"
                | "otro"
                | "otra"
                | "otros"
                | "otras"
                | "varios"
                | "varias"
                | "muchos"
                | "muchas"
                | "el"
                | "la"
                | "los"
                | "las"
                | "aquellos"
                | "aquellas"
        )
    };
    if at == range.start
        && range.len() > 2
        && matches!(next, "que" | "de" | "del")
        && some(&word.to_lowercase())
    {
        return true;
    }
    match range.len() {
        1 => {
            let noun = context.passage.tokens.get(at + 1).is_some_and(|it| it.kind == Kind::Word);
            let this =
                matches!(word, "aquel" | "aquella" | "éste" | "ésta" | "ése" | "ésa" | "este" | "esta");
            (this
                || some(&word.to_lowercase())
                    && !matches!(next, "" | ".")
                    && !word.ends_with("os")
                    && word.len() > 3)
                && !noun
        }
        2 => {
            at > range.start
                && matches!(
                    word,
                    "primero"
                        | "primera"
                        | "segundo"
                        | "segunda"
                        | "tercero"
                        | "tercera"
                        | "último"
                        | "última"
                        | "otro"
                        | "otra"
                )
        }
        _ => false,
    }
}

/// The subject with which a sentence begins, up to its first verb, for a verb joined to that one further on: "The producer
/// cancelled the episode but did not explain". What a comma sets off in front of it is none of it.
pub fn subject(context: &Context<'_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let passage = context.passage;
    let mut start = sentence.start;
    let opens = |at: usize| {
        passage.tokens[at].kind == Kind::Quote
            || passage.tokens[at].is(Class::Conjunction)
            || passage.tokens[at].is(Class::Adverb)
    };
    while start < sentence.end && opens(start) {
        start += 1;
    }
    // "Calificó la decisión de ...": Spanish may begin with its verb.
    let opening = passage.tokens.get(start)?;
    if opening.is(Class::Cue) && opening.is(Class::Finite) && !opening.is(Class::Role) {
        return None;
    }
    let verb = |at: &usize| {
        let token = &passage.tokens[*at];
        token
            .classes
            .any(Classes(0).with(Class::Be).with(Class::Have).with(Class::Auxiliary).with(Class::Modal))
            || matches!(context.tags[*at], 37 | 40..=43)
            || token.kind != Kind::Word && token.kind != Kind::Number && passage.word(*at) != ","
    };
    let end = (start..sentence.end.min(start + 2 * LONGEST)).find(verb)?;
    if let Some(comma) = (start..end).rev().find(|&at| passage.word(at) == ",") {
        let front = &passage.tokens[start];
        let intro = front.is(Class::Preposition)
            || front.is(Class::Subordinator)
            || !is_source(context, &(start..comma))
            || passage.tokens[start..comma].iter().any(|it| it.is(Class::TimeUnit));
        if !intro {
            // "Ana Ruiz, the mayor, said": a name with what it is.
            let first = (start..end).find(|&at| passage.word(at) == ",").unwrap_or(comma);
            let phrase = start..first;
            return (phrase.len() <= LONGEST && speaks(context, &phrase)).then_some(phrase);
        }
        start = comma + 1;
    }
    let phrase = start..end;
    (!phrase.is_empty() && phrase.len() <= LONGEST && speaks(context, &phrase)).then_some(phrase)
}

/// The noun phrase that begins at `at`, as a subject after its verb.
pub fn after(context: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    if passage.tokens.get(at).is_none_or(|it| it.is(Class::Preposition) && !it.is_capital()) {
        return None;
    }
    let stops = |index: usize| {
        let token = &passage.tokens[index];
        let plain = token.kind != Kind::Word && token.kind != Kind::Number;
        let links = matches!(passage.word(index), "de" | "del" | "of" | "y" | "and" | "e" | "for" | "para");
        let other = token.is(Class::Preposition) && !links
            || token.is(Class::That)
            || token.is(Class::Subordinator)
            || token.is(Class::Relative);
        let verb = reports(context, index)
            || token.is(Class::Be)
            || token.is(Class::Have)
            || token.is(Class::Gerund);
        let when = token.is(Class::Weekday) || token.is(Class::Adverb) && !token.is_capital();
        plain || other && index > at || verb || when
    };
    let mut stop = (at..end.min(at + LONGEST)).find(|&index| stops(index)).unwrap_or(end.min(at + LONGEST));
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

/// The subject behind a Spanish verb and whom it speaks to: "aseguró a Radio Litoral un trabajador".
pub fn after_addressee(context: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    if !matches!(passage.word(at), "a" | "al" | "ante" | "en" | "por" | "con") || at >= end {
        return None;
    }
    let stop = (at + 1..end.min(at + 12))
        .find(|&index| {
            let token = &passage.tokens[index];
            !matches!(token.kind, Kind::Word | Kind::Number)
                || token.is(Class::That)
                || reports(context, index) && !token.is_capital()
        })
        .unwrap_or(end.min(at + 12));
    let begins = |index: &usize| {
        let (token, before) = (&passage.tokens[*index], &passage.tokens[*index - 1]);
        let linked = before.classes.any(
            Classes(0)
                .with(Class::Preposition)
                .with(Class::Article)
                .with(Class::Conjunction)
                .with(Class::Possessive),
        );
        !linked
            && (token.is(Class::Article)
                || token.is(Class::Possessive)
                || token.is_capital() && token.is(Class::GivenName) && !before.is_capital())
    };
    let start = (at + 2..stop).find(begins)?;
    after(context, start, end)
}

/// The noun phrase that ends right before `at`, as a subject before its verb: all since the sentence began or since the
/// last verb or quote, without what introduces it and without a relative clause between it and the verb.
pub fn before(context: &Context<'_>, at: usize, start: usize) -> Option<Range<usize>> {
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
        let opens = |index: &usize| {
            passage.word(*index) == ","
                && (passage.tokens[*index + 1].is(Class::Relative)
                    && !passage.tokens[*index + 1].is(Class::Article))
        };
        let from = start.max(end.saturating_sub(LONGEST_CLAUSE));
        if let Some(comma) = (from..end).rev().find(opens) {
            end = comma;
        }
    }
    let breaks = |index: usize| {
        let token = &passage.tokens[index];
        token.kind == Kind::Quote
            || matches!(passage.word(index), ":" | ";" | "—" | "–" | ")" | ".")
            || reports(context, index) && !token.is(Class::Role)
            || token.is(Class::Be)
    };
    let mut from = (start..end).rev().find(|&index| breaks(index)).map_or(start, |index| index + 1);
    // "He prometido callar, pero los vecinos dicen"
    let joins = |index: usize| {
        passage.word(index) == ","
            && (passage.tokens[index + 1].is(Class::Conjunction) || passage.word(index + 1) == "aunque")
    };
    if is_spanish(context, start)
        && let Some(comma) = (from.max(end.saturating_sub(2 * LONGEST))..end.saturating_sub(2))
            .rev()
            .find(|&index| joins(index))
        && speaks(context, &(comma + 2..end))
    {
        from = comma + 2;
    }
    // "es menor de edad, respondió": what somebody is, not who.
    if from > start && is_spanish(context, start) && passage.tokens[from - 1].is(Class::Be) {
        return None;
    }
    let skips = |index: usize| {
        let token = &passage.tokens[index];
        let intro = token.is(Class::Adverb)
            || token.is(Class::Conjunction)
            || token.is(Class::Preposition)
            || token.is(Class::That)
            || token.is(Class::Subordinator);
        intro && !token.is(Class::Article) || passage.word(index) == ","
    };
    // "Esta mañana, X", "En una carta, X": what a comma sets off in front and what cannot speak is none of it.
    if let Some(comma) = (from..end).find(|&index| passage.word(index) == ",") {
        let front = from..comma;
        let introduces = front.start < front.end
            && (passage.tokens[front.start].is(Class::Preposition) || !is_source(context, &front));
        let rest = comma + 1..end;
        // "En un mensaje, la menor le dijo": an article is enough where a phrase of place or time came before.
        let begins = |rest: &Range<usize>| {
            passage.tokens[rest.start].is(Class::Article)
                && is_spanish(context, at.min(rest.start))
                && is_source(context, rest)
        };
        if introduces && !rest.is_empty() && (speaks(context, &rest) || begins(&rest)) {
            from = comma + 1;
        }
    }
    let first = from;
    while from < end && skips(from) {
        from += 1;
    }
    // "En sus memorias escribió": nobody; "En un comunicado la empresa aseguró": who stands behind where.
    let adverbial =
        (first..from).any(|at| passage.tokens[at].is(Class::Preposition) && passage.word(at) != ",");
    if adverbial && is_spanish(context, first) {
        from = noun::behind(context, from - 1, end).unwrap_or(end);
    }
    let phrase = from..end;
    (!phrase.is_empty() && phrase.len() <= LONGEST && speaks(context, &phrase)).then_some(phrase)
}
