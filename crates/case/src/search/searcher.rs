//! Asking the index: from a request to items with their words. Writes nothing and keeps nothing between requests.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use model::{Custody, Field};
use tantivy::{IndexReader, ReloadPolicy};

use super::compile::{Compiled, Plan};
use super::dictionary;
use super::errors::{IndexError, SearchError};
use super::evaluate::{self, Match};
use super::facts::about;
use super::filters::{self, Tests};
use super::folder::{self, Mark};
use super::found::{Found, Hit, Nearest};
use super::nearest::wider;
use super::parse::parse;
use super::query::{Node, Query, Word};
use super::request::{Filters, Request};
use super::schema::{Fields, schema};
use super::snapshot::Snapshot;
use super::snippets::Sought;
use super::speakers::Said;
use crate::catalogue::{Catalogue, Page, QueryError};
use crate::said::Annotations;

/// A reader of the index: cheap to clone, shared between threads. It sees the state of its opening until
/// [`Searcher::reload`].
#[derive(Clone)]
pub struct Searcher(Arc<Shared>);

struct Shared {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    now: RwLock<Arc<Snapshot>>,
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Searcher").field("snapshot", &self.snapshot()).finish()
    }
}

/// What a query came to, before anything is shown of it.
struct Answer {
    compiled: Compiled,
    /// The leaves that an item may show.
    leaves: Vec<usize>,
    matches: Vec<Match>,
}

impl Searcher {
    /// Opens the index in `folder`. Works on read-only media and beside a writer.
    ///
    /// # Errors
    /// When there is none, or it is damaged or of another version.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let (index, mark) = folder::open(folder)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = schema().1;
        let now = RwLock::new(Arc::new(Snapshot::open(&reader, &fields, mark)?));
        Ok(Self(Arc::new(Shared { index, reader, fields, now })))
    }

    /// Sees what was committed since; all clones do. Cheap when nothing was.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn reload(&self) -> Result<(), IndexError> {
        let shared = &*self.0;
        // The mark first: what is committed in between makes it too old, which only overstates what is behind.
        let payload = shared.index.load_metas()?.payload;
        let mark =
            payload.as_deref().and_then(|text| serde_json::from_str::<Mark>(text).ok()).unwrap_or_default();
        let seen = shared.reader.searcher().generation().generation_id();
        shared.reader.reload()?;
        if mark != self.snapshot().mark || shared.reader.searcher().generation().generation_id() != seen {
            let fresh = Arc::new(Snapshot::open(&shared.reader, &shared.fields, mark)?);
            *shared.now.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        }
        Ok(())
    }

    /// Answers a request. `catalogue` is the one that the index follows; texts come out of it, and who speaks out of
    /// `said`. The same case, request and index version give the same answer.
    ///
    /// # Errors
    /// When the query cannot be read, or the index, catalogue or annotations cannot; [`SearchError::NotAnnotated`] when a
    /// speaker is asked for without annotations.
    pub fn search(
        &self,
        catalogue: &Catalogue,
        said: Option<&Annotations>,
        request: &Request,
    ) -> Result<Found, SearchError> {
        let query = parse(&request.words)?;
        let _still = catalogue.still()?;
        let snapshot = self.snapshot();
        let tests = Tests { snapshot: &snapshot, catalogue, said: Said(said) };
        let filters = tests.of(&request.filters)?;
        let Answer { compiled, leaves, matches } = answer(&query, &tests)?;
        let (matches, facets) = filters::sift(matches, &filters, &tests, request.facets)?;
        let total = matches.len() as u64;
        let sought = Sought::new(&compiled, &leaves);
        let mut hits = Vec::new();
        for it in best(matches, request.page, &snapshot) {
            hits.extend(self.hit(it, catalogue, &snapshot, &sought)?);
        }
        let nearest = if total == 0 { nearest(&query, request, &tests)? } else { None };
        let behind = catalogue.changes_after(snapshot.mark.change)?;
        let asked = !request.filters.speakers.is_empty() || query.node.asks_for_a_speaker();
        let unannotated = if asked { tests.said.behind(catalogue)? } else { 0 };
        Ok(Found { total, hits, facets, reading: query.to_string(), nearest, behind, unannotated })
    }

    /// Every word that stands in the index's files, deleted or not, folded.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn vocabulary(&self) -> Result<BTreeSet<String>, SearchError> {
        let snapshot = self.snapshot();
        let words = dictionary::prefixed("", &snapshot.dictionaries(false))?;
        Ok(words.into_iter().collect())
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.0.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn hit(
        &self,
        found: Match,
        catalogue: &Catalogue,
        snapshot: &Snapshot,
        sought: &Sought<'_>,
    ) -> Result<Option<Hit>, SearchError> {
        // An item that left the case since the index was written is no hit.
        let Some(item) = catalogue.item_numbered(found.number as u64)? else { return Ok(None) };
        let id = item.line.item;
        let custody: Vec<Custody> = catalogue.custody(id)?.into_iter().map(|row| row.custody).collect();
        let title = match catalogue.fields(id) {
            Ok(fields) => fields
                .into_iter()
                .find(|it| matches!(it.field, Field::Title | Field::Subject))
                .map(|it| it.value),
            Err(QueryError::Storage(error)) => return Err(error.into()),
            Err(_) => None,
        };
        let shown = sought.in_item(catalogue, snapshot, &self.0.fields, id, found.number)?;
        Ok(Some(Hit {
            item: id,
            title: title.filter(|title| !title.trim().is_empty()),
            media_type: item.line.reading.as_ref().map(|reading| reading.media_type.clone()).or(item.sniffed),
            state: item.line.state,
            name: item.line.name,
            score: found.score,
            about: sought.in_lines(about(&custody)),
            snippets: shown.snippets,
            more: shown.more,
        }))
    }
}

