//! Custody: what is recorded of each taking, what is taken only once, what is named instead of taken, and names that
//! would like to be something else.

use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::Value;

use crate::support::{Chance, Desk, is_tame, tar};

/// The custody entries of the item that `name` means.
fn custody(desk: &Desk, name: &str) -> Vec<Value> {
    let said = desk.run(["show"]).arg(name).json(0, "item/1");
    said["custody"].as_array().expect("a list").clone()
}

fn counts(desk: &Desk, arguments: &[&str]) -> (u64, u64, u64) {
    let said = desk.run(["add"]).args(arguments).json_any("add/1");
    let count = |key: &str| said[key].as_u64().expect("a number");
    (count("new_items"), count("again"), count("unchanged"))
}

#[test]
fn the_same_bytes_are_one_item_with_every_taking_on_record() {
    let desk = Desk::with_case();
    desk.file("a/acta.txt", "Elena estuvo aquí.");
    desk.file("b/copia.txt", "Elena estuvo aquí.");
    assert_eq!(counts(&desk, &["a"]), (1, 0, 0));
    assert_eq!(counts(&desk, &["b"]), (0, 1, 0));
    assert_eq!(desk.items().len(), 1);
    let taken = custody(&desk, "copia.txt");
    let names: Vec<_> = taken.iter().map(|entry| &entry["name"]).collect();
    assert_eq!(names, ["acta.txt", "copia.txt"]);
    let path = taken[1]["path"].as_str().expect("a path");
    assert_eq!(Path::new(path), desk.at("b/copia.txt"));
    assert!(Path::new(path).is_absolute());

    // Again, with nothing new: nothing is entered, however it is asked.
    let log = desk.log().len();
    assert_eq!(counts(&desk, &["a", "b"]), (0, 0, 2));
    assert_eq!(counts(&desk, &["--rehash", "b", "a/acta.txt"]), (0, 0, 2));
    assert_eq!(counts(&desk, &[]), (0, 0, 0));
    assert_eq!(desk.log().len(), log);

    // The same file, named twice in one command.
    desk.file("c/nueva.txt", "Otra cosa.");
    assert_eq!(counts(&desk, &["c", "c/nueva.txt", "c"]), (1, 0, 2));
    assert_eq!(custody(&desk, "nueva.txt").len(), 1);

    // A changed file is another item; the first one stays.
    desk.file("a/acta.txt", "Elena nunca estuvo aquí.");
    assert_eq!(counts(&desk, &["a"]), (1, 0, 0));
    assert_eq!(desk.items().len(), 3);
    let ambiguous = desk.run(["show", "acta.txt"]).says(2);
    assert!(ambiguous.err.contains("fits 2 items"), "{ambiguous:?}");
    desk.is_intact("all of it");
    desk.is_rebuilt_the_same("all of it");
}

#[test]
fn what_the_person_says_is_recorded_with_each_taking() {
    let desk = Desk::with_case();
    desk.file("lista.csv", "nombre\nElena Quiroga\n");
    desk.run(["add", "lista.csv", "--from", "la hermana", "--note", "en mano, 3 de marzo", "--by", "Ana"])
        .ends();
    // Another source for the same file is another fact.
    assert_eq!(counts(&desk, &["lista.csv", "--from", "el abogado"]), (0, 1, 0));
    assert_eq!(counts(&desk, &["lista.csv", "--from", "el abogado"]), (0, 0, 1));
    let taken = custody(&desk, "lista.csv");
    assert_eq!(taken.len(), 2);
    let first = &taken[0];
    let said: Vec<_> = ["from", "note", "collector", "obtained"].map(|key| &first[key]).into();
    assert_eq!(said, ["la hermana", "en mano, 3 de marzo", "Ana", "file"]);
    assert_eq!(first["time_zone"], "America/El_Salvador");
    assert_eq!(first["complete"], true);
    assert!(first["modified"].is_string());
    assert_eq!((&taken[1]["from"], &taken[1]["note"]), (&"el abogado".into(), &Value::Null));
    let told = desk.run(["show", "lista.csv"]).says(0);
    for part in ["received from: la hermana", "note: en mano, 3 de marzo", "received from: el abogado"] {
        assert!(told.out.contains(part), "{part} in {told:?}");
    }
}

