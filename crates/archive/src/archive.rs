//! The archive of one case: stages bytes, appends entries to the log, reads them back, erases. An append is all or
//! nothing: its commit point is the rename of the checkpoint.

use std::io;
use std::sync::Arc;

use jiff::Timestamp;
use model::{Digest, Entry, Event, ItemId};

use crate::checkpoint::Checkpoint;
use crate::disk::Disk;
use crate::entry::{self, Salt};
use crate::error::{AppendError, CreateError, OpenError, ReadError};
use crate::journal::Journal;
use crate::key::{SigningKey, VerifierKey};
use crate::merkle::{Hash, inclusion_path, root_of, sha256};
use crate::note::{Note, NoteError};
use crate::proof::Proof;
use crate::stage::{Staged, Stager};
use crate::tile::{self, Edge, Kind, Tile, TileSubtrees};

/// The signed tree head.
pub(crate) const CHECKPOINT: &str = "log/checkpoint";
/// The next signed tree head, until it takes the place of the last.
pub(crate) const NEXT_CHECKPOINT: &str = "log/checkpoint.next";

/// Where an item's bytes lie in the case folder.
#[must_use]
pub fn original_path(item: ItemId) -> String {
    let hex = item.to_string();
    format!("originals/{}/{hex}", &hex[..2])
}

/// The body of an entry, as far as it is there.
#[derive(Debug)]
pub enum EntryBody {
    /// It is there and is what the leaf commits to.
    Present(Box<Entry>),
    /// It is not there. Whether it was erased or lost, the later entries say.
    Absent,
}

/// What to append.
#[derive(Debug)]
pub struct NewEntry {
    /// By the caller's clock.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// What.
    pub event: Event,
    /// 32 random bytes of the caller's, never used twice.
    pub salt: Salt,
}

/// An open case's originals, entries and log.
pub struct Archive {
    disk: Arc<dyn Disk>,
    origin: String,
    edge: Edge,
    writer: Option<Writer>,
    stager: Stager,
}

struct Writer {
    key: SigningKey,
    poisoned: bool,
    _lock: Box<dyn Send + Sync>,
}

impl Archive {
    /// Begins a log whose first entry names the case and the founder's key.
    ///
    /// # Errors
    /// When there is a log already or the folder cannot be written.
    pub fn create(
        disk: Arc<dyn Disk>,
        origin: &str,
        key: SigningKey,
        name: &str,
        mut first: impl FnMut(Event) -> NewEntry,
    ) -> Result<Self, CreateError> {
        if disk.exists(CHECKPOINT)? {
            return Err(CreateError::Exists);
        }
        let lock = disk.lock()?;
        Journal::recover(&*disk, 0)?;
        let verifier = key.verifier(origin).to_string();
        let writer = Some(Writer { key, poisoned: false, _lock: lock });
        let stager = Stager::new(disk.clone());
        let mut archive = Self { disk, origin: origin.into(), edge: Edge::default(), writer, stager };
        let event = Event::Created { name: name.into(), origin: origin.into(), key: verifier };
        archive.append(Vec::new(), vec![first(event)])?;
        Ok(archive)
    }

    /// Opens a case for reading; takes no lock and writes nothing.
    ///
    /// # Errors
    /// When there is no log or its head is unreadable.
    pub fn open(disk: Arc<dyn Disk>) -> Result<Self, OpenError> {
        let head = read_checkpoint(&*disk)?;
        let edge = load_edge(&*disk, &head)?;
        let stager = Stager::new(disk.clone());
        Ok(Self { disk, origin: head.origin, edge, writer: None, stager })
    }

