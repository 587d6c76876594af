//! Whether a row of a declared list names a person. Each row that does not is given back with the reason.

use model::{ListColumn, Meaning, PassedOver};

use crate::dates::written;
use crate::shape::{document, is_sex};
use crate::text::{fold, is_blank};

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowCell<'t> {
    /// Its column, from 0.
    pub column: u32,
    /// Its words.
    pub text: &'t str,
    /// How many columns it covers.
    pub covers: u32,
}

/// Words with which a title over rows begins.
const SECTIONS: &[&str] = &[
    "pabellon",
    "sector",
    "modulo",
    "celda",
    "grupo",
    "bus",
    "vuelo",
    "municipio",
    "estado",
    "departamento",
    "parroquia",
    "barrio",
    "anexo",
    "hombres",
    "mujeres",
    "menores",
    "adultos",
    "ninos",
    "hoja",
    "pagina",
    "folio",
    "lista",
    "continua",
    "continuacion",
    "flight",
    "wing",
    "block",
    "ward",
    "cell",
    "men",
    "women",
    "minors",
    "page",
    "sheet",
    "list",
    "continued",
    "state",
    "county",
];

/// Whether the row is a record: `Err` says why not.
///
/// # Errors
/// The reason for which it is passed over.
pub fn judge(columns: &[ListColumn], cells: &[RowCell<'_>]) -> Result<(), PassedOver> {
    let filled: Vec<RowCell<'_>> =
        cells.iter().copied().filter(|cell| !cell.text.trim().is_empty()).collect();
    if filled.is_empty() {
        return Err(PassedOver::Empty);
    }
    if repeats_heading(columns, &filled) {
        return Err(PassedOver::Heading);
    }
    let of = |cell: &RowCell<'_>| columns.iter().find(|it| it.column == cell.column).map(|it| it.meaning);
    if is_total(&filled, of) {
        return Err(PassedOver::Total);
    }
    if is_section(columns, &filled) {
        return Err(PassedOver::Section);
    }
    let names =
        |cell: &RowCell<'_>| of(cell).is_some_and(Meaning::is_name) || of(cell) == Some(Meaning::Alias);
    let named = filled
        .iter()
        .any(|cell| names(cell) && cell.text.chars().any(char::is_alphabetic) && !is_blank(cell.text));
    if named {
        Ok(())
    } else if filled.len() == 1 && columns.len() > 2 && filled[0].text.chars().any(char::is_alphabetic) {
        Err(PassedOver::Section)
    } else {
        Err(PassedOver::Nameless)
    }
}

/// At least half of the cells say what stands in the heading, and no two can do so by chance.
fn repeats_heading(columns: &[ListColumn], filled: &[RowCell<'_>]) -> bool {
    let labelled = columns.iter().filter(|column| !column.label.is_empty());
    let (mut labels, mut same) = (0, 0);
    for column in labelled {
        labels += 1;
        let says = filled.iter().find(|cell| cell.column == column.column);
        same += usize::from(says.is_some_and(|cell| fold(cell.text) == fold(&column.label)));
    }
    same > 0 && same * 2 >= labels.max(1) && (same >= 2 || filled.len() == 1)
}

fn is_total(filled: &[RowCell<'_>], of: impl Fn(&RowCell<'_>) -> Option<Meaning>) -> bool {
    let first = filled.iter().find(|cell| of(cell) != Some(Meaning::RowNumber)).unwrap_or(&filled[0]);
    let folded = fold(first.text);
    let word = folded.split(' ').next().unwrap_or_default();
    let says = ["total", "totales", "subtotal", "suma", "sum", "totals"].contains(&word);
    // Somebody may be called so: a person's row has more to tell.
    says && !filled.iter().any(|cell| {
        let text = cell.text;
        match of(cell) {
            Some(Meaning::Document) => document(text).is_some(),
            Some(Meaning::Birth) => written(text).is_some(),
            Some(Meaning::Sex) => is_sex(text),
            Some(Meaning::GivenNames) => text.chars().any(char::is_alphabetic) && cell.column != first.column,
            _ => false,
        }
    })
}

fn is_section(columns: &[ListColumn], filled: &[RowCell<'_>]) -> bool {
    let [only] = filled else { return false };
    if columns.len() < 2 {
        return false;
    }
    let folded = fold(only.text);
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    let wide = only.covers > 2 && only.covers as usize * 2 >= columns.len();
    wide || SECTIONS.contains(&first) || only.text.trim_end().ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns() -> Vec<ListColumn> {
        [
            ("N.º", Meaning::RowNumber),
            ("Primer apellido", Meaning::FirstSurname),
            ("Nombres", Meaning::GivenNames),
            ("Cédula", Meaning::Document),
        ]
        .into_iter()
        .zip(0..)
        .map(|((label, meaning), column)| ListColumn { column, label: label.into(), meaning, on: None })
        .collect()
    }

    fn check(cells: &[(u32, &str)], expected: Result<(), PassedOver>) {
        let cells: Vec<RowCell<'_>> =
            cells.iter().map(|&(column, text)| RowCell { column, text, covers: 1 }).collect();
        assert_eq!(judge(&columns(), &cells), expected, "{cells:?}");
    }

    #[test]
    fn rows_that_name_nobody_are_told_with_the_reason() {
        check(&[(0, "7"), (1, "ROJO"), (2, "ANA"), (3, "61.234.567")], Ok(()));
        check(&[(2, "ANA")], Ok(()));
        check(&[], Err(PassedOver::Empty));
        check(&[(0, " "), (1, "\n")], Err(PassedOver::Empty));
        check(&[(0, "N.º"), (1, "PRIMER APELLIDO"), (2, "Nombres"), (3, "Cedula")], Err(PassedOver::Heading));
        check(&[(1, "TOTAL PUBLICADO"), (3, "64")], Err(PassedOver::Total));
        check(&[(1, "TOTAL"), (2, "ANA"), (3, "61.234.567")], Ok(()));
        check(&[(1, "PABELLÓN B")], Err(PassedOver::Section));
        check(&[(0, "Mujeres")], Err(PassedOver::Section));
        check(&[(0, "8"), (3, "61.234.567")], Err(PassedOver::Nameless));
        check(&[(0, "8"), (1, "---"), (3, "61.234.567")], Err(PassedOver::Nameless));
    }

    #[test]
    fn a_title_over_many_columns_is_none_of_the_rows() {
        let cell = RowCell { column: 1, text: "Los de la noche", covers: 4 };
        assert_eq!(judge(&columns(), &[cell]), Err(PassedOver::Section));
    }
}
