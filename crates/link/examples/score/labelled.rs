//! A set without truth, of which a reader judged some pairs (`bench/link/sondondo.md`): how the probabilities stand beside the
//! verdicts. Never shows a name: the pairs are numbers.

use std::collections::BTreeMap;

use link::columns::{Column, ListId, RecordId, Table};
use link::hash::Sequence;
use link::review::{default_threshold, missed_by_keys};
use link::{Link, Linkage, Meaning, Records, Settings, link};

use crate::csv::{self, Rows};

const COLUMNS: [(&str, Meaning); 7] = [
    ("given", Meaning::GivenNames),
    ("surname", Meaning::FirstSurname),
    ("sex", Meaning::Sex),
    ("birth", Meaning::Birth),
    ("place", Meaning::Place),
    ("spouse", Meaning::Text),
    ("parents", Meaning::Text),
];
/// Where strata begin, by probability; pairs that only a name speaks for are a stratum of their own.
const STRATA: [(&str, f64); 5] =
    [("sure", 0.98), ("likely", 0.75), ("band", 0.25), ("unlikely", 0.02), ("low", 0.0)];
const NAME_ONLY: &str = "name-only";

/// Links the set and compares with the verdicts, or draws `sample` pairs of each stratum to be judged.
pub fn run(rows: &Rows, labels: &str, sample: Option<usize>) -> Result<(), Box<dyn std::error::Error>> {
    let ids = rows.column("id").ok_or("no column id")?;
    let mut table = Table { lists: vec![ListId(0); rows.rows.len()], ..Table::default() };
    for row in &rows.rows {
        table.ids.push(RecordId(row[ids].parse()?));
    }
    for (name, meaning) in COLUMNS {
        let at = rows.column(name).ok_or(format!("no column {name}"))?;
        let mut column = Column::new(meaning, name);
        rows.rows.iter().for_each(|row| column.push(&row[at]));
        table.columns.push(column);
    }
    let records = Records::read(&table)?;
    let linkage = link(&records, &[], &Settings::default());
    match sample {
        Some(count) => draw(&records, &linkage, count),
        None => compare(&records, &linkage, labels)?,
    }
    Ok(())
}

fn stratum(link: &Link) -> &'static str {
    if !link.corroborated && link.probability().0 >= STRATA[2].1 {
        return NAME_ONLY;
    }
    STRATA.iter().find(|it| link.probability().0 >= it.1).map_or("low", |it| it.0)
}

/// Prints pairs drawn with a fixed seed: stratum, id, id.
fn draw(records: &Records, linkage: &Linkage, count: usize) {
    let mut of: BTreeMap<&str, Vec<&Link>> = BTreeMap::new();
    linkage.links.iter().for_each(|it| of.entry(stratum(it)).or_default().push(it));
    let mut chance = Sequence(1914);
    for (name, mut links) in of {
        for _ in 0..count.min(links.len()) {
            let link = links.swap_remove(chance.below(links.len() as u64) as usize);
            let id = |at: u32| records.ids[at as usize].0;
            println!("{name},{},{}", id(link.one), id(link.other));
        }
    }
}

/// Same, different, unsure, and the sum of probabilities of those decided.
#[derive(Default)]
struct Found {
    links: usize,
    verdicts: [usize; 3],
    shown: f64,
}

fn compare(records: &Records, linkage: &Linkage, labels: &str) -> Result<(), Box<dyn std::error::Error>> {
    let labels = csv::read(labels);
    let column = |name: &str| labels.column(name).ok_or(format!("labels: no column {name}"));
    let (one, other, verdict) = (column("one")?, column("other")?, column("verdict")?);
    let mut strata: BTreeMap<&str, Found> = BTreeMap::new();
    linkage.links.iter().for_each(|it| strata.entry(stratum(it)).or_default().links += 1);
    let missed = linkage.expected_below + missed_by_keys(linkage);
    let threshold = default_threshold(&linkage.links, &linkage.clusters, missed).threshold;
    let mut taken = [0_usize; 3];
    let mut together = [0_usize; 3];
    for row in &labels.rows {
        let at = |column: usize| row[column].parse().ok().and_then(|id| records.find(RecordId(id)));
        let (Some(a), Some(b)) = (at(one), at(other)) else { return Err("a label names no record".into()) };
        let pair = (a.min(b), a.max(b));
        let what = ["same", "different", "unsure"].iter().position(|it| *it == row[verdict]);
        let what = what.ok_or("a verdict is same, different or unsure")?;
        let link = linkage.links.binary_search_by_key(&pair, |it| (it.one, it.other)).ok();
        let link = link.map(|it| &linkage.links[it]);
        let found = strata.entry(link.map_or("no link", stratum)).or_default();
        found.verdicts[what] += 1;
        let p = link.map_or(0.0, |it| it.probability().0);
        found.shown += if what < 2 { p } else { 0.0 };
        taken[what] += usize::from(p >= threshold.0);
        let of = |at: u32| linkage.clusters.of_record[at as usize];
        together[what] += usize::from(of(a).is_some() && of(a) == of(b));
    }
    println!("sondondo: {} records, {} labelled pairs (one reader)", records.len(), labels.rows.len());
    for (name, found) in &strata {
        let [same, different, unsure] = found.verdicts;
        let decided = (same + different).max(1) as f64;
        println!(
            "  {name}: {} links; {same} same, {different} different, {unsure} unsure; shown {:.2}, found {:.2}",
            found.links,
            found.shown / decided,
            same as f64 / decided
        );
    }
    let [same, different, unsure] = taken;
    println!(
        "  at the default threshold {:.2}: {same} same, {different} different, {unsure} unsure",
        threshold.0
    );
    let [same, different, unsure] = together;
    println!("  in one person: {same} same, {different} different, {unsure} unsure");
    Ok(())
}
