//! Promise 4: what was changed, lost or rolled back is named, whatever it is; what can be made again is; and a case
//! goes on under another path and another person's key.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use archive::{Archive, NewEntry, RealDisk, SigningKey};

use crate::support::{Desk, Said, change, copy, material};

fn small() -> Desk {
    let desk = Desk::with_case();
    material(&desk.at("material"), 30);
    desk.add(["material"]);
    desk
}

fn check_error(said: &Said, parts: &[&str]) {
    assert_eq!(said.code, 2, "{said:?}");
    for part in parts.iter().chain(&["Error:", "Next:"]) {
        assert!(said.err.contains(part), "{part} in {said:?}");
    }
}

#[test]
fn settings_of_a_newer_program_or_with_a_mistake_are_named() {
    let desk = small();
    let settings = desk.case().join("case.toml");
    let made = fs::read_to_string(&settings).expect("there");
    let check = |text: String, parts: &[&str]| {
        fs::write(&settings, text).expect("written");
        for arguments in [&["status"][..], &["add", "material"], &["verify"]] {
            check_error(&desk.run(arguments).ends(), parts);
        }
    };
    check(made.replace("format = 1", "format = 2"), &["layout 2", "case.toml", "newer Habeas"]);
    check(format!("{made}\n[tipo]\n"), &["case.toml", "tipo"]);
    check("name = ".into(), &["case.toml"]);
    fs::write(&settings, made).expect("written");
    desk.is_intact("settings restored");
}

#[test]
fn a_catalogue_is_never_needed_and_always_made_again() {
    let desk = small();
    let items = desk.items();
    let path = desk.case().join("derived/catalogue.sqlite");
    let newer = |path: &Path| {
        let catalogue = rusqlite::Connection::open(path).expect("SQLite");
        catalogue.execute("UPDATE meta SET value = 99 WHERE name = 'schema'", []).expect("changed");
    };
    type Wreck<'a> = (&'a str, &'a dyn Fn(&Path), &'a str);
    let wrecks: [Wreck<'_>; 5] = [
        ("deleted", &|path| fs::remove_file(path).expect("removed"), "missing"),
        ("truncated", &|path| change(path, |bytes| bytes.truncate(bytes.len() / 2)), "damaged"),
        ("garbage", &|path| fs::write(path, vec![b'x'; 40_000]).expect("written"), "damaged"),
        ("empty", &|path| fs::write(path, "").expect("written"), "damaged"),
        ("of a newer program", &newer, "newer Habeas"),
    ];
    for (what, wreck, words) in wrecks {
        wreck(&path);
        for side in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{side}", path.display()));
        }
        for arguments in [&["items"][..], &["ledger"], &["show", "archivo 0001.txt"], &["rebuild", "--check"]]
        {
            let said = desk.run(arguments).ends();
            check_error(&said, &[words, "habeas rebuild"]);
        }
        let spanish = desk.run(["items", "--lang", "es"]).ends();
        assert!(
            spanish.err.contains("Ejecute habeas rebuild") || what == "of a newer program",
            "{spanish:?}"
        );
        desk.is_intact(what);
        assert!(desk.run(["rebuild"]).ends().code < 2, "{what}");
        assert_eq!(desk.items(), items, "{what}");
        desk.is_rebuilt_the_same(what);
    }
    // Taking in makes a missing one by itself.
    fs::remove_file(&path).expect("removed");
    desk.run(["add"]).ends();
    assert_eq!(desk.items(), items);
}

