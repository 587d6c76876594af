//! The second model: given one cue, which tokens around it are its content and its source. Because each cue is asked by
//! itself, the model finds boundaries and says who belongs to what in one step, also where quotations stand in one another.

use std::ops::Range;

use super::context::{Context, Templates};
use super::flat;
use crate::kinds::Stance;
use crate::learn::{Feature, MOST_LABELS, Model};
use crate::lexicon::{self, Class};

/// Labels of the model.
pub mod label {
    /// Neither.
    pub const OUTSIDE: u8 = 0;
    /// First, further and last token of a stretch of content.
    pub const CONTENT: [u8; 3] = [1, 2, 3];
    /// First, further and last token of the source.
    pub const SOURCE: [u8; 3] = [4, 5, 6];
    /// The cue itself, when it is one.
    pub const CUE: u8 = 7;
    /// How many labels there are.
    pub const COUNT: usize = 8;
}

/// How far from its cue a token is looked at, in tokens.
pub const REACH: usize = 110;

/// The tokens that are looked at for a cue.
#[must_use]
pub fn window(context: &Context<'_>, cue: &Range<usize>) -> Range<usize> {
    let paragraph = &context.passage.paragraphs[context.passage.paragraph_at(cue.start)].tokens;
    paragraph.start.max(cue.start.saturating_sub(REACH))..paragraph.end.min(cue.end + REACH)
}

/// What is the same for all tokens of a cue's window, and what accumulates away from the cue.
#[derive(Debug)]
pub struct Around {
    /// For each token of the window: counts between it and the cue.
    between: Vec<[u8; 6]>,
    /// The cue's words.
    pub cue_word: u32,
    /// Its form and length.
    pub cue_form: u32,
    /// Its stance, as a number.
    pub cue_stance: u32,
    /// The tag before it.
    pub before: u32,
    /// The tag behind it.
    pub after: u32,
    /// Where in its sentence it stands.
    pub place: u32,
}

/// Reads the window of each cue in turn, reusing its buffers.
pub struct Reader<'c> {
    context: &'c Context<'c>,
    /// The first model's best label of each token.
    labels: &'c [u8],
}

impl<'c> Reader<'c> {
    /// A reader over a passage on which the first model has given its opinion.
    #[must_use]
    pub const fn new(context: &'c Context<'c>, labels: &'c [u8]) -> Self {
        Self { context, labels }
    }

    /// Hands `each` the features of every token in the cue's window.
    pub fn features(&self, cue: &Range<usize>, mut each: impl FnMut(usize, &[Feature])) -> Around {
        let window = window(self.context, cue);
        let around = self.around(cue, &window);
        let mut features = Vec::new();
        for at in window.clone() {
            self.token(cue, &window, &around, at, &mut features);
            each(at, &features);
        }
        around
    }

    fn around(&self, cue: &Range<usize>, window: &Range<usize>) -> Around {
        let tokens = &self.context.passage.tokens;
        let mut between = vec![[0u8; 6]; window.len()];
        let mut walk = |places: &mut dyn Iterator<Item = usize>| {
            let mut counts = [0u8; 6];
            for at in places {
                between[at - window.start] = counts;
                let token = &tokens[at];
                let tag = self.context.tags[at];
                let mut count = |what: usize, yes: bool| counts[what] = (counts[what] + u8::from(yes)).min(3);
                count(0, self.labels[at] == flat::label::CUE);
                count(1, tag == 66);
                count(2, matches!(self.context.states[at], super::context::OPENS | super::context::CLOSES));
                count(
                    3,
                    token.is(Class::Auxiliary)
                        || token.is(Class::Modal)
                        || tag == 37
                        || (40..=44).contains(&tag),
                );
                count(4, token.is(Class::That));
                count(5, self.labels[at] == flat::label::SOURCE);
            }
        };
        walk(&mut (window.start..cue.start).rev());
        walk(&mut (cue.end..window.end));
        let head = cue.clone().find(|&at| tokens[at].is(Class::Cue)).unwrap_or(cue.start);
        let first = &tokens[head];
        let bits = [
            Class::Past,
            Class::Present,
            Class::Gerund,
            Class::Participle,
            Class::Infinitive,
            Class::Accord,
            Class::CueNoun,
        ];
        let form =
            bits.iter().enumerate().fold(0, |form, (bit, &class)| form | u32::from(first.is(class)) << bit);
        let sentence = &self.context.passage.sentences[self.context.passage.sentence_of[cue.start] as usize];
        let context = self.context;
        Around {
            between,
            cue_word: cue.clone().fold(0, |hash, at| crate::learn::join(hash, tokens[at].word)),
            cue_form: form << 4 | (cue.len().min(3) as u32),
            cue_stance: lexicon::stance(first.word).map_or(99, |stance: Stance| stance as u32),
            before: context.tag(window, cue.start.cast_signed() - 1),
            after: context.tag(window, cue.end.cast_signed()),
            place: (cue.start - sentence.start).min(3) as u32 * 4 + (sentence.end - cue.end).min(3) as u32,
        }
    }

