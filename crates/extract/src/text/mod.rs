//! Plain text and Markdown, as they are: the parts' texts, one after the other, are the decoded input. Adds nothing,
//! drops nothing but a byte order mark, and renders no Markdown.

mod headings;

use model::{MediaType, Part, PartKind};

use crate::Request;
use crate::encoding::Window;
use crate::host::{Host, Input};
use headings::Headings;

/// Reads text, and marks headings where name or media type say Markdown.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let mut headings = is_markdown(request).then(Headings::default);
    let mut window = Window::open(input, None);
    loop {
        window.fill(Part::ENOUGH_BYTES);
        let length = cut(window.text(), window.is_last());
        if length == 0 {
            break;
        }
        let mut part = Part::new(PartKind::Text);
        window.take(length, &mut part);
        if let Some(headings) = &mut headings {
            headings.mark(&mut part);
        }
        host.part(part);
    }
    window.report(host);
}

fn is_markdown(request: &Request) -> bool {
    let ending = request.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "markdown"))
        || request.claimed.as_ref().map(MediaType::as_str) == Some("text/markdown")
}

/// How much of `text` makes the next part: all that is left where that is little; else up to the last blank line, so
/// that a sentence broken over lines stays in one part; else up to the last line feed; else as much as fits.
fn cut(text: &str, is_last: bool) -> usize {
    if is_last && text.len() <= Part::ENOUGH_BYTES {
        return text.len();
    }
    let most = text.floor_char_boundary(Part::ENOUGH_BYTES);
    let text = &text[..most];
    let after = |border: &str| text.rfind(border).map(|at| at + border.len());
    let blank_line = after("\n\n").max(after("\n\r\n")).filter(|at| *at > most / 2);
    blank_line.or_else(|| after("\n")).unwrap_or(most)
}

#[cfg(test)]
mod tests;
