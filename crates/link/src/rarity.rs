//! How much rarer than usual each value is: the term-frequency part of a weight, in bits. Shares blend the file's counts,
//! less the repetitions of one person, with published tables for names.

use crate::frequency::{self, POPULATIONS};
use crate::records::Records;

/// A published share counts as this many observations of a name.
const WEIGHT: f64 = 300.0;

/// Bits per value: log2(sum of squared shares / the value's share). Two values that agree at random have 0 on average in
/// the sense that the weight of the level, with these bits, is the exact weight of the value.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    /// By word, as a given name.
    pub given: Vec<f32>,
    /// By word, as a surname.
    pub surname: Vec<f32>,
    /// By distinct birth.
    pub births: Vec<f32>,
    /// By column and distinct value.
    pub columns: Vec<Vec<f32>>,
    /// -log2 of the sum of squared shares of given names: the bits of a usual agreement.
    pub usual_given: f32,
    /// The mixture of populations that the surnames look like.
    pub populations: [f64; POPULATIONS.len()],
}

impl Rarity {
    /// Counts the records' values. `repeats` is how many further records the average record's person has.
    #[must_use]
    pub fn of(records: &Records, repeats: f64) -> Self {
        let words = records.lexicon.len();
        let (mut given, mut surname) = (vec![0_u64; words], vec![0_u64; words]);
        for at in 0..records.len() as u32 {
            let name = records.name(at);
            let Some(reading) = name.readings.first() else { continue };
            for (bit, word) in name.words.iter().enumerate() {
                let counts = if reading.given >> bit & 1 == 1 { &mut given } else { &mut surname };
                counts[word.0 as usize] += 1;
            }
        }
        let text = |at: usize| &*records.lexicon.word(crate::name::WordId(at as u32)).text;
        let common = surname.iter().enumerate().filter(|it| *it.1 > 0).map(|(at, &count)| (text(at), count));
        let populations = frequency::populations(common);
        let published = |at: usize| frequency::published(text(at));
        let (given, usual_given) =
            name_bits(&given, repeats, |at| published(at).map_or(0.0, |it| it.given()));
        let (surname, _) =
            name_bits(&surname, repeats, |at| published(at).map_or(0.0, |it| it.surname(&populations)));
        let mut births = value_bits(records.birth_ids(), records.births.len(), repeats);
        // Days of birth are nearly alike; only those used as a default (1 January) are commoner.
        births.iter_mut().for_each(|it| *it = it.min(0.5));
        let columns = records
            .columns
            .iter()
            .map(|it| value_bits(it.ids.iter().copied(), it.values.len(), repeats))
            .collect();
        Self { given, surname, births, columns, usual_given: usual_given as f32, populations }
    }
}

fn name_bits(counts: &[u64], repeats: f64, published: impl Fn(usize) -> f64) -> (Vec<f32>, f64) {
    let total: u64 = counts.iter().sum();
    let persons: Vec<f64> = counts.iter().map(|&it| (it as f64 - repeats).max(0.0)).collect();
    let shares: Vec<f64> = persons
        .iter()
        .enumerate()
        .map(|(at, &count)| frequency::blend(count, total as f64, published(at), WEIGHT))
        .collect();
    let usual = usual_share(&persons, &shares);
    let bits = shares.iter().map(|share| (usual / share).log2().clamp(-8.0, 10.0) as f32).collect();
    (bits, if total > 0 { -usual.log2() } else { 0.0 })
}

/// The share that has no bits: the mean of 2^bits over agreements by chance is then 1, and the level's weight stays exact on
/// the whole.
fn usual_share(persons: &[f64], shares: &[f64]) -> f64 {
    // Pairs of two people that agree on each value, up to a factor.
    let agree = |it: f64| it * (it - 1.0).max(0.0);
    let agreeing: f64 = persons.iter().map(|&it| agree(it)).sum();
    let inverse: f64 = persons.iter().zip(shares).map(|(&it, share)| agree(it) / share).sum();
    if inverse > 0.0 {
        return agreeing / inverse;
    }
    shares.iter().map(|it| it * it).sum::<f64>() / shares.iter().sum::<f64>().max(f64::MIN_POSITIVE)
}

fn value_bits(ids: impl Iterator<Item = u32>, values: usize, repeats: f64) -> Vec<f32> {
    let mut counts = vec![0_u64; values];
    for id in ids {
        counts[id as usize] += 1;
    }
    counts[0] = 0;
    let total = counts.iter().sum::<u64>() as f64;
    let persons: Vec<f64> = counts.iter().map(|&it| (it as f64 - repeats).max(0.0)).collect();
    let shares: Vec<f64> =
        counts.iter().map(|&it| ((it as f64 - 1.0 - repeats).max(0.0) + 1.0) / (total + 1.0)).collect();
    let usual = usual_share(&persons, &shares);
    let bits = |share: &f64| (usual / share).log2().clamp(-6.0, 6.0) as f32;
    counts.iter().zip(&shares).map(|(&count, share)| if count == 0 { 0.0 } else { bits(share) }).collect()
}
