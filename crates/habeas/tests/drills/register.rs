//! The register from the outside: lists become people, people judge, and what was decided stays, can be taken back, and
//! comes out the same when everything is made again. Invented people only.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::support::Desk;

const GIVEN: [&str; 10] =
    ["Inés", "Teodoro", "Luz Marina", "Wilmer", "Yajaira", "Nelson", "Aracely", "Ramiro", "Dilcia", "Fermín"];
const SURNAMES: [&str; 12] = [
    "Ordóñez",
    "Tovar",
    "Linares",
    "Arocha",
    "Beltrán",
    "Anzola",
    "Prieto",
    "Quiñónez",
    "Zelaya",
    "Mejía",
    "Urdaneta",
    "Sequín",
];

/// Invented person number `n`: given names, two surnames, document, birth.
pub(super) fn somebody(n: usize) -> (String, String, String, String) {
    let surnames = format!("{} {}", SURNAMES[n % 12], SURNAMES[(n * 5 + 3) % 12]);
    let birth = format!("{:04}-{:02}-{:02}", 1960 + (n * 7) % 45, 1 + n % 12, 1 + (n * 11) % 28);
    (GIVEN[n % 10].to_owned(), surnames, format!("V-{}", 12_345_678 + n * 91_733), birth)
}

/// A list of people as CSV.
pub(super) fn list(people: impl IntoIterator<Item = usize>) -> String {
    let mut text = "Nombres,Apellidos,Cédula,Fecha de nacimiento\n".to_owned();
    for n in people {
        let (given, surnames, document, birth) = somebody(n);
        writeln!(text, "{given},{surnames},{document},{birth}").expect("a string takes it");
    }
    text
}

/// A case with two lists that share people 20 to 39, declared and linked.
fn linked() -> Desk {
    let desk = Desk::with_case();
    let one = desk.file("policía.csv", list(0..40));
    let other = desk.file("familias.csv", list(20..60));
    desk.add([one, other]);
    desk.run(["list", "accept", "--all"]).says(0);
    desk.run(["link"]).says(0);
    desk
}

pub(super) fn people(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let said = desk.run(["people"]).args(more).json_any("people/1");
    said["people"].as_array().expect("a list").clone()
}

fn ids(people: &[Value]) -> Vec<String> {
    people.iter().map(|it| it["person"].as_str().expect("an id").to_owned()).collect()
}

fn lists(desk: &Desk) -> Vec<u64> {
    let said = desk.run(["overlap"]).json_any("overlap/1");
    let lists = said["lists"].as_array().expect("lists");
    lists.iter().map(|it| it["list"].as_u64().expect("a number")).collect()
}

#[test]
fn two_lists_become_one_register() {
    let desk = linked();
    let all = people(&desk, &[]);
    assert_eq!(all.len(), 60, "twenty people are on both");
    let lists: Vec<String> = lists(&desk).iter().map(u64::to_string).collect();
    let compared = desk.run(["compare", &lists[0], &lists[1]]).json_any("compare/1");
    let count = |key: &str| compared[key].as_array().expect("a list").len();
    assert_eq!((count("both"), count("only_one"), count("only_other"), count("unsure")), (20, 20, 20, 0));
    let sets = desk.run(["overlap"]).json_any("overlap/1");
    let total: u64 =
        sets["sets"].as_array().expect("sets").iter().map(|it| it["persons"].as_u64().unwrap_or(0)).sum();
    assert_eq!(total, 60);
    // Every value leads back to its characters.
    let id = ids(&people(&desk, &["--list", &lists[0], "--list", &lists[1]]))[0].clone();
    let person = desk.run(["person", &id[..9]]).json_any("person/1");
    assert_eq!(person["records"].as_array().map(Vec::len), Some(2));
    for group in person["groups"].as_array().expect("groups") {
        for held in group["values"].as_array().expect("values") {
            let value = &held["value"];
            let at = format!("{}-{}", value["start"], value["end"]);
            let item = held["item"].as_str().expect("an item");
            let cited = desk.run(["cite", item, "--at", &at]).says(0);
            assert!(cited.out.contains(value["exact"].as_str().expect("words")), "{cited:?}");
        }
    }
    // Both languages say it, and nothing is missing of the words.
    for language in ["en", "es"] {
        for command in
            [vec!["person", &id], vec!["people", "--records"], vec!["overlap"], vec!["log"], vec!["link"]]
        {
            let said = desk.run(&command).args(["--lang", language]).says(0);
            assert!(!said.out.contains("[") || command[0] == "person", "{said:?}");
        }
        let said = desk.run(["compare", &lists[0], &lists[1], "--lang", language]).says(0);
        assert!(said.out.contains("20"), "{said:?}");
    }
    desk.is_rebuilt_the_same("after linking");
    desk.is_intact("after linking");
}

