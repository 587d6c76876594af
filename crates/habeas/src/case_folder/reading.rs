//! A case's files opened to read, beside whoever writes. Makes and changes nothing.

use std::sync::Arc;

use archive::Archive;
use case::said::{Annotations, AnnotationsError};
use case::search::{IndexError, Searcher};
use case::{Access, Catalogue};

use super::{ANNOTATIONS, CaseFolder, INDEX, of_catalogue};
use crate::listing::LISTS;

impl CaseFolder {
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

    /// Opens what annotation found to read, beside the declared lists. It may be behind the catalogue.
    ///
    /// # Errors
    /// When it is missing, damaged, or of another version.
    pub fn annotations(&self) -> Result<Annotations, AnnotationsError> {
        let annotations = Annotations::open(&self.path.join(ANNOTATIONS))?;
        annotations.beside_lists(&self.path.join(LISTS))?;
        Ok(annotations)
    }
}
