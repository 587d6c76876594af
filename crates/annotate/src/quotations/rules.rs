//! Rules that find quotations by themselves in both languages: a quote beside a cue verb, the dash of dialogue, a gerund
//! that reports. Never says who a source is.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin, mend, phrase, spanish};
use crate::kinds::Language;
use crate::lexicon::{Class, Classes};
use crate::text::quote::{Quote, Style};
use crate::text::token::Kind;

/// What the rules find in a passage.
pub fn find(context: &Context<'_>) -> Vec<Frame> {
    let mut frames: Vec<Frame> = mend::outer(context)
        .filter_map(|quote| {
            let spanish = || {
                let language = context.passage.paragraphs[context.passage.paragraph_at(quote.open)].language;
                if language == Language::Spanish { spanish::quoted::find(context, quote) } else { None }
            };
            inserted(context, quote).or_else(|| beside_quote(context, quote)).or_else(spanish)
        })
        .collect();
    join_halves(context, &mut frames);
    frames.extend(context.passage.quotes.iter().filter_map(|quote| nested(context, quote)));
    let taken: Vec<usize> = frames.iter().map(|frame| frame.cue.start).collect();
    for paragraph in &context.passage.paragraphs {
        match paragraph.language {
            Language::English => {
                frames.extend(paragraph.tokens.clone().filter_map(|at| gerund(context, at)));
                frames.extend(paragraph.tokens.clone().filter_map(|at| withheld(context, at)));
            }
            Language::Spanish => frames.extend(spanish::find(context, &paragraph.tokens, &taken)),
        }
    }
    frames
}

/// "«A», insistió ella, «b»": two quotes of one verb are one quotation, in Spanish.
fn join_halves(context: &Context<'_>, frames: &mut Vec<Frame>) {
    let language =
        |frame: &Frame| context.passage.paragraphs[context.passage.paragraph_at(frame.cue.start)].language;
    frames.dedup_by(|next, frame| {
        let same = next.cue == frame.cue && language(frame) == Language::Spanish;
        if same {
            next.content.drain(..).for_each(|part| frame.content.push(part));
        }
        same
    });
}

/// What has a title besides works, in Spanish.
const SHOWN: [&str; 22] = [
    "exposición",
    "muestra",
    "programa",
    "operación",
    "operativo",
    "plan",
    "proyecto",
    "campaña",
    "festival",
    "curso",
    "taller",
    "concierto",
    "premio",
    "concurso",
    "podcast",
    "bar",
    "hotel",
    "colegio",
    "escuela",
    "sección",
    "capítulo",
    "grupo",
];

/// Whether the quote is what something is called: "el documental «…»", "conocido como «…»", "nicknamed “…”".
pub fn is_called(context: &Context<'_>, quote: &Quote) -> bool {
    let passage = context.passage;
    let Some(before) = quote.open.checked_sub(1) else { return false };
    let token = &passage.tokens[before];
    let as_what = matches!(passage.word(before), "como" | "as" | "de")
        && before.checked_sub(1).is_some_and(|at| {
            matches!(
                passage.word(at).to_lowercase().as_str(),
                "conocido" | "conocida" | "conocidos" | "conocidas" | "known" | "apodo" | "alias" | "mote"
            )
        });
    let shown = phrase::is_spanish(context, before) && SHOWN.contains(&passage.word(before));
    token.is(Class::Document) && !token.is(Class::CueNoun) || as_what || shown
}

