//! Writing the index: it follows the catalogue from change to change, and after an erasure leaves no word of what was
//! erased in its files. Nothing of it is ground state; a crash costs what was not committed, and the next opening goes
//! on from there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Custody, LedgerState};
use tantivy::Term;
use tantivy::indexer::{IndexWriter, LogMergePolicy, NoMergePolicy};

use super::entry::{Entry, Room};
use super::errors::IndexError;
use super::facts::Facts;
use super::folder::{self, Mark};
use super::schema::{Fields, schema};
use super::stretches::{Divider, Stretch};
use crate::catalogue::{Catalogue, Change, QueryError};

/// Memory that the index may take before it writes a file, in bytes.
const MEMORY_BYTES: usize = 64 << 20;

/// Bytes of text that may wait for the index.
const WAITING_BYTES: usize = 16 << 20;

/// Changes read from the catalogue at once.
const AT_ONCE: u64 = 512;

/// The one writer of an index.
pub struct Index {
    path: PathBuf,
    index: tantivy::Index,
    fields: Fields,
    /// Made when there is first something to write.
    writer: Option<IndexWriter<Entry>>,
    room: Arc<Room>,
    /// What the next commit will say.
    mark: Mark,
    /// Whether there is something to commit.
    dirty: bool,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("path", &self.path).field("mark", &self.mark).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index in `folder`, or makes an empty one where none is that this program can read.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open_or_create(folder: &Path) -> Result<Self, IndexError> {
        let (index, mark) = folder::open_or_make(folder)?;
        let room = Room::new(WAITING_BYTES);
        let (path, fields, writer) = (folder.to_owned(), schema().1, None);
        let mut opened = Self { path, index, fields, writer, room, mark, dirty: mark.change == 0 };
        // A reader must find a mark even before there is anything to read.
        if opened.dirty {
            opened.write_mark()?;
        }
        Ok(opened)
    }

