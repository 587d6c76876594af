//! Corrects what the model found by the words beside a name: a prison is a facility, a gang a body, the town before a
//! dateline a place; the full name of a body with "de" in it is one name. Never adds a name without a capital.

use super::tagger::{Name, is_shouted};
use crate::kinds::{Language, MentionKind};
use crate::lexicon::{self, Class, Classes};
use crate::quotations::context::Context;
use crate::text::token::{Kind, Shape, Token};

/// How sure a kind is that the words beside a name give it.
const SURE: f32 = 0.7;

/// Mends names given in order, none overlapping; they stay so.
pub fn mend(context: &Context<'_>, names: &mut Vec<Name>) {
    bodies(context, names);
    stretch(context, names);
    names.retain(|name| !is_portfolio(context, name) && !is_label(context, name));
    for name in names.iter_mut() {
        if let Some(kind) = kind(context, name) {
            name.kind = kind;
            // What the words around say of it holds wherever else it stands.
            name.probability = name.probability.max(SURE);
        }
    }
}

fn lower(token: Option<&Token>, class: Class) -> bool {
    token.is_some_and(|it| it.shape == Shape::Lower && it.is(class))
}

/// A word that is a facility's name at one place, by the words around it, is one wherever it stands alone.
pub fn agree(context: &Context<'_>, names: &mut [Name]) {
    let word = |name: &Name| context.passage.tokens[name.tokens.start].word;
    let single = |name: &&Name| name.tokens.len() == 1;
    let facilities: Vec<u32> =
        names.iter().filter(single).filter(|it| it.kind == MentionKind::Facility).map(word).collect();
    for name in names.iter_mut().filter(|it| it.tokens.len() == 1 && it.kind == MentionKind::Organisation) {
        if facilities.contains(&word(name)) {
            name.kind = MentionKind::Facility;
        }
    }
}

/// Nouns that a name of their own follows; "the hospital of" is followed by a town's.
fn is_prison(word: &str) -> bool {
    matches!(
        word,
        "prison"
            | "jail"
            | "penitentiary"
            | "cárcel"
            | "prisión"
            | "penal"
            | "penitenciaría"
            | "reclusorio"
            | "presidio"
            | "megacárcel"
            | "mega-prison"
            | "megaprison"
            | "megapenal"
    )
}

/// The kind that the words around a name give it.
fn kind(context: &Context<'_>, name: &Name) -> Option<MentionKind> {
    let passage = context.passage;
    let sentence = &passage.sentences[passage.sentence_of[name.tokens.start] as usize];
    let token = |at: usize| passage.tokens.get(at).filter(|_| sentence.contains(&at));
    let before = |back: usize| name.tokens.start.checked_sub(back).and_then(token);
    let next = token(name.tokens.end);
    let link = before(1).is_some_and(|it| matches!(it.text(passage.text), "de" | "del" | "of"));
    let noun = if link { before(2) } else { before(1) };
    let phrase = lexicon::phrase_classes(passage.tokens[name.tokens.clone()].iter().map(|it| it.word));
    if name.tokens.len() > 1 && phrase.has(Class::Country) {
        return Some(MentionKind::Place);
    }
    if name.kind == MentionKind::Person && name.tokens.len() > 1 {
        return None;
    }
    // "the prison CECOT", "la cárcel de Los Tilos", "CECOT prison"
    let known =
        passage.tokens[name.tokens.clone()].iter().any(|it| it.is(Class::City) || it.is(Class::Country));
    let prison = |token: Option<&Token>| token.is_some_and(|it| is_prison(it.text(passage.text)));
    if !known && (prison(noun) || prison(next) && name.kind != MentionKind::Place)
        || !link && !known && lower(noun, Class::Facility) && !lower(noun, Class::Place)
    {
        return Some(MentionKind::Facility);
    }
    if place_before_date(context, name) {
        return Some(MentionKind::Place);
    }
    if name.kind == MentionKind::Organisation && has_role(context, name) {
        return Some(MentionKind::Person);
    }
    let single = || passage.tokens[name.tokens.start];
    if name.tokens.len() == 1 {
        let at_place = before(1).is_some_and(|it| {
            matches!(it.text(passage.text), "en" | "in" | "desde" | "hacia" | "near" | "from")
        });
        if at_place && single().classes.any(Classes(0).with(Class::City).with(Class::Country)) {
            return Some(MentionKind::Place);
        }
        // "the Trump administration" has his name; nobody's surname is a body by itself.
        let known = single().is(Class::Surname) && !single().is(Class::City) && !single().is(Class::Country);
        if name.kind == MentionKind::Organisation && known && !single().is(Class::Organisation) {
            return Some(MentionKind::Person);
        }
    }
    None
}

