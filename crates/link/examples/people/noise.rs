//! How a person comes to stand on a list: parts omitted, swapped, abbreviated, misspelt, misread by a scanner; values missing or
//! wrong. Never changes who the row is about.

use std::fmt::Write as _;

use link::hash::Sequence;

use crate::person::{Person, Population};

const LISTS: [&str; 6] = ["court", "press", "ngo", "consulate", "family", "leak"];
/// Folded, and as careful writers write it.
const ACCENTS: [(&str, &str); 40] = [
    ("jose", "josé"),
    ("maria", "maría"),
    ("jesus", "jesús"),
    ("angel", "ángel"),
    ("ramon", "ramón"),
    ("andres", "andrés"),
    ("oscar", "óscar"),
    ("ruben", "rubén"),
    ("sebastian", "sebastián"),
    ("adrian", "adrián"),
    ("ivan", "iván"),
    ("julian", "julián"),
    ("tomas", "tomás"),
    ("nicolas", "nicolás"),
    ("sofia", "sofía"),
    ("lucia", "lucía"),
    ("martin", "martín"),
    ("cesar", "césar"),
    ("hector", "héctor"),
    ("victor", "víctor"),
    ("hernandez", "hernández"),
    ("garcia", "garcía"),
    ("martinez", "martínez"),
    ("lopez", "lópez"),
    ("gonzalez", "gonzález"),
    ("rodriguez", "rodríguez"),
    ("perez", "pérez"),
    ("sanchez", "sánchez"),
    ("ramirez", "ramírez"),
    ("gomez", "gómez"),
    ("diaz", "díaz"),
    ("vasquez", "vásquez"),
    ("jimenez", "jiménez"),
    ("gutierrez", "gutiérrez"),
    ("fernandez", "fernández"),
    ("mendez", "méndez"),
    ("mejia", "mejía"),
    ("guzman", "guzmán"),
    ("nunez", "núñez"),
    ("ibanez", "ibáñez"),
];
const SHORT: [(&str, &str); 24] = [
    ("jose", "chepe"),
    ("francisco", "paco"),
    ("manuel", "manolo"),
    ("jesus", "chuy"),
    ("alberto", "beto"),
    ("roberto", "beto"),
    ("enrique", "quique"),
    ("ignacio", "nacho"),
    ("guadalupe", "lupe"),
    ("dolores", "lola"),
    ("concepcion", "concha"),
    ("rosario", "chayo"),
    ("eduardo", "lalo"),
    ("guillermo", "memo"),
    ("rafael", "rafa"),
    ("luis", "lucho"),
    ("isabel", "chabela"),
    ("fernando", "nando"),
    ("william", "bill"),
    ("robert", "bob"),
    ("james", "jim"),
    ("thomas", "tom"),
    ("elizabeth", "liz"),
    ("margaret", "peggy"),
];
const SPELLINGS: [(&str, &str); 16] = [
    ("b", "v"),
    ("v", "b"),
    ("z", "s"),
    ("s", "z"),
    ("ce", "se"),
    ("ci", "si"),
    ("ll", "y"),
    ("y", "ll"),
    ("h", ""),
    ("ge", "je"),
    ("gi", "ji"),
    ("qu", "k"),
    ("x", "j"),
    ("i", "y"),
    ("mb", "nb"),
    ("rr", "r"),
];
const MISREAD: [(&str, &str); 12] = [
    ("rn", "m"),
    ("m", "rn"),
    ("l", "i"),
    ("i", "l"),
    ("o", "0"),
    ("s", "5"),
    ("cl", "d"),
    ("e", "f"),
    ("u", "v"),
    ("n", "h"),
    ("b", "8"),
    ("g", "c"),
];

/// Writes the row of a person's copy, from the list on.
pub fn row(population: &Population, number: u32, copy: u8, line: &mut String) {
    let person = population.person(number);
    let mut chance = population.chance(number, 16 + u64::from(copy));
    let chance = &mut chance;
    let list = chance.below(20);
    let list = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5][list as usize];
    let [mut given, mut first, mut second] = name(population, &person, chance);
    // Some lists are in capitals, with the surnames first.
    let capitals = matches!(list, 0 | 3 | 5);
    for part in [&mut given, &mut first, &mut second] {
        *part = if capitals { part.to_uppercase() } else { titled(part) };
    }
    let surnames = format!("{first} {second}");
    let surnames = surnames.trim();
    let full = match list {
        0 | 3 => format!("\"{surnames}, {given}\""),
        5 => format!("{surnames} {given}"),
        _ => format!("{given} {surnames}"),
    };
    if !second.is_empty() && chance.unit() < 0.03 {
        first = surnames.to_owned();
        second.clear();
    }
    let sex = if chance.unit() < 0.1 { "" } else { ["F", "M"][usize::from(person.is_man)] };
    let (birth, place, document) =
        (birth(&person, chance), place(population, &person, chance), document(&person, chance));
    write!(line, "{},{given},{first},{second},{full},{sex},{birth},\"{place}\",{document}", LISTS[list])
        .expect("a string takes it");
}

