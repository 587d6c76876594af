//! Denials beside what others say about the same thing, in whichever language. Cautious: two quotations are set side by
//! side only when one denies and the other does not, their speakers are not the same by name, and either annotation saw
//! in one text that they oppose each other, or they share enough of these: a violation and a person or a facility; a
//! violation and two of place, body, figure, time; three of all these but the violation, a person or a facility among
//! them; most of the denial's words, not names alone. Two that name other people, or without people other facilities or
//! days, are about other matters whatever else they share. What they share is said; whether they mean the same thing is
//! for the reader to judge.

use model::ItemId;
use rusqlite::params;

use super::errors::AnnotationsError;
use super::fold::stems;
use super::quotes::Quote;
use super::store::Annotations;
use crate::catalogue::codes::{int, item as item_of, number};
use crate::catalogue::{Page, StorageError};

/// Two quotations of opposite stances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispute {
    /// The one that alleges, asserts, confirms or criticises.
    pub claim: Quote,
    /// The one that denies.
    pub denial: Quote,
    /// The violations that both name.
    pub violations: Vec<String>,
    /// The people, places and bodies that both are about.
    pub names: Vec<SharedName>,
    /// The figures that both have, each with its unit.
    pub figures: Vec<String>,
    /// The days and months that both have, as TIMEX3 writes them.
    pub dates: Vec<String>,
    /// The stems of words that both have, those of the names left out.
    pub stems: Vec<String>,
    /// Whether one text sets them against each other.
    pub opposed: bool,
}

/// A name that both sides have, as each writes it: one may leave a second surname out, or name a prison in its own
/// language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SharedName {
    /// In the denial's text.
    pub denial: String,
    /// In the claim's text.
    pub claim: String,
}

/// Pairs of a denial and a quotation of the other side, by where they stand. Words count when two are shared that are at
/// least half of the denial's and not all from names.
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
        SELECT d.item, d.position, other.item, other.quotation, 0
        FROM quotation AS d JOIN quotation_stem AS own ON own.item = d.item AND own.quotation = d.position
        JOIN quotation_stem AS other ON other.stem = own.stem
        WHERE d.stance = 'denies' GROUP BY d.item, d.position, other.item, other.quotation
        HAVING count(*) >= 2 AND NOT min(own.named) AND 2 * count(*) >=
            (SELECT count(*) FROM quotation_stem AS s WHERE s.item = d.item AND s.quotation = d.position)
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

/// What a denial and a claim both have, violations aside, by their items and places.
const SHARED: &str = "
    SELECT DISTINCT dk.kind, dk.words AS denial, ak.words AS claim
    FROM quotation_key AS dk JOIN quotation_key AS ak
      ON ak.kind = dk.kind AND ak.key = dk.key AND NOT (dk.short AND ak.short)
    WHERE dk.item = (SELECT number FROM item WHERE id = ?1) AND dk.quotation = ?2
      AND ak.item = (SELECT number FROM item WHERE id = ?3) AND ak.quotation = ?4 AND dk.kind <> 'violation'
    ORDER BY dk.kind, dk.words, ak.words";

impl Annotations {
    /// Disputes, by the denial's place.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn disputes(&self, page: Page) -> Result<Vec<Dispute>, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(&format!("{PAIRS} LIMIT ?1 OFFSET ?2"))?;
        let mut rows = query.query(params![int(page.limit), int(page.offset)])?;
        let mut disputes = Vec::new();
        while let Some(row) = rows.next()? {
            let quote = |item: ItemId, position: u64| -> Result<Quote, AnnotationsError> {
                Ok(self.quote(item, position)?.ok_or_else(StorageError::contradiction)?)
            };
            let denial = quote(item_of(row, "denial_item")?, number(row, "denial")?)?;
            let claim = quote(item_of(row, "claim_item")?, number(row, "claim")?)?;
            let codes =
                |quote: &Quote| quote.violations.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>();
            let mut dispute = Dispute {
                violations: shared(&codes(&denial), &codes(&claim)),
                names: Vec::new(),
                figures: Vec::new(),
                dates: Vec::new(),
                stems: shared(&denial.quotation.stems, &claim.quotation.stems),
                opposed: number(row, "opposed")? > 0,
                claim,
                denial,
            };
            self.add_shared(&mut dispute)?;
            disputes.push(dispute);
        }
        Ok(disputes)
    }

    /// The names, figures and days that both sides have.
    fn add_shared(&self, dispute: &mut Dispute) -> rusqlite::Result<()> {
        let mut query = self.file.conn.prepare_cached(SHARED)?;
        let (denial, claim) = (&dispute.denial, &dispute.claim);
        let (denial_item, claim_item) = (denial.item.to_string(), claim.item.to_string());
        let mut rows =
            query.query(params![denial_item, int(denial.position), claim_item, int(claim.position)])?;
        while let Some(row) = rows.next()? {
            let name = SharedName { denial: row.get("denial")?, claim: row.get("claim")? };
            match row.get_ref("kind")?.as_str()? {
                "figure" => dispute.figures.push(name.denial),
                "day" | "month" => dispute.dates.push(name.denial),
                _ => dispute.names.push(name),
            }
        }
        let of_names: Vec<String> = dispute.names.iter().flat_map(|name| stems(&name.denial)).collect();
        dispute.stems.retain(|stem| !of_names.contains(stem));
        Ok(())
    }

    /// How many disputes there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_disputes(&self) -> Result<u64, AnnotationsError> {
        let mut query = self.file.conn.prepare_cached(&format!("SELECT count(*) AS n FROM ({PAIRS})"))?;
        Ok(query.query_row([], |row| number(row, "n"))?)
    }
}

/// What both lists have, each once, in order.
fn shared(one: &[String], other: &[String]) -> Vec<String> {
    let mut shared: Vec<String> = one.iter().filter(|it| other.contains(it)).cloned().collect();
    shared.sort_unstable();
    shared.dedup();
    shared
}