#[test]
fn bars_add_up_to_the_number_shown() {
    let desk = linked();
    let shared = people(&desk, &["--several", "--records"]);
    let records = shared[0]["records"].as_array().expect("records");
    let id = |at: usize| records[at]["record"].as_str().expect("an id").to_owned();
    let stranger = people(&desk, &[]).into_iter().map(|it| it["person"].as_str().unwrap_or("").to_owned());
    let stranger = stranger.into_iter().find(|it| *it != id(0) && *it != id(1)).expect("somebody else");
    for (one, other) in [(id(0), id(1)), (id(0), stranger)] {
        let said = desk.run(["link", "--explain", &one, &other]).json_any("explain/1");
        let number = |value: &Value| value.as_f64().expect("a number");
        let fields = said["fields"].as_array().expect("fields");
        let bars: f64 = fields.iter().map(|it| number(&it["bits"]) + number(&it["rarity"])).sum();
        let sum = number(&said["prior"]) + number(&said["kin"]) + bars;
        assert!((sum - number(&said["weight"])).abs() < f64::EPSILON, "{said}");
    }
    for language in ["en", "es"] {
        let said = desk.run(["link", "--explain", &id(0), &id(1), "--lang", language]).says(0);
        assert!(!said.out.contains('[') && said.out.contains('+'), "{said:?}");
    }
}

#[test]
fn a_new_list_keeps_the_people_known() {
    let desk = linked();
    let before = ids(&people(&desk, &[]));
    let third = desk.file("prensa.csv", list(50..70));
    desk.add([third]);
    desk.run(["list", "accept", "--all"]).says(0);
    let behind = desk.run(["people"]).says(0);
    assert!(behind.err.contains("habeas link"), "{behind:?}");
    let said = desk.run(["link"]).json_any("link/1");
    assert_eq!((said["afresh"].as_bool(), said["persons"].as_u64()), (Some(false), Some(70)));
    let after = ids(&people(&desk, &[]));
    assert!(before.iter().all(|id| after.contains(id)), "nobody known lost the id");
    let again = desk.run(["link"]).says(0);
    assert!(again.out.contains("up to date"), "{again:?}");
    desk.is_rebuilt_the_same("after a new list");
    desk.run(["rebuild"]).ends();
    assert_eq!(ids(&people(&desk, &[])), after, "made again from the log");
    // From the beginning: the same people, the same ids.
    desk.run(["link", "--afresh"]).says(0);
    assert_eq!(ids(&people(&desk, &[])), after);
}

#[test]
fn judgements_stand_above_the_machine_and_can_be_taken_back() {
    let desk = linked();
    let shared = people(&desk, &["--several", "--records"]);
    let records = shared[0]["records"].as_array().expect("records");
    let id = |at: usize| records[at]["record"].as_str().expect("an id").to_owned();
    let (one, other) = (id(0), id(1));
    let judged = desk.run(["judge", &one, &other, "different", "--note", "two cousins"]).json_any("judged/1");
    assert_eq!(judged["standing"], "different");
    desk.run(["link"]).says(0);
    assert_eq!(people(&desk, &[]).len(), 61, "taken apart");
    desk.is_rebuilt_the_same("after a split");
    // Somebody else says the opposite: it joins nobody, and is shown.
    desk.run(["judge", &one, &other, "same", "--by", "Eva"]).says(0);
    let said = desk.run(["link"]).json_any("link/1");
    assert_eq!((said["persons"].as_u64(), said["to_review"].as_u64()), (Some(61), Some(1)));
    // Taken back, the other one stands.
    let entry = judged["entry"].to_string();
    desk.run(["judge", "--withdraw", &entry]).says(0);
    desk.run(["judge", "--withdraw", &entry]).says(2);
    desk.run(["link"]).says(0);
    assert_eq!(people(&desk, &[]).len(), 60);
    let all = desk.run(["judgements"]).json_any("judgements/1");
    let standing: Vec<bool> =
        all["judgements"].as_array().expect("rows").iter().map(|it| it["stands"] == true).collect();
    assert_eq!(standing, [false, true]);
    desk.is_rebuilt_the_same("after judgements");
}

