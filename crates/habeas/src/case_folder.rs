//! A case folder: finding it, making it, opening its archive and catalogue together, and bringing the catalogue up
//! to the log. Decides nothing about content.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use archive::note::Note;
use archive::{Archive, Disk as _, EntryBody, NewEntry, OpenError, RealDisk, Staged, VerifierKey};
use case::lists::Lists;
use case::register::Register;
use case::said::{Annotations, AnnotationsError};
use case::search::{Index, IndexError, Searcher};
use case::{Access, Catalogue};
use jiff::Timestamp;
use model::{Event, ItemId};

use crate::annotating;
use crate::home::Home;
use crate::listing;
use crate::out;
use crate::register;
use crate::settings::{self, Settings};
use crate::trouble::storage;

/// The catalogue's place in the case folder.
pub const CATALOGUE: &str = "derived/catalogue.sqlite";

/// The search index's place in the case folder.
pub const INDEX: &str = "derived/index";

/// What annotation found, in its place in the case folder.
pub const ANNOTATIONS: &str = "derived/annotations.sqlite";

/// A folder that holds a case.
#[derive(Debug, Clone)]
pub struct CaseFolder {
    /// Where it is.
    pub path: PathBuf,
    /// What its `case.toml` says.
    pub settings: Settings,
}

/// A case opened to write: nobody else writes to it meanwhile.
pub struct OpenCase {
    /// The folder.
    pub folder: CaseFolder,
    /// Originals, entries, log.
    pub archive: Archive,
    /// The catalogue, up to the log.
    pub catalogue: Catalogue,
    /// The search index, which follows the catalogue.
    pub index: Index,
    /// What annotation found, which follows the catalogue.
    pub annotations: Annotations,
    /// Lists of people, which follow log and catalogue.
    pub lists: Lists,
    /// Who is who on the lists, as last linked.
    pub register: Register,
    /// Who acts.
    pub by: String,
    /// The machine's IANA time zone, if it is known.
    pub time_zone: Option<String>,
    /// Whether nothing may be added (`rebuild --check`).
    pub frozen: bool,
    /// Whether the log names this person's key.
    introduced: bool,
    /// Whether the log goes on from the head that this person saw last; that head is kept while it does not.
    continuous: bool,
    home: Home,
}

/// What follows a catalogue.
pub(crate) struct Following {
    pub(crate) index: Index,
    pub(crate) annotations: Annotations,
    pub(crate) lists: Lists,
    pub(crate) register: Register,
}

impl CaseFolder {
    /// The case that was named, or the one in the current folder or above it.
    ///
    /// # Errors
    /// When there is none, or its settings are unreadable.
    pub fn find(named: Option<&Path>) -> anyhow::Result<Self> {
        let here = match named {
            Some(path) => path.to_owned(),
            None => std::env::current_dir().context("the current folder cannot be found")?,
        };
        let is_case = |folder: &&Path| folder.join(settings::FILE).is_file();
        let found = match named {
            Some(path) => Some(path).filter(is_case),
            None => here.ancestors().find(is_case),
        };
        let path =
            found.ok_or_else(|| trouble!("error-no-case", folder = here.display().to_string()))?.to_owned();
        let settings = Settings::read(&path)?;
        Ok(Self { path, settings })
    }

    /// Makes a case in a folder that is empty or does not exist.
    ///
    /// # Errors
    /// When the folder holds anything, or cannot be written.
    pub fn init(
        path: &Path,
        name: &str,
        languages: &[String],
        by: &str,
        home: Home,
    ) -> anyhow::Result<OpenCase> {
        let shown = path.display().to_string();
        match fs::read_dir(path).map(|mut entries| entries.next().is_some()) {
            Ok(false) => {}
            Ok(true) if path.join(settings::FILE).exists() => {
                return Err(trouble!("error-case-exists", folder = shown).into());
            }
            Ok(true) => return Err(trouble!("error-folder-not-empty", folder = shown).into()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                fs::create_dir_all(path).map_err(|error| storage(&error, path))?;
            }
            Err(error) => return Err(storage(&error, path).into()),
        }
        let folder = Self { path: path.to_owned(), settings: Settings::new(name, languages) };
        let disk = Arc::new(folder.disk());
        let mut id = [0; 8];
        getrandom::fill(&mut id).context("the system gives no random bytes")?;
        // Key names take neither spaces nor plus signs, and a case's name may be private: the origin is chance alone.
        let origin = format!("habeas.invalid/case/{:016x}", u64::from_be_bytes(id));
        let first = |event| new_entry(by, event);
        let archive = Archive::create(disk.clone(), &origin, home.key()?, name, first)
            .map_err(|error| storage_of_create(error, path))?;
        // Last, since its presence is what makes the folder a case.
        let text = folder.settings.to_text()?;
        disk.write(settings::FILE, text.as_bytes())
            .and_then(|()| disk.persist(&[settings::FILE.to_owned()]))
            .map_err(|error| storage(&error, path))?;
        drop(archive);
        folder.open_to_write(by, home)
    }