    /// Opens a case for writing, and undoes or ends whatever an earlier process left half-done.
    ///
    /// # Errors
    /// When another process writes to it, or it is damaged so that nothing may be added.
    pub fn open_to_write(disk: Arc<dyn Disk>, key: SigningKey) -> Result<Self, OpenError> {
        if !disk.exists(CHECKPOINT)? {
            return Err(OpenError::NotACase);
        }
        let lock = disk.lock().map_err(|error| match error.kind() {
            io::ErrorKind::WouldBlock => OpenError::Locked,
            _ => OpenError::Storage(error),
        })?;
        let head = read_checkpoint(&*disk)?;
        Journal::recover(&*disk, head.size).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => OpenError::Journal,
            _ => OpenError::Storage(error),
        })?;
        let edge = load_edge(&*disk, &head)?;
        if edge.root() != head.root || !edge.leaves_agree() {
            return Err(OpenError::Inconsistent);
        }
        let writer = Some(Writer { key, poisoned: false, _lock: lock });
        let stager = Stager::new(disk.clone());
        Ok(Self { disk, origin: head.origin, edge, writer, stager })
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.edge.size()
    }

    /// The log's origin line.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The public half of the key that this process signs with.
    #[must_use]
    pub fn signer(&self) -> Option<VerifierKey> {
        self.writer.as_ref().map(|writer| writer.key.verifier(&self.origin))
    }

    /// The storage below it.
    #[must_use]
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Where bytes are copied into the case before they are entered.
    #[must_use]
    pub fn stager(&self) -> Stager {
        self.stager.clone()
    }

    /// Keeps the staged bytes and appends the entries, all or nothing. Once it returns `Ok` they survive a power
    /// cut. Returns the index of the first entry.
    ///
    /// # Errors
    /// When the storage does not confirm it; then the case must be opened again.
    pub fn append(&mut self, staged: Vec<Staged>, entries: Vec<NewEntry>) -> Result<u64, AppendError> {
        self.write(staged, entries, Vec::new())
    }

    /// Erases an item's bytes for a person's safety; its entries and leaves stay, and `entry` says why.
    /// The entry's event must be [`Event::ItemErased`].
    ///
    /// # Errors
    /// As [`Archive::append`].
    pub fn erase_item(&mut self, item: ItemId, entry: NewEntry) -> Result<u64, AppendError> {
        self.write(Vec::new(), vec![entry], vec![original_path(item)])
    }

    /// Erases the body of entry `index` for a person's safety; its leaf stays. `reason` is what the log will say.
    /// Neither the first entry nor an erasure can be erased: without them nobody could tell erased from lost.
    ///
    /// # Errors
    /// As [`Archive::append`]; [`AppendError::NotErasable`].
    pub fn erase_entry(
        &mut self,
        index: u64,
        reason: &str,
        entry: impl FnOnce(Event) -> NewEntry,
    ) -> Result<u64, AppendError> {
        let EntryBody::Present(body) = self.entry(index)? else {
            return Err(AppendError::NotErasable { index });
        };
        let item = match body.event {
            Event::Taken(custody) => Some(custody.item),
            Event::Exported { item, .. } => item,
            Event::Decided(decision) => decision.item(),
            Event::Verified { .. } => None,
            _ => return Err(AppendError::NotErasable { index }),
        };
        let event = Event::EntryErased { index, leaf: self.leaf(index)?, item, reason: reason.into() };
        self.write(Vec::new(), vec![entry(event)], vec![entry::path(index)])
    }

    fn write(
        &mut self,
        staged: Vec<Staged>,
        entries: Vec<NewEntry>,
        erases: Vec<String>,
    ) -> Result<u64, AppendError> {
        let writer = self.writer.as_mut().ok_or(AppendError::ReadOnly)?;
        if std::mem::replace(&mut writer.poisoned, true) {
            return Err(AppendError::Poisoned);
        }
        let disk = &*self.disk;
        let first = self.edge.size();
        let mut edge = self.edge.clone();
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for (index, new) in (first..).zip(&entries) {
            let body = entry::write(new.at, &new.by, &new.event, &new.salt);
            edge.push(sha256(&body).bytes(), |tile, bytes| files.push((tile.path(), bytes)));
            files.push((entry::path(index), body));
        }
        // A partial tile that did not grow is there, and the log as it is needs it whatever becomes of this write.
        let kept: Vec<Tile> = self.edge.partial().map(|(tile, _)| tile).collect();
        let partial = edge.partial().filter(|(tile, _)| !kept.contains(tile));
        files.extend(partial.map(|(tile, bytes)| (tile.path(), bytes)));
        for (path, _) in &mut files {
            if path.starts_with("tile/") {
                *path = format!("log/{path}");
            }
        }
        // The same bytes may be staged twice, or be in the case already.
        let mut originals: Vec<(String, String)> = Vec::new();
        for staged in staged {
            let target = original_path(staged.item);
            if disk.exists(&target)? || originals.iter().any(|(_, other)| *other == target) {
                disk.remove(&staged.path)?;
            } else {
                originals.push((staged.path, target));
            }
        }

        let makes: Vec<String> = originals
            .iter()
            .map(|(_, to)| to.clone())
            .chain(files.iter().map(|(to, _)| to.clone()))
            .collect();
        let journal = Journal { before: first, after: edge.size(), makes, erases };
        journal.begin(disk)?;
        for (from, to) in &originals {
            disk.seal(from)?;
            disk.rename(from, to)?;
        }
        for (path, bytes) in &files {
            disk.write(path, bytes)?;
        }
        disk.persist(&journal.makes)?;
        let head = Checkpoint { origin: self.origin.clone(), size: edge.size(), root: edge.root() };
        disk.write(NEXT_CHECKPOINT, head.signed(&writer.key).as_bytes())?;
        disk.persist(&[NEXT_CHECKPOINT.into()])?;
        disk.rename(NEXT_CHECKPOINT, CHECKPOINT)?;
        disk.persist(&[CHECKPOINT.into()])?;
        journal.finish(disk)?;
        // Partial tiles may go once the full one is there (tlog-tiles, "Partial Tiles"); one that stays harms nobody.
        for (path, _) in
            files.iter().filter(|(path, _)| path.starts_with("log/tile/") && !path.contains(".p/"))
        {
            for partial in disk.list(&format!("{path}.p")).unwrap_or_default() {
                let _ = disk.remove(&partial);
            }
        }

        self.edge = edge;
        writer.poisoned = false;
        Ok(first)
    }

    /// The body of entry `index`, checked against its leaf.
    ///
    /// # Errors
    /// When the log has no such entry, or it or its leaf is unreadable or changed.
    pub fn entry(&self, index: u64) -> Result<EntryBody, ReadError> {
        let leaf = self.leaf(index)?;
        self.entry_with_leaf(index, &leaf)
    }

    fn entry_with_leaf(&self, index: u64, leaf: &Digest) -> Result<EntryBody, ReadError> {
        let Some(bytes) = self.entry_bytes(index)? else { return Ok(EntryBody::Absent) };
        if sha256(&bytes) != *leaf {
            return Err(ReadError::Changed { index });
        }
        let entry = entry::read(index, &bytes).map_err(|source| ReadError::Entry { index, source })?;
        Ok(EntryBody::Present(Box::new(entry)))
    }

    /// Every entry from index `from` on, in order.
    pub fn entries(&self, from: u64) -> impl Iterator<Item = Result<(u64, EntryBody), ReadError>> {
        let mut bundle: Option<(u64, Vec<Digest>)> = None;
        (from..self.size()).map(move |index| {
            let number = index / tile::WIDTH;
            if bundle.as_ref().is_none_or(|(held, _)| *held != number) {
                bundle = Some((number, self.leaves(number)?));
            }
            let (_, leaves) = bundle.as_ref().expect("just put there");
            let leaf = leaves[(index % tile::WIDTH) as usize];
            Ok((index, self.entry_with_leaf(index, &leaf)?))
        })
    }

    /// The bytes of the entry file, if it is there.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn entry_bytes(&self, index: u64) -> Result<Option<Vec<u8>>, ReadError> {
        let path = entry::path(index);
        match self.disk.read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(ReadError::Storage { path, source }),
        }
    }

    /// The leaf of entry `index`: the SHA-256 of its body.
    ///
    /// # Errors
    /// When the log has no such entry or its bundle is damaged.
    pub fn leaf(&self, index: u64) -> Result<Digest, ReadError> {
        if index >= self.size() {
            return Err(ReadError::OutOfLog { index });
        }
        Ok(self.leaves(index / tile::WIDTH)?[(index % tile::WIDTH) as usize])
    }

    fn leaves(&self, number: u64) -> Result<Vec<Digest>, ReadError> {
        let width = (self.size() - number * tile::WIDTH).min(tile::WIDTH) as u16;
        let (path, bytes) = read_tile(&*self.disk, Tile { kind: Kind::Entries, index: number, width })?;
        parse_leaves(&bytes, width).ok_or(ReadError::Damaged { path })
    }

    /// The signed checkpoint, verbatim.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn checkpoint(&self) -> Result<String, ReadError> {
        let storage = |source| ReadError::Storage { path: CHECKPOINT.into(), source };
        let bytes = self.disk.read(CHECKPOINT).map_err(storage)?;
        String::from_utf8(bytes).map_err(|_| ReadError::Damaged { path: CHECKPOINT.into() })
    }

    /// Whether this log is the one of an `earlier` head, gone on: the same origin, and the same entries up to there.
    ///
    /// # Errors
    /// When a tile on the way is lost or damaged.
    pub fn contains(&self, earlier: &Checkpoint) -> Result<bool, ReadError> {
        if earlier.origin != self.origin || earlier.size > self.size() {
            return Ok(false);
        }
        if earlier.size == 0 {
            return Ok(true);
        }
        let mut nodes = TileSubtrees { size: self.size(), read: |tile| read_hashes(&*self.disk, tile) };
        Ok(root_of(&mut nodes, 0, earlier.size)? == earlier.root)
    }

    /// The proof that entry `index` is in the log, with the entry itself when its body is there.
    ///
    /// # Errors
    /// When the log has no such entry or is damaged on the way.
    pub fn prove(&self, index: u64) -> Result<Proof, ReadError> {
        if index >= self.size() {
            return Err(ReadError::OutOfLog { index });
        }
        let mut nodes = TileSubtrees { size: self.size(), read: |tile| read_hashes(&*self.disk, tile) };
        let path = inclusion_path(&mut nodes, index, self.size())?;
        Ok(Proof { extra: self.entry_bytes(index)?, index, path, checkpoint: self.checkpoint()? })
    }
}

