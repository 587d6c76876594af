//! The names model: which tokens name a person, a body or a place. Looks at one sentence, and at how the same word is
//! written elsewhere in the passage.

use std::ops::Range;

use crate::kinds::MentionKind;
use crate::learn::{Feature, MOST_LABELS, Model, join};
use crate::lexicon::{self, Class, Classes, WordMap};
use crate::quotations::context::{Context, Templates};
use crate::text::token::{Kind, Shape};

/// Labels: 0 is none; then first and further token of each kind.
pub const KINDS: [MentionKind; 3] = [MentionKind::Person, MentionKind::Organisation, MentionKind::Place];

/// How many labels the model has.
pub const LABELS: usize = 1 + 2 * KINDS.len();

/// Longer sentences are read in pieces of this many tokens.
const LONGEST: usize = 300;

/// What the passage as a whole tells of its words.
#[derive(Debug)]
pub struct Habits {
    /// For each word: bit 0, seen in small letters; bit 1, seen with a capital inside a sentence.
    seen: WordMap<u8>,
    /// For each token: whether it belongs to a listed name of several words, and of what kind.
    phrases: Vec<u8>,
}

impl Habits {
    /// Reads a passage.
    #[must_use]
    pub fn of(context: &Context<'_>) -> Self {
        let passage = context.passage;
        let tokens = &passage.tokens;
        let mut seen: WordMap<u8> = WordMap::default();
        let mut phrases = vec![0; tokens.len()];
        for sentence in &passage.sentences {
            let shouted = is_shouted(context, sentence);
            for at in sentence.clone() {
                let token = &tokens[at];
                if token.shape == Shape::Lower {
                    *seen.entry(token.word).or_default() |= 1;
                }
                if !token.is_capital() {
                    continue;
                }
                if at > sentence.start && !shouted && tokens[at - 1].kind == Kind::Word {
                    *seen.entry(token.word).or_default() |= 2;
                }
                for length in (2..=lexicon::LONGEST_PHRASE.min(sentence.end - at)).rev() {
                    let found =
                        lexicon::phrase_classes(tokens[at..at + length].iter().map(|token| token.word));
                    if found != Classes::default() && phrases[at] == 0 {
                        let kind = match found {
                            _ if found.has(Class::Country) => 1,
                            _ if found.has(Class::Organisation) => 5,
                            _ => 3,
                        };
                        phrases[at] = kind;
                        phrases[at + 1..at + length].fill(kind + 1);
                        break;
                    }
                }
            }
        }
        Self { seen, phrases }
    }
}

/// Whether nearly all words of the sentence begin with capitals, so that a capital says nothing.
pub fn is_shouted(context: &Context<'_>, sentence: &Range<usize>) -> bool {
    let words = context.passage.tokens[sentence.clone()].iter().filter(|token| token.kind == Kind::Word);
    let (mut all, mut capital) = (0, 0);
    for token in words.filter(|token| token.end - token.start > 3) {
        all += 1;
        capital += usize::from(token.is_capital());
    }
    all > 3 && capital * 10 >= all * 8
}

/// Gazetteer bits of a token.
fn listed(classes: Classes) -> u32 {
    let bits = [
        Class::GivenName,
        Class::Surname,
        Class::Country,
        Class::City,
        Class::Body,
        Class::Facility,
        Class::Place,
        Class::Role,
        Class::Honorific,
        Class::Organisation,
    ];
    bits.iter().enumerate().fold(0, |all, (bit, &class)| all | u32::from(classes.has(class)) << bit)
}

