//! Questions to the register: persons, records, joins, links. Nothing is cut: a page is asked for, and the count beside it.

use std::collections::BTreeMap;

use model::{PersonId, RecordId};
use rusqlite::types::{FromSqlError, Value};
use rusqlite::{OptionalExtension as _, Row, params_from_iter};

use super::errors::{RegisterError, WhichError};
use super::judgements::Pair;
use super::rows::{Conflict, Contradiction, Join, LinkRow, PersonRow, RecordRow};
use super::schema::{bits_in, person_in, record_in, span_in, unblob};
use super::store::Register;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded, int, item as item_of, number};
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

/// How many ids an ambiguous one names.
const CANDIDATES: usize = 8;

impl Register {
    /// Persons in the order of their names, surnames first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn persons(&self, wanted: &Wanted, page: Page) -> Result<Vec<PersonRow>, RegisterError> {
        let (filter, mut values) = wanted.sql();
        values.extend([Value::from(int(page.limit)), Value::from(int(page.offset))]);
        let sql = format!("SELECT * FROM person {filter} ORDER BY sort, id LIMIT ? OFFSET ?");
        let mut query = self.file.conn.prepare(&sql)?;
        let rows = query.query_map(params_from_iter(values), person)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many persons there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_persons(&self, wanted: &Wanted) -> Result<u64, RegisterError> {
        let (filter, values) = wanted.sql();
        let mut query = self.file.conn.prepare(&format!("SELECT count(*) AS n FROM person {filter}"))?;
        Ok(query.query_row(params_from_iter(values), |row| number(row, "n"))?)
    }

