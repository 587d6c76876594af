//! Names that the lists and the words around them make certain, where the model saw none: countries, a given name with what
//! follows it, a title with a name, a body's full name; and the same words elsewhere in the passage.

use std::collections::HashMap;
use std::ops::Range;

use super::tagger::{Name, is_shouted};
use super::written::is_particle;
use crate::kinds::{Language, MentionKind};
use crate::lexicon::{self, Class, Classes};
use crate::quotations::context::Context;
use crate::quotations::phrase;
use crate::text::token::{Kind, Shape, Token};

/// Adds names to those found, in order, none overlapping.
pub fn fill(context: &Context<'_>, names: &mut Vec<Name>) {
    let mut free = vec![true; context.passage.tokens.len()];
    for name in names.iter() {
        free[name.tokens.clone()].fill(false);
    }
    let mut more = Vec::new();
    let mut at = 0;
    while at < free.len() {
        match free[at].then(|| certain(context, at, &free)).flatten() {
            Some(name) => {
                free[name.tokens.clone()].fill(false);
                at = name.tokens.end;
                more.push(name);
            }
            None => at += 1,
        }
    }
    names.append(&mut more);
    names.sort_by_key(|name| name.tokens.start);
    again(context, names, &mut free);
    names.sort_by_key(|name| name.tokens.start);
}

/// A word that may stand in a name and is no function word.
fn is_name_word(token: &Token) -> bool {
    let functions = Classes(0)
        .with(Class::Article)
        .with(Class::Preposition)
        .with(Class::Subject)
        .with(Class::Conjunction)
        .with(Class::Demonstrative)
        .with(Class::Subordinator)
        .with(Class::Weekday)
        .with(Class::Month)
        .with(Class::Possessive);
    token.kind == Kind::Word && token.is_capital() && !token.classes.any(functions)
}

