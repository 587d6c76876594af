//! A disk in memory that loses power, fails on demand, and remembers what would survive; and the small case that
//! the archive's tests write to it.

#![allow(dead_code, missing_docs, clippy::unwrap_used, reason = "each test binary uses its own part")]

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use archive::{Archive, Disk, NewEntry, SigningKey, Staged};
use jiff::Timestamp;
use model::{Custody, Event, MediaType, Obtained};

/// What a chosen write does instead of working.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It does nothing and reports failure.
    Failed,
    /// It does everything, makes it durable, and reports failure all the same.
    FailedButPersisted,
    /// It does half (of a file's bytes, of the paths to persist) and reports failure.
    Half,
}

pub const FAULTS: [Fault; 3] = [Fault::Failed, Fault::FailedButPersisted, Fault::Half];

type Files = BTreeMap<String, Vec<u8>>;

#[derive(Default)]
struct State {
    live: Files,
    durable: Files,
    writes: u64,
    fault: Option<(u64, Fault)>,
    locked: bool,
}

/// See the module.
#[derive(Clone, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

impl MemoryDisk {
    /// The next write but `after` fails so.
    pub fn fail(&self, after: u64, fault: Fault) {
        let mut state = self.0.lock().unwrap();
        state.fault = Some((state.writes + after, fault));
    }

    pub fn mend(&self) {
        self.0.lock().unwrap().fault = None;
    }

    pub fn writes(&self) -> u64 {
        self.0.lock().unwrap().writes
    }

    /// What a power cut leaves.
    pub fn after_power_cut(&self) -> Self {
        let durable = self.0.lock().unwrap().durable.clone();
        Self(Arc::new(Mutex::new(State { live: durable.clone(), durable, ..State::default() })))
    }

    /// What a killed process leaves: the system still has every write.
    pub fn after_kill(&self) -> Self {
        let live = self.0.lock().unwrap().live.clone();
        let durable = self.0.lock().unwrap().durable.clone();
        Self(Arc::new(Mutex::new(State { live, durable, ..State::default() })))
    }

    pub fn files(&self) -> Files {
        self.0.lock().unwrap().live.clone()
    }

    pub fn change(&self, path: &str, change: impl FnOnce(&mut Vec<u8>)) {
        change(self.0.lock().unwrap().live.get_mut(path).expect("the test names a file that is there"));
    }

    pub fn lose(&self, path: &str) {
        self.0.lock().unwrap().live.remove(path).expect("the test names a file that is there");
    }

    pub fn plant(&self, path: &str, bytes: &[u8]) {
        self.0.lock().unwrap().live.insert(path.into(), bytes.into());
    }

    fn run(&self, whole: impl FnOnce(&mut State), half: impl FnOnce(&mut State)) -> io::Result<()> {
        let mut state = self.0.lock().unwrap();
        let now = state.writes;
        state.writes += 1;
        match state.fault.filter(|(at, _)| *at == now) {
            None => {
                whole(&mut state);
                Ok(())
            }
            Some((_, fault)) => {
                match fault {
                    Fault::Failed => {}
                    Fault::FailedButPersisted => {
                        whole(&mut state);
                        state.durable = state.live.clone();
                    }
                    Fault::Half => half(&mut state),
                }
                Err(io::Error::other("the disk failed"))
            }
        }
    }
}

fn persist(state: &mut State, paths: &[String]) {
    for path in paths {
        match state.live.get(path).cloned() {
            Some(bytes) => state.durable.insert(path.clone(), bytes),
            None => state.durable.remove(path),
        };
    }
}

struct MemoryFile {
    disk: MemoryDisk,
    path: String,
    bytes: Vec<u8>,
}

impl Write for MemoryFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let half = self.bytes[..self.bytes.len() / 2].to_vec();
        let put = |bytes: Vec<u8>| |state: &mut State| drop(state.live.insert(self.path.clone(), bytes));
        self.disk.run(put(self.bytes.clone()), put(half))
    }
}

impl Disk for MemoryDisk {
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>> {
        Ok(Box::new(MemoryFile { disk: self.clone(), path: path.into(), bytes: Vec::new() }))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        let bytes = self.0.lock().unwrap().live.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(io::Cursor::new(bytes)))
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        Ok(self.0.lock().unwrap().live.contains_key(path))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let state = self.0.lock().unwrap();
        let inside = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        Ok(state.live.keys().filter(inside).cloned().collect())
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        if !self.exists(from)? {
            return Err(io::ErrorKind::NotFound.into());
        }
        let whole = |state: &mut State| {
            let bytes = state.live.remove(from).expect("checked above");
            state.live.insert(to.into(), bytes);
        };
        self.run(whole, |_| {})
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        self.run(|state| drop(state.live.remove(path)), |_| {})
    }

    fn persist(&self, paths: &[String]) -> io::Result<()> {
        self.run(|state| persist(state, paths), |state| persist(state, &paths[..paths.len() / 2]))
    }

    fn seal(&self, _path: &str) -> io::Result<()> {
        self.run(|_| {}, |_| {})
    }

    fn lock(&self) -> io::Result<Box<dyn Send + Sync>> {
        struct Guard(MemoryDisk);
        impl Drop for Guard {
            fn drop(&mut self) {
                self.0.0.lock().unwrap().locked = false;
            }
        }
        if std::mem::replace(&mut self.0.lock().unwrap().locked, true) {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        Ok(Box::new(Guard(self.clone())))
    }
}

pub const ORIGIN: &str = "habeas.invalid/test";

pub fn key() -> SigningKey {
    SigningKey::from_seed([42; 32])
}

pub fn new_entry(event: Event) -> NewEntry {
    // A salt that differs from entry to entry is all these tests need of chance.
    let salt = archive::merkle::sha256(format!("{event:?}").as_bytes()).0;
    NewEntry { at: Timestamp::UNIX_EPOCH, by: "Inés Ordóñez".into(), event, salt }
}

pub fn create(disk: &MemoryDisk) -> Archive {
    Archive::create(Arc::new(disk.clone()), ORIGIN, key(), "Caso", new_entry).expect("a working disk")
}

pub fn reopen(disk: &MemoryDisk) -> Archive {
    Archive::open_to_write(Arc::new(disk.clone()), key()).expect("whatever happened, the case opens")
}

pub fn taken(staged: &Staged, name: &str) -> NewEntry {
    new_entry(Event::Taken(Custody {
        item: staged.item,
        size: staged.size,
        sha512: staged.sha512.clone(),
        at: Timestamp::UNIX_EPOCH,
        time_zone: None,
        collector: "Inés Ordóñez".into(),
        obtained: Obtained::File,
        from: None,
        note: None,
        name: name.into(),
        path: None,
        modified: None,
        sniffed: MediaType::new("text/plain"),
        claimed: None,
        parent: None,
        captured: None,
        complete: true,
        program: "habeas test".into(),
    }))
}

/// Takes in texts, all in one append.
pub fn take(archive: &mut Archive, texts: &[&str]) -> Result<u64, archive::AppendError> {
    let mut staged = Vec::new();
    let mut entries = Vec::new();
    for text in texts {
        let bytes = archive.stager().stage(&mut text.as_bytes()).map_err(|error| match error {
            archive::StageError::Source(error) | archive::StageError::Storage(error) => error,
        })?;
        entries.push(taken(&bytes, text));
        staged.push(bytes);
    }
    archive.append(staged, entries)
}

/// What `verify` finds wrong.
pub fn findings(disk: &MemoryDisk) -> Vec<archive::Finding> {
    archive::verify(disk, &[], 2, &|_, _| {}).expect("memory can be listed").findings
}
