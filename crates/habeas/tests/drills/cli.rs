//! The command line as people and scripts meet it: what it says in two languages, what its JSON holds, how it ends.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Chance, Desk, material, tar};

const COMMANDS: [&str; 34] = [
    "init",
    "add",
    "status",
    "items",
    "search",
    "quotes",
    "timeline",
    "figures",
    "list",
    "show",
    "text",
    "cite",
    "check",
    "ledger",
    "log",
    "verify",
    "prove",
    "erase",
    "rebuild",
    "annotate",
    "link",
    "people",
    "person",
    "compare",
    "overlap",
    "review",
    "judge",
    "judgements",
    "estimate",
    "serve",
    "doctor",
    "demo",
    "completions",
    "man",
];

/// What differs from run to run, by what it is.
fn redacted(text: &str, desk: &Desk) -> String {
    let text = text.replace(&desk.at("").display().to_string(), "[desk]/");
    let mut redacted = String::new();
    let mut run = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_hexdigit() || matches!(c, '-' | ':') {
            run.push(c);
            continue;
        }
        // A colon may end a sentence's part.
        let word = run.trim_end_matches(':');
        let hexadecimal = word.chars().all(|c| c.is_ascii_hexdigit());
        let count = |of: char| word.matches(of).count();
        redacted.push_str(match word.len() {
            64 if hexadecimal => "[sha256]",
            12 if hexadecimal => "[id]",
            39 if count('-') == 7 => "[fingerprint]",
            10 if count('-') == 2 => "[date]",
            8 if count(':') == 2 => "[time]",
            _ => word,
        });
        redacted.push_str(&run[word.len()..]);
        run.clear();
        redacted.push(c);
    }
    redacted.trim_end_matches('\0').to_owned()
}

/// A case that no reader will ever make more of, told from beginning to end.
fn transcript(language: &str) -> String {
    let desk = Desk::new();
    let mut noise = Chance::new(77).noise(1234);
    desk.file("carpeta/acta.bin", &noise);
    desk.file("carpeta/copia de acta.bin", &noise);
    noise.truncate(70);
    desk.file("carpeta/nota.bin", &noise);
    std::os::unix::fs::symlink("nowhere", desk.at("carpeta/roto")).expect("linked");
    let mut told = String::new();
    let mut tell = |arguments: &[&str], code: i32| {
        let said = desk.run(arguments).env("LC_ALL", language).says(code);
        assert!(!said.out.contains('[') || !said.out.contains("[cli"), "{said:?}");
        let words =
            arguments.iter().map(|it| if it.contains(' ') { format!("'{it}'") } else { (*it).into() });
        told.push_str(&format!("$ habeas {}\n", words.collect::<Vec<String>>().join(" ")));
        told.push_str(&redacted(&said.out, &desk));
        for line in redacted(&said.err, &desk).lines() {
            told.push_str(&format!("! {line}\n"));
        }
        told.push_str(&format!("= {code}\n\n"));
    };
    tell(&["init", "case", "--name", "Puerto Calmo", "--by", "Ana"], 0);
    tell(&["status"], 0);
    tell(&["add", "carpeta", "--from", "la hermana", "--note", "en mano", "--by", "Ana"], 1);
    tell(&["add", "carpeta", "--from", "la hermana", "--note", "en mano"], 1);
    tell(&["status"], 0);
    tell(&["items"], 0);
    tell(&["items", "--state", "whole"], 0);
    tell(&["show", "acta.bin"], 0);
    tell(&["search", "ACTA"], 0);
    tell(&["search", "name:acta", "--state", "whole", "--counts"], 0);
    tell(&["search", "acta OR \"la hermana"], 2);
    tell(&["search", "acta", "--published", "ayer"], 2);
    tell(&["ledger"], 1);
    tell(&["verify", "--record", "--by", "Ana"], 0);
    tell(&["erase", "nota.bin", "--reason", "amenazas", "--yes", "--by", "Ana"], 0);
    tell(&["prove", "acta.bin", "--to", "prueba", "--by", "Ana"], 0);
    tell(&["log"], 0);
    tell(&["verify"], 0);
    tell(&["rebuild", "--check"], 0);
    tell(&["rebuild"], 1);
    tell(&["show", "nobody.txt"], 2);
    tell(&["items", "--state", "lost"], 2);
    tell(&["cite", "acta.bin", "--at", "x"], 2);
    tell(&["init", "case"], 2);
    tell(&["init", "carpeta"], 2);
    told
}

