//! What headings of columns say, in Spanish and English. Knows only phrases; a heading that is none of them says nothing.

use std::ops::Range;

use model::Meaning;

use crate::text::{fold, words};

/// Phrases as [`fold`] writes them, the whole heading or a part of it.
const PHRASES: &[(Meaning, &[&str])] = &[
    (
        Meaning::Name,
        &[
            "nombre",
            "nombre completo",
            "nombre y apellido",
            "nombre y apellidos",
            "nombres y apellidos",
            "apellidos y nombres",
            "apellido y nombre",
            "apellidos y nombre",
            "apellidos nombres",
            "nombres apellidos",
            "nombre del detenido",
            "nombre de la persona",
            "detenido",
            "detenida",
            "beneficiario",
            "beneficiaria",
            "victima",
            "persona",
            "pasajero",
            "full name",
            "name",
            "name of detainee",
            "detainee",
            "passenger",
            "victim",
            "person",
            "nombre del trasladado",
            "interno",
            "recluso",
            "privado de libertad",
            "inmate",
            "prisoner",
        ],
    ),
    (
        Meaning::GivenNames,
        &[
            "nombres",
            "nombre s",
            "primer nombre",
            "given name",
            "given names",
            "first name",
            "first names",
            "forename",
            "nombre de pila",
            "segundo nombre",
            "middle name",
        ],
    ),
    (
        Meaning::Surnames,
        &["apellidos", "apellido s", "surnames", "last names", "surname", "last name", "family name"],
    ),
    (
        Meaning::FirstSurname,
        &[
            "primer apellido",
            "apellido paterno",
            "paterno",
            "apellido 1",
            "1er apellido",
            "apellido1",
            "ap paterno",
            "first surname",
            "paternal surname",
            "surname 1",
            "surname1",
            "last name 1",
            "apellido",
        ],
    ),
    (
        Meaning::SecondSurname,
        &[
            "segundo apellido",
            "apellido materno",
            "materno",
            "apellido 2",
            "2do apellido",
            "apellido2",
            "ap materno",
            "second surname",
            "maternal surname",
            "surname 2",
            "surname2",
            "last name 2",
        ],
    ),
    (Meaning::Alias, &["alias", "apodo", "sobrenombre", "nickname", "aka", "conocido como"]),
    (
        Meaning::Birth,
        &[
            "fecha de nacimiento",
            "fecha nacimiento",
            "f nac",
            "f de nac",
            "fec nac",
            "fecha nac",
            "fecha de nac",
            "nacimiento",
            "nacido",
            "nacida",
            "nacido el",
            "date of birth",
            "dob",
            "d o b",
            "birth date",
            "birthdate",
            "born",
            "f nacimiento",
            "nac",
        ],
    ),
    (Meaning::Age, &["edad", "age", "edad anos", "anos"]),
    (Meaning::Sex, &["sexo", "genero", "sex", "gender"]),
    (
        Meaning::Nationality,
        &["nacionalidad", "nationality", "pais", "country", "pais de origen", "citizenship", "origen"],
    ),
    (
        Meaning::Document,
        &[
            "cedula",
            "cedula de identidad",
            "c i",
            "ci",
            "documento",
            "n documento",
            "no documento",
            "numero de documento",
            "doc",
            "dni",
            "dui",
            "pasaporte",
            "passport",
            "id",
            "id number",
            "identificacion",
            "identidad",
            "n de cedula",
            "nro documento",
            "document",
            "document number",
            "curp",
            "rut",
            "cc",
            "national id",
        ],
    ),
    (
        Meaning::Place,
        &[
            "barrio",
            "lugar",
            "residencia",
            "domicilio",
            "direccion",
            "municipio",
            "ciudad",
            "estado",
            "departamento",
            "parroquia",
            "procedencia",
            "lugar de nacimiento",
            "lugar de residencia",
            "lugar de origen",
            "colonia",
            "canton",
            "place",
            "city",
            "town",
            "address",
            "residence",
            "hometown",
            "state",
            "place of birth",
            "sector",
            "comunidad",
            "provincia",
        ],
    ),
    (
        Meaning::Facility,
        &[
            "centro",
            "centro de reclusion",
            "centro de detencion",
            "penal",
            "carcel",
            "prision",
            "lugar de reclusion",
            "recinto",
            "facility",
            "prison",
            "jail",
            "held at",
            "detention center",
            "detention centre",
            "lugar de detencion",
        ],
    ),
    (
        Meaning::EventDate,
        &[
            "fecha",
            "detenido el",
            "detenida el",
            "fecha de detencion",
            "fecha detencion",
            "fecha de captura",
            "fecha de traslado",
            "fecha traslado",
            "fecha de ingreso",
            "ingreso",
            "traslado",
            "aprehension",
            "date",
            "date of arrest",
            "arrested",
            "arrest date",
            "detained on",
            "date of detention",
            "date of transfer",
            "transferred",
            "trasladado el",
            "fecha de arresto",
            "visto por ultima vez",
            "last seen",
        ],
    ),
    (
        Meaning::Status,
        &[
            "estatus",
            "situacion",
            "condicion",
            "status",
            "estado actual",
            "situacion juridica",
            "legal status",
        ],
    ),
    (
        Meaning::Code,
        &[
            "expediente",
            "caso",
            "codigo",
            "telefono",
            "tel",
            "celular",
            "code",
            "case number",
            "file number",
            "phone",
            "registro",
            "n de expediente",
        ],
    ),
    (
        Meaning::OtherPerson,
        &[
            "reporta",
            "reportado por",
            "reported by",
            "quien reporta",
            "informante",
            "familiar",
            "contacto",
            "denunciante",
            "quien lo vio",
            "quien la vio",
            "testigo",
            "abogado",
            "abogada",
            "defensor",
            "madre",
            "padre",
            "relative",
            "contact",
            "lawyer",
            "informant",
            "witness",
            "who says so",
            "quien lo dijo",
            "nombre del familiar",
            "familiar que reporta",
            "representante",
            "nombre de la madre",
            "nombre del padre",
            "solicitante",
            "reporting relative",
            "autor",
            "author",
            "nombre del abogado",
        ],
    ),
    (
        Meaning::RowNumber,
        &["n", "no", "nro", "num", "numero", "item", "orden", "n orden", "number", "row", "renglon"],
    ),
    (
        Meaning::Text,
        &[
            "monto",
            "importe",
            "precio",
            "costo",
            "saldo",
            "amount",
            "price",
            "balance",
            "observacion",
            "observaciones",
            "nota",
            "notas",
            "parentesco",
            "comentario",
            "comentarios",
            "remarks",
            "remark",
            "notes",
            "relationship",
            "asiento",
            "seat",
            "celda",
            "medio",
            "transporte",
            "fuente",
            "source",
            "delito",
            "cargo",
            "cargos",
            "charge",
            "charges",
            "profesion",
            "ocupacion",
            "occupation",
            "detalle",
            "detalles",
            "relacion",
            "motivo",
            "institucion",
            "organizacion",
        ],
    ),
];

