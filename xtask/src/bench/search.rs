//! Searches beside Recoll's over the same 100,000 generated texts: how long an answer with ten snippets takes inside a
//! running program and as a command, how large the index is, and what making it costs.
//!
//! Inside a running program Recoll is asked through its Python module, Habeas by an ignored test of the `case` room.
//! Both answer each query once before the measured time, so that both read from memory.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use super::corpus::{Corpus, SEARCHED};
use super::intake::{HabeasCase, clear, size};
use super::machine;
use super::measure::Cost;
use super::pages;
use super::recoll::Recoll;
use super::words::{Chance, LAST_WORD, Lexicon};
use crate::process;
use crate::workspace::Workspace;

/// How many texts there are.
pub const DOCUMENTS: u64 = 100_000;

/// Queries of each kind, and how many of them are also asked as commands.
const QUERIES: u64 = 40;
const COMMANDS: usize = 10;

const KINDS: [&str; 5] = ["one word", "boolean", "phrase", "prefix", "nearness"];

/// Recoll's side: a line for each query, `kind <TAB> query`; prints `kind <TAB> microseconds <TAB> count`.
const ASK_RECOLL: &str = "\
import sys, time
from recoll import recoll
db = recoll.connect(confdir=sys.argv[1])
lines = [line.rstrip('\\n').split('\\t') for line in open(sys.argv[2], encoding='utf-8')]
for measured in (False, True):
    for kind, words in lines:
        start = time.perf_counter()
        query = db.query()
        count = query.execute(words, stemming=1, stemlang='english spanish')
        for doc in query.fetchmany(10):
            query.makedocabstract(doc)
        if measured:
            print(kind, int((time.perf_counter() - start) * 1e6), count, sep='\\t')
";

/// One query in both languages.
struct Query {
    kind: &'static str,
    habeas: String,
    recoll: String,
}

/// Microseconds by kind, and how many items were found in all.
#[derive(Default)]
struct Times {
    by_kind: BTreeMap<String, Vec<f64>>,
    found: u64,
}

/// Measures and prints.
///
/// # Errors
/// When habeas does not build, Recoll or its Python module is not installed, or a program fails.
pub fn run(workspace: &Workspace, arguments: &[&str]) -> Result<bool> {
    ensure!(arguments.is_empty(), "unknown argument: {}", arguments.join(" "));
    ensure!(Recoll::is_installed(), "Recoll is missing: sudo apt-get install recollcmd python3-recoll");
    let binary = workspace.build_release()?;
    let base = workspace.target.join("bench");
    fs::create_dir_all(&base)?;
    machine::print()?;
    let corpus = Corpus::make(SEARCHED, &base.join("corpora"))?;
    let bytes = corpus.warm()?;
    println!("\n{DOCUMENTS} texts, {:.1} MB\n", bytes as f64 / 1e6);
    let (folder, home, index) = (base.join("case"), base.join("home"), base.join("recoll"));
    let case = HabeasCase::fresh(&binary, &folder, &home)?;
    let ours: Cost = case.init()?.then(case.add(&corpus)?);
    let read = case.read_whole(&corpus)?;
    corpus.warm()?;
    let recoll = Recoll::fresh(&index, &corpus)?;
    recoll.stem(&["english", "spanish"])?;
    let theirs = recoll.pass()?;
    let (index_ours, index_theirs) = (size(&folder.join("derived/index"))?, size(&recoll.index())?);
    println!("| | habeas | recoll | habeas : recoll |\n|---|---:|---:|---:|");
    let row = |what: &str, ours: f64, theirs: f64, unit: &str| {
        println!("| {what} | {ours:.1} {unit} | {theirs:.1} {unit} | {:.2} |", ours / theirs);
    };
    row("intake with index, wall", ours.wall, theirs.wall, "s");
    row("processor", ours.cpu, theirs.cpu, "s");
    row("peak memory", ours.peak as f64 / 1e6, theirs.peak as f64 / 1e6, "MB");
    row("index", index_ours as f64 / 1e6, index_theirs as f64 / 1e6, "MB");
    let derived = size(&folder.join("derived"))?;
    row("index with catalogue", derived as f64 / 1e6, index_theirs as f64 / 1e6, "MB");
    println!("| read to the end | {read} | {} | |", recoll.read_whole()?);

    let queries = queries();
    let asked = [
        (
            "in a running program",
            habeas_inside(workspace, &folder, &base, &queries)?,
            recoll_inside(&recoll, &base, &queries)?,
        ),
        ("as a command", habeas_commands(&case, &queries)?, recoll_commands(&recoll, &queries)?),
    ];
    for (how, ours, theirs) in &asked {
        println!(
            "\nMilliseconds {how}, with ten snippets (habeas found {}, recoll {}):\n",
            ours.found, theirs.found
        );
        println!("| | habeas median | habeas p95 | recoll median | recoll p95 |\n|---|---:|---:|---:|---:|");
        for kind in KINDS {
            let cell = |times: &Times, share| {
                part(times.by_kind.get(kind).map_or(&[][..], Vec::as_slice), share) / 1e3
            };
            println!(
                "| {kind} | {:.2} | {:.2} | {:.2} | {:.2} |",
                cell(ours, 0.5),
                cell(ours, 0.95),
                cell(theirs, 0.5),
                cell(theirs, 0.95)
            );
        }
    }
    let annotated = case.annotate()?;
    println!(
        "\nAnnotating all of it afterwards: {:.1} s, {:.1} s of processor, {:.1} MB",
        annotated.wall,
        annotated.cpu,
        annotated.peak as f64 / 1e6
    );
    pages::print(&mut case.on_case())?;
    [&folder, &home, &index].into_iter().try_for_each(|old| clear(old))?;
    Ok(read == DOCUMENTS)
}