/// The features of token `at` of the piece `range`.
pub fn features(
    context: &Context<'_>,
    habits: &Habits,
    shouted: bool,
    range: &Range<usize>,
    at: usize,
    into: &mut Vec<Feature>,
) {
    let tokens = &context.passage.tokens;
    let token = &tokens[at];
    let i = at.cast_signed();
    let word = |offset: isize| context.word(range, i + offset);
    let tag = |offset: isize| context.tag(range, i + offset);
    let neighbour = |offset: isize| {
        usize::try_from(i + offset).ok().filter(|at| range.contains(at)).map(|at| &tokens[at])
    };
    let shape = |offset: isize| neighbour(offset).map_or(15, |token| token.shape as u32);
    let list = |offset: isize| neighbour(offset).map_or(1 << 20, |token| listed(token.classes));
    let suffix = |offset: isize| neighbour(offset).map_or(0, |token| token.suffix);
    let seen = u32::from(habits.seen.get(&token.word).copied().unwrap_or(0));
    let first = u32::from(at == range.start || matches!(tokens[at - 1].kind, Kind::Quote));
    let mut f = Templates::new(into, 3000);
    let capital = u32::from(token.is_capital());
    f.pair(capital, first + 2 * u32::from(shouted));
    f.triple(token.shape as u32, first + 2 * u32::from(shouted), seen);
    f.triple(shape(-1), token.shape as u32, shape(1));
    f.pair(word(0), capital);
    f.pair(list(0), token.shape as u32);
    f.pair(u32::from(habits.phrases[at]), capital);
    if capital == 0 && !matches!(tag(0), 4 | 5 | 9) {
        // Little names anything without a capital; articles, conjunctions and prepositions stand inside names.
        f.pair(tag(-1), tag(0));
        return;
    }
    f.pair(word(-1), capital);
    f.pair(word(1), capital);
    f.pair(word(-2), capital);
    f.pair(word(2), capital);
    f.pair(word(-1), word(0));
    f.pair(word(0), word(1));
    f.triple(word(-2), word(-1), capital);
    f.triple(word(1), word(2), capital);
    f.pair(tag(-1), tag(0));
    f.pair(tag(0), tag(1));
    f.triple(tag(-1), tag(0), tag(1));
    f.triple(tag(-2), tag(-1), tag(0));
    f.triple(tag(0), tag(1), tag(2));
    f.pair(token.suffix, capital);
    f.pair(suffix(-1), capital);
    f.pair(suffix(1), capital);
    let text = token.text(context.passage.text);
    let prefix = text.char_indices().nth(3).map_or(text, |(end, _)| &text[..end]);
    f.add(lexicon::hash_word(prefix).whole);
    let last: u32 = text.chars().rev().take(2).fold(0, |hash, c| join(hash, u32::from(c)));
    f.add(last);
    f.triple(list(-1), list(0), shape(-1));
    f.triple(list(0), list(1), shape(1));
    f.triple(list(-1), list(0), list(1));
    f.pair(list(0), tag(-1));
    f.pair(list(0), tag(1));
    f.pair(list(1), shape(1) * 16 + shape(0));
    f.triple(list(0), first + 2 * u32::from(shouted), seen);
    f.pair(u32::from(token.classes.has(Class::GivenName)), shape(1));
    f.pair(context.state(range, i), shape(0));
    f.pair(text.chars().count().min(8) as u32, shape(0));
    // The first capitalised word of the run, and how far along the run this one is.
    let run = (range.start..at)
        .rev()
        .take(6)
        .take_while(|&at| tokens[at].is_capital() || matches!(context.tags[at], 5 | 9))
        .count();
    f.pair(context.word(range, i - run.cast_signed()), run.min(3) as u32);
    f.pair(listed(tokens[at - run].classes), run.min(3) as u32);
}

/// A name found: its tokens, its kind, the probability.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Tokens.
    pub tokens: Range<usize>,
    /// Kind.
    pub kind: MentionKind,
    /// The least probability of its tokens.
    pub probability: f32,
}

/// The pieces in which the model reads a passage: sentences, the very long ones cut, each with whether it is shouted.
#[must_use]
pub fn pieces(context: &Context<'_>) -> Vec<(Range<usize>, bool)> {
    let mut pieces = Vec::new();
    for sentence in &context.passage.sentences {
        let shouted = is_shouted(context, sentence);
        let mut start = sentence.start;
        while start < sentence.end {
            let end = sentence.end.min(start + LONGEST);
            pieces.push((start..end, shouted));
            start = end;
        }
    }
    pieces
}

/// Names of a passage.
#[must_use]
pub fn read(model: &Model, context: &Context<'_>, habits: &Habits) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let (mut seen, mut scores, mut marginals): (Vec<Feature>, Vec<[f32; MOST_LABELS]>, _) =
        (Vec::new(), Vec::new(), Vec::new());
    for (piece, shouted) in pieces(context) {
        if !context.passage.tokens[piece.clone()].iter().any(crate::text::token::Token::is_capital) {
            continue;
        }
        scores.clear();
        for at in piece.clone() {
            features(context, habits, shouted, &piece, at, &mut seen);
            scores.push(model.score(&seen));
        }
        // Label 2k+2 goes on with 2k+1.
        let labels = model.decode(&scores, |before, label| {
            label == 0
                || label % 2 == 1
                || before.is_some_and(|before| before == label || before + 1 == label)
        });
        if labels.iter().all(|&label| label == 0) {
            continue;
        }
        model.marginals(&scores, &mut marginals);
        for (offset, &label) in labels.iter().enumerate().filter(|(_, label)| **label > 0) {
            let at = piece.start + offset;
            let probability = marginals[offset][usize::from(label)];
            match names.last_mut().filter(|name| label % 2 == 0 && name.tokens.end == at) {
                Some(name) => {
                    name.tokens.end += 1;
                    name.probability = name.probability.min(probability);
                }
                None => names.push(Name {
                    tokens: at..at + 1,
                    kind: KINDS[usize::from(label - 1) / 2],
                    probability,
                }),
            }
        }
    }
    names
}
