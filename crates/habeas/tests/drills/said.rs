//! Who said what, when, how many, through the real program: the demonstration's own quotations with their speakers, every
//! line with its exact characters, both languages, erasure, and a real article where it is at hand.

use std::path::Path;

use serde_json::Value;

use super::support::{Desk, zip};

const REPORT: &str = "Informe del 3 de marzo de 2025\n\n\
    «En el penal golpearon a Nelson Arocha», denunció la abogada Inés Ordóñez. «Trasladaron de noche al penal a 252 \
    personas», dijo Ordóñez. Ella pidió una lista completa.\n";
const REPLY: &str = "Comunicado\n\n\
    El ministro Rubén Sáez negó que golpearan a Nelson Arocha en el penal. «Trasladamos de noche al penal a 238 \
    personas», dijo Sáez ayer.\n";

fn desk() -> Desk {
    let desk = Desk::with_case();
    let files = [desk.file("informe.txt", REPORT), desk.file("comunicado.txt", REPLY)];
    desk.add(files);
    desk
}

/// Every object with exact characters, wherever it stands: its item, span and characters.
fn spots(value: &Value, item: Option<&str>, found: &mut Vec<(String, u64, u64, String)>) {
    match value {
        Value::Object(object) => {
            let here = object.get("anchor").and_then(|anchor| anchor["item"].as_str());
            let item = here.or(object.get("item").and_then(Value::as_str)).or(item);
            if let (Some(item), Some(exact)) = (item, object.get("exact").and_then(Value::as_str)) {
                let at = |name: &str| object[name].as_u64().expect("a code point");
                found.push((item.to_owned(), at("start"), at("end"), exact.to_owned()));
            }
            object.values().for_each(|value| spots(value, item, found));
        }
        Value::Array(list) => list.iter().for_each(|value| spots(value, item, found)),
        _ => {}
    }
}

/// Everything in a document is exactly the characters that stand at its span.
fn stands(desk: &Desk, document: &Value, least: usize) {
    let mut found = Vec::new();
    spots(document, None, &mut found);
    assert!(found.len() >= least, "{document}");
    let mut texts = std::collections::BTreeMap::new();
    for (item, start, end, exact) in found {
        let text = texts.entry(item.clone()).or_insert_with(|| {
            desk.run(["text", &item]).for_programs().says(0).out.chars().collect::<Vec<char>>()
        });
        let there: String = text[start as usize..end as usize].iter().collect();
        assert_eq!(there, exact, "{item}#c{start}-{end}");
    }
}

fn list(document: &Value, name: &str) -> Vec<Value> {
    document[name].as_array().unwrap_or_else(|| panic!("{document}")).clone()
}

#[test]
fn every_line_rests_on_exact_characters() {
    let desk = desk();
    let quotes = desk.run(["quotes"]).json(0, "quotes/1");
    stands(&desk, &quotes, 6);
    stands(&desk, &desk.run(["quotes", "--disputed"]).json(0, "disputes/1"), 2);
    stands(&desk, &desk.run(["timeline"]).json(0, "timeline/1"), 2);
    stands(&desk, &desk.run(["timeline", "--unresolved"]).json(0, "timeline/1"), 2);
    let figures = desk.run(["figures", "--of", "personas"]).json(0, "figures/1");
    stands(&desk, &figures, 2);
    let people = &list(&figures, "figures")[0];
    let values: Vec<_> =
        list(people, "figures").iter().map(|it| (it["low"].clone(), it["disagrees"].clone())).collect();
    assert_eq!(values, [(252.0.into(), true.into()), (238.0.into(), true.into())], "{figures}");
    let dated = desk.run(["timeline", "--from", "2025", "--to", "2025-03"]).json(0, "timeline/1");
    assert_eq!(
        (&dated["timeline"][0]["value"], &dated["timeline"][0]["precision"]),
        (&"2025-03-03".into(), &"day".into())
    );
    // Yesterday of an unknown day stays unresolved.
    assert_eq!((list(&dated, "timeline").len(), &dated["unresolved"]), (1, &1.into()), "{dated}");
    desk.is_rebuilt_the_same("annotated");
}

