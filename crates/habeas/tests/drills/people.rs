//! The pages of people as HTTP sees them: each page's HTML kept as a snapshot, judged and taken back, brought up to date,
//! handed out. Invented people only.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::pages::{Served, settled};
use crate::support::Desk;

const GIVEN: [&str; 6] = ["Inés", "Teodoro", "Luz Marina", "Wilmer", "Aracely", "Fermín"];
const SURNAMES: [&str; 7] = ["Ordóñez", "Tovar", "Linares", "Arocha", "Quiñónez", "Zelaya", "Sequín"];

/// Invented person number `n`, as a row.
fn somebody(n: usize) -> String {
    let (given, first, second) = (GIVEN[n % 6], SURNAMES[n % 7], SURNAMES[(n * 3 + 2) % 7]);
    let birth = format!("{:04}-{:02}-{:02}", 1960 + (n * 7) % 45, 1 + n % 12, 1 + (n * 11) % 28);
    format!("{given},{first} {second},V-{},{birth}", 12_345_678 + n * 91_733)
}

/// A list of people as CSV.
fn list(people: impl IntoIterator<Item = usize>, more: &[&str]) -> String {
    let mut text = "Nombres,Apellidos,Cédula,Fecha de nacimiento\n".to_owned();
    people.into_iter().for_each(|n| writeln!(text, "{}", somebody(n)).expect("a string takes it"));
    more.iter().for_each(|row| writeln!(text, "{row}").expect("a string takes it"));
    text
}

/// A case with three declared lists. Rosa Quispe is on two of them with two dates of birth and no document, a stranger
/// bears her name, and somebody's name is a script.
fn desk() -> Desk {
    let desk = Desk::with_case();
    let police = list(
        0..20,
        &["Rosa,Quispe Ñahui,,1990-03-05", "<script>alert(1)</script>,Tovar <b>Arocha,V-77,1980-01-02"],
    );
    let families =
        list(12..30, &["Rosa,Quispe Nahui,,1990-05-03", "Rosa,Quispe Ñahui,V-9.876.543,1951-11-30"]);
    let press = list(16..24, &["Luis,Ccori Huamán,,1977-07-07"]);
    let files = [
        desk.file("policía.csv", police),
        desk.file("familias.csv", families),
        desk.file("prensa.csv", press),
    ];
    desk.add(files);
    desk.run(["list", "accept", "--all"]).says(0);
    desk
}

pub fn linked() -> Desk {
    let desk = desk();
    desk.run(["link"]).says(0);
    desk
}

