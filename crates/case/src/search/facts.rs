//! What filters can ask of an item, gathered from the catalogue: type, state, language, days, source, container; and
//! its names and notes as lines to be searched. Guesses a language by its commonest words where the document names
//! none, and no date ever.

use jiff::civil::Date;
use model::{Custody, Field, ItemId};

use super::request::day_or_more;
use crate::catalogue::{Catalogue, FieldValue, Item, QueryError, StorageError};

/// What is known of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) number: u64,
    /// Smaller numbers stand first among equals: the log entry that took the item in; an item without such a record
    /// stands after all others, by its id.
    pub(super) order: u64,
    /// Code points of its text.
    pub(super) length: u64,
    pub(super) kind: String,
    /// Position of its state in [`model::LedgerState::ALL`].
    pub(super) state: u64,
    pub(super) language: Option<String>,
    /// First and last day on which it may have been published, days since 1970.
    pub(super) published: Option<(i64, i64)>,
    /// Days of intake since 1970, UTC, ascending.
    pub(super) taken: Vec<i64>,
    /// Who it came from, ascending.
    pub(super) from: Vec<String>,
    /// Short numbers of its containers, ascending.
    pub(super) parents: Vec<u64>,
    /// Names, member paths, sources, notes and addresses, each once.
    pub(super) about: Vec<String>,
}

impl Facts {
    /// Gathers what the catalogue knows of an item; `sample` is the beginning of its text.
    pub(super) fn of(
        catalogue: &Catalogue,
        number: u64,
        item: &Item,
        custody: &[Custody],
        sample: &str,
    ) -> Result<Self, StorageError> {
        let line = &item.line;
        let fields = match &line.reading {
            Some(_) => fields(catalogue, line.item)?,
            None => Vec::new(),
        };
        let kind = line.reading.as_ref().map(|reading| &reading.media_type).or(item.sniffed.as_ref());
        let mut parents = Vec::new();
        for parent in custody.iter().filter_map(|it| it.parent.as_ref()) {
            parents.extend(catalogue.number_of(parent.item)?);
        }
        Ok(Self {
            number,
            order: item.first.unwrap_or_else(|| 1 << 63 | leading(line.item) >> 1),
            length: line.reading.as_ref().map_or(0, |reading| reading.characters),
            kind: kind.map(ToString::to_string).unwrap_or_default(),
            state: model::LedgerState::ALL.iter().position(|state| *state == line.state).unwrap_or(0) as u64,
            language: declared_language(&fields).or_else(|| guessed_language(sample)).map(str::to_owned),
            published: published(&fields).map(|(first, last)| (day(first), day(last))),
            taken: sorted(custody.iter().map(|it| day(it.at.to_zoned(jiff::tz::TimeZone::UTC).date()))),
            from: sorted(custody.iter().map(|it| it.from.clone().unwrap_or_default())),
            parents: sorted(parents),
            about: about(custody),
        })
    }
}

fn fields(catalogue: &Catalogue, item: ItemId) -> Result<Vec<FieldValue>, StorageError> {
    match catalogue.fields(item) {
        Ok(fields) => Ok(fields),
        Err(QueryError::Storage(error)) => Err(error),
        // Not read, so no fields.
        Err(_) => Ok(Vec::new()),
    }
}

/// The lines about an item that are searched: what it was called, where in a container it stood, who it came from,
/// what was noted. Not the folders of the collector's machine, whose names say nothing of the item.
pub(super) fn about(custody: &[Custody]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for it in custody {
        let inside = it.parent.as_ref().map(|parent| &parent.path);
        let address = it.captured.as_ref().map(|captured| &captured.address);
        for line in
            [Some(&it.name), inside, it.from.as_ref(), it.note.as_ref(), address].into_iter().flatten()
        {
            if !line.is_empty() && !lines.contains(line) {
                lines.push(line.clone());
            }
        }
    }
    lines
}

/// Days since 1970-01-01.
pub(super) fn day(date: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

/// The date so many days after 1970-01-01.
pub(super) fn date(day: i64) -> Option<Date> {
    let days = jiff::Span::new().try_days(day).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

fn leading(item: ItemId) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&item.0.bytes()[..8]);
    u64::from_be_bytes(first)
}