/// The value below which this share of the values lies; not a number when there are none.
fn part(values: &[f64], share: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * share).ceil() as usize;
    values.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// Queries made of words that stand in the texts, the same each time.
fn queries() -> Vec<Query> {
    let lexicon = Lexicon::new();
    let mut chance = Chance::new(99);
    let mut queries = Vec::new();
    for kind in KINDS {
        for at in 0..QUERIES {
            let document = chance.below(DOCUMENTS as usize) as u64;
            let text = lexicon.writer(document).short(document);
            let words: Vec<&str> = text.split_whitespace().skip(3).collect();
            let from = chance.below(words.len() - 12);
            // Words of one sentence, of which some are of the common small ones.
            let near: Vec<&str> =
                words[from..].iter().copied().take_while(|word| !word.ends_with('.')).take(8).collect();
            let long = |skip: usize| {
                let cycle = words.iter().cycle().skip(from + skip).take(words.len());
                let mut long = cycle.copied().filter(|word| {
                    word.chars().filter(|c| c.is_alphabetic()).count() > 5 && !word.contains(LAST_WORD)
                });
                long.next().unwrap_or("zafiro").trim_end_matches('.').to_lowercase()
            };
            let (one, other, third) = (long(0), long(7), long(40));
            let (habeas, recoll) = match kind {
                "one word" => (one.clone(), one),
                "boolean" => match at % 3 {
                    0 => (format!("{one} {other}"), format!("{one} {other}")),
                    1 => (format!("{one} OR {other}"), format!("{one} OR {other}")),
                    _ => (format!("{one} {other} NOT {third}"), format!("{one} {other} -{third}")),
                },
                "phrase" => {
                    let phrase = if near.len() > 2 { near[..3].join(" ") } else { format!("{one} {other}") };
                    (format!("\"{phrase}\""), format!("\"{phrase}\""))
                }
                "prefix" => {
                    let start: String = one.chars().take(4).collect();
                    (format!("{start}*"), format!("{start}*"))
                }
                _ => {
                    let pair = match near.as_slice() {
                        [first, .., last] => format!("{first} {last}"),
                        _ => format!("{one} {other}"),
                    };
                    (format!("\"{pair}\"~6"), format!("\"{pair}\"p6"))
                }
            };
            queries.push(Query { kind, habeas, recoll });
        }
    }
    queries
}

