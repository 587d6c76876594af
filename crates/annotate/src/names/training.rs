//! Turns texts with gold names into examples for the names model. Used by whoever trains; the product only reads models.

use std::ops::Range;

use super::tagger::{self, Habits, KINDS};
use crate::kinds::MentionKind;
use crate::learn::train::Example;
use crate::quotations::context::Context;

/// The examples of a text; `gold` are byte ranges with their kinds. Facilities learn as places.
pub fn examples(
    context: &Context<'_>,
    gold: &[(Range<usize>, MentionKind)],
    weight: f32,
    into: &mut Vec<Example>,
) {
    let tokens = &context.passage.tokens;
    let mut labels = vec![0u8; tokens.len()];
    for (range, kind) in gold {
        let kind = if *kind == MentionKind::Facility { MentionKind::Place } else { *kind };
        let label = KINDS.iter().position(|it| *it == kind).map_or(0, |at| 1 + 2 * at as u8);
        let first = tokens.partition_point(|token| token.end as usize <= range.start);
        let inside = tokens[first..].iter().take_while(|token| (token.start as usize) < range.end).count();
        for (offset, slot) in labels[first..first + inside].iter_mut().enumerate() {
            *slot = if offset == 0 { label } else { label + 1 };
        }
    }
    let habits = Habits::of(context);
    let mut features = Vec::new();
    for (piece, shouted) in tagger::pieces(context) {
        let mut example = Example { weight, ..Example::default() };
        for at in piece.clone() {
            tagger::features(context, &habits, shouted, &piece, at, &mut features);
            example.push(&features, labels[at]);
        }
        into.push(example);
    }
}
