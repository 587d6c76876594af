//! The turns of a transcript, an interview or a thread: paragraphs that begin with who speaks. A field of a form, a
//! heading and a single line with a colon are no turns.

#![expect(clippy::single_range_in_vec_init, reason = "content is a list of stretches, here of one")]

use std::ops::Range;

use super::super::context::Context;
use super::super::{Frame, Origin, phrase};
use crate::lexicon::{Class, Classes};
use crate::text::token::{Kind, Shape};

/// The longest label, in tokens, with what is in brackets behind the name.
const LONGEST: usize = 14;

/// The longest name in a label.
const LONGEST_NAME: usize = 6;

/// How many paragraphs without a label may stand between two turns: the first of them goes on.
const MOST_BETWEEN: usize = 3;

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// "TESTIGO:".
    Shouted,
    /// "P.", "R:".
    Letter,
    /// "@usuario:", or a name behind the time of its message.
    Sent,
    /// "Ana Ruiz:", "Ana Ruiz (abogada):".
    Named,
}

/// A paragraph that may be a turn.
struct Turn {
    paragraph: usize,
    style: Style,
    name: Range<usize>,
    mark: Range<usize>,
    content: Range<usize>,
    /// Too short to be a turn but among others by the same.
    short: bool,
}

/// The turns of a passage.
pub fn turns(context: &Context<'_>) -> Vec<Frame> {
    let passage = context.passage;
    let found: Vec<Turn> = (0..passage.paragraphs.len()).filter_map(|at| turn(context, at)).collect();
    let kept: Vec<&Turn> = found.iter().filter(|turn| holds(context, &found, turn)).collect();
    let ends = |at: usize| {
        let turn = kept[at];
        let next = kept.get(at + 1).map_or(turn.paragraph, |next| next.paragraph);
        let between = next - turn.paragraph;
        if between > 1
            && between <= MOST_BETWEEN + 1
            && turn.style != Style::Sent
            && !leaves(context, turn.paragraph + 1..next)
        {
            passage.paragraphs[next - 1].tokens.end
        } else {
            turn.content.end
        }
    };
    // "PREGUNTADO:", "CONTESTÓ:" say that somebody speaks, not who.
    let verb = |turn: &Turn| {
        let words = &passage.tokens[turn.name.clone()];
        turn.style == Style::Shouted
            && phrase::is_spanish(context, turn.content.start)
            && words.iter().all(|it| it.is(Class::Cue) && (it.is(Class::Participle) || it.is(Class::Past)))
    };
    let frame = |(at, turn): (usize, &&Turn)| Frame {
        cue: if verb(turn) { turn.name.clone() } else { turn.mark.clone() },
        content: vec![turn.content.start..ends(at)],
        source: (!verb(turn)).then(|| turn.name.clone()),
        probability: 0.9,
        origin: Origin::Turn,
    };
    let labels: Vec<&str> = kept
        .iter()
        .filter(|turn| matches!(turn.style, Style::Shouted | Style::Named))
        .map(|turn| passage.words(&turn.name))
        .collect();
    kept.iter().enumerate().map(frame).flat_map(|frame| parted(context, &labels, frame)).collect()
}

/// The turn, parted where somebody whose label begins turns elsewhere takes over on the same line: subtitles put two speakers
/// into one cue, and nobody may be given another's words.
fn parted(context: &Context<'_>, labels: &[&str], frame: Frame) -> Vec<Frame> {
    let passage = context.passage;
    let (start, end) = (frame.start(), frame.end());
    let ended = |at: usize| {
        matches!(passage.word(at - 1), "." | "?" | "!" | "…" | "..." | ")" | "]" | "»" | "”" | "\"" | "—")
    };
    let label = |colon: usize| {
        let name = |length: usize| colon.checked_sub(length).map(|first| first..colon);
        (1..=LONGEST_NAME)
            .filter_map(name)
            .find(|name| name.start > start && ended(name.start) && labels.contains(&passage.words(name)))
    };
    let mut turns = vec![frame];
    for colon in (start + 2..end.saturating_sub(1)).filter(|&at| passage.word(at) == ":") {
        let Some(name) = label(colon) else { continue };
        let Some(last) = turns.last_mut() else { continue };
        let next = Frame {
            cue: colon..colon + 1,
            content: vec![colon + 1..last.end()],
            source: Some(name.clone()),
            probability: last.probability,
            origin: Origin::Turn,
        };
        last.content = vec![last.start()..name.start];
        turns.push(next);
    }
    turns.retain(|turn| turn.start() < turn.end());
    turns
}

