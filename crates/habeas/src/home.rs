//! What belongs to the person and not to a case: the signing key, and the last tree head seen of each case. Kept
//! outside every case folder, readable by its owner alone.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use archive::SigningKey;
use archive::checkpoint::Checkpoint;
use archive::note::Note;

use crate::out;
use crate::trouble::storage;

/// The person's own folder.
#[derive(Debug, Clone)]
pub struct Home(PathBuf);

impl Home {
    /// `HABEAS_HOME`, or the platform's folder for application data.
    ///
    /// # Errors
    /// When the environment names neither.
    pub fn find() -> anyhow::Result<Self> {
        let variable =
            |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = variable("HABEAS_HOME")
            .or_else(|| variable("XDG_DATA_HOME").map(|data| data.join("habeas")))
            .or_else(|| variable("APPDATA").map(|data| data.join("habeas")))
            .or_else(|| variable("HOME").map(|home| home.join(".local/share/habeas")));
        Ok(Self(folder.ok_or_else(|| trouble!("error-no-home"))?))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The person's signing key, made on first use.
    ///
    /// # Errors
    /// When it cannot be read, or cannot be made.
    pub fn key(&self) -> anyhow::Result<SigningKey> {
        let path = self.0.join("key.pem");
        if let Some(key) = self.existing_key()? {
            return Ok(key);
        }
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).context("the system gives no random bytes")?;
        let key = SigningKey::from_seed(seed);
        // Under its name only once it is whole: half a key would stay in the way for ever.
        let failed = |error: std::io::Error| storage(&error, &self.0);
        make_private_folder(&self.0).map_err(failed)?;
        let mut file = tempfile::NamedTempFile::new_in(&self.0).map_err(failed)?;
        file.write_all(key.to_pem().as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
        match file.persist_noclobber(&path) {
            Ok(_) => Ok(key),
            // Another Habeas was first: that key it is.
            Err(error) => self.existing_key()?.ok_or_else(|| failed(error.error).into()),
        }
    }

    /// The person's signing key, if there is one.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn existing_key(&self) -> anyhow::Result<Option<SigningKey>> {
        let path = self.0.join("key.pem");
        let name = path.display().to_string();
        match fs::read_to_string(&path) {
            Ok(text) => {
                let bad = |error| trouble!("error-bad-key", path = name).because(&error);
                Ok(Some(SigningKey::from_pem(&text).map_err(bad)?))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context(name),
        }
    }

    /// The last tree head that this person saw of a case. Its signature does not count: nobody else writes here, and
    /// a log that was replaced whole names other keys.
    #[must_use]
    pub fn remembered(&self, origin: &str) -> Option<Checkpoint> {
        let note = Note::parse(&fs::read_to_string(self.memory(origin)).ok()?).ok()?;
        Checkpoint::parse(&note.text).ok()
    }

    /// Remembers a tree head. It only helps to notice a rollback, so that failing to write it stops nothing.
    pub fn remember(&self, origin: &str, checkpoint: &str) {
        let path = self.memory(origin);
        let written = path.parent().map_or(Ok(()), make_private_folder).and_then(|()| {
            let next = path.with_extension("next");
            write_private(&next, checkpoint.as_bytes())?;
            fs::rename(next, &path)
        });
        if let Err(error) = written {
            out::note(&format!("{}: {error}", path.display()));
        }
    }

    /// The file that remembers a case's head.
    #[must_use]
    pub fn memory(&self, origin: &str) -> PathBuf {
        let name = archive::merkle::sha256(origin.as_bytes()).to_string();
        self.0.join("seen").join(format!("{}.checkpoint", &name[..32]))
    }
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
