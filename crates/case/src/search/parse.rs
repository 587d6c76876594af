//! Reads a query, in English and Spanish alike. One that cannot be read is read as nearly as possible all the same, so
//! that the error can offer what parses. The language is described in docs/search.md.

use super::errors::{Problem, SearchError};
use super::names::{FieldName, state};
use super::query::{How, Node, Query, Test, Word};
use super::stretches::SHARED_WORDS;
use super::tokens::Words;

/// The largest distance, and the most words in a quotation.
pub(super) const MOST_WORDS: usize = 50;

/// The distance of a NEAR that names none.
pub(super) const NEAR: u32 = 10;

/// The most letters that a fuzzy word may differ by.
const MOST_LETTERS: u32 = 2;

/// The deepest nesting of parentheses.
const DEEPEST: usize = 50;

/// Reads a query.
///
/// # Errors
/// [`SearchError::Syntax`], with the first thing that is wrong.
pub(super) fn parse(words: &str) -> Result<Query, SearchError> {
    let mut reader =
        Reader { characters: words.chars().collect(), at: 0, wrong: None, spanish: false, depth: 0 };
    let node = reader.whole();
    let query = Query { node, spanish: reader.spanish };
    match reader.wrong {
        None => Ok(query),
        Some((at, problem)) => Err(SearchError::Syntax { at, problem, nearest: query.to_string() }),
    }
}

fn word_of(written: &str, how: How) -> Option<Word> {
    let (mut cut, mut form, mut forms) = (Words::of(written), String::new(), Vec::new());
    while cut.next(&mut form).is_some() {
        forms.push(form.clone());
    }
    (!forms.is_empty()).then(|| Word { written: written.to_owned(), forms, how })
}

struct Reader {
    characters: Vec<char>,
    at: usize,
    wrong: Option<(usize, Problem)>,
    spanish: bool,
    depth: usize,
}

fn ends_a_word(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | '“' | '”' | '«' | '»')
}

/// A word that joins others.
enum Joint {
    And,
    Or,
    Not,
    Near(u32),
}

impl Reader {
    fn whole(&mut self) -> Node {
        let mut nodes = Vec::new();
        loop {
            nodes.extend(self.either());
            match self.peek() {
                None => return Node::joined(nodes, Node::And),
                // Only a closing parenthesis ends a list before the end.
                Some(_) => {
                    self.report(self.at, Problem::StrayParenthesis);
                    self.at += 1;
                }
            }
        }
    }

    /// What OR joins.
    fn either(&mut self) -> Option<Node> {
        let mut nodes = Vec::new();
        let mut open = None;
        loop {
            let part = self.all();
            match (part, open) {
                (Some(part), _) => nodes.push(part),
                (None, Some(at)) => self.report(at, Problem::NothingBeside),
                (None, None) => {}
            }
            let at = self.skip_space();
            match self.joint() {
                Some(Joint::Or) => {
                    if nodes.is_empty() {
                        self.report(at, Problem::NothingBeside);
                    }
                    open = Some(at);
                }
                // `all` leaves nothing else but an end.
                _ => break,
            }
        }
        (!nodes.is_empty()).then(|| Node::joined(nodes, Node::Or))
    }

