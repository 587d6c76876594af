//! One state of the index, open to be read: its segments with their columns, and where each item stands. Evaluates no
//! query.

use std::sync::Arc;

use tantivy::columnar::StrColumn;
use tantivy::index::InvertedIndexReader;
use tantivy::{DocId, IndexReader, SegmentReader};

use super::errors::IndexError;
use super::folder::Mark;
use super::schema::{Fields, column};

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

/// A segment's place in the list, and a stretch in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) segment: u32,
    pub(super) doc: DocId,
}

/// A file of the index. Which stretches share one is chance; no answer may depend on it.
pub(super) struct Segment {
    /// Its place in the list.
    pub(super) at: usize,
    pub(super) reader: SegmentReader,
    pub(super) text: Arc<InvertedIndexReader>,
    pub(super) about: Arc<InvertedIndexReader>,
    pub(super) numbers: Arc<InvertedIndexReader>,
    pub(super) number: Numbers,
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
                if segment.seq.first(doc) != Some(0) {
                    continue;
                }
                let number = segment.number_of(doc);
                if snapshot.homes.len() <= number {
                    snapshot.homes.resize(number + 1, None);
                }
                snapshot.homes[number] = Some(Home { segment: at, doc });
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

    /// Where an item's first stretch stands, which carries its facts.
    pub(super) fn home(&self, number: usize) -> Option<(&Segment, DocId)> {
        let home = (*self.homes.get(number)?)?;
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
        Ok(Self {
            at,
            text: reader.inverted_index(fields.text)?,
            about: reader.inverted_index(fields.about)?,
            numbers: reader.inverted_index(fields.number)?,
            number: columns.u64(column::NUMBER)?,
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

    /// The short number of the item that a stretch belongs to.
    pub(super) fn number_of(&self, doc: DocId) -> usize {
        self.number.first(doc).and_then(|number| usize::try_from(number).ok()).unwrap_or(0)
    }
}
