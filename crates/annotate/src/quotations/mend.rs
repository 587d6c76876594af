//! Rules over what the models found: quotes are taken whole, go on after their cue, stand alone; nothing outside quotation
//! marks crosses the end of a sentence; titles are no quotations. Never names a speaker.

use std::ops::Range;

use super::context::Context;
use super::spanish::{clause, quoted, told};
use super::{Frame, Origin, phrase, rules};
use crate::lexicon::{Class, Classes};
use crate::text::quote::{Quote, Style};
use crate::text::token::Kind;

/// A quote of fewer words than this is a quotation only when a model says so.
const SHORT: usize = 4;

/// From here on a rule leaves the models no other reading of its verb.
const SURE: f32 = 0.9;

/// How near before a cue the word that makes it a supposition stands, in tokens.
const SUPPOSED: usize = 4;

/// Applies the rules in turn.
pub fn mend(context: &Context<'_>, mut frames: Vec<Frame>, turns: Vec<Frame>) -> Vec<Frame> {
    let is_none = |frame: &Frame| {
        let unasked = frame.origin == Origin::Model
            && phrase::is_spanish(context, frame.cue.start)
            && frame.cue.end > 0
            && rules::unasked(context, frame.cue.end - 1);
        unasked
            || clause::is_purpose(context, frame)
            || is_title(context, frame)
            || is_supposed(context, frame)
            || clause::is_act(context, frame)
    };
    frames.retain(|frame| !is_none(frame));
    for frame in &mut frames {
        whole_quotes(context, frame);
        without_cue(context, frame);
        inside_sentences(context, frame);
        without_tail(context, frame);
        without_joined_verb(context, frame);
    }
    // Who has the turn says all of it.
    frames.retain(|frame| {
        !turns.iter().any(|turn| {
            turn.content.iter().any(|part| {
                frame.source.is_none()
                    && !(matches!(frame.origin, Origin::Quote | Origin::That)
                        && phrase::is_spanish(context, frame.start()))
                    && frame.content.iter().any(|own| overlap(own, part) > 0)
                    || frame.content.iter().any(|own| overlap(own, part) * 10 >= part.len() * 9)
            })
        })
    });
    frames.extend(turns);
    frames.retain(|frame| !frame.content.is_empty());
    frames = without_doubles(context, frames);
    go_on(context, &mut frames);
    alone(context, &mut frames);
    frames
}

/// The quotes that count: double marks and guillemets that stand in no other, and dialogue.
pub fn outer<'c>(context: &'c Context<'_>) -> impl Iterator<Item = &'c Quote> {
    context.passage.quotes.iter().filter(is_outer)
}

/// The quotes that may touch some tokens: those of their paragraphs, up to their end.
pub fn near<'c>(context: &'c Context<'_>, tokens: Range<usize>) -> &'c [Quote] {
    let passage = context.passage;
    let start = passage.paragraphs[passage.paragraph_at(tokens.start)].tokens.start;
    let first = passage.quotes.partition_point(|quote| quote.open < start);
    let last = passage.quotes.partition_point(|quote| quote.open < tokens.end);
    &passage.quotes[first.min(last)..last]
}

/// Whether a quote counts: double marks and guillemets that stand in no other, and dialogue.
fn is_outer(quote: &&Quote) -> bool {
    quote.depth == 0 && quote.style != Style::Single
}

/// How many words a quote holds.
fn words(context: &Context<'_>, quote: &Quote) -> usize {
    context.passage.tokens[quote.content()]
        .iter()
        .filter(|token| matches!(token.kind, Kind::Word | Kind::Number))
        .count()
}

/// The quote with its marks; dialogue without its dash.
pub fn with_marks(quote: &Quote) -> Range<usize> {
    if quote.style == Style::Dash { quote.content() } else { quote.open..quote.end() }
}

pub fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Whether the quotation is a title: a short quote after a word for a work ("a segment titled “…”") is all of its content,
/// or stands in it while the cue is no verb of speech.
fn is_title(context: &Context<'_>, frame: &Frame) -> bool {
    let tokens = &context.passage.tokens;
    let speech = frame.cue.clone().any(|at| tokens[at].is(Class::Speech));
    near(context, frame.start()..frame.end()).iter().any(|quote| {
        let inside = || frame.content.iter().any(|part| overlap(&quote.content(), part) > 0);
        let titled = || rules::is_called(context, quote) && words(context, quote) <= 8;
        let all = || frame.content.iter().all(|part| part.start >= quote.open && part.end <= quote.end());
        inside() && titled() && (!speech || all())
    })
}

