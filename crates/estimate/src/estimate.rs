//! One table to one estimate: the gate, the panel, the self-check, and what of it to show first. The order of lists and
//! the number of threads change nothing.

use serde::{Deserialize, Serialize};

use crate::closed;
use crate::gate::{self, Reason, Verdict, table_reasons, verdict};
use crate::graphical::posterior::{Settings as GraphSettings, posterior};
use crate::latent::run::Settings as LatentSettings;
use crate::loglinear::average::{average, weighted};
use crate::loglinear::heterogeneity::{self, Heterogeneity};
use crate::loglinear::search::{Class, Criterion, Search, search_class};
use crate::panel;
use crate::report::{Convergence, Estimate, Line, Method, ModelLine, Models, Sweep, VERSION};
use crate::self_check::self_check;
use crate::table::{Table, TableError};

/// Lists on which nobody can stand at once, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Never {
    /// The lists by number, two or more.
    pub lists: Vec<usize>,
    /// Why.
    pub why: Apart,
}

/// Why nobody can stand on some lists at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// They are made so, such as a list of men and a list of women.
    Design,
    /// They cover periods that do not meet.
    Periods,
}

/// How far a computation is, for whoever waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Log-linear models are fitted.
    Models,
    /// The best of them is chosen anew in each bootstrap replicate.
    Bootstrap,
    /// Decomposable graphs are summed.
    Graphs,
    /// Chains of the latent classes run.
    Chains {
        /// Sweeps of each chain so far.
        sweeps: usize,
        /// The most there can be; most tables need far fewer.
        most: usize,
    },
    /// The methods are checked on known totals, and each list is left out.
    Checks,
    /// Strata and draws of the linkage.
    Parts,
}

/// What is known of the lists beyond their table, and how much to compute. Lists go by their numbers in the table given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Options {
    /// Seed of all that is drawn.
    pub seed: u64,
    /// Lists known to be copies of one another, or derived from one another: they are made one before anything else.
    pub copies: Vec<(usize, usize)>,
    /// Entries known to be duplicates within a list, by list.
    pub duplicates: Vec<(usize, u64)>,
    /// Lists on which nobody can stand at once.
    pub never: Vec<Never>,
    /// Bootstrap replicates; 0 for none.
    pub replicates: usize,
    /// How to run latent classes; `None` leaves them out.
    pub latent: Option<LatentSettings>,
    /// Whether to check the methods on known totals and leave each list out in turn.
    pub checks: bool,
}

impl Options {
    /// Everything, with the usual settings.
    #[must_use]
    pub fn usual(seed: u64) -> Self {
        Self {
            seed,
            copies: vec![],
            duplicates: vec![],
            never: vec![],
            replicates: 1000,
            latent: Some(LatentSettings::usual(seed)),
            checks: true,
        }
    }
}

/// Estimates how many people are on no list.
///
/// # Errors
/// When the copies cannot be merged into a table of two lists or more, an option names a list that is not there, or people
/// stand on lists on which nobody can stand at once.
pub fn estimate(table: &Table, options: &Options) -> Result<Estimate, TableError> {
    estimate_telling(table, options, &|_| {})
}

