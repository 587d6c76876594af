//! Noun phrases of Spanish that can speak, where no name says so: "una mujer", "dos testigos", "ambas". Never takes an
//! adverbial of time or a clause for somebody.

use std::ops::Range;

use super::super::context::Context;
use super::super::phrase;
use super::{subject, verb};
use crate::lexicon::{Class, Classes};
use crate::text::token::{Kind, Shape};

/// The longest phrase, in tokens.
const LONGEST: usize = 18;

/// Words that begin a noun phrase.
pub const BEGINS: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Possessive)
    .with(Class::Demonstrative)
    .with(Class::Number)
    .with(Class::Quantifier);

/// Units of time and dates.
const WHEN: Classes = Classes(0).with(Class::TimeUnit).with(Class::Weekday).with(Class::Month);

/// Words that stand alone for somebody.
fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "ambos"
            | "ambas"
            | "otro"
            | "otra"
            | "otros"
            | "otras"
            | "varios"
            | "varias"
            | "algunos"
            | "algunas"
            | "muchos"
            | "muchas"
            | "todos"
            | "todas"
            | "aquel"
            | "aquella"
            | "aquellos"
            | "aquellas"
            | "este"
            | "esta"
            | "éste"
            | "ésta"
            | "ése"
            | "ésa"
            | "uno"
            | "una"
            | "alguien"
            | "quien"
            | "quienes"
            | "él"
            | "ella"
            | "ellos"
            | "ellas"
    )
}

/// Words between a verb and its subject that say how: "dejó claro la ministra", "sostiene, tajante, el vocero".
pub fn is_manner(word: &str) -> bool {
    matches!(
        word,
        "así"
            | "tajante"
            | "claro"
            | "contundente"
            | "firme"
            | "seco"
            | "serio"
            | "seria"
            | "rotundo"
            | "rotunda"
    )
}

/// The subject that begins at or soon after `at`, behind its verb; adverbials and who is addressed may stand between.
/// `relative` lets a clause with "que" belong to it.
pub fn inverted(context: &Context<'_>, at: usize, end: usize, relative: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    let mut at = at;
    for _ in 0..4 {
        let token = passage.tokens.get(at).filter(|_| at < end)?;
        let lower = !token.is_capital();
        let adverb = token.is(Class::Adverb)
            || passage.word(at).ends_with("mente")
            || passage.word(at) == "sin"
            || is_manner(passage.word(at));
        if lower && adverb && token.kind == Kind::Word {
            at += 1;
        } else if let Some(next) = aside(context, at, end) {
            at = next;
        } else if let Some(next) = when(context, at, end) {
            at = next;
        } else if passage.word(at) == "desde" && speaks_from(context, at + 1, end) {
            at += 1;
            break;
        } else if lower && token.is(Class::Preposition) {
            // "reconoce al teléfono, con voz cansada, el doctor"
            let comma = || (at..end.min(at + 9)).find(|&it| passage.word(it) == ",");
            at = behind(context, at, end).or_else(comma)?;
        } else {
            break;
        }
    }
    phrase_at(context, at, end, relative)
}

/// What people write on.
const SURFACES: [&str; 14] = [
    "página", "cuaderno", "pared", "muro", "reverso", "pie", "portada", "web", "sitio", "cuenta", "perfil",
    "hoja", "papel", "folio",
];

/// "«…», se lee en la carta": what a passive verb is read or heard in.
pub fn written_in(context: &Context<'_>, at: usize, end: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    let kinds = Classes(0).with(Class::Source).with(Class::CueNoun).with(Class::Document);
    let written = |at: usize| passage.tokens[at].classes.any(kinds) || SURFACES.contains(&passage.word(at));
    let from = at + usize::from(at < end && passage.tokens[at].is(Class::Infinitive));
    if from + 1 >= end || passage.word(from) != "en" {
        return None;
    }
    let phrase = phrase_at(context, from + 1, end, false)?;
    phrase.clone().take(4).any(written).then_some(phrase)
}

/// "avisan desde Protección Civil": a body, from where it speaks.
fn speaks_from(context: &Context<'_>, at: usize, end: usize) -> bool {
    let passage = context.passage;
    let body = Classes(0).with(Class::Body).with(Class::Organisation).with(Class::Source);
    let place = Classes(0).with(Class::City).with(Class::Country).with(Class::Facility).with(Class::Place);
    let noun = at + usize::from(at < end && passage.tokens[at].is(Class::Article));
    passage.tokens.get(noun).is_some_and(|it| {
        noun < end
            && (it.classes.any(body) || it.is_capital() && noun == at)
            && (!it.classes.any(place) || it.is(Class::Body))
    })
}