#[test]
fn standard_input_needs_a_name_and_keeps_it() {
    let desk = Desk::with_case();
    let refused = desk.run(["add", "-"]).input("hola").says(2);
    assert!(refused.err.contains("--name"), "{refused:?}");
    desk.run(["add", "-", "--name", "acta.txt", "--from", "radio"]).input("hola").ends();
    let taken = custody(&desk, "acta.txt");
    assert_eq!((&taken[0]["obtained"], &taken[0]["path"]), (&"standard-input".into(), &Value::Null));
    // The same bytes by another name are another fact; by the same name they are not.
    desk.run(["add", "-", "--name", "minuta.txt", "--from", "radio"]).input("hola").ends();
    desk.run(["add", "-", "--name", "minuta.txt", "--from", "radio"]).input("hola").ends();
    let names: Vec<_> = custody(&desk, "acta.txt").iter().map(|entry| entry["name"].clone()).collect();
    assert_eq!(names, ["acta.txt", "minuta.txt"]);
}

#[test]
fn what_is_no_file_is_named_and_the_rest_is_taken() {
    let desk = Desk::with_case();
    let folder = desk.at("carpeta");
    desk.file("carpeta/real.txt", "x");
    desk.file("outside/real.txt", "por el enlace");
    symlink(&folder, folder.join("loop")).expect("linked");
    symlink("nowhere", folder.join("dangling")).expect("linked");
    symlink("../outside/real.txt", folder.join("enlace")).expect("linked");
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, folder.join("pipe"), fifo, 0o600.into(), 0).expect("a pipe");
    let said = desk.run(["add", "carpeta", "missing.txt"]).says(1);
    for (name, why) in [
        ("loop", "not a file"),
        ("dangling", "link to nowhere"),
        ("enlace", "link to ../outside/real.txt"),
        ("/pipe:", "[pipe]"),
        ("missing.txt", "does not let it be read"),
    ] {
        let line = said.out.lines().find(|line| line.contains(name)).unwrap_or_default();
        assert!(line.contains(why), "{name}: {why} in {said:?}");
    }
    assert_eq!(desk.items().len(), 1);
    let listed = desk.run(["add", "carpeta"]).json(1, "add/1");
    assert_eq!(listed["not_taken"].as_array().map(Vec::len), Some(4));
    // A link that the person names is followed; its own path is the record.
    desk.add(["carpeta/enlace"]);
    assert_eq!(custody(&desk, "enlace")[0]["path"], folder.join("enlace").display().to_string());
    desk.is_intact("links");
}

#[test]
fn a_file_that_the_system_withholds_is_named() {
    let desk = Desk::with_case();
    desk.file("carpeta/abierto.txt", "y");
    let closed = desk.file("carpeta/cerrado.txt", "x");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("closed");
    // To the superuser nothing is closed; a process's memory, read from its start, is unreadable to anybody.
    let said = desk.run(["add", "/proc/self/mem", "carpeta"]).says(1);
    assert!(said.out.contains("/proc/self/mem: the system does not let it be read"), "{said:?}");
    let names: Vec<_> = desk.items().into_values().map(|item| item["name"].clone()).collect();
    assert!(names.contains(&"abierto.txt".into()) && !names.contains(&"mem".into()), "{names:?}");
    assert_eq!(names.contains(&"cerrado.txt".into()), fs::read(&closed).is_ok());
    assert_ne!(names.contains(&"cerrado.txt".into()), said.out.contains("cerrado.txt"), "{said:?}");
}

#[test]
fn the_case_itself_and_names_that_are_no_text_are_no_trouble() {
    let desk = Desk::with_case();
    let name = OsStr::from_bytes(b"acta\xf1o 2026.txt");
    desk.file(Path::new("aparte").join(name), "en latin-1");
    desk.add(["."]);
    let items = desk.items();
    assert!(items.values().any(|item| item["name"] == "acta\\xf1o 2026.txt"), "{items:?}");
    assert!(items.values().all(|item| item["name"] != "case.toml" && item["name"] != "checkpoint"));
    let shown = desk.run(["show", "acta\\xf1o 2026.txt"]).says(0);
    assert!(shown.out.starts_with("acta\\xf1o 2026.txt\n"), "{shown:?}");
    assert_eq!(counts(&desk, &["aparte"]), (0, 0, 1));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_told_and_taken_again_once_it_rests() {
    let desk = Desk::with_case();
    let path = desk.file("transmisión.bin", Chance::new(1).noise(24_000_000));
    let done = AtomicBool::new(false);
    let said = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = OpenOptions::new().append(true).open(&path).expect("opens");
            while !done.load(Ordering::Relaxed) {
                file.write_all(&[7; 512]).expect("written");
                std::thread::sleep(Duration::from_millis(1));
            }
        });
        let said = desk.run(["add"]).arg(&path).ends();
        done.store(true, Ordering::Relaxed);
        said
    });
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("changed while it was read"), "{said:?}");
    assert_eq!(desk.items().len(), 1);
    let cut = custody(&desk, "transmisión.bin");
    assert_eq!((cut.len(), &cut[0]["complete"]), (1, &false.into()));
    let told = desk.run(["show", "transmisión.bin"]).says(0);
    assert!(told.out.contains("not complete"), "{told:?}");
    // What is kept is kept as it came; the file at rest is another item.
    desk.is_intact("a changing file");
    assert_eq!(counts(&desk, &["transmisión.bin"]).0, 1);
    let whole = fs::metadata(&path).expect("there").len();
    let sizes: Vec<_> = desk.items().into_values().map(|item| item["size"].as_u64()).collect();
    assert!(sizes.contains(&Some(whole)), "{whole} in {sizes:?}");
    assert_eq!(counts(&desk, &["transmisión.bin"]), (0, 0, 1));
}

