//! Whether an item is what the filters ask, from the columns of any of its stretches; and how many items each value of
//! a filter would leave. Reads no text.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use model::{ItemId, LedgerState};
use tantivy::DocId;
use tantivy::columnar::StrColumn;

use super::errors::SearchError;
use super::evaluate::Match;
use super::facts;
use super::found::{Facet, FacetKind, FacetValue};
use super::names::is_kind;
use super::query::Test;
use super::request::{Days, Filters};
use super::snapshot::{Segment, Snapshot};
use super::speakers::Said;
use super::tokens::Words;
use crate::catalogue::{Catalogue, ResolveError};

/// Stands for what is not known.
pub(super) const UNKNOWN: &str = "?";

/// Makes tests ready to be asked of many items.
pub(super) struct Tests<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) catalogue: &'s Catalogue,
    pub(super) said: Said<'s>,
}

/// A test on one column, ready to be asked.
pub(super) enum Ready {
    /// In each segment: which values pass, and whether an item without one does.
    Names {
        of: FacetKind,
        pass: HashMap<usize, Vec<bool>>,
        pass_unknown: bool,
    },
    /// Positions in [`LedgerState::ALL`].
    States(Vec<u64>),
    Published(Days),
    Taken(Days),
    Parents(Vec<u64>),
    /// Short numbers of items.
    Items(BTreeSet<u64>),
    /// Nothing is asked.
    Anything,
}

impl Tests<'_> {
    /// A filter written into a query.
    pub(super) fn prepare(&self, test: &Test) -> Result<Ready, SearchError> {
        Ok(match test {
            Test::Kind(written) => self.names(FacetKind::Kind, |value| is_kind(written, value)),
            Test::Language(written) => {
                let wanted = written.to_lowercase();
                let wanted =
                    if wanted.len() > 2 { wanted.split('-').next().unwrap_or(&wanted) } else { &wanted };
                self.names(FacetKind::Language, |value| value == wanted)
            }
            Test::From(written) => {
                let wanted = forms(written);
                self.names(FacetKind::From, |value| {
                    let has = forms(value);
                    if wanted.is_empty() {
                        has.is_empty()
                    } else {
                        wanted.iter().all(|word| has.contains(word))
                    }
                })
            }
            Test::Published(days) => Ready::Published(*days),
            Test::Taken(days) => Ready::Taken(*days),
            Test::State(state) => Ready::States(vec![position(*state)]),
            Test::Speaker(name) => Ready::Items(self.said.items(name)?),
            Test::In(given) => match self.catalogue.resolve(given) {
                Ok(item) => self.parents(&[item])?,
                Err(ResolveError::Ambiguous { candidates, .. }) => {
                    self.parents(&candidates.iter().map(|it| it.item).collect::<Vec<_>>())?
                }
                Err(ResolveError::Unknown { .. }) => Ready::Parents(Vec::new()),
                Err(ResolveError::Storage(error)) => return Err(error.into()),
            },
        })
    }

    /// The filters of a request, by what they are about.
    pub(super) fn of(&self, filters: &Filters) -> Result<Vec<(FacetKind, Ready)>, SearchError> {
        let names = |of, wanted: &[String], fits: fn(&str, &str) -> bool| {
            if wanted.is_empty() {
                Ready::Anything
            } else {
                self.names(of, |value| wanted.iter().any(|wanted| fits(wanted, value)))
            }
        };
        let same = |wanted: &str, value: &str| wanted == value;
        Ok(vec![
            (FacetKind::Kind, names(FacetKind::Kind, &filters.kinds, is_kind)),
            (FacetKind::Language, names(FacetKind::Language, &filters.languages, same)),
            (FacetKind::Published, filters.published.map_or(Ready::Anything, Ready::Published)),
            (FacetKind::TakenIn, filters.taken_in.map_or(Ready::Anything, Ready::Taken)),
            (FacetKind::From, names(FacetKind::From, &filters.from, same)),
            (
                FacetKind::State,
                match filters.states.as_slice() {
                    [] => Ready::Anything,
                    states => Ready::States(states.iter().map(|state| position(*state)).collect()),
                },
            ),
            (
                FacetKind::Container,
                match filters.containers.as_slice() {
                    [] => Ready::Anything,
                    containers => self.parents(containers)?,
                },
            ),
            (FacetKind::Speaker, self.speakers(&filters.speakers)?),
        ])
    }

    fn names(&self, of: FacetKind, fits: impl Fn(&str) -> bool) -> Ready {
        let mut pass = HashMap::new();
        for segment in &self.snapshot.segments {
            let Some(column) = segment.names(of) else { continue };
            let mut values = vec![false; column.dictionary().num_terms()];
            let mut value = String::new();
            for (ord, passes) in (0..).zip(&mut values) {
                value.clear();
                *passes = column.ord_to_str(ord, &mut value).unwrap_or(false) && fits(&value);
            }
            pass.insert(segment.at, values);
        }
        Ready::Names { of, pass, pass_unknown: fits(UNKNOWN) }
    }

    fn speakers(&self, names: &[String]) -> Result<Ready, SearchError> {
        if names.is_empty() {
            return Ok(Ready::Anything);
        }
        let mut items = BTreeSet::new();
        for name in names {
            items.append(&mut self.said.items(name)?);
        }
        Ok(Ready::Items(items))
    }

    fn parents(&self, containers: &[ItemId]) -> Result<Ready, SearchError> {
        let mut numbers = Vec::new();
        for container in containers {
            numbers.extend(self.catalogue.number_of(*container)?);
        }
        Ok(Ready::Parents(numbers))
    }
}

