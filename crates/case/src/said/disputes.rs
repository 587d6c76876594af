//! Denials beside what others say about the same thing. Cautious: two quotations are set side by side only when one
//! denies and the other does not, their speakers are not the same by name, and they share a violation and a name, or
//! most of the denial's words, or annotation saw in one text that they oppose each other. What they share is said;
//! whether they mean the same thing is for the reader to judge.

use model::ItemId;
use rusqlite::params;

use super::errors::AnnotationsError;
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
    /// The names that both are about, in small letters without accents.
    pub names: Vec<String>,
    /// The stems of words that both have.
    pub stems: Vec<String>,
    /// Whether one text sets them against each other.
    pub opposed: bool,
}

/// Pairs of a denial and a quotation of the other side, by where they stand. Words count when two are shared that are
/// at least half of the denial's.
const PAIRS: &str = "
    WITH pair(d_item, denial, a_item, claim, opposed) AS (
        SELECT d.item, d.quotation, d.item, a.quotation, 1
        FROM opposed AS o JOIN claim AS d ON d.item = o.item AND d.position = o.claim
        JOIN claim AS a ON a.item = o.item AND a.position = o.other WHERE d.stance = 'denies'
      UNION ALL
        SELECT d.item, d.quotation, a.item, a.quotation, 0
        FROM claim AS d
        JOIN claim_key AS dv ON dv.item = d.item AND dv.claim = d.position AND dv.kind = 'violation'
        JOIN claim_key AS av ON av.kind = 'violation' AND av.key = dv.key
        JOIN claim AS a ON a.item = av.item AND a.position = av.claim
        WHERE d.stance = 'denies'
          AND EXISTS (SELECT 1 FROM claim_key AS dn JOIN claim_key AS an ON an.kind = 'name' AND an.key = dn.key
                      WHERE dn.item = d.item AND dn.claim = d.position AND dn.kind = 'name'
                        AND an.item = a.item AND an.claim = a.position)
      UNION ALL
        SELECT d.item, d.position, other.item, other.quotation, 0
        FROM quotation AS d JOIN quotation_stem AS own ON own.item = d.item AND own.quotation = d.position
        JOIN quotation_stem AS other ON other.stem = own.stem
        WHERE d.stance = 'denies' GROUP BY d.item, d.position, other.item, other.quotation
        HAVING count(*) >= 2 AND 2 * count(*) >=
            (SELECT count(*) FROM quotation_stem AS s WHERE s.item = d.item AND s.quotation = d.position)
    )
    SELECT di.id AS denial_item, pair.denial, ai.id AS claim_item, pair.claim, max(pair.opposed) AS opposed
    FROM pair
    JOIN item AS di ON di.number = pair.d_item JOIN item AS ai ON ai.number = pair.a_item
    JOIN quotation AS d ON d.item = pair.d_item AND d.position = pair.denial
    JOIN quotation AS a ON a.item = pair.a_item AND a.position = pair.claim
    WHERE a.stance IN ('alleges', 'asserts', 'confirms', 'criticises')
      -- Whoever denies does not dispute with himself; of two that nobody names, nobody knows.
      AND (d.folded IS NULL OR a.folded IS NULL OR d.folded <> a.folded)
      -- What stands inside the other is a part of it.
      AND NOT (d.item = a.item AND (d.inside IS a.position OR a.inside IS d.position))
    GROUP BY pair.d_item, pair.denial, pair.a_item, pair.claim
    ORDER BY di.first IS NULL, di.first, di.id, pair.denial, opposed DESC, ai.first IS NULL, ai.first, ai.id,
             pair.claim";

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
            disputes.push(Dispute {
                violations: shared(&codes(&denial), &codes(&claim)),
                names: shared(&denial.about, &claim.about),
                stems: shared(&denial.quotation.stems, &claim.quotation.stems),
                opposed: number(row, "opposed")? > 0,
                claim,
                denial,
            });
        }
        Ok(disputes)
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
