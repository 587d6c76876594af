//! Dates: expressions of time with their values, precision and what they were resolved against. Without a date of
//! publication a relative one stays unresolved and says so.

pub mod expression;
pub mod grammar;
pub mod words;

use jiff::civil::Date;

use crate::kinds::{DateAnchor, DateMention, Precision};
use crate::lexicon::{Class, Classes};
use crate::names::chain::span;
use crate::quotations::context::Context;
use crate::text::token::Kind;
use expression::{Expression, Saying, Tense};
use grammar::Words;

/// Only a sentence with one of these, or with a number, is read.
const TRIGGERS: Classes = Classes(0).with(Class::Month).with(Class::Weekday).with(Class::TimeUnit);

/// The dates of a passage with the tokens of each.
#[must_use]
pub fn find(context: &Context<'_>, published: Option<Date>) -> Vec<(std::ops::Range<usize>, DateMention)> {
    let passage = context.passage;
    let mut found: Vec<(std::ops::Range<usize>, DateMention)> = Vec::new();
    let mut before: Option<(Date, model::Span)> = None;
    let (mut words, mut capital): (Vec<String>, Vec<bool>) = (Vec::new(), Vec::new());
    for sentence in &passage.sentences {
        let tokens = &passage.tokens[sentence.clone()];
        let triggers = tokens.iter().any(|token| token.classes.any(TRIGGERS) || token.kind == Kind::Number || is_simple(token.word));
        if !triggers {
            continue;
        }
        let language = passage.paragraphs[passage.paragraph_at(sentence.start)].language;
        words.clear();
        words.extend(tokens.iter().map(|token| token.text(passage.text).to_lowercase()));
        capital.clear();
        capital.extend(tokens.iter().map(crate::text::token::Token::is_capital));
        let reader = Words { words: &words, capital: &capital, language };
        let mut at = 0;
        while at < words.len() {
            let Some(expression) = reader.read(at).filter(|it| it.tokens.end <= words.len()) else {
                at += 1;
                continue;
            };
            at = expression.tokens.end;
            let tokens = sentence.start + expression.tokens.start..sentence.start + expression.tokens.end;
            let mention = resolve(context, &expression, &tokens, &words, published, &mut before);
            found.push((tokens, mention));
        }
    }
    found
}

/// "today", "ayer" and their like, which no list of units has.
fn is_simple(word: u32) -> bool {
    static SIMPLE: std::sync::LazyLock<Vec<u32>> = std::sync::LazyLock::new(|| {
        let words = "today tonight yesterday tomorrow now currently nowadays recently lately future hoy ayer anteayer anoche ahora actualmente recientemente weekend summer winter spring fall autumn verano invierno primavera otoño hace";
        words.split(' ').map(|word| crate::lexicon::hash_word(word).whole).collect()
    });
    SIMPLE.contains(&word)
}

fn resolve(
    context: &Context<'_>,
    expression: &Expression,
    tokens: &std::ops::Range<usize>,
    words: &[String],
    published: Option<Date>,
    before: &mut Option<(Date, model::Span)>,
) -> DateMention {
    let value = expression.value(published, before.map(|(day, _)| day), tense(words, expression));
    let from_text = matches!(expression.saying, Saying::Later(..));
    let anchor = match (value.relative, &value.value) {
        (false, _) => DateAnchor::Itself,
        (true, None) => DateAnchor::Missing,
        (true, Some(_)) if from_text => before.map_or(DateAnchor::Missing, |(_, span)| DateAnchor::Text { span }),
        (true, Some(_)) => DateAnchor::Publication,
    };
    let span = span(context, tokens);
    let start = expression.tokens.start;
    let word = |back: usize| start.checked_sub(back).map_or("", |at| words[at].as_str());
    let modifier = expression.modifier.or(match (word(1), word(2)) {
        ("about" | "around" | "unos" | "unas" | "roughly" | "nearly" | "almost" | "casi", _) => Some("APPROX"),
        ("than" | "de", "more" | "más") => Some("MORE_THAN"),
        ("than" | "de", "less" | "menos" | "fewer") => Some("LESS_THAN"),
        ("least", "at") | ("menos", "al") => Some("EQUAL_OR_MORE"),
        _ => None,
    });
    if let Some(day) = value.day.filter(|_| !matches!(value.precision, Precision::Duration | Precision::Vague)) {
        *before = Some((day, span));
    }
    DateMention { span, value: value.value, precision: value.precision, modifier: modifier.map(str::to_owned), anchor }
}

/// Ahead when the words around speak of what is to come, back otherwise.
fn tense(words: &[String], expression: &Expression) -> Tense {
    let start = expression.tokens.start.saturating_sub(10);
    let end = words.len().min(expression.tokens.end + 6);
    let near = &words[start..end];
    let ahead = |word: &String| {
        matches!(word.as_str(), "will" | "scheduled" | "upcoming" | "'ll" | "shall" | "deadline" | "due" | "prevé" | "previsto" | "prevista" | "antes" | "convocó" | "citó")
            || word.ends_with("rá") && word.len() > 4
            || word.ends_with("rán") && word.len() > 5
    };
    let past = |word: &String| matches!(word.as_str(), "said" | "was" | "were" | "had" | "dijo" | "fue" | "fueron") || word.ends_with("ed") || word.ends_with('ó') || word.ends_with("aron") || word.ends_with("ieron");
    // The nearest sign before the expression decides.
    let sign = words[start..expression.tokens.start].iter().rev().find_map(|word| {
        if ahead(word) { Some(Tense::Future) } else if past(word) { Some(Tense::Past) } else { None }
    });
    sign.unwrap_or(if near.iter().any(ahead) && !near.iter().any(past) { Tense::Future } else { Tense::Past })
}
