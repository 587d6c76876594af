//! One table to one estimate: what is refused, what is bounded, what is answered, and that the same goes in and out.

mod common;

use common::table;
use estimate::latent::run::Settings as LatentSettings;
use estimate::linkage::linkage_average;
use estimate::report::{Method, Sweep};
use estimate::strata::strata;
use estimate::{Estimate, Options, Reason, Table, Verdict, estimate};

fn quick() -> Options {
    Options { latent: None, replicates: 200, ..Options::usual(1) }
}

fn run(table: &Table, options: &Options) -> Estimate {
    estimate(table, options).expect("nothing to merge that is not there")
}

fn small(lists: usize, cells: &[(u16, u64)]) -> Table {
    let names = (0..lists).map(|list| format!("list {list}")).collect();
    Table::new(names, cells.iter().copied()).expect("a table")
}

#[test]
fn verdicts() {
    for (name, verdict) in [
        ("kosovo1999_4", Verdict::Warn),
        ("spinabifida_3", Verdict::Answer),
        ("madigan_york_5list", Verdict::Answer),
        ("uk2013_5", Verdict::LowerBoundOnly),
        ("netherlands_5", Verdict::LowerBoundOnly),
        ("australia_4", Verdict::LowerBoundOnly),
        ("artificial_3", Verdict::Refuse),
        ("neworleans_8", Verdict::Refuse),
    ] {
        let found = run(&table(name), &quick());
        assert_eq!(found.verdict, verdict, "{name}: {:?}", found.reasons);
        assert_eq!(found.headline.is_none(), verdict == Verdict::Refuse, "{name}");
        assert!(found.at_least >= found.table.documented as f64, "{name}");
        for line in found.lines.iter().filter(|line| line.verdict < Verdict::Refuse) {
            let interval = line.interval.expect("a line that is shown has an interval");
            assert!(interval.upper.is_finite(), "{name} {:?}", line.method);
            assert!(interval.total < 1e6, "{name} {:?}: {interval:?}", line.method);
        }
    }
}

#[test]
fn two_lists_are_no_headline() {
    let found = run(&small(2, &[(0b01, 60), (0b10, 40), (0b11, 20)]), &quick());
    assert_eq!(found.verdict, Verdict::Refuse);
    assert!(found.reasons.contains(&Reason::TwoLists));
    assert!(found.headline.is_none());
    let Some(Sweep::OddsRatio { points, .. }) = found.sweeps.first() else { panic!("no sweep") };
    // At odds ratio 1 the sweep is Lincoln and Petersen: 80 · 60 / 20.
    assert!(points.contains(&(1.0, 240.0)), "{points:?}");
}

#[test]
fn copies_are_merged_or_shown() {
    let table = table("kosovo1999_4");
    // List 5 repeats list 1.
    let cells = (1..16_u16).map(|h| (h | (h & 1) << 4, table.counts()[usize::from(h)]));
    let names = ["exhumations", "lawyers", "observers", "monitors", "copy"].map(str::to_owned).to_vec();
    let copied = Table::new(names, cells).expect("a table of five lists");
    let found = run(&copied, &Options { checks: false, ..quick() });
    let contained = |reason: &Reason| matches!(reason, Reason::Contained { share, .. } if *share >= 1.0);
    assert!(found.reasons.iter().any(contained), "{:?}", found.reasons);
    assert!(found.verdict >= Verdict::LowerBoundOnly);
    let merged = run(&copied, &Options { copies: vec![(0, 4)], ..quick() });
    assert!(matches!(&merged.reasons[..], [.., Reason::Merged { kept, .. }] if kept == "exhumations"));
    let plain = run(&table, &quick());
    let totals = |found: &Estimate| found.lines.iter().map(|line| line.interval).collect::<Vec<_>>();
    assert_eq!(totals(&merged), totals(&plain));
    assert!(estimate(&copied, &Options { copies: vec![(0, 9)], ..quick() }).is_err());
}

#[test]
fn impossible_overlaps_are_not_zeros() {
    // Three lists, of which the first two cover different places.
    let cells = [(0b001, 50), (0b010, 60), (0b100, 80), (0b101, 20), (0b110, 25)];
    let plain = small(3, &cells);
    let declared = plain.clone().with_impossible(0b011).expect("nobody is on both");
    let independence = estimate::loglinear::model::Model::independence(3);
    let total = |table: &Table| estimate::loglinear::fit::fit(&independence, table).map(|fit| fit.total);
    assert_ne!(total(&plain), total(&declared));
    assert_ne!(plain.shape().hash, declared.shape().hash);
    let found = run(&declared, &quick());
    let graphs = found.lines.iter().find(|line| line.method == Method::Graphs).expect("a line");
    assert_eq!(graphs.reasons, vec![Reason::ImpossibleHistories]);
    assert!(plain.with_impossible(0b101).is_err(), "people are on both");
}

