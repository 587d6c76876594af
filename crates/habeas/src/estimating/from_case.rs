//! From the register to the `estimate` room, and from its answer to the log: people over the lists that a person chose, with
//! what is known of copies, of people who stand on a list twice, and of what the linkage leaves open. Estimates nothing.

use std::collections::BTreeMap;

use anyhow::Result;
use estimate::{Answer, Verdict};
use model::{Decision, Estimated, Event, Meaning};

use super::{Asked, Declared, Histories, options};
use crate::PROGRAM;
use crate::register::desk::Desk;
use crate::register::histories;
use crate::words;

/// How often the linkage is drawn anew, where nobody says otherwise and the estimate is not the quick one.
pub const DRAWS: usize = 50;

/// What a person asks of a case.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The lists, by the entries that declared them; none for all.
    pub lists: Vec<u64>,
    /// By which meaning's value to divide people.
    pub by: Option<Meaning>,
    /// How often to draw the linkage anew.
    pub draws: usize,
    /// Where chance begins.
    pub seed: u64,
    /// Without latent classes.
    pub quick: bool,
    /// What is declared of the lists.
    pub declared: Declared,
}

/// A question that a case asks.
#[derive(Debug, Clone)]
pub struct FromCase {
    /// The question with its options.
    pub asked: Asked,
    /// Its lists, in the order of the table, by the entries that declared them.
    pub lists: Vec<u64>,
    /// Lists that count as another one: copy, original.
    pub copies: Vec<(u64, u64)>,
}

/// The register's lists that can be chosen, and those that count as another one: copy, original.
#[must_use]
pub fn choice(desk: &Desk) -> (Vec<u64>, Vec<(u64, u64)>) {
    let declared: Vec<_> = desk.declared.values().cloned().collect();
    let instead = case::register::originals(&declared);
    let lists = desk.run.lists.iter().map(|it| it.0).filter(|list| !instead.contains_key(list)).collect();
    (lists, instead.into_iter().collect())
}

/// Counts the people of the register and asks about them.
///
/// # Errors
/// With fewer than two or more than ten lists, or nobody on them; when the register is behind the lists; when a file cannot
/// be read.
pub fn ask(desk: &Desk, wish: &Wish) -> Result<FromCase> {
    let all: Vec<u64> = desk.run.lists.iter().map(|it| it.0).collect();
    let lists = if wish.lists.is_empty() { &all } else { &wish.lists };
    let asked = histories::Asked { lists, by: wish.by, draws: wish.draws, seed: wish.seed };
    let found = histories::histories(desk, &asked)?;
    let unknown = |name: String| if name.is_empty() { tr!("estimate-stratum-unknown") } else { name };
    let counted = Histories {
        lists: names(desk, &found.lists),
        histories: found.histories,
        draws: found.draws,
        strata: found.strata.into_iter().map(|(name, counts)| (unknown(name), counts)).collect(),
        copies: vec![],
        // Whoever stands on a list twice was found by the linkage and counts once.
        duplicates: vec![],
    };
    let no_table = |error| words::estimate::no_table(&error, &tr!("estimate-case-table"), &counted.lists);
    let question = counted.question().map_err(no_table)?;
    let usual = counted.declare(options(wish.seed, wish.quick));
    let options = wish.declared.declare(&counted.lists, usual)?;
    let on = found.lists.iter().map(u64::to_string).collect::<Vec<_>>().join("-");
    let people = Some(format!("/estimate/people/{on}/"));
    Ok(FromCase { asked: Asked { question, options, people }, lists: found.lists, copies: found.copies })
}

/// What lists are called, no two the same.
fn names(desk: &Desk, lists: &[u64]) -> Vec<String> {
    let plain = desk.list_names(lists);
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    plain.iter().for_each(|name| *times.entry(name).or_default() += 1);
    let named = |(name, list): (&String, &u64)| {
        if times[name.as_str()] > 1 { format!("{name} ({list})") } else { name.clone() }
    };
    plain.iter().zip(lists).map(named).collect()
}

/// The lists of a history, out of those of [`FromCase::lists`].
#[must_use]
pub fn lists_of(history: u64, lists: &[u64]) -> Vec<u64> {
    lists.iter().enumerate().filter(|(at, _)| history >> at & 1 == 1).map(|(_, list)| *list).collect()
}

/// The log's entry for an answer.
#[must_use]
pub fn entry(lists: &[u64], answer: &Answer) -> Event {
    let found = &answer.estimate;
    let documented = found.table.documented;
    let interval = found.headline.as_ref().and_then(|line| line.interval);
    let (verdict, least, most) = match found.verdict {
        Verdict::Refuse => ("refuse", None, None),
        Verdict::LowerBoundOnly => ("lower-bound-only", Some(found.at_least.floor() as u64), None),
        Verdict::Warn | Verdict::Answer => (
            if found.verdict == Verdict::Warn { "warn" } else { "answer" },
            interval.map(|it| it.lower.floor() as u64),
            interval.map(|it| it.upper.ceil() as u64),
        ),
    };
    Event::Decided(Box::new(Decision::Estimated(Estimated {
        program: PROGRAM.to_owned(),
        tables: answer.record.tables.iter().filter_map(|hash| hash.parse().ok()).collect(),
        lists: lists.to_vec(),
        seed: found.seed,
        methods: answer.record.version,
        settings: serde_json::to_string(&answer.record.options).unwrap_or_default(),
        documented,
        verdict: verdict.to_owned(),
        least: least.map(|least| least.max(documented)),
        most,
    })))
}
