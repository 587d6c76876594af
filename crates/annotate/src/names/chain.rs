//! Chains: which mentions of one text name the same bearer, and what honorifics and roles stand with them. Joins a short
//! form to the one full name that it fits; where it fits two, it stays by itself.

use std::ops::Range;

use super::tagger::Name;
use super::written;
use crate::kinds::{Chain, Mention, MentionForm, MentionKind};
use crate::lexicon::{Class, plain};
use crate::quotations::context::Context;
use crate::text::token::{Kind, Token};

/// What is known of a chain while a text is read.
#[derive(Debug, Clone)]
pub struct Known {
    /// What it is.
    pub kind: MentionKind,
    /// The words of its fullest name, folded.
    words: Vec<String>,
    /// Its acronym, or what its acronym stands for, folded.
    also: Option<Vec<String>>,
    /// Whether a word or honorific says man or woman.
    pub gender: Option<Class>,
}

/// Mentions and chains being built.
#[derive(Debug, Default)]
pub struct Builder {
    /// Mentions.
    pub mentions: Vec<Mention>,
    /// Chains.
    pub chains: Vec<Chain>,
    /// What is known of each chain.
    pub known: Vec<Known>,
    /// Each mention's tokens.
    pub tokens: Vec<Range<usize>>,
    /// Each mention's honorific and roles with its name, for sources.
    pub whole: Vec<Range<usize>>,
    /// For each chain the words of its roles, folded, each once; after [`Builder::finish`].
    pub role_words: Vec<Vec<String>>,
}

/// Bytes of some tokens.
pub fn span(context: &Context<'_>, tokens: &Range<usize>) -> model::Span {
    let all = &context.passage.tokens;
    let start = all.get(tokens.start).map_or(0, |token| token.start);
    let end = tokens.end.checked_sub(1).and_then(|last| all.get(last)).map_or(start, |token| token.end);
    model::Span { start: start.into(), end: end.max(start).into() }
}

fn fold(context: &Context<'_>, tokens: &Range<usize>) -> Vec<String> {
    let words = tokens.clone().filter(|&at| context.passage.tokens[at].kind == Kind::Word);
    words
        .map(|at| plain(&context.passage.word(at).to_lowercase()))
        .filter(|word| word != "'s" && word != "’s")
        .filter(|word| !written::is_particle(word) && word != "the")
        .collect()
}

impl Builder {
    /// Adds a name, joining it to its chain.
    pub fn add(&mut self, context: &Context<'_>, name: &Name, family: Option<Range<usize>>) {
        let words = fold(context, &name.tokens);
        if words.is_empty() {
            return;
        }
        let around = Around::of(context, &name.tokens);
        let gender = around.gender.or_else(|| self.gender_of(context, name));
        let expands = self.expanded(context, name);
        if let Some(chain) = expands {
            self.known[chain].also.get_or_insert_with(|| words.clone());
        }
        let chain = expands.or_else(|| self.fitting(name.kind, &words, gender)).unwrap_or_else(|| {
            self.chains.push(Chain {
                kind: name.kind,
                name: span(context, &name.tokens),
                aliases: Vec::new(),
                roles: Vec::new(),
            });
            self.known.push(Known { kind: name.kind, words: words.clone(), also: None, gender });
            self.chains.len() - 1
        });
        if words.len() > self.known[chain].words.len() {
            if expands.is_some() {
                self.known[chain].also = Some(self.known[chain].words.clone());
            }
            self.known[chain].words = words;
            self.chains[chain].name = span(context, &name.tokens);
        }
        self.known[chain].gender = self.known[chain].gender.or(gender);
        let roles: Vec<model::Span> = around.roles.iter().map(|role| span(context, role)).collect();
        self.chains[chain].roles.extend(&roles);
        self.tokens.push(name.tokens.clone());
        self.whole.push(around.whole);
        self.mentions.push(Mention {
            span: span(context, &name.tokens),
            kind: name.kind,
            form: MentionForm::Name,
            chain: chain as u32,
            honorific: around.honorific.map(|tokens| span(context, &tokens)),
            roles,
            family_name: family.map(|tokens| span(context, &tokens)),
            confidence: (name.probability * 100.0) as u8,
        });
    }

    /// Gathers what is asked of chains often, when all names are in.
    pub fn finish(&mut self, context: &Context<'_>) {
        let words = |chain: &Chain| {
            let spans = chain.roles.iter().filter_map(|span| span.slice(context.passage.text));
            let mut words: Vec<String> =
                spans.flat_map(str::split_whitespace).map(|word| plain(&word.to_lowercase())).collect();
            words.sort();
            words.dedup();
            words
        };
        self.role_words = self.chains.iter().map(words).collect();
    }

