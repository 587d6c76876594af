//! The subject with which a Spanish sentence begins, when it is somebody: a name, a person, a role. Never a thing, never
//! somebody whom the sentence only mentions further on.

use std::ops::Range;

use super::super::context::Context;
use super::noun::BEGINS;
use super::{noun, verb};
use crate::lexicon::{Class, Classes};
use crate::text::token::{Kind, Shape};

/// The longest adverbial before the subject, and the longest aside behind it, in tokens.
const LONGEST_ASIDE: usize = 24;

/// Nouns for somebody.
const PEOPLE: Classes = Classes(0).with(Class::Role).with(Class::Person).with(Class::Honorific);

/// Nouns for what speaks without being somebody: a body, a text.
const THINGS: Classes =
    Classes(0).with(Class::Body).with(Class::Source).with(Class::CueNoun).with(Class::Document);

/// Words that no name begins with.
const SMALL: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Preposition)
    .with(Class::Conjunction)
    .with(Class::Object)
    .with(Class::Possessive)
    .with(Class::Demonstrative)
    .with(Class::Adverb)
    .with(Class::Negation)
    .with(Class::That)
    .with(Class::Subordinator)
    .with(Class::Relative)
    .with(Class::Question)
    .with(Class::Auxiliary)
    .with(Class::Modal)
    .with(Class::Quantifier)
    .with(Class::Number)
    .with(Class::Subject)
    .with(Class::TimeUnit)
    .with(Class::Weekday)
    .with(Class::Month)
    .with(Class::Cue);

/// Verbs in the present of what people do while they speak, and of being: no ending tells them from nouns.
const PRESENT: &str = "tiene tienen lleva llevan vive viven habla hablan llora lloran ríe ríen sonríe sonríen baja bajan sube mira \
    miran guarda guardan calla callan suspira asiente niega respira hace hacen muestra muestran sabe saben espera esperan \
    trabaja trabajan vende cose cocina sirve sirven abre abren cierra cierran señala enseña enseñan saca sacan levanta levantan \
    agacha encoge aprieta sostiene sujeta toma toman da dan pide piden vuelve vuelven sale salen llega llegan entra entran va van \
    viene vienen sigue siguen camina caminan acaricia abraza besa rompe estalla traga bebe fuma prende enciende apaga deja dejan \
    pone ponen quita quitan cuelga alza frunce mueve golpea repasa hojea relee dobla desdobla guarda busca buscan encuentra \
    duda dudan teme temen quiere quieren puede pueden debe deben parece parecen recuerda recuerdan cuenta cuentan resopla \
    ronda suele suelen carga cargan perdió cuida cuidan atiende atienden dirige dirigen preside representa representan conoce conocen";

/// Whether the word, in small letters, is a verb that somebody is the subject of.
fn acts(context: &Context<'_>, at: usize) -> bool {
    let token = &context.passage.tokens[at];
    let word = context.passage.word(at);
    let helps = Classes(0).with(Class::Be).with(Class::Have).with(Class::Modal);
    token.kind == Kind::Word
        && !token.is_capital()
        && (verb::is_finite(context, at)
            || token.classes.any(helps)
            || token.is(Class::Cue) && token.is(Class::Finite)
            || word.len() > 4 && word.ends_with("ía")
            || PRESENT.split_ascii_whitespace().any(|verb| verb == word))
}