/// Whether a paragraph among these cannot belong to a turn: a note in brackets, a line with a colon, a heading.
fn leaves(context: &Context<'_>, paragraphs: Range<usize>) -> bool {
    let passage = context.passage;
    paragraphs.into_iter().any(|at| {
        let tokens = &passage.paragraphs[at].tokens;
        let (first, last) = (passage.word(tokens.start), passage.word(tokens.end - 1));
        let colon = tokens.clone().take(LONGEST_NAME + 1).any(|at| passage.word(at) == ":");
        let loud = tokens.clone().filter(|&at| passage.tokens[at].kind == Kind::Word);
        let loud = loud.clone().count() > 1
            && loud.clone().all(|at| matches!(passage.tokens[at].shape, Shape::Upper | Shape::Initial));
        colon
            || loud
            || matches!(first, "(" | "[")
            || !matches!(last, "." | "?" | "!" | "..." | "…" | "»" | "”" | "\"")
    })
}

/// The paragraph as a turn, if it is written like one.
fn turn(context: &Context<'_>, paragraph: usize) -> Option<Turn> {
    let passage = context.passage;
    let tokens = passage.paragraphs[paragraph].tokens.clone();
    let word = |at: usize| if at < tokens.end { passage.word(at) } else { "" };
    let mut start = tokens.start;
    if passage.tokens[start].kind == Kind::Quote || matches!(word(start), "—" | "–" | "―" | "-" | "•")
    {
        start += 1;
    }
    let named = after_time(context, start, tokens.end);
    let timed = named > start;
    start = named;
    let first = passage.tokens.get(start).filter(|_| start < tokens.end)?;
    let letter = word(start).trim_end_matches('.');
    if first.shape == Shape::Initial && matches!(letter, "P" | "R" | "Q" | "A") {
        let stopped =
            word(start).ends_with('.') || matches!(word(start + 1), ":" | "." | ".-" | "-" | "—" | ")");
        let mut content = start + 1;
        while matches!(word(content), ":" | "." | ".-" | "-" | "—" | "–" | ")") {
            content += 1;
        }
        let turn = Turn {
            paragraph,
            style: Style::Letter,
            name: start..start + 1,
            mark: start + 1..content,
            content: content..tokens.end,
            short: false,
        };
        return (stopped && !turn.content.is_empty()).then_some(turn);
    }
    let Mark { name, mark } = mark(context, start, tokens.end)?;
    let content = mark.end..tokens.end;
    if name.is_empty() || name.len() > LONGEST_NAME || content.is_empty() {
        return None;
    }
    let shouted = is_shouted(context, &name);
    let capitals = is_capitals(context, &name);
    let phone = word(name.start) == "+" && name.len() > 2;
    let style = match first.kind {
        Kind::Address => Style::Sent,
        _ if phone => Style::Sent,
        // "SEÑOR PRESIDENTE.-" is written so in minutes only.
        _ if word(mark.start) != ":" && !shouted => return None,
        _ if timed && capitals => Style::Sent,
        _ if shouted => Style::Shouted,
        _ if capitals => Style::Named,
        _ => return None,
    };
    let words = || passage.tokens[content.clone()].iter().filter(|it| it.kind == Kind::Word);
    let (all, small) = (words().count(), words().filter(|it| it.shape == Shape::Lower).count());
    let enough = match style {
        Style::Shouted => content.len() >= 2 && all >= 1,
        Style::Sent => all >= 1,
        Style::Named => all >= 1 && small * 2 >= all,
        Style::Letter => all >= 3 && small * 2 >= all,
    };
    let short = match style {
        Style::Named => all < 3,
        Style::Shouted => content.len() < 4,
        Style::Letter | Style::Sent => false,
    };
    enough.then_some(Turn { paragraph, style, name, mark, content, short })
}

/// A label's name and what sets it off from the words.
struct Mark {
    name: Range<usize>,
    mark: Range<usize>,
}

/// The colon behind the name, or the full stop and dash of minutes ("SEÑOR PRESIDENTE (Paz).-").
fn mark(context: &Context<'_>, start: usize, end: usize) -> Option<Mark> {
    let passage = context.passage;
    let word = |at: usize| if at < end { passage.word(at) } else { "" };
    let touches = |at: usize| passage.tokens[at].start == passage.tokens[at - 1].end;
    let dash = |at: usize| matches!(word(at), "-" | "—" | "–");
    let stops = |at: &usize| word(*at) == ":" || word(*at) == "." && dash(*at + 1) && touches(*at + 1);
    let at = (start + 1..end.min(start + LONGEST)).find(stops).filter(|&at| touches(at))?;
    let last = at + usize::from(word(at) == ".");
    let bracket = (start..at).find(|&open| word(open) == "(" && word(at - 1) == ")");
    // "SR. PAZ: —Sí"
    let behind = last + 1 + usize::from(dash(last + 1));
    Some(Mark { name: start..bracket.unwrap_or(at), mark: at..behind })
}

