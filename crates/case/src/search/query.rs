//! A query as it is understood, and how it is written out again. Looks nothing up.

use std::fmt::{self, Write as _};

use model::LedgerState;

use super::parse::parse;
use super::request::Days;

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// What it asks.
    pub(super) node: Node,
    /// Whether it was written with Spanish operators; it is written out again with the same.
    pub(super) spanish: bool,
}

/// What a query or a part of it asks of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Nothing.
    Everything,
    /// A word.
    Word(Word),
    /// Words in this order side by side.
    Phrase(Vec<Word>),
    /// All of these in any order, with at most so many other words between them.
    Near(Vec<Self>, u32),
    /// This, among the item's names, sources and notes only.
    About(Box<Self>),
    /// A filter.
    Test(Test),
    /// All of these.
    And(Vec<Self>),
    /// One of these.
    Or(Vec<Self>),
    /// Not this.
    Not(Box<Self>),
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// As written, without the signs that say how it is meant.
    pub(super) written: String,
    /// What it folds to; several when it is cut like `e-mail`.
    pub(super) forms: Vec<String>,
    /// How it is meant.
    pub(super) how: How,
}

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// With all words of the same stem.
    Related,
    /// This form alone.
    Exact,
    /// Everything that begins so.
    Prefix,
    /// With so many letters added, lost or changed.
    Fuzzy(u8),
}

/// A filter written into a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Test {
    Kind(String),
    Language(String),
    From(String),
    Published(Days),
    Taken(Days),
    State(LedgerState),
    /// The container, as an id or its beginning, a name or a path.
    In(String),
    /// Somebody who has a quotation in the item.
    Speaker(String),
}

impl Node {
    /// Whether a filter by speaker is part of it.
    pub(super) fn asks_for_a_speaker(&self) -> bool {
        match self {
            Self::Test(Test::Speaker(_)) => true,
            Self::Near(nodes, _) | Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().any(Self::asks_for_a_speaker)
            }
            Self::About(node) | Self::Not(node) => node.asks_for_a_speaker(),
            Self::Everything | Self::Word(_) | Self::Phrase(_) | Self::Test(_) => false,
        }
    }

    /// The most words that one occurrence of it can reach over; 0 for what has no place in a text.
    pub(super) fn reach(&self) -> usize {
        match self {
            Self::Word(word) => word.forms.len(),
            Self::Phrase(words) => words.iter().map(|word| word.forms.len()).sum(),
            Self::Near(nodes, distance) => nodes.iter().map(Self::reach).sum::<usize>() + *distance as usize,
            Self::Or(nodes) if nodes.iter().all(|node| node.reach() > 0) => {
                nodes.iter().map(Self::reach).max().unwrap_or(0)
            }
            _ => 0,
        }
    }

    /// `nodes` as one, under `join` when they are several.
    pub(super) fn joined(mut nodes: Vec<Self>, join: fn(Vec<Self>) -> Self) -> Self {
        match nodes.len() {
            0 => Self::Everything,
            1 => nodes.remove(0),
            _ => join(nodes),
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.node, self.spanish, Binding::Loose))
    }
}

/// How tightly what stands around a part binds it, so that parentheses stand where they are needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Loose,
    List,
    Near,
    Tight,
}

fn written(node: &Node, spanish: bool, around: Binding) -> String {
    let word =
        |english: &'static str, spanish_word: &'static str| if spanish { spanish_word } else { english };
    let list = |nodes: &[Node], between: &str, binding: Binding| {
        let inner: Vec<String> = nodes.iter().map(|node| written(node, spanish, binding)).collect();
        let inner = inner.join(between);
        if around >= binding { format!("({inner})") } else { inner }
    };
    match node {
        Node::Everything => String::new(),
        Node::Word(it) => it.to_string(),
        Node::Phrase(words) => quoted(words),
        Node::Near(nodes, distance) => match phrase_of(nodes) {
            Some(words) => format!("{}~{distance}", quoted(&words)),
            None => list(nodes, &format!(" {}/{distance} ", word("NEAR", "CERCA")), Binding::Near),
        },
        Node::About(node) => format!("{}:{}", word("name", "nombre"), written(node, spanish, Binding::Tight)),
        Node::Test(test) => test.written(spanish),
        Node::And(nodes) => list(nodes, " ", Binding::List),
        Node::Or(nodes) => list(nodes, &format!(" {} ", word("OR", "O")), Binding::List),
        Node::Not(node) => format!("-{}", written(node, spanish, Binding::Tight)),
    }
}

