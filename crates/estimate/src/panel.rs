//! Each method as a line of the panel: figure, assumption, and what its own gate says. Compares no methods.

use crate::closed::{self, Interval};
use crate::gate::{Reason, Verdict, interval_reasons, verdict};
use crate::graphical::graph;
use crate::graphical::posterior::{Settings as GraphSettings, posterior};
use crate::latent::run::{Latent, Settings as LatentSettings, latent_telling};
use crate::loglinear::average::{average, mixture};
use crate::loglinear::bootstrap::{best_of, bootstrap};
use crate::loglinear::profile::profile;
use crate::loglinear::search::{Criterion, Search};
use crate::loglinear::stepwise::{THRESHOLD, stepwise};
use crate::mixture::{Mixture, UNSEEN_SPREAD};
use crate::report::{Assumption, Line, Method};
use crate::table::Table;

/// How far a profile interval is searched upwards, in fitted totals.
const REACH: f64 = 3.0;

/// Models within this BIC of the best are chosen among anew in each bootstrap replicate, and at most so many.
const WINDOW: (f64, usize) = (10.0, 50);

fn line(
    table: &Table,
    method: Method,
    assumption: Assumption,
    model: Option<String>,
    interval: Interval,
    mut reasons: Vec<Reason>,
) -> Line {
    reasons.extend(interval_reasons(table, &interval));
    let verdict = verdict(&reasons);
    let shown = verdict < Verdict::Refuse || method == Method::Chapman;
    Line { method, assumption, model, interval: shown.then_some(interval), verdict, reasons }
}

fn refused(method: Method, assumption: Assumption, reason: Reason) -> Line {
    Line { method, assumption, model: None, interval: None, verdict: Verdict::Refuse, reasons: vec![reason] }
}

/// The default: the AIC average, widened for what no data can show.
pub(crate) fn widened(search: &Search) -> Option<Mixture> {
    Some(mixture(search, Criterion::Aic)?.widened(UNSEEN_SPREAD))
}

/// The lines of log-linear models, without a bootstrap.
pub(crate) fn log_linear(table: &Table, search: &Search) -> Vec<Line> {
    use Assumption::{BoundedHighestInteraction, NoHighestInteraction, NoTripleInteraction};
    let none =
        || Reason::NoModel { without_maximum: search.without_maximum, not_identified: search.not_identified };
    let (Some(wide), Some(aic), Some(bic), Some(best)) = (
        widened(search),
        average(search, Criterion::Aic),
        average(search, Criterion::Bic),
        search.best(Criterion::Bic),
    ) else {
        return vec![refused(Method::WidenedAverage, BoundedHighestInteraction, none())];
    };
    let own = profile(best, table, REACH);
    let best_interval =
        Interval { total: best.total, lower: own.lower, upper: own.upper.unwrap_or(f64::INFINITY) };
    let plain = |method, interval| line(table, method, NoHighestInteraction, None, interval, vec![]);
    let mut lines = vec![
        line(table, Method::WidenedAverage, BoundedHighestInteraction, None, wide.interval(), vec![]),
        plain(Method::AicAverage, aic.interval),
        plain(Method::BicAverage, bic.interval),
        Line { model: Some(best.model.to_string()), ..plain(Method::BicBest, best_interval) },
    ];
    if let Ok(fit) = stepwise(table, THRESHOLD) {
        let (documented, spread) = (fit.total - fit.missed, (1.96 * fit.log_error).exp());
        let (lower, upper) = (documented + fit.missed / spread, documented + fit.missed * spread);
        let interval = Interval { total: fit.total, lower, upper };
        let name = Some(fit.model.to_string());
        lines.push(line(table, Method::Stepwise, NoTripleInteraction, name, interval, vec![]));
    }
    lines
}

/// The best model with a bootstrap interval.
pub(crate) fn best_bootstrap(table: &Table, search: &Search, replicates: usize, seed: u64) -> Option<Line> {
    let best = search.best(Criterion::Bic)?;
    let choose = best_of(search, Criterion::Bic, WINDOW.0, WINDOW.1);
    let found = bootstrap(table, replicates, seed, choose)?;
    let interval = Interval { total: found.total, lower: found.lower, upper: found.upper };
    let (method, assumption) = (Method::BicBestBootstrap, Assumption::NoHighestInteraction);
    Some(line(table, method, assumption, Some(best.model.to_string()), interval, vec![]))
}

