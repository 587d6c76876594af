//! Rules for Spanish, of which there is little to learn from: "verb + que", "según" and its like, the conditional of
//! rumour, and in its modules other verbs and nouns. Never says who a source is.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

pub mod clause;
mod idiom;
pub mod noun;
pub mod quoted;
pub mod subject;
pub mod told;
pub mod verb;

use std::ops::Range;

use super::context::Context;
use super::{Frame, Origin, phrase};
use crate::lexicon::Class;
use crate::text::token::Kind;

/// The reports that a Spanish paragraph's grammar makes certain. Verbs that belong to a quote (`taken`) begin no clause.
pub fn find(context: &Context<'_>, paragraph: &Range<usize>, taken: &[usize]) -> Vec<Frame> {
    let mut frames = Vec::new();
    for at in paragraph.clone() {
        if context.passage.quote_of[at] > 0 {
            continue;
        }
        if context.passage.tokens[at].is(Class::Cue) && !taken.contains(&at) {
            let found = that_clause(context, at).or_else(|| clause::find(context, at));
            frames.extend(found.or_else(|| idiom::colon(context, at)));
        }
        frames.extend(according(context, at));
        frames.extend(idiom::idiom(context, at));
        frames.extend(idiom::set_off(context, at).or_else(|| idiom::parenthetical(context, at)));
    }
    let sentences = &context.passage.sentences;
    let first = sentences.partition_point(|sentence| sentence.end <= paragraph.start);
    let inside = sentences[first..].iter().take_while(|sentence| sentence.start < paragraph.end);
    frames.extend(inside.filter_map(|sentence| idiom::in_the_eyes(context, sentence)));
    frames
}

/// Where the content that begins at `from` ends: with the sentence, or where another report is joined to it: "..., y
/// prometió que ...", "..., según ...".
fn report_end(context: &Context<'_>, from: usize, sentence: &Range<usize>) -> usize {
    let passage = context.passage;
    let end = end_of(context, sentence);
    let joined = |next: usize| {
        let speech = |at: usize| {
            let clitic = usize::from(at < end && passage.tokens[at].is(Class::Object));
            at + clitic < end && phrase::is_speech(context, at + clitic)
        };
        let conjunction = matches!(passage.word(next), "y" | "e" | "pero" | "aunque") && speech(next + 1);
        passage.quote_of[next] == 0
            && (conjunction
                || passage.word(next) == ","
                    && next + 1 < end
                    && (passage.tokens[next + 1].is(Class::Accord) || speech(next + 1)))
    };
    let end = (from + 1..end).find(|&next| joined(next)).unwrap_or(end);
    end - usize::from(end > from && passage.word(end - 1) == ",")
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
    // "pudo hablar con dos personas que aseguran"
    if passage.word(at).starts_with("habl") && that > at + 1 {
        return None;
    }
    // "explicó Ana Ruiz, directora del centro, que ...", "dijo, en español y muy amable, que ..."
    let aside = || (that + 2..sentence.end.min(that + 20)).find(|&next| passage.word(next) == ",");
    let comes_after = || {
        let subject =
            phrase::after(context, at + 1, that).or_else(|| noun::inverted(context, at + 1, that, false));
        that == at + 1 || subject.is_some_and(|subject| subject.end == that)
    };
    let that = match passage.word(that) {
        "," if comes_after() => {
            aside().filter(|&comma| passage.word(comma + 1) == "que").map_or(that, |comma| comma + 1)
        }
        _ => that,
    };
    // "no pidió más cambios que la puntuación"
    let compares = |at: usize| {
        matches!(
            passage.word(at),
            "más" | "menos" | "mejor" | "peor" | "mayor" | "menor" | "tan" | "tanto" | "otra" | "otro"
        )
    };
    let sign = at >= 2
        && passage.word(at - 1) == "que"
        && matches!(passage.word(at - 2), "cartel" | "letrero" | "sello");
    // "subrayó el crecimiento que experimenta la industria": what follows the noun is about the noun.
    let article = passage.tokens[at + 1].is(Class::Article) || passage.tokens[at + 1].is(Class::Possessive);
    let of_noun = article && that > at + 2 && clause::is_abstract(passage.word(at + 2));
    if (at + 1..that).any(compares) || sign || of_noun {
        return None;
    }
    // "al que tuvo acceso", "la que", "y que": no clause of this verb.
    let before = &passage.tokens[that - 1];
    if passage.word(that) != "que"
        || that > at + 1 && (before.is(Class::Article) || before.is(Class::Conjunction))
        || matches!(passage.word(that - 1), "al" | "del" | "lo")
    {
        return None;
    }
    let end = report_end(context, that, &sentence);
    let first = verb::compound(context, at).unwrap_or(at);
    let impersonal = verb::is_impersonal(context, &(first..at + 1));
    // "insistió en que"
    let linked = usize::from(that > at + 1 && matches!(passage.word(that - 1), "en" | "de" | "con" | "a"));
    let inverted = || {
        let comma = (at + 1..that).find(|&at| passage.word(at) == ",").unwrap_or(that);
        let that = if comma > at + 1 { comma } else { that };
        let near =
            phrase::after(context, at + 1, that).or_else(|| phrase::after_addressee(context, at + 1, that));
        near.or_else(|| noun::inverted(context, at + 1, that, false))
    };
    let source =
        if impersonal { None } else { phrase::before(context, first, sentence.start).or_else(inverted) };
    (end > that + 2).then(|| Frame {
        cue: first..at + 1,
        content: vec![that - linked..end],
        source,
        probability: 0.5,
        origin: Origin::That,
    })
}

