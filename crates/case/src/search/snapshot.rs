//! One state of the index, open to be read: its segments with their columns, and where each item stands. Evaluates no
//! query.

use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::index::InvertedIndexReader;
use tantivy::{DocId, IndexReader, SegmentReader};

use super::errors::IndexError;
use super::folder::Mark;
use super::schema::{Fields, column};

/// Stands for the item of a deleted stretch.
const DELETED: u32 = u32::MAX;

/// A column of numbers.
type Numbers = tantivy::columnar::Column<u64>;
type Days = tantivy::columnar::Column<i64>;

/// A state of the index.
#[derive(Debug)]
pub(super) struct Snapshot {
    pub(super) mark: Mark,
    pub(super) segments: Vec<Segment>,
    /// Where each item's first stretch stands, by the item's short number.
    homes: Vec<Option<Home>>,
    /// How many items there are.
    pub(super) items: u64,
}

/// Where an item's first stretch stands, with what every query asks of the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    segment: u32,
    doc: DocId,
    /// Code points of its text.
    pub(super) length: u64,
    /// Where it stands among equals.
    pub(super) order: u64,
}

/// A file of the index. Which stretches share one is chance; no answer may depend on it.
pub(super) struct Segment {
    /// Its place in the list.
    pub(super) at: usize,
    pub(super) reader: SegmentReader,
    pub(super) text: Arc<InvertedIndexReader>,
    pub(super) about: Arc<InvertedIndexReader>,
    pub(super) numbers: Arc<InvertedIndexReader>,
    /// The short number of the item that each stretch belongs to; [`DELETED`] for a stretch that is deleted.
    owners: Vec<u32>,
    pub(super) seq: Numbers,
    pub(super) start: Numbers,
    pub(super) end: Numbers,
    pub(super) length: Numbers,
    pub(super) order: Numbers,
    pub(super) kind: Option<StrColumn>,
    pub(super) state: Numbers,
    pub(super) language: Option<StrColumn>,
    pub(super) published_first: Days,
    pub(super) published_last: Days,
    pub(super) taken: Days,
    pub(super) from: Option<StrColumn>,
    pub(super) parent: Numbers,
}

impl std::fmt::Debug for Segment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Segment").field("reader", &self.reader).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// Opens what the reader sees now.
    pub(super) fn open(reader: &IndexReader, fields: &Fields, mark: Mark) -> Result<Self, IndexError> {
        let searcher = reader.searcher();
        let segments = searcher.segment_readers().iter().enumerate();
        let segments = segments.map(|(at, reader)| Segment::open(at, reader, fields));
        let mut snapshot =
            Self { mark, segments: segments.collect::<Result<_, _>>()?, homes: Vec::new(), items: 0 };
        for (at, segment) in (0..).zip(&snapshot.segments) {
            for doc in segment.reader.doc_ids_alive() {
                let Some(number) = segment.item(doc).filter(|_| segment.seq.first(doc) == Some(0)) else {
                    continue;
                };
                if snapshot.homes.len() <= number {
                    snapshot.homes.resize(number + 1, None);
                }
                let of = |column: &Numbers| column.first(doc).unwrap_or(0);
                let (length, order) = (of(&segment.length), of(&segment.order));
                snapshot.homes[number] = Some(Home { segment: at, doc, length, order });
                snapshot.items += 1;
            }
        }
        Ok(snapshot)
    }

    /// One more than the largest short number of an item.
    pub(super) fn numbers(&self) -> usize {
        self.homes.len()
    }

    /// The short numbers of all items, ascending.
    pub(super) fn everything(&self) -> impl Iterator<Item = usize> {
        self.homes.iter().enumerate().filter(|(_, home)| home.is_some()).map(|(number, _)| number)
    }

    /// What is known of an item at once.
    pub(super) fn home(&self, number: usize) -> Option<&Home> {
        self.homes.get(number)?.as_ref()
    }

    /// An item's first stretch, which carries its facts.
    pub(super) fn first(&self, number: usize) -> Option<(&Segment, DocId)> {
        let home = self.home(number)?;
        Some((self.segments.get(home.segment as usize)?, home.doc))
    }

    /// The dictionaries in which a word of a query is looked up.
    pub(super) fn dictionaries(&self, about_only: bool) -> Vec<&InvertedIndexReader> {
        let mut all: Vec<&InvertedIndexReader> =
            self.segments.iter().map(|segment| &*segment.about).collect();
        if !about_only {
            all.extend(self.segments.iter().map(|segment| &*segment.text));
        }
        all
    }
}

impl Segment {
    fn open(at: usize, reader: &SegmentReader, fields: &Fields) -> Result<Self, IndexError> {
        let columns = reader.fast_fields();
        let numbers = columns.u64(column::NUMBER)?;
        let mut owners = vec![DELETED; reader.max_doc() as usize];
        for doc in reader.doc_ids_alive() {
            // A number that does not fit is damage; the stretch counts as deleted then.
            let number = numbers.first(doc).and_then(|number| u32::try_from(number).ok());
            owners[doc as usize] = number.unwrap_or(DELETED);
        }
        Ok(Self {
            at,
            text: reader.inverted_index(fields.text)?,
            about: reader.inverted_index(fields.about)?,
            numbers: reader.inverted_index(fields.number)?,
            owners,
            seq: columns.u64(column::SEQ)?,
            start: columns.u64(column::START)?,
            end: columns.u64(column::END)?,
            length: columns.u64(column::LENGTH)?,
            order: columns.u64(column::ORDER)?,
            kind: columns.str(column::KIND)?,
            state: columns.u64(column::STATE)?,
            language: columns.str(column::LANGUAGE)?,
            published_first: columns.i64(column::PUBLISHED_FIRST)?,
            published_last: columns.i64(column::PUBLISHED_LAST)?,
            taken: columns.i64(column::TAKEN)?,
            from: columns.str(column::FROM)?,
            parent: columns.u64(column::PARENT)?,
            reader: reader.clone(),
        })
    }

    /// The short number of the item that a stretch belongs to; `None` for a deleted stretch.
    pub(super) fn item(&self, doc: DocId) -> Option<usize> {
        self.owners.get(doc as usize).filter(|number| **number != DELETED).map(|number| *number as usize)
    }
}