/// One past what two commas set off: "sostiene, tajante, el vocero", "dice, sin dejar de coser, la dueña".
fn aside(context: &Context<'_>, at: usize, end: usize) -> Option<usize> {
    let passage = context.passage;
    let close = (at + 2..end.min(at + 18)).find(|&it| passage.word(it) == ",")?;
    let small = |it: usize| passage.tokens[it].kind == Kind::Word && !passage.tokens[it].is_capital();
    (passage.word(at) == "," && close + 1 < end && (at + 1..close).all(small)).then_some(close + 1)
}

/// One past an adverbial of time: "el lunes pasado", "esta mañana", "dos días después".
pub fn when(context: &Context<'_>, at: usize, end: usize) -> Option<usize> {
    let passage = context.passage;
    let limit = end.min(at + 4);
    let unit = (at..limit)
        .take_while(|&at| passage.tokens[at].kind != Kind::Mark && !passage.tokens[at].is(Class::Preposition))
        .find(|&at| passage.tokens[at].classes.any(WHEN) && !passage.word(at).starts_with("segund"))?;
    if (at..unit).any(|at| {
        passage.tokens[at].classes.any(Classes(0).with(Class::Role).with(Class::Person))
            || passage.tokens[at].is_capital() && !passage.tokens[at].classes.any(BEGINS)
    }) {
        return None;
    }
    let mut next = unit + 1;
    while next < end
        && matches!(
            passage.word(next),
            "pasado" | "pasada" | "después" | "antes" | "más" | "tarde" | "siguiente" | "anterior" | "último"
        )
    {
        next += 1;
    }
    Some(next)
}

/// Where people write what newspapers quote.
fn is_platform(word: &str) -> bool {
    matches!(
        word,
        "Facebook"
            | "Twitter"
            | "X"
            | "Instagram"
            | "Telegram"
            | "WhatsApp"
            | "TikTok"
            | "YouTube"
            | "Threads"
    )
}

/// Where the subject begins behind a prepositional phrase: "a la prensa la ministra", "entre lágrimas una mujer".
pub fn behind(context: &Context<'_>, at: usize, end: usize) -> Option<usize> {
    let passage = context.passage;
    let links = Classes(0)
        .with(Class::Preposition)
        .with(Class::Conjunction)
        .with(Class::Article)
        .with(Class::Possessive)
        .with(Class::Demonstrative)
        .with(Class::Number)
        .with(Class::Quantifier);
    let stop = (at + 1..end.min(at + 9))
        .find(|&at| {
            !matches!(passage.tokens[at].kind, Kind::Word | Kind::Number)
                || passage.tokens[at].is(Class::That)
        })
        .unwrap_or(end.min(at + 9));
    (at + 2..stop).find(|&next| {
        let (token, before) = (&passage.tokens[next], &passage.tokens[next - 1]);
        !before.classes.any(links)
            && (token.classes.any(BEGINS)
                || token.is_capital()
                    && (!before.is_capital()
                        || before.shape == Shape::Upper && token.shape == Shape::Title
                        || is_platform(passage.word(next - 1)))
                    && token.is(Class::GivenName))
    })
}

/// The noun phrase that begins at `at`.
fn phrase_at(context: &Context<'_>, at: usize, end: usize, relative: bool) -> Option<Range<usize>> {
    let passage = context.passage;
    let first = passage.tokens.get(at).filter(|it| at < end && it.kind != Kind::Mark)?;
    let people = Classes(0)
        .with(Class::Role)
        .with(Class::Person)
        .with(Class::Source)
        .with(Class::Body)
        .with(Class::Subject);
    let alone = is_pronoun(passage.word(at));
    let handle = first.kind == Kind::Address;
    if !(first.classes.any(BEGINS) || first.classes.any(people) || first.is_capital() || alone || handle)
        || first.classes.any(WHEN)
        || when(context, at, end).is_some()
        || passage.word(at) == "lo"
    {
        return None;
    }
    if handle {
        return Some(at..at + 1);
    }
    if is_other(context, at) {
        return Some(at..at + 2);
    }
    let limit = end.min(at + LONGEST);
    let stops = |index: usize| {
        let token = &passage.tokens[index];
        let named = index > at && passage.tokens[index - 1].is_capital() && !token.is_capital();
        let links = matches!(passage.word(index), "de" | "del" | "y" | "e");
        token.kind != Kind::Word && token.kind != Kind::Number && token.kind != Kind::Address
            || token.is(Class::Preposition) && !links
            || token.is(Class::That) && !relative
            || token.is(Class::Subordinator) && !token.is(Class::That)
            || (token.is(Class::Adverb) || token.is(Class::Gerund)) && !token.is_capital()
            || verb::is_finite(context, index)
            || index > at && token.is(Class::Article) && !links_before(context, index)
            || named
                && !links
                && !token.classes.any(Classes(0).with(Class::Particle).with(Class::That))
                && token.kind == Kind::Word
            || joins_verb(context, index, limit)
    };
    let mut stop = at + 1;
    while stop < limit && !stops(stop) {
        if passage.tokens[stop].is(Class::That) {
            // The relative clause, to the next mark.
            stop = (stop..end.min(stop + 14))
                .find(|&at| passage.tokens[at].kind == Kind::Mark || passage.tokens[at].kind == Kind::Quote)
                .unwrap_or(stop);
            break;
        }
        stop += 1;
    }
    let loose =
        Classes(0).with(Class::Article).with(Class::Preposition).with(Class::Conjunction).with(Class::That);
    while stop > at + 1
        && passage.tokens[stop - 1].classes.any(loose)
        && !passage.tokens[stop - 1].is_capital()
    {
        stop -= 1;
    }
    let found = at..stop;
    let noun = |at: usize| {
        let token = &passage.tokens[at];
        token.is_capital()
            || !token.classes.any(BEGINS) && !token.is(Class::Preposition) && token.kind == Kind::Word
    };
    (alone || found.clone().any(noun) && phrase::is_source(context, &found)).then_some(found)
}