#[test]
fn judgements_travel_whole_or_not_at_all() {
    let desk = linked();
    let shared = people(&desk, &["--several", "--records"]);
    let record = |person: usize, at: usize| {
        shared[person]["records"][at]["record"].as_str().expect("an id").to_owned()
    };
    desk.run(["judge", &record(0, 0), &record(0, 1), "same"]).says(0);
    desk.run(["judge", &record(1, 0), &record(2, 1), "different"]).says(0);
    let lines = desk.run(["judgements", "--lines"]).says(0).out;
    assert!(
        lines.lines().count() == 2 && lines.contains("\"positive\"") && lines.contains("\"negative\""),
        "{lines}"
    );
    let sheet = desk.run(["judgements", "--csv"]).says(0).out;
    let log = desk.run(["log"]).says(0).out;
    assert_eq!(log.matches("exported").count(), 2, "{log}");
    // A line with a record that nobody knows stops all of them.
    let bad = desk.file("bad.csv", format!("{sheet}0000000000000,{},same,,,,,\n", record(3, 0)));
    let said = desk.run(["judgements", "--import"]).arg(&bad).says(2);
    assert!(said.err.contains("0000000000000"), "{said:?}");
    let count = || desk.run(["judgements"]).json_any("judgements/1")["judgements"].as_array().map(Vec::len);
    assert_eq!(count(), Some(2));
    for (name, text) in [("good.csv", &sheet), ("good.ijson", &lines)] {
        let good = desk.file(name, text);
        desk.run(["judgements", "--import"]).arg(&good).args(["--by", "Eva"]).says(0);
    }
    assert_eq!(count(), Some(6));
}

#[test]
fn a_review_works_through_lines() {
    let desk = linked();
    let sample = ["review", "--blind", "--sample", "4", "--seed", "7"];
    let said = desk.run(sample).args(["--by", "Ana"]).input("s\nz\nd\nn why not\nu\nx\ns\nq\n").says(0);
    assert!(!said.out.contains("bits"), "the score is hidden: {said:?}");
    let rows = desk.run(["judgements"]).json_any("judgements/1")["judgements"].clone();
    let verdicts: Vec<(String, bool)> = rows
        .as_array()
        .expect("rows")
        .iter()
        .map(|it| (it["verdict"].as_str().expect("a verdict").to_owned(), it["stands"] == true))
        .collect();
    let expected = [("same", false), ("different", true), ("unsure", true), ("same", true)];
    assert_eq!(verdicts, expected.map(|(verdict, stands)| (verdict.to_owned(), stands)));
    assert_eq!(rows[2]["note"], "why not");
    desk.run(sample).args(["--by", "Eva"]).input("d\nu\nd\nq\n").says(0);
    let found = desk.run(["judgements", "--agreement"]).json_any("agreement/1")["agreement"].clone();
    assert_eq!((found[0]["pairs"].as_u64(), found[0]["agreed"].as_u64()), (Some(3), Some(2)));
    assert!(desk.run(["judgements", "--agreement"]).says(0).out.contains("kappa"));
}

#[test]
fn erased_names_leave_the_register() {
    let desk = linked();
    desk.run(["erase", "familias.csv", "--reason", "safety", "--yes"]).says(0);
    let file = std::fs::read(desk.case().join("derived/register.sqlite")).expect("the register");
    // Number 59 stood on the erased list alone.
    let word = "urdaneta linares";
    let held = file.windows(word.len()).any(|it| it == word.as_bytes());
    let (_, surnames, ..) = somebody(58);
    assert!(!held, "{surnames}");
    assert_eq!(people(&desk, &[]).len(), 40);
    desk.run(["link"]).says(0);
    assert_eq!(people(&desk, &[]).len(), 40);
}

/// Runs `link --table` and returns what it prints.
fn table(desk: &Desk, path: &Path, more: &[&str]) -> String {
    let map = ["--map", "Nombres=given-names", "--map", "Apellidos=surnames", "--map", "Cédula=document"];
    let birth = ["--map", "Fecha de nacimiento=birth"];
    desk.run(["link", "--table"]).arg(path).args(map).args(birth).args(more).says(0).out
}