#[test]
fn a_denial_stands_beside_what_it_denies() {
    let desk = desk();
    let disputes = desk.run(["quotes", "--disputed"]).json(0, "disputes/1");
    let pairs: Vec<_> = list(&disputes, "disputes")
        .iter()
        .map(|it| {
            let speaker = |side: &str| it[side]["speaker"]["name"].as_str().unwrap_or_default().to_owned();
            (speaker("claim"), speaker("denial"))
        })
        .collect();
    assert!(pairs.contains(&("Inés Ordóñez".to_owned(), "Rubén Sáez".to_owned())), "{pairs:?}");
}

#[test]
fn a_denial_meets_what_it_denies_in_another_language() {
    let check = |denial: &str, expected: Option<(&str, &str)>| {
        let desk = Desk::with_case();
        let report = "Report\n\n\"Guards tortured Nelson Arocha in Piedra Honda Prison,\" said the lawyer Agnes Marlow.\n";
        desk.add([
            desk.file("report.txt", report),
            desk.file("comunicado.txt", format!("Comunicado\n\n{denial}\n")),
        ]);
        let disputes = desk.run(["quotes", "--disputed"]).json(0, "disputes/1");
        stands(&desk, &disputes, if expected.is_some() { 2 } else { 0 });
        let found: Vec<(Value, Value, Value)> = list(&disputes, "disputes")
            .into_iter()
            .map(|it| (it["violations"].clone(), it["names_of_claim"].clone(), it["names"].clone()))
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(claim, denial)| (["torture"].into(), [claim].into(), [denial].into()))
            .collect();
        assert_eq!(found, expected, "{denial}");
    };
    check(
        "El ministro Rubén Sáez negó que torturaran a Nelson Arocha Rivas.",
        Some(("Nelson Arocha", "Nelson Arocha Rivas")),
    );
    check("El ministro Rubén Sáez negó que torturaran a Iris Pons Vega.", None);
    check("El ministro Rubén Sáez negó que expulsaran a Nelson Arocha Rivas.", None);
}

#[test]
fn what_was_erased_is_said_no_more() {
    let desk = desk();
    let file = desk.case().join("derived/annotations.sqlite");
    let holds = |words: &str| {
        let bytes = std::fs::read(&file).expect("it is there");
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    };
    assert!(holds("Inés Ordóñez") && holds("Rubén Sáez"));
    desk.run(["erase", "informe.txt", "--reason", "amenazas", "--yes"]).says(0);
    assert!(!holds("Inés Ordóñez") && !holds("ines ordonez") && holds("Rubén Sáez"));
    let quotes = desk.run(["quotes"]).json(0, "quotes/1");
    assert!(list(&quotes, "quotes").iter().all(|it| it["anchor"]["name"] == "comunicado.txt"), "{quotes}");
    desk.is_rebuilt_the_same("erased");
}

#[test]
fn a_case_without_annotations_says_how_to_get_them() {
    let desk = desk();
    let before = desk.run(["quotes"]).json(0, "quotes/1");
    let file = desk.case().join("derived/annotations.sqlite");
    std::fs::remove_file(&file).expect("removed");
    let said = desk.run(["quotes"]).says(2);
    assert!(said.err.contains("habeas add"), "{said:?}");
    desk.run(["add"]).says(0);
    assert_eq!(desk.run(["quotes"]).json(0, "quotes/1"), before);
    desk.run(["quotes", "--stance", "shouts"]).says(2);
    desk.run(["quotes", "--violation", "noise"]).says(2);
    desk.run(["timeline", "--from", "ayer"]).says(2);
}

