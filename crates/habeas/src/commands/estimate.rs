//! How many people are on no list: reads tables, asks the `estimate` room, and says its answer, refusals first. Rounds what
//! people read to two significant digits, outwards; `--json` has every digit. Estimates nothing itself.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context as _, Result};
use estimate::closed::Interval;
use estimate::csv::{CsvError, Tables};
use estimate::latent::run::Settings as LatentSettings;
use estimate::linkage::{LinkageAverage, linkage_average};
use estimate::loglinear::heterogeneity::Heterogeneity;
use estimate::report::{Method, SelfCheck, Sweep};
use estimate::strata::{Strata, strata};
use estimate::{Estimate, Options, Reason, Table, Verdict};
use fluent_bundle::FluentArgs;
use serde::Serialize;

use super::Ending;
use crate::cli::{self, Cli};
use crate::say::{message, number};
use crate::{out, wire};

/// What `--json` prints: the whole of what the room found.
#[derive(Serialize)]
struct EstimateV1 {
    estimate: Estimate,
    strata: Option<Strata>,
    linkage: Option<LinkageAverage>,
}

pub(super) fn estimate(cli: &Cli, args: &cli::Estimate) -> Result<Ending> {
    let mut draws = args.table.iter().map(|path| read(path)).collect::<Result<Vec<Tables>>>()?;
    for tables in &mut draws {
        for pair in &args.never {
            let (one, other) = lists(&tables.pooled, pair)?;
            let never = 1 << one | 1 << other;
            let declare = |table: Table| {
                table
                    .with_impossible(never)
                    .map_err(|error| trouble!("estimate-error-never", pair = pair.as_str()).because(&error))
            };
            tables.pooled = declare(tables.pooled.clone())?;
            for (_, table) in &mut tables.strata {
                *table = declare(table.clone())?;
            }
        }
    }
    let first = draws.first().context("clap asks for a table")?;
    if draws.iter().any(|draw| draw.pooled.names() != first.pooled.names()) {
        return Err(trouble!("estimate-error-draws").into());
    }
    let copies = args.copies.iter().map(|pair| lists(&first.pooled, pair)).collect::<Result<_>>()?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let latent = LatentSettings { threads, ..LatentSettings::usual(args.seed) };
    let options = Options { copies, latent: (!args.quick).then_some(latent), ..Options::usual(args.seed) };
    if !args.quick && !cli.quiet && first.pooled.lists() > 2 {
        out::note(&tr!("estimate-running"));
    }
    let found = estimate::estimate(&first.pooled, &options)
        .map_err(|error| trouble!("estimate-error-copies").because(&error))?;
    let by_stratum = (!first.strata.is_empty()).then(|| strata(&first.strata, &first.pooled, args.seed));
    let tables: Vec<Table> = draws.iter().map(|draw| draw.pooled.clone()).collect();
    let linkage = if tables.len() > 1 { linkage_average(&tables) } else { None };
    let refused = found.verdict == Verdict::Refuse;
    if cli.json {
        let body = EstimateV1 { estimate: found, strata: by_stratum, linkage };
        out::json(&wire::document("estimate", body))?;
    } else {
        print(&found);
        by_stratum.iter().for_each(print_strata);
        linkage.iter().for_each(print_linkage);
        out::line(&tr!(
            "estimate-made-by",
            seed = found.seed.to_string(),
            version = u64::from(found.version),
            hash = found.table.hash.as_str()
        ));
    }
    Ok(if refused { Ending::Wrong } else { Ending::Done })
}

fn read(path: &Path) -> Result<Tables> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    estimate::csv::read(BufReader::new(file)).map_err(|error| match error {
        CsvError::Unreadable(error) => anyhow::Error::from(error).context(path.display().to_string()),
        error => trouble!("estimate-error-table", path = path.display().to_string()).because(&error).into(),
    })
}

/// Two lists by their names, as in `police=courts`.
fn lists(table: &Table, pair: &str) -> Result<(usize, usize)> {
    let at = |name: &str| table.names().iter().position(|list| list == name.trim());
    pair.split_once('=')
        .and_then(|(one, other)| Some((at(one)?, at(other)?)))
        .filter(|(one, other)| one != other)
        .ok_or_else(|| trouble!("estimate-error-pair", pair = pair, known = table.names().join(", ")).into())
}

/// Two significant digits, downwards or upwards.
fn rounded(value: f64, up: bool) -> u64 {
    let scale = 10_f64.powf((value.max(1.0).log10().floor() - 1.0).max(0.0));
    let units = value / scale;
    // A hair of rounding error must not move a round number.
    let whole = if up { (units - 1e-9).ceil() } else { (units + 1e-9).floor() };
    (whole * scale) as u64
}

