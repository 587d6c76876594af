//! What lists throw at it: nothing, one thing a hundred thousand times, monsters. Bounded work and a clear word.

use link::columns::{Column, ListId, RecordId, Table};
use link::{Meaning, Records, Settings, TableError, link};

use crate::people::table;

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