fn certain(context: &Context<'_>, at: usize, free: &[bool]) -> Option<Name> {
    let passage = context.passage;
    let token = &passage.tokens[at];
    if !token.is_capital() || token.kind != Kind::Word {
        return None;
    }
    let sentence = &passage.sentences[passage.sentence_of[at] as usize];
    let open = |index: usize| index < sentence.end && free[index];
    // Countries, and towns of several words.
    for length in (2..=lexicon::LONGEST_PHRASE.min(sentence.end - at)).rev() {
        let words = passage.tokens[at..at + length].iter().map(|token| token.word);
        let classes = lexicon::phrase_classes(words);
        if (at..at + length).all(open) && classes != Classes::default() {
            let body = classes.has(Class::Organisation);
            let kind = if body { MentionKind::Organisation } else { MentionKind::Place };
            return Some(Name { tokens: at..at + length, kind, probability: 0.8 });
        }
    }
    let alone = !passage.tokens.get(at + 1).is_some_and(|next| open(at + 1) && is_name_word(next));
    if token.is(Class::Country) && alone && !token.is(Class::GivenName) {
        return Some(Name { tokens: at..at + 1, kind: MentionKind::Place, probability: 0.8 });
    }
    let written = token.shape == Shape::Upper || token.end - token.start > 4;
    if token.is(Class::Organisation) && written && alone && !is_shouted(context, sentence) {
        return Some(Name { tokens: at..at + 1, kind: MentionKind::Organisation, probability: 0.7 });
    }
    // There was little Spanish to learn from.
    let spanish = passage.paragraphs[passage.paragraph_at(at)].language == Language::Spanish;
    let not_person = !token.is(Class::GivenName) && !token.is(Class::Surname);
    if spanish && alone && token.is(Class::City) && not_person {
        return Some(Name { tokens: at..at + 1, kind: MentionKind::Place, probability: 0.6 });
    }
    // An acronym; where more was learnt, one that comes again.
    let again = || {
        let same = passage.tokens.iter().filter(|other| other.word == token.word);
        same.filter(|other| other.shape == Shape::Upper).take(2).count() > 1
    };
    if token.shape == Shape::Upper
        && alone
        && (spanish || token.end - token.start > 3 && again())
        && (2..=7).contains(&(token.end - token.start))
        && !among_capitals(context, at, sentence)
        && !is_roman(passage.word(at))
    {
        return Some(Name { tokens: at..at + 1, kind: MentionKind::Organisation, probability: 0.5 });
    }
    let placed = at > sentence.start && matches!(passage.word(at - 1), "in" | "en" | "near" | "from");
    if token.is(Class::City) && alone && placed && !token.is(Class::GivenName) {
        return Some(Name { tokens: at..at + 1, kind: MentionKind::Place, probability: 0.7 });
    }
    if let Some(run) = speaker(context, at, sentence, &open) {
        return Some(Name { tokens: run, kind: MentionKind::Person, probability: 0.6 });
    }
    // A given name and at least one more; or one after a title.
    let after_title = at > sentence.start && {
        let before = &passage.tokens[at - 1];
        before.is(Class::Honorific)
            && (before.is_capital()
                || passage.paragraphs[passage.paragraph_at(at)].language == Language::Spanish)
    };
    if token.is(Class::GivenName)
        || after_title && is_name_word(token) && !token.is(Class::Body) && !token.is(Class::Facility)
    {
        let run = run(context, at, &(sentence.start..sentence.end), &open);
        let names = passage.tokens[run.clone()].iter().filter(|token| is_name_word(token)).count();
        if (2..=5).contains(&names) || after_title && names <= 4 {
            return Some(Name { tokens: run, kind: MentionKind::Person, probability: 0.7 });
        }
    }
    if spanish
        && !token.is(Class::Body)
        && !token.is(Class::Place)
        && !token.is(Class::Facility)
        && is_name_word(token)
        && at > sentence.start
    {
        let run = run(context, at, &(sentence.start..sentence.end), &open);
        let words = || passage.tokens[run.clone()].iter().filter(|token| is_name_word(token));
        let surnames = words().filter(|token| token.is(Class::Surname)).count();
        let other = words().any(|token| {
            token.is(Class::Country)
                || token.is(Class::City)
                || token.is(Class::Body)
                || token.shape == Shape::Upper
        });
        if (2..=4).contains(&words().count()) && surnames >= 1 && !other && run.len() == words().count() {
            return Some(Name { tokens: run, kind: MentionKind::Person, probability: 0.5 });
        }
    }
    // "Comisión de Derechos Humanos", "Ministry of Justice": with a capital inside a sentence.
    if token.is(Class::Body) && token.shape == Shape::Title && at > sentence.start {
        let run = run(context, at, &(sentence.start..sentence.end), &open);
        if run.len() >= 2 {
            return Some(Name { tokens: run, kind: MentionKind::Organisation, probability: 0.6 });
        }
    }
    None
}

/// Whether a word in capitals stands in a heading: other such words are near it, or a colon right behind it.
fn among_capitals(context: &Context<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let passage = context.passage;
    let near = sentence.start.max(at.saturating_sub(3))..sentence.end.min(at + 4);
    let shouts = |other: usize| other != at && passage.tokens[other].shape == Shape::Upper;
    is_shouted(context, sentence)
        || near.clone().any(shouts)
        || passage.word(at + 1) == ":"
        || sentence.len() < 4
}

