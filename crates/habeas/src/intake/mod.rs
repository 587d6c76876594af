//! Takes files in and has them read, on all cores: one thread hashes and copies, lanes read, and the coordinator
//! here is the only one that writes to log and catalogue. The order of the log depends on the order of intake alone,
//! not on which lane was faster.

pub mod lane;
pub mod queue;
pub mod walk;

mod batch;
mod family;
mod pace;
mod reading;
mod staging;
mod summary;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use archive::{Staged, Stager};
use extract::Limits;
use jiff::Timestamp;
use model::{Custody, DefectKind, Event, ItemId, LedgerState, Obtained, Parent};

pub use summary::{Summary, Watch};

use crate::annotating;
use crate::case_folder::OpenCase;
use crate::listing;
use crate::worker;
use batch::Batch;
use family::Family;
use lane::{Job, Report, TakenMember};
use pace::Pace;
use queue::{Budget, Queue};
use reading::Readings;
use walk::{Candidate, Passed, Plan};

/// Entries in one append: enough to make a flush of the disk cheap for each, few enough to be acknowledged soon.
const BATCH_ENTRIES: usize = 512;

/// The longest that a taken file waits for its acknowledgement while others keep coming.
const BATCH_AGE: Duration = Duration::from_millis(400);

/// Bytes of memory that parts waiting for the catalogue may take.
const PARTS_BUDGET: i64 = 32 << 20;

/// Messages that may wait for the coordinator: a stage that runs ahead of it must not fill the memory.
const MESSAGES: usize = 1024;

/// What comes to the coordinator.
#[derive(Debug)]
pub enum Message {
    /// A file was copied in and hashed; whether it stayed the same meanwhile.
    Staged(Box<Candidate>, Staged, bool),
    /// A file could not be read.
    NotStaged(Passed),
    /// The case folder failed.
    Broken(anyhow::Error),
    /// Every file was staged or passed over.
    AllStaged,
    /// A lane's report on the job with this sequence number.
    Lane(u64, ItemId, Report),
}

/// What the person said about the files.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// Who they were received from.
    pub from: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Whether they are the program's own demonstration corpus.
    pub demo: bool,
}

/// How the work is spread.
#[derive(Debug, Clone)]
pub struct How {
    /// Reading lanes.
    pub lanes: usize,
    /// The worker processes.
    pub worker: worker::Settings,
    /// Whether names, quotations, dates and quantities are looked for in what was read.
    pub annotate: bool,
}

/// The coordinator.
pub(crate) struct Intake<'c, 'w> {
    case: &'c mut OpenCase,
    provenance: Provenance,
    watch: &'w mut dyn Watch,
    queue: Arc<Queue<Job>>,
    /// Entries to append, with what they bring.
    batch: Batch,
    readings: Readings,
    family: Family,
    limits: Limits,
    sequence: u64,
    running: u64,
    pace: Pace,
    /// Whether files are still being copied in.
    staging: bool,
    summary: Summary,
}

/// Takes the planned files in and reads whatever the case holds unread.
///
/// # Errors
/// When the case folder cannot be written. What was acknowledged until then is safe; the same command goes on.
pub fn take_in(
    case: &mut OpenCase,
    plan: Plan,
    provenance: Provenance,
    rehash: bool,
    how: &How,
    watch: &mut dyn Watch,
) -> anyhow::Result<Summary> {
    let mut summary = Summary { files: plan.files.len() as u64, passed: plan.passed, ..Summary::default() };
    let mut files = VecDeque::new();
    let (from, note) = (provenance.from.as_deref(), provenance.note.as_deref());
    for file in plan.files {
        if !rehash
            && file.path.is_some()
            && case.catalogue.seen(&file.full, &file.stamp, from, note)?.is_some()
        {
            summary.unchanged += 1;
        } else {
            files.push_back(file);
        }
    }
    let bytes = files.iter().map(|file| file.stamp.size).sum();
    watch.found(files.len() as u64, bytes, summary.unchanged);
    let unread = case.catalogue.unread(extract::VERSION)?;
    let stager = case.archive.stager();
    let taken = Intake::new(case, provenance, watch, summary).run(files, &unread, how, &stager);
    let taken = if how.annotate { annotating::finish(case, how.lanes, watch, taken) } else { taken };
    listing::finish(case, taken)
}