/// As [`estimate`], telling how far it is.
///
/// # Errors
/// As [`estimate`].
pub fn estimate_telling(
    table: &Table,
    options: &Options,
    tell: &(dyn Fn(Step) + Sync),
) -> Result<Estimate, TableError> {
    let (prepared, mut reasons) = prepare(table, options)?;
    let table = &prepared;
    reasons.extend(table_reasons(table));
    let mut found = Estimate {
        version: VERSION,
        seed: options.seed,
        table: table.shape(),
        verdict: Verdict::Refuse,
        reasons,
        headline: None,
        at_least: table.documented() as f64,
        lines: vec![],
        models: None,
        sweeps: vec![],
        self_check: None,
        convergence: None,
    };
    if table.lists() == 2 {
        found.lines.push(panel::chapman(table, 0, 1));
        found.sweeps.push(odds_sweep(table, 0, 1));
        return Ok(finish(table, found));
    }
    let class = Class::richest(table.lists());
    tell(Step::Models);
    let search = search_class(table, class);
    if class == Class::ForwardPairs {
        found.reasons.push(Reason::ForwardSearchOnly { tried: search.tried });
    }
    found.models = Some(models(&search));
    found.lines = panel::log_linear(table, &search);
    // Where not all models could be tried, choosing anew among some of them would say little and take minutes.
    if options.replicates > 0 && class != Class::ForwardPairs {
        tell(Step::Bootstrap);
        found.lines.extend(panel::best_bootstrap(table, &search, options.replicates, options.seed));
    }
    found.lines.push(panel::saturated(table));
    tell(Step::Graphs);
    found.lines.push(panel::graphs(table));
    if let Some(settings) = &options.latent {
        let most = settings.most_sweeps;
        let (line, run) =
            panel::latent_classes(table, settings, &|sweeps| tell(Step::Chains { sweeps, most }));
        found.lines.push(line);
        found.convergence = run.map(|run| Convergence {
            settings: *settings,
            r_hat: run.r_hat,
            size: run.size,
            sweeps: run.sweeps,
            medians: run.medians,
            alpha: run.alpha,
            classes: run.classes,
        });
    }
    found.lines.extend(panel::bounds(table, options.seed));
    sweeps(table, &mut found);
    if options.checks {
        tell(Step::Checks);
        found.self_check = self_check(table, class);
        leave_out(table, class, &search, &mut found);
    }
    Ok(finish(table, found))
}

/// The table as it is estimated from: with impossible histories declared, and copies made one. And what is to be said of
/// that.
pub(crate) fn prepare(table: &Table, options: &Options) -> Result<(Table, Vec<Reason>), TableError> {
    let name = |list: usize| table.names().get(list).cloned().ok_or(TableError::NoSuchList { list });
    let mut prepared = table.clone();
    let mut reasons = vec![];
    for never in &options.never {
        let lists = never.lists.iter().map(|list| name(*list)).collect::<Result<Vec<_>, _>>()?;
        prepared = prepared.with_impossible(never.lists.iter().fold(0, |all, list| all | 1 << list))?;
        reasons.push(Reason::NeverTogether { lists, why: never.why });
    }
    for (first, second) in &options.copies {
        let (kept, merged) = (name(*first)?, name(*second)?);
        let at = |name: &str| prepared.names().iter().position(|known| known == name);
        let (Some(into), Some(from)) = (at(&kept), at(&merged)) else {
            return Err(TableError::NoSuchList { list: *second });
        };
        prepared = prepared.merged(into, from)?;
        reasons.push(Reason::Merged { kept, merged });
    }
    for (list, entries) in options.duplicates.iter().filter(|(_, entries)| *entries > 0) {
        reasons.push(Reason::Duplicates { list: name(*list)?, entries: *entries });
    }
    Ok((prepared, reasons))
}

fn models(search: &Search) -> Models {
    let line = |(weight, fit): (f64, &crate::loglinear::fit::Fit)| ModelLine {
        model: fit.model.to_string(),
        total: fit.total,
        standard_error: fit.standard_error,
        aic: fit.aic,
        bic: fit.bic,
        weight,
    };
    Models {
        class: search.class,
        tried: search.tried,
        estimable: search.fits.len(),
        without_maximum: search.without_maximum,
        not_identified: search.not_identified,
        best: weighted(search, Criterion::Aic).into_iter().take(20).map(line).collect(),
    }
}

fn odds_sweep(table: &Table, first: usize, second: usize) -> Sweep {
    let lists = [table.names()[first].clone(), table.names()[second].clone()];
    Sweep::OddsRatio { lists, points: closed::pair(table, first, second).sweep }
}

fn sweeps(table: &Table, found: &mut Estimate) {
    if let Some(saturated) = closed::saturated(table) {
        found.sweeps.push(Sweep::Saturated { points: saturated.sweep });
    }
    let people = table.documented() as f64;
    let points: Vec<(Heterogeneity, f64)> = heterogeneity::KINDS
        .into_iter()
        .filter_map(|kind| Some((kind, heterogeneity::fit(table, true, kind)?.total)))
        .filter(|(_, total)| *total <= gate::HOPELESS * people)
        .collect();
    if !points.is_empty() {
        found.sweeps.push(Sweep::Heterogeneity { points });
    }
    let usual = GraphSettings::usual(table);
    let points: Vec<(f64, f64)> = [usual.delta, 0.5, 1.0]
        .into_iter()
        .filter_map(|delta| Some((delta, posterior(table, &GraphSettings { delta, ..usual })?.median as f64)))
        .collect();
    if !points.is_empty() {
        found.sweeps.push(Sweep::GraphPrior { points });
    }
}

