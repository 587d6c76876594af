//! Joins the room that links and the case: the records of declared lists become persons, with what people judged, and the
//! log says so. Decides nothing itself: the room that links does, and judgements stand above it.

pub mod bare;
mod copies;
pub mod desk;
pub mod explaining;
pub mod histories;
pub mod judging;
pub mod linking;
pub mod mentions;
mod parquet;
pub mod sampling;
pub mod seam;
pub mod sheet;
mod steps;
pub mod table;
pub mod tables;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context as _;
use case::lists::{Declared, Lists};
use case::register::{Judgements, Made, Named, NotCompared, Register, RegisterError, Run};
use case::{Catalogue, DecisionRow};
use link::Records;
use model::{Decision, Event, Linked, RecordId};

use crate::PROGRAM;
use crate::case_folder::{CaseFolder, OpenCase};
use linking::{Before, How, make, must_be_afresh};
use seam::StoredModel;
use table::{Gathered, gather};

/// The register's place in the case folder.
pub const REGISTER: &str = "derived/register.sqlite";

impl CaseFolder {
    /// Opens the register to read. It may be behind lists and judgements.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn register(&self) -> Result<Register, RegisterError> {
        Register::open(&self.path.join(REGISTER))
    }
}

/// What lists and log have beyond the register.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Behind {
    /// Lists that are not in it.
    pub new: Vec<u64>,
    /// Lists that are in it and no longer read.
    pub gone: Vec<u64>,
    /// Lists that were corrected or read anew.
    pub changed: Vec<u64>,
    /// How many judgements were given or taken back.
    pub judgements: u64,
    /// Whether the log knows a later linking than the file.
    pub file: bool,
}

impl Behind {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What the register does not know yet.
///
/// # Errors
/// When a file cannot be read.
pub fn behind(
    decisions: &[DecisionRow],
    declared: &[Declared],
    register: &Register,
) -> anyhow::Result<Behind> {
    let last = last_linked(decisions).map(|(entry, _)| entry);
    let Some(run) = register.run()? else {
        let new = declared.iter().map(|it| it.entry).collect();
        return Ok(Behind { new, file: last.is_some(), ..Behind::default() });
    };
    let mut found = Behind { file: last != Some(run.entry), ..Behind::default() };
    let held = register.lists()?;
    let known: BTreeSet<u64> = run.lists.iter().map(|it| it.0).collect();
    let mut twice: BTreeMap<u64, u64> = BTreeMap::new();
    for it in &run.not_compared {
        if let NotCompared::Twice { list, records, .. } = it {
            *twice.entry(*list).or_default() += records;
        }
    }
    for list in declared {
        let held = held.get(&list.entry).copied().unwrap_or_default();
        let twice = twice.get(&list.entry).copied().unwrap_or_default();
        if !known.contains(&list.entry) {
            found.new.push(list.entry);
        } else if list.latest >= run.entries || held + twice != list.records {
            found.changed.push(list.entry);
        }
    }
    let in_force: BTreeSet<u64> = declared.iter().map(|it| it.entry).collect();
    found.gone = known.difference(&in_force).copied().collect();
    let judged =
        |it: &&DecisionRow| matches!(it.decision, Decision::Judged(_) | Decision::JudgementWithdrawn { .. });
    found.judgements = decisions.iter().filter(|it| it.entry >= run.entries).filter(judged).count() as u64;
    Ok(found)
}

fn last_linked(decisions: &[DecisionRow]) -> Option<(u64, &Linked)> {
    linkings(decisions).last()
}

fn linkings(decisions: &[DecisionRow]) -> impl DoubleEndedIterator<Item = (u64, &Linked)> {
    decisions.iter().filter_map(|row| match &row.decision {
        Decision::Linked(linked) => Some((row.entry, linked)),
        _ => None,
    })
}

/// How a linking ended.
#[derive(Debug)]
pub enum Outcome {
    /// The register was up to date already.
    Nothing(Box<Run>),
    /// It was linked.
    Linked(Box<Run>),
}

/// Brings the register up to lists and judgements, and the log to the register. `step` is told how many of [`STEPS`] are
/// done.
///
/// # Errors
/// When there is no list, or the case cannot be read or written.
pub fn link_case(
    case: &mut OpenCase,
    afresh: bool,
    threads: usize,
    step: impl Fn(u64),
) -> anyhow::Result<Outcome> {
    let decisions = case.catalogue.decisions(0)?;
    let declared = case.lists.lists()?;
    let last = last_linked(&decisions).map(|(entry, _)| entry);
    if declared.is_empty() && last.is_none() {
        return Err(trouble!("link-error-no-list").into());
    }
    if case.register.run()?.map(|run| run.entry) != last {
        replay(&case.catalogue, &case.lists, &mut case.register, threads)?;
    }
    let entries = case.catalogue.entries_seen();
    let at = Moment { decisions: &decisions, entries };
    if let Some(run) = case.register.run()?.filter(|_| !afresh)
        && is_current(&run, &at, &case.lists, &case.register)?
    {
        return Ok(Outcome::Nothing(Box::new(run)));
    }
    let known = Known::of(&case.register)?;
    let mut gathered = gather(&case.lists, &declared)?;
    step(1);
    let records = parse(&mut gathered)?;
    step(2);
    let before = known.map(|known| known.before(&at)).unwrap_or_default();
    let afresh = afresh || must_be_afresh(&before, &gathered, &records);
    let how = How { afresh, threads };
    let judgements = at.judgements();
    let linking::Result { mut made, named } =
        make(gathered, &records, &judgements, &before, how, |done| step(done + 2));
    // What was linked is in `made`; to write it takes memory of its own.
    drop((records, before));
    let linked = Linked {
        program: PROGRAM.to_owned(),
        afresh: made.run.afresh,
        lists: declared.iter().map(|it| it.entry).collect(),
        entries,
        records: made.run.records,
        persons: made.run.persons,
        digest: named.digest(),
        merged: named.merged.clone(),
        split: named.split.clone(),
    };
    let entry = case.record(Event::Decided(Box::new(Decision::Linked(linked))))?;
    finish(&mut made, entry, entries, PROGRAM, true);
    case.register.fill(&made)?;
    Ok(Outcome::Linked(Box::new(made.run)))
}

/// How many steps [`link_case`] tells of.
pub const STEPS: u64 = 2 + linking::STEPS;

fn finish(made: &mut Made, entry: u64, entries: u64, program: &str, repeated: bool) {
    made.run.entry = entry;
    made.run.entries = entries;
    made.run.repeated = repeated;
    program.clone_into(&mut made.run.program);
}

/// Parses what was gathered, which loses its table by it.
///
/// # Errors
/// When there are more records than one run takes.
pub fn parse(gathered: &mut Gathered) -> anyhow::Result<Records> {
    let table = std::mem::take(&mut gathered.table);
    Records::read(&table).map_err(|error| trouble!("link-error-table").because(&error).into())
}

/// A moment of the log.
struct Moment<'d> {
    decisions: &'d [DecisionRow],
    /// How many entries are known.
    entries: u64,
}

