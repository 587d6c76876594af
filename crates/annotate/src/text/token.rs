//! Tokens: words, numbers and marks with their bytes. Never changes a character; every byte that is not white space
//! belongs to exactly one token.

use crate::lexicon::{self, Class, Classes};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word, with its apostrophes and hyphens.
    Word,
    /// Digits with their separators.
    Number,
    /// An address of the web or of mail, or a handle.
    Address,
    /// A quotation mark, straight or curly, single or double, or a guillemet.
    Quote,
    /// Any other mark.
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// All in small letters.
    Lower,
    /// First letter a capital.
    Title,
    /// All capitals, more than one letter.
    Upper,
    /// One capital letter, with or without a full stop.
    Initial,
    /// Capitals inside.
    Mixed,
    /// Digits.
    Digits,
    /// No letter and no digit.
    None,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// First byte in the passage.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is made of.
    pub kind: Kind,
    /// How it is written.
    pub shape: Shape,
    /// Hash of the word in small letters.
    pub word: u32,
    /// Hash of the last three letters.
    pub suffix: u32,
    /// What the lexicon knows of it.
    pub classes: Classes,
}

impl Token {
    /// Whether the lexicon counts it among `class`.
    #[must_use]
    pub const fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    /// Whether it begins with a capital.
    #[must_use]
    pub const fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper | Shape::Initial | Shape::Mixed)
    }

    /// Its characters.
    #[must_use]
    pub fn text<'t>(&self, passage: &'t str) -> &'t str {
        &passage[self.start as usize..self.end as usize]
    }
}

/// The tokens of `text[from..to]`, offsets counting in `text`.
pub fn tokens(text: &str, from: usize, to: usize, into: &mut Vec<Token>) {
    let mut at = from;
    while let Some(first) = text[at..to].chars().next() {
        let length = if first.is_whitespace() || first == '\u{feff}' || first == '\u{200b}' {
            at += first.len_utf8();
            continue;
        } else {
            token_length(&text[at..to], first)
        };
        into.push(make(text, at, at + length));
        at += length;
    }
}

/// How many bytes the token at the start of `rest` has.
fn token_length(rest: &str, first: char) -> usize {
    if first.is_alphanumeric() {
        return address(rest).unwrap_or_else(|| word_length(rest));
    }
    let bytes = rest.as_bytes();
    match first {
        '@' | '#' => match rest[1..].chars().next() {
            Some(next) if next.is_alphanumeric() || next == '_' => {
                1 + rest[1..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len() - 1)
            }
            _ => 1,
        },
        '\'' | '’' => {
            let width = first.len_utf8();
            if first == '\'' && bytes.get(1) == Some(&b'\'') {
                return 2;
            }
            // The clitic of "Reyes's" stands alone when the word before it has ended.
            let mut after = rest[width..].chars();
            match (after.next(), after.next()) {
                (Some('s'), next) if next.is_none_or(|c| !c.is_alphanumeric()) => width + 1,
                _ => width,
            }
        }
        '`' if bytes.get(1) == Some(&b'`') => 2,
        '-' | '.' => bytes.iter().take_while(|&&b| b == bytes[0]).count().min(3),
        _ => first.len_utf8(),
    }
}

/// The length of a web or mail address at the start of `rest`.
fn address(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let web = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    let end = || rest.find(|c: char| c.is_whitespace() || "\"“”«»<>()".contains(c)).unwrap_or(rest.len());
    if web {
        return Some(rest[..end()].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']).len());
    }
    let name = bytes.iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || b"._+-".contains(b)).count();
    if bytes.get(name) != Some(&b'@') {
        return None;
    }
    let domain = bytes[name + 1..].iter().take(253);
    let domain = domain.take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let whole = rest[..name + 1 + domain].trim_end_matches(['.', '-']).len();
    rest[name + 1..whole].contains('.').then_some(whole)
}

/// The length of the word or number at the start of `rest`.
fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() || is_combining(c) {
            before = c;
            continue;
        }
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let joins = match c {
            '\'' | '’' => next.is_alphabetic() && before.is_alphabetic() && !is_clitic(&rest[at..]),
            '-' | '_' | '\u{ad}' | '‑' => {
                next.is_alphanumeric() && !(before.is_ascii_digit() && next.is_ascii_digit())
            }
            '&' => next.is_uppercase() && before.is_uppercase(),
            '.' | ',' | ':' => before.is_ascii_digit() && next.is_ascii_digit() && (c != ':' || at <= 2),
            _ => false,
        };
        if joins {
            continue;
        }
        return at + full_stop(&rest[..at], &rest[at..]);
    }
    rest.len()
}

