//! HTML and XHTML: what the page says of itself, then its full text with headings, links, tables and hidden
//! stretches, each with its bytes in the original; the article is marked, never cut out.
//!
//! Two passes over the same tokens (statements stand anywhere in a page, but come first), both in time linear in the
//! input and in bounded memory; pages of up to [`article::MOST_BYTES`] are held whole to look for an article. Runs
//! no script, fetches nothing, and never fails on damaged markup.

mod align;
mod article;
mod charset;
pub(crate) mod decode;
mod feed;
mod fields;
mod json_ld;
pub(crate) mod lines;
mod metadata;
mod names;
mod page;
pub(crate) mod spot;
mod table;
mod tokens;
mod tree;

#[cfg(test)]
pub(crate) mod tests;

use std::io::{Read, SeekFrom};

use encoding_rs::Encoding;
use model::{Defect, DefectKind, Missing, Part, PartKind};

use crate::Request;
use crate::host::{Host, Input};
use decode::{Choice, Decoder};
use lines::Lines;
use metadata::Metadata;
use page::Page;
use spot::Ground;

pub(crate) fn read(input: &mut dyn Input, _request: &Request, host: &mut dyn Host) {
    let ground = Ground::ITEM;
    let (length, head) = match measure(input) {
        Ok(measured) => measured,
        Err(error) => {
            let detail = error.to_string();
            return host.defect(Defect::whole(DefectKind::Unreadable, Missing::Everything, detail));
        }
    };
    let choice = choose(&head, None, || from(input, 0).is_ok_and(|mut input| decode::all_utf8(&mut input)));
    let xhtml = is_xhtml(&head);

    let mut metadata = Metadata::new();
    pass(input, choice, |decoder| tokens::tokenise(decoder, xhtml, &mut metadata));
    let mut out = |part: Part| host.part(part);
    let (shape, stated) = metadata.finish(Lines::new(PartKind::Metadata, ground.clone(), &mut out));

    let refusal = article::refusal(length, shape);
    let mut held: Vec<Part> = Vec::new();
    let mut hold = |part: Part| if refusal.is_none() { held.push(part) } else { host.part(part) };
    let mut page = Page::new(Lines::new(PartKind::Text, ground.clone(), &mut hold), false);
    let troubles = pass(input, choice, |decoder| tokens::tokenise(decoder, xhtml, &mut page));
    let unread = page.finish();
    let article = match refusal {
        Some(refusal) => Err(refusal),
        None => article::mark(whole_text(input, choice), &mut held),
    };
    held.into_iter().for_each(|part| host.part(part));

    let unmarked = article.err().map(|why| {
        let detail = format!("the article was not looked for: {why}");
        Defect::whole(DefectKind::UnsupportedFeature, Missing::Nothing, detail)
    });
    let guessed = guessed(choice, &ground);
    let decoding = troubles.defects(&ground, choice.encoding);
    guessed
        .into_iter()
        .chain(decoding)
        .chain(stated)
        .chain(unread)
        .chain(unmarked)
        .for_each(|defect| host.defect(defect));
}

/// Reads a page that is a mail's part: its text without metadata, its title as hidden text. `charset` is what the
/// mail says. The input need only be able to go back to its start.
pub(crate) fn read_in_mail(
    input: &mut dyn Input,
    ground: Ground,
    charset: Option<&'static Encoding>,
    host: &mut dyn Host,
) {
    let head = head(input).unwrap_or_default();
    let choice =
        choose(&head, charset, || from(input, 0).is_ok_and(|mut input| decode::all_utf8(&mut input)));
    let mut out = |part: Part| host.part(part);
    let mut page = Page::new(Lines::new(PartKind::Text, ground.clone(), &mut out), true);
    let troubles = pass(input, choice, |decoder| tokens::tokenise(decoder, is_xhtml(&head), &mut page));
    let unread = page.finish();
    let guessed = guessed(choice, &ground);
    let decoding = troubles.defects(&ground, choice.encoding);
    guessed.into_iter().chain(decoding).chain(unread).for_each(|defect| host.defect(defect));
}

fn choose(head: &[u8], transport: Option<&'static Encoding>, is_utf8: impl FnOnce() -> bool) -> Choice {
    decode::choose(head, transport.or_else(|| charset::declared(head)), is_utf8)
}

/// The defect that a guessed encoding is.
pub(crate) fn guessed(choice: Choice, ground: &Ground) -> Option<Defect> {
    let detail = format!("read as {}", choice.encoding.name());
    let place = ground.place(0, 0);
    choice.guessed.then(|| Defect::at(place, DefectKind::EncodingGuessed, Missing::Nothing, detail))
}

fn measure(input: &mut dyn Input) -> std::io::Result<(u64, Vec<u8>)> {
    let length = input.seek(SeekFrom::End(0))?;
    Ok((length, head(input)?))
}

/// What is looked at to choose the encoding.
pub(crate) fn head(input: &mut dyn Input) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    from(input, 0)?.take(charset::HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

pub(crate) fn from(input: &mut dyn Input, start: u64) -> std::io::Result<&mut dyn Input> {
    input.seek(SeekFrom::Start(start))?;
    Ok(input)
}

/// Decodes `source`, which stands at its first byte, from behind its byte order mark.
fn begin<'i>(mut source: impl Read + 'i, choice: Choice) -> Decoder<'i> {
    let mut mark = [0; 3];
    // A source that cannot be read is reported by the decoder.
    let _ = source.read_exact(&mut mark[..choice.mark as usize]);
    Decoder::new(source, choice.mark, choice.encoding)
}

/// Reads the whole input once.
pub(crate) fn pass<T>(input: &mut dyn Input, choice: Choice, read: impl FnOnce(Decoder<'_>) -> T) -> T {
    // A source that cannot be read is reported by the decoder.
    let _ = input.seek(SeekFrom::Start(0));
    read(begin(input, choice))
}

fn whole_text(input: &mut dyn Input, choice: Choice) -> String {
    pass(input, choice, |mut decoder| {
        let mut text = String::new();
        while let Some(words) = decoder.next_piece() {
            text.push_str(words.text());
        }
        text
    })
}

/// Whether a tag may end itself with a slash.
fn is_xhtml(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start().starts_with(b"<?xml")
}
