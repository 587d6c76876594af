//! Verification: hashes everything again and names each change, loss and addition. Repairs nothing, and says of an
//! erased thing that it was erased, not that it is damaged.

mod report;
mod unfinished;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use model::{Digest, Event, ItemId};
use sha2::{Digest as _, Sha256};

use crate::archive::{CHECKPOINT, original_path, parse_leaves};
use crate::checkpoint::Checkpoint;
use crate::disk::Disk;
use crate::entry;
use crate::merkle::{Hash, leaf_hash, sha256};
use crate::note::{Note, NoteError};
use crate::tile::{self, Kind};

pub use report::{Finding, Report};

/// Verifies the case on `disk` with `threads` threads, against `earlier` checkpoints (verified ones, from proofs or
/// from this program's memory). `progress` is called with bytes done and bytes expected. Takes no lock: what another
/// process writes meanwhile is told apart from what nobody accounts for.
///
/// # Errors
/// Only when a folder cannot be listed at all; everything else is a finding.
pub fn verify(
    disk: &dyn Disk,
    earlier: &[Checkpoint],
    threads: usize,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> io::Result<Report> {
    let mut report = Report::default();
    let logged: BTreeSet<String> = disk.list("log")?.into_iter().collect();
    let most = most_entries(disk, &logged)?;
    let note = read_note(disk);
    let head = read_head(note.as_ref(), most);
    if head.is_none() {
        report.findings.push(Finding::CheckpointUnreadable);
    }
    let size = head.as_ref().map_or_else(|| size_by_bundles(&logged).min(most), |head| head.size);
    report.entries = size;
    if let Some(head) = &head {
        report.origin.clone_from(&head.origin);
        report.root = Some(head.root);
    }

    let bodies = Bodies::read(disk, size);
    let tree = Tree::read(disk, size, &bodies);
    let (hashes, holds) = tree.settle(head.as_ref());
    if !holds {
        report.findings.push(Finding::RootMismatch);
    }
    check_tiles(disk, &hashes, &logged, &tree, &mut report.findings);
    for head in earlier {
        let fits = head.size <= size && root_over(&hashes, head.size) == head.root;
        if !fits || head.origin != report.origin {
            report.findings.push(Finding::Rewritten { size: head.size });
        }
    }

    let account = Account::read(disk, size, &hashes, &bodies, &mut report);
    check_signature(note.as_ref(), &mut report);
    check_additions(disk, "entries", &mut report.findings, |path| {
        path.strip_suffix(".json").is_some() && account.entry_paths.contains(path)
    })?;
    check_originals(disk, &account, threads, progress, &mut report)?;
    unfinished::set_aside(disk, most, &mut report);
    report.findings.sort_unstable();
    report.findings.dedup();
    Ok(report)
}

fn read_note(disk: &dyn Disk) -> Option<Note> {
    Note::parse(&String::from_utf8(disk.read(CHECKPOINT).ok()?).ok()?).ok()
}

/// The head that a note holds. One that promises more than `most` entries is no head of this log but rubbish, and naming each
/// entry that it promises would never end.
fn read_head(note: Option<&Note>, most: u64) -> Option<Checkpoint> {
    Checkpoint::parse(&note?.text).ok().filter(|head| head.size <= most)
}

/// How many entries the log can have had: each has left a file of its own or stands in a bundle, but for this many lost.
fn most_entries(disk: &dyn Disk, logged: &BTreeSet<String>) -> io::Result<u64> {
    const LOST: u64 = 1 << 20;
    let bodies = disk.list("entries")?.len() as u64;
    Ok(bodies + logged.len() as u64 * tile::WIDTH + LOST)
}

/// Without a checkpoint: as many entries as the bundles' names promise.
fn size_by_bundles(logged: &BTreeSet<String>) -> u64 {
    let index = |path: &str| -> Option<u64> {
        let path = path.strip_prefix("log/tile/entries/")?;
        let (number, width) = path.split_once(".p/").map_or((path, Some(256)), |(n, w)| (n, w.parse().ok()));
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u64>().ok()?.checked_mul(tile::WIDTH)?.checked_add(width?)
    };
    logged.iter().filter_map(|path| index(path)).max().unwrap_or(0)
}

/// SHA-256 of each entry file that is there.
struct Bodies(Vec<Option<Digest>>);

impl Bodies {
    fn read(disk: &dyn Disk, size: u64) -> Self {
        Self((0..size).map(|index| disk.read(&entry::path(index)).ok().map(|bytes| sha256(&bytes))).collect())
    }
}

/// What three places say of each leaf's hash: level-0 tiles, entry bundles, entry files.
struct Tree {
    tiles: Vec<Option<Hash>>,
    bundles: Vec<Option<Hash>>,
    bodies: Vec<Option<Hash>>,
    malformed: Vec<String>,
}

impl Tree {
    fn read(disk: &dyn Disk, size: u64, bodies: &Bodies) -> Self {
        let mut tree = Self {
            tiles: Vec::new(),
            bundles: Vec::new(),
            bodies: bodies.0.iter().map(|body| body.map(|digest| leaf_hash(digest.bytes()))).collect(),
            malformed: Vec::new(),
        };
        for tile in tile::tiles(size) {
            let (target, hashes) = match tile.kind {
                Kind::Hashes(0) => (&mut tree.tiles, None),
                Kind::Entries => (&mut tree.bundles, Some(())),
                Kind::Hashes(_) => continue,
            };
            let path = format!("log/{}", tile.path());
            let width = usize::from(tile.width);
            let read = disk.read(&path).ok();
            let parsed = read.as_ref().and_then(|bytes| match hashes {
                None => tile::parse_hashes(bytes, tile.width),
                Some(()) => parse_leaves(bytes, tile.width)
                    .map(|leaves| leaves.iter().map(|leaf| leaf_hash(leaf.bytes())).collect()),
            });
            if read.is_some() && parsed.is_none() {
                tree.malformed.push(path);
            }
            match parsed {
                Some(hashes) => target.extend(hashes.into_iter().map(Some)),
                None => target.extend(std::iter::repeat_n(None, width)),
            }
        }
        tree
    }

    /// The leaf hashes that lead to the checkpoint's root, and whether any do. Where one place is damaged, another
    /// may still hold the truth; the root decides which.
    fn settle(&self, head: Option<&Checkpoint>) -> (Vec<Hash>, bool) {
        let orders = [
            [&self.tiles, &self.bundles, &self.bodies],
            [&self.bundles, &self.tiles, &self.bodies],
            [&self.bodies, &self.bundles, &self.tiles],
        ];
        let candidate = |order: [&Vec<Option<Hash>>; 3]| -> Vec<Hash> {
            (0..self.bodies.len())
                .map(|at| order.iter().find_map(|source| source[at]).unwrap_or_default())
                .collect()
        };
        let mut majority = Vec::with_capacity(self.bodies.len());
        for at in 0..self.bodies.len() {
            let votes = [self.tiles[at], self.bundles[at], self.bodies[at]];
            let agreed = votes
                .iter()
                .flatten()
                .find(|hash| votes.iter().flatten().filter(|other| other == hash).count() >= 2);
            majority.push(agreed.or(votes.iter().flatten().next()).copied().unwrap_or_default());
        }
        let mut candidates = vec![majority];
        candidates.extend(orders.map(candidate));
        let Some(head) = head else { return (candidates.swap_remove(0), true) };
        match candidates.iter().position(|hashes| root_over(hashes, head.size) == head.root) {
            Some(at) => (candidates.swap_remove(at), true),
            None => (candidates.swap_remove(0), false),
        }
    }
}

fn root_over(hashes: &[Hash], size: u64) -> Hash {
    struct Leaves<'h>(&'h [Hash]);
    impl crate::merkle::Subtrees for Leaves<'_> {
        type Error = std::convert::Infallible;
        fn subtree(&mut self, height: u32, index: u64) -> Result<Hash, Self::Error> {
            let (from, width) = ((index << height) as usize, 1usize << height);
            Ok(tile::fold(&self.0[from..from + width]))
        }
    }
    if size == 0 {
        return crate::merkle::empty_root();
    }
    match crate::merkle::root_of(&mut Leaves(hashes), 0, size) {
        Ok(root) => root,
        Err(never) => match never {},
    }
}

