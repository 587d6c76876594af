//! Which denials meet which claims: the same pairs as their definition in one query over all pairs, whatever the rows.

use std::path::Path;

use case::Page;
use case::said::Annotations;
use proptest::prelude::*;
use rusqlite::{Connection, params};

use super::support::item;

/// The definition: every denial beside every claim, all conditions held against each pair.
const PAIRS: &str = "
    WITH met AS (
        SELECT d.item AS d_item, d.position AS denial, ak.item AS a_item, ak.quotation AS claim,
               -- A day and a month are one thing.
               count(DISTINCT iif(dk.kind IN ('day', 'month'), '', dk.kind || ' ' || dk.words)) AS shared,
               count(DISTINCT iif(dk.telling OR ak.telling, dk.kind || ' ' || dk.words, NULL)) AS telling,
               max(dk.kind = 'person') AS person, max(dk.kind = 'place') AS place, max(dk.kind IN ('day', 'month')) AS time
        FROM quotation AS d
        JOIN quotation_key AS dk ON dk.item = d.item AND dk.quotation = d.position AND dk.kind <> 'violation'
        JOIN quotation_key AS ak ON ak.kind = dk.kind AND ak.key = dk.key AND NOT (dk.short AND ak.short)
        WHERE d.stance = 'denies' GROUP BY d.item, d.position, ak.item, ak.quotation
    ), asserted AS (
        SELECT item, position FROM quotation WHERE stance IN ('alleges', 'asserts', 'confirms', 'criticises')
    ), common(stem, claims) AS (
        SELECT s.stem, count(*) FROM quotation_stem AS s
        JOIN asserted AS a ON a.item = s.item AND a.position = s.quotation GROUP BY s.stem
    ), word(d_item, denial, a_item, claim, named, claims, place) AS (
        SELECT d.item, d.position, other.item, other.quotation, own.named, common.claims,
               row_number() OVER (PARTITION BY d.item, d.position, other.item, other.quotation ORDER BY common.claims)
        FROM quotation AS d JOIN quotation_stem AS own ON own.item = d.item AND own.quotation = d.position
        JOIN quotation_stem AS other ON other.stem = own.stem
        JOIN asserted AS a ON a.item = other.item AND a.position = other.quotation
        JOIN common ON common.stem = own.stem
        WHERE d.stance = 'denies'
    ), pair(d_item, denial, a_item, claim, opposed) AS (
        SELECT d.item, d.quotation, a.item, a.quotation, 1
        FROM opposed AS o JOIN claim AS d ON d.item = o.item AND d.position = o.claim
        JOIN claim AS a ON a.item = o.item AND a.position = o.other WHERE d.stance = 'denies'
      UNION ALL
        SELECT d_item, denial, a_item, claim, 0 FROM met
        WHERE shared >= 3 AND telling >= 1
           OR (shared >= 2 OR telling >= 1) AND EXISTS (
              SELECT 1 FROM quotation_key AS dk JOIN quotation_key AS ak
              ON ak.item = a_item AND ak.quotation = claim AND ak.kind = dk.kind AND ak.key = dk.key
              WHERE dk.item = d_item AND dk.quotation = denial AND dk.kind = 'violation')
      UNION ALL
        SELECT d_item, denial, a_item, claim, 0 FROM word
        GROUP BY d_item, denial, a_item, claim
        HAVING count(*) >= 2 AND NOT min(named) AND 2 * count(*) >=
            (SELECT count(*) FROM quotation_stem AS s WHERE s.item = d_item AND s.quotation = denial)
          -- At most one claim would have the two rarest words by chance; among few claims no word is too common.
          AND min(iif(place <= 2, claims, NULL)) * max(iif(place <= 2, claims, NULL))
            <= max(100, (SELECT count(*) FROM asserted))
    ), of_kind AS (
        SELECT item, quotation, max(kind = 'person') AS person, max(kind = 'place' AND telling) AS place,
               max(kind = 'month') AS month
        FROM quotation_key GROUP BY item, quotation
    )
    SELECT di.id AS denial_item, pair.denial, ai.id AS claim_item, pair.claim, max(pair.opposed) AS opposed
    FROM pair
    JOIN item AS di ON di.number = pair.d_item JOIN item AS ai ON ai.number = pair.a_item
    JOIN quotation AS d ON d.item = pair.d_item AND d.position = pair.denial
    JOIN quotation AS a ON a.item = pair.a_item AND a.position = pair.claim
    LEFT JOIN met ON met.d_item = pair.d_item AND met.denial = pair.denial
      AND met.a_item = pair.a_item AND met.claim = pair.claim
    LEFT JOIN of_kind AS dk ON dk.item = pair.d_item AND dk.quotation = pair.denial
    LEFT JOIN of_kind AS ak ON ak.item = pair.a_item AND ak.quotation = pair.claim
    WHERE a.stance IN ('alleges', 'asserts', 'confirms', 'criticises')
      -- Whoever denies does not dispute with himself; of two that nobody names, nobody knows.
      AND (d.folded IS NULL OR a.folded IS NULL OR d.folded <> a.folded)
      -- What stands inside the other is a part of it.
      AND NOT (d.item = a.item AND (d.inside IS a.position OR a.inside IS d.position))
      -- What is about other people, or without people about another facility or day, is another matter.
      AND (pair.opposed OR met.person IS TRUE
        OR (dk.person AND ak.person) IS NOT TRUE
          AND (met.place IS TRUE OR (dk.place AND ak.place) IS NOT TRUE)
          AND (met.time IS TRUE OR (dk.month AND ak.month) IS NOT TRUE))
    GROUP BY pair.d_item, pair.denial, pair.a_item, pair.claim
    ORDER BY di.first IS NULL, di.first, di.id, pair.denial, opposed DESC, ai.first IS NULL, ai.first, ai.id,
             pair.claim";