fn write_queries(path: &Path, queries: &[Query], of: fn(&Query) -> &str) -> Result<()> {
    let lines: String = queries.iter().map(|query| format!("{}\t{}\n", query.kind, of(query))).collect();
    Ok(fs::write(path, lines)?)
}

/// Lines of `kind <TAB> microseconds <TAB> count`; others are passed over.
fn times(output: &str) -> Times {
    let mut times = Times::default();
    for line in output.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, micros, count] = fields.as_slice() else { continue };
        if let (Ok(micros), Ok(count)) = (micros.parse(), count.parse::<u64>()) {
            times.by_kind.entry((*kind).to_owned()).or_default().push(micros);
            times.found += count;
        }
    }
    times
}

fn habeas_inside(workspace: &Workspace, folder: &Path, base: &Path, queries: &[Query]) -> Result<Times> {
    let path = base.join("queries.habeas");
    write_queries(&path, queries, |query| &query.habeas)?;
    let mut command = process::cargo(&workspace.root);
    command.args(["test", "--release", "--locked", "--package", "case", "--test", "search", "--"]);
    command.args(["--ignored", "--exact", "speed::queries_of_a_file", "--nocapture"]);
    command.env("HABEAS_BENCH_CASE", folder).env("HABEAS_BENCH_QUERIES", &path);
    Ok(times(&process::read(&mut command)?))
}

fn recoll_inside(recoll: &Recoll, base: &Path, queries: &[Query]) -> Result<Times> {
    let path = base.join("queries.recoll");
    write_queries(&path, queries, |query| &query.recoll)?;
    let mut command = recoll.command("/usr/bin/python3");
    command.args(["-c", ASK_RECOLL]).arg(recoll.folder()).arg(&path);
    Ok(times(&process::read(&mut command)?))
}

fn habeas_commands(case: &HabeasCase<'_>, queries: &[Query]) -> Result<Times> {
    commands(queries, |query| {
        let mut command = case.on_case();
        command.args(["search", "--limit", "10", "--", &query.habeas]);
        command
    })
}

fn recoll_commands(recoll: &Recoll, queries: &[Query]) -> Result<Times> {
    commands(queries, |query| {
        let mut command = recoll.command("recollq");
        command.args(["-n", "10", "-A", &query.recoll]);
        command
    })
}

/// The wall time of each command, the second time that it runs.
fn commands(queries: &[Query], command: impl Fn(&Query) -> Command) -> Result<Times> {
    let mut times = Times::default();
    for kind in KINDS {
        for query in queries.iter().filter(|query| query.kind == kind).take(COMMANDS) {
            for measured in [false, true] {
                let mut command = command(query);
                command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
                let start = Instant::now();
                let status = command
                    .status()
                    .with_context(|| format!("cannot start {}", command.get_program().display()))?;
                ensure!(status.success(), "a search failed: {status}: {}", query.habeas);
                if measured {
                    times
                        .by_kind
                        .entry(kind.to_owned())
                        .or_default()
                        .push(start.elapsed().as_secs_f64() * 1e6);
                }
            }
        }
    }
    Ok(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_values() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!((part(&values, 0.5), part(&values, 0.95), part(&values, 1.0)), (10.0, 19.0, 20.0));
        assert!(part(&[], 0.5).is_nan());
    }

    #[test]
    fn as_many_queries_of_each_kind() {
        let queries = queries();
        for kind in KINDS {
            let of_kind: Vec<&Query> = queries.iter().filter(|query| query.kind == kind).collect();
            assert_eq!(of_kind.len() as u64, QUERIES);
            assert!(of_kind.iter().all(|query| query.habeas.chars().any(char::is_alphabetic)));
        }
    }

    #[test]
    fn times_of_lines() {
        let times = times("running 1 test\none word\t1200\t7\nphrase\t80\t0\nok\n");
        assert_eq!((times.found, times.by_kind["one word"].as_slice()), (7, &[1200.0][..]));
    }
}
