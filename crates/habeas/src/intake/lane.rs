//! A reading lane: a thread with a worker process of its own. Takes items off the queue, has them read, and sends
//! what comes to the coordinator; members are copied into the case on the way. Parses nothing itself.

use std::fs::File;
use std::io::{self, ErrorKind};
use std::sync::mpsc::SyncSender;

use archive::{StageError, Staged, Stager, Staging};
use extract::{Member, MemberEnd, Request, Summary};
use model::{Cell, Defect, DefectKind, ExtractionVersion, ItemId, MediaType, Missing, Part};

use super::Message;
use super::queue::{Budget, Queue};
use crate::worker::{ReadError, Reader, Settings, Take};

/// An item to read.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its place in the order of reading; results with members are entered in this order.
    pub sequence: u64,
    /// The item.
    pub item: ItemId,
    /// Its size in bytes.
    pub size: u64,
    /// Where its bytes are.
    pub path: std::path::PathBuf,
    /// What the worker is told.
    pub request: Request,
    /// Whether its bytes must be compared with its id first: they were not hashed in this run.
    pub compare: bool,
}

/// A member that came out of an item.
#[derive(Debug)]
pub struct TakenMember {
    /// What the container says of it.
    pub member: Member,
    /// Its bytes.
    pub staged: Staged,
    /// Media type by the first bytes, which are not kept: a container may hold a million members.
    pub sniffed: MediaType,
    /// Whether all of them came.
    pub complete: bool,
}

/// What a lane says about the item it reads.
#[derive(Debug)]
pub enum Report {
    /// It begins.
    Begin,
    /// The next part.
    Part(Part),
    /// A defect.
    Defect(Defect),
    /// A member.
    Member(Box<TakenMember>),
    /// It is done, whatever came of it.
    Done(Summary),
    /// The case folder failed; the whole run must stop.
    Broken(anyhow::Error),
}

/// The name at the end of a path inside a container.
#[must_use]
pub fn name_in(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// About how many bytes of memory a part takes. The cells of a table of short values weigh many times its text.
#[must_use]
pub fn weight(part: &Part) -> usize {
    let cells: usize = part.tables.iter().map(|it| it.cells.len()).sum();
    let (segments, marks) = (size_of_val(part.map.segments()), size_of_val(&*part.marks));
    part.text.len() + cells * size_of::<Cell>() + segments + marks
}

/// Reads items until the queue is closed.
pub fn run(
    queue: &Queue<Job>,
    out: &SyncSender<Message>,
    budget: &Budget,
    stager: &Stager,
    settings: &Settings,
) {
    let mut reader = Reader::new(settings.clone());
    while let Some(job) = queue.take() {
        let mut hand = Hand { job: &job, out, budget, stager, open: None };
        if hand.send(Report::Begin).is_err() {
            return;
        }
        let report = match open(&job) {
            Ok(None) => {
                let words = "its bytes are not the ones that were taken in; run: habeas verify";
                if hand.defect(Defect::whole(DefectKind::Damaged, Missing::Everything, words)).is_err() {
                    return;
                }
                Report::Done(unopened())
            }
            // One original that is gone, or that the system withholds, must not keep the others from being read.
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
                let words = error.to_string();
                if hand.defect(Defect::whole(DefectKind::Unreadable, Missing::Everything, words)).is_err() {
                    return;
                }
                Report::Done(unopened())
            }
            Err(error) => Report::Broken(anyhow::Error::new(error).context(job.path.display().to_string())),
            Ok(Some(file)) => match reader.read(file, job.size, &job.request, &mut hand) {
                Ok(outcome) => Report::Done(outcome.summary),
                Err(ReadError::Taker(Stop::Gone)) => return,
                Err(ReadError::Taker(Stop::Storage(error))) => Report::Broken(error.into()),
                Err(error) => Report::Broken(anyhow::Error::msg(error.to_string())),
            },
        };
        if out.send(Message::Lane(job.sequence, job.item, report)).is_err() {
            return;
        }
    }
}

/// The original, unless its bytes are others than its id says: what they hold is not what was taken in.
fn open(job: &Job) -> io::Result<Option<File>> {
    if job.compare {
        let hashed = Stager::hashing_only().stage(&mut File::open(&job.path)?);
        let found = hashed.map_err(|error| match error {
            StageError::Source(error) | StageError::Storage(error) => error,
        })?;
        if found.item != job.item {
            return Ok(None);
        }
    }
    File::open(&job.path).map(Some)
}

/// What can be said of an original that was not read.
fn unopened() -> Summary {
    let extraction = ExtractionVersion(extract::VERSION.to_string());
    Summary { media_type: extract::Format::Unknown.media_type(), extraction }
}

/// Why a lane stops in the middle of an item.
#[derive(Debug)]
pub enum Stop {
    /// The coordinator is gone.
    Gone,
    /// The case folder cannot be written.
    Storage(io::Error),
}

struct Hand<'l> {
    job: &'l Job,
    out: &'l SyncSender<Message>,
    budget: &'l Budget,
    stager: &'l Stager,
    open: Option<(Member, Staging)>,
}

impl Hand<'_> {
    fn send(&self, report: Report) -> Result<(), Stop> {
        self.out.send(Message::Lane(self.job.sequence, self.job.item, report)).map_err(|_| Stop::Gone)
    }
}

impl Take for Hand<'_> {
    type Error = Stop;

    fn part(&mut self, part: Part) -> Result<(), Stop> {
        self.budget.spend(weight(&part));
        self.send(Report::Part(part))
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Stop> {
        self.send(Report::Defect(defect))
    }

    fn member(&mut self, member: Member) -> Result<(), Stop> {
        self.open = Some((member, self.stager.begin().map_err(Stop::Storage)?));
        Ok(())
    }

    fn member_bytes(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        match &mut self.open {
            Some((_, staging)) => staging.write(bytes).map_err(Stop::Storage),
            None => Ok(()),
        }
    }

    fn member_end(&mut self, end: MemberEnd) -> Result<(), Stop> {
        let Some((member, staging)) = self.open.take() else { return Ok(()) };
        match end {
            MemberEnd::Refused => {
                staging.abandon();
                Ok(())
            }
            MemberEnd::Complete | MemberEnd::CutShort => {
                let mut staged = staging.finish().map_err(Stop::Storage)?;
                let sniffed = extract::sniff(&std::mem::take(&mut staged.head), name_in(&member.path));
                let complete = end == MemberEnd::Complete;
                self.send(Report::Member(Box::new(TakenMember { member, staged, sniffed, complete })))
            }
        }
    }
}
