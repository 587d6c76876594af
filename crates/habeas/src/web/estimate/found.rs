//! An answer as a page shows it: the sentence first, then why, the overlaps, every method, what changes the total, the
//! check on known totals, and how to have it again. Computes nothing.

use estimate::closed::Interval;
use estimate::report::{Estimate, Line, Models, SelfCheck, Sweep};
use estimate::strata::Strata;
use estimate::{Answer, Question, Reason, Verdict};
use maud::{Markup, html};

use crate::estimating::Asked;
use crate::say::{decimal, number};
use crate::tame;
use crate::web::pictures::curve::{Curve, Point, curve};
use crate::web::pictures::forest::{Forest, Reach, Row, forest};
use crate::web::pictures::upset::{Intersection, ListSize, Overlaps, upset};
use crate::words::estimate as words;

/// The whole answer.
pub(super) fn found(asked: &Asked, answer: &Answer) -> Markup {
    let found = &answer.estimate;
    html! {
        section.answer aria-label=(tr!("estimate-page-answer")) {
            p.lead { (words::documented(found)) }
            p.lead { strong.bad[found.verdict == Verdict::Refuse] { (words::answer(found)) } }
            p { (tr!("estimate-untestable")) }
        }
        (reasons(&tr!("estimate-page-reasons"), &found.reasons))
        h2 { (tr!("estimate-page-overlaps")) }
        (upset(&overlaps(&asked.question, asked.people.as_deref())))
        h2 { (tr!("estimate-page-methods")) }
        p { (tr!("estimate-page-methods-about")) }
        (forest(&methods(found)))
        @if let Some(strata) = &answer.strata { (by_stratum(strata)) }
        @if let Some(linkage) = &answer.linkage {
            h2 { (tr!("estimate-page-linkage")) }
            p { (words::linkage(linkage)) }
        }
        @if !found.sweeps.is_empty() {
            h2 { (tr!("estimate-page-sweeps")) }
            p { (tr!("estimate-page-sweeps-about")) }
            @for sweep in &found.sweeps { (drawn_sweep(sweep, found.table.documented)) }
        }
        @if let Some(check) = &found.self_check { (self_check(check, found)) }
        h2 { (tr!("estimate-page-again")) }
        @if let Some(models) = &found.models { (tried(models)) }
        @if let Some(run) = &found.convergence { p { (words::convergence(run)) } }
        p { (words::made_by(found)) }
        p { (tr!("estimate-page-again-about")) }
        pre.copy { (command(&asked.question)) }
        p { a.button href="/estimate/estimate.zip" { (tr!("estimate-page-download")) } }
    }
}

fn reasons(title: &str, reasons: &[Reason]) -> Markup {
    let all = words::reasons(reasons);
    html! {
        @if !all.is_empty() {
            h2 { (title) }
            ul.reasons { @for why in &all {
                li { (why.sentence) @if let Some(next) = &why.next { br; span.soft { (next) } } }
            } }
        }
    }
}

/// The table as it was given, before copies were made one: its counts lead to people.
fn overlaps(question: &Question, people: Option<&str>) -> Overlaps {
    let table = &question.table;
    let list =
        |list: usize| ListSize { name: table.names()[list].clone(), size: table.size(list), href: None };
    let set = |history: u16| Intersection {
        lists: (0..table.lists()).filter(|list| history >> list & 1 == 1).collect(),
        count: table.counts()[usize::from(history)],
        href: people.map(|people| format!("{people}{history}")),
    };
    Overlaps { lists: (0..table.lists()).map(list).collect(), sets: table.histories().map(set).collect() }
}

fn methods(found: &Estimate) -> Forest {
    let headline = found.headline.as_ref().map(|line| line.method);
    let row = |line: &Line| {
        let (total, range) = words::figures(line, found.table.documented);
        let figures =
            if total.is_empty() { range } else { tr!("estimate-page-figures", total = total, range = range) };
        // What speaks against this line alone stands with it.
        let own = line.reasons.iter().filter(|reason| !found.reasons.contains(reason));
        let own: Vec<String> = own.map(words::sentence).collect();
        let verdict = std::iter::once(words::verdict(line.verdict)).chain(own).collect::<Vec<_>>().join(". ");
        Row {
            name: words::method(line),
            note: tr!("estimate-page-right-if", assumption = words::assumption(line)),
            reach: reach(line),
            figures,
            verdict,
            first: headline == Some(line.method),
        }
    };
    Forest {
        of: tr!("estimate-column-method"),
        documented: found.table.documented,
        rows: found.lines.iter().map(row).collect(),
    }
}