/// A quotation: stance, speaker, the one in which it stands, keys by kind and number with short and telling, stems with
/// whether they are of names.
#[derive(Debug, Clone)]
struct Row {
    stance: &'static str,
    speaker: Option<u8>,
    inside: Option<i64>,
    keys: Vec<(&'static str, u8, bool, bool, u8)>,
    stems: Vec<(u8, bool)>,
}

/// Rows of a few items, which claims of an item oppose each other, and an empty file to write them into.
fn write(path: &Path, items: &[Vec<Row>], opposed: &[(usize, usize, usize)]) {
    drop(Annotations::open_or_create(path, 1).unwrap());
    let conn = Connection::open(path).unwrap();
    for (at, rows) in items.iter().enumerate() {
        let (number, id) = (at as i64 + 7, item(at as u32 + 1).to_string());
        // Not in the order of their numbers; the last is in no log.
        let first = (at + 1 < items.len()).then_some(100 - number);
        conn.execute("INSERT INTO item VALUES (?1, ?2, ?3, '1', NULL)", params![number, id, first]).unwrap();
        for (position, row) in rows.iter().enumerate() {
            let position = position as i64;
            let speaker = row.speaker.map(|speaker| format!("speaker {speaker}"));
            conn.execute(
                "INSERT INTO quotation VALUES (?1, ?2, 'direct', 0, 1, '0-1', NULL, NULL, ?3, NULL, ?4, ?4, NULL, NULL,
                     ?5, NULL, ?6, 80, 'quote-rule')",
                params![
                    number,
                    position,
                    if speaker.is_some() { "described" } else { "unknown" },
                    speaker,
                    row.inside,
                    row.stance
                ],
            )
            .unwrap();
            conn.execute("INSERT INTO claim VALUES (?1, ?2, ?2, ?3)", params![number, position, row.stance])
                .unwrap();
            for (kind, key, short, telling, words) in &row.keys {
                let key = format!("{kind} {key}");
                let words = format!("{key} {words}");
                conn.execute(
                    "INSERT OR IGNORE INTO quotation_key VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    params![number, position, kind, key, short, telling, words],
                )
                .unwrap();
            }
            for (stem, named) in &row.stems {
                conn.execute(
                    "INSERT OR IGNORE INTO quotation_stem VALUES (?1, ?2, ?3, ?4)",
                    params![number, position, format!("stem{stem}"), named],
                )
                .unwrap();
            }
        }
        for (_, claim, other) in opposed.iter().filter(|it| it.0 == at) {
            conn.execute(
                "INSERT OR IGNORE INTO opposed VALUES (?1, ?2, ?3)",
                params![number, *claim as i64, *other as i64],
            )
            .unwrap();
        }
    }
}

type Met = (String, u64, String, u64, bool);

fn defined(path: &Path) -> Vec<Met> {
    let conn = Connection::open(path).unwrap();
    let mut query = conn.prepare(PAIRS).unwrap();
    let row = |row: &rusqlite::Row<'_>| {
        let number = |at: usize| row.get::<_, i64>(at).map(|it| it as u64);
        Ok((row.get(0)?, number(1)?, row.get(2)?, number(3)?, number(4)? > 0))
    };
    query.query_map([], row).unwrap().map(Result::unwrap).collect()
}

fn found(annotations: &Annotations) -> Vec<Met> {
    let disputes = annotations.disputes(Page::ALL).unwrap();
    assert_eq!(annotations.count_disputes().unwrap(), disputes.len() as u64);
    let met = |it: case::said::Dispute| {
        let (denial, claim) = (it.denial, it.claim);
        (denial.item.to_string(), denial.position, claim.item.to_string(), claim.position, it.opposed)
    };
    disputes.into_iter().map(met).collect()
}

