//! Joins the room that finds lists and the case: declared lists are read row by row as soon as the log or their item
//! changes; what else looks like a list of people is searched for after an intake. In bounded memory; an item on which the
//! search fails stops nothing: it is named.

mod reading;

use case::Catalogue;
use case::lists::{Lists, ListsError};

/// The version of the rules that find and cut lists: it goes up with every change of them, so that a newer program finds
/// and cuts them again.
pub const RULES: u32 = 1;

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
