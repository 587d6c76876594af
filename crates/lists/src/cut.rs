//! Cuts a line of a list into fields. What stands where is decided by the words and by the declared columns alone, so that
//! the same line and columns always give the same fields. Every range slices the line.

use std::ops::Range;

use model::{ListColumn, Meaning};

use crate::dates::written;
use crate::known::is_given;
use crate::name::is_name;
use crate::shape::{age, document, is_sex};
use crate::text::{fold, is_blank, trimmed, words};

/// A stretch of a line that belongs to a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The declared column.
    pub column: u32,
    /// Its bytes in the line, trimmed and never empty.
    pub bytes: Range<usize>,
}

/// What a stretch of a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Date,
    Document,
    Age,
    Sex,
    /// A short word with a digit: a seat, a cell.
    Short,
    Words,
}

/// A stretch of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Atom {
    pub(crate) kind: Kind,
    pub(crate) bytes: Range<usize>,
    /// Whether a comma alone stands between it and the one before.
    pub(crate) after_comma: bool,
}

/// Words of a line that are looked at; a longer one is no row of a list.
const MOST_WORDS: usize = 60;

/// Marks that begin a line of a list.
const BULLETS: &[char] = &['-', '•', '*', '–', '—', '·', '▪', '●', '○'];

/// The stretches of a line, from left to right.
pub(crate) fn atoms(line: &str) -> Vec<Atom> {
    let tokens: Vec<(Range<usize>, &str)> = words(line).take(MOST_WORDS).collect();
    let mut atoms: Vec<Atom> = Vec::new();
    let mut at = leading(line, &tokens, &mut atoms);
    // Where the words that are gathered began, and what parts them from those before.
    let mut run: Option<(Range<usize>, bool)> = None;
    let mut comma = false;
    while at < tokens.len() {
        let parted = at > 0 && is_wide(&line[tokens[at - 1].0.end..tokens[at].0.start]);
        if parted {
            close(&mut atoms, &mut run);
            comma = false;
        }
        let (range, token) = tokens[at].clone();
        let after = if run.is_some() {
            After::Words
        } else if comma || parted || atoms.is_empty() {
            After::Gap
        } else {
            After::Other
        };
        if let Some((kind, end, taken)) = typed(line, &tokens[at..], parted, after) {
            close(&mut atoms, &mut run);
            atoms.push(Atom { kind, bytes: range.start..end, after_comma: comma });
            comma = line[end..].starts_with(',');
            at += taken;
            continue;
        }
        if is_blank(token) || token == "|" {
            close(&mut atoms, &mut run);
            comma = false;
        } else {
            let end = range.start + token.trim_end_matches([',', ';', '|', ':']).len();
            let end = end.max(range.start);
            match &mut run {
                Some((gathered, _)) => gathered.end = end.max(gathered.end),
                None => run = Some((range.start..end, comma)),
            }
            comma = false;
            if token.ends_with([',', ';', '|']) {
                close(&mut atoms, &mut run);
                comma = token.ends_with(',');
            }
        }
        at += 1;
    }
    close(&mut atoms, &mut run);
    atoms
}

fn close(atoms: &mut Vec<Atom>, run: &mut Option<(Range<usize>, bool)>) {
    if let Some((bytes, after_comma)) = run.take().filter(|(bytes, _)| !bytes.is_empty()) {
        atoms.push(Atom { kind: Kind::Words, bytes, after_comma });
    }
}

fn is_wide(gap: &str) -> bool {
    gap.contains(['\t', '\u{a0}']) || gap.chars().filter(|c| *c == ' ').count() > 1
}

/// The row's own number, after a margin's if there is one. Returns how many words they are.
fn leading(line: &str, tokens: &[(Range<usize>, &str)], atoms: &mut Vec<Atom>) -> usize {
    let Some((range, first)) = tokens.first() else { return 0 };
    if first.chars().all(|c| BULLETS.contains(&c)) {
        return 1;
    }
    let Some((digits, marked)) = enumerator(first) else { return 0 };
    if let Some((next, second)) = tokens.get(1)
        && !marked
        && let Some((inner, true)) = enumerator(second)
    {
        atoms.push(Atom { kind: Kind::Number, bytes: next.start..next.start + inner, after_comma: false });
        return 2;
    }
    // A number by itself counts when words or a seat follow it on the line.
    let follows = tokens.get(1).is_some_and(|(_, next)| next.chars().any(char::is_alphanumeric));
    if (marked || follows) && line[range.start..].len() > digits {
        atoms.push(Atom { kind: Kind::Number, bytes: range.start..range.start + digits, after_comma: false });
        return 1;
    }
    0
}