/// Compares every tile on disk with the tile that the leaf hashes make.
fn check_tiles(
    disk: &dyn Disk,
    hashes: &[Hash],
    logged: &BTreeSet<String>,
    tree: &Tree,
    findings: &mut Vec<Finding>,
) {
    let size = hashes.len() as u64;
    // Each level's hashes, from the leaves up.
    let mut levels = vec![hashes.to_vec()];
    while let Some(below) = levels.last().filter(|below| below.len() as u64 >= tile::WIDTH) {
        levels.push(below.as_chunks::<256>().0.iter().map(|full| tile::fold(full)).collect());
    }
    let required: BTreeSet<String> = tile::tiles(size).map(|tile| format!("log/{}", tile.path())).collect();
    for path in required.iter().filter(|path| !logged.contains(*path)) {
        findings.push(Finding::TileLost { path: path.clone() });
    }
    for path in logged {
        let Some(place) = path.strip_prefix("log/tile/") else {
            if path != CHECKPOINT {
                findings.push(Finding::Addition { path: path.clone() });
            }
            continue;
        };
        let Some((kind, index, width)) = parse_tile_path(place) else {
            findings.push(Finding::Addition { path: path.clone() });
            continue;
        };
        let from = (index * tile::WIDTH) as usize;
        let range = from..from + usize::from(width);
        let intact = match kind {
            Kind::Hashes(level) => match levels.get(usize::from(level)).and_then(|level| level.get(range)) {
                Some(expected) => disk.read(path).is_ok_and(|bytes| bytes == expected.concat()),
                None => {
                    findings.push(Finding::Addition { path: path.clone() });
                    continue;
                }
            },
            Kind::Entries => match hashes.get(range) {
                Some(expected) => {
                    disk.read(path).ok().and_then(|bytes| parse_leaves(&bytes, width)).is_some_and(|leaves| {
                        leaves.iter().zip(expected).all(|(leaf, hash)| leaf_hash(leaf.bytes()) == *hash)
                    })
                }
                None => {
                    findings.push(Finding::Addition { path: path.clone() });
                    continue;
                }
            },
        };
        if !intact || tree.malformed.contains(path) {
            findings.push(Finding::TileChanged { path: path.clone() });
        }
    }
}

