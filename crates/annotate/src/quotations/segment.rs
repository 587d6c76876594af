//! The third model, semi-Markov (Sarawagi and Cohen 2004): which whole stretch before a cue, and which behind it, is its
//! content, or none. It scores stretches, not tokens: their edges, length and make-up, and what the second model thinks of
//! them. Never proposes a stretch whose edges the second model finds impossible.

use std::ops::Range;

use super::context::{Context, Templates};
use super::{flat, frame};
use crate::learn::choice::Lattice;
use crate::learn::{Feature, Model};
use crate::lexicon::Class;

/// The most edges of a kind that are looked at on one side of a cue.
const MOST_EDGES: usize = 6;
/// Edges less probable than this are not looked at.
const LEAST_EDGE: f32 = 0.02;

/// Among how many of the most probable contents one is chosen.
const MOST_RANKED: usize = 10;

/// A stretch that may be content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// From its first token to its last.
    pub whole: Range<usize>,
    /// Whether only those tokens of it count that the second model's best path takes.
    pub split: bool,
}

/// What may be content of a cue.
#[derive(Debug, Default)]
pub struct Candidates {
    /// Before the cue.
    pub left: Vec<Segment>,
    /// Behind it.
    pub right: Vec<Segment>,
}

/// What was chosen.
#[derive(Debug)]
pub struct Choice {
    /// The stretches of content.
    pub content: Vec<Range<usize>>,
    /// How probable it is that the cue has this content, or one that shares half of it.
    pub probability: f32,
}

/// Weighs the stretches around one cue.
#[derive(Debug)]
pub struct Weigher<'r> {
    context: &'r Context<'r>,
    /// The first model's best label of each token.
    labels: &'r [u8],
    cue: &'r Range<usize>,
    cue_probability: f32,
    /// What the second model says of the cue's window.
    reading: &'r frame::Reading,
    /// How probable it is that a token of the window is content.
    content: Vec<f32>,
    /// How probable the likeliest token of a source is.
    source: f32,
}

/// A probability in sixteen steps, finer near none and near certain.
fn level(p: f32) -> u32 {
    const STEPS: [f32; 15] =
        [0.005, 0.01, 0.02, 0.04, 0.08, 0.15, 0.25, 0.35, 0.5, 0.65, 0.75, 0.85, 0.92, 0.97, 0.99];
    STEPS.iter().take_while(|&&step| p >= step).count() as u32
}

/// A probability in eight steps.
fn coarse(p: f32) -> u32 {
    level(p) / 2
}

/// A length in sixteen steps.
fn size(length: usize) -> u32 {
    match length {
        0..=8 => length as u32,
        9..=10 => 9,
        11..=13 => 10,
        14..=17 => 11,
        18..=23 => 12,
        24..=31 => 13,
        32..=45 => 14,
        _ => 15,
    }
}

impl<'r> Weigher<'r> {
    /// A weigher of what stands around `cue`.
    #[must_use]
    pub fn new(
        context: &'r Context<'r>,
        labels: &'r [u8],
        cue: &'r Range<usize>,
        cue_probability: f32,
        reading: &'r frame::Reading,
    ) -> Self {
        let all = |labels| reading.window.clone().map(move |at| reading.probability(at, labels));
        let content = all(frame::label::CONTENT).collect();
        let source = all(frame::label::SOURCE).fold(0.0, f32::max);
        Self { context, labels, cue, cue_probability, reading, content, source }
    }

    /// The tokens before the cue, or behind it.
    fn side(&self, left: bool) -> Range<usize> {
        if left { self.reading.window.start..self.cue.start } else { self.cue.end..self.reading.window.end }
    }

    /// How probable it is that the token is content.
    fn content_at(&self, at: usize) -> f32 {
        at.checked_sub(self.reading.window.start).and_then(|at| self.content.get(at)).copied().unwrap_or(0.0)
    }

    /// How probable it is that content starts with the token.
    fn starts(&self, at: usize) -> f32 {
        let row = at.checked_sub(self.reading.window.start).and_then(|at| self.reading.marginals.get(at));
        row.map_or(0.0, |row| row[usize::from(frame::label::CONTENT[0])])
    }

    /// How probable it is that content ends with the token.
    fn ends(&self, at: usize) -> f32 {
        let row = &self.reading.marginals[at - self.reading.window.start];
        let next = self.content_at(at + 1) - self.starts(at + 1);
        row[usize::from(frame::label::CONTENT[2])].max(self.content_at(at) - next.max(0.0)).min(1.0)
    }

    /// The runs of content on the second model's best path, on one side.
    fn runs(&self, left: bool) -> Vec<Range<usize>> {
        self.reading.runs(self.side(left), frame::label::CONTENT)
    }

    /// The likeliest tokens of a side.
    fn edges(&self, side: &Range<usize>, probability: impl Fn(usize) -> f32) -> Vec<usize> {
        let mut edges: Vec<(f32, usize)> = side
            .clone()
            .map(|at| (probability(at), at))
            .filter(|(probability, _)| *probability >= LEAST_EDGE)
            .collect();
        edges.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        edges.truncate(MOST_EDGES);
        edges.into_iter().map(|(_, at)| at).collect()
    }

