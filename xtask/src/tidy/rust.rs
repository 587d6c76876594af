//! Rust source as words, marks and comments: as much of the language as the rules need. Never fails: what is not
//! Rust comes out as marks.

/// A piece of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// The line it begins on, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a piece of source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind<'a> {
    /// An identifier or keyword; a raw identifier without its `r#`.
    Word(&'a str),
    /// One character of punctuation.
    Mark(char),
    /// A string, character, number or lifetime; its value does not matter.
    Literal,
    /// A comment with its slashes, documentation included.
    Comment(&'a str),
}

/// The pieces of `source`, in order.
pub fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut scanner = Scanner { rest: source, line: 1 };
    let mut tokens = Vec::new();
    while let Some(first) = scanner.rest.chars().next() {
        if first.is_whitespace() {
            scanner.take(first.len_utf8());
            continue;
        }
        let line = scanner.line;
        tokens.push(Token { line, kind: scanner.next(first) });
    }
    tokens
}

struct Scanner<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Scanner<'a> {
    fn next(&mut self, first: char) -> Kind<'a> {
        if self.rest.starts_with("//") {
            let end = self.rest.find('\n').unwrap_or(self.rest.len());
            return Kind::Comment(self.take(end));
        }
        if self.rest.starts_with("/*") {
            return Kind::Comment(self.block_comment());
        }
        match first {
            '"' => self.string(),
            '\'' => self.character_or_lifetime(),
            _ if first.is_ascii_digit() => {
                self.word();
                Kind::Literal
            }
            _ if first == '_' || first.is_alphabetic() => self.word_or_prefixed(),
            _ => {
                self.take(first.len_utf8());
                Kind::Mark(first)
            }
        }
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.line += taken.matches('\n').count();
        self.rest = rest;
        taken
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(self.rest.len());
        self.take(end)
    }

    /// A word, or what only looks like one: `r"..."`, `br#"..."#`, `b'x'`, `c"..."`, `r#type`.
    fn word_or_prefixed(&mut self) -> Kind<'a> {
        let word = self.word();
        match (word, self.rest.chars().next()) {
            ("b" | "c", Some('"')) => self.string(),
            ("b", Some('\'')) => self.character_or_lifetime(),
            ("r" | "br" | "cr", Some('"' | '#')) => {
                let hashes = self.rest.len() - self.rest.trim_start_matches('#').len();
                if self.rest[hashes..].starts_with('"') {
                    let close = format!("\"{}", "#".repeat(hashes));
                    self.take(hashes + 1);
                    self.take_past(&close);
                    return Kind::Literal;
                }
                self.take(hashes);
                Kind::Word(self.word())
            }
            _ => Kind::Word(word),
        }
    }

    fn take_past(&mut self, close: &str) {
        let end = self.rest.find(close).map_or(self.rest.len(), |at| at + close.len());
        self.take(end);
    }

    fn string(&mut self) -> Kind<'a> {
        self.take(1);
        self.take_quoted('"')
    }

    /// The rest of a literal up to its closing quote; a backslash covers the character after it.
    fn take_quoted(&mut self, close: char) -> Kind<'a> {
        while let Some(c) = self.rest.chars().next() {
            self.take(c.len_utf8());
            if c == close {
                break;
            }
            if let ('\\', Some(covered)) = (c, self.rest.chars().next()) {
                self.take(covered.len_utf8());
            }
        }
        Kind::Literal
    }

    fn character_or_lifetime(&mut self) -> Kind<'a> {
        self.take(1);
        let mut ahead = self.rest.chars();
        let (first, second) = (ahead.next(), ahead.next());
        if first == Some('\\') || second == Some('\'') {
            return self.take_quoted('\'');
        }
        self.word();
        Kind::Literal
    }

    fn block_comment(&mut self) -> &'a str {
        let (mut depth, mut at) = (0_usize, 0);
        loop {
            let rest = &self.rest[at..];
            let Some(c) = rest.chars().next() else { break };
            if rest.starts_with("/*") {
                (depth, at) = (depth + 1, at + 2);
            } else if rest.starts_with("*/") {
                (depth, at) = (depth - 1, at + 2);
            } else {
                at += c.len_utf8();
            }
            if depth == 0 {
                break;
            }
        }
        self.take(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let shown: Vec<String> = tokens(source)
            .iter()
            .map(|token| match token.kind {
                Kind::Word(word) => word.to_owned(),
                Kind::Mark(mark) => mark.to_string(),
                Kind::Literal => "·".to_owned(),
                Kind::Comment(comment) => comment.to_owned(),
            })
            .collect();
        assert_eq!(shown, expected, "{source}");
    }

    #[test]
    fn words_marks_literals_and_comments() {
        check("struct Año<'a>(&'a str);", &["struct", "Año", "<", "·", ">", "(", "&", "·", "str", ")", ";"]);
        check(r#"a "x \" // y" b // c"#, &["a", "·", "b", "// c"]);
        check("'x' '\\'' b'\\\\' 'ñ' 'outer: 1.5", &["·", "·", "·", "·", "·", ":", "·", ".", "·"]);
        check(r##"r"a\" br#"b"c"# r#type c"d" rest"##, &["·", "·", "type", "·", "rest"]);
        check("/* a /* b */ c */ d", &["/* a /* b */ c */", "d"]);
        check("\"never closed", &["·"]);
        check("/* never closed", &["/* never closed"]);
    }

    #[test]
    fn lines_count_through_literals_and_comments() {
        let lines: Vec<usize> = tokens("a\n\"x\ny\"\n/*\n*/ b").iter().map(|token| token.line).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }
}