fn row() -> impl Strategy<Value = Row> {
    let stance = prop::sample::select(vec!["denies", "denies", "alleges", "asserts", "promises"]);
    let kinds = vec!["violation", "person", "place", "organisation", "figure", "day", "month"];
    let key = (prop::sample::select(kinds), 0..3_u8, any::<bool>(), any::<bool>(), 0..2_u8);
    (
        stance,
        prop::option::of(0..3_u8),
        prop::option::weighted(0.1, 0..4_i64),
        prop::collection::vec(key, 0..7),
        prop::collection::vec((0..6_u8, any::<bool>()), 0..5),
    )
        .prop_map(|(stance, speaker, inside, keys, stems)| Row { stance, speaker, inside, keys, stems })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_pairs_as_the_definition(
        items in prop::collection::vec(prop::collection::vec(row(), 1..8), 1..5),
        opposed in prop::collection::vec((0..4_usize, 0..7_usize, 0..7_usize), 0..4),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.sqlite");
        write(&path, &items, &opposed);
        prop_assert_eq!(found(&Annotations::open(&path).unwrap()), defined(&path));
    }
}

#[test]
fn pairs_follow_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("annotations.sqlite");
    let side = |stance, speaker| Row {
        stance,
        speaker: Some(speaker),
        inside: None,
        keys: vec![("violation", 0, false, false, 0), ("person", 1, false, true, 0)],
        stems: vec![],
    };
    write(&path, &[vec![side("alleges", 0)], vec![side("denies", 1)]], &[]);
    let annotations = Annotations::open(&path).unwrap();
    assert_eq!(found(&annotations).len(), 1);
    // Another connection takes the claim away.
    Connection::open(&path).unwrap().execute("DELETE FROM quotation WHERE stance = 'alleges'", []).unwrap();
    assert_eq!(found(&annotations), []);
}

/// Denials and claims of a large case: 20 prisons, 24 months, 8 violations, 10 words of 5,000 that fall off as words do;
/// one in ten of them is about a person of its own, and 500 speak. Prints how long it takes; measures, proves nothing.
#[test]
#[ignore = "measures: cargo test -p case --test said -- --ignored --nocapture disputes_of_many_quotations"]
fn disputes_of_many_quotations() {
    for count in [3_000_u64, 10_000, 30_000, 100_000] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("annotations.sqlite");
        drop(Annotations::open_or_create(&path, 1).unwrap());
        let conn = Connection::open(&path).unwrap();
        conn.execute_batch("BEGIN").unwrap();
        let mut seed = 7_u64;
        let mut below = |most: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % most
        };
        for at in 0..count as i64 {
            let (number, position) = (at / 10, at % 10);
            if position == 0 {
                let id = item(number as u32).to_string();
                conn.execute("INSERT INTO item VALUES (?1, ?2, ?1, '1', NULL)", params![number, id]).unwrap();
            }
            let stance = ["denies", "alleges", "asserts"][below(3) as usize];
            let speaker = format!("speaker {}", below(500));
            let mut quotation = conn
                .prepare_cached(
                    "INSERT INTO quotation VALUES (?1, ?2, 'direct', 0, 1, '0-1', NULL, NULL, 'described', NULL, ?3, ?3,
                         NULL, NULL, NULL, NULL, ?4, 80, 'quote-rule')",
                )
                .unwrap();
            quotation.execute(params![number, position, speaker, stance]).unwrap();
            let key = |kind: &str, key: u64, telling: bool| {
                let key = format!("{kind} {key}");
                let sql = "INSERT OR IGNORE INTO quotation_key VALUES (?1, ?2, ?3, ?4, 0, ?5, ?4)";
                conn.prepare_cached(sql)
                    .unwrap()
                    .execute(params![number, position, kind, key, telling])
                    .unwrap();
            };
            key("violation", below(8), false);
            key("place", below(20), true);
            key("month", below(24), false);
            key("person", below(count / 10), true);
            for _ in 0..10 {
                let stem = 5_000_f64.powf(below(1_000_000) as f64 / 1e6) as u64;
                let sql = "INSERT OR IGNORE INTO quotation_stem VALUES (?1, ?2, ?3, 0)";
                conn.prepare_cached(sql)
                    .unwrap()
                    .execute(params![number, position, format!("stem{stem}")])
                    .unwrap();
            }
        }
        conn.execute_batch("COMMIT").unwrap();
        drop(conn);
        let annotations = Annotations::open(&path).unwrap();
        let start = std::time::Instant::now();
        let pairs = annotations.count_disputes().unwrap();
        let new = start.elapsed();
        let old = if count <= 30_000 {
            let start = std::time::Instant::now();
            assert_eq!(defined(&path).len() as u64, pairs);
            format!("{:.2?}", start.elapsed())
        } else {
            "not run".to_owned()
        };
        println!("{count} quotations, {pairs} disputes: {new:.2?}; by the definition {old}");
    }
}