fn nearest(value: f64) -> u64 {
    let scale = 10_f64.powf((value.max(1.0).log10().floor() - 1.0).max(0.0));
    ((value / scale).round() * scale) as u64
}

fn range(interval: &Interval, documented: u64) -> String {
    let lower = rounded(interval.lower, false).max(documented);
    tr!("estimate-range", lower = number(lower), upper = number(rounded(interval.upper, true)))
}

fn code(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace('_', "-")
}

fn named(kind: &str, value: &impl Serialize) -> String {
    message(&format!("estimate-{kind}-{}", code(value)), &crate::args![])
}

fn print(found: &Estimate) {
    let documented = found.table.documented;
    let lists = found.table.lists.len() as u64;
    out::line(&tr!("estimate-documented", documented = number(documented), lists = lists));
    let sizes = found.table.lists.iter().zip(&found.table.sizes);
    out::line(&format!(
        "    {}",
        sizes.map(|(list, size)| format!("{list} {}", number(*size))).collect::<Vec<_>>().join(", ")
    ));
    let at_least = rounded(found.at_least, false).max(documented);
    let headline = found.headline.as_ref().and_then(|line| Some((line, line.interval?)));
    match (found.verdict, headline) {
        (Verdict::LowerBoundOnly, Some(_)) => {
            out::line(&tr!("estimate-at-least", least = number(at_least)));
        }
        (Verdict::Answer | Verdict::Warn, Some((line, interval))) => {
            out::line(&tr!(
                "estimate-total",
                total = number(nearest(interval.total).max(documented)),
                range = range(&interval, documented),
                assumption = named("assumption", &line.assumption),
                method = named("method", &line.method)
            ));
        }
        _ => out::line(&tr!("estimate-refused")),
    }
    out::line(&tr!("estimate-untestable"));
    print_reasons(&found.reasons);
    print_lines(found);
    found.sweeps.iter().for_each(print_sweep);
    found.self_check.iter().for_each(print_self_check);
    if let Some(models) = &found.models {
        out::line(&tr!(
            "estimate-models",
            tried = models.tried as u64,
            estimable = models.estimable as u64,
            without = models.without_maximum as u64,
            unidentified = models.not_identified as u64
        ));
    }
    if let Some(run) = &found.convergence {
        out::line(&tr!(
            "estimate-convergence",
            rhat = format!("{:.3}", run.r_hat),
            size = number(run.size as u64),
            sweeps = number(run.sweeps as u64)
        ));
    }
}

fn print_reasons(reasons: &[Reason]) {
    let small = |reason: &&Reason| matches!(reason, Reason::SmallOverlap { .. });
    for reason in reasons.iter().filter(|reason| !small(reason)) {
        out::line(&format!("  - {}", sentence(reason)));
        if let Some(next) = crate::say::find(&key(reason), Some("next"), &arguments(reason)) {
            out::line(&format!("    {next}"));
        }
    }
    // Of small overlaps there may be dozens.
    let pairs: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::SmallOverlap { lists, both } => Some(format!("{} + {} ({both})", lists[0], lists[1])),
            _ => None,
        })
        .collect();
    if !pairs.is_empty() {
        let (n, some) = (pairs.len() as u64, pairs[..pairs.len().min(6)].join(", "));
        out::line(&format!("  - {}", tr!("estimate-small-overlaps", n = n, pairs = some)));
    }
}

fn key(reason: &Reason) -> String {
    let json = serde_json::to_value(reason).unwrap_or_default();
    let code = json.get("code").and_then(serde_json::Value::as_str).unwrap_or_default().replace('_', "-");
    format!("estimate-reason-{code}")
}

/// A reason in the person's language, with its numbers.
fn sentence(reason: &Reason) -> String {
    message(&key(reason), &arguments(reason))
}

