//! Names drawn by how common they are, from the published tables that ship with the program. Never a whole name: those
//! tables hold single words.

use link::frequency::{self, POPULATIONS};
use link::hash::Sequence;

/// Whose surnames are drawn, by [`POPULATIONS`].
const SPANISH: [&str; 6] = ["sv", "ve", "hn", "gt", "mx", "co"];
const ENGLISH: [&str; 1] = ["us"];
/// Words by which the tables name those whom they do not tell apart.
const NOBODY: [&str; 2] = ["all", "other"];

/// Words with the sum of the shares up to each.
pub struct Drawn {
    words: Vec<&'static str>,
    sums: Vec<f64>,
}

impl Drawn {
    fn new(of: impl Iterator<Item = (&'static str, f64)>) -> Self {
        let (mut words, mut sums, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for (word, share) in of.filter(|it| it.1 > 0.0 && it.0.len() > 2 && !NOBODY.contains(&it.0)) {
            sum += share;
            words.push(word);
            sums.push(sum);
        }
        Self { words, sums }
    }

    /// One word.
    pub fn one(&self, chance: &mut Sequence) -> &'static str {
        let sought = chance.unit() * self.sums.last().copied().unwrap_or_default();
        self.words[self.sums.partition_point(|it| *it <= sought).min(self.words.len() - 1)]
    }
}

/// The names of one way of naming.
pub struct Names {
    /// Of women, of men.
    pub given: [Drawn; 2],
    pub surnames: Drawn,
}

impl Names {
    /// Those of the first table of given names and these populations' surnames.
    pub fn spanish() -> Self {
        Self::of(0, &SPANISH)
    }

    /// Those of the second table and these populations' surnames.
    pub fn english() -> Self {
        Self::of(1, &ENGLISH)
    }

    fn of(table: usize, populations: &[&str]) -> Self {
        let mut weights = [0.0; POPULATIONS.len()];
        for (weight, _) in weights.iter_mut().zip(POPULATIONS).filter(|it| populations.contains(&it.1)) {
            *weight = 1.0 / populations.len() as f64;
        }
        let all = frequency::names();
        let given = |men: bool| {
            let share = |male: Option<f32>| male.map_or(0.0, |it| f64::from(if men { it } else { 1.0 - it }));
            Drawn::new(all.iter().map(|(word, counts)| (*word, counts.given_in(table) * share(counts.male))))
        };
        let surnames = Drawn::new(all.iter().map(|(word, counts)| (*word, counts.surname(&weights))));
        Self { given: [given(false), given(true)], surnames }
    }
}
