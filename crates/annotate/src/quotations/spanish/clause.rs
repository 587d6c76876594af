//! What Spanish verbs report without "que": an infinitive ("negó haber firmado"), a noun ("rechazó la acusación"), an
//! indirect question, a name for somebody ("tildó el fallo de farsa"), and the verb set between commas. Acts done with
//! words that report nothing ("declaró el estado de emergencia", "publicó una foto") are none.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::super::context::Context;
use super::super::{Frame, Origin, phrase};
use super::{end_of, noun, report_end, verb};
use crate::kinds::Language;
use crate::lexicon::{Class, Classes};
use crate::text::token::Kind;

/// Verbs whose infinitive is what is said, by their beginnings.
const WITH_INFINITIVE: &str = "neg nieg promet asegur confes confies reconoc admit acept rechaz declar afirm propus propon jur descart \
    lament dijo dice dicen dijeron alega alegó alegaron denunci exig pid ped recom recomiend solicit aconsej \
    suger sugir sugier reclam rehus declin dese ofrec garantiz anunci niegan aseveró manifest asever prefir aduc aduj refier refiri reivindic mandó mandaron mand";

/// Verbs that take "a", "en", "con" or "de" before that infinitive, by their beginnings.
const WITH_LINK: [(&str, &str); 4] = [
    ("con", "amenaz"),
    ("en", "insist coincid confí confi"),
    (
        "a",
        "comprom neg nieg inst exhort llam invit urgi urge conmin anim alent alient emplaz convoc ret desafi",
    ),
    ("de", "acus culp advirt advert alert avis jact quej responsabiliz"),
];

/// Verbs with which a noun of any kind is what is said, by their beginnings.
const REPROACHES: &str = "denunci rechaz conden repudi deplor agradec lament critic exig desmint desmient desment cuestion elogi \
    censur reprob reproch fustig aplaud repel recrimin";

/// Verbs with which only a noun of doing is what is said, by their beginnings.
const WITH_NOUN: &str = "pid ped solicit reclam anunci promet confirm neg nieg admit reconoc descart justific celebr recomend \
    recomiend propus propon suger sugir plante relat describ narr detall destac subray resalt reiter remarc \
    recalc demand implor suplic reivindic ofrec garantiz ironiz valor aleg expres manifest transmit traslad \
    augur vaticin pronostic atribu adujo aduj aduc reafirm";

/// Verbs that give somebody or something a name, by their beginnings.
const CALLS: &str =
    "calific tild tach acus culp responsabiliz catalog describ defin caracteriz sindic etiquet";

/// Endings of nouns of doing and being.
const ABSTRACT: &str = "ción ciones sión siones miento mientos ncia ncias dad dades anza tud aje";

/// Further nouns of that kind.
const NOUNS: &str = "apoyo respaldo cese fin renuncia acceso ayuda perdón disculpas justicia calma paz respeto diálogo cargo \
    cargos hecho hechos error errores culpa fallo fallos malos trato tratos tortura torturas abuso abusos \
    amenaza amenazas golpes golpizas maltrato maltratos traslado traslados regreso retorno castigo cambio \
    repudio pesar dolor apoyos temor deseo compromiso asombro disgusto enojo enfado orgullo motivos razones agradecimiento \
    cambios medida medidas denuncia denuncias crítica críticas rumor rumores versión muerte muertes ataque \
    ataques cierre juicio";

/// Bodies whose refusal or assent is an act of office.
const COURTS: &str = "tribunal corte juez jueza juzgado sala magistrado magistrada supremo congreso senado parlamento asamblea \
    cámara audiencia pleno";

/// The longest nickname, in tokens.
const SHORT_NAME: usize = 3;

/// Whether the word begins with one of the stems, which blanks separate.
fn begins(word: &str, stems: &str) -> bool {
    stems.split(' ').any(|stem| word.starts_with(stem))
}

/// Whether the verb gives somebody or something a name: "tildó".
pub fn names(verb: &str) -> bool {
    begins(verb, CALLS)
}

