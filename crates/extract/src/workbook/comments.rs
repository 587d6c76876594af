//! Comments on cells: notes (ECMA-376 part 1, 18.7) and threads ([MS-XLSX] 2.1.45). One comment a line or more.

use std::collections::BTreeMap;

use model::{Defect, DefectKind, MarkKind, Missing, PartKind, Place};

use super::sheet::reference;
use super::strings::{append, unescaped};
use crate::host::Host;
use crate::package::{Numbers, Package, Relations, Story, Then, Token};

/// The most authors that are kept by name.
const MOST_PERSONS: usize = 100_000;

/// The most bytes of one comment that are held; Excel allows 32,767 characters.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Who takes part in threads, by id.
#[derive(Debug, Default)]
pub(super) struct Persons(BTreeMap<String, String>);

impl Persons {
    /// Reads the persons of a workbook.
    pub(super) fn read(relations: &Relations, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let mut persons = BTreeMap::new();
        for index in relations.members("person", package, host) {
            package.parse(index, host, &mut |token, _| {
                if let Token::Start(tag) = token
                    && let (Some(id), Some(name)) = (tag.attr("id"), tag.attr("displayName"))
                    && persons.len() < MOST_PERSONS
                {
                    persons.insert(id.into_owned(), name.into_owned());
                }
                Then::On
            });
        }
        Self(persons)
    }
}

/// Reads the comments of a sheet.
pub(super) fn read(
    sheet: &str,
    relations: &Relations,
    persons: &Persons,
    package: &mut Package<'_>,
    host: &mut dyn Host,
) {
    let threads = relations.members("threadedComment", package, host);
    for index in relations.members("comments", package, host) {
        Reading::new(sheet, persons, !threads.is_empty(), package.path(index)).run(index, package, host);
    }
    for index in threads {
        Reading::new(sheet, persons, false, package.path(index)).run(index, package, host);
    }
}

/// The reading of one member of comments.
struct Reading<'p> {
    sheet: &'p str,
    persons: &'p Persons,
    /// Whether notes that only stand in for a thread are left out.
    has_threads: bool,
    story: Story,
    authors: Vec<String>,
    /// For each open element, what it is.
    open: Vec<Element>,
    comment: Option<Comment>,
    /// How many stretches of text were too many or too long.
    cut_short: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Other,
    Author,
    Comment,
    /// `t` of a note, `text` of a thread.
    Text,
}

struct Comment {
    cell: Option<(u64, u32)>,
    author: Option<String>,
    at: Option<String>,
    text: String,
    from: u64,
    to: u64,
}

impl<'p> Reading<'p> {
    fn new(sheet: &'p str, persons: &'p Persons, has_threads: bool, path: &str) -> Self {
        let story = Story::new(PartKind::Comments, path.into(), Numbers::default());
        Self {
            sheet,
            persons,
            has_threads,
            story,
            authors: Vec::new(),
            open: Vec::new(),
            comment: None,
            cut_short: 0,
        }
    }

    fn run(mut self, index: usize, package: &mut Package<'_>, host: &mut dyn Host) {
        package.parse(index, host, &mut |token, host| {
            let then = self.take(token);
            self.story.drain(host);
            then
        });
        self.end_comment();
        self.story.finish();
        if self.cut_short > 0 {
            let place = Place::Member { path: package.path(index).into(), start: 0, end: 0 };
            let detail = format!("{} pieces of comments too long, or authors too many", self.cut_short);
            host.defect(Defect::at(place, DefectKind::TooLarge, Missing::Unknown, detail));
        }
        self.story.drain(host);
    }

    fn take(&mut self, token: Token<'_>) -> Then {
        match token {
            Token::Start(tag) => {
                let read = |name| tag.attr(name).map(std::borrow::Cow::into_owned);
                self.open.push(match tag.local() {
                    "rPh" | "extLst" => return Then::Skip,
                    "author" if self.authors.len() >= MOST_PERSONS => {
                        self.cut_short += 1;
                        Element::Other
                    }
                    "author" => {
                        self.authors.push(String::new());
                        Element::Author
                    }
                    "comment" | "threadedComment" => {
                        let by_number = tag
                            .number("authorId")
                            .and_then(|number| self.authors.get(usize::try_from(number).ok()?).cloned());
                        let by_id = read("personId").and_then(|id| self.persons.0.get(&id).cloned());
                        self.comment = Some(Comment {
                            cell: tag.attr("ref").and_then(|cell| reference(&cell)),
                            author: by_number.or(by_id).filter(|name| !name.trim().is_empty()),
                            at: read("dT"),
                            text: String::new(),
                            from: tag.at.start,
                            to: tag.at.end,
                        });
                        Element::Comment
                    }
                    "t" => Element::Text,
                    "text" if self.comment.as_ref().is_some_and(|comment| comment.at.is_some()) => {
                        Element::Text
                    }
                    _ => Element::Other,
                });
            }
            Token::End => {
                if self.open.pop() == Some(Element::Comment) {
                    self.end_comment();
                }
            }
            Token::Text(text) => match (self.open.last(), self.authors.last_mut(), &mut self.comment) {
                (Some(Element::Author), Some(author), _) if author.len() < MOST_BYTES => {
                    append(author, &text.words);
                }
                (Some(Element::Text), _, Some(comment)) if comment.text.len() < MOST_BYTES => {
                    comment.to = text.at.end;
                    append(&mut comment.text, &text.words);
                }
                (Some(Element::Author | Element::Text), ..) => self.cut_short += 1,
                _ => {}
            },
        }
        Then::On
    }

    fn end_comment(&mut self) {
        let Some(comment) = self.comment.take() else { return };
        let stands_in = comment.author.as_ref().is_some_and(|author| author.starts_with("tc={"));
        if comment.text.is_empty() || (self.has_threads && stands_in) {
            return;
        }
        let place = comment.cell.map(|(row, column)| Place::Cell { sheet: self.sheet.into(), row, column });
        self.story.stand_at(place);
        let key = self.story.open(MarkKind::Comment { author: comment.author, at: comment.at });
        self.story.put(&unescaped(&comment.text), comment.from..comment.to, false);
        self.story.close(key);
        self.story.end_line();
    }
}
