//! Names in the texts that read the same as a person's: never taken for the person, only shown as the same name.

use std::collections::BTreeSet;

use case::register::{PersonView, folded};
use case::said::AnnotationsError;
use model::{CharSpan, ItemId};

use super::desk::Desk;
use crate::case_folder::CaseFolder;

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameName {
    /// The item.
    pub item: ItemId,
    /// Where it stands.
    pub span: CharSpan,
    /// Its exact characters.
    pub quote: String,
}

/// The names of people in the case's texts with the same words as a name of the person, in any order. Names of one word say
/// too little and are left out. Of an item that was read anew since it was annotated nothing is shown.
///
/// # Errors
/// When a file cannot be read.
pub fn mentions(folder: &CaseFolder, desk: &Desk, view: &PersonView) -> anyhow::Result<Vec<SameName>> {
    let words = |name: &str| folded(name).split(' ').map(str::to_owned).collect::<BTreeSet<String>>();
    let names: BTreeSet<BTreeSet<String>> = view
        .records
        .iter()
        .filter_map(case::register::RecordView::name)
        .map(|name| words(&name))
        .filter(|words| words.len() > 1)
        .collect();
    let annotations = match folder.annotations() {
        Err(AnnotationsError::Missing { .. }) => return Ok(Vec::new()),
        opened => opened?,
    };
    let mut found = Vec::new();
    for it in annotations.people()? {
        if !names.contains(&words(&it.words)) {
            continue;
        }
        let anchor = desk.anchor(it.item, it.name)?;
        if anchor.extraction == it.extraction && anchor.quote == it.words {
            found.push(SameName { item: it.item, span: it.name, quote: anchor.quote });
        }
    }
    Ok(found)
}