/// "If they believe that ...", "si el ministro dice que ...": what the text only supposes is nobody's, unless it is quoted.
fn is_supposed(context: &Context<'_>, frame: &Frame) -> bool {
    let passage = context.passage;
    let quoted = frame.content.iter().any(|part| part.clone().any(|at| passage.quote_of[at] > 0));
    if frame.cue.is_empty() || quoted {
        return false;
    }
    let sentence = passage.sentences[passage.sentence_of[frame.cue.start] as usize].start;
    let near = (sentence..frame.cue.start).rev().take(SUPPOSED);
    near.take_while(|&at| passage.tokens[at].kind == Kind::Word)
        .any(|at| matches!(passage.word(at), "if" | "If" | "unless" | "Unless" | "si" | "Si"))
}

/// A quote of which the content covers a good part is content as a whole.
fn whole_quotes(context: &Context<'_>, frame: &mut Frame) {
    for quote in near(context, frame.start()..frame.end()).iter().filter(is_outer) {
        let inside = quote.content();
        let covered: usize = frame.content.iter().map(|part| overlap(part, &inside)).sum();
        let whole = with_marks(quote);
        if covered == 0 || overlap(&frame.cue, &whole) > 0 || covered * 2 < inside.len() && covered < 6 {
            continue;
        }
        frame.add(whole);
    }
}

/// `"A," X said, "B"`: what stands between two quotes with the cue in it is no content.
fn without_cue(context: &Context<'_>, frame: &mut Frame) {
    let Some(at) = frame.content.iter().position(|part| part.contains(&frame.cue.start)) else { return };
    let part = frame.content[at].clone();
    let inside = || near(context, part.clone()).iter().filter(is_outer);
    let before = inside().filter(|it| it.open >= part.start && it.end() <= frame.cue.start);
    let after = inside().filter(|it| it.open >= frame.cue.end && it.end() <= part.end);
    let (Some(before), Some(after)) = (before.map(Quote::end).max(), after.map(|it| it.open).min()) else {
        return;
    };
    frame.content.splice(at..=at, [part.start..before, after..part.end]);
}

/// Cuts content outside quotes at the end of the sentence.
fn inside_sentences(context: &Context<'_>, frame: &mut Frame) {
    let passage = context.passage;
    for part in &mut frame.content {
        for at in part.start + 1..part.end {
            let crosses = passage.sentence_of[at] != passage.sentence_of[at - 1];
            let quoted = || near(context, at..at + 1).iter().any(|quote| quote.open < at && at < quote.end());
            if crosses && !quoted() {
                // Keep the side on which the cue is.
                if frame.cue.start >= at {
                    part.start = at
                } else {
                    part.end = at
                }
                if frame.cue.start < at {
                    break;
                }
            }
        }
    }
    frame.content.retain(|part| part.start < part.end);
}

/// `"A," X said to the crowd.`: behind a quote that a comma ends and its cue, nothing without marks is content.
fn without_tail(context: &Context<'_>, frame: &mut Frame) {
    let passage = context.passage;
    let Some(sentence) = passage.sentence_of.get(frame.cue.start).map(|&at| &passage.sentences[at as usize])
    else {
        return;
    };
    let ended = near(context, sentence.start..frame.cue.start).iter().filter(is_outer).any(|quote| {
        quote.end() <= frame.cue.start
            && quote.end() > sentence.start
            && quote.close > quote.open + 1
            && quote.style != Style::Dash
            && (matches!(passage.word(quote.close - 1), "," | "?" | "!") || passage.word(quote.end()) == ",")
            && frame.content.iter().any(|part| overlap(part, &quote.content()) > 0)
            && (quote.end()..frame.cue.start).len() <= 24
    });
    if ended {
        let loose = |part: &Range<usize>| {
            part.start >= frame.cue.end && part.clone().all(|at| passage.quote_of[at] == 0)
        };
        frame.content.retain(|part| !loose(part));
    }
}

/// Past tenses that neither the lexicon nor an ending shows.
const IRREGULAR: [&str; 12] =
    ["took", "made", "gave", "went", "came", "left", "held", "met", "sent", "began", "ran", "got"];

