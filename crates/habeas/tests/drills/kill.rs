//! Promise 3: what was acknowledged survives a kill at any moment, what was not leaves nothing but a clean retry.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use archive::checkpoint::Checkpoint;
use archive::note::Note;
use serde_json::Value;

use crate::support::{Chance, Desk, files, holding, material};

/// Kills of the intake.
const KILLS: u32 = 25;

/// What the log acknowledged by some moment, and the files that it rests on.
struct Acknowledged {
    entries: Vec<(PathBuf, Vec<u8>)>,
    originals: Vec<PathBuf>,
}

impl Acknowledged {
    /// What the signed head vouches for right now; a reader in another process sees the same.
    fn read(case: &Path) -> Self {
        let note = Note::parse(&fs::read_to_string(case.join("log/checkpoint")).expect("a head"));
        let head = Checkpoint::parse(&note.expect("a note").text).expect("a checkpoint");
        let mut acknowledged = Self { entries: Vec::new(), originals: Vec::new() };
        for index in 0..head.size {
            let path = case.join(archive::entry::path(index));
            let bytes = fs::read(&path).expect("an acknowledged entry is there");
            let entry: Value = serde_json::from_slice(&bytes).expect("JSON");
            if let Some(item) = entry["event"]["sha256"].as_str() {
                let item = item.parse().expect("an id");
                acknowledged.originals.push(case.join(archive::original_path(item)));
            }
            acknowledged.entries.push((path, bytes));
        }
        acknowledged
    }

    fn survive(&self, when: &str) {
        for (path, bytes) in &self.entries {
            assert!(fs::read(path).is_ok_and(|now| now == *bytes), "{when}: {}", path.display());
        }
        for path in &self.originals {
            assert!(path.exists(), "{when}: {}", path.display());
        }
    }
}

/// Nothing that a write leaves behind is in the case.
fn is_swept(case: &Path) {
    let left = files(case).into_iter().filter(|path| {
        let inside = path.strip_prefix(case).expect("below it");
        inside.starts_with("incoming")
            || inside.starts_with("log/journal")
            || inside.extension().is_some_and(|ending| ending == "next")
            || inside.to_string_lossy().contains("rebuilding")
            || inside.to_string_lossy().contains(".scrub")
    });
    assert_eq!(left.collect::<Vec<_>>(), Vec::<PathBuf>::new());
}

#[test]
fn an_acknowledged_item_survives_every_kill() {
    let reference = Desk::with_case();
    let folder = reference.at("material");
    material(&folder, 400);
    let begun = Instant::now();
    reference.add([&folder]);
    let whole = begun.elapsed();
    let (expected, log) = (reference.items(), reference.log().len());
    assert!(expected.len() >= 404, "{} items", expected.len());

    let mut chance = Chance::seeded(20_260_301);
    let (mut kills, mut cases, mut partial) = (0, 0, 0);
    while kills < KILLS {
        cases += 1;
        assert!(cases < 60, "{kills} kills met a running intake");
        let desk = Desk::with_case();
        loop {
            let pause = chance.pause(whole.mul_f64(0.7));
            let running = desk.run(["add"]).arg(&folder).start();
            std::thread::sleep(pause);
            let acknowledged = Acknowledged::read(&desk.case());
            if !running.kill() {
                break;
            }
            kills += 1;
            let when = format!("case {cases}, kill {kills} after {pause:?}");
            partial += usize::from(acknowledged.entries.len() > 1 && acknowledged.entries.len() < log);
            acknowledged.survive(&when);
            desk.is_intact(&when);
            acknowledged.survive(&when);
            // What is listed is there, and read or not yet read; nothing is in between.
            for (id, item) in desk.items() {
                assert!(desk.case().join(archive::original_path(id.parse().expect("an id"))).exists());
                let listed = &expected[&id];
                assert_eq!((&item["name"], &item["size"]), (&listed["name"], &listed["size"]), "{when}");
                assert!(item["state"] == listed["state"] || item["state"] == "unread", "{when}: {item}");
            }
        }
        let when = format!("case {cases}, ended");
        desk.add([&folder]);
        assert_eq!(desk.items(), expected, "{when}");
        assert_eq!(desk.log().len(), log, "{when}");
        desk.is_intact(&when);
        desk.is_rebuilt_the_same(&when);
        is_swept(&desk.case());
        let again = desk.run(["add"]).arg(&folder).json(0, "add/1");
        assert_eq!((&again["new_items"], &again["again"]), (&0.into(), &0.into()), "{when}: {again}");
    }
    println!("{kills} kills in {cases} cases, {partial} of them with a part acknowledged");
}