    /// What may be content: from each likely start to each likely end behind it, and what the second model's best path takes.
    #[must_use]
    pub fn candidates(&self) -> Candidates {
        let of = |left: bool| {
            let side = self.side(left);
            let starts = self.edges(&side, |at| self.starts(at));
            let ends = self.edges(&side, |at| self.ends(at));
            let mut segments = Vec::new();
            for &start in &starts {
                for &end in ends.iter().filter(|&&end| end >= start) {
                    segments.push(Segment { whole: start..end + 1, split: false });
                }
            }
            let runs = self.runs(left);
            if let ([first, ..], Some(last)) = (runs.as_slice(), runs.last()) {
                let whole = first.start..last.end;
                let split = runs.len() > 1;
                let segment = Segment { whole, split };
                if !segments.contains(&segment) {
                    segments.push(segment);
                }
            }
            segments
        };
        Candidates { left: of(true), right: of(false) }
    }

    /// The tokens of a segment.
    fn parts(&self, segment: &Segment) -> Vec<Range<usize>> {
        if !segment.split {
            return vec![segment.whole.clone()];
        }
        self.runs(segment.whole.start < self.cue.start)
    }

    /// The features of the ways to have content on either side or both.
    fn pair(&self, kind: u32, into: &mut Vec<Feature>) {
        let (context, window) = (self.context, &self.reading.window);
        let around = &self.reading.around;
        let cue = level(self.cue_probability);
        let source = coarse(self.source);
        let mut f = Templates::new(into, 3000);
        f.add(kind);
        f.pair(kind, cue);
        f.pair(kind, source);
        f.triple(kind, cue, source);
        f.pair(kind, around.cue_word);
        f.triple(kind, around.cue_word, cue / 3);
        f.pair(kind, around.cue_form);
        f.triple(kind, around.cue_form, around.place);
        f.pair(kind, around.cue_stance);
        f.triple(kind, around.before, around.after);
        f.pair(kind, around.before);
        f.pair(kind, around.after);
        f.pair(kind, context.word(window, self.cue.start.cast_signed() - 1));
        f.pair(kind, context.word(window, self.cue.end.cast_signed()));
        f.pair(kind, context.state(window, self.cue.start.cast_signed()));
    }

    /// The features of a stretch.
    fn segment(&self, left: bool, segment: &Segment, into: &mut Vec<Feature>) {
        let (context, passage) = (self.context, self.context.passage);
        let window = &self.reading.window;
        let around = &self.reading.around;
        let Range { start, end } = segment.whole.clone();
        let side = u32::from(left) * 2 + u32::from(segment.split);
        let word = |at: usize| context.word(window, at.cast_signed());
        let tag = |at: isize| context.tag(window, at);
        let state = |at: isize| context.state(window, at);
        let (first, last) = (start.cast_signed(), end.cast_signed() - 1);
        let inside = start..end;
        let mean = inside.clone().map(|at| self.content_at(at)).sum::<f32>() / inside.len() as f32;
        let least = inside.clone().map(|at| self.content_at(at)).fold(1.0, f32::min);
        let (opens, closes) = (self.starts(start), self.ends(end - 1));
        let beyond = [start.wrapping_sub(1), end].map(|at| self.content_at(at));
        // Another cue, a verb, a complementiser, the second model's source inside it.
        let mut counts = [0u32; 5];
        for at in inside.clone() {
            let label = self.labels[at];
            let it = &passage.tokens[at];
            let verb = matches!(context.tags[at], 12..=15 | 37 | 40..=43);
            let marked = [
                label == flat::label::CUE,
                verb,
                it.is(Class::That),
                label == flat::label::SOURCE,
                context.tags[at] == 66,
            ];
            counts.iter_mut().zip(marked).for_each(|(count, yes)| *count = (*count + u32::from(yes)).min(3));
        }
        let [cues, verbs, thats, sources, commas] = counts;
        let sentence = passage.sentence_of[start];
        let cue_sentence = passage.sentence_of[self.cue.start];
        let begins = {
            let whole = &passage.sentences[sentence as usize];
            u32::from(start == whole.start)
                + 2 * u32::from(context.states[start] == super::context::OPENS)
                + 4 * u32::from(passage.quote_of[start] > 0)
        };
        let ends = {
            let whole = &passage.sentences[passage.sentence_of[end - 1] as usize];
            let mark = state(last) == u32::from(super::context::CLOSES);
            let rest = (whole.end - end).min(2) as u32;
            rest + 3 * u32::from(mark) + 6 * u32::from(passage.quote_of[end - 1] > 0)
        };
        let crosses = (passage.sentence_of[end - 1] - sentence).min(2);
        let away = sentence.abs_diff(cue_sentence).min(2);
        let quoted = inside.clone().filter(|&at| passage.quote_of[at] > 0).count() * 4 / inside.len();
        let gap = if left { self.cue.start - end } else { start - self.cue.end };
        let near = size(gap).min(11);
        let length = size(inside.len());
        let mut f = Templates::new(into, 2000);
        f.add(side);
        f.pair(side, level(opens));
        f.pair(side, level(closes));
        f.pair(side, level(mean));
        f.pair(side, level(least));
        f.triple(side, level(beyond[0]), level(opens));
        f.triple(side, level(beyond[1]), level(closes));
        f.triple(side, coarse(opens) * 16 + coarse(closes), coarse(mean));
        f.triple(side, coarse(least), coarse(mean) * 16 + coarse(closes));
        f.pair(side, length);
        f.triple(side, length, around.cue_stance);
        f.triple(side, length, verbs);
        f.triple(side, length, quoted as u32);
        f.triple(side, begins, ends);
        f.triple(side, begins * 4 + crosses, ends * 4 + away);
        f.triple(side, begins, around.cue_stance);
        f.triple(side, ends, around.cue_stance);
        f.pair(side, tag(first));
        f.triple(side, tag(first - 1), tag(first));
        f.pair(side, word(start));
        f.triple(side, word(start), around.cue_word);
        f.triple(side, tag(first), around.cue_word);
        f.triple(side, tag(first), tag(first + 1));
        f.triple(side, ends, around.cue_word);
        f.triple(side, tag(last), tag(last + 1));
        f.triple(side, tag(last), ends);
        f.pair(side, word(end - 1));
        f.pair(side, word(end));
        f.triple(side, word(end), tag(last + 2));
        f.triple(side, near, begins);
        f.triple(side, near, around.cue_form);
        f.triple(side, near, around.cue_word);
        f.triple(side, cues, verbs);
        f.triple(side, cues * 4 + thats, sources);
        f.triple(side, commas, ends);
        f.triple(side, verbs, tag(first));
        f.triple(side, verbs, around.cue_word);
        f.triple(side, quoted as u32, begins * 16 + ends);
        f.triple(side, quoted as u32, around.cue_stance);
    }