#[test]
fn no_name_does_anything_to_a_terminal() {
    let desk = Desk::with_case();
    let names: [&[u8]; 6] = [
        b"\x1b[2J\x1b[31mrojo.txt",
        b"real.txt\nverified: nothing changed",
        b"tab\there\rback.txt",
        "lista\u{202e}txt.exe".as_bytes(),
        "\u{2066}aislado\u{2069}\u{2028}.txt".as_bytes(),
        b"\xc2\x9b1mc1\x7f.txt",
    ];
    for (at, name) in names.iter().enumerate() {
        desk.file(Path::new("hostil").join(OsStr::from_bytes(name)), format!("texto {at}"));
    }
    let inside = tar(&[("x/\u{1b}[1mdentro\u{202e}.txt", "dentro".into())]);
    desk.file("hostil/paquete\u{7}.tar", inside);
    let pipe = desk.at("hostil").join(OsStr::from_bytes(b"\x1b]0;pipe\x07"));
    rustix::fs::mknodat(rustix::fs::CWD, pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    let evil = "\u{1b}[1m\nError: not by me\u{202e}";
    let arguments = ["add", "hostil", "--from", evil, "--note", evil, "--by", evil];
    // What people are told is checked wherever a drill runs the program; see `Running::ends`.
    let added = desk.run(arguments).says(1);
    assert!(added.out.contains("\\u{1b}]0;pipe\\u{7}"), "{added:?}");
    let listed = desk.run(["items"]).says(0);
    for shown in
        ["\\u{1b}[2J\\u{1b}[31mrojo.txt", "real.txt\\nverified", "tab\\there\\rback.txt", "\\u{202e}txt.exe"]
    {
        assert!(listed.out.contains(shown), "{shown} in {listed:?}");
    }
    let items = desk.items();
    assert_eq!(listed.out.lines().count(), items.len() + 1, "a line for each item and the sum");
    for command in ["status", "ledger", "log", "verify"] {
        desk.run([command]).ends();
    }
    for id in items.keys() {
        desk.run(["show", id]).says(0);
        let folder = desk.at(format!("proof {id}"));
        desk.run(["prove", id, "--to"]).arg(&folder).says(0);
    }
    for given in [evil, "\u{1b}", "a\u{202e}b"] {
        for command in ["show", "text", "prove", "check"] {
            assert!(desk.run([command, given]).says(2).err.contains("Error:"));
        }
        desk.run(["items", "--state", given]).says(2);
        desk.run(["ledger", "--defect", given]).says(2);
        desk.run([given]).says(2);
        desk.run([OsString::from(format!("--{given}"))]).says(2);
        desk.run(["status", "--case", given]).says(2);
        desk.run(["init", given]).says(0);
        desk.run(["status", "--case", given]).says(0);
        desk.run(["init", given]).says(2);
        fs::remove_dir_all(desk.at(given)).expect("made just now");
    }
    // An item's own text is exact for programs, and shown harmless on a terminal.
    desk.file("texto.txt", "Elena \u{202e}anelE\u{202c} y su hermana.\n".repeat(3));
    desk.add(["texto.txt"]);
    let exact = desk.run(["text", "texto.txt"]).for_programs().says(0);
    let mut terminal = Command::new("script");
    let command = format!("'{}' text texto.txt", env!("CARGO_BIN_EXE_habeas"));
    terminal.args(["-q", "-e", "-c", &command, "/dev/null"]);
    if exact.out.contains("Elena") && Command::new("script").arg("--version").output().is_ok() {
        assert!(exact.out.contains("Elena \u{202e}anelE"));
        let shown = desk.bare(&desk.at("home"), terminal).for_programs().says(0).out.replace('\r', "");
        assert!(is_tame(&shown) && shown.contains("Elena \\u{202e}anelE"), "{shown:?}");
    }
    let first = items.keys().next().expect("an item");
    desk.run(["erase", first, "--reason", evil, "--yes"]).says(0);
    let told = desk.run(["verify"]).says(0);
    assert!(told.out.contains("erased: original"), "{told:?}");
    assert!(is_tame(&desk.run(["log"]).says(0).out));
}
