//! The words found, in their surroundings: which stretches of an item's text to show, and where in them the words stand.
//! Cuts and folds the text again exactly as the index did. Shows characters of the text and nothing else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use model::{CharSpan, ItemId, Span};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED, Term};

use super::compile::{Compiled, Leaf};
use super::errors::SearchError;
use super::found::{Marked, Snippet};
use super::occurrences;
use super::schema::Fields;
use super::snapshot::Snapshot;
use super::spans::{Pattern, Positions, Run, runs};
use super::tokens::Words;
use crate::catalogue::{Catalogue, QueryError};

/// The most snippets of an item.
const MOST_SNIPPETS: usize = 3;

/// The most stretches that are read for them.
const MOST_STRETCHES: usize = 4;

/// Words found that stand no further apart than this share a snippet.
const SHARED_WORDS: u32 = 24;

/// How many words a snippet shows before the first found and after the last.
const BEFORE: u32 = 10;
const AFTER: u32 = 14;

/// What is looked for in texts: the leaves that an item must or may have, not those that it must not.
pub(super) struct Sought<'q> {
    compiled: &'q Compiled,
    leaves: Vec<&'q Leaf>,
    /// The places of each form in the list of forms.
    places: HashMap<&'q str, Vec<usize>>,
}

/// The words of an item that were found.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) snippets: Vec<Snippet>,
    /// How often they stand in the text besides.
    pub(super) more: u64,
}

/// A text cut into words, of which those that are looked for are known.
struct Text<'t> {
    text: &'t str,
    /// The bytes of the words, by position.
    words: Vec<Range<usize>>,
    /// Where the forms that are looked for stand, as far as they do.
    positions: BTreeMap<usize, Vec<u32>>,
}

/// One occurrence.
struct Occurrence {
    leaf: usize,
    run: Run,
    /// The words in it that were found.
    marks: Vec<Run>,
}