/// The words of a nearness that was or could be written as a quotation.
fn phrase_of(nodes: &[Node]) -> Option<Vec<Word>> {
    let words = nodes.iter().map(|node| match node {
        Node::Word(word) if matches!(word.how, How::Exact | How::Prefix) => Some(word.clone()),
        _ => None,
    });
    words.collect()
}

fn quoted(words: &[Word]) -> String {
    let mut text = String::from("\"");
    for (at, word) in words.iter().enumerate() {
        let star = if word.how == How::Prefix { "*" } else { "" };
        let _ = write!(text, "{}{}{star}", if at > 0 { " " } else { "" }, word.in_quotes());
    }
    text + "\""
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.how {
            How::Exact => write!(f, "\"{}\"", self.in_quotes()),
            How::Related => f.write_str(&self.bare()),
            How::Prefix => write!(f, "{}*", self.bare()),
            How::Fuzzy(1) => write!(f, "{}~", self.bare()),
            How::Fuzzy(letters) => write!(f, "{}~{letters}", self.bare()),
        }
    }
}

impl Word {
    /// As written, or as what it folds to when that would be read otherwise, as `OR` or `type:pdf` would.
    fn bare(&self) -> String {
        match parse(&self.written) {
            Ok(Query { node: Node::Word(word), .. })
                if word.how == How::Related && word.forms == self.forms =>
            {
                self.written.clone()
            }
            _ => self.forms.join("-"),
        }
    }

    /// As written, or as what it folds to when a sign in it would end the quotation or mean something there.
    fn in_quotes(&self) -> String {
        let signs = |c: char| matches!(c, '"' | '“' | '”' | '«' | '»' | '*') || c.is_whitespace();
        if self.written.contains(signs) { self.forms.join("-") } else { self.written.clone() }
    }
}

impl Test {
    fn written(&self, spanish: bool) -> String {
        let (english, spanish_name, value) = match self {
            Self::Kind(value) => ("type", "tipo", value.clone()),
            Self::Language(value) => ("lang", "idioma", value.clone()),
            Self::From(value) => ("from", "de", value.clone()),
            Self::Published(days) => ("published", "publicado", String::from(*days)),
            Self::Taken(days) => ("taken", "ingresado", String::from(*days)),
            Self::State(state) => ("state", "estado", state.code().to_owned()),
            Self::In(value) => ("in", "en", value.clone()),
            Self::Speaker(value) => ("speaker", "quien", value.clone()),
        };
        let name = if spanish { spanish_name } else { english };
        let value = value.replace(['"', '“', '”', '«', '»'], " ");
        let plain =
            !value.is_empty() && value.chars().all(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '"'));
        if plain { format!("{name}:{value}") } else { format!("{name}:\"{value}\"") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::errors::SearchError;
    use super::super::parse::parse;

    proptest! {
        /// Whatever is typed is read or has a nearest reading, and a reading reads as itself.
        #[test]
        fn every_query_has_a_reading_that_settles(
            words in "([ ()\"«»“*~:/.-]|AND|Y|OR|O|NOT|NEAR/5|CERCA|type:pdf|de:|quien:|state:|published:2025|name:|año|[a-z0-9]{1,3}){0,12}"
        ) {
            let reading = match parse(&words) {
                Ok(query) => query.to_string(),
                Err(SearchError::Syntax { at, nearest, .. }) => {
                    prop_assert!(at <= words.chars().count());
                    nearest
                }
                Err(error) => panic!("{error}"),
            };
            let again = parse(&reading);
            prop_assert!(again.is_ok(), "{words:?} as {reading:?}: {again:?}");
            prop_assert_eq!(again.expect("checked in the line above").to_string(), reading);
        }
    }
}
