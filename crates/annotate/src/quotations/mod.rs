//! Quotations: who said what. Three models find cues, contents and sources; rules add and mend what marks make certain;
//! sieves say who a source is. Never guesses a speaker.

mod across;
pub mod assemble;
pub mod context;
pub mod flat;
pub mod frame;
mod mend;
pub mod phrase;
pub mod referring;
mod rules;
pub mod segment;
mod source;
mod spanish;
pub mod speaker;
pub mod training;
mod unlikely;

use std::ops::Range;

use crate::claims::violation;
use crate::kinds::Language;
use crate::learn::Model;
use crate::lexicon::{Class, Classes};
use context::Context;

/// Cues less probable than this are not looked at.
pub const LEAST_CUE: f32 = 0.12;

/// The models, each of which reads what those before it say.
#[derive(Debug)]
pub struct Models {
    /// Finds cues.
    pub flat: Model,
    /// Finds what belongs to a cue.
    pub frame: Model,
    /// Weighs whole stretches of content.
    pub segment: Model,
}

/// A quotation as the models see it: tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// The cue.
    pub cue: Range<usize>,
    /// Stretches of content.
    pub content: Vec<Range<usize>>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// How probable it is, from 0 to 1; of rules, how sure.
    pub probability: f32,
    /// What found it.
    pub origin: Origin,
}

/// What found a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The models.
    Model,
    /// A quote beside a verb that reports.
    Quote,
    /// A Spanish verb that reports, with "que".
    That,
    /// "según", "a juicio de".
    Accord,
    /// A quote with a dash and a name after it.
    Signed,
    /// A turn of a transcript.
    Turn,
    /// The conditional of rumour.
    Rumour,
    /// A quote that goes on from the paragraph before.
    Continuation,
    /// A line of dialogue.
    Dash,
    /// A quote that fills its paragraph.
    Alone,
}

impl Frame {
    /// The first token of its content.
    #[must_use]
    pub fn start(&self) -> usize {
        self.content.first().map_or(self.cue.start, |part| part.start)
    }

    /// One past the last token of its content.
    #[must_use]
    pub fn end(&self) -> usize {
        self.content.last().map_or(self.cue.end, |part| part.end)
    }

    /// How many tokens its content has.
    #[must_use]
    pub fn length(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }

    /// Adds tokens to its content, joining what touches or overlaps.
    pub fn add(&mut self, part: Range<usize>) {
        self.content.push(part);
        self.content.sort_by_key(|part| part.start);
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(self.content.len());
        for part in self.content.drain(..) {
            match joined.last_mut().filter(|last| part.start <= last.end) {
                Some(last) => last.end = last.end.max(part.end),
                None => joined.push(part),
            }
        }
        self.content = joined;
    }
}

/// Finds the quotations of a passage.
#[must_use]
pub fn find(models: &Models, context: &Context<'_>) -> Vec<Frame> {
    let mut frames = frames(models, context);
    // Of an allegation less certainty is asked: a person who is not heard weighs more.
    let alleged = |frame: &Frame| frame.content.iter().any(|part| !violation::find(context, part).is_empty());
    frames.retain(|frame| {
        let enough = match is_known(context, frame) {
            true if frame.source.is_some() && alleged(frame) => LEAST / 3.0,
            true => LEAST,
            false => LEAST_UNKNOWN,
        };
        frame.probability >= enough
    });
    frames.extend(rules::find(context));
    let turns = across::turns(context);
    let mut frames = mend::mend(context, frames, turns);
    across::join(context, &mut frames);
    let questions = across::questions(context, &frames);
    frames.extend(questions);
    for paragraph in context.passage.paragraphs.iter().filter(|it| it.language == Language::Spanish) {
        let rumours = spanish::rumours(context, &paragraph.tokens, &frames);
        frames.extend(rumours);
    }
    frames.sort_by_key(|frame| (frame.start(), frame.cue.start));
    source::complete(context, &mut frames);
    frames.retain(|frame| !unlikely::is_unlikely(context, frame));
    frames.iter_mut().for_each(unlikely::without_source);
    frames
}

/// Whether the cue has a word that reports, or the content a quote.
fn is_known(context: &Context<'_>, frame: &Frame) -> bool {
    let reports = Classes(0).with(Class::Cue).with(Class::CueNoun).with(Class::Accord).with(Class::Source);
    let tokens = &context.passage.tokens;
    frame.cue.clone().any(|at| tokens[at].classes.any(reports))
        || frame.content.iter().any(|part| part.clone().any(|at| context.passage.quote_of[at] > 0))
}

/// Frames less probable than this are dropped.
const LEAST: f32 = 0.35;

/// Of a cue that the lexicon does not know, with content in nobody's quotation marks, more is asked: "took a dig at".
const LEAST_UNKNOWN: f32 = 0.5;

/// Finds frames with the models.
#[must_use]
pub fn frames(models: &Models, context: &Context<'_>) -> Vec<Frame> {
    let opinions = flat::read(&models.flat, context);
    let best: Vec<u8> = opinions.iter().map(flat::best).collect();
    let reader = frame::Reader::new(context, &best);
    let mut frames = Vec::new();
    for (cue, cue_probability) in flat::cues(&opinions, context, LEAST_CUE) {
        let reading = reader.read(&models.frame, &cue);
        let weigher = segment::Weigher::new(context, &best, &cue, cue_probability, &reading);
        let Some(segment::Choice { content, probability }) = weigher.choose(&models.segment) else {
            continue;
        };
        let source = source::best(&reading).or_else(|| source::likely(&reading));
        frames.push(Frame { cue, content, source, probability, origin: Origin::Model });
    }
    frames
}