/// How many bytes of a word are a number, when all of it is one with or without a mark behind it.
fn enumerator(word: &str) -> Option<(usize, bool)> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let mark = &word[digits..];
    let marks = mark.chars().all(|c| matches!(c, '.' | ')' | 'º' | '°' | 'ª' | '-' | ':' | ']'));
    ((1..=6).contains(&digits) && mark.chars().count() <= 2 && marks).then_some((digits, !mark.is_empty()))
}

/// What stands before a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    /// Words, with no more than a space between.
    Words,
    /// A comma, a wide gap or the line's beginning.
    Gap,
    Other,
}

/// A stretch with a form of its own at the beginning of these words: its kind, its end, how many words it takes.
fn typed(
    line: &str,
    tokens: &[(Range<usize>, &str)],
    parted: bool,
    after: After,
) -> Option<(Kind, usize, usize)> {
    let start = tokens.first().filter(|(_, first)| !is_blank(first))?.0.start;
    let upto = |count: usize| -> Option<(&str, usize)> {
        let end = tokens.get(count - 1)?.0.end;
        let text = line[start..end].trim_end_matches([',', ';', ')', '|']);
        let text =
            if text.ends_with('.') && !text.ends_with("a.") { text.trim_end_matches('.') } else { text };
        (!text.contains(['\t', '|'])).then_some((text, start + text.len()))
    };
    // Whatever has a form of its own has a digit, and soon.
    let digit = |(_, word): &(Range<usize>, &str)| word.bytes().any(|it| it.is_ascii_digit());
    let near = tokens.iter().take(5).any(digit);
    for count in (1..=if near { 5 } else { 0 }).rev() {
        let Some((text, end)) = upto(count).filter(|(text, _)| text.len() <= 40) else { continue };
        // A day without a year is running text more often than a field.
        if written(text).is_some_and(|it| it.year.is_some()) {
            return Some((Kind::Date, end, count));
        }
    }
    let near = tokens.iter().take(3).any(digit);
    for count in (1..=if near { 3 } else { 0 }).rev() {
        let Some((text, end)) = upto(count) else { continue };
        // A letter behind words is an initial, but for those that mark documents in Venezuela.
        let first = tokens[0].1;
        let marks = ["V", "E", "J", "G"].contains(&first)
            && tokens.get(1).is_some_and(|(_, next)| next.starts_with(|c: char| c.is_ascii_digit()));
        let initial = count > 1 && after == After::Words && first.chars().count() == 1 && !marks;
        if !initial && document(text).is_some_and(|it| it.len() >= 6) {
            return Some((Kind::Document, end, count));
        }
    }
    for count in (1..=if digit(&tokens[0]) { 3 } else { 0 }).rev() {
        let Some((text, end)) = upto(count).filter(|(text, _)| text.len() <= 40) else { continue };
        match age(text) {
            Some((_, true)) => return Some((Kind::Age, end, count)),
            Some((years, false)) if count == 1 && after == After::Gap && (1..=110).contains(&years) => {
                return Some((Kind::Age, end, 1));
            }
            _ => {}
        }
    }
    let (text, end) = upto(1)?;
    if parted && is_sex(text) && text.chars().count() <= 10 {
        return Some((Kind::Sex, end, 1));
    }
    let digits = text.chars().filter(|c| c.is_ascii_digit()).count();
    (digits > 0 && text.chars().count() <= 6 && !text.contains(',')).then_some((Kind::Short, end, 1))
}

