//! The readable bodies of a message as text parts. Keeps quoting, signatures and flowed lines as they are.

use encoding_rs::Encoding;
use model::{Defect, DefectKind, MarkKind, Missing, Part, PartKind, Place, Span};

use super::headers::Content;
use super::transfer::{Body, Coding, Damage};
use crate::host::{Host, Input};
use crate::html;
use crate::html::decode::{self, Decoder};
use crate::html::lines::{Lines, Stretch};
use crate::html::spot::{Ground, Spot};

/// The line that begins a PGP message in plain text (RFC 9580, 6.2.1).
const PGP: &str = "-----BEGIN PGP MESSAGE-----";

/// What the spots of a body count in: the message's own bytes when nothing had to be decoded to get at them.
pub(super) fn ground(coding: Coding, number: &str, start: u64) -> Ground {
    match coding {
        Coding::Identity => Ground::Item { base: start },
        Coding::Base64 | Coding::QuotedPrintable => Ground::MailPart { part: number.to_owned() },
    }
}

/// Reads a text body and reports what is wrong with it.
pub(super) fn read(mut body: Body<'_>, ground: &Ground, content: &Content, host: &mut dyn Host) {
    let (charset, unknown) = charset(content);
    if let Some(name) = unknown {
        let place = ground.place(0, 0);
        let detail = format!("unknown encoding {name:?}");
        host.defect(Defect::at(place, DefectKind::EncodingGuessed, Missing::Nothing, detail));
    }
    match content.media.as_str() {
        "text/html" | "application/xhtml+xml" => html::read_in_mail(&mut body, ground.clone(), charset, host),
        _ => plain(&mut body, ground, charset, None, host),
    }
    damaged(body.damage(), ground).into_iter().for_each(|defect| host.defect(defect));
}

/// The defect that damage in a transfer encoding is.
pub(super) fn damaged(damage: Damage, ground: &Ground) -> Option<Defect> {
    if damage.is_none() {
        return None;
    }
    let at = damage.first.unwrap_or_default();
    let end = if damage.cut { ", and it ends inside a group" } else { "" };
    let detail = format!("{} bytes that the transfer encoding does not allow{end}", damage.stray);
    let missing = if damage.cut { Missing::Unknown } else { Missing::Bytes(damage.stray) };
    Some(Defect::at(ground.place(at, at), DefectKind::Damaged, missing, detail))
}

/// The encoding that the content type names; and its name, when nobody knows it. ASCII says nothing: a body of
/// nothing else reads the same in any encoding, and any other body shows that it is wrong.
fn charset(content: &Content) -> (Option<&'static Encoding>, Option<&str>) {
    match content.charset.as_deref().map(str::trim) {
        None | Some("") => (None, None),
        Some(name) if name.to_ascii_lowercase().ends_with("ascii") => (None, None),
        Some(name) => match Encoding::for_label(name.as_bytes()) {
            Some(encoding) => (Some(encoding), None),
            None => (None, Some(name)),
        },
    }
}

/// Reads text that mail programs do not show.
pub(super) fn read_hidden(mut body: Body<'_>, ground: &Ground, host: &mut dyn Host) {
    plain(&mut body, ground, None, Some(MarkKind::Hidden), host);
}

fn plain(
    body: &mut Body<'_>,
    ground: &Ground,
    charset: Option<&'static Encoding>,
    mark: Option<MarkKind>,
    host: &mut dyn Host,
) {
    let input: &mut dyn Input = body;
    // What cannot be read is reported by the pass below.
    let head = html::head(input).unwrap_or_default();
    let is_utf8 = || html::from(input, 0).is_ok_and(|mut input| decode::all_utf8(&mut input));
    let choice = decode::choose(&head, charset, is_utf8);
    let mut encrypted: Option<Place> = None;
    let mut out = |part: Part| {
        if encrypted.is_none() {
            encrypted = pgp_place(&part);
        }
        host.part(part);
    };
    let mut lines = Lines::new(PartKind::Text, ground.clone(), &mut out);
    mark.into_iter().for_each(|mark| lines.open(Stretch::Mark(mark)));
    let troubles = html::pass(input, choice, |decoder| write(decoder, &mut lines));
    lines.finish();
    let guessed = html::guessed(choice, ground);
    guessed
        .into_iter()
        .chain(troubles.defects(ground, choice.encoding))
        .for_each(|defect| host.defect(defect));
    if let Some(place) = encrypted {
        host.defect(Defect::at(place, DefectKind::Encrypted, Missing::Unknown, "a PGP message in the text"));
    }
}

/// Writes all text. CR LF, the line end of mail in transport, becomes LF, which stands for both bytes.
fn write(mut decoder: Decoder<'_>, lines: &mut Lines<'_>) -> decode::Troubles {
    let mut held: Option<Spot> = None;
    while let Some(words) = decoder.next_piece() {
        for (text, spot) in words.pieces() {
            let mut from = 0;
            if let Some(held) = held.take() {
                from = usize::from(text.starts_with('\n'));
                let end = if from == 1 { spot.slice(text, 0, 1).end } else { held.end };
                lines.say_as_is(if from == 1 { "\n" } else { "\r" }, Spot::whole(held.start, end));
            }
            let line_ends = text.match_indices("\r\n").map(|(at, _)| at);
            for at in line_ends {
                lines.say_as_is(&text[from..at], spot.slice(text, from, at));
                let Spot { start, end, .. } = spot.slice(text, at, at + 2);
                lines.say_as_is("\n", Spot::whole(start, end));
                from = at + 2;
            }
            let to = text.len() - usize::from(text[from..].ends_with('\r'));
            lines.say_as_is(&text[from..to], spot.slice(text, from, to));
            held = (to < text.len()).then(|| spot.slice(text, to, text.len()));
        }
    }
    if let Some(held) = held {
        lines.say_as_is("\r", held);
    }
    decoder.troubles
}

fn pgp_place(part: &Part) -> Option<Place> {
    let start = part.text.find(PGP)?;
    let span = Span::new(&part.text, start, start + PGP.len())?;
    part.map.places(span, &part.text).into_iter().next()
}