fn reach(line: &Line) -> Reach {
    match line.interval {
        Some(Interval { lower, .. }) if line.verdict == Verdict::LowerBoundOnly => Reach::AtLeast(lower),
        Some(Interval { total, lower, upper }) => Reach::Interval { total, lower, upper },
        None => Reach::Nothing,
    }
}

fn by_stratum(strata: &Strata) -> Markup {
    let row = |name: String, interval: &Option<Interval>, documented: u64, verdict: Verdict, first: bool| {
        let bound = verdict == Verdict::LowerBoundOnly;
        let figures = interval.as_ref().map(|interval| match bound {
            true => {
                tr!("estimate-bound", least = number(words::rounded(interval.lower, false).max(documented)))
            }
            false => words::range(interval, documented),
        });
        let reach = match interval {
            Some(interval) if bound => Reach::AtLeast(interval.lower),
            Some(i) => Reach::Interval { total: i.total, lower: i.lower, upper: i.upper },
            None => Reach::Nothing,
        };
        let note = tr!("estimate-page-documented", n = number(documented));
        Row {
            name,
            note,
            reach,
            figures: figures.unwrap_or_default(),
            verdict: words::verdict(verdict),
            first,
        }
    };
    let each = strata.strata.iter();
    let mut rows: Vec<Row> =
        each.map(|it| row(it.name.clone(), &it.interval, it.documented, it.verdict, false)).collect();
    rows.push(row(tr!("estimate-strata-sum"), &strata.sum, strata.documented, strata.verdict, true));
    rows.push(row(tr!("estimate-strata-pooled"), &strata.pooled, strata.documented, strata.verdict, false));
    let least = strata.strata.iter().map(|it| it.documented).min().unwrap_or(strata.documented);
    html! {
        h2 { (tr!("estimate-page-strata")) }
        p { (tr!("estimate-page-strata-about")) }
        (forest(&Forest { of: tr!("estimate-page-stratum"), documented: least, rows }))
        (reasons(&tr!("estimate-page-strata-reasons"), &strata.reasons))
    }
}

fn drawn_sweep(sweep: &Sweep, documented: u64) -> Markup {
    let figures = |total: f64| number(words::nearest(total).max(documented));
    match sweep {
        Sweep::OddsRatio { points, .. } | Sweep::Saturated { points } | Sweep::GraphPrior { points } => {
            let labels = words::points(sweep);
            let points = points.iter().zip(labels).map(|((at, total), (label, _))| Point {
                at: *at,
                label,
                total: *total,
                figures: figures(*total),
            });
            let (title, assumed) = (words::sweep(sweep), tr!("estimate-page-assumed"));
            curve(&Curve { title, assumed, documented, points: points.collect() })
        }
        Sweep::Heterogeneity { .. } | Sweep::LeaveOut { .. } => {
            let row = |(name, total): (String, f64)| Row {
                name,
                note: String::new(),
                reach: Reach::Point(total),
                figures: figures(total),
                verdict: String::new(),
                first: false,
            };
            let rows = words::points(sweep).into_iter().map(row).collect();
            forest(&Forest { of: words::sweep(sweep), documented, rows })
        }
    }
}

/// How often each method held, and the known totals one by one for the method shown first.
fn self_check(check: &SelfCheck, found: &Estimate) -> Markup {
    let scores = words::scores(check);
    let shown =
        found.headline.as_ref().map(|line| line.method).or_else(|| check.score.first().map(|it| it.0));
    let known: Vec<_> = check.known.iter().filter(|known| Some(known.method) == shown).collect();
    html! {
        h2 { (tr!("estimate-page-check")) }
        p { (tr!("estimate-page-check-about")) }
        @if scores.is_empty() { p.empty { (tr!("estimate-page-check-none")) } }
        ul { @for score in &scores { li { (score) } } }
        @if !known.is_empty() {
            div.wide { table.log {
                thead { tr {
                    th scope="col" { (tr!("estimate-page-check-list")) } th.number scope="col" { (tr!("estimate-page-check-seen")) }
                    th scope="col" { (tr!("estimate-page-check-said")) } th.number scope="col" { (tr!("estimate-page-check-truth")) }
                    th scope="col" { (tr!("estimate-page-check-held")) }
                } }
                tbody { @for known in known {
                    tr {
                        th scope="row" { bdi { (tame::name(&known.list)) } }
                        td.number { (number(known.seen)) }
                        td { @match &known.interval { Some(i) => { (words::range(i, known.seen)) }, None => { (words::verdict(Verdict::Refuse)) } } }
                        td.number { (number(known.truth)) }
                        td { (tr!(if known.gate_refuses { "estimate-page-check-refused" } else if known.held { "estimate-page-check-yes" } else { "estimate-page-check-no" })) }
                    }
                } }
            } }
        }
    }
}

