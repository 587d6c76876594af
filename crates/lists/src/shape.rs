//! What a value looks like: a name, a document's number, a date, an age. Says only what the characters allow.

use model::Meaning;

use crate::dates::written;
use crate::known::{is_given, is_surname};
use crate::text::{fold, is_blank};

/// The longest value that is taken for a name, in characters.
const LONGEST_NAME: usize = 120;

/// The most words that a name has.
const MOST_WORDS: usize = 12;

/// Words inside names that begin with a small letter.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "das", "di", "van", "von", "der", "den", "al",
    "el", "bin", "ibn", "ben", "abu", "alias", "conocido", "conocida", "como", "viuda", "vda", "c", "p",
];

/// Words that no person is called by, in lists above all: titles of sections, offices, things.
const NOT_NAMES: &[&str] = &[
    "presidente", "presidenta", "ministro", "ministra", "ministerio", "comite", "committee", "director",
    "directora", "warden", "minister", "ministry", "president", "gobierno", "government", "police", "policia",
    "fiscalia", "tribunal", "court", "juzgado", "comisaria", "hospital", "penal", "prision", "prison", "jail",
    "carcel", "pagina", "page", "folio", "hoja", "sheet", "lista", "list", "total", "totales", "subtotal",
    "fecha", "date", "vuelo", "flight", "bus", "buses", "pabellon", "sector", "modulo", "celda", "grupo",
    "expediente", "comunicado", "boletin", "operacion", "puerto", "calle", "avenida", "barrio", "colonia",
    "municipio", "estado", "departamento", "provincia", "isla", "island", "familias", "families", "personas",
    "people", "hombres", "mujeres", "menores", "men", "women", "diario", "agencia", "observatorio", "colectivo",
    "source", "fuente", "coliseo", "estadio",
];

/// How a text looks as a name, from 0 (none) to 100 (made of known names).
pub(crate) fn name_likeness(text: &str) -> u8 {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(LONGEST_NAME).is_some() || is_blank(text) {
        return 0;
    }
    // `III. Petición` is a chapter.
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.len() > 2 && first.trim_end_matches('.').bytes().all(|it| b"IVX".contains(&it)) && first.ends_with('.') {
        return 0;
    }
    let (mut words, mut known, mut long) = (0_u32, 0_u32, 0_u32);
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '«' | '»' | '“' | '”' | ';')) {
        let word = word.trim_matches(|c: char| matches!(c, '.' | ':' | '\'' | '’' | '*'));
        if word.is_empty() {
            continue;
        }
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let digits = word.chars().filter(|c| c.is_ascii_digit()).count();
        let others = word.chars().count() - letters - digits;
        let bound = word.chars().filter(|c| matches!(c, '-' | '\'' | '’' | '.' | '´' | '`')).count();
        // Recognised text has digits for letters.
        if letters == 0 || digits * 3 > letters || others > bound {
            return 0;
        }
        let folded = fold(word);
        if NOT_NAMES.contains(&folded.as_str()) {
            return 0;
        }
        let small = word.chars().next().is_some_and(char::is_lowercase);
        if small && !PARTICLES.contains(&folded.as_str()) {
            return 0;
        }
        words += 1;
        if PARTICLES.contains(&folded.as_str()) {
            continue;
        }
        long += u32::from(letters > 1);
        let read = folded.replace('0', "o").replace('1', "i").replace('5', "s");
        known += u32::from(letters > 1 && read.split(' ').any(|part| is_given(part) || is_surname(part)));
    }
    if words == 0 || long == 0 || words as usize > MOST_WORDS {
        return 0;
    }
    u8::try_from(40 + 60 * known / long).unwrap_or(100)
}

/// Whether a text can be a name.
pub(crate) fn is_name(text: &str) -> bool {
    name_likeness(text) > 0
}

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
    "v", "e", "j", "p", "g", "n", "no", "nro", "num", "numero", "ci", "c i", "cc", "c c", "cedula", "dni", "dui", "id",
    "rut", "curp", "pasaporte", "passport", "documento", "doc", "ppt", "c", "i", "il", "li", "cl", "de", "identidad",
];