/// Who the sentence, or part of one, in `range` is about: the phrase, when a verb follows it. With `things`, bodies and
/// texts count as well.
pub fn opening(context: &Context<'_>, range: &Range<usize>, things: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    let mut at = range.start;
    let light = Classes(0).with(Class::Conjunction).with(Class::Adverb);
    while at < range.end
        && (passage.tokens[at].classes.any(light) && !passage.tokens[at].is(Class::GivenName)
            || matches!(passage.word(at), "," | "—" | "–" | "." | "…" | "..."))
    {
        at += 1;
    }
    // "El primer día un oficial nos formó"
    let timed = passage.tokens.get(at).is_some_and(|it| it.classes.any(BEGINS));
    if let Some(next) = noun::when(context, at, range.end).filter(|_| timed) {
        at = next + usize::from(passage.word(next) == ",");
    }
    // "Fue la propia madre quien lo contó"
    let copula =
        matches!(passage.word(at), "Fue" | "Es" | "Era" | "Fueron" | "Son" | "fue" | "es") && at < range.end;
    let cleft = copula.then(|| somebody(context, at + 1, range.end, things)).flatten();
    if let Some(phrase) = cleft {
        let next = (phrase.end..phrase.end + 2)
            .any(|at| at < range.end && matches!(passage.word(at), "quien" | "quienes" | "que"));
        return next.then_some(phrase);
    }
    found(context, at, range.end, things).or_else(|| {
        // "En la puerta del penal, Ana ...", "Sentada en su cocina, Ana ..."
        let comma = (at..range.end.min(at + LONGEST_ASIDE)).find(|&at| passage.word(at) == ",")?;
        let first = passage.tokens.get(at)?;
        let adverbial = first.is(Class::Preposition)
            || first.is(Class::Subordinator)
            || ends_with_any(
                &passage.word(at).to_lowercase(),
                &["ado", "ada", "ido", "ida", "ando", "iendo", "mente"],
            );
        if adverbial && !(at..comma).any(|at| passage.tokens[at].kind == Kind::Quote) {
            found(context, comma + 1, range.end, things)
        } else {
            None
        }
    })
}

fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// The phrase at `at`, when a verb follows.
fn found(context: &Context<'_>, at: usize, end: usize, things: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    // "A Marta se le quiebra la voz"
    let felt = matches!(passage.word(at), "A" | "Al" | "a" | "al") && at < end;
    let phrase = somebody(context, at + usize::from(felt && passage.word(at).len() == 1), end, things)?;
    let mut next = phrase.end;
    if next + 1 < end && passage.word(next) == "," && acts_soon(context, next + 1, end, felt) {
        return Some(phrase);
    }
    if next < end && matches!(passage.word(next), "," | "(" | "—" | "–") {
        // "Ana Ribas, enfermera jubilada, vive enfrente"
        let close = match passage.word(next) {
            "," => ",",
            "(" => ")",
            dash => dash,
        };
        next = (next + 1..end.min(next + LONGEST_ASIDE)).find(|&at| passage.word(at) == close)? + 1;
    } else if next < end && matches!(passage.word(next), "que" | "quien" | "quienes") {
        return Some(phrase);
    }
    if next < end && matches!(passage.word(next), "y" | "e") {
        // Two people: whoever it is, it is not the first alone.
        let other = somebody(context, next + 1, end, things)?;
        return acts_soon(context, other.end, end, false).then_some(phrase.start..other.end);
    }
    acts_soon(context, next, end, felt).then_some(phrase)
}

/// The somebody with whom the words begin, when a verb follows in them.
pub fn doing(context: &Context<'_>, words: &Range<usize>) -> Option<Range<usize>> {
    let phrase = somebody(context, words.start, words.end, true)?;
    let verb = phrase.end < words.end && acts_soon(context, phrase.end, words.end, false);
    verb.then_some(phrase)
}

/// The phrase for somebody that ends at `end` and begins where a clause may, at `least` or behind it.
pub fn ending(context: &Context<'_>, least: usize, end: usize) -> Option<Range<usize>> {
    let first = least.max(end.saturating_sub(LONGEST_ASIDE));
    let whole = |at: &usize| somebody(context, *at, end, true).is_some_and(|phrase| phrase.end == end);
    (first..end).find(whole).map(|start| start..end)
}

