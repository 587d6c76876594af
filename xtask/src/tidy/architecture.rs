//! The map does not drift: what ARCHITECTURE.md names in backticks must be in the tree. What counts as a name:
//!
//! - **A path** has a `/` within it or ends like a file (`.rs`, `.toml`, `.md` ...), with no white space and none of
//!   `<>{}()…`. It must be a tracked file or folder, or the end of such a path (`worker/child.rs`). One `*` may stand
//!   for part of a name. Not looked up: absolute paths, addresses, media types, and what lies in a case folder
//!   (`originals/`, `case.toml` ...).
//! - **A type** is a word in CamelCase: a struct, enum, trait, type alias, union or enum variant in `crates/*/src`, or
//!   one of the standard library's below.
//! - **A path in code** has `::`. Its parts must all be defined in the crate that it begins with, or else in one and
//!   the same crate. What begins with a dependency, or with a type of the standard library, is not looked up.
//! - **A call**, `name()`, must be a function in `crates/*/src`.
//!
//! Anything else in backticks (commands, options, lower-case words, capitals), and fenced blocks, are not checked.

use std::collections::BTreeSet;

use super::definitions::{Definitions, Known};
use super::{Problem, Tree, markdown};
use crate::workspace::Package;

const MAP: &str = "ARCHITECTURE.md";

/// What a path in backticks ends with when it is one name only.
const ENDINGS: [&str; 16] = [
    ".rs", ".toml", ".md", ".py", ".sql", ".ftl", ".txt", ".sh", ".csv", ".tsv", ".json", ".jsonl", ".yml",
    ".html", ".lock", ".scm",
];

/// The first parts of paths inside a case folder.
const CASE_FOLDER: [&str; 8] =
    ["case.toml", "originals", "log", "entries", "derived", "README.txt", "LEEME.txt", "verify.py"];

/// The first parts of media types.
const MEDIA_TYPES: [&str; 8] =
    ["text", "application", "image", "audio", "video", "message", "multipart", "font"];

const STANDARD: [&str; 30] = [
    "Arc", "Box", "BTreeMap", "BTreeSet", "Clone", "Command", "Cow", "Debug", "Default", "Display",
    "Duration", "Err", "Error", "File", "From", "HashMap", "HashSet", "Iterator", "None", "Ok", "Option",
    "Path", "PathBuf", "Read", "Result", "Seek", "Some", "String", "Vec", "Write",
];

/// What a piece of code in backticks is.
#[derive(Debug, PartialEq, Eq)]
enum Name<'a> {
    Path(&'a str),
    Code(Vec<&'a str>),
    Call(&'a str),
    Other,
}

/// What the map names and the tree does not have.
pub fn check(tree: &Tree, definitions: &Definitions, packages: &[Package]) -> Vec<Problem> {
    let Some(text) = tree.text(MAP) else {
        return vec![Problem::new(MAP, None, "is missing; write the map of the rooms")];
    };
    let dependencies: BTreeSet<&str> =
        packages.iter().flat_map(|package| package.crates.iter().map(String::as_str)).collect();
    let gone = |(line, code)| {
        let what = match name(code) {
            Name::Path(path) if !is_there(path, tree) => "there is no such file or folder",
            Name::Call(function)
                if !definitions.crates.values().any(|it| it.functions.contains(function)) =>
            {
                "no crate has such a function"
            }
            Name::Code(parts) if !is_defined(&parts, definitions, &dependencies) => "no crate defines it",
            _ => return None,
        };
        Some(Problem::new(MAP, line, format!("names `{code}`, but {what}; correct the map")))
    };
    markdown::code(text).filter_map(gone).collect()
}

fn name(code: &str) -> Name<'_> {
    let path = code.strip_prefix("./").unwrap_or(code);
    let strange = |c: char| c.is_whitespace() || "<>{}()…:=".contains(c);
    let like_a_file = ENDINGS.iter().any(|ending| path.ends_with(ending));
    if (path.contains('/') || like_a_file) && !path.contains(strange) {
        let first = path.split('/').next().unwrap_or_default();
        let elsewhere = first.is_empty()
            || first == "~"
            || CASE_FOLDER.contains(&first)
            || (!like_a_file && MEDIA_TYPES.contains(&first));
        return if elsewhere { Name::Other } else { Name::Path(path) };
    }
    // `&Option<Text>` names Option only: what is inside the brackets is an example of it.
    let code = code.trim_start_matches('&');
    let code = code.split_once('<').map_or(code, |(before, _)| before);
    let (code, call) = code.strip_suffix("()").map_or((code, false), |code| (code, true));
    let code = code.strip_suffix('!').unwrap_or(code);
    let parts: Vec<&str> = code.split("::").collect();
    if !parts.iter().all(|part| is_word(part)) {
        return Name::Other;
    }
    match parts.as_slice() {
        [one] if call => Name::Call(one),
        [one] if !is_camel(one) => Name::Other,
        _ => Name::Code(parts),
    }
}

fn is_word(part: &str) -> bool {
    part.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic())
        && part.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
}

