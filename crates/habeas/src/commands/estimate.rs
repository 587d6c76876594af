//! How many people are on no list: reads tables, asks the `estimate` room, and prints its answer, refusals first. `--json`
//! has every digit. Estimates nothing itself.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::Result;
use estimate::csv::Tables;
use estimate::linkage::LinkageAverage;
use estimate::strata::Strata;
use estimate::{Answer, Estimate, EstimateRecord, Reason, Step, Verdict};
use model::Meaning;
use serde::Serialize;

use super::Ending;
use crate::cli::{self, Cli};
use crate::estimating::from_case::{self, DRAWS, FromCase, Wish};
use crate::estimating::{self, Declared};
use crate::say::{message, number};
use crate::words::estimate as words;
use crate::{out, wire};

/// What `--json` prints: the whole of what the room found.
#[derive(Serialize)]
struct EstimateV1 {
    estimate: Estimate,
    strata: Option<Strata>,
    linkage: Option<LinkageAverage>,
    record: EstimateRecord,
}

pub(super) fn estimate(cli: &Cli, args: &cli::Estimate) -> Result<Ending> {
    let tell = |step: Step| {
        if let Step::Chains { sweeps: 0, .. } = step
            && !cli.quiet
        {
            out::note(&tr!("estimate-running"));
        }
    };
    if args.table.is_empty() {
        return of_case(cli, args, &tell);
    }
    let files = args.table.iter().map(|path| read(path)).collect::<Result<Vec<Tables>>>()?;
    let name = args.table.first().map(|path| path.display().to_string()).unwrap_or_default();
    let found = match &args.record {
        Some(record) => again(record, files, &name)?,
        None => {
            let question = estimating::question(files)?;
            let lists = question.table.names();
            let (copies, never, periods) = (args.copies.clone(), args.never.clone(), args.period.clone());
            let declared = Declared { copies, never, periods };
            let options = declared.declare(lists, estimating::options(args.seed, args.quick))?;
            let answer = estimate::answer(&question, &options, &tell);
            answer.map_err(|error| words::no_table(&error, &name, lists))?
        }
    };
    show(cli, found)
}

/// The people of the case's register; what was found is entered into the log.
fn of_case(cli: &Cli, args: &cli::Estimate, tell: &(dyn Fn(Step) + Sync)) -> Result<Ending> {
    let desk = super::people::desk(cli)?;
    let lists = args.list.iter().map(|it| desk.find_list(it)).collect::<Result<Vec<u64>>>()?;
    let strata = args.strata.as_deref().map(meaning).transpose()?;
    let (copies, never, periods) = (args.copies.clone(), args.never.clone(), args.period.clone());
    let draws = args.draws.unwrap_or(if args.quick { 0 } else { DRAWS });
    let declared = Declared { copies, never, periods };
    let wish = Wish { lists, by: strata, draws, seed: args.seed, quick: args.quick, declared };
    let FromCase { asked, lists, copies } = from_case::ask(&desk, &wish)?;
    for (copy, of) in copies {
        out::note(&tr!("overlap-copy", copy = desk.list_name(copy), of = desk.list_name(of)));
    }
    let answer = estimate::answer(&asked.question, &asked.options, tell);
    let no_table = |error| words::no_table(&error, &tr!("estimate-case-table"), asked.question.table.names());
    let found = answer.map_err(no_table)?;
    let entry = from_case::entry(&lists, &found);
    drop(desk);
    let ending = show(cli, found)?;
    super::open(cli, &args.person)?.record(entry)?;
    Ok(ending)
}

fn meaning(given: &str) -> Result<Meaning> {
    let known = Meaning::ALL.map(Meaning::code).join(", ");
    Ok(Meaning::from_code(given)
        .ok_or_else(|| trouble!("link-error-no-meaning", given = given, known = known))?)
}

