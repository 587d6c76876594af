//! The lane that the pipeline owns: one worker process at a time, started when needed, renewed when it has read
//! enough or came to grief. Never parses a byte itself.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use extract::{Limits, OcrFailure};
use model::MediaType;
use rustix::fs::OFlags;

use super::child::{Ending, Watch, Worker};
use super::drill::{Drill, Probe, Probed};
use super::engine::Engine;
use super::protocol::{Ask, Hello, ReadRequest, Told};
use super::sandbox::SandboxLevel;
use super::session::{Grief, Outcome, Session, Stop, Take, explained};

/// How many bytes of an item are looked at to name its type when no worker can.
const HEAD_BYTES: usize = 4 * 1024;

/// After an item of this size or more, the next is read by a new process, so that one item's memory never tells on
/// another.
const LARGE_ITEM_BYTES: u64 = 64 * 1024 * 1024;

/// How many items one process reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Isolation {
    /// Up to so many, one after the other. Fast; an item that takes its process over can falsify those after it.
    Batch {
        /// At least 1.
        items: u32,
    },
    /// One. An item can falsify nothing but itself.
    Item,
}

/// What a reading may cost, and who recognises text in pictures.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Memory of the worker beyond its own program, in bytes.
    pub memory_bytes: u64,
    /// The longest silence.
    pub stall: Duration,
    /// The least time that a reading gets.
    pub least_time: Duration,
    /// More time for each mebibyte of the item.
    pub time_per_mib: Duration,
    /// How many items one process reads.
    pub isolation: Isolation,
    /// Who recognises text in pictures, or why nobody does.
    pub ocr: Engine,
    /// The program to start as a worker; `None` for this one.
    pub program: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            memory_bytes: 1 << 30,
            stall: Duration::from_secs(120),
            least_time: Duration::from_secs(300),
            time_per_mib: Duration::from_secs(20),
            isolation: Isolation::Batch { items: 256 },
            ocr: Err(OcrFailure::Unavailable("text recognition was not asked for".into())).into(),
            program: None,
        }
    }
}

impl Settings {
    /// The program to start as a worker.
    pub(super) fn program(&self) -> io::Result<PathBuf> {
        match &self.program {
            Some(program) => Ok(program.clone()),
            // The very program that runs, even when its file was replaced meanwhile.
            None if cfg!(target_os = "linux") => Ok(PathBuf::from("/proc/self/exe")),
            None => std::env::current_exe(),
        }
    }

    fn watch(&self, size: u64) -> Watch {
        let mebibytes = u32::try_from(size >> 20).unwrap_or(u32::MAX);
        Watch::new(self.stall, self.least_time.saturating_add(self.time_per_mib.saturating_mul(mebibytes)))
    }
}

/// Why there is no worker.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The system refused to start one. Free memory or processes, and try again.
    #[error("a reading process could not be started")]
    Start(#[source] io::Error),
    /// It started and ended before it was ready. `habeas doctor` shows what this system forbids.
    #[error("a reading process ended before it was ready ({words})")]
    NotReady {
        /// How it ended.
        words: String,
    },
    /// The program's file is of another version. Start Habeas again.
    #[error("the reading process is of version {found}, this program of {expected}")]
    OtherVersion {
        /// This program's.
        expected: String,
        /// The worker's.
        found: String,
    },
}

/// Why an item was not read at all. What goes wrong while it is read is a defect instead.
#[derive(Debug, thiserror::Error)]
pub enum ReadError<E> {
    /// There is no worker.
    #[error(transparent)]
    Worker(#[from] WorkerError),
    /// The file is open for writing. Open originals for reading only, so that no worker can alter one.
    #[error("the original is open for writing")]
    Writable,
    /// The taker takes no more; the reading was stopped.
    #[error("what was read could not be kept")]
    Taker(E),
}

/// One lane of reading. Each thread has its own: on Linux a worker ends with the thread that started it, and the lane
/// then starts another one.
pub struct Reader {
    settings: Settings,
    worker: Option<(Worker, Hello)>,
    served: u32,
}

impl Reader {
    /// A lane. Its worker starts with the first item.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, worker: None, served: 0 }
    }

    /// Reads the `size` bytes of `file` and gives `taker` all that comes, in document order. A worker that crashes,
    /// hangs, lies or needs too much costs this item one defect, and no other item anything.
    ///
    /// # Errors
    /// When there is no worker, the file is open for writing, or the taker takes no more.
    pub fn read<T: Take>(
        &mut self,
        file: File,
        size: u64,
        request: &extract::Request,
        taker: &mut T,
    ) -> Result<Outcome, ReadError<T::Error>> {
        if !is_read_only(&file) {
            return Err(ReadError::Writable);
        }
        let missing = self.settings.ocr.known_to_miss(&request.languages);
        let ask = Ask::Read { request: ReadRequest::new(request, missing), size };
        let job = Job { ask, file: Some(&file), size, limits: request.limits, languages: &request.languages };
        self.converse(&job, || sniffed(&file, &request.name), taker)
    }

    /// Runs a drill as if it were a reading.
    ///
    /// # Errors
    /// When there is no worker or the taker takes no more.
    pub fn drill<T: Take>(&mut self, drill: Drill, taker: &mut T) -> Result<Outcome, ReadError<T::Error>> {
        let languages: Vec<String> =
            self.settings.ocr.get().iter().filter_map(|ocr| ocr.languages().first().cloned()).collect();
        let (limits, languages) = (Limits::default(), languages.as_slice());
        let job = Job { ask: Ask::Drill(drill), file: None, size: 0, limits, languages };
        self.converse(&job, || extract::Format::Unknown.media_type(), taker)
    }

