//! Who the invented people are: each is a function of the seed and its number, so that none need be held. Never two runs with
//! different people.

use link::hash::{Sequence, join, mix};

use crate::names::Names;

const PLACES: [&str; 28] = [
    "San Salvador, San Salvador",
    "Soyapango, San Salvador",
    "Apopa, San Salvador",
    "Santa Tecla, La Libertad",
    "Santa Ana, Santa Ana",
    "Metapán, Santa Ana",
    "San Miguel, San Miguel",
    "Usulután, Usulután",
    "Sonsonate, Sonsonate",
    "Izalco, Sonsonate",
    "Cojutepeque, Cuscatlán",
    "Suchitoto, Cuscatlán",
    "Maracaibo, Zulia",
    "Cabimas, Zulia",
    "Maracay, Aragua",
    "Los Teques, Miranda",
    "San Cristóbal, Táchira",
    "Valencia, Carabobo",
    "Barquisimeto, Lara",
    "Caracas, Distrito Capital",
    "Tegucigalpa, Francisco Morazán",
    "San Pedro Sula, Cortés",
    "Mixco, Guatemala",
    "Tapachula, Chiapas",
    "Houston, Texas",
    "El Paso, Texas",
    "Los Angeles, California",
    "Newark, New Jersey",
];

/// A person as nobody wrote it down yet.
#[derive(Debug, Clone)]
pub struct Person {
    /// Given names, folded; the second may be empty.
    pub given: [&'static str; 2],
    /// Surnames, folded; the second may be empty.
    pub surnames: [&'static str; 2],
    pub is_man: bool,
    /// Year, month, day.
    pub birth: (u32, u32, u32),
    pub place: &'static str,
    pub document: u64,
}

/// All people.
pub struct Population {
    seed: u64,
    spanish: Names,
    english: Names,
}

impl Population {
    pub fn new(seed: u64) -> Self {
        Self { seed, spanish: Names::spanish(), english: Names::english() }
    }

    /// The chances of one person, or of one of its rows.
    pub fn chance(&self, person: u32, salt: u64) -> Sequence {
        Sequence(join(mix(self.seed ^ salt), u64::from(person)))
    }

    /// A surname as drawn by chance.
    pub fn surname(&self, chance: &mut Sequence) -> &'static str {
        self.spanish.surnames.one(chance)
    }

    pub fn place(&self, chance: &mut Sequence) -> &'static str {
        // The first places are the largest.
        let at = chance.unit().powf(1.6) * PLACES.len() as f64;
        PLACES[(at as usize).min(PLACES.len() - 1)]
    }

    /// The person of a number. Of ten, one is a sibling of the one before; of fifty, one is a child with its parent's name.
    pub fn person(&self, number: u32) -> Person {
        let mut kin = self.chance(number, 1);
        let drawn = kin.unit();
        if number > 0 && drawn < 0.12 {
            let sibling = self.alone(number - 1);
            let own = self.alone(number);
            let twin = kin.unit() < 0.04;
            let birth = if twin { sibling.birth } else { later(sibling.birth, 1 + kin.below(9) as u32) };
            return Person { surnames: sibling.surnames, place: sibling.place, birth, ..own };
        }
        if number > 0 && drawn < 0.14 {
            let parent = self.alone(number - 1);
            let birth = later(parent.birth, 18 + kin.below(14) as u32);
            let own = self.alone(number);
            let surnames = [parent.surnames[0], own.surnames[1]];
            return Person {
                given: parent.given,
                is_man: parent.is_man,
                surnames,
                place: parent.place,
                birth,
                ..own
            };
        }
        self.alone(number)
    }

    fn alone(&self, number: u32) -> Person {
        let mut chance = self.chance(number, 2);
        let is_english = chance.unit() < 0.2;
        let names = if is_english { &self.english } else { &self.spanish };
        let is_man = chance.unit() < 0.72;
        let given = [(); 2].map(|()| names.given[usize::from(is_man)].one(&mut chance));
        let surnames = [(); 2].map(|()| names.surnames.one(&mut chance));
        let has_second = chance.unit() < 0.7 && given[0] != given[1];
        // The middle of five draws: few are very young or very old.
        let mut years = [(); 5].map(|()| chance.below(55) as u32);
        years.sort_unstable();
        let birth = (1952 + years[2], 1 + chance.below(12) as u32, 1 + chance.below(28) as u32);
        Person {
            given: [given[0], if has_second { given[1] } else { "" }],
            surnames: [surnames[0], if is_english { "" } else { surnames[1] }],
            is_man,
            birth,
            place: self.place(&mut chance),
            // No two are equal: a bijection of 30 bits.
            document: 100_000_000 + u64::from(number).wrapping_mul(0x2545_F491) % (1 << 30),
        }
    }
}

fn later((year, month, day): (u32, u32, u32), years: u32) -> (u32, u32, u32) {
    (year + years, 1 + (month + 4) % 12, 1 + (day + 16) % 28)
}
