//! What a quotation is about in a form that does not depend on its language: violations by their codes, people, places
//! and bodies by their names, figures and days by their values. Only names that tell one from another become keys:
//! "the Government" or a surname alone is none. Never says that two texts mean the same.

use std::collections::BTreeSet;

use jiff::civil::Date;
use model::CharSpan;

use super::days::days;
use super::fold::{fold, stem, stems};
use super::rows::{Chain, DateMention, Found, Quantity};

/// One thing that a quotation is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// `violation`, `person`, `place`, `organisation`, `figure`, `day`, `month`.
    pub(super) kind: &'static str,
    /// What is compared.
    pub(super) key: String,
    /// Whether it leaves words of the name, or the day, out, so that it may meet a full key but no other short one.
    pub(super) short: bool,
    /// Whether it says by itself, beside a violation, what happened to whom or where: a person or a facility.
    pub(super) telling: bool,
    /// What is shown: the name as it is written, else the key.
    pub(super) words: String,
}

/// Words of names of facilities and bodies that tell no one from another, in both languages, folded and in order.
const GENERIC: [&str; 70] = [
    "aeropuerto",
    "airport",
    "and",
    "army",
    "barracks",
    "camp",
    "campamento",
    "carcel",
    "center",
    "centre",
    "centro",
    "comandancia",
    "comisaria",
    "comision",
    "commission",
    "complejo",
    "complex",
    "corte",
    "court",
    "cuartel",
    "de",
    "del",
    "departamento",
    "department",
    "detencion",
    "detention",
    "ejercito",
    "el",
    "estacion",
    "estadio",
    "estado",
    "facility",
    "fiscalia",
    "for",
    "gobierno",
    "government",
    "guard",
    "guardia",
    "hospital",
    "jail",
    "juzgado",
    "la",
    "las",
    "los",
    "ministerio",
    "ministry",
    "module",
    "modulo",
    "nacional",
    "national",
    "of",
    "office",
    "oficina",
    "para",
    "penal",
    "penitenciaria",
    "penitenciario",
    "penitentiary",
    "police",
    "policia",
    "presidio",
    "prision",
    "prison",
    "reclusorio",
    "stadium",
    "state",
    "station",
    "the",
    "tribunal",
    "y",
];

/// Words that belong to the word after them in a person's name, folded.
const PARTICLES: [&str; 10] = ["da", "de", "del", "della", "di", "la", "las", "los", "van", "von"];

/// The least figure that says something: smaller ones are in every text.
const TELLING_FIGURE: f64 = 10.0;

/// What a quotation of a stretch is about; each thing once, in order.
pub(super) fn keys(found: &Found, quotation: usize) -> BTreeSet<Key> {
    let plain = |kind, key: String| Key { kind, words: key.clone(), key, short: false, telling: false };
    let content = Content::of(found, quotation);
    let mut keys = BTreeSet::new();
    let claims = found.claims.iter().filter(|claim| claim.quotation == quotation as u64);
    let violations = claims.flat_map(|claim| &claim.violations);
    keys.extend(violations.map(|(code, _)| plain("violation", code.clone())));
    for chain in content.named(found) {
        let named = |kind, key, short, telling| Key { kind, key, short, telling, words: chain.words.clone() };
        match chain.kind.as_str() {
            "person" => keys.extend(
                people(&chain.words).into_iter().map(|(key, short)| named("person", key, short, true)),
            ),
            "facility" => keys.extend(core(&chain.words).map(|key| named("place", key, false, true))),
            "place" => keys.extend(core(&chain.words).map(|key| named("place", key, false, false))),
            _ => keys.extend(core(&chain.words).map(|key| named("organisation", key, false, false))),
        }
    }
    let figures = found.quantities.iter().filter(|it| content.has(it.span)).filter_map(figure);
    keys.extend(figures.map(|key| plain("figure", key)));
    for (day, month) in found.dates.iter().filter(|it| content.has(it.span)).filter_map(day) {
        // The months of two days are not what they share.
        keys.insert(Key { short: day.is_some(), ..plain("month", month) });
        keys.extend(day.map(|key| plain("day", key)));
    }
    keys
}

/// The stems of the names in a quotation: two texts that share only these speak of one person, not of one thing.
pub(super) fn name_stems(found: &Found, quotation: usize) -> BTreeSet<String> {
    Content::of(found, quotation).named(found).flat_map(|chain| stems(&chain.words)).collect()
}

/// The words of a quotation.
struct Content<'f>(&'f [CharSpan]);

impl<'f> Content<'f> {
    fn of(found: &'f Found, quotation: usize) -> Self {
        Self(found.quotations.get(quotation).map_or(&[], |it| &it.content))
    }