#[test]
fn rows_of_a_declared_list_leave_the_timeline_and_the_figures() {
    let desk = Desk::with_case();
    let text = "Familias de la calle Siete. Nos reunimos el 9 de febrero de 2024 y contamos 12 detenidos.\n\n\
        1. QUISPE ROJO, Rosa, de 41 años, 05/06/1987\n2. PARRA SOTO, Luis, de 33 años, 17/08/1990\n\
        3. LEÓN GIL, Ana, de 29 años, 19/01/1994\n4. MORA PAZ, Iván, de 27 años, 21/03/1996\n\n\
        Entregado a la prensa.\n";
    desk.add([desk.file("familias.txt", text)]);
    let told = |args: &[&str], kind: &str| {
        let said = desk.run(args).json(0, kind);
        let words = said.to_string();
        (words.contains("9 de febrero") || words.contains("12 detenidos"), words.contains("1994"), said)
    };
    let (said, listed, before) = told(&["timeline"], "timeline/1");
    assert!(said && listed && before["in_lists"] == 0, "no list is declared yet: {before}");
    desk.run(["list", "accept", "familias.txt", "--name", "Siete"]).says(0);
    let (said, listed, after) = told(&["timeline"], "timeline/1");
    assert!(said && !listed && after["in_lists"].as_u64() >= Some(4), "{after}");
    let (said, listed, within) = told(&["timeline", "--in-lists"], "timeline/1");
    assert!(!said && listed && list(&within, "timeline").len() as u64 == after["in_lists"], "{within}");
    let (said, listed, whole) = told(&["timeline", "familias.txt"], "timeline/1");
    assert!(said && listed, "of one item everything is told: {whole}");
    let (said, _, figures) = told(&["figures"], "figures/1");
    assert!(said && !figures.to_string().contains("29 años"), "{figures}");
    assert!(told(&["figures", "--in-lists"], "figures/1").2.to_string().contains("29 años"), "{figures}");
    stands(&desk, &within, 4);
}

/// What is told of two texts, in one language.
fn told(language: &str) -> String {
    let desk = desk();
    let commands: [&[&str]; 8] = [
        &["quotes"],
        &["quotes", "--confidence", "0"],
        &["quotes", "comunicado.txt", "--speaker", "saez"],
        &["quotes", "--disputed"],
        &["timeline"],
        &["timeline", "--unresolved"],
        &["figures"],
        &["figures", "--disagreeing"],
    ];
    let mut told = String::new();
    for arguments in commands {
        let said = desk.run(arguments).env("LC_ALL", language).says(0);
        assert!(!said.out.contains("[") && !said.err.contains("["), "{said:?}");
        let notes: String = said.err.lines().map(|line| format!("! {line}\n")).collect();
        told.push_str(&format!("$ habeas {}\n{}{notes}\n", arguments.join(" "), said.out));
    }
    told
}

#[test]
fn two_sides_told_in_english() {
    insta::assert_snapshot!("english", told("C"));
}

#[test]
fn two_sides_told_in_spanish() {
    insta::assert_snapshot!("spanish", told("es_SV.UTF-8"));
}

#[test]
fn the_demonstration_says_who_said_what() {
    let desk = Desk::new();
    desk.run(["demo", "--no-serve"]).arg(desk.case()).says(0);
    let quotes = desk.run(["quotes"]).json(0, "quotes/1");
    stands(&desk, &quotes, 200);
    let says = |content: &str, speaker: &str, known: &str| {
        let said = list(&quotes, "quotes");
        let found: Vec<_> = said
            .iter()
            .filter(|it| it["anchor"]["exact"].as_str().unwrap_or_default().contains(content))
            .collect();
        assert!(!found.is_empty(), "{content}");
        let right = |it: &&Value| it["speaker"]["name"] == speaker && it["speaker"]["known"] == known;
        assert!(found.iter().any(right), "{content}: {found:?}");
        found.into_iter().find(right).cloned().unwrap_or_default()
    };
    says("Me dicen que no está muerto. Que me digan dónde está", "Eulalia Marcano", "named");
    let fear =
        says("Ningún inocente tiene nada que temer de una lista", "Octavio Larrondo Peñalver", "resolved");
    assert_eq!(fear["source"]["exact"], "el ministro");
    let night = says("que los traslados se hayan hecho de noche", "Clemencia Ustáriz", "named");
    assert_eq!(night["stance"], "denies");
    let insulin =
        says("que se le negó la insulina durante más de una semana", "La familia de Zambrano", "described");
    assert_eq!(insulin["stance"], "alleges");
    let timeline = desk.run(["timeline", "--from", "2024-02-15", "--to", "2024-02-15"]).json(0, "timeline/1");
    assert!(
        list(&timeline, "timeline").iter().any(|it| it["anchor"]["exact"] == "15 de febrero de 2024"),
        "{timeline}"
    );
    let figures = desk.run(["figures", "--of", "personas"]).json(0, "figures/1");
    let values: Vec<_> = list(&figures["figures"][0], "figures").iter().map(|it| it["low"].clone()).collect();
    assert!([238.0, 252.0].iter().all(|value| values.contains(&(*value).into())), "{values:?}");
}