    /// Removes the index in `folder`, if there is one. Nobody may have it open to write.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn remove(folder: &Path) -> Result<(), IndexError> {
        folder::remove(folder)
    }

    /// Notes, and keeps across a crash, that what the catalogue commits next erases something: the commit that takes it
    /// up leaves no word of it in the files. The index sees for itself that an item is erased, but not that a name is.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn expect_erasure(&mut self) -> Result<(), IndexError> {
        self.mark.purge = true;
        self.write_mark()
    }

    /// Adds what the catalogue has changed since, as of its last commit; call it with nothing uncommitted in the
    /// catalogue. Items that wait to be read are left for [`Index::finish`]. Nothing counts before [`Index::commit`].
    ///
    /// # Errors
    /// When the index cannot be written or the catalogue not be read; what was not committed is lost then, and the
    /// next opening goes on from the last commit.
    pub fn follow(&mut self, catalogue: &Catalogue) -> Result<(), IndexError> {
        let _still = catalogue.still()?;
        loop {
            let changes = catalogue.changes(self.mark.change, AT_ONCE)?;
            let Some(last) = changes.last() else { return Ok(()) };
            let last = last.change;
            for change in &changes {
                self.take(catalogue, change, false)?;
            }
            (self.mark.change, self.dirty) = (last, true);
        }
    }

    /// Makes permanent what was added, visible to readers that open or reload; after an erasure no word of what was
    /// erased is left in the files. Does nothing when nothing was added.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if self.dirty {
            self.write_mark()?;
        }
        if self.mark.purge {
            self.purge()?;
        }
        Ok(())
    }

    /// Ends a run: follows the catalogue, takes up by their names the items that are still unread, and commits.
    ///
    /// # Errors
    /// As [`Index::follow`].
    pub fn finish(&mut self, catalogue: &Catalogue) -> Result<(), IndexError> {
        self.follow(catalogue)?;
        if self.mark.skipped {
            for number in catalogue.numbers_in_state(LedgerState::Unread)? {
                let item = catalogue.id_numbered(number)?;
                self.take(catalogue, &Change { change: self.mark.change, number, item }, true)?;
            }
            (self.mark.skipped, self.dirty) = (false, true);
        }
        self.commit()?;
        // Merging goes on behind; whoever ends the process waits for it here.
        match self.writer.take() {
            Some(writer) => Ok(writer.wait_merging_threads()?),
            None => Ok(()),
        }
    }

    /// How many items changed since the index last took changes up.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn behind(&self, catalogue: &Catalogue) -> Result<u64, IndexError> {
        Ok(catalogue.changes_after(self.mark.change)?)
    }

    fn writer(&mut self) -> Result<&mut IndexWriter<Entry>, IndexError> {
        if self.writer.is_none() {
            let writer = self.index.writer_with_num_threads(1, MEMORY_BYTES)?;
            writer.set_merge_policy(Box::new(LogMergePolicy::default()));
            // Files of a commit that was cut off bear the names that the same commit now wants to make.
            writer.garbage_collect_files().wait()?;
            self.writer = Some(writer);
        }
        Ok(self.writer.as_mut().expect("made in the lines above"))
    }

    /// Takes one item up anew; an unread one only when `unread`.
    fn take(&mut self, catalogue: &Catalogue, change: &Change, unread: bool) -> Result<(), IndexError> {
        let item = change.item.map_or(Ok(None), |item| catalogue.item(item))?;
        let state = item.as_ref().map(|item| item.line.state);
        if state == Some(LedgerState::Unread) && !unread {
            self.mark.skipped = true;
            return Ok(());
        }
        let (fields, room) = (self.fields, self.room.clone());
        // Words that leave for somebody's safety must not stay in files that only say they are deleted.
        self.mark.purge |= state.is_none_or(|state| state == LedgerState::Erased);
        self.dirty = true;
        let writer = self.writer()?;
        writer.delete_term(Term::from_field_u64(fields.number, change.number));
        let Some(item) = item else { return Ok(()) };
        let custody: Vec<Custody> =
            catalogue.custody(item.line.item)?.into_iter().map(|row| row.custody).collect();
        let mut facts = None;
        let gather =
            |sample: &str| Facts::of(catalogue, change.number, &item, &custody, sample).map(Arc::new);
        let mut add = |stretch: Stretch| -> Result<(), IndexError> {
            let facts = match &facts {
                Some(facts) => Arc::clone(facts),
                None => Arc::clone(facts.insert(gather(&stretch.text)?)),
            };
            let _share = room.share(stretch.text.len());
            match writer.add_document(Entry { fields, facts, stretch, _share }) {
                Ok(_) => Ok(()),
                // Only that the writing thread has ended is known here; joining it tells why.
                Err(error) => Err(writer.prepare_commit().err().unwrap_or(error).into()),
            }
        };
        let (mut divider, mut outcome) = (Divider::default(), Ok(()));
        if item.line.reading.is_some() {
            let read = catalogue.each_text(item.line.item, |text| {
                divider.push(text, |stretch| {
                    if outcome.is_ok() {
                        outcome = add(stretch);
                    }
                });
                outcome.is_ok()
            });
            match read {
                Ok(()) => {}
                Err(QueryError::Storage(error)) => return Err(error.into()),
                Err(_) => return Err(crate::catalogue::StorageError::contradiction().into()),
            }
        }
        outcome?;
        divider.finish().map_or(Ok(()), add)
    }

    fn write_mark(&mut self) -> Result<(), IndexError> {
        let mark = self.mark;
        let text = serde_json::to_string(&mark).expect("a few plain fields");
        let writer = self.writer()?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&text);
        commit.commit()?;
        self.dirty = false;
        Ok(())
    }

    /// Writes anew every file that holds words of deleted stretches.
    fn purge(&mut self) -> Result<(), IndexError> {
        // Merges under way hold files of their own; they end first.
        if let Some(writer) = self.writer.take() {
            writer.wait_merging_threads()?;
        }
        let writer = self.writer()?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let metas = writer.index().searchable_segment_metas()?;
        for meta in metas.iter().filter(|meta| meta.has_deletes()) {
            writer.merge(&[meta.id()]).wait()?;
        }
        writer.garbage_collect_files().wait()?;
        self.mark.purge = false;
        self.write_mark()?;
        let writer = self.writer()?;
        writer.garbage_collect_files().wait()?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(())
    }
}
