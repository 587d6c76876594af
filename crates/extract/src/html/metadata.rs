//! What a page says of itself: title, byline, dates, address, site, language. Collects every distinct statement and
//! puts the preferred one first; decides nothing between them, reads no date.

use model::{Defect, DefectKind, Field, MarkKind, Missing};

use super::fields::{self, Origin, element};
use super::json_ld;
use super::lines::{Lines, Stretch};
use super::names::Name;
use super::spot::{Spot, Words};
use super::tokens::{Sink, Tag, VALUE_BYTES};
use super::tree::{Ended, Tree};

/// The most statements that are kept of one page.
const MOST_STATEMENTS: usize = 1000;

/// An element whose text states something.
#[derive(Debug)]
struct Capture {
    name: Name,
    /// Elements of the same name open inside it.
    nested: u32,
    origin: Origin,
    words: Words,
}

/// Content that is no page text: `script`, `style`, `title`.
#[derive(Debug)]
struct Raw {
    name: Name,
    use_as: Use,
    words: Words,
}

#[derive(Debug, Clone, Copy)]
enum Use {
    Title,
    JsonLd,
    Nothing,
}

/// Collects a page's statements about itself.
pub(super) struct Metadata {
    found: Vec<(Origin, Words)>,
    capture: Option<Capture>,
    raw: Option<Raw>,
    tree: Tree<()>,
    seen_language: bool,
    refused: u64,
    /// Defects with the spot they stand at.
    troubles: Vec<(DefectKind, Missing, Spot, String)>,
}

/// How much work building a tree of the page would be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// The most elements inside one another.
    pub(super) depth: u64,
    /// Formatting elements that a tree builder opens again.
    pub(super) reopened: u64,
}

impl Metadata {
    pub(super) fn new() -> Self {
        Self {
            found: Vec::new(),
            capture: None,
            raw: None,
            tree: Tree::new(),
            seen_language: false,
            refused: 0,
            troubles: Vec::new(),
        }
    }

    /// Writes the statements, one a line, and returns the page's shape and what could not be read.
    pub(super) fn finish(mut self, mut lines: Lines<'_>) -> (Shape, Vec<Defect>) {
        self.end_raw();
        self.end_capture();
        self.tree.finish();
        self.found.sort_by_key(|(origin, _)| (order(origin.field), origin.rank));
        let mut said: Vec<(Field, String)> = Vec::new();
        for (origin, words) in &self.found {
            let value = words.text().split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            if value.is_empty() || said.contains(&(origin.field, value.clone())) {
                continue;
            }
            let first = !said.iter().any(|(field, _)| *field == origin.field);
            lines.say_unplaced(&match (origin.field, first) {
                (Field::Other, _) => format!("{}: ", origin.name),
                (field, true) => format!("{}: ", field.code()),
                (field, false) => format!("{} ({}): ", field.code(), origin.name),
            });
            lines.open(Stretch::Mark(MarkKind::Field(origin.field)));
            lines.say_words(words);
            lines.close();
            lines.line();
            said.push((origin.field, value));
        }
        let ground = lines.ground().clone();
        lines.finish();
        let mut defects: Vec<Defect> = self
            .troubles
            .into_iter()
            .map(|(kind, missing, spot, detail)| {
                Defect::at(ground.place(spot.start, spot.end), kind, missing, detail)
            })
            .collect();
        if self.refused > 0 {
            let detail = format!("{} statements about the page beyond {MOST_STATEMENTS}", self.refused);
            defects.push(Defect::whole(DefectKind::TooLarge, Missing::Unknown, detail));
        }
        (Shape { depth: self.tree.deepest(), reopened: self.tree.reopened() }, defects)
    }

    fn state(&mut self, origin: Origin, words: Words) {
        if self.found.len() < MOST_STATEMENTS {
            self.found.push((origin, words));
        } else {
            self.refused += 1;
        }
    }

    fn end_capture(&mut self) {
        if let Some(Capture { origin, words, .. }) = self.capture.take() {
            self.state(origin, words);
        }
    }

    fn end_raw(&mut self) {
        let Some(Raw { use_as, words, .. }) = self.raw.take() else { return };
        match use_as {
            Use::Nothing => {}
            Use::Title => self.state(element::TITLE, words),
            Use::JsonLd => match json_ld::read(&words) {
                Ok(found) => found.into_iter().for_each(|(origin, words)| self.state(origin, words)),
                Err(error) => {
                    let spot = words.extent().unwrap_or(Spot::whole(0, 0));
                    self.troubles.push((
                        DefectKind::Damaged,
                        Missing::Nothing,
                        spot,
                        format!("JSON-LD: {error}"),
                    ));
                }
            },
        }
    }

    fn ended(&mut self, ended: &[Ended<()>]) {
        for Ended { name, .. } in ended {
            match &mut self.capture {
                Some(capture) if capture.name == *name && capture.nested == 0 => self.end_capture(),
                Some(capture) if capture.name == *name => capture.nested -= 1,
                _ => {}
            }
        }
    }