/// "She called the prisons “brutal” and took a plane": what has no verb of its own before a conjunction ends there when a
/// verb follows, which goes with the cue.
fn without_joined_verb(context: &Context<'_>, frame: &mut Frame) {
    let passage = context.passage;
    // "their alleged torture" has none.
    let describes = Classes(0).with(Class::Article).with(Class::Possessive).with(Class::Preposition);
    let verb = |at: usize| {
        matches!(context.tags[at], 12..=15 | 36 | 37 | 40..=44 | 60)
            && !passage.tokens[at - 1].classes.any(describes)
    };
    let past = |at: usize| {
        passage.quote_of[at] == 0
            && (matches!(context.tags[at], 37 | 40 | 41) || IRREGULAR.contains(&passage.word(at)))
    };
    let cue_is_past = frame.cue.clone().any(|at| passage.tokens[at].is(Class::Past));
    let Some(part) = frame.content.iter_mut().find(|part| cue_is_past && part.start == frame.cue.end) else {
        return;
    };
    let clause = |at: usize| {
        let token = &passage.tokens[at];
        passage.quote_of[at] == 0
            && (verb(at)
                || token.classes.any(Classes(0).with(Class::That).with(Class::Subject).with(Class::Relative))
                || passage.word(at) == "to")
    };
    let end = part.clone().find(|&at| clause(at)).unwrap_or(part.end);
    let joined = (part.start + 1..end).find(|&at| {
        passage.tokens[at].is(Class::Conjunction)
            && passage.quote_of[at] == 0
            && at + 1 < part.end
            && past(at + 1)
    });
    part.end = joined.unwrap_or(part.end);
}

/// Of two frames about the same words the more probable one stays, unless one stands inside the other.
fn without_doubles(context: &Context<'_>, mut frames: Vec<Frame>) -> Vec<Frame> {
    frames.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.cue.start.cmp(&b.cue.start)));
    let mut kept: Vec<Frame> = Vec::new();
    for frame in frames {
        let doubled = kept.iter().position(|other| is_double(context, other, &frame));
        match doubled {
            // The same cue has the same source.
            Some(at) if kept[at].cue == frame.cue && phrase::is_spanish(context, frame.cue.start) => {
                kept[at].source = kept[at].source.take().or(frame.source);
            }
            Some(_) => {}
            None => kept.push(frame),
        }
    }
    kept
}

/// Whether `frame` is about the same words as `other`, which is the more probable one.
fn is_double(context: &Context<'_>, other: &Frame, frame: &Frame) -> bool {
    let meets =
        other.start() < frame.end() && other.end() > frame.start() || overlap(&other.cue, &frame.cue) > 0;
    if !meets {
        return false;
    }
    let both: usize =
        frame.content.iter().flat_map(|a| other.content.iter().map(move |b| overlap(a, b))).sum();
    let (mine, theirs) = (frame.length(), other.length());
    // What Spanish sets off with marks leaves its verb nothing else to report.
    let marked = matches!(other.origin, Origin::Quote | Origin::Dash | Origin::Accord)
        && phrase::is_spanish(context, frame.cue.start);
    let sure = other.origin == Origin::That && other.probability >= SURE;
    if (marked || sure) && frame.origin == Origin::Model && overlap(&other.cue, &frame.cue) > 0 {
        return true;
    }
    // A cue inside the other's content is a quotation in a quotation.
    let nested = other.content.iter().any(|part| overlap(part, &frame.cue) > 0);
    // "“Él me decía: ‘…’”": the outer one of the two.
    let holds = !other.cue.is_empty()
        && frame.content.iter().any(|part| part.start <= other.cue.start && other.cue.end <= part.end)
        && phrase::is_spanish(context, frame.start());
    both * 2 > mine.min(theirs) && !(nested && mine < theirs) && !(holds && theirs < mine)
}

