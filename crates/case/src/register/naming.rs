//! Which person keeps which id when the records are grouped anew. Groups nobody itself.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use model::{Digest, PersonId, RecordId};
use sha2::{Digest as _, Sha256};

/// Persons by record, and what became of those known before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The person of every record.
    pub person: BTreeMap<RecordId, PersonId>,
    /// Persons known before that are now one: the id that stays, the id that is no longer used.
    pub merged: Vec<(PersonId, PersonId)>,
    /// Persons known before that were taken apart: what it was, what some of its records are now.
    pub split: Vec<(PersonId, PersonId)>,
}

impl Named {
    /// SHA-256 over each record's id and person, ascending by record, as eight big-endian bytes each.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new();
        for (record, person) in &self.person {
            hash.update(record.0.to_be_bytes());
            hash.update(person.0.0.to_be_bytes());
        }
        Digest(hash.finalize().into())
    }
}

/// Names groups of records. An id goes with the record that it is the id of; when that record is gone, with most of the
/// person's other records. Of several ids in one group, the one that had most of its records stays. A group without an
/// earlier id is named after its lowest record. No id ever stands for two groups, in any order of the input.
#[must_use]
pub fn name(groups: &[Vec<RecordId>], earlier: &BTreeMap<RecordId, PersonId>) -> Named {
    let group_of: BTreeMap<RecordId, usize> =
        groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |it| (*it, at))).collect();
    // How many records of each earlier person each group has.
    let mut shares: BTreeMap<PersonId, BTreeMap<usize, u64>> = BTreeMap::new();
    for (record, person) in earlier {
        if let Some(group) = group_of.get(record) {
            *shares.entry(*person).or_default().entry(*group).or_default() += 1;
        }
    }
    let lowest = |group: usize| groups[group].iter().min().copied();
    let mut claims: BTreeMap<usize, Vec<(Reverse<u64>, PersonId)>> = BTreeMap::new();
    for (person, shares) in &shares {
        let own = group_of.get(&person.0).copied();
        let most =
            shares.iter().max_by_key(|(group, count)| (**count, Reverse(lowest(**group)))).map(|it| *it.0);
        if let Some(group) = own.or(most) {
            let count = shares.get(&group).copied().unwrap_or_default();
            claims.entry(group).or_default().push((Reverse(count), *person));
        }
    }
    let mut named = Named::default();
    let mut ids: Vec<Option<PersonId>> = Vec::with_capacity(groups.len());
    for group in 0..groups.len() {
        let claimed = claims.get(&group).and_then(|claims| claims.iter().min()).map(|claim| claim.1);
        ids.push(claimed.or_else(|| lowest(group).map(PersonId)));
    }
    for (record, group) in &group_of {
        named.person.extend(ids[*group].map(|id| (*record, id)));
    }
    let in_use: BTreeSet<PersonId> = ids.iter().flatten().copied().collect();
    for (person, shares) in &shares {
        let now: BTreeSet<PersonId> = shares.keys().filter_map(|group| ids[*group]).collect();
        if now.len() == 1 && !now.contains(person) && !in_use.contains(person) {
            named.merged.extend(now.iter().map(|id| (*id, *person)));
        } else {
            named.split.extend(now.iter().filter(|id| *id != person).map(|id| (*person, *id)));
        }
    }
    named.merged.sort_unstable();
    named
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn person(id: u64) -> PersonId {
        PersonId(RecordId(id))
    }

    fn known(groups: &[(u64, &[u64])]) -> BTreeMap<RecordId, PersonId> {
        let each = |(id, records): &(u64, &[u64])| {
            let id = person(*id);
            records.iter().map(|it| (RecordId(*it), id)).collect::<Vec<_>>()
        };
        groups.iter().flat_map(each).collect()
    }

    type Change = (u64, u64);

    fn check(
        earlier: &[(u64, &[u64])],
        groups: &[&[u64]],
        expected: &[(u64, &[u64])],
        merged: &[Change],
        split: &[Change],
    ) {
        let groups: Vec<Vec<RecordId>> =
            groups.iter().map(|it| it.iter().copied().map(RecordId).collect()).collect();
        let named = name(&groups, &known(earlier));
        assert_eq!(named.person, known(expected), "{earlier:?}");
        let pairs =
            |of: &[(PersonId, PersonId)]| of.iter().map(|it| (it.0.0.0, it.1.0.0)).collect::<Vec<_>>();
        assert_eq!(
            (pairs(&named.merged), pairs(&named.split)),
            (merged.to_vec(), split.to_vec()),
            "{earlier:?}"
        );
    }

    #[test]
    fn ids_stay_and_changes_are_told() {
        // Nothing known: the lowest record.
        check(&[], &[&[3, 2], &[5]], &[(2, &[2, 3]), (5, &[5])], &[], &[]);
        // A lower record joins: the id stays.
        check(&[(2, &[2, 3])], &[&[1, 2, 3]], &[(2, &[1, 2, 3])], &[], &[]);
        // Two become one: the larger stays.
        check(&[(1, &[1]), (2, &[2, 3])], &[&[1, 2, 3]], &[(2, &[1, 2, 3])], &[(2, 1)], &[]);
        // One is taken apart: the id goes with its record.
        check(&[(2, &[2, 3, 4])], &[&[2], &[3, 4]], &[(2, &[2]), (3, &[3, 4])], &[], &[(2, 3)]);
        // Its record is gone: the id goes with most of the others.
        check(&[(1, &[1, 2, 3, 4])], &[&[2], &[3, 4]], &[(2, &[2]), (1, &[3, 4])], &[], &[(1, 2)]);
        // Its record comes back, alone: it takes the id along.
        check(&[(1, &[3, 4])], &[&[1], &[3, 4]], &[(1, &[1]), (3, &[3, 4])], &[], &[(1, 3)]);
        // All its records are gone: the id is no longer used, and nobody gets it.
        check(&[(1, &[1]), (2, &[2])], &[&[2]], &[(2, &[2])], &[], &[]);
    }

    proptest! {
        /// One id, one group; and naming again with the same groups changes nothing.
        #[test]
        fn no_id_stands_for_two_groups(
            now in prop::collection::vec(0_usize..6, 1..24),
            before in prop::collection::vec(0_usize..6, 24),
            gone in prop::collection::vec(any::<bool>(), 24),
        ) {
            let grouped = |of: &[usize], skip: &[bool]| {
                let mut groups: BTreeMap<usize, Vec<RecordId>> = BTreeMap::new();
                let records = of.iter().enumerate().filter(|(at, _)| !skip.get(*at).copied().unwrap_or(false));
                records.for_each(|(at, group)| groups.entry(*group).or_default().push(RecordId(at as u64)));
                groups.into_values().collect::<Vec<_>>()
            };
            let earlier = name(&grouped(&before, &[]), &BTreeMap::new()).person;
            let groups = grouped(&now, &gone);
            let named = name(&groups, &earlier);
            let mut ids = BTreeSet::new();
            for group in &groups {
                let of_group: BTreeSet<_> = group.iter().map(|it| named.person[it]).collect();
                prop_assert_eq!(of_group.len(), 1);
                prop_assert!(ids.insert(of_group));
            }
            let again = name(&groups, &named.person);
            prop_assert_eq!(&again.person, &named.person);
            prop_assert!(again.merged.is_empty() && again.split.is_empty());
        }
    }
}