fn position(state: LedgerState) -> u64 {
    LedgerState::ALL.iter().position(|other| *other == state).unwrap_or(0) as u64
}

fn forms(text: &str) -> Vec<String> {
    let (mut words, mut form, mut forms) = (Words::of(text), String::new(), Vec::new());
    while words.next(&mut form).is_some() {
        forms.push(form.clone());
    }
    forms
}

impl Ready {
    /// Whether the item of this stretch passes.
    pub(super) fn holds(&self, segment: &Segment, doc: DocId) -> bool {
        match self {
            Self::Anything => true,
            Self::Names { of, pass, pass_unknown } => {
                let Some(values) = pass.get(&segment.at) else { return *pass_unknown };
                let Some(column) = segment.names(*of) else { return *pass_unknown };
                let mut ords = column.term_ords(doc).peekable();
                if ords.peek().is_none() {
                    return *pass_unknown;
                }
                ords.any(|ord| values.get(ord as usize).copied().unwrap_or(false))
            }
            Self::States(states) => segment.state.first(doc).is_some_and(|state| states.contains(&state)),
            Self::Published(days) => {
                published(segment, doc).is_some_and(|(first, last)| days.touches(first, last))
            }
            Self::Taken(days) => {
                segment.taken.values_for_doc(doc).filter_map(facts::date).any(|day| days.touches(day, day))
            }
            Self::Parents(numbers) => {
                segment.parent.values_for_doc(doc).any(|number| numbers.contains(&number))
            }
            Self::Items(numbers) => {
                segment.item(doc).is_some_and(|number| numbers.contains(&(number as u64)))
            }
        }
    }
}

fn published(segment: &Segment, doc: DocId) -> Option<(Date, Date)> {
    let (first, last) = (segment.published_first.first(doc)?, segment.published_last.first(doc)?);
    Some((facts::date(first)?, facts::date(last)?))
}

impl Segment {
    /// The column of names that a filter looks at.
    fn names(&self, of: FacetKind) -> Option<&StrColumn> {
        match of {
            FacetKind::Kind => self.kind.as_ref(),
            FacetKind::Language => self.language.as_ref(),
            FacetKind::From => self.from.as_ref(),
            _ => None,
        }
    }
}

/// What passes all filters, and, when `count`, how many items each value of a filter would leave: those that pass all
/// other filters.
pub(super) fn sift(
    matches: Vec<Match>,
    filters: &[(FacetKind, Ready)],
    tests: &Tests<'_>,
    count: bool,
) -> Result<(Vec<Match>, Vec<Facet>), SearchError> {
    let snapshot = tests.snapshot;
    let mut tallies: Vec<Tally> = FacetKind::ALL.into_iter().map(Tally::new).collect();
    let mut passed = Vec::with_capacity(matches.len());
    for it in matches {
        let Some((segment, doc)) = snapshot.first(it.number) else { continue };
        let mut failed = filters.iter().filter(|(_, ready)| !ready.holds(segment, doc)).map(|(of, _)| *of);
        match (failed.next(), failed.next()) {
            (None, _) => {
                passed.push(it);
                if count {
                    tallies.iter_mut().for_each(|tally| tally.add(segment, doc));
                }
            }
            (Some(only), None) if count => {
                tallies.iter_mut().filter(|tally| tally.of == only).for_each(|tally| tally.add(segment, doc));
            }
            _ => {}
        }
    }
    let facets = if count {
        tallies.into_iter().map(|tally| tally.finish(tests)).collect::<Result<_, _>>()?
    } else {
        Vec::new()
    };
    Ok((passed, facets))
}

