//! Lists of people through the real program: the demonstration's lists row by row against the truth, a person's word on a
//! proposal, exact characters, erasure, and bad input in bounded time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::support::{Desk, Said};

/// Letters and digits, small, with no accents: what is written alike.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ã' => 'a',
        'é' | 'ê' => 'e',
        'í' => 'i',
        'ó' | 'ô' => 'o',
        'ú' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        other => other,
    };
    text.to_lowercase().chars().map(plain).filter(|c| c.is_alphanumeric()).collect()
}

/// The lines of the truth: list, row, name as written.
fn truth() -> BTreeMap<String, Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/make/truth.csv");
    let text = std::fs::read_to_string(path).expect("the truth about the demonstration's lists");
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let list = line.split(',').next().expect("a list").to_owned();
        let written = match line.split_once(",\"") {
            // Quotes inside are doubled; the marks behind never have any.
            Some((_, rest)) => rest.rsplit_once("\",").map_or(rest, |(name, _)| name).replace("\"\"", "\""),
            None => line.split(',').nth(4).expect("a name").to_owned(),
        };
        lists.entry(list).or_default().push(written);
    }
    lists
}

fn records(desk: &Desk, list: &str) -> Vec<Value> {
    let said = desk.run(["list", "rows", list]).json(0, "list-rows/1");
    said["records"].as_array().unwrap_or_else(|| panic!("{said}")).clone()
}

