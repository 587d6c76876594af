//! What a value looks like: a document's number, an age, a sex, a state. Says only what the characters allow.

use model::Meaning;

use crate::dates::written;
use crate::name::is_name;
use crate::text::{fold, is_blank};

/// An age in years, and whether it says that it is one.
pub(crate) fn age(text: &str) -> Option<(u32, bool)> {
    let folded = fold(text);
    let (number, unit) = folded.split_once(' ').unwrap_or((folded.as_str(), ""));
    let (number, unit) = match number.find(|c: char| !c.is_ascii_digit()) {
        Some(at) if unit.is_empty() => number.split_at(at),
        _ => (number, unit),
    };
    let years: u32 = number.parse().ok()?;
    let says = match unit {
        "" => false,
        "anos" | "ano" | "years" | "year" | "years old" | "yrs" | "yr" | "y o" | "yo" | "anos de edad"
        | "anos cumplidos" => true,
        _ => return None,
    };
    (years <= 120 && number.len() <= 3).then_some((years, says))
}

/// Words before a document's number.
const DOCUMENT_WORDS: &[&str] = &[
    "v",
    "e",
    "j",
    "p",
    "g",
    "n",
    "no",
    "nro",
    "num",
    "numero",
    "ci",
    "c i",
    "cc",
    "c c",
    "cedula",
    "dni",
    "dui",
    "id",
    "rut",
    "curp",
    "pasaporte",
    "passport",
    "documento",
    "doc",
    "ppt",
    "c",
    "i",
    "il",
    "li",
    "cl",
    "de",
    "identidad",
];

/// The digits of a document's number, as far as letters that are taken for digits allow; `None` when it is none.
pub(crate) fn document(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(30).is_some() || written(text).is_some() {
        return None;
    }
    // Words before the number; letters that are taken for digits may belong to it.
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let before = text[..at].trim_end_matches(['O', 'o', 'I', 'l', 'S', 'B']);
    let word = fold(before);
    let says =
        DOCUMENT_WORDS.contains(&word.as_str()) || word.split(' ').all(|it| DOCUMENT_WORDS.contains(&it));
    if !word.is_empty() && !says {
        // A passport's letters, or a code such as the Mexican CURP.
        return passport(text);
    }
    let rest = &text[before.len()..];
    let mut digits = String::new();
    let mut guessed = 0;
    for c in rest.chars() {
        match c {
            '0'..='9' => digits.push(c),
            'O' | 'o' | 'D' | 'Q' => (guessed, digits) = (guessed + 1, digits + "0"),
            'I' | 'l' | '|' => (guessed, digits) = (guessed + 1, digits + "1"),
            'S' | 's' => (guessed, digits) = (guessed + 1, digits + "5"),
            'B' => (guessed, digits) = (guessed + 1, digits + "8"),
            '.' | '-' | ' ' | '·' | '\u{a0}' | '–' => {}
            _ => return None,
        }
    }
    ((5..=14).contains(&digits.len()) && guessed * 2 < digits.len()).then_some(digits)
}

fn passport(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|c| !matches!(c, '-' | '.')).collect();
    let letters = plain.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    let is_word = plain.bytes().all(|it| it.is_ascii_alphanumeric());
    // Up to three letters and a number; or the eighteen characters of a Mexican CURP.
    let passport =
        (1..=3).contains(&letters) && letters + digits == plain.len() && (5..=10).contains(&digits);
    let curp = plain.len() == 18 && letters == 4 && digits >= 7;
    (is_word && (passport || curp)).then(|| plain.to_ascii_uppercase())
}

pub(crate) fn is_sex(text: &str) -> bool {
    let folded = fold(text);
    [
        "m",
        "f",
        "h",
        "masculino",
        "femenino",
        "hombre",
        "mujer",
        "male",
        "female",
        "masc",
        "fem",
        "varon",
        "man",
        "woman",
        "x",
    ]
    .contains(&folded.as_str())
}

const NATIONS: &[&str] = &[
    "venezolano",
    "venezolana",
    "venezuela",
    "ven",
    "colombiano",
    "colombiana",
    "colombia",
    "col",
    "salvadoreno",
    "salvadorena",
    "el salvador",
    "slv",
    "hondureno",
    "hondurena",
    "honduras",
    "hnd",
    "guatemalteco",
    "guatemalteca",
    "guatemala",
    "gtm",
    "nicaraguense",
    "nicaragua",
    "nic",
    "mexicano",
    "mexicana",
    "mexico",
    "mex",
    "peruano",
    "peruana",
    "peru",
    "ecuatoriano",
    "ecuatoriana",
    "ecuador",
    "cubano",
    "cubana",
    "cuba",
    "haitiano",
    "haitiana",
    "haiti",
    "brasileno",
    "brasilena",
    "brasil",
    "chileno",
    "chilena",
    "chile",
    "argentino",
    "argentina",
    "dominicano",
    "dominicana",
    "extranjero",
    "extranjera",
    "venezuelan",
    "colombian",
    "salvadoran",
    "honduran",
    "guatemalan",
    "mexican",
    "cuban",
    "american",
    "marenco",
];