    /// Has a worker try something forbidden.
    ///
    /// # Errors
    /// When there is no worker.
    pub fn probe(&mut self, probe: Probe) -> Result<Probed, WorkerError> {
        let (mut worker, hello) = self.ready()?;
        let mut watch = self.settings.watch(0);
        let result = match worker.say(&Ask::Probe(probe), None, &mut watch) {
            Ok(()) => match worker.hear(&mut watch) {
                Ok(Told::Probed(allowed, words)) => Ok((allowed, words)),
                Ok(_) => Err(Ending::Nonsense("no answer to a probe")),
                Err(ending) => Err(ending),
            },
            Err(ending) => Err(ending),
        };
        let (allowed, words) = match result {
            Ok(answer) => {
                self.worker = Some((worker, hello));
                answer
            }
            // One that was killed for it was denied it; one that turned into another program ends well.
            Err(_) => {
                let death = worker.bury(true);
                (death.status.is_none_or(|status| status.success()), explained(&death).1)
            }
        };
        Ok(Probed { probe, allowed, words })
    }

    /// How well this lane's worker is confined; starts one if there is none.
    ///
    /// # Errors
    /// When there is no worker.
    pub fn level(&mut self) -> Result<SandboxLevel, WorkerError> {
        let (worker, hello) = self.ready()?;
        let level = hello.level.clone();
        self.worker = Some((worker, hello));
        Ok(level)
    }

    /// The number of the worker process, if one runs.
    #[must_use]
    pub fn worker_id(&self) -> Option<u32> {
        self.worker.as_ref().map(|(worker, _)| worker.id())
    }

    fn converse<T: Take>(
        &mut self,
        job: &Job<'_>,
        sniffed: impl FnOnce() -> MediaType,
        taker: &mut T,
    ) -> Result<Outcome, ReadError<T::Error>> {
        let program = self.settings.program().map_err(WorkerError::Start)?;
        let mut was_at_hand = self.worker.is_some();
        let (worker, hello, session, result) = loop {
            let (mut worker, hello) = self.ready()?;
            let watch = self.settings.watch(job.size);
            let mut session = Session::new(&self.settings, &program, job.limits, job.languages, watch);
            let result = match worker.say(&job.ask, job.file, session.watch()) {
                Ok(()) => session.run(&mut worker, taker),
                Err(ending) => Err(Stop::Child(Grief::Ending(ending))),
            };
            // A worker that was at hand may have ended for something that happened before. Only a new one's end is
            // this item's own.
            let gone = matches!(result, Err(Stop::Child(Grief::Ending(Ending::Gone))));
            if !(gone && was_at_hand && session.is_untouched()) {
                break (worker, hello, session, result);
            }
            was_at_hand = false;
        };
        let summary = match result {
            Ok(summary) => {
                self.served += 1;
                if self.may_go_on(job.size) {
                    self.worker = Some((worker, hello.clone()));
                }
                summary
            }
            Err(Stop::Child(grief)) => {
                session.mourn(grief, worker, sniffed(), taker).map_err(ReadError::Taker)?
            }
            Err(Stop::Taker(error)) => return Err(ReadError::Taker(error)),
        };
        Ok(Outcome { summary, level: hello.level })
    }

    fn may_go_on(&self, size: u64) -> bool {
        match self.settings.isolation {
            Isolation::Batch { items } => self.served < items && size < LARGE_ITEM_BYTES,
            Isolation::Item => false,
        }
    }

    /// The worker at hand, or a new one. It may have ended between two items: with the thread that started it, or by
    /// somebody's hand.
    fn ready(&mut self) -> Result<(Worker, Hello), WorkerError> {
        if let Some((mut worker, hello)) = self.worker.take()
            && worker.is_alive()
        {
            return Ok((worker, hello));
        }
        self.served = 0;
        let program = self.settings.program().map_err(WorkerError::Start)?;
        start(&program, self.settings.memory_bytes)
    }
}

/// What to ask, and what it comes with.
struct Job<'a> {
    ask: Ask,
    file: Option<&'a File>,
    size: u64,
    limits: Limits,
    languages: &'a [String],
}

/// Starts `program` as a worker with `memory` bytes; it is this program, and ready.
pub(super) fn start(program: &Path, memory: u64) -> Result<(Worker, Hello), WorkerError> {
    let (worker, hello) = Worker::start(program, memory).map_err(WorkerError::Start)?;
    let hello = match hello {
        Ok(hello) => hello,
        Err(Ending::Nonsense(words)) => return Err(WorkerError::NotReady { words: words.into() }),
        Err(Ending::Gone) => return Err(WorkerError::NotReady { words: explained(&worker.bury(true)).1 }),
        Err(Ending::Silent(_) | Ending::OutOfTime(_)) => {
            return Err(WorkerError::NotReady { words: "it said nothing in time".into() });
        }
    };
    let own = Hello::new(hello.level.clone());
    if hello != own {
        let words = |hello: &Hello| format!("{} (reading rules {})", hello.program, hello.extraction);
        return Err(WorkerError::OtherVersion { expected: words(&own), found: words(&hello) });
    }
    Ok((worker, hello))
}

/// Whether nothing can be written to the open file.
pub(super) fn is_read_only(file: &File) -> bool {
    rustix::fs::fcntl_getfl(file).is_ok_and(|flags| flags & OFlags::RWMODE == OFlags::RDONLY)
}

/// The type by the first bytes, without parsing anything.
fn sniffed(file: &File, name: &str) -> MediaType {
    let mut head = vec![0; HEAD_BYTES];
    let bytes = file.read_at(&mut head, 0).unwrap_or(0);
    extract::sniff(&head[..bytes], name)
}
