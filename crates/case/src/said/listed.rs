//! What stands in a row of a declared list: the register answers for it, so that the timeline and the figures can leave
//! it out, counted. Never decides what a list is.

use std::path::Path;

use super::errors::AnnotationsError;
use super::store::Annotations;
use crate::catalogue::{StorageError, immutable_uri, is_about_the_folder};
use crate::lists::Lists;

/// Which findings: by whether they stand in a row of a declared list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// All.
    #[default]
    Any,
    /// Those that stand in no such row.
    Outside,
    /// Those that stand in one.
    Within,
}

impl Annotations {
    /// Looks into the case's declared lists from now on, to tell what stands in their rows. Without a file of lists that
    /// this program can read nothing does.
    ///
    /// # Errors
    /// When the file cannot be read though it opens as lists.
    pub fn beside_lists(&self, path: &Path) -> Result<(), AnnotationsError> {
        if Lists::open(path).is_err() {
            return Ok(());
        }
        let attach = |name: &str| {
            let attached = self.file.conn.execute("ATTACH DATABASE ?1 AS lists", [name]).map(|_| ());
            attached.map_err(StorageError::from)
        };
        match attach(&path.to_string_lossy()) {
            Err(error) if is_about_the_folder(&error) => attach(&immutable_uri(path))?,
            attached => attached?,
        }
        Ok(())
    }

    /// The condition on a row of `table`, which has a span and is joined with `item`.
    pub(super) fn rows(&self, which: Rows, table: &str) -> Result<String, AnnotationsError> {
        let attached = "SELECT count(*) FROM pragma_database_list WHERE name = 'lists'";
        let attached = self.file.conn.query_row(attached, [], |row| row.get::<_, i64>(0))? > 0;
        // A span begins with its first code point, which is all that the cast reads. Rows of one list do not overlap.
        let first = format!("CAST({table}.span AS INTEGER)");
        let within = format!(
            "EXISTS (SELECT 1 FROM lists.list WHERE list.item = item.id AND {first} < (
                SELECT char_end FROM lists.record WHERE record.list = list.entry AND char_start <= {first}
                ORDER BY char_start DESC LIMIT 1))"
        );
        Ok(match which {
            Rows::Any => "1".to_owned(),
            Rows::Outside if attached => format!("NOT {within}"),
            Rows::Within if attached => within,
            Rows::Outside => "1".to_owned(),
            Rows::Within => "0".to_owned(),
        })
    }
}
