//! The first model: which tokens are cues, sources and contents at all, sentence after sentence, without saying which
//! belongs to which. Its cues are what the second model starts from.

use std::ops::Range;

use super::context::{Context, Templates};
use crate::learn::{Feature, MOST_LABELS, Model};

/// Labels of the model.
pub mod label {
    /// None of it.
    pub const OUTSIDE: u8 = 0;
    /// Content of some quotation.
    pub const CONTENT: u8 = 1;
    /// Source of some quotation.
    pub const SOURCE: u8 = 2;
    /// First token of a cue.
    pub const CUE: u8 = 3;
    /// A further token of a cue.
    pub const CUE_GOES_ON: u8 = 4;
    /// How many labels there are.
    pub const COUNT: usize = 5;
}

/// Longer paragraphs are read in pieces, cut where a sentence ends if one does.
pub const LONGEST: usize = 600;

/// The pieces of a paragraph that are read in one go.
#[must_use]
pub fn pieces(context: &Context<'_>, paragraph: &Range<usize>) -> Vec<Range<usize>> {
    let sentences = &context.passage.sentences;
    let mut pieces = Vec::new();
    let mut start = paragraph.start;
    while paragraph.end - start > LONGEST {
        let last = &sentences[context.passage.sentence_of[start + LONGEST] as usize];
        let end = if last.start > start { last.start } else { start + LONGEST };
        pieces.push(start..end);
        start = end;
    }
    pieces.push(start..paragraph.end);
    pieces
}

/// The features of token `at` of the piece `range`.
pub fn features(context: &Context<'_>, range: &Range<usize>, at: usize, into: &mut Vec<Feature>) {
    let passage = context.passage;
    let token = &passage.tokens[at];
    let i = at.cast_signed();
    let word = |offset: isize| context.word(range, i + offset);
    let tag = |offset: isize| context.tag(range, i + offset);
    let state = |offset: isize| context.state(range, i + offset);
    let mut f = Templates::new(into, 0);
    f.add(1);
    for offset in -2..=2 {
        f.add(word(offset));
    }
    f.pair(word(-1), word(0));
    f.pair(word(0), word(1));
    f.pair(word(-2), word(-1));
    f.pair(word(1), word(2));
    f.pair(word(-1), word(1));
    for offset in -3..=3 {
        f.add(tag(offset));
    }
    f.pair(tag(-1), tag(0));
    f.pair(tag(0), tag(1));
    f.pair(tag(-2), tag(-1));
    f.pair(tag(1), tag(2));
    f.triple(tag(-2), tag(-1), tag(0));
    f.triple(tag(-1), tag(0), tag(1));
    f.triple(tag(0), tag(1), tag(2));
    f.triple(tag(1), tag(2), tag(3));
    f.pair(word(0), tag(-1));
    f.pair(word(0), tag(1));
    f.pair(word(-1), tag(0));
    f.pair(word(1), tag(0));
    f.add(token.suffix);
    f.pair(token.shape as u32, tag(0));
    for offset in -1..=1 {
        f.add(state(offset));
    }
    f.triple(state(-1), state(0), tag(0));
    f.triple(state(0), state(1), tag(-1));
    f.pair(state(0), word(0));
    f.triple(state(-2), state(-1), word(0));
    f.triple(state(1), state(2), word(0));
    let sentence = &passage.sentences[passage.sentence_of[at] as usize];
    let from_start = (at - sentence.start).min(4) as u32;
    let to_end = (sentence.end - 1 - at).min(3) as u32;
    f.pair(from_start, tag(0));
    f.pair(to_end, tag(0));
    f.pair(context.word(range, sentence.start.cast_signed()), tag(0));
    let last = context.state(range, sentence.end.cast_signed() - 1);
    f.triple(context.state(range, sentence.start.cast_signed()), last, tag(0));
    f.add(token.classes.0 as u32 ^ (token.classes.0 >> 32) as u32);
}

/// The model's opinion of each token of a passage.
pub fn read(model: &Model, context: &Context<'_>) -> Vec<[f32; MOST_LABELS]> {
    let mut all = Vec::with_capacity(context.passage.tokens.len());
    let (mut seen, mut scores, mut marginals) = (Vec::new(), Vec::new(), Vec::new());
    for paragraph in &context.passage.paragraphs {
        for piece in pieces(context, &paragraph.tokens) {
            scores.clear();
            for at in piece.clone() {
                features(context, &piece, at, &mut seen);
                scores.push(model.score(&seen));
            }
            model.marginals(&scores, &mut marginals);
            all.extend_from_slice(&marginals);
        }
    }
    all
}

/// The most probable label of a token.
#[must_use]
pub fn best(opinion: &[f32; MOST_LABELS]) -> u8 {
    let better = |top: usize, label: usize| if opinion[label] > opinion[top] { label } else { top };
    (1..label::COUNT).fold(0, better) as u8
}

/// Cues that are at least this probable are looked at; the probability of the first token is theirs.
pub fn cues(opinions: &[[f32; MOST_LABELS]], context: &Context<'_>, least: f32) -> Vec<(Range<usize>, f32)> {
    let mut cues = Vec::new();
    let mut at = 0;
    while at < opinions.len() {
        let probability = opinions[at][usize::from(label::CUE)];
        if probability < least {
            at += 1;
            continue;
        }
        let paragraph = &context.passage.paragraphs[context.passage.paragraph_at(at)].tokens;
        let mut end = at + 1;
        let goes_on = |at: usize| {
            let opinion = &opinions[at];
            opinion[usize::from(label::CUE_GOES_ON)] > opinion[usize::from(label::CUE)].max(0.4)
        };
        while end < paragraph.end && goes_on(end) {
            end += 1;
        }
        cues.push((at..end, probability));
        at = end;
    }
    cues
}