/// "TESTIGO", "EL SR. PAZ", "El señor PAZ": capitals throughout, but for a title.
fn is_shouted(context: &Context<'_>, name: &Range<usize>) -> bool {
    let passage = context.passage;
    let title = Classes(0).with(Class::Honorific).with(Class::Article).with(Class::Particle);
    let loud = |at: usize| matches!(passage.tokens[at].shape, Shape::Upper | Shape::Initial);
    let all = name.clone().all(|at| {
        loud(at)
            || passage.tokens[at].classes.any(title) && passage.tokens[at].kind == Kind::Word
            || at > name.start && passage.word(at) == "." && at + 1 < name.end
    });
    all && name.clone().any(|at| passage.tokens[at].shape == Shape::Upper)
}

/// "Ana Ruiz", "Susy M.", "María del Carmen", "Médico 2".
fn is_capitals(context: &Context<'_>, name: &Range<usize>) -> bool {
    let passage = context.passage;
    let part = |at: usize| {
        let (token, before) = (&passage.tokens[at], at.saturating_sub(1));
        let initial =
            passage.word(at) == "." && passage.tokens[before].end - passage.tokens[before].start <= 3;
        token.kind == Kind::Word && (token.is_capital() || token.is(Class::Particle))
            || at > name.start && (token.kind == Kind::Number || initial)
    };
    passage.tokens[name.start].is_capital() && name.clone().all(part)
}

/// Where the name begins behind the time of a message: "[12/03/24 21:10] ", "12/03/24, 21:10 - ".
fn after_time(context: &Context<'_>, start: usize, end: usize) -> usize {
    let passage = context.passage;
    let limit = end.min(start + 16);
    if start < end && passage.word(start) == "[" {
        let close = (start..limit).find(|&at| passage.word(at) == "]");
        let dated = |close: &usize| (start..*close).any(|at| passage.tokens[at].kind == Kind::Number);
        return close.filter(dated).map_or(start, |close| close + 1);
    }
    let numeric =
        |at: &usize| passage.tokens[*at].kind == Kind::Number || passage.tokens[*at].kind == Kind::Mark;
    let count = (start..limit).take_while(numeric).count();
    let numbers = (start..start + count).filter(|&at| passage.tokens[at].kind == Kind::Number).count();
    let dash = count > 0 && matches!(passage.word(start + count - 1), "-" | "–" | "—");
    if numbers >= 2 && dash { start + count } else { start }
}

/// Whether the turn holds among the others.
fn holds(context: &Context<'_>, all: &[Turn], turn: &Turn) -> bool {
    let passage = context.passage;
    let words = |turn: &Turn| passage.words(&turn.name);
    let alike = |other: &&Turn| other.style == turn.style && !other.short;
    let repeated = |turn: &Turn| all.iter().filter(|other| words(other) == words(turn)).count() > 1;
    if turn.short {
        let longer = all.iter().filter(alike).filter(|other| words(other) == words(turn)).count();
        return longer >= 1 && all.iter().filter(alike).count() >= 3;
    }
    match turn.style {
        // A heading ("NOTE:") stands once; who speaks comes back.
        Style::Shouted => all.iter().filter(alike).filter(|other| repeated(other)).count() >= 3,
        Style::Letter => {
            let other = all.iter().filter(alike).any(|other| words(other) != words(turn));
            other && all.iter().filter(alike).count() >= 3
        }
        Style::Sent => all.iter().filter(alike).count() >= 2,
        Style::Named => {
            let person = Classes(0).with(Class::GivenName).with(Class::Honorific);
            let somebody = passage.tokens[turn.name.start].classes.any(person);
            let beside = all
                .iter()
                .any(|other| other.paragraph.abs_diff(turn.paragraph) == 1 && words(other) != words(turn));
            let back = all.iter().filter(|other| other.style != Style::Sent && repeated(other)).count() >= 3;
            beside
                && (back && (repeated(turn) || somebody) || somebody && all.iter().filter(alike).count() >= 2)
        }
    }
}