#[test]
fn a_case_told_in_english() {
    insta::assert_snapshot!("english", transcript("C"));
}

#[test]
fn a_case_told_in_spanish() {
    insta::assert_snapshot!("spanish", transcript("es_SV.UTF-8"));
}

#[test]
fn what_scripts_read_has_its_shape() {
    let desk = Desk::new();
    let keys = |value: &Value| -> Vec<String> {
        value.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default()
    };
    let check = |value: &Value, expected: &str| {
        let found: BTreeSet<String> = keys(value).into_iter().collect();
        let expected: BTreeSet<String> = expected.split(' ').map(str::to_owned).collect();
        assert_eq!(found, expected, "{value}");
    };
    const ITEM: &str =
        "item name size state media_type parent entry extraction characters pages rows members defects";
    let init = desk.run(["init", "case"]).json(0, "init/1");
    check(&init, "habeas folder origin fingerprint");
    desk.file("a.bin", Chance::new(4).noise(300));
    let added = desk.run(["add", "a.bin", "missing"]).json(1, "add/1");
    check(&added, "habeas files new_items new_members again unchanged read not_taken entries");
    check(&added["not_taken"][0], "path kind detail");
    assert_eq!((&added["files"], &added["new_items"], &added["entries"]), (&1.into(), &1.into(), &2.into()));
    let status = desk.run(["status"]).json(0, "status/1");
    check(&status, "habeas name folder entries items bytes characters pages rows states media_types defects");
    check(&status["states"], "whole partial failed unread erased");
    let items = desk.run(["items"]).json(0, "items/1");
    check(&items["items"][0], ITEM);
    check(&items["items"][0]["defects"][0], "kind place missing detail");
    let ledger = desk.run(["ledger"]).json(1, "ledger/1");
    check(&ledger["items"][0], ITEM);
    let item = desk.run(["show", "a.bin"]).json(0, "item/1");
    check(&item, "habeas item custody fields tables members");
    check(
        &item["custody"][0],
        "entry sha256 sha512 size at time_zone collector obtained from note name path modified \
         media_type_sniffed media_type_claimed parent captured complete program",
    );
    let found = desk.run(["search", "bin", "--counts"]).json(0, "search/1");
    check(&found, "habeas total reading behind unannotated nearest hits counts");
    check(&found["hits"][0], "item name title media_type state about snippets more");
    check(&found["hits"][0]["about"][0], "text marks");
    check(&found["counts"][0], "of values");
    check(&found["counts"][0]["values"][0], "value items");
    let log = desk.run(["log"]).json(0, "log/1");
    check(&log["entries"][1], "entry what at by item about detail verified");
    let verify = desk.run(["verify"]).json(0, "verify/1");
    check(
        &verify,
        "habeas intact origin entries root originals bytes keys signers erased_items erased_entries unfinished findings",
    );
    check(&verify["keys"][0], "key fingerprint");
    assert_eq!(verify["keys"][0]["fingerprint"], init["fingerprint"]);
    let proof = desk.run(["prove", "a.bin", "--to", "proof"]).json(0, "prove/1");
    check(&proof, "habeas item folder entries");
    check(
        &desk.run(["rebuild", "--check"]).json(0, "rebuild-check/1"),
        "habeas items same differ differ_in_index differ_in_annotations differ_in_lists differ_in_register unknown_members",
    );
    check(&desk.run(["rebuild"]).json(1, "rebuild/1"), "habeas items");
    let erased = desk.run(["erase", "a.bin", "--reason", "x", "--yes"]).json(0, "erase/1");
    check(&erased, "habeas item entry containers members");
    check(&desk.run(["doctor"]).json_any("doctor/1"), "habeas well lines");
    let verify = desk.run(["verify"]).json(0, "verify/1");
    check(&verify["erased_items"][0], "item reason");
    assert_eq!(items["items"][0]["item"], erased["item"]);
}

