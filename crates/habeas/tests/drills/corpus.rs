//! Real material through the real program: the demonstration corpus reads as it should, and so does a real article
//! where it is at hand.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::support::Desk;

fn has_tesseract() -> bool {
    Command::new("tesseract").arg("--version").output().is_ok()
}

#[test]
fn the_demonstration_case_reads_as_its_readme_says() {
    if !has_tesseract() {
        println!("skipped: tesseract is not installed, and the corpus has scans");
        return;
    }
    let desk = Desk::new();
    desk.run(["demo", "--no-serve"]).arg(desk.case()).says(0);
    let items: BTreeMap<String, Value> = desk
        .items()
        .into_values()
        .map(|item| (item["name"].as_str().unwrap_or_default().to_owned(), item))
        .collect();
    assert_eq!(items.len() + 1, desk.items().len(), "one name stands for two web captures of one page");

    let unread: Vec<&str> =
        items.iter().filter(|(_, item)| item["state"] != "whole").map(|(name, _)| name.as_str()).collect();
    assert_eq!(unread, ["auto-2024-05-02.pdf", "hoja-enfermeria.pdf", "oficio-0388-2016.doc"]);
    let defect = |name: &str| items[name]["defects"][0]["kind"].as_str().unwrap_or_default().to_owned();
    assert_eq!(defect("auto-2024-05-02.pdf"), "damaged");
    assert_eq!(defect("hoja-enfermeria.pdf"), "encrypted");
    assert_eq!(defect("oficio-0388-2016.doc"), "unsupported-format");
    assert_eq!(defect("notas-llamada.txt"), "empty");
    assert_eq!(defect("boletin-2024-03-12.pdf"), "wrong-extension");

    let cites = |item: &str, quote: &str| {
        let said = desk.run(["cite", item, "--find", quote]).for_programs().arg("--json").says(0);
        let said_anchor: Value = serde_json::from_str(&said.out).expect("one JSON document");
        let first =
            if said_anchor["type"] == "AnnotationPage" { &said_anchor["items"][0] } else { &said_anchor };
        let file = desk.file("anchor.json", &said.out);
        desk.run(["check"]).arg(file).says(0);
        first["target"]["habeas:places"].as_array().cloned().unwrap_or_default()
    };
    assert_eq!(cites("comunicado-041-2024.pdf", "más de 300")[0]["page"], 1);
    let cell = cites("lista-parcial-trasladados.xlsx", "NELSON IVAN");
    assert_eq!((&cell[0]["row"], &cell[0]["column"]), (&Value::from(8), &Value::from(3)));
    let bytes = cites("lista comité (versión 3).csv", "AROCHA BELTRAN, NELSON IVAN")[0]["bytes"].clone();
    assert_eq!(bytes[1].as_u64().zip(bytes[0].as_u64()).map(|(end, start)| end - start), Some(27));
    assert_eq!(cites("manifiesto-vuelo-7012.pdf", "MANIFIESTO DE PASAJEROS")[0]["page"], 1);
    let time = cites("entrevista-nelson-arocha.srt", "El ministro no corrió.");
    assert!(time[0]["milliseconds"][0].as_u64() < time[0]["milliseconds"][1].as_u64());

    // Without its accent, in capitals, divided by a line, in whatever form: the same documents.
    let found = |words: &str| {
        let found = desk.run(["search", words]).json(0, "search/1");
        found["hits"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|hit| hit["name"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(found("Núñez"), found("NUNEZ"));
    assert!(found("nuñez").len() > 2);
    assert!(found("\"MANIFIESTO DE PASAJEROS\"").contains(&"\"manifiesto-vuelo-7012.pdf\"".to_owned()));

    desk.is_intact("the demonstration");
    desk.is_rebuilt_the_same("the demonstration");
}

#[test]
fn a_real_article_is_read_whole_cited_and_proven() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/inputs");
    if !inputs.is_dir() {
        println!("skipped: the real input is not at hand");
        return;
    }
    let desk = Desk::with_case();
    desk.run(["add", "--from", "the desk"]).arg(&inputs).says(0);
    let status = desk.run(["status"]).json(0, "status/1");
    assert_eq!(status["states"]["whole"], status["items"]);
    let search = |words: &str| desk.run(["search", words]).json(0, "search/1");
    for words in ["CECOT", "\"criticised conditions\"~3", "criticised NEAR/3 conditions"] {
        let found = search(words);
        assert_eq!(found["hits"][0]["name"], "article.txt", "{words}: {found}");
        let anchor = &found["hits"][0]["snippets"][0]["anchor"];
        let at = format!("{}-{}", anchor["start"], anchor["end"]);
        let quote = desk.run(["text", "article.txt", "--at", &at]).for_programs().says(0).out;
        assert!(quote.starts_with("CECOT") || quote == "criticised the conditions", "{quote}");
    }
    for (words, nearest) in [
        ("\"Bukele said\"", "Bukele said"),
        ("\"prisión máxima\"", "prisión~2 máxima~2"),
        ("prisión máxima", "prisión~2 máxima~2"),
    ] {
        let found = search(words);
        let of_article =
            found["hits"].as_array().expect("a list").iter().any(|hit| hit["name"] == "article.txt");
        assert!(!of_article, "{words}: {found}");
        assert_eq!((&found["total"], &found["nearest"]["words"]), (&0.into(), &nearest.into()), "{words}");
    }
    let said = desk.run(["cite", "article.txt", "--find", "hit back at former US"]).for_programs().says(0);
    assert!(said.out.contains("article.txt"), "{said:?}");
    desk.run(["cite", "article.txt", "--find", "prisión máxima"]).says(2);
    let proof = desk.at("proof");
    desk.run(["prove", "article.txt", "--to"]).arg(&proof).says(0);
    let mut check = Command::new("python3");
    check.arg(proof.join("verify.py")).arg(inputs.join("article.txt"));
    desk.bare(&desk.at("home"), check).says(0);
}
