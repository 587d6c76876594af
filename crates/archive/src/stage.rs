//! Staging: bytes are copied into the case and hashed on the way, and are no item until an append acknowledges them.
//! Looks at no content.

use std::io::{self, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::{Digest, ItemId};
use sha2::{Digest as _, Sha256, Sha512};

use crate::disk::Disk;
use crate::error::StageError;

/// Where bytes wait until their entry is in the log.
pub(crate) const INCOMING: &str = "incoming";

/// Bytes that were copied into the case and hashed, but are in no entry yet.
#[derive(Debug)]
pub struct Staged {
    /// Their SHA-256.
    pub item: ItemId,
    /// Their SHA-512, in hexadecimal.
    pub sha512: String,
    /// How many.
    pub size: u64,
    /// The first bytes, at most [`Staged::HEAD`], for sniffing.
    pub head: Vec<u8>,
    pub(crate) path: String,
}

impl Staged {
    /// How many first bytes are kept.
    pub const HEAD: usize = 4096;
}

/// Copies bytes into one case; threads may share it.
#[derive(Clone)]
pub struct Stager {
    disk: Option<Arc<dyn Disk>>,
    next: Arc<AtomicU64>,
}

impl Stager {
    pub(crate) fn new(disk: Arc<dyn Disk>) -> Self {
        Self { disk: Some(disk), next: Arc::default() }
    }

    /// One that hashes and keeps nothing, to check what a container holds against what the log says it held.
    #[must_use]
    pub fn hashing_only() -> Self {
        Self { disk: None, next: Arc::default() }
    }

    /// Begins to stage bytes that come piece by piece.
    ///
    /// # Errors
    /// What the storage says, such as a full disk. The case is as it was.
    pub fn begin(&self) -> io::Result<Staging> {
        let path = format!("{INCOMING}/{}", self.next.fetch_add(1, Ordering::Relaxed));
        let file = match &self.disk {
            Some(disk) => disk.create(&path)?,
            None => Box::new(io::sink()),
        };
        Ok(Staging {
            disk: self.disk.clone(),
            path,
            file,
            sha256: Sha256::new(),
            sha512: Sha512::new(),
            head: Vec::new(),
            size: 0,
        })
    }

    /// Stages all that `source` gives.
    ///
    /// # Errors
    /// When the source or the case folder fails; the case is as it was.
    pub fn stage(&self, source: &mut dyn Read) -> Result<Staged, StageError> {
        let mut staging = self.begin().map_err(StageError::Storage)?;
        let mut buffer = vec![0; 128 * 1024];
        loop {
            match source.read(&mut buffer) {
                Ok(0) => return staging.finish().map_err(StageError::Storage),
                Ok(count) => {
                    if let Err(error) = staging.write(&buffer[..count]) {
                        staging.abandon();
                        return Err(StageError::Storage(error));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    staging.abandon();
                    return Err(StageError::Source(error));
                }
            }
        }
    }

    /// Throws staged bytes away.
    ///
    /// # Errors
    /// What the storage says.
    pub fn discard(&self, staged: &Staged) -> io::Result<()> {
        self.disk.as_ref().map_or(Ok(()), |disk| disk.remove(&staged.path))
    }
}

/// Bytes on their way into the case.
pub struct Staging {
    disk: Option<Arc<dyn Disk>>,
    path: String,
    file: Box<dyn Write + Send>,
    sha256: Sha256,
    sha512: Sha512,
    head: Vec<u8>,
    size: u64,
}

impl Staging {
    /// Adds the next bytes.
    ///
    /// # Errors
    /// What the storage says; the caller abandons the staging.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.sha256.update(bytes);
        self.sha512.update(bytes);
        let room = Staged::HEAD - self.head.len();
        self.head.extend_from_slice(&bytes[..room.min(bytes.len())]);
        self.size += bytes.len() as u64;
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// What the storage says; then nothing is staged.
    pub fn finish(mut self) -> io::Result<Staged> {
        if let Err(error) = self.file.flush() {
            self.abandon();
            return Err(error);
        }
        Ok(Staged {
            item: ItemId(Digest(self.sha256.finalize().into())),
            sha512: self.sha512.finalize().iter().map(|byte| format!("{byte:02x}")).collect(),
            size: self.size,
            head: self.head,
            path: self.path,
        })
    }

    /// Throws away what came. Best effort: whatever stays behind is removed when the case is next opened to write.
    pub fn abandon(self) {
        if let Some(disk) = self.disk {
            let _ = disk.remove(&self.path);
        }
    }
}
