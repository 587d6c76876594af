//! Times the methods on published tables beside what the packages of R took on the same kind of machine (their processor
//! seconds, one thread; `tests/data/README.md` has the versions). Prints Markdown; judges nothing.

#[path = "../tests/common/mod.rs"]
mod common;

use std::hint::black_box;

use common::table;
use estimate::graphical::posterior::{Prior, Settings as GraphSettings, posterior};
use estimate::latent::run::{Settings as LatentSettings, latent};
use estimate::loglinear::bootstrap::bootstrap;
use estimate::loglinear::search::{Class, search_class};
use estimate::loglinear::stepwise::{THRESHOLD, stepwise};

/// Processor seconds of this thread so far, which other programs on the machine do not lengthen (Linux); the peers' figures
/// are processor seconds too.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|first| first.parse::<f64>().ok()).map_or(f64::NAN, |nanos| nanos / 1e9)
}

/// Processor seconds of one run: the mean of as many runs as take a fifth of a second, since the clock ticks slowly.
fn seconds(mut run: impl FnMut()) -> f64 {
    let start = processor();
    let mut runs = 0.0;
    loop {
        run();
        runs += 1.0;
        let took = processor() - start;
        assert!(took.is_finite(), "this system does not say how long a thread ran");
        if took >= 0.2 {
            return took / runs;
        }
    }
}

fn row(what: &str, ours: f64, theirs: Option<(&str, f64)>) {
    match theirs {
        Some((peer, theirs)) => {
            println!("| {what} | {ours:.5} s | {theirs:.2} s ({peer}) | {:.0} |", theirs / ours);
        }
        None => println!("| {what} | {ours:.5} s | | |"),
    }
}

fn main() {
    println!("| task | here | peer | times faster |\n|---|---:|---:|---:|");
    let (kosovo, uk) = (table("kosovo1999_4"), table("uk2013_5"));
    let models = |name: &'static str, class: Class| {
        let table = table(name);
        seconds(move || {
            black_box(search_class(&table, class));
        })
    };
    row("Kosovo, 113 models", models("kosovo1999_4", Class::AllOrders), Some(("Rcapture", 0.949)));
    row("UK, 1,024 models of pairs", models("uk2013_5", Class::AllPairs), Some(("Rcapture", 10.836)));
    row("UK, all 6,893 models", models("uk2013_5", Class::AllOrders), None);
    row("UK, six lists, 32,768 models of pairs", models("uk2013_6", Class::AllPairs), None);
    let fit = seconds(|| {
        black_box(stepwise(&uk, THRESHOLD).ok());
    });
    row("UK, stepwise", fit, Some(("SparseMSE", 0.211)));
    let replicates = seconds(|| {
        black_box(bootstrap(&uk, 1000, 1, |table| stepwise(table, THRESHOLD).ok().map(|fit| fit.total)));
    });
    row("UK, BCa, 1,000 replicates, stepwise anew in each", replicates, Some(("SparseMSE", 242.71)));
    for (name, table, peer) in [("Kosovo, 61 graphs", &kosovo, 0.224), ("UK, 822 graphs", &uk, 5.953)] {
        let settings = GraphSettings {
            delta: 0.5_f64.powi(table.lists() as i32),
            least_missed: 1,
            most_missed: 60_000,
            step: 1,
            prior: Prior::Reciprocal,
            complete: true,
        };
        let took = seconds(|| {
            black_box(posterior(table, &settings));
        });
        row(&format!("{name}, 60,000 numbers missed"), took, Some(("dga", peer)));
    }
    println!(
        "\n| latent classes | median (95 %) | R-hat | ESS | sweeps | s, one thread | ESS/s |\n|---|---|---:|---:|---:|---:|---:|"
    );
    for name in ["hav_taiwan_3", "australia_4", "kosovo1999_4", "uk2013_5", "netherlands_5"] {
        let settings = LatentSettings { threads: 1, ..LatentSettings::usual(1) };
        let start = processor();
        let Some(found) = latent(&table(name), &settings) else { continue };
        let took = processor() - start;
        println!(
            "| {name} | {:.0} ({:.0} to {:.0}) | {:.3} | {:.0} | {} | {took:.1} | {:.0} |",
            found.median,
            found.lower,
            found.upper,
            found.r_hat,
            found.size,
            found.sweeps,
            found.size / took
        );
    }
}
