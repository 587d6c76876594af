//! The worker through the real binary: the fences hold, every way of going wrong costs one item one defect, and the
//! next item is read. Reads no format: that is `extract`'s to test.

#![cfg(target_os = "linux")]

mod basket;
mod drawing;
mod fences;
mod ocr;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use extract::{Limits, MemberEnd, Request};
use habeas::worker::{Drill, Fault, Isolation, ReadError, Reader, SandboxLevel, Settings};
use model::{DefectKind, Missing};

use basket::{Basket, Full};

const MIB: u64 = 1 << 20;

/// Time enough for a worker on a busy machine, and little enough for a test.
const PATIENCE: Duration = Duration::from_secs(60);

fn program() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_habeas"))
}

fn settings() -> Settings {
    Settings { program: Some(program()), memory_bytes: 256 * MIB, ..Settings::default() }
}

fn reader() -> Reader {
    Reader::new(settings())
}

fn drill(parts: u32, fault: impl Into<Option<Fault>>) -> Drill {
    Drill { parts, part_bytes: 1000, pictures: 0, fault: fault.into() }
}

fn request(name: &str) -> Request {
    let languages = vec!["eng".into(), "spa".into()];
    Request { name: name.into(), claimed: None, depth: 0, limits: Limits::default(), languages }
}

/// A file with these bytes, open for reading only.
fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("written");
    File::open(file.path()).expect("opens")
}

/// Whether the process runs, by its number. A zombie counts: nobody reaped it.
fn runs(id: u32) -> bool {
    Path::new(&format!("/proc/{id}")).exists()
}

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// How long a worker may be silent in a drill, and how long it may flood.
const SILENCE: Duration = Duration::from_secs(1);
const FLOOD: Duration = Duration::from_secs(1);

/// What is promised for each fault: the defect's kind and words.
fn promise(fault: Fault) -> (DefectKind, &'static str) {
    use DefectKind::{ReaderCrashed, ReaderMemoryLimit, ReaderTimeLimit};
    match fault {
        Fault::Panic | Fault::PanicInMember => {
            (ReaderCrashed, "the reader panicked: drill (habeas/src/worker/drill.rs")
        }
        Fault::Abort => (ReaderCrashed, "signal 6 (SIGABRT)"),
        Fault::Exit => (ReaderCrashed, "exit code 0"),
        Fault::Recurse => (ReaderCrashed, "stack overflow"),
        Fault::Allocate => (ReaderMemoryLimit, "memory allocation of 16777216 bytes failed"),
        Fault::Spin | Fault::Sleep | Fault::Chatter => (ReaderTimeLimit, "nothing came for 1 seconds"),
        Fault::Flood => (ReaderTimeLimit, "not done after 1 seconds"),
        Fault::Execute => (ReaderCrashed, "a forbidden system call, signal 31 (SIGSYS)"),
        Fault::BadFrame => (ReaderCrashed, "a frame that does not decode"),
        Fault::HugeFrame => (ReaderCrashed, "a frame longer than any"),
        Fault::UnsoundPart => (ReaderCrashed, "a part whose places are not sound"),
        Fault::StrayBytes => (ReaderCrashed, "bytes of no member"),
    }
}

/// Runs a drill that goes wrong after `parts` parts, and an honest one after it.
fn check_fault(fault: Fault, parts: u32) -> Basket {
    let (kind, words) = promise(fault);
    let settings = match fault {
        Fault::Spin | Fault::Sleep | Fault::Chatter => Settings { stall: SILENCE, ..settings() },
        Fault::Flood => Settings { least_time: FLOOD, ..settings() },
        _ => settings(),
    };
    let mut reader = Reader::new(settings);
    let mut basket = Basket::default();
    let outcome = reader.drill(drill(parts, fault), &mut basket).expect("a fault is no error");
    assert_eq!(outcome.summary.extraction.0, extract::VERSION.to_string());
    let [defect] = basket.defects.as_slice() else { panic!("{fault:?}: {:?}", basket.defects) };
    assert_eq!(defect.kind, kind, "{fault:?}: {}", defect.detail);
    assert!(defect.detail.contains(words), "{fault:?}: {}", defect.detail);
    let came = basket.parts > 0 || !basket.members.is_empty();
    assert_eq!(defect.missing, if came { Missing::Unknown } else { Missing::Everything }, "{fault:?}");
    assert_eq!(defect.detail.contains(", after part "), came, "{fault:?}: {}", defect.detail);
    assert!(
        fault == Fault::Flood || basket.parts == u64::from(parts),
        "{fault:?}: what came before it is kept"
    );
    let mut next = Basket::default();
    reader.drill(drill(3, None), &mut next).expect("reads on");
    assert_eq!((next.parts, next.bytes, next.defects.len()), (3, 3000, 0), "after {fault:?}");
    basket
}

