//! What a person should look at next, the threshold to use without any truth, and what precision and recall to expect.
//! Never turns a score into a verdict.

mod queue;

pub use queue::{BAND, Reason, Review, entropy, queue};

use crate::candidates::Family;
use crate::cluster::Clusters;
use crate::model::Probability;
use crate::run::Linkage;
use crate::score::Link;

/// A share with an interval that holds it in 95 of 100 cases, if the model's probabilities are right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The expected share.
    pub expected: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What to expect of taking every link at or above a threshold for a pair of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The threshold.
    pub threshold: Probability,
    /// How many links reach it.
    pub links: usize,
    /// The share of them that are one person.
    pub precision: Share,
    /// The share of all pairs of one person that they are.
    pub recall: Share,
    /// The harmonic mean of both expectations.
    pub f1: f64,
}

/// The threshold to use by default: the best expected F1. It needs no truth: the probabilities are calibrated. `missed` is the
/// expected number of pairs of one person that are not among the links; those that the clusters bring together are added.
#[must_use]
pub fn default_threshold(links: &[Link], clusters: &Clusters, missed: f64) -> Expected {
    let of = |at: u32| clusters.of_record[at as usize];
    let together = |it: &&Link| of(it.one).is_some() && of(it.one) == of(it.other);
    let pairs: usize = clusters.clusters.iter().map(|it| it.members.len() * (it.members.len() - 1) / 2).sum();
    let unseen = pairs - links.iter().filter(together).count();
    best_expected(links, f64::max(missed, unseen as f64))
}

/// The threshold with the best expected F1, if the model's probabilities are right.
#[must_use]
pub fn best_expected(links: &[Link], missed: f64) -> Expected {
    let total = missed + links.iter().map(|it| it.probability().0).sum::<f64>();
    let weight = best_weight(links, |it| it.probability().0, total);
    expected(links, missed, Probability::from_weight(weight))
}

/// The weight down to which links are to be taken for the best F1, where each is worth `value` of `total`.
fn best_weight(links: &[Link], value: impl Fn(&Link) -> f64, total: f64) -> f64 {
    let mut sorted: Vec<(f32, f64)> = links.iter().map(|it| (it.weight, value(it))).collect();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut sum, mut best) = (0.0, (0.0, 0.0_f64));
    for (at, &(weight, value)) in sorted.iter().enumerate() {
        sum += value;
        let last = sorted.get(at + 1).is_none_or(|it| it.0 != weight);
        let f1 = 2.0 * sum / (at as f64 + 1.0 + total);
        if last && f1 > best.0 {
            best = (f1, f64::from(weight));
        }
    }
    best.1
}

/// How many pairs of one person no key found, by how many sides found the others (Chao's lower bound, f1^2 / 2 f2): names,
/// births, documents and other values are taken as independent captures.
#[must_use]
pub fn missed_by_keys(linkage: &Linkage) -> f64 {
    if linkage.candidates.all {
        return 0.0;
    }
    let (mut once, mut twice) = (0.0, 0.0);
    for link in &linkage.links {
        match sides(link.families) {
            1 => once += link.probability().0,
            2 => twice += link.probability().0,
            _ => {}
        }
    }
    if once > 0.0 { once * once / (2.0 * f64::max(twice, 1.0)) } else { 0.0 }
}

/// From how many sides keys found a pair.
fn sides(families: u8) -> u32 {
    let any = |of: &[Family]| u32::from(of.iter().any(|it| families >> (*it as u8) & 1 == 1));
    any(&[Family::NamePair, Family::NameSlip])
        + any(&[Family::Birth, Family::NameBirth])
        + any(&[Family::Document])
        + any(&[Family::NameOther, Family::Other])
}

/// What to expect of a threshold.
#[must_use]
pub fn expected(links: &[Link], missed: f64, threshold: Probability) -> Expected {
    let (mut taken, mut same, mut spread, mut left, mut left_spread) = (0_usize, 0.0, 0.0, missed, missed);
    for link in links {
        let p = link.probability().0;
        if p >= threshold.0 {
            taken += 1;
            same += p;
            spread += p * (1.0 - p);
        } else {
            left += p;
            left_spread += p * (1.0 - p);
        }
    }
    let total = same + left;
    let share = |part: f64, of: f64, deviation: f64| {
        let expected = if of > 0.0 { (part / of).min(1.0) } else { 0.0 };
        let reach = 1.96 * deviation;
        Share { expected, low: (expected - reach).max(0.0), high: (expected + reach).min(1.0) }
    };
    let precision = share(same, taken as f64, spread.sqrt() / (taken as f64).max(1.0));
    // Delta method for same / (same + left), both uncertain.
    let deviation = if total > 0.0 {
        (left * left * spread + same * same * left_spread).sqrt() / (total * total)
    } else {
        0.0
    };
    let recall = share(same, total, deviation);
    let f1 = if taken > 0 { 2.0 * same / (taken as f64 + total) } else { 0.0 };
    Expected { threshold, links: taken, precision, recall, f1 }
}

/// The links in the order in which to review them: those that tell most first (the entropy of the probability).
#[must_use]
pub fn review_order(links: &[Link]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..links.len()).collect();
    let key = |at: usize| (links[at].weight.abs(), links[at].one, links[at].other);
    order.sort_by(|&a, &b| {
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2)))
    });
    order
}

/// What to expect after each further hundred reviews in [`review_order`], if the reviewers decide rightly: from none up to
/// `hundreds`.
#[must_use]
pub fn after_reviews(
    links: &[Link],
    missed: f64,
    threshold: Probability,
    hundreds: usize,
) -> Vec<(usize, f64, f64)> {
    let (mut taken, mut same, mut total) = (0.0, 0.0, missed);
    for link in links {
        let p = link.probability().0;
        total += p;
        if p >= threshold.0 {
            taken += 1.0;
            same += p;
        }
    }
    let mut steps = vec![(0, same / f64::max(taken, 1.0), same / total.max(f64::MIN_POSITIVE))];
    let order = review_order(links);
    for (hundred, reviewed) in order.chunks(100).take(hundreds).enumerate() {
        for &at in reviewed {
            // Reviewed, a link is taken exactly if it is one person, which has probability p.
            let p = links[at].probability().0;
            if p >= threshold.0 {
                taken -= 1.0 - p;
            } else {
                taken += p;
                same += p;
            }
        }
        let reviews = hundred * 100 + reviewed.len();
        steps.push((reviews, same / f64::max(taken, 1.0), same / total.max(f64::MIN_POSITIVE)));
    }
    steps
}