pub(crate) fn is_nation(text: &str) -> bool {
    NATIONS.contains(&fold(text).as_str())
}

const STATUSES: &[&str] = &[
    "detenido",
    "detenida",
    "trasladado",
    "trasladada",
    "liberado",
    "liberada",
    "desaparecido",
    "desaparecida",
    "excarcelado",
    "excarcelada",
    "preso",
    "presa",
    "procesado",
    "procesada",
    "condenado",
    "condenada",
    "fallecido",
    "fallecida",
    "deportado",
    "deportada",
    "localizado",
    "localizada",
    "no localizado",
    "held",
    "released",
    "transferred",
    "missing",
    "detained",
    "deported",
    "deceased",
    "dead",
    "found",
    "charged",
    "sentenced",
];

pub(crate) fn is_status(text: &str) -> bool {
    STATUSES.contains(&fold(text).as_str())
}

const KIN: &[&str] = &[
    "madre",
    "padre",
    "mama",
    "papa",
    "esposa",
    "esposo",
    "pareja",
    "hermana",
    "hermano",
    "hija",
    "hijo",
    "tia",
    "tio",
    "novia",
    "novio",
    "prima",
    "primo",
    "abuela",
    "abuelo",
    "suegra",
    "suegro",
    "cunada",
    "cunado",
    "sobrina",
    "sobrino",
    "vecina",
    "vecino",
    "amiga",
    "amigo",
    "concubina",
    "mother",
    "father",
    "wife",
    "husband",
    "partner",
    "sister",
    "brother",
    "daughter",
    "son",
    "aunt",
    "uncle",
    "cousin",
    "girlfriend",
    "boyfriend",
    "neighbour",
    "friend",
];

pub(crate) fn is_kin(text: &str) -> bool {
    KIN.contains(&fold(text).as_str())
}

/// Whether a value fits what its column is declared to hold. What has no form of its own always fits, and so does a value
/// that says that there is none.
#[must_use]
pub fn fits(meaning: Meaning, text: &str) -> bool {
    if is_blank(text) {
        return true;
    }
    match meaning {
        Meaning::Name
        | Meaning::GivenNames
        | Meaning::Surnames
        | Meaning::FirstSurname
        | Meaning::SecondSurname => is_name(text),
        Meaning::Birth => written(text).is_some() || is_year_alone(text) || age(text).is_some(),
        Meaning::Age => age(text).is_some(),
        Meaning::EventDate => written(text).is_some() || is_year_alone(text),
        Meaning::Sex => is_sex(text),
        Meaning::Document => document(text).is_some(),
        Meaning::RowNumber => text.trim().chars().count() <= 8 && text.chars().any(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// What a value of a column is read as: an age that stands among dates of birth is an age.
#[must_use]
pub fn reads_as(meaning: Meaning, text: &str) -> Meaning {
    if meaning == Meaning::Birth && written(text).is_none() && age(text).is_some() {
        Meaning::Age
    } else {
        meaning
    }
}

fn is_year_alone(text: &str) -> bool {
    let text = text.trim();
    text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1880..=2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_apart_by_their_form() {
        fn check(meaning: Meaning, yes: &[&str], no: &[&str]) {
            yes.iter().for_each(|text| assert!(fits(meaning, text), "{meaning:?}: {text}"));
            no.iter().for_each(|text| assert!(!fits(meaning, text), "no {meaning:?}: {text}"));
        }
        check(
            Meaning::Name,
            &[
                "AROCHA BELTRAN, NELSON IVAN",
                "José Urdaneta Pirela, alias \"Chepe\"",
                "N.N. ALIAS CHEPE",
                "O’HARA",
                "T0VAR LINARES",
            ],
            &[
                "63326153",
                "VUELO 7014",
                "más de 300",
                "Ministro Larrondo",
                "en la esquina de la panadería",
                "B-12",
            ],
        );
        check(
            Meaning::Document,
            &[
                "V-62.421.335",
                "V 62.421.335",
                "62323354",
                "V63OSl727",
                "C.I. V-64.569.674",
                "---",
                "AB1234567",
            ],
            &["17/06/2000", "34", "Carmen Coa", "BUS 2"],
        );
        check(
            Meaning::Birth,
            &["17/06/2000", "1987", "32 años", "00/00/1988"],
            &["Loma Brava", "V-62.421.335"],
        );
        check(Meaning::Age, &["34", "34 años", "34 years old"], &["1987", "134", "treinta"]);
        assert_eq!(reads_as(Meaning::Birth, "32 años"), Meaning::Age);
        assert_eq!(reads_as(Meaning::Birth, "1987"), Meaning::Birth);
        assert_eq!(document("V63OSl727").as_deref(), Some("63051727"));
    }
}