/// The saturated closed form.
pub(crate) fn saturated(table: &Table) -> Line {
    let (method, assumption) = (Method::Saturated, Assumption::NoHighestInteraction);
    match closed::saturated(table) {
        Some(found) => line(table, method, assumption, None, found.interval, vec![]),
        None if table.has_impossible() => refused(method, assumption, Reason::ImpossibleHistories),
        None => {
            let (empty, of) = (table.empty_histories(), table.histories().count());
            refused(method, assumption, Reason::EmptyHistories { empty, of })
        }
    }
}

/// Decomposable graphs.
pub(crate) fn graphs(table: &Table) -> Line {
    let (method, assumption) = (Method::Graphs, Assumption::ConditionalIndependence);
    match posterior(table, &GraphSettings::usual(table)) {
        Some(found) => {
            let [total, lower, upper] = [found.median, found.lower, found.upper].map(|n| n as f64);
            let reasons =
                if found.edge > 0.01 { vec![Reason::PriorEdge { share: found.edge }] } else { vec![] };
            line(table, method, assumption, None, Interval { total, lower, upper }, reasons)
        }
        None if table.has_impossible() => refused(method, assumption, Reason::ImpossibleHistories),
        None => refused(method, assumption, Reason::TooManyLists { most: graph::MOST_LISTS }),
    }
}

/// Latent classes, with the run.
pub(crate) fn latent_classes(
    table: &Table,
    settings: &LatentSettings,
    tell: &(dyn Fn(usize) + Sync),
) -> (Line, Option<Latent>) {
    let (method, assumption) = (Method::LatentClasses, Assumption::IndependentWithinClasses);
    let Some(run) = latent_telling(table, settings, tell) else {
        return (refused(method, assumption, Reason::ImpossibleHistories), None);
    };
    if !run.converged() {
        let reason = Reason::NotConverged { r_hat: run.r_hat, size: run.size };
        return (refused(method, assumption, reason), Some(run));
    }
    let interval = Interval { total: run.median, lower: run.lower, upper: run.upper };
    (line(table, method, assumption, None, interval, vec![]), Some(run))
}

/// The bounds: Chao's, and sample coverage with a bootstrap interval.
pub(crate) fn bounds(table: &Table, seed: u64) -> Vec<Line> {
    let interval = closed::chao_interval(table);
    let chao = line(table, Method::Chao, Assumption::NoAvoidance, None, interval, vec![]);
    let mut lines = vec![Line { verdict: chao.verdict.max(Verdict::LowerBoundOnly), ..chao }];
    let estimator = |table: &Table| {
        let found = closed::coverage(table)?;
        let enough = found.coverage > closed::LOW_COVERAGE;
        // Where almost everybody is on several lists, the formula may fall below the people that are known.
        let total = if enough { found.dependent? } else { found.one_step };
        Some(total.max(table.documented() as f64))
    };
    let (method, assumption) = (Method::Coverage, Assumption::CoverageOfPairs);
    if let Some(found) = closed::coverage(table)
        && let Some(boot) = bootstrap(table, 200, seed, estimator)
    {
        let low = found.coverage <= closed::LOW_COVERAGE;
        let interval = Interval { total: boot.total, lower: boot.lower, upper: boot.upper };
        let reasons = if low { vec![Reason::LowCoverage { coverage: found.coverage }] } else { vec![] };
        let found = line(table, method, assumption, None, interval, reasons);
        let least = if low { Verdict::LowerBoundOnly } else { Verdict::Answer };
        lines.push(Line { verdict: found.verdict.max(least), ..found });
    }
    lines
}

/// Two lists: never more than a figure under an assumption that they cannot test.
pub(crate) fn chapman(table: &Table, first: usize, second: usize) -> Line {
    let found = closed::pair(table, first, second);
    let model = Some(format!("{} + {}", table.names()[first], table.names()[second]));
    let (method, assumption) = (Method::Chapman, Assumption::IndependentLists);
    let found = line(table, method, assumption, model, found.chapman, vec![Reason::TwoLists]);
    let mut reasons = found.reasons;
    let both = table.overlap(first, second);
    if both < 7 {
        let lists = [table.names()[first].clone(), table.names()[second].clone()];
        reasons.push(Reason::SmallOverlap { lists, both });
    }
    Line { reasons, ..found }
}