/// Prints an answer; a refusal is an ending of its own.
fn show(cli: &Cli, found: Answer) -> Result<Ending> {
    let refused = found.estimate.verdict == Verdict::Refuse;
    if cli.json {
        let Answer { estimate, strata, linkage, record } = found;
        out::json(&wire::document("estimate", EstimateV1 { estimate, strata, linkage, record }))?;
    } else {
        print(&found.estimate);
        found.strata.iter().for_each(print_strata);
        found.linkage.iter().for_each(|linkage| out::line(&words::linkage(linkage)));
        out::line(&words::made_by(&found.estimate));
    }
    Ok(if refused { Ending::Wrong } else { Ending::Done })
}

/// The answer that a record was kept of, once more and to the digit.
fn again(path: &Path, files: Vec<Tables>, name: &str) -> Result<Answer> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| words::not_opened(&error, &shown))?;
    let record: EstimateRecord = serde_json::from_str(&text)
        .map_err(|error| trouble!("estimate-error-record", path = shown.as_str()).because(&error))?;
    let question = estimating::question_of(&record, files)?;
    record.repeat(&question).map_err(|error| words::not_again(&error, name, question.table.names()).into())
}

fn read(path: &Path) -> Result<Tables> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| words::not_opened(&error, &name))?;
    Ok(estimating::read(BufReader::new(file), &name)?)
}

fn print(found: &Estimate) {
    out::line(&words::documented(found));
    let sizes = found.table.lists.iter().zip(&found.table.sizes);
    let sizes: Vec<String> = sizes.map(|(list, size)| format!("{list} {}", number(*size))).collect();
    out::line(&format!("    {}", sizes.join(", ")));
    out::line(&words::answer(found));
    out::line(&tr!("estimate-untestable"));
    print_reasons(&found.reasons);
    print_lines(found);
    for sweep in &found.sweeps {
        let points = words::points(sweep);
        let points: Vec<String> =
            points.iter().map(|(at, total)| format!("{at}: {}", number(words::nearest(*total)))).collect();
        out::line(&format!("{}: {}", words::sweep(sweep), points.join("; ")));
    }
    let scores = found.self_check.iter().flat_map(words::scores).collect::<Vec<_>>();
    if !scores.is_empty() {
        out::line(&format!("{}: {}", tr!("estimate-self-check"), scores.join("; ")));
    }
    found.models.iter().for_each(|models| out::line(&words::models(models)));
    found.convergence.iter().for_each(|run| out::line(&words::convergence(run)));
}

fn print_reasons(reasons: &[Reason]) {
    for why in words::reasons(reasons) {
        out::line(&format!("  - {}", why.sentence));
        why.next.iter().for_each(|next| out::line(&format!("    {next}")));
    }
}

fn print_lines(found: &Estimate) {
    out::line("");
    let head = ["method", "total", "interval", "verdict", "assumption"];
    let mut rows =
        vec![head.map(|name| message(&format!("estimate-column-{name}"), &crate::args![])).to_vec()];
    for line in &found.lines {
        let (total, interval) = words::figures(line, found.table.documented);
        let verdict = words::verdict(line.verdict);
        rows.push(vec![words::method(line), total, interval, verdict, words::assumption(line)]);
    }
    out::table(&rows, &[1]);
    out::line("");
}

fn print_strata(strata: &Strata) {
    out::line("");
    let row = |name: String, documented: u64, interval: Option<_>, verdict: Verdict| {
        let interval = interval.map(|interval| words::range(&interval, documented));
        vec![name, number(documented), interval.unwrap_or_default(), words::verdict(verdict)]
    };
    let each = strata.strata.iter();
    let mut rows: Vec<_> =
        each.map(|it| row(it.name.clone(), it.documented, it.interval, it.verdict)).collect();
    rows.push(row(tr!("estimate-strata-sum"), strata.documented, strata.sum, strata.verdict));
    rows.push(row(tr!("estimate-strata-pooled"), strata.documented, strata.pooled, strata.verdict));
    out::table(&rows, &[1]);
    print_reasons(&strata.reasons);
}
