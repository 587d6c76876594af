//! Whatever is given, the answer is an error that says where, or a verdict; never a panic, a hang or a figure beyond
//! reason.

use std::time::{Duration, Instant};

use estimate::csv::{CsvError, read};
use estimate::{Options, Table, TableError, Verdict, estimate};
use proptest::prelude::*;

fn error(text: &str) -> String {
    read(text.as_bytes()).expect_err("not a table").to_string()
}

#[test]
fn each_error_says_where() {
    for (text, says) in [
        ("", "the first line must name two lists"),
        ("count\n3\n", "the first line must name two lists"),
        ("a,count\n1,3\n", "1 lists"),
        ("a,a,count\n1,0,3\n", "two lists are called \"a\""),
        ("a,b,count\n1,0,-3\n", "line 2: the count \"-3\""),
        ("a,b,count\n1,0,2.5\n", "line 2: the count \"2.5\""),
        ("a,b,count\n1,0,\n", "line 2: the count \"\""),
        ("a,b,count\n1,0,99999999999999999999\n", "line 2: the count"),
        ("a,b,count\n1,0,1000000001\n", "more than 1000000000 people"),
        ("a,b,count\n1,0,18446744073709551615\n1,0,18446744073709551615\n", "more than 1000000000 people"),
        ("a,b,count\n1,x,3\n", "line 2, column b: \"x\""),
        ("a,b,count\n1,0\n", "line 2 has 2 cells, the first line 3"),
        ("a,b,count\n0,0,7\n", "line 2 counts 7 people on no list"),
        ("a,b,count\n1,0,0\n0,1,0\n", "counts nobody"),
        ("a,b,stratum,count\n1,0,x,1\n0,1,y,0\n", "stratum \"y\": the table counts nobody"),
        ("a,b,c,d,e,f,g,h,i,j,k,count\n", "11 lists; the most is 10"),
    ] {
        let found = error(text);
        assert!(found.contains(says), "{text:?}: {found}");
    }
    assert!(matches!(read(&b"a,b\n\xff,1\n"[..]), Err(CsvError::Unreadable(_))));
}

#[test]
fn counted_and_by_person_are_the_same() {
    let counted = read(&b"\xef\xbb\xbfpolice,\"church\",count\r\n1,0,2\r\n1,1,1\r\n\r\n0,1,0\r\n"[..])
        .expect("a table");
    let by_person = read(&b"police,church\n1,0\n1,1\n1,0\n"[..]).expect("a table");
    assert_eq!(counted, by_person);
    for spanish in [
        &b"policia;\"iglesia; norte\";conteo\r\n1;0;2\r\n1;1;1\r\n0;1;0\r\n"[..],
        &b"policia\t\"iglesia; norte\"\n1\t0\n1\t1\n1\t0\n"[..],
    ] {
        let read = read(spanish).expect("a table");
        assert_eq!(read.pooled.names(), ["policia", "iglesia; norte"]);
        assert_eq!(read.pooled.counts(), counted.pooled.counts());
    }
    let quoted = read(&b"\"a \"\"b\"\", c\",d,count\n\"1\", \"0\" ,2\n"[..]).expect("a table");
    assert_eq!(quoted.pooled.names(), ["a \"b\", c", "d"]);
    let strata = read(&b"stratum,a,b\nx,1,0\ny,1,1\nx,0,1\n"[..]).expect("a table");
    assert_eq!(
        strata.strata.iter().map(|(name, t)| (name.as_str(), t.documented())).collect::<Vec<_>>(),
        [("x", 2), ("y", 1)]
    );
    assert_eq!(strata.pooled.documented(), 3);
}

#[test]
fn tables_refuse_what_they_cannot_hold() {
    let names = |n: usize| (0..n).map(|list| list.to_string()).collect::<Vec<_>>();
    assert_eq!(Table::new(names(1), []), Err(TableError::TooFewLists { found: 1 }));
    assert_eq!(Table::new(names(11), []), Err(TableError::TooManyLists { found: 11 }));
    assert_eq!(Table::new(names(3), []), Err(TableError::Empty));
    assert_eq!(Table::new(names(2), [(4, 1)]), Err(TableError::NoSuchHistory { history: 4, lists: 2 }));
    assert_eq!(Table::new(names(2), [(0, 1)]), Err(TableError::NoSuchHistory { history: 0, lists: 2 }));
    assert_eq!(Table::new(names(2), [(1, 600_000_000), (2, 600_000_000)]), Err(TableError::TooManyPeople));
}