/// The report of the verb at `at`, if its form makes it sure.
pub fn find(context: &Context<'_>, at: usize) -> Option<Frame> {
    let passage = context.passage;
    if passage.quote_of[at] > 0 || !phrase::reports(context, at) {
        return None;
    }
    let first = verb::compound(context, at).unwrap_or(at);
    let cue = first..at + 1;
    let sentence = passage.sentences[passage.sentence_of[at] as usize].clone();
    if verb::is_impersonal(context, &cue) {
        return None;
    }
    let source = phrase::before(context, first, sentence.start);
    let start = content(context, at, &source, &sentence)?;
    let end = report_end(context, start, &sentence);
    // "dijo ser tejedora y comenzó por el final"
    let joined = |at: usize| {
        let clitic = usize::from(at + 1 < end && passage.tokens[at + 1].is(Class::Object));
        matches!(passage.word(at), "y" | "e" | "pero")
            && at + 1 + clitic < end
            && verb::is_finite(context, at + 1 + clitic)
            || verb::is_finite(context, at) && phrase::is_speech(context, at)
    };
    let end = (start + 1..end).find(|&at| joined(at)).unwrap_or(end);
    (end > start + 1).then(|| Frame {
        cue,
        content: vec![start..end],
        source,
        probability: 0.45,
        origin: Origin::That,
    })
}

/// Whether the verb, with what stands behind it, is something done and not said: "contó con", "sostuvo una reunión",
/// "señaló el mapa", "publicó una foto".
pub fn is_act(context: &Context<'_>, frame: &Frame) -> bool {
    let passage = context.passage;
    let Some(head) = frame.cue.clone().rev().find(|&at| passage.tokens[at].is(Class::Cue)) else {
        return false;
    };
    if !matches!(frame.origin, Origin::Model | Origin::That)
        || passage.paragraphs[passage.paragraph_at(head)].language != Language::Spanish
    {
        return false;
    }
    let (word, next) = (passage.word(head).to_lowercase(), head + 1);
    let kept = begins(&word, "mantuv mantien") && head > 0 && passage.word(head - 1) == "se";
    if kept || begins(&word, "cont cuent") && passage.word(next) == "con" {
        return true;
    }
    if asks_for_silence(context, frame, &word) {
        return true;
    }
    if frame.origin != Origin::Model {
        return false;
    }
    let about = |at: usize| matches!(passage.word(at), "de" | "del" | "que" | ":" | "sobre" | "con");
    // "Lo llaman «el Chueco»"
    let nickname = passage.quotes.iter().any(|quote| {
        quote.open == next
            && (1..=SHORT_NAME).contains(&quote.content().len())
            && passage.tokens[quote.open + 1].is(Class::Article)
    });
    if nickname && begins(&word, "llam apod dice") {
        return true;
    }
    let repeats = begins(&word, "repet repit")
        && (next..next + 3).any(|at| matches!(passage.word(at), "frase" | "palabras" | "palabra"));
    if repeats {
        return true;
    }
    if begins(&word, "habl") && !(next..next + 4).any(about) && passage.quote_of[frame.start()] == 0 {
        return true;
    }
    let thing = passage.tokens.get(next).is_some_and(|it| {
        it.classes.any(
            Classes(0)
                .with(Class::Article)
                .with(Class::Possessive)
                .with(Class::Demonstrative)
                .with(Class::Number),
        )
    });
    let told = frame.content.first().is_some_and(|part| part.start == next) && passage.quote_of[next] == 0;
    let quoted = frame.content.iter().flat_map(Clone::clone).any(|at| passage.quote_of[at] > 0);
    let start = passage.sentences[passage.sentence_of[head] as usize].start;
    let office = begins(&word, "rechaz admit confirm acept neg nieg")
        && (is_office(context, &frame.source) || is_office(context, &phrase::before(context, head, start)));
    let does = begins(
        &word,
        "sostuv sostien mantuv mantien señal apunt public declar cont cuent cerr cierr consult figur ley",
    ) || begins(&word, "pid ped") && !(next..next + 4).any(|at| is_abstract(passage.word(at)));
    thing && told && (does || office) && !quoted
}

