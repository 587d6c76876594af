//! What a stranger gets: a proof folder that other tools check, that fails when anything in it was changed, and that
//! later catches a rewritten log. And what stays when something is erased.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::{Desk, Said, copy, holding, material, tar};

const MARKER: &str = "Testigo: Jacinta Robles, calle del Puerto 14";

/// A case with a file in it, and the proof of that file with its original.
fn proven() -> (Desk, PathBuf) {
    let desk = Desk::with_case();
    material(&desk.at("material"), 40);
    desk.add(["material"]);
    desk.file("acta.txt", MARKER.repeat(40));
    desk.run(["add", "acta.txt", "--from", "la hermana de Jacinta"]).ends();
    desk.file("otra/acta copiada.txt", MARKER.repeat(40));
    desk.add(["otra"]);
    let folder = desk.at("proof");
    let said = desk.run(["prove", "acta.txt", "--with-original", "--to"]).arg(&folder).says(0);
    assert!(said.out.contains("python3") && said.out.contains("not that what they say is true"), "{said:?}");
    (desk, folder)
}

fn shell(desk: &Desk, folder: &Path, script: &str) -> Said {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    desk.bare(&desk.at("nobody"), command).inside(folder).ends()
}

/// The commands that the folder's own README names.
fn readme_commands(folder: &Path) -> Vec<String> {
    let readme = fs::read_to_string(folder.join("README.txt")).expect("there");
    let command = |line: &str| {
        let line = line.trim();
        let line = line.strip_prefix("1. With Python 3 and openssl:").unwrap_or(line).trim();
        let known = ["python3 ", "openssl ", "sha256sum "].iter().any(|start| line.starts_with(start));
        known.then(|| line.split("  ").next().unwrap_or(line).to_owned())
    };
    readme.lines().filter_map(command).collect()
}

#[test]
fn a_stranger_checks_a_proof_as_its_readme_says() {
    let (desk, folder) = proven();
    let commands = readme_commands(&folder);
    let [python, sha256sum, openssl] = &commands[..] else { panic!("{commands:?}") };
    let said = shell(&desk, &folder, python);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("All checks passed"), "{said:?}");
    assert_eq!(said.out.lines().filter(|line| line.starts_with("ok  entry-")).count(), 2, "{said:?}");
    let said = shell(&desk, &folder, openssl);
    assert!(said.code == 0 && said.out.contains("Signature Verified Successfully"), "{said:?}");
    let digest = shell(&desk, &folder, sha256sum);
    let index = desk.run(["show", "acta.txt"]).json(0, "item/1")["custody"][0]["entry"].clone();
    let entry = fs::read(folder.join(format!("entry-{index}.json"))).expect("there");
    let entry: Value = serde_json::from_slice(&entry).expect("JSON");
    assert!(digest.out.starts_with(entry["event"]["sha256"].as_str().expect("a digest")), "{digest:?}");
    // The fingerprint is the one that the people of the case read out.
    let fingerprint = desk.run(["doctor"]).json_any("doctor/1").to_string();
    let readme = fs::read_to_string(folder.join("README.txt")).expect("there");
    let given = readme.lines().map(str::trim).find(|line| line.len() == 39 && line.matches('-').count() == 7);
    assert!(given.is_some_and(|given| fingerprint.contains(given)), "{given:?} in {fingerprint}");
    assert!(fs::read_to_string(folder.join("LEEME.txt")).expect("there").contains(given.unwrap_or_default()));
}

