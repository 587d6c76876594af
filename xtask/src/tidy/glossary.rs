//! One word, one meaning: no type bears a name that GLOSSARY.md says not to use. A table there has a column `Not`
//! (or `do not call it`), whose cells list words with commas between; a word stands for itself in any case, and several
//! words stand for their CamelCase. What is in brackets is a remark.

use std::collections::BTreeMap;

use super::definitions::Definitions;
use super::{Problem, Tree, markdown};

const GLOSSARY: &str = "GLOSSARY.md";

/// The types that bear such a name.
pub fn check(tree: &Tree, definitions: &Definitions) -> Vec<Problem> {
    let Some(text) = tree.text(GLOSSARY) else {
        return vec![Problem::new(
            GLOSSARY,
            None,
            "is missing; write down the words and what not to call them",
        )];
    };
    let avoided = avoided(text);
    if avoided.is_empty() {
        let text = "has no table with a column `Not`; write one: | Word | Means | Not |";
        return vec![Problem::new(GLOSSARY, None, text)];
    }
    let wrong = |it: &super::definitions::Type| {
        let (line, word) = avoided.get(&it.name.to_lowercase())?;
        let text = format!(
            "the type {} bears a name that {GLOSSARY}:{line} keeps away from {word}; rename it",
            it.name
        );
        Some(Problem::new(&it.file, it.line, text))
    };
    definitions.types.iter().filter_map(wrong).collect()
}

/// Each word to avoid, in lower case without spaces, with the glossary's line and the word to use.
fn avoided(text: &str) -> BTreeMap<String, (usize, String)> {
    let mut avoided = BTreeMap::new();
    for table in markdown::tables(text) {
        let named =
            table.head.iter().position(|cell| ["not", "do not call it"].contains(&plain(cell).as_str()));
        let Some(column) = named else { continue };
        for (line, cells) in table.rows {
            let word = cells.first().map(|cell| cell.replace(['*', '`'], "")).unwrap_or_default();
            let cell = cells.get(column).map(|cell| without_remarks(cell)).unwrap_or_default();
            for not in cell.split(',').map(plain).filter(|not| !not.is_empty()) {
                avoided.insert(not.replace([' ', '-'], ""), (line, word.clone()));
            }
        }
    }
    avoided
}

fn plain(cell: &str) -> String {
    cell.replace(['*', '`', '_'], "").trim().to_lowercase()
}

fn without_remarks(cell: &str) -> String {
    let mut depth = 0_u32;
    let keep = |c: &char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    };
    cell.chars().filter(keep).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
| Word | Means | Not |
|---|---|---|
| **Item** | archived bytes | file, `blob` (of bytes, or so), data set |
| Defect | what could not be read | |

| Place | Where |
|---|---|
| here | span |
";

    #[test]
    fn words_to_avoid() {
        let words: Vec<String> = avoided(TABLE).into_keys().collect();
        assert_eq!(words, ["blob", "dataset", "file"]);
        assert_eq!(avoided(TABLE)["blob"], (3, "Item".to_owned()));
    }

    #[test]
    fn types_that_bear_them() {
        let check_source = |source: &str, wrong: &[&str]| {
            let tree = Tree::of(&[(GLOSSARY, TABLE), ("crates/a/src/lib.rs", source)]);
            let problems = check(&tree, &Definitions::of(&tree));
            assert_eq!(problems.len(), wrong.len(), "{problems:?}");
            for (problem, name) in problems.iter().zip(wrong) {
                assert!(problem.text.contains(name) && problem.text.contains("Item"), "{problem}");
            }
        };
        check_source("struct Item; enum FileKind { File } fn blob() {} struct Span;", &[]);
        check_source(
            "pub struct Blob; trait File {}\nenum DataSet {}",
            &["type Blob", "type File", "type DataSet"],
        );
    }

    #[test]
    fn a_glossary_without_the_table() {
        let tree = Tree::of(&[(GLOSSARY, "Item: archived bytes.")]);
        assert_eq!(check(&tree, &Definitions::of(&tree)).len(), 1);
        assert_eq!(check(&Tree::default(), &Definitions::default()).len(), 1);
    }
}