#[test]
fn a_bare_table_gives_the_same_in_any_order_and_with_any_threads() {
    let desk = Desk::new();
    let rows: Vec<String> = list((0..40).chain(20..60)).lines().skip(1).map(str::to_owned).collect();
    let text = |order: &mut dyn Iterator<Item = usize>| {
        let mut text = "id,Nombres,Apellidos,Cédula,Fecha de nacimiento\n".to_owned();
        order.for_each(|at| text.push_str(&format!("r{at},{}\n", rows[at])));
        text
    };
    let forward = desk.file("forward.csv", text(&mut (0..80)));
    let backward = desk.file("backward.csv", text(&mut (0..80).rev()));
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let first = table(&desk, &forward, &["--id", "id", "--threads", "1"]);
    assert_eq!(sorted(&first), sorted(&table(&desk, &backward, &["--id", "id", "--threads", "3"])));
    let persons: std::collections::BTreeSet<&str> =
        first.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(persons.len(), 60);
    let semicolons = desk.file("semicolons.csv", text(&mut (0..80)).replace(',', ";"));
    assert_eq!(table(&desk, &semicolons, &["--id", "id"]), first);
    assert!(
        table(&desk, &forward, &["--id", "id", "--pairs"])
            .starts_with("one,other,weight,probability,joined\n")
    );
}

#[test]
fn a_bare_table_that_does_not_fit_is_named() {
    let desk = Desk::new();
    let good = desk.file("good.csv", list(0..5));
    let check = |path: &Path, arguments: &[&str], expected: &str| {
        let said = desk.run(["link", "--table"]).arg(path).args(arguments).says(2);
        assert!(said.err.contains(expected), "{arguments:?}: {said:?}");
    };
    check(&good, &["--map", "Nombre=name"], "Nombres, Apellidos");
    check(&good, &["--map", "Nombres=nickname"], "given-names");
    check(&good, &["--map", "Nombres"], "COLUMN=MEANING");
    check(&good, &["--map", "Nombres=age"], "age@2024-02-15");
    check(&good, &["--map", "Nombres=age@2024-02-30"], "2024-02-30");
    check(&good, &["--map", "Nombres=name@2024-02-15"], "name");
    check(&good, &["--map", "Nombres=name", "--map", "Nombres=birth"], "Nombres");
    check(&good, &["--map", "Nombres=name", "--id", "Nombre"], "Nombre");
    check(&desk.file("short.csv", "a,b\n1,2\n3\n"), &["--map", "a=name"], "line 3");
    check(&desk.file("latin.csv", b"a,b\nx,y\nIn\xe9s,z\n"), &["--map", "a=name"], "line 3, column 1");
    check(&desk.file("twice.csv", "id,a\n1,x\n1,y\n"), &["--map", "a=name", "--id", "id"], "Line 3");
    check(&desk.file("empty.csv", ""), &["--map", "a=name"], "no heading");
    check(&desk.at("absent.csv"), &["--map", "a=name"], "absent.csv");
}

#[test]
fn nobody_is_merged_on_a_name_alone() {
    let desk = Desk::new();
    let mut text = "id,Nombre\n".to_owned();
    for n in 0..400 {
        let (given, surnames, ..) = somebody(n % 200);
        writeln!(text, "{n},{given} {surnames}").expect("a string takes it");
    }
    let path = desk.file("names.csv", text);
    let said =
        desk.run(["link", "--table"]).arg(&path).args(["--map", "Nombre=name", "--id", "id"]).says(0).out;
    for line in said.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        assert_eq!(cells[0], cells[1], "{line}");
    }
}

#[test]
fn bad_lists_take_bounded_time() {
    let desk = Desk::new();
    let same = "Juan Pérez\n".repeat(100_000);
    let empty = ",,\n".repeat(2_000);
    for (name, text) in [
        ("header.csv", "Nombre,Cédula,Lugar\n".to_owned()),
        ("one.csv", "Nombre,Cédula,Lugar\nInés Luna,,\n".to_owned()),
        ("missing.csv", format!("Nombre,Cédula,Lugar\n{empty}")),
        ("name.csv", format!("Nombre\n{same}")),
        ("long.csv", format!("Nombre\n{}\nInés\n", "Inés ".repeat(2_000))),
    ] {
        let rows = text.lines().count() - 1;
        let path = desk.file(name, &text);
        let said = desk.run(["link", "--table"]).arg(&path).args(["--map", "Nombre=name"]).says(0);
        assert_eq!(said.out.lines().count(), rows + 1, "{name}");
    }
}

#[test]
fn without_lists_the_next_step_is_said() {
    let desk = Desk::with_case();
    for command in [vec!["link"], vec!["people"], vec!["overlap"], vec!["review"]] {
        let said = desk.run(&command).says(2);
        assert!(said.err.contains("habeas list") || said.err.contains("habeas link"), "{said:?}");
    }
}

