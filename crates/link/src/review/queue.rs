//! The pairs that a person should look at, each with the reason. Never leaves a pair out because its score is high: a name
//! alone decides nothing.

use std::collections::BTreeSet;

use crate::cluster::Opposition;
use crate::model::Probability;
use crate::records::RecordAt;
use crate::run::Linkage;

/// Why a pair is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The probability decides neither way: it lies in the [`BAND`].
    Uncertain,
    /// The link is strong, but the records around it contradict: the clusters keep both apart.
    KeptApart,
    /// A contradiction keeps both apart, whatever the sum says.
    Opposed(Opposition),
    /// Nothing but the name speaks for one person: homonyms, perhaps, whatever the score.
    NameOnly,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 6] = [
        Self::Uncertain,
        Self::KeptApart,
        Self::Opposed(Opposition::Given),
        Self::Opposed(Opposition::Birth),
        Self::Opposed(Opposition::Document),
        Self::NameOnly,
    ];

    /// A stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Uncertain => "review.uncertain",
            Self::KeptApart => "review.kept-apart",
            Self::Opposed(why) => why.code(),
            Self::NameOnly => "review.name-only",
        }
    }
}

/// A pair to look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Review {
    /// The lower record.
    pub one: RecordAt,
    /// The higher record.
    pub other: RecordAt,
    /// Why.
    pub reason: Reason,
    /// The machine's log2 odds that both are one person.
    pub weight: f32,
    /// What a verdict is expected to tell, from 0 to 1 bit: the entropy of the probability.
    pub information: f64,
}

/// Probabilities between these are uncertain.
pub const BAND: (Probability, Probability) = (Probability(0.05), Probability(0.95));

/// What to look at, by reason: uncertain links, those that tell most first; then links kept apart and names alone, the
/// strongest first. Pairs judged already are among them: the caller knows the judgements.
#[must_use]
pub fn queue(linkage: &Linkage) -> Vec<Review> {
    let clusters = &linkage.clusters;
    let review = |(one, other), weight, reason| {
        let information = entropy(Probability::from_weight(f64::from(weight)));
        Review { one, other, reason, weight, information }
    };
    let name_only: BTreeSet<(RecordAt, RecordAt)> = clusters.name_only.iter().copied().collect();
    let names = clusters.name_only.iter().zip(&clusters.name_only_weights);
    let mut queue: Vec<Review> =
        names.map(|(pair, weight)| review(*pair, *weight, Reason::NameOnly)).collect();
    let opposed = clusters.kept_apart.iter().filter(|it| !name_only.contains(&it.strongest));
    queue.extend(opposed.clone().map(|it| review(it.strongest, it.weight, Reason::Opposed(it.why))));
    let told: BTreeSet<(RecordAt, RecordAt)> =
        name_only.iter().copied().chain(opposed.map(|it| it.strongest)).collect();
    for link in linkage.links.iter().filter(|it| !told.contains(&(it.one, it.other))) {
        let p = link.probability();
        let of = |at: RecordAt| clusters.of_record[at as usize];
        let apart = of(link.one).is_none() || of(link.one) != of(link.other);
        let reason = if p > BAND.1 {
            // A strong link on a name alone is told once, by the strongest pair of its groups.
            if !apart || !link.corroborated {
                continue;
            }
            Reason::KeptApart
        } else if p >= BAND.0 {
            Reason::Uncertain
        } else {
            continue;
        };
        queue.push(review((link.one, link.other), link.weight, reason));
    }
    queue.sort_by(|a, b| {
        let first =
            |it: &Review| if it.reason == Reason::Uncertain { it.information } else { f64::from(it.weight) };
        a.reason
            .cmp(&b.reason)
            .then(first(b).total_cmp(&first(a)))
            .then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    queue
}

/// The entropy of a probability, in bits.
#[must_use]
pub fn entropy(p: Probability) -> f64 {
    let part = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    part(p.0) + part(1.0 - p.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entropies() {
        let check = |p, bits: f64| assert!((entropy(Probability(p)) - bits).abs() < 1e-3, "{p}");
        check(0.5, 1.0);
        check(0.25, 0.811);
        check(0.0, 0.0);
        check(1.0, 0.0);
    }
}
