//! The estimate of a case's own people, from lists to log: divided and drawn anew, the same digits again from what the log
//! keeps, and in the browser with the people behind every count. Invented people only.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::pages::Served;
use crate::support::{Chance, Desk};

const GIVEN: [&str; 8] = ["Inés", "Teodoro", "Aracely", "Wilmer", "Marcela", "Fermín", "Yolanda", "Gaspar"];
const SURNAMES: [&str; 9] =
    ["Ordóñez", "Tovar", "Linares", "Arocha", "Quiñónez", "Zelaya", "Sequín", "Bracamonte", "Ustáriz"];

/// Three lists that name people by chance, each about half of them, linked.
fn desk() -> Desk {
    let desk = Desk::with_case();
    let mut chance = Chance::new(7);
    let mut lists = vec!["Nombres,Apellidos,Sexo,Cédula,Fecha de nacimiento\n".to_owned(); 3];
    for n in 0..160_usize {
        let (given, first, second) = (GIVEN[n % 8], SURNAMES[n % 9], SURNAMES[(n / 9 + n) % 9]);
        let birth = format!("{:04}-{:02}-{:02}", 1950 + (n * 13) % 55, 1 + (n * 5) % 12, 1 + (n * 11) % 28);
        let (sex, document) = (if n % 2 == 0 { "F" } else { "M" }, 11_345_678 + n * 191_733);
        for list in &mut lists {
            if chance.next() % 100 < 55 {
                writeln!(list, "{given},{first} {second},{sex},V-{document},{birth}")
                    .expect("a string takes it");
            }
        }
    }
    let files = ["juzgado.csv", "familias.csv", "prensa.csv"].into_iter().zip(&lists);
    let files: Vec<_> = files.map(|(name, text)| desk.file(name, text)).collect();
    desk.add(files);
    desk.run(["list", "accept", "--all"]).says(0);
    desk.run(["link"]).says(0);
    desk
}

/// The log's entry for an estimate, as it lies in the case.
fn entered(desk: &Desk) -> Value {
    let files = crate::support::files(&desk.case().join("entries"));
    let mut found = files.iter().filter_map(|path| {
        let entry: Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        let text = entry.to_string();
        text.contains("\"estimated\"").then_some(entry)
    });
    let entry = found.next().expect("an entry");
    assert!(found.next().is_none(), "one estimate, one entry");
    entry
}

/// The value of a name, however deep.
fn deep<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match value {
        Value::Object(fields) => fields.get(name).or_else(|| fields.values().find_map(|it| deep(it, name))),
        Value::Array(values) => values.iter().find_map(|it| deep(it, name)),
        _ => None,
    }
}

#[test]
fn it_is_in_the_log_and_comes_out_again_to_the_digit() {
    let desk = desk();
    let asked = [
        "estimate", "--quick", "--list", "juzgado", "--list", "familias", "--list", "prensa", "--strata",
        "sex", "--draws", "3", "--seed", "11",
    ];
    let first = desk.run(asked).json_any("estimate/1");
    let people = desk.run(["people"]).json_any("people/1")["people"].as_array().map_or(0, Vec::len);
    assert_eq!(first["estimate"]["table"]["documented"], people, "{first}");
    assert!(first["strata"].is_object() && first["linkage"].is_object(), "{first}");

    let entry = entered(&desk);
    let field = |name: &str| deep(&entry, name).unwrap_or_else(|| panic!("{name}: {entry}")).clone();
    assert_eq!(field("seed"), 11);
    assert_eq!(field("documented"), people);
    assert_eq!(field("tables"), first["record"]["tables"]);
    let settings: Value = serde_json::from_str(field("settings").as_str().expect("JSON")).expect("JSON");
    assert_eq!(settings, first["record"]["options"]);
    for (language, words) in [("en", "estimated how many people are on no list"), ("es", "estimó")] {
        let log = desk.run(["log", "--lang", language]).says(0).out;
        assert!(log.contains(words), "{log}");
    }
    desk.is_intact("an estimate");

    // From what the log keeps, and the same register.
    let again = desk.run(asked).json_any("estimate/1");
    assert_eq!(again, first);
    // Another seed draws the linkage otherwise and is another question.
    let other = desk.run(["estimate", "--quick", "--strata", "sex", "--draws", "3", "--seed", "12"]);
    assert_ne!(other.json_any("estimate/1")["record"], first["record"]);
    assert_eq!(desk.entries("estimated"), 3);
}

