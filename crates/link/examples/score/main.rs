//! Scores the linkage room on labelled sets, with its defaults: `cargo xtask score link FOLDER [SET...]`. With `--new N`, what it costs
//! when the last N records of a set arrive later. Never tunes to a set: a set is a file and the meaning of its columns.

mod csv;
mod increment;
mod labelled;
mod metrics;
mod names;
mod sets;

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use link::columns::{ListId, RecordId, Table};
use link::review::{default_threshold, missed_by_keys};
use link::{Meaning, Records, Settings, link};

use metrics::{best_threshold, clusters, pairs_at};
use sets::{SETS, Set};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder =
        arguments.next().ok_or("say which folder holds the sets (bench/link/prepare.py makes it)")?;
    let mut wanted: Vec<String> = arguments.collect();
    let mut number = |option: &str| -> Result<Option<usize>, Box<dyn std::error::Error>> {
        let Some(at) = wanted.iter().position(|it| it == option) else { return Ok(None) };
        let number = wanted.get(at + 1).ok_or(format!("{option} takes a number"))?.parse()?;
        wanted.drain(at..at + 2);
        Ok(Some(number))
    };
    let (new, sample) = (number("--new")?, number("--sample")?);
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|it| it == name);
    if sample.is_none() {
        println!(
            "set: candidates' recall | pairs: best F1 (P R at weight), default F1 (P R at weight; expected F1) | clusters: P R F1"
        );
    }
    for set in SETS.iter().filter(|it| is_wanted(it.name)) {
        let path = Path::new(&folder).join(format!("{}.csv", set.name));
        match File::open(&path) {
            Ok(file) => {
                let (table, truth) = table(set, BufReader::new(file))?;
                match new {
                    Some(count) => increment::run(&table, &truth, count)?,
                    None => score(set, table, &truth)?,
                }
            }
            Err(error) => println!("{}: left out, {}: {error}", set.name, path.display()),
        }
    }
    if new.is_some() {
        return Ok(());
    }
    if is_wanted("sondondo") {
        let path = Path::new(&folder).join("sondondo.csv");
        let labels = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/link/sondondo.csv");
        match std::fs::read_to_string(&path) {
            Ok(text) => labelled::run(&csv::read(&text), &std::fs::read_to_string(labels)?, sample)?,
            Err(error) => println!("sondondo: left out, {}: {error}", path.display()),
        }
    }
    for name in ["name_pairs", "name_bench"].into_iter().filter(|it| is_wanted(it)) {
        let path = Path::new(&folder).join(format!("{name}.csv"));
        match std::fs::read_to_string(&path) {
            Ok(text) => names::score(name, &csv::read(&text))?,
            Err(error) => println!("{name}: left out, {}: {error}", path.display()),
        }
    }
    Ok(())
}

/// CPU seconds of this process so far, all threads; 0 where the system does not tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| {
        after.split_whitespace().nth(at).and_then(|it| it.parse::<f64>().ok()).unwrap_or_default()
    };
    (ticks(11) + ticks(12)) / 100.0
}

/// The rows as records and as the number of each one's person.
pub fn table(set: &Set, file: impl std::io::BufRead) -> Result<(Table, Vec<u32>), std::io::Error> {
    let mut names = vec![(set.truth, Meaning::Text)];
    names.extend(set.list.map(|it| (it, Meaning::Text)));
    let apart = names.len();
    names.extend(set.columns);
    let mut columns = csv::columns(file, &names)?;
    let compared = columns.split_off(apart);
    let numbers = |column: &link::Column| metrics::numbered((0..column.len()).map(|it| column.get(it)));
    let truth = numbers(&columns[0]);
    let lists = columns.get(1).map_or_else(|| vec![0; truth.len()], numbers);
    let table = Table {
        ids: (0..truth.len() as u64).map(RecordId).collect(),
        lists: lists.into_iter().map(ListId).collect(),
        columns: compared,
    };
    Ok((table, truth))
}

fn score(set: &Set, table: Table, truth: &[u32]) -> Result<(), Box<dyn std::error::Error>> {
    let count = truth.len();
    let start = cpu_seconds();
    let records = Records::read(&table)?;
    drop(table);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let linkage = link(&records, &[], &Settings { threads, ..Settings::default() });
    let seconds = cpu_seconds() - start;
    let total = metrics::true_pairs(truth);
    let missed = linkage.expected_below + missed_by_keys(&linkage);
    let is_same = |it: &link::Link| truth[it.one as usize] == truth[it.other as usize];
    let scored: Vec<(f32, bool)> = linkage.links.iter().map(|it| (it.weight, is_same(it))).collect();
    let found = scored.iter().filter(|it| it.1).count() as f64 / total as f64;
    let probable: f64 = linkage.links.iter().map(|it| it.probability().0).sum();
    let foreseen = probable / (probable + missed);
    let best = best_threshold(&scored, total);
    let chosen = default_threshold(&linkage.links, &linkage.clusters, missed);
    let weight = (chosen.threshold.0 / (1.0 - chosen.threshold.0)).log2() as f32;
    let default = pairs_at(&scored, total, weight - 1e-4);
    let groups = clusters(&linkage.clusters, truth);
    println!(
        "{}: {found:.4} ({foreseen:.4} foreseen) of {} | {:.4} ({:.4} {:.4} {:.1}), {:.4} ({:.4} {:.4} {weight:.1}; {:.4}) | {:.4} {:.4} {:.4} largest {} name-only {} | {} compared, {seconds:.1} CPU s",
        set.name,
        count,
        best.f1,
        best.precision,
        best.recall,
        best.weight,
        default.f1,
        default.precision,
        default.recall,
        chosen.f1,
        groups.precision,
        groups.recall,
        groups.f1,
        groups.largest,
        linkage.clusters.name_only.len(),
        linkage.compared,
    );
    metrics::reliability(set.name, &scored);
    if std::env::var_os("LINK_MODEL").is_some() {
        metrics::show(&records, &linkage, truth);
    }
    Ok(())
}
