//! What people judged of pairs of records, out of the log: which verdicts stand, which were overtaken or taken back, and
//! where reviewers contradict each other. Settles nothing itself.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::{Decision, Judgement, RecordId, Verdict};

use crate::catalogue::{Catalogue, DecisionRow, StorageError};

/// Two records, the one with the lower id first.
pub type Pair = (RecordId, RecordId);

/// Two records in the order of a [`Pair`].
#[must_use]
pub fn pair(one: RecordId, other: RecordId) -> Pair {
    (one.min(other), one.max(other))
}

/// A judgement with its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The log entry.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What.
    pub judgement: Judgement,
    /// The log entry that took it back.
    pub withdrawn: Option<u64>,
    /// The later judgement of the same person on the same pair that stands in its place.
    pub overtaken: Option<u64>,
}

impl Judged {
    /// Its records.
    #[must_use]
    pub fn pair(&self) -> Pair {
        pair(self.judgement.one.id, self.judgement.other.id)
    }

    /// Whether it stands: neither taken back nor overtaken.
    #[must_use]
    pub const fn stands(&self) -> bool {
        self.withdrawn.is_none() && self.overtaken.is_none()
    }
}

/// What the standing judgements on a pair come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Everybody who decided says so.
    Agreed(Verdict),
    /// One says same, another different: the pair joins nobody until they settle it.
    Contradicted,
}

impl Standing {
    /// Its stable name in `--json` and in messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Agreed(verdict) => verdict.code(),
            Self::Contradicted => "contradicted",
        }
    }

    /// Whether the question whether both are one person is answered for now.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        matches!(self, Self::Agreed(Verdict::Same | Verdict::Different))
    }
}

/// Every judgement of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgements {
    rows: Vec<Judged>,
    of_pair: BTreeMap<Pair, Vec<usize>>,
}

impl Judgements {
    /// Every judgement that the log holds.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn read(catalogue: &Catalogue) -> Result<Self, StorageError> {
        Ok(Self::of(&catalogue.decisions(0)?, u64::MAX))
    }

    /// The judgements among decisions of entries before `end`. A judgement is taken back by whoever does so, and
    /// overtaken by a later one of the same person on the same pair.
    #[must_use]
    pub fn of(decisions: &[DecisionRow], end: u64) -> Self {
        let mut rows: Vec<Judged> = Vec::new();
        for row in decisions.iter().take_while(|row| row.entry < end) {
            match &row.decision {
                Decision::Judged(judgement) => rows.push(Judged {
                    entry: row.entry,
                    at: row.at,
                    by: row.by.clone(),
                    judgement: judgement.clone(),
                    withdrawn: None,
                    overtaken: None,
                }),
                Decision::JudgementWithdrawn { judgement } => {
                    let found = rows.binary_search_by_key(judgement, |it| it.entry);
                    if let Ok(at) = found {
                        rows[at].withdrawn = rows[at].withdrawn.or(Some(row.entry));
                    }
                }
                _ => {}
            }
        }
        let mut of_pair: BTreeMap<Pair, Vec<usize>> = BTreeMap::new();
        rows.iter().enumerate().for_each(|(at, row)| of_pair.entry(row.pair()).or_default().push(at));
        for rows_of_pair in of_pair.values() {
            let mut latest: BTreeMap<String, u64> = BTreeMap::new();
            for &at in
                rows_of_pair.iter().rev().filter(|at| rows[**at].withdrawn.is_none()).collect::<Vec<_>>()
            {
                let row = &mut rows[at];
                row.overtaken = latest.get(&row.by).copied();
                latest.entry(row.by.clone()).or_insert(row.entry);
            }
        }
        Self { rows, of_pair }
    }

    /// All of them, in the order of the log.
    #[must_use]
    pub fn history(&self) -> &[Judged] {
        &self.rows
    }

    /// Those on a pair, in the order of the log.
    pub fn on(&self, pair: Pair) -> impl Iterator<Item = &Judged> {
        self.of_pair.get(&pair).into_iter().flatten().map(|at| &self.rows[*at])
    }

    /// Those that a record is part of, in the order of the log.
    pub fn about(&self, record: RecordId) -> impl Iterator<Item = &Judged> {
        self.rows.iter().filter(move |it| it.pair().0 == record || it.pair().1 == record)
    }

    /// What stands on a pair; `None` when nobody judged it.
    #[must_use]
    pub fn standing(&self, pair: Pair) -> Option<Standing> {
        let verdicts: Vec<Verdict> =
            self.on(pair).filter(|it| it.stands()).map(|it| it.judgement.verdict).collect();
        let (same, different) = (verdicts.contains(&Verdict::Same), verdicts.contains(&Verdict::Different));
        Some(match (same, different) {
            (true, true) => Standing::Contradicted,
            (true, false) => Standing::Agreed(Verdict::Same),
            (false, true) => Standing::Agreed(Verdict::Different),
            (false, false) if verdicts.is_empty() => return None,
            (false, false) => Standing::Agreed(Verdict::Unsure),
        })
    }

    /// Every pair on which something stands, ascending.
    pub fn all_standing(&self) -> impl Iterator<Item = (Pair, Standing)> {
        self.of_pair.keys().filter_map(|pair| Some((*pair, self.standing(*pair)?)))
    }
}

#[cfg(test)]
mod tests {
    use model::{CharSpan, Digest, ItemId, RecordRef};

    use super::*;

    fn judged(entry: u64, by: &str, verdict: Verdict) -> DecisionRow {
        let record = |id| RecordRef {
            id: RecordId(id),
            item: ItemId(Digest([0; 32])),
            span: CharSpan { start: 0, end: 1 },
        };
        let judgement =
            Judgement { one: record(1), other: record(2), verdict, note: None, blind: false, imported: None };
        DecisionRow { entry, at: Timestamp::UNIX_EPOCH, by: by.into(), decision: Decision::Judged(judgement) }
    }

    fn withdrawn(entry: u64, judgement: u64) -> DecisionRow {
        let decision = Decision::JudgementWithdrawn { judgement };
        DecisionRow { entry, at: Timestamp::UNIX_EPOCH, by: "Ana".into(), decision }
    }

    fn check(rows: &[DecisionRow], expected: Option<Standing>) {
        assert_eq!(Judgements::of(rows, u64::MAX).standing((RecordId(1), RecordId(2))), expected, "{rows:?}");
    }

    #[test]
    fn the_latest_of_each_reviewer_stands() {
        use Verdict::{Different, Same, Unsure};
        let agreed = |verdict| Some(Standing::Agreed(verdict));
        check(&[], None);
        check(&[judged(1, "Ana", Same)], agreed(Same));
        check(&[judged(1, "Ana", Same), judged(2, "Ana", Different)], agreed(Different));
        check(&[judged(1, "Ana", Same), judged(2, "Eva", Unsure)], agreed(Same));
        check(&[judged(1, "Ana", Same), judged(2, "Eva", Different)], Some(Standing::Contradicted));
        // Taken back: the earlier one of the same person stands again.
        check(&[judged(1, "Ana", Same), judged(2, "Ana", Different), withdrawn(3, 2)], agreed(Same));
        check(&[judged(1, "Ana", Same), withdrawn(2, 1)], None);
        let rows = [judged(1, "Ana", Same), judged(2, "Eva", Different)];
        let early = Judgements::of(&rows, 2);
        assert_eq!(early.standing((RecordId(1), RecordId(2))), agreed(Same), "what came later is not known");
    }
}
