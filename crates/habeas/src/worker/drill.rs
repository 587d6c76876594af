//! Drills and probes: the worker misbehaves, or tries something forbidden, because it was asked to. `habeas doctor`
//! and the tests use them to see the fences hold on this machine. A drill reads no item.

use std::io::{self, Read};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use extract::{Host, Member, OcrFailure, Picture};
use model::{Defect, DefectKind, Missing, Part, PartKind, Place, Segment, Span, Step};
use rustix::process::Pid;
use serde::{Deserialize, Serialize};

use super::protocol::{Summary, Told};
use super::sandbox::SPARE_BYTES;
use super::serve::Line;

/// A made-up reading: some parts of text, then perhaps a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drill {
    /// How many parts come first.
    pub parts: u32,
    /// Bytes of text in each.
    pub part_bytes: u32,
    /// How many white pictures are then recognised. What came of each is one more part, or a defect.
    pub pictures: u32,
    /// What then goes wrong; `None` for a reading that ends well.
    pub fault: Option<Fault>,
}

/// A way for a reader to go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// It panics.
    Panic,
    /// It panics in the middle of a member.
    PanicInMember,
    /// It aborts.
    Abort,
    /// It leaves without a word.
    Exit,
    /// It calls itself without end.
    Recurse,
    /// It asks for more and more memory.
    Allocate,
    /// It computes for ever.
    Spin,
    /// It waits for ever.
    Sleep,
    /// It sends parts for ever.
    Flood,
    /// It writes to standard error for ever.
    Chatter,
    /// It starts another program in its place.
    Execute,
    /// It sends a frame that is none.
    BadFrame,
    /// It announces a frame of 4 GiB.
    HugeFrame,
    /// It sends a part whose spans do not slice.
    UnsoundPart,
    /// It sends bytes of a member that it never began.
    StrayBytes,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 15] = [
        Self::Panic,
        Self::PanicInMember,
        Self::Abort,
        Self::Exit,
        Self::Recurse,
        Self::Allocate,
        Self::Spin,
        Self::Sleep,
        Self::Flood,
        Self::Chatter,
        Self::Execute,
        Self::BadFrame,
        Self::HugeFrame,
        Self::UnsoundPart,
        Self::StrayBytes,
    ];
}

/// Something that a worker must not be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Probe {
    /// Open a file that everybody may read.
    OpenFile,
    /// Create a file in the folder for temporary files.
    CreateFile,
    /// List the root folder.
    ListFolder,
    /// Look at a file's size and date.
    LookAtFile,
    /// Connect to a TCP port of this machine.
    Connect,
    /// Start another process.
    StartProcess,
    /// Turn into another program.
    Execute,
    /// Send a signal to the process that started it.
    Signal,
    /// Use more memory than it was given.
    Allocate,
}

impl Probe {
    /// Every probe.
    pub const ALL: [Self; 9] = [
        Self::OpenFile,
        Self::CreateFile,
        Self::ListFolder,
        Self::LookAtFile,
        Self::Connect,
        Self::StartProcess,
        Self::Execute,
        Self::Signal,
        Self::Allocate,
    ];

    /// Its stable name in `--json` and in message files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OpenFile => "open-file",
            Self::CreateFile => "create-file",
            Self::ListFolder => "list-folder",
            Self::LookAtFile => "look-at-file",
            Self::Connect => "connect",
            Self::StartProcess => "start-process",
            Self::Execute => "execute",
            Self::Signal => "signal",
            Self::Allocate => "allocate",
        }
    }
}

/// What became of a probe.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Probed {
    /// What was tried.
    pub probe: Probe,
    /// Whether the system allowed it. On a machine with all fences it allows none.
    pub allowed: bool,
    /// The system's words.
    pub words: String,
}

/// A file that is there, and readable by everybody, on every Unix.
const PUBLIC_FILE: &str = "/etc/passwd";

/// A program that is there on every Unix, and does nothing.
const IDLE_PROGRAM: &str = "/bin/sh";

/// TCP's discard port. Nobody listening is an answer too: the network was reached.
const DISCARD_PORT: u16 = 9;

/// Tries `probe` and says whether it was allowed. `memory` is what the worker was given, `parent` who started it.
pub fn probe(probe: Probe, memory: u64, parent: Option<Pid>) -> (bool, String) {
    let result = match probe {
        Probe::OpenFile => std::fs::File::open(PUBLIC_FILE).map(drop),
        Probe::CreateFile => create_file(),
        Probe::ListFolder => std::fs::read_dir("/").map(drop),
        Probe::LookAtFile => std::fs::metadata(PUBLIC_FILE).map(drop),
        Probe::Connect => connect(),
        Probe::StartProcess => Command::new(IDLE_PROGRAM).args(["-c", ":"]).status().map(drop),
        Probe::Execute => Err(Command::new(IDLE_PROGRAM).args(["-c", ":"]).exec()),
        Probe::Signal => parent.map_or(Ok(()), |parent| Ok(rustix::process::test_kill_process(parent)?)),
        Probe::Allocate => allocate(memory),
    };
    match result {
        Ok(()) => (true, String::new()),
        Err(error) => (false, error.to_string()),
    }
}

