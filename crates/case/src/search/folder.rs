//! The index's folder: opening it to read or to write, recognising its version, making it anew. Holds no words.

use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::errors::IndexError;
use super::schema::{VERSION, analyzers, schema};

/// What is kept with each commit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Version of the index.
    pub(super) version: u32,
    /// The catalogue's latest change that is in it.
    pub(super) change: u64,
    /// Whether words of texts that left the case may still stand in its files.
    pub(super) purge: bool,
    /// Whether items that waited to be read were passed over, and not taken up by their names since.
    pub(super) skipped: bool,
}

/// Opens the index in a folder.
pub(super) fn open(folder: &Path) -> Result<(tantivy::Index, Mark), IndexError> {
    let missing = || IndexError::Missing { path: folder.to_owned() };
    let unreadable = || IndexError::Unreadable { path: folder.to_owned() };
    if !folder.join("meta.json").try_exists()? {
        return Err(missing());
    }
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let index = tantivy::Index::builder()
        .schema(schema().0)
        .tokenizers(analyzers())
        .open_or_create(Patient(directory))
        .map_err(|error| match IndexError::from(error) {
            IndexError::Refused { .. } => unreadable(),
            other => other,
        })?;
    let metas = index.load_metas().map_err(|_| unreadable())?;
    let mark = metas.payload.as_deref().and_then(|text| serde_json::from_str::<Mark>(text).ok());
    let mark = mark.filter(|mark| mark.version == VERSION).ok_or_else(unreadable)?;
    Ok((index, mark))
}

/// Opens the index in a folder, or makes an empty one where there is none that this program can read.
pub(super) fn open_or_make(folder: &Path) -> Result<(tantivy::Index, Mark), IndexError> {
    match open(folder) {
        Err(IndexError::Missing { .. } | IndexError::Unreadable { .. }) => {}
        other => return other,
    }
    remove(folder)?;
    std::fs::create_dir_all(folder)?;
    let directory = MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?;
    let index = tantivy::Index::builder()
        .schema(schema().0)
        .tokenizers(analyzers())
        .open_or_create(Patient(directory))?;
    Ok((index, Mark { version: VERSION, ..Mark::default() }))
}

/// Removes the index in a folder, if there is one.
pub(super) fn remove(folder: &Path) -> Result<(), IndexError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// A folder that can also be read where nothing can be written: there, no writer can take files away while they are
/// being opened, and the lock that guards against it is not needed.
#[derive(Debug, Clone)]
struct Patient(MmapDirectory);

impl Directory for Patient {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.0.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.0.open_write(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.0.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> std::io::Result<()> {
        self.0.atomic_write(path, data)
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        self.0.sync_directory()
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.0.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if lock.is_blocking
                    && matches!(
                        error.kind(),
                        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                    ) =>
            {
                Ok(DirectoryLock::from(Box::new(())))
            }
            other => other,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.watch(callback)
    }
}