    fn has(&self, origin: Origin) -> bool {
        self.found.iter().any(|(found, _)| *found == origin)
    }

    /// What the text of this element states, if it is the first to do so.
    fn stated_by_text(&self, tag: &Tag) -> Option<Origin> {
        let is_author = |tag: &Tag| tag.text("rel").split_ascii_whitespace().any(|rel| rel == "author");
        let origin = match tag.name.bytes() {
            b"meta" | b"link" | b"time" => return None,
            b"h1" => element::HEADING,
            b"a" if is_author(tag) => element::AUTHOR,
            _ if tag.text("itemprop") == "author" => element::BYLINE,
            _ => return None,
        };
        (!self.has(origin)).then_some(origin)
    }

    /// What the attributes of this element state.
    fn attributes(&mut self, tag: &Tag) {
        let mut stated: Vec<(Origin, &str)> = Vec::new();
        match tag.name.bytes() {
            b"meta" => {
                let names = ["property", "name", "itemprop", "http-equiv"].map(|key| tag.text(key));
                let origin = names.into_iter().find_map(fields::meta);
                stated.extend(origin.map(|origin| (origin, "content")));
            }
            b"link" if tag.text("rel").eq_ignore_ascii_case("canonical") => {
                stated.push((element::CANONICAL, "href"));
            }
            b"html" if !self.seen_language => {
                self.seen_language = true;
                let key = if tag.value("lang").is_some() { "lang" } else { "xml:lang" };
                stated.push((element::LANGUAGE, key));
            }
            b"time" => {
                let origin = match tag.text("itemprop") {
                    "dateModified" => element::MODIFIED,
                    "datePublished" => element::PUBLISHED,
                    _ if tag.value("pubdate").is_some() => element::PUBLISHED,
                    _ => element::TIME,
                };
                if !self.found.iter().any(|(found, _)| *found == origin) {
                    stated.push((origin, "datetime"));
                }
            }
            _ => {}
        }
        for (origin, key) in stated {
            let words = tag.value(key).filter(|words| !words.text().trim().is_empty());
            if let Some(words) = words {
                self.state(origin, words.clone());
            }
        }
    }
}

/// The order in which fields are written.
fn order(field: Field) -> usize {
    Field::ALL.into_iter().position(|known| known == field).unwrap_or(Field::ALL.len())
}

impl Sink for Metadata {
    fn text(&mut self, text: &str, spot: Spot) {
        let (name, words) = match (&mut self.raw, &mut self.capture) {
            (Some(Raw { use_as: Use::Nothing, .. }), _) | (None, None) => return,
            (Some(raw), _) => (raw.name, &mut raw.words),
            (None, Some(capture)) => (capture.name, &mut capture.words),
        };
        if words.text().len() + text.len() <= VALUE_BYTES {
            words.push(text, spot);
            return;
        }
        let place = words.extent().unwrap_or(spot);
        let detail = format!("<{}> of more than {VALUE_BYTES} bytes", String::from_utf8_lossy(name.bytes()));
        self.troubles.push((DefectKind::TooLarge, Missing::Unknown, place, detail));
        match &mut self.raw {
            Some(raw) => raw.use_as = Use::Nothing,
            None => self.capture = None,
        }
    }

    fn start(&mut self, tag: &Tag) {
        self.attributes(tag);
        let is_json_ld = || tag.text("type").to_ascii_lowercase().starts_with("application/ld+json");
        let use_as = match tag.name.bytes() {
            b"html" => return,
            b"script" if is_json_ld() => Some(Use::JsonLd),
            b"script" | b"style" => Some(Use::Nothing),
            b"title" if !tag.foreign => {
                Some(if self.has(element::TITLE) { Use::Nothing } else { Use::Title })
            }
            _ => None,
        };
        if let Some(use_as) = use_as {
            self.raw = Some(Raw { name: tag.name, use_as, words: Words::default() });
            return;
        }
        if !tag.name.is_void() {
            let ended = self.tree.imply(tag.name);
            self.ended(&ended);
            // Beyond the depth that is told apart, an element is only counted.
            let _ = self.tree.push(tag.name, ());
        }
        match &mut self.capture {
            Some(capture) => {
                capture.nested += u32::from(capture.name == tag.name);
                if tag.name.is_block() || tag.name.is_void() {
                    capture.words.push(" ", tag.spot);
                }
            }
            None => {
                let origin = self.stated_by_text(tag).filter(|_| !tag.name.is_void());
                self.capture = origin.map(|origin| Capture {
                    name: tag.name,
                    nested: 0,
                    origin,
                    words: Words::default(),
                });
            }
        }
    }

    fn end(&mut self, name: Name) {
        if self.raw.as_ref().is_some_and(|raw| raw.name == name) {
            self.end_raw();
            return;
        }
        let ended = self.tree.end(name);
        self.ended(&ended);
    }

    fn unfinished(&mut self, _: &'static str, _: Spot) {}
}