    /// The chain of an acronym whose words stand in parentheses behind it, or the reverse: "CEDIM (Centro de Documentación
    /// de Minas)", "Liga de Mujeres (LM)".
    fn expanded(&self, context: &Context<'_>, name: &Name) -> Option<usize> {
        let passage = context.passage;
        let (last, mention) = (self.tokens.last()?, self.mentions.last()?);
        let opens = last.end + 1 == name.tokens.start && passage.word(last.end) == "(";
        if !opens || passage.word(name.tokens.end) != ")" || name.kind == MentionKind::Person {
            return None;
        }
        let (one, other) = (passage.words(last), passage.words(&name.tokens));
        let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
        let mut letters = long.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase);
        let acronym = !short.contains(' ')
            && short.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
            && short.chars().filter(|c| c.is_alphabetic()).all(|c| letters.any(|other| other == c));
        acronym.then_some(mention.chain as usize)
    }

    fn gender_of(&self, context: &Context<'_>, name: &Name) -> Option<Class> {
        if name.kind != MentionKind::Person {
            return None;
        }
        let given = name
            .tokens
            .clone()
            .map(|at| context.passage.tokens[at])
            .find(|token| token.is(Class::GivenName))?;
        gender(&given)
    }

    /// The one chain that the words fit: equal, or a shorter form of it, or it a shorter form of them.
    fn fitting(&self, kind: MentionKind, words: &[String], gender: Option<Class>) -> Option<usize> {
        let same = |known: &Known| {
            known.kind == kind && (known.words == words || known.also.as_deref() == Some(words))
        };
        if let Some(at) = self.known.iter().rposition(same) {
            return Some(at);
        }
        if kind != MentionKind::Person {
            return None;
        }
        let fits = |known: &&(usize, &Known)| {
            let (short, long) = if words.len() < known.1.words.len() {
                (words, &known.1.words[..])
            } else {
                (&known.1.words[..], words)
            };
            let contains = short.iter().all(|word| long.contains(word));
            let against = matches!((gender, known.1.gender), (Some(a), Some(b)) if a != b);
            // A first name alone is not enough when it is shared; a surname is not when two bear it: both fall out below.
            known.1.kind == kind && contains && !against
        };
        let all: Vec<(usize, &Known)> = self.known.iter().enumerate().collect();
        let fitting: Vec<usize> = all.iter().filter(fits).map(|(at, _)| *at).collect();
        match fitting.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Man or woman, as far as the lexicon knows one only.
pub fn gender(token: &Token) -> Option<Class> {
    match (token.is(Class::Masculine), token.is(Class::Feminine)) {
        (true, false) => Some(Class::Masculine),
        (false, true) => Some(Class::Feminine),
        _ => None,
    }
}

/// What stands with a name.
struct Around {
    honorific: Option<Range<usize>>,
    roles: Vec<Range<usize>>,
    whole: Range<usize>,
    gender: Option<Class>,
}

impl Around {
    fn of(context: &Context<'_>, name: &Range<usize>) -> Self {
        let passage = context.passage;
        let sentence = &passage.sentences[passage.sentence_of[name.start] as usize];
        let mut around = Self { honorific: None, roles: Vec::new(), whole: name.clone(), gender: None };
        let before = |at: usize| at.checked_sub(1).filter(|&at| at >= sentence.start);
        let is_role = |at: usize| passage.tokens[at].is(Class::Role);
        let mut at = name.start;
        if let Some(title) = before(at).filter(|&at| passage.tokens[at].is(Class::Honorific) && !is_role(at))
        {
            around.honorific = Some(title..title + 1);
            around.gender = gender(&passage.tokens[title]);
            at = title;
        }
        if let Some(comma) = before(at).filter(|&at| passage.word(at) == ",") {
            // "La ministra de Justicia, Ana Luz": a role with what it is of.
            let start = (sentence.start..comma)
                .rev()
                .take(8)
                .take_while(|&at| passage.tokens[at].kind == Kind::Word)
                .last();
            let role = start.and_then(|start| (start..comma).find(|&at| is_role(at)));
            let article = role.and_then(before).filter(|&at| passage.tokens[at].is(Class::Article));
            if let (Some(role), Some(article)) = (role, article) {
                around.roles.push(role..comma);
                around.gender = around.gender.or_else(|| gender(&passage.tokens[role]));
                around.whole = article..name.end;
            }
        } else if let Some(role) = before(at).filter(|&at| is_role(at)) {
            let start = (sentence.start..role)
                .rev()
                .take(4)
                .take_while(|&at| {
                    is_role(at) || passage.tokens[at].is_capital() && !passage.tokens[at].is(Class::Article)
                })
                .last()
                .unwrap_or(role);
            around.roles.push(start..role + 1);
            around.gender = around.gender.or_else(|| gender(&passage.tokens[role]));
            around.whole = start..name.end;
        }
        // "Ana Luz, ministra de Justicia,": a role behind the name.
        if name.end + 1 < sentence.end && passage.word(name.end) == "," {
            let start = name.end + 1;
            let end = (start..sentence.end.min(start + 9))
                .find(|&at| passage.tokens[at].kind != Kind::Word)
                .unwrap_or(start);
            let lead = start + usize::from(passage.tokens[start].is(Class::Article));
            if end > lead && end < sentence.end && (lead..end.min(lead + 3)).any(is_role) {
                around.roles.push(lead..end);
                around.gender = around.gender.or_else(|| {
                    passage.tokens[lead..end].iter().filter(|it| it.is(Class::Role)).find_map(gender)
                });
            }
        }
        around
    }
}