/// `0/x001/234.p/8` as kind, index and width; only in the spelling that [`tile::Tile::path`] gives.
fn parse_tile_path(place: &str) -> Option<(Kind, u64, u16)> {
    let (level, rest) = place.split_once('/')?;
    let kind = if level == "entries" { Kind::Entries } else { Kind::Hashes(level.parse().ok()?) };
    let (number, width) = match rest.split_once(".p/") {
        Some((number, width)) => (number, width.parse().ok()?),
        None => (rest, 256),
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let index = digits.parse().ok().filter(|index: &u64| index.checked_mul(2 * tile::WIDTH).is_some())?;
    let tile = tile::Tile { kind, index, width };
    (tile.path().strip_prefix("tile/") == Some(place)).then_some((kind, index, width))
}

/// What the intact entries account for.
struct Account {
    items: BTreeMap<ItemId, u64>,
    erased: BTreeMap<ItemId, String>,
    entry_paths: BTreeSet<String>,
}

impl Account {
    fn read(disk: &dyn Disk, size: u64, hashes: &[Hash], bodies: &Bodies, report: &mut Report) -> Self {
        let mut account =
            Self { items: BTreeMap::new(), erased: BTreeMap::new(), entry_paths: BTreeSet::new() };
        let mut absent = Vec::new();
        let mut erased_entries = BTreeMap::new();
        for index in 0..size {
            let path = entry::path(index);
            let Some(digest) = bodies.0[index as usize] else {
                absent.push(index);
                account.entry_paths.insert(path);
                continue;
            };
            let intact = leaf_hash(digest.bytes()) == hashes[index as usize];
            let body = disk.read(&path).ok().filter(|_| intact);
            match body.map(|bytes| entry::read(index, &bytes)) {
                None => report.findings.push(Finding::EntryChanged { index }),
                Some(Err(_)) => report.findings.push(Finding::EntryUnreadable { index }),
                Some(Ok(entry)) => account.note(entry.event, &mut erased_entries, report),
            }
            account.entry_paths.insert(path);
        }
        for index in absent {
            if !erased_entries.contains_key(&index) {
                report.findings.push(Finding::EntryLost { index });
            }
        }
        for index in erased_entries.keys() {
            if bodies.0.get(*index as usize).is_some_and(Option::is_some) {
                report.findings.push(Finding::ErasureUnfinished { path: entry::path(*index) });
            }
        }
        report.erased_entries = erased_entries.into_iter().collect();
        report.erased_items = account.erased.clone().into_iter().collect();
        account
    }

    fn note(&mut self, event: Event, erased_entries: &mut BTreeMap<u64, String>, report: &mut Report) {
        match event {
            Event::Created { key, .. } | Event::KeyAdded { key } => {
                if let Ok(key) = key.parse() {
                    report.keys.push(key);
                }
            }
            Event::Taken(custody) => {
                self.erased.remove(&custody.item);
                self.items.insert(custody.item, custody.size);
            }
            Event::ItemErased { item, reason } => {
                self.items.remove(&item);
                self.erased.insert(item, reason);
            }
            Event::EntryErased { index, item, reason, .. } => {
                if let Some(item) = item.filter(|item| !self.erased.contains_key(item)) {
                    self.items.entry(item).or_insert(0);
                }
                erased_entries.insert(index, reason);
            }
            Event::Verified { .. } | Event::Exported { .. } | Event::Decided(_) => {}
        }
    }
}

fn check_signature(note: Option<&Note>, report: &mut Report) {
    let Some(note) = note else { return };
    match note.verify(&report.keys) {
        Ok(signers) => report.signers = signers.into_iter().cloned().collect(),
        Err(NoteError::Forged { .. }) => report.findings.push(Finding::SignatureForged),
        Err(NoteError::Unknown | NoteError::Form) => report.findings.push(Finding::SignerUnknown),
    }
}

fn check_additions(
    disk: &dyn Disk,
    folder: &str,
    findings: &mut Vec<Finding>,
    known: impl Fn(&str) -> bool,
) -> io::Result<()> {
    let additions = disk.list(folder)?.into_iter().filter(|path| !known(path));
    findings.extend(additions.map(|path| Finding::Addition { path }));
    Ok(())
}

fn check_originals(
    disk: &dyn Disk,
    account: &Account,
    threads: usize,
    progress: &(dyn Fn(u64, u64) + Sync),
    report: &mut Report,
) -> io::Result<()> {
    let paths: BTreeMap<String, ItemId> =
        account.items.keys().map(|item| (original_path(*item), *item)).collect();
    let present: BTreeSet<String> = disk.list("originals")?.into_iter().collect();
    for path in &present {
        if paths.contains_key(path) {
            continue;
        }
        let erased = account.erased.keys().any(|item| original_path(*item) == *path);
        report.findings.push(if erased {
            Finding::ErasureUnfinished { path: path.clone() }
        } else {
            Finding::Addition { path: path.clone() }
        });
    }
    check_additions(disk, "incoming", &mut report.findings, |_| false)?;

    let total = account.items.values().sum();
    let work: Vec<(&String, &ItemId)> = paths.iter().collect();
    let next = AtomicUsize::new(0);
    let seen = Mutex::new((Vec::new(), 0u64, 0u64));
    let hash_all = || {
        while let Some((path, item)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
            let finding = match present.contains(*path).then(|| hash(disk, path)) {
                None => Some((Finding::OriginalLost { item: **item }, 0)),
                Some(Err(_)) => Some((Finding::OriginalUnreadable { item: **item }, 0)),
                Some(Ok((found, bytes))) if found == item.0 => {
                    let mut seen = seen.lock().expect("no thread panics while it holds the lock");
                    seen.1 += 1;
                    seen.2 += bytes;
                    progress(seen.2, total);
                    None
                }
                Some(Ok((found, bytes))) => Some((Finding::OriginalChanged { item: **item, found }, bytes)),
            };
            if let Some((finding, bytes)) = finding {
                let mut seen = seen.lock().expect("no thread panics while it holds the lock");
                seen.0.push(finding);
                seen.1 += u64::from(bytes > 0);
                seen.2 += bytes;
            }
        }
    };
    std::thread::scope(|scope| {
        (0..threads.max(1)).for_each(|_| {
            scope.spawn(hash_all);
        });
    });
    let (findings, originals, bytes) = seen.into_inner().expect("no thread panics while it holds the lock");
    report.findings.extend(findings);
    (report.originals, report.bytes) = (originals, bytes);
    Ok(())
}

fn hash(disk: &dyn Disk, path: &str) -> io::Result<(Digest, u64)> {
    let mut reader = disk.open(path)?;
    let (mut hasher, mut total) = (Sha256::new(), 0);
    let mut buffer = vec![0; 256 * 1024];
    loop {
        match reader.read(&mut buffer) {
            Ok(0) => return Ok((Digest(hasher.finalize().into()), total)),
            Ok(count) => {
                hasher.update(&buffer[..count]);
                total += count as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
