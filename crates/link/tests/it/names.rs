//! Two names, and what their parts say.

use link::name::compare::{Name, compare};
use link::name::{GivenLevel as G, Lexicon, NameForm, ParsedName, SurnameLevel as S, WordId};

fn check(one: &str, other: &str, given: G, surname: S) {
    let mut lexicon = Lexicon::default();
    let mut read = |full| {
        let name = ParsedName::read(&NameForm { full, ..NameForm::default() });
        let words: Vec<WordId> = name.parts.iter().map(|it| lexicon.intern(it)).collect();
        (words, name.readings)
    };
    let (one_read, other_read) = (read(one), read(other));
    let one_name = Name { words: &one_read.0, readings: &one_read.1 };
    let other_name = Name { words: &other_read.0, readings: &other_read.1 };
    let found = compare(&lexicon, one_name, other_name);
    assert_eq!((found.given, found.surname), (given, surname), "{one} / {other}");
    let back = compare(&lexicon, other_name, one_name);
    assert_eq!((back.given, back.surname), (given, surname), "{other} / {one}");
}

#[test]
fn levels() {
    check("Óscar Menjívar Rivas", "MENJIVAR RIVAS, OSCAR", G::Equal, S::BothEqual);
    check("José Antonio Menjívar Rivas", "MENJIVAR, JOSE", G::Omitted, S::OneEqual);
    check("Óscar Vásquez Rivas", "BASQUES RIBAS, OSCAR", G::Equal, S::BothVariant);
    check("Chepe Menjívar", "José Menjívar", G::Hypocoristic, S::OneEqual);
    check("J. Menjívar", "José Menjívar", G::Initial, S::OneEqual);
    check("Óscar Menjívar Rivas", "Óscar Rivas Menjívar", G::Equal, S::Swapped);
    check("Óscar Menjívar Rivas", "Óscar Menjívar Ochoa", G::Equal, S::SecondDiffers);
    check("Óscar Menjívar Rivas", "Elena Menjívar Rivas", G::Different, S::BothEqual);
    check("Óscar Rnartínez", "Óscar Martínez", G::Equal, S::OneVariant);
    check("María Rivas", "Mario Rivas", G::Different, S::OneEqual);
    check("Delia Rivas", "Celia Rivas", G::Near, S::OneEqual);
    check("Ana Delacruz Rivas", "Ana de la Cruz Rivas", G::Equal, S::BothEqual);
    check("OscarMenjivar", "Óscar Menjívar", G::Variant, S::OneVariant);
}

#[test]
fn a_part_left_over_on_each_side_contradicts() {
    check("Osmín Khan Zadra Noor", "Osmín Khan Welo Noor", G::Shared, S::BothEqual);
    check("Salman bin Yusuf al-Rawi", "Yusuf bin Salman al-Rawi", G::Different, S::SecondDiffers);
    check("Salman bin Yusuf al-Rawi", "Salman bin Hamid al-Rawi", G::Equal, S::SecondDiffers);
    check("Salman bin Yusuf al-Rawi", "Salman al-Rawi", G::Equal, S::OneEqual);
    check("Ana B. Menjívar", "Berta Menjívar", G::Near, S::OneEqual);
    check("Ana B. Menjívar", "Irma B. Menjívar", G::Different, S::BothEqual);
}

#[test]
fn parts_run_together_or_apart() {
    check("Óscar Men jívar", "Óscar Arnulfo Menjívar", G::Omitted, S::OneVariant);
    check("Ana Cubías Cubías", "Ana Cubías Cubías", G::Equal, S::OneEqual);
    check("JC Menjívar", "Juan Carlos Menjívar", G::Initial, S::OneEqual);
    check("John Menjívar", "Juan Menjívar", G::Hypocoristic, S::OneEqual);
}

#[test]
fn what_cannot_be_read_is_never_equal() {
    check("高市早苗", "Sanae Takaichi", G::Missing, S::Missing);
    check("高市早苗", "石破茂", G::Missing, S::Different);
    check("Олег Иванов", "Oleg Ivanov", G::Equal, S::OneEqual);
    check("", "Oleg Ivanov", G::Missing, S::Missing);
}