fn create_file() -> io::Result<()> {
    let path: PathBuf = std::env::temp_dir().join(format!("habeas-probe-{}", std::process::id()));
    std::fs::File::create_new(&path)?;
    std::fs::remove_file(path)
}

fn connect() -> io::Result<()> {
    let address = SocketAddr::from(([127, 0, 0, 1], DISCARD_PORT));
    match TcpStream::connect_timeout(&address, Duration::from_secs(1)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(error),
        _ => Ok(()),
    }
}

fn allocate(memory: u64) -> io::Result<()> {
    let mut bytes: Vec<u8> = Vec::new();
    let wanted = usize::try_from(memory.saturating_add(2 * SPARE_BYTES)).unwrap_or(usize::MAX);
    bytes.try_reserve_exact(wanted).map_err(|_| io::ErrorKind::OutOfMemory)?;
    // Looked at, so that nobody optimises the attempt away.
    std::hint::black_box(bytes);
    Ok(())
}

/// Runs a drill over `line`. Returns when it ended well.
pub fn run(drill: Drill, line: &mut Line) {
    let part = spoken(drill.part_bytes as usize);
    for _ in 0..drill.parts {
        line.part(part.clone());
    }
    for _ in 0..drill.pictures {
        recognise(line);
    }
    match drill.fault {
        None => line.say(&Told::Done(Summary::from(extract::Summary {
            media_type: extract::format::Format::Text.media_type(),
            extraction: model::ExtractionVersion(extract::VERSION.to_string()),
        }))),
        Some(fault) => fail(fault, &part, line),
    }
}

/// Has a white picture recognised, as large as a scanned page, in the simplest of formats.
fn recognise(line: &mut Line) {
    let (width, height) = (1240, 1754);
    let mut bytes = format!("P5\n{width} {height}\n255\n").into_bytes();
    bytes.resize(bytes.len() + width * height, 255);
    match line.recognise(&Picture { bytes, dpi: Some(150) }) {
        Ok(found) => {
            let mut part = Part::new(PartKind::Text);
            part.push_unplaced(&format!("{}\n{}", found.engine, String::from_utf8_lossy(&found.tsv)));
            line.part(part);
        }
        Err(OcrFailure::Unavailable(words)) => {
            line.defect(Defect::whole(DefectKind::OcrUnavailable, Missing::Pictures(1), words));
        }
        Err(OcrFailure::Failed(words)) => {
            line.defect(Defect::whole(DefectKind::OcrFailed, Missing::Pictures(1), words));
        }
    }
}

/// A part of plain text, `bytes` long.
fn spoken(bytes: usize) -> Part {
    let mut part = Part::new(PartKind::Text);
    let words = "Nadie fue trasladado esa noche. Nobody was moved that night.\n";
    let text: String = words.chars().cycle().take(bytes).collect();
    part.push(&text, Place::Bytes { start: 0, end: text.len() as u64 }, Step::Byte);
    part
}

/// Goes wrong. Never returns.
fn fail(fault: Fault, part: &Part, line: &mut Line) -> ! {
    match fault {
        Fault::Panic => panic!("drill"),
        Fault::PanicInMember => {
            line.member(Member { path: "drill".into(), claimed: None, modified: None, captured: None });
            line.member_bytes(b"half a ");
            panic!("drill")
        }
        Fault::Abort => std::process::abort(),
        Fault::Exit => std::process::exit(0),
        Fault::Recurse => {
            std::hint::black_box(recurse(1));
            std::process::abort()
        }
        Fault::Allocate => {
            let mut heap: Vec<Vec<u8>> = Vec::new();
            loop {
                heap.push(std::hint::black_box(vec![1; 16 << 20]));
            }
        }
        Fault::Spin => loop {
            std::hint::spin_loop();
        },
        Fault::Sleep => loop {
            std::thread::sleep(Duration::from_secs(1));
        },
        Fault::Flood => loop {
            line.part(part.clone());
        },
        Fault::Chatter => loop {
            eprintln!("{}", part.text);
        },
        Fault::Execute => {
            let error = Command::new(IDLE_PROGRAM).args(["-c", ":"]).exec();
            panic!("the system refused: {error}")
        }
        Fault::BadFrame => wait_after(line, &[3, 0, 0, 0, 250, 251, 252]),
        Fault::HugeFrame => wait_after(line, &[255; 64]),
        Fault::UnsoundPart => {
            let segment = Segment {
                text: Span { start: 5, end: 1 << 40 },
                place: Place::Bytes { start: 0, end: 9 },
                step: Step::Byte,
            };
            let mut forged = part.clone();
            forged.map = [segment].into_iter().collect();
            line.part(forged);
            wait_after(line, &[])
        }
        Fault::StrayBytes => {
            line.member_bytes(b"nobody's");
            wait_after(line, &[])
        }
    }
}

fn recurse(depth: u64) -> u64 {
    let frame = std::hint::black_box([depth; 64]);
    if depth == u64::MAX { depth } else { recurse(depth + 1) + frame[(depth % 64) as usize] }
}

/// Sends raw bytes and then stays until the parent ends it.
fn wait_after(line: &mut Line, bytes: &[u8]) -> ! {
    line.say_raw(bytes);
    loop {
        let mut answer = [0; 64];
        if matches!(line.socket().read(&mut answer), Ok(0) | Err(_)) {
            std::process::exit(0);
        }
    }
}
