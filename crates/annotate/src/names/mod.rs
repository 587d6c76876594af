//! Names: people, bodies, places, facilities. A model finds most, rules those that lists and forms write; mentions of one
//! bearer are joined to chains. Never takes a role for a name.

pub mod chain;
pub mod tagger;
pub mod training;
pub mod written;

use crate::kinds::{Mention, MentionForm, MentionKind};
use crate::learn::Model;
use crate::lexicon::Class;
use crate::quotations::context::Context;
use chain::{Builder, span};
use tagger::{Habits, Name};
use written::Written;

/// Names less probable than this are left out: rare and right beats frequent and wrong.
const LEAST: f32 = 0.35;

/// Finds the names of a passage and joins them to chains.
#[must_use]
pub fn find(model: &Model, context: &Context<'_>) -> Builder {
    let habits = Habits::of(context);
    let mut written = written::surname_first(context);
    let labelled = written::labelled(context);
    written.extend(labelled);
    let mut names: Vec<Written> = Vec::new();
    let overlaps = |a: &Name, b: &Name| a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end;
    for found in written {
        if !names.iter().rev().take(4).any(|other| overlaps(&found.name, &other.name)) {
            names.push(found);
        }
    }
    names.sort_by_key(|found| found.name.tokens.start);
    let mut all: Vec<Written> = Vec::new();
    let mut rules = names.into_iter().peekable();
    for mut name in tagger::read(model, context, &habits) {
        trim(context, &mut name);
        while let Some(rule) = rules.next_if(|rule| rule.name.tokens.end <= name.tokens.start) {
            all.push(rule);
        }
        let inside = rules.peek().is_some_and(|rule| overlaps(&rule.name, &name))
            || all.last().is_some_and(|last| overlaps(&last.name, &name));
        if !inside && !name.tokens.is_empty() && name.probability >= LEAST {
            all.push(Written { name, family: None });
        }
    }
    all.extend(rules);
    let mut builder = Builder::default();
    for found in &mut all {
        let name = &mut found.name;
        let facility = context.passage.tokens[name.tokens.clone()].iter().any(|token| token.is(Class::Facility));
        if facility && name.kind != MentionKind::Person {
            name.kind = MentionKind::Facility;
        }
        builder.add(context, name, found.family.clone());
    }
    aliases(context, &mut builder);
    builder
}

/// A possessive clitic, an honorific or a role at the edge is none of the name.
fn trim(context: &Context<'_>, name: &mut Name) {
    let passage = context.passage;
    while name.tokens.end > name.tokens.start && matches!(passage.word(name.tokens.end - 1), "'s" | "’s" | "," | ".") {
        name.tokens.end -= 1;
    }
    while name.kind == MentionKind::Person && name.tokens.len() > 1 {
        let first = &passage.tokens[name.tokens.start];
        let title = first.is(Class::Honorific) || first.is(Class::Role) || first.is(Class::Article);
        if !title || first.is(Class::GivenName) || first.is(Class::Surname) {
            break;
        }
        name.tokens.start += 1;
    }
}

/// Joins other names ("alias «el Zurdo»") to the person named right before.
fn aliases(context: &Context<'_>, builder: &mut Builder) {
    let passage = context.passage;
    for at in 0..passage.tokens.len() {
        let Some(alias) = written::alias(context, at) else { continue };
        let owner = (0..builder.tokens.len()).rev().find(|&mention| {
            let tokens = &builder.tokens[mention];
            tokens.end <= at && at - tokens.end <= 3 && builder.mentions[mention].kind == MentionKind::Person
        });
        let Some(owner) = owner else { continue };
        let chain = builder.mentions[owner].chain;
        let span = span(context, &alias);
        builder.chains[chain as usize].aliases.push(span);
        let taken = builder.tokens.iter().any(|tokens| tokens.start < alias.end && alias.start < tokens.end);
        if !taken {
            builder.tokens.push(alias.clone());
            builder.whole.push(alias);
            builder.mentions.push(Mention {
                span,
                kind: MentionKind::Person,
                form: MentionForm::Alias,
                chain,
                honorific: None,
                roles: Vec::new(),
                family_name: None,
                confidence: 90,
            });
        }
    }
}