/// "Presionará para que", "en el diario": a preposition by itself is no cue, but for "para" before somebody.
pub fn is_purpose(context: &Context<'_>, frame: &Frame) -> bool {
    let passage = context.passage;
    let at = frame.cue.start;
    if frame.origin != Origin::Model || frame.cue.len() != 1 || !phrase::is_spanish(context, at) {
        return false;
    }
    let token = &passage.tokens[at];
    let for_somebody = matches!(passage.word(at), "para" | "Para")
        && frame.source.as_ref().is_some_and(|source| source.start == frame.cue.end);
    token.is(Class::Preposition) && !token.is(Class::Accord) && !for_somebody
}

/// "Pidió no dar su nombre": what somebody asks of the reporter is no news.
fn asks_for_silence(context: &Context<'_>, frame: &Frame, word: &str) -> bool {
    let passage = context.passage;
    let named = |at: usize| {
        begins(&passage.word(at).to_lowercase(), "nombre identi anonimat anónim apellid citad identidad")
    };
    // "contestó un hombre que no quiso dar su nombre"
    let told = frame.content.first().is_some_and(|part| {
        matches!(passage.word(part.start), "que" | "quien") && part.start > frame.cue.end
    });
    (told || begins(word, "pid ped prefir prefier solicit exig quis quier acept"))
        && frame.length() <= 12
        && frame.content.iter().any(|part| {
            part.clone().any(named)
                && part.clone().any(|at| matches!(passage.word(at), "no" | "el" | "su" | "sin" | "ser"))
        })
}

/// Where what the verb at `at` reports begins.
fn content(
    context: &Context<'_>,
    at: usize,
    source: &Option<Range<usize>>,
    sentence: &Range<usize>,
) -> Option<usize> {
    let passage = context.passage;
    let word = passage.word(at).to_lowercase();
    let end = end_of(context, sentence);
    let mut next = at + 1;
    while next < end && passage.tokens[next].is(Class::Adverb) && !passage.tokens[next].is(Class::Negation) {
        next += 1;
    }
    // "se pregunta, en su columna, si", "negó, tajante, haber"
    if passage.word(next) == "," {
        let close = (next + 2..end.min(next + 12)).find(|&at| passage.word(at) == ",");
        next = close.map_or(next, |close| close + 1);
    }
    if next >= end {
        return None;
    }
    if let Some(start) = question(context, &word, next, end) {
        return Some(start);
    }
    let infinitive = |at: usize| at < end && verb::is_infinitive(context, at);
    let negated = |at: usize| at < end && matches!(passage.word(at), "no" | "nunca");
    if begins(&word, WITH_INFINITIVE) && (infinitive(next) || negated(next) && infinitive(next + 1)) {
        return Some(next);
    }
    // "pidió a los vecinos no salir", "instó al juez a fallar", "amenazó con irse"
    let reach = (next..end.min(next + 10))
        .take_while(|&at| passage.tokens[at].kind == Kind::Word && !phrase::reports(context, at));
    let reach: Vec<usize> = reach.collect();
    let linked = WITH_LINK.iter().find(|(_, stems)| begins(&word, stems)).and_then(|(link, _)| {
        reach.iter().copied().find(|&at| passage.word(at) == *link && infinitive(at + 1)).map(|_| next)
    });
    if linked.is_some() {
        return linked;
    }
    let asked = begins(&word, WITH_INFINITIVE) || begins(&word, "orden prohíb prohib");
    if asked && matches!(passage.word(next), "a" | "al") {
        let found = reach.iter().copied().skip(2).find(|&at| {
            let free =
                !passage.tokens[at - 1].classes.any(Classes(0).with(Class::Preposition).with(Class::Article));
            free && (infinitive(at) || negated(at) && infinitive(at + 1))
        });
        if found.is_some() {
            return found;
        }
    }
    let names = begins(&word, CALLS) && !matches!(passage.word(next), "que" | ":" | ",");
    if names && reach.iter().any(|&at| matches!(passage.word(at), "de" | "del" | "como" | "por")) {
        let known = source.is_some() || follows(context, at, sentence);
        return known.then_some(next);
    }
    // "rechaza de manera categórica las versiones"
    let manner = passage.tokens[next].is(Class::Preposition) && !matches!(passage.word(next), "a" | "al");
    let thing = if manner { noun::behind(context, next, end) } else { None };
    noun_content(context, at, &word, thing.unwrap_or(next), source, sentence)
}