#[test]
fn every_change_is_named_and_a_damaged_log_takes_nothing() {
    let desk = small();
    let kept = desk.at("kept");
    copy(&desk.case(), &kept);
    desk.file("new.txt", "nuevo");
    let size = desk.log().len();
    let item = desk.items().into_keys().next().expect("an item");
    let original = archive::original_path(item.parse().expect("an id"));
    let flip = |bytes: &mut Vec<u8>| {
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
    };
    let check = |path: &str, act: &dyn Fn(&Path), kind: &str, what: &str, refused: &[&str]| {
        act(&desk.case().join(path));
        let said = desk.run(["verify"]).json(1, "verify/1");
        let named = said["findings"].as_array().expect("a list").iter().any(|finding| {
            finding["kind"] == kind && finding["what"].as_str().is_some_and(|found| found.contains(what))
        });
        assert!(named, "{kind} {what} in {said}");
        let told = desk.run(["verify"]).says(1);
        assert!(told.out.contains(what) && told.out.contains("not as the log says"), "{told:?}");
        let added = desk.run(["add", "new.txt"]).ends();
        if refused.is_empty() {
            assert!(added.code < 2, "{path}: {added:?}");
        } else {
            check_error(&added, refused);
        }
        fs::remove_dir_all(desk.case()).expect("removed");
        copy(&kept, &desk.case());
        let _ = fs::remove_dir_all(desk.at("home/seen"));
        desk.is_intact("restored");
    };
    let changed: &dyn Fn(&Path) = &|path| change(path, flip);
    let lost: &dyn Fn(&Path) = &|path| fs::remove_file(path).expect("removed");
    let refuses: &[&str] = &["damaged", "nothing is added", "habeas verify"];
    let hashes = format!("log/tile/0/000.p/{size}");
    let bundle = format!("log/tile/entries/000.p/{size}");
    check(&hashes, changed, "tile-changed", &hashes, refuses);
    check(&hashes, lost, "tile-lost", &hashes, refuses);
    check(&bundle, changed, "tile-changed", &bundle, refuses);
    check(&bundle, lost, "tile-lost", &bundle, refuses);
    check(
        "log/checkpoint",
        lost,
        "checkpoint-unreadable",
        "log/checkpoint",
        &["no log", "a copy of the case"],
    );
    let resized: &dyn Fn(&Path) = &|path| {
        let text = fs::read_to_string(path).expect("text");
        fs::write(path, text.replacen(&format!("\n{size}\n"), &format!("\n{}\n", size - 1), 1))
            .expect("written");
    };
    check("log/checkpoint", resized, "signature-forged", "log/checkpoint", refuses);
    // The right tree under a signature that is none: nobody of the case vouches for it.
    let forged: &dyn Fn(&Path) = &|path| {
        let text = fs::read_to_string(path).expect("text");
        let (body, line) = text.trim_end().rsplit_once(' ').expect("a signature");
        let at = line.len() - 10;
        let other = if &line[at..=at] == "A" { "B" } else { "A" };
        fs::write(path, format!("{body} {}{other}{}\n", &line[..at], &line[at + 1..])).expect("written");
    };
    check("log/checkpoint", forged, "signature-forged", "log/checkpoint", refuses);
    check("entries/003.json", changed, "entry-changed", "3", &[]);
    check("entries/003.json", lost, "entry-lost", "3", &[]);
    check(&original, changed, "original-changed", &item, &[]);
    check(&original, lost, "original-lost", &item, &[]);
    let planted: &dyn Fn(&Path) = &|path| fs::write(path, "x").expect("written");
    check("originals/nota.txt", planted, "addition", "originals/nota.txt", &[]);
    check("log/nota.txt", planted, "addition", "log/nota.txt", &[]);
}

#[test]
fn a_changed_or_lost_original_is_a_defect_of_that_item_and_of_no_other() {
    let desk = small();
    let items = desk.items();
    let mut ids = items.keys();
    let (changed, lost) = (ids.next().expect("an item"), ids.next().expect("another"));
    let place = |id: &str| desk.case().join(archive::original_path(id.parse().expect("an id")));
    change(&place(changed), |bytes| bytes.extend(b" y algo que nadie dijo"));
    fs::remove_file(place(lost)).expect("removed");
    desk.run(["rebuild"]).says(1);
    let now = desk.items();
    for (id, item) in &items {
        if id == changed || id == lost {
            assert_eq!(now[id]["state"], "failed", "{item}");
            let kind = if id == changed { "damaged" } else { "unreadable" };
            assert_eq!(now[id]["defects"][0]["kind"], kind);
        } else {
            assert_eq!(&now[id], item);
        }
    }
    let told = desk.run(["ledger", "--defect", "damaged"]).says(1);
    assert!(told.out.contains("not the ones that were taken in"), "{told:?}");
}

