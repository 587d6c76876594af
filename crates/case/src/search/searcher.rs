//! Asking the index.

use std::path::Path;

use super::errors::{IndexError, SearchError};
use super::found::Found;
use super::request::Request;
use crate::catalogue::Catalogue;

/// A reader of the index: cheap to clone, shared between threads. It sees the state of its opening until
/// [`Searcher::reload`].
#[derive(Debug, Clone)]
pub struct Searcher {}

impl Searcher {
    /// Opens the index in `folder`. Works on read-only media and beside a writer.
    ///
    /// # Errors
    /// When there is none, or it is damaged or of another version.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let _ = folder;
        Ok(Self {})
    }

    /// Sees what was committed since; all clones do.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn reload(&self) -> Result<(), IndexError> {
        Ok(())
    }

    /// Answers a request. `catalogue` is the one that the index follows; texts come out of it.
    ///
    /// # Errors
    /// When the query cannot be read, or the index or catalogue cannot.
    pub fn search(&self, catalogue: &Catalogue, request: &Request) -> Result<Found, SearchError> {
        let _ = (catalogue, request);
        let (hits, facets) = (Vec::new(), Vec::new());
        Ok(Found { total: 0, hits, facets, reading: request.words.clone(), nearest: None, behind: 0 })
    }
}
