//! Pairs of names alone: how well names separate people when there is nothing else.

use link::columns::{Column, ListId, RecordId, Table};
use link::review::best_expected;
use link::{Meaning, Records, names_alone};

use crate::csv::Rows;
use crate::metrics::{best_threshold, pairs_at};

/// Scores a file of name pairs.
pub fn score(name: &str, rows: &Rows) -> Result<(), Box<dyn std::error::Error>> {
    let at = |names: [&str; 2]| {
        names.iter().find_map(|it| rows.column(it)).ok_or(format!("{name}: no column {names:?}"))
    };
    let (one, other, truth) = (at(["n1", "name1"])?, at(["n2", "name2"])?, at(["is_match", "match"])?);
    let kind = rows.column("kind");
    let mut column = Column::new(Meaning::FullName, "name");
    for row in &rows.rows {
        column.push(&row[one]);
        column.push(&row[other]);
    }
    let count = rows.rows.len() * 2;
    let table = Table {
        ids: (0..count as u64).map(RecordId).collect(),
        lists: vec![ListId(0); count],
        columns: vec![column],
    };
    let records = Records::read(&table)?;
    let pairs: Vec<(u32, u32)> = (0..rows.rows.len() as u32).map(|it| (it * 2, it * 2 + 1)).collect();
    let links = names_alone::score(&records, &pairs);
    let is_same = |row: &Vec<String>| row[truth].eq_ignore_ascii_case("true");
    let scored: Vec<(f32, bool)> =
        links.iter().zip(&rows.rows).map(|(link, row)| (link.weight, is_same(row))).collect();
    let total = scored.iter().filter(|it| it.1).count() as u64;
    let best = best_threshold(&scored, total);
    let chosen = best_expected(&links, 0.0);
    let weight = (chosen.threshold.0 / (1.0 - chosen.threshold.0)).log2() as f32;
    let default = pairs_at(&scored, total, weight - 1e-4);
    println!(
        "{name}: pairs {} | best {:.4} ({:.4} {:.4} {:.1}), default {:.4} ({:.4} {:.4} {weight:.1}; {:.4})",
        scored.len(),
        best.f1,
        best.precision,
        best.recall,
        best.weight,
        default.f1,
        default.precision,
        default.recall,
        chosen.f1
    );
    if let Some(kind) = kind {
        let mut kinds: Vec<&str> = rows.rows.iter().map(|it| it[kind].as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind_name in kinds {
            let of: Vec<usize> = (0..scored.len()).filter(|&it| rows.rows[it][kind] == kind_name).collect();
            let above = of.iter().filter(|&&it| scored[it].0 >= weight).count();
            println!("  {kind_name}: {above} of {} called one person", of.len());
        }
    }
    if std::env::var_os("LINK_WRONG").is_some() {
        let wrong = scored.iter().zip(&rows.rows).filter(|it| (it.0.0 >= best.weight) != it.0.1);
        wrong.for_each(|(scored, row)| {
            println!("  {:+.1} {} | {} | {}", scored.0, scored.1, row[one], row[other])
        });
        let rarity = link::rarity::Rarity::of(&records, 0.0);
        for (&(a, b), (scored, row)) in pairs.iter().zip(scored.iter().zip(&rows.rows)) {
            let pattern = link::pattern::compare(&records, &rarity, a, b).pattern;
            let code = |at: usize| link::level_code(records.fields[at].kind, pattern.level(at));
            println!(
                "L {} {} {} {:+.1} | {} | {}",
                code(0),
                code(1),
                scored.1,
                scored.0,
                row[one],
                row[other]
            );
        }
    }
    Ok(())
}
