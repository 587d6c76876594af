//! Allegations and denials about the same thing, side by side. Cautious: two quotations are set side by side only when
//! one denies and the other does not, and they share a violation and a name, or annotation saw in one text that they
//! oppose each other. What they share is said; whether they mean the same thing is for the reader to judge.

use std::collections::BTreeSet;

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
    /// The names that both are about or that speak, in small letters without accents.
    pub names: Vec<String>,
    /// Where the link comes from.
    pub side: Side,
}

/// Where the link between two sides comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// One text sets them against each other.
    OneText,
    /// They share a violation and a name.
    SharedKeys,
}

/// The keys of one claim.
type Keys = (BTreeSet<String>, BTreeSet<String>);

/// Pairs of a denial and a claim of the other side, by where they stand.
const PAIRS: &str = "
    WITH pair(d_item, d_claim, a_item, a_claim, in_one) AS (
        SELECT d.item, d.position, a.item, a.position, 1
        FROM claim AS d JOIN opposed AS o ON o.item = d.item AND (o.claim = d.position OR o.other = d.position)
        JOIN claim AS a ON a.item = d.item AND a.position = iif(o.claim = d.position, o.other, o.claim)
        WHERE d.stance = 'denies' AND a.stance IN ('alleges', 'asserts', 'confirms', 'criticises')
      UNION
        SELECT d.item, d.position, a.item, a.position, 0
        FROM claim AS d
        JOIN claim_key AS dv ON dv.item = d.item AND dv.claim = d.position AND dv.kind = 'violation'
        JOIN claim_key AS av ON av.kind = 'violation' AND av.key = dv.key
        JOIN claim AS a ON a.item = av.item AND a.position = av.claim
        WHERE d.stance = 'denies' AND a.stance IN ('alleges', 'asserts', 'confirms', 'criticises')
          AND EXISTS (SELECT 1 FROM claim_key AS dn JOIN claim_key AS an ON an.kind = 'name' AND an.key = dn.key
                      WHERE dn.item = d.item AND dn.claim = d.position AND dn.kind = 'name'
                        AND an.item = a.item AND an.claim = a.position)
    )
    SELECT di.id AS denial_item, dc.quotation AS denial, ai.id AS claim_item, ac.quotation AS claim,
           pair.d_item, pair.d_claim, pair.a_item, pair.a_claim, max(pair.in_one) AS in_one
    FROM pair
    JOIN item AS di ON di.number = pair.d_item JOIN item AS ai ON ai.number = pair.a_item
    JOIN claim AS dc ON dc.item = pair.d_item AND dc.position = pair.d_claim
    JOIN claim AS ac ON ac.item = pair.a_item AND ac.position = pair.a_claim
    JOIN quotation AS dq ON dq.item = pair.d_item AND dq.position = dc.quotation
    JOIN quotation AS aq ON aq.item = pair.a_item AND aq.position = ac.quotation
    -- Whoever denies does not dispute with himself.
    WHERE dq.folded IS NULL OR aq.folded IS NULL OR dq.folded <> aq.folded OR dq.chain IS NULL
    GROUP BY pair.d_item, dc.quotation, pair.a_item, ac.quotation
    ORDER BY di.first IS NULL, di.first, di.id, dc.quotation, in_one DESC, ai.first IS NULL, ai.first, ai.id,
             ac.quotation";

impl Annotations {
    /// Disputes, by the denial's place.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn disputes(&self, page: Page) -> Result<Vec<Dispute>, AnnotationsError> {
        let mut query = self.conn.prepare_cached(&format!("{PAIRS} LIMIT ?1 OFFSET ?2"))?;
        let mut rows = query.query(params![int(page.limit), int(page.offset)])?;
        let mut disputes = Vec::new();
        while let Some(row) = rows.next()? {
            let quote = |item: ItemId, position: u64| -> Result<Quote, AnnotationsError> {
                Ok(self.quote(item, position)?.ok_or_else(StorageError::contradiction)?)
            };
            let denial = quote(item_of(row, "denial_item")?, number(row, "denial")?)?;
            let claim = quote(item_of(row, "claim_item")?, number(row, "claim")?)?;
            let ours = self.keys(row.get("d_item")?, number(row, "d_claim")?)?;
            let theirs = self.keys(row.get("a_item")?, number(row, "a_claim")?)?;
            let shared = |ours: &BTreeSet<String>, theirs| ours.intersection(theirs).cloned().collect();
            let side = if number(row, "in_one")? > 0 { Side::OneText } else { Side::SharedKeys };
            let (violations, names) = (shared(&ours.0, &theirs.0), shared(&ours.1, &theirs.1));
            disputes.push(Dispute { claim, denial, violations, names, side });
        }
        Ok(disputes)
    }

    /// How many disputes there are.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count_disputes(&self) -> Result<u64, AnnotationsError> {
        let mut query = self.conn.prepare_cached(&format!("SELECT count(*) AS n FROM ({PAIRS})"))?;
        Ok(query.query_row([], |row| number(row, "n"))?)
    }

    /// Violations and names that a claim is about.
    fn keys(&self, item: i64, claim: u64) -> Result<Keys, AnnotationsError> {
        let mut query =
            self.conn.prepare_cached("SELECT kind, key FROM claim_key WHERE item = ?1 AND claim = ?2")?;
        let mut rows = query.query(params![item, int(claim)])?;
        let mut keys = Keys::default();
        while let Some(row) = rows.next()? {
            let key: String = row.get("key")?;
            let violation = row.get_ref("kind")?.as_str().map_err(rusqlite::Error::from)? == "violation";
            if violation { keys.0.insert(key) } else { keys.1.insert(key) };
        }
        Ok(keys)
    }
}
