//! The filter by speaker: which items hold a quotation by somebody. Asks what annotation found; knows no quotation that
//! it did not, and says when it has not looked at an item yet.

use std::collections::{BTreeMap, BTreeSet};

use super::errors::SearchError;
use super::found::FacetValue;
use crate::catalogue::Catalogue;
use crate::said::Annotations;

/// Speakers are counted in answers of up to this many items; in longer ones the filter works and is not counted.
pub(super) const COUNTED: usize = 2_000;

/// The most speakers that are counted, the most frequent first.
const MOST: usize = 100;

/// What annotation found, if it is at hand, and whether it was asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'s>(pub(super) Option<&'s Annotations>);

impl Said<'_> {
    /// The short numbers of the items in which a speaker of that name, or so described, has a quotation.
    pub(super) fn items(self, name: &str) -> Result<BTreeSet<u64>, SearchError> {
        let said = self.0.ok_or(SearchError::NotAnnotated)?;
        Ok(said.items_of_speaker(name)?)
    }

    /// How many items changed since they were annotated.
    pub(super) fn behind(self, catalogue: &Catalogue) -> Result<u64, SearchError> {
        Ok(match self.0 {
            Some(said) => said.behind(catalogue)?,
            None => 0,
        })
    }

    /// The speakers in these items, each with how many of the items the filter by that name would leave.
    pub(super) fn count(self, items: &[u64]) -> Result<Vec<FacetValue>, SearchError> {
        let Some(said) = self.0.filter(|_| items.len() <= COUNTED) else { return Ok(Vec::new()) };
        // A name is shown as it is written most simply, and stands for every name that has all its words.
        let mut shown: BTreeMap<String, String> = BTreeMap::new();
        let mut holders: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
        for &item in items {
            for (folded, name) in said.speakers_in(item)? {
                let known = shown.entry(folded.clone()).or_insert_with(|| name.clone());
                if name < *known {
                    *known = name;
                }
                holders.entry(folded).or_default().insert(item);
            }
        }
        let mut frequent: Vec<(&String, usize)> =
            holders.iter().map(|(folded, items)| (folded, items.len())).collect();
        frequent.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
        frequent.truncate(MOST);
        let has_all =
            |long: &str, short: &str| short.split(' ').all(|word| long.split(' ').any(|it| it == word));
        let values = frequent.into_iter().map(|(folded, _)| {
            let all: BTreeSet<u64> = holders
                .iter()
                .filter(|(other, _)| has_all(other, folded))
                .flat_map(|(_, items)| items.iter().copied())
                .collect();
            FacetValue { value: shown[folded].clone(), items: all.len() as u64 }
        });
        Ok(values.collect())
    }
}