fn options() -> Options {
    Options { latent: None, replicates: 50, ..Options::usual(1) }
}

#[test]
fn ten_lists_end_in_time() {
    // Two hundred people scattered over ten lists.
    let names = (0..10).map(|list| list.to_string()).collect();
    let cells = (0..200_u16).map(|at| ((at.wrapping_mul(421) % 1023) + 1, 1 + u64::from(at % 3)));
    let table = Table::new(names, cells).expect("a table");
    let start = Instant::now();
    let found = estimate(&table, &options()).expect("nothing to merge");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    assert!(found.verdict > Verdict::Answer);
}

#[test]
fn large_counts_are_held() {
    let names: Vec<String> = (0..3).map(|list| list.to_string()).collect();
    let cells = [
        (1, 300_000_000),
        (2, 200_000_000),
        (4, 100_000_000),
        (3, 90_000_000),
        (5, 50_000_000),
        (6, 40_000_000),
        (7, 10_000_000),
    ];
    let table = Table::new(names, cells).expect("a table");
    let found = estimate(&table, &options()).expect("nothing to merge");
    for interval in found.lines.iter().filter_map(|line| line.interval) {
        assert!(interval.total >= 789_999_999.0 && interval.total < 1e11, "{interval:?}");
    }
}

/// Ten million rows of one person each are read as they come: the table is that of the counts, and nothing grows with them.
#[test]
fn ten_million_histories() {
    const BLOCKS: usize = 100_000;
    // A hundred people, over all seven histories.
    let block: Vec<u16> = (0..100).map(|person| person % 7 + 1).collect();
    let row = |history: &u16| format!("{},{},{}\n", history & 1, history >> 1 & 1, history >> 2 & 1);
    let rows: String = block.iter().map(row).collect();
    let input = Repeated { head: b"a,b,c\n", block: rows.as_bytes(), left: BLOCKS, at: 0 };
    let start = Instant::now();
    let tables = read(std::io::BufReader::new(input)).expect("a table");
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    println!("ten million rows read in {:?}", start.elapsed());
    let names = ["a", "b", "c"].map(String::from).to_vec();
    let counted = Table::new(names, block.iter().map(|history| (*history, BLOCKS as u64))).expect("a table");
    assert_eq!(tables.pooled, counted);
    assert_eq!(counted.documented(), 10_000_000);
    let found = estimate(&counted, &options()).expect("nothing to merge");
    for interval in found.lines.iter().filter_map(|line| line.interval) {
        assert!(interval.lower >= 9_999_999.0 && interval.upper < 1e9, "{interval:?}");
    }
}

/// A head, then a block many times over, without holding it all.
struct Repeated<'a> {
    head: &'a [u8],
    block: &'a [u8],
    left: usize,
    at: usize,
}

impl std::io::Read for Repeated<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if !self.head.is_empty() {
            return self.head.read(into);
        }
        if self.left == 0 {
            return Ok(0);
        }
        let read = (&self.block[self.at..]).read(into)?;
        self.at += read;
        if self.at == self.block.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(read)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Any table gives a verdict; what is shown is finite, ordered and not below the documented count.
    #[test]
    fn any_table(lists in 2_usize..5, cells in prop::collection::vec((1_u16..16, prop_oneof![Just(0_u64), 0_u64..4, 0_u64..3000]), 1..16)) {
        let names = (0..lists).map(|list| list.to_string()).collect();
        let cells = cells.into_iter().map(|(history, count)| (history % (1 << lists), count)).filter(|(h, _)| *h > 0);
        let Ok(table) = Table::new(names, cells) else { return Ok(()) };
        let found = estimate(&table, &options()).expect("nothing to merge");
        let documented = table.documented() as f64;
        prop_assert!(found.at_least >= documented);
        prop_assert_eq!(found.headline.is_none(), found.verdict == Verdict::Refuse);
        for line in &found.lines {
            if let Some(interval) = line.interval.filter(|_| line.verdict < Verdict::Refuse) {
                prop_assert!(interval.upper.is_finite(), "{:?}", line);
                prop_assert!(interval.lower <= interval.upper, "{:?}", line);
                prop_assert!(interval.upper <= 100.0 * interval.lower.max(1.0), "{:?}", line);
                prop_assert!(interval.total >= documented - 1e-6, "{:?} of {}", line, documented);
            }
        }
    }

    /// Any text gives a table or an error.
    #[test]
    fn any_text(text in "[ab,01 \"\n\r;x-]{0,60}") {
        let _ = read(format!("a,b,count\n{text}").as_bytes());
        let _ = read(text.as_bytes());
    }
}
