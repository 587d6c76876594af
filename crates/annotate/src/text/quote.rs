//! Quotation marks paired into quotes: straight, curly, guillemets, TeX's, single marks inside double ones, and the dash
//! of Spanish dialogue. A mark without its partner costs at most its own paragraph.

use std::ops::Range;

use crate::kinds::Language;
use crate::lexicon::Class;
use crate::text::Paragraph;
use crate::text::token::{Kind, Token};

/// With what a quote is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `"`, `“ ”`, ` `` '' `, or a mix of them.
    Double,
    /// `‘ ’` or `'`.
    Single,
    /// `« »`.
    Guillemets,
    /// A dash at the start of a paragraph of dialogue.
    Dash,
}

/// How a quote ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// At its closing mark.
    Closed,
    /// At its paragraph's end, and the next paragraph opens again: it runs on.
    RunsOn,
    /// Its closing mark is missing: the sentence's end stands in for it.
    Unclosed,
}

/// A stretch between quotation marks.
#[derive(Debug, Clone)]
pub struct Quote {
    /// The opening mark's token.
    pub open: usize,
    /// One past the last token of the content; the closing mark's, where there is one.
    pub close: usize,
    /// With what it is marked.
    pub style: Style,
    /// How it ends.
    pub ending: Ending,
    /// How many quotes it stands in.
    pub depth: u8,
    /// Whether it goes on from a quote that ran on from the paragraph before.
    pub continues: bool,
}

impl Quote {
    /// The tokens inside the marks.
    #[must_use]
    pub const fn content(&self) -> Range<usize> {
        self.open + 1..self.close
    }

    /// One past the closing mark, or the content's end where there is none.
    #[must_use]
    pub const fn end(&self) -> usize {
        match self.ending {
            Ending::Closed if !matches!(self.style, Style::Dash) => self.close + 1,
            _ => self.close,
        }
    }
}

/// How deep quotes are followed into one another.
const DEEPEST: usize = 8;

/// Which way a mark points.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Opens,
    Closes,
    Either,
}

/// The quotes of a passage.
pub fn find(
    text: &str,
    tokens: &[Token],
    paragraphs: &[Paragraph],
    sentences: &[Range<usize>],
    sentence_of: &[u32],
) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let first = quotes.len();
        pair(text, tokens, paragraph, &mut quotes);
        if paragraph.language == Language::Spanish {
            dashes(text, tokens, paragraph, &mut quotes);
        }
        let next_opens = paragraphs.get(at + 1).is_some_and(|next| {
            let first = next.tokens.start;
            tokens[first].kind == Kind::Quote
                && (way(text, tokens, first, next) != Way::Closes || stands_before(tokens, first, next))
        });
        for quote in &mut quotes[first..] {
            if quote.ending != Ending::Unclosed {
                continue;
            }
            let to_the_end = quote.close == paragraph.tokens.end;
            if to_the_end
                && next_opens
                && quote.depth == 0
                && matches!(quote.style, Style::Double | Style::Guillemets)
            {
                quote.ending = Ending::RunsOn;
            } else {
                let sentence = &sentences[sentence_of[quote.open] as usize];
                quote.close = quote.close.min(sentence.end.max(quote.open + 1));
                quote.close = narrated(text, tokens, &quote.content()).unwrap_or(quote.close);
            }
        }
        quotes[first..].sort_by_key(|quote| quote.open);
        // What a paragraph opens with continues what the one before left open.
        if let Some(index) = (first > 0).then_some(first).filter(|&it| it < quotes.len()) {
            let before = quotes[..first]
                .iter()
                .rev()
                .find(|quote| quote.depth == 0)
                .map(|quote| (quote.ending, quote.close));
            let directly = at.checked_sub(1).map(|before| paragraphs[before].tokens.end);
            if quotes[index].open == paragraph.tokens.start
                && before == directly.map(|end| (Ending::RunsOn, end))
            {
                quotes[index].continues = true;
            }
        }
    }
    quotes
}

/// Where a quote whose closing mark is missing must have ended: at a comma before a verb of speech, ", dijo Ana".
fn narrated(text: &str, tokens: &[Token], content: &Range<usize>) -> Option<usize> {
    let reports = |token: &Token| {
        token.is(Class::Speech)
            && token.is(Class::Finite)
            && !token.is(Class::Infinitive)
            && !token.is_capital()
    };
    let pronoun = |token: &Token| token.is(Class::Subject);
    (content.start + 2..content.end.saturating_sub(1)).find(|&at| {
        let next = &tokens[at + 1];
        tokens[at].text(text) == ","
            && (reports(next) || pronoun(next) && at + 2 < content.end && reports(&tokens[at + 2]))
    })
}

