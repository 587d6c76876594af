//! One digest an item over all that the index holds of it, so that two indexes of one case can be compared, however
//! their files are cut. Guards against damage and mistakes of this program, not against a forger: who can write the
//! index can write any.

use model::{Digest, ItemId};
use sha2::{Digest as _, Sha256};
use tantivy::index::InvertedIndexReader;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::errors::SearchError;
use super::searcher::Searcher;
use super::snapshot::Segment;
use crate::catalogue::Catalogue;

/// A sum over an item's words and facts, each hashed for itself, so that their order does not matter.
type Sum = [u64; 4];

impl Searcher {
    /// A digest of each item's words with their positions, of its stretches and of what filters ask of it, by id. Equal
    /// for indexes that give the same answers.
    ///
    /// # Errors
    /// When the index or the catalogue cannot be read.
    pub fn fingerprints(&self, catalogue: &Catalogue) -> Result<Vec<(ItemId, Digest)>, SearchError> {
        let snapshot = self.snapshot();
        let mut sums: Vec<Option<Sum>> = vec![None; snapshot.numbers()];
        for segment in &snapshot.segments {
            for doc in segment.reader.doc_ids_alive() {
                if let Some(number) = segment.item(doc) {
                    add(&mut sums, number, &facts(segment, doc, catalogue)?);
                }
            }
            words(b'a', &segment.about, segment, &mut sums)?;
            words(b't', &segment.text, segment, &mut sums)?;
        }
        let mut digests = Vec::new();
        for (number, sum) in (0..).zip(sums) {
            let Some((sum, item)) = sum.zip(catalogue.id_numbered(number)?) else { continue };
            let mut bytes = [0; 32];
            for (to, from) in bytes.chunks_exact_mut(8).zip(sum) {
                to.copy_from_slice(&from.to_be_bytes());
            }
            digests.push((item, Digest(bytes)));
        }
        digests.sort_unstable();
        Ok(digests)
    }
}

fn add(sums: &mut [Option<Sum>], number: usize, hash: &[u8; 32]) {
    let Some(sum) = sums.get_mut(number) else { return };
    let sum = sum.get_or_insert([0; 4]);
    for (part, bytes) in sum.iter_mut().zip(hash.chunks_exact(8)) {
        let mut number = [0; 8];
        number.copy_from_slice(bytes);
        *part = part.wrapping_add(u64::from_be_bytes(number));
    }
}

/// Every word of a field with its positions.
fn words(
    field: u8,
    index: &InvertedIndexReader,
    segment: &Segment,
    sums: &mut [Option<Sum>],
) -> Result<(), SearchError> {
    let mut stream = index.terms().stream()?;
    let mut positions = Vec::new();
    while stream.advance() {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = index.read_postings_from_terminfo(stream.value(), option)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if let Some(number) = segment.item(doc) {
                postings.positions(&mut positions);
                let mut hash = Sha256::new();
                hash.update([field]);
                hash.update(segment.seq.first(doc).unwrap_or(0).to_be_bytes());
                hash.update((stream.key().len() as u64).to_be_bytes());
                hash.update(stream.key());
                positions.iter().for_each(|at| hash.update(at.to_be_bytes()));
                add(sums, number, &hash.finalize().into());
            }
            doc = postings.advance();
        }
    }
    Ok(())
}

/// A stretch's span and its item's facts.
fn facts(segment: &Segment, doc: DocId, catalogue: &Catalogue) -> Result<[u8; 32], SearchError> {
    let mut hash = Sha256::new();
    let mut numbers = |column: &tantivy::columnar::Column<u64>| {
        hash.update(column.first(doc).map_or(u64::MAX, |value| value).to_be_bytes());
    };
    for column in
        [&segment.seq, &segment.start, &segment.end, &segment.length, &segment.order, &segment.state]
    {
        numbers(column);
    }
    for column in [&segment.published_first, &segment.published_last, &segment.taken] {
        hash.update(b"days");
        column.values_for_doc(doc).for_each(|day| hash.update(day.to_be_bytes()));
    }
    for column in [&segment.kind, &segment.language, &segment.from].into_iter() {
        hash.update(b"names");
        let mut name = String::new();
        for ord in column.iter().flat_map(|column| column.term_ords(doc).collect::<Vec<_>>()) {
            name.clear();
            column.as_ref().map_or(Ok(false), |column| column.ord_to_str(ord, &mut name))?;
            hash.update((name.len() as u64).to_be_bytes());
            hash.update(name.as_bytes());
        }
    }
    // Short numbers differ from catalogue to catalogue; ids do not, but their order may.
    let mut parents = Vec::new();
    for number in segment.parent.values_for_doc(doc) {
        parents.extend(catalogue.id_numbered(number)?);
    }
    parents.sort_unstable();
    hash.update(b"parents");
    parents.iter().for_each(|parent| hash.update(parent.0.bytes()));
    Ok(hash.finalize().into())
}
