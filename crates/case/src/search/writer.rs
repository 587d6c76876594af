//! Writing the index.

use std::path::Path;

use super::errors::IndexError;
use crate::catalogue::Catalogue;

/// The one writer of an index.
pub struct Index {}

impl Index {
    /// Opens the index in `folder`, or makes an empty one when none is there that this program can read.
    ///
    /// # Errors
    /// When the folder cannot be written, or another program writes to it.
    pub fn open_or_create(folder: &Path) -> Result<Self, IndexError> {
        let _ = folder;
        Ok(Self {})
    }

    /// Brings the index up to the catalogue's last commit.
    ///
    /// # Errors
    /// When the index cannot be written or the catalogue not be read.
    pub fn follow(&mut self, catalogue: &Catalogue) -> Result<(), IndexError> {
        let _ = catalogue;
        Ok(())
    }
}