fn tried(models: &Models) -> Markup {
    html! {
        p { (words::models(models)) }
        @if !models.best.is_empty() {
            details {
                summary { (tr!("estimate-page-models", n = models.best.len() as u64)) }
                div.wide { table.log {
                    thead { tr {
                        th scope="col" { (tr!("estimate-page-model")) } th.number scope="col" { (tr!("estimate-column-total")) }
                        th.number scope="col" { (tr!("estimate-page-error")) } th.number scope="col" { "AIC" }
                        th.number scope="col" { "BIC" } th.number scope="col" { (tr!("estimate-page-weight")) }
                    } }
                    tbody { @for model in &models.best {
                        tr {
                            th scope="row" { (model.model) }
                            td.number { (number(words::nearest(model.total))) }
                            td.number { (number(words::nearest(model.standard_error))) }
                            td.number { (decimal(model.aic, 1)) } td.number { (decimal(model.bic, 1)) }
                            td.number { (decimal(model.weight * 100.0, 1)) " %" }
                        }
                    } }
                } }
            }
        }
    }
}

/// What computes the same on any machine, in the folder that the download unpacks to.
fn command(question: &Question) -> String {
    let files = crate::estimating::files(question);
    let tables = files.iter().map(|(name, _)| format!("--table {name}")).collect::<Vec<_>>();
    // A hundred draws of a linkage go by a pattern.
    let tables = if tables.len() > 3 {
        "--table table.csv $(printf -- '--table %s ' draw-*.csv)".into()
    } else {
        tables.join(" ")
    };
    format!("habeas estimate {tables} --record record.json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::estimating;
    use crate::say::{Language, Voice};

    fn page(table: &str, quick: bool) -> [String; 2] {
        let tables = estimating::read(table.as_bytes(), "table").expect("a table");
        let question = estimating::question(vec![tables]).expect("one file");
        let options = estimating::options(1, quick);
        let asked = Asked { question, options, people: Some("/people?history=".into()) };
        let answer = estimate::answer(&asked.question, &asked.options, &|_| {}).expect("nothing to merge");
        [Language::En, Language::Es]
            .map(|language| Voice::new(language, "es_SV").speak(|| found(&asked, &answer)).into_string())
    }

    const OVERLAPS: &str =
        "police,press,family,count\n1,0,0,80\n0,1,0,70\n0,0,1,90\n1,1,0,30\n1,0,1,25\n0,1,1,28\n1,1,1,12\n";

    /// No total without its documented count, interval, assumption and method, in either language.
    #[test]
    fn a_total_never_stands_alone() {
        for (page, words) in page(OVERLAPS, true).iter().zip([
            ["Documented: 335 people", "95 % interval", ", if ", "Method:"],
            ["Documentadas: 335 personas", "intervalo del 95 %", ", si ", "Método:"],
        ]) {
            for words in words {
                assert!(page.contains(words), "{words}: {page}");
            }
            assert!(
                !page.contains("[estimate-") && !page.contains("[picture-") && !page.contains("{$"),
                "{page}"
            );
            // Each of the seven histories leads to its people.
            assert_eq!(page.matches("href=\"/people?history=").count(), 7);
        }
    }

    #[test]
    fn two_lists_are_refused_with_their_sweep() {
        let [page, _] = page("a,b,count\n1,0,60\n0,1,40\n1,1,20\n", true);
        assert!(
            page.contains("No total can be estimated") && page.contains("A third list by another maker"),
            "{page}"
        );
        assert!(page.contains("class=\"picture curve\""), "the sweep over the odds ratio");
    }

    #[test]
    fn strata_stand_beside_their_sum() {
        let rows = OVERLAPS.lines().skip(1);
        let rows: String =
            rows.flat_map(|row| ["2024", "2025"].map(|year| format!("{year},{row}\n"))).collect();
        let [page, _] = page(&format!("stratum,police,press,family,count\n{rows}"), true);
        assert!(
            page.contains("2024") && page.contains("Sum of the strata") && page.contains("Without strata"),
            "{page}"
        );
    }
}
