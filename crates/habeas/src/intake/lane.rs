//! A reading lane: a thread with a worker process of its own. Takes items off the queue, has them read, and sends
//! what comes to the coordinator; members are copied into the case on the way. Parses nothing itself.

use std::fs::File;
use std::io;
use std::sync::mpsc::Sender;

use archive::{Staged, Stager, Staging};
use extract::{Member, MemberEnd, Request};
use model::{Defect, ItemId, Part};

use super::Message;
use super::queue::{Budget, Queue};
use crate::worker::{Outcome, ReadError, Reader, Settings, Take};

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
}

/// A member that came out of an item.
#[derive(Debug)]
pub struct TakenMember {
    /// What the container says of it.
    pub member: Member,
    /// Its bytes.
    pub staged: Staged,
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
    Done(Outcome),
    /// The case folder failed; the whole run must stop.
    Broken(anyhow::Error),
}

/// Reads items until the queue is closed.
pub fn run(queue: &Queue<Job>, out: &Sender<Message>, budget: &Budget, stager: &Stager, settings: &Settings) {
    let mut reader = Reader::new(settings.clone());
    while let Some(job) = queue.take() {
        let mut hand = Hand { job: &job, out, budget, stager, open: None };
        if hand.send(Report::Begin).is_err() {
            return;
        }
        let report = match File::open(&job.path) {
            Err(error) => Report::Broken(anyhow::Error::new(error).context(job.path.display().to_string())),
            Ok(file) => match reader.read(file, job.size, &job.request, &mut hand) {
                Ok(outcome) => Report::Done(outcome),
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
    out: &'l Sender<Message>,
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
        self.budget.spend(part.text.len());
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
                let staged = staging.finish().map_err(Stop::Storage)?;
                let complete = end == MemberEnd::Complete;
                self.send(Report::Member(Box::new(TakenMember { member, staged, complete })))
            }
        }
    }
}