    /// Every possibility, by what `of` makes of its features.
    pub fn lattice<T>(&self, candidates: &Candidates, of: impl Fn(&[Feature]) -> T) -> Lattice<T> {
        let mut features = Vec::with_capacity(48);
        let mut side = |left: bool, segments: &[Segment]| {
            let mut all = Vec::with_capacity(segments.len());
            for segment in segments {
                self.segment(left, segment, &mut features);
                all.push(of(&features));
            }
            all
        };
        let (left, right) = (side(true, &candidates.left), side(false, &candidates.right));
        let pairs = [1, 2, 3].map(|kind| {
            self.pair(kind, &mut features);
            of(&features)
        });
        Lattice { left, right, pairs }
    }

    /// Chooses the content that shares most with all that is probable; none when nothing can be content.
    #[must_use]
    pub fn choose(&self, model: &Model) -> Option<Choice> {
        let candidates = self.candidates();
        if candidates.left.is_empty() && candidates.right.is_empty() {
            return None;
        }
        let probabilities = self.lattice(&candidates, |features| model.score(features)[0]).probabilities();
        let columns = candidates.right.len() + 1;
        let mut ranked: Vec<(f32, usize)> =
            probabilities.iter().copied().enumerate().skip(1).map(|(at, p)| (p, at)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(MOST_RANKED);
        let contents: Vec<Vec<Range<usize>>> =
            ranked.iter().map(|&(_, at)| self.content_of(&candidates, at / columns, at % columns)).collect();
        let mut best: Option<(f32, f32, usize)> = None;
        for (at, content) in contents.iter().enumerate() {
            let (mut gain, mut mass) = (0.0, 0.0);
            for ((p, _), other) in ranked.iter().zip(&contents) {
                let overlap = alike(content, other);
                gain += p * overlap;
                mass += if overlap >= 0.5 { *p } else { 0.0 };
            }
            if best.is_none_or(|(top, ..)| gain > top) {
                best = Some((gain, mass, at));
            }
        }
        let (_, mass, at) = best?;
        Some(Choice { content: contents.into_iter().nth(at)?, probability: mass })
    }

    /// The content when the `left`-th and the `right`-th possibility hold, 0 being none.
    #[must_use]
    pub fn content_of(&self, candidates: &Candidates, left: usize, right: usize) -> Vec<Range<usize>> {
        let of = |segments: &[Segment], at: usize| {
            at.checked_sub(1).map(|at| self.parts(&segments[at])).unwrap_or_default()
        };
        let mut content = of(&candidates.left, left);
        content.extend(of(&candidates.right, right));
        content
    }
}

/// Tokens that both have, of those that either has.
#[must_use]
pub fn alike(a: &[Range<usize>], b: &[Range<usize>]) -> f32 {
    let both: usize = a.iter().flat_map(|a| b.iter().map(move |b| super::mend::overlap(a, b))).sum();
    let length = |parts: &[Range<usize>]| parts.iter().map(ExactSizeIterator::len).sum::<usize>();
    both as f32 / (length(a) + length(b) - both).max(1) as f32
}