/// What a heading says, and whether all of it does.
pub(crate) fn says(heading: &str) -> Option<(Meaning, bool)> {
    if heading.len() > 120 {
        return None;
    }
    // `nº`, `N°` and `No.` all mean a number.
    let folded = fold(&heading.replace(['º', '°', 'ª'], " "));
    if folded.is_empty() {
        return (heading.trim() == "#").then_some((Meaning::RowNumber, true));
    }
    let whole = PHRASES.iter().find(|(_, phrases)| phrases.contains(&folded.as_str()));
    if let Some((meaning, _)) = whole {
        return Some((*meaning, true));
    }
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() > 8 {
        return None;
    }
    // The longest phrase at the beginning, else anywhere: `F. nac. / edad` begins with a birth.
    for length in (1..words.len()).rev() {
        for window in words.windows(length) {
            let phrase = window.join(" ");
            let found = PHRASES.iter().find(|(_, phrases)| phrases.contains(&phrase.as_str()));
            if let Some((meaning, _)) = found.filter(|_| length > 1 || phrase.len() > 2) {
                return Some((*meaning, false));
            }
        }
    }
    None
}

/// Headings in a line that is not parted into columns: every longest phrase with its place, from left to right.
pub(crate) fn in_line(line: &str) -> Vec<(Meaning, Range<usize>)> {
    let tokens: Vec<(Range<usize>, &str)> = words(line).take(40).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        let most = (tokens.len() - at).min(5);
        let longest = (1..=most).rev().find_map(|length| {
            let range = tokens[at].0.start..tokens[at + length - 1].0.end;
            match says(&line[range.clone()]) {
                Some((meaning, true)) => Some((meaning, range, length)),
                _ => None,
            }
        });
        match longest {
            Some((meaning, range, length)) => {
                found.push((meaning, range));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_both_languages() {
        fn check(heading: &str, expected: Option<Meaning>) {
            assert_eq!(says(heading).map(|(meaning, _)| meaning), expected, "{heading}");
        }
        check("Nombre y apellidos", Some(Meaning::Name));
        check("N.º", Some(Meaning::RowNumber));
        check("N°", Some(Meaning::RowNumber));
        check("F. nac. / edad", Some(Meaning::Birth));
        check("Detenido el", Some(Meaning::EventDate));
        check("Primer apellido", Some(Meaning::FirstSurname));
        check("QUIEN LO VIO", Some(Meaning::OtherPerson));
        check("Reporta", Some(Meaning::OtherPerson));
        check("Last name", Some(Meaning::Surnames));
        check("Who says so", Some(Meaning::OtherPerson));
        check("Viviendas", None);
    }

    #[test]
    fn a_line_of_headings_is_parted_by_what_they_say() {
        let line = "N. ASIENTO APELLIDOS Y NOMBRES DOCUMENTO F. NAC.";
        let found: Vec<(Meaning, &str)> =
            in_line(line).into_iter().map(|(it, range)| (it, &line[range])).collect();
        assert_eq!(
            found,
            [
                (Meaning::RowNumber, "N."),
                (Meaning::Text, "ASIENTO"),
                (Meaning::Name, "APELLIDOS Y NOMBRES"),
                (Meaning::Document, "DOCUMENTO"),
                (Meaning::Birth, "F. NAC."),
            ]
        );
    }
}
