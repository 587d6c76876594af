//! Invents people and the messy lists that they stand on, for measuring: `people RECORDS FILE.csv [SEED]`. The same seed gives
//! the same file. Never a real person: names are drawn part by part from the frequencies that ship with the program.
//!
//! Four in five bear two surnames as in Central America, Mexico, Colombia and Venezuela, the others one, as in the United
//! States. Some share what makes linkage hard: siblings, twins, a child with its parent's name, homonyms by chance.

mod names;
mod noise;
mod person;

use std::fs::File;
use std::io::{BufWriter, Write};

use link::hash::{Sequence, mix};

use person::Population;

/// How many persons of ten thousand stand on one list, on two and so on.
const ON_LISTS: [u64; 6] = [5_600, 2_400, 1_100, 500, 250, 150];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [records, path, seed @ ..] = arguments.as_slice() else {
        return Err("people RECORDS FILE.csv [SEED]".into());
    };
    let (records, seed) =
        (records.parse::<u64>()?, seed.first().map_or(Ok(20_261_122), |it| it.parse::<u64>())?);
    let rows = rows(records, seed)?;
    let population = Population::new(seed);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "rec_id,ent_id,source,given_names,surname1,surname2,full_name,sex,dob,place,nat_id")?;
    let (mut line, mut persons) = (String::new(), 0);
    for (at, (person, copy)) in rows.iter().enumerate() {
        persons = persons.max(person + 1);
        line.clear();
        noise::row(&population, *person, *copy, &mut line);
        writeln!(file, "{at},{person},{line}")?;
    }
    file.flush()?;
    println!("{records} records of {persons} persons, seed {seed}");
    Ok(())
}

/// Person and copy of each row, shuffled.
fn rows(records: u64, seed: u64) -> Result<Vec<(u32, u8)>, std::num::TryFromIntError> {
    let mut chance = Sequence(mix(seed));
    let mut rows = Vec::with_capacity(usize::try_from(records)?);
    let mut person = 0_u32;
    while (rows.len() as u64) < records {
        let mut drawn = chance.below(ON_LISTS.iter().sum());
        for (copy, share) in (0_u8..).zip(ON_LISTS) {
            if (rows.len() as u64) < records {
                rows.push((person, copy));
            }
            if drawn < share {
                break;
            }
            drawn -= share;
        }
        person += 1;
    }
    for at in (1..rows.len()).rev() {
        rows.swap(at, usize::try_from(chance.below(at as u64 + 1))?);
    }
    Ok(rows)
}
