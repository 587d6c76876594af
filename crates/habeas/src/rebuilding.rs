//! Catalogue, search index, annotations, lists and register made anew beside the standing ones, to take their place or to be compared
//! with them.
//! Touches neither originals nor log.

use std::fs;

use case::Catalogue;
use case::lists::Lists;
use case::register::Register;
use case::said::Annotations;
use case::search::{Index, Searcher};

use crate::annotating;
use crate::case_folder::{ANNOTATIONS, CATALOGUE, CaseFolder, Following, INDEX, OpenCase, of_catalogue};
use crate::home::Home;
use crate::listing::{self, LISTS};
use crate::register::REGISTER;
use crate::trouble::storage;

/// A catalogue in the making. One that a stopped rebuild left behind goes at the next opening to write: it may hold
/// text that is erased since.
const REBUILDING: &str = "derived/catalogue.rebuilding";

/// A search index in the making, beside [`REBUILDING`].
const INDEX_REBUILDING: &str = "derived/index.rebuilding";

/// Annotations in the making, likewise.
const ANNOTATIONS_REBUILDING: &str = "derived/annotations.rebuilding";

/// Lists in the making, likewise.
const LISTS_REBUILDING: &str = "derived/lists.rebuilding";

/// The register in the making, likewise.
const REGISTER_REBUILDING: &str = "derived/register.rebuilding";

impl CaseFolder {
    /// Opens the case with an empty catalogue, index, annotations and lists beside the standing ones, to read everything
    /// again. When `frozen`, only to compare: nothing may be added.
    ///
    /// # Errors
    /// As [`CaseFolder::open_to_write`].
    pub fn open_beside(self, by: &str, home: Home, frozen: bool) -> anyhow::Result<OpenCase> {
        // Locked even to compare: another rebuild would take the fresh catalogue away.
        let archive = self.archive_to_write(&home)?;
        self.remove_rebuilding()?;
        let fresh = self.path.join(REBUILDING);
        fresh.parent().map(fs::create_dir_all).transpose().map_err(|error| storage(&error, &self.path))?;
        let catalogue = Catalogue::create(&fresh, extract::VERSION).map_err(of_catalogue)?;
        let index = Index::open_or_create(&self.path.join(INDEX_REBUILDING))?;
        let annotations =
            Annotations::open_or_create(&self.path.join(ANNOTATIONS_REBUILDING), annotating::RULES)?;
        let lists = Lists::open_or_create(&self.path.join(LISTS_REBUILDING), listing::RULES)?;
        let register = Register::open_or_create(&self.path.join(REGISTER_REBUILDING))?;
        let following = Following { index, annotations, lists, register };
        let mut case = self.join(archive, catalogue, following, by, home);
        case.frozen = frozen;
        if !frozen {
            case.check_head()?;
        }
        // The index takes items up once they are read.
        case.fold_log()?;
        Ok(case)
    }

    /// Removes what a stopped rebuild left behind.
    pub(crate) fn remove_rebuilding(&self) -> anyhow::Result<()> {
        self.remove_catalogue(REBUILDING)?;
        Annotations::remove(&self.path.join(ANNOTATIONS_REBUILDING))?;
        Lists::remove(&self.path.join(LISTS_REBUILDING))?;
        Register::remove(&self.path.join(REGISTER_REBUILDING))?;
        Ok(Index::remove(&self.path.join(INDEX_REBUILDING))?)
    }

    /// Removes a catalogue with whatever SQLite keeps beside it.
    fn remove_catalogue(&self, name: &str) -> anyhow::Result<()> {
        for suffix in ["", "-wal", "-shm"] {
            match fs::remove_file(self.path.join(format!("{name}{suffix}"))) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(storage(&error, &self.path).into());
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl OpenCase {
    /// Opens the index made beside the standing one to read.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn searcher(&self) -> anyhow::Result<Searcher> {
        Ok(Searcher::open(&self.folder.path.join(INDEX_REBUILDING))?)
    }

    /// Opens the annotations made beside the standing ones to read.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn annotated_anew(&self) -> anyhow::Result<Annotations> {
        Ok(Annotations::open(&self.folder.path.join(ANNOTATIONS_REBUILDING))?)
    }

    /// Opens the lists made beside the standing ones to read.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn listed_anew(&self) -> anyhow::Result<Lists> {
        Ok(Lists::open(&self.folder.path.join(LISTS_REBUILDING))?)
    }

    /// Opens the register made beside the standing one to read.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn registered_anew(&self) -> anyhow::Result<Register> {
        Ok(Register::open(&self.folder.path.join(REGISTER_REBUILDING))?)
    }

    /// Ends a rebuild: catalogue and index made beside the standing ones take their place.
    ///
    /// # Errors
    /// When the case folder refuses; at worst there is no catalogue then, and the next opening makes one.
    pub fn take_the_place(self) -> anyhow::Result<()> {
        let Self { folder, archive, catalogue, index, annotations, lists, register, .. } = self;
        drop((catalogue, index, annotations, lists, register));
        let moved = |from: &str, to: &str| {
            fs::rename(folder.path.join(from), folder.path.join(to))
                .map_err(|error| storage(&error, &folder.path))
        };
        // What follows the catalogue goes first and comes last: it must never stand beside one that it does not follow.
        Index::remove(&folder.path.join(INDEX))?;
        Annotations::remove(&folder.path.join(ANNOTATIONS))?;
        Lists::remove(&folder.path.join(LISTS))?;
        Register::remove(&folder.path.join(REGISTER))?;
        folder.remove_catalogue(CATALOGUE)?;
        moved(REBUILDING, CATALOGUE)?;
        moved(INDEX_REBUILDING, INDEX)?;
        moved(ANNOTATIONS_REBUILDING, ANNOTATIONS)?;
        moved(LISTS_REBUILDING, LISTS)?;
        moved(REGISTER_REBUILDING, REGISTER)?;
        drop(archive);
        Ok(())
    }

    /// Ends a comparison: catalogue and index made beside the standing ones go.
    ///
    /// # Errors
    /// When the case folder refuses.
    pub fn discard(self) -> anyhow::Result<()> {
        let Self { folder, archive, catalogue, index, annotations, lists, register, .. } = self;
        drop((catalogue, index, annotations, lists, register));
        folder.remove_rebuilding()?;
        drop(archive);
        Ok(())
    }
}