/// Cuts a line into the fields of these columns, by column. Stretches for which no column is declared are left out.
#[must_use]
pub fn cut(line: &str, columns: &[ListColumn]) -> Vec<Piece> {
    let atoms = with_whole_names(line, atoms(line), columns);
    let mut fields: Vec<Piece> = Vec::new();
    for atom in atoms {
        let words = &line[atom.bytes.clone()];
        let free = |it: &&ListColumn| !fields.iter().any(|field| field.column == it.column);
        let mut open = columns.iter().filter(free);
        let of = |wanted: &[Meaning]| {
            wanted.iter().find_map(|it| columns.iter().filter(free).find(|column| column.meaning == *it))
        };
        let named = fields
            .iter()
            .any(|field| columns.iter().any(|it| it.column == field.column && it.meaning.is_name()));
        let last = fields.iter().map(|field| field.column).max();
        let column = match atom.kind {
            Kind::Number => of(&[Meaning::RowNumber]),
            Kind::Date => open.find(|it| matches!(it.meaning, Meaning::Birth | Meaning::EventDate)),
            Kind::Document => of(&[Meaning::Document, Meaning::Code]),
            Kind::Age => of(&[Meaning::Age, Meaning::Birth]),
            Kind::Sex => of(&[Meaning::Sex]),
            Kind::Words if !named && is_name(words) && open.clone().any(|it| it.meaning.is_name()) => {
                open.find(|it| it.meaning.is_name())
            }
            Kind::Words if is_name(words) && columns.iter().filter(free).any(|it| it.meaning.is_name()) => {
                open.find(|it| it.meaning.is_name())
            }
            Kind::Words => open.find(|it| {
                is_text(it.meaning)
                    && (named == after_names(columns, it) || last.is_none_or(|at| it.column > at))
            }),
            Kind::Short => open.find(|it| is_text(it.meaning) && named == after_names(columns, it)),
        };
        let Some(column) = column else { continue };
        let bytes = trimmed(line, without_preposition(line, atom.bytes, column.meaning));
        if !bytes.is_empty() {
            fields.push(Piece { column: column.column, bytes });
        }
    }
    fields.sort_by_key(|field| field.column);
    fields
}

const fn is_text(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Alias
            | Meaning::Nationality
            | Meaning::Place
            | Meaning::Facility
            | Meaning::Status
            | Meaning::Code
            | Meaning::OtherPerson
            | Meaning::Text
            | Meaning::Ignored
    )
}

/// Whether a column stands after the last one of the name.
fn after_names(columns: &[ListColumn], column: &ListColumn) -> bool {
    columns.iter().filter(|it| it.meaning.is_name()).all(|it| it.column < column.column)
}

/// `de Puerto Cendal` names Puerto Cendal.
fn without_preposition(line: &str, bytes: Range<usize>, meaning: Meaning) -> Range<usize> {
    if !matches!(meaning, Meaning::Place | Meaning::Nationality) {
        return bytes;
    }
    let words = &line[bytes.clone()];
    let lead = ["de ", "del ", "en ", "from ", "of "]
        .into_iter()
        .find(|it| words.starts_with(it))
        .map_or(0, str::len);
    bytes.start + lead..bytes.end
}

/// Joins `APELLIDOS, Nombres` where a comma parted them, when the column is one whole name.
fn with_whole_names(line: &str, atoms: Vec<Atom>, columns: &[ListColumn]) -> Vec<Atom> {
    if !columns.iter().any(|it| it.meaning == Meaning::Name) {
        return atoms;
    }
    let others = columns.iter().any(|it| is_text(it.meaning) && after_names(columns, it));
    let mut joined: Vec<Atom> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let words = &line[atom.bytes.clone()];
        let first = !joined.iter().take(joined.len().saturating_sub(1)).any(|it| it.kind == Kind::Words);
        match joined.last_mut() {
            Some(last)
                if last.kind == Kind::Words && atom.kind == Kind::Words && atom.after_comma && first =>
            {
                let before = &line[last.bytes.clone()];
                if belongs(before, words, others) {
                    last.bytes.end = atom.bytes.end;
                } else {
                    joined.push(atom);
                }
            }
            _ => joined.push(atom),
        }
    }
    joined
}