/// "La otra", "el segundo", with nothing behind it that it belongs to.
fn is_other(context: &Context<'_>, at: usize) -> bool {
    let passage = context.passage;
    let other = matches!(
        passage.word(at + 1),
        "otro"
            | "otra"
            | "otros"
            | "otras"
            | "primero"
            | "primera"
            | "segundo"
            | "segunda"
            | "último"
            | "última"
    );
    let next = passage.tokens.get(at + 2);
    let noun = next.is_some_and(|it| {
        it.kind == Kind::Word
            && !it.is(Class::Preposition)
            && !it.is(Class::That)
            && !it.is(Class::Conjunction)
    });
    passage.tokens[at].is(Class::Article) && other && !noun
}

/// Whether an article goes on with the phrase: after "de", "y".
fn links_before(context: &Context<'_>, at: usize) -> bool {
    let before = &context.passage.tokens[at - 1];
    before.is(Class::Preposition) || before.is(Class::Conjunction) || before.is(Class::Quantifier)
}

/// "y" with a verb behind it ends the phrase.
fn joins_verb(context: &Context<'_>, at: usize, end: usize) -> bool {
    let passage = context.passage;
    if !matches!(passage.word(at), "y" | "e") || at + 1 >= end {
        return false;
    }
    let next = &passage.tokens[at + 1];
    !(next.classes.any(BEGINS)
        || next.is_capital()
        || next.classes.any(Classes(0).with(Class::Role).with(Class::Person)))
}

/// A source as a noun phrase: without clitics, prepositions and marks at its end, and without the clause around it when a
/// relative clause has a subject of its own ("las personas que el ministerio confirmó"); none when it begins as no phrase does.
pub fn bare(context: &Context<'_>, source: Range<usize>) -> Option<Range<usize>> {
    let passage = context.passage;
    let begins = |at: usize| {
        let token = &passage.tokens[at];
        let people = Classes(0)
            .with(Class::Role)
            .with(Class::Person)
            .with(Class::Source)
            .with(Class::Body)
            .with(Class::Honorific)
            .with(Class::Organisation)
            .with(Class::Subject);
        token.classes.any(BEGINS) && passage.word(at) != "lo"
            || token.classes.any(people)
            || token.is_capital()
            || is_pronoun(passage.word(at))
            || matches!(token.kind, Kind::Number | Kind::Address)
    };
    // "entre sollozos Marta Ríos", "en un comunicado la empresa": who speaks stands behind where and how.
    let first = &passage.tokens[source.start];
    let source = match behind(context, source.start, source.end) {
        Some(start) if first.is(Class::Preposition) && !first.is_capital() => start..source.end,
        // "dice, sin dejar de coser, la dueña"
        _ if !begins(source.start) => {
            let aside = source.clone().skip(1).find(|&at| passage.word(at - 1) == "," && begins(at));
            aside.unwrap_or(source.start)..source.end
        }
        _ => source,
    };
    // "Su respuesta: «…»": words of somebody's, nobody themselves.
    let his = passage.tokens[source.start].is(Class::Possessive)
        && source.len() == 2
        && passage.tokens[source.start + 1].is(Class::CueNoun);
    if his {
        return None;
    }
    let relative = |at: usize| matches!(passage.word(at), "que" | "cual" | "cuales" | "quien" | "quienes");
    let loose = Classes(0)
        .with(Class::Object)
        .with(Class::Preposition)
        .with(Class::Conjunction)
        .with(Class::That)
        .with(Class::Relative)
        .with(Class::Negation);
    let mut source = source;
    while source.end > source.start + 1 && {
        let token = &passage.tokens[source.end - 1];
        let word = passage.word(source.end - 1);
        !token.is_capital()
            && (token.kind == Kind::Mark && word != "\"" || token.classes.any(loose) || word == "se")
    } {
        source.end -= 1;
    }
    // "El sargento que la atendió": a clitic is no subject.
    let clitic = |at: usize| passage.tokens[at].is(Class::Object) && verb::is_finite(context, at + 1);
    let inner = source.clone().skip(1).rfind(|&at| begins(at) && relative(at - 1) && !clitic(at));
    if let Some(inner) = inner.filter(|&at| !source.contains(&(at + 1)) || !(at..source.end).any(relative)) {
        source.start = inner;
    }
    (begins(source.start) || passage.tokens[source.start].kind != Kind::Word).then_some(source)
}