/// After `"A," he said.` a quote that begins the next sentence of the paragraph goes on with it, when nobody else says it.
fn go_on(context: &Context<'_>, frames: &mut [Frame]) {
    let passage = context.passage;
    let quotes: Vec<&Quote> = outer(context).collect();
    for quote in &quotes {
        let whole = with_marks(quote);
        if frames.iter().any(|frame| frame.content.iter().any(|part| overlap(part, &whole) > 0)) {
            continue;
        }
        let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
        if quote.style == Style::Dash {
            // "—A —dijo Ana—. B": the first frame of the dialogue's paragraph goes on.
            let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
            let mut rest = whole;
            while rest.start < rest.end && matches!(passage.word(rest.start), "." | "," | ";") {
                rest.start += 1;
            }
            let first = frames.iter_mut().find(|frame| frame.start() == paragraph.start + 1);
            if let Some(frame) = first.filter(|_| quote.open > paragraph.start && !rest.is_empty()) {
                frame.add(rest);
            }
            continue;
        }
        let starts = passage.sentences[passage.sentence_of[quote.open] as usize].start;
        if quote.open > starts && passage.word(quote.open - 1) == ":" {
            // "..., with one condition: “...”" belongs to the report that it ends.
            let same = frames.iter_mut().filter(|frame| {
                frame.start() >= starts && frame.cue.start >= starts && frame.end() < quote.open
            });
            if let Some(frame) = same.max_by_key(|frame| frame.end()) {
                frame.add(whole);
            }
            continue;
        }
        if quote.open != starts || starts == paragraph.start {
            continue;
        }
        // What ends right before it: a quoted frame, its cue, or another quote of it.
        let before = passage.sentences[passage.sentence_of[starts - 1] as usize].clone();
        let candidate = frames.iter_mut().filter(|frame| {
            let quoted =
                frame.content.iter().any(|part| quotes.iter().any(|it| overlap(&it.content(), part) > 0));
            let reaches = overlap(&frame.cue, &before) > 0
                && frame.content.iter().all(|part| part.start < quote.open)
                || frame.end() >= starts && frame.end() <= starts + 1;
            quoted && reaches && frame.start() >= paragraph.start
        });
        if let Some(frame) = candidate.max_by_key(|frame| frame.cue.start) {
            frame.add(whole);
        }
    }
}

/// A quote of some length that no frame has: it goes on from the paragraph before, or names nobody.
fn alone(context: &Context<'_>, frames: &mut Vec<Frame>) {
    let passage = context.passage;
    let mut more: Vec<Frame> = Vec::new();
    for quote in outer(context) {
        let whole = with_marks(quote);
        // What somebody tells that another said leaves the rest to be told.
        let spanish = phrase::is_spanish(context, quote.open);
        let inner = |part: &Range<usize>| {
            let inside =
                context.passage.quotes.iter().filter(|it| quote.open < it.open && it.end() <= quote.end());
            inside.map(|it| it.open..it.end()).any(|it| it.start <= part.start && part.end <= it.end)
        };
        let takes = |part: &Range<usize>| overlap(part, &whole) > 0 && !(spanish && inner(part));
        let taken = frames.iter().chain(&more).any(|frame| frame.content.iter().any(takes));
        // A line of dialogue is speech however short.
        let by_itself = spanish && quoted::alone(context, quote);
        let about = if by_itself && !taken { told::around(context, quote, frames) } else { None };
        let least = match quote.style {
            Style::Dash => 1,
            // What somebody is seen to say may be short.
            _ if about.is_some() => 2,
            _ => SHORT,
        };
        if taken || words(context, quote) < least {
            continue;
        }
        let paragraph = &passage.paragraphs[passage.paragraph_at(quote.open)].tokens;
        let next = quote.end();
        let signed = (next + 1 < paragraph.end && passage.quote_of[next] == 0)
            .then(|| signature(context, next, paragraph.end))
            .flatten();
        if let Some((dash, source)) = signed {
            more.push(Frame {
                cue: dash,
                content: vec![whole],
                source: Some(source),
                probability: 0.9,
                origin: Origin::Signed,
            });
            continue;
        }
        let fills = quote.open == paragraph.start && next + 1 >= paragraph.end;
        if quote.continues
            || by_itself && (words(context, quote) > SHORT || about.is_some())
            || fills && words(context, quote) >= 6
            || quote.style == Style::Dash && quote.open == paragraph.start
        {
            let origin = match quote {
                _ if quote.continues => Origin::Continuation,
                _ if quote.style == Style::Dash => Origin::Dash,
                _ => Origin::Alone,
            };
            more.push(Frame {
                cue: quote.open..quote.open,
                content: vec![whole],
                source: about.filter(|_| !quote.continues),
                probability: 0.8,
                origin,
            });
        }
    }
    frames.append(&mut more);
}

/// "“...” — Name": the dash and the name that fills the rest of the paragraph or line.
fn signature(context: &Context<'_>, at: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let passage = context.passage;
    let is_dash = matches!(passage.word(at), "—" | "―" | "–" | "--" | "-");
    let first = passage.tokens.get(at + 1)?;
    if !is_dash || !first.is_capital() {
        return None;
    }
    let stop = (at + 1..end.min(at + 12))
        .find(|&at| matches!(passage.word(at), "," | "." | "(") || passage.tokens[at].kind == Kind::Quote);
    let source = at + 1..stop.unwrap_or(end);
    (source.len() <= 6 && stop.is_some() || end - at <= 12).then_some((at..at + 1, source))
}
