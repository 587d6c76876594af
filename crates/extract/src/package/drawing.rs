//! Text inside drawings: text boxes on sheets, titles of charts, diagrams (DrawingML, ECMA-376 part 1, 21.1.2).
//! Each paragraph is a line. Reads no numbers that a chart repeats from its sheet.

use std::rc::Rc;

use model::PartKind;

use super::{Numbers, Package, Story, Then, Token};
use crate::host::Host;

/// Reads the paragraphs of drawing members.
pub(crate) struct Drawing;

impl Drawing {
    /// Whether the member at `path` holds drawing text: charts, diagrams, and drawings of sheets.
    pub(crate) fn holds_text(path: &str) -> bool {
        let Some((folder, name)) = path.rsplit_once('/') else { return false };
        name.ends_with(".xml")
            && match folder.rsplit('/').next() {
                Some("charts") => name.starts_with("chart"),
                Some("diagrams") => name.starts_with("data"),
                Some("drawings") => name.starts_with("drawing"),
                _ => false,
            }
    }

    /// Reads one such member as a Text part.
    pub(crate) fn read(index: usize, package: &mut Package<'_>, host: &mut dyn Host) {
        let path: Rc<str> = package.path(index).into();
        let mut story = Story::new(PartKind::Text, path, Numbers::default());
        // Whether each open element is a paragraph ('p'), text ('t') or neither.
        let mut open: Vec<char> = Vec::new();
        let mut paragraphs = 0_usize;
        package.parse(index, host, &mut |token, host| {
            match token {
                Token::Start(tag) => {
                    if tag.local() == "br" && open.last() == Some(&'p') {
                        story.put("\n", tag.at.clone(), false);
                    }
                    open.push(match tag.local() {
                        "p" => {
                            paragraphs += 1;
                            'p'
                        }
                        "t" => 't',
                        _ => '-',
                    });
                }
                Token::End => {
                    if open.pop() == Some('p') {
                        paragraphs -= 1;
                        if !story.at_line_start() {
                            story.end_line();
                        }
                    }
                }
                Token::Text(text) if paragraphs > 0 && open.last() == Some(&'t') => {
                    story.put_text(&text);
                }
                Token::Text(_) => {}
            }
            story.drain(host);
            Then::On
        });
        story.finish();
        story.drain(host);
    }
}
