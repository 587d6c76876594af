//! The one door to storage. [`RealDisk`] is a folder; the fault tests ship a second one that loses power. Knows
//! nothing of items or logs.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// Storage below one case folder. Paths are relative, with `/` between elements.
///
/// The contract: what [`Disk::persist`] was told of and returned `Ok` for survives a power cut, contents and name;
/// anything else may or may not. Renaming replaces its target in one step: a reader sees the old or the new one.
pub trait Disk: Send + Sync {
    /// Creates or replaces a file and its folders. What is written is there once `flush` returns `Ok`; on an error
    /// the file may be partly there.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>>;

    /// The file's bytes, from the start.
    ///
    /// # Errors
    /// `NotFound` when there is none.
    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>>;

    /// Whether there is a file.
    ///
    /// # Errors
    /// When the system cannot say.
    fn exists(&self, path: &str) -> io::Result<bool>;

    /// All files below a folder, sorted, their paths relative to the case. A missing folder has none.
    ///
    /// # Errors
    /// When a folder cannot be listed.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;

    /// Gives a file another name, in another folder if need be, replacing what has that name.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &str, to: &str) -> io::Result<()>;

    /// Removes a file; one that is not there is removed already.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, path: &str) -> io::Result<()>;

    /// Makes these files and their names survive a power cut; of a file that was removed, its absence.
    ///
    /// # Errors
    /// What the system says: then none of them is sure to.
    fn persist(&self, paths: &[String]) -> io::Result<()>;

    /// Takes away the permission to write to a file.
    ///
    /// # Errors
    /// What the system says.
    fn seal(&self, path: &str) -> io::Result<()>;

    /// Keeps every other process from writing to the case until the guard is dropped.
    ///
    /// # Errors
    /// `WouldBlock` when another process holds it.
    fn lock(&self) -> io::Result<Box<dyn Send + Sync>>;

    /// Creates or replaces a file with these bytes.
    ///
    /// # Errors
    /// As [`Disk::create`].
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        file.write_all(bytes)?;
        file.flush()
    }

    /// The whole file in memory; for the small files of the log.
    ///
    /// # Errors
    /// As [`Disk::open`].
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open(path)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// A folder of the file system.
#[derive(Debug, Clone)]
pub struct RealDisk {
    root: PathBuf,
}

/// From this many files on, one flush of the file system costs less than one for each file.
#[cfg(target_os = "linux")]
const MANY: usize = 16;

impl RealDisk {
    /// The storage below `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where a file lies.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.root.clone(), |folder, element| folder.join(element))
    }
}

impl Disk for RealDisk {
    fn create(&self, path: &str) -> io::Result<Box<dyn Write + Send>> {
        let path = self.path(path);
        let create = || OpenOptions::new().write(true).create(true).truncate(true).open(&path);
        match create() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                path.parent().map(fs::create_dir_all).transpose()?;
                Ok(Box::new(create()?))
            }
            other => Ok(Box::new(other?)),
        }
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Read + Send>> {
        Ok(Box::new(File::open(self.path(path))?))
    }

    fn exists(&self, path: &str) -> io::Result<bool> {
        self.path(path).try_exists()
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let entries = match fs::read_dir(self.path(&folder)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                other => other?,
            };
            for entry in entries {
                let entry = entry?;
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                if entry.file_type()?.is_dir() { folders.push(path) } else { files.push(path) }
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let (from, to) = (self.path(from), self.path(to));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() == io::ErrorKind::NotFound && from.exists() => {
                to.parent().map(fs::create_dir_all).transpose()?;
                fs::rename(&from, &to)
            }
            other => other,
        }
    }

    fn remove(&self, path: &str) -> io::Result<()> {
        match fs::remove_file(self.path(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    fn persist(&self, paths: &[String]) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        if paths.len() >= MANY {
            // syncfs reports write-back errors since Linux 5.8.
            return Ok(rustix::fs::syncfs(File::open(&self.root)?)?);
        }
        let mut folders: Vec<PathBuf> = Vec::new();
        for path in paths {
            let path = self.path(path);
            match File::open(&path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                other => other?.sync_all()?,
            }
            // Every folder up to the root may be new.
            for folder in path.ancestors().skip(1).take_while(|folder| folder.starts_with(&self.root)) {
                if !folders.iter().any(|known| known == folder) {
                    folders.push(folder.to_owned());
                }
            }
        }
        folders.iter().filter(|folder| folder.is_dir()).try_for_each(|folder| sync_folder(folder))
    }

    fn seal(&self, path: &str) -> io::Result<()> {
        let path = self.path(path);
        let mut permissions = fs::metadata(&path)?.permissions();
        permissions.set_readonly(true);
        fs::set_permissions(path, permissions)
    }

    fn lock(&self) -> io::Result<Box<dyn Send + Sync>> {
        let file =
            OpenOptions::new().write(true).create(true).truncate(false).open(self.path("case.lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Box::new(file)),
            Err(fs::TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Other systems make a rename durable with the file, or cannot be asked.
#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