/// Whether a verb stands at `at`, or behind its small words.
fn acts_soon(context: &Context<'_>, at: usize, end: usize, felt: bool) -> bool {
    let passage = context.passage;
    let small = |at: usize| {
        let token = &passage.tokens[at];
        !token.is_capital()
            && (token.is(Class::Object) && !matches!(passage.word(at), "la" | "los" | "las")
                || token.is(Class::Negation)
                || token.is(Class::Adverb)
                || matches!(passage.word(at), "la" | "los" | "las") && at + 1 < end && acts(context, at + 1))
    };
    let mut next = at;
    while next < end && next < at + 4 && small(next) {
        next += 1;
    }
    let clitic = (at..next).any(|at| matches!(passage.word(at), "se" | "le" | "les" | "me" | "nos"));
    let word =
        |at: usize| at < end && passage.tokens[at].kind == Kind::Word && !passage.tokens[at].is_capital();
    if felt {
        return clitic && word(next);
    }
    next < end
        && (acts(context, next) || (next > at) && word(next) && !passage.tokens[next].classes.any(BEGINS))
}

/// The noun phrase for somebody that begins at `at`.
pub fn somebody(context: &Context<'_>, at: usize, end: usize, things: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    let first = passage.tokens.get(at).filter(|_| at < end)?;
    let lower = passage.word(at).to_lowercase();
    let pronoun =
        first.is(Class::Subject) && !matches!(lower.as_str(), "yo" | "tú" | "quien" | "quienes" | "nosotros");
    if pronoun
        || matches!(lower.as_str(), "ambos" | "ambas" | "otro" | "otra") && !begins_noun(context, at + 1)
    {
        return Some(at..at + 1);
    }
    // "Tanto la Fiscalía como la defensa", "Ni Julia ni su marido"
    if let Some(link) = match lower.as_str() {
        "tanto" => Some("como"),
        "ni" => Some("ni"),
        _ => None,
    } {
        let one = somebody(context, at + 1, end, things).filter(|one| passage.word(one.end) == link)?;
        return somebody(context, one.end + 1, end, things).map(|other| at..other.end);
    }
    if first.classes.any(BEGINS) {
        return described(context, at, end, things);
    }
    named(context, at, end)
}

fn begins_noun(context: &Context<'_>, at: usize) -> bool {
    context.passage.tokens.get(at).is_some_and(|it| it.classes.any(PEOPLE))
}

/// "Yesenia", "Norma Quispe", "Don Eusebio", "Monseñor Paz".
fn named(context: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    let first = &passage.tokens[at];
    let greets =
        ["Querid", "Estimad", "Apreciad", "Distinguid"].iter().any(|it| passage.word(at).starts_with(it));
    if first.kind != Kind::Word || !first.is_capital() || first.shape == Shape::Upper || greets {
        return None;
    }
    let stop = run(context, at, end);
    let known = Classes(0).with(Class::GivenName).with(Class::Surname).with(Class::Honorific);
    let other =
        Classes(0).with(Class::Country).with(Class::City).with(Class::Organisation).with(Class::Place);
    let certain = first.classes.any(known) && !(first.classes.any(SMALL) && stop == at + 1);
    let several = stop > at + 1 && !first.classes.any(Classes(SMALL.0 | THINGS.0 | other.0));
    // One word that no list knows is a name only before a verb that says so.
    let aside = || {
        let close = (stop + 1..end.min(stop + 8)).find(|&at| passage.word(at) == ",");
        close.filter(|_| passage.word(stop) == ",").map_or(stop, |close| close + 1)
    };
    let alone = stop == at + 1
        && first.classes.0 == 0
        && passage.word(at).chars().count() > 2
        && stop < end
        && (acts(context, aside().min(end - 1)) || matches!(passage.word(stop), "se" | "no"))
        && !verb::is_participle(&passage.word(at).to_lowercase());
    let people = !first.classes.any(other) || first.is(Class::GivenName);
    (people && (certain || several || alone)).then_some(at..stop)
}

