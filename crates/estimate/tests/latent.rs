//! Latent classes against the published posterior medians, within Monte Carlo error, and converged.

mod common;

use common::{agree, table};
use estimate::latent::run::{Latent, Settings, latent};
use estimate::special::quantile;

fn run(name: &str) -> Latent {
    latent(&table(name), &Settings::usual(1)).expect("a table without impossible histories")
}

#[track_caller]
fn check(name: &str, median: f64, relative: f64) {
    let found = run(name);
    println!(
        "{name}: {:.0} ({:.0} to {:.0}), R-hat {:.4}, size {:.0}, {} sweeps",
        found.median, found.lower, found.upper, found.r_hat, found.size, found.sweeps
    );
    assert!(found.converged(), "{name}: R-hat {}, size {}", found.r_hat, found.size);
    agree(name, found.median, median, relative, 0.0);
}

/// 20 chains of 100,000 sweeps of LCMCR give 513 (366 to 845), R-hat 1.003.
#[test]
fn hepatitis() {
    check("hav_taiwan_3", 513.0, 0.04);
}

/// LCMCR, 20 chains: 10,410 (8,946 to 13,830), R-hat 1.015.
#[test]
fn kosovo() {
    check("kosovo1999_4", 10_410.0, 0.03);
}

/// LCMCR, 200 chains: 4,094 (1,531 to 7,905). LCMCR draws the missed again until they are 20 times the documented at most,
/// which its pages do not say; under the same cut our draws must have its median.
#[test]
fn australia_as_cut() {
    let found = run("australia_4");
    assert!(found.converged(), "R-hat {}, size {}", found.r_hat, found.size);
    let documented = 414.0;
    let mut draws: Vec<f64> =
        found.draws.iter().flatten().copied().filter(|m| *m <= 20.0 * documented).collect();
    draws.sort_by(f64::total_cmp);
    agree("median", documented + quantile(&draws, 0.5), 4_094.0, 0.05, 0.0);
    agree("upper", documented + quantile(&draws, 0.975), 7_905.0, 0.05, 0.0);
}

/// LCMCR's 20 chains do not agree here (R-hat 1.51); three of four single chains stay near 21,000 to 22,400.
#[test]
#[ignore = "takes many seconds; `cargo xtask bench estimate` runs it"]
fn united_kingdom() {
    check("uk2013_5", 22_000.0, 0.04);
}

/// LCMCR's R-hat is 1.67 with 200 chains. Either the chains agree here, or the figure is refused.
#[test]
#[ignore = "takes a minute; `cargo xtask bench estimate` runs it"]
fn netherlands() {
    let found = run("netherlands_5");
    println!("R-hat {:.3}, size {:.0}, medians {:?}", found.r_hat, found.size, found.medians);
    let apart = found.medians.iter().any(|median| (median / found.medians[0]).ln().abs() > 0.2);
    assert!(!(apart && found.converged()), "chains apart must not count as converged");
}