fn leave_out(table: &Table, class: Class, search: &Search, found: &mut Estimate) {
    let Some(with) = average(search, Criterion::Aic).map(|average| average.interval.total) else { return };
    if table.lists() < 4 {
        return;
    }
    let mut points = vec![];
    for list in 0..table.lists() {
        let rest = table.without(list).ok().map(|rest| search_class(&rest, class));
        let average = rest.and_then(|search| average(&search, Criterion::Aic));
        if let Some(without) = average.map(|average| average.interval.total) {
            let name = table.names()[list].clone();
            if (without / with - 1.0).abs() > 0.25 {
                found.reasons.push(Reason::HangsOnOneList { list: name.clone(), without, with });
            }
            points.push((name, without));
        }
    }
    found.sweeps.push(Sweep::LeaveOut { points });
}

/// Methods whose estimates are compared: each with another assumption.
const COMPARED: [Method; 5] =
    [Method::WidenedAverage, Method::BicAverage, Method::Saturated, Method::Graphs, Method::LatentClasses];

/// Chooses the headline, compares the methods, and draws the verdict. Where all is refused, no total is left standing.
fn finish(table: &Table, mut found: Estimate) -> Estimate {
    let of_table = verdict(&table_reasons(table));
    let two_lists = table.lists() == 2;
    let answered = |line: &&Line| line.verdict < Verdict::Refuse && line.interval.is_some();
    let totals = found.lines.iter().filter(answered).filter(|line| COMPARED.contains(&line.method));
    let totals: Vec<f64> = totals.filter_map(|line| line.interval).map(|interval| interval.total).collect();
    let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
    let most = totals.iter().copied().fold(0.0, f64::max);
    if most > 2.0 * least {
        found.reasons.push(Reason::MethodsDiffer { least, most });
    }
    let order: Vec<Method> = match &found.self_check {
        Some(check) => check.score.iter().map(|(method, _, _)| *method).collect(),
        None => vec![Method::WidenedAverage],
    };
    let of = |method: &Method| found.lines.iter().filter(answered).find(|line| line.method == *method);
    let headline = order.iter().find_map(of).cloned();
    if let (Some(line), Some(check)) = (&headline, &found.self_check)
        && let Some((_, held, of)) = check.score.iter().find(|(method, _, _)| *method == line.method)
        && held * 2 < *of
    {
        found.reasons.push(Reason::SelfCheckFailed { held: *held, of: *of });
    }
    let own = match &headline {
        Some(line) => line.reasons.clone(),
        // The default was refused: its reasons are those of the whole.
        None => found.lines.first().map(|line| line.reasons.clone()).unwrap_or_default(),
    };
    for reason in own {
        if !found.reasons.contains(&reason) {
            found.reasons.push(reason);
        }
    }
    found.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.verdict()));
    let no_headline = if headline.is_none() { Verdict::Refuse } else { Verdict::Answer };
    found.verdict = verdict(&found.reasons).max(no_headline);
    let lower = found.lines.iter().filter(answered).filter(|line| line.method != Method::Chapman);
    let lowest = lower.filter_map(|line| line.interval).map(|i| i.lower).fold(f64::INFINITY, f64::min);
    if lowest.is_finite() && found.verdict < Verdict::Refuse {
        found.at_least = found.at_least.max(lowest);
    }
    found.headline = headline
        .filter(|_| found.verdict < Verdict::Refuse)
        .map(|line| Line { verdict: line.verdict.max(found.verdict), ..line });
    for line in &mut found.lines {
        // What the table cannot carry, no line of it can; what speaks against the whole speaks against each line.
        line.verdict = line.verdict.max(of_table).max(found.verdict.min(Verdict::Warn));
        line.interval = line.interval.filter(|_| line.verdict < Verdict::Refuse || two_lists);
    }
    if found.verdict == Verdict::Refuse && !two_lists {
        found.sweeps.clear();
        found.reasons.retain(|reason| !matches!(reason, Reason::HangsOnOneList { .. }));
        found.models.iter_mut().for_each(|models| models.best.clear());
    }
    found
}
