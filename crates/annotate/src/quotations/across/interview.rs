//! The questions of a Spanish interview: paragraphs that end with a question mark and are answered by a dash or a label in the
//! next. Nobody is named in them. A question with a mark or a dash of its own is none of them.

use std::ops::Range;

use super::super::context::Context;
use super::super::mend::overlap;
use super::super::{Frame, Origin, phrase};
use crate::text::token::Kind;

/// The longest question, in tokens.
const LONGEST: usize = 80;

/// How many questions make an interview.
const FEWEST: usize = 2;

/// The questions, but for what `frames` have already.
pub fn questions(context: &Context<'_>, frames: &[Frame]) -> Vec<Frame> {
    let passage = context.passage;
    let answered = |at: usize| {
        passage
            .paragraphs
            .get(at + 1)
            .is_some_and(|next| matches!(passage.word(next.tokens.start), "—" | "–" | "―"))
    };
    let asked: Vec<Range<usize>> = (0..passage.paragraphs.len())
        .filter(|&at| answered(at))
        .filter_map(|at| question(context, &passage.paragraphs[at].tokens))
        .collect();
    let plain = |asked: &Range<usize>| passage.word(asked.end - 1) == "?";
    if asked.iter().filter(|asked| plain(asked)).count() < FEWEST {
        return Vec::new();
    }
    let taken = |asked: &Range<usize>| {
        frames.iter().any(|frame| frame.content.iter().any(|part| overlap(part, asked) * 2 > asked.len()))
    };
    let frame = |asked: Range<usize>| Frame {
        cue: asked.start..asked.start,
        content: vec![asked],
        source: None,
        probability: 0.75,
        origin: Origin::Alone,
    };
    // What is no question, among questions, must be marked as they are: in stars.
    let kept = asked
        .into_iter()
        .filter(|asked| plain(asked) || asked.start > 0 && passage.word(asked.start - 1) == "*");
    kept.filter(|asked| !taken(asked)).map(frame).collect()
}

/// The paragraph without the stars around it, when it may be a question.
fn question(context: &Context<'_>, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let passage = context.passage;
    let star = |at: usize| passage.word(at).starts_with('*');
    let mut asked = paragraph.clone();
    while asked.start < asked.end && star(asked.start) {
        asked.start += 1;
    }
    while asked.start < asked.end && star(asked.end - 1) {
        asked.end -= 1;
    }
    let first = &passage.tokens.get(asked.start)?;
    let starred = asked.start > paragraph.start;
    let begins = first.is_capital() || passage.word(asked.start) == "¿";
    let ends = !asked.is_empty() && (passage.word(asked.end - 1) == "?" || starred);
    let fits =
        asked.len() <= LONGEST && first.kind != Kind::Quote && phrase::is_spanish(context, asked.start);
    (begins && ends && fits).then_some(asked)
}