/// The leaves of an entry bundle, when it holds `width` digests.
pub(crate) fn parse_leaves(bytes: &[u8], width: u16) -> Option<Vec<Digest>> {
    let leaves = tile::parse_bundle(bytes, width)?;
    leaves.into_iter().map(|leaf| Some(Digest(leaf.try_into().ok()?))).collect()
}

pub(crate) fn read_hashes(disk: &dyn Disk, tile: Tile) -> Result<Vec<Hash>, ReadError> {
    let (path, bytes) = read_tile(disk, tile)?;
    tile::parse_hashes(&bytes, tile.width).ok_or(ReadError::Damaged { path })
}

fn read_tile(disk: &dyn Disk, tile: Tile) -> Result<(String, Vec<u8>), ReadError> {
    let path = format!("log/{}", tile.path());
    match disk.read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(source) => match begin_of_full_tile(disk, tile) {
            Some(bytes) => Ok((path, bytes)),
            None => Err(ReadError::Storage { path, source }),
        },
    }
}

/// A partial tile out of the full one that a writer has put in its place meanwhile (tlog-tiles, "Partial Tiles").
fn begin_of_full_tile(disk: &dyn Disk, tile: Tile) -> Option<Vec<u8>> {
    let each = match tile.kind {
        Kind::Hashes(_) => size_of::<Hash>(),
        // A leaf is a digest behind its length.
        Kind::Entries => size_of::<u16>() + size_of::<Hash>(),
    };
    let full = disk.read(&format!("log/{}", tile.full().path())).ok()?;
    full.get(..each * usize::from(tile.width)).map(<[u8]>::to_vec)
}

fn read_checkpoint(disk: &dyn Disk) -> Result<Checkpoint, OpenError> {
    let bytes = match disk.read(CHECKPOINT) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(OpenError::NotACase),
        other => other?,
    };
    let note = Note::parse(&String::from_utf8(bytes).map_err(|_| NoteError::Form)?)?;
    Ok(Checkpoint::parse(&note.text)?)
}

fn load_edge(disk: &dyn Disk, head: &Checkpoint) -> Result<Edge, OpenError> {
    let edge = Edge::load(
        head.size,
        |tile| read_hashes(disk, tile),
        |tile| {
            let (path, bytes) = read_tile(disk, tile)?;
            parse_leaves(&bytes, tile.width).map(|_| bytes).ok_or(ReadError::Damaged { path })
        },
    );
    // Whatever is wrong with a tile, `verify` names it; for opening it is one and the same.
    edge.map_err(|_| OpenError::Inconsistent)
}