/// "la consejera de Salud": what somebody is in charge of is nobody.
fn is_portfolio(context: &Context<'_>, name: &Name) -> bool {
    let passage = context.passage;
    let Some(role) = name.tokens.start.checked_sub(2) else { return false };
    let named = Classes(0).with(Class::GivenName).with(Class::Surname).with(Class::Country).with(Class::City);
    name.kind == MentionKind::Person
        && name.tokens.len() == 1
        && passage.tokens[role].is(Class::Role)
        && matches!(passage.word(role + 1), "de" | "del" | "of")
        && !passage.tokens[name.tokens.start].classes.any(named)
}

/// "El señor DIRECTOR:": what somebody is, in capitals, names nobody.
fn is_label(context: &Context<'_>, name: &Name) -> bool {
    let role = |at: usize| {
        let token = &context.passage.tokens[at];
        token.shape == Shape::Upper && token.is(Class::Role) && !token.is(Class::Surname)
    };
    name.kind == MentionKind::Person && name.tokens.clone().all(role)
}

/// "the mayor, Colm Rafferty", "presidente Ruiz": the name of somebody with a role, right behind it.
fn has_role(context: &Context<'_>, name: &Name) -> bool {
    let passage = context.passage;
    let sentence = &passage.sentences[passage.sentence_of[name.tokens.start] as usize];
    let Some(before) = name.tokens.start.checked_sub(1).filter(|at| *at >= sentence.start) else {
        return false;
    };
    let role = |at: usize| passage.tokens[at].is(Class::Role);
    let bodies = Classes(0).with(Class::Body).with(Class::Facility).with(Class::Organisation);
    let words = &passage.tokens[name.tokens.clone()];
    if words.iter().any(|it| it.shape == Shape::Upper || it.classes.any(bodies)) {
        return false;
    }
    if passage.word(before) != "," {
        return role(before) && passage.tokens[before].shape == Shape::Lower && words.len() > 1;
    }
    let start = (sentence.start..before)
        .rev()
        .take(7)
        .take_while(|&at| passage.tokens[at].kind == Kind::Word)
        .find(|&at| passage.tokens[at].is(Class::Article));
    start.is_some_and(|start| (start..before).any(role)) && words.len() > 1
}

/// "Lima, 23 may", "SAN AMARO (EFE)": the town that opens a paragraph before the date or the agency.
fn place_before_date(context: &Context<'_>, name: &Name) -> bool {
    let passage = context.passage;
    let paragraph = &passage.paragraphs[passage.paragraph_at(name.tokens.start)].tokens;
    if paragraph.start != name.tokens.start || name.tokens.len() > 4 {
        return false;
    }
    let mut at = name.tokens.end;
    let word = |at: usize| if at < paragraph.end { passage.word(at) } else { "" };
    // "Guadalupe (Cáceres), 3 may"
    if word(at) == "(" {
        let close = (at..paragraph.end.min(at + 5)).find(|&at| word(at) == ")");
        let Some(close) = close else { return false };
        let agency = passage.tokens[at + 1].shape == Shape::Upper && close == at + 2;
        if agency && matches!(word(close + 1), "" | "." | ".-" | "-" | "—" | "–") {
            return true;
        }
        at = close + 1;
    }
    let dated = |at: usize| {
        at < paragraph.end && (passage.tokens[at].kind == Kind::Number || passage.tokens[at].is(Class::Month))
    };
    let month = |at: usize| at < paragraph.end && passage.tokens[at].is(Class::Month);
    word(at) == "," && dated(at + 1) && (month(at + 1) || month(at + 2) || word(at + 2) == "de")
}

