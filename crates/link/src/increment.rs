//! A new list arrives: only pairs with a new record are compared, earlier persons keep their ids and their records, and what
//! changes is told as events to be logged. Never splits a person but on a judgement.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::{BUCKETS, candidates};
use crate::cluster::{Given, PersonId};
use crate::columns::RecordId;
use crate::judgement::{Judgement, Verdict};
use crate::model::Model;
use crate::rarity::Rarity;
use crate::records::{RecordAt, Records};
use crate::run::{Linkage, Settings, link_with};

/// What an increment changed, ascending by record ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PersonEvent {
    /// New records are a new person.
    Made(PersonId),
    /// A new record is a person known earlier.
    Joined(PersonId, RecordId),
    /// A person known earlier is another one known earlier.
    Merged {
        /// The id that stays.
        into: PersonId,
        /// The id that is no longer used.
        from: PersonId,
    },
    /// A judgement took records out of a person: one of them is now this other person.
    Split {
        /// The person that they were.
        from: PersonId,
        /// The person that some of them are.
        to: PersonId,
    },
}

/// What was known before.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The model, used as it is. Fields that it does not know (a second list, a new column) get usual weights.
    pub model: &'a Model,
    /// The persons of more than one record, with their records.
    pub persons: &'a [(PersonId, Vec<RecordId>)],
}

/// Links new records (`is_new`, by the place in `records`) to the earlier ones and to each other.
#[must_use]
pub fn link_new(
    records: &Records,
    is_new: &[bool],
    earlier: &Earlier<'_>,
    judgements: &[Judgement],
    settings: &Settings,
) -> (Linkage, Vec<PersonEvent>) {
    let mut looked_at = is_new.to_vec();
    let mut kept: Vec<(PersonId, Vec<RecordAt>)> = Vec::new();
    let mut of_record: BTreeMap<RecordAt, PersonId> = BTreeMap::new();
    for (person, members) in earlier.persons {
        let members: Vec<RecordAt> = members.iter().filter_map(|it| records.find(*it)).collect();
        of_record.extend(members.iter().map(|it| (*it, *person)));
        let inside = |it: RecordId| records.find(it).is_some_and(|it| members.contains(&it));
        let split = judgements
            .iter()
            .any(|it| it.verdict == Verdict::Different && inside(it.one) && inside(it.other));
        if split {
            // What a judgement takes apart is looked at afresh.
            members.iter().for_each(|&it| looked_at[it as usize] = true);
        } else {
            kept.push((*person, members));
        }
    }
    let found = candidates(records, settings.budget, 0..BUCKETS, Some(&looked_at));
    let rarity = Rarity::of(records, earlier.model.prior * (records.len() as f64 - 1.0));
    let given = Given { judgements, persons: &kept };
    let linkage = link_with(
        records,
        found,
        earlier.model.for_fields(&records.fields),
        rarity,
        &given,
        settings.threads,
    );
    let events = events(records, is_new, &of_record, &linkage);
    (linkage, events)
}

fn events(
    records: &Records,
    is_new: &[bool],
    of_record: &BTreeMap<RecordAt, PersonId>,
    linkage: &Linkage,
) -> Vec<PersonEvent> {
    let mut events = BTreeSet::new();
    let mut now: BTreeMap<PersonId, BTreeSet<PersonId>> = BTreeMap::new();
    for (at, person) in linkage.clusters.persons(&records.ids).enumerate() {
        let earlier = of_record.get(&(at as u32)).copied().unwrap_or(PersonId(records.ids[at]));
        if !is_new[at] {
            now.entry(earlier).or_default().insert(person);
            if earlier != person {
                events.insert(PersonEvent::Merged { into: person, from: earlier });
            }
        }
    }
    for (from, persons) in &now {
        if persons.len() > 1 {
            for &to in persons {
                events.remove(&PersonEvent::Merged { into: to, from: *from });
                events.extend((to != *from).then_some(PersonEvent::Split { from: *from, to }));
            }
        }
    }
    let known: BTreeSet<PersonId> = now.values().flatten().copied().collect();
    for (at, person) in linkage.clusters.persons(&records.ids).enumerate().filter(|it| is_new[it.0]) {
        let event = if known.contains(&person) {
            PersonEvent::Joined(person, records.ids[at])
        } else {
            PersonEvent::Made(person)
        };
        events.insert(event);
    }
    events.into_iter().collect()
}
