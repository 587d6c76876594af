//! Names that lists, forms and titles write in ways of their own: "LUNA ORTIZ, Ana", "Nombre: Ana Luna", "Sra. Luna",
//! "alias «el Zurdo»". Never takes a heading or a role for a name.

use std::ops::Range;

use super::tagger::Name;
use crate::kinds::MentionKind;
use crate::lexicon::{Class, Classes};
use crate::quotations::context::Context;
use crate::text::token::{Kind, Shape, Token};

/// A name with what is written about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The name.
    pub name: Name,
    /// The family name, when the form sets it apart.
    pub family: Option<Range<usize>>,
}

/// Particles that stand inside names.
pub fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "la"
            | "las"
            | "los"
            | "y"
            | "e"
            | "da"
            | "do"
            | "dos"
            | "van"
            | "von"
            | "der"
            | "bin"
            | "al"
            | "el"
            | "DE"
            | "DEL"
            | "LA"
            | "LAS"
            | "LOS"
            | "Y"
            | "De"
            | "Del"
            | "La"
    )
}

const NAMELIKE: Classes = Classes(0).with(Class::GivenName).with(Class::Surname);
const NOT_NAMES: Classes = Classes(0)
    .with(Class::Month)
    .with(Class::Weekday)
    .with(Class::Country)
    .with(Class::Role)
    .with(Class::Body)
    .with(Class::Facility)
    .with(Class::Place);

/// The run of name words from `at`: capitals and the particles between them.
fn run(context: &Context<'_>, at: usize, end: usize, accepts: impl Fn(&Token) -> bool) -> Range<usize> {
    let passage = context.passage;
    let mut last = at;
    for index in at..end {
        let token = &passage.tokens[index];
        if accepts(token) && token.kind == Kind::Word {
            last = index + 1;
        } else if !is_particle(passage.word(index)) || index + 1 >= end {
            break;
        }
    }
    at..last
}

fn listed(context: &Context<'_>, range: &Range<usize>) -> usize {
    context.passage.tokens[range.clone()]
        .iter()
        .filter(|token| token.classes.any(NAMELIKE) && !token.classes.any(NOT_NAMES))
        .count()
}

/// "LUNA ORTIZ, Ana María" and "Luna Ortiz, Ana" at the start of a line, after its number.
pub fn surname_first(context: &Context<'_>) -> Vec<Written> {
    let passage = context.passage;
    let mut found = Vec::new();
    for line in lines(context) {
        let mut at = line.start;
        while at < line.end
            && (passage.tokens[at].kind == Kind::Number
                || matches!(passage.word(at), "." | ")" | "-" | "–" | "•" | "*" | "º"))
        {
            at += 1;
        }
        let upper = |token: &Token| matches!(token.shape, Shape::Upper);
        let title = |token: &Token| {
            matches!(token.shape, Shape::Title | Shape::Mixed | Shape::Upper | Shape::Initial)
        };
        let family = run(context, at, line.end, upper);
        let shouted = !family.is_empty();
        let family = if shouted { family } else { run(context, at, line.end, title) };
        if family.is_empty()
            || family.len() > 6
            || family.end + 1 >= line.end
            || passage.word(family.end) != ","
        {
            continue;
        }
        let given = run(context, family.end + 1, line.end, title);
        let rest = line.end - given.end;
        let known = listed(context, &given) > 0;
        let ends = rest == 0 || !matches!(passage.tokens[given.end].kind, Kind::Word);
        if given.is_empty()
            || given.len() > 4
            || !ends
            || !(known && (shouted || listed(context, &family) > 0))
            || passage.tokens[family.start].classes.any(NOT_NAMES) && !shouted
        {
            continue;
        }
        let name = Name { tokens: family.start..given.end, kind: MentionKind::Person, probability: 0.95 };
        found.push(Written { name, family: Some(family) });
    }
    found
}

/// "QUINTERO/ANDERSON JOSE", as flights list who is on board.
pub fn slashed(context: &Context<'_>) -> Vec<Written> {
    let passage = context.passage;
    let upper = |token: &Token| matches!(token.shape, Shape::Upper);
    let mut found = Vec::new();
    for line in lines(context) {
        let slash = line.clone().take(6).find(|&at| passage.word(at) == "/");
        let first = line.clone().find(|&at| passage.tokens[at].kind == Kind::Word);
        let (Some(slash), Some(first)) = (slash, first.filter(|first| slash.is_some_and(|it| *first < it)))
        else {
            continue;
        };
        let given = run(context, slash + 1, line.end, upper);
        let family = first..slash;
        let shouted = !family.is_empty() && passage.tokens[family.clone()].iter().all(upper);
        let known = listed(context, &given) + listed(context, &family) > 0;
        if shouted && !given.is_empty() && given.len() <= 4 && known {
            let name = Name { tokens: first..given.end, kind: MentionKind::Person, probability: 0.9 };
            found.push(Written { name, family: Some(family) });
        }
    }
    found
}

