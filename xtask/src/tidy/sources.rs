//! Rust files: each opens with a sentence that says what it is for, none grows past 500 lines, no test is left out
//! without a reason, no `dbg!` stays.

use super::rust::{self, Kind};
use super::{Problem, Tree};

const LONGEST: usize = 500;

/// Files that may be longer, each with the reason.
const MAY_BE_LONG: [(&str, &str); 0] = [];

/// The Rust files that break a rule.
pub fn check(tree: &Tree) -> Vec<Problem> {
    tree.sources().flat_map(|(path, text)| check_file(path, text)).collect()
}

fn check_file(path: &str, text: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    // A fuzz target is one call, and its name says it all.
    if !path.starts_with("fuzz/") && !opens_with_a_sentence(text) {
        let what =
            "does not open with a sentence; begin with `//! What it is for. Never what it never does.`";
        problems.push(Problem::new(path, 1, what));
    }
    let lines = text.lines().count();
    if lines > LONGEST && !MAY_BE_LONG.iter().any(|(long, _)| *long == path) {
        let text = format!("{lines} lines, more than {LONGEST}; split it by subject into a folder");
        problems.push(Problem::new(path, None, text));
    }
    let mut tokens = rust::tokens(text);
    tokens.retain(|token| !matches!(token.kind, Kind::Comment(_)));
    for at in 0..tokens.len() {
        let kinds: Vec<Kind<'_>> = tokens[at..].iter().take(4).map(|token| token.kind).collect();
        let what = match kinds.as_slice() {
            [Kind::Mark('#'), Kind::Mark('['), Kind::Word("ignore"), Kind::Mark(']')] => {
                "leaves a test out without a reason; write `#[ignore = \"why\"]` or run it"
            }
            [Kind::Word("dbg"), Kind::Mark('!'), ..] => "has a dbg!; remove it",
            _ => continue,
        };
        problems.push(Problem::new(path, tokens[at].line, what));
    }
    problems
}

/// Whether the first lines are `//!`, and their first paragraph begins and ends as a sentence does.
fn opens_with_a_sentence(text: &str) -> bool {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    let begins =
        paragraph.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "`[\"*".contains(c));
    begins && paragraph.ends_with(['.', ':', '!', '?']) && paragraph.split(' ').count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(text: &str, wrong: &[&str]) {
        let problems = check_file("a.rs", text);
        let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), wrong.len(), "{shown:?}");
        for (shown, wrong) in shown.iter().zip(wrong) {
            assert!(shown.starts_with(wrong), "{shown} / {wrong}");
        }
    }

    #[test]
    fn the_first_sentence() {
        let none = "a.rs:1: does not open with a sentence";
        check_text("//! Reads a list. Never sorts it.\n", &[]);
        check_text("//! `Reader` and what it\n//! reads:\n//!\n//! - lists\n", &[]);
        check_text("", &[none]);
        check_text("//! xtask\nfn main() {}", &[none]);
        check_text("//! Reads a list and then\n", &[none]);
        check_text("// Reads a list.\n", &[none]);
        check_text("use std::fs;\n//! Reads a list.\n", &[none]);
        check_text("//!\n//! Reads a list.\n", &[none]);
    }

    #[test]
    fn the_length() {
        let source = |lines: usize| format!("//! Reads a list.\n{}", "fn a() {}\n".repeat(lines - 1));
        check_text(&source(500), &[]);
        check_text(&source(501), &["a.rs: 501 lines, more than 500"]);
    }

    #[test]
    fn what_must_not_stay() {
        let text = concat!(
            "//! Reads a list.\n#[ignore]\nfn a() {}\n#[ignore = \"slow\"]\n",
            "fn b() { dbg",
            "!(1) }\n"
        );
        check_text(text, &["a.rs:2: leaves a test out", "a.rs:5: has a dbg!"]);
        check_text("//! Reads a list.\n// #[ignore] \nconst A: &str = \"dbg!(#[ignore])\";\n", &[]);
    }
}