#[test]
fn same_seed_same_digits() {
    let settings = LatentSettings { most_sweeps: 300, first_look: 300, ..LatentSettings::usual(7) };
    let with = |threads: usize| Options { latent: Some(LatentSettings { threads, ..settings }), ..quick() };
    let table = table("hav_taiwan_3");
    let (one, two) = (run(&table, &with(1)), run(&table, &with(2)));
    assert_eq!(one.lines, two.lines);
    let other = run(&table, &Options { seed: 8, ..with(1) });
    assert_ne!(one.lines, other.lines);
}

#[test]
fn chains_too_short_are_refused() {
    let settings = LatentSettings { most_sweeps: 100, first_look: 100, heats: 1, ..LatentSettings::usual(1) };
    for name in ["uk2013_5", "netherlands_5"] {
        let found = run(&table(name), &Options { latent: Some(settings), checks: false, ..quick() });
        let line = found.lines.iter().find(|line| line.method == Method::LatentClasses).expect("a line");
        assert_eq!(line.verdict, Verdict::Refuse, "{name}");
        assert!(line.interval.is_none(), "{name}");
        assert!(matches!(line.reasons[..], [Reason::NotConverged { .. }]), "{name}: {:?}", line.reasons);
    }
}

#[test]
fn identical_draws_of_a_linkage_change_nothing() {
    let table = table("kosovo1999_4");
    let one = linkage_average(std::slice::from_ref(&table)).expect("a table");
    let many = linkage_average(&vec![table.clone(); 20]).expect("twenty tables");
    let headline = run(&table, &quick()).headline.expect("an answer");
    assert_eq!(headline.method, Method::WidenedAverage);
    let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-9, "{a} is not {b}");
    let (one, many_at) = (one.interval.expect("shown"), many.interval.expect("shown"));
    close(one.lower, many_at.lower);
    close(one.upper, many_at.upper);
    close(one.total, headline.interval.expect("shown").total);
    assert!(many.between < 1e-12, "{}", many.between);
}

#[test]
fn an_uncertain_linkage_widens() {
    let table = table("kosovo1999_4");
    // Draws that find more or fewer of the people on lists 1 and 2 to be the same.
    let draw = |moved: u64| {
        let mut counts: Vec<(u16, u64)> =
            (1..16_u16).map(|history| (history, table.counts()[usize::from(history)])).collect();
        counts[0b0011 - 1].1 -= moved;
        counts[0b0001 - 1].1 += moved;
        counts[0b0010 - 1].1 += moved;
        Table::new(table.names().to_vec(), counts).expect("a table")
    };
    let draws: Vec<Table> = (0..10).map(|at| draw(at * 12)).collect();
    let pooled = linkage_average(&draws).expect("ten tables");
    assert!(pooled.between > 0.02, "{}", pooled.between);
    assert_eq!(pooled.documented, (4400, 4400 + 9 * 12));
    let one = linkage_average(&draws[..1]).expect("a table").interval.expect("shown");
    let all = pooled.interval.expect("shown");
    assert!(all.upper > one.upper, "{all:?} beside {one:?}");
}

#[test]
fn strata_add_up() {
    let table = table("kosovo1999_4");
    let half = |odd: u64| {
        let cells = (1..16_u16).map(|h| (h, (table.counts()[usize::from(h)] + odd) / 2));
        Table::new(table.names().to_vec(), cells).expect("a table")
    };
    let two = [("north".to_owned(), half(0)), ("south".to_owned(), half(1))];
    let found = strata(&two, &table, 3);
    assert_eq!(found.verdict, Verdict::Warn);
    let (sum, pooled) = (found.sum.expect("shown"), found.pooled.expect("shown"));
    assert!((sum.total / pooled.total - 1.0).abs() < 0.15, "{sum:?} beside {pooled:?}");
    let lost = small(4, &[(1, 5), (2, 4), (4, 3), (8, 9)]);
    let three = [two[0].clone(), two[1].clone(), ("west".to_owned(), lost)];
    let found = strata(&three, &table, 3);
    assert_eq!(found.verdict, Verdict::LowerBoundOnly);
    assert!(found.reasons.contains(&Reason::StrataRefused { strata: 1, documented: 21 }));
}
