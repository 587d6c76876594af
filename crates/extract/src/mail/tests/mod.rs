//! Tests of the mail readers: messages and mailboxes as data.

mod hostile;
mod mailboxes;
mod messages;

use std::io::Cursor;

use model::{MarkKind, PartKind, Place};

use crate::Request;
use crate::host::MemberEnd;
use crate::html::tests::{Kept, request};

/// Reads a message. Line feeds of `message` become CR LF, as in transport, unless there is one already.
fn read(message: &str) -> (Kept, Vec<u8>) {
    let message = if message.contains('\r') { message.to_owned() } else { message.replace('\n', "\r\n") };
    let bytes = message.into_bytes();
    (read_bytes(&bytes, &request()), bytes)
}

fn read_bytes(message: &[u8], request: &Request) -> Kept {
    let mut kept = Kept::default();
    super::read_message(&mut Cursor::new(message), request, &mut kept);
    for segment in kept.parts.iter().flat_map(|part| part.map.segments()) {
        match segment.place {
            Place::Bytes { start, end } => {
                assert!(start <= end && end <= message.len() as u64, "{segment:?}")
            }
            Place::MailPart { start, end, .. } => assert!(start <= end, "{segment:?}"),
            _ => panic!("{segment:?}"),
        }
    }
    kept
}

fn read_box(mailbox: &[u8], request: &Request) -> Kept {
    let mut kept = Kept::default();
    super::read_mailbox(&mut Cursor::new(mailbox), request, &mut kept);
    kept
}

/// Members as `(path, media type, bytes, end)`.
fn members(kept: &Kept) -> Vec<(&str, &str, &str, MemberEnd)> {
    let show = |bytes| std::str::from_utf8(bytes).unwrap_or("(binary)");
    kept.members
        .iter()
        .map(|(member, bytes, end)| {
            let media = member.claimed.as_ref().map_or("", |claimed| claimed.as_str());
            (member.path.as_str(), media, show(bytes), *end)
        })
        .collect()
}

fn field(kept: &Kept, field: model::Field) -> Vec<&str> {
    kept.marked(|kind| *kind == MarkKind::Field(field))
}

fn body(kept: &Kept) -> String {
    kept.text(&PartKind::Text)
}