/// `«...», dijo X`; `X dijo: «...»`; `—... —dijo X—`.
fn beside_quote(context: &Context<'_>, quote: &Quote) -> Option<Frame> {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
    let words = passage.tokens[quote.content()].iter().filter(|token| token.kind == Kind::Word).count();
    if words <= 8 && quote.style != Style::Dash && is_called(context, quote) {
        return None;
    }
    // The models learnt from much English and little Spanish.
    let language = passage.paragraphs[passage.paragraph_at(quote.open)].language;
    let make = |(cue, source): (Range<usize>, Option<Range<usize>>)| Frame {
        cue,
        content: vec![mend::with_marks(quote)],
        probability: match (language, &source) {
            (Language::Spanish, Some(_)) => 0.95,
            (Language::Spanish, None) => 0.85,
            (Language::English, _) => 0.2,
        },
        source,
        origin: if quote.style == Style::Dash { Origin::Dash } else { Origin::Quote },
    };
    if let Some(found) = behind(context, quote, paragraph, words) {
        return Some(make(found));
    }
    // Before it: the verb, perhaps with an addressee, then a comma, a colon or "que".
    let before = quote.open.checked_sub(1).filter(|&at| at >= paragraph.start)?;
    if language == Language::Spanish
        && words >= 1
        && let Some(found) = touching(context, quote, before)
    {
        return Some(make(found));
    }
    if words < 3 && !(words > 0 && passage.word(before) == ":") || !matches!(passage.word(before), ":" | ",")
    {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[before] as usize].start;
    let verb = (sentence..before)
        .rev()
        .take(14)
        .take_while(|&at| passage.tokens[at].kind != Kind::Quote)
        .find(|&at| phrase::is_speech(context, at) && !unasked(context, at))?;
    // "El diario cita a un inspector: «…»"
    let cited = passage.word(verb).starts_with("cit") && matches!(passage.word(verb + 1), "a" | "al");
    let cited = if cited { phrase::after(context, verb + 2, before) } else { None };
    // "..., mientras se resuelve la reforma, «...»": the verb must be next to the quote, or to who speaks.
    if language == Language::Spanish && passage.word(before) == "," && verb + 1 < before {
        let ends = |found: Option<Range<usize>>| found.is_some_and(|found| found.end == before);
        let aside = passage.word(verb + 1) == ",";
        let subject = ends(phrase::after(context, verb + 1, before))
            || ends(phrase::after_addressee(context, verb + 1, before))
            || ends(spanish::noun::inverted(context, verb + 1, before, true));
        let told = matches!(passage.word(verb + 1), "a" | "al" | "ante" | "en" | "por" | "sobre" | "durante");
        if !aside && !subject && !told || passage.word(verb - usize::from(verb > sentence)) == "se" {
            return None;
        }
    }
    let source = cited
        .or_else(|| phrase::before(context, verb, sentence))
        .or_else(|| phrase::after(context, verb + 1, before));
    Some(make((verb..verb + 1, source)))
}

/// "«Es un filme universal —aseguró Pérez—, inspirado en ...»", in Spanish.
fn inserted(context: &Context<'_>, quote: &Quote) -> Option<Frame> {
    let found =
        spanish::told::inserted(context, quote).filter(|_| phrase::is_spanish(context, quote.open))?;
    Some(Frame {
        cue: found.cue,
        content: found.parts.into_iter().filter(|part| !part.is_empty()).collect(),
        source: found.source,
        probability: 0.99,
        origin: Origin::Quote,
    })
}

/// Verbs that give somebody or something a name.
const CALLS: [&str; 5] = ["llam", "apod", "denomin", "titul", "bautiz"];

/// How far before a verb the clause may begin that it stands in, in tokens.
const LONGEST_CLAUSE: usize = 60;

/// Verbs by whose object, though it is quoted, nothing is said.
const KEEPS: [&str; 8] = ["mantend", "mantien", "mantuv", "public", "divulg", "difund", "dej", "cerr"];

/// What is only read on them is nobody's report.
const SIGNS: [&str; 10] = [
    "cartel",
    "letrero",
    "sello",
    "rótulo",
    "placa",
    "camiseta",
    "inscripción",
    "tatuaje",
    "pegatina",
    "etiqueta",
];

/// "dijo, sin que nadie se lo hubiera preguntado: «…»": whether nobody did what the verb says.
pub fn unasked(context: &Context<'_>, verb: usize) -> bool {
    let word = |at: usize| context.passage.word(at);
    (verb.saturating_sub(7)..verb).any(|at| word(at) == "sin" && word(at + 1) == "que")
}

/// "Prometió «absoluta transparencia»", "la tildó de «farsa»": a verb of speech right before the quote.
fn touching(
    context: &Context<'_>,
    quote: &Quote,
    before: usize,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let passage = context.passage;
    let sentence = passage.sentences[passage.sentence_of[quote.open] as usize].start;
    let link = usize::from(matches!(passage.word(before), "de" | "como"));
    let verb = before.checked_sub(link).filter(|&at| at >= sentence && quote.style != Style::Dash)?;
    let word = passage.word(verb);
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let speech = phrase::is_speech(context, verb)
        && passage.quote_of[verb] == 0
        && (link == 0 || spanish::clause::names(word))
        && !begins(&KEEPS)
        && !begins(&CALLS)
        && !spanish::verb::is_impersonal(context, &(verb..verb + 1));
    if !speech {
        return None;
    }
    // "un cartel que dice «Salida»", "anunció «Web Norte»", "afirmó que la comisión reconoció «mejoras»"
    let sign = verb >= 2 && passage.word(verb - 1) == "que" && SIGNS.contains(&passage.word(verb - 2));
    let named = |at: usize| {
        passage.tokens[at].kind == Kind::Word
            && (passage.tokens[at].is_capital() || passage.tokens[at].is(Class::Particle))
    };
    let names_only = quote.content().len() > 1 && quote.content().all(named);
    let near = sentence.max(verb.saturating_sub(LONGEST_CLAUSE)) + 1..verb;
    let inner = near.clone().any(|at| passage.word(at) == "que" && phrase::reports(context, at - 1));
    if sign || names_only || inner {
        return None;
    }
    Some((verb..verb + 1, phrase::before(context, verb, sentence)))
}

