//! How likely two records are one person by their names alone, among pairs that look alike: for a search, a screening, a first
//! sight. Never a reason to merge anybody.

use crate::em::Histogram;
use crate::model::{FieldModel, Model};
use crate::pattern::{self, MOST_LEVELS, Pattern};
use crate::rarity::Rarity;
use crate::records::{FieldKind, Records};
use crate::score::{Link, Scorer};

/// Rough shares of levels of two names of one person, by the order of [`crate::name::GivenLevel`] and
/// [`crate::name::SurnameLevel`]. Set by judgement, as are those below; not fitted to a set.
const GIVEN_SAME: [f64; 9] = [0.50, 0.24, 0.14, 0.03, 0.05, 0.008, 0.015, 0.007, 0.01];
const SURNAME_SAME: [f64; 12] = [0.32, 0.14, 0.26, 0.12, 0.03, 0.04, 0.01, 0.01, 0.003, 0.03, 0.017, 0.02];
/// The same for two people whom a search by name would bring together: they share a part or two.
const GIVEN_ALIKE: [f64; 9] = [0.32, 0.14, 0.03, 0.015, 0.025, 0.12, 0.10, 0.24, 0.01];
const SURNAME_ALIKE: [f64; 12] = [0.09, 0.02, 0.10, 0.04, 0.01, 0.05, 0.28, 0.14, 0.05, 0.08, 0.13, 0.01];
/// How much the rarity of given names, and of surnames, counts among pairs chosen because they look alike: relatives share
/// rare surnames.
const RARITY: [f32; 2] = [0.2, 0.05];
const ROUNDS: usize = 50;

/// Scores pairs by their names alone, in the order given. Other fields of the records are not looked at.
#[must_use]
pub fn score(records: &Records, pairs: &[(u32, u32)]) -> Vec<Link> {
    let mut rarity = Rarity::of(records, 0.0);
    for (bits, share) in [&mut rarity.given, &mut rarity.surname].into_iter().zip(RARITY) {
        bits.iter_mut().for_each(|it| *it *= share);
    }
    rarity.usual_given *= RARITY[0];
    let compare = |&(one, other): &(u32, u32)| pattern::compare(records, &rarity, one, other).pattern;
    let counts = Histogram::of(pairs.iter().map(compare).collect());
    let model = model(records, &counts);
    let weights = model.weights();
    let scorer = Scorer { records, rarity: &rarity, weights: &weights };
    let link = |&(one, other): &(u32, u32)| {
        let (weight, _) = scorer.pair(one, other);
        Link { one: one.min(other), other: one.max(other), weight, families: 0, corroborated: false }
    };
    pairs.iter().map(link).collect()
}

/// The model with the prior that makes the counted pairs likeliest. Two fields do not tell more: m and u stay as they are.
fn model(records: &Records, counts: &Histogram) -> Model {
    let row = |shares: &[f64]| -> [f64; MOST_LEVELS] {
        std::array::from_fn(|level| {
            level.checked_sub(1).and_then(|it| shares.get(it)).copied().unwrap_or(1.0)
        })
    };
    let fields = records.fields.iter().map(|field| {
        let (m, u) = match field.kind {
            FieldKind::Given => (row(&GIVEN_SAME), row(&GIVEN_ALIKE)),
            FieldKind::Surname => (row(&SURNAME_SAME), row(&SURNAME_ALIKE)),
            _ => (row(&[]), row(&[])),
        };
        FieldModel { field: field.clone(), m, u }
    });
    let mut model = Model { fields: fields.collect(), prior: 0.3, kin: 0.0 };
    let total = counts.total() as f64;
    for _ in 0..ROUNDS {
        let weights = model.weights();
        let same = |&(pattern, count): &(Pattern, u64)| {
            count as f64 / (1.0 + (-weights.pair(pattern, pattern.rarity(), 0.0).total).exp2())
        };
        let same: f64 = counts.counts.iter().map(same).sum();
        model.prior = ((same + 1.0) / (total + 3.0)).clamp(1e-6, 0.9);
    }
    model
}

const _: () = assert!(GIVEN_SAME.len() < MOST_LEVELS && SURNAME_SAME.len() < MOST_LEVELS);