/// Reads these items of the case again; members that are new to the case are taken in.
///
/// # Errors
/// As [`take_in`].
pub fn read_again(
    case: &mut OpenCase,
    items: &[ItemId],
    how: &How,
    watch: &mut dyn Watch,
) -> anyhow::Result<Summary> {
    let stager = if case.frozen { Stager::hashing_only() } else { case.archive.stager() };
    let provenance = Provenance::default();
    let intake = Intake::new(case, provenance, watch, Summary::default());
    let read = intake.run(VecDeque::new(), items, how, &stager);
    let read = if how.annotate { annotating::finish(case, how.lanes, watch, read) } else { read };
    listing::finish(case, read)
}

impl<'c, 'w> Intake<'c, 'w> {
    fn new(
        case: &'c mut OpenCase,
        provenance: Provenance,
        watch: &'w mut dyn Watch,
        summary: Summary,
    ) -> Self {
        Self {
            limits: case.folder.settings.limits.into(),
            case,
            provenance,
            watch,
            queue: Arc::default(),
            batch: Batch::default(),
            readings: Readings::default(),
            family: Family::default(),
            sequence: 0,
            running: 0,
            pace: Pace::new(),
            staging: true,
            summary,
        }
    }

    fn run(
        mut self,
        files: VecDeque<Candidate>,
        unread: &[ItemId],
        how: &How,
        stager: &Stager,
    ) -> anyhow::Result<Summary> {
        let (send, receive) = mpsc::sync_channel(MESSAGES);
        let (queue, budget) = (self.queue.clone(), Budget::new(PARTS_BUDGET));
        std::thread::scope(|scope| {
            for _ in 0..how.lanes.max(1) {
                let (send, queue, budget) = (send.clone(), &queue, &budget);
                scope.spawn(move || lane::run(queue, &send, budget, stager, &how.worker));
            }
            scope.spawn(move || staging::stage_all(files, stager, &send));
            let done = self.queue_items(unread, true).and_then(|()| self.coordinate(&receive, &budget));
            // A lane that waits for work, for budget or for a listener must learn that nobody is left.
            queue.close(done.is_err());
            budget.refund(1 << 40);
            drop(receive);
            done
        })?;
        Ok(self.summary)
    }

    fn coordinate(&mut self, receive: &Receiver<Message>, budget: &Budget) -> anyhow::Result<()> {
        while self.staging || self.running > 0 || !self.batch.is_empty() {
            match receive.recv_timeout(Duration::from_millis(20)) {
                Ok(Message::Staged(file, staged, same)) => self.taken(file, staged, same)?,
                Ok(Message::NotStaged(passed)) => self.summary.passed.push(passed),
                Ok(Message::Broken(error)) => return Err(error),
                Ok(Message::AllStaged) => {
                    self.staging = false;
                    self.enter_members()?;
                }
                Ok(Message::Lane(sequence, item, report)) => self.reported(sequence, item, report, budget)?,
                Err(RecvTimeoutError::Timeout) if self.batch.is_empty() => {}
                Err(RecvTimeoutError::Timeout) => self.flush()?,
                Err(RecvTimeoutError::Disconnected) => {
                    anyhow::bail!("every thread of the intake ended early")
                }
            }
            let old = self.batch.since.is_some_and(|since| since.elapsed() > BATCH_AGE);
            // Nothing to read meanwhile: what was taken may as well be acknowledged and queued.
            let idle = self.queue.is_empty() && self.batch.entries.len() >= BATCH_ENTRIES / 8;
            if self.batch.entries.len() >= BATCH_ENTRIES || old || idle || !self.staging && self.running == 0
            {
                self.flush()?;
            } else if self.pace.is_due() {
                self.pace.settle(self.case)?;
            }
        }
        self.case.catalogue.commit()?;
        self.case.index.finish(&self.case.catalogue)?;
        Ok(())
    }