fn answer(query: &Query, tests: &Tests<'_>) -> Result<Answer, SearchError> {
    let mut compiled = Compiled::default();
    let plan = compiled.add(&query.node, tests.snapshot)?;
    let matches = evaluate::run(&plan, &compiled, tests.snapshot, tests)?;
    let mut leaves = Vec::new();
    wanted(&plan, &mut leaves);
    Ok(Answer { compiled, leaves, matches })
}

/// The leaves of a plan that an item must or may have.
fn wanted(plan: &Plan, leaves: &mut Vec<usize>) {
    match plan {
        Plan::Leaf(at) => leaves.push(*at),
        Plan::And(plans) | Plan::Or(plans) => plans.iter().for_each(|plan| wanted(plan, leaves)),
        Plan::Everything | Plan::Test(_) | Plan::Not(_) => {}
    }
}

/// A page of the matches: the best first, equals in the order of intake.
fn best(matches: Vec<Match>, page: Page, snapshot: &Snapshot) -> Vec<Match> {
    let order = |number: usize| snapshot.home(number).map(|home| home.order);
    let mut keyed: Vec<(Match, u64)> =
        matches.into_iter().map(|it| (it, order(it.number).unwrap_or(u64::MAX))).collect();
    let compare = |one: &(Match, u64), other: &(Match, u64)| -> Ordering {
        other
            .0
            .score
            .total_cmp(&one.0.score)
            .then(one.1.cmp(&other.1))
            .then(one.0.number.cmp(&other.0.number))
    };
    let (from, count) = (
        usize::try_from(page.offset).unwrap_or(usize::MAX),
        usize::try_from(page.limit).unwrap_or(usize::MAX),
    );
    let upto = from.saturating_add(count);
    if upto < keyed.len() {
        keyed.select_nth_unstable_by(upto, compare);
        keyed.truncate(upto);
    }
    keyed.sort_unstable_by(compare);
    keyed.into_iter().skip(from).map(|(it, _)| it).collect()
}

/// The nearest wider reading that finds something.
fn nearest(query: &Query, request: &Request, tests: &Tests<'_>) -> Result<Option<Nearest>, SearchError> {
    let total = |query: &Query, filters: &Filters| -> Result<u64, SearchError> {
        let matches = answer(query, tests)?.matches;
        let filters = tests.of(filters)?;
        let (matches, _) = filters::sift(matches, &filters, tests, false)?;
        Ok(matches.len() as u64)
    };
    let mut failed = None;
    let mut missing = |word: &Word| {
        let query = Query { node: Node::Word(word.clone()), spanish: query.spanish };
        total(&query, &Filters::default()).map(|total| total == 0).unwrap_or_else(|error| {
            failed = Some(error);
            false
        })
    };
    let has_filters = request.filters != Filters::default();
    let readings = wider(query, has_filters, &mut missing);
    if let Some(error) = failed {
        return Err(error);
    }
    for reading in readings {
        let none = Filters::default();
        let filters = if reading.without_filters { &none } else { &request.filters };
        let total = total(&reading.query, filters)?;
        if total > 0 {
            let (words, without_filters) = (reading.query.to_string(), reading.without_filters);
            return Ok(Some(Nearest { words, without_filters, total }));
        }
    }
    Ok(None)
}