    fn has(&self, span: CharSpan) -> bool {
        self.0.iter().any(|part| part.start <= span.start && span.end <= part.end)
    }

    fn named<'s>(&'s self, found: &'s Found) -> impl Iterator<Item = &'s Chain> {
        let mentions = found.mentions.iter().filter(|it| it.form != "pronoun" && self.has(it.span));
        mentions.filter_map(|it| found.chains.get(usize::try_from(it.chain).ok()?))
    }
}

/// The forms of a person's name that are compared, and whether they leave words out. A name of one word has none. One
/// of three may end with a second surname, one of four may have two given names and two surnames, which the press of
/// another country leaves out.
fn people(name: &str) -> Vec<(String, bool)> {
    let folded = fold(name);
    let mut units: Vec<String> = Vec::new();
    let mut pending = String::new();
    for word in folded.split_whitespace() {
        pending.push_str(word);
        if PARTICLES.contains(&word) {
            pending.push(' ');
        } else {
            units.push(std::mem::take(&mut pending));
        }
    }
    let short = |parts: &[&String]| (parts.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" "), true);
    let mut forms = vec![(units.join(" "), false)];
    match units.as_slice() {
        [] | [_] => return Vec::new(),
        [given, surname, _] => forms.push(short(&[given, surname])),
        [given, second, surname, _] => {
            forms.push(short(&[given, surname]));
            forms.push(short(&[given, second, surname]));
        }
        _ => {}
    }
    forms
}

/// The beginnings of a name's own words, in order of the alphabet, so that "Penal de Piedra Honda" is "Piedra Honda
/// Prison"; `None` when it has none.
fn core(name: &str) -> Option<String> {
    let folded = fold(name);
    let own = folded.split_whitespace().filter(|word| !GENERIC.contains(word));
    let stems: BTreeSet<String> = own.map(stem).collect();
    (!stems.is_empty()).then(|| stems.into_iter().collect::<Vec<_>>().join(" "))
}

/// The number of a figure, with its unit; an order of magnitude and a range have none.
fn figure(it: &Quantity) -> Option<String> {
    let is_a_number = it.low >= TELLING_FIGURE
        && match it.approximation.as_str() {
            "exact" | "about" => it.low == it.high,
            "at-least" => true,
            _ => false,
        };
    let unit = it.unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
    is_a_number.then(|| format!("{}{unit}", it.low))
}

/// The day of a date, if it is as fine, and its month; what is vaguer is in every text.
fn day(it: &DateMention) -> Option<(Option<String>, String)> {
    let (first, last) = days(it.value.as_deref()?)?;
    let month = |date: Date| date.strftime("%Y-%m").to_string();
    (month(first) == month(last) && it.precision != "week")
        .then(|| ((first == last).then(|| first.to_string()), month(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_are_folded_and_in_order() {
        assert!(GENERIC.is_sorted() && GENERIC.iter().all(|word| fold(word) == *word));
        assert!(PARTICLES.is_sorted());
    }

    #[test]
    fn a_place_has_one_key_in_both_languages() {
        fn check(name: &str, other: &str, same: bool) {
            assert_eq!(core(name).is_some() && core(name) == core(other), same, "{name} / {other}");
        }
        check("Penal de Piedra Honda", "Piedra Honda Prison", true);
        check("Centro de Confinamiento del Terrorismo", "Terrorism Confinement Center", true);
        check("cárcel La Quebrada", "the La Quebrada jail", true);
        check("Penal de Piedra Honda", "Penal de Piedra Alta", false);
        check("Ministerio del Interior", "Interior Ministry", true);
        check("Policía Nacional", "National Police", false);
        check("el Gobierno", "the Government", false);
    }

    #[test]
    fn a_second_surname_may_be_left_out_and_a_first_one_may_not() {
        fn check(name: &str, other: &str, same: bool) {
            let (one, two) = (people(name), people(other));
            let meet = one.iter().any(|a| two.iter().any(|b| a.0 == b.0 && !(a.1 && b.1)));
            assert_eq!(meet, same, "{name} / {other}");
        }
        check("Nelson Arocha Rivas", "NELSON AROCHA", true);
        check("Nelson José Arocha Rivas", "Nelson Arocha", true);
        check("Nelson José Arocha Rivas", "Nelson José Arocha", true);
        check("Ana de la Torre Ruiz", "Ana de la Torre", true);
        check("Nelson Arocha Rivas", "Nelson Arocha Pons", false);
        check("Nelson José Arocha", "Nelson José Pons", false);
        check("Nelson Arocha", "Arocha", false);
        check("Arocha", "Arocha", false);
    }
}
