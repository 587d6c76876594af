//! What leaves a case for others to check. Each export is entered into the log.

use archive::bundle::{BundleFile, bundle};
use model::{Event, ItemId};

use crate::case_folder::{OpenCase, keys};

/// An item's proof: what a stranger needs to check it without Habeas, but for the original.
pub struct Proof {
    /// The name under which the item was first taken in.
    pub name: String,
    /// The log entries that it proves: each collection of the item.
    pub entries: Vec<u64>,
    /// The files.
    pub files: Vec<BundleFile>,
}

/// Makes an item's proof.
///
/// # Errors
/// When every custody record of it was erased, or the log cannot be read.
pub fn proof(case: &OpenCase, item: ItemId) -> anyhow::Result<Proof> {
    let custody = case.catalogue.custody(item)?;
    let Some(name) = custody.first().map(|row| row.custody.name.clone()) else {
        return Err(trouble!("error-custody-erased", item = item.to_string()).into());
    };
    let entries: Vec<u64> = custody.iter().map(|row| row.entry).collect();
    let files = bundle(&case.archive, &entries, &keys(&case.archive))?;
    Ok(Proof { name, entries, files })
}

/// Enters into the log that a proof was handed out.
///
/// # Errors
/// When the log does not take it.
pub fn record_proof(case: &mut OpenCase, item: ItemId) -> anyhow::Result<()> {
    case.record(Event::Exported { what: "proof".into(), item: Some(item) })?;
    Ok(())
}