fn is_camel(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase()) && word.contains(|c: char| c.is_ascii_lowercase())
}

fn is_there(path: &str, tree: &Tree) -> bool {
    let wanted: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    tree.paths().any(|file| {
        let parts: Vec<&str> = file.split('/').collect();
        // A folder is the beginning of a file's path.
        parts.windows(wanted.len()).enumerate().any(|(at, window)| {
            let is_file = at + wanted.len() == parts.len();
            window.iter().zip(&wanted).all(|(part, pattern)| is_like(part, pattern))
                && !(is_file && path.ends_with('/'))
        })
    })
}

/// Whether a name fits a pattern, in which one `*` stands for anything.
fn is_like(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => name == pattern,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    }
}

fn is_defined(parts: &[&str], definitions: &Definitions, dependencies: &BTreeSet<&str>) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    if rest.is_empty() {
        return STANDARD.contains(first)
            || definitions.crates.values().any(|known| known.types.contains(*first));
    }
    let all = |known: &Known, parts: &[&str]| parts.iter().all(|part| known.all.contains(*part));
    match definitions.crates.get(*first) {
        Some(known) => all(known, rest),
        None if ["crate", "self", "super"].contains(first) => {
            definitions.crates.values().any(|it| all(it, rest))
        }
        None if definitions.crates.values().any(|known| all(known, parts)) => true,
        None => STANDARD.contains(first) || ["std", "core"].contains(first) || dependencies.contains(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_a_name() {
        let check = |code: &str, expected: Name<'_>| assert_eq!(name(code), expected, "{code}");
        check("crates/habeas/src/pipeline.rs", Name::Path("crates/habeas/src/pipeline.rs"));
        check("./docs/", Name::Path("docs/"));
        check("pipeline.rs", Name::Path("pipeline.rs"));
        check("text/decode.rs", Name::Path("text/decode.rs"));
        check("Item", Name::Code(vec!["Item"]));
        check("&Option<Text>", Name::Code(vec!["Option"]));
        check("model::Span::new()", Name::Code(vec!["model", "Span", "new"]));
        check("take_in()", Name::Call("take_in"));
        check("tr!", Name::Other);
        for other in [
            "habeas add FOLDER",
            "--json",
            "extract",
            "SHA-256",
            "HABEAS_HOME",
            "originals/",
            "log/tile/0/000",
            "case.toml",
            "text/html",
            "tile/<L>/<N>",
            "https://example.org/a.md",
            "/proc/self/fd",
            "a=b/c",
            "fsync",
            "12/34:5",
        ] {
            check(other, Name::Other);
        }
    }

    fn check_map(map: &str, wrong: &[&str]) {
        let tree = Tree::of(&[
            (MAP, map),
            ("crates/model/src/span.rs", "pub struct Span { start: u32 } impl Span { pub fn new() {} }"),
            ("crates/model/src/lib.rs", "mod span; pub use span::Span; pub enum State { Whole }"),
            ("crates/case/src/lib.rs", "pub fn open() {}"),
            ("crates/case/src/catalogue/mod.rs", ""),
            ("docs/format.md", ""),
        ]);
        let packages = [Package {
            name: "case".into(),
            manifest: String::new(),
            members: Vec::new(),
            crates: vec!["rusqlite".into()],
        }];
        let problems = check(&tree, &Definitions::of(&tree), &packages);
        assert_eq!(problems.len(), wrong.len(), "{problems:?}");
        for (problem, gone) in problems.iter().zip(wrong) {
            assert!(problem.text.contains(&format!("`{gone}`")), "{problem}");
        }
    }

    #[test]
    fn names_that_are_there() {
        check_map(
            "`crates/model/src/span.rs` `crates/case` `catalogue/mod.rs` `docs/*.md` `src/` `span.rs`",
            &[],
        );
        check_map(
            "`Span` `Whole` `State::Whole` `Span::start` `Span::new()` `open()` `Read` `Vec::new()`",
            &[],
        );
        check_map("`model::Span` `model::span::Span` `crate::State` `span::Span` `case::open()`", &[]);
        check_map("`rusqlite::Connection` `std::io::Read` `serde`", &[]);
    }

    #[test]
    fn names_that_are_gone() {
        check_map(
            "`crates/model/src/gone.rs` `gone.rs` `crates/gone/` `docs/*.txt` `span.rs/`",
            &["crates/model/src/gone.rs", "gone.rs", "crates/gone/", "docs/*.txt", "span.rs/"],
        );
        check_map(
            "`Gone` `State::Gone` `gone()` `case::Span` `gone::open()` `open`",
            &["Gone", "State::Gone", "gone()", "case::Span", "gone::open()"],
        );
        let nothing = Tree::default();
        assert_eq!(check(&nothing, &Definitions::of(&nothing), &[]).len(), 1);
    }
}