/// "“Él me decía: ‘Te estoy apuntando’”": what somebody says that he was told, in Spanish; English has it from the models.
fn nested(context: &Context<'_>, quote: &Quote) -> Option<Frame> {
    let passage = context.passage;
    let colon = quote.open.checked_sub(1).filter(|&at| passage.word(at) == ":")?;
    if quote.depth == 0 && quote.style != Style::Single || !phrase::is_spanish(context, colon) {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[colon] as usize].start;
    let start = passage.quote_at(colon).map_or(sentence, |outer| sentence.max(outer.open + 1));
    let verb = (start..colon).rev().take(8).find(|&at| phrase::is_speech(context, at))?;
    let source = phrase::before(context, verb, start).or_else(|| phrase::after(context, verb + 1, colon));
    Some(Frame {
        cue: verb..verb + 1,
        content: vec![quote.open..quote.end()],
        source,
        probability: 0.9,
        origin: Origin::Quote,
    })
}

/// The cue and the source right behind a quote: ", dijo ayer la ministra", " —Ana contó—".
fn behind(
    context: &Context<'_>,
    quote: &Quote,
    paragraph: &Range<usize>,
    words: usize,
) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let passage = context.passage;
    let dash = quote.style == Style::Dash;
    let is_spanish = passage.paragraphs[passage.paragraph_at(quote.open)].language == Language::Spanish;
    let mut at = quote.end();
    let small = |word: &str| {
        let spanish = matches!(
            word,
            "había"
                | "habían"
                | "nos"
                | "me"
                | "según"
                | "como"
                | "volvió"
                | "llegó"
                | "terminó"
                | "acabó"
                | "quiso"
                | "alcanzó"
                | "a"
                | "por"
                | "suele"
                | "solía"
                | "limitó"
                | "limita"
                | "limitaba"
                | "atrevió"
                | "atreve"
                | "atina"
                | "atinó"
                | "acierta"
                | "acertó"
                | "apresuró"
                | "vuelve"
                | "llega"
                | "termina"
                | "acaba"
                | "también"
                | "ya"
                | "no"
        );
        matches!(word, "," | "—" | "–" | "―" | "--" | "se" | "lo" | "le" | "les" | "así" | "ha" | "han")
            || is_spanish && spanish
    };
    while at < paragraph.end && small(passage.word(at)) {
        at += 1;
    }
    let touches = at > quote.end()
        || quote.close.checked_sub(1).is_some_and(|last| matches!(passage.word(last), "," | "?" | "!"));
    if at >= paragraph.end || !touches || words < if dash { 1 } else { 2 } {
        return None;
    }
    if phrase::is_speech(context, at) {
        let mut next = at + 1;
        // "respondió ayer la ministra"
        let manner = |at: usize| is_spanish && spanish::noun::is_manner(passage.word(at));
        while next < paragraph.end
            && (passage.tokens[next].is(Class::Adverb) || manner(next))
            && !passage.tokens[next].is_capital()
        {
            next += 1;
        }
        let source = phrase::after(context, next, paragraph.end)
            .or_else(|| phrase::after_addressee(context, next, paragraph.end))
            .or_else(|| {
                spanish::noun::inverted(context, next, clause_end(context, next, paragraph.end), true)
                    .filter(|_| is_spanish)
            });
        // "dice, sin dejar de coser, la dueña"
        let aside = || {
            let close = (next + 1..paragraph.end.min(next + 12)).find(|&at| passage.word(at) == ",")?;
            spanish::noun::inverted(context, close + 1, clause_end(context, close, paragraph.end), true)
        };
        let set_off = is_spanish && next + 1 < paragraph.end && passage.word(next) == ",";
        let source = source.or_else(|| if set_off { aside() } else { None });
        let impersonal = is_spanish && spanish::verb::is_impersonal(context, &(at..at + 1));
        let source =
            if impersonal { spanish::noun::written_in(context, at + 1, paragraph.end) } else { source };
        return Some((at..at + 1, source));
    }
    // "—Treinta —Obdulia cuenta con los dedos"; "“No,” Ana Ruiz said, going on to ..."
    let ends = || matches!(passage.word(quote.close - 1), "," | "?" | "!");
    if !dash && !ends() {
        return None;
    }
    let verb = (at + 1..paragraph.end.min(at + 7))
        .take_while(|&index| passage.tokens[index].kind == Kind::Word)
        .find(|&index| phrase::is_speech(context, index))?;
    let subject = Classes(0).with(Class::Subject).with(Class::Article).with(Class::Honorific);
    let begins = passage.tokens[at].is_capital() || passage.tokens[at].classes.any(subject);
    let source = phrase::before(context, verb, at).filter(|source| source.start == at)?;
    begins.then_some((verb..verb + 1, Some(source)))
}