#[test]
fn a_killed_rebuild_costs_at_most_the_catalogue() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 150);
    desk.add(["material"]);
    let expected = desk.items();
    let begun = Instant::now();
    desk.run(["rebuild"]).ends();
    let whole = begun.elapsed();
    let mut chance = Chance::seeded(7);
    let mut kills = 0;
    for _ in 0..10 {
        let running = desk.run(["rebuild"]).start();
        std::thread::sleep(chance.pause(whole.mul_f64(1.1)));
        kills += u32::from(running.kill());
        desk.is_intact("a killed rebuild");
        let status = desk.run(["status"]).ends();
        assert!(status.code == 0 || status.err.contains("habeas rebuild"), "{status:?}");
    }
    assert!(kills > 0, "every rebuild was over before its kill");
    assert!(desk.run(["rebuild"]).ends().code < 2);
    assert_eq!(desk.items(), expected);
    desk.is_rebuilt_the_same("the last rebuild");
    is_swept(&desk.case());
    // A stopped rebuild is swept by any opening to write, too.
    let running = desk.run(["rebuild"]).start();
    std::thread::sleep(whole.mul_f64(0.6));
    running.kill();
    desk.run(["add"]).says(0);
    is_swept(&desk.case());
    assert_eq!(desk.items(), expected);
}

#[test]
fn a_killed_erasure_is_none_or_a_whole_one() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 40);
    let marker = |at: usize| format!("Testigo protegido número {at}, calle del Puerto.");
    for at in 0..9 {
        desk.file(format!("material/secreto {at}.txt"), marker(at).repeat(50));
    }
    desk.add(["material"]);
    let count = desk.items().len();
    let erase =
        |at: usize| desk.run(["erase", "--yes", "--reason", "safety"]).arg(format!("secreto {at}.txt"));
    let begun = Instant::now();
    erase(8).says(0);
    let whole = begun.elapsed();
    let mut chance = Chance::seeded(11);
    for at in 0..8 {
        let running = erase(at).start();
        // Most of the time goes into starting the program; the writes come last.
        std::thread::sleep(whole.mul_f64(0.2) + chance.pause(whole));
        running.kill();
        let said = desk.run(["verify"]).json_any("verify/1");
        let findings = said["findings"].as_array().expect("a list");
        assert!(findings.iter().all(|it| it["kind"] == "erasure-unfinished"), "{said}");
        // The next opening to write ends it.
        desk.run(["add"]).says(0);
        desk.is_intact("an erasure that was ended");
        let erased = desk.log().iter().filter(|entry| entry["what"] == "item-erased").count();
        let left = holding(&desk.case(), marker(at).as_bytes());
        if erased == at + 2 {
            assert_eq!(left, Vec::<PathBuf>::new(), "erasure {at}");
        } else {
            assert!(!left.is_empty(), "erasure {at}: not in the log, and yet the bytes are gone");
            erase(at).says(0);
            assert_eq!(holding(&desk.case(), marker(at).as_bytes()), Vec::<PathBuf>::new(), "erasure {at}");
        }
    }
    assert_eq!(desk.items().len(), count);
    desk.is_rebuilt_the_same("eight erasures");
    is_swept(&desk.case());
}
