//! A whole question and its answer: one table, its strata, the draws of its linkage; and the record from which the answer
//! can be had again to the digit. Estimates nothing itself.

use serde::{Deserialize, Serialize};

use crate::estimate::{Options, Step, estimate_telling, prepare};
use crate::linkage::{LinkageAverage, linkage_average};
use crate::report::{Estimate, VERSION};
use crate::strata::{Strata, strata};
use crate::table::{Table, TableError};

/// What is asked. All tables have the same lists in the same order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Everybody.
    pub table: Table,
    /// The same people by stratum; empty for none.
    pub strata: Vec<(String, Table)>,
    /// The table once for each draw of an uncertain linkage; empty when the linkage is taken as it is.
    pub draws: Vec<Table>,
}

/// What the room says to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Of the table.
    pub estimate: Estimate,
    /// Of the strata, where there are any.
    pub strata: Option<Strata>,
    /// Over the draws of the linkage, where there are two or more.
    pub linkage: Option<LinkageAverage>,
    /// How to have it again.
    pub record: EstimateRecord,
}

/// All that an answer depends on beside the tables: enough to have it again to the digit, and no name of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EstimateRecord {
    /// [`VERSION`] of the methods.
    pub version: u32,
    /// SHA-256 of every table asked about, in hexadecimal: the whole, then strata, then draws.
    pub tables: Vec<String>,
    /// Seed and settings.
    pub options: Options,
}

/// Why an answer cannot be had again.
#[derive(Debug, thiserror::Error)]
pub enum RepeatError {
    /// Other methods made it. Use the program of that time.
    #[error("made by methods {made_by}, these are {VERSION}")]
    OtherMethods {
        /// Their version.
        made_by: u32,
    },
    /// It was made from other tables. Find those with these hashes.
    #[error("made from other tables")]
    OtherTables,
    /// The tables do not take the options.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl EstimateRecord {
    /// The record of a question as it is asked now.
    #[must_use]
    pub fn of(question: &Question, options: &Options) -> Self {
        let strata = question.strata.iter().map(|(_, table)| table);
        let tables = std::iter::once(&question.table).chain(strata).chain(&question.draws);
        let tables = tables.map(|table| table.shape().hash).collect();
        Self { version: VERSION, tables, options: options.clone() }
    }

    /// The answer once more.
    ///
    /// # Errors
    /// See [`RepeatError`].
    pub fn repeat(&self, question: &Question) -> Result<Answer, RepeatError> {
        if self.version != VERSION {
            return Err(RepeatError::OtherMethods { made_by: self.version });
        }
        if Self::of(question, &self.options).tables != self.tables {
            return Err(RepeatError::OtherTables);
        }
        Ok(answer(question, &self.options, &|_| {})?)
    }
}

/// Answers a question, telling how far it is. What is declared of the lists holds for strata and draws as for the whole.
///
/// # Errors
/// As [`crate::estimate()`], for any of the tables.
pub fn answer(
    question: &Question,
    options: &Options,
    tell: &(dyn Fn(Step) + Sync),
) -> Result<Answer, TableError> {
    let prepared = |table: &Table| Ok::<_, TableError>(prepare(table, options)?.0);
    let parts = question.strata.iter().map(|(name, table)| Ok((name.clone(), prepared(table)?)));
    let parts = parts.collect::<Result<Vec<_>, TableError>>()?;
    let draws = question.draws.iter().map(prepared).collect::<Result<Vec<_>, _>>()?;
    let estimate = estimate_telling(&question.table, options, tell)?;
    tell(Step::Parts);
    let strata =
        if parts.is_empty() { None } else { Some(strata(&parts, &prepared(&question.table)?, options.seed)) };
    let linkage = if draws.len() > 1 { linkage_average(&draws) } else { None };
    Ok(Answer { estimate, strata, linkage, record: EstimateRecord::of(question, options) })
}
