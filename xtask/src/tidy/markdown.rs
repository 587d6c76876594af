//! As much Markdown as the rules need: what stands in backticks, links, tables. Fenced blocks are left out.

use std::path::{Component, Path, PathBuf};

use super::{Problem, Tree};

/// The lines outside of fenced blocks, with their numbers from 1.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fence: Option<&str> = None;
    (1..).zip(text.lines()).filter(move |(_, line)| {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            (None, None) => return true,
            _ => {}
        }
        false
    })
}

/// What stands between backticks, with the lines; a span ends on the line that it begins on.
pub fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    lines(text).flat_map(|(number, line)| {
        line.split('`')
            .skip(1)
            .step_by(2)
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(move |code| (number, code))
    })
}

/// The targets of links, with the lines.
fn links(text: &str) -> impl Iterator<Item = (usize, &str)> {
    lines(text).flat_map(|(number, line)| {
        let prose = line.split('`').step_by(2);
        let inline =
            prose.flat_map(|part| part.split("](").skip(1)).filter_map(|rest| rest.split(')').next());
        let reference =
            line.strip_prefix('[').and_then(|rest| rest.split_once("]: ")).map(|(_, target)| target);
        inline.chain(reference).map(move |target| (number, target.split(' ').next().unwrap_or(target)))
    })
}

/// A table: the cells of its head, and of each row with the line.
#[derive(Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// What the columns are called.
    pub head: Vec<&'a str>,
    /// The rows below.
    pub rows: Vec<(usize, Vec<&'a str>)>,
}

/// The tables, each line of which begins and ends with `|`.
pub fn tables(text: &str) -> Vec<Table<'_>> {
    let mut tables: Vec<Table<'_>> = Vec::new();
    let mut last = None;
    for (number, line) in lines(text) {
        let Some(inner) = line.trim().strip_prefix('|').and_then(|inner| inner.strip_suffix('|')) else {
            continue;
        };
        let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
        match tables.last_mut().filter(|_| last == number.checked_sub(1)) {
            Some(table) if !cells.iter().all(|cell| is_rule(cell)) => table.rows.push((number, cells)),
            Some(_) => {}
            None => tables.push(Table { head: cells, rows: Vec::new() }),
        }
        last = Some(number);
    }
    tables
}

/// Whether a cell belongs to the line between a table's head and its rows.
fn is_rule(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c == '-' || c == ':')
}

/// Links in Markdown files to files that are not there. Addresses elsewhere are not visited.
pub fn check_links(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    if tree.text("README.md").is_none() {
        problems.push(Problem::new("README.md", None, "is missing; a stranger begins here"));
    }
    for (path, text) in tree.texts().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in links(text) {
            let file = target.split('#').next().unwrap_or_default();
            if file.is_empty() || target.contains(':') {
                continue;
            }
            let there = resolve(path, file).is_some_and(|wanted| {
                wanted.is_empty()
                    || tree.paths().any(|it| it == wanted || it.starts_with(&format!("{wanted}/")))
            });
            if !there {
                problems.push(Problem::new(
                    path,
                    line,
                    format!("links to {file}, which is not there; correct the link"),
                ));
            }
        }
        // What the first page names, it names for a reader to open.
        for (line, named) in code(text).filter(|(_, named)| path == "README.md" && named.ends_with(".md")) {
            if !tree.paths().any(|it| it == named) {
                problems.push(Problem::new(
                    path,
                    line,
                    format!("names {named}, which is not there; correct the name"),
                ));
            }
        }
    }
    problems
}

/// The path that `target` means when it stands in `file`; `None` when it leads out of the project.
fn resolve(file: &str, target: &str) -> Option<String> {
    let mut resolved = PathBuf::from(file);
    resolved.pop();
    for part in Path::new(&target.replace("%20", " ")).components() {
        match part {
            Component::Normal(part) => resolved.push(part),
            Component::CurDir => {}
            Component::ParentDir if resolved.pop() => {}
            _ => return None,
        }
    }
    resolved.to_str().map(|path| path.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_outside_of_fences() {
        let text = "Here `a.rs` and `B`.\n```text\n`no`\n```\n  ~~~\n ``` `no`\n ~~~\nThen ``c`` `d`";
        assert_eq!(code(text).collect::<Vec<_>>(), [(1, "a.rs"), (1, "B"), (8, "d")]);
    }

    #[test]
    fn tables_with_their_lines() {
        let text = "| Word | Not |\n|---|:-:|\n| Item | file, blob |\nno row | here\n\n|a|\n|b|\n";
        let item = Table { head: vec!["Word", "Not"], rows: vec![(3, vec!["Item", "file, blob"])] };
        assert_eq!(tables(text), [item, Table { head: vec!["a"], rows: vec![(7, vec!["b"])] }]);
    }

    #[test]
    fn links_lead_somewhere() {
        let check = |path: &str, text: &str, wrong: &[&str]| {
            let tree = Tree::of(&[("README.md", ""), ("docs/a b.md", ""), ("docs/c.md", ""), (path, text)]);
            let problems = check_links(&tree);
            assert_eq!(problems.len(), wrong.len(), "{problems:?}");
            for (problem, gone) in problems.iter().zip(wrong) {
                assert!(problem.text.contains(gone) && problem.file == path, "{problem}");
            }
        };
        check("LEEME.md", "[a](docs/a%20b.md) [b](docs/c.md#part \"title\") [c](docs) [d](#here)", &[]);
        check("LEEME.md", "[a](https://example.org/gone.md) `[x](gone.md)`", &[]);
        check(
            "LEEME.md",
            "[a](gone.md) and\n[b]: docs/gone.md",
            &["links to gone.md", "links to docs/gone.md"],
        );
        check("docs/d.md", "[a](c.md) [b](../README.md) [c](../docs/) [d](..)", &[]);
        check("docs/d.md", "[a](docs/c.md) [b](../../x.md)", &["docs/c.md", "../../x.md"]);
    }

    #[test]
    fn the_first_page_names_what_is_there() {
        let tree = Tree::of(&[("README.md", "`docs/c.md` `docs/gone.md`"), ("docs/c.md", "`gone.md`")]);
        assert_eq!(
            check_links(&tree).iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["README.md:1: names docs/gone.md, which is not there; correct the name"]
        );
        assert_eq!(check_links(&Tree::default()).len(), 1);
    }
}
