//! Who a source is: the chain that it names, or the one that a pronoun, a role or a missing subject stands for when only
//! one can be meant. Where two could be, the answer is unknown.

use std::ops::Range;

use super::context::Context;
use super::spanish::{subject, told, verb};
use super::{Frame, Origin};
use crate::kinds::{MentionKind, Speaker};
use crate::lexicon::{Class, plain};
use crate::names::chain::{Builder, gender};
use crate::text::token::{Kind, Shape};

/// How many paragraphs back a pronoun or role may reach.
const BACK: usize = 2;

/// How many names back a pronoun or role may reach.
const MOST_NAMES: usize = 400;

/// Roles that stand for one another in a text, in small letters without accents.
const SAME_ROLE: [&[&str]; 15] = [
    &["presidente", "presidenta", "mandatario", "mandataria", "gobernante"],
    &["expresidente", "expresidenta", "exmandatario", "exmandataria"],
    &["abogado", "abogada", "letrado", "letrada", "defensor", "defensora", "jurista"],
    &["juez", "jueza", "magistrado", "magistrada"],
    // Any of these is an official; none of them is another.
    &["ministro", "ministra", "funcionario", "funcionaria"],
    &["viceministro", "viceministra", "funcionario", "funcionaria"],
    &["secretario", "secretaria", "funcionario", "funcionaria"],
    &["canciller", "funcionario", "funcionaria"],
    &["director", "directora", "funcionario", "funcionaria"],
    &["portavoz", "vocero", "vocera"],
    &["obispo", "arzobispo", "prelado", "monseñor", "cardenal"],
    &["president", "leader"],
    &["lawyer", "attorney", "counsel", "defender"],
    &["spokesman", "spokeswoman", "spokesperson"],
    &["congressman", "congresswoman", "lawmaker", "representative"],
];

/// The speakers of frames that come in order of their content.
#[must_use]
pub fn resolve(context: &Context<'_>, names: &Builder, frames: &[Frame]) -> Vec<Speaker> {
    let mut speakers: Vec<Speaker> = Vec::with_capacity(frames.len());
    for (at, frame) in frames.iter().enumerate() {
        let before = &speakers[..at];
        let speaker = match &frame.source {
            Some(source) => of_words(context, names, source),
            None => of_nothing(context, names, frames, before, at),
        };
        speakers.push(speaker);
    }
    speakers
}

fn of_words(context: &Context<'_>, names: &Builder, source: &Range<usize>) -> Speaker {
    let first = names.tokens.partition_point(|tokens| tokens.end <= source.start);
    let inside = || (first..names.tokens.len()).take_while(|&at| names.tokens[at].start < source.end);
    let kind = |at: usize| names.mentions[at].kind;
    // "la hermana de Ana Luz", "a lawyer for Ana Luz": somebody else than the name that ends it.
    // "the post by Ana Luz", "un comunicado de la comisión": what is written speaks for its author.
    let written = source.clone().take(4).any(|at| {
        let token = &context.passage.tokens[at];
        token.is(Class::CueNoun) || token.is(Class::Document)
    });
    let of_another = |at: usize| {
        if written {
            return false;
        }
        let start = names.whole[at].start.min(names.tokens[at].start);
        // "el presidente de la CBF"
        let article = start > source.start + 1
            && matches!(context.passage.word(start - 1), "la" | "el" | "los" | "las" | "the");
        let start = start - usize::from(article);
        start.checked_sub(1).is_some_and(|before| {
            before >= source.start
                && matches!(
                    context.passage.word(before),
                    "of" | "for" | "de" | "del" | "by" | "in" | "en" | "from" | "at" | "'s"
                )
        }) || matches!(context.passage.word(names.tokens[at].end), "'s" | "’s")
            && names.tokens[at].end < source.end
    };
    let person = inside().find(|&at| kind(at) == MentionKind::Person && !of_another(at));
    let body = || inside().find(|&at| kind(at) != MentionKind::Person && !of_another(at));
    if let Some(mention) = person.or_else(body) {
        return Speaker::Named { chain: names.mentions[mention].chain };
    }
    if inside().any(of_another) && source.len() > 1 {
        return Speaker::Described;
    }
    let tokens = &context.passage.tokens[source.clone()];
    let pronoun = source.len() == 1 && tokens[0].is(Class::Subject) && !tokens[0].is(Class::Plural);
    if pronoun {
        return match gender(&tokens[0]) {
            Some(gender) => self::person(context, names, source.start, gender),
            None => Speaker::Unknown,
        };
    }
    if source.len() == 1 && tokens[0].is(Class::Relative) && !tokens[0].is(Class::Article) {
        // "Ana Ruiz, who said ...": whoever is named right before it.
        return named_before(context, names, source.start).unwrap_or(Speaker::Unknown);
    }
    if source.len() == 1 && tokens[0].is(Class::Subject) {
        return Speaker::Unknown;
    }
    if let Some(name) = source.clone().skip(1).find(|&at| is_called(context, at)) {
        return bearer(context, names, source.start, name);
    }
    let definite =
        matches!(context.passage.word(source.start).to_lowercase().as_str(), "el" | "la" | "the" | "su");
    let label = tokens.iter().all(|it| it.shape == Shape::Upper);
    let role = source.clone().find(|&at| is_role(context, at));
    match role.filter(|_| (definite || label) && source.len() <= 4) {
        Some(role) => match holder(context, names, source.start, role) {
            Speaker::Unknown => Speaker::Described,
            speaker => speaker,
        },
        None => Speaker::Described,
    }
}