fn family(word: &str) -> Option<Style> {
    match word {
        "\"" | "“" | "”" | "„" | "‟" | "``" | "''" => Some(Style::Double),
        "‘" | "’" | "'" | "`" | "‚" | "‛" | "‹" | "›" => Some(Style::Single),
        "«" | "»" => Some(Style::Guillemets),
        _ => None,
    }
}

fn way(text: &str, tokens: &[Token], at: usize, paragraph: &Paragraph) -> Way {
    let token = &tokens[at];
    let space_before = at == paragraph.tokens.start || tokens[at - 1].end < token.start;
    let space_after = at + 1 >= paragraph.tokens.end || tokens[at + 1].start > token.end;
    match token.text(text) {
        "“" | "„" | "«" | "``" | "‘" | "‹" | "‚" | "`" => Way::Opens,
        "”" | "»" | "’" | "›" => Way::Closes,
        "''" | "\"" | "'" | "‟" | "‛" => match (space_before, space_after) {
            (true, false) => Way::Opens,
            (false, true) => Way::Closes,
            (true, true) => Way::Either,
            (false, false) => {
                let before = tokens[at - 1].text(text);
                let after = tokens[at + 1].text(text);
                if "([—–-¿¡:".contains(before) || family(before).is_some() && family(after).is_none() {
                    Way::Opens
                } else if ".,;:?!)]—–-…...".contains(after) || tokens[at - 1].kind == Kind::Mark {
                    Way::Closes
                } else {
                    Way::Either
                }
            }
        },
        _ => Way::Either,
    }
}

/// Pairs the marks of one paragraph with a stack.
fn pair(text: &str, tokens: &[Token], paragraph: &Paragraph, quotes: &mut Vec<Quote>) {
    let mut open: Vec<(usize, Style)> = Vec::new();
    let quote = |start, style, close, depth: usize, ending| Quote {
        open: start,
        close,
        style,
        ending,
        depth: depth as u8,
        continues: false,
    };
    for at in paragraph.tokens.clone() {
        if tokens[at].kind != Kind::Quote {
            continue;
        }
        let Some(style) = family(tokens[at].text(text)) else { continue };
        let mut way = way(text, tokens, at, paragraph);
        let partner = open.iter().rposition(|(_, other)| *other == style);
        // “”So it went” begins with the wrong mark; Spanish goes on in a new paragraph with "»".
        let may_open = style == Style::Double || style == Style::Guillemets && at == paragraph.tokens.start;
        if partner.is_none() && may_open && stands_before(tokens, at, paragraph) {
            way = Way::Opens;
        }
        match partner {
            Some(index) if way != Way::Opens => {
                // What opened inside and never closed is dropped: a stray mark.
                quotes.push(quote(open[index].0, style, at, index, Ending::Closed));
                open.truncate(index);
                continue;
            }
            Some(index)
                if style == Style::Double
                    && index + 1 == open.len()
                    && !nests(text, tokens, at, paragraph) =>
            {
                // A mark opens where one is open: the first was never closed.
                quotes.push(quote(open[index].0, style, at, index, Ending::Unclosed));
                open.truncate(index);
            }
            // An apostrophe, or a mark whose opening one is missing.
            _ if way == Way::Closes || open.len() >= DEEPEST => continue,
            _ => {}
        }
        if style != Style::Single || opens_single(tokens, at, paragraph) {
            open.push((at, style));
        }
    }
    for (depth, (start, style)) in
        open.into_iter().enumerate().filter(|(_, (_, style))| *style != Style::Single)
    {
        quotes.push(quote(start, style, paragraph.tokens.end, depth, Ending::Unclosed));
    }
}

/// Whether a mark that opens inside another of its kind has a closing mark of its own: there are enough of them.
fn nests(text: &str, tokens: &[Token], at: usize, paragraph: &Paragraph) -> bool {
    let rest = tokens[at + 1..paragraph.tokens.end]
        .iter()
        .filter(|token| token.kind == Kind::Quote)
        .take(4 * DEEPEST);
    let (mut opens, mut closes) = (0, 0);
    for token in rest {
        opens += usize::from(token.text(text) == "“");
        closes += usize::from(token.text(text) == "”");
    }
    tokens[at].text(text) == "“" && closes >= opens + 2
}

