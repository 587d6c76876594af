//! From gathered records, standing judgements and what was known before to a whole register. A pure function: the same
//! input gives the same register, with any number of threads. Reads and writes no file.

use std::collections::{BTreeMap, BTreeSet};

use case::register::{Bar, BarKind, Bits, Join, Judgements, Made, Named, Pair, Standing, name};
use link::candidates::{BUCKETS, FAMILIES, Family, candidates};
use link::cluster::Given;
use link::explain::BarKind as LinkBar;
use link::increment::{Earlier, link_new};
use link::rarity::Rarity;
use link::records::RecordAt;
use link::run::{learn, link_with};
use link::score::Scorer;
use link::{Linkage, Records, Settings};
use model::{PersonId, RecordId, Verdict};

use super::seam::{self, StoredModel};
use super::table::Gathered;
use super::view::View;

/// What was known before.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// The person of each record.
    pub persons: BTreeMap<RecordId, PersonId>,
    /// Why records were together.
    pub joins: Vec<Join>,
    /// The pairs that were kept.
    pub pairs: Vec<Pair>,
    /// The model.
    pub model: Option<StoredModel>,
    /// How many pairs of one person were probably never compared.
    pub missed: f64,
    /// The judgements that it knew.
    pub judgements: Judgements,
    /// Records that are known but read otherwise now, since somebody corrected what their list's columns hold.
    pub changed: BTreeSet<RecordId>,
}

/// How to link.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// From the beginning, whatever is known; ids still stay.
    pub afresh: bool,
    /// How many threads.
    pub threads: usize,
}

/// How many steps [`make`] tells of.
pub const STEPS: u64 = 4;

/// A register without its log entry, and how it came about.
pub struct Result {
    /// The register; `run.entry`, `run.entries` and `run.program` are the caller's to fill in.
    pub made: Made,
    /// Persons by record, and what became of those known before.
    pub named: Named,
}

/// Whether all must be linked from the beginning: nothing is known, the lists bring other fields, or more new records than
/// known ones, from which the model learns more than it knows.
#[must_use]
pub fn must_be_afresh(before: &Before, gathered: &Gathered, records: &Records) -> bool {
    let known = gathered.rows.iter().filter(|row| before.persons.contains_key(&row.id)).count();
    let fits = before.model.as_ref().and_then(|it| it.for_fields(&records.fields)).is_some();
    !fits || 2 * known < gathered.rows.len()
}

/// Links. `step` is told how many of [`STEPS`] are done. Takes what was gathered, so that nothing is in memory twice.
#[must_use]
pub fn make(
    mut gathered: Gathered,
    records: &Records,
    judgements: &Judgements,
    before: &Before,
    how: How,
    step: impl Fn(u64),
) -> Result {
    let settings = Settings { threads: how.threads, ..Settings::default() };
    let given = standing(judgements);
    let model = before.model.as_ref().and_then(|it| it.for_fields(&records.fields)).filter(|_| !how.afresh);
    let afresh = model.is_none();
    let (linkage, kept) = match model {
        Some(model) => {
            let (kept, looked_at) = what_stands(records, judgements, before);
            step(2);
            let earlier = Earlier { model: &model, persons: &kept.persons };
            let (linkage, _) = link_new(records, &looked_at, &earlier, &given, &settings);
            (linkage, kept)
        }
        None => {
            let found = candidates(records, settings.budget, 0..BUCKETS, None);
            step(1);
            let (model, rarity) = learn(records, &found, &given, settings.threads);
            step(2);
            let nothing = Given { judgements: &given, persons: &[] };
            (link_with(records, found, model, rarity, &nothing, settings.threads), Kept::default())
        }
    };
    step(3);
    let weights = linkage.weights();
    let scorer = Scorer { records, rarity: &linkage.rarity, weights: &weights };
    let named = name(&groups(records, &linkage), &before.persons);
    let rows = std::mem::take(&mut gathered.rows);
    let view = View { gathered: &gathered, records, judgements, linkage: &linkage, scorer, named: &named };
    let missed = if afresh { 0.0 } else { before.missed };
    let made = view.made(rows, afresh, missed, &kept);
    step(STEPS);
    Result { made, named }
}

/// The standing judgements as the room that links takes them. A pair on which reviewers contradict each other joins nobody.
pub(super) fn standing(judgements: &Judgements) -> Vec<link::Judgement> {
    let verdict = |standing| match standing {
        Standing::Agreed(Verdict::Same) => Some(link::Verdict::Same),
        Standing::Agreed(Verdict::Different) | Standing::Contradicted => Some(link::Verdict::Different),
        Standing::Agreed(Verdict::Unsure) => None,
    };
    judgements
        .all_standing()
        .filter_map(|((one, other), standing)| {
            let (one, other) = (seam::to_link(one), seam::to_link(other));
            Some(link::Judgement { one, other, verdict: verdict(standing)? })
        })
        .collect()
}