    /// The storage of the case.
    #[must_use]
    pub fn disk(&self) -> RealDisk {
        RealDisk::new(&self.path)
    }

    /// Where an item's bytes are.
    #[must_use]
    pub fn original(&self, item: ItemId) -> PathBuf {
        self.disk().path(&archive::original_path(item))
    }

    /// Where the catalogue is.
    #[must_use]
    pub fn catalogue_path(&self) -> PathBuf {
        self.path.join(CATALOGUE)
    }

    /// Opens the archive to read.
    ///
    /// # Errors
    /// When the log's head is unreadable.
    pub fn archive(&self) -> anyhow::Result<Archive> {
        Archive::open(Arc::new(self.disk())).map_err(|error| self.of_open(error))
    }

    /// Opens the catalogue to read. It may be behind the log while another process adds to the case.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn catalogue(&self) -> anyhow::Result<Catalogue> {
        Catalogue::open(&self.catalogue_path(), Access::Read).map_err(of_catalogue)
    }

    /// Opens the search index to read. It may be behind the catalogue.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn searcher(&self) -> Result<Searcher, IndexError> {
        Searcher::open(&self.path.join(INDEX))
    }

    /// Opens what annotation found to read. It may be behind the catalogue.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn annotations(&self) -> Result<Annotations, AnnotationsError> {
        Annotations::open(&self.path.join(ANNOTATIONS))
    }

    /// Opens the case to write, ends what an earlier process left half-done, and brings the catalogue up to the log.
    ///
    /// # Errors
    /// When another process writes to it, or it is damaged, of a newer program, or read-only.
    pub fn open_to_write(self, by: &str, home: Home) -> anyhow::Result<OpenCase> {
        // The lock first: two programs must not make a catalogue at once.
        let archive = self.archive_to_write(&home)?;
        self.remove_rebuilding()?;
        let path = self.catalogue_path();
        let catalogue = match Catalogue::open(&path, Access::Write) {
            Err(case::OpenError::Missing { .. }) => {
                path.parent()
                    .map(fs::create_dir_all)
                    .transpose()
                    .map_err(|error| storage(&error, &self.path))?;
                // What followed a catalogue that is gone names items by numbers that mean others now.
                Index::remove(&self.path.join(INDEX))?;
                Annotations::remove(&self.path.join(ANNOTATIONS))?;
                Lists::remove(&self.path.join(listing::LISTS))?;
                Catalogue::create(&path, extract::VERSION)
            }
            other => other,
        };
        let catalogue = catalogue.map_err(of_catalogue)?;
        let index = Index::open_or_create(&self.path.join(INDEX))?;
        let annotations = Annotations::open_or_create(&self.path.join(ANNOTATIONS), annotating::RULES)?;
        let lists = Lists::open_or_create(&self.path.join(listing::LISTS), listing::RULES)?;
        let register = Register::open_or_create(&self.path.join(register::REGISTER))?;
        let following = Following { index, annotations, lists, register };
        let mut case = self.join(archive, catalogue, following, by, home);
        case.check_head()?;
        case.catch_up()?;
        case.remember_head();
        Ok(case)
    }

    pub(crate) fn archive_to_write(&self, home: &Home) -> anyhow::Result<Archive> {
        Archive::open_to_write(Arc::new(self.disk()), home.key()?).map_err(|error| self.of_open(error))
    }

    pub(crate) fn join(
        self,
        archive: Archive,
        catalogue: Catalogue,
        Following { index, annotations, lists, register }: Following,
        by: &str,
        home: Home,
    ) -> OpenCase {
        let time_zone = jiff::tz::TimeZone::system().iana_name().map(str::to_owned);
        let by = by.to_owned();
        let (frozen, introduced, continuous) = (false, false, false);
        OpenCase {
            folder: self,
            archive,
            catalogue,
            index,
            annotations,
            lists,
            register,
            by,
            time_zone,
            frozen,
            introduced,
            continuous,
            home,
        }
    }

    fn of_open(&self, error: OpenError) -> anyhow::Error {
        let folder = self.path.display().to_string();
        match error {
            OpenError::NotACase => trouble!("error-no-log", folder = folder).into(),
            OpenError::Locked => trouble!("error-locked", folder = folder).into(),
            OpenError::Checkpoint(_) | OpenError::Head(_) | OpenError::Inconsistent | OpenError::Journal => {
                trouble!("error-log-damaged", folder = folder).because(&error).into()
            }
            OpenError::Storage(error) => storage(&error, &self.path).into(),
        }
    }
}

