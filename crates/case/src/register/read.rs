//! Questions to the register: persons, records, joins, links. Nothing is cut: a page is asked for, and the count beside it.

use std::collections::BTreeMap;

use model::{PersonId, RecordId};
use rusqlite::types::FromSqlError;
use rusqlite::{OptionalExtension as _, Row, params};

use super::errors::{RegisterError, WhichError};
use super::judgements::Pair;
use super::rows::{Conflict, Contradiction, Join, LinkRow, PersonRow, RecordRow, Weighed};
use super::schema::{bits_in, person_in, record_in, span_in};
use super::store::Register;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded, int, item as item_of, number, unblob};

/// Records with the item of their list.
pub(super) const RECORDS: &str =
    "SELECT record.*, list.item FROM record JOIN list ON list.entry = record.list";

/// The persons of whom a record has the name of a record of `?1`.
const NAMESAKES: &str = "SELECT DISTINCT person FROM record
    WHERE sort IN (SELECT sort FROM record WHERE person = ?1 AND sort != '') AND person != ?1";

/// How many ids an ambiguous one names.
const CANDIDATES: usize = 8;

impl Register {
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
        let mut query = self.file.conn.prepare_cached(&format!("{RECORDS} WHERE id = ?1"))?;
        Ok(query.query_row([id.to_string()], record).optional()?)
    }

    /// A person's records, by list and row.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn members(&self, id: PersonId) -> Result<Vec<RecordRow>, RegisterError> {
        let sql = format!("{RECORDS} WHERE person = ?1 ORDER BY list, row");
        let mut query = self.file.conn.prepare_cached(&sql)?;
        let rows = query.query_map([id.to_string()], record)?;
        Ok(rows.collect::<Result<_, _>>()?)
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
        let sql = format!("{RECORDS} ORDER BY id");
        let mut query = self.file.conn.prepare_cached(&sql).map_err(failed)?;
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
        let mut query = self.file.conn.prepare_cached("SELECT entry, records FROM list")?;
        let rows = query.query_map([], |row| Ok((number(row, "entry")?, number(row, "records")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The person of every record, ascending by record.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn persons_by_record(&self) -> Result<BTreeMap<RecordId, PersonId>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT id, person FROM record ORDER BY id")?;
        let rows = query.query_map([], |row| Ok((record_in(row, "id")?, person_in(row, "person")?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The ids of each list's records, ascending.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn records_by_list(&self) -> Result<BTreeMap<u64, Vec<RecordId>>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT list, id FROM record ORDER BY id")?;
        let mut found: BTreeMap<u64, Vec<RecordId>> = BTreeMap::new();
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            found.entry(number(row, "list")?).or_default().push(record_in(row, "id")?);
        }
        Ok(found)
    }

    /// Why all persons' records are together, by person, in the order in which they came.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all_joins(&self) -> Result<Vec<Join>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT * FROM joined ORDER BY person, position")?;
        let rows = query.query_map([], join)?;
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

    /// Every link without what it adds up from, ascending by records, handed over one by one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn each_link(&self, mut take: impl FnMut(Weighed)) -> Result<(), RegisterError> {
        let sql = "SELECT one, other, weight, beyond FROM link ORDER BY one, other";
        let mut query = self.file.conn.prepare_cached(sql)?;
        let rows = query.query_map([], weighed)?;
        rows.into_iter().try_for_each(|row| row.map(&mut take).map_err(RegisterError::from))
    }

    /// Other persons one of whose records bears the same name, letter by letter after folding: never merged for that. In
    /// the order of names.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn namesakes(&self, id: PersonId, page: Page) -> Result<Vec<PersonRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(&format!(
            "SELECT * FROM person WHERE id IN ({NAMESAKES}) ORDER BY place LIMIT ?2 OFFSET ?3"
        ))?;
        let rows = query.query_map(params![id.to_string(), int(page.limit), int(page.offset)], person)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// How many of those there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_namesakes(&self, id: PersonId) -> Result<u64, RegisterError> {
        let sql = format!("SELECT count(*) AS n FROM ({NAMESAKES})");
        let mut query = self.file.conn.prepare_cached(&sql)?;
        Ok(query.query_row([id.to_string()], |row| number(row, "n"))?)
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
    let Weighed { one, other, weight, beyond_name } = weighed(row)?;
    Ok(LinkRow { one, other, weight, beyond_name, bars: unblob(row, "bars")? })
}

fn weighed(row: &Row<'_>) -> rusqlite::Result<Weighed> {
    Ok(Weighed {
        one: record_in(row, "one")?,
        other: record_in(row, "other")?,
        weight: bits_in(row, "weight")?.ok_or(FromSqlError::InvalidType)?,
        beyond_name: row.get("beyond")?,
    })
}