/// Whether what stands behind a comma is the rest of a name.
fn belongs(before: &str, behind: &str, others: bool) -> bool {
    let folded = fold(behind);
    let first = folded.split(' ').next().unwrap_or_default();
    if ["alias", "conocido", "conocida", "aka"].contains(&first) {
        return true;
    }
    if !is_name(before)
        || !is_name(behind)
        || behind.split_whitespace().count() > 5
        || ["de", "del", "en", "from", "of"].contains(&first)
    {
        return false;
    }
    let capitals = |text: &str| text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    !others || (capitals(before) && !capitals(behind)) || (is_given(first) && !before.contains(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(meanings: &[Meaning]) -> Vec<ListColumn> {
        let column = |(column, meaning): (u32, &Meaning)| ListColumn {
            column,
            label: String::new(),
            meaning: *meaning,
            on: None,
        };
        (0..).zip(meanings).map(column).collect()
    }

    fn check(line: &str, meanings: &[Meaning], expected: &[(u32, &str)]) {
        let fields = cut(line, &columns(meanings));
        let found: Vec<(u32, &str)> = fields.iter().map(|it| (it.column, &line[it.bytes.clone()])).collect();
        assert_eq!(found, expected, "{line}");
    }

    use Meaning::{Age, Birth, Document, Name, Place, RowNumber, Text};

    #[test]
    fn numbered_lines() {
        let all = [RowNumber, Name, Document, Birth];
        check(
            "17. APELLIDO SOTO, María José  V-62.372.124  03/05/1994",
            &all,
            &[(0, "17"), (1, "APELLIDO SOTO, María José"), (2, "V-62.372.124"), (3, "03/05/1994")],
        );
        check(
            "31 5.\tROJO PARRA, Ana\tV-62.372.124\t3 de mayo de 1994",
            &all,
            &[(0, "5"), (1, "ROJO PARRA, Ana"), (2, "V-62.372.124"), (3, "3 de mayo de 1994")],
        );
        check("8) Ana Rojo", &all, &[(0, "8"), (1, "Ana Rojo")]);
    }

    #[test]
    fn recognised_lines_with_seats_and_gaps() {
        let all = [RowNumber, Text, Name, Document, Birth];
        check(
            "01 01A O'HARA QUINTERO DESMOND P 64347179 17/03/1995",
            &all,
            &[(0, "01"), (1, "01A"), (2, "O'HARA QUINTERO DESMOND P"), (3, "64347179"), (4, "17/03/1995")],
        );
        check(
            "14 048 MIJARES TORO KLEIVER --- 30/09/2006",
            &all,
            &[(0, "14"), (1, "048"), (2, "MIJARES TORO KLEIVER"), (4, "30/09/2006")],
        );
        check(
            "30 08B ROJO PARRA ANA J V63051727 08/08/1992",
            &all,
            &[(0, "30"), (1, "08B"), (2, "ROJO PARRA ANA J"), (3, "V63051727"), (4, "08/08/1992")],
        );
        check(
            "21 O6A N.N. ALIAS CHEPE V61131348 00/00/1987",
            &all,
            &[(0, "21"), (1, "O6A"), (2, "N.N. ALIAS CHEPE"), (3, "V61131348"), (4, "00/00/1987")],
        );
    }

    #[test]
    fn lines_parted_by_commas() {
        let all = [Name, Age, Place];
        check(
            "- Ana Rojo, 34 años, de Puerto Cendal",
            &all,
            &[(0, "Ana Rojo"), (1, "34 años"), (2, "Puerto Cendal")],
        );
        check("Ana Rojo, 34, de Puerto Cendal.", &all, &[(0, "Ana Rojo"), (1, "34"), (2, "Puerto Cendal.")]);
        check(
            "Simón Trujillo C.I. V-64.569.674, 27 años",
            &[Name, Document, Age],
            &[(0, "Simón Trujillo"), (1, "C.I. V-64.569.674"), (2, "27 años")],
        );
    }

    #[test]
    fn what_no_column_is_declared_for_is_left_out() {
        check("3. Ana Rojo  V-62.372.124", &[Name], &[(0, "Ana Rojo")]);
        check("", &[Name], &[]);
    }
}
