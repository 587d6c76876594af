//! Pronouns and roles that stand for somebody named: they join the chain when only one person can be meant. Where two could
//! be, there is no mention.

use super::context::Context;
use super::{phrase, speaker};
use crate::kinds::{Mention, MentionForm, MentionKind, Speaker};
use crate::lexicon::Class;
use crate::names::chain::{Builder, gender, span};
use crate::text::token::Shape;

/// The mentions by pronoun and by role, outside quotation marks, in order.
#[must_use]
pub fn mentions(context: &Context<'_>, names: &Builder) -> Vec<Mention> {
    let passage = context.passage;
    let mut found = Vec::new();
    if names.mentions.iter().all(|it| it.kind != MentionKind::Person) {
        return found;
    }
    for at in 0..passage.tokens.len() {
        if passage.quote_of[at] > 0 {
            continue;
        }
        let token = &passage.tokens[at];
        let (tokens, form, who) = if token.is(Class::Subject) && !token.is(Class::Plural) {
            // "he" is a verb of Spanish.
            let verb = passage.word(at) == "he" && phrase::is_spanish(context, at);
            let Some(gender) = gender(token).filter(|_| !verb) else { continue };
            (at..at + 1, MentionForm::Pronoun, speaker::person(context, names, at, gender))
        } else if let Some(role) = called(context, names, at) {
            (at..role + 1, MentionForm::Role, speaker::holder(context, names, at, role))
        } else {
            continue;
        };
        if let Speaker::Resolved { chain, .. } = who {
            found.push(Mention {
                span: span(context, &tokens),
                kind: MentionKind::Person,
                form,
                chain,
                honorific: None,
                roles: Vec::new(),
                family_name: None,
                confidence: 60,
            });
        }
    }
    found
}

/// The role of "the president", "la jueza" that begins at `at` and says no more: no name follows and nothing that it is of.
fn called(context: &Context<'_>, names: &Builder, at: usize) -> Option<usize> {
    let passage = context.passage;
    let definite = matches!(passage.word(at), "the" | "The" | "el" | "El" | "la" | "La");
    let role = at + 1;
    let token = passage.tokens.get(role).filter(|it| definite && it.shape == Shape::Lower)?;
    if token.is(Class::Plural) || !speaker::is_role(context, role) {
        return None;
    }
    let next = passage.tokens.get(role + 1);
    let more = next.is_some_and(|it| it.is_capital() || it.is(Class::Role))
        || matches!(
            passage.word(role + 1),
            "de" | "del" | "of" | "for" | "'s" | "’s" | "who" | "que" | "quien"
        );
    // "the president, Ana Ruiz,": her name comes with it.
    let named = names.tokens.iter().any(|tokens| tokens.start == role + 2 && passage.word(role + 1) == ",");
    (!more && !named).then_some(role)
}
