//! Capture histories for an estimate: who of the register is on which of some lists, once as linked and as often as wanted
//! drawn anew from what the linkage leaves open. Counts people; names nobody.

use std::collections::{BTreeMap, BTreeSet};

use case::register::{Judgements, RegisterError, originals};
use link::cluster::sample::sample;
use link::cluster::{Cluster, Clusters, Given};
use link::score::Scorer;
use link::value::birth::{Birth, Order};
use link::value::sex;
use model::{Meaning, PersonId, RecordId};

use super::desk::Desk;
use super::linking::{scoring, standing};
use super::seam::{self, StoredModel};

/// How many people have which history: bit n is the list at n of [`Histories::lists`]; ascending by history, none of them 0.
pub type Counts = Vec<(u64, u64)>;

/// Capture histories of people over lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Histories {
    /// The lists, by the entries that declared them; a copy is not among them when its original is.
    pub lists: Vec<u64>,
    /// People as linked.
    pub histories: Counts,
    /// People in partitions of the records drawn with the linkage's own probabilities.
    pub draws: Vec<Counts>,
    /// People as linked, by what is known of them; those of whom nothing or no one thing is known have an empty name.
    pub strata: Vec<(String, Counts)>,
    /// Lists that were asked for and count as another one: copy, original.
    pub copies: Vec<(u64, u64)>,
    /// Lists on which people stand more than once: list, and how many records beyond one for each person.
    pub duplicates: Vec<(u64, u64)>,
}

/// What to count.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The lists; at most 64 after copies are taken together.
    pub lists: &'a [u64],
    /// By which meaning's value to divide; dates by their month.
    pub by: Option<Meaning>,
    /// How many partitions to draw.
    pub draws: usize,
    /// Where chance begins.
    pub seed: u64,
}

/// Counts histories.
///
/// # Errors
/// When there are more than 64 lists, or the register is behind the lists while draws are wanted, or a file cannot be read.
pub fn histories(desk: &Desk, asked: &Asked<'_>) -> anyhow::Result<Histories> {
    let declared: Vec<_> = desk.declared.values().cloned().collect();
    let mut wanted: Vec<u64> = asked.lists.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let copies: Vec<(u64, u64)> = originals(&declared)
        .into_iter()
        .filter(|(copy, original)| wanted.contains(copy) && wanted.contains(original))
        .collect();
    let instead: BTreeMap<u64, u64> = copies.iter().copied().collect();
    let lists: Vec<u64> = wanted.iter().copied().filter(|list| !instead.contains_key(list)).collect();
    if lists.len() > 64 {
        return Err(trouble!("error-too-many-lists", n = lists.len() as u64).into());
    }
    let bit = |list: u64| {
        let list = instead.get(&list).copied().unwrap_or(list);
        lists.iter().position(|it| *it == list).map(|at| 1_u64 << at)
    };
    let mut records: BTreeMap<RecordId, (PersonId, u64, u64)> = BTreeMap::new();
    desk.register.each_record(|row| -> Result<(), RegisterError> {
        if let Some(bit) = bit(row.list) {
            records.insert(row.id, (row.person, bit, row.list));
        }
        Ok(())
    })?;
    let mut found = Histories {
        histories: counts(records.values().map(|(person, bit, _)| (*person, *bit))),
        duplicates: duplicates(records.values().map(|(person, _, list)| (*person, *list))),
        lists,
        copies,
        ..Histories::default()
    };
    if let Some(by) = asked.by {
        found.strata = strata(desk, by, &records)?;
    }
    if asked.draws > 0 {
        found.draws = draws(desk, asked, &records)?;
    }
    Ok(found)
}

/// Histories of whoever stands on a list, by any name for a person.
fn counts<P: Ord>(bits: impl Iterator<Item = (P, u64)>) -> Counts {
    let mut of: BTreeMap<P, u64> = BTreeMap::new();
    bits.for_each(|(person, bit)| *of.entry(person).or_default() |= bit);
    let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
    of.into_values().for_each(|history| *counts.entry(history).or_default() += 1);
    counts.into_iter().collect()
}

fn duplicates(records: impl Iterator<Item = (PersonId, u64)>) -> Vec<(u64, u64)> {
    let mut of: BTreeMap<u64, (u64, BTreeSet<PersonId>)> = BTreeMap::new();
    for (person, list) in records {
        let held = of.entry(list).or_default();
        held.0 += 1;
        held.1.insert(person);
    }
    let beyond = of.into_iter().map(|(list, (records, persons))| (list, records - persons.len() as u64));
    beyond.filter(|(_, more)| *more > 0).collect()
}

