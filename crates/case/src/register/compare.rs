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

/// Two lists side by side, as places in the order of names, which [`Register::at_places`] turns into persons: for a page
/// that shows a few of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sides {
    /// On both lists.
    pub both: Vec<u64>,
    /// On the first list and not on the second.
    pub only_one: Vec<u64>,
    /// On the second list and not on the first.
    pub only_other: Vec<u64>,
    /// Who may be on both.
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
        let mut counts: BTreeMap<BTreeSet<u64>, u64> = BTreeMap::new();
        for history in self.histories()? {
            let lists = history.lists.iter().map(|list| instead.get(list).copied().unwrap_or(*list));
            *counts.entry(lists.collect()).or_default() += history.persons;
        }
        let mut sets: Vec<Overlap> = counts
            .into_iter()
            .map(|(lists, persons)| Overlap { lists: lists.into_iter().collect(), persons })
            .collect();
        sets.sort_by(|a, b| b.persons.cmp(&a.persons).then_with(|| a.lists.cmp(&b.lists)));
        Ok(sets)
    }

    /// Two lists side by side, as places. A pair that somebody judged to be two people is no longer in doubt.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn sides(&self, one: u64, other: u64, judgements: &Judgements) -> Result<Sides, RegisterError> {
        let histories = self.histories()?;
        let on = |list: u64| -> BTreeSet<u64> {
            histories.iter().filter(|it| it.lists.contains(&list)).map(|it| it.number).collect()
        };
        let (on_one, on_other) = (on(one), on(other));
        let mut found = Sides::default();
        let mut doubted = BTreeSet::new();
        let mut pairs = BTreeSet::new();
        for Between { mut persons, places, histories, question } in self.questions_between(one, other)? {
            if !on_one.contains(&histories.0) || !on_other.contains(&histories.1) {
                persons = (persons.1, persons.0);
            }
            let told_apart = judgements.standing(pair(question.one, question.other))
                == Some(Standing::Agreed(model::Verdict::Different));
            let on_both = |it: &u64| on_one.contains(it) && on_other.contains(it);
            if told_apart || on_both(&histories.0) || on_both(&histories.1) || !pairs.insert(persons) {
                continue;
            }
            doubted.extend([places.0, places.1]);
            found.unsure.push(Doubt { one: persons.0, other: persons.1, question });
        }
        let mut query = self.file.conn.prepare_cached("SELECT place FROM person WHERE history = ?1")?;
        for history in &histories {
            let part = match (on_one.contains(&history.number), on_other.contains(&history.number)) {
                (true, true) => &mut found.both,
                (true, false) => &mut found.only_one,
                (false, true) => &mut found.only_other,
                (false, false) => continue,
            };
            let places = query.query_map([int(history.number)], |row| number(row, "place"))?;
            for place in places {
                part.push(place?);
            }
        }
        for part in [&mut found.only_one, &mut found.only_other] {
            part.retain(|place| !doubted.contains(place));
        }
        for part in [&mut found.both, &mut found.only_one, &mut found.only_other] {
            part.sort_unstable();
        }
        Ok(found)
    }

    /// The persons at places in the order of names.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn at_places(&self, places: &[u64]) -> Result<Vec<PersonId>, RegisterError> {
        let mut query = self.file.conn.prepare_cached("SELECT id FROM person WHERE place = ?1")?;
        let mut person = |place: &u64| query.query_row([int(*place)], |row| person_in(row, "id"));
        Ok(places.iter().map(&mut person).collect::<Result<_, _>>()?)
    }

    /// Two lists side by side, with every person.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn compare(
        &self,
        one: u64,
        other: u64,
        judgements: &Judgements,
    ) -> Result<Comparison, RegisterError> {
        let sides = self.sides(one, other, judgements)?;
        Ok(Comparison {
            both: self.at_places(&sides.both)?,
            only_one: self.at_places(&sides.only_one)?,
            only_other: self.at_places(&sides.only_other)?,
            unsure: sides.unsure,
        })
    }

    /// The strongest link between a person's records on one list and on another; `None` when others lead from one to the
    /// other, or judgements.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn link_across(&self, id: PersonId, one: u64, other: u64) -> Result<Option<LinkRow>, RegisterError> {
        let mut query = self.file.conn.prepare_cached(
            "SELECT link.one, link.other FROM record AS a CROSS JOIN link ON link.one = a.id
             CROSS JOIN record AS b ON b.id = link.other
             WHERE a.person = ?1 AND b.person = ?1 AND ((a.list = ?2 AND b.list = ?3) OR (a.list = ?3 AND b.list = ?2))
             ORDER BY link.weight DESC, link.one, link.other LIMIT 1",
        )?;
        let values = rusqlite::params![id.to_string(), int(one), int(other)];
        let found = query
            .query_row(values, |row| Ok((record_in(row, "one")?, record_in(row, "other")?)))
            .optional()?;
        found.map_or(Ok(None), |pair| self.link(pair))
    }

    /// Questions between records of two lists and of two persons, the most telling first.
    fn questions_between(&self, one: u64, other: u64) -> Result<Vec<Between>, RegisterError> {
        // In this order: there are fewer questions than records.
        let mut query = self.file.conn.prepare_cached(
            "SELECT question.*, p.id AS of_one, q.id AS of_other, p.place AS place_one, q.place AS place_other,
                 p.history AS history_one, q.history AS history_other
             FROM question
             CROSS JOIN record AS a ON a.id = question.one CROSS JOIN record AS b ON b.id = question.other
             CROSS JOIN person AS p ON p.id = a.person CROSS JOIN person AS q ON q.id = b.person
             WHERE ((a.list = ?1 AND b.list = ?2) OR (a.list = ?2 AND b.list = ?1)) AND a.person != b.person
             ORDER BY question.weight DESC, question.position",
        )?;
        let rows = query.query_map([int(one), int(other)], |row| {
            Ok(Between {
                persons: (person_in(row, "of_one")?, person_in(row, "of_other")?),
                places: (number(row, "place_one")?, number(row, "place_other")?),
                histories: (number(row, "history_one")?, number(row, "history_other")?),
                question: question(row)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// A question between two lists, with the persons of its records, their places, and the numbers of the sets of lists that
/// they are on.
struct Between {
    persons: (PersonId, PersonId),
    places: (u64, u64),
    histories: (u64, u64),
    question: Question,
}
