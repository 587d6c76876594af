//! Estimates in the person's language: totals, reasons, methods, sweeps, checks, and what is wrong with a table. Rounds
//! what people read to two significant digits, ends of intervals outwards. Prints nothing, estimates nothing.

mod problems;

pub use problems::{no_table, not_again, not_opened, unreadable};

use estimate::closed::Interval;
use estimate::linkage::LinkageAverage;
use estimate::report::{Convergence, Line, Models, SelfCheck, Sweep};
use estimate::{Apart, Estimate, Reason, Step, Verdict};
use fluent_bundle::FluentArgs;
use serde::Serialize;

use crate::say::{decimal, find, message, number};

/// Two significant digits, downwards or upwards.
#[must_use]
pub fn rounded(value: f64, up: bool) -> u64 {
    let units = value / scale(value);
    // A hair of rounding error must not move a round number.
    let whole = if up { (units - 1e-9).ceil() } else { (units + 1e-9).floor() };
    (whole * scale(value)) as u64
}

/// Two significant digits, to the nearest.
#[must_use]
pub fn nearest(value: f64) -> u64 {
    ((value / scale(value)).round() * scale(value)) as u64
}

fn scale(value: f64) -> f64 {
    10_f64.powf((value.max(1.0).log10().floor() - 1.0).max(0.0))
}

/// An interval, outwards, never below the documented.
#[must_use]
pub fn range(interval: &Interval, documented: u64) -> String {
    let lower = rounded(interval.lower, false).max(documented);
    tr!("estimate-range", lower = number(lower), upper = number(rounded(interval.upper, true)))
}

/// The code of a plain enum's value, as messages have it.
fn code(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace('_', "-")
}

fn named(kind: &str, value: &impl Serialize) -> String {
    message(&format!("estimate-{kind}-{}", code(value)), &crate::args![])
}

/// What is to be made of a figure.
#[must_use]
pub fn verdict(verdict: Verdict) -> String {
    named("verdict", &verdict)
}

/// What must hold for a line to be right.
#[must_use]
pub fn assumption(line: &Line) -> String {
    named("assumption", &line.assumption)
}

/// How a line was estimated, with its model where there is one.
#[must_use]
pub fn method(line: &Line) -> String {
    match &line.model {
        Some(model) => format!("{} {model}", named("method", &line.method)),
        None => named("method", &line.method),
    }
}

/// The count that an estimate starts from.
#[must_use]
pub fn documented(found: &Estimate) -> String {
    let lists = found.table.lists.len() as u64;
    tr!("estimate-documented", documented = number(found.table.documented), lists = lists)
}

/// The answer in one sentence: a total with interval, assumption and method; a lower bound; or that there is none.
#[must_use]
pub fn answer(found: &Estimate) -> String {
    let documented = found.table.documented;
    let headline = found.headline.as_ref().and_then(|line| Some((line, line.interval?)));
    match (found.verdict, headline) {
        (Verdict::LowerBoundOnly, Some(_)) => {
            let least = rounded(found.at_least, false).max(documented);
            tr!("estimate-at-least", least = number(least))
        }
        (Verdict::Answer | Verdict::Warn, Some((line, interval))) => tr!(
            "estimate-total",
            total = number(nearest(interval.total).max(documented)),
            range = range(&interval, documented),
            assumption = assumption(line),
            method = named("method", &line.method)
        ),
        _ => tr!("estimate-refused"),
    }
}

/// A line's total and interval. A bound has its lower end alone, a refusal nothing.
#[must_use]
pub fn figures(line: &Line, documented: u64) -> (String, String) {
    match &line.interval {
        Some(interval) if line.verdict == Verdict::LowerBoundOnly => {
            let least = rounded(interval.lower, false).max(documented);
            (String::new(), tr!("estimate-bound", least = number(least)))
        }
        Some(interval) => (number(nearest(interval.total).max(documented)), range(interval, documented)),
        None => (String::new(), String::new()),
    }
}

/// A reason, and what would change it where anything would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The reason.
    pub sentence: String,
    /// What would change it.
    pub next: Option<String>,
}

