//! Simulation-based calibration (Talts et al. 2018): parameters from the prior, a table from the parameters, and the
//! truth's rank among the posterior draws, which must be uniform if the moves are right.

use super::prior::Prior;
use super::state::{Data, State};
use crate::random::Random;
use crate::table::Table;

const LISTS: usize = 3;
const PEOPLE: u64 = 60;
const BINS: usize = 10;

/// The rank of the true probability of being missed among `draws` thinned posterior draws.
fn rank(number: u64, classes: usize, heat_ladder: bool, draws: usize) -> Option<usize> {
    let prior = Prior { classes, shape: 1.0, rate: 1.0 };
    let mut random = Random::new(2026, number);
    let names: Vec<String> = (0..LISTS).map(|list| list.to_string()).collect();
    // Data need their cells to exist before the truth is drawn: a table with all of them.
    let full = Table::new(names.clone(), (1..8).map(|history| (history, 1))).ok()?;
    let truth = State::draw(&Data::new(&full), &prior, &mut random);
    let mut counts = vec![0; 7];
    random.multinomial(PEOPLE, &truth.cell_probabilities(), &mut counts);
    let table = Table::new(names, (1..8).zip(counts)).ok()?;
    let data = Data::new(&table);
    let mut state = State::draw(&data, &prior, &mut random);
    let mut hot = State::draw(&data, &prior, &mut random);
    let mut below = 0;
    for sweep in 0..(draws + 20) * THIN {
        state.sweep(&data, &prior, 1.0, &mut random);
        if heat_ladder {
            hot.sweep(&data, &prior, 0.4, &mut random);
            let log_ratio = 0.6 * (hot.likelihood() - state.likelihood());
            if log_ratio >= 0.0 || random.uniform().ln() < log_ratio {
                std::mem::swap(&mut state, &mut hot);
            }
        }
        if sweep >= 20 * THIN && sweep % THIN == 0 && state.missed() < truth.missed() {
            below += 1;
        }
    }
    Some(below)
}

/// Sweeps between draws that are compared.
const THIN: usize = 6;

fn check(problems: u64, classes: usize, heat_ladder: bool) {
    let draws = 49;
    let mut bins = [0_u64; BINS];
    for number in 0..problems {
        let rank = rank(number, classes, heat_ladder, draws).expect("a table of three lists");
        bins[rank * BINS / (draws + 1)] += 1;
    }
    let expected = problems as f64 / BINS as f64;
    let chi: f64 = bins.iter().map(|count| (*count as f64 - expected).powi(2) / expected).sum();
    // The 99.9 % point of chi-squared with nine degrees of freedom.
    assert!(chi < 27.88, "ranks are not uniform: {bins:?}, chi-squared {chi:.1}");
}

#[test]
fn calibrated() {
    check(300, 3, false);
}

#[test]
fn calibrated_with_a_hotter_chain() {
    check(150, 3, true);
}

#[test]
#[ignore = "takes a minute; `cargo xtask bench estimate` runs it"]
fn calibrated_at_length() {
    check(5_000, 3, false);
    // Enough classes that most hold nobody, and sticks that nobody hangs on.
    check(3_000, 10, false);
}

/// What is kept up to date step by step is what a fresh computation gives.
#[test]
fn nothing_drifts() {
    let names: Vec<String> = (0..4).map(|list| list.to_string()).collect();
    let table =
        Table::new(names, (1..16).map(|history| (history, u64::from(40 / history)))).expect("a table");
    let data = Data::new(&table);
    let prior = Prior::default();
    let mut random = Random::new(5, 0);
    let mut state = State::draw(&data, &prior, &mut random);
    for _ in 0..500 {
        state.sweep(&data, &prior, 1.0, &mut random);
    }
    let (likelihood, missed) = (state.likelihood(), state.missed());
    state.refresh(&data);
    assert!((state.likelihood() - likelihood).abs() < 1e-7, "{likelihood} became {}", state.likelihood());
    assert!((state.missed() - missed).abs() < 1e-12);
}
