//! Whether a value looks like somebody's name, and how much. Knows nobody: a name of other words is a name all the same.

use crate::known::{is_given, is_surname};
use crate::text::{fold, is_blank};

/// The longest value that is taken for a name, in characters.
const LONGEST_NAME: usize = 120;

/// The most words that a name has.
const MOST_WORDS: usize = 12;

/// Words inside names that begin with a small letter.
const PARTICLES: &[&str] = &[
    "de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "das", "di", "van", "von", "der", "den",
    "al", "el", "bin", "ibn", "ben", "abu", "alias", "conocido", "conocida", "como", "viuda", "vda", "c",
    "p",
];

/// Words that no person is called by, in lists above all: titles of sections, offices, things.
const NOT_NAMES: &[&str] = &[
    "presidente",
    "presidenta",
    "ministro",
    "ministra",
    "ministerio",
    "comite",
    "committee",
    "director",
    "directora",
    "warden",
    "minister",
    "ministry",
    "president",
    "gobierno",
    "government",
    "police",
    "policia",
    "fiscalia",
    "tribunal",
    "court",
    "juzgado",
    "comisaria",
    "hospital",
    "penal",
    "prision",
    "prison",
    "jail",
    "carcel",
    "pagina",
    "page",
    "folio",
    "hoja",
    "sheet",
    "lista",
    "list",
    "total",
    "totales",
    "subtotal",
    "fecha",
    "date",
    "vuelo",
    "flight",
    "bus",
    "buses",
    "pabellon",
    "sector",
    "modulo",
    "celda",
    "grupo",
    "expediente",
    "comunicado",
    "boletin",
    "operacion",
    "puerto",
    "calle",
    "avenida",
    "barrio",
    "colonia",
    "municipio",
    "estado",
    "departamento",
    "provincia",
    "isla",
    "island",
    "familias",
    "families",
    "personas",
    "people",
    "hombres",
    "mujeres",
    "menores",
    "men",
    "women",
    "diario",
    "agencia",
    "observatorio",
    "colectivo",
    "source",
    "fuente",
    "coliseo",
    "estadio",
];

/// How a text looks as a name, from 0 (none) to 100 (made of known names).
pub(crate) fn name_likeness(text: &str) -> u8 {
    let text = text.trim();
    if text.is_empty() || text.chars().nth(LONGEST_NAME).is_some() || is_blank(text) {
        return 0;
    }
    // `III. Petición` is a chapter.
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.len() > 2
        && first.trim_end_matches('.').bytes().all(|it| b"IVX".contains(&it))
        && first.ends_with('.')
    {
        return 0;
    }
    let (mut words, mut known, mut long) = (0_u32, 0_u32, 0_u32);
    for word in text.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '«' | '»' | '“' | '”' | ';')
    }) {
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