/// Every reason in words; overlaps below five, of which there may be dozens, in one.
#[must_use]
pub fn reasons(reasons: &[Reason]) -> Vec<Why> {
    let small = |reason: &&Reason| matches!(reason, Reason::SmallOverlap { .. });
    let mut all: Vec<Why> = reasons
        .iter()
        .filter(|reason| !small(reason))
        .map(|reason| Why {
            sentence: sentence(reason),
            next: find(&key(reason), Some("next"), &arguments(reason)),
        })
        .collect();
    let pairs: Vec<String> = reasons
        .iter()
        .filter_map(|reason| match reason {
            Reason::SmallOverlap { lists, both } => Some(format!("{} + {} ({both})", lists[0], lists[1])),
            _ => None,
        })
        .collect();
    if !pairs.is_empty() {
        let n = pairs.len() as u64;
        all.push(Why {
            sentence: tr!("estimate-small-overlaps", n = n, pairs = pairs.join(", ")),
            next: None,
        });
    }
    all
}

/// A reason in one sentence, with its numbers.
#[must_use]
pub fn sentence(reason: &Reason) -> String {
    message(&key(reason), &arguments(reason))
}

fn key(reason: &Reason) -> String {
    let json = serde_json::to_value(reason).unwrap_or_default();
    let code = json.get("code").and_then(serde_json::Value::as_str).unwrap_or_default().replace('_', "-");
    match reason {
        Reason::NeverTogether { why, .. } => format!("estimate-reason-{code}-{}", self::code(why)),
        _ => format!("estimate-reason-{code}"),
    }
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
        Reason::NeverTogether { lists, why: Apart::Design | Apart::Periods } => {
            crate::args![lists = lists.join(" + ")]
        }
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

/// What a sweep changes, as a title.
#[must_use]
pub fn sweep(sweep: &Sweep) -> String {
    match sweep {
        Sweep::OddsRatio { lists, .. } => {
            tr!("estimate-sweep-odds", one = lists[0].as_str(), other = lists[1].as_str())
        }
        Sweep::Saturated { .. } => tr!("estimate-sweep-saturated"),
        Sweep::GraphPrior { .. } => tr!("estimate-sweep-graphs"),
        Sweep::Heterogeneity { .. } => tr!("estimate-sweep-people"),
        Sweep::LeaveOut { .. } => tr!("estimate-sweep-lists"),
    }
}

/// The points of a sweep: what was assumed, in words, and the total.
#[must_use]
pub fn points(sweep: &Sweep) -> Vec<(String, f64)> {
    match sweep {
        Sweep::OddsRatio { points, .. } | Sweep::Saturated { points } | Sweep::GraphPrior { points } => {
            points.iter().map(|(at, total)| (format!("{at:.2}"), *total)).collect()
        }
        Sweep::Heterogeneity { points } => {
            points.iter().map(|(kind, total)| (named("people", kind), *total)).collect()
        }
        Sweep::LeaveOut { points } => points.clone(),
    }
}

/// How often each method's interval held a total that the lists know, best first. Empty where the gate refuses every
/// part of the table.
#[must_use]
pub fn scores(check: &SelfCheck) -> Vec<String> {
    let scored = check.score.iter().filter(|(_, _, of)| *of > 0);
    let score = scored.map(|(method, held, of)| {
        let method = named("method", method);
        tr!("estimate-self-check-score", method = method, held = *held as u64, of = *of as u64)
    });
    score.collect()
}

/// How many models were tried.
#[must_use]
pub fn models(models: &Models) -> String {
    tr!(
        "estimate-models",
        tried = models.tried as u64,
        estimable = models.estimable as u64,
        without = models.without_maximum as u64,
        unidentified = models.not_identified as u64
    )
}

/// How the latent classes converged.
#[must_use]
pub fn convergence(run: &Convergence) -> String {
    tr!(
        "estimate-convergence",
        rhat = decimal(run.r_hat, 3),
        size = number(run.size as u64),
        sweeps = number(run.sweeps as u64)
    )
}

/// What the draws of a linkage say together.
#[must_use]
pub fn linkage(linkage: &LinkageAverage) -> String {
    let interval = linkage.interval.map(|interval| range(&interval, linkage.documented.0));
    tr!(
        "estimate-linkage",
        draws = linkage.draws as u64,
        interval = interval.unwrap_or_else(|| verdict(Verdict::Refuse)),
        share = format!("{:.0}", linkage.between * 100.0)
    )
}

/// Seed, version and table.
#[must_use]
pub fn made_by(found: &Estimate) -> String {
    tr!(
        "estimate-made-by",
        seed = found.seed.to_string(),
        version = u64::from(found.version),
        hash = found.table.hash.as_str()
    )
}

/// How far a computation is.
#[must_use]
pub fn step(step: Step) -> String {
    match step {
        Step::Models => tr!("estimate-step-models"),
        Step::Bootstrap => tr!("estimate-step-bootstrap"),
        Step::Graphs => tr!("estimate-step-graphs"),
        Step::Chains { sweeps, most } => {
            tr!("estimate-step-chains", sweeps = number(sweeps as u64), most = number(most as u64))
        }
        Step::Checks => tr!("estimate-step-checks"),
        Step::Parts => tr!("estimate-step-parts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::{Language, Voice};

    #[test]
    fn two_digits_outwards() {
        assert_eq!((rounded(8994.26, false), rounded(12_110.41, true)), (8900, 13_000));
        assert_eq!((rounded(4400.0, false), rounded(4400.0, true)), (4400, 4400));
        assert_eq!((rounded(7.2, false), rounded(7.2, true), nearest(10_356.5)), (7, 8, 10_000));
    }

    fn worded(text: &str) {
        assert!(!text.is_empty() && !text.contains("[estimate-") && !text.contains("{$"), "{text}");
    }

    /// Whatever the room may say has a sentence in both languages.
    #[test]
    fn every_code_has_words() {
        for language in [Language::En, Language::Es] {
            Voice::new(language, "es_SV").speak(every_code);
        }
    }

    fn every_code() {
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
            Reason::Contained { list: list.clone(), within: within.clone(), share: 0.9 },
            Reason::Merged { kept: list.clone(), merged: list.clone() },
            Reason::NeverTogether { lists: vec![list.clone()], why: Apart::Design },
            Reason::NeverTogether { lists: vec![list.clone()], why: Apart::Periods },
            Reason::SmallOverlap { lists: [list.clone(), within], both: 2 },
            Reason::UnequalLists { ratio: 60.0 },
            Reason::FewPeople { documented: 8 },
            Reason::HangsOnOneList { list: list.clone(), without: 10.0, with: 20.0 },
            Reason::Duplicates { list, entries: 2 },
            Reason::SelfCheckFailed { held: 1, of: 4 },
            Reason::StrataRefused { strata: 1, documented: 9 },
            Reason::ForwardSearchOnly { tried: 100 },
        ];
        reasons.iter().for_each(|reason| worded(&sentence(reason)));
        assert_eq!(self::reasons(&reasons).len(), reasons.len());
        estimate::report::METHODS.iter().for_each(|method| worded(&named("method", method)));
        estimate::report::ASSUMPTIONS.iter().for_each(|it| worded(&named("assumption", it)));
        estimate::loglinear::heterogeneity::KINDS.iter().for_each(|kind| worded(&named("people", kind)));
        for it in [Verdict::Answer, Verdict::Warn, Verdict::LowerBoundOnly, Verdict::Refuse] {
            worded(&verdict(it));
        }
        for it in [Step::Models, Step::Bootstrap, Step::Graphs, Step::Checks, Step::Parts] {
            worded(&step(it));
        }
        worded(&step(Step::Chains { sweeps: 0, most: 1 }));
    }

    /// What is wrong with a table is told in the person's language, with the line and the next step.
    #[test]
    fn errors_say_line_and_next_step() {
        let check = |text: &str, english: &str, spanish: &str| {
            let error = estimate::csv::read(text.as_bytes()).expect_err("no table");
            for (language, wanted) in [(Language::En, english), (Language::Es, spanish)] {
                Voice::new(language, "es_SV").speak(|| {
                    let told = unreadable(&error, "t.csv");
                    assert!(told.to_string().contains(wanted), "{told}");
                    assert!(told.next().is_some(), "{told}");
                });
            }
        };
        check("", "t.csv: the first line", "t.csv: la primera línea");
        check("a,b,count\n1,0,-3\n", "line 2: the count “-3”", "línea 2: el conteo «-3»");
        check("a,b,count\n1,0,2.5\n", "line 2: the count “2.5”", "línea 2: el conteo «2.5»");
        check("a,b,count\n1,x,3\n", "line 2, column b: “x”", "línea 2, columna b: «x»");
        check("a,b,count\n1,0\n", "line 2: 2 cells", "línea 2: 2 celdas");
        check("a,b,count\n0,0,7\n", "line 2: 7 people on no list", "línea 2: 7 personas en ninguna lista");
        check("a,count\n1,3\n", "one list", "una lista");
        check("a,a,count\n1,0,3\n", "two lists are called a", "dos listas se llaman a");
        check("a,b,c,d,e,f,g,h,i,j,k,count\n", "11 lists", "11 listas");
        check("a,b,count\n1,0,0\n", "nobody", "nadie");
        check("a,b,stratum,count\n1,0,x,1\n0,1,y,0\n", "stratum y", "estrato y");
        check("a,b,count\n1,0,1000000001\n", "1,000,000,000 people", "1,000,000,000 personas");
    }
}