impl<'q> Sought<'q> {
    pub(super) fn new(compiled: &'q Compiled, leaves: &[usize]) -> Self {
        let leaves: Vec<&Leaf> = leaves.iter().filter_map(|at| compiled.leaves.get(*at)).collect();
        let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, form) in compiled.forms.iter().enumerate() {
            places.entry(form).or_default().push(at);
        }
        Self { compiled, leaves, places }
    }

    /// The lines in which something that is looked for stands.
    pub(super) fn in_lines(&self, lines: Vec<String>) -> Vec<Marked> {
        let marked = lines.into_iter().map(|line| {
            let text = self.cut(&line);
            let marks = text.bytes(&text.all(&self.leaves));
            Marked { marks, text: line }
        });
        marked.filter(|line| !line.marks.is_empty()).collect()
    }

    /// What to show of an item's text.
    pub(super) fn in_item(
        &self,
        catalogue: &Catalogue,
        snapshot: &Snapshot,
        fields: &Fields,
        item: ItemId,
        number: usize,
    ) -> Result<Shown, SearchError> {
        if self.leaves.iter().all(|leaf| leaf.about_only) {
            return Ok(Shown::default());
        }
        let stretches = stretches(snapshot, fields, number)?;
        let (chosen, counted) = match stretches.as_slice() {
            [only] => (vec![only.span], None),
            _ => {
                let (chosen, count) = self.choose(&stretches, snapshot)?;
                (chosen, Some(count))
            }
        };
        let mut candidates = Vec::new();
        let mut seen = 0;
        for span in chosen {
            let text = match catalogue.text(item, span) {
                Ok(text) => text,
                Err(QueryError::Storage(error)) => return Err(error.into()),
                // Read anew since: what the index says of it no longer holds.
                Err(_) => continue,
            };
            seen += self.in_stretch(&text, span.start, &mut candidates);
        }
        // Stretches share words around their borders.
        candidates.sort_by_key(|it| (it.snippet.anchor, Reverse(it.occurrences)));
        candidates.dedup_by(|later, earlier| later.snippet.anchor.start < earlier.snippet.span.end);
        candidates.sort_by_key(|it| (Reverse((it.leaves, it.occurrences)), it.snippet.anchor));
        candidates.truncate(MOST_SNIPPETS);
        candidates.sort_by_key(|it| it.snippet.anchor);
        let shown: u64 = candidates.iter().map(|it| it.occurrences as u64).sum();
        let mut snippets = Vec::new();
        for mut it in candidates {
            it.snippet.places = match catalogue.anchor(item, it.snippet.anchor) {
                Ok(anchor) => anchor.places,
                Err(QueryError::Storage(error)) => return Err(error.into()),
                Err(_) => continue,
            };
            snippets.push(it.snippet);
        }
        Ok(Shown { snippets, more: counted.unwrap_or(seen).saturating_sub(shown) })
    }

    /// The stretches of a long item to be read, and how often anything stands in all of them.
    fn choose(&self, stretches: &[Placed], snapshot: &Snapshot) -> Result<(Vec<CharSpan>, u64), SearchError> {
        let mut counts: Vec<Vec<u64>> = vec![vec![0; stretches.len()]; self.leaves.len()];
        for (at, segment) in snapshot.segments.iter().enumerate() {
            let mut here: Vec<(DocId, usize)> = (0..stretches.len())
                .filter(|stretch| stretches[*stretch].segment == at)
                .map(|stretch| (stretches[stretch].doc, stretch))
                .collect();
            here.sort_unstable();
            let docs: Vec<DocId> = here.iter().map(|(doc, _)| *doc).collect();
            for (leaf, counts) in self.leaves.iter().zip(&mut counts).filter(|(leaf, _)| !leaf.about_only) {
                occurrences::at(
                    &leaf.pattern,
                    &self.compiled.forms,
                    &segment.text,
                    &docs,
                    &mut |doc, times| {
                        if let Ok(found) = here.binary_search_by_key(&doc, |(doc, _)| *doc) {
                            counts[here[found].1] += u64::from(times);
                        }
                    },
                )?;
            }
        }
        let has = |stretch: usize| counts.iter().filter(|counts| counts[stretch] > 0).count();
        let mut order: Vec<usize> = (0..stretches.len()).filter(|stretch| has(*stretch) > 0).collect();
        order.sort_by_key(|stretch| (Reverse(has(*stretch)), *stretch));
        // What stands in few stretches comes before the second of what stands in many.
        let firsts = counts.iter().filter_map(|counts| counts.iter().position(|count| *count > 0));
        let mut chosen: Vec<usize> = Vec::new();
        for stretch in order.iter().copied().take(1).chain(firsts).chain(order.iter().copied()) {
            if chosen.len() < MOST_STRETCHES && !chosen.contains(&stretch) {
                chosen.push(stretch);
            }
        }
        chosen.sort_unstable();
        Ok((
            chosen.into_iter().map(|stretch| stretches[stretch].span).collect(),
            counts.iter().flatten().sum(),
        ))
    }

    /// Adds the snippets that a stretch offers; returns how many occurrences it has.
    fn in_stretch(&self, text: &str, start: u64, candidates: &mut Vec<Candidate>) -> u64 {
        let text = self.cut(text);
        let mut occurrences = Vec::new();
        for (at, leaf) in self.leaves.iter().enumerate().filter(|(_, leaf)| !leaf.about_only) {
            let mut words = &text.positions;
            for run in runs(&leaf.pattern, &mut words) {
                occurrences.push(Occurrence { leaf: at, run, marks: text.marks(&leaf.pattern, run) });
            }
        }
        occurrences.sort_by_key(|it| (it.run, it.leaf));
        let mut groups: Vec<(usize, Range<usize>)> = Vec::new();
        let mut from = 0;
        while let Some(first) = occurrences.get(from) {
            let most = first.run.start + SHARED_WORDS;
            let length = occurrences[from..].iter().take_while(|it| it.run.end <= most).count().max(1);
            groups.push((different(&occurrences[from..from + length]), from..from + length));
            from += length;
        }
        groups.sort_by_key(|(leaves, group)| (Reverse((*leaves, group.len())), group.start));
        groups.truncate(MOST_SNIPPETS);
        candidates.extend(groups.into_iter().map(|(_, group)| text.candidate(&occurrences, group, start)));
        occurrences.len() as u64
    }

    fn cut<'t>(&self, text: &'t str) -> Text<'t> {
        let (mut words, mut form) = (Words::of(text), String::new());
        let mut cut = Text { text, words: Vec::new(), positions: BTreeMap::new() };
        while let Some(word) = words.next(&mut form) {
            // Of several words at one position the first is the whole of it.
            if cut.words.len() <= word.position as usize {
                cut.words.resize(word.position as usize + 1, word.bytes);
            }
            for place in self.places.get(form.as_str()).into_iter().flatten() {
                cut.positions.entry(*place).or_default().push(word.position);
            }
        }
        cut
    }
}

impl Positions for &BTreeMap<usize, Vec<u32>> {
    fn of(&mut self, forms: &[usize], runs: &mut Vec<Run>) {
        if forms.len() <= self.len() {
            let found = forms.iter().filter_map(|form| self.get(form));
            runs.extend(found.flatten().map(|at| Run::word(*at)));
        } else {
            // A prefix may stand for more words than a text has.
            let found = self.iter().filter(|(form, _)| forms.binary_search(form).is_ok());
            runs.extend(found.flat_map(|(_, list)| list).map(|at| Run::word(*at)));
        }
    }
}

