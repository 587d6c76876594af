//! Persons asked for by name and by the lists that they are on, in the order of names. Nothing is cut: a page is asked for,
//! and the count beside it; or all are handed over one by one.

use std::collections::BTreeMap;

use super::errors::RegisterError;
use super::read::person;
use super::rows::PersonRow;
use super::store::Register;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded, int, number};
use crate::said::fold;

/// Which persons. An empty one asks for all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only with a record whose name has words that begin with all of these, whatever their case and accents.
    pub search: Option<String>,
    /// Only on all of these lists.
    pub on: Vec<u64>,
    /// Only on none of these lists.
    pub not_on: Vec<u64>,
    /// Only on no list but those of `on`.
    pub only: bool,
    /// Only of several records.
    pub several: bool,
    /// Lists that count as another one: see [`super::originals`].
    pub instead: BTreeMap<u64, u64>,
}

/// A set of lists that somebody is on.
#[derive(Debug)]
pub(super) struct History {
    /// Its number in the file.
    pub(super) number: u64,
    /// The lists, ascending.
    pub(super) lists: Vec<u64>,
    /// How many people are on these and no other.
    pub(super) persons: u64,
}

impl Register {
    /// Persons in the order of their names, surnames first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn persons(&self, wanted: &Wanted, page: Page) -> Result<Vec<PersonRow>, RegisterError> {
        let mut persons = Vec::new();
        self.select(wanted, page, |row| {
            persons.push(row);
            Ok::<(), RegisterError>(())
        })?;
        Ok(persons)
    }

    /// Every wanted person in the order of their names, handed over one by one.
    ///
    /// # Errors
    /// When the file cannot be read, or `take` fails.
    pub fn each_person<E: From<RegisterError>>(
        &self,
        wanted: &Wanted,
        take: impl FnMut(PersonRow) -> Result<(), E>,
    ) -> Result<(), E> {
        self.select(wanted, Page::ALL, take)
    }

    /// How many persons there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_persons(&self, wanted: &Wanted) -> Result<u64, RegisterError> {
        let sql = format!("SELECT count(*) AS n FROM person WHERE {}", self.clauses(wanted)?);
        Ok(self.file.conn.prepare(&sql)?.query_row([], |row| number(row, "n"))?)
    }

    /// Every set of lists that somebody is on, by number.
    pub(super) fn histories(&self) -> Result<Vec<History>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM history ORDER BY number")?;
        let lists = |text: &str| text.split(' ').map(|list| list.parse().ok()).collect();
        let rows = query.query_map([], |row| {
            let (number, persons) = (number(row, "number")?, number(row, "persons")?);
            Ok(History { number, lists: coded(row, "lists", lists)?, persons })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn select<E: From<RegisterError>>(
        &self,
        wanted: &Wanted,
        page: Page,
        mut take: impl FnMut(PersonRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(RegisterError::from(error));
        let sql =
            format!("SELECT * FROM person WHERE {} ORDER BY place LIMIT ?1 OFFSET ?2", self.clauses(wanted)?);
        let mut query = self.file.conn.prepare(&sql).map_err(failed)?;
        let mut rows = query.query([int(page.limit), int(page.offset)]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            take(person(row).map_err(failed)?)?;
        }
        Ok(())
    }

    /// What a row of the table `person` must meet. It holds numbers of this file alone, and no word of anybody's.
    fn clauses(&self, wanted: &Wanted) -> Result<String, RegisterError> {
        let mut clauses = vec!["1".to_owned()];
        if wanted.is_about_lists() {
            let fitting = self.histories()?.into_iter().filter(|it| wanted.fits(&it.lists));
            let numbers: Vec<String> = fitting.map(|it| it.number.to_string()).collect();
            clauses.push(format!("history IN ({})", numbers.join(", ")));
        }
        if wanted.several {
            clauses.push("records > 1".to_owned());
        }
        let search = wanted.search.as_deref().map(fold).unwrap_or_default();
        let mut named = Vec::new();
        for word in search.split(' ').filter(|word| !word.is_empty()) {
            let (first, last) = self.words_from(word)?;
            named.push(format!("SELECT place, nth FROM named WHERE word BETWEEN {first} AND {last}"));
        }
        if !named.is_empty() {
            clauses.push(format!("place IN (SELECT place FROM ({}))", named.join(" INTERSECT ")));
        }
        Ok(clauses.join(" AND "))
    }

    /// The numbers of the words that begin so, from the first to the last; from 1 to 0 when none does.
    fn words_from(&self, beginning: &str) -> Result<(u64, u64), RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT coalesce(min(number), 1) AS first, coalesce(max(number), 0) AS last
             FROM word WHERE word >= ?1 AND word < ?2",
        )?;
        // Past every word that begins so: no folded word has this character.
        let past = format!("{beginning}\u{10ffff}");
        Ok(query.query_row([beginning, &past], |row| Ok((number(row, "first")?, number(row, "last")?)))?)
    }
}

impl Wanted {
    /// The list that a list counts as.
    fn counted_as(&self, list: u64) -> u64 {
        self.instead.get(&list).copied().unwrap_or(list)
    }

    fn is_about_lists(&self) -> bool {
        self.only || !self.on.is_empty() || !self.not_on.is_empty()
    }

    /// Whether whoever is on these lists and no other is wanted.
    fn fits(&self, lists: &[u64]) -> bool {
        let is_on = |list: &u64| lists.iter().any(|it| it == list || self.counted_as(*it) == *list);
        let is_named = |list: &u64| self.on.contains(list) || self.on.contains(&self.counted_as(*list));
        self.on.iter().all(is_on)
            && !self.not_on.iter().any(is_on)
            && (!self.only || lists.iter().all(is_named))
    }
}
