//! Turns of phrase of Spanish that report: "dio a conocer que", the verb and its subject set off by commas, "Para X,".
//! Never looks inside quotation marks.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::super::context::Context;
use super::super::{Frame, Origin, phrase};
use super::{end_of, noun, report_end, verb};
use crate::lexicon::{Class, Classes};
use crate::text::token::{Kind, Shape};

/// Each a verb's forms and what follows it.
const IDIOMS: [(&[&str], &[&str]); 4] = [
    (&["dio", "dieron", "da", "dan", "dado"], &["a conocer", "a entender", "por hecho", "por sentado"]),
    (&["hizo", "hicieron", "hace", "hacen", "hecho"], &["saber", "notar", "ver", "constar", "hincapié en"]),
    (
        &["puso", "pusieron", "pone", "ponen", "puesto"],
        &["en duda", "de manifiesto", "de relieve", "en evidencia"],
    ),
    (
        &["dejó", "dejaron", "deja", "dejan", "dejado"],
        &["claro", "en claro", "entrever", "caer", "en evidencia"],
    ),
];

/// "El intendente dio a conocer que ...": the turn of phrase that begins at `at`.
pub fn idiom(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let word = passage.word(at);
    let (_, tails) = IDIOMS.iter().find(|(forms, _)| forms.contains(&word))?;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let lengths = tails.iter().filter_map(|tail| {
        let length = tail.split(' ').count();
        let end = at + 1 + length;
        (end < sentence.end && passage.words(&(at + 1..end)) == *tail).then_some(length)
    });
    let cue_end = at + 1 + lengths.max()?;
    let that = (cue_end..sentence.end.min(cue_end + 5)).find(|&at| passage.word(at) == "que")?;
    if (cue_end..that).any(|at| passage.tokens[at].kind != Kind::Word) {
        return None;
    }
    let first = at - usize::from(at > sentence.start && passage.tokens[at - 1].is(Class::Have));
    let impersonal = first > sentence.start && matches!(passage.word(first - 1), "se" | "Se");
    let source = phrase::before(context, first, sentence.start)
        .or_else(|| noun::inverted(context, cue_end, that, false))
        .filter(|_| !impersonal);
    let end = report_end(context, that, &sentence);
    (end > that + 2).then(|| Frame {
        cue: first..cue_end,
        content: vec![that..end],
        source,
        probability: 0.9,
        origin: Origin::That,
    })
}

/// "Exigen, en consecuencia: primero, la devolución ...", "la Sala RESUELVE: ...": what a colon sets off behind a verb of
/// speech, without quotation marks.
pub fn colon(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let token = &passage.tokens[at];
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let loud = token.shape == Shape::Upper && token.is(Class::Finite) && token.is(Class::Cue);
    // "Exigen, en consecuencia: primero, ..."
    let opens = at == sentence.start
        && passage.word(at + 1) != ":"
        && token.is(Class::Speech)
        && token.is(Class::Finite)
        && !token.classes.any(Classes(0).with(Class::CueNoun).with(Class::Role));
    let reads = ["ley", "lee", "Ley", "Lee"].iter().any(|stem| passage.word(at).starts_with(stem));
    if !(phrase::is_speech(context, at) || loud || opens)
        || reads
        || verb::is_impersonal(context, &(at..at + 1))
    {
        return None;
    }
    let colon = (at + 1..sentence.end.min(at + 12)).find(|&at| passage.word(at) == ":")?;
    let between = at + 1..colon;
    // "Una última pregunta: ..."
    let noun = at > sentence.start + 1
        && passage.tokens[at - 2].is(Class::Article)
        && passage.tokens[at - 1].kind == Kind::Word
        && !passage.tokens[at - 1].is(Class::Object);
    let other = |at: usize| {
        passage.tokens[at].kind == Kind::Quote || passage.word(at) == "que" || phrase::reports(context, at)
    };
    let end = end_of(context, &sentence);
    let quoted = (colon + 1..end).any(|at| passage.tokens[at].kind == Kind::Quote);
    if noun || end < colon + 4 || quoted || between.clone().any(other) {
        return None;
    }
    let source = phrase::before(context, at, sentence.start)
        .or_else(|| phrase::after(context, at + 1, colon))
        .or_else(|| noun::inverted(context, at + 1, colon, false));
    Some(Frame {
        cue: at..at + 1,
        content: vec![colon + 1..end],
        source,
        probability: 0.5,
        origin: Origin::That,
    })
}