/// A snippet that may be shown.
struct Candidate {
    snippet: Snippet,
    /// How many different leaves stand in it.
    leaves: usize,
    occurrences: usize,
}

impl Text<'_> {
    /// All words that any of the leaves finds.
    fn all(&self, leaves: &[&Leaf]) -> Vec<Run> {
        let mut words = &self.positions;
        let found = leaves.iter().flat_map(|leaf| {
            let runs = runs(&leaf.pattern, &mut words);
            runs.into_iter().flat_map(|run| self.marks(&leaf.pattern, run)).collect::<Vec<_>>()
        });
        found.collect()
    }

    /// The words to be marked in one occurrence: of a nearness the words that are near, else all of it.
    fn marks(&self, pattern: &Pattern, within: Run) -> Vec<Run> {
        match pattern {
            Pattern::Near(parts, _) => {
                let mut words = &self.positions;
                let inside = |run: &Run| run.start >= within.start && run.end <= within.end;
                let mut marks = Vec::new();
                for part in parts {
                    for run in runs(part, &mut words).into_iter().filter(inside) {
                        marks.extend(self.marks(part, run));
                    }
                }
                marks
            }
            _ => vec![within],
        }
    }

    /// Runs of positions as bytes, joined where they overlap.
    fn bytes(&self, runs: &[Run]) -> Vec<Span> {
        let mut spans: Vec<Span> = runs
            .iter()
            .map(|run| Span {
                start: self.words[run.start as usize].start as u64,
                end: self.words[run.end as usize - 1].end as u64,
            })
            .collect();
        spans.sort_unstable();
        spans.dedup_by(|later, earlier| {
            let joins = later.start < earlier.end;
            earlier.end = if joins { earlier.end.max(later.end) } else { earlier.end };
            joins
        });
        spans
    }

    /// The snippet around a group of the stretch's occurrences, with all others that stand in it.
    fn candidate(&self, all: &[Occurrence], group: Range<usize>, start: u64) -> Candidate {
        let first = all[group.start].run;
        let last = all[group.clone()].iter().map(|it| it.run.end).max().unwrap_or(first.end);
        let shown = Run {
            start: first.start.saturating_sub(BEFORE),
            end: (last + AFTER).min(u32::try_from(self.words.len()).unwrap_or(u32::MAX)),
        };
        let (from, to) = (self.words[shown.start as usize].start, self.words[shown.end as usize - 1].end);
        // The last word keeps the sign behind it.
        let sign = self.text[to..].chars().next().filter(|c| ".,;:!?\"”»)".contains(*c));
        let to = to + sign.map_or(0, char::len_utf8);
        let at = |byte: usize| start + self.text[..byte].chars().count() as u64;
        let anchor = self.bytes(&[first])[0];
        let inside: Vec<&Occurrence> =
            all.iter().filter(|it| it.run.start >= first.start && it.run.end <= shown.end).collect();
        let runs: Vec<Run> = inside.iter().flat_map(|it| it.marks.iter().copied()).collect();
        let marks = self.bytes(&runs).into_iter();
        let snippet = Snippet {
            text: self.text[from..to].to_owned(),
            marks: marks
                .map(|it| Span { start: it.start - from as u64, end: it.end - from as u64 })
                .collect(),
            span: CharSpan { start: at(from), end: at(to) },
            anchor: CharSpan { start: at(anchor.start as usize), end: at(anchor.end as usize) },
            places: Vec::new(),
        };
        Candidate { snippet, leaves: different(&all[group]), occurrences: inside.len() }
    }
}

/// Of how many leaves these are occurrences.
fn different(occurrences: &[Occurrence]) -> usize {
    occurrences.iter().map(|it| it.leaf).collect::<BTreeSet<_>>().len()
}

/// A stretch of an item, where it is in the index and in the text.
struct Placed {
    segment: usize,
    doc: DocId,
    seq: u64,
    span: CharSpan,
}

/// The stretches of an item, in order.
fn stretches(snapshot: &Snapshot, fields: &Fields, number: usize) -> Result<Vec<Placed>, SearchError> {
    let term = Term::from_field_u64(fields.number, number as u64);
    let mut placed = Vec::new();
    for segment in &snapshot.segments {
        let Some(mut postings) = segment.numbers.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if !segment.reader.is_deleted(doc) {
                let of = |column: &tantivy::columnar::Column<u64>| column.first(doc).unwrap_or(0);
                let span = CharSpan { start: of(&segment.start), end: of(&segment.end) };
                placed.push(Placed { segment: segment.at, doc, seq: of(&segment.seq), span });
            }
            doc = postings.advance();
        }
    }
    placed.sort_by_key(|it| it.seq);
    Ok(placed)
}
