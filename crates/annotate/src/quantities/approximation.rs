//! What stands before a number and tempers it: "about", "al menos", "up to". Never changes the number.

use super::Reader;
use crate::kinds::Approximation;

impl Reader<'_> {
    /// What stands before a number: "about", "al menos", "up to"; and how many tokens it is.
    pub(super) fn approximation(&self, start: usize, order: bool) -> (Approximation, usize) {
        let (one, two, three) = (self.before(start, 1), self.before(start, 2), self.before(start, 3));
        match (three.as_str(), two.as_str(), one.as_str()) {
            ("no", "menos", "de")
            | ("por", "encima", "de")
            | ("por", "arriba", "de")
            | ("poco", "más", "de") => (Approximation::AtLeast, 3),
            (_, "at", "least")
            | (_, "al", "menos")
            | (_, "más" | "mas", "de" | "del")
            | (_, "more", "than") => (Approximation::AtLeast, 2),
            ("por", "lo", "menos") => (Approximation::AtLeast, 3),
            (_, "como", "mínimo") => (Approximation::AtLeast, 2),
            (_, _, "over" | "mínimo") => (Approximation::AtLeast, 1),
            (_, "up", "to")
            | (_, "less" | "fewer", "than")
            | (_, "at", "most")
            | (_, "menos", "de" | "del") => (Approximation::AtMost, 2),
            (_, _, "hasta" | "apenas") => (Approximation::AtMost, 1),
            ("en", "torno", "a" | "al") => (Approximation::About, 3),
            (_, "alrededor" | "cerca", "de" | "del") | (_, "close", "to") => (Approximation::About, 2),
            (
                _,
                _,
                "about" | "around" | "nearly" | "almost" | "roughly" | "some" | "approximately" | "estimated"
                | "unos" | "unas" | "casi" | "aproximadamente" | "prácticamente",
            ) => (Approximation::About, 1),
            (_, _, "otros" | "otras") => (Approximation::Exact, 0),
            _ if order => (Approximation::Order, 0),
            _ => (Approximation::Exact, 0),
        }
    }
}