/// Whether a word is a name rather than a role, though it was not read as one: "El abogado Haddad".
fn is_called(context: &Context<'_>, at: usize) -> bool {
    let token = &context.passage.tokens[at];
    token.kind == Kind::Word && token.is_capital() && !is_role(context, at)
}

/// The one person before `at` whose name has this word; nobody else is meant by it.
fn bearer(context: &Context<'_>, names: &Builder, at: usize, name: usize) -> Speaker {
    let word = folded(context, name);
    let last = names.tokens.partition_point(|tokens| tokens.start < at);
    let mut candidates: Vec<(u32, usize)> = Vec::new();
    for mention in (0..last).rev().take(MOST_NAMES) {
        let it = &names.mentions[mention];
        let bears = it.kind == MentionKind::Person
            && names.tokens[mention].clone().any(|part| folded(context, part) == word);
        if bears && !candidates.iter().any(|(chain, _)| *chain == it.chain) {
            candidates.push((it.chain, mention));
        }
    }
    match only(names, &candidates) {
        Speaker::Unknown => Speaker::Described,
        speaker => speaker,
    }
}

/// The name that ends right before `at`, or before the comma there.
fn named_before(context: &Context<'_>, names: &Builder, at: usize) -> Option<Speaker> {
    let end = at - usize::from(at > 0 && context.passage.word(at - 1) == ",");
    let index = names.tokens.partition_point(|tokens| tokens.end < end);
    let tokens = names.tokens.get(index).filter(|tokens| tokens.end == end && !tokens.is_empty())?;
    let same = context.passage.sentence_of[tokens.start] == context.passage.sentence_of[at];
    let mention = &names.mentions[index];
    let speaks = mention.kind != MentionKind::Place;
    (same && speaks).then_some(Speaker::Resolved { chain: mention.chain, from: mention.span })
}

fn folded(context: &Context<'_>, at: usize) -> String {
    plain(&context.passage.word(at).to_lowercase())
}

