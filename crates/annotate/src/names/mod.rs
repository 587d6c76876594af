//! Names: people, bodies, places, facilities. A model finds most, rules those that lists and forms write; mentions of one
//! bearer are joined to chains. Never takes a role for a name.

mod beside;
pub mod chain;
mod listed;
pub mod tagger;
pub mod training;
pub mod written;

use crate::kinds::{Mention, MentionForm, MentionKind};
use crate::learn::Model;
use crate::lexicon::Class;
use crate::quotations::context::Context;
use crate::text::token::Kind;
use chain::{Builder, span};
use tagger::{Habits, Name};
use written::Written;

/// Names less probable than this are left out: rare and right beats frequent and wrong.
const LEAST: f32 = 0.25;

/// Finds the names of a passage and joins them to chains.
#[must_use]
pub fn find(model: &Model, context: &Context<'_>) -> Builder {
    let mut builder = Builder::default();
    for Written { name, family } in all(model, context) {
        builder.add(context, &name, family);
    }
    aliases(context, &mut builder);
    builder.finish(context);
    builder
}

/// The names of a passage in order, none overlapping: those of lists and forms first, then the model's, then what the lists
/// make certain.
#[must_use]
pub fn all(model: &Model, context: &Context<'_>) -> Vec<Written> {
    let overlaps = |a: &Name, b: &Name| a.tokens.start < b.tokens.end && b.tokens.start < a.tokens.end;
    let mut written = written::surname_first(context);
    written.extend(written::slashed(context));
    written.extend(written::located(context));
    written.extend(written::labelled(context));
    written.sort_by_key(|found| (found.name.tokens.start, found.family.is_none()));
    written.dedup_by(|next, kept| overlaps(&next.name, &kept.name));
    let mut rules = written.iter().peekable();
    let mut names: Vec<Name> = Vec::new();
    for mut name in tagger::read(model, context, &Habits::of(context)) {
        trim(context, &mut name);
        names.extend(
            std::iter::from_fn(|| rules.next_if(|rule| rule.name.tokens.end <= name.tokens.start))
                .map(|it| it.name.clone()),
        );
        let taken = rules.peek().is_some_and(|rule| overlaps(&rule.name, &name))
            || names.last().is_some_and(|last| overlaps(last, &name));
        if !taken && !name.tokens.is_empty() && name.probability >= LEAST {
            names.push(name);
        }
    }
    names.extend(rules.map(|it| it.name.clone()));
    beside::mend(context, &mut names);
    listed::fill(context, &mut names);
    beside::mend(context, &mut names);
    beside::agree(context, &mut names);
    names.iter_mut().for_each(|name| in_its_column(context, name));
    let family = |name: &Name| {
        written.iter().find(|it| it.name.tokens == name.tokens).and_then(|it| it.family.clone())
    };
    let facility = |name: &Name| {
        name.kind == MentionKind::Facility
            || name.kind != MentionKind::Person
                && context.passage.tokens[name.tokens.clone()].iter().any(|token| token.is(Class::Facility))
    };
    names
        .into_iter()
        .map(|name| {
            let kind = if facility(&name) { MentionKind::Facility } else { name.kind };
            Written { family: family(&name), name: Name { kind, ..name } }
        })
        .collect()
}

/// A possessive clitic, an honorific or a role at the edge is none of the name, nor what stands in another column.
fn trim(context: &Context<'_>, name: &mut Name) {
    let passage = context.passage;
    in_its_column(context, name);
    while name.tokens.end > name.tokens.start
        && matches!(passage.word(name.tokens.end - 1), "'s" | "’s" | "," | ".")
    {
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

/// Cuts a name where a table's next cell begins, or a dateline: the town at the head of a line, a comma, the day.
fn in_its_column(context: &Context<'_>, name: &mut Name) {
    let tokens = &context.passage.tokens;
    let between = |at: usize| &context.passage.text[tokens[at - 1].end as usize..tokens[at].start as usize];
    let dated = |at: usize| {
        tokens.get(at).is_some_and(|token| token.text(context.passage.text) == ",")
            && tokens.get(at + 1).is_some_and(|token| token.is(Class::Weekday) || token.kind == Kind::Number)
    };
    let dateline = dated(name.tokens.end);
    let crosses = |&at: &usize| between(at).contains('\t') || dateline && between(at).contains('\n');
    name.tokens.end = (name.tokens.start + 1..name.tokens.end).find(crosses).unwrap_or(name.tokens.end);
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
