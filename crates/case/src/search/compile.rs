//! From a query to patterns over the words that the case really has. Everything that depends on the case's words
//! happens here, once for all segments.

use super::dictionary;
use super::errors::SearchError;
use super::query::{How, Node, Test, Word};
use super::snapshot::Snapshot;
use super::spans::Pattern;

/// The most words of the case that one word of a phrase or a nearness may stand for.
const WIDEST: usize = 1_000;

/// The fewest letters that are looked for letter-spaced, as in `C E C O T`: fewer stand side by side by chance.
const FEWEST_LETTERS: usize = 3;

/// A query ready to be run.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// The words of the case that it looks at; patterns name them by their place here.
    pub(super) forms: Vec<String>,
    /// What it looks for.
    pub(super) leaves: Vec<Leaf>,
}

/// One thing to look for.
#[derive(Debug)]
pub(super) struct Leaf {
    /// What.
    pub(super) pattern: Pattern,
    /// The form that was written, which counts more than its relatives.
    pub(super) own: Option<usize>,
    /// Whether only names, sources and notes are looked at.
    pub(super) about_only: bool,
}

/// The query's structure over its leaves.
#[derive(Debug, Clone)]
pub(super) enum Plan {
    Everything,
    Leaf(usize),
    Test(Test),
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
}

impl Compiled {
    /// Adds a node; the plan names its leaves.
    pub(super) fn add(&mut self, node: &Node, snapshot: &Snapshot) -> Result<Plan, SearchError> {
        let all = |compiled: &mut Self, nodes: &[Node]| -> Result<Vec<Plan>, SearchError> {
            nodes.iter().map(|node| compiled.add(node, snapshot)).collect()
        };
        Ok(match node {
            Node::Everything => Plan::Everything,
            Node::Test(test) => Plan::Test(test.clone()),
            Node::And(nodes) => Plan::And(all(self, nodes)?),
            Node::Or(nodes) => Plan::Or(all(self, nodes)?),
            Node::Not(node) => Plan::Not(Box::new(self.add(node, snapshot)?)),
            Node::About(node) => self.leaf(node, snapshot, true)?,
            Node::Word(_) | Node::Phrase(_) | Node::Near(..) => self.leaf(node, snapshot, false)?,
        })
    }

    fn leaf(&mut self, node: &Node, snapshot: &Snapshot, about_only: bool) -> Result<Plan, SearchError> {
        let own = match node {
            Node::Word(Word { forms, how: How::Related, .. }) => match forms.as_slice() {
                [form] => Some(self.form(form)),
                _ => None,
            },
            _ => None,
        };
        let pattern = self.pattern(node, snapshot, about_only, false)?;
        self.leaves.push(Leaf { pattern, own, about_only });
        Ok(Plan::Leaf(self.leaves.len() - 1))
    }

    /// `inside` a phrase or a nearness positions are needed of every form, and those of too many would fill the memory.
    fn pattern(
        &mut self,
        node: &Node,
        snapshot: &Snapshot,
        about_only: bool,
        inside: bool,
    ) -> Result<Pattern, SearchError> {
        let mut all = |nodes: &[Node]| -> Result<Vec<Pattern>, SearchError> {
            nodes.iter().map(|node| self.pattern(node, snapshot, about_only, true)).collect()
        };
        Ok(match node {
            Node::Near(nodes, distance) => Pattern::Near(all(nodes)?, *distance),
            Node::Or(nodes) => Pattern::Any(all(nodes)?),
            Node::Word(word) => self.word(word, snapshot, about_only, inside)?,
            Node::Phrase(words) => {
                let words = words.iter().map(|word| self.word(word, snapshot, about_only, true));
                Pattern::Sequence(words.collect::<Result<_, _>>()?)
            }
            // The parser lets nothing else stand here.
            _ => Pattern::Forms(Vec::new()),
        })
    }

    fn word(
        &mut self,
        word: &Word,
        snapshot: &Snapshot,
        about_only: bool,
        inside: bool,
    ) -> Result<Pattern, SearchError> {
        let indexes = snapshot.dictionaries(about_only);
        let Some((last, before)) = word.forms.split_last() else { return Ok(Pattern::Forms(Vec::new())) };
        let forms = match word.how {
            How::Exact => vec![last.clone()],
            How::Related if before.is_empty() => dictionary::related(last, &indexes)?,
            How::Related => vec![last.clone()],
            How::Prefix => dictionary::prefixed(last, &indexes)?,
            How::Fuzzy(letters) => dictionary::similar(last, letters, &indexes)?,
        };
        if (inside || !before.is_empty()) && forms.len() > WIDEST {
            return Err(SearchError::TooWide { word: word.to_string(), forms: forms.len(), most: WIDEST });
        }
        let mut forms: Vec<usize> = forms.iter().map(|form| self.form(form)).collect();
        forms.sort_unstable();
        let forms = Pattern::Forms(forms);
        let mut ways = Vec::new();
        if before.is_empty() {
            ways.push(forms);
            ways.extend(self.spaced(last, word.how, snapshot, about_only)?);
        } else {
            // `e-mail` stands as two words, or as one.
            let mut side_by_side: Vec<Pattern> =
                before.iter().map(|form| Pattern::Forms(vec![self.form(form)])).collect();
            side_by_side.push(forms);
            ways.push(Pattern::Sequence(side_by_side));
            ways.push(Pattern::Forms(vec![self.form(&word.forms.concat())]));
        }
        Ok(if ways.len() == 1 { ways.remove(0) } else { Pattern::Any(ways) })
    }

    /// The word letter by letter, as capitals are spaced and as abbreviations are pointed, when the case has all of its
    /// letters standing alone.
    fn spaced(
        &mut self,
        form: &str,
        how: How,
        snapshot: &Snapshot,
        about_only: bool,
    ) -> Result<Option<Pattern>, SearchError> {
        let count = form.chars().count();
        let is_plain = matches!(how, How::Related | How::Exact) && form.chars().all(char::is_alphabetic);
        if count < FEWEST_LETTERS || !is_plain {
            return Ok(None);
        }
        let indexes = snapshot.dictionaries(about_only);
        let letters: Vec<String> = form.chars().map(String::from).collect();
        for letter in &letters {
            if dictionary::stretches(letter, &indexes)? == 0 {
                return Ok(None);
            }
        }
        let letters = letters.iter().map(|letter| Pattern::Forms(vec![self.form(letter)]));
        Ok(Some(Pattern::Sequence(letters.collect())))
    }

    /// The place of a form in the list, where it is put if it is new.
    fn form(&mut self, form: &str) -> usize {
        // Queries have few words, but a prefix may stand for many, all of them new and ascending.
        let recent = self.forms.len().saturating_sub(64);
        match self.forms[recent..].iter().position(|known| known == form) {
            Some(at) => recent + at,
            None => {
                self.forms.push(form.to_owned());
                self.forms.len() - 1
            }
        }
    }
}
