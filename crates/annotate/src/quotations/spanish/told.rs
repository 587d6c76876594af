//! Who speaks a Spanish quote that is a sentence by itself: the sentence behind it says so ("Lo cuenta Marta Olmos.", "La
//! frase es de una vecina."), or is about somebody who gestures rather than says ("Marta baja la voz."), as the one before
//! may be. Where two could be meant, nobody is.

use std::ops::Range;

use super::super::context::Context;
use super::super::{Frame, mend, phrase};
use super::{noun, subject, verb};
use crate::lexicon::{Class, Classes};
use crate::text::quote::{Quote, Style};
use crate::text::token::Kind;

/// The longest insertion with its dashes, in tokens.
const LONGEST_INSERT: usize = 18;

/// What may stand for words that somebody said.
const WORDS: &str = "frase frases palabra palabras testimonio testimonios voz relato confesión queja lamento pregunta respuesta \
    reflexión advertencia resumen grito mensaje sentencia afirmación conclusión consigna ruego reclamo promesa versión \
    contundencia claridad serenidad ironía rotundidad crudeza sencillez manera forma modo tono";

fn is_words(word: &str) -> bool {
    WORDS.split_ascii_whitespace().any(|it| it == word)
}

/// The sentence right behind the quote, when nothing of the quote's own sentence follows it.
fn next_sentence(context: &Context<'_>, quote: &Quote) -> Option<Range<usize>> {
    let passage = context.passage;
    let last = quote.end().checked_sub(1)?;
    let at = passage.sentence_of[last] as usize;
    let own = &passage.sentences[at];
    let ended = own.end <= quote.end() || own.end == quote.end() + 1 && passage.word(quote.end()) == ".";
    let next = passage.sentences.get(at + 1).filter(|_| ended)?;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    (next.start < paragraph.end).then(|| next.clone())
}

/// "«…». Así lo relató la vecina Marta Olmos.", "«…». La frase es de una vecina.": the cue and the source.
pub fn so(context: &Context<'_>, quote: &Quote) -> Option<(Range<usize>, Range<usize>)> {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let mut at = quote.end();
    at += usize::from(at < paragraph.end && matches!(passage.word(at), "." | ","));
    at += usize::from(at < paragraph.end && passage.word(at) == "y");
    if at + 2 >= paragraph.end {
        return None;
    }
    let stop = passage.sentences[passage.sentence_of[at] as usize].end;
    let word = |at: usize| if at < stop { passage.word(at) } else { "" };
    let first = word(at).to_lowercase();
    let small = |at: &usize| passage.tokens[*at].is(Class::Object) || passage.tokens[*at].is(Class::Have);
    let report = |verb: usize| {
        verb < stop && passage.tokens[verb].is(Class::Cue) && !passage.tokens[verb].is_capital()
    };
    match first.as_str() {
        // "Así lo relató X", "Lo dice X", "Eso contó X"
        "así" | "lo" | "eso" | "esto" => {
            let verb = (at + 1..stop).find(|at| !small(at)).filter(|&verb| report(verb))?;
            let source = noun::inverted(context, verb + 1, stop, true)?;
            Some((verb..verb + 1, source))
        }
        // "Con esa frase respondió X", "De esta manera, X resumió ..."
        "con" | "de"
            if matches!(
                word(at + 1),
                "esa" | "esas" | "estas" | "esta" | "este" | "ese" | "tales" | "esos" | "estos"
            ) =>
        {
            let noun = (at + 2..stop.min(at + 5)).find(|&at| is_words(word(at)))?;
            let verb =
                (noun + 1..stop.min(noun + 12)).find(|&at| report(at) || verb::is_finite(context, at))?;
            let front = subject::opening(context, &(noun + 1..verb + 1), true);
            let source = front.or_else(|| noun::inverted(context, verb + 1, stop, true))?;
            Some((verb..verb + 1, source))
        }
        // "Quien habla es X", "La que lo cuenta es X", "Habla X"
        "quien" | "el" | "la" if first == "quien" || word(at + 1) == "que" => {
            let be = (at + 1..stop.min(at + 10)).find(|&at| matches!(word(at), "es" | "era" | "fue"))?;
            let source = subject::somebody(context, be + 1, stop, false)?;
            Some((at..be + 1, source))
        }
        "habla" => {
            let source = subject::somebody(context, at + 1, stop, false)?;
            Some((at..at + 1, source))
        }
        _ => {
            // "La frase es de X", "Son palabras de X", "El testimonio pertenece a X"
            let noun = (at..stop.min(at + 5)).find(|&at| is_words(word(at)))?;
            let be = |at: &usize| {
                matches!(
                    word(*at).to_lowercase().as_str(),
                    "es" | "son" | "era" | "eran" | "fue" | "fueron" | "pertenece" | "pertenecen"
                )
            };
            let verb = (at..stop.min(noun + 4)).find(be)?;
            let of = (noun.max(verb) + 1..stop)
                .next()
                .filter(|&at| matches!(word(at), "de" | "del" | "a" | "al"))?;
            let from = of + 1;
            let source = subject::somebody(context, from, stop, true)
                .or_else(|| noun::inverted(context, from, stop, false))?;
            Some((at..of + 1, source))
        }
    }
}

