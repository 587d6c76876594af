//! Who is on which lists: sets of lists with their people, and two lists side by side. A pair that is in doubt is neither
//! on both nor on one: it is told as unsure.

use std::collections::{BTreeMap, BTreeSet};

use model::PersonId;
use rusqlite::OptionalExtension as _;

use super::errors::RegisterError;
use super::judgements::{Judgements, Standing, pair};
use super::questions::question;
use super::rows::{LinkRow, Question};
use super::schema::{person_in, record_in};
use super::store::Register;
use crate::catalogue::codes::{int, number};
use crate::lists::Declared;

/// How many people are on exactly these lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Overlap {
    /// The lists, ascending.
    pub lists: Vec<u64>,
    /// How many people.
    pub persons: u64,
}

/// Two lists side by side. Every person on either stands in exactly one of `both`, `only_one`, `only_other` and the two
/// sides of `unsure`, in the order of names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// On both lists.
    pub both: Vec<PersonId>,
    /// On the first list and not on the second.
    pub only_one: Vec<PersonId>,
    /// On the second list and not on the first.
    pub only_other: Vec<PersonId>,
    /// One person on the first list and one on the second who may be the same: first, second, and the pair to look at.
    pub unsure: Vec<Doubt>,
}

/// Two persons who may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    /// The one on the first list.
    pub one: PersonId,
    /// The one on the second list.
    pub other: PersonId,
    /// The pair of records to look at.
    pub question: Question,
}

/// Each list that is a copy, with the list that it is a copy of in the end.
#[must_use]
pub fn originals(lists: &[Declared]) -> BTreeMap<u64, u64> {
    let entry_of =
        |named: u64| lists.iter().find(|it| it.entry == named || it.latest == named).map(|it| it.entry);
    let copied: BTreeMap<u64, u64> =
        lists.iter().filter_map(|it| Some((it.entry, entry_of(it.list.copy_of?)?))).collect();
    let last = |mut list: u64| {
        // No further than there are lists: people may have declared a circle.
        for _ in 0..copied.len() {
            list = copied.get(&list).copied().unwrap_or(list);
        }
        list
    };
    copied.keys().map(|list| (*list, last(*list))).filter(|(list, original)| list != original).collect()
}

impl Register {
    /// How many people are on exactly which lists, the commonest set first. `instead` names lists that count as another
    /// one: see [`originals`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn overlap(&self, instead: &BTreeMap<u64, u64>) -> Result<Vec<Overlap>, RegisterError> {
        let mut query =
            self.file.conn.prepare_cached("SELECT DISTINCT person, list FROM record ORDER BY person")?;
        let mut rows = query.query([])?;
        let mut counts: BTreeMap<BTreeSet<u64>, u64> = BTreeMap::new();
        let mut current: Option<(PersonId, BTreeSet<u64>)> = None;
        while let Some(row) = rows.next()? {
            let (id, list) = (person_in(row, "person")?, number(row, "list")?);
            let list = instead.get(&list).copied().unwrap_or(list);
            match &mut current {
                Some((person, lists)) if *person == id => drop(lists.insert(list)),
                _ => {
                    if let Some((_, lists)) = current.replace((id, BTreeSet::from([list]))) {
                        *counts.entry(lists).or_default() += 1;
                    }
                }
            }
        }
        if let Some((_, lists)) = current {
            *counts.entry(lists).or_default() += 1;
        }
        let mut sets: Vec<Overlap> = counts
            .into_iter()
            .map(|(lists, persons)| Overlap { lists: lists.into_iter().collect(), persons })
            .collect();
        sets.sort_by(|a, b| b.persons.cmp(&a.persons).then_with(|| a.lists.cmp(&b.lists)));
        Ok(sets)
    }

    /// Two lists side by side. A pair that somebody judged to be two people is no longer in doubt.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare(
        &self,
        one: u64,
        other: u64,
        judgements: &Judgements,
    ) -> Result<Comparison, RegisterError> {
        let (on_one, on_other) = (self.persons_on(one)?, self.persons_on(other)?);
        let (set_one, set_other): (BTreeSet<PersonId>, BTreeSet<PersonId>) =
            (on_one.iter().copied().collect(), on_other.iter().copied().collect());
        let mut found = Comparison::default();
        let mut doubted = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for (mut persons, question) in self.questions_between(one, other)? {
            if !set_one.contains(&persons.0) || !set_other.contains(&persons.1) {
                persons = (persons.1, persons.0);
            }
            let told_apart = judgements.standing(pair(question.one, question.other))
                == Some(Standing::Agreed(model::Verdict::Different));
            let on_both = |it: &PersonId| set_one.contains(it) && set_other.contains(it);
            if told_apart || on_both(&persons.0) || on_both(&persons.1) || !pairs.insert(persons) {
                continue;
            }
            doubted.extend([persons.0, persons.1]);
            found.unsure.push(Doubt { one: persons.0, other: persons.1, question });
        }
        for id in on_one {
            if set_other.contains(&id) {
                found.both.push(id);
            } else if !doubted.contains(&id) {
                found.only_one.push(id);
            }
        }
        found.only_other =
            on_other.into_iter().filter(|id| !set_one.contains(id) && !doubted.contains(id)).collect();
        Ok(found)
    }

    /// The strongest link between a person's records on one list and on another; `None` when others lead from one to the
    /// other, or judgements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn link_across(&self, id: PersonId, one: u64, other: u64) -> Result<Option<LinkRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT link.one, link.other FROM record AS a JOIN link ON link.one = a.id
             JOIN record AS b ON b.id = link.other
             WHERE a.person = ?1 AND b.person = ?1 AND ((a.list = ?2 AND b.list = ?3) OR (a.list = ?3 AND b.list = ?2))
             ORDER BY link.weight DESC, link.one, link.other LIMIT 1",
        )?;
        let values = rusqlite::params![id.to_string(), int(one), int(other)];
        let found = query
            .query_row(values, |row| Ok((record_in(row, "one")?, record_in(row, "other")?)))
            .optional()?;
        found.map_or(Ok(None), |pair| self.link(pair))
    }

    /// The persons on a list, in the order of names.
    fn persons_on(&self, list: u64) -> Result<Vec<PersonId>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT id FROM person WHERE id IN (SELECT person FROM record WHERE list = ?1) ORDER BY sort, id",
        )?;
        let rows = query.query_map([int(list)], |row| person_in(row, "id"))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Questions between records of two lists, the most telling first, each with both persons.
    #[allow(clippy::type_complexity, reason = "a private pair of pairs")]
    fn questions_between(
        &self,
        one: u64,
        other: u64,
    ) -> Result<Vec<((PersonId, PersonId), Question)>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT question.*, a.person AS of_one, b.person AS of_other FROM question
             JOIN record AS a ON a.id = question.one JOIN record AS b ON b.id = question.other
             WHERE ((a.list = ?1 AND b.list = ?2) OR (a.list = ?2 AND b.list = ?1)) AND a.person != b.person
             ORDER BY question.weight DESC, question.position",
        )?;
        let rows = query.query_map([int(one), int(other)], |row| {
            Ok(((person_in(row, "of_one")?, person_in(row, "of_other")?), question(row)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