/// Given names, first and second surname as they were written.
fn name(population: &Population, person: &Person, chance: &mut Sequence) -> [String; 3] {
    let careful = chance.unit() < 0.45;
    let [mut one, mut two] = person.given.map(str::to_owned);
    if chance.unit() < 0.04
        && let Some((_, short)) = SHORT.iter().find(|it| it.0 == one)
    {
        one = (*short).to_owned();
    }
    let drawn = chance.unit();
    if !two.is_empty() {
        match drawn {
            ..0.24 => two.clear(),
            ..0.31 => {
                two.truncate(1);
                two.push('.');
            }
            ..0.34 => std::mem::swap(&mut one, &mut two),
            ..0.37 => one = std::mem::take(&mut two),
            _ => {}
        }
    }
    let [mut first, mut second] = person.surnames.map(str::to_owned);
    let drawn = chance.unit();
    if !second.is_empty() {
        match drawn {
            ..0.24 => second.clear(),
            ..0.27 => std::mem::swap(&mut first, &mut second),
            ..0.285 => first = std::mem::take(&mut second),
            ..0.32 if !person.is_man => second = format!("de {}", population.surname(chance)),
            _ => {}
        }
    }
    let [one, two, first, second] = [one, two, first, second].map(|part| noisy(part, careful, chance));
    [format!("{one} {two}").trim().to_owned(), first, second]
}

/// A word as somebody wrote it.
fn noisy(word: String, careful: bool, chance: &mut Sequence) -> String {
    let word = match ACCENTS.iter().find(|it| careful && it.0 == word) {
        Some((_, accented)) => (*accented).to_owned(),
        None => word,
    };
    match chance.unit() {
        ..0.045 => slip(&word, chance),
        ..0.085 => replaced(&word, &SPELLINGS, chance),
        ..0.105 => replaced(&word, &MISREAD, chance),
        _ => word,
    }
}

/// One slip of the fingers: two letters exchanged, one left out, one too many, a wrong one.
fn slip(word: &str, chance: &mut Sequence) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return word.to_owned();
    }
    let at = chance.below(letters.len() as u64 - 1) as usize;
    let other = char::from(b'a' + chance.below(26) as u8);
    match chance.below(4) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, other),
        _ => letters[at] = other,
    }
    letters.into_iter().collect()
}

/// One of the rules that apply, once.
fn replaced(word: &str, rules: &[(&str, &str)], chance: &mut Sequence) -> String {
    let found: Vec<&(&str, &str)> = rules.iter().filter(|it| word.contains(it.0)).collect();
    if found.is_empty() {
        return word.to_owned();
    }
    let (from, to) = found[chance.below(found.len() as u64) as usize];
    word.replacen(from, to, 1)
}

fn titled(text: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The date of birth: missing, day and month exchanged, a wrong digit, the year alone, a year off.
fn birth(person: &Person, chance: &mut Sequence) -> String {
    let (year, month, day) = person.birth;
    let written = format!("{year}-{month:02}-{day:02}");
    match chance.unit() {
        ..0.20 => String::new(),
        ..0.24 if day <= 12 => format!("{year}-{day:02}-{month:02}"),
        ..0.28 => wrong_digit(&written, [3, 6, 9][chance.below(3) as usize], chance),
        ..0.33 => year.to_string(),
        ..0.35 => format!("{}{}", year + 1, &written[4..]),
        _ => written,
    }
}

fn place(population: &Population, person: &Person, chance: &mut Sequence) -> String {
    let drawn = chance.unit();
    let whole = if chance.unit() < 0.03 { population.place(chance) } else { person.place };
    let (town, region) = whole.split_once(", ").unwrap_or((whole, ""));
    let place = match drawn {
        ..0.18 => return String::new(),
        ..0.26 => region,
        ..0.50 => town,
        _ => whole,
    };
    if chance.unit() < 0.4 { plain(place).to_uppercase() } else { place.to_owned() }
}

fn plain(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' => 'u',
            other => other,
        })
        .collect()
}

/// The document's number: half of the lists have it, some with a wrong digit.
fn document(person: &Person, chance: &mut Sequence) -> String {
    let written = person.document.to_string();
    match chance.unit() {
        ..0.48 => String::new(),
        ..0.495 => {
            let at = chance.below(written.len() as u64) as usize;
            wrong_digit(&written, at, chance)
        }
        _ => written,
    }
}

fn wrong_digit(text: &str, at: usize, chance: &mut Sequence) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let more = 1 + chance.below(8) as u8;
    bytes[at] = b'0' + (bytes[at] - b'0' + more) % 10;
    bytes.into_iter().map(char::from).collect()
}
