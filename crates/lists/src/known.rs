//! Words that people are called by, in Spanish-speaking countries first. Only ever a hint that a column holds names: most
//! names of the world are not here.

use std::collections::HashSet;
use std::sync::LazyLock;

static GIVEN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/given.txt").lines().collect());
static SURNAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../data/surnames.txt").lines().collect());

/// Whether a folded word is a common given name.
pub(crate) fn is_given(word: &str) -> bool {
    GIVEN.contains(word)
}

/// Whether a folded word is a common surname.
pub(crate) fn is_surname(word: &str) -> bool {
    SURNAMES.contains(word)
}