#[test]
fn every_fault_costs_one_item_one_defect() {
    for fault in Fault::ALL {
        for parts in [0, 2] {
            check_fault(fault, parts);
        }
    }
}

#[test]
fn a_member_is_ended_when_its_reader_is_not_there_to() {
    let basket = check_fault(Fault::PanicInMember, 1);
    assert!(basket.defects[0].detail.ends_with(", after part 1 and member 1"), "{:?}", basket.defects);
    assert_eq!(basket.members, ["drill"]);
    assert_eq!(basket.member_bytes, b"half a ");
    assert_eq!(basket.ends, [MemberEnd::CutShort]);
}

#[test]
fn somebody_kills_a_worker_between_two_items() {
    let mut reader = reader();
    reader.drill(drill(1, None), &mut Basket::default()).expect("reads");
    let id = reader.worker_id().expect("it goes on");
    kill(id);
    wait_until("it is dead", || {
        std::fs::read_to_string(format!("/proc/{id}/stat")).map_or(true, |stat| stat.contains(") Z "))
    });
    let mut basket = Basket::default();
    reader.drill(drill(2, None), &mut basket).expect("reads on");
    assert_eq!((basket.parts, basket.defects.len()), (2, 0));
    assert!(!runs(id), "reaped");
}

#[test]
fn somebody_kills_a_worker_in_the_middle() {
    let mut reader = reader();
    let id = std::thread::scope(|scope| {
        let _ = reader.level().expect("starts");
        let id = reader.worker_id().expect("runs");
        scope.spawn(move || {
            // Long after the first part.
            std::thread::sleep(Duration::from_secs(1));
            kill(id);
        });
        let mut basket = Basket::default();
        reader.drill(drill(1, Fault::Sleep), &mut basket).expect("a defect, not an error");
        assert_eq!(basket.parts, 1);
        assert_eq!(basket.defects[0].kind, DefectKind::ReaderCrashed);
        assert!(basket.defects[0].detail.contains("signal 9 (SIGKILL)"), "{:?}", basket.defects);
        id
    });
    assert!(!runs(id), "reaped");
    reader.drill(drill(1, None), &mut Basket::default()).expect("reads on");
}

fn kill(id: u32) {
    assert!(Command::new("kill").args(["-9", &id.to_string()]).status().expect("kill").success());
}

#[test]
fn a_used_worker_that_is_gone_at_once_is_not_the_items_fault() {
    let mut reader = Reader::new(Settings { stall: Duration::from_secs(1), ..settings() });
    let _ = reader.level().expect("starts");
    let id = reader.worker_id().expect("runs");
    let mut basket = Basket::default();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            kill(id);
        });
        reader.drill(drill(0, Fault::Sleep), &mut basket).expect("a defect, not an error");
    });
    // The kill was not held against the item: a second worker read it, and came to the drill's own grief.
    let kinds: Vec<_> = basket.defects.iter().map(|defect| defect.kind).collect();
    assert_eq!(kinds, [DefectKind::ReaderTimeLimit]);
    assert!(!runs(id), "reaped");
}

#[test]
fn dropping_the_reader_ends_the_worker() {
    let mut reader = reader();
    let _ = reader.level().expect("starts");
    let id = reader.worker_id().expect("runs");
    assert!(runs(id));
    drop(reader);
    assert!(!runs(id), "ended and reaped");
}

#[test]
fn a_worker_ends_with_the_thread_that_started_it() {
    let (mut reader, id) = std::thread::spawn(|| {
        let mut reader = reader();
        let _ = reader.level().expect("starts");
        let id = reader.worker_id().expect("runs");
        (reader, id)
    })
    .join()
    .expect("no panic");
    let mut basket = Basket::default();
    wait_until("it is dead", || {
        std::fs::read_to_string(format!("/proc/{id}/stat")).map_or(true, |stat| stat.contains(") Z "))
    });
    reader.drill(drill(1, None), &mut basket).expect("the lane starts another one");
    assert_eq!(basket.parts, 1);
}

