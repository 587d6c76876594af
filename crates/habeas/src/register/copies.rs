//! Lists that repeat each other's rows word for word without anybody having said that one is a copy. Points it out; a person
//! decides.

use std::collections::BTreeMap;

use case::lists::Declared;
use case::register::NotCompared;
use link::Table;
use link::fold::fold;

/// The least share of the smaller list's rows that is pointed out, in per cent.
const LEAST: u64 = 80;
/// The fewest rows on which a share is judged.
const FEWEST: u64 = 5;
/// Of the rows of a list that bear one name, so many are compared.
const ROWS_OF_A_NAME: usize = 20;

/// Which lists look like copies. `name` gives the folded name of a row of the table, whose lists are numbered as in `declared`.
/// Rows are the same when their names are and no value that both fill in differs.
pub(super) fn look<'a>(
    table: &Table,
    declared: &[Declared],
    name: impl Fn(usize) -> &'a str,
) -> Vec<NotCompared> {
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    table.lists.iter().for_each(|list| *sizes.entry(list.0).or_default() += 1);
    if sizes.len() < 2 {
        return Vec::new();
    }
    let list = |row: u32| table.lists[row as usize].0;
    let name = |row: u32| name(row as usize);
    let mut rows: Vec<u32> = (0..table.lists.len() as u32).filter(|row| !name(*row).is_empty()).collect();
    rows.sort_unstable_by(|a, b| (name(*a), list(*a), a).cmp(&(name(*b), list(*b), b)));
    let same = |one: u32, other: u32| {
        table.columns.iter().all(|it| {
            let (a, b) = (it.get(one as usize), it.get(other as usize));
            a.is_empty() || b.is_empty() || a == b || fold(a) == fold(b)
        })
    };
    let mut shared: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    for namesakes in rows.chunk_by(|a, b| name(*a) == name(*b)) {
        let lists: Vec<&[u32]> = namesakes.chunk_by(|a, b| list(*a) == list(*b)).collect();
        let compared = |rows: &'_ [u32]| rows.len().min(ROWS_OF_A_NAME);
        for (copy, rows) in lists.iter().enumerate() {
            for (_, others) in lists.iter().enumerate().filter(|it| it.0 != copy) {
                let (rows, others) = (&rows[..compared(rows)], &others[..compared(others)]);
                let repeated = rows.iter().filter(|row| others.iter().any(|other| same(**row, *other)));
                *shared.entry((list(rows[0]), list(others[0]))).or_default() += repeated.count() as u64;
            }
        }
    }
    let is_declared = |list: u32| declared[list as usize].list.copy_of.is_some();
    // Of two lists the smaller is the copy; of two that are equally large, the later one.
    let smaller =
        |copy: u32, of: u32| (sizes[&copy], std::cmp::Reverse(copy)) < (sizes[&of], std::cmp::Reverse(of));
    let copies = shared.into_iter().filter(|((copy, of), records)| {
        let enough = *records >= FEWEST && records * 100 >= LEAST * sizes[copy];
        enough && smaller(*copy, *of) && !is_declared(*copy) && !is_declared(*of)
    });
    let entry = |list: u32| declared[list as usize].entry;
    let told =
        |((copy, of), records)| NotCompared::LooksCopied { list: entry(copy), original: entry(of), records };
    copies.map(told).collect()
}