    fn token(
        &self,
        cue: &Range<usize>,
        window: &Range<usize>,
        around: &Around,
        at: usize,
        into: &mut Vec<Feature>,
    ) {
        let (context, passage) = (self.context, self.context.passage);
        let i = at.cast_signed();
        let word = |offset: isize| context.word(window, i + offset);
        let tag = |offset: isize| context.tag(window, i + offset);
        let state = |offset: isize| context.state(window, i + offset);
        let (side, distance) = match at {
            _ if at < cue.start => (1, cue.start - at),
            _ if at >= cue.end => (2, at + 1 - cue.end),
            _ => (0, 0),
        };
        let near = match distance {
            0..=5 => distance,
            6..=8 => 6,
            9..=14 => 7,
            15..=30 => 8,
            _ => 9,
        } as u32;
        let side_near = side * 16 + near;
        let (here, there) = (passage.sentence_of[at], passage.sentence_of[cue.start]);
        let sentences = side * 8 + u32::from(here.abs_diff(there).min(3) as u8);
        let [cues, commas, marks, verbs, thats, sources] = around.between[at - window.start].map(u32::from);
        // Whether the token shares a quote with the cue, or stands in another one, or in none.
        let (quote, cue_quote) = (passage.quote_of[at], passage.quote_of[cue.start]);
        let quotes = match (quote, cue_quote) {
            (0, 0) => 0,
            (a, b) if a == b => 1,
            (_, 0) => 2,
            (0, _) => 3,
            _ => 4,
        } * 4
            + marks;
        let flat = u32::from(self.labels[at]);
        let where_ = sentences * 32 + quotes;
        let mut f = Templates::new(into, 1000);
        f.add(side);
        f.add(side_near);
        f.add(where_);
        f.pair(where_, flat);
        f.pair(side_near, flat);
        f.triple(side * 8 + cues, flat, u32::from(here == there));
        f.triple(side * 8 + commas, tag(0), u32::from(here == there));
        f.triple(side * 8 + verbs, tag(0), commas);
        f.triple(side * 8 + thats, tag(0), cues);
        f.triple(side * 8 + sources, flat, cues);
        f.pair(side, word(0));
        f.pair(side, word(-1));
        f.pair(side, word(1));
        f.triple(side, word(-1), word(0));
        f.triple(side, word(0), word(1));
        f.pair(side, tag(0));
        f.pair(side, tag(-1));
        f.pair(side, tag(1));
        f.triple(side, tag(-1), tag(0));
        f.triple(side, tag(0), tag(1));
        f.triple(side * 256 + tag(-1), tag(0), tag(1));
        f.triple(side * 256 + tag(-2), tag(-1), tag(0));
        f.triple(side * 256 + tag(0), tag(1), tag(2));
        f.pair(around.cue_word, side_near);
        f.triple(around.cue_word, side, tag(0));
        f.triple(around.cue_word, where_, flat);
        f.triple(around.cue_form, side_near, tag(0));
        f.triple(around.cue_form, where_, flat);
        f.triple(around.cue_stance, side_near, flat);
        f.triple(side_near, around.before * 256 + around.after, flat);
        f.triple(around.before, side_near, tag(0));
        f.triple(around.after, side_near, tag(0));
        f.triple(around.place, where_, flat);
        f.triple(where_, state(0), tag(0));
        f.triple(where_, state(-1), state(1));
        f.triple(where_, tag(-1), tag(0));
        f.triple(where_, tag(0), tag(1));
        let neighbour = |offset: isize| {
            usize::try_from(i + offset)
                .ok()
                .filter(|at| window.contains(at))
                .map_or(7, |at| u32::from(self.labels[at]))
        };
        let flats = neighbour(-1) * 64 + flat * 8 + neighbour(1);
        f.pair(where_, flats);
        f.triple(side_near, flats, around.cue_form);
        let edge = u32::from(at + 1 == passage.sentences[here as usize].end) * 2
            + u32::from(at == passage.sentences[here as usize].start);
        f.triple(where_, edge, cues);
        f.triple(side, edge, tag(0));
    }

    /// The labels of the cue's window by the model, with their probabilities.
    #[must_use]
    pub fn read(&self, model: &Model, cue: &Range<usize>) -> Reading {
        let window = window(self.context, cue);
        let mut scores = Vec::with_capacity(window.len());
        let around = self.features(cue, |_, features| scores.push(model.score(features)));
        let labels = model.decode(&scores, follows);
        let mut marginals = Vec::new();
        model.marginals(&scores, &mut marginals);
        Reading { window, around, labels, marginals }
    }
}

/// What the model says of a cue's window.
#[derive(Debug)]
pub struct Reading {
    /// The tokens.
    pub window: Range<usize>,
    /// What is the same for all of them.
    pub around: Around,
    /// The best label of each.
    pub labels: Vec<u8>,
    /// The probabilities of the labels of each.
    pub marginals: Vec<[f32; MOST_LABELS]>,
}

impl Reading {
    /// The probability that a token of the window has one of the labels.
    #[must_use]
    pub fn probability(&self, at: usize, labels: [u8; 3]) -> f32 {
        let row = at.checked_sub(self.window.start).and_then(|at| self.marginals.get(at));
        row.map_or(0.0, |row| labels.map(|label| row[usize::from(label)]).iter().sum())
    }

    /// The runs of tokens that the best path gives the labels (of a first, further and last one), inside `range`.
    #[must_use]
    pub fn runs(&self, range: Range<usize>, labels: [u8; 3]) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in range {
            let label = self.labels[at - self.window.start];
            if !labels.contains(&label) {
                continue;
            }
            match runs.last_mut().filter(|run| run.end == at && label != labels[0]) {
                Some(run) => run.end += 1,
                None => runs.push(at..at + 1),
            }
        }
        runs
    }
}

/// Whether one label may follow another.
fn follows(before: Option<usize>, label: usize) -> bool {
    let inside = |label: usize| matches!(label, 2 | 3 | 5 | 6);
    match before {
        None => !inside(label),
        Some(1 | 2) => label == 2 || label == 3 || before == Some(1) && !inside(label),
        Some(4 | 5) => label == 5 || label == 6 || before == Some(4) && !inside(label),
        Some(_) => !inside(label),
    }
}
