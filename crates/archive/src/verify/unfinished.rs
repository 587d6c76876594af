//! Tells what a write leaves lying about, cut off or going on right now, from what nobody accounts for. Decides
//! nothing about files that the verified head names.

use std::collections::BTreeSet;

use model::{Event, ItemId};

use super::{Finding, Report, parse_tile_path, read_head, read_note};
use crate::archive::{NEXT_CHECKPOINT, original_path};
use crate::disk::Disk;
use crate::entry;
use crate::journal::{self, Journal};
use crate::stage::INCOMING;
use crate::tile::{Kind, WIDTH};

/// Takes the files of unfinished writes, and of writes since the verified head, out of the findings. The log can hold at
/// most `most` entries.
pub(super) fn set_aside(disk: &dyn Disk, most: u64, report: &mut Report) {
    // The journal before the checkpoint: what it names is by then in the log or still unfinished.
    let journal = Journal::read(disk);
    let is_believed = journal.is_ok();
    let journal = journal.ok().flatten().unwrap_or_default();
    let since = Since::read(disk, report.entries, most);
    let passing = |path: &String| {
        path.starts_with(&format!("{INCOMING}/"))
            || path == NEXT_CHECKPOINT
            || path == journal::NEXT
            || (path == journal::PATH && is_believed)
            || journal.makes.contains(path)
            || since.made(path)
    };
    for finding in std::mem::take(&mut report.findings) {
        match finding {
            Finding::Addition { path } if passing(&path) => report.unfinished.push(path),
            Finding::TileLost { path } | Finding::TileChanged { path } if is_replaced(disk, &path) => {}
            Finding::OriginalLost { item } | Finding::OriginalUnreadable { item }
                if since.erased_items.contains(&item) => {}
            Finding::EntryLost { index } if since.erased_entries.contains(&index) => {}
            other => report.findings.push(other),
        }
    }
    report.unfinished.sort_unstable();
}

/// Whether a partial tile went because the full one is there (tlog-tiles, "Partial Tiles").
fn is_replaced(disk: &dyn Disk, path: &str) -> bool {
    let exists = |path: &str| disk.exists(path).unwrap_or(false);
    path.split_once(".p/").is_some_and(|(full, _)| !exists(path) && exists(full))
}

/// What the log says of the time since the verified head.
#[derive(Default)]
struct Since {
    from: u64,
    to: u64,
    originals: BTreeSet<String>,
    erased_items: BTreeSet<ItemId>,
    erased_entries: BTreeSet<u64>,
}

impl Since {
    fn read(disk: &dyn Disk, from: u64, most: u64) -> Self {
        let head = read_head(read_note(disk).as_ref(), most);
        let mut since = Self { from, to: head.map_or(from, |head| head.size.max(from)), ..Self::default() };
        for index in from..since.to {
            let entry = disk.read(&entry::path(index)).ok().and_then(|bytes| entry::read(index, &bytes).ok());
            match entry.map(|entry| entry.event) {
                Some(Event::Taken(custody)) => {
                    since.originals.insert(original_path(custody.item));
                }
                Some(Event::ItemErased { item, .. }) => {
                    since.erased_items.insert(item);
                }
                Some(Event::EntryErased { index, .. }) => {
                    since.erased_entries.insert(index);
                }
                _ => {}
            }
        }
        since
    }

    fn made(&self, path: &str) -> bool {
        let is_tile = |place| {
            parse_tile_path(place).is_some_and(|(kind, index, width)| {
                let count = match kind {
                    Kind::Hashes(level) => self.to.checked_shr(8 * u32::from(level)).unwrap_or(0),
                    Kind::Entries => self.to,
                };
                self.to > self.from && index * WIDTH + u64::from(width) <= count
            })
        };
        self.originals.contains(path)
            || path.strip_prefix("log/tile/").is_some_and(is_tile)
            || (path.starts_with("entries/") && (self.from..self.to).any(|index| entry::path(index) == path))
    }
}
