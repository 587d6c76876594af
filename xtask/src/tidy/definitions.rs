//! What the crates define, by name: types and their variants, fields, functions, constants, modules, re-exports.
//! Knows nothing of scopes: a name is known in a crate when it is defined anywhere in its `src`.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use super::rust::{self, Kind, Token};

/// All definitions under `crates/*/src`.
#[derive(Debug, Default)]
pub struct Definitions {
    /// Every struct, enum, trait, union and type alias, with its place.
    pub types: Vec<Type>,
    /// What each crate knows, by the crate's name.
    pub crates: BTreeMap<String, Known>,
}

/// Where a type is defined.
#[derive(Debug, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// The file that defines it.
    pub file: String,
    /// From 1.
    pub line: usize,
}

/// The names that a crate defines.
#[derive(Debug, Default)]
pub struct Known {
    /// Types, type aliases and enum variants.
    pub types: BTreeSet<String>,
    /// Those, and functions, constants, fields, modules, macros and public re-exports.
    pub all: BTreeSet<String>,
    /// Functions alone.
    pub functions: BTreeSet<String>,
}

impl Definitions {
    /// Reads the sources of `tree`.
    pub fn of(tree: &Tree) -> Self {
        let mut definitions = Self::default();
        for (path, text) in tree.sources() {
            let mut parts = path.split('/');
            if let (Some("crates"), Some(name), Some("src")) = (parts.next(), parts.next(), parts.next()) {
                definitions.read(name, path, text);
            }
        }
        definitions
    }

    fn read(&mut self, crate_name: &str, file: &str, text: &str) {
        let known = self.crates.entry(crate_name.to_owned()).or_default();
        let mut tokens = rust::tokens(text);
        tokens.retain(|token| !matches!(token.kind, Kind::Comment(_)));
        for (at, pair) in tokens.windows(2).enumerate() {
            let Kind::Word(keyword) = pair[0].kind else { continue };
            if let ("use", true) = (keyword, at > 0 && is_public(&tokens[..at])) {
                known.all.extend(until_semicolon(&tokens[at + 1..]).map(str::to_owned));
                continue;
            }
            let rest = &tokens[at + 1..];
            if keyword == "macro_rules" {
                known.all.extend(word(rest, 1).map(str::to_owned));
                continue;
            }
            let Kind::Word(name) = pair[1].kind else { continue };
            match keyword {
                "struct" | "enum" | "trait" | "union" | "type" => {
                    let line = pair[1].line;
                    self.types.push(Type { name: name.to_owned(), file: file.to_owned(), line });
                    known.types.insert(name.to_owned());
                }
                "fn" => {
                    known.functions.insert(name.to_owned());
                }
                "const" | "static" | "mod" => {}
                _ => continue,
            }
            known.all.insert(name.to_owned());
            match keyword {
                "enum" => {
                    let variants: Vec<&str> = members(rest, |after| after != Some(Kind::Mark(':')));
                    known.types.extend(variants.iter().map(|it| (*it).to_owned()));
                    known.all.extend(variants.into_iter().map(str::to_owned));
                }
                "struct" | "union" => {
                    let fields = members(rest, |after| after == Some(Kind::Mark(':')));
                    known.all.extend(fields.into_iter().map(str::to_owned));
                }
                _ => {}
            }
        }
    }
}

/// Whether the tokens end with `pub` or `pub(...)`.
fn is_public(before: &[Token<'_>]) -> bool {
    let mut back = before.iter().rev().map(|token| token.kind);
    match back.next() {
        Some(Kind::Word("pub")) => true,
        Some(Kind::Mark(')')) => {
            let mut back = back.skip_while(|kind| *kind != Kind::Mark('('));
            back.nth(1) == Some(Kind::Word("pub"))
        }
        _ => false,
    }
}

fn until_semicolon<'a>(tokens: &[Token<'a>]) -> impl Iterator<Item = &'a str> {
    let inside = tokens.iter().take_while(|token| token.kind != Kind::Mark(';'));
    inside.filter_map(|token| match token.kind {
        Kind::Word("as" | "crate" | "self" | "super") => None,
        Kind::Word(word) => Some(word),
        _ => None,
    })
}

fn word<'a>(tokens: &[Token<'a>], at: usize) -> Option<&'a str> {
    match tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

/// The words that begin a member of the body that follows, each with a comma or the body's start before it, where the
/// kind of the token after it satisfies `wanted`.
fn members<'a>(tokens: &[Token<'a>], wanted: fn(Option<Kind<'a>>) -> bool) -> Vec<&'a str> {
    let mut members = Vec::new();
    let Some(open) = tokens.iter().position(|token| matches!(token.kind, Kind::Mark('{' | ';'))) else {
        return members;
    };
    if tokens[open].kind == Kind::Mark(';') {
        return members;
    }
    let (mut depth, mut begins) = (0_i32, false);
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            Kind::Mark('{' | '(' | '[') => {
                begins = depth == 0;
                depth += 1;
            }
            Kind::Mark('}' | ')' | ']') => {
                depth -= 1;
                // An attribute, or `pub(crate)`, stands before the member's name.
                begins = token.kind != Kind::Mark('}');
                if depth == 0 {
                    break;
                }
            }
            Kind::Mark(',') => begins = true,
            Kind::Mark('#') | Kind::Word("pub") => {}
            Kind::Word(name) if depth == 1 && begins => {
                if wanted(tokens.get(at + 1).map(|token| token.kind)) {
                    members.push(name);
                }
                begins = false;
            }
            _ => begins = false,
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, types: &[&str], others: &[&str]) {
        let definitions = Definitions::of(&Tree::of(&[("crates/a/src/lib.rs", source)]));
        let known = &definitions.crates["a"];
        assert_eq!(known.types.iter().map(String::as_str).collect::<Vec<_>>(), types, "{source}");
        let rest: Vec<&str> =
            known.all.iter().map(String::as_str).filter(|name| !known.types.contains(*name)).collect();
        assert_eq!(rest, others, "{source}");
    }

    #[test]
    fn definitions_by_kind() {
        check(
            "pub struct Span { pub(crate) start: u32, #[serde(skip)] pub end: Vec<(A, B)> }",
            &["Span"],
            &["end", "start"],
        );
        check("struct Id(pub [u8; 32]); fn open() { let x: Y = Z { a: 1 }; }", &["Id"], &["open"]);
        check(
            "enum State { #[default] Whole, Part { missing: u64, why: Why }, Not(Why, u8), Last = 3 }",
            &["Last", "Not", "Part", "State", "Whole"],
            &[],
        );
        check("trait Read<'a>: Seek { type Item; const N: usize; }", &["Item", "Read"], &["N"]);
        check(
            "pub use digest::{Digest, ParseDigestError as Bad}; use other::Hidden;",
            &[],
            &["Bad", "Digest", "ParseDigestError", "digest"],
        );
        check(
            "pub(crate) use a::B; macro_rules! tr { () => {} } mod walk; static S: u8 = 0;",
            &[],
            &["B", "S", "a", "tr", "walk"],
        );
        check("// struct Gone;\nconst TEXT: &str = \"enum Quoted {}\";", &[], &["TEXT"]);
    }

    #[test]
    fn only_product_sources_count_and_places_are_kept() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "\npub struct Here;"),
            ("crates/a/tests/t.rs", "struct InTest;"),
            ("xtask/src/main.rs", "struct Chore;"),
        ]);
        let types = Definitions::of(&tree).types;
        assert_eq!(types, [Type { name: "Here".into(), file: "crates/a/src/lib.rs".into(), line: 2 }]);
    }
}
