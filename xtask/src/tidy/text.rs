//! Text files: no place of the machine that they were written on, no note that something is still to be done.

use super::rust::{self, Kind};
use super::{Problem, Tree};

/// How folders of one machine begin.
const MACHINE: [&str; 3] = ["/Users/", "/home/", "/root/"];

/// Files that may name such a folder, each with the reason.
const MAY_NAME_PLACES: [(&str, &str); 3] = [
    ("demo/make/check.py", "looks for such places in what it made"),
    ("crates/habeas/src/worker/serve.rs", "tests with an invented one that such places are cut off"),
    ("xtask/src/tidy/text.rs", "is this rule"),
];

/// Words for what is still to be done.
const UNDONE: [&str; 3] = ["TODO", "FIXME", "XXX"];

/// The lines that break a rule.
pub fn check(tree: &Tree) -> Vec<Problem> {
    tree.texts().flat_map(|(path, text)| places(path, text).into_iter().chain(undone(path, text))).collect()
}

fn places(path: &str, text: &str) -> Vec<Problem> {
    if MAY_NAME_PLACES.iter().any(|(file, _)| *file == path) {
        return Vec::new();
    }
    let named = (1..).zip(text.lines()).filter_map(|(number, line)| {
        let place = MACHINE.into_iter().find(|place| begins_with(line, place))?;
        Some(Problem::new(
            path,
            number,
            format!("names a place under {place} of one machine; write it relative to the project"),
        ))
    });
    named.collect()
}

/// Whether `place` stands in `line` as the beginning of a path, not within one.
fn begins_with(line: &str, place: &str) -> bool {
    line.match_indices(place)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_-.~*)}]>".contains(c)))
}

/// Such words in comments; elsewhere they may be ordinary words, as one of them is in Spanish.
fn undone(path: &str, text: &str) -> Vec<Problem> {
    let comments = match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("rs") => rust::tokens(text).into_iter().filter_map(comment).collect(),
        Some("toml" | "py" | "sh" | "yml" | "ftl") => after(text, "#"),
        Some("sql") => after(text, "--"),
        _ => Vec::new(),
    };
    comments.into_iter().flat_map(|(line, comment)| in_comment(path, line, comment)).collect()
}

fn comment(token: rust::Token<'_>) -> Option<(usize, &str)> {
    match token.kind {
        Kind::Comment(comment) => Some((token.line, comment)),
        _ => None,
    }
}

/// What stands after the mark, line by line. A mark within a string counts too, which errs to the safe side.
fn after<'a>(text: &'a str, mark: &str) -> Vec<(usize, &'a str)> {
    (1..).zip(text.lines()).filter_map(|(number, line)| Some((number, line.split_once(mark)?.1))).collect()
}

fn in_comment(path: &str, first: usize, comment: &str) -> Vec<Problem> {
    let lines = (first..).zip(comment.lines());
    let undone = lines.filter_map(|(number, line)| {
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        let word = words.find(|word| UNDONE.contains(word))?;
        Some(Problem::new(path, number, format!("has a {word}; do it, or write down why it stays as it is")))
    });
    undone.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_text(path: &str, text: &str, wrong: &[usize]) {
        let lines: Vec<usize> = check(&Tree::of(&[(path, text)])).iter().filter_map(|it| it.line).collect();
        assert_eq!(lines, wrong, "{text}");
    }

    #[test]
    fn places_of_one_machine() {
        check_text("a.md", "see /Users/ana/a\n(/home/ana/x) and `/root/`\n", &[1, 2]);
        check_text("a.py", "open('file:///home/x')", &[1]);
        check_text("a.md", "https://example.org/home/a, src/home/a, ~/home/a, $HOME/home/, {dir}/home/", &[]);
        check_text("crates/a/tests/fixtures/a.txt", "/home/ana/x", &[]);
        check_text("demo/make/check.py", "/home/", &[]);
    }

    #[test]
    fn notes_of_what_is_undone() {
        check_text("a.rs", "// TODO: sort\nlet a = \"TODO\";\n/* x\n FIXME */\n//! TODOS\n", &[1, 4]);
        check_text("a.py", "a = 1  # XXX\nb = 'TODO'\n", &[1]);
        check_text("a.sql", "-- FIXME\nselect 'TODO';", &[1]);
        check_text("a.md", "TODO EL MUNDO", &[]);
    }
}