/// How many tokens from `at` on name a source for what stands beside them: "según", "a juicio de".
fn accord(context: &Context<'_>, at: usize) -> Option<usize> {
    let passage = context.passage;
    let begins = |word: &str| {
        matches!(
            word,
            "a" | "A" | "al" | "Al" | "en" | "En" | "de" | "De" | "por" | "Por" | "acorde" | "Acorde"
        )
    };
    if !passage.tokens[at].is(Class::Accord) && !begins(passage.word(at)) {
        return None;
    }
    let words = |count: usize| passage.words(&(at..(at + count).min(passage.tokens.len()))).to_lowercase();
    if words(1) == "según" {
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
        "por boca de",
        "a ojos de",
        "al entender de",
        "al juicio de",
        "a parecer de",
        "al parecer de",
        "al criterio de",
        "en criterio de",
        "a consideración de",
        "en voz de",
        "en versión de",
        "a juicio del",
        "en opinión del",
        "en palabras del",
        "de acuerdo al",
        "a criterio del",
        "a entender del",
        "a decir del",
        "al decir del",
        "en boca del",
        "por boca del",
        "a ojos del",
        "al parecer del",
        "en voz del",
    ];
    let two = ["conforme a", "acorde con", "conforme al"];
    if long.contains(&words(3).as_str()) {
        Some(3)
    } else if two.contains(&words(2).as_str()) {
        Some(2)
    } else {
        None
    }
}

/// What somebody says at the longest, in tokens: a sentence that is longer is none.
const LONGEST: usize = 600;

/// What something depends on and nobody says: "según el caso".
const CONDITIONS: [&str; 24] = [
    "color",
    "caso",
    "casos",
    "tipo",
    "orden",
    "tamaño",
    "edad",
    "número",
    "clima",
    "tiempo",
    "día",
    "hora",
    "calendario",
    "lugar",
    "país",
    "zona",
    "turno",
    "época",
    "precio",
    "peso",
    "nivel",
    "grado",
    "sexo",
    "gusto",
];

