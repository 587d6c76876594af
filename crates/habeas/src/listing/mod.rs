//! Joins the room that finds lists and the case: declared lists are read row by row as soon as the log or their item
//! changes; what else looks like a list of people is searched for after an intake. In bounded memory; an item on which the
//! search fails stops nothing: it is named.

pub mod declaring;
mod lines;
mod reading;
mod searching;

use case::Catalogue;
use case::lists::{Lists, ListsError};

use crate::case_folder::{CaseFolder, OpenCase};
use crate::intake::Summary;

/// Lists of people, in their place in the case folder.
pub const LISTS: &str = "derived/lists.sqlite";

/// The version of the rules that find and cut lists: it goes up with every change of them, so that a newer program finds
/// and cuts them again.
pub const RULES: u32 = 3;

/// Changes read from the catalogue at once.
const AT_ONCE: u64 = 256;

impl CaseFolder {
    /// Opens the lists of people to read. They may be behind the catalogue.
    ///
    /// # Errors
    /// When they are missing, damaged, or of another version.
    pub fn lists(&self) -> Result<Lists, ListsError> {
        Lists::open(&self.path.join(LISTS))
    }
}

/// Brings the declared lists up to the log and the catalogue: what was erased leaves the file, and every list that was
/// declared, corrected or read anew is read.
///
/// # Errors
/// When the catalogue cannot be read or the lists cannot be written.
pub fn follow(lists: &mut Lists, catalogue: &Catalogue) -> Result<(), ListsError> {
    lists.follow(catalogue)?;
    for (entry, list) in lists.due()? {
        reading::read(lists, catalogue, entry, &list)?;
        lists.commit()?;
    }
    lists.forget(catalogue)
}

/// Ends an intake: searches what it read for lists of people, and reads declared lists whose items it read.
///
/// # Errors
/// When the intake failed, and as [`search`].
pub fn finish(case: &mut OpenCase, taken: anyhow::Result<Summary>) -> anyhow::Result<Summary> {
    let searched = taken.and_then(|summary| {
        follow(&mut case.lists, &case.catalogue)?;
        search(&mut case.lists, &case.catalogue)?;
        Ok(summary)
    });
    searched.map_err(|error| case.stopped(error))
}

/// Searches every item that changed since the lists last followed the catalogue. What was finished counts, so that a
/// stopped run goes on from there.
///
/// # Errors
/// When the catalogue cannot be read or the lists cannot be written.
pub fn search(lists: &mut Lists, catalogue: &Catalogue) -> Result<(), ListsError> {
    loop {
        let changes = lists.changes(catalogue, AT_ONCE)?;
        if changes.is_empty() {
            return lists.finish();
        }
        for change in changes {
            let item = change.item.map_or(Ok(None), |item| catalogue.item(item))?;
            let found = item.as_ref().map_or(Ok(None), |item| searching::search(catalogue, item))?;
            match found {
                Some(found) => lists.searched(change.number, &found)?,
                None => {
                    let gone = item.is_none_or(|item| item.line.state == model::LedgerState::Erased);
                    lists.drop_item(change.number, gone)?;
                }
            }
            lists.reach(change.change)?;
        }
        lists.commit()?;
    }
}