const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether `rest`, which begins with an apostrophe, is "'s" and no more.
fn is_clitic(rest: &str) -> bool {
    let mut after = rest.chars().skip(1);
    after.next() == Some('s') && after.next().is_none_or(|c| !c.is_alphanumeric())
}

/// How many bytes of what follows `word` belong to it: the full stop of an abbreviation, or the rest of "EE.UU.".
fn full_stop(word: &str, after: &str) -> usize {
    if !after.starts_with('.') {
        return 0;
    }
    let letters = word.chars().count();
    let mut next = after[1..].chars();
    let (one, two) = (next.next(), next.next());
    if letters <= 2 && word.chars().all(char::is_alphabetic) && one.is_some_and(char::is_alphabetic) {
        // Letters and full stops in turn: "U.S.", "p.m.", "EE.UU.", "a.m".
        let mut end = 1;
        for (count, piece) in after[1..].split('.').enumerate() {
            let short = (1..=2).contains(&piece.chars().count()) && piece.chars().all(char::is_alphabetic);
            if !short
                || count > 6
                || !after[1..].get(end - 1 + piece.len()..).is_some_and(|r| r.starts_with('.'))
            {
                break;
            }
            end += piece.len() + 1;
        }
        if end > 1 {
            return end;
        }
    }
    let initial = letters == 1 && word.chars().all(char::is_uppercase) && one == Some(' ');
    if initial && two.is_some_and(char::is_uppercase) || lexicon::is_abbreviation(word) && one != Some('.') {
        return 1;
    }
    0
}

fn make(text: &str, start: usize, end: usize) -> Token {
    let word = &text[start..end];
    let first = word.chars().next().unwrap_or(' ');
    let kind = if first.is_ascii_digit() && word.bytes().all(|b| b.is_ascii_digit() || b",.:".contains(&b)) {
        Kind::Number
    } else if first.is_alphanumeric() {
        if word.contains("://") || word.contains('@') || word.starts_with("www.") {
            Kind::Address
        } else {
            Kind::Word
        }
    } else if "\"“”„‟«»‹›‘’‚‛'`".contains(first) {
        if word.len() > first.len_utf8() && !matches!(word, "''" | "``") { Kind::Word } else { Kind::Quote }
    } else if word.len() > 1 && "@#".contains(first) {
        Kind::Address
    } else {
        Kind::Mark
    };
    let hashed = lexicon::hash_word(word);
    Token {
        start: start as u32,
        end: end as u32,
        kind,
        shape: shape(word, kind),
        word: hashed.whole,
        suffix: hashed.suffix,
        classes: lexicon::classes(hashed.whole),
    }
}

fn shape(word: &str, kind: Kind) -> Shape {
    if kind == Kind::Number {
        return Shape::Digits;
    }
    let (mut upper, mut lower, mut first) = (0, 0, None);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        let is_upper = c.is_uppercase();
        first.get_or_insert(is_upper);
        if is_upper { upper += 1 } else { lower += 1 }
    }
    match (first, upper, lower) {
        (None, ..) => Shape::None,
        (Some(true), 1, 0) => Shape::Initial,
        (_, _, 0) => Shape::Upper,
        (_, 0, _) => Shape::Lower,
        (Some(true), 1, _) => Shape::Title,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        tokens(text, 0, text.len(), &mut found);
        let words: Vec<&str> = found.iter().map(|token| token.text(text)).collect();
        assert_eq!(words.join("|"), expected, "{text}");
    }

    #[test]
    fn words_and_marks() {
        check("Mr. Salas's van, U.S. plates.", "Mr.|Salas|'s|van|,|U.S.|plates|.");
        check("El Sr. Ibáñez (EE.UU.) ¿vino?", "El|Sr.|Ibáñez|(|EE.UU.|)|¿|vino|?");
        check("20,000-40,000 o $6.5 millones", "20,000|-|40,000|o|$|6.5|millones");
        check("O’Dell didn’t say ‘no’ at 9:30 p.m.", "O’Dell|didn’t|say|‘|no|’|at|9:30|p.m.");
        check("``Yes,'' she said -- twice...", "``|Yes|,|''|she|said|--|twice|...");
        check("«Vea https://ejemplo.org/a.», @prensa_mar", "«|Vea|https://ejemplo.org/a|.|»|,|@prensa_mar");
        check("J. A. Ruiz-Vega, prensa@ejemplo.org.", "J.|A.|Ruiz-Vega|,|prensa@ejemplo.org|.");
        check("It ended in B. Then", "It|ended|in|B.|Then");
    }
}