/// "Nombre: Ana Luna", "Name: Ana Luna", and a person after an honorific.
pub fn labelled(context: &Context<'_>) -> Vec<Written> {
    let passage = context.passage;
    let mut found = Vec::new();
    let title = |token: &Token| token.is_capital();
    for at in 0..passage.tokens.len() {
        let token = &passage.tokens[at];
        let line = &passage.sentences[passage.sentence_of[at] as usize];
        let colon = at + 1 < passage.tokens.len() && passage.word(at + 1) == ":";
        let label = colon
            && matches!(
                passage.word(at).to_lowercase().as_str(),
                "nombre"
                    | "nombres"
                    | "name"
                    | "completo"
                    | "denunciante"
                    | "abogado"
                    | "abogada"
                    | "familiar"
                    | "víctima"
                    | "detenido"
                    | "detenida"
            );
        let start = if label {
            // "Lic. Ana Luna": the title is none of the name.
            let after = at + 2;
            after
                + usize::from(
                    passage
                        .tokens
                        .get(after)
                        .is_some_and(|it| it.is(Class::Honorific) && !it.classes.any(NAMELIKE)),
                )
        } else if token.is(Class::Honorific) && !token.is(Class::Role) && token.is_capital()
            || matches!(passage.word(at), "don" | "doña" | "señor" | "señora" | "monseñor" | "fray" | "sor")
        {
            at + 1
        } else {
            continue;
        };
        let end = passage.tokens.len().min(if label { start + 8 } else { line.end });
        if start >= end
            || !passage.tokens[start].is_capital()
            || passage.tokens[start].is(Class::Role)
            || passage.tokens[start].is(Class::Body)
        {
            continue;
        }
        let stop = (start..end)
            .find(|&index| context.passage.paragraph_at(index) != context.passage.paragraph_at(start))
            .unwrap_or(end);
        let tokens = run(context, start, stop, title);
        if !tokens.is_empty() && tokens.len() <= 6 {
            found.push(Written {
                name: Name { tokens, kind: MentionKind::Person, probability: 0.9 },
                family: None,
            });
        }
    }
    found
}

/// "Lugar de la detención: Villa Arcadia", "Centro: Cárcel de Los Tilos", "Place: Port Selwyn".
pub fn located(context: &Context<'_>) -> Vec<Written> {
    let passage = context.passage;
    let mut found = Vec::new();
    for line in lines(context) {
        let kind = match passage.word(line.start).to_lowercase().as_str() {
            "lugar" | "localidad" | "municipio" | "ciudad" | "provincia" | "place" | "town" | "city" => {
                MentionKind::Place
            }
            "centro" | "penal" | "cárcel" | "prisión" | "prison" | "facility" => MentionKind::Facility,
            _ => continue,
        };
        let Some(colon) = line.clone().take(6).find(|&at| passage.word(at) == ":") else { continue };
        let tokens = run(context, colon + 1, line.end, Token::is_capital);
        if !tokens.is_empty() && tokens.len() <= 6 && passage.tokens[colon + 1].is_capital() {
            let name = Name { tokens, kind, probability: 0.8 };
            found.push(Written { name, family: None });
        }
    }
    found
}

/// Lines: the sentences and the line breaks inside them.
fn lines(context: &Context<'_>) -> Vec<Range<usize>> {
    let passage = context.passage;
    let mut lines = Vec::new();
    for paragraph in &passage.paragraphs {
        let mut start = paragraph.tokens.start;
        for at in paragraph.tokens.start + 1..paragraph.tokens.end {
            let gap = &passage.text[passage.tokens[at - 1].end as usize..passage.tokens[at].start as usize];
            if gap.contains(['\n', '\t', ';']) {
                lines.push(start..at);
                start = at;
            }
        }
        lines.push(start..paragraph.tokens.end);
    }
    lines
}

/// The other name that begins at `at`: after "alias", "apodado", "conocido como", "nicknamed", "known as".
pub fn alias(context: &Context<'_>, at: usize) -> Option<Range<usize>> {
    let passage = context.passage;
    if !passage.word(at).starts_with(['a', 'A', 'c', 'C', 'k', 'K', 'n', 'N']) {
        return None;
    }
    let word = |at: usize| passage.word(at).to_lowercase();
    let first = word(at);
    let mut next = match first.as_str() {
        "alias" | "apodado" | "apodada" | "nicknamed" | "a.k.a." | "aka" => at + 1,
        "conocido" | "conocida" if word(at + 1) == "como" => at + 2,
        "known" if word(at + 1) == "as" => at + 2,
        _ => return None,
    };
    if word(next) == ":" {
        next += 1;
    }
    if let Some(quote) = passage.quotes.iter().find(|quote| quote.open == next) {
        let inside = quote.content();
        return (!inside.is_empty() && inside.len() <= 6).then_some(inside);
    }
    let article = usize::from(matches!(word(next).as_str(), "el" | "la" | "the"));
    let end = (next + article..(next + article + 4).min(passage.tokens.len()))
        .take_while(|&at| passage.tokens[at].is_capital())
        .last()?
        + 1;
    Some(next..end)
}
