//! How far reviewers agree who judged the same pairs without sight of the score or of each other: Cohen's kappa (Cohen 1960).

use std::collections::BTreeMap;

use model::Verdict;

use super::judgements::{Judgements, Pair};

/// Two reviewers on the pairs that both judged blind.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// One reviewer.
    pub one: String,
    /// The other.
    pub other: String,
    /// How many pairs both judged.
    pub pairs: u64,
    /// On how many of them they gave the same verdict.
    pub agreed: u64,
    /// Agreement beyond chance, from -1 to 1; `None` where chance alone would agree on all, so that there is no measure.
    pub kappa: Option<f64>,
    /// The pairs on which they differ, ascending.
    pub differ: Vec<Pair>,
}

/// The agreement of every two reviewers who judged a pair in common, blind.
#[must_use]
pub fn agreement(judgements: &Judgements) -> Vec<Agreement> {
    let mut verdicts: BTreeMap<&str, BTreeMap<Pair, Verdict>> = BTreeMap::new();
    for it in judgements.history().iter().filter(|it| it.stands() && it.judgement.blind) {
        verdicts.entry(&it.by).or_default().insert(it.pair(), it.judgement.verdict);
    }
    let reviewers: Vec<&str> = verdicts.keys().copied().collect();
    let mut found = Vec::new();
    for (at, one) in reviewers.iter().enumerate() {
        for other in &reviewers[at + 1..] {
            let both: Vec<(Pair, Verdict, Verdict)> = verdicts[one]
                .iter()
                .filter_map(|(pair, verdict)| Some((*pair, *verdict, *verdicts[other].get(pair)?)))
                .collect();
            if !both.is_empty() {
                found.push(compare(one, other, &both));
            }
        }
    }
    found
}

fn compare(one: &str, other: &str, both: &[(Pair, Verdict, Verdict)]) -> Agreement {
    let pairs = both.len() as f64;
    let agreed = both.iter().filter(|it| it.1 == it.2).count();
    let share = |of: fn(&(Pair, Verdict, Verdict)) -> Verdict, verdict: Verdict| {
        both.iter().filter(|it| of(it) == verdict).count() as f64 / pairs
    };
    let chance: f64 =
        Verdict::ALL.into_iter().map(|verdict| share(|it| it.1, verdict) * share(|it| it.2, verdict)).sum();
    let kappa = (chance < 1.0).then(|| (agreed as f64 / pairs - chance) / (1.0 - chance));
    Agreement {
        one: one.to_owned(),
        other: other.to_owned(),
        pairs: both.len() as u64,
        agreed: agreed as u64,
        kappa,
        differ: both.iter().filter(|it| it.1 != it.2).map(|it| it.0).collect(),
    }
}

#[cfg(test)]
mod tests {
    use model::RecordId;

    use super::*;

    fn check(table: &[(Verdict, Verdict, usize)], expected: Option<f64>) {
        let each = table.iter().flat_map(|(one, other, count)| std::iter::repeat_n((*one, *other), *count));
        let both: Vec<(Pair, Verdict, Verdict)> =
            each.zip(0..).map(|((one, other), at)| ((RecordId(at), RecordId(at + 1)), one, other)).collect();
        let found = compare("Ana", "Eva", &both);
        match (found.kappa, expected) {
            (Some(kappa), Some(expected)) => assert!((kappa - expected).abs() < 1e-9, "{kappa}"),
            (kappa, expected) => assert_eq!(kappa, expected),
        }
    }

    /// The first by hand: 35 of 50 agree, chance .5, so (.7 - .5) / .5.
    #[test]
    fn kappa_by_hand() {
        use Verdict::{Different, Same};
        check(
            &[(Same, Same, 20), (Same, Different, 5), (Different, Same, 10), (Different, Different, 15)],
            Some(0.4),
        );
        check(&[(Same, Same, 9), (Different, Different, 9)], Some(1.0));
        check(&[(Same, Different, 9), (Different, Same, 9)], Some(-1.0));
        check(&[(Same, Same, 9)], None);
    }
}