/// "«Es un filme universal —aseguró Pérez—, inspirado en ...»": the cue and the source that dashes set into a quote, and the
/// parts of the quote around them.
pub fn inserted(context: &Context<'_>, quote: &Quote) -> Option<Inserted> {
    let passage = context.passage;
    if quote.style == Style::Dash {
        return None;
    }
    let dash = |at: &usize| matches!(passage.word(*at), "—" | "–" | "-");
    let gap = |at: &usize| passage.tokens[*at - 1].end < passage.tokens[*at].start;
    let inside = quote.content();
    let open = inside.clone().skip(1).filter(|at| gap(at)).find(dash)?;
    let close = (open + 2..inside.end.min(open + LONGEST_INSERT)).find(dash)?;
    let small = |at: &usize| passage.tokens[*at].is(Class::Object) || passage.tokens[*at].is(Class::Have);
    let verb = (open + 1..close).find(|at| !small(at))?;
    let accord = passage.tokens[verb].is(Class::Accord);
    if !accord && !phrase::is_speech(context, verb) {
        return None;
    }
    let source = phrase::after(context, verb + 1, close)
        .or_else(|| phrase::after_addressee(context, verb + 1, close))
        .or_else(|| noun::inverted(context, verb + 1, close, true));
    let mut end = close + 1;
    while end < inside.end && matches!(passage.word(end), "," | ";" | ".") {
        end += 1;
    }
    let whole = mend::with_marks(quote);
    Some(Inserted { cue: verb..verb + 1, source, parts: [whole.start..open, end..whole.end] })
}

/// What dashes set into a quote.
pub struct Inserted {
    /// The verb.
    pub cue: Range<usize>,
    /// Who speaks.
    pub source: Option<Range<usize>>,
    /// What is said, before and behind.
    pub parts: [Range<usize>; 2],
}

/// Whom the sentences around a quote without a verb are about, in its own paragraph. `frames` are those found so far.
pub fn around(context: &Context<'_>, quote: &Quote, frames: &[Frame]) -> Option<Range<usize>> {
    let passage = context.passage;
    if quote.style == Style::Dash {
        return None;
    }
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let own = passage.sentence_of[quote.open] as usize;
    let before =
        own.checked_sub(1).map(|at| passage.sentences[at].clone()).filter(|it| it.start >= paragraph.start);
    let said = |sentence: &Range<usize>| {
        let inside =
            frames.iter().filter(|frame| sentence.contains(&frame.cue.start) && frame.start() < sentence.end);
        inside.max_by_key(|frame| frame.cue.start)
    };
    let quoted = |sentence: &Range<usize>| {
        sentence.clone().any(|at| passage.tokens[at].kind == Kind::Quote || passage.quote_of[at] > 0)
    };
    if let Some(before) = &before {
        if let Some(frame) = said(before) {
            return frame.source.clone();
        }
        if quoted(before) {
            return None;
        }
    }
    let own = |subject: &Range<usize>| !passage.tokens[subject.start].is(Class::Possessive);
    let before = before.and_then(|it| subject::opening(context, &it, false)).filter(own);
    // Whoever spoke earlier in the paragraph may go on.
    let spoken = frames.iter().filter(|frame| frame.start() >= paragraph.start && frame.start() < quote.open);
    let another = |subject: &Range<usize>| {
        let mut sources = spoken.clone().filter_map(|frame| frame.source.clone());
        sources.any(|source| !alike(context, subject, &source))
    };
    let before = before.filter(|subject| !another(subject));
    // "Marta repitió la frase tres veces."
    let of_words = |sentence: &Range<usize>| sentence.clone().any(|at| is_words(passage.word(at)));
    let after = next_sentence(context, quote)
        .filter(|it| !quoted(it) && (said(it).is_none() || of_words(it)))
        .and_then(|it| subject::opening(context, &it, false))
        .filter(own);
    match (before, after) {
        (Some(before), Some(after)) => alike(context, &before, &after).then_some(before),
        (before, after) => before.or(after),
    }
}

/// Whether two phrases share a name, or the second is a pronoun.
pub fn alike(context: &Context<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let passage = context.passage;
    let pronoun = other.len() == 1 && passage.tokens[other.start].is(Class::Subject);
    let small = Classes(0).with(Class::Article).with(Class::Preposition).with(Class::Particle);
    let shared = one.clone().any(|a| {
        !passage.tokens[a].classes.any(small)
            && other.clone().any(|b| passage.tokens[a].word == passage.tokens[b].word)
    });
    pronoun || shared
}

/// "—No, iba con su primo. —El testigo se secó la frente—.": whom the narrator's words behind a line of dialogue are about.
pub fn narrated(context: &Context<'_>, quote: &Quote) -> Option<Range<usize>> {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let dash = quote.end();
    let is_dash = |at: usize| matches!(passage.word(at), "—" | "–" | "―" | "--");
    if quote.style != Style::Dash || dash + 2 >= paragraph.end || !is_dash(dash) {
        return None;
    }
    let stop = (dash + 1..paragraph.end).find(|&at| is_dash(at)).unwrap_or(paragraph.end);
    subject::opening(context, &(dash + 1..stop), false)
}