/// Histories by the value that most of a person's records have.
fn strata(
    desk: &Desk,
    by: Meaning,
    records: &BTreeMap<RecordId, (PersonId, u64, u64)>,
) -> anyhow::Result<Vec<(String, Counts)>> {
    let mut texts: Vec<(PersonId, u64, String)> = Vec::new();
    for (id, (person, _, list)) in records {
        let record = desk.lists.record(*id)?;
        let value = record.and_then(|it| it.values.into_iter().find(|value| value.meaning == by));
        texts.extend(value.map(|value| (*person, *list, value.text)));
    }
    let mujer_is_m = sex::mujer_is_m(texts.iter().map(|it| &*it.2));
    let mut of_list: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    texts.iter().for_each(|(_, list, text)| of_list.entry(*list).or_default().push(text));
    let orders: BTreeMap<u64, Order> =
        of_list.into_iter().map(|(list, texts)| (list, Birth::order(texts.into_iter()))).collect();
    let mut values: BTreeMap<PersonId, BTreeMap<String, u64>> = BTreeMap::new();
    for (person, list, text) in &texts {
        let value = match by {
            Meaning::Sex => sex::sex(text, mujer_is_m).map(|it| it.to_string()),
            Meaning::EventDate | Meaning::Birth => month(text, orders[list]),
            _ => Some(case::register::folded(text)),
        };
        if let Some(value) = value.filter(|it| !it.is_empty()) {
            *values.entry(*person).or_default().entry(value).or_default() += 1;
        }
    }
    let stratum = |person: PersonId| {
        let values = values.get(&person)?;
        let most = values.values().max()?;
        let mut of_most = values.iter().filter(|it| it.1 == most).map(|it| it.0.clone());
        // Where two values are as common, neither is what is known.
        of_most.next().filter(|_| of_most.next().is_none())
    };
    let mut by_stratum: BTreeMap<String, Vec<(PersonId, u64)>> = BTreeMap::new();
    for (person, bit, _) in records.values() {
        by_stratum.entry(stratum(*person).unwrap_or_default()).or_default().push((*person, *bit));
    }
    Ok(by_stratum.into_iter().map(|(name, bits)| (name, counts(bits.into_iter()))).collect())
}

/// A date's month, `2024-02`; `None` when it does not say, or when the order of day and month, which its list leaves open,
/// decides.
fn month(text: &str, order: Order) -> Option<String> {
    let read = |order| {
        let date = Birth::read(text, order).filter(|it| it.from == it.to && it.month != 0)?;
        Some(format!("{:04}-{:02}", date.from, date.month))
    };
    match order {
        Order::Open => read(Order::DayFirst).filter(|month| Some(month) == read(Order::MonthFirst).as_ref()),
        settled => read(settled),
    }
}

/// Histories in partitions drawn from what the linkage leaves open.
fn draws(
    desk: &Desk,
    asked: &Asked<'_>,
    wanted: &BTreeMap<RecordId, (PersonId, u64, u64)>,
) -> anyhow::Result<Vec<Counts>> {
    let records = super::parsed_again(&desk.lists, &desk.run)?;
    let stored = desk.register.model()?.as_deref().and_then(StoredModel::from_bytes);
    let scored = stored.and_then(|stored| scoring(&records, &stored));
    let (rarity, weights) = scored.ok_or_else(|| trouble!("error-register-behind"))?;
    let scorer = Scorer { records: &records, rarity: &rarity, weights: &weights };
    let find = |id: RecordId| records.find(seam::to_link(id));
    let mut links: Vec<link::Link> = Vec::new();
    desk.register.each_link(|it| {
        if let (Some(one), Some(other)) = (find(it.one), find(it.other)) {
            links.push(scorer.link(one, other));
        }
    })?;
    links.sort_unstable_by_key(|it| (it.one, it.other));
    let clusters = clusters(desk, &records)?;
    let decisions = desk.catalogue.decisions(0)?;
    let judgements = standing(&Judgements::of(&decisions, desk.run.entries));
    let given = Given { judgements: &judgements, persons: &[] };
    let drawn = sample(&scorer, &links, &clusters, &given, asked.draws, asked.seed);
    let bits: Vec<Option<u64>> =
        records.ids.iter().map(|id| wanted.get(&seam::from_link(*id)).map(|it| it.1)).collect();
    let each = |partition: &Vec<u32>| {
        counts(partition.iter().zip(&bits).filter_map(|(group, bit)| Some((*group, (*bit)?))))
    };
    Ok(drawn.iter().map(each).collect())
}

/// The persons of the register as groups of parsed records.
fn clusters(desk: &Desk, records: &link::Records) -> anyhow::Result<Clusters> {
    let mut members: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
    desk.register.each_record(|row| -> Result<(), RegisterError> {
        members.entry(row.person).or_default().extend(records.find(seam::to_link(row.id)));
        Ok(())
    })?;
    let mut clusters: Vec<Cluster> = members
        .into_iter()
        .filter(|(_, members)| members.len() > 1)
        .map(|(person, mut members)| {
            members.sort_unstable();
            Cluster { person: link::PersonId(seam::to_link(person.0)), members, joins: Vec::new() }
        })
        .collect();
    clusters.sort_by_key(|it| it.members[0]);
    let mut of_record = vec![None; records.len()];
    for (cluster, at) in clusters.iter().zip(0_u32..) {
        cluster.members.iter().for_each(|member| of_record[*member as usize] = Some(at));
    }
    Ok(Clusters { clusters, of_record, ..Clusters::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_that_the_order_decides_is_not_known() {
        let check = |text: &str, order: Order, expected: Option<&str>| {
            assert_eq!(month(text, order).as_deref(), expected, "{text}");
        };
        check("05/02/2024", Order::Open, None);
        check("05/02/2024", Order::DayFirst, Some("2024-02"));
        check("15/02/2024", Order::Open, Some("2024-02"));
        check("02/02/2024", Order::Open, Some("2024-02"));
        check("febrero de 2024", Order::Open, Some("2024-02"));
        check("2024", Order::Open, None);
    }

    #[test]
    fn each_person_is_counted_once_with_all_lists() {
        let check = |bits: &[(u64, u64)], expected: &[(u64, u64)]| {
            assert_eq!(counts(bits.iter().copied()), expected);
        };
        check(&[(1, 1), (1, 2), (2, 1), (3, 1), (3, 1)], &[(1, 2), (3, 1)]);
        check(&[], &[]);
        let person = |id| PersonId(RecordId(id));
        let records = [(person(1), 10), (person(1), 10), (person(2), 10), (person(1), 20)];
        assert_eq!(duplicates(records.into_iter()), [(10, 1)]);
    }
}
