//! Turns texts with gold quotations into examples for both models. Used by whoever trains; the product only reads models.

use std::ops::Range;

use super::context::Context;
use super::{flat, frame, segment};
use crate::learn::train::Example;
use crate::learn::{Feature, Model, choice};

/// Content that shares less with the gold is none.
const LEAST_LIKENESS: f32 = 0.4;

/// A gold quotation: byte ranges of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gold {
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// The cue.
    pub cue: Vec<Range<usize>>,
    /// The source.
    pub source: Vec<Range<usize>>,
}

/// The tokens that overlap the byte ranges.
fn covered(context: &Context<'_>, ranges: &[Range<usize>]) -> Vec<usize> {
    let tokens = &context.passage.tokens;
    let mut covered = Vec::new();
    for range in ranges {
        let first = tokens.partition_point(|token| token.end as usize <= range.start);
        let inside = tokens[first..].iter().take_while(|token| (token.start as usize) < range.end);
        covered.extend((first..).take(inside.count()));
    }
    covered.sort_unstable();
    covered.dedup();
    covered
}

/// Each token's label for the first model.
#[must_use]
pub fn flat_labels(context: &Context<'_>, gold: &[Gold]) -> Vec<u8> {
    use flat::label;
    let mut labels = vec![label::OUTSIDE; context.passage.tokens.len()];
    for (kind, which) in [(label::CONTENT, 0), (label::SOURCE, 1), (label::CUE, 2)] {
        for quotation in gold {
            let ranges = [&quotation.content, &quotation.source, &quotation.cue][which];
            let mut before = None;
            for at in covered(context, ranges) {
                let goes_on = kind == label::CUE && before.is_some_and(|before| before + 1 == at);
                labels[at] = if goes_on { label::CUE_GOES_ON } else { kind };
                before = Some(at);
            }
        }
    }
    labels
}

/// The examples of a text for the first model.
pub fn flat_examples(context: &Context<'_>, gold: &[Gold], weight: f32, into: &mut Vec<Example>) {
    let labels = flat_labels(context, gold);
    let mut features = Vec::new();
    for paragraph in &context.passage.paragraphs {
        for piece in flat::pieces(context, &paragraph.tokens) {
            let mut example = Example { weight, ..Example::default() };
            for at in piece.clone() {
                flat::features(context, &piece, at, &mut features);
                example.push(&features, labels[at]);
            }
            into.push(example);
        }
    }
}

/// The examples of a text for the second model: a window for each gold cue, and for each other cue that the first model
/// (trained without this text) found.
pub fn frame_examples(
    context: &Context<'_>,
    gold: &[Gold],
    first: &Model,
    weight: f32,
    into: &mut Vec<Example>,
) {
    let opinions = flat::read(first, context);
    let best: Vec<u8> = opinions.iter().map(flat::best).collect();
    let found = flat::cues(&opinions, context, super::LEAST_CUE);
    let reader = frame::Reader::new(context, &best);
    let mut add = |cue: &Range<usize>, quotation: Option<&Gold>| {
        let window = frame::window(context, cue);
        let mut labels = vec![frame::label::OUTSIDE; window.len()];
        if let Some(quotation) = quotation {
            mark(&mut labels, &window, &covered(context, &quotation.content), frame::label::CONTENT);
            mark(&mut labels, &window, &covered(context, &quotation.source), frame::label::SOURCE);
            for at in covered(context, &quotation.cue).into_iter().filter(|at| window.contains(at)) {
                labels[at - window.start] = frame::label::CUE;
            }
        }
        let mut example = Example { weight, ..Example::default() };
        reader.features(cue, |at, features| example.push(features, labels[at - window.start]));
        into.push(example);
    };
    for (cue, quotation, _) in asked(context, gold, &found) {
        add(&cue, quotation);
    }
}

/// The cues that are asked, with their gold and how probable the first model finds them: each gold cue (by the boundaries
/// that the first model gave it, where it did), then each other that it found.
fn asked<'g>(
    context: &Context<'_>,
    gold: &'g [Gold],
    found: &[(Range<usize>, f32)],
) -> Vec<(Range<usize>, Option<&'g Gold>, Option<f32>)> {
    let mut asked = Vec::new();
    let mut matched = vec![false; found.len()];
    for quotation in gold {
        let cue = covered(context, &quotation.cue);
        let (Some(&start), false) = (cue.first(), quotation.content.is_empty()) else { continue };
        let seen = found.iter().position(|(range, _)| cue.iter().any(|at| range.contains(at)));
        asked.push(match seen {
            Some(index) => {
                matched[index] = true;
                (found[index].0.clone(), Some(quotation), Some(found[index].1))
            }
            None => {
                let length = cue.windows(2).take_while(|pair| pair[0] + 1 == pair[1]).count() + 1;
                (start..start + length, Some(quotation), None)
            }
        });
    }
    let others = found.iter().zip(&matched).filter(|(_, matched)| !**matched);
    asked.extend(others.map(|((range, probability), _)| (range.clone(), None, Some(*probability))));
    asked
}

/// The examples of a text for the third model: each cue that the first found, by the readings of a second that has not
/// seen the text either.
pub fn segment_examples(
    context: &Context<'_>,
    gold: &[Gold],
    [first, second]: [&Model; 2],
    weight: f32,
    into: &mut Vec<choice::Example>,
) {
    let opinions = flat::read(first, context);
    let best: Vec<u8> = opinions.iter().map(flat::best).collect();
    let found = flat::cues(&opinions, context, super::LEAST_CUE);
    let reader = frame::Reader::new(context, &best);
    for (cue, quotation, probability) in asked(context, gold, &found) {
        let Some(probability) = probability else { continue };
        let reading = reader.read(second, &cue);
        let weigher = segment::Weigher::new(context, &best, &cue, probability, &reading);
        let candidates = weigher.candidates();
        let gold: Vec<Range<usize>> = quotation
            .map(|it| covered(context, &it.content).into_iter().map(|at| at..at + 1).collect())
            .unwrap_or_default();
        let mut likeness = Vec::new();
        for left in 0..=candidates.left.len() {
            for right in 0..=candidates.right.len() {
                likeness.push(segment::alike(&weigher.content_of(&candidates, left, right), &gold));
            }
        }
        let top = likeness.iter().copied().fold(0.0, f32::max);
        let mut right = vec![0.0; likeness.len()];
        if top < LEAST_LIKENESS {
            right[0] = 1.0;
        } else {
            // Several may be equally good.
            let share = 1.0 / likeness.iter().filter(|it| **it >= top).count() as f32;
            right
                .iter_mut()
                .zip(&likeness)
                .filter(|(_, it)| **it >= top)
                .for_each(|(right, _)| *right = share);
        }
        into.push(choice::Example {
            lattice: weigher.lattice(&candidates, <[Feature]>::to_vec),
            right,
            weight,
        });
    }
}

/// Labels runs of tokens with first, further and last.
fn mark(labels: &mut [u8], window: &Range<usize>, tokens: &[usize], kinds: [u8; 3]) {
    for (index, &at) in tokens.iter().enumerate().filter(|(_, at)| window.contains(at)) {
        let begins = at == window.start || index == 0 || tokens[index - 1] + 1 != at;
        let ends = tokens.get(index + 1).is_none_or(|&next| next != at + 1);
        labels[at - window.start] = match (begins, ends) {
            (true, _) => kinds[0],
            (_, true) => kinds[2],
            _ => kinds[1],
        };
    }
}
