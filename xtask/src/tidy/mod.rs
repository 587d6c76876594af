//! The project's own rules, checked on its own files. One line for each problem, with what to do; never repairs.
//!
//! Each rule is a function from texts to problems, in a file of its own; this file reads the tree and prints.

mod architecture;
mod definitions;
mod glossary;
mod licences;
mod markdown;
mod rust;
mod sources;
mod spdx;
mod star;
mod text;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;

use anyhow::{Context as _, Result};

use crate::workspace::Workspace;

/// A place that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Relative to the root.
    pub file: String,
    /// From 1; `None` when it is the file as a whole.
    pub line: Option<usize>,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Problem {
    fn new(file: &str, line: impl Into<Option<usize>>, text: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: line.into(), text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.text),
            None => write!(f, "{}: {}", self.file, self.text),
        }
    }
}

/// The tracked files, with the text of those that are UTF-8.
#[derive(Debug, Default)]
pub struct Tree {
    files: Vec<(String, Option<String>)>,
}

impl Tree {
    fn read(workspace: &Workspace) -> Result<Self> {
        let read = |file: String| {
            let bytes = fs::read(workspace.root.join(&file)).with_context(|| file.clone())?;
            Ok((file, String::from_utf8(bytes).ok()))
        };
        Ok(Self { files: workspace.files()?.into_iter().map(read).collect::<Result<_>>()? })
    }

    /// The paths of all files.
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    /// Path and text of all text files that are the project's own words: no test data, no generated lists.
    fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let own = self.files.iter().filter(|(path, _)| !is_data(path));
        own.filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Path and text of the Rust sources.
    fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// The text of one file.
    fn text(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|(it, _)| it == path).and_then(|(_, text)| text.as_deref())
    }
}

/// Whether a file is material that tests or the demonstration work on, or that a program wrote.
fn is_data(path: &str) -> bool {
    let folders = ["fixtures", "snapshots", "proptest-regressions"];
    path.split('/').any(|part| folders.contains(&part))
        || path.starts_with("demo/corpus/")
        || path.starts_with("demo/make/texts/")
        || path.ends_with("Cargo.lock")
}

/// Checks all rules and prints what breaks them; `true` when nothing does.
///
/// # Errors
/// When cargo or git cannot be asked, or a file cannot be read.
pub fn run(workspace: &Workspace) -> Result<bool> {
    let tree = Tree::read(workspace)?;
    let definitions = definitions::Definitions::of(&tree);
    let mut problems = BTreeSet::new();
    problems.extend(star::check(&workspace.packages));
    problems.extend(architecture::check(&tree, &definitions, &workspace.packages));
    problems.extend(markdown::check_links(&tree));
    problems.extend(sources::check(&tree));
    problems.extend(glossary::check(&tree, &definitions));
    problems.extend(text::check(&tree));
    problems.extend(licences::check(workspace)?);
    for problem in &problems {
        println!("{problem}");
    }
    match problems.len() {
        0 => println!("tidy: {} files, no problem", tree.files.len()),
        count => println!("tidy: {count} problem{}", if count == 1 { "" } else { "s" }),
    }
    Ok(problems.is_empty())
}

#[cfg(test)]
impl Tree {
    /// A tree of the given texts.
    fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files.iter().map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned()))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_in_one_line() {
        assert_eq!(Problem::new("a.rs", 3, "wrong").to_string(), "a.rs:3: wrong");
        assert_eq!(Problem::new("a.rs", None, "wrong").to_string(), "a.rs: wrong");
    }

    #[test]
    fn data_is_not_looked_into() {
        let check = |path, data| assert_eq!(is_data(path), data, "{path}");
        check("crates/extract/tests/fixtures/a.html", true);
        check("demo/corpus/redes/publicacion.txt", true);
        check("Cargo.lock", true);
        check("crates/extract/src/html/mod.rs", false);
        check("demo/README.md", false);
    }
}
