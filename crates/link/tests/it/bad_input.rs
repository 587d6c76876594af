//! What lists throw at it: nothing, one thing a hundred thousand times, monsters. Bounded work and a clear word.

use link::columns::{Column, ListId, RecordId, Table};
use link::{Meaning, Records, Settings, TableError, link};

use crate::people::{people, table};

fn names(names: impl Iterator<Item = String>) -> Table {
    let mut column = Column::new(Meaning::FullName, "name");
    names.for_each(|it| column.push(&it));
    let count = column.len();
    Table {
        ids: (0..count as u64).map(RecordId).collect(),
        lists: vec![ListId(0); count],
        columns: vec![column],
    }
}

#[test]
fn an_empty_list() {
    let records = Records::read(&Table::default()).expect("nothing is well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(linkage.links.is_empty() && linkage.clusters.clusters.is_empty());
}

#[test]
fn one_name_a_hundred_thousand_times() {
    let records =
        Records::read(&names((0..100_000).map(|_| "Ana Rivas Ochoa".to_owned()))).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(linkage.clusters.clusters.is_empty(), "nobody is merged on a name alone");
    assert!(linkage.compared < 12_000_000);
    let skipped: u64 = linkage.candidates.plan.iter().map(|it| it.skipped_pairs).sum();
    assert!(skipped > 4_000_000_000, "what is left out is counted: {skipped}");
    assert!(
        linkage.candidates.plan.iter().any(|it| it.skipped_keys > 0 && it.example.is_some()),
        "and named"
    );
}

#[test]
fn a_name_of_ten_thousand_characters() {
    let long = "Ana Rivas ".repeat(1_000);
    let word = "x".repeat(10_000);
    let records =
        Records::read(&names([long.clone(), long, word.clone(), word].into_iter())).expect("well formed");
    assert_eq!(records.parts_left_out, 2 * (2_000 - link::name::parse::MOST_PARTS));
    assert!(link(&records, &[], &Settings::default()).clusters.clusters.is_empty());
}

#[test]
fn everything_missing() {
    let rows: Vec<(u64, u32, [&str; 4])> = (0..3_000).map(|it| (it, 0, ["", "n/a", " ", "s/n"])).collect();
    let records = Records::read(&table(&rows)).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(linkage.links.is_empty() && linkage.compared < 20_000_000);
}

#[test]
fn columns_that_do_not_fit() {
    let mut short = names(["Ana".to_owned()].into_iter());
    short.ids.push(RecordId(7));
    short.lists.push(ListId(0));
    let error = Records::read(&short).expect_err("too short");
    assert_eq!(error, TableError::Length { label: "name".into(), values: 1, records: 2 });
    let mut twice = names(["Ana".to_owned(), "Eva".to_owned()].into_iter());
    twice.ids[1] = RecordId(0);
    assert_eq!(Records::read(&twice).expect_err("one id"), TableError::SameId(RecordId(0)));
    let mut wide = names(["Ana".to_owned()].into_iter());
    for at in 0..12 {
        let mut column = Column::new(Meaning::Code, &at.to_string());
        column.push("1");
        wide.columns.push(column);
    }
    assert_eq!(
        Records::read(&wide).expect_err("too wide"),
        TableError::TooManyFields { fields: 14, most: 12 }
    );
}

#[test]
fn two_records_link_or_not_by_what_they_say() {
    let check = |one, other, linked| {
        let records = Records::read(&table(&[(1, 0, one), (2, 0, other)])).expect("well formed");
        let linkage = link(&records, &[], &Settings::default());
        assert_eq!(linkage.compared, 1);
        assert_eq!(!linkage.clusters.clusters.is_empty(), linked, "{one:?} {other:?}");
    };
    let ana = ["Ana Rivas Ochoa", "1991-02-17", "Izalco", "71234567"];
    check(ana, ["Bruno Lemus", "1960-11-05", "Apopa", "20000001"], false);
    check(["Ana Rivas Ochoa", "", "", ""], ["Ana Rivas Ochoa", "", "", ""], false);
}

#[test]
fn two_lists_that_are_copies() {
    let made = people(1_000, 6);
    let value = |at: usize| std::array::from_fn(|column| made.table.columns[column].get(at));
    let first: Vec<usize> = (0..made.truth.len()).filter(|it| made.table.lists[*it].0 == 0).collect();
    let rows: Vec<(u64, u32, [&str; 4])> = (0..2_u32)
        .flat_map(|list| first.iter().map(move |&at| (at as u64 + 100_000 * u64::from(list), list, at)))
        .map(|(id, list, at)| (id, list, value(at)))
        .collect();
    let records = Records::read(&table(&rows)).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    let copies = linkage.clusters.clusters.iter().filter(|it| {
        let ids: Vec<u64> = it.members.iter().map(|at| records.ids[*at as usize].0 % 100_000).collect();
        ids.len() == 2 && ids[0] == ids[1]
    });
    let copies = copies.count();
    assert!(copies * 10 > first.len() * 8, "{copies} of {} people find their copy", first.len());
}

#[test]
fn many_lists_of_one_record_each() {
    let made = people(300, 8);
    let mut lists = made.table.clone();
    lists.lists = (0..lists.ids.len() as u32).map(ListId).collect();
    let records = Records::read(&lists).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(linkage.clusters.clusters.len() > 50, "{}", linkage.clusters.clusters.len());
}