impl Moment<'_> {
    fn judgements(&self) -> Judgements {
        Judgements::of(self.decisions, self.entries)
    }

    /// Each list that was in force, with the entry of the form that counted.
    fn forms(&self) -> BTreeMap<u64, u64> {
        let mut first: BTreeMap<u64, u64> = BTreeMap::new();
        let mut forms = BTreeMap::new();
        for row in self.decisions.iter().take_while(|row| row.entry < self.entries) {
            let origin = |entry: u64, first: &BTreeMap<u64, u64>| first.get(&entry).copied().unwrap_or(entry);
            match &row.decision {
                Decision::ListDeclared { replaces, .. } => {
                    let list = origin(replaces.unwrap_or(row.entry), &first);
                    first.insert(row.entry, list);
                    forms.insert(list, row.entry);
                }
                Decision::ListWithdrawn { list, .. } => drop(forms.remove(&origin(*list, &first))),
                _ => {}
            }
        }
        forms
    }
}

/// The register as it was last linked, with what a next linking needs of it.
struct Known {
    run: Run,
    before: Before,
    records: BTreeMap<u64, Vec<RecordId>>,
}

impl Known {
    fn of(register: &Register) -> anyhow::Result<Option<Self>> {
        let Some(run) = register.run()? else { return Ok(None) };
        let mut before = Before {
            model: register.model()?.as_deref().and_then(StoredModel::from_bytes),
            missed: run.expected.map_or(0.0, |it| it.missed),
            ..Before::default()
        };
        before.persons = register.persons_by_record()?;
        before.joins = register.all_joins()?;
        register.each_link(|link| before.pairs.push((link.one, link.other)))?;
        Ok(Some(Self { run, before, records: register.records_by_list()? }))
    }

    /// What it was after a linking that was just made.
    fn after(made: &Made, named: Named) -> Self {
        let mut records: BTreeMap<u64, Vec<RecordId>> = BTreeMap::new();
        for row in &made.records {
            records.entry(row.list).or_default().push(row.id);
        }
        let before = Before {
            persons: named.person,
            joins: made.joins.clone(),
            pairs: made.links.iter().map(|it| (it.one, it.other)).collect(),
            model: StoredModel::from_bytes(&made.model),
            missed: made.run.expected.map_or(0.0, |it| it.missed),
            ..Before::default()
        };
        Self { run: made.run.clone(), before, records }
    }