fn same_role(a: &str, b: &str) -> bool {
    a == b || SAME_ROLE.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// Whether a word is a role that somebody may be called by.
pub fn is_role(context: &Context<'_>, at: usize) -> bool {
    context.passage.tokens[at].is(Class::Role)
        || SAME_ROLE.iter().any(|group| group.contains(&folded(context, at).as_str()))
}

/// The person whom the text gives this role, the last named if there is one only nearby. "El abogado" is no woman, "la
/// abogada" no man.
pub fn holder(context: &Context<'_>, names: &Builder, at: usize, role: usize) -> Speaker {
    let other = match context.passage.word(at).to_lowercase().as_str() {
        "el" => Some(Class::Feminine),
        "la" => Some(Class::Masculine),
        _ => None,
    };
    antecedent(context, names, at, |known| known.is_none() || known != other, Some(&folded(context, role)))
}

/// The one person of that gender named before `at`; failing any whose gender is known, the only person named nearby.
pub fn person(context: &Context<'_>, names: &Builder, at: usize, gender: Class) -> Speaker {
    match antecedent(context, names, at, |known| known == Some(gender), None) {
        Speaker::Unknown => {}
        speaker => return speaker,
    }
    let opposite = |known: Option<Class>| known.is_some_and(|known| known != gender);
    match antecedent(context, names, at, |known| !opposite(known), None) {
        Speaker::Resolved { chain, from } if alone(context, names, at, chain) => {
            Speaker::Resolved { chain, from }
        }
        _ => Speaker::Unknown,
    }
}

/// Whether no other person is named before `at` within reach.
fn alone(context: &Context<'_>, names: &Builder, at: usize, chain: u32) -> bool {
    let here = context.passage.paragraph_at(at);
    let start = context.passage.paragraphs[here.saturating_sub(BACK)].tokens.start;
    let first = names.tokens.partition_point(|tokens| tokens.start < start);
    (first..names.tokens.len())
        .take_while(|&it| names.tokens[it].start < at)
        .filter(|&it| names.mentions[it].kind == MentionKind::Person)
        .all(|it| names.mentions[it].chain == chain)
}

/// The one person named before `at`, nearby, who fits; `Unknown` when nobody or more than one does.
fn antecedent(
    context: &Context<'_>,
    names: &Builder,
    at: usize,
    fits: impl Fn(Option<Class>) -> bool,
    role: Option<&str>,
) -> Speaker {
    let passage = context.passage;
    let here = passage.paragraph_at(at);
    let last = names.tokens.partition_point(|tokens| tokens.start < at);
    // Roles reach through the whole passage: a text has one president at a time.
    let reach = if role.is_some() { here } else { BACK };
    let mut candidates: Vec<(u32, usize)> = Vec::new();
    let mut paragraph = here;
    for mention in (0..last).rev().take(MOST_NAMES) {
        while passage.paragraphs[paragraph].tokens.start > names.tokens[mention].start {
            // Whoever fits in the nearest paragraph that has somebody is meant.
            if !candidates.is_empty() || paragraph == 0 || here - paragraph >= reach {
                return only(names, &candidates);
            }
            paragraph -= 1;
        }
        let it = &names.mentions[mention];
        let holds = role
            .is_none_or(|role| names.role_words[it.chain as usize].iter().any(|word| same_role(word, role)));
        if it.kind == MentionKind::Person
            && fits(names.known[it.chain as usize].gender)
            && holds
            && !candidates.iter().any(|(chain, _)| *chain == it.chain)
        {
            candidates.push((it.chain, mention));
        }
    }
    only(names, &candidates)
}

/// The candidate, if there is one only.
fn only(names: &Builder, candidates: &[(u32, usize)]) -> Speaker {
    match candidates {
        [(chain, mention)] => Speaker::Resolved { chain: *chain, from: names.mentions[*mention].span },
        _ => Speaker::Unknown,
    }
}

/// A report without a subject: it goes on from the one before it in the paragraph, or from the quote that ran on.
fn of_nothing(
    context: &Context<'_>,
    names: &Builder,
    frames: &[Frame],
    before: &[Speaker],
    at: usize,
) -> Speaker {
    let frame = &frames[at];
    if verb::is_impersonal(context, &frame.cue) {
        return Speaker::Unknown;
    }
    let paragraph = context.passage.paragraph_at(frame.start());
    let goes_on = match frame.origin {
        Origin::Continuation => 1,
        Origin::Dash | Origin::Model | Origin::That | Origin::Quote
            if !frame.cue.is_empty() && drops_subject(context, frame) =>
        {
            0
        }
        _ => return Speaker::Unknown,
    };
    if goes_on == 0
        && let Some(speaker) = told_of(context, names, frames, at)
    {
        return speaker;
    }
    let previous = (0..at)
        .rev()
        .find(|&other| frames[other].source.is_some() || frames[other].origin == Origin::Continuation);
    let Some(previous) = previous else { return Speaker::Unknown };
    let distance = paragraph - context.passage.paragraph_at(frames[previous].start()).min(paragraph);
    if distance > goes_on && !(distance == 1 && alone_before(context, frames, before, at, previous)) {
        return Speaker::Unknown;
    }
    match &before[previous] {
        Speaker::Named { chain } => {
            let source = frames[previous].source.as_ref();
            source.map_or(Speaker::Unknown, |words| Speaker::Resolved {
                chain: *chain,
                from: crate::names::chain::span(context, words),
            })
        }
        Speaker::Resolved { chain, from } => Speaker::Resolved { chain: *chain, from: *from },
        Speaker::Described | Speaker::Unknown => Speaker::Unknown,
    }
}

/// Whether a paragraph that opens with a quote and a verb without a subject ("«…», afirmó.") can only go on with who speaks
/// in the paragraph before, since nobody else does there.
fn alone_before(
    context: &Context<'_>,
    frames: &[Frame],
    before: &[Speaker],
    at: usize,
    previous: usize,
) -> bool {
    let passage = context.passage;
    let here = &passage.paragraphs[passage.paragraph_at(frames[at].start())].tokens;
    let there = passage.paragraph_at(frames[previous].start());
    let chain = |speaker: &Speaker| match speaker {
        Speaker::Named { chain } | Speaker::Resolved { chain, .. } => Some(*chain),
        Speaker::Described | Speaker::Unknown => None,
    };
    let all = (0..=previous).rev().take_while(|&it| passage.paragraph_at(frames[it].start()) == there);
    let mut speakers = all.filter(|&it| frames[it].source.is_some()).map(|it| chain(&before[it]));
    let first = speakers.next().flatten();
    frames[at].start() == here.start && first.is_some() && speakers.all(|other| other == first)
}

/// Whom the sentence before is about, when nobody speaks in it: "Ana Ribas vive enfrente. «…», recuerda." `None` when that
/// sentence tells of nobody or somebody speaks in it.
fn told_of(context: &Context<'_>, names: &Builder, frames: &[Frame], at: usize) -> Option<Speaker> {
    let passage = context.passage;
    let frame = &frames[at];
    let first = frame.start().min(frame.cue.start);
    let paragraph = passage.paragraphs[passage.paragraph_at(first)].tokens.start;
    let sentence = (passage.sentence_of[first] as usize).checked_sub(1)?;
    let sentence = passage.sentences[sentence].clone();
    let spoken =
        frames[..at].iter().any(|other| other.end() > sentence.start && other.start() < sentence.end);
    if sentence.start < paragraph || spoken {
        return None;
    }
    let subject = subject::opening(context, &sentence, false)?;
    // "Su hijo viajó en el avión. «…», dijo.": somebody of the speaker's.
    if passage.tokens[subject.start].is(Class::Possessive) {
        return None;
    }
    // Whoever spoke earlier in the paragraph may go on; then nobody can tell.
    let others = frames[..at].iter().filter(|other| other.start() >= paragraph && other.source.is_some());
    let alike =
        |other: &Frame| other.source.clone().is_some_and(|source| told::alike(context, &subject, &source));
    if !others.clone().all(alike) {
        return Some(Speaker::Unknown);
    }
    let several = subject.clone().any(|at| matches!(passage.word(at), "y" | "e"));
    Some(match of_words(context, names, &subject) {
        Speaker::Named { chain } if !several => {
            Speaker::Resolved { chain, from: crate::names::chain::span(context, &subject) }
        }
        Speaker::Resolved { chain, from } if !several => Speaker::Resolved { chain, from },
        _ => Speaker::Unknown,
    })
}

/// A finite singular verb of Spanish, which needs no subject of its own.
fn drops_subject(context: &Context<'_>, frame: &Frame) -> bool {
    let passage = context.passage;
    let spanish =
        passage.paragraphs[passage.paragraph_at(frame.cue.start)].language == crate::kinds::Language::Spanish;
    let head = frame.cue.clone().find(|&at| passage.tokens[at].is(Class::Cue)).unwrap_or(frame.cue.start);
    let word = passage.word(head);
    let plural = word.ends_with("ron") || word.ends_with("an") || word.ends_with("en");
    spanish && passage.tokens[head].is(Class::Finite) && !plural
}
