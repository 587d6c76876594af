//! The fault table: every write of an append and of an erasure x {failed, failed but persisted, half done} x
//! {process killed, power cut}. Whatever happens: nothing acknowledged is lost, nothing half-written is visible,
//! and doing it again completes.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use archive::{Archive, EntryBody, merkle};
use common::{FAULTS, Fault, MemoryDisk, create, findings, new_entry, reopen, take};
use model::{Event, ItemId};

type Image = (&'static str, fn(&MemoryDisk) -> MemoryDisk);

const IMAGES: [Image; 2] = [("kill", MemoryDisk::after_kill), ("power cut", MemoryDisk::after_power_cut)];

fn item(text: &str) -> ItemId {
    ItemId(merkle::sha256(text.as_bytes()))
}

fn held(disk: &MemoryDisk, text: &str) -> bool {
    disk.files().get(&archive::original_path(item(text))).is_some_and(|bytes| bytes == text.as_bytes())
}

/// Runs `act` on a case of two acknowledged items, once for each write, fault and image, and hands what is left
/// over to `check` with whether `act` was acknowledged.
fn table(
    act: impl Fn(&mut Archive) -> Result<(), archive::AppendError>,
    check: impl Fn(&MemoryDisk, bool, &str),
) {
    let clean = MemoryDisk::default();
    let mut archive = create(&clean);
    take(&mut archive, &["uno", "dos"]).unwrap();
    let before = clean.writes();
    act(&mut archive).unwrap();
    let writes = clean.writes() - before;
    assert!(writes > 8, "the act writes in several steps");

    for at in 0..writes {
        for fault in FAULTS {
            for (image_name, image) in IMAGES {
                let place = format!("write {at} {fault:?}, then {image_name}");
                let disk = MemoryDisk::default();
                let mut archive = create(&disk);
                take(&mut archive, &["uno", "dos"]).unwrap();
                disk.fail(at, fault);
                let acknowledged = act(&mut archive).is_ok();
                drop(archive);
                let left = image(&disk);
                let archive = reopen(&left);
                assert_eq!(findings(&left), [], "{place}");
                for text in ["uno", "dos"] {
                    assert!(held(&left, text) || text == "dos", "{place}: {text}");
                }
                let leftover = |path: &String| {
                    path.starts_with("incoming/") || path.ends_with(".next") || path == "log/journal"
                };
                assert_eq!(left.files().keys().find(|path| leftover(path)), None, "{place}");
                drop(archive);
                check(&left, acknowledged, &place);
            }
        }
    }
}

#[test]
fn an_append_is_all_or_nothing() {
    let act = |archive: &mut Archive| take(archive, &["tres", "uno", "cuatro"]).map(drop);
    table(act, |disk, acknowledged, place| {
        let mut archive = reopen(disk);
        let whole = archive.size() == 6;
        assert!(whole || archive.size() == 3, "{place}: {} entries", archive.size());
        assert!(whole || !acknowledged, "{place}: acknowledged and lost");
        assert!(held(disk, "dos"), "{place}: an old item");
        for text in ["tres", "cuatro"] {
            assert_eq!(held(disk, text), whole, "{place}: {text}");
        }
        if !whole {
            take(&mut archive, &["tres", "uno", "cuatro"]).unwrap();
        }
        drop(archive);
        assert_eq!(reopen(disk).size(), 6, "{place}: again");
        assert_eq!(findings(disk), [], "{place}: again");
        assert!(held(disk, "tres") && held(disk, "cuatro"), "{place}: again");
    });
}

#[test]
fn a_long_logs_upper_tiles_outlive_a_write_that_is_undone() {
    // More than 256 entries: the tile above the leaves is partial, and stays so through the next write.
    let texts: Vec<String> = (0..300).map(|number| format!("acta {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let clean = MemoryDisk::default();
    take(&mut create(&clean), &texts).expect("taken");
    let act = |disk: &MemoryDisk| take(&mut reopen(disk), &["tres", "cuatro"]).map(drop);
    let whole = clean.after_kill();
    let before = whole.writes();
    act(&whole).expect("appended");
    for at in 0..whole.writes() - before {
        for fault in FAULTS {
            for (image_name, image) in IMAGES {
                let place = format!("write {at} {fault:?}, then {image_name}");
                let disk = clean.after_kill();
                let mut archive = reopen(&disk);
                disk.fail(at, fault);
                let acknowledged = take(&mut archive, &["tres", "cuatro"]).is_ok();
                drop(archive);
                let left = image(&disk);
                let size = reopen(&left).size();
                assert!(size == 303 || (size == 301 && !acknowledged), "{place}: {size}");
                assert_eq!(findings(&left), [], "{place}");
                act(&left).expect("again");
                assert_eq!(findings(&left), [], "{place}: again");
            }
        }
    }
}

#[test]
fn an_erasure_is_all_or_nothing() {
    let event = || Event::ItemErased { item: item("dos"), reason: "her family is threatened".into() };
    let act = |archive: &mut Archive| archive.erase_item(item("dos"), new_entry(event())).map(drop);
    table(act, |disk, acknowledged, place| {
        let archive = reopen(disk);
        let erased = archive.size() == 4;
        assert!(erased || !acknowledged, "{place}");
        assert_eq!(held(disk, "dos"), !erased, "{place}: bytes and log agree");
    });
}

#[test]
fn erasing_a_body_is_all_or_nothing() {
    let act = |archive: &mut Archive| archive.erase_entry(2, "a witness", new_entry).map(drop);
    table(act, |disk, acknowledged, place| {
        let archive = reopen(disk);
        let erased = archive.size() == 4;
        assert!(erased || !acknowledged, "{place}");
        let body = archive.entry(2).expect("readable");
        assert_eq!(matches!(body, EntryBody::Absent), erased, "{place}: body and log agree");
        assert!(held(disk, "dos"), "{place}: the item itself stays");
    });
}

#[test]
fn a_failed_write_stops_the_process_from_going_on() {
    let disk = MemoryDisk::default();
    let mut archive = create(&disk);
    disk.fail(4, Fault::Failed);
    assert!(take(&mut archive, &["uno"]).is_err());
    disk.mend();
    assert!(matches!(take(&mut archive, &["uno"]), Err(archive::AppendError::Poisoned)));
}

#[test]
fn a_fault_while_recovering_is_recovered_from_too() {
    let disk = MemoryDisk::default();
    let mut archive = create(&disk);
    take(&mut archive, &["uno", "dos"]).unwrap();
    let started = disk.writes();
    take(&mut archive, &["tres"]).unwrap();
    let writes = disk.writes() - started;
    for at in 0..writes {
        for recovery in 0..12 {
            for fault in FAULTS {
                for (image_name, image) in IMAGES {
                    let disk = MemoryDisk::default();
                    let mut archive = create(&disk);
                    take(&mut archive, &["uno", "dos"]).unwrap();
                    disk.fail(at, Fault::Failed);
                    let _ = take(&mut archive, &["tres"]);
                    drop(archive);
                    let left = image(&disk);
                    left.fail(recovery, fault);
                    let _ = Archive::open_to_write(std::sync::Arc::new(left.clone()), common::key());
                    let left = image(&left);
                    let size = reopen(&left).size();
                    let place = format!("write {at}, recovery {recovery} {fault:?}, {image_name}");
                    assert!(size == 3 || size == 4, "{place}");
                    assert_eq!(findings(&left), [], "{place}");
                }
            }
        }
    }
}
