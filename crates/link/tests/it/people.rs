//! Invented people and the messy lists that they stand on, from a seed. Never a real person.

use link::Meaning;
use link::columns::{Column, ListId, RecordId, Table};
use link::hash::Sequence;

const GIVEN: [&str; 16] = [
    "José", "Carlos", "Ana", "Marta", "Óscar", "Julia", "Rubén", "Elena", "Mario", "Sonia", "Hugo", "Raquel",
    "Tomás", "Irene", "Bruno", "Noemí",
];
const SURNAMES: [&str; 20] = [
    "Hernández",
    "Menjívar",
    "Alvarenga",
    "Portillo",
    "Guardado",
    "Zelaya",
    "Ochoa",
    "Rivas",
    "Cañas",
    "Orellana",
    "Quintanilla",
    "Escobar",
    "Bonilla",
    "Ayala",
    "Melara",
    "Cubías",
    "Henríquez",
    "Villatoro",
    "Lemus",
    "Serpas",
];
const PLACES: [&str; 6] = ["Apopa", "Soyapango", "Metapán", "Izalco", "Suchitoto", "Berlín"];

/// A table and, for each row, the number of its person.
pub struct People {
    pub table: Table,
    pub truth: Vec<u32>,
}

/// Rows are id, list, then whole name, birth, place, document.
pub fn table(rows: &[(u64, u32, [&str; 4])]) -> Table {
    let meanings = [Meaning::FullName, Meaning::Birth, Meaning::Place, Meaning::Document];
    let mut table = Table::default();
    for (id, list, _) in rows {
        table.ids.push(RecordId(*id));
        table.lists.push(ListId(*list));
    }
    for (at, meaning) in meanings.into_iter().enumerate() {
        let mut column = Column::new(meaning, "");
        rows.iter().for_each(|(_, _, values)| column.push(values[at]));
        table.columns.push(column);
    }
    table
}

/// People on three lists, with slips, omissions and missing values.
pub fn people(persons: u32, seed: u64) -> People {
    let mut chance = Sequence(seed);
    let mut rows: Vec<(u64, u32, [String; 4])> = Vec::new();
    let mut truth = Vec::new();
    for person in 0..persons {
        let mut pick = |from: &[&str]| from[chance.below(from.len() as u64) as usize].to_owned();
        let (given, first, second, place) = (pick(&GIVEN), pick(&SURNAMES), pick(&SURNAMES), pick(&PLACES));
        let (year, month, day) = (1960 + chance.below(45), 1 + chance.below(12), 1 + chance.below(28));
        let document = 10_000_000 + chance.below(80_000_000);
        for list in 0..3_u32 {
            if chance.unit() < 0.4 {
                continue;
            }
            let second = if chance.unit() < 0.3 { "" } else { second.as_str() };
            let mut name = match list {
                0 => format!("{first} {second}, {given}").to_uppercase(),
                _ => format!("{given} {first} {second}"),
            };
            if chance.unit() < 0.1 {
                name = name.replace(['z', 'Z'], "s").replace('v', "b");
            }
            let known = |share: f64, value: String, chance: &mut Sequence| {
                if chance.unit() < share { value } else { String::new() }
            };
            let birth = known(0.8, format!("{year}-{month:02}-{day:02}"), &mut chance);
            let place = known(0.8, place.clone(), &mut chance);
            let document = known(0.4, document.to_string(), &mut chance);
            rows.push((rows.len() as u64, list, [name, birth, place, document]));
            truth.push(person);
        }
    }
    let rows: Vec<(u64, u32, [&str; 4])> =
        rows.iter().map(|(id, list, values)| (*id, *list, values.each_ref().map(String::as_str))).collect();
    People { table: table(&rows), truth }
}

/// The same table with its rows in another order.
pub fn shuffled(table: &Table, seed: u64) -> Table {
    let mut chance = Sequence(seed);
    let mut order: Vec<usize> = (0..table.ids.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, chance.below(at as u64 + 1) as usize);
    }
    let columns = table.columns.iter().map(|column| {
        let mut moved = Column::new(column.meaning, &column.label);
        order.iter().for_each(|&it| moved.push(column.get(it)));
        moved
    });
    Table {
        ids: order.iter().map(|&it| table.ids[it]).collect(),
        lists: order.iter().map(|&it| table.lists[it]).collect(),
        columns: columns.collect(),
    }
}