impl OpenCase {
    /// An entry of now, by whoever acts, with fresh salt.
    #[must_use]
    pub fn new_entry(&self, event: Event) -> NewEntry {
        new_entry(&self.by, event)
    }

    /// Appends entries and the bytes that they name. Returns the first one's index.
    ///
    /// # Errors
    /// When the storage does not confirm it.
    pub fn append(&mut self, staged: Vec<Staged>, entries: Vec<NewEntry>) -> anyhow::Result<u64> {
        self.introduce_key()?;
        let first = self.archive.append(staged, entries).map_err(|error| self.of_append(error))?;
        self.remember_head();
        Ok(first)
    }

    /// Appends one entry without bytes and folds it into the catalogue.
    ///
    /// # Errors
    /// As [`OpenCase::append`].
    pub fn record(&mut self, event: Event) -> anyhow::Result<u64> {
        let entry = self.new_entry(event);
        let first = self.append(Vec::new(), vec![entry])?;
        self.catch_up()?;
        Ok(first)
    }

    /// Erases an item's bytes and all that was read out of them, for a person's safety; its entries and leaves stay.
    ///
    /// # Errors
    /// As [`OpenCase::append`].
    pub fn erase_item(&mut self, item: ItemId, reason: &str) -> anyhow::Result<()> {
        self.introduce_key()?;
        let entry = self.new_entry(Event::ItemErased { item, reason: reason.to_owned() });
        self.archive.erase_item(item, entry).map_err(|error| self.of_append(error))?;
        self.remember_head();
        self.catch_up()
    }

    /// Erases the body of an entry for a person's safety; its leaf stays.
    ///
    /// # Errors
    /// As [`OpenCase::append`], and when it is an entry that cannot be erased.
    pub fn erase_entry(&mut self, index: u64, reason: &str) -> anyhow::Result<()> {
        self.introduce_key()?;
        let by = self.by.clone();
        let erased = self.archive.erase_entry(index, reason, |event| new_entry(&by, event));
        erased.map_err(|error| self.of_append(error))?;
        self.remember_head();
        self.catch_up()
    }

    /// What stopped a piece of work, with the case folder's name where the system refused it.
    #[must_use]
    pub fn stopped(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast::<std::io::Error>() {
            Ok(error) => storage(&error, &self.folder.path).into(),
            Err(error) => error,
        }
    }

    /// What an append's failure means to the person.
    fn of_append(&self, error: archive::AppendError) -> anyhow::Error {
        match error {
            archive::AppendError::NotDurable(error) => storage(&error, &self.folder.path).into(),
            archive::AppendError::NotErasable { index } => {
                trouble!("error-not-erasable", index = index).into()
            }
            other => other.into(),
        }
    }

    /// Brings the catalogue up to the log, and the index up to the catalogue. What was erased leaves the annotations;
    /// what is new waits for the next intake to be annotated.
    ///
    /// # Errors
    /// When an entry is unreadable or changed, or the case folder refuses.
    pub fn catch_up(&mut self) -> anyhow::Result<()> {
        let committed = self.fold_log();
        // What must leave the catalogue must leave the index too, even when not all traces of it could go at once.
        self.index.finish(&self.catalogue)?;
        let forgotten = self.annotations.forget(&self.catalogue);
        committed?;
        let followed = listing::follow(&mut self.lists, &self.catalogue);
        let unregistered = self.register.forget(&self.catalogue);
        forgotten?;
        followed?;
        Ok(unregistered?)
    }

