//! Finds a page's article with dom_smoothie (readability) and marks it in the full text. Adds and removes no text;
//! a page without an article stays unmarked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_smoothie::{Config, Readability, ReadabilityError};
use encoding_rs::UTF_8;
use model::{Part, PartKind};

use super::align;
use super::decode::Decoder;
use super::lines::Lines;
use super::metadata::Shape;
use super::page::Page;
use super::spot::Ground;
use super::tokens;

/// The largest page, in bytes, in which an article is looked for: dom_smoothie holds the whole tree in memory.
pub(super) const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// The most elements of such a page.
const MOST_ELEMENTS: usize = 100_000;
/// The most elements inside one another; building the tree takes time with the square of it.
const MOST_DEPTH: u64 = 512;
/// The most formatting elements that a tree builder would have to open again.
const MOST_REOPENED: u64 = 100_000;

/// A paragraph counts from this length on, and a page has an article when the square roots of what its paragraphs
/// have beyond it add up to the score: one paragraph of 105 characters is enough. The library's own numbers (140 and
/// 20) pass over short news.
const PARAGRAPH_CHARACTERS: usize = 80;
const ENOUGH_SCORE: f32 = 5.0;

/// Why no article can be looked for in a page of this size and shape, if so.
pub(super) fn refusal(bytes: u64, shape: Shape) -> Option<String> {
    let Shape { depth, reopened } = shape;
    match () {
        () if bytes > MOST_BYTES => Some(format!("{bytes} bytes, the most is {MOST_BYTES}")),
        () if depth > MOST_DEPTH => {
            Some(format!("{depth} elements inside one another, the most is {MOST_DEPTH}"))
        }
        () if reopened > MOST_REOPENED => {
            Some(format!("{reopened} formatting elements to open again, the most is {MOST_REOPENED}"))
        }
        () => None,
    }
}

/// Marks the article of the page `html` in its full text.
///
/// # Errors
/// When dom_smoothie refuses the page or breaks on it; the words say why.
pub(super) fn mark(html: String, parts: &mut [Part]) -> Result<(), String> {
    let content = catch_unwind(AssertUnwindSafe(|| readable(html)));
    if let Some(content) = content.map_err(|_| "the readability library broke on this page".to_owned())?? {
        align::mark(parts, &lines_of(&content));
    }
    Ok(())
}

fn readable(html: String) -> Result<Option<String>, String> {
    let config = Config {
        disable_json_ld: true,
        max_elements_to_parse: MOST_ELEMENTS,
        readable_min_content_length: PARAGRAPH_CHARACTERS,
        readable_min_score: ENOUGH_SCORE,
        ..Config::default()
    };
    let Ok(mut page) = Readability::new(html, None, Some(config)) else { return Ok(None) };
    // Readability finds an "article" in a mere list of links, too, if it is not asked this first.
    if !page.is_probably_readable() {
        return Ok(None);
    }
    match page.parse() {
        Ok(article) => Ok(Some(article.content.to_string())),
        Err(error @ ReadabilityError::TooManyElements(..)) => Err(error.to_string()),
        Err(_) => Ok(None),
    }
}

/// The lines of an article, broken as the full text's are.
fn lines_of(content: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut out = |part: Part| lines.extend(part.text.lines().map(str::to_owned));
    let mut page = Page::new(Lines::new(PartKind::Text, Ground::ITEM, &mut out), false);
    tokens::tokenise(Decoder::new(content.as_bytes(), 0, UTF_8), false, &mut page);
    page.finish();
    lines
}