    /// A person; `None` when none has this id now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn person(&self, id: PersonId) -> Result<Option<PersonRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM person WHERE id = ?1")?;
        Ok(query.query_row([id.to_string()], person).optional()?)
    }

    /// A record; `None` when none has this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn record(&self, id: RecordId) -> Result<Option<RecordRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM record WHERE id = ?1")?;
        Ok(query.query_row([id.to_string()], record).optional()?)
    }

    /// A person's records, by list and row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn members(&self, id: PersonId) -> Result<Vec<RecordRow>, RegisterError> {
        self.records_of("SELECT * FROM record WHERE person = ?1 ORDER BY list, row", &id.to_string())
    }

    /// Every record, ascending by id, handed over one by one.
    ///
    /// # Errors
    /// When the file cannot be read, or `take` fails.
    pub fn each_record<E: From<RegisterError>>(
        &self,
        mut take: impl FnMut(RecordRow) -> Result<(), E>,
    ) -> Result<(), E> {
        let failed = |error: rusqlite::Error| E::from(RegisterError::from(error));
        let mut query = self.file.conn.prepare_cached("SELECT * FROM record ORDER BY id").map_err(failed)?;
        let mut rows = query.query([]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            take(record(row).map_err(failed)?)?;
        }
        Ok(())
    }

    /// The lists on which persons stand, each with its records there.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lists_of(&self, id: PersonId) -> Result<Vec<(u64, u64)>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT list, count(*) AS n FROM record WHERE person = ?1 GROUP BY list ORDER BY list",
        )?;
        let rows = query.query_map([id.to_string()], |row| Ok((number(row, "list")?, number(row, "n")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many records each list has in the register.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lists(&self) -> Result<BTreeMap<u64, u64>, RegisterError> {
        let sql = "SELECT list, count(*) AS n FROM record GROUP BY list";
        let mut query = self.file.conn.prepare_cached(sql)?;
        let rows = query.query_map([], |row| Ok((number(row, "list")?, number(row, "n")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Why a person's records are together, in the order in which they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn joins(&self, id: PersonId) -> Result<Vec<Join>, RegisterError> {
        let mut query =
            self.file.conn.prepare_cached("SELECT * FROM joined WHERE person = ?1 ORDER BY position")?;
        let rows = query.query_map([id.to_string()], join)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The fields in which a person's records do not agree, with two records that show it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn conflicts(&self, id: PersonId) -> Result<Vec<Conflict>, RegisterError> {
        let mut query =
            self.file.conn.prepare_cached("SELECT * FROM conflict WHERE person = ?1 ORDER BY field")?;
        let rows = query.query_map([id.to_string()], |row| {
            Ok(Conflict {
                person: person_in(row, "person")?,
                field: row.get("field")?,
                level: row.get("level")?,
                one: record_in(row, "one")?,
                other: record_in(row, "other")?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The link of a pair; `None` when it was not compared, or its weight was below those that are kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn link(&self, pair: Pair) -> Result<Option<LinkRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM link WHERE one = ?1 AND other = ?2")?;
        Ok(query.query_row([pair.0.to_string(), pair.1.to_string()], link).optional()?)
    }

    /// The links of a record, the strongest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn links_of(&self, id: RecordId) -> Result<Vec<LinkRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT * FROM link WHERE one = ?1 UNION ALL SELECT * FROM link WHERE other = ?1
             ORDER BY weight DESC, one, other",
        )?;
        let rows = query.query_map([id.to_string()], link)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Every link, ascending by records, handed over one by one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_link(&self, mut take: impl FnMut(LinkRow)) -> Result<(), RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM link ORDER BY one, other")?;
        let rows = query.query_map([], link)?;
        rows.into_iter().try_for_each(|row| row.map(&mut take).map_err(RegisterError::from))
    }

    /// Other persons one of whose records bears the same name, letter by letter after folding: never merged for that.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn namesakes(&self, id: PersonId) -> Result<Vec<PersonRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT DISTINCT person.* FROM record AS own
             JOIN record AS other ON other.sort = own.sort AND other.person != own.person
             JOIN person ON person.id = other.person
             WHERE own.person = ?1 AND own.sort != '' ORDER BY person.sort, person.id",
        )?;
        let rows = query.query_map([id.to_string()], person)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Judgements that contradict each other through others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn contradictions(&self) -> Result<Vec<Contradiction>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM contradiction ORDER BY position")?;
        let rows = query.query_map([], |row| {
            let ids = |text: &str| text.split(' ').map(|id| id.parse().ok()).collect::<Option<Vec<_>>>();
            Ok(Contradiction {
                different: (record_in(row, "one")?, record_in(row, "other")?),
                chain: coded(row, "chain", ids)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The record that an id or its beginning names.
    ///
    /// # Errors
    /// When none or several begin so.
    pub fn find_record(&self, given: &str) -> Result<RecordId, WhichError> {
        self.find("record", given)?.ok_or_else(|| WhichError::Unknown { given: given.to_owned() })
    }

    /// The person that an id or its beginning names. The id of a record names the person that it is, so that an id that
    /// went in a merge still leads to the person.
    ///
    /// # Errors
    /// When none or several begin so.
    pub fn find_person(&self, given: &str) -> Result<PersonId, WhichError> {
        if let Some(id) = self.find("person", given)? {
            return Ok(PersonId(id));
        }
        let record = self.find_record(given)?;
        let row = self.record(record)?;
        row.map(|row| row.person).ok_or_else(|| WhichError::Unknown { given: given.to_owned() })
    }

    fn find(&self, table: &str, given: &str) -> Result<Option<RecordId>, WhichError> {
        let from = given.trim().to_ascii_lowercase();
        if from.is_empty() || !from.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(None);
        }
        // Past every letter of an id.
        let to = format!("{from}~");
        let sql = format!("SELECT id FROM {table} WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT {CANDIDATES}");
        let mut query = self.file.conn.prepare_cached(&sql)?;
        let ids =
            query.query_map([&from, &to], |row| record_in(row, "id"))?.collect::<Result<Vec<_>, _>>()?;
        match ids.as_slice() {
            [] => Ok(None),
            [id] => Ok(Some(*id)),
            _ => Err(WhichError::Ambiguous { given: given.to_owned(), ids }),
        }
    }

    fn records_of(&self, sql: &str, of: &str) -> Result<Vec<RecordRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(sql)?;
        let rows = query.query_map([of], record)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Wanted {
    /// Lists with those that count as one of them.
    fn with_copies(&self, lists: &[u64]) -> Vec<u64> {
        let copies = self.instead.iter().filter(|(_, of)| lists.contains(of)).map(|(copy, _)| *copy);
        lists.iter().copied().chain(copies).collect()
    }

    /// As a WHERE clause with its values.
    fn sql(&self) -> (String, Vec<Value>) {
        let (mut clauses, mut values) = (vec!["1".to_owned()], Vec::new());
        let of_person = "EXISTS (SELECT 1 FROM record WHERE record.person = person.id AND";
        let marks = |lists: &[u64]| vec!["?"; lists.len()].join(", ");
        let numbers = |lists: &[u64]| lists.iter().map(|list| Value::from(int(*list))).collect::<Vec<_>>();
        for list in &self.on {
            let lists = self.with_copies(&[*list]);
            clauses.push(format!("{of_person} list IN ({}))", marks(&lists)));
            values.extend(numbers(&lists));
        }
        for list in &self.not_on {
            let lists = self.with_copies(&[*list]);
            clauses.push(format!("NOT {of_person} list IN ({}))", marks(&lists)));
            values.extend(numbers(&lists));
        }
        if self.only {
            let lists = self.with_copies(&self.on);
            clauses.push(format!("NOT {of_person} list NOT IN ({}))", marks(&lists)));
            values.extend(numbers(&lists));
        }
        if self.several {
            clauses.push("records > 1".to_owned());
        }
        let search = self.search.as_deref().map(fold).unwrap_or_default();
        let words: Vec<&str> = search.split(' ').filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            // Folded words have letters and digits alone, so that nothing in them means anything to LIKE.
            let like = vec!["' ' || words LIKE ?"; words.len()].join(" AND ");
            clauses.push(format!("{of_person} {like})"));
            values.extend(words.iter().map(|word| Value::from(format!("% {word}%"))));
        }
        (format!("WHERE {}", clauses.join(" AND ")), values)
    }
}

/// A person in a row.
pub(super) fn person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        id: person_in(row, "id")?,
        shown: record_in(row, "shown")?,
        records: number(row, "records")?,
        lists: number(row, "lists")?,
    })
}

/// A record in a row.
pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        id: record_in(row, "id")?,
        list: number(row, "list")?,
        row: number(row, "row")?,
        item: item_of(row, "item")?,
        span: span_in(row)?,
        person: person_in(row, "person")?,
        weight: bits_in(row, "weight")?,
        judged: row.get("judged")?,
        words: row.get("words")?,
        sort: row.get("sort")?,
    })
}

fn join(row: &Row<'_>) -> rusqlite::Result<Join> {
    Ok(Join {
        person: person_in(row, "person")?,
        one: record_in(row, "one")?,
        other: record_in(row, "other")?,
        weight: bits_in(row, "weight")?,
        mean: bits_in(row, "mean")?,
    })
}

fn link(row: &Row<'_>) -> rusqlite::Result<LinkRow> {
    Ok(LinkRow {
        one: record_in(row, "one")?,
        other: record_in(row, "other")?,
        weight: bits_in(row, "weight")?.ok_or(FromSqlError::InvalidType)?,
        beyond_name: row.get("beyond")?,
        bars: unblob(row, "bars")?,
    })
}