/// The parts of a record's name, as written, in the order of its columns.
fn name(record: &Value) -> String {
    let names = ["name", "given-names", "surnames", "first-surname", "second-surname"];
    let values = record["values"].as_array().expect("values").iter();
    let parts = values.filter(|it| names.contains(&it["meaning"].as_str().unwrap_or_default()));
    parts.map(|it| it["text"].as_str().unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

/// Every value of every record is exactly the characters that stand at its span.
fn stands(desk: &Desk, item: &str, records: &[Value]) {
    let text: Vec<char> = desk.run(["text", item]).for_programs().says(0).out.chars().collect();
    for value in records.iter().flat_map(|it| it["values"].as_array().expect("values")) {
        let at = |name: &str| value[name].as_u64().expect("a code point") as usize;
        let there: String = text[at("start")..at("end")].iter().collect();
        assert_eq!(there, value["text"].as_str().unwrap_or_default());
    }
}

#[test]
fn the_demonstrations_lists_are_found_and_read_row_by_row() {
    if Command::new("tesseract").arg("--version").output().is_err() {
        println!("skipped: tesseract is not installed, and two of the lists are pictures");
        return;
    }
    let desk = Desk::new();
    desk.run(["demo", "--no-serve"]).arg(desk.case()).says(0);
    let said = desk.run(["list"]).json(0, "lists/1");
    assert_eq!(said["proposals"], Value::Array(Vec::new()), "nothing else looks like a list of people");
    let truth = truth();
    // The list, its item, its declared name, how many names must be read as they are written, in a hundred.
    for (list, item, called, least) in [
        ("official", "lista-parcial-trasladados.xlsx", "Ministerio: lista parcial", 100),
        ("manifest", "manifiesto-vuelo-7012.pdf", "Manifiesto del vuelo 7012", 96),
        ("family", "lista comité (versión 3).csv", "Comité 8F: versión 3", 100),
        ("filing", "peticion-habeas-corpus.pdf", "Petición de habeas corpus", 100),
        ("coliseum", "hoja-puerta-coliseo.jpg", "Hoja en la puerta del Coliseo", 90),
        ("bus", "lista-bus-2.csv", "Bus 2", 100),
    ] {
        let written = &truth[list];
        let read = records(&desk, called);
        let right =
            read.iter().zip(written).filter(|(record, written)| fold(&name(record)) == fold(written)).count();
        println!("{list}: {} rows of {}, {right} names right", read.len(), written.len());
        assert_eq!(read.len(), written.len(), "{list}");
        assert!(right * 100 >= written.len() * least, "{list}: {right} of {}", written.len());
        stands(&desk, item, &read);
    }
    let copy =
        said["lists"].as_array().expect("lists").iter().find(|it| it["name"] == "Manifiesto, hoja 2 (OCR)");
    let manifest =
        said["lists"].as_array().expect("lists").iter().find(|it| it["name"] == "Manifiesto del vuelo 7012");
    assert_eq!(copy.expect("the copy")["copy_of"], manifest.expect("the manifest")["list"]);
    assert_eq!(said["copies"], Value::Array(Vec::new()), "what is said to be a copy is not pointed out");
    // The families' ages stand among dates of birth, and whose names they are is kept apart from who reports.
    let family = records(&desk, "Comité 8F: versión 3");
    let meaning = |row: usize, label: &str| {
        let values = family[row]["values"].as_array().expect("values");
        values.iter().find(|it| it["label"] == label).map(|it| it["meaning"].clone()).unwrap_or_default()
    };
    assert_eq!((meaning(0, "F. nac. / edad"), meaning(8, "F. nac. / edad")), ("birth".into(), "age".into()));
    assert_eq!(meaning(0, "Reporta"), Value::from("other-person"));
    desk.is_rebuilt_the_same("with lists");
}

#[test]
fn a_list_whose_cells_are_broken_over_lines_says_so() {
    let broken = "Detenidos\n\n1. QUISPE ROJO, Rosa\tV-61234\t05/06/1987\n567\n2. PARRA SOTO, Luis\tV-62345\t17/08/1990\n678\n\
        3. LEÓN GIL, Ana\tV-63456\t19/01/1994\n789\n4. MORA PAZ, Iván\tV-64567\t21/03/1996\n890\n";
    let whole = broken.lines().filter(|line| line.len() > 3).collect::<Vec<_>>().join("\n") + "\n";
    let mark = ["no row. Values may go on there", "no es un renglón. Puede que allí sigan valores"];
    for (text, told) in [(broken, true), (whole.as_str(), false)] {
        let desk = Desk::with_case();
        desk.add([desk.file("lista.txt", text)]);
        let said = desk.run(["list", "accept", "lista.txt", "--name", "Una"]).says(0);
        assert_eq!(said.out.contains(mark[0]), told, "{said:?}");
        let said = desk.run(["--lang", "es", "list"]).says(0);
        assert_eq!(said.out.contains(mark[1]), told, "{said:?}");
    }
}

const SHEET: &str = "N°;Nombre;Cédula;Nacimiento\n1;\"QUISPE ROJO, Rosa\";V-61.234.567;05/06/1987\n\
    2;\"PARRA SOTO, Luis\";V-62.345.678;07/08/1990\n;TOTAL;2;\n3;\"LEÓN GIL, Ana\";V-63.456.789;09/01/1994\n";

fn one_list(sheet: &str) -> Desk {
    let desk = Desk::with_case();
    let file = desk.file("lista.csv", sheet);
    desk.add([file]);
    desk
}

fn fails(said: &Said, word: &str) {
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("Next:") && said.err.contains(word), "{said:?}");
}

#[test]
fn a_person_accepts_corrects_and_withdraws() {
    let desk = one_list(SHEET);
    let before = desk.run(["list"]).json(0, "lists/1");
    let proposal = &before["proposals"][0];
    let birth = proposal["columns"].as_array().expect("columns").iter().find(|it| it["meaning"] == "birth");
    assert_eq!(birth.expect("a column of births")["order"], "ambiguous", "no value settles day and month");
    assert_eq!(before["lists"], Value::Array(Vec::new()), "a proposal is no list");

    fails(&desk.run(["list", "accept", "lista.csv", "--column", "Edad=age"]).ends(), "B (Nombre)");
    fails(&desk.run(["list", "accept", "lista.csv", "--column", "B=nombre"]).ends(), "other-person");
    fails(&desk.run(["list", "accept", "lista.csv", "--column", "Nombre=text"]).ends(), "name");
    fails(&desk.run(["list", "accept", "lista.csv", "--date", "febrero"]).ends(), "2024-02-15");
    fails(&desk.run(["list", "accept", "nada"]).ends(), "habeas list");
    assert_eq!(desk.entries("list-declared"), 0, "nothing was declared by mistake");

    let words = ["--name", "Comité", "--maker", "Comité 9", "--date", "2024-02", "--covers", "detenidos"];
    let said = desk.run(["list", "accept", "lista.csv"]).args(words).json(0, "lists/1");
    let list = said["lists"][0]["list"].to_string();
    let read = records(&desk, "Comité");
    assert_eq!(
        read.iter().map(name).collect::<Vec<_>>(),
        ["QUISPE ROJO, Rosa", "PARRA SOTO, Luis", "LEÓN GIL, Ana"]
    );
    stands(&desk, "lista.csv", &read);
    let passed = desk.run(["list", "rows", &list, "--passed"]).json(0, "list-passed/1");
    assert_eq!(
        (&passed["passed"][0]["reason"], &passed["passed"][0]["after_row"]),
        (&"total".into(), &2.into())
    );
    assert!(desk.run(["list"]).json(0, "lists/1")["proposals"].as_array().is_some_and(Vec::is_empty));

    let said = desk
        .run(["list", "change", &list, "--name", "Familias", "--column", "D=event-date"])
        .json(0, "lists/1");
    assert_eq!(said["lists"][0]["list"].to_string(), list, "a correction keeps the number");
    assert_eq!(
        (&said["lists"][0]["maker"], &said["lists"][0]["name"]),
        (&"Comité 9".into(), &"Familias".into())
    );
    let again = records(&desk, "Familias");
    assert_eq!(
        again[0]["record"], read[0]["record"],
        "a record is named by its words, not by what is said of them"
    );
    assert_eq!(again[0]["values"][3]["meaning"], "event-date");

    desk.is_rebuilt_the_same("a corrected list");
    desk.run(["list", "withdraw", "Familias", "--reason", "repetida"]).says(0);
    fails(&desk.run(["list", "rows", "Familias"]).ends(), "habeas list");
    let open = desk.run(["list"]).json(0, "lists/1");
    let id = open["proposals"][0]["proposal"].as_str().expect("it is proposed again").to_owned();
    desk.run(["list", "refuse", &id]).says(0);
    assert_eq!(desk.run(["list"]).json(0, "lists/1")["proposals"], Value::Array(Vec::new()));
    desk.is_intact("decisions about lists");
    desk.is_rebuilt_the_same("a refused list");
}

#[test]
fn an_erased_item_leaves_no_word_among_the_lists() {
    let desk = one_list(SHEET);
    desk.run(["list", "accept", "lista.csv", "--name", "Una"]).says(0);
    let path = desk.case().join("derived/lists.sqlite");
    let holds = |word: &str| {
        let bytes = std::fs::read(&path).expect("the lists");
        bytes.windows(word.len()).any(|window| window == word.as_bytes())
    };
    assert!(holds("QUISPE") && holds("Nacimiento"));
    desk.run(["erase", "lista.csv", "--reason", "seguridad", "--yes"]).says(0);
    assert!(!holds("QUISPE") && !holds("PARRA") && !holds("Nacimiento"));
    let said = desk.run(["list"]).json(0, "lists/1");
    assert_eq!((&said["lists"][0]["state"], &said["lists"][0]["records"]), (&"gone".into(), &0.into()));
    desk.is_rebuilt_the_same("an erased list");
}

#[test]
fn copies_are_pointed_out_and_a_person_decides() {
    let names = [
        "Rosa Quispe Rojo",
        "Luis Parra Soto",
        "Ana León Gil",
        "Juan Mora Díaz",
        "Eva Rey Paz",
        "Iván Sáez Cruz",
    ];
    let desk = Desk::with_case();
    let sheet = |lines: &[&str]| {
        lines.iter().fold("Nombre;Edad\n".to_owned(), |mut text, name| {
            let _ = writeln!(text, "{name};34");
            text
        })
    };
    let one = desk.file("una.csv", sheet(&names));
    let other = desk.file(
        "otra.csv",
        sheet(&["ROSA QU1SPE ROJO", "Luis Parra Soto", "Ana Leon Gil", "Juan Mora Diaz", "Eva Rey Paz"]),
    );
    desk.add([one, other]);
    desk.run(["list", "accept", "--all"]).says(0);
    let said = desk.run(["list"]).json(0, "lists/1");
    let copy = said["copies"][0].clone();
    assert_eq!(copy["percent"], 100, "{said}");
    desk.run(["list", "copy-of", &copy["list"].to_string(), &copy["of"].to_string()]).says(0);
    let said = desk.run(["list"]).json(0, "lists/1");
    assert_eq!(said["copies"], Value::Array(Vec::new()));
    fails(&desk.run(["list", "copy-of", "una.csv", "una.csv"]).ends(), "una.csv");
}

#[test]
fn lines_of_text_are_a_list_over_pages_and_wraps() {
    let text = "Oficio\n\nRelación de detenidos\n\n 1. ROJO PARRA, Ana María  V-61.234.567  03/05/1994\n 2. SOTO LEÓN, Luis\n    \
        V-62.345.678  04/06/1991\n3) GIL MORA, Eva   V-63.456.789   13/09/1985\n4. REY PAZ, Juan José\tV-64.567.890\t01/01/1970\n\n\
        Es todo lo que se informa en esta fecha, con la reserva del caso y sin más que agregar.\n";
    let desk = Desk::with_case();
    let file = desk.file("oficio.txt", text);
    desk.add([file]);
    desk.run(["list", "accept", "oficio.txt", "--name", "Oficio"]).says(0);
    let read = records(&desk, "Oficio");
    let names: Vec<String> = read.iter().map(name).collect();
    assert_eq!(names, ["ROJO PARRA, Ana María", "SOTO LEÓN, Luis", "GIL MORA, Eva", "REY PAZ, Juan José"]);
    let document = |at: usize| {
        let values = read[at]["values"].as_array().expect("values");
        values.iter().find(|it| it["meaning"] == "document").map(|it| it["text"].clone())
    };
    assert_eq!(document(1), Some("V-62.345.678".into()), "the row runs on over a line");
    stands(&desk, "oficio.txt", &read);
    desk.is_rebuilt_the_same("a list in lines");
}

#[test]
fn bad_input_ends_soon_and_with_a_clear_word() {
    let desk = Desk::with_case();
    let mut many = "Nombre;Edad\n".to_owned();
    (0..100_000).for_each(|_| many.push_str("Rosa Quispe Rojo;34\n"));
    let mut swapped = "Nombre;Cédula\n".to_owned();
    for at in 0..40 {
        let (name, document) =
            (format!("Rosa {}", ["Quispe", "Rojo", "Parra", "Soto"][at % 4]), format!("V-61.234.5{at:02}"));
        let _ = if at < 20 {
            writeln!(swapped, "{name};{document}")
        } else {
            writeln!(swapped, "{document};{name}")
        };
    }
    let long = format!("Nombre;Edad\n{};34\nAna Rojo;35\nLuis Soto;36\n", "Rosa ".repeat(2_000).trim());
    let missing = format!("Nombre;Edad\n{}", ";\n".repeat(500));
    let files = [
        desk.file("vacía.csv", "Nombre;Edad\n"),
        desk.file("muchas.csv", many),
        desk.file("cambiada.csv", swapped),
        desk.file("larga.csv", long),
        desk.file("sin nada.csv", missing),
        desk.file("nada.csv", ""),
    ];
    desk.add(files);
    let said = desk.run(["list"]).json(0, "lists/1");
    let mut found: Vec<&str> = said["proposals"]
        .as_array()
        .expect("proposals")
        .iter()
        .filter_map(|it| it["item_name"].as_str())
        .collect();
    found.sort_unstable();
    assert_eq!(found, ["cambiada.csv", "larga.csv", "muchas.csv"], "an empty list is none");

    let accept = |item: &str| desk.run(["list", "accept", item, "--name", item]).says(0);
    let told = accept("muchas.csv");
    assert!(told.out.contains("100,000 records") && told.out.contains("Only about 1 different"), "{told:?}");
    let told = accept("cambiada.csv");
    assert!(told.out.contains("20 of 40 values do not look like name (rows 21 to 40)"), "{told:?}");
    assert!(told.out.contains("20 of 40 values do not look like identity document"), "{told:?}");
    accept("larga.csv");
    let read = records(&desk, "larga.csv");
    assert_eq!((read.len(), name(&read[0]).len()), (3, 9_999), "no name is cut");
    desk.is_rebuilt_the_same("bad input");
}
