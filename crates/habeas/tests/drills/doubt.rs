//! What a linkage leaves open and what is told of the lists: draws of an estimate, lists that repeat each other, other names,
//! columns that change places. Invented people only.

use std::fmt::Write as _;

use super::register::{list, people, somebody};
use super::support::Desk;

/// Three lists of which every two share people. Of some on the third, where it is `doubtful`, only a name and a year of birth are
/// told. Returns the share of the estimate's variance that lies between draws of the linkage.
fn between_draws(doubtful: bool) -> f64 {
    let desk = Desk::with_case();
    let mut third = list((0..100).filter(|n| n % 5 != 1).skip(10));
    if doubtful {
        let less = |(at, line): (usize, &str)| {
            let cells: Vec<&str> = line.split(',').collect();
            match at % 4 {
                1 => format!("{},{},,{}\n", cells[0], cells[1], cells[3].get(..4).unwrap_or_default()),
                _ => format!("{line}\n"),
            }
        };
        third = third
            .lines()
            .enumerate()
            .map(|it| if it.0 == 0 { format!("{}\n", it.1) } else { less(it) })
            .collect();
    }
    let files = [
        desk.file("policía.csv", list((0..70).filter(|n| n % 3 != 0))),
        desk.file("familias.csv", list((30..100).filter(|n| n % 4 != 0))),
        desk.file("prensa.csv", third),
    ];
    desk.add(files);
    desk.run(["list", "accept", "--all"]).says(0);
    desk.run(["link"]).says(0);
    let said = desk.run(["estimate", "--seed", "5"]).json_any("estimate/1");
    said["linkage"]["between"].as_f64().unwrap_or_else(|| panic!("no draws: {said}"))
}

#[test]
fn an_estimate_carries_what_the_linkage_leaves_open() {
    let settled = between_draws(false);
    assert!(settled < 1e-12, "nothing is in doubt: {settled}");
    let between = between_draws(true);
    assert!(between > 1e-6, "{between}");
}

#[test]
fn a_list_that_repeats_another_is_pointed_out() {
    let desk = Desk::with_case();
    let one = desk.file("policía.csv", list(0..40));
    // The same people in another order and with other headings: another item, the same rows.
    let again = list((0..40).rev()).replace("Nombres,Apellidos", "Nombre,Apellido");
    let copy = desk.file("prensa.csv", again);
    desk.add([one, copy]);
    desk.run(["list", "accept", "--all"]).says(0);
    let said = desk.run(["link"]).json_any("link/1");
    let told = said["not_compared"].as_array().expect("notes").iter().find(|it| it["why"] == "looks-copied");
    assert_eq!(told.and_then(|it| it["records"].as_u64()), Some(40), "{said}");
    for (language, word) in [("en", "list copy-of"), ("es", "parece una copia")] {
        let said = desk.run(["link", "--afresh", "--lang", language]).says(0);
        assert!(said.out.contains(word), "{said:?}");
    }
    desk.is_rebuilt_the_same("after a copy");
}

#[test]
fn other_names_are_compared_and_worded() {
    let desk = Desk::with_case();
    let with_alias = |people: std::ops::Range<usize>| {
        let mut text = "Nombres,Apellidos,Alias,Fecha de nacimiento\n".to_owned();
        for n in people {
            let (given, surnames, _, birth) = somebody(n);
            writeln!(text, "{given},{surnames},El {},{birth}", ["Chino", "Flaco", "Gato"][n % 3])
                .expect("a string takes it");
        }
        text
    };
    let files = [desk.file("policía.csv", with_alias(0..40)), desk.file("familias.csv", with_alias(20..60))];
    desk.add(files);
    desk.run(["list", "accept", "--all"]).says(0);
    desk.run(["link"]).says(0);
    let shared = people(&desk, &["--several", "--records"]);
    let record = |at: usize| shared[0]["records"][at]["record"].as_str().expect("an id").to_owned();
    let said = desk.run(["link", "--explain", &record(0), &record(1)]).json_any("explain/1");
    let fields = said["fields"].as_array().expect("fields");
    let alias = fields.iter().find(|it| it["field"] == "alias").expect("other names are compared");
    assert_eq!(alias["level"], "equal");
    assert!(alias["bits"].as_f64().is_some_and(|it| it > 0.0), "{alias}");
    for (language, word) in [("en", "Other names: one in common"), ("es", "Otros nombres: uno en común")] {
        let said = desk.run(["link", "--explain", &record(0), &record(1), "--lang", language]).says(0);
        assert!(said.out.contains(word), "{said:?}");
    }
}

#[test]
fn columns_swapped_half_way_down_end_in_time_and_join_nobody_wrongly() {
    let desk = Desk::with_case();
    let swapped = list(0..200)
        .lines()
        .enumerate()
        .map(|(at, line)| {
            let cells: Vec<&str> = line.split(',').collect();
            if at > 100 {
                format!("{},{},{},{}\n", cells[2], cells[3], cells[0], cells[1])
            } else {
                format!("{line}\n")
            }
        })
        .collect::<String>();
    let files = [desk.file("policía.csv", list(0..200)), desk.file("familias.csv", swapped)];
    desk.add(files);
    desk.run(["list", "accept", "--all"]).says(0);
    let begun = std::time::Instant::now();
    desk.run(["link"]).says(0);
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "{:?}", begun.elapsed());
    // The good half finds its people; nobody stands twice on one list.
    let all = people(&desk, &["--records"]);
    for person in &all {
        let of: Vec<u64> = person["records"]
            .as_array()
            .expect("records")
            .iter()
            .filter_map(|it| it["list"].as_u64())
            .collect();
        assert!(of.len() < 3 && (of.len() < 2 || of[0] != of[1]), "{person}");
    }
    assert!(all.len() >= 200 && all.len() <= 310, "{}", all.len());
}
