//! Coarse tags: what part a word plays, as far as its form and the lexicon tell, in terms that both languages share.
//! What a model learns from them in one language holds in the other. Never disambiguates by context.

use crate::lexicon::{Class, Classes};
use crate::text::Passage;
use crate::text::token::{Kind, Shape, Token};

/// A coarse tag: a small number, meaningful only to models.
pub type Tag = u8;

/// Lexicon classes in the order in which they decide a tag.
const ORDER: [(Class, Tag); 33] = [
    (Class::That, 1),
    (Class::Accord, 2),
    (Class::Negation, 3),
    (Class::Conjunction, 4),
    (Class::Article, 5),
    (Class::Subject, 6),
    (Class::Possessive, 7),
    (Class::Demonstrative, 8),
    (Class::Preposition, 9),
    (Class::Relative, 10),
    (Class::Subordinator, 11),
    (Class::Modal, 12),
    (Class::Have, 13),
    (Class::Be, 14),
    (Class::Auxiliary, 15),
    (Class::Object, 16),
    (Class::Honorific, 17),
    (Class::Weekday, 18),
    (Class::Month, 19),
    (Class::CueNoun, 20),
    (Class::Role, 21),
    (Class::Person, 22),
    (Class::Source, 23),
    (Class::Body, 24),
    (Class::Document, 25),
    (Class::Number, 26),
    (Class::Scale, 26),
    (Class::TimeUnit, 27),
    (Class::Quantifier, 28),
    (Class::Adverb, 29),
    (Class::Question, 30),
    (Class::Facility, 31),
    (Class::Place, 31),
];

/// The tag of the first quotation-mark state; above it come marks.
const MARKS: Tag = 64;

/// Tags of all tokens of a passage.
pub fn tags(passage: &Passage<'_>) -> Vec<Tag> {
    passage.tokens.iter().map(|token| tag(token, passage.text)).collect()
}

fn tag(token: &Token, text: &str) -> Tag {
    match token.kind {
        Kind::Quote => MARKS,
        Kind::Number => 26,
        Kind::Address => 63,
        Kind::Mark => mark(token.text(text)),
        Kind::Word => word(token, text),
    }
}

fn mark(mark: &str) -> Tag {
    let known = [
        ",", ".", ":", ";", "?", "!", "(", ")", "—", "-", "...", "¿", "¡", "[", "]", "/", "%", "$", "&", "*",
        "•",
    ];
    let mark = match mark {
        "–" | "―" | "--" | "---" => "—",
        "…" | ".." => "...",
        "€" | "£" => "$",
        mark => mark,
    };
    known.iter().position(|it| *it == mark).map_or(MARKS + 1, |at| MARKS + 2 + at as Tag)
}

fn word(token: &Token, text: &str) -> Tag {
    let classes = token.classes;
    if classes.has(Class::Cue) && !classes.has(Class::Preposition) && token.shape == Shape::Lower {
        let opinion = Tag::from(classes.has(Class::Opinion));
        return 40 + opinion + 2 * form(classes);
    }
    let known = ORDER.iter().find(|(class, _)| classes.has(*class)).map(|(_, tag)| *tag);
    if let Some(known) = known.filter(|_| token.shape == Shape::Lower || !token.is_capital()) {
        return known;
    }
    if token.is_capital() {
        return match (token.shape, known) {
            (_, Some(tag)) if tag <= 20 => tag,
            (Shape::Initial, _) => 32,
            (Shape::Upper, _) => 33,
            (_, Some(_)) => 34,
            _ => 35,
        };
    }
    ending(token.text(text))
}

/// Finite past, finite present, gerund, participle, infinitive.
const fn form(classes: Classes) -> Tag {
    if classes.has(Class::Past) {
        0
    } else if classes.has(Class::Infinitive) {
        4
    } else if classes.has(Class::Present) || classes.has(Class::Conditional) {
        1
    } else if classes.has(Class::Gerund) {
        2
    } else {
        3
    }
}

/// A word that no list has, by its ending.
fn ending(word: &str) -> Tag {
    let any = |endings: &[&str]| word.len() > 4 && endings.iter().any(|ending| word.ends_with(ending));
    if any(&["ing", "ando", "iendo", "yendo"]) {
        36
    } else if any(&["ed", "aron", "ieron", "ó"]) {
        37
    } else if any(&["ly", "mente"]) {
        38
    } else if any(&[
        "tion", "tions", "ción", "ciones", "sión", "ment", "ments", "miento", "ness", "dad", "ity", "ncia",
    ]) {
        39
    } else if any(&["ar", "er", "ir"]) {
        60
    } else if any(&["s"]) {
        61
    } else {
        0
    }
}
