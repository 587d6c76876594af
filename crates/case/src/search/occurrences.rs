//! How often a pattern stands in each stretch of a segment. Reads postings, and positions only where words must stand
//! side by side or near. Knows nothing of items and scores.

use tantivy::index::InvertedIndexReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

use super::errors::SearchError;
use super::spans::{Pattern, Positions, Run, runs};

/// Calls `take` with each stretch in which the pattern stands and how often; a stretch may come several times. `own`
/// tells of a count whether it is of that form. Deleted stretches come too.
pub(super) fn count(
    pattern: &Pattern,
    forms: &[String],
    index: &InvertedIndexReader,
    take: &mut dyn FnMut(DocId, u32, Option<usize>),
) -> Result<(), SearchError> {
    match pattern {
        Pattern::Forms(numbers) => {
            for &form in numbers {
                let Some(mut postings) = postings(index, &forms[form], IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    take(doc, postings.term_freq(), Some(form));
                    doc = postings.advance();
                }
            }
            Ok(())
        }
        Pattern::Any(ways) => ways.iter().try_for_each(|way| count(way, forms, index, take)),
        Pattern::Sequence(_) | Pattern::Near(..) => {
            let docs = candidates(pattern, forms, index)?;
            at(pattern, forms, index, &docs, &mut |doc, times| take(doc, times, None))
        }
    }
}

/// How often the pattern stands in these stretches, which ascend; those in which it does not are passed over, and one
/// may come several times.
pub(super) fn at(
    pattern: &Pattern,
    forms: &[String],
    index: &InvertedIndexReader,
    docs: &[DocId],
    take: &mut dyn FnMut(DocId, u32),
) -> Result<(), SearchError> {
    match pattern {
        Pattern::Forms(numbers) => {
            for &form in numbers {
                let Some(mut postings) = postings(index, &forms[form], IndexRecordOption::WithFreqs)? else {
                    continue;
                };
                for &doc in docs {
                    if postings.doc() < doc {
                        postings.seek(doc);
                    }
                    if postings.doc() == doc {
                        take(doc, postings.term_freq());
                    }
                }
            }
            return Ok(());
        }
        Pattern::Any(ways) => return ways.iter().try_for_each(|way| at(way, forms, index, docs, take)),
        Pattern::Sequence(_) | Pattern::Near(..) => {}
    }
    let mut cursors = Cursors { lists: Vec::new(), doc: 0, positions: Vec::new() };
    open(pattern, forms, index, &mut cursors.lists)?;
    for &doc in docs {
        cursors.doc = doc;
        let found = runs(pattern, &mut cursors).len();
        if found > 0 {
            take(doc, u32::try_from(found).unwrap_or(u32::MAX));
        }
    }
    Ok(())
}

fn postings(
    index: &InvertedIndexReader,
    form: &str,
    option: IndexRecordOption,
) -> Result<Option<SegmentPostings>, SearchError> {
    let info = index.terms().get(form)?;
    Ok(info.map(|info| index.read_postings_from_terminfo(&info, option)).transpose()?)
}

/// How many stretches at most the pattern can stand in.
fn cost(pattern: &Pattern, forms: &[String], index: &InvertedIndexReader) -> Result<u64, SearchError> {
    let mut costs = Vec::new();
    Ok(match pattern {
        Pattern::Forms(numbers) => {
            let mut sum = 0;
            for &form in numbers {
                sum += index.terms().get(&forms[form])?.map_or(0, |info| u64::from(info.doc_freq));
            }
            sum
        }
        Pattern::Any(ways) => {
            for way in ways {
                costs.push(cost(way, forms, index)?);
            }
            costs.iter().sum()
        }
        Pattern::Sequence(parts) | Pattern::Near(parts, _) => {
            for part in parts {
                costs.push(cost(part, forms, index)?);
            }
            costs.into_iter().min().unwrap_or(0)
        }
    })
}

/// Stretches in which the pattern may stand, ascending: those that hold its rarest part.
fn candidates(
    pattern: &Pattern,
    forms: &[String],
    index: &InvertedIndexReader,
) -> Result<Vec<DocId>, SearchError> {
    let mut docs = Vec::new();
    match pattern {
        Pattern::Forms(numbers) => {
            for &form in numbers {
                let Some(mut postings) = postings(index, &forms[form], IndexRecordOption::Basic)? else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    docs.push(doc);
                    doc = postings.advance();
                }
            }
        }
        Pattern::Any(ways) => {
            for way in ways {
                docs.extend(candidates(way, forms, index)?);
            }
        }
        Pattern::Sequence(parts) | Pattern::Near(parts, _) => {
            let mut rarest: Option<(u64, &Pattern)> = None;
            for part in parts {
                let cost = cost(part, forms, index)?;
                if rarest.is_none_or(|(least, _)| cost < least) {
                    rarest = Some((cost, part));
                }
            }
            match rarest {
                Some((1.., part)) => docs = candidates(part, forms, index)?,
                _ => return Ok(docs),
            }
        }
    }
    docs.sort_unstable();
    docs.dedup();
    Ok(docs)
}

/// The postings of a pattern's forms, which move forwards from stretch to stretch.
struct Cursors {
    lists: Vec<(usize, SegmentPostings)>,
    doc: DocId,
    positions: Vec<u32>,
}

fn open(
    pattern: &Pattern,
    forms: &[String],
    index: &InvertedIndexReader,
    lists: &mut Vec<(usize, SegmentPostings)>,
) -> Result<(), SearchError> {
    match pattern {
        Pattern::Forms(numbers) => {
            for &form in numbers {
                if let Err(at) = lists.binary_search_by_key(&form, |(form, _)| *form)
                    && let Some(list) =
                        postings(index, &forms[form], IndexRecordOption::WithFreqsAndPositions)?
                {
                    lists.insert(at, (form, list));
                }
            }
            Ok(())
        }
        Pattern::Any(parts) | Pattern::Sequence(parts) | Pattern::Near(parts, _) => {
            parts.iter().try_for_each(|part| open(part, forms, index, lists))
        }
    }
}

impl Positions for Cursors {
    fn of(&mut self, forms: &[usize], runs: &mut Vec<Run>) {
        for form in forms {
            let Ok(at) = self.lists.binary_search_by_key(form, |(form, _)| *form) else { continue };
            let postings = &mut self.lists[at].1;
            if postings.doc() < self.doc {
                postings.seek(self.doc);
            }
            if postings.doc() == self.doc {
                postings.positions(&mut self.positions);
                runs.extend(self.positions.iter().map(|at| Run::word(*at)));
            }
        }
    }
}