fn people(desk: &Desk, search: &str) -> Vec<Value> {
    let said = desk.run(["people", "--records", "--search", search]).json_any("people/1");
    said["people"].as_array().expect("a list").clone()
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// Somebody of two rows: the person, and both records.
fn shared(desk: &Desk) -> (String, String, String) {
    let said = desk.run(["people", "--records", "--several"]).json_any("people/1");
    let people = said["people"].as_array().expect("a list");
    let of_two = people.iter().find(|it| it["records"].as_array().is_some_and(|rows| rows.len() == 2));
    let person = of_two.expect("somebody of two rows");
    let record = |at: usize| text(&person["records"][at]["record"]);
    (text(&person["person"]), record(0), record(1))
}

fn lists(desk: &Desk) -> Vec<u64> {
    let said = desk.run(["overlap"]).json_any("overlap/1");
    said["lists"].as_array().expect("lists").iter().map(|it| it["list"].as_u64().expect("a number")).collect()
}

#[test]
fn every_page_keeps_its_form_in_both_languages() {
    let desk = linked();
    let served = Served::new(&desk);
    let (person, one, other) = shared(&desk);
    let rosa = text(&people(&desk, "rosa quispe")[0]["person"]);
    let lists = lists(&desk);
    let compare = format!("/compare?one={}&other={}", lists[0], lists[1]);
    let pages = [
        ("people", "/people".to_owned()),
        ("people_searched", format!("/people?q=arocha&list=on-{}&several=1", lists[0])),
        ("people_nobody", "/people?q=zzz".to_owned()),
        ("person", format!("/people/{person}")),
        ("person_rosa", format!("/people/{rosa}")),
        ("review", "/review".to_owned()),
        ("review_blind", "/review?blind=1".to_owned()),
        ("pair", format!("/review/{one}/{other}")),
        ("compare", "/compare".to_owned()),
        ("compare_both", compare.clone()),
        ("compare_one", format!("{compare}&show=one")),
        ("compare_unsure", format!("{compare}&show=unsure")),
        ("overlap", "/overlap".to_owned()),
    ];
    for (name, path) in &pages {
        for language in ["en-GB", "es-SV"] {
            let page = served.page(path, language);
            assert!(
                !page.contains("<script>alert") && !page.contains("<b>"),
                "hostile text stays text: {path}"
            );
            let body = page.split_once("</header>").expect("a header").1;
            assert!(!body.contains(">["), "a message is missing: {path}: {body}");
            insta::assert_snapshot!(format!("{name}_{}", &language[..2]), settled(body, &desk));
        }
    }
    let blind = served.page("/review?blind=1", "en");
    assert!(!blind.contains("probably") && !blind.contains("class=\"picture"), "{blind}");
    for path in ["/people/zzzzzzzzzzzzz", &format!("/review/{one}/{one}"), "/compare?one=1&other=x"] {
        assert_eq!(served.ask("GET", path, &[]).status, 404, "{path}");
    }
}

#[test]
fn every_count_leads_to_its_people() {
    let desk = linked();
    let served = Served::new(&desk);
    let page = served.page("/overlap", "en");
    let links: Vec<(String, u64)> = page
        .split("href=\"")
        .filter_map(|it| it.split_once("\" aria-label=\"").filter(|(to, _)| to.starts_with("/people?")))
        .filter_map(|(to, rest)| {
            let count = rest.split_once('>')?.1.split_once('<')?.0;
            Some((to.replace("&amp;", "&"), count.parse().ok()?))
        })
        .collect();
    assert!(links.len() >= 4, "{page}");
    for (to, count) in links {
        let page = served.page(&to, "en");
        let rows = page.matches("href=\"/people/").count() as u64;
        let questions = page.matches("#open\"").count() as u64;
        assert_eq!(rows - questions, count, "{to}");
    }
}

#[test]
fn before_there_is_a_register_the_page_says_what_to_do() {
    let bare = Desk::with_case();
    let served = Served::new(&bare);
    for path in ["/people", "/review", "/compare", "/overlap"] {
        assert!(served.page(path, "en").contains("href=\"/lists\""), "{path}");
    }
    let desk = desk();
    let served = Served::new(&desk);
    let page = served.page("/people", "es");
    assert!(page.contains("Hay 3 listas declaradas") && page.contains("action=\"/people/link\""), "{page}");
    brought_up(&served);
    let page = served.page("/people", "en");
    assert!(page.contains("rows on 3 lists are") && !page.contains("class=\"behind\""), "{page}");
    assert_eq!(desk.entries("linked"), 1);
}

/// Brings the register up to date from the page.
fn brought_up(served: &Served) {
    let started = served.ask_form("/people/link", "back=/people");
    assert!(started.status == 303 && started.head.contains("location: /people\r"), "{}", started.head);
    let deadline = Instant::now() + Duration::from_secs(60);
    while served.page("/people/link/progress", "en") != "{}" {
        assert!(Instant::now() < deadline, "still linking");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_person_judges_and_takes_it_back_in_the_browser() {
    let desk = linked();
    let served = Served::new(&desk);
    let (person, one, other) = shared(&desk);
    let pair = format!("/review/{one}/{other}");
    let form = format!("verdict=different&note=%3Cscript%3Ecousins&back={pair}");
    let judged = served.ask_form(&pair, &form);
    assert!(judged.status == 303 && judged.head.contains(&format!("location: {pair}")), "{}", judged.head);
    assert_eq!(desk.entries("judged"), 1);
    let page = served.page(&pair, "en");
    assert!(page.contains("two people") && page.contains("&lt;script&gt;cousins"), "{page}");
    let page = served.page("/people", "en");
    assert!(page.contains("class=\"behind\""), "the register is behind: {page}");
    brought_up(&served);
    assert_eq!(desk.entries("linked"), 2);
    let page = served.page(&format!("/people/{person}"), "en");
    assert!(page.contains("There is one row only"), "taken apart: {page}");

    let entry = page.split("name=\"entry\" value=\"").nth(1).and_then(|it| it.split('"').next());
    let entry = entry.expect("a way to take it back");
    let taken = served.ask_form("/review/withdraw", &format!("entry={entry}&back=//evil.invalid/x"));
    assert!(taken.status == 303 && taken.head.contains("location: /evil.invalid/x"), "{}", taken.head);
    assert_eq!(served.ask_form("/review/withdraw", &format!("entry={entry}")).status, 404, "only once");
    brought_up(&served);
    let page = served.page(&format!("/people/{person}"), "en");
    assert!(!page.contains("There is one row only") && page.contains("taken back by entry"), "{page}");

    // Blind: nobody sees what the machine says, and the log keeps that it was so.
    let page = served.page(&format!("{pair}?blind=1"), "en");
    assert!(!page.contains("probably") && page.contains("name=\"blind\""), "{page}");
    served.ask_form(&pair, "verdict=unsure&blind=1");
    let all = desk.run(["judgements"]).json_any("judgements/1");
    assert_eq!(all["judgements"][1]["blind"], true, "{all}");

    assert_eq!(served.ask_form(&pair, "verdict=perhaps").status, 404);
    assert_eq!(desk.entries("judged"), 2, "and nothing was entered");
}

#[test]
fn nobody_else_judges_links_or_takes_away() {
    let desk = linked();
    let served = Served::new(&desk);
    let (_, one, other) = shared(&desk);
    let pair = format!("/review/{one}/{other}");
    let before = desk.run(["log"]).json_any("log/1");
    for path in [&pair, "/review/withdraw", "/people/link", "/people/download", "/compare/download"] {
        for headers in [[("Cookie", "")], [("Origin", "http://evil.invalid")], [("Origin", "null")]] {
            assert_eq!(served.ask("POST", path, &headers).status, 403, "{path} {headers:?}");
        }
    }
    assert_eq!(desk.run(["log"]).json_any("log/1"), before);
}

#[test]
fn people_are_handed_out_whole_and_the_log_says_so() {
    let desk = linked();
    let served = Served::new(&desk);
    let check = |form: &str, begins: &str| {
        let answer = served.ask_form("/people/download", form);
        assert!(answer.status == 200 && answer.head.contains("content-disposition: attachment"), "{form}");
        assert!(answer.body.starts_with(begins), "{form}: {}", answer.body);
        answer.body
    };
    let all = desk.run(["people"]).json_any("people/1")["people"].as_array().map_or(0, Vec::len);
    assert_eq!(check("as=csv", "person,name,").lines().count(), all + 1);
    assert_eq!(check("as=records-csv", "item_name,").lines().count(), 22 + 20 + 9 + 1);
    assert_eq!(
        check("as=csv&q=rosa+quispe", "person,name,").lines().count(),
        people(&desk, "rosa quispe").len() + 1
    );
    check("as=xlsx", "PK");
    let json: Value = serde_json::from_str(&check("as=json", "{")).expect("JSON");
    assert_eq!(json["people"].as_array().map(Vec::len), Some(all));
    assert_eq!(desk.entries("exported"), 5);
    let lists = lists(&desk);
    let answer = served.ask_form("/compare/download", &format!("one={}&other={}", lists[0], lists[1]));
    assert!(answer.status == 200 && answer.body.starts_with("on,person,name"), "{}", answer.body);
    assert_eq!(desk.entries("exported"), 6);
}

#[test]
fn a_verdict_needs_somebody_who_gives_it() {
    let desk = linked();
    let (_, one, other) = shared(&desk);
    let pair = format!("/review/{one}/{other}");
    let nobody = Served::by(&desk, "");
    for (language, asks, refuses) in [
        ("en", "Your name, as the log will show it", "Nobody is named who judges."),
        ("es", "Su nombre, como lo mostrará la bitácora", "No se dice quién responde."),
    ] {
        for path in [pair.as_str(), "/review", "/review?blind=1"] {
            let page = nobody.page(path, language);
            assert!(
                page.contains(asks) && !page.contains("not named") && !page.contains("sin nombre"),
                "{page}"
            );
            assert!(page.contains("name=\"who\" required"), "{page}");
        }
        let refused = nobody.ask_form_in(language, &pair, "verdict=same");
        assert!(refused.status == 422 && refused.body.contains(refuses), "{}", refused.body);
    }
    assert_eq!(desk.entries("judged"), 0);
    let judged = nobody.ask_form(&pair, "verdict=same&who=Eva+N%C3%BA%C3%B1ez");
    assert!(judged.status == 303 && judged.head.contains("habeas-reviewer="), "{}", judged.head);
    let all = desk.run(["judgements"]).json_any("judgements/1");
    assert_eq!(all["judgements"][0]["by"], "Eva Núñez");
    // The account's name stands in the field where there is one.
    let served = Served::new(&desk);
    assert!(served.page(&pair, "en").contains("value=\"ana\""));
}

#[test]
fn a_list_that_is_refused_keeps_what_was_typed() {
    let desk = Desk::with_case();
    let file = desk.file("lista.csv", list(0..12, &[]));
    desk.add([file]);
    let served = Served::new(&desk);
    let page = served.page("/lists", "en");
    let id = page
        .split("name=\"proposal\" value=\"")
        .nth(1)
        .and_then(|it| it.split('"').next())
        .expect("a proposal");
    let typed = "name=Primera+entrega&maker=Comit%C3%A9&date=ayer&covers=marzo";
    let form =
        format!("proposal={id}&column-0=given-names&column-1=surnames&column-3=age&on-3=2024-02-15&{typed}");
    for (language, said, what, next) in [
        ("en", "This was not saved.", "ayer is no date.", "Write a day, month or year"),
        ("es", "Esto no se guardó.", "ayer no es una fecha.", "Escriba"),
    ] {
        let refused = served.ask_form_in(language, "/lists/accept", &form);
        assert_eq!(refused.status, 422, "{}", refused.head);
        for wanted in
            [said, what, next, "role=\"alert\"", "value=\"ayer\"", "value=\"Comité\"", "value=\"2024-02-15\""]
        {
            assert!(refused.body.contains(wanted), "{wanted}: {}", refused.body);
        }
    }
    let nameless = form.replace("given-names", "text").replace("surnames", "text").replace("ayer", "2024");
    assert_eq!(served.ask_form("/lists/accept", &nameless).status, 422);
    assert_eq!(desk.entries("list-declared"), 0);
    let accepted = served.ask_form("/lists/accept", &form.replace("ayer", "2024"));
    let entry =
        accepted.head.split("location: /lists/").nth(1).and_then(|it| it.split("\r").next()).expect("a list");
    // A correction.
    let path = format!("/lists/{entry}/change");
    let refused = served.ask_form_in("es", &path, "name=Segunda&date=31%2F02%2F2024");
    assert_eq!(refused.status, 422);
    for wanted in ["31/02/2024 no es una fecha.", "value=\"Segunda\"", "value=\"31/02/2024\""] {
        assert!(refused.body.contains(wanted), "{wanted}: {}", refused.body);
    }
    assert_eq!(served.ask_form(&path, "name=Segunda&date=2024-02").status, 303);
    assert_eq!(desk.entries("list-declared"), 2);
}
