//! What both quotation models look at: words, tags and the state of quotation marks around each token of a passage.

use std::ops::Range;

use crate::learn::{Feature, feature, join};
use crate::text::Passage;
use crate::text::quote::Ending;
use crate::text::tag::{self, Tag};

/// A passage with what the models derive from it.
#[derive(Debug)]
pub struct Context<'p> {
    /// The passage.
    pub passage: &'p Passage<'p>,
    /// Each token's tag.
    pub tags: Vec<Tag>,
    /// Each token's place among quotation marks, as a small number.
    pub states: Vec<u8>,
}

/// Outside any quote.
const OUTSIDE: u8 = 0;
/// An opening mark.
pub const OPENS: u8 = 1;
/// A closing mark.
pub const CLOSES: u8 = 2;
/// The first three tokens inside, the middle, the last two.
const FIRST: u8 = 3;

impl<'p> Context<'p> {
    /// Derives it.
    #[must_use]
    pub fn new(passage: &'p Passage<'p>) -> Self {
        let mut states = vec![OUTSIDE; passage.tokens.len()];
        for quote in &passage.quotes {
            let inside = quote.content();
            let length = inside.len();
            for (at, state) in states[inside.clone()].iter_mut().enumerate() {
                let place = match (at, length - at) {
                    (0, 1) => 4,
                    (0, _) => 0,
                    (_, 1) => 3,
                    (1, _) => 1,
                    _ => 2,
                };
                // Short quotes are more often titles and scare quotes.
                let size = if length <= 3 { 0 } else { 5 } + if quote.depth > 0 { 10 } else { 0 };
                *state = FIRST + place + size;
            }
            states[quote.open] = OPENS;
            if quote.ending == Ending::Closed && quote.close < states.len() && quote.end() > quote.close {
                states[quote.close] = CLOSES;
            }
        }
        Self { passage, tags: tag::tags(passage), states }
    }

    /// Word hash at `at`, seen from inside `range`.
    pub fn word(&self, range: &Range<usize>, at: isize) -> u32 {
        self.index(range, at).map_or(0, |at| self.passage.tokens[at].word)
    }

    /// Tag at `at`, seen from inside `range`.
    pub fn tag(&self, range: &Range<usize>, at: isize) -> u32 {
        self.index(range, at).map_or(255, |at| u32::from(self.tags[at]))
    }

    /// Quotation state at `at`, seen from inside `range`.
    pub fn state(&self, range: &Range<usize>, at: isize) -> u32 {
        self.index(range, at).map_or(63, |at| u32::from(self.states[at]))
    }

    fn index(&self, range: &Range<usize>, at: isize) -> Option<usize> {
        usize::try_from(at).ok().filter(|at| range.contains(at))
    }
}

/// Collects features, numbering their templates.
#[derive(Debug)]
pub struct Templates<'f> {
    features: &'f mut Vec<Feature>,
    template: u32,
}

impl<'f> Templates<'f> {
    /// Begins a position: templates are numbered from `from`.
    pub fn new(features: &'f mut Vec<Feature>, from: u32) -> Self {
        features.clear();
        Self { features, template: from }
    }

    /// The next template saw this.
    pub fn add(&mut self, seen: u32) {
        self.template += 1;
        self.features.push(feature(self.template, seen));
    }

    /// The next template saw these two.
    pub fn pair(&mut self, a: u32, b: u32) {
        self.add(join(a.wrapping_add(1), b));
    }

    /// The next template saw these three.
    pub fn triple(&mut self, a: u32, b: u32, c: u32) {
        self.add(join(join(a.wrapping_add(1), b), c));
    }
}