    /// Folds into the catalogue what the log has beyond it.
    ///
    /// # Errors
    /// When an entry is unreadable or changed.
    pub(crate) fn fold_log(&mut self) -> anyhow::Result<()> {
        let seen = self.catalogue.entries_seen();
        if seen > self.archive.size() {
            return Err(trouble!("error-catalogue-ahead").into());
        }
        let (mut adopted, mut erasing) = (Vec::new(), false);
        for entry in self.archive.entries(seen) {
            let (index, body) = entry?;
            match body {
                EntryBody::Absent => self.catalogue.fold_erased(index)?,
                EntryBody::Present(entry) => {
                    erasing |= matches!(entry.event, Event::ItemErased { .. } | Event::EntryErased { .. });
                    if let Event::EntryErased { item: Some(item), .. } = &entry.event {
                        adopted.push(*item);
                    }
                    self.catalogue.fold(&entry)?;
                }
            }
        }
        // An erased custody entry leaves its item without a record; the original is still there to be read.
        for item in adopted {
            if let Ok(metadata) = fs::metadata(self.folder.original(item)) {
                self.catalogue.adopt(item, metadata.len())?;
            }
        }
        if erasing {
            self.index.expect_erasure()?;
        }
        self.catalogue.commit()?;
        Ok(())
    }

    /// Makes sure that a key which the log names signed its head. Otherwise this person's next signature would stand
    /// under a history that nobody vouched for.
    pub(crate) fn check_head(&mut self) -> anyhow::Result<()> {
        let signer = self.archive.signer().context("the case was opened to write")?;
        let note = Note::parse(&self.archive.checkpoint()?)?;
        self.introduced = note.verify(std::slice::from_ref(&signer)).is_ok();
        if !self.introduced {
            let keys = keys(&self.archive);
            let folder = self.folder.path.display().to_string();
            note.verify(&keys)
                .map_err(|error| trouble!("error-log-damaged", folder = folder).because(&error))?;
            self.introduced = keys.contains(&signer);
        }
        let seen = self.home.remembered(self.archive.origin());
        self.continuous = seen.is_none_or(|head| self.archive.contains(&head).unwrap_or(false));
        if !self.continuous {
            let memory = self.home.memory(self.archive.origin()).display().to_string();
            out::note(&tr!("note-rewritten", memory = memory));
        }
        Ok(())
    }

    /// Enters this person's key into the log before its first signature.
    fn introduce_key(&mut self) -> anyhow::Result<()> {
        if !std::mem::replace(&mut self.introduced, true) {
            let key = self.archive.signer().context("the case was opened to write")?.to_string();
            self.record(Event::KeyAdded { key })?;
        }
        Ok(())
    }

    fn remember_head(&self) {
        if !self.continuous {
            return;
        }
        if let Ok(checkpoint) = self.archive.checkpoint() {
            self.home.remember(self.archive.origin(), &checkpoint);
        }
    }

    /// The person's own folder.
    #[must_use]
    pub fn home(&self) -> &Home {
        &self.home
    }
}

/// The keys that the log names, as far as its entries can be read.
#[must_use]
pub fn keys(archive: &Archive) -> Vec<VerifierKey> {
    archive
        .entries(0)
        .filter_map(|entry| match entry {
            Ok((_, EntryBody::Present(entry))) => match entry.event {
                Event::Created { key, .. } | Event::KeyAdded { key } => key.parse().ok(),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn new_entry(by: &str, event: Event) -> NewEntry {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).expect("the system gave random bytes for the key already");
    NewEntry { at: Timestamp::now(), by: by.to_owned(), event, salt }
}

pub(crate) fn of_catalogue(error: case::OpenError) -> anyhow::Error {
    let key = match &error {
        case::OpenError::Missing { .. } => "error-catalogue-missing",
        case::OpenError::Newer { .. } => "error-catalogue-newer",
        case::OpenError::Older { .. } => "error-catalogue-older",
        case::OpenError::NotACatalogue { .. } => "error-catalogue-damaged",
        // The same sentence as anywhere else.
        case::OpenError::Storage(_) => return error.into(),
        _ => "error-catalogue-unreadable",
    };
    trouble!(key).because(&error).into()
}

fn storage_of_create(error: archive::CreateError, path: &Path) -> anyhow::Error {
    match error {
        archive::CreateError::Exists => {
            trouble!("error-case-exists", folder = path.display().to_string()).into()
        }
        archive::CreateError::Storage(error)
        | archive::CreateError::Append(archive::AppendError::NotDurable(error)) => {
            storage(&error, path).into()
        }
        archive::CreateError::Append(error) => error.into(),
    }
}