#[test]
fn a_full_taker_stops_the_reading() {
    let mut reader = reader();
    let mut basket = Basket { room: Some(5), ..Basket::default() };
    let result = reader.drill(drill(1000, None), &mut basket);
    assert!(matches!(result, Err(ReadError::Taker(Full))), "{result:?}");
    assert_eq!((basket.parts, basket.defects.len()), (5, 0));
    let mut next = Basket::default();
    reader.drill(drill(1, None), &mut next).expect("reads on");
    assert_eq!(next.parts, 1, "nothing of the stopped reading is left");
}

#[test]
fn workers_are_renewed() {
    let ids = |isolation: Isolation| -> Vec<Option<u32>> {
        let mut reader = Reader::new(Settings { isolation, ..settings() });
        let mut read = || {
            reader.drill(drill(1, None), &mut Basket::default()).expect("reads");
            reader.worker_id()
        };
        vec![read(), read(), read(), read()]
    };
    let batch = ids(Isolation::Batch { items: 2 });
    assert!(
        batch[0].is_some() && batch[1].is_none() && batch[2].is_some() && batch[3].is_none(),
        "{batch:?}"
    );
    assert_ne!(batch[0], batch[2]);
    assert_eq!(ids(Isolation::Item), [None; 4]);
}

#[test]
fn reads_the_file_that_it_is_handed() {
    let mut reader = reader();
    let bytes = b"\x7fELF\x02\x01\x01\0\0\0\0";
    for _ in 0..3 {
        let mut basket = Basket::default();
        let outcome =
            reader.read(file(bytes), bytes.len() as u64, &request("acta.bin"), &mut basket).expect("reads");
        assert_eq!(outcome.summary.media_type.as_str(), "application/x-elf");
        assert_eq!(outcome.level, SandboxLevel::Full);
        let [defect] = basket.defects.as_slice() else { panic!("{:?}", basket.defects) };
        assert_eq!((defect.kind, defect.missing), (DefectKind::UnsupportedFormat, Missing::Everything));
    }
}

#[test]
fn a_program_that_is_no_worker_is_reported() {
    for program in ["/bin/true", "/nonexistent/habeas"] {
        let mut reader = Reader::new(Settings { program: Some(program.into()), ..settings() });
        let result = reader.drill(drill(1, None), &mut Basket::default());
        assert!(matches!(result, Err(ReadError::Worker(_))), "{program}: {result:?}");
    }
}

/// Not a check but a measurement: `cargo nextest run -p habeas measure --run-ignored only --no-capture`.
#[test]
#[ignore = "a measurement"]
fn measure() {
    let mut reader = Reader::new(Settings { isolation: Isolation::Item, ..settings() });
    let rounds = 200;
    let begun = Instant::now();
    for _ in 0..rounds {
        let _ = reader.drill(drill(1, None), &mut Basket::default()).expect("reads");
    }
    eprintln!("a process for each item: {:?} an item", begun.elapsed() / rounds);
    let mut reader = Reader::new(Settings { isolation: Isolation::Batch { items: u32::MAX }, ..settings() });
    let rounds = 20_000;
    let begun = Instant::now();
    for _ in 0..rounds {
        let _ = reader.drill(drill(1, None), &mut Basket::default()).expect("reads");
    }
    eprintln!("one process: {:?} an item", begun.elapsed() / rounds);
    let rounds = 5_000;
    let begun = Instant::now();
    for _ in 0..rounds {
        let empty = File::open("/dev/null").expect("opens");
        let _ = reader.read(empty, 0, &request("a.txt"), &mut Basket::default()).expect("reads");
    }
    eprintln!("one process, with a file: {:?} an item", begun.elapsed() / rounds);
    let mut basket = Basket::default();
    let begun = Instant::now();
    let parts = Drill { parts: 8_000, part_bytes: 64 * 1024, pictures: 0, fault: None };
    let _ = reader.drill(parts, &mut basket).expect("reads");
    eprintln!("text: {:.0} MB/s", basket.bytes as f64 / 1e6 / begun.elapsed().as_secs_f64());
}
