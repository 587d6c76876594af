//! How common a name is: published tables per population, blended with the file's own counts. Never holds a person: only
//! words borne by many are in the tables (data/NOTICE).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// The populations whose surnames are known, in the order of the table's columns.
pub const POPULATIONS: [&str; 16] =
    ["es", "sv", "hn", "gt", "ni", "mx", "ve", "co", "pe", "ec", "bo", "ar", "cl", "cu", "do", "us"];
const GIVEN: [usize; 2] = [16, 17];
const MALE: u8 = 18;
/// The share given to a word that a table does not have: less than the rarest word that it has.
const UNSEEN: f64 = 1.0 / 4_000_000.0;

/// What the tables say of one word.
#[derive(Debug, Clone, Default)]
pub struct NameCounts {
    /// (column, share of the population's name words), columns ascending.
    shares: Vec<(u8, f32)>,
    /// The share of men among the bearers, as a given name.
    pub male: Option<f32>,
}

impl NameCounts {
    fn share(&self, column: usize) -> Option<f64> {
        let at = self.shares.binary_search_by_key(&(column as u8), |it| it.0).ok()?;
        Some(f64::from(self.shares[at].1))
    }

    /// The share as a given name, the mean over populations that have it.
    #[must_use]
    pub fn given(&self) -> f64 {
        GIVEN.iter().filter_map(|&it| self.share(it)).sum::<f64>() / GIVEN.len() as f64
    }

    /// The share as a given name in one of the two tables: Spain's, the United States'.
    #[must_use]
    pub fn given_in(&self, table: usize) -> f64 {
        GIVEN.get(table).and_then(|it| self.share(*it)).unwrap_or_default()
    }

    /// The share as a surname, by the populations' weights.
    #[must_use]
    pub fn surname(&self, weights: &[f64; POPULATIONS.len()]) -> f64 {
        self.shares
            .iter()
            .filter_map(|&(column, share)| Some(weights.get(usize::from(column))? * f64::from(share)))
            .sum()
    }
}

static TABLE: LazyLock<FxHashMap<Box<[u8]>, NameCounts>> = LazyLock::new(|| {
    read(include_bytes!("../data/names.bin")).expect("the table built into the program is well formed")
});

fn read(bytes: &[u8]) -> Option<FxHashMap<Box<[u8]>, NameCounts>> {
    let bytes = bytes.strip_prefix(b"NAMES1\n")?;
    let (count, mut rest) = bytes.split_first_chunk::<4>()?;
    let mut table = FxHashMap::default();
    let mut word: Vec<u8> = Vec::new();
    for _ in 0..u32::from_le_bytes(*count) {
        let (&[shared, length], tail) = rest.split_first_chunk::<2>()?;
        word.truncate(usize::from(shared));
        word.extend_from_slice(tail.get(..usize::from(length))?);
        let (&entries, mut tail) = tail.get(usize::from(length)..)?.split_first()?;
        let mut counts = NameCounts::default();
        for _ in 0..entries {
            let (&[column, value], next) = tail.split_first_chunk::<2>()?;
            tail = next;
            if column == MALE {
                counts.male = Some(f32::from(value) / 255.0);
            } else {
                counts.shares.push((column, (-f32::from(value) / 8.0).exp2()));
            }
        }
        table.insert(word.clone().into_boxed_slice(), counts);
        rest = tail;
    }
    Some(table)
}

/// What the published tables say of a folded word; `None` when no table has it.
#[must_use]
pub fn published(word: &str) -> Option<&'static NameCounts> {
    TABLE.get(word.as_bytes())
}

/// All words of the published tables, in the order of their letters.
#[must_use]
pub fn names() -> Vec<(&'static str, &'static NameCounts)> {
    let mut names: Vec<(&str, &NameCounts)> =
        TABLE.iter().filter_map(|(word, counts)| Some((std::str::from_utf8(word).ok()?, counts))).collect();
    names.sort_unstable_by_key(|it| it.0);
    names
}

/// log2 of how much likelier the word is a given name than a surname, between -8 and 8; 0 for unknown words.
#[must_use]
pub fn given_rather_than_surname(word: &str) -> f32 {
    let Some(counts) = published(word) else { return 0.0 };
    let most = (0..POPULATIONS.len()).filter_map(|it| counts.share(it)).fold(0.0, f64::max);
    let least = UNSEEN * 4.0;
    ((counts.given() + least) / (most * 0.5 + least)).log2().clamp(-8.0, 8.0) as f32
}

/// The mixture of populations that makes a file's surnames likeliest: EM over `(word, count)`, in the order given.
#[must_use]
pub fn populations<'a>(surnames: impl Iterator<Item = (&'a str, u64)> + Clone) -> [f64; POPULATIONS.len()] {
    let mut weights = [1.0 / POPULATIONS.len() as f64; POPULATIONS.len()];
    for _ in 0..20 {
        // One surname's worth of each keeps small files near the even mixture.
        let mut next = [1.0; POPULATIONS.len()];
        for (word, count) in surnames.clone() {
            let Some(counts) = published(word) else { continue };
            let total = counts.surname(&weights);
            for &(column, share) in counts.shares.iter().filter(|it| usize::from(it.0) < POPULATIONS.len()) {
                let column = usize::from(column);
                next[column] +=
                    count as f64 * weights[column] * f64::from(share) / total.max(f64::MIN_POSITIVE);
            }
        }
        let total: f64 = next.iter().sum();
        weights = next.map(|it| it / total);
    }
    weights
}

/// A share blended from a file's count and a published share: the published one counts as `weight` observations.
#[must_use]
pub fn blend(count: f64, total: f64, published: f64, weight: f64) -> f64 {
    (count.max(0.0) + weight * published.max(UNSEEN)) / (total + weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table() {
        let garcia = published("garcia").expect("common");
        assert!((0.005..0.05).contains(&garcia.share(0).expect("in Spain")));
        let hernandez = published("hernandez").expect("common").share(1).expect("in El Salvador");
        assert!((0.02..0.05).contains(&hernandez), "{hernandez}");
        assert!(given_rather_than_surname("jose") > 3.0);
        assert!(given_rather_than_surname("hernandez") < -3.0);
        assert_eq!(given_rather_than_surname("qqqq"), 0.0);
        assert!(published("maria").and_then(|it| it.male).is_some_and(|it| it < 0.1));
    }

    #[test]
    fn the_population_is_found() {
        let words = ["smith", "johnson", "williams", "miller", "nguyen", "brown"];
        let weights = populations(words.iter().map(|it| (*it, 50)));
        assert!(weights[15] > 0.8, "{weights:?}");
        let words = ["ochoa", "menjivar", "hernandez", "portillo", "alvarenga", "guardado", "zelaya"];
        let weights = populations(words.iter().map(|it| (*it, 50)));
        assert!(weights[1] > 0.4, "{weights:?}");
    }

    #[test]
    fn broken_tables_are_refused() {
        assert!(read(b"").is_none());
        assert!(read(b"NAMES1\n\x01\0\0\0\x00\x05ab").is_none());
    }
}