    fn taken(&mut self, file: Box<Candidate>, staged: Staged, same: bool) -> anyhow::Result<()> {
        if !same {
            let (path, kind) = (file.full.clone(), DefectKind::ChangedWhileRead);
            self.summary.passed.push(Passed { path, kind, detail: String::new() });
        }
        let obtained = match &file.path {
            None => Obtained::StandardInput,
            Some(_) if self.provenance.demo => Obtained::Demo,
            Some(_) => Obtained::File,
        };
        let custody = Custody {
            obtained,
            from: self.provenance.from.clone(),
            note: self.provenance.note.clone(),
            name: file.name.clone(),
            path: file.path.as_ref().map(|_| file.full.clone()),
            modified: file.modified,
            complete: same,
            ..self.custody(&staged, &file.name)
        };
        let item = staged.item;
        let known = self.case.catalogue.custody(item)?;
        // What waits to be entered counts as known: the same file may be named twice in one command.
        let waiting = self.batch.entries.iter().filter_map(|entry| match &entry.event {
            Event::Taken(other) if other.item == item => Some(other),
            _ => None,
        });
        let mut others = known.iter().map(|row| &row.custody).chain(waiting).peekable();
        let is_new = others.peek().is_none();
        if others.any(|other| is_same_collection(other, &custody)) {
            self.summary.unchanged += 1;
            self.case.archive.stager().discard(&staged)?;
            if same {
                self.remember(&file, item)?;
            }
            return Ok(());
        }
        if is_new {
            self.summary.new_items += 1;
        } else {
            self.summary.again += 1;
        }
        // A file that changed while it was read is read again next time, whatever its time stamp says.
        if same {
            self.batch.remember.push((file, item));
        }
        self.enter(custody, staged);
        Ok(())
    }

    fn custody(&self, staged: &Staged, name: &str) -> Custody {
        Custody {
            item: staged.item,
            size: staged.size,
            sha512: staged.sha512.clone(),
            at: Timestamp::now(),
            time_zone: self.case.time_zone.clone(),
            collector: self.case.by.clone(),
            obtained: Obtained::File,
            from: None,
            note: None,
            name: name.to_owned(),
            path: None,
            modified: None,
            sniffed: extract::sniff(&staged.head, name),
            claimed: extract::claimed_by_name(name),
            parent: None,
            captured: None,
            complete: true,
            program: crate::PROGRAM.into(),
        }
    }

    fn enter(&mut self, custody: Custody, staged: Staged) {
        self.batch.since.get_or_insert_with(Instant::now);
        self.batch.entries.push(self.case.new_entry(Event::Taken(custody)));
        self.batch.staged.push(staged);
    }

    fn remember(&mut self, file: &Candidate, item: ItemId) -> anyhow::Result<()> {
        if file.path.is_none() {
            return Ok(());
        }
        let Provenance { from, note, .. } = &self.provenance;
        Ok(self.case.catalogue.remember(&file.full, &file.stamp, from.as_deref(), note.as_deref(), item)?)
    }

    /// Makes the batch safe, then lets it count: entries are folded in, containers' readings finished, new items
    /// queued.
    fn flush(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        let events: Vec<_> =
            batch.entries.iter().map(|new| (new.at, new.by.clone(), new.event.clone())).collect();
        if !events.is_empty() {
            let first = self.case.append(batch.staged, batch.entries)?;
            let mut new = Vec::new();
            for (index, (at, by, event)) in (first..).zip(events) {
                let taken = match &event {
                    Event::Taken(custody) => Some((custody.item, custody.size, custody.parent.is_none())),
                    _ => None,
                };
                self.case.catalogue.fold(&model::Entry { index, at, by, event })?;
                if let Some((item, size, is_file)) = taken {
                    new.push(item);
                    if is_file {
                        self.watch.taken(size);
                    }
                }
            }
            new.dedup();
            self.queue_items(&new, false)?;
        }
        for (file, item) in batch.remember {
            self.remember(&file, item)?;
        }
        for item in batch.containers {
            self.finish(item)?;
        }
        self.pace.settle(self.case)
    }

    /// Queues those of `items` that nobody has read or is about to; `compare` when this run has not hashed them.
    fn queue_items(&mut self, items: &[ItemId], compare: bool) -> anyhow::Result<()> {
        for id in items {
            let Some(item) = self.case.catalogue.item(*id)? else { continue };
            if item.line.state == LedgerState::Erased
                || !self.readings.begin(*id, self.sequence, &item.line.name)
            {
                continue;
            }
            // A file's own claim is its name, which the request carries; a member's comes from a header.
            let custody = self.case.catalogue.custody(*id)?.into_iter().map(|row| row.custody);
            let claimed = custody.filter(|it| it.obtained == Obtained::Member).find_map(|it| it.claimed);
            let request = extract::Request {
                name: item.line.name.clone(),
                claimed,
                depth: family::lineage(&self.case.catalogue, *id)?.1,
                limits: self.limits,
                languages: self.case.folder.settings.languages.clone(),
            };
            let path = self.case.folder.original(*id);
            let (sequence, size) = (self.sequence, item.line.size);
            self.queue.put(Job { sequence, item: *id, size, path, request, compare });
            self.sequence += 1;
            self.running += 1;
            self.watch.queued();
        }
        Ok(())
    }