/// Counts of one filter's values by the numbers that stand for them in the columns: a segment with the ordinal of a
/// name in it, a first and last day, a position.
struct Tally {
    of: FacetKind,
    counts: HashMap<(i64, i64), u64>,
    /// The value that came last, with its count since: neighbours are often alike, and looking a value up costs more
    /// than all else here.
    run: ((i64, i64), u64),
    unknown: u64,
}

impl Tally {
    fn new(of: FacetKind) -> Self {
        Self { of, counts: HashMap::new(), run: ((0, 0), 0), unknown: 0 }
    }

    fn add(&mut self, segment: &Segment, doc: DocId) {
        let mut any = false;
        let mut one = |value: (i64, i64)| {
            any = true;
            if self.run.0 != value {
                let (last, times) = std::mem::replace(&mut self.run, (value, 0));
                *self.counts.entry(last).or_default() += times;
            }
            self.run.1 += 1;
        };
        match self.of {
            FacetKind::Kind | FacetKind::Language | FacetKind::From => {
                if let Some(column) = segment.names(self.of) {
                    column.term_ords(doc).for_each(|ord| one((segment.at as i64, ord as i64)));
                }
            }
            FacetKind::State => segment.state.first(doc).into_iter().for_each(|state| one((0, state as i64))),
            FacetKind::Published => {
                let days = segment.published_first.first(doc).zip(segment.published_last.first(doc));
                days.into_iter().for_each(one);
            }
            FacetKind::TakenIn => {
                let mut before = None;
                for day in segment.taken.values_for_doc(doc) {
                    // Several days of one month are one month.
                    if before.is_none_or(|before| month(before) != month(day)) {
                        one((day, day));
                    }
                    before = Some(day);
                }
            }
            FacetKind::Container => {
                segment.parent.values_for_doc(doc).for_each(|number| one((0, number as i64)))
            }
            // Which items; who speaks in them is asked of the annotations in the end.
            FacetKind::Speaker => segment.item(doc).into_iter().for_each(|number| one((1, number as i64))),
        }
        if !any {
            self.unknown += 1;
        }
    }

    fn finish(mut self, tests: &Tests<'_>) -> Result<Facet, SearchError> {
        let Tests { snapshot, catalogue, said } = *tests;
        *self.counts.entry(self.run.0).or_default() += self.run.1;
        let of = self.of;
        if of == FacetKind::Speaker {
            let mut items: Vec<u64> =
                self.counts.keys().filter(|key| key.0 == 1).map(|key| key.1 as u64).collect();
            items.sort_unstable();
            return Ok(Facet { of, values: said.count(&items)? });
        }
        let mut named: BTreeMap<String, u64> = BTreeMap::new();
        for ((first, last), items) in self.counts.into_iter().filter(|(_, items)| *items > 0) {
            let name = match of {
                FacetKind::Kind | FacetKind::Language | FacetKind::From => {
                    let segment = snapshot.segments.get(first as usize);
                    let mut name = String::new();
                    if let Some(column) = segment.and_then(|segment| segment.names(of)) {
                        column.ord_to_str(last as u64, &mut name)?;
                    }
                    Some(name)
                }
                FacetKind::State => LedgerState::ALL.get(last as usize).map(|state| state.code().to_owned()),
                FacetKind::Published | FacetKind::TakenIn => match (month(first), month(last)) {
                    (Some(one), Some(other)) if one == other => Some(one),
                    // Only the year is known.
                    (Some(one), Some(_)) => one.get(..4).map(str::to_owned),
                    _ => None,
                },
                FacetKind::Container => catalogue.id_numbered(last as u64)?.map(|item| item.to_string()),
                FacetKind::Speaker => None,
            };
            if let Some(name) = name {
                *named.entry(name).or_default() += items;
            }
        }
        if self.unknown > 0 && matches!(of, FacetKind::Language | FacetKind::Published) {
            *named.entry(UNKNOWN.to_owned()).or_default() += self.unknown;
        }
        let mut values: Vec<FacetValue> =
            named.into_iter().map(|(value, items)| FacetValue { value, items }).collect();
        if !matches!(of, FacetKind::Published | FacetKind::TakenIn) {
            values
                .sort_by(|one, other| other.items.cmp(&one.items).then_with(|| one.value.cmp(&other.value)));
        }
        Ok(Facet { of, values })
    }
}

/// The month of a day since 1970, such as `2025-03`.
fn month(day: i64) -> Option<String> {
    facts::date(day).map(|date| format!("{:04}-{:02}", date.year(), date.month()))
}