/// "El cuerpo apareció de madrugada, contó una vecina.": the verb and its subject behind what they report.
pub fn set_off(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    if passage.word(at) != ","
        || passage.quote_of[at] > 0
        || at + 2 >= sentence.end
        || at < sentence.start + 3
    {
        return None;
    }
    let mut head = at + 1;
    while head < sentence.end
        && (matches!(passage.word(head), "se" | "le" | "les" | "nos" | "me" | "lo")
            || passage.tokens[head].is(Class::Have))
    {
        head += 1;
    }
    if head >= sentence.end
        || !phrase::is_speech(context, head)
        || verb::is_impersonal(context, &(head..head + 1))
    {
        return None;
    }
    let front = sentence.start..at;
    let opening = &passage.tokens[front.start];
    let clause = front.clone().any(|at| {
        verb::is_finite(context, at)
            || passage.tokens[at].classes.any(Classes(0).with(Class::Be).with(Class::Have).with(Class::Modal))
    });
    let quoted = front.clone().any(|at| passage.tokens[at].kind == Kind::Quote || passage.quote_of[at] > 0);
    let dependent =
        opening.is(Class::Subordinator) || opening.is(Class::Preposition) || opening.is(Class::Accord);
    let end = end_of(context, &sentence);
    let told = front.clone().any(|at| phrase::reports(context, at));
    // "Hoy lloverá en el sur, informaron las autoridades.": what ends the sentence leaves no doubt.
    let closes = || {
        let source = noun::inverted(context, head + 1, end, true)?;
        let source = super::with_apposition(context, source, end);
        let named = source.end < end && passage.word(source.end) == "," && {
            let name = source.end + 1..end;
            !name.is_empty() && name.len() <= 6 && passage.tokens[name.start].is_capital()
        };
        let last = if named { end } else { source.end };
        (last + 1 >= end && source.len() > 1).then_some(source.start..last.min(end))
    };
    if let Some(source) = closes().filter(|_| clause && front.len() > 5 && !told) {
        return Some(Frame {
            cue: head..head + 1,
            content: vec![front],
            source: Some(source),
            probability: 0.9,
            origin: Origin::That,
        });
    }
    if !clause || quoted || dependent || told {
        return None;
    }
    let source =
        phrase::after(context, head + 1, end).or_else(|| noun::inverted(context, head + 1, end, true))?;
    let behind = passage.word(source.end);
    if !(source.end >= end
        || matches!(behind, "," | ";" | "." | "a" | "al" | "ante" | "en" | "durante" | "tras" | "por"))
    {
        return None;
    }
    let mut content = vec![front];
    if behind == "," && source.end + 2 < end && !passage.tokens[source.end + 1].is(Class::Relative) {
        let apposition =
            passage.tokens[source.end + 1].classes.any(Classes(0).with(Class::Role).with(Class::Person));
        if !apposition {
            content.push(source.end + 1..end);
        }
    }
    Some(Frame { cue: head..head + 1, content, source: Some(source), probability: 0.6, origin: Origin::That })
}

/// "Mis muchachos, dice, no le pegan a nadie": a verb of speech by itself between commas.
pub fn parenthetical(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    if passage.word(at) != "," || passage.quote_of[at] > 0 || at < sentence.start + 2 {
        return None;
    }
    let verb = at + 1 + usize::from(matches!(passage.word(at + 1), "se" | "me" | "le" | "nos" | "les"));
    let end = end_of(context, &sentence);
    if verb + 3 >= end || passage.word(verb + 1) != "," || !phrase::is_speech(context, verb) {
        return None;
    }
    let front = sentence.start..at;
    let quoted = |part: &Range<usize>| part.clone().any(|at| passage.tokens[at].kind == Kind::Quote);
    let back = verb + 2..end;
    let other = front.clone().any(|at| phrase::reports(context, at) || passage.word(at) == ",");
    if quoted(&front) || quoted(&back) || other {
        return None;
    }
    Some(Frame {
        cue: verb..verb + 1,
        content: vec![front, back],
        source: None,
        probability: 0.55,
        origin: Origin::That,
    })
}

/// "Para la abogada, el fallo es nulo": what holds in somebody's eyes.
pub fn in_the_eyes(context: &Context<'_>, sentence: &Range<usize>) -> Option<Frame> {
    let passage = context.passage;
    let start = sentence.start;
    if passage.word(start) != "Para" || start + 4 >= sentence.end {
        return None;
    }
    let comma = (start + 2..sentence.end.min(start + 14)).find(|&at| passage.word(at) == ",")?;
    let source = noun::inverted(context, start + 1, comma, false)?;
    let person =
        Classes(0).with(Class::Role).with(Class::Person).with(Class::Honorific).with(Class::GivenName);
    let speaks = source.clone().any(|at| passage.tokens[at].classes.any(person));
    let end = end_of(context, sentence);
    let judges = (comma + 1..end.min(comma + 16)).any(|at| {
        matches!(
            passage.word(at),
            "es" | "son"
                | "fue"
                | "era"
                | "trata"
                | "constituye"
                | "representa"
                | "significa"
                | "supone"
                | "demuestra"
                | "resulta"
        )
    });
    (speaks && judges && source.start == start + 1).then(|| Frame {
        cue: start..start + 1,
        content: vec![comma + 1..end],
        source: Some(source),
        probability: 0.5,
        origin: Origin::Accord,
    })
}