#[test]
fn anything_changed_in_a_proof_fails() {
    let (desk, folder) = proven();
    let tampered = desk.at("tampered");
    let passes =
        |commands: &[String]| commands.iter().all(|command| shell(&desk, &tampered, command).code == 0);
    // sha256sum only prints; a person compares.
    let commands: Vec<_> =
        readme_commands(&folder).into_iter().filter(|command| !command.starts_with("sha256sum")).collect();
    let check = |name: &str, from: &str, to: &str| {
        copy(&folder, &tampered);
        assert!(passes(&commands), "untouched");
        let path = tampered.join(name);
        let text = fs::read_to_string(&path).expect("text");
        let changed = text.replacen(from, to, 1);
        assert_ne!(text, changed, "{name} holds {from:?}");
        fs::remove_file(&path).expect("removed");
        fs::write(&path, changed).expect("written");
        assert!(!passes(&commands), "{name}: {from:?} became {to:?}");
        fs::remove_dir_all(&tampered).expect("removed");
    };
    let names: Vec<String> = fs::read_dir(&folder)
        .expect("there")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    let named = |ending: &str| names.iter().find(|name| name.ends_with(ending)).expect("there").clone();
    let (entry, proof) = (named(".json"), named(".tlog-proof"));
    check(&entry, "\"by\": \"ana\"", "\"by\": \"ann\"");
    check(&entry, "\"salt\": \"", "\"salt\": \"0");
    check(&proof, "\nindex ", "\nindex 1");
    check(&proof, "extra ", "extra AAAA");
    let text = fs::read_to_string(folder.join(&proof)).expect("text");
    let line = text.lines().nth(3).expect("a hash on the way up").to_owned();
    let other = if line.starts_with('A') { "B" } else { "A" };
    check(&proof, &line, &format!("{other}{}", &line[1..]));
    check(&proof, &format!("{line}\n"), "");
    check(&proof, "habeas.invalid", "habeas.example");
    check("checkpoint.txt", "habeas.invalid", "habeas.example");
    check("ORIGINAL", "Jacinta", "Jacinto");
    // Another key of the right kind.
    let stranger = archive::SigningKey::from_seed([5; 32]).verifier("x").to_pem();
    let key = fs::read_to_string(folder.join("key.pem")).expect("text");
    check("key.pem", &key, &stranger);
}

#[test]
fn an_earlier_proof_or_checkpoint_catches_a_rewritten_log() {
    let (desk, folder) = proven();
    let proof = fs::read_dir(&folder)
        .expect("there")
        .map(|entry| entry.expect("readable").path())
        .find(|path| path.extension().is_some_and(|ending| ending == "tlog-proof"))
        .expect("a proof");
    let head = desk.at("head");
    fs::copy(desk.case().join("log/checkpoint"), &head).expect("copied");
    desk.file("later.txt", "después");
    desk.add(["later.txt"]);
    for earlier in [&proof, &head] {
        desk.run(["verify", "--against"]).arg(earlier).says(0);
        // Against another case, it is not the log that this proof came from.
        let other = Desk::with_case();
        let said = other.run(["verify", "--against"]).arg(earlier).says(1);
        assert!(said.out.contains("rewritten or cut"), "{said:?}");
    }
    let said = desk.run(["verify", "--against", "acta.txt"]).says(2);
    assert!(said.err.contains("neither a checkpoint nor a proof") && said.err.contains("Next:"), "{said:?}");
    desk.run(["verify", "--against", "missing"]).says(2);
}

#[test]
fn verification_on_record_and_exports_are_in_the_log() {
    let (desk, folder) = proven();
    assert_eq!(desk.entries("exported"), 1);
    desk.run(["verify", "--record"]).says(0);
    assert_eq!(desk.entries("verified"), 1);
    let said = desk.run(["prove", "acta.txt", "--to"]).arg(&folder).says(2);
    assert!(said.err.contains("exists already"), "{said:?}");
    assert_eq!(desk.entries("exported"), 1, "what was not written is not on record");
}