    /// What a linking at a moment starts from.
    fn before(self, at: &Moment<'_>) -> Before {
        let then = Moment { decisions: at.decisions, entries: self.run.entries };
        let (was, is) = (then.forms(), at.forms());
        let corrected = is.iter().filter(|(list, form)| was.get(list).is_some_and(|held| held != *form));
        let changed = corrected.filter_map(|(list, _)| self.records.get(list)).flatten().copied().collect();
        Before { judgements: then.judgements(), changed, ..self.before }
    }
}

/// Whether records, forms of lists, and judgements are those that a linking knew.
fn is_current(run: &Run, at: &Moment<'_>, lists: &Lists, register: &Register) -> anyhow::Result<bool> {
    let then = Moment { decisions: at.decisions, entries: run.entries };
    let as_then =
        then.forms() == at.forms() && then.judgements().all_standing().eq(at.judgements().all_standing());
    if !as_then {
        return Ok(false);
    }
    let mut linked: Vec<RecordId> = register.records_by_list()?.into_values().flatten().collect();
    linked.sort_unstable();
    Ok(lists.ids()? == linked)
}

/// What making the register again came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    /// The last linking in the log.
    pub entry: u64,
    /// Whether the register is the one that it recorded, by digest.
    pub same: bool,
    /// The program that recorded it.
    pub program: String,
    /// Lists of linkings in the log that were erased, withdrawn or corrected since, so that a linking cannot be repeated
    /// as it was.
    pub lost: Vec<u64>,
}

/// Makes the register again from the log: every linking in order, each with the lists and judgements that it knew. `None`
/// when the log has none.
///
/// # Errors
/// When a file cannot be read or written.
pub fn replay(
    catalogue: &Catalogue,
    lists: &Lists,
    register: &mut Register,
    threads: usize,
) -> anyhow::Result<Option<Replayed>> {
    let decisions = catalogue.decisions(0)?;
    let declared = lists.lists()?;
    let mut known: Option<Known> = None;
    let mut lost: BTreeSet<u64> = BTreeSet::new();
    let mut last: Option<(Made, Replayed)> = None;
    for (entry, linked) in linkings(&decisions) {
        let at = Moment { decisions: &decisions, entries: linked.entries };
        let forms = at.forms();
        let held = |list: &Declared| linked.lists.contains(&list.entry);
        let standing: Vec<Declared> = declared.iter().filter(|it| held(it)).cloned().collect();
        for list in &linked.lists {
            let as_it_was = |it: &&Declared| {
                it.entry == *list
                    && forms.get(list) == Some(&it.latest)
                    && it.state == case::lists::ListState::Read
            };
            if !standing.iter().any(|it| as_it_was(&it)) {
                lost.insert(*list);
            }
        }
        let mut gathered = gather(lists, &standing)?;
        let records = parse(&mut gathered)?;
        let before = known.take().map(|known| known.before(&at)).unwrap_or_default();
        let how = How { afresh: linked.afresh, threads };
        let linking::Result { mut made, named } =
            make(gathered, &records, &at.judgements(), &before, how, |_| ());
        let same = named.digest() == linked.digest;
        finish(&mut made, entry, linked.entries, &linked.program, same);
        let replayed =
            Replayed { entry, same, program: linked.program.clone(), lost: lost.iter().copied().collect() };
        known = Some(Known::after(&made, named));
        last = Some((made, replayed));
    }
    let Some((made, replayed)) = last else {
        register.empty()?;
        return Ok(None);
    };
    register.fill(&made)?;
    Ok(Some(replayed))
}

/// How many threads, when nobody says: all that the machine offers.
#[must_use]
pub fn threads(wanted: Option<usize>) -> usize {
    wanted.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from)).max(1)
}

/// The register as it stands, to explain a pair that it did not keep: its records are read and parsed again.
///
/// # Errors
/// When it is empty or lists and register do not fit together: they must be linked again first.
pub fn parsed_again(lists: &Lists, run: &Run) -> anyhow::Result<Records> {
    let known: BTreeSet<u64> = run.lists.iter().map(|it| it.0).collect();
    let declared: Vec<Declared> = lists.lists()?.into_iter().filter(|it| known.contains(&it.entry)).collect();
    parse(&mut gather(lists, &declared)?).context("the records were parsed when they were linked")
}
