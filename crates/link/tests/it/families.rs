//! Files that name families: brothers and sisters agree in all that is written down but their given names, and vouch for each other.

use link::columns::{Column, ListId, RecordId, Table};
use link::hash::Sequence;
use link::{Linkage, Meaning, Records, Settings, link};

use crate::people::people;

/// Baptisms: child, father and mother, the child with its parents' names beside it, the parents with each other's.
fn register(families: u64) -> (Table, Vec<u64>) {
    const FIRST: [&str; 4] = ["María", "José", "Juan", "Rosa"];
    const SECOND: [&str; 12] = [
        "Petrona", "Antonia", "Manuela", "Domingo", "Mariano", "Pascual", "Tomasa", "Isidro", "Gregoria",
        "Bernardo", "Casimira", "Leandro",
    ];
    let mut chance = Sequence(17);
    let meanings = [Meaning::GivenNames, Meaning::FirstSurname, Meaning::Place, Meaning::Text];
    let mut table = Table {
        columns: meanings
            .into_iter()
            .zip(["given", "surname", "place", "parents"])
            .map(|(meaning, label)| Column::new(meaning, label))
            .collect(),
        ..Table::default()
    };
    let mut truth = Vec::new();
    let mut add = |person: u64, values: [&str; 4]| {
        table.ids.push(RecordId(truth.len() as u64));
        table.lists.push(ListId(0));
        table.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
        truth.push(person);
    };
    for family in 0..families {
        let consonants = ["Qu", "Lla", "Cho", "Ma", "Tu", "Ya", "Pa", "Hua"];
        let endings = ["ispe", "mani", "que", "lla", "nto", "ncca", "rqui", "yta"];
        let surname = format!(
            "{}{}{}",
            consonants[chance.below(8) as usize],
            ["", "ri", "ca", "mi"][chance.below(4) as usize],
            endings[chance.below(8) as usize]
        );
        let place = ["Aucará", "Mayobamba", "Chacralla"][chance.below(3) as usize];
        let pick = |of: &[&'static str], chance: &mut Sequence| of[chance.below(of.len() as u64) as usize];
        let (father, mother) = (pick(&SECOND, &mut chance), pick(&SECOND, &mut chance));
        let parents = format!("{father} {surname}, {mother}");
        for child in 0..4 + chance.below(4) {
            let given = format!("{} {}", pick(&FIRST, &mut chance), SECOND[(family + child) as usize % 12]);
            add(family * 100 + 10 + child, [&given, &surname, place, &parents]);
            add(family * 100, [father, &surname, place, ""]);
        }
    }
    (table, truth)
}

/// Pairs of one person, and of two, that the clusters join.
fn joined(linkage: &Linkage, truth: &[u64]) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    for cluster in &linkage.clusters.clusters {
        for (at, &one) in cluster.members.iter().enumerate() {
            for &other in &cluster.members[at + 1..] {
                let count =
                    if truth[one as usize] == truth[other as usize] { &mut right } else { &mut wrong };
                *count += 1;
            }
        }
    }
    (right, wrong)
}

#[test]
fn brothers_and_sisters_are_not_one_person() {
    let (table, truth) = register(80);
    let records = Records::read(&table).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(linkage.model.traits.families, "{:?}", linkage.model.traits);
    let (_, wrong) = joined(&linkage, &truth);
    assert_eq!(wrong, 0);
    // What contradicts is no reason to believe that two are one.
    let weights = linkage.weights();
    for level in 6..=8 {
        assert!(weights.level(0, level) <= 0.0, "level {level}: {}", weights.level(0, level));
    }
}

#[test]
fn lists_of_people_are_not_taken_for_families() {
    let made = people(600, 12);
    let records = Records::read(&made.table).expect("well formed");
    let linkage = link(&records, &[], &Settings::default());
    assert!(!linkage.model.traits.families);
    assert_eq!(linkage.model.traits.common, 0, "contradictions are rare there");
}
