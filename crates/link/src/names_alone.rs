//! How likely two records are one person by their names alone, among pairs that look alike: for a search, a screening, a first
//! sight. Never a reason to merge anybody.

use crate::cluster::Stance;
use crate::em::Histogram;
use crate::model::{FieldModel, Model, Traits};
use crate::pattern::{self, MOST_LEVELS, Pattern};
use crate::rarity::Rarity;
use crate::records::{FieldKind, Records};
use crate::score::{Link, Scorer};

/// What a level says, in bits, in the order of [`crate::name::GivenLevel`] and [`crate::name::SurnameLevel`]. Set by judgement,
/// not fitted. Two people whom a search by name brings together share one part of the name and differ in the other: that
/// both parts agree says more than two independent agreements, and this is folded into the bits of agreement.
const GIVEN_BITS: [f64; 9] = [2.2, 2.0, 2.8, 1.5, 1.5, -4.5, -3.6, -4.2, 1.0];
const SURNAME_BITS: [f64; 12] = [2.6, 4.0, 2.2, 3.0, 2.5, -1.2, -5.0, -4.8, -4.5, -0.8, -4.8, 1.0];
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
        Link {
            one: one.min(other),
            other: one.max(other),
            weight,
            families: 0,
            corroborated: false,
            stance: Stance::default(),
        }
    };
    pairs.iter().map(link).collect()
}

/// The model with the prior that makes the counted pairs likeliest. Two fields do not tell more: the bits stay as they are.
fn model(records: &Records, counts: &Histogram) -> Model {
    let row = |bits: &[f64]| -> [f64; MOST_LEVELS] {
        std::array::from_fn(|level| {
            level.checked_sub(1).and_then(|it| bits.get(it)).map_or(1.0, |it| it.exp2())
        })
    };
    let fields = records.fields.iter().map(|field| {
        let m = match field.kind {
            FieldKind::Given => row(&GIVEN_BITS),
            FieldKind::Surname => row(&SURNAME_BITS),
            _ => row(&[]),
        };
        FieldModel { field: field.clone(), m, u: [1.0; MOST_LEVELS] }
    });
    let mut model = Model { fields: fields.collect(), prior: 0.3, kin: 0.0, traits: Traits::default() };
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

const _: () = assert!(GIVEN_BITS.len() < MOST_LEVELS && SURNAME_BITS.len() < MOST_LEVELS);