/// The demonstration's lists against what its tale says: record by record, in pairs.
#[test]
fn the_demonstration_is_a_register_that_a_careful_person_would_sign() {
    const LISTS: [(&str, &str); 6] = [
        ("Ministerio: lista parcial", "official"),
        ("Manifiesto del vuelo 7012", "manifest"),
        ("Comité 8F: versión 3", "family"),
        ("Petición de habeas corpus", "filing"),
        ("Hoja en la puerta del Coliseo", "coliseum"),
        ("Bus 2", "bus"),
    ];
    let truth = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/make/truth.csv");
    let truth = std::fs::read_to_string(truth).expect("the tale's truth");
    let known: std::collections::BTreeMap<(&str, u64), &str> = truth
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.splitn(5, ',').collect();
            ((cells[0], cells[2].parse().expect("a row")), cells[3])
        })
        .collect();
    let desk = Desk::new();
    desk.run(["demo", "--no-serve"]).arg(desk.case()).ends();
    let said = desk.run(["people", "--records"]).json_any("people/1");
    let names: std::collections::BTreeMap<u64, &str> = said["register"]["lists"]
        .as_array()
        .expect("lists")
        .iter()
        .filter_map(|it| {
            let code = LISTS.iter().find(|(name, _)| it["name"] == *name)?.1;
            Some((it["list"].as_u64()?, code))
        })
        .collect();
    assert!(
        ["official", "manifest", "family"].iter().all(|it| names.values().any(|code| code == it)),
        "{names:?}"
    );
    let mut records: Vec<Told<'_>> = Vec::new();
    for person in said["people"].as_array().expect("people") {
        for it in person["records"].as_array().expect("records") {
            let row = it["row"].as_u64().expect("a row");
            let Some(code) = it["list"].as_u64().and_then(|list| names.get(&list)) else { continue };
            let told = known.get(&(*code, row)).unwrap_or_else(|| panic!("{code} has no row {row}"));
            let text = |key: &str| it[key].as_str().expect("an id").to_owned();
            records.push((
                text("record"),
                told,
                text("person"),
                code,
                it["name"].as_str().unwrap_or_default().to_owned(),
            ));
        }
    }
    let review = desk.run(["people"]).json_any("people/1")["register"]["to_review"].as_u64().unwrap_or(0);
    let (mut right, mut wrong, mut missed) = (0.0, Vec::new(), Vec::new());
    for (at, one) in records.iter().enumerate() {
        for other in &records[at + 1..] {
            match (one.1 == other.1, one.2 == other.2) {
                (true, true) => right += 1.0,
                (false, true) => wrong.push((one, other)),
                (true, false) => missed.push((one, other)),
                (false, false) => {}
            }
        }
    }
    let main = ["official", "manifest", "family"];
    println!(
        "{} records, {right} pairs right, {} wrong, {} missed, {review} to review",
        records.len(),
        wrong.len(),
        missed.len()
    );
    assert!(wrong.is_empty(), "joined and two people: {wrong:?}");
    let recall = |right: f64, missed: usize| right / (right + missed as f64);
    assert!(recall(right, missed.len()) > 0.85, "{missed:?}");
    let among_main = missed.iter().filter(|it| main.contains(&it.0.3) && main.contains(&it.1.3)).count();
    assert!(recall(right_among(&records, &main), among_main) > 0.85, "{missed:?}");
    // What was not joined is asked about; of a row without a name there is nothing to ask.
    for (one, other) in missed {
        if one.4.contains("N.N.") || other.4.contains("N.N.") {
            continue;
        }
        let person = desk.run(["person", &one.2]).json_any("person/1");
        // Records of lists that are copies are asked about too.
        let others: Vec<&str> = said["people"]
            .as_array()
            .expect("people")
            .iter()
            .flat_map(|person| person["records"].as_array().expect("records"))
            .filter(|it| it["person"] == *other.2)
            .filter_map(|it| it["record"].as_str())
            .collect();
        let asked = person["questions"].as_array().expect("questions").iter().any(|it| {
            ["one", "other"].iter().any(|side| it[side].as_str().is_some_and(|id| others.contains(&id)))
        });
        assert!(asked, "{one:?} {other:?}");
    }
}

/// How many pairs of records of these lists are one person in the tale and in the register.
fn right_among(records: &[Told], lists: &[&str]) -> f64 {
    let among: Vec<&Told> = records.iter().filter(|it| lists.contains(&it.3)).collect();
    let mut right = 0.0;
    for (at, one) in among.iter().enumerate() {
        right += among[at + 1..].iter().filter(|it| it.1 == one.1 && it.2 == one.2).count() as f64;
    }
    right
}

/// A record, who it is in the tale, who in the register, its list and its name.
type Told<'a> = (String, &'a str, String, &'a str, String);