fn sorted<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The day or days that a document itself gives for its publication, in the zone in which it is written.
pub(crate) fn published(fields: &[FieldValue]) -> Option<(Date, Date)> {
    let of =
        |wanted: Field| fields.iter().filter(move |it| it.field == wanted).find_map(|it| days_in(&it.value));
    of(Field::Published).or_else(|| of(Field::Date))
}

/// `2025-03-17T06:30:00-06:00`, `2025-03`, `2025`, or a mail's `Mon, 17 Mar 2025 06:30:00 -0600`.
fn days_in(written: &str) -> Option<(Date, Date)> {
    let written = written.trim();
    let (day, _) = written.split_once(['T', ' ']).unwrap_or((written, ""));
    day_or_more(day).ok().or_else(|| {
        let at = jiff::fmt::rfc2822::parse(written).ok()?;
        Some((at.date(), at.date()))
    })
}

fn declared_language(fields: &[FieldValue]) -> Option<&str> {
    let tag = fields.iter().find(|it| it.field == Field::Language)?.value.trim();
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    match primary.to_ascii_lowercase().as_str() {
        "es" | "spa" => Some("es"),
        "en" | "eng" => Some("en"),
        _ => (primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then_some(primary),
    }
}

/// The commonest words of each language that the other does not have.
const SPANISH: [&str; 20] = [
    "de", "la", "que", "el", "en", "los", "las", "del", "se", "por", "con", "una", "su", "para", "es", "al",
    "lo", "fue", "como", "más",
];
const ENGLISH: [&str; 20] = [
    "the", "of", "and", "to", "in", "that", "was", "for", "is", "on", "with", "by", "it", "from", "were",
    "this", "which", "has", "been", "are",
];

/// The fewest common words that show a language, and how many times those of the other it must have.
const ENOUGH: usize = 5;
const CLEARLY: usize = 2;

/// Spanish or English, when its commonest words leave no doubt.
fn guessed_language(sample: &str) -> Option<&'static str> {
    let (mut spanish, mut english) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(4_000) {
        let word = word.to_lowercase();
        spanish += usize::from(SPANISH.contains(&word.as_str()));
        english += usize::from(ENGLISH.contains(&word.as_str()));
    }
    match (spanish, english) {
        _ if spanish >= ENOUGH && spanish >= CLEARLY * english => Some("es"),
        _ if english >= ENOUGH && english >= CLEARLY * spanish => Some("en"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_written_or_not_at_all() {
        fn check(written: &str, expected: Option<(&str, &str)>) {
            let days = days_in(written).map(|(first, last)| (first.to_string(), last.to_string()));
            assert_eq!(days, expected.map(|(first, last)| (first.into(), last.into())), "{written:?}");
        }
        check("2025-03-17T23:30:00-06:00", Some(("2025-03-17", "2025-03-17")));
        check("2025-03-17 23:30", Some(("2025-03-17", "2025-03-17")));
        check("2025-03", Some(("2025-03-01", "2025-03-31")));
        check("Mon, 17 Mar 2025 23:30:00 -0600", Some(("2025-03-17", "2025-03-17")));
        check("earlier this week", None);
        check("03/04/2025", None);
        check("", None);
    }

    #[test]
    fn days_count_from_1970_and_back() {
        for text in ["1969-12-31", "1970-01-01", "2025-03-17"] {
            let at: Date = text.parse().unwrap();
            assert_eq!(date(day(at)), Some(at));
        }
        assert_eq!(day("1970-01-02".parse().unwrap()), 1);
        assert_eq!(date(i64::MAX), None);
    }

    #[test]
    fn a_language_is_guessed_only_when_it_is_plain() {
        fn check(sample: &str, expected: Option<&str>) {
            assert_eq!(guessed_language(sample), expected, "{sample:?}");
        }
        check(
            "La lista de los detenidos que se encuentran en el penal fue entregada por la familia.",
            Some("es"),
        );
        check(
            "The list of the people that were held in the prison was handed over by the family.",
            Some("en"),
        );
        check("Río Seco 12 34", None);
        check("the of and to in de la que el en", None);
    }
}