/// One past the capitals from `at` on, with the particles among them.
fn run(context: &Context<'_>, at: usize, end: usize) -> usize {
    let passage = context.passage;
    let capital =
        |at: usize| at < end && passage.tokens[at].kind == Kind::Word && passage.tokens[at].is_capital();
    let mut stop = at;
    loop {
        let mut next = stop;
        while stop > at
            && next < end
            && next < stop + 2
            && matches!(passage.word(next), "de" | "del" | "la" | "los" | "las")
        {
            next += 1;
        }
        if capital(next) && (next == stop || next > stop && passage.tokens[next].shape == Shape::Title) {
            stop = next + 1;
        } else {
            return stop;
        }
    }
}

/// "La alcaldesa de Torrecilla, Pilar Monzón", "Su hermana Delfina", "Una de las vecinas".
fn described(context: &Context<'_>, at: usize, end: usize, things: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    let wanted = if things { Classes(PEOPLE.0 | THINGS.0) } else { PEOPLE };
    let is = |at: usize| {
        at < end && passage.tokens[at].classes.any(wanted) && passage.tokens[at].kind == Kind::Word
    };
    let mut noun = at + 1;
    // "Uno de los presos", "Dos de las hermanas"
    if matches!(passage.word(noun), "de" | "del") {
        noun += 1;
    }
    while noun < end && noun < at + 4 && passage.tokens[noun].classes.any(BEGINS) && !is(noun) {
        noun += 1;
    }
    if matches!(passage.word(at).to_lowercase().as_str(), "el" | "la")
        && matches!(
            passage.word(noun),
            "primero" | "primera" | "segundo" | "segunda" | "último" | "última" | "otro" | "otra"
        )
        && !is(noun + 1)
    {
        return Some(at..noun + 1);
    }
    // "La joven abogada", "Un viejo pescador"
    let head = [noun, noun + 1].into_iter().find(|&at| is(at))?;
    if head > noun
        && (passage.tokens[noun].kind != Kind::Word
            || acts(context, noun)
            || passage.tokens[noun].classes.any(SMALL))
    {
        return None;
    }
    let mut stop = (head + 1..end).find(|&at| !is(at) || passage.tokens[at].is(Class::Cue)).unwrap_or(end);
    for _ in 0..3 {
        if stop < end && matches!(passage.word(stop), "de" | "del") {
            let mut next = stop + 1;
            while next < end
                && next < stop + 4
                && (passage.tokens[next].classes.any(BEGINS) || matches!(passage.word(next), "de"))
            {
                next += 1;
            }
            if next >= end || passage.tokens[next].kind != Kind::Word {
                break;
            }
            stop = run(context, next, end).max(next + 1);
        } else if stop < end && passage.tokens[stop].is_capital() && passage.tokens[stop].kind == Kind::Word {
            stop = run(context, stop, end);
        } else if stop + 1 < end && adjective(context, stop) {
            stop += 1;
        } else {
            break;
        }
    }
    // "La alcaldesa de Torrecilla, Pilar Monzón, ..."
    if stop + 1 < end && passage.word(stop) == "," && passage.tokens[stop + 1].is_capital() {
        let name = run(context, stop + 1, end);
        let ends = name >= end || passage.word(name) == "," || acts_soon(context, name, end, false);
        if name > stop + 2 && ends {
            stop = name;
        }
    }
    Some(at..stop)
}

/// What can only be an adjective behind a noun: no verb ends so.
fn adjective(context: &Context<'_>, at: usize) -> bool {
    let token = &context.passage.tokens[at];
    let word = context.passage.word(at);
    token.kind == Kind::Word
        && !token.is_capital()
        && word.len() > 4
        && !token.classes.any(SMALL)
        && ends_with_any(
            word,
            &[
                "ico", "ica", "al", "ales", "or", "ora", "oso", "osa", "ivo", "iva", "ario", "aria", "ado",
                "ada", "ido", "ida", "ano", "ana", "eño", "eña", "icos", "icas", "ados", "adas", "idos",
                "idas",
            ],
        )
        && !acts(context, at)
}
