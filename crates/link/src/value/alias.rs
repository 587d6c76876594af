//! Other names: aliases, nicknames, names by which somebody is known. Never a contradiction in itself: people have several, and
//! most lists give none.

use crate::fold::fold;
use crate::hash::hash;
use crate::records::{RecordAt, Records};
use crate::value::words::{Value, shared};

/// How other names compare. The order is that of the patterns: 0 is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum AliasLevel {
    /// One side has none, and the other's is not its name.
    Missing,
    /// One in common.
    Equal,
    /// One side's is the other's name or given names.
    Name,
    /// Each side has others.
    Different,
}

/// Other names folded, without articles: separated by commas, as in a column that holds several.
#[must_use]
pub fn alias(text: &str) -> String {
    const ARTICLES: [&str; 6] = ["el", "la", "los", "las", "lo", "the"];
    let one = |it: &str| {
        let folded = fold(it);
        let mut words: Vec<&str> = folded.split_whitespace().collect();
        if words.len() > 1 && ARTICLES.contains(&words[0]) {
            words.remove(0);
        }
        words.join(" ")
    };
    let all: Vec<String> = text.split([',', '/', ';']).map(one).filter(|it| it.chars().count() > 1).collect();
    all.join(",")
}

/// Compares the other names of two records, of which either may have none.
#[must_use]
pub fn compare(records: &Records, column: usize, one: RecordAt, other: RecordAt) -> AliasLevel {
    let aliases = &records.columns[column];
    let (a, b) = (aliases.get(one), aliases.get(other));
    let is_name =
        |of: Option<&Value>, record| of.is_some_and(|of| shared(&of.parts, &names(records, record)) > 0);
    match (a, b) {
        (None, None) => AliasLevel::Missing,
        (Some(a), Some(b)) if shared(&a.parts, &b.parts) > 0 => AliasLevel::Equal,
        _ if is_name(a, other) || is_name(b, one) => AliasLevel::Name,
        (Some(_), Some(_)) => AliasLevel::Different,
        _ => AliasLevel::Missing,
    }
}

/// What a record's name would be as another's alias: the whole name, and the given names; ascending.
fn names(records: &Records, at: RecordAt) -> Vec<u64> {
    let name = records.name(at);
    let given = name.readings.first().map_or(0, |it| it.given);
    let joined = |mask: u16| {
        let words = name.words.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1);
        words.map(|(_, word)| &*records.lexicon.word(*word).text).collect::<Vec<_>>().join(" ")
    };
    let mut names: Vec<u64> = [joined(given), joined(u16::MAX)]
        .iter()
        .filter(|it| !it.is_empty())
        .map(|it| hash(it.as_bytes()))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::{Column, ListId, Meaning, RecordId, Table};
    use crate::records::FieldKind;

    /// Two records as whole name and column of other names.
    fn check(one: [&str; 2], other: [&str; 2], expected: AliasLevel) {
        let mut table =
            Table { ids: vec![RecordId(1), RecordId(2)], lists: vec![ListId(0); 2], ..Table::default() };
        for (at, meaning) in [Meaning::FullName, Meaning::Alias].into_iter().enumerate() {
            let mut column = Column::new(meaning, "");
            column.push(one[at]);
            column.push(other[at]);
            table.columns.push(column);
        }
        let records = Records::read(&table).expect("well formed");
        let field = records.fields.iter().find(|it| it.kind == FieldKind::Alias).expect("a field");
        for (a, b) in [(0, 1), (1, 0)] {
            assert_eq!(compare(&records, field.column, a, b), expected, "{one:?} {other:?}");
        }
    }

    #[test]
    fn levels() {
        use AliasLevel as L;
        check(["Juan Pérez", "El Chino"], ["José Rivas", "chino; Flaco"], L::Equal);
        check(["Juan Pérez alias \"El Chino\"", ""], ["José Rivas", "CHINO"], L::Equal);
        check(["Juan Pérez, conocido como Tito", ""], ["Tito Rivas", ""], L::Name);
        check(["Juan Pérez", "Tito Rivas"], ["Tito Rivas", ""], L::Name);
        check(["Juan Pérez", "Chino"], ["José Rivas", ""], L::Missing);
        check(["Juan Pérez", "Chino"], ["José Rivas", "Flaco"], L::Different);
    }
}