    fn reported(
        &mut self,
        sequence: u64,
        item: ItemId,
        report: Report,
        budget: &Budget,
    ) -> anyhow::Result<()> {
        match report {
            Report::Begin => self.case.catalogue.begin_reading(item)?,
            Report::Part(part) => {
                budget.refund(lane::weight(&part));
                self.case.catalogue.add_part(item, &part)?;
                self.readings.part(item, &part);
            }
            Report::Defect(defect) => {
                self.case.catalogue.add_defect(item, &defect)?;
                self.readings.defect(item, &defect);
            }
            Report::Member(member) => self.readings.member(item, *member),
            Report::Broken(error) => return Err(error),
            Report::Done(summary) => {
                self.running -= 1;
                if !self.readings.done(sequence, item, summary) {
                    self.finish(item)?;
                }
                self.enter_members()?;
            }
        }
        Ok(())
    }

    /// Enters the members of containers that are read, in the order in which the containers were entered and only
    /// once every file is: otherwise the log would tell which lane was faster.
    fn enter_members(&mut self) -> anyhow::Result<()> {
        if self.staging {
            return Ok(());
        }
        while let Some((item, members)) = self.readings.next_in_order() {
            members.into_iter().try_for_each(|member| self.member(item, member))?;
            if let Some(defect) = self.family.defect(item, &self.limits) {
                self.case.catalogue.add_defect(item, &defect)?;
                self.readings.defect(item, &defect);
            }
            self.batch.since.get_or_insert_with(Instant::now);
            self.batch.containers.push(item);
        }
        Ok(())
    }

    fn member(&mut self, container: ItemId, taken: TakenMember) -> anyhow::Result<()> {
        let TakenMember { member, staged, sniffed, complete } = taken;
        let parent = Parent { item: container, path: member.path.clone() };
        let known = self.case.catalogue.custody(staged.item)?;
        let is_same = |other: &Custody| other.parent.as_ref() == Some(&parent);
        let is_known = known.iter().any(|row| is_same(&row.custody));
        // A member that is in the log counts too, so that a rebuild refuses what the first reading refused.
        let (root, _) = family::lineage(&self.case.catalogue, container)?;
        let admitted = self.family.admits(root, container, staged.size, &self.limits);
        if self.case.frozen {
            if !is_known && admitted {
                self.summary.unknown_members.push(member.path);
            }
            return Ok(());
        }
        if is_known || !admitted {
            self.case.archive.stager().discard(&staged)?;
            return Ok(());
        }
        if known.is_empty() {
            self.summary.new_members += 1;
        }
        let name = lane::name_in(&member.path).to_owned();
        let custody = Custody {
            obtained: Obtained::Member,
            path: Some(member.path),
            modified: member.modified,
            claimed: member.claimed,
            parent: Some(parent),
            captured: member.captured,
            sniffed,
            complete,
            ..self.custody(&staged, &name)
        };
        self.enter(custody, staged);
        if self.batch.entries.len() >= BATCH_ENTRIES {
            self.flush()?;
        }
        Ok(())
    }

    fn finish(&mut self, item: ItemId) -> anyhow::Result<()> {
        let Some(finished) = self.readings.finish(item) else { return Ok(()) };
        self.case.catalogue.finish_reading(item, &finished.reading)?;
        *self.summary.read.entry(finished.state).or_default() += 1;
        self.watch.read(&finished.name, finished.state);
        Ok(())
    }
}

/// Whether two records say the same of one item: from the same place, by the same words.
fn is_same_collection(one: &Custody, other: &Custody) -> bool {
    let key = |it: &Custody| (it.parent.is_none(), it.path.clone(), it.from.clone(), it.note.clone());
    key(one) == key(other) && one.name == other.name
}