#[test]
fn each_ending_has_its_status() {
    let desk = Desk::with_case();
    desk.run(["status"]).says(0);
    desk.run(["ledger"]).says(0);
    desk.run(["rebuild"]).says(0);
    desk.run(["add"]).says(0);
    desk.file("a.bin", Chance::new(6).noise(50));
    // Nobody reads it: done, and something is wrong.
    desk.run(["add", "a.bin"]).says(1);
    desk.run(["add", "a.bin"]).says(0);
    desk.run(["ledger"]).says(1);
    desk.run(["ledger", "--state", "whole"]).says(0);
    // An item comes before a file that lies about under the same name.
    assert_eq!(desk.run(["text", "a.bin"]).says(0).err, "");
    desk.file("b.bin", Chance::new(8).noise(50));
    assert!(desk.run(["text", "b.bin"]).says(1).err.contains("no reader"));
    for arguments in [
        &["show", "missing"][..],
        &["nonsense"],
        &["add", "--nonsense"],
        &["show"],
        &["cite", "a.bin"],
        &["cite", "a.bin", "--find", "x"],
        &["cite", "a.bin", "--at", "9-3"],
        &["check", "a.bin"],
        &["erase", "a.bin", "--reason", "x"],
        &["init", "case"],
        &["status", "--case", "elsewhere"],
        &["text", "missing.txt"],
        &["rebuild", "--defect", "nonsense"],
        &["search", "(a"],
        &["search", "a", "--state", "lost"],
    ] {
        let said = desk.run(arguments).says(2);
        assert!(said.out.is_empty() && said.err.to_lowercase().contains("error"), "{arguments:?}: {said:?}");
    }
}

#[test]
fn without_a_case_it_says_what_to_do() {
    let desk = Desk::new();
    for (language, words) in
        [("C", "Next: Go into a case folder"), ("es_GT", "Qué hacer: Entre en la carpeta")]
    {
        for command in ["status", "items", "ledger", "log", "verify", "add", "rebuild"] {
            let said = desk.run([command]).inside(desk.at("")).env("LC_ALL", language).says(2);
            assert!(said.err.contains(words) && said.err.contains("habeas init"), "{command}: {said:?}");
        }
    }
    // From inside a case's folders it is found, and anywhere by name.
    desk.run(["init", "case"]).says(0);
    desk.run(["status"]).inside(desk.at("case/log/tile")).says(0);
    desk.run(["status", "--case"]).inside("/").arg(desk.case()).says(0);
}

#[test]
fn the_language_is_the_persons() {
    let desk = Desk::with_case();
    let says = |run: crate::support::Run, words: &str| {
        let said = run.says(0);
        assert!(said.out.contains(words), "{words} in {said:?}");
    };
    says(desk.run(["status"]), "The case is empty");
    says(desk.run(["status", "--lang", "es"]), "El caso está vacío");
    says(desk.run(["--lang=es", "status"]), "El caso está vacío");
    says(desk.run(["status"]).env("LC_ALL", "").env("LANG", "es_MX.UTF-8"), "El caso está vacío");
    says(desk.run(["status", "--lang", "en"]).env("LC_ALL", "es_ES"), "The case is empty");
    says(desk.run(["status"]).env("LC_ALL", "fr_FR"), "The case is empty");
}

