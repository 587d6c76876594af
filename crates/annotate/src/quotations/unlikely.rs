//! What is no quotation and no source whatever a model says: headings of machines, clauses about whoever speaks, words of
//! time. Better "speaker unknown" than the hour of the day.

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin, phrase};
use crate::lexicon::{Class, Classes, plain};
use crate::text::token::Kind;

/// Words that say when or how, before a source or in its place, folded.
const WHEN: [&str; 16] = [
    "ahora",
    "anoche",
    "anteanoche",
    "anteayer",
    "antier",
    "asi",
    "ayer",
    "despues",
    "entonces",
    "hoy",
    "luego",
    "manana",
    "mientras",
    "pronto",
    "tambien",
    "tampoco",
];

/// Participles with which a sentence tells what somebody was asked, folded: whoever stands in that clause only asked.
const ASKED: [&str; 16] = [
    "consultada",
    "consultadas",
    "consultado",
    "consultados",
    "cuestionada",
    "cuestionadas",
    "cuestionado",
    "cuestionados",
    "interrogada",
    "interrogadas",
    "interrogado",
    "interrogados",
    "preguntada",
    "preguntadas",
    "preguntado",
    "preguntados",
];

/// How a clause begins that says of a speaker what he would not tell: "contestó un hombre que no quiso dar su nombre".
const OF_THE_SPEAKER: [&str; 9] = [
    "que no quiso",
    "que no quisieron",
    "que pidió no",
    "que pidió el anonimato",
    "que pidió anonimato",
    "que pidió reserva",
    "que prefirió no",
    "que prefirió el anonimato",
    "que se identificó como",
];

/// How a clause begins that tells what somebody answers.
const ANSWERING: [&str; 4] = ["Responding", "responding", "Reacting", "reacting"];

/// Words that say nothing by themselves.
const EMPTY: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Conjunction)
    .with(Class::Object)
    .with(Class::Preposition)
    .with(Class::Subordinator)
    .with(Class::That);

/// Whether a frame reports nobody's words.
pub fn is_unlikely(context: &Context<'_>, frame: &Frame) -> bool {
    let passage = context.passage;
    let mut words =
        frame.content.iter().flat_map(Clone::clone).filter(|&at| passage.tokens[at].kind == Kind::Word);
    // "O sea que, según esos papeles, ..."
    let empty = frame.origin == Origin::Accord && {
        let mut words = words.clone();
        words.all(|at| {
            passage.tokens[at].classes.any(EMPTY) || matches!(passage.word(at), "sea" | "O" | "decir")
        })
    };
    // "key": "value"
    let before = frame.start().checked_sub(2);
    let machine =
        before.is_some_and(|at| passage.word(at + 1) == ":" && passage.tokens[at].kind == Kind::Quote);
    // Content-Type: text/html
    let header = frame.origin == Origin::Turn
        && frame
            .source
            .as_ref()
            .is_some_and(|name| name.len() == 1 && passage.word(name.start).contains('-'))
        && words.by_ref().take(4).count() < 4;
    let about = phrase::is_spanish(context, frame.start())
        && frame.source.as_ref().is_some_and(|source| source.end == frame.start())
        && frame.content.first().is_some_and(|part| {
            let words = passage.words(part);
            OF_THE_SPEAKER.iter().any(|clause| words.starts_with(clause))
        });
    // "Responding to the criticism, he said": what is answered is nobody's words.
    let answered =
        frame.source.is_none() && ANSWERING.contains(&passage.word(frame.cue.start.min(frame.start())));
    empty || machine || header || about || answered
}

/// Takes the source out of content that has other words too: nobody says himself.
pub fn without_source(frame: &mut Frame) {
    let Some(source) = &frame.source else { return };
    let said = |part: &Range<usize>| part.start < source.start || source.end < part.end;
    if frame.origin == Origin::Model && frame.content.iter().any(said) {
        frame.content.retain(said);
    }
}

/// The part of a Spanish source that can speak: without the time before it; `None` when nothing is left, or it stands in
/// the clause that tells what was asked.
pub fn speaking(context: &Context<'_>, source: Range<usize>) -> Option<Range<usize>> {
    let passage = context.passage;
    let folded = |at: usize| plain(&passage.word(at).to_lowercase());
    let sentence = &passage.sentences[passage.sentence_of[source.start] as usize];
    let asked = (sentence.start..source.start)
        .rev()
        .take_while(|&at| passage.word(at) != ",")
        .any(|at| ASKED.contains(&folded(at).as_str()));
    if asked || ASKED.contains(&folded(source.start).as_str()) {
        return None;
    }
    let mut start = source.start;
    while start < source.end && (WHEN.contains(&folded(start).as_str()) || passage.word(start) == ",") {
        start += 1;
    }
    // "A la mañana siguiente", "a las 21:12, el presentador"
    if start < source.end && matches!(folded(start).as_str(), "a" | "al" | "desde" | "durante" | "tras") {
        start = (start..source.end).find(|&at| passage.word(at) == ",").map_or(source.end, |comma| comma + 1);
    }
    let denied = (start..source.end).any(|at| folded(at) == "no");
    (start < source.end && !denied && folded(start) != "se").then_some(start..source.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Passage;

    fn check(text: &str, source: &str, speaks: Option<&str>) {
        let passage = Passage::read(text, Some(crate::kinds::Language::Spanish));
        let context = Context::new(&passage);
        let words: Vec<&str> = (0..passage.tokens.len()).map(|at| passage.word(at)).collect();
        let wanted: Vec<&str> = source.split(' ').collect();
        let at = words.windows(wanted.len()).position(|it| it == wanted).expect("it stands there");
        let found = speaking(&context, at..at + wanted.len());
        assert_eq!(found.map(|it| passage.words(&it)), speaks, "{text}");
    }

    #[test]
    fn the_time_does_not_speak() {
        check("Anoche dijeron que hay dos muertos.", "Anoche", None);
        check("Hoy el presidente dijo que eran más.", "Hoy el presidente", Some("el presidente"));
        check("A la mañana siguiente dijeron que no.", "A la mañana siguiente", None);
        check("Por eso la vecina dijo que sí.", "la vecina", Some("la vecina"));
        check("Preguntado por una madre, respondió que no.", "una madre", None);
        check("Preguntado por su caso, el juez respondió que no.", "el juez", Some("el juez"));
        check("Se toma nota de que subieron.", "Se toma", None);
    }

    #[test]
    fn nobody_says_himself() {
        let check = |content: [Range<usize>; 2], kept: &[usize]| {
            let (content, source) = (content.to_vec(), Some(0..3));
            let mut frame = Frame { cue: 3..5, content, source, probability: 0.9, origin: Origin::Model };
            without_source(&mut frame);
            assert_eq!(frame.content.iter().map(|part| part.start).collect::<Vec<_>>(), kept);
        };
        check([0..3, 5..12], &[5]);
        check([1..2, 5..12], &[5]);
        check([0..12, 14..20], &[0, 14]);
        check([0..3, 1..3], &[0, 1]);
    }

    #[test]
    fn machines_and_clauses_about_the_speaker_are_no_quotations() {
        for text in [
            "{ \"description\": \"La misma dirección que el 15 de febrero; la cifra cambió.\" }",
            "Content-Type: text/html\n\nContent-Type: image/png\n\nContent-Type: text/css",
            "Responding to the criticism, the team left the field at once.",
            "Llamé otra vez y contestó un hombre que no quiso dar su nombre.",
        ] {
            let found = crate::annotate(text, &crate::Options::default()).quotations;
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
