//! Finds Markdown's headings (CommonMark 0.31, sections 4.2 and 4.3, setext headings of one line only). Knows fenced
//! code and front matter only so far as not to find headings in them.

use model::{MarkKind, Part, Span};

/// What carries over from one part to the next.
#[derive(Default)]
pub(super) struct Headings {
    state: State,
    /// Whether the last part ended inside a line.
    inside_line: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing was read yet.
    #[default]
    Start,
    /// Between `---` lines at the start of the file.
    FrontMatter,
    Prose,
    /// In a code block fenced with this many of this character.
    Fenced(u8, usize),
}

impl Headings {
    /// Marks the headings of the next part, which begins where the last one ended.
    pub(super) fn mark(&mut self, part: &mut Part) {
        let mut found = Vec::new();
        // A line that a setext underline would make a heading: it follows a blank line and is plain prose.
        let mut candidate = None;
        let mut after_blank = true;
        let mut start = 0;
        let mut inside_line = std::mem::take(&mut self.inside_line);
        for line in part.text.split_inclusive('\n') {
            let content = line.trim();
            let inner = start + line.find(content).unwrap_or_default();
            let indented = line.starts_with("    ") || line.starts_with('\t');
            let whole = !std::mem::take(&mut inside_line);
            let was_prose = matches!(self.state, State::Start | State::Prose);
            self.state = self.next(content, whole);
            let setext = candidate.take();
            if was_prose && self.state == State::Prose && whole && !indented {
                if let Some((level, from, to)) = atx(content) {
                    found.push((inner + from, inner + to, level));
                } else if let (Some((from, to)), Some(level)) = (setext, underline(content)) {
                    found.push((from, to, level));
                } else if after_blank && is_plain(content) {
                    candidate = Some((inner, inner + content.len()));
                }
            }
            after_blank = content.is_empty();
            start += line.len();
        }
        self.inside_line = !part.text.ends_with('\n');
        for (from, to, level) in found {
            part.mark(Span { start: from as u64, end: to as u64 }, MarkKind::Heading(level));
        }
    }

    fn next(&self, line: &str, whole: bool) -> State {
        match self.state {
            State::Start if line == "---" => State::FrontMatter,
            State::FrontMatter if line == "---" || line == "..." => State::Prose,
            State::FrontMatter => State::FrontMatter,
            State::Fenced(mark, length) => {
                let closes =
                    whole && fence(line).is_some_and(|(m, l, info)| m == mark && l >= length && !info);
                if closes { State::Prose } else { self.state }
            }
            State::Start | State::Prose => match fence(line) {
                Some((mark, length, _)) if whole => State::Fenced(mark, length),
                _ => State::Prose,
            },
        }
    }
}

/// A code fence's character, its length, and whether anything follows it.
fn fence(line: &str) -> Option<(u8, usize, bool)> {
    let mark = *line.as_bytes().first().filter(|byte| matches!(byte, b'`' | b'~'))?;
    let length = line.bytes().take_while(|byte| *byte == mark).count();
    let info = &line[length..];
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, length, !info.trim().is_empty()))
}

/// The level of a `# Heading`, and where in the line its words stand.
fn atx(line: &str) -> Option<(u8, usize, usize)> {
    let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
    let level = u8::try_from(hashes).ok().filter(|level| (1..=6).contains(level))?;
    let rest = &line[hashes..];
    if !rest.starts_with([' ', '\t']) {
        return None;
    }
    let unclosed = rest.trim_end_matches('#');
    let words = if unclosed.ends_with([' ', '\t']) { unclosed } else { rest };
    let from = line.len() - rest.trim_start().len();
    Some((level, from, (hashes + words.trim_end().len()).max(from)))
}

fn underline(line: &str) -> Option<u8> {
    let only = |mark: char| line.chars().all(|character| character == mark);
    match line.len() {
        1.. if only('=') => Some(1),
        2.. if only('-') => Some(2),
        _ => None,
    }
}

/// Whether a line is none of: blank, quotation, list, table, fence, rule.
fn is_plain(line: &str) -> bool {
    let numbered = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let listed = numbered.len() < line.len() && numbered.starts_with(['.', ')']);
    !line.is_empty() && !line.starts_with(['#', '>', '-', '*', '+', '|', '=', '`', '~', '<']) && !listed
}