#[test]
fn a_case_goes_on_elsewhere_and_under_another_key() {
    let desk = small();
    let items = desk.items();
    let moved = desk.at("otra carpeta/El caso ñ");
    fs::create_dir_all(moved.parent().expect("a folder")).expect("made");
    fs::rename(desk.case(), &moved).expect("moved");
    let second = desk.at("second home");
    let as_second =
        |arguments: &[&str]| desk.run_as(&second, arguments).arg("--case").arg(&moved).env("USER", "berta");
    let kinds = || -> Vec<String> {
        let log = as_second(&["log"]).json(0, "log/1");
        let kinds = log["entries"].as_array().expect("a list").iter();
        kinds.map(|entry| entry["what"].as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(as_second(&["items"]).json(0, "items/1")["items"].as_array().map(Vec::len), Some(items.len()));
    // Looking, going on with nothing new and reading again leave no trace in the log.
    as_second(&["add"]).says(0);
    assert!(as_second(&["rebuild"]).ends().code < 2);
    assert!(!kinds().contains(&"key-added".to_owned()));
    for (number, name) in ["uno.txt", "dos.txt"].into_iter().enumerate() {
        let file = desk.file(name, format!("de Berta, {number}"));
        assert!(as_second(&["add"]).arg(&file).ends().code < 2);
    }
    let file = desk.file("tres.txt", "de Ana otra vez");
    assert!(desk.run(["add"]).arg(&file).arg("--case").arg(&moved).ends().code < 2);
    let file = desk.file("cuatro.txt", "y de Berta");
    assert!(as_second(&["add"]).arg(&file).ends().code < 2);
    let kinds = kinds();
    assert_eq!(kinds.iter().filter(|kind| *kind == "key-added").count(), 1, "{kinds:?}");
    assert_eq!(kinds.len(), items_and_one_more(&kinds));
    let told = as_second(&["verify"]).says(0);
    assert!(told.out.contains("a key that joined later"), "{told:?}");
    assert!(as_second(&["rebuild", "--check"]).json(0, "rebuild-check/1")["same"] == true);
}

fn items_and_one_more(kinds: &[String]) -> usize {
    // The beginning, the takings, one key.
    2 + kinds.iter().filter(|kind| *kind == "taken").count()
}

#[test]
fn an_older_copy_is_noticed_until_a_person_says_so() {
    let desk = small();
    let older = desk.at("older");
    copy(&desk.case(), &older);
    desk.file("later.txt", "lo que alguien quisiera que no estuviera");
    desk.add(["later.txt"]);
    desk.is_intact("later");
    fs::remove_dir_all(desk.case()).expect("removed");
    copy(&older, &desk.case());
    let check = || {
        let told = desk.run(["verify"]).says(1);
        assert!(told.out.contains("rewritten or cut"), "{told:?}");
        assert!(told.err.contains("home/seen/"), "{told:?}");
    };
    check();
    // Going on with the older copy does not hide it.
    desk.file("other.txt", "otra cosa");
    let said = desk.run(["add", "other.txt"]).ends();
    assert!(said.code < 2 && said.err.contains("rewritten or cut"), "{said:?}");
    check();
    desk.file("more.txt", "y otra más");
    desk.add(["more.txt"]);
    check();
    // A log of the same name under another key, with nothing wrong in itself.
    let origin = desk.run(["verify"]).json(1, "verify/1")["origin"].as_str().expect("a name").to_owned();
    fs::remove_dir_all(desk.case().join("log")).expect("removed");
    fs::remove_dir_all(desk.case().join("entries")).expect("removed");
    fs::remove_dir_all(desk.case().join("originals")).expect("removed");
    let entry = |event| NewEntry { at: jiff::Timestamp::now(), by: "nadie".into(), event, salt: [1; 32] };
    let stranger = SigningKey::from_seed([66; 32]);
    Archive::create(Arc::new(RealDisk::new(desk.case())), &origin, stranger, "case", entry).expect("made");
    check();
    fs::remove_dir_all(desk.at("home/seen")).expect("there");
    desk.run(["verify"]).says(0);
}
