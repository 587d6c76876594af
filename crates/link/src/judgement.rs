//! What people decided about pairs of records. Never a number, never made by the machine.

use std::collections::BTreeMap;

use crate::columns::RecordId;

/// A person's verdict on a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// One person.
    Same,
    /// Two people.
    Different,
    /// Not decided.
    Unsure,
}

/// A standing judgement: the latest verdict on a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Judgement {
    /// One record.
    pub one: RecordId,
    /// Another record.
    pub other: RecordId,
    /// The verdict.
    pub verdict: Verdict,
}

/// A judgement that others contradict: both records are one person by a chain of judgements, and two by another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The pair judged different.
    pub different: (RecordId, RecordId),
    /// The records that judgements of "same" lead through, from one to the other.
    pub chain: Vec<RecordId>,
}

/// The judgements that contradict each other. Nothing is merged on the strength of these until a person settles them.
#[must_use]
pub fn contradictions(judgements: &[Judgement]) -> Vec<Contradiction> {
    let mut next: BTreeMap<RecordId, Vec<RecordId>> = BTreeMap::new();
    for it in judgements.iter().filter(|it| it.verdict == Verdict::Same) {
        next.entry(it.one).or_default().push(it.other);
        next.entry(it.other).or_default().push(it.one);
    }
    next.values_mut().for_each(|it| it.sort_unstable());
    let mut different: Vec<(RecordId, RecordId)> = judgements
        .iter()
        .filter(|it| it.verdict == Verdict::Different)
        .map(|it| (it.one.min(it.other), it.one.max(it.other)))
        .collect();
    different.sort_unstable();
    different.dedup();
    let chained = different.into_iter().filter_map(|pair| Some((pair, chain(&next, pair)?)));
    chained.map(|(different, chain)| Contradiction { different, chain }).collect()
}

/// The shortest way from one record to another.
fn chain(
    next: &BTreeMap<RecordId, Vec<RecordId>>,
    (from, to): (RecordId, RecordId),
) -> Option<Vec<RecordId>> {
    let mut came_from = BTreeMap::from([(from, from)]);
    let mut queue = std::collections::VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        if here == to {
            let mut way = vec![to];
            while way.last() != Some(&from) {
                way.push(came_from[&way[way.len() - 1]]);
            }
            way.reverse();
            return Some(way);
        }
        for &there in next.get(&here).into_iter().flatten() {
            came_from.entry(there).or_insert_with(|| {
                queue.push_back(there);
                here
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contradiction_is_shown_with_its_chain() {
        let judgement =
            |one, other, verdict| Judgement { one: RecordId(one), other: RecordId(other), verdict };
        let judgements = [
            judgement(1, 2, Verdict::Same),
            judgement(3, 2, Verdict::Same),
            judgement(1, 3, Verdict::Different),
            judgement(4, 1, Verdict::Different),
            judgement(4, 5, Verdict::Unsure),
        ];
        let found = contradictions(&judgements);
        let chain = vec![RecordId(1), RecordId(2), RecordId(3)];
        assert_eq!(found, [Contradiction { different: (RecordId(1), RecordId(3)), chain }]);
        assert!(contradictions(&judgements[..2]).is_empty());
    }
}