#[test]
fn the_files_of_a_page_and_the_entry_in_the_log_give_it_again() {
    let desk = desk();
    let served = Served::new(&desk);
    let lists = desk.run(["overlap"]).json_any("overlap/1")["lists"].clone();
    let chosen: Vec<String> =
        lists.as_array().expect("lists").iter().map(|it| format!("list={}", it["list"])).collect();
    let started = served.ask_form("/estimate/case", &format!("{}&strata=sex", chosen.join("&")));
    assert!(started.status == 303 && started.head.contains("location: /estimate\r"), "{}", started.head);
    let deadline = Instant::now() + Duration::from_secs(240);
    while desk.entries("estimated") == 0 {
        assert!(Instant::now() < deadline, "{}", served.page("/estimate", "en"));
        std::thread::sleep(Duration::from_millis(500));
    }
    for (language, said) in [("en", "people"), ("es", "personas")] {
        let page = served.page("/estimate", language);
        let documented = deep(&entered(&desk), "documented").expect("a count").to_string();
        assert!(page.contains(&documented) && page.contains(said), "{page}");
        let ways: Vec<&str> = page
            .split("href=\"")
            .filter(|it| it.starts_with("/estimate/people/"))
            .filter_map(|it| it.split('"').next())
            .collect();
        assert!(ways.len() >= 6, "a way to the people of each history: {page}");
        for way in ways {
            let moved = served.ask("GET", way, &[]);
            let to = moved.head.split("location: ").nth(1).and_then(|it| it.split('\r').next());
            let people = served.page(to.expect("it leads on"), language);
            assert!(people.contains("href=\"/people/"), "{way}: {people}");
        }
    }
    // What the page hands out, asked with what the log keeps.
    let packed = served.ask("GET", "/estimate/estimate.zip", &[]).bytes;
    let mut packed = zip::ZipArchive::new(std::io::Cursor::new(packed)).expect("a ZIP");
    let (mut tables, mut record) = (Vec::new(), Value::Null);
    for at in 0..packed.len() {
        let mut file = packed.by_index(at).expect("a file");
        let (name, mut bytes) = (file.name().expect("a name").into_owned(), Vec::new());
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("whole");
        match name.rsplit_once('.') {
            Some((_, "csv")) => tables.push((name.clone(), desk.file(format!("again/{name}"), bytes))),
            Some((_, "json")) => {
                let found: Value = serde_json::from_slice(&bytes).expect("JSON");
                record = found.get("record").cloned().unwrap_or(found);
            }
            _ => {}
        }
    }
    let entry = entered(&desk);
    assert_eq!(deep(&entry, "tables"), record.get("tables"), "{record}");
    let settings = deep(&entry, "settings").and_then(Value::as_str).expect("settings");
    let mut kept = record.clone();
    kept["options"] = serde_json::from_str(settings).expect("JSON");
    assert_eq!(kept, record);
    let record = desk.file("again/kept.json", kept.to_string());
    let mut again = desk.run(["estimate", "--record"]).arg(record);
    for (_, path) in &tables {
        again = again.arg("--table").arg(path);
    }
    let again = again.json_any("estimate/1");
    assert_eq!(json!(again["record"]["tables"]), kept["tables"]);
    assert_eq!(deep(&again, "documented"), deep(&entry, "documented"));
}