/// "Según X, ...", "..., según X", "según dijo X a Y, ...", "..., según explicó".
fn according(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    if passage.quote_of[at] > 0 {
        return None;
    }
    let Some(length) = accord(context, at) else { return in_opinion(context, at) };
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let end = end_of(context, &sentence);
    let mut cue = at..at + length;
    // "según le dijo el carcelero a mi tía"
    let mut verb = cue.end;
    while verb < end
        && (passage.tokens[verb].is(Class::Object) && !passage.tokens[verb].is(Class::Article)
            || passage.tokens[verb].is(Class::Have)
            || matches!(passage.word(verb), "lo" | "pudo" | "quiso"))
    {
        verb += 1;
    }
    // "según consta en el acta"
    let shown = matches!(
        passage.word(verb),
        "consta" | "consigna" | "figura" | "aparece" | "lee" | "recoge" | "desprende"
    ) && matches!(passage.word(verb + 1), "en" | "de" | "del");
    let verbal = verb < end
        && (phrase::is_speech(context, verb) || verb > cue.end && passage.tokens[verb].is(Class::Cue));
    if shown {
        cue.end = verb + 2;
    } else if verbal {
        cue.end = verb + 1;
    }
    let impersonal = !shown && verbal && verb::is_impersonal(context, &(verb..verb + 1));
    let source = phrase::after(context, cue.end, end)
        .or_else(|| phrase::after_addressee(context, cue.end, end))
        .or_else(|| noun::inverted(context, cue.end, end, true))
        .filter(|_| !impersonal)
        .map(|source| with_apposition(context, source, end));
    if source.is_none() && !verbal {
        return None;
    }
    // "una constancia, según la cual fue atendido": what was named before says it.
    let cited = matches!(passage.word(cue.end), "el" | "la" | "los" | "las")
        && matches!(passage.word(cue.end + 1), "cual" | "cuales" | "que");
    if cited && cue.end + 4 < end {
        return Some(Frame {
            cue: cue.start..cue.end + 2,
            content: vec![cue.end + 2..end],
            source: None,
            probability: 0.9,
            origin: Origin::Accord,
        });
    }
    let reach = source.as_ref().map_or(cue.end, |source| source.end);
    let content = if at == sentence.start {
        // "En palabras de su antiguo jefe, el coronel Ulises Mena: «...»"
        let colon = (reach..end.min(reach + 12)).find(|&at| passage.word(at) == ":");
        let colon = colon.filter(|&at| passage.tokens.get(at + 1).is_some_and(|it| it.kind == Kind::Quote));
        if let Some(colon) = colon {
            let quote = passage.quotes.iter().find(|quote| quote.open == colon + 1)?;
            return Some(Frame {
                source: Some(cue.end..colon).filter(|it| it.len() <= 16 && source.is_some()),
                cue,
                content: vec![quote.open..quote.end()],
                probability: 0.97,
                origin: Origin::Accord,
            });
        }
        let comma = (reach..end).find(|&at| passage.word(at) == ",")?;
        comma + 1..end
    } else if passage.word(at - 1) == ";" && passage.word(reach) == "," && reach + 2 < end {
        reach + 1..end
    } else {
        let before = at - usize::from(at > sentence.start && passage.word(at - 1) == ",");
        sentence.start..before
    };
    let stop = content.clone().find(|&at| passage.word(at) == ";" && passage.quote_of[at] == 0);
    let mut content = vec![content.start..stop.filter(|&at| at > content.start).unwrap_or(content.end)];
    // "La detención, según X, fue ilegal."
    let clause = content[0].clone().any(|at| verb::is_finite(context, at));
    if content[0].end < at && !clause && passage.word(reach) == "," && reach + 2 < end {
        content.push(reach + 1..end);
    }
    let condition = source
        .as_ref()
        .is_some_and(|source| source.clone().take(3).any(|at| CONDITIONS.contains(&passage.word(at))));
    let length: usize = content.iter().map(ExactSizeIterator::len).sum();
    ((2..=LONGEST).contains(&length) && !condition).then_some(Frame {
        cue,
        content,
        source,
        // The words leave no doubt who speaks, which the models often lose.
        probability: 0.97,
        origin: Origin::Accord,
    })
}

/// "a su entender", "en su opinión", set off by commas: whose opinion it is, the words alone do not say.
fn in_opinion(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    let opinion = matches!(passage.word(at), "a" | "A" | "en" | "En")
        && matches!(passage.word(at + 1), "su" | "sus")
        && matches!(
            passage.word(at + 2),
            "entender" | "juicio" | "parecer" | "opinión" | "criterio" | "ojos"
        );
    let end = end_of(context, &sentence);
    if !opinion || at + 4 >= end {
        return None;
    }
    let comma = passage.word(at + 3) == ",";
    let content = match at {
        _ if at == sentence.start && comma => at + 4..end,
        _ if comma && passage.word(at.saturating_sub(1)) == "," => at + 4..end,
        _ => return None,
    };
    Some(Frame {
        cue: at..at + 3,
        content: vec![content],
        source: None,
        probability: 0.5,
        origin: Origin::Accord,
    })
}

/// "Remigio Tardío, padre de un detenido,": what somebody is belongs to the source, when the sentence goes on behind it.
fn with_apposition(context: &Context<'_>, source: Range<usize>, end: usize) -> Range<usize> {
    let passage = context.passage;
    let next = source.end + 1;
    let is = |at: usize, class| passage.tokens[at].is(class);
    // "Ricardo Zamora, de la Comisión Metrosur,"
    let of = next + 2 < end
        && source.len() > 1
        && passage.tokens[source.end - 1].is_capital()
        && matches!(passage.word(next), "de" | "del")
        && (passage.tokens[next + 1].is_capital() || passage.tokens[next + 2].is_capital());
    let opens = next + 1 < end
        && passage.word(source.end) == ","
        && (of
            || is(next, Class::Role)
            || is(next, Class::Person)
            || is(next, Class::GivenName) && passage.tokens[next].is_capital()
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
        let told = frames
            .iter()
            .chain(&rumours)
            .any(|frame| frame.cue.contains(&at) || frame.content.iter().any(|part| part.contains(&at)));
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
        passage.tokens.get(at).is_some_and(|it| it.is(Class::Participle))
            || verb::is_participle(passage.word(at))
    };
    matches!(passage.word(at), "habría" | "habrían" | "Habría" | "Habrían")
        && passage.quote_of[at] == 0
        && participle(at + 1)
}