#[test]
fn a_real_article_has_its_speakers() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/inputs");
    if !inputs.is_dir() {
        println!("skipped: the real input is not at hand");
        return;
    }
    let desk = Desk::with_case();
    desk.add([&inputs]);
    let quotes = desk.run(["quotes", "article.txt"]).json(0, "quotes/1");
    stands(&desk, &quotes, 10);
    let said = list(&quotes, "quotes");
    let speaker = |content: &str| {
        let found =
            said.iter().find(|it| it["anchor"]["exact"].as_str().unwrap_or_default().contains(content));
        found.unwrap_or_else(|| panic!("{content}: {quotes}"))["speaker"]["name"].clone()
    };
    assert_eq!(speaker("Until then, we will continue"), "Nayib Bukele");
    assert!(said.iter().all(|it| it["anchor"]["exact"] != "\"Surviving CECOT\""), "a title is nobody's word");
    // Nobody says when it was published, so that "earlier this week" is no day.
    let open = desk.run(["timeline", "article.txt", "--unresolved"]).json(0, "timeline/1");
    assert!(list(&open, "timeline").iter().any(|it| it["anchor"]["exact"] == "Earlier this week"), "{open}");
    let dated = desk.run(["timeline", "article.txt"]).json(0, "timeline/1");
    let values: Vec<_> = list(&dated, "timeline").iter().map(|it| it["value"].clone()).collect();
    assert!(values.contains(&"2025-02".into()), "{values:?}");
}

/// A DOCX with one paragraph: words, and words deleted or inserted with change tracking.
fn corrected(runs: &[(&str, &str)]) -> Vec<u8> {
    let run = |(change, words): &(&str, &str)| {
        let element = if *change == "del" { "delText" } else { "t" };
        let run = format!("<w:r><w:{element} xml:space=\"preserve\">{words}</w:{element}></w:r>");
        match *change {
            "" => run,
            _ => format!("<w:{change} w:author=\"Ana\" w:date=\"2025-03-01T10:00:00Z\">{run}</w:{change}>"),
        }
    };
    let runs: String = runs.iter().map(run).collect();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zip(&[
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"a\" Type=\"{office}/officeDocument\" Target=\"word/document.xml\"/>\
                 </Relationships>"
            ),
        ),
        (
            "word/document.xml",
            format!(
                "<?xml version=\"1.0\"?><w:document \
                 xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p>{runs}</w:p>\
                 </w:body></w:document>"
            ),
        ),
    ])
}

#[test]
fn a_deleted_digit_is_in_no_figure_and_is_shown_as_deleted() {
    let check = |runs: &[(&str, &str)], values: &[f64], shown: &str, hidden: &str| {
        let desk = Desk::with_case();
        desk.add([desk.file("acta.docx", corrected(runs))]);
        let figures = desk.run(["figures"]).json(0, "figures/1");
        stands(&desk, &figures, 2);
        let all = list(&figures, "figures").iter().flat_map(|it| list(it, "figures")).collect::<Vec<_>>();
        assert_eq!(all.iter().map(|it| it["low"].as_f64().unwrap_or(0.0)).collect::<Vec<_>>(), values);
        let said = desk.run(["figures"]).says(0).out;
        assert!(said.contains(shown), "{said}");
        assert!(hidden.is_empty() || !said.contains(hidden), "{said}");
    };
    let (before, after) = (("", "La abogada Inés Ordóñez contó 2"), ("", " personas en el penal."));
    check(&[before, ("del", "52"), ("ins", "38"), after], &[238.0], "2[deleted: 52]38", "25238");
    check(&[before, ("", "52"), ("del", "7"), after], &[252.0], "“252 personas”", "7");
    let whole = ("", "Inés Ordóñez contó ");
    check(&[whole, ("del", "14"), ("ins", "252"), after], &[252.0], "“252 personas”", "14");
}