#[test]
fn help_is_whole_in_both_languages_and_fits() {
    let desk = Desk::new();
    for language in ["en", "es"] {
        let pages = COMMANDS.iter().map(|command| vec![*command, "--help"]).chain([vec!["--help"]]);
        for arguments in pages {
            let said = desk.run(&arguments).args(["--lang", language]).says(0);
            assert!(!said.out.contains("[cli-"), "{said:?}");
            assert!(
                !said.out.contains("Possible values") && !said.out.contains("possible values"),
                "{said:?}"
            );
            let widest = said.out.lines().map(|line| line.chars().count()).max();
            assert!(widest <= Some(100), "{arguments:?}: {widest:?} columns");
            let heading = if language == "es" { "Opciones:" } else { "Options:" };
            assert_eq!(said.out.matches(heading).count(), 1, "{said:?}");
        }
    }
}

#[test]
fn completions_and_manual_pages_are_made() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish"] {
        let said = desk.run(["completions", shell]).for_programs().says(0);
        for command in COMMANDS {
            assert!(said.out.contains(command), "{shell}: {command}");
        }
        let script = desk.file(format!("completions.{shell}"), &said.out);
        // Where the shell is there, it finds nothing wrong with it.
        if let Ok(checked) = Command::new(shell).arg("-n").arg(&script).output() {
            assert!(checked.status.success(), "{shell}: {checked:?}");
        }
    }
    for language in ["en", "es"] {
        let folder = desk.at(language);
        desk.run(["man", "--lang", language]).arg(&folder).says(0);
        let pages = fs::read_dir(&folder).expect("there").count();
        // One for the program, and one for each action on lists.
        assert_eq!(pages, COMMANDS.len() + 1 + 7);
        let page = fs::read_to_string(folder.join("habeas-erase.1")).expect("there");
        assert!(page.starts_with(".ie") || page.contains(".TH"), "{page}");
        assert!(!page.contains("[cli-"), "{page}");
    }
}

#[test]
fn a_pipe_that_closes_early_ends_it_quietly() {
    let desk = Desk::with_case();
    material(&desk.at("material"), 400);
    desk.add(["material"]);
    for arguments in [&["items", "--json"][..], &["log"], &["ledger"], &["completions", "bash"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_habeas"));
        command.args(arguments).env("HABEAS_CASE", desk.case()).env("HABEAS_HOME", desk.at("home"));
        let piped = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = piped.expect("the program starts");
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().expect("piped"))
            .read_line(&mut first)
            .expect("a line");
        let done = child.wait_with_output().expect("it ends");
        assert!(matches!(done.status.code(), Some(0 | 1)), "{arguments:?}: {done:?}");
        assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{arguments:?}");
    }
}

#[test]
fn the_demonstration_is_made_once_and_told_to_scripts_too() {
    let desk = Desk::new();
    let made = desk.run(["demo", "muestra"]).json(0, "status/1");
    assert!(made["items"].as_u64() > Some(10), "{made}");
    let again = desk.run(["demo", "muestra"]).json(0, "status/1");
    assert_eq!(made["items"], again["items"]);
    let told = desk.run(["demo", "muestra", "--no-serve"]).says(0);
    assert!(told.out.contains("already"), "{told:?}");
    let verify = desk.run(["verify", "--case", "muestra"]).json(0, "verify/1");
    assert_eq!(verify["findings"], Value::Array(Vec::new()));
}

#[test]
fn the_drills_own_archives_are_archives() {
    // Other programs read what these drills make, or the drills would prove nothing once readers come.
    let desk = Desk::new();
    desk.file("x.tar", tar(&[("a/b.txt", "uno".into()), ("c.txt", "dos".repeat(400))]));
    let listed = Command::new("tar").arg("-tf").arg(desk.at("x.tar")).output();
    if let Ok(listed) = listed {
        assert_eq!(String::from_utf8_lossy(&listed.stdout), "a/b.txt\nc.txt\n", "{listed:?}");
    }
}