/// Whether the verb opens its sentence, or a conjunction or comma joins it to the one before.
fn follows(context: &Context<'_>, at: usize, sentence: &Range<usize>) -> bool {
    let passage = context.passage;
    let mut first = verb::compound(context, at).unwrap_or(at);
    while first > sentence.start && passage.tokens[first - 1].is(Class::Object) {
        first -= 1;
    }
    first == sentence.start
        || matches!(passage.word(first - 1), "y" | "e" | "," | "pero" | "aunque" | "mientras")
}

/// A noun as what is said.
fn noun_content(
    context: &Context<'_>,
    at: usize,
    word: &str,
    next: usize,
    source: &Option<Range<usize>>,
    sentence: &Range<usize>,
) -> Option<usize> {
    let passage = context.passage;
    let strong = begins(word, REPROACHES);
    if !(strong || begins(word, WITH_NOUN)) || source.is_none() && !follows(context, at, sentence) {
        return None;
    }
    if is_office(context, source) && !begins(word, "denunci lament critic agradec deplor conden repudi") {
        return None;
    }
    let determiner = |at: usize| {
        let classes = Classes(0)
            .with(Class::Article)
            .with(Class::Possessive)
            .with(Class::Demonstrative)
            .with(Class::Quantifier)
            .with(Class::Number);
        passage.tokens[at].classes.any(classes)
    };
    let about = strong && matches!(passage.word(next), "a" | "al") && !word.starts_with("denunci");
    if passage.tokens[next].kind != Kind::Word || passage.tokens[next].is(Class::Preposition) && !about {
        return None;
    }
    let head = (next..sentence.end.min(next + 5))
        .take_while(|&at| {
            passage.tokens[at].kind == Kind::Word && !matches!(passage.word(at), "de" | "del" | "que")
        })
        .find(|&at| is_abstract(passage.word(at)));
    let any = strong
        && (about || determiner(next) && passage.tokens.get(next + 1).is_some_and(|it| !it.is_capital()));
    (head.is_some() || any).then_some(next)
}

/// Whether the source is a court or a parliament, which acts by what it says.
fn is_office(context: &Context<'_>, source: &Option<Range<usize>>) -> bool {
    let court = |at: usize| COURTS.split(' ').any(|court| court == context.passage.word(at).to_lowercase());
    source.as_ref().is_some_and(|source| source.clone().take(4).any(court))
}

/// Whether the noun is one of doing or being.
pub fn is_abstract(word: &str) -> bool {
    word.len() > 5 && ABSTRACT.split(' ').any(|ending| word.ends_with(ending))
        || NOUNS.split(' ').any(|noun| noun == word)
}

/// Where an indirect question begins: "preguntó a la testigo si", "explicó cómo".
fn question(context: &Context<'_>, word: &str, next: usize, end: usize) -> Option<usize> {
    let passage = context.passage;
    let asks =
        begins(word, "pregunt consult inquir inquier indag interrog cuestion quiso") || word == "saber";
    let tells = begins(
        word,
        "aclar precis explic detall dijo dijeron dice inform revel cont cuent relat narr describ record recuerd coment especific confirm indic",
    );
    if !asks && !tells {
        return None;
    }
    let opens = |at: usize| {
        let question = matches!(
            passage.word(at),
            "cuándo"
                | "dónde"
                | "cómo"
                | "quién"
                | "quiénes"
                | "qué"
                | "cuál"
                | "cuáles"
                | "cuántos"
                | "cuántas"
                | "cuánto"
                | "adónde"
        );
        let whether =
            passage.word(at) == "si" && (asks || begins(word, "aclar precis confirm explic inform dijo"));
        question || whether
    };
    let stop = |at: &usize| {
        passage.tokens[*at].kind == Kind::Word
            && !passage.tokens[*at].is(Class::That)
            && !phrase::reports(context, *at)
    };
    let found = (next..end.min(next + 8)).take_while(stop).find(|&at| opens(at))?;
    // "sobre cómo", "por qué", "de dónde" begin with their preposition.
    let before = found - usize::from(found > next && passage.tokens[found - 1].is(Class::Preposition));
    Some(before)
}