/// A source without what no noun phrase has: cut before the first finite verb outside a relative clause, when that leaves
/// somebody who can speak.
pub fn without_clause(context: &Context<'_>, source: Range<usize>) -> Option<Range<usize>> {
    let passage = context.passage;
    // "recordó esta semana una costurera"
    let past = matches!(passage.word(source.start), "El" | "el" | "este" | "Este")
        && matches!(passage.word(source.start + 1), "pasado" | "próximo");
    if past
        && passage.tokens.get(source.start + 2).is_none_or(|it| it.kind != Kind::Word || source.len() == 2)
    {
        return None;
    }
    let later = when(context, source.start, source.end).map(|start| start..source.end);
    let source = later.filter(|rest| !rest.is_empty() && phrase::is_source(context, rest)).unwrap_or(source);
    // "Edelmira se ríe, dice": somebody, and what she does.
    if let Some(phrase) = subject::doing(context, &source) {
        return Some(phrase);
    }
    let relative = |at: usize| {
        matches!(
            passage.word(at),
            "que" | "quien" | "quienes" | "cuyo" | "cuya" | "cuyos" | "cuyas" | "donde" | "cual"
        )
    };
    // "Preguntado por las lesiones", "Informado de sus derechos"
    let first = passage.word(source.start).to_lowercase();
    let participle = verb::is_participle(&first)
        && matches!(
            passage.word(source.start + 1),
            "por" | "de" | "del" | "sobre" | "en" | "acerca" | "al" | "a" | "para"
        );
    // "Oyó otra cosa"
    let acts = passage.tokens[source.start].is_capital()
        && !passage.tokens[source.start].is(Class::GivenName)
        && (first.ends_with('ó') || first.ends_with("aron") || first.ends_with("ieron"));
    // "A la mañana siguiente"
    let timed = passage.tokens[source.start].is(Class::Preposition)
        && source.clone().any(|at| passage.tokens[at].classes.any(WHEN))
        && behind(context, source.start, source.end).is_none();
    if timed {
        return None;
    }
    let manner = matches!(first.as_str(), "así" | "entonces" | "luego") && source.len() == 1;
    if verb::is_infinitive(context, source.start) || participle || acts || manner {
        return None;
    }
    // "testificó Ana Ruiz ante el tribunal"
    // "El Ejército, sin embargo,", "La ministra, por su parte,"
    let aside = |at: usize| {
        passage.word(at) == ","
            && matches!(passage.word(at + 1), "sin" | "por" | "en" | "además" | "asimismo" | "entonces")
    };
    let behind = |at: &usize| {
        *at > source.start && (matches!(passage.word(*at), "ante" | "durante" | "tras") || aside(*at))
    };
    let end = source.clone().find(behind).unwrap_or(source.end);
    let source = source.start..end;
    let Some(verb) = source.clone().take_while(|&at| !relative(at)).find(|&at| verb::is_finite(context, at))
    else {
        return Some(source);
    };
    let mut end = verb;
    while end > source.start
        && (passage.tokens[end - 1].is(Class::Object) && !passage.tokens[end - 1].is_capital()
            || passage.tokens[end - 1].is(Class::Negation)
            || passage.tokens[end - 1].kind == Kind::Mark)
    {
        end -= 1;
    }
    let impersonal = (end..verb).any(|at| passage.word(at) == "se");
    let cut = source.start..end;
    let adverbial = passage.tokens[cut.start].is(Class::Preposition)
        || cut.clone().any(|at| passage.tokens[at].classes.any(WHEN));
    let nobody = cut.is_empty() || adverbial || impersonal && cut.len() < 2;
    (!nobody && phrase::is_source(context, &cut)).then_some(cut)
}
