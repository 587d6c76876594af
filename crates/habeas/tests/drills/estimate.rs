//! `habeas estimate` as a person meets it: what is wrong with a table is said in both languages with the next step and in
//! bounded time, and a record gives the same digits again.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use crate::support::Desk;

const OVERLAPS: &str =
    "police,press,family,count\n1,0,0,80\n0,1,0,70\n0,0,1,90\n1,1,0,30\n1,0,1,25\n0,1,1,28\n1,1,1,12\n";

/// A table, how the command ends, and what it says in English and in Spanish.
fn check(table: &str, code: i32, english: &str, spanish: &str) {
    let desk = Desk::new();
    let path = desk.file("table.csv", table);
    for (language, wanted, next) in [("en", english, "Next:"), ("es", spanish, "Qué hacer:")] {
        let begun = Instant::now();
        let run = desk.run(["estimate", "--quick", "--lang", language, "--table"]).arg(&path);
        let said = run.says(code);
        let all = format!("{}{}", said.out, said.err);
        assert!(all.contains(wanted), "{wanted}: {all}");
        assert!(code < 2 || said.err.contains(next), "{all}");
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    }
}

#[test]
fn tables_that_are_none() {
    check("a,b,count\n1,0,-3\n", 2, "line 2: the count “-3”", "línea 2: el conteo «-3»");
    check("a,b,count\n1,0,2.5\n", 2, "line 2: the count “2.5”", "línea 2: el conteo «2.5»");
    check("a,count\n1,3\n", 2, "one list.", "una lista.");
    check("a,b,c,count\n0,0,0,0\n1,1,1,0\n", 2, "counts nobody", "no cuenta a nadie");
    let over = "a,b,count\n1,0,18446744073709551615\n0,1,18446744073709551615\n";
    check(over, 2, "more than 1,000,000,000", "más de 1.000.000.000");
    check("a,b,c,d,e,f,g,h,i,j,k,count\n", 2, "11 lists", "11 listas");
}

#[test]
fn tables_that_carry_no_total() {
    check("a,b,count\n1,0,60\n0,1,40\n1,1,20\n", 1, "Two lists alone", "Solo dos listas");
    // All of c is on a as well.
    let inside = "a,b,c,count\n1,0,0,50\n0,1,0,40\n1,1,0,20\n1,0,1,30\n1,1,1,12\n";
    check(inside, 0, "100 % of c is also on a", "El 100 % de c está también en a");
}

#[test]
fn ten_lists_and_millions_of_people_end_in_time() {
    let mut table = String::from("a,b,c,d,e,f,g,h,i,j,count\n");
    for at in 0..200_u32 {
        let history = at * 421 % 1023 + 1;
        for list in 0..10 {
            let _ = write!(table, "{},", history >> list & 1);
        }
        let _ = writeln!(table, "{}", 1 + at % 3);
    }
    check(&table, 0, "At least 399", "Al menos 399");
    let rows = "a,b,c\n".to_owned() + &"1,0,0\n0,1,0\n1,1,0\n0,0,1\n1,0,1\n0,1,1\n1,1,1\n".repeat(300_000);
    check(&rows, 0, "2,100,000 people", "2.100.000 personas");
}

#[test]
fn a_record_gives_the_same_digits() {
    let desk = Desk::new();
    let table = desk.file("table.csv", OVERLAPS);
    let asked = ["estimate", "--quick", "--seed", "7", "--period", "police=2023..2024", "--table"];
    let first = desk.run(asked).arg(&table).json_any("estimate/1");
    let record = desk.file("record.json", first["record"].to_string());
    let again = desk.run(["estimate", "--record"]).arg(&record).arg("--table").arg(&table);
    assert_eq!(again.json_any("estimate/1"), first);
    fs::write(&table, OVERLAPS.replace("80", "81")).expect("written");
    let other = desk.run(["estimate", "--record"]).arg(&record).arg("--table").arg(&table).says(2);
    assert!(other.err.contains("from other tables"), "{other:?}");
    let spanish = desk.run(["estimate", "--lang", "es", "--table", "nada.csv"]).says(2);
    assert!(spanish.err.contains("nada.csv no se puede abrir"), "{spanish:?}");
}