/// What stays of what was known.
#[derive(Default)]
pub(super) struct Kept {
    persons: Vec<(link::PersonId, Vec<link::RecordId>)>,
    pub(super) joins: Vec<Join>,
    pub(super) pairs: Vec<Pair>,
}

/// What stays of what was known, and which records must be looked at again: new ones, and those of which a judgement
/// changed.
fn what_stands(records: &Records, judgements: &Judgements, before: &Before) -> (Kept, Vec<bool>) {
    let find = |id: RecordId| records.find(seam::to_link(id));
    let mut looked_at: Vec<bool> =
        records.ids.iter().map(|id| !before.persons.contains_key(&seam::from_link(*id))).collect();
    let mut dissolved: BTreeSet<PersonId> =
        before.changed.iter().filter_map(|id| before.persons.get(id)).copied().collect();
    let pairs: BTreeSet<Pair> =
        before.judgements.all_standing().chain(judgements.all_standing()).map(|it| it.0).collect();
    for it in pairs {
        let (was, is) = (before.judgements.standing(it), judgements.standing(it));
        let (Some(one), Some(other)) = (before.persons.get(&it.0), before.persons.get(&it.1)) else {
            continue;
        };
        if was == is {
            continue;
        }
        let same = Some(Standing::Agreed(Verdict::Same));
        let apart = matches!(is, Some(Standing::Contradicted | Standing::Agreed(Verdict::Different)));
        if one == other && (was == same || apart) {
            dissolved.insert(*one);
        } else if one != other && is != same && !apart {
            // No longer told apart: the pair is open again.
            [it.0, it.1].into_iter().filter_map(find).for_each(|at| looked_at[at as usize] = true);
        }
    }
    let mut members: BTreeMap<PersonId, Vec<RecordId>> = BTreeMap::new();
    for (record, person) in &before.persons {
        if let Some(at) = find(*record) {
            looked_at[at as usize] |= dissolved.contains(person);
            members.entry(*person).or_default().push(*record);
        }
    }
    members.retain(|person, records| records.len() > 1 && !dissolved.contains(person));
    let persons = members
        .iter()
        .map(|(person, records)| {
            let records = records.iter().copied().map(seam::to_link).collect();
            (link::PersonId(seam::to_link(person.0)), records)
        })
        .collect();
    let both = |one: RecordId, other: RecordId| find(one).is_some() && find(other).is_some();
    let joins = before
        .joins
        .iter()
        .filter(|it| members.contains_key(&it.person) && both(it.one, it.other))
        .copied()
        .collect();
    let pairs = before.pairs.iter().filter(|it| both(it.0, it.1)).copied().collect();
    (Kept { persons, joins, pairs }, looked_at)
}

/// Records that are one person, single ones included.
fn groups(records: &Records, linkage: &Linkage) -> Vec<Vec<RecordId>> {
    let id = |at: RecordAt| seam::from_link(records.ids[at as usize]);
    let several = linkage.clusters.clusters.iter().map(|it| it.members.iter().map(|at| id(*at)).collect());
    let alone = (0..records.len() as u32).filter(|at| linkage.clusters.of_record[*at as usize].is_none());
    several.chain(alone.map(|at| vec![id(at)])).collect()
}

/// A waterfall's steps as the register keeps them.
#[must_use]
pub fn bars(records: &Records, explained: &link::explain::Waterfall) -> Vec<Bar> {
    let place = |field: &link::Field| {
        let at = records.fields.iter().position(|it| it == field);
        at.expect("a bar is about one of the fields") as u8
    };
    explained
        .bars
        .iter()
        .map(|bar| Bar {
            kind: match &bar.kind {
                LinkBar::Prior => BarKind::Prior,
                LinkBar::Level { field, level } => {
                    BarKind::Level { field: place(field), level: *level as u8 }
                }
                LinkBar::Rarity { field } => BarKind::Rarity { field: place(field) },
                LinkBar::Kin => BarKind::Kin,
            },
            bits: Bits::of(bar.weight.0),
        })
        .collect()
}

/// A family of keys' stable name.
#[must_use]
pub const fn family(family: Family) -> &'static str {
    match family {
        Family::Document => "document",
        Family::Birth => "birth",
        Family::NamePair => "name-pair",
        Family::NameSlip => "name-slip",
        Family::NameBirth => "name-birth",
        Family::NameOther => "name-other",
        Family::Other => "other",
        Family::Single => "single",
    }
}

/// Every family's stable name.
#[must_use]
pub fn families() -> Vec<&'static str> {
    FAMILIES.into_iter().map(family).collect()
}

/// The rarities and weights with which a register's pairs were weighed, to explain a pair that it did not keep.
#[must_use]
pub fn scoring(records: &Records, model: &StoredModel) -> Option<(Rarity, link::model::Weights)> {
    let model = model.for_fields(&records.fields)?;
    let rarity = Rarity::of(records, model.prior * (records.len() as f64 - 1.0));
    Some((rarity, model.weights()))
}
