//! Where members come from: the file at the top of a chain of containers, how deep a member lies under it, and how
//! much all that came out of one file may be. A single container's own limits are the reader's business.

use std::collections::BTreeMap;

use case::{Catalogue, StorageError};
use extract::Limits;
use model::{Defect, DefectKind, ItemId, Missing};

/// The item at the top of an item's containers by first custody, and how many containers lie between.
///
/// # Errors
/// When the catalogue cannot be read.
pub(super) fn lineage(catalogue: &Catalogue, item: ItemId) -> Result<(ItemId, u32), StorageError> {
    let (mut depth, mut at) = (0, item);
    while let Some(parent) = catalogue.item(at)?.and_then(|item| item.line.parent) {
        // Content-addressed containers cannot hold themselves; a damaged catalogue must not loop all the same.
        if parent.item == item || depth > 1000 {
            break;
        }
        (depth, at) = (depth + 1, parent.item);
    }
    Ok((at, depth))
}

/// What has come out of each file so far, over all its containers. An archive of archives grows by each layer; the
/// limits of one container are the limits of the whole.
#[derive(Debug, Default)]
pub(super) struct Family {
    spent: BTreeMap<ItemId, (u64, u64)>,
    refused: BTreeMap<ItemId, u64>,
}

impl Family {
    /// Whether one more member of `bytes` may come out of `root`; when not, `container` is owed a defect.
    pub fn admits(&mut self, root: ItemId, container: ItemId, bytes: u64, limits: &Limits) -> bool {
        let (total, members) = self.spent.entry(root).or_default();
        if total.saturating_add(bytes) > limits.total_bytes || *members >= limits.members {
            *self.refused.entry(container).or_default() += 1;
            return false;
        }
        *total += bytes;
        *members += 1;
        true
    }

    /// The defect that `container` is owed.
    pub fn defect(&mut self, container: ItemId, limits: &Limits) -> Option<Defect> {
        let refused = self.refused.remove(&container)?;
        let detail = format!(
            "everything out of one file together: at most {} bytes in {} members",
            limits.total_bytes, limits.members
        );
        Some(Defect::whole(DefectKind::TooLarge, Missing::Members(refused), detail))
    }
}

#[cfg(test)]
mod tests {
    use model::Digest;

    use super::*;

    #[test]
    fn a_file_is_bounded_over_all_its_containers() {
        let item = |byte| ItemId(Digest([byte; 32]));
        let limits = Limits { total_bytes: 100, members: 3, ..Limits::default() };
        let mut family = Family::default();
        assert!(family.admits(item(0), item(1), 60, &limits));
        assert!(!family.admits(item(0), item(2), 60, &limits), "too many bytes through another container");
        assert!(family.admits(item(9), item(9), 60, &limits), "another file has its own");
        assert!(family.admits(item(0), item(2), 40, &limits));
        assert!(family.admits(item(0), item(2), 0, &limits));
        assert!(!family.admits(item(0), item(2), 0, &limits), "too many members");
        assert_eq!(family.defect(item(1), &limits), None);
        assert_eq!(family.defect(item(2), &limits).map(|defect| defect.missing), Some(Missing::Members(2)));
    }
}