/// Two to four words with capitals that do what people do: speak, have an age, a role or a "who" behind a comma.
fn speaker(
    context: &Context<'_>,
    at: usize,
    sentence: &Range<usize>,
    open: &dyn Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let passage = context.passage;
    let not_people = Classes(0)
        .with(Class::Body)
        .with(Class::Place)
        .with(Class::Facility)
        .with(Class::Country)
        .with(Class::City)
        .with(Class::Organisation)
        .with(Class::Role)
        .with(Class::Person)
        .with(Class::Adverb)
        .with(Class::Cue);
    let fits = |token: &Token| {
        is_name_word(token)
            && matches!(token.shape, Shape::Title | Shape::Mixed | Shape::Initial)
            && (!token.classes.any(not_people)
                || token.classes.any(Classes(0).with(Class::GivenName).with(Class::Surname)))
    };
    let before = at.checked_sub(1).filter(|at| *at >= sentence.start);
    if before.is_some_and(|before| fits(&passage.tokens[before])) || is_shouted(context, sentence) {
        return None;
    }
    let end = (at..sentence.end).find(|&index| !open(index) || !fits(&passage.tokens[index]))?;
    let verb = |at: usize| sentence.contains(&at) && phrase::is_speech(context, at);
    let word = |at: usize| if at < sentence.end { passage.word(at) } else { "" };
    let role = |at: usize| {
        at < sentence.end && passage.tokens[at].is(Class::Role) && !passage.tokens[at].is_capital()
    };
    let behind = word(end) == ","
        && (matches!(word(end + 1), "who" | "whose" | "quien" | "quienes")
            || role(end + 1)
            || matches!(word(end + 1), "the" | "a" | "an" | "el" | "la" | "un" | "una") && role(end + 2)
            || passage
                .tokens
                .get(end + 1)
                .is_some_and(|it| it.kind == Kind::Number && it.end - it.start <= 2)
                && word(end + 2) == ",");
    let acts = matches!(
        word(end),
        "interviewing"
            | "speaking"
            | "talking"
            | "meeting"
            | "visiting"
            | "reporting"
            | "walking"
            | "telling"
    );
    let speaks = verb(end) || acts || before.is_some_and(verb);
    ((2..=4).contains(&(end - at)) && (behind || speaks)).then_some(at..end)
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| "IVXLCM".contains(c))
}

/// Capitals from `at` with the particles between them.
fn run(
    context: &Context<'_>,
    at: usize,
    sentence: &Range<usize>,
    open: &dyn Fn(usize) -> bool,
) -> Range<usize> {
    let passage = context.passage;
    let mut end = at + 1;
    let mut index = at + 1;
    while index < sentence.end && index - at < 10 && open(index) {
        let word = passage.word(index);
        if is_name_word(&passage.tokens[index]) {
            end = index + 1;
        } else if !is_particle(word) && word != "of" || matches!(word, "y" | "e") && index - at < 2 {
            // "Ortega Paz y Paz" is one name, "Alain y Otero" two.
            break;
        }
        index += 1;
    }
    at..end
}

/// The last word of a person's name, or all of another name, names the same wherever else it stands with a capital. Words
/// that two kinds share are left alone.
fn again(context: &Context<'_>, names: &mut Vec<Name>, free: &mut [bool]) {
    let passage = context.passage;
    let mut kinds: HashMap<u32, Option<MentionKind>> = HashMap::new();
    for name in names.iter() {
        let last = &passage.tokens[name.tokens.end - 1];
        let counts = name.kind == MentionKind::Person || name.tokens.len() == 1;
        if !counts || !is_name_word(last) || last.end - last.start < 4 {
            continue;
        }
        let strong = name.tokens.len() > 1 || name.probability > 0.6;
        let kind = kinds.entry(last.word).or_insert(strong.then_some(name.kind));
        if *kind != Some(name.kind) && name.tokens.len() > 1 {
            // A full name says more than one word alone.
            *kind = Some(name.kind);
        }
    }
    for name in names.iter_mut().filter(|name| name.tokens.len() == 1) {
        let word = passage.tokens[name.tokens.start].word;
        if let Some(Some(MentionKind::Person)) = kinds.get(&word) {
            name.kind = MentionKind::Person;
        }
    }
    for at in 0..passage.tokens.len() {
        let token = &passage.tokens[at];
        let Some(Some(kind)) = kinds.get(&token.word).filter(|_| free[at] && is_name_word(token)) else {
            continue;
        };
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| passage.tokens.get(at).filter(|_| free[at]))
                .is_some_and(|it| is_name_word(it) && !it.is(Class::Honorific))
        };
        if !neighbour(Some(at + 1)) && !neighbour(at.checked_sub(1)) {
            free[at] = false;
            names.push(Name { tokens: at..at + 1, kind: *kind, probability: 0.6 });
        }
    }
}