/// Whether the mark stands after a gap and right before what follows.
fn stands_before(tokens: &[Token], at: usize, paragraph: &Paragraph) -> bool {
    let gap = at == paragraph.tokens.start || tokens[at - 1].end < tokens[at].start;
    gap && at + 1 < paragraph.tokens.end && tokens[at].end == tokens[at + 1].start
}

/// Whether a single mark stands before a word and after a gap, as no apostrophe inside a word does.
fn opens_single(tokens: &[Token], at: usize, paragraph: &Paragraph) -> bool {
    let after = at + 1 < paragraph.tokens.end && tokens[at + 1].start == tokens[at].end;
    let before = at == paragraph.tokens.start
        || tokens[at - 1].end < tokens[at].start
        || matches!(tokens[at - 1].kind, Kind::Quote | Kind::Mark);
    after && before && tokens[at + 1].kind != Kind::Number
}

/// A paragraph that begins with a dash is spoken; pairs of dashes inside it set off who speaks ("—No —dijo Ana—. Ya no.").
fn dashes(text: &str, tokens: &[Token], paragraph: &Paragraph, quotes: &mut Vec<Quote>) {
    let is_dash = |at: usize| matches!(tokens[at].text(text), "—" | "―" | "–" | "--" | "-");
    let first = paragraph.tokens.start;
    let touches = |a: usize, b: usize| tokens[a].end == tokens[b].start;
    // A dash with a gap behind it may be a bullet: then only a verb of speech behind a later dash makes it dialogue.
    let narrated = || {
        (first + 1..paragraph.tokens.end.saturating_sub(1))
            .any(|at| is_dash(at) && tokens[at + 1].is(Class::Speech) && tokens[at + 1].is(Class::Finite))
    };
    if !is_dash(first) || first + 1 >= paragraph.tokens.end || !touches(first, first + 1) && !narrated() {
        return;
    }
    let mut start = Some(first);
    for at in first + 1..paragraph.tokens.end {
        if !is_dash(at)
            || (at + 1 < paragraph.tokens.end
                && touches(at - 1, at)
                && touches(at, at + 1)
                && tokens[at + 1].kind != Kind::Mark)
        {
            continue;
        }
        match start.take() {
            Some(open) => quotes.push(Quote {
                open,
                close: at,
                style: Style::Dash,
                ending: Ending::Closed,
                depth: 0,
                continues: false,
            }),
            None => start = Some(at),
        }
    }
    if let Some(open) = start.filter(|open| open + 1 < paragraph.tokens.end) {
        let close = paragraph.tokens.end;
        quotes.push(Quote {
            open,
            close,
            style: Style::Dash,
            ending: Ending::Closed,
            depth: 0,
            continues: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Passage;

    fn check(text: &str, expected: &[&str]) {
        let passage = Passage::read(text, None);
        let found: Vec<&str> = passage.quotes.iter().map(|quote| passage.words(&quote.content())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn styles_and_mixes() {
        check("He said \"it must be everyone.” Then left.", &["it must be everyone."]);
        check("“He calls it “hell” there,” she said.", &["He calls it “hell” there,", "hell"]);
        check("”Never,” she said.", &["Never,"]);
        check("“No,” she said. ``Never,'' he said.", &["No,", "Never,"]);
        check("Llamó «una \"farsa\" total» al juicio.", &["una \"farsa\" total", "farsa"]);
        check("“He said ‘no’ twice,” said the workers’ union.", &["He said ‘no’ twice,", "no"]);
        check("The guards' van wasn't there in the '90s.", &[]);
    }

    #[test]
    fn an_odd_mark_costs_its_sentence() {
        check("\"It is false. He left.\n\nShe said \"no\" again.", &["It is false.", "no"]);
        check("It is 5\" long. He said \"no\".", &["no"]);
        check("«Que enseñen las cintas, retó su hermana Ana.", &["Que enseñen las cintas"]);
    }

    #[test]
    fn running_on() {
        let passage = Passage::read("“One.\n\n“Two,” he said.", None);
        let continues: Vec<bool> = passage.quotes.iter().map(|quote| quote.continues).collect();
        assert_eq!(continues, [false, true]);
    }

    #[test]
    fn dialogue() {
        check("—No sé nada —dijo Ana Ibáñez—. Ya se lo dije.", &["No sé nada", ". Ya se lo dije."]);
        check("—¿Dónde está? —preguntó la madre.", &["¿Dónde está?"]);
        check("— Ya no — dijo Ana Ruiz.", &["Ya no"]);
        check("— Lista para la misa del domingo —", &[]);
    }
}
