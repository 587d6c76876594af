//! Sentences of a paragraph. A full stop of an abbreviation ends none; closing marks stay with their sentence. Never
//! crosses a paragraph.

use std::ops::Range;

use crate::lexicon::{self, Class, Classes};
use crate::text::token::{Kind, Shape, Token};

/// Words that begin a sentence more often than they continue a name.
const STARTERS: Classes = Classes(0)
    .with(Class::Article)
    .with(Class::Subject)
    .with(Class::Possessive)
    .with(Class::Demonstrative)
    .with(Class::Subordinator)
    .with(Class::Conjunction)
    .with(Class::Preposition);

/// Appends the sentences of `tokens[paragraph]`.
pub fn split(text: &str, tokens: &[Token], paragraph: Range<usize>, into: &mut Vec<Range<usize>>) {
    let mut start = paragraph.start;
    let mut at = paragraph.start;
    while at < paragraph.end {
        let Some(strength) = terminal(text, &tokens[at]) else {
            at += 1;
            continue;
        };
        let mut next = at + 1;
        while next < paragraph.end && closes(text, tokens, next) {
            next += 1;
        }
        if next >= paragraph.end || begins(text, tokens, next, strength) {
            into.push(start..next);
            start = next;
        }
        at = next;
    }
    if start < paragraph.end {
        into.push(start..paragraph.end);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// `.`, `!`, `?`.
    Full,
    /// `...`, which may stand inside a sentence.
    Dots,
    /// The full stop of an abbreviation that may end a sentence.
    Abbreviation,
}

fn terminal(text: &str, token: &Token) -> Option<Strength> {
    match token.text(text) {
        "." | "!" | "?" => Some(Strength::Full),
        "..." | "…" | ".." => Some(Strength::Dots),
        word if token.kind == Kind::Word && word.ends_with('.') && token.shape != Shape::Initial => {
            lexicon::may_end(&word[..word.len() - 1]).then_some(Strength::Abbreviation)
        }
        _ => None,
    }
}

/// Whether the token closes what came before: a mark right after it, without white space.
fn closes(text: &str, tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let touches = tokens[at - 1].end == token.start;
    match token.text(text) {
        "”" | "»" | "’" | "''" | "›" => true,
        "\"" | "'" => touches,
        ")" | "]" | "." | "!" | "?" | "..." | "…" => touches,
        _ => false,
    }
}

fn begins(text: &str, tokens: &[Token], at: usize, strength: Strength) -> bool {
    let token = &tokens[at];
    let opens =
        token.kind == Kind::Quote || "¿¡—–―([-•*".contains(token.text(text).chars().next().unwrap_or(' '));
    let first = if opens { tokens.get(at + 1).unwrap_or(token) } else { token };
    // "«¡Basta!», dijo" goes on after the mark; "He left. then" begins none.
    match strength {
        Strength::Full => {
            first.is_capital() || first.kind == Kind::Number || (opens && first.shape == Shape::None)
        }
        Strength::Dots => first.is_capital(),
        Strength::Abbreviation => first.is_capital() && first.classes.any(STARTERS),
    }
}

#[cfg(test)]
mod tests {

    fn check(text: &str, expected: &[&str]) {
        let passage = crate::text::Passage::read(text, None);
        let found: Vec<&str> = passage.sentences.iter().map(|sentence| passage.words(sentence)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_closing_marks() {
        check("Mr. Salas left. He is well.", &["Mr. Salas left.", "He is well."]);
        check(
            "El Sr. Ruiz salió a las 5 p.m. La Dra. Paz no.",
            &["El Sr. Ruiz salió a las 5 p.m.", "La Dra. Paz no."],
        );
        check("\"It is false.\" She left.", &["\"It is false.\"", "She left."]);
        check(
            "«¡Basta!», dijo Ana. «¿Por qué?» Nadie respondió.",
            &["«¡Basta!», dijo Ana.", "«¿Por qué?»", "Nadie respondió."],
        );
        check(
            "Sen. J. A. Ruiz of the U.S. spoke at 9.30. No one heard.",
            &["Sen. J. A. Ruiz of the U.S. spoke at 9.30.", "No one heard."],
        );
        check("Wait... what? \"Now!\" he said.", &["Wait... what?", "\"Now!\" he said."]);
    }
}
