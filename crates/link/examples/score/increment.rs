//! What a new list costs: the last records of a set arrive when the others are linked already. Never a measure of accuracy
//! alone: it says both.

use link::columns::{Column, ListId, RecordId, Table};
use link::increment::{Earlier, PersonEvent, link_new};
use link::{PersonId, Records, Settings, link};

use crate::cpu_seconds;

/// Links all but the last `count` rows, then adds those as one list.
pub fn run(table: &Table, truth: &[u32], count: usize) -> Result<(), Box<dyn std::error::Error>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let settings = Settings { threads, ..Settings::default() };
    let earlier = table.ids.len().checked_sub(count).ok_or("the set has fewer records than are to be new")?;
    let first = Records::read(&cut(table, earlier))?;
    let linkage = link(&first, &[], &settings);
    let persons: Vec<(PersonId, Vec<RecordId>)> = linkage
        .clusters
        .clusters
        .iter()
        .map(|it| (it.person, it.members.iter().map(|at| first.ids[*at as usize]).collect()))
        .collect();
    drop(first);
    let mut table = table.clone();
    let new_list = table.lists.iter().map(|it| it.0).max().unwrap_or(0) + 1;
    table.lists[earlier..].iter_mut().for_each(|it| *it = ListId(new_list));
    let start = cpu_seconds();
    let records = Records::read(&table)?;
    let read = cpu_seconds() - start;
    let is_new: Vec<bool> = records.rows.iter().map(|it| *it as usize >= earlier).collect();
    let known = Earlier { model: &linkage.model, persons: &persons };
    let start = cpu_seconds();
    let (linked, events) = link_new(&records, &is_new, &known, &[], &settings);
    let seconds = cpu_seconds() - start;
    let of = |it: u32| truth[records.rows[it as usize] as usize];
    let joined = events.iter().filter(|it| matches!(it, PersonEvent::Joined(..))).count();
    let made = events.iter().filter(|it| matches!(it, PersonEvent::Made(_))).count();
    let together = |it: &&link::Link| {
        let person = |at: u32| linked.clusters.of_record[at as usize];
        person(it.one).is_some() && person(it.one) == person(it.other)
    };
    let pairs: Vec<&link::Link> = linked.links.iter().filter(together).collect();
    let right = pairs.iter().filter(|it| of(it.one) == of(it.other)).count();
    println!(
        "increment: {count} records onto {earlier}: {} pairs compared, {joined} joined a person, {made} new persons; {right} of {} pairs joined are one person; {seconds:.1} CPU s ({:.2} ms a record), {read:.1} CPU s to read all records again",
        linked.compared,
        pairs.len(),
        seconds * 1e3 / count as f64,
    );
    Ok(())
}

/// The table's first rows.
fn cut(table: &Table, rows: usize) -> Table {
    let columns = table.columns.iter().map(|column| {
        let mut first = Column::new(column.meaning, &column.label);
        (0..rows).for_each(|row| first.push(column.get(row)));
        first
    });
    Table { ids: table.ids[..rows].to_vec(), lists: table.lists[..rows].to_vec(), columns: columns.collect() }
}
