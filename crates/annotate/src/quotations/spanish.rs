//! Rules for Spanish, of which there is little to learn from: "verb + que", "según" and its like, and the conditional of
//! rumour. Never says who a source is.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin, phrase};
use crate::lexicon::Class;

/// The reports that a Spanish paragraph's grammar makes certain. Verbs that belong to a quote (`taken`) begin no clause.
pub fn find(context: &Context<'_>, paragraph: &Range<usize>, taken: &[usize]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for at in paragraph.clone() {
        if !taken.contains(&at) {
            frames.extend(that_clause(context, at));
        }
        frames.extend(according(context, at));
    }
    frames
}

/// Where the sentence ends, without its last marks.
fn end_of(context: &Context<'_>, sentence: &Range<usize>) -> usize {
    let mut end = sentence.end;
    while end > sentence.start && matches!(context.passage.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    end
}

/// `X negó que ...`; `X aseguró el lunes que ...`; `X insistió en que ...`.
fn that_clause(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    if passage.quote_of[at] > 0 || !phrase::reports(context, at) {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let that = (at + 1..sentence.end.min(at + 10)).find(|&next| {
        matches!(passage.word(next), "que" | ":" | "." | ",") || phrase::reports(context, next)
    })?;
    // "al que tuvo acceso", "la que", "y que": no clause of this verb.
    let before = &passage.tokens[that - 1];
    if passage.word(that) != "que"
        || that > at + 1 && (before.is(Class::Article) || before.is(Class::Conjunction))
        || matches!(passage.word(that - 1), "al" | "del" | "lo")
    {
        return None;
    }
    let end = end_of(context, &sentence);
    // Another report joined to it ends it: "..., y prometió que ...", "..., según ...".
    let joined = |next: usize| {
        let conjunction = matches!(passage.word(next), "y" | "e" | "pero" | "aunque")
            && next + 1 < end
            && phrase::is_speech(context, next + 1);
        passage.quote_of[next] == 0
            && (conjunction
                || passage.word(next) == ","
                    && next + 1 < end
                    && (passage.tokens[next + 1].is(Class::Accord) || phrase::is_speech(context, next + 1)))
    };
    let mut end = (that + 1..end).find(|&next| joined(next)).unwrap_or(end);
    if end > that && passage.word(end - 1) == "," {
        end -= 1;
    }
    let inverted = phrase::after(context, at + 1, that);
    let source = phrase::before(context, at, sentence.start).or(inverted);
    (end > that + 2).then(|| Frame {
        cue: at..at + 1,
        content: vec![that..end],
        source,
        probability: 0.5,
        origin: Origin::That,
    })
}

/// How many tokens from `at` on name a source for what stands beside them: "según", "a juicio de".
fn accord(context: &Context<'_>, at: usize) -> Option<usize> {
    let words = |count: usize| {
        context.passage.words(&(at..(at + count).min(context.passage.tokens.len()))).to_lowercase()
    };
    if context.passage.tokens[at].is(Class::Accord) && words(1) == "según" {
        return Some(1);
    }
    let long = [
        "a juicio de",
        "en opinión de",
        "en palabras de",
        "de acuerdo con",
        "de acuerdo a",
        "a criterio de",
        "a entender de",
        "a decir de",
        "al decir de",
        "en boca de",
    ];
    let two = ["conforme a", "acorde con"];
    if long.contains(&words(3).as_str()) {
        Some(3)
    } else if two.contains(&words(2).as_str()) {
        Some(2)
    } else {
        None
    }
}

/// "Según X, ...", "..., según X", "según dijo X a Y, ...", "..., según explicó".
fn according(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    if passage.quote_of[at] > 0 {
        return None;
    }
    let length = accord(context, at)?;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let end = end_of(context, &sentence);
    let mut cue = at..at + length;
    // "según le dijo el carcelero a mi tía"
    let clitic = usize::from(matches!(passage.word(cue.end), "le" | "les" | "nos" | "me" | "ha" | "han"));
    let verb = cue.end + clitic;
    let verbal = verb < end && phrase::is_speech(context, verb);
    if verbal {
        cue.end = verb + 1;
    }
    let source = phrase::after(context, cue.end, end)
        .or_else(|| phrase::after_addressee(context, cue.end, end))
        .map(|source| with_apposition(context, source, end));
    if source.is_none() && !verbal {
        return None;
    }
    let reach = source.as_ref().map_or(cue.end, |source| source.end);
    let content = if at == sentence.start {
        let comma = (reach..end).find(|&at| passage.word(at) == ",")?;
        comma + 1..end
    } else {
        let before = at - usize::from(at > sentence.start && passage.word(at - 1) == ",");
        sentence.start..before
    };
    let stop = content.clone().find(|&at| passage.word(at) == ";" && passage.quote_of[at] == 0);
    let content = content.start..stop.filter(|&at| at > content.start).unwrap_or(content.end);
    (content.len() >= 3).then(|| Frame {
        cue,
        content: vec![content],
        source,
        // The words leave no doubt who speaks, which the models often lose.
        probability: 0.97,
        origin: Origin::Accord,
    })
}

/// "Remigio Tardío, padre de un detenido,": what somebody is belongs to the source, when the sentence goes on behind it.
fn with_apposition(context: &Context<'_>, source: Range<usize>, end: usize) -> Range<usize> {
    let passage = context.passage;
    let next = source.end + 1;
    let is = |at: usize, class| passage.tokens[at].is(class);
    let opens = next + 1 < end
        && passage.word(source.end) == ","
        && (is(next, Class::Role)
            || is(next, Class::Person)
            || is(next, Class::Relative) && !is(next, Class::Article)
            || is(next, Class::Article) && is(next + 1, Class::Role));
    let close = (next..end.min(next + 14)).find(|&at| passage.word(at) == ",");
    match close.filter(|_| opens) {
        Some(close) => source.start..close,
        None => source,
    }
}

/// "El joven habría muerto en la celda": what nobody answers for is a rumour, unless a condition makes it a plain
/// conditional. `frames` are those found so far.
pub fn rumours(context: &Context<'_>, paragraph: &Range<usize>, frames: &[Frame]) -> Vec<Frame> {
    let passage = context.passage;
    let mut rumours: Vec<Frame> = Vec::new();
    for at in paragraph.clone().filter(|&at| is_rumour(context, at)) {
        let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
        let told =
            frames.iter().chain(&rumours).any(|frame| frame.content.iter().any(|part| part.contains(&at)));
        let condition = sentence.clone().any(|other| {
            matches!(passage.word(other), "si" | "Si" | "hubiera" | "hubiese" | "hubieran" | "hubiesen" | "?")
        });
        if told || condition {
            continue;
        }
        let content = sentence.start..end_of(context, &sentence);
        rumours.push(Frame {
            cue: at..at + 1,
            content: vec![content],
            source: None,
            probability: 0.7,
            origin: Origin::Rumour,
        });
    }
    rumours
}

/// "habría muerto": the auxiliary of rumour, outside quotation marks, with its participle.
pub fn is_rumour(context: &Context<'_>, at: usize) -> bool {
    let passage = context.passage;
    let participle = |at: usize| {
        passage.tokens.get(at).is_some_and(|it| it.is(Class::Participle)) || is_participle(passage.word(at))
    };
    matches!(passage.word(at), "habría" | "habrían" | "Habría" | "Habrían")
        && passage.quote_of[at] == 0
        && participle(at + 1)
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ado")
        || word.ends_with("ido")
        || word.ends_with("ído")
        || matches!(
            word,
            "muerto"
                | "dicho"
                | "hecho"
                | "visto"
                | "puesto"
                | "escrito"
                | "abierto"
                | "roto"
                | "vuelto"
                | "cubierto"
                | "descubierto"
                | "resuelto"
                | "impuesto"
                | "expuesto"
                | "devuelto"
        )
}
