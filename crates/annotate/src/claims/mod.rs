//! Claims: what quotations do with a proposition, what violations it names, whom it is about, and which claim of the other
//! side it meets. Keys allow the same to be found across texts. Never says that a claim is true.

pub mod negation;
pub mod violation;

use std::ops::Range;

use crate::kinds::{Claim, MentionForm, MentionKind, Quotation, Speaker, Stance, Violation};
use crate::lexicon::plain;
use crate::names::chain::{Builder, span};
use crate::quotations::Frame;
use crate::quotations::context::Context;

/// How many claims back the other side's may stand when they share a name only.
const NEAR: usize = 4;

/// The claims of a passage's quotations: of each that takes a stance beyond asserting, or names a violation.
#[must_use]
pub fn find(
    context: &Context<'_>,
    names: &Builder,
    frames: &[Frame],
    quotations: &[Quotation],
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (at, (frame, quotation)) in frames.iter().zip(quotations).enumerate() {
        let mut violations: Vec<(Violation, model::Span)> = Vec::new();
        for part in &frame.content {
            violations.extend(
                violation::find(context, part).into_iter().map(|(kind, words)| (kind, span(context, &words))),
            );
        }
        if quotation.stance == Stance::Asserts && violations.is_empty() {
            continue;
        }
        let speaker = match quotation.speaker {
            Speaker::Named { chain } | Speaker::Resolved { chain, .. } => Some(chain),
            Speaker::Described | Speaker::Unknown => None,
        };
        let about = about(names, &frame.content, speaker);
        let mut stance = quotation.stance;
        // A violation that somebody asserts is alleged: nothing here says that it is so.
        if matches!(stance, Stance::Asserts | Stance::Criticises) && !violations.is_empty() {
            stance = Stance::Alleges;
        }
        let mut keys: Vec<String> = violations.iter().map(|(kind, _)| kind.code().to_owned()).collect();
        keys.extend(about.iter().map(|&chain| name_key(context, names, chain)));
        keys.sort();
        keys.dedup();
        claims.push(Claim { quotation: at as u32, stance, about, violations, opposes: Vec::new(), keys });
    }
    oppose(context, &mut claims, frames, quotations);
    claims
}

fn name_key(context: &Context<'_>, names: &Builder, chain: u32) -> String {
    let name = names.chains[chain as usize].name.slice(context.passage.text).unwrap_or_default();
    plain(&name.to_lowercase()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn about(names: &Builder, content: &[Range<usize>], speaker: Option<u32>) -> Vec<u32> {
    let mut about = Vec::new();
    for part in content {
        let first = names.tokens.partition_point(|tokens| tokens.start < part.start);
        for at in (first..names.tokens.len()).take_while(|&at| names.tokens[at].start < part.end) {
            let mention = &names.mentions[at];
            let counts = matches!(
                mention.kind,
                MentionKind::Person | MentionKind::Organisation | MentionKind::Facility
            );
            if counts
                && mention.form != MentionForm::Pronoun
                && Some(mention.chain) != speaker
                && !about.contains(&mention.chain)
            {
                about.push(mention.chain);
            }
        }
    }
    about
}

/// Links denials with what they deny: the same violation anywhere in the text, the same name nearby, or, when the denial
/// only points back ("such accounts", "lo"), what was alleged right before.
fn oppose(context: &Context<'_>, claims: &mut [Claim], frames: &[Frame], quotations: &[Quotation]) {
    let denies = |claim: &Claim| claim.stance == Stance::Denies;
    let alleges =
        |claim: &Claim| matches!(claim.stance, Stance::Alleges | Stance::Criticises | Stance::Confirms);
    let speaker = |claim: &Claim| match quotations[claim.quotation as usize].speaker {
        Speaker::Named { chain } | Speaker::Resolved { chain, .. } => Some(chain),
        Speaker::Described | Speaker::Unknown => None,
    };
    let mut pairs = Vec::new();
    for (at, denial) in claims.iter().enumerate().filter(|(_, claim)| denies(claim)) {
        let same_side = |claim: &Claim| speaker(denial).is_some() && speaker(denial) == speaker(claim);
        if let Some(back) = pointing_back(context, &frames[denial.quotation as usize]) {
            let before = claims[..at].iter().enumerate().rev().take(NEAR);
            let alleged = before.filter(|(_, claim)| alleges(claim) && !same_side(claim));
            pairs.extend(alleged.take(back).map(|(other, _)| (at, other)));
        }
        for (other, claim) in claims.iter().enumerate().filter(|(_, claim)| alleges(claim)) {
            let violation =
                denial.violations.iter().any(|(a, _)| claim.violations.iter().any(|(b, _)| is_met(*a, *b)));
            let name = at.abs_diff(other) <= NEAR && denial.keys.iter().any(|key| claim.keys.contains(key));
            if !same_side(claim) && (violation || name) && !pairs.contains(&(at, other)) {
                pairs.push((at, other));
            }
        }
    }
    for (denial, claim) in pairs {
        claims[denial].opposes.push(claim as u32);
        claims[claim].opposes.push(denial as u32);
    }
}

/// Whether to deny the one meets an allegation of the other: who says that nobody is tortured answers those who tell of
/// beatings.
fn is_met(denied: Violation, alleged: Violation) -> bool {
    let harm = [Violation::Torture, Violation::IllTreatment];
    denied == alleged || harm.contains(&denied) && harm.contains(&alleged)
}

/// Words that point back to what was said, folded.
const BACK: [&str; 33] = [
    "accounts",
    "accusation",
    "accusations",
    "acusacion",
    "acusaciones",
    "afirmaciones",
    "allegation",
    "allegations",
    "charges",
    "claim",
    "claims",
    "denuncia",
    "denuncias",
    "dicha",
    "dichas",
    "esa",
    "esas",
    "eso",
    "esta",
    "estas",
    "esto",
    "it",
    "la",
    "las",
    "lo",
    "senalamientos",
    "such",
    "that",
    "the",
    "these",
    "this",
    "those",
    "todo",
];

/// To how many claims the content of a denial points back, when it does nothing else.
fn pointing_back(context: &Context<'_>, frame: &Frame) -> Option<usize> {
    let mut words = frame.content.iter().flat_map(Clone::clone);
    let folded = |at: usize| plain(&context.passage.word(at).to_lowercase());
    if frame.length() == 1
        && words.clone().all(|at| matches!(folded(at).as_str(), "both" | "ambas" | "ambos"))
    {
        return Some(2);
    }
    (frame.length() > 0 && words.all(|at| BACK.contains(&folded(at).as_str()))).then_some(1)
}
