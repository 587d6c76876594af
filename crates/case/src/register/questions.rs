//! What a person should look at next: pairs in doubt, without those that somebody settled since.

use model::{PersonId, RecordId, Verdict};
use rusqlite::Row;
use rusqlite::types::FromSqlError;

use super::errors::RegisterError;
use super::judgements::{Judged, Judgements, Standing, pair};
use super::rows::{Question, Why};
use super::schema::{bits_in, record_in};
use super::store::Register;
use crate::catalogue::Page;
use crate::catalogue::codes::{coded, number};

impl Register {
    /// Pairs to review, the most telling first, without those on which a verdict stands. A pair that somebody looked at
    /// and left undecided comes after all others.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions(&self, judgements: &Judgements, page: Page) -> Result<Vec<Question>, RegisterError> {
        let skip = usize::try_from(page.offset).unwrap_or(usize::MAX);
        let take = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let (mut open, mut undecided) = (Vec::new(), Vec::new());
        let mut query = self.file.conn.prepare_cached("SELECT * FROM question ORDER BY position")?;
        let mut rows = query.query([])?;
        while open.len() < skip.saturating_add(take)
            && let Some(row) = rows.next()?
        {
            let question = question(row)?;
            match judgements.standing(pair(question.one, question.other)) {
                Some(standing) if standing.is_settled() => {}
                Some(Standing::Agreed(_)) => undecided.push(question),
                _ => open.push(question),
            }
        }
        open.extend(undecided);
        Ok(open.into_iter().skip(skip).take(take).collect())
    }

    /// How many pairs are to be reviewed, and how many of those somebody left undecided.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_questions(&self, judgements: &Judgements) -> Result<(u64, u64), RegisterError> {
        let conn = &self.file.conn;
        let mut query = conn.prepare_cached("SELECT count(*) AS n FROM question")?;
        let mut open = query.query_row([], |row| number(row, "n"))?;
        let mut undecided = 0;
        let mut asked = conn.prepare_cached("SELECT 1 FROM question WHERE one = ?1 AND other = ?2")?;
        for ((one, other), standing) in judgements.all_standing() {
            let settled = standing.is_settled();
            let is_undecided = standing == Standing::Agreed(Verdict::Unsure);
            if (settled || is_undecided) && asked.exists([one.to_string(), other.to_string()])? {
                open -= u64::from(settled);
                undecided += u64::from(is_undecided);
            }
        }
        Ok((open, undecided))
    }

    /// The questions that a person's records are part of, settled or not, the strongest first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn questions_of(&self, id: PersonId) -> Result<Vec<Question>, RegisterError> {
        let of_person = "(SELECT id FROM record WHERE person = ?1)";
        let mut query = self.file.conn.prepare_cached(&format!(
            "SELECT * FROM question WHERE one IN {of_person} OR other IN {of_person}
             ORDER BY weight DESC, position"
        ))?;
        let rows = query.query_map([id.to_string()], question)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Standing judgements on a record that is no longer in the register: its words changed, or its list went. They
    /// count for nobody until the record is back.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn detached<'j>(
        &self,
        judgements: &'j Judgements,
    ) -> Result<Vec<(&'j Judged, Vec<RecordId>)>, RegisterError> {
        let mut found = Vec::new();
        for judged in judgements.history().iter().filter(|it| it.stands()) {
            let mut gone = Vec::new();
            for id in [judged.pair().0, judged.pair().1] {
                if self.record(id)?.is_none() {
                    gone.push(id);
                }
            }
            if !gone.is_empty() {
                found.push((judged, gone));
            }
        }
        Ok(found)
    }
}

/// A question in a row.
pub(super) fn question(row: &Row<'_>) -> rusqlite::Result<Question> {
    Ok(Question {
        one: record_in(row, "one")?,
        other: record_in(row, "other")?,
        why: coded(row, "why", Why::from_code)?,
        weight: bits_in(row, "weight")?.ok_or(FromSqlError::InvalidType)?,
    })
}