/// The digits of a document's number, as far as letters that are taken for digits allow; `None` when it is none.
pub(crate) fn document(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(30).is_some() || written(text).is_some() {
        return None;
    }
    let mut rest = text;
    // Words before the number.
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let before = &rest[..at];
        let cut = before.trim_end_matches(|c: char| matches!(c, 'O' | 'o' | 'I' | 'l' | 'S' | 'B'));
        let word = fold(cut);
        let part = word.split(' ').filter(|it| !it.is_empty()).all(|it| DOCUMENT_WORDS.contains(&it));
        if word.is_empty() || DOCUMENT_WORDS.contains(&word.as_str()) || part {
            rest = &rest[cut.len()..];
            break;
        }
        // A passport's letters, or a code such as the Mexican CURP.
        return passport(text);
    }
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
    let passport = (1..=3).contains(&letters) && letters + digits == plain.len() && (5..=10).contains(&digits);
    let curp = plain.len() == 18 && letters == 4 && digits >= 7;
    (is_word && (passport || curp)).then(|| plain.to_ascii_uppercase())
}

pub(crate) fn is_sex(text: &str) -> bool {
    let folded = fold(text);
    [
        "m", "f", "h", "masculino", "femenino", "hombre", "mujer", "male", "female", "masc", "fem", "varon",
        "man", "woman", "x",
    ]
    .contains(&folded.as_str())
}

const NATIONS: &[&str] = &[
    "venezolano", "venezolana", "venezuela", "ven", "colombiano", "colombiana", "colombia", "col", "salvadoreno",
    "salvadorena", "el salvador", "slv", "hondureno", "hondurena", "honduras", "hnd", "guatemalteco",
    "guatemalteca", "guatemala", "gtm", "nicaraguense", "nicaragua", "nic", "mexicano", "mexicana", "mexico",
    "mex", "peruano", "peruana", "peru", "ecuatoriano", "ecuatoriana", "ecuador", "cubano", "cubana", "cuba",
    "haitiano", "haitiana", "haiti", "brasileno", "brasilena", "brasil", "chileno", "chilena", "chile",
    "argentino", "argentina", "dominicano", "dominicana", "extranjero", "extranjera", "venezuelan", "colombian",
    "salvadoran", "honduran", "guatemalan", "mexican", "cuban", "american", "marenco",
];

pub(crate) fn is_nation(text: &str) -> bool {
    NATIONS.contains(&fold(text).as_str())
}

const STATUSES: &[&str] = &[
    "detenido", "detenida", "trasladado", "trasladada", "liberado", "liberada", "desaparecido", "desaparecida",
    "excarcelado", "excarcelada", "preso", "presa", "procesado", "procesada", "condenado", "condenada",
    "fallecido", "fallecida", "deportado", "deportada", "localizado", "localizada", "no localizado", "held",
    "released", "transferred", "missing", "detained", "deported", "deceased", "dead", "found", "charged",
    "sentenced",
];

pub(crate) fn is_status(text: &str) -> bool {
    STATUSES.contains(&fold(text).as_str())
}

const KIN: &[&str] = &[
    "madre", "padre", "mama", "papa", "esposa", "esposo", "pareja", "hermana", "hermano", "hija", "hijo", "tia",
    "tio", "novia", "novio", "prima", "primo", "abuela", "abuelo", "suegra", "suegro", "cunada", "cunado",
    "sobrina", "sobrino", "vecina", "vecino", "amiga", "amigo", "concubina", "mother", "father", "wife",
    "husband", "partner", "sister", "brother", "daughter", "son", "aunt", "uncle", "cousin", "girlfriend",
    "boyfriend", "neighbour", "friend",
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
        Meaning::Name | Meaning::GivenNames | Meaning::Surnames | Meaning::FirstSurname | Meaning::SecondSurname => {
            is_name(text)
        }
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
    if meaning == Meaning::Birth && written(text).is_none() && age(text).is_some() { Meaning::Age } else { meaning }
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
            &["AROCHA BELTRAN, NELSON IVAN", "José Urdaneta Pirela, alias \"Chepe\"", "N.N. ALIAS CHEPE", "O’HARA", "T0VAR LINARES"],
            &["63326153", "VUELO 7014", "más de 300", "Ministro Larrondo", "en la esquina de la panadería", "B-12"],
        );
        check(
            Meaning::Document,
            &["V-62.421.335", "V 62.421.335", "62323354", "V63OSl727", "C.I. V-64.569.674", "---", "AB1234567"],
            &["17/06/2000", "34", "Carmen Coa", "BUS 2"],
        );
        check(Meaning::Birth, &["17/06/2000", "1987", "32 años", "00/00/1988"], &["Loma Brava", "V-62.421.335"]);
        check(Meaning::Age, &["34", "34 años", "34 years old"], &["1987", "134", "treinta"]);
        assert_eq!(reads_as(Meaning::Birth, "32 años"), Meaning::Age);
        assert_eq!(reads_as(Meaning::Birth, "1987"), Meaning::Birth);
        assert_eq!(document("V63OSl727").as_deref(), Some("63051727"));
    }
}
