//! SPDX licence expressions: `OR`, `AND`, `WITH`, brackets, and the old slash for `OR`. Knows no licence by itself.

use std::iter::Peekable;
use std::vec::IntoIter;

/// Whether the expression can be satisfied with licences that `allowed` accepts (`"MIT"`,
/// `"Apache-2.0 WITH LLVM-exception"`); `None` when it is not an expression.
pub fn is_satisfied(expression: &str, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<String> = spaced.split_whitespace().map(str::to_owned).collect();
    let mut words = words.into_iter().peekable();
    let satisfied = any(&mut words, allowed)?;
    words.next().is_none().then_some(satisfied)
}

type Words = Peekable<IntoIter<String>>;

fn any(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut satisfied = all(words, allowed)?;
    while words.next_if_eq("OR").is_some() {
        satisfied |= all(words, allowed)?;
    }
    Some(satisfied)
}

fn all(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let mut satisfied = one(words, allowed)?;
    while words.next_if_eq("AND").is_some() {
        satisfied &= one(words, allowed)?;
    }
    Some(satisfied)
}

fn one(words: &mut Words, allowed: &dyn Fn(&str) -> bool) -> Option<bool> {
    let word = words.next()?;
    if word == "(" {
        let satisfied = any(words, allowed)?;
        return words.next_if_eq(")").map(|_| satisfied);
    }
    if [")", "OR", "AND", "WITH"].contains(&word.as_str()) {
        return None;
    }
    if words.next_if_eq("WITH").is_some() {
        return Some(allowed(&format!("{word} WITH {}", words.next()?)));
    }
    Some(allowed(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(expression: &str, satisfied: Option<bool>) {
        let allowed = |licence: &str| ["MIT", "Zlib", "Apache-2.0 WITH LLVM-exception"].contains(&licence);
        assert_eq!(is_satisfied(expression, &allowed), satisfied, "{expression}");
    }

    #[test]
    fn expressions() {
        check("MIT", Some(true));
        check("GPL-3.0-only", Some(false));
        check("GPL-3.0-only OR MIT", Some(true));
        check("GPL-3.0-only/MIT", Some(true));
        check("GPL-3.0-only AND MIT", Some(false));
        check("Zlib AND MIT", Some(true));
        check("GPL-3.0-only OR Zlib AND MIT", Some(true));
        check("MIT OR GPL-3.0-only AND Zlib", Some(true));
        check("(MIT OR GPL-3.0-only) AND Zlib", Some(true));
        check("(MIT OR Zlib) AND GPL-3.0-only", Some(false));
        check("Apache-2.0 WITH LLVM-exception OR GPL-2.0", Some(true));
        check("Apache-2.0", Some(false));
        check("MIT WITH LLVM-exception", Some(false));
    }

    #[test]
    fn what_is_no_expression() {
        for wrong in ["", "MIT OR", "OR MIT", "(MIT", "MIT)", "MIT Zlib", "MIT WITH", "()", "AND"] {
            check(wrong, None);
        }
    }
}
