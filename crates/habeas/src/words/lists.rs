//! The words of lists: meanings of columns, reasons, states, orders of dates.

use case::lists::ListState;
use model::{DateOrder, ListPlace, Meaning, PassedOver, Reason};

use crate::say;

fn coded(prefix: &str, code: &str) -> String {
    say::message(&format!("{prefix}-{code}"), &crate::args![])
}

/// What a column holds.
#[must_use]
pub fn meaning(meaning: Meaning) -> String {
    coded("list-meaning", meaning.code())
}

/// Why a column seems to hold it.
#[must_use]
pub fn reason(reason: Reason) -> String {
    coded("list-reason", reason.code())
}

/// Why a row is no record.
#[must_use]
pub fn passed_over(reason: PassedOver) -> String {
    coded("list-passed", reason.code())
}

/// The order of day and month in a column.
#[must_use]
pub fn order(order: DateOrder) -> String {
    coded("list-order", order.code())
}

/// Whether a list's rows could be read.
#[must_use]
pub fn list_state(state: ListState) -> String {
    coded("list-state", state.code())
}

/// Where rows of a list stand, as people count.
#[must_use]
pub fn list_place(place: &ListPlace) -> String {
    match place {
        ListPlace::Table { table, first_row, end_row } => {
            crate::tr!("list-place-table", table = u64::from(*table) + 1, from = first_row + 1, to = *end_row)
        }
        ListPlace::Lines { span } => crate::tr!("list-place-lines", at = crate::address::of(*span)),
    }
}
