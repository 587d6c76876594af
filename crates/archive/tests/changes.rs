//! Any change is found: each file of a case, changed, lost or added, is named by `verify`, and an erased one is
//! called erased.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use archive::{Archive, Checkpoint, Finding, note::Note};
use common::{MemoryDisk, create, findings, new_entry, reopen, take};
use model::Event;

fn small_case() -> MemoryDisk {
    let disk = MemoryDisk::default();
    let mut archive = create(&disk);
    take(&mut archive, &["uno", "dos", "tres"]).unwrap();
    take(&mut archive, &["cuatro"]).unwrap();
    disk
}

/// Enough entries for full tiles on level 0 and a partial one on level 1.
fn large_case() -> MemoryDisk {
    let disk = MemoryDisk::default();
    let mut archive = create(&disk);
    let texts: Vec<String> = (0..300).map(|number| format!("acta {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for chunk in texts.chunks(100) {
        take(&mut archive, chunk).unwrap();
    }
    disk
}

#[test]
fn an_untouched_case_has_no_findings() {
    for disk in [small_case(), large_case()] {
        let report = archive::verify(&disk, &[], 2, &|_, _| {}).unwrap();
        assert_eq!(report.findings, []);
        assert_eq!(report.signers.len(), 1);
        assert_eq!(report.entries, report.originals + 1);
    }
}

#[test]
fn every_flipped_bit_of_every_file_is_found() {
    let disk = small_case();
    for (path, bytes) in disk.files() {
        for at in 0..bytes.len() {
            let changed = disk.after_kill();
            changed.change(&path, |bytes| bytes[at] ^= 1 << (at % 8));
            assert_ne!(findings(&changed), [], "{path}, byte {at}");
        }
    }
}

#[test]
fn every_lost_file_is_found() {
    for disk in [small_case(), large_case()] {
        let current = archive::tile::tiles(Archive::open(std::sync::Arc::new(disk.clone())).unwrap().size());
        let current: Vec<_> = current.map(|tile| format!("log/{}", tile.path())).collect();
        for path in disk.files().keys() {
            // Partial tiles of earlier checkpoints are a convenience: the present tiles hold the same.
            if path.starts_with("log/tile/") && !current.contains(path) {
                continue;
            }
            let changed = disk.after_kill();
            changed.lose(path);
            assert_ne!(findings(&changed), [], "{path}");
        }
    }
}

#[test]
fn findings_name_the_thing() {
    let check = |change: fn(&MemoryDisk), expected: &[&str]| {
        let disk = large_case();
        change(&disk);
        let found: Vec<_> = findings(&disk).iter().map(|finding| format!("{finding:?}")).collect();
        for text in expected {
            assert!(found.iter().any(|found| found.contains(text)), "{text} in {found:?}");
        }
        assert_eq!(found.len(), expected.len(), "{found:?}");
    };
    check(
        |disk| disk.change("entries/007.json", |bytes| bytes[40] ^= 1),
        &["EntryChanged { index: 7 }", "Addition"],
    );
    check(|disk| disk.lose("log/tile/0/000"), &["TileLost { path: \"log/tile/0/000\" }"]);
    check(|disk| disk.change("log/tile/entries/000", |bytes| bytes[9] ^= 1), &["TileChanged"]);
    check(
        |disk| disk.plant("originals/00/copy.txt", b"x"),
        &["Addition { path: \"originals/00/copy.txt\" }"],
    );
    check(|disk| disk.plant("log/notes.txt", b"x"), &["Addition { path: \"log/notes.txt\" }"]);
    check(|disk| disk.change("log/checkpoint", |bytes| bytes.truncate(9)), &["CheckpointUnreadable"]);
    check(|disk| disk.change("log/tile/1/000.p/1", |bytes| bytes[0] ^= 1), &["TileChanged"]);
}

/// A number that somebody planted costs no time and no memory.
#[test]
fn a_head_that_promises_the_impossible_is_no_head() {
    let absurd = |bytes: &mut Vec<u8>| {
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        let lines =
            text.lines().enumerate().map(|(at, line)| if at == 1 { "9007199254740993" } else { line });
        *bytes = lines.flat_map(|line| [line, "\n"]).collect::<String>().into_bytes();
    };
    for disk in [small_case(), large_case()] {
        disk.change("log/checkpoint", absurd);
        assert!(findings(&disk).contains(&Finding::CheckpointUnreadable));
        assert!(findings(&disk).len() < 3);
    }
    let disk = small_case();
    disk.lose("log/checkpoint");
    disk.plant("log/tile/entries/x999/x999/x999/999.p/7", b"");
    assert!(findings(&disk).contains(&Finding::CheckpointUnreadable));
}

#[test]
fn erased_is_not_damaged() {
    let disk = small_case();
    let item = model::ItemId(archive::merkle::sha256(b"dos"));
    let mut archive = reopen(&disk);
    let event = Event::ItemErased { item, reason: "a witness".into() };
    archive.erase_item(item, new_entry(event)).unwrap();
    archive.erase_entry(3, "names her street", new_entry).unwrap();
    let report = archive::verify(&disk, &[], 1, &|_, _| {}).unwrap();
    assert_eq!(report.findings, []);
    assert_eq!(report.erased_items, [(item, "a witness".to_owned())]);
    assert_eq!(report.erased_entries, [(3, "names her street".to_owned())]);
    assert!(matches!(
        archive.erase_entry(0, "no", new_entry),
        Err(archive::AppendError::NotErasable { index: 0 })
    ));
    // Put back, it is an erasure that was not carried through, not a new file.
    disk.plant(&archive::original_path(item), b"dos");
    assert!(matches!(findings(&disk)[..], [Finding::ErasureUnfinished { .. }]));
}

#[test]
fn rewriting_history_under_the_same_key_is_found_by_an_earlier_checkpoint() {
    let head = |disk: &MemoryDisk| {
        let note = String::from_utf8(disk.files()["log/checkpoint"].clone()).unwrap();
        Checkpoint::parse(&Note::parse(&note).unwrap().text).unwrap()
    };
    let disk = small_case();
    let earlier = head(&disk);
    take(&mut reopen(&disk), &["cinco"]).unwrap();
    let against = |disk: &MemoryDisk, earlier: &Checkpoint| {
        archive::verify(disk, std::slice::from_ref(earlier), 1, &|_, _| {}).unwrap().findings
    };
    assert_eq!(against(&disk, &earlier), []);
    let contains = |disk: &MemoryDisk| reopen(disk).contains(&earlier).unwrap();
    assert!(contains(&disk) && contains(&small_case()));
    let rewritten = MemoryDisk::default();
    take(&mut create(&rewritten), &["uno", "dos", "TRES", "cuatro", "cinco"]).unwrap();
    assert_eq!(against(&rewritten, &earlier), [Finding::Rewritten { size: earlier.size }]);
    assert!(!contains(&rewritten));
    assert!(!reopen(&small_case()).contains(&head(&disk)).unwrap(), "it is shorter");
    assert_eq!(against(&small_case(), &head(&disk)), [Finding::Rewritten { size: 6 }], "cut short");
}

#[test]
fn one_process_writes_at_a_time_and_readers_need_no_lock() {
    let disk = small_case();
    let writer = reopen(&disk);
    let second = Archive::open_to_write(std::sync::Arc::new(disk.clone()), common::key());
    assert!(matches!(second, Err(archive::OpenError::Locked)));
    assert_eq!(Archive::open(std::sync::Arc::new(disk.clone())).unwrap().size(), writer.size());
    drop(writer);
    reopen(&disk);
}

#[test]
fn what_a_write_leaves_behind_is_no_addition_until_nobody_wrote_it() {
    let texts: Vec<String> = (0..400).map(|number| format!("acta {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let disk = small_case();
    let clean = disk.writes();
    take(&mut reopen(&disk), &texts).unwrap();
    let writes = disk.writes() - clean;
    let mut unfinished = 0;
    for at in (0..writes).step_by(31) {
        let disk = small_case();
        let mut archive = reopen(&disk);
        disk.fail(at, common::Fault::Half);
        let _ = take(&mut archive, &texts);
        let left = disk.after_kill();
        let report = archive::verify(&left, &[], 1, &|_, _| {}).unwrap();
        assert_eq!(report.findings, [], "write {at}");
        unfinished += u64::from(!report.unfinished.is_empty());
        left.plant("entries/900.json", b"{}");
        left.plant("originals/00/planted", b"x");
        let added = findings(&left).iter().filter(|it| matches!(it, Finding::Addition { .. })).count();
        assert_eq!(added, 2, "write {at}");
        drop(reopen(&left));
        let report = archive::verify(&left, &[], 1, &|_, _| {}).unwrap();
        assert_eq!(report.unfinished, Vec::<String>::new(), "write {at}, opened again");
    }
    assert!(unfinished > 20, "{unfinished} of the stops left something");
}

#[test]
fn a_journal_that_no_write_left_is_named_and_nothing_is_added() {
    let disk = small_case();
    disk.plant("log/journal", b"{\"before\":5,\"after\":6,\"makes\":[\"../x\"],\"erases\":[]}");
    assert_eq!(findings(&disk), [Finding::Addition { path: "log/journal".into() }]);
    let opened = Archive::open_to_write(std::sync::Arc::new(disk), common::key());
    assert!(matches!(opened, Err(archive::OpenError::Journal)));
}

#[test]
fn a_reader_goes_on_while_a_writer_fills_its_tiles() {
    let disk = small_case();
    let reader = Archive::open(std::sync::Arc::new(disk.clone())).unwrap();
    let before = disk.after_kill();
    let texts: Vec<String> = (0..600).map(|number| format!("acta {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for texts in texts.chunks(100) {
        take(&mut reopen(&disk), texts).unwrap();
    }
    assert!(!disk.files().contains_key("log/tile/0/000.p/5"), "the writer took it away");
    assert_eq!(reader.entries(0).filter(Result::is_ok).count(), 5);
    assert!(reader.prove(2).is_ok());
    // One that read the old head and finds the new tiles.
    let (head, now) = (before.files()["log/checkpoint"].clone(), disk.after_kill());
    now.change("log/checkpoint", |bytes| *bytes = head.clone());
    let late = Archive::open(std::sync::Arc::new(now)).unwrap();
    assert_eq!(late.entries(0).filter(Result::is_ok).count(), 5);
}
