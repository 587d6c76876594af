//! Which items a query finds, and how well they fit: boolean sets of items over the counts of its leaves. Everything is
//! counted by item, never by stretch or segment, so that the same case gives the same scores whatever its index's files
//! look like.
//!
//! Scores are BM25 (Robertson and Zaragoza 2009, formula 3.15) with an item's length in code points against a fixed
//! ordinary length instead of the case's mean, so that an item's length weighs the same in every case.

use super::compile::{Compiled, Leaf, Plan};
use super::errors::SearchError;
use super::filters::Tests;
use super::occurrences;
use super::snapshot::Snapshot;

/// How quickly further occurrences count less, and how much length counts.
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The length that is neither long nor short: about 500 words.
const ORDINARY_LENGTH: f64 = 3_000.0;

/// What an occurrence counts, in quarters: of the form that was written, and of another.
const OWN: u32 = 4;
const OTHER: u32 = 3;

/// An item found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    /// Its short number.
    pub(super) number: usize,
    /// How well it fits.
    pub(super) score: f32,
}

/// Runs a plan: the items that it finds, by number.
pub(super) fn run(
    plan: &Plan,
    compiled: &Compiled,
    snapshot: &Snapshot,
    tests: &Tests<'_>,
) -> Result<Vec<Match>, SearchError> {
    Ok(match plan {
        Plan::Everything => everything(snapshot),
        Plan::Leaf(at) => leaf(&compiled.leaves[*at], compiled, snapshot)?,
        Plan::Test(test) => {
            let mut matches = everything(snapshot);
            let test = tests.prepare(test)?;
            matches.retain(|it| {
                snapshot.first(it.number).is_some_and(|(segment, doc)| test.holds(segment, doc))
            });
            matches
        }
        Plan::And(plans) => {
            // What is not wanted is taken away last, from what is left.
            let (without, with): (Vec<_>, Vec<_>) =
                plans.iter().partition(|plan| matches!(plan, Plan::Not(_)));
            let mut found = match with.split_first() {
                Some((first, rest)) => {
                    let mut found = run(first, compiled, snapshot, tests)?;
                    for plan in rest {
                        if found.is_empty() {
                            break;
                        }
                        found = both(&found, &run(plan, compiled, snapshot, tests)?);
                    }
                    found
                }
                None => everything(snapshot),
            };
            for plan in without {
                if let Plan::Not(plan) = plan {
                    found = all_but(&found, &run(plan, compiled, snapshot, tests)?);
                }
            }
            found
        }
        Plan::Or(plans) => {
            let mut found = Vec::new();
            for plan in plans {
                found = either(&found, &run(plan, compiled, snapshot, tests)?);
            }
            found
        }
        Plan::Not(plan) => all_but(&everything(snapshot), &run(plan, compiled, snapshot, tests)?),
    })
}

fn everything(snapshot: &Snapshot) -> Vec<Match> {
    snapshot.everything().map(|number| Match { number, score: 0.0 }).collect()
}

/// The items in which a leaf stands, with its part of the score.
fn leaf(leaf: &Leaf, compiled: &Compiled, snapshot: &Snapshot) -> Result<Vec<Match>, SearchError> {
    let mut quarters = vec![0_u32; snapshot.numbers()];
    for segment in &snapshot.segments {
        let mut take = |doc, times: u32, form: Option<usize>| {
            let Some(number) = segment.item(doc) else { return };
            let weight = if leaf.own.is_none() || form == leaf.own { OWN } else { OTHER };
            quarters[number] = quarters[number].saturating_add(times.saturating_mul(weight));
        };
        occurrences::count(&leaf.pattern, &compiled.forms, &segment.about, &mut take)?;
        if !leaf.about_only {
            occurrences::count(&leaf.pattern, &compiled.forms, &segment.text, &mut take)?;
        }
    }
    let found = quarters.iter().enumerate().filter(|(_, quarters)| **quarters > 0);
    let found: Vec<usize> = found.map(|(number, _)| number).collect();
    let (all, with) = (snapshot.items as f64, found.len() as f64);
    let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
    let score = |number: usize| {
        let length = snapshot.home(number).map_or(0, |home| home.length);
        let times = f64::from(quarters[number]) / f64::from(OWN);
        let slow = K1 * (1.0 - B + B * length as f64 / ORDINARY_LENGTH);
        (rarity * times * (K1 + 1.0) / (times + slow)) as f32
    };
    Ok(found.into_iter().map(|number| Match { number, score: score(number) }).collect())
}

fn both(one: &[Match], other: &[Match]) -> Vec<Match> {
    let mut rest = other.iter().peekable();
    let mut found = Vec::new();
    for it in one {
        while rest.next_if(|candidate| candidate.number < it.number).is_some() {}
        if let Some(same) = rest.next_if(|candidate| candidate.number == it.number) {
            found.push(Match { number: it.number, score: it.score + same.score });
        }
    }
    found
}

fn either(one: &[Match], other: &[Match]) -> Vec<Match> {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut found = Vec::new();
    loop {
        let next = match (one.peek(), other.peek()) {
            (Some(left), Some(right)) if left.number == right.number => {
                let both = Match { number: left.number, score: left.score + right.score };
                other.next();
                one.next();
                both
            }
            (Some(left), Some(right)) if left.number < right.number => {
                let it = **left;
                one.next();
                it
            }
            (_, Some(right)) => {
                let it = **right;
                other.next();
                it
            }
            (Some(left), None) => {
                let it = **left;
                one.next();
                it
            }
            (None, None) => return found,
        };
        found.push(next);
    }
}

fn all_but(found: &[Match], without: &[Match]) -> Vec<Match> {
    let mut rest = without.iter().peekable();
    let mut left = Vec::new();
    for it in found {
        while rest.next_if(|candidate| candidate.number < it.number).is_some() {}
        if rest.peek().is_none_or(|candidate| candidate.number != it.number) {
            left.push(*it);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(numbers: &[usize]) -> Vec<Match> {
        numbers.iter().map(|number| Match { number: *number, score: 1.0 }).collect()
    }

    fn check(result: Vec<Match>, expected: &[(usize, f32)]) {
        let found: Vec<_> = result.iter().map(|it| (it.number, it.score)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sets_of_items() {
        let (one, other) = (matches(&[1, 2, 5, 9]), matches(&[2, 3, 9, 10]));
        check(both(&one, &other), &[(2, 2.0), (9, 2.0)]);
        check(either(&one, &other), &[(1, 1.0), (2, 2.0), (3, 1.0), (5, 1.0), (9, 2.0), (10, 1.0)]);
        check(all_but(&one, &other), &[(1, 1.0), (5, 1.0)]);
        check(both(&one, &[]), &[]);
        check(either(&[], &other[..1]), &[(2, 1.0)]);
        check(all_but(&one, &[]), &[(1, 1.0), (2, 1.0), (5, 1.0), (9, 1.0)]);
    }
}