fn arguments(reason: &Reason) -> FluentArgs<'static> {
    let share = |share: f64| format!("{:.0}", share * 100.0);
    let count = |value: f64| number(nearest(value));
    match reason {
        Reason::TwoLists | Reason::ImpossibleHistories => crate::args![],
        Reason::Disconnected { groups } => {
            let groups: Vec<String> = groups.iter().map(|group| group.join(" + ")).collect();
            crate::args![groups = groups.join(" | ")]
        }
        Reason::EmptyList { list } => crate::args![list = list.clone()],
        Reason::NoModel { without_maximum, not_identified } => {
            crate::args![without = *without_maximum as u64, unidentified = *not_identified as u64]
        }
        Reason::EmptyHistories { empty, of } | Reason::SparseTable { empty, of } => {
            crate::args![empty = *empty as u64, of = *of as u64]
        }
        Reason::TooManyLists { most } => crate::args![most = *most as u64],
        Reason::TooWide { lower, upper } => {
            let upper = if upper.is_finite() { number(rounded(*upper, true)) } else { "∞".to_owned() };
            crate::args![lower = number(rounded(*lower, false)), upper = upper]
        }
        Reason::NotConverged { r_hat, size } => {
            crate::args![rhat = format!("{r_hat:.3}"), size = number(*size as u64)]
        }
        Reason::PriorEdge { share: edge } => crate::args![share = share(*edge)],
        Reason::LowCoverage { coverage } => crate::args![share = share(*coverage)],
        Reason::FewOverlaps { pairs } => crate::args![pairs = *pairs as u64],
        Reason::MostlyMissed { ratio } => crate::args![ratio = format!("{ratio:.0}")],
        Reason::MethodsDiffer { least, most } => crate::args![least = count(*least), most = count(*most)],
        Reason::Contained { list, within, share: part } => {
            crate::args![list = list.clone(), within = within.clone(), share = share(*part)]
        }
        Reason::Merged { kept, merged } => crate::args![kept = kept.clone(), merged = merged.clone()],
        Reason::SmallOverlap { lists, both } => {
            crate::args![one = lists[0].clone(), other = lists[1].clone(), both = *both]
        }
        Reason::UnequalLists { ratio } => crate::args![ratio = format!("{ratio:.0}")],
        Reason::FewPeople { documented } => crate::args![documented = *documented],
        Reason::HangsOnOneList { list, without, with } => {
            crate::args![list = list.clone(), without = count(*without), with = count(*with)]
        }
        Reason::Duplicates { list, entries } => crate::args![list = list.clone(), entries = *entries],
        Reason::SelfCheckFailed { held, of } => crate::args![held = *held as u64, of = *of as u64],
        Reason::StrataRefused { strata, documented } => {
            crate::args![strata = *strata as u64, documented = number(*documented)]
        }
        Reason::ForwardSearchOnly { tried } => crate::args![tried = *tried as u64],
    }
}

fn print_lines(found: &Estimate) {
    out::line("");
    let head = ["method", "total", "interval", "verdict", "assumption"];
    let mut rows =
        vec![head.map(|name| message(&format!("estimate-column-{name}"), &crate::args![])).to_vec()];
    for line in &found.lines {
        let method = match (&line.model, line.method) {
            (Some(model), _) => format!("{} {model}", named("method", &line.method)),
            (None, _) => named("method", &line.method),
        };
        // A bound shows its lower end alone.
        let bound = line.verdict == Verdict::LowerBoundOnly;
        let (total, interval) = match &line.interval {
            Some(interval) if bound => {
                let least = rounded(interval.lower, false).max(found.table.documented);
                (String::new(), tr!("estimate-bound", least = number(least)))
            }
            Some(interval) => {
                let total = nearest(interval.total).max(found.table.documented);
                (number(total), range(interval, found.table.documented))
            }
            None => (String::new(), String::new()),
        };
        rows.push(vec![
            method,
            total,
            interval,
            named("verdict", &line.verdict),
            named("assumption", &line.assumption),
        ]);
    }
    out::table(&rows, &[1]);
    out::line("");
}

fn print_sweep(sweep: &Sweep) {
    let numbers = |points: &[(f64, f64)]| -> String {
        let point = |(at, total): &(f64, f64)| format!("{at:.2}: {}", number(nearest(*total)));
        points.iter().map(point).collect::<Vec<_>>().join("; ")
    };
    out::line(&match sweep {
        Sweep::OddsRatio { lists, points } => {
            tr!(
                "estimate-sweep-odds",
                one = lists[0].as_str(),
                other = lists[1].as_str(),
                points = numbers(points)
            )
        }
        Sweep::Saturated { points } => tr!("estimate-sweep-saturated", points = numbers(points)),
        Sweep::GraphPrior { points } => tr!("estimate-sweep-graphs", points = numbers(points)),
        Sweep::Heterogeneity { points } => {
            let point = |(kind, total): &(Heterogeneity, f64)| {
                format!("{}: {}", named("people", kind), number(nearest(*total)))
            };
            tr!("estimate-sweep-people", points = points.iter().map(point).collect::<Vec<_>>().join("; "))
        }
        Sweep::LeaveOut { points } => {
            let point = |(list, total): &(String, f64)| format!("{list}: {}", number(nearest(*total)));
            tr!("estimate-sweep-lists", points = points.iter().map(point).collect::<Vec<_>>().join("; "))
        }
    });
}

