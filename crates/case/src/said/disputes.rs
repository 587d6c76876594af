//! Denials beside what others say about the same thing, in whichever language. Cautious: two quotations are set side by
//! side only when one denies and the other does not, their speakers are not the same by name, and either annotation saw
//! in one text that they oppose each other, or they share enough of these: a violation and a person or a facility; a
//! violation and two of place, body, figure, time; three of all these but the violation, a person or a facility among
//! them; most of the denial's words, not names alone, two of them so rare that no more than one claim of the case would
//! have both by chance. Two that name other people, or without people other facilities or
//! days, are about other matters whatever else they share. What they share is said; whether they mean the same thing is
//! for the reader to judge.

use model::ItemId;
use rusqlite::params;

use super::errors::AnnotationsError;
use super::fold::stems;
use super::quotes::Quote;
use super::store::Annotations;
use crate::catalogue::codes::int;
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
        let pairs = self.pairs()?;
        let from = usize::try_from(page.offset).unwrap_or(usize::MAX);
        let most = usize::try_from(page.limit).unwrap_or(usize::MAX);
        let mut disputes = Vec::new();
        for pair in pairs.iter().skip(from).take(most) {
            let quote = |(item, position): (ItemId, u64)| -> Result<Quote, AnnotationsError> {
                Ok(self.quote(item, position)?.ok_or_else(StorageError::contradiction)?)
            };
            let (denial, claim) = (quote(pair.denial)?, quote(pair.claim)?);
            let codes =
                |quote: &Quote| quote.violations.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>();
            let mut dispute = Dispute {
                violations: shared(&codes(&denial), &codes(&claim)),
                names: Vec::new(),
                figures: Vec::new(),
                dates: Vec::new(),
                stems: shared(&denial.quotation.stems, &claim.quotation.stems),
                opposed: pair.opposed,
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
        Ok(self.pairs()?.len() as u64)
    }
}

/// What both lists have, each once, in order.
fn shared(one: &[String], other: &[String]) -> Vec<String> {
    let mut shared: Vec<String> = one.iter().filter(|it| other.contains(it)).cloned().collect();
    shared.sort_unstable();
    shared.dedup();
    shared
}
