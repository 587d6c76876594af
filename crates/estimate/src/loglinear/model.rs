//! Hierarchical log-linear models as sets of interactions. Fits nothing.

use std::fmt;

use crate::table::History;

/// A hierarchical model: all main effects and these interactions, closed downwards. It never has the interaction of all
/// lists at once, which no data on the lists can tell from the number missed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Model {
    lists: usize,
    interactions: Vec<History>,
}

impl Model {
    /// The model without interactions: the lists are independent.
    #[must_use]
    pub fn independence(lists: usize) -> Self {
        Self { lists, interactions: vec![] }
    }

    /// The least hierarchical model with these interactions, each a set of two lists or more but not of all; `None`
    /// for other sets.
    #[must_use]
    pub fn generated(lists: usize, generators: &[History]) -> Option<Self> {
        let all = (1_u32 << lists) - 1;
        if generators.iter().any(|g| u32::from(*g) >= all || g.count_ones() < 2) {
            return None;
        }
        let inside = |term: &History| generators.iter().any(|g| term & g == *term);
        let mut interactions: Vec<History> =
            (1..all as History).filter(|term| term.count_ones() >= 2).filter(inside).collect();
        interactions.sort_by_key(|term| (term.count_ones(), *term));
        Some(Self { lists, interactions })
    }

    /// How many lists the model is about.
    #[must_use]
    pub fn lists(&self) -> usize {
        self.lists
    }

    /// The interactions, pairs first.
    #[must_use]
    pub fn interactions(&self) -> &[History] {
        &self.interactions
    }

    /// Intercept, main effects and interactions: how many parameters the model has.
    #[must_use]
    pub fn parameters(&self) -> usize {
        1 + self.lists + self.interactions.len()
    }

    /// Whether an interaction is in the model.
    #[must_use]
    pub fn has(&self, interaction: History) -> bool {
        self.interactions.contains(&interaction)
    }

    /// The model with one more interaction and all that it implies.
    #[must_use]
    pub fn with(&self, interaction: History) -> Option<Self> {
        let mut generators = self.interactions.clone();
        generators.push(interaction);
        Self::generated(self.lists, &generators)
    }

    /// The sets of lists that no other term of the model contains, main effects included.
    #[must_use]
    pub fn generators(&self) -> Vec<History> {
        let mains = (0..self.lists).map(|list| 1 << list);
        let terms: Vec<History> = self.interactions.iter().rev().copied().chain(mains).collect();
        let maximal = |term: &&History| !terms.iter().any(|other| other != *term && **term & other == **term);
        let mut generators: Vec<History> = terms.iter().filter(maximal).copied().collect();
        generators.sort_by_key(|g| members(*g));
        generators
    }
}

/// The members of a set of lists, from 0.
#[must_use]
pub fn members(set: History) -> Vec<usize> {
    (0..16).filter(|list| set >> list & 1 == 1).collect()
}

/// The generators in the usual notation, lists numbered from 1: `[123,14,34]`.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.lists > 9 { "." } else { "" };
        let name = |g: &History| {
            members(*g).iter().map(|list| (list + 1).to_string()).collect::<Vec<_>>().join(separator)
        };
        write!(f, "[{}]", self.generators().iter().map(name).collect::<Vec<_>>().join(","))
    }
}

/// Every hierarchical model with interactions of up to `order` lists: 1, 8, 113, 6,893 for 2, 3, 4, 5 lists at every
/// order, 2^(K(K−1)/2) for pairs alone. The caller keeps the number within reason; see [`super::search`].
#[must_use]
pub fn all_models(lists: usize, order: usize) -> Vec<Model> {
    let most = order.min(lists - 1) as u32;
    let mut terms: Vec<History> =
        (1..1_u32 << lists).map(|t| t as History).filter(|t| (2..=most).contains(&t.count_ones())).collect();
    terms.sort_by_key(|term| (term.count_ones(), *term));
    let mut models = vec![];
    grow(lists, &terms, &mut vec![], &mut vec![false; 1 << lists], &mut models);
    models
}

/// Decides term by term, smaller sets first; a set may enter only when all sets of one list fewer are in.
fn grow(
    lists: usize,
    rest: &[History],
    chosen: &mut Vec<History>,
    inside: &mut [bool],
    models: &mut Vec<Model>,
) {
    let Some((term, rest)) = rest.split_first() else {
        models.push(Model { lists, interactions: chosen.clone() });
        return;
    };
    grow(lists, rest, chosen, inside, models);
    let facets =
        || (0..lists).filter(|list| term >> list & 1 == 1).map(|list| usize::from(term & !(1 << list)));
    if term.count_ones() == 2 || facets().all(|facet| inside[facet]) {
        chosen.push(*term);
        inside[usize::from(*term)] = true;
        grow(lists, rest, chosen, inside, models);
        inside[usize::from(*term)] = false;
        chosen.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_as_dedekind_says() {
        for (lists, models) in [(2, 1), (3, 8), (4, 113), (5, 6893)] {
            assert_eq!(all_models(lists, lists).len(), models, "{lists} lists");
        }
        for (lists, models) in [(3, 8), (4, 64), (5, 1024)] {
            assert_eq!(all_models(lists, 2).len(), models, "{lists} lists, pairs");
        }
    }

    #[test]
    fn named_by_generators() {
        let model = Model::generated(4, &[0b0111, 0b1001, 0b1100]).expect("three generators of a model");
        assert_eq!(model.to_string(), "[123,14,34]");
        assert_eq!(model.parameters(), 1 + 4 + 6);
        assert_eq!(Model::independence(3).to_string(), "[1,2,3]");
        assert_eq!(Model::generated(3, &[0b111]), None);
    }
}
