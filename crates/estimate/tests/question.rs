//! A question with strata, draws and declarations: what is declared holds everywhere, and the record gives the answer again.

mod common;

use common::table;
use estimate::latent::run::Settings as LatentSettings;
use estimate::question::RepeatError;
use estimate::{Apart, EstimateRecord, Never, Options, Question, Reason, Table, TableError, Verdict, answer};

fn question() -> Question {
    let table = table("kosovo1999_4");
    let part = |share: u64| {
        let cells = table.histories().map(|h| (h, table.counts()[usize::from(h)] * share / 5));
        Table::new(table.names().to_vec(), cells).expect("a part of the table")
    };
    Question {
        strata: vec![("a".into(), part(2)), ("b".into(), part(3))],
        draws: vec![table.clone(), part(4)],
        table,
    }
}

fn options() -> Options {
    let latent = LatentSettings { first_look: 200, most_sweeps: 200, ..LatentSettings::usual(9) };
    Options { latent: Some(latent), replicates: 100, duplicates: vec![(1, 3)], ..Options::usual(9) }
}

#[test]
fn the_record_gives_the_answer_again_to_the_digit() {
    let question = question();
    let first = answer(&question, &options(), &|_| {}).expect("nothing to merge");
    let text = serde_json::to_string(&first.record).expect("plain data");
    let record: EstimateRecord = serde_json::from_str(&text).expect("what was written");
    let again = record.repeat(&question).expect("the same tables");
    let digits = |answer: &estimate::Answer| {
        serde_json::to_value((&answer.estimate, &answer.strata, &answer.linkage)).expect("plain data")
    };
    assert_eq!(digits(&again), digits(&first));
    assert!(first.strata.is_some() && first.linkage.is_some() && first.estimate.convergence.is_some());
    let other = Question { draws: vec![], ..question.clone() };
    assert!(matches!(record.repeat(&other), Err(RepeatError::OtherTables)));
    let old = EstimateRecord { version: 0, ..record };
    assert!(matches!(old.repeat(&question), Err(RepeatError::OtherMethods { made_by: 0 })));
}

#[test]
fn copies_are_made_one_in_strata_and_draws_too() {
    let copies = Options { copies: vec![(0, 1)], latent: None, ..options() };
    let found = answer(&question(), &copies, &|_| {}).expect("three lists are left");
    assert_eq!(found.estimate.table.lists.len(), 3);
    let merged = table("kosovo1999_4").merged(0, 1).expect("three lists are left");
    let pooled = found.strata.expect("there are strata").pooled.expect("it is estimated");
    let alone = answer(
        &Question { table: merged, strata: vec![], draws: vec![] },
        &Options { copies: vec![], ..copies },
        &|_| {},
    )
    .expect("nothing to merge");
    assert_eq!(Some(pooled), alone.estimate.headline.and_then(|line| line.interval));
}

#[test]
fn lists_that_never_meet_are_left_open_and_said() {
    let cells = [(1, 60), (2, 50), (4, 70), (5, 20), (6, 25)];
    let names = ["2023", "2024", "both years"].map(str::to_owned).to_vec();
    let table = Table::new(names, cells).expect("a table");
    let ask = |never: Vec<Never>| {
        let question = Question { table: table.clone(), strata: vec![], draws: vec![] };
        answer(&question, &Options { never, latent: None, ..options() }, &|_| {})
    };
    let by = |why: Apart| Never { lists: vec![0, 1], why };
    let design = ask(vec![by(Apart::Design)]).expect("nobody is on both").estimate;
    let periods = ask(vec![by(Apart::Periods)]).expect("nobody is on both").estimate;
    let said = |found: &estimate::Estimate, why: Apart| {
        found
            .reasons
            .iter()
            .find(|it| matches!(it, Reason::NeverTogether { why: w, .. } if *w == why))
            .map(Reason::verdict)
    };
    assert_eq!(said(&design, Apart::Design), Some(Verdict::Answer));
    assert_eq!(said(&periods, Apart::Periods), Some(Verdict::Warn));
    assert_ne!(design.table.hash, ask(vec![]).expect("a table").estimate.table.hash);
    let people = ask(vec![Never { lists: vec![0, 2], why: Apart::Periods }]);
    assert_eq!(people.err(), Some(TableError::NotImpossible { history: 5, count: 20 }));
}