    /// What stands side by side or is joined by AND.
    fn all(&mut self) -> Option<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut open = None;
        loop {
            let at = self.skip_space();
            if matches!(self.peek(), None | Some(')')) {
                break;
            }
            let before = self.at;
            match self.joint() {
                Some(Joint::Or) => {
                    self.at = before;
                    break;
                }
                Some(Joint::And | Joint::Near(_)) => {
                    if nodes.is_empty() || open.is_some() {
                        self.report(at, Problem::NothingBeside);
                    } else {
                        open = Some(at);
                    }
                    continue;
                }
                Some(Joint::Not) | None => self.at = before,
            }
            if let Some(node) = self.near() {
                nodes.push(node);
                open = None;
            }
        }
        if let Some(at) = open {
            self.report(at, Problem::NothingBeside);
        }
        (!nodes.is_empty()).then(|| Node::joined(nodes, Node::And))
    }

    /// What NEAR joins.
    fn near(&mut self) -> Option<Node> {
        let mut node = self.single()?;
        loop {
            let at = self.skip_space();
            let Some(Joint::Near(distance)) = self.joint() else {
                self.at = at;
                return Some(node);
            };
            let Some(other) = self.single() else {
                self.report(at, Problem::NothingBeside);
                return Some(node);
            };
            let joined = match node {
                Node::Near(mut nodes, same) if same == distance => {
                    nodes.push(other);
                    Node::Near(nodes, same)
                }
                node => Node::Near(vec![node, other], distance),
            };
            node = self.placed(joined, at);
        }
    }

    /// Refuses a nearness of things that have no place in a text, or one that reaches too far.
    fn placed(&mut self, node: Node, at: usize) -> Node {
        let Node::Near(nodes, _) = &node else { return node };
        let problem = if nodes.iter().any(|node| node.reach() == 0) {
            Problem::NotNear
        } else if node.reach() > SHARED_WORDS {
            Problem::BadDistance
        } else {
            return node;
        };
        self.report(at, problem);
        Node::And(nodes.clone())
    }

    fn single(&mut self) -> Option<Node> {
        let at = self.skip_space();
        match self.peek()? {
            '(' => self.parentheses(at),
            ')' => None,
            '-' if self.characters.get(at + 1).is_some_and(|c| !c.is_whitespace()) => {
                self.at += 1;
                self.not(at)
            }
            '"' | '“' | '”' | '«' => self.quotation(at),
            _ => match self.joint() {
                Some(Joint::Not) => self.not(at),
                Some(_) => {
                    self.at = at;
                    None
                }
                None => self.word(at),
            },
        }
    }

    fn not(&mut self, at: usize) -> Option<Node> {
        let inner = if self.deeper(at) { self.single() } else { None };
        self.depth -= 1;
        match inner {
            Some(Node::Not(node)) => Some(*node),
            Some(node) => Some(Node::Not(Box::new(node))),
            None => {
                self.report(at, Problem::NothingBeside);
                None
            }
        }
    }

    fn deeper(&mut self, at: usize) -> bool {
        self.depth += 1;
        if self.depth > DEEPEST {
            self.report(at, Problem::TooDeep);
        }
        self.depth <= DEEPEST
    }

    fn parentheses(&mut self, at: usize) -> Option<Node> {
        self.at += 1;
        let inner = if self.deeper(at) { self.either() } else { None };
        self.depth -= 1;
        if self.peek() == Some(')') {
            self.at += 1;
        } else if self.depth < DEEPEST {
            self.report(at, Problem::OpenParenthesis);
        }
        if inner.is_none() {
            self.report(at, Problem::NoWords);
        }
        inner
    }

    fn quotation(&mut self, at: usize) -> Option<Node> {
        let text = self.quoted(at);
        let distance = self.tilde(MOST_WORDS as u32);
        let mut words = Vec::new();
        for written in text.split_whitespace() {
            let (written, how) = match written.strip_suffix('*') {
                Some(start) => (start, How::Prefix),
                None => (written, How::Exact),
            };
            words.extend(word_of(written, how));
        }
        if words.is_empty() {
            self.report(at, Problem::NoWords);
            return None;
        }
        if words.iter().map(|word| word.forms.len()).sum::<usize>() > MOST_WORDS {
            self.report(at, Problem::LongPhrase);
            return Some(Node::joined(words.into_iter().map(Node::Word).collect(), Node::And));
        }
        Some(match distance {
            Some(distance) if words.len() > 1 => {
                let near = Node::Near(words.into_iter().map(Node::Word).collect(), distance.unwrap_or(NEAR));
                self.placed(near, at)
            }
            _ if words.len() == 1 => Node::Word(words.remove(0)),
            _ => Node::Phrase(words),
        })
    }

    /// The text of a quotation that begins here, up to its end.
    fn quoted(&mut self, at: usize) -> String {
        let closes: &[char] = if self.peek() == Some('«') { &['»'] } else { &['"', '”', '“'] };
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|c| !closes.contains(&c)) {
            self.at += 1;
        }
        let text = self.characters[start..self.at].iter().collect();
        if self.peek().is_some() {
            self.at += 1;
        } else {
            self.report(at, Problem::OpenQuote);
        }
        text
    }

    /// `~` with a number of at most `most` behind it, if one stands here; the inner option is the number.
    fn tilde(&mut self, most: u32) -> Option<Option<u32>> {
        if self.peek() != Some('~') {
            return None;
        }
        let at = self.at;
        self.at += 1;
        Some(self.number(at, most))
    }

    /// A number that stands here, if one does; one that is too large is reported and held at `most`.
    fn number(&mut self, at: usize, most: u32) -> Option<u32> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let digits: String = self.characters[start..self.at].iter().collect();
        if digits.is_empty() {
            return None;
        }
        let number = digits.parse().unwrap_or(u32::MAX);
        if number > most {
            self.report(at, Problem::BadDistance);
        }
        Some(number.min(most))
    }

    fn word(&mut self, at: usize) -> Option<Node> {
        while self.peek().is_some_and(|c| !ends_a_word(c)) {
            self.at += 1;
            let so_far: String = self.characters[at..self.at].iter().collect();
            if let Some(name) = so_far.strip_suffix(':').and_then(FieldName::of) {
                return self.field(name, &so_far, at);
            }
        }
        if self.at == at {
            // A closing quotation mark that nothing opened.
            self.report(at, Problem::NoWords);
            self.at += 1;
            return None;
        }
        let text: String = self.characters[at..self.at].iter().collect();
        let node = self.plain(&text, at);
        if node.is_none() {
            self.report(at, Problem::NoWords);
        }
        node
    }

    fn plain(&mut self, text: &str, at: usize) -> Option<Node> {
        if let Some(start) = text.strip_suffix('*') {
            return word_of(start, How::Prefix).map(Node::Word);
        }
        let fuzzy =
            text.rsplit_once('~').filter(|(_, behind)| behind.bytes().all(|byte| byte.is_ascii_digit()));
        let Some((start, digits)) = fuzzy else { return word_of(text, How::Related).map(Node::Word) };
        let letters = if digits.is_empty() { 1 } else { digits.parse().unwrap_or(u32::MAX) };
        if letters > MOST_LETTERS || letters == 0 {
            self.report(at + start.chars().count(), Problem::BadDistance);
        }
        let how = How::Fuzzy(letters.clamp(1, MOST_LETTERS) as u8);
        word_of(start, how).map(Node::Word)
    }

    fn field(&mut self, name: FieldName, written: &str, at: usize) -> Option<Node> {
        self.spanish |= name.is_spanish(written);
        if name == FieldName::Name {
            return match self.single() {
                Some(node) if node.reach() > 0 => Some(Node::About(Box::new(node))),
                _ => {
                    self.report(at, Problem::NoValue);
                    None
                }
            };
        }
        let begins = self.at;
        let value: String = match self.peek() {
            Some('"' | '“' | '«') => self.quoted(begins),
            _ => {
                while self.peek().is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | ')')) {
                    self.at += 1;
                }
                self.characters[begins..self.at].iter().collect()
            }
        };
        if value.trim().is_empty() && name != FieldName::From {
            self.report(at, Problem::NoValue);
            return None;
        }
        let days = |reader: &mut Self, test: fn(super::request::Days) -> Test| match value.parse() {
            Ok(days) => Some(test(days)),
            Err(_) => {
                reader.report(begins, Problem::BadDays);
                None
            }
        };
        let test = match name {
            FieldName::Kind => Some(Test::Kind(value)),
            FieldName::Language => Some(Test::Language(value)),
            FieldName::From => Some(Test::From(value)),
            FieldName::In => Some(Test::In(value)),
            FieldName::Speaker => Some(Test::Speaker(value)),
            FieldName::Published => days(self, Test::Published),
            FieldName::Taken => days(self, Test::Taken),
            FieldName::State => {
                let state = state(&value);
                if state.is_none() {
                    self.report(begins, Problem::BadState);
                }
                state.map(Test::State)
            }
            FieldName::Name => None,
        };
        test.map(Node::Test)
    }

    /// A joining word that stands here, if one does.
    fn joint(&mut self) -> Option<Joint> {
        let at = self.skip_space();
        let end = self.characters[at..].iter().position(|c| ends_a_word(*c));
        let end = end.map_or(self.characters.len(), |length| at + length);
        let word: String = self.characters[at..end].iter().collect();
        let (name, distance) =
            word.split_once('/').map_or((word.as_str(), None), |(name, rest)| (name, Some(rest)));
        let joint = match (name, distance) {
            ("AND" | "Y" | "&&", None) => Joint::And,
            ("OR" | "O" | "||", None) => Joint::Or,
            ("NOT" | "NO", None) => Joint::Not,
            ("NEAR" | "CERCA", None) => Joint::Near(NEAR),
            ("NEAR" | "CERCA", Some(digits)) => {
                self.at = at + name.len() + 1;
                let number = self.number(at, MOST_WORDS as u32);
                if number.is_none() || digits.bytes().any(|byte| !byte.is_ascii_digit()) {
                    self.report(at, Problem::BadDistance);
                }
                Joint::Near(number.unwrap_or(NEAR))
            }
            _ => return None,
        };
        self.spanish |= matches!(name, "Y" | "O" | "NO" | "CERCA");
        self.at = end;
        Some(joint)
    }

    fn peek(&self) -> Option<char> {
        self.characters.get(self.at).copied()
    }

    fn skip_space(&mut self) -> usize {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
        self.at
    }

    /// Keeps the problem that stands first.
    fn report(&mut self, at: usize, problem: Problem) {
        if self.wrong.is_none_or(|(first, _)| at < first) {
            self.wrong = Some((at, problem));
        }
    }
}