#[test]
fn an_erased_item_is_gone_and_verifies_as_erased() {
    let (desk, _) = proven();
    let count = desk.items().len();
    assert!(!holding(&desk.case(), MARKER.as_bytes()).is_empty());
    let refused = desk.run(["erase", "acta.txt", "--reason", "safety"]).says(2);
    assert!(refused.err.contains("--yes"), "{refused:?}");
    desk.run(["erase", "acta.txt", "--reason", "  ", "--yes"]).says(2);
    desk.run(["erase", "--entry", "0", "--reason", "x", "--yes"]).says(2);
    let said = desk.run(["erase", "acta.txt", "--reason", "amenazas", "--yes"]).says(0);
    assert!(said.out.contains("Copies and backups elsewhere"), "{said:?}");
    assert_eq!(holding(&desk.case(), MARKER.as_bytes()), Vec::<PathBuf>::new());
    let said = desk.run(["verify"]).says(0);
    assert!(said.out.contains("erased: original") && said.out.contains("amenazas"), "{said:?}");
    let items = desk.items();
    assert_eq!(items.len(), count);
    assert!(items.values().any(|item| item["name"] == "acta.txt" && item["state"] == "erased"));
    desk.run(["text", "acta.txt"]).says(2);
    desk.is_rebuilt_the_same("an erased item");
    assert!(desk.run(["rebuild"]).ends().code < 2);
    assert_eq!(desk.items(), items);
    // It can still be proven that it was entered; its bytes cannot be given.
    desk.run(["prove", "acta.txt", "--to", "later"]).says(0);
    assert_eq!(shell(&desk, &desk.at("later"), "python3 verify.py").code, 0);
    let said = desk.run(["prove", "acta.txt", "--with-original", "--to", "never"]).says(2);
    assert!(said.err.contains("Next:"), "{said:?}");
    assert!(!desk.at("never").exists());
}

#[test]
fn erasing_says_what_still_holds_the_same() {
    let desk = Desk::with_case();
    desk.file("paquete.tar", tar(&[("dentro/acta.txt", MARKER.repeat(3))]));
    desk.add(["paquete.tar"]);
    let items = desk.items();
    let id = |name: &str| items.iter().find(|(_, item)| item["name"] == name).map(|(id, _)| id.clone());
    let Some(member) = id("acta.txt") else {
        println!("skipped: no reader unpacks archives");
        return;
    };
    let package = id("paquete.tar").expect("taken in");
    let said = desk.run(["erase", &member, "--reason", "amenazas", "--yes"]).says(0);
    assert!(said.out.contains("paquete.tar") && said.out.contains(&package), "{said:?}");
    assert!(!holding(&desk.case(), MARKER.as_bytes()).is_empty(), "the archive still holds it");
    desk.run(["rebuild"]).ends();
    assert_eq!(desk.items()[&member]["state"], "erased", "reading the archive again does not bring it back");
    let said = desk.run(["erase", &package, "--reason", "amenazas", "--yes"]).says(0);
    assert!(!said.out.contains("Still in the case"), "{said:?}");
    assert_eq!(holding(&desk.case(), MARKER.as_bytes()), Vec::<PathBuf>::new());
    desk.is_intact("both erased");
    desk.is_rebuilt_the_same("both erased");
}

#[test]
fn an_erased_entry_leaves_its_leaf_and_no_word() {
    let (desk, _) = proven();
    let custody = desk.run(["show", "acta.txt"]).json(0, "item/1")["custody"].clone();
    let entries: Vec<String> =
        custody.as_array().expect("a list").iter().map(|entry| entry["entry"].to_string()).collect();
    assert_eq!(entries.len(), 2);
    let told = "la hermana de Jacinta";
    assert!(!holding(&desk.case(), told.as_bytes()).is_empty());
    desk.run(["erase", "--entry", &entries[0], "--reason", "amenazas", "--yes"]).says(0);
    assert_eq!(holding(&desk.case(), told.as_bytes()), Vec::<PathBuf>::new());
    let said = desk.run(["verify"]).says(0);
    assert!(said.out.contains(&format!("the body of entry {}", entries[0])), "{said:?}");
    assert!(said.out.contains("amenazas"));
    desk.is_rebuilt_the_same("an erased entry");
    // The other taking still proves it; without any, nothing does, and the item is still there.
    desk.run(["prove", "acta copiada.txt", "--to", "second"]).says(0);
    assert_eq!(shell(&desk, &desk.at("second"), "python3 verify.py").code, 0);
    desk.run(["erase", "--entry", &entries[1], "--reason", "amenazas", "--yes"]).says(0);
    desk.run(["erase", "--entry", &entries[1], "--reason", "amenazas", "--yes"]).says(2);
    let id = custody[0]["sha256"].as_str().expect("an id");
    let said = desk.run(["prove", id, "--to", "third"]).says(2);
    assert!(said.err.contains("nothing left to prove it by"), "{said:?}");
    desk.run(["show", id]).says(0);
    desk.is_intact("both entries erased");
    desk.is_rebuilt_the_same("both entries erased");
}