/// "María del Carmen Rojas", "Wilson Ruiz de la Peña": a given name before a particle and a surname behind one belong to
/// the person's name.
fn stretch(context: &Context<'_>, names: &mut [Name]) {
    let passage = context.passage;
    for at in 0..names.len() {
        if names[at].kind != MentionKind::Person {
            continue;
        }
        let sentence = &passage.sentences[passage.sentence_of[names[at].tokens.start] as usize];
        let least = at.checked_sub(1).map_or(0, |before| names[before].tokens.end).max(sentence.start);
        let most = names.get(at + 1).map_or(usize::MAX, |next| next.tokens.start).min(sentence.end);
        let particle = |at: usize| matches!(passage.word(at), "de" | "del" | "la" | "los" | "las");
        let capital = |at: usize, class| passage.tokens[at].is_capital() && passage.tokens[at].is(class);
        let tokens = &mut names[at].tokens;
        let front = (least..tokens.start).rev().take(3).find(|&at| !particle(at));
        if let Some(front) = front.filter(|&it| it + 1 < tokens.start && capital(it, Class::GivenName)) {
            tokens.start = front;
        }
        let back = (tokens.end..most).take(3).find(|&at| !particle(at));
        let surname = |at: usize| {
            capital(at, Class::Surname) && !capital(at, Class::City) && !capital(at, Class::Country)
        };
        if let Some(back) = back.filter(|&it| it > tokens.end && surname(it) && tokens.len() > 1) {
            tokens.end = back + 1;
        }
    }
}

/// "Universidad de California", "Ayuntamiento de Palma", "el Gobierno": Spanish bodies with their noun.
fn bodies(context: &Context<'_>, names: &mut Vec<Name>) {
    let passage = context.passage;
    let mut found: Vec<Name> = Vec::new();
    for paragraph in passage.paragraphs.iter().filter(|it| it.language == Language::Spanish) {
        let mut at = paragraph.tokens.start;
        while at < paragraph.tokens.end {
            let token = &passage.tokens[at];
            let sentence = &passage.sentences[passage.sentence_of[at] as usize];
            let facility = token.is(Class::Facility) && !token.is(Class::Body);
            let capital = token.shape == Shape::Title
                && (token.is(Class::Body) || facility)
                && !token.is(Class::GivenName)
                && !token.is(Class::Surname);
            if !capital || is_shouted(context, sentence) {
                at += 1;
                continue;
            }
            let end = run(context, at, sentence.end);
            let article = at > sentence.start && {
                let before = &passage.tokens[at - 1];
                before.is(Class::Article) || matches!(before.text(passage.text), "del" | "al")
            };
            let generic = Classes(0).with(Class::Facility).with(Class::Place);
            if end > at + 1 && (article || at > sentence.start || facility)
                || article && token.end - token.start > 4 && !token.classes.any(generic)
            {
                found.push(Name {
                    tokens: at..end,
                    kind: if facility { MentionKind::Place } else { MentionKind::Organisation },
                    probability: 0.6,
                });
            }
            at = end;
        }
    }
    names.retain(|name| {
        // What is longer stays.
        !found.iter().any(|body| {
            name.tokens.start < body.tokens.end
                && body.tokens.start < name.tokens.end
                && name.tokens.len() <= body.tokens.len()
        })
    });
    found.retain(|body| {
        !names.iter().any(|name| name.tokens.start < body.tokens.end && body.tokens.start < name.tokens.end)
    });
    names.append(&mut found);
    names.sort_by_key(|name| name.tokens.start);
}

/// One past the last token of a body's name: capitals, and "de" with its article where a capital follows. A person's
/// name behind a comma or a place behind "en" is none of it.
fn run(context: &Context<'_>, start: usize, limit: usize) -> usize {
    let passage = context.passage;
    let name = |at: usize| {
        let token = &passage.tokens[at];
        at < limit && token.kind == Kind::Word && token.is_capital() && !token.is(Class::Month)
    };
    let mut end = start + 1;
    loop {
        let mut next = end;
        while next < limit
            && next - end < 2
            && matches!(passage.word(next), "de" | "del" | "la" | "las" | "los" | "para" | "el" | "y")
        {
            next += 1;
        }
        // "Gobierno y Fiscalía" are two, and so are a government and its country.
        if passage.word(start) == "Gobierno" && next > end {
            return end;
        }
        let joins = next > end && (passage.word(end) != "y" || end - start > 2);
        if next < limit
            && name(next)
            && (next == end || joins && !matches!(passage.word(end), "el" | "la" | "los"))
        {
            end = next + 1;
        } else {
            return end;
        }
    }
}