/// Where the clause that begins at `at` ends at the latest: at a full stop, a dash or a quote.
fn clause_end(context: &Context<'_>, at: usize, end: usize) -> usize {
    let passage = context.passage;
    let ends = |at: &usize| {
        matches!(passage.word(*at), "." | ";" | ":" | "—" | "–" | "―")
            || passage.tokens[*at].kind == Kind::Quote
    };
    (at..end).find(ends).unwrap_or(end)
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
    if !reports || at == sentence.start || passage.word(at - 1) != "," {
        return None;
    }
    let mut end = sentence.end;
    while end > at + 1 && matches!(passage.word(end - 1), "." | "!" | "?") {
        end -= 1;
    }
    // Inside a quote it ends where the quote does.
    if let Some(quote) = passage.quote_at(at) {
        end = end.min(quote.close);
    }
    let source = phrase::subject(context, &(sentence.start..at - 1))
        .or_else(|| phrase::before(context, at - 1, sentence.start).filter(|phrase| phrase.len() <= 4));
    (end > at + 1).then(|| Frame {
        cue: at..at + 1,
        content: vec![at + 1..end],
        source,
        probability: 0.2,
        origin: Origin::That,
    })
}

/// "did not provide any explanation", "has not responded to requests": what somebody would not say.
fn withheld(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let word = |at: usize| if at < passage.tokens.len() { passage.word(at) } else { "" };
    let (auxiliary, negated) = match word(at) {
        "did" | "has" | "have" | "had" | "would" if word(at + 1) == "not" => (at, at + 2),
        "didn't" | "hasn't" | "haven't" | "wouldn't" | "didn’t" | "hasn’t" | "haven’t" | "wouldn’t" => {
            (at, at + 1)
        }
        _ => return None,
    };
    let verb = negated + usize::from(passage.tokens.get(negated).is_some_and(|it| it.is(Class::Adverb)));
    let verb = verb + usize::from(matches!(word(verb), "immediately" | "directly" | "specifically"));
    if !matches!(
        word(verb),
        "provide"
            | "provided"
            | "give"
            | "given"
            | "offer"
            | "offered"
            | "explain"
            | "explained"
            | "comment"
            | "commented"
            | "respond"
            | "responded"
            | "reply"
            | "replied"
            | "answer"
            | "answered"
            | "elaborate"
    ) || passage.quote_of[at] > 0
    {
        return None;
    }
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let mut end = (verb + 1..sentence.end).find(|&at| matches!(word(at), "," | ";" | "." | "but"))?;
    end = end.min(sentence.end);
    let what = [
        "explanation",
        "reason",
        "reasons",
        "comment",
        "details",
        "answer",
        "answers",
        "request",
        "requests",
        "questions",
        "question",
        "response",
        "statement",
        "evidence",
        "information",
        "calls",
        "messages",
        "email",
        "why",
        "how",
    ];
    if !(verb + 1..end).any(|at| what.contains(&word(at))) {
        return None;
    }
    let joined = at > sentence.start && passage.tokens[at - 1].is(Class::Conjunction);
    let source = if joined {
        phrase::subject(context, &sentence)
    } else {
        phrase::before(context, auxiliary, sentence.start)
    };
    Some(Frame {
        cue: auxiliary..verb + 1,
        content: vec![verb + 1..end],
        source,
        probability: 0.3,
        origin: Origin::That,
    })
}