fn print_self_check(check: &SelfCheck) {
    let score = |(method, held, of): &(Method, usize, usize)| {
        tr!(
            "estimate-self-check-score",
            method = named("method", method),
            held = *held as u64,
            of = *of as u64
        )
    };
    // Nothing to say where the gate refuses every part of the table.
    let scores: Vec<String> = check.score.iter().filter(|(_, _, of)| *of > 0).map(score).collect();
    if scores.is_empty() {
        return;
    }
    out::line(&tr!("estimate-self-check", scores = scores.join("; ")));
}

fn print_strata(strata: &Strata) {
    out::line("");
    let mut rows = vec![];
    for stratum in &strata.strata {
        let interval = stratum.interval.map(|interval| range(&interval, stratum.documented));
        rows.push(vec![
            stratum.name.clone(),
            number(stratum.documented),
            interval.unwrap_or_default(),
            named("verdict", &stratum.verdict),
        ]);
    }
    for (name, interval, verdict) in [
        (tr!("estimate-strata-sum"), strata.sum, strata.verdict),
        (tr!("estimate-strata-pooled"), strata.pooled, strata.verdict),
    ] {
        let interval = interval.map(|interval| range(&interval, strata.documented)).unwrap_or_default();
        rows.push(vec![name, number(strata.documented), interval, named("verdict", &verdict)]);
    }
    out::table(&rows, &[1]);
    print_reasons(&strata.reasons);
}

fn print_linkage(linkage: &LinkageAverage) {
    let interval = linkage.interval.map(|interval| range(&interval, linkage.documented.0));
    out::line(&tr!(
        "estimate-linkage",
        draws = linkage.draws as u64,
        interval = interval.unwrap_or_else(|| tr!("estimate-verdict-refuse")),
        share = format!("{:.0}", linkage.between * 100.0)
    ));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_outwards() {
        assert_eq!((rounded(8994.26, false), rounded(12_110.41, true)), (8900, 13_000));
        assert_eq!((rounded(4400.0, false), rounded(4400.0, true)), (4400, 4400));
        assert_eq!((rounded(7.2, false), rounded(7.2, true), nearest(10_356.5)), (7, 8, 10_000));
    }

    /// Whatever the room may say has a sentence.
    #[test]
    fn every_code_has_words() {
        let (list, within) = ("a".to_owned(), "b".to_owned());
        let reasons = [
            Reason::TwoLists,
            Reason::Disconnected { groups: vec![vec![list.clone()], vec![within.clone()]] },
            Reason::EmptyList { list: list.clone() },
            Reason::NoModel { without_maximum: 1, not_identified: 2 },
            Reason::EmptyHistories { empty: 1, of: 2 },
            Reason::SparseTable { empty: 1, of: 2 },
            Reason::ImpossibleHistories,
            Reason::TooManyLists { most: 6 },
            Reason::TooWide { lower: 1.0, upper: f64::INFINITY },
            Reason::NotConverged { r_hat: 1.2, size: 30.0 },
            Reason::PriorEdge { share: 0.1 },
            Reason::LowCoverage { coverage: 0.1 },
            Reason::FewOverlaps { pairs: 1 },
            Reason::MostlyMissed { ratio: 7.0 },
            Reason::MethodsDiffer { least: 10.0, most: 30.0 },
            Reason::Contained { list: list.clone(), within, share: 0.9 },
            Reason::Merged { kept: list.clone(), merged: list.clone() },
            Reason::UnequalLists { ratio: 60.0 },
            Reason::FewPeople { documented: 8 },
            Reason::HangsOnOneList { list: list.clone(), without: 10.0, with: 20.0 },
            Reason::Duplicates { list, entries: 2 },
            Reason::SelfCheckFailed { held: 1, of: 4 },
            Reason::StrataRefused { strata: 1, documented: 9 },
            Reason::ForwardSearchOnly { tried: 100 },
        ];
        for reason in &reasons {
            let text = sentence(reason);
            assert!(!text.starts_with('[') && !text.contains("{$"), "{text}");
        }
        for method in estimate::report::METHODS {
            assert!(!named("method", &method).starts_with('['), "{method:?}");
        }
        for kind in estimate::loglinear::heterogeneity::KINDS {
            assert!(!named("people", &kind).starts_with('['), "{kind:?}");
        }
        for assumption in estimate::report::ASSUMPTIONS {
            assert!(!named("assumption", &assumption).starts_with('['), "{assumption:?}");
        }
        for verdict in [Verdict::Answer, Verdict::Warn, Verdict::LowerBoundOnly, Verdict::Refuse] {
            assert!(!named("verdict", &verdict).starts_with('['), "{verdict:?}");
        }
    }
}
