//! Mailboxes of several dialects.

use model::{DefectKind, Field, Missing, PartKind};

use super::{field, members, read_box};
use crate::host::MemberEnd;
use crate::html::tests::request;

const SEPARATOR: &str = "From ana@x.example Mon Mar 17 09:01:00 2025\n";

/// A mailbox against the messages in it.
fn check(mailbox: &str, expected: &[&str]) {
    let kept = read_box(mailbox.as_bytes(), &request());
    let found: Vec<&str> = members(&kept).into_iter().map(|(.., bytes, _)| bytes).collect();
    assert_eq!(found, expected, "{mailbox}");
    assert!(
        members(&kept)
            .iter()
            .all(|(_, media, _, end)| *media == "message/rfc822" && *end == MemberEnd::Complete)
    );
    assert_eq!(kept.defects, [], "{mailbox}");
}

#[test]
fn messages_are_split_and_kept_as_they_stand() {
    check(
        &format!("{SEPARATOR}Subject: a\n\nuno\n\n{SEPARATOR}Subject: b\n\ndos\n"),
        &["Subject: a\n\nuno\n", "Subject: b\n\ndos\n"],
    );
    check(&format!("{SEPARATOR}Subject: a\n\nuno"), &["Subject: a\n\nuno"]);
    check(
        &format!("{SEPARATOR}Subject: a\n\n{SEPARATOR}Subject: b\n\n\n\n"),
        &["Subject: a\n\n", "Subject: b\n\n\n"],
    );
    check(&format!("{SEPARATOR}a: b\n\nx\n\n").replace('\n', "\r\n"), &["a: b\r\n\r\nx\r\n"]);
    check("", &[]);
}

#[test]
fn from_in_a_body_begins_nothing() {
    check(
        &format!("{SEPARATOR}a: b\n\nuno\n\nFrom the prison they wrote at 10:30\n{SEPARATOR}x\n"),
        &[&format!("a: b\n\nuno\n\nFrom the prison they wrote at 10:30\n{SEPARATOR}x\n")],
    );
}

#[test]
fn content_length_is_believed_when_it_fits() {
    let inner = format!("uno\n\n{SEPARATOR}dos\n");
    let fits = format!("{SEPARATOR}Content-Length: {}\n\n{inner}\n{SEPARATOR}a: b\n\ntres\n", inner.len());
    check(&fits, &[&format!("Content-Length: {}\n\n{inner}", inner.len()), "a: b\n\ntres\n"]);
    let wrong = format!("{SEPARATOR}Content-Length: 3\n\n{inner}");
    check(&wrong, &["Content-Length: 3\n\nuno\n", "dos\n"]);
}

#[test]
fn quoting_is_undone_only_where_it_is_certain() {
    check(
        &format!("{SEPARATOR}a: b\n\n>From here\n>>From there\n> From\n"),
        &["a: b\n\nFrom here\n>From there\n> From\n"],
    );
    check(&format!("{SEPARATOR}a: b\n\n>From here\n"), &["a: b\n\n>From here\n"]);
    check(&format!("{SEPARATOR}a: b\n\n>>From here\nFrom there\n"), &["a: b\n\n>>From here\nFrom there\n"]);
}

#[test]
fn the_list_says_when_who_and_what() {
    let mailbox = format!(
        "{SEPARATOR}Date: Mon, 17 Mar 2025\nFrom: =?utf-8?q?R=C3=ADos?= <r@x>\nSubject: Uno\n dos\n\nx\n\n{SEPARATOR}\nsin nada\n"
    );
    let kept = read_box(mailbox.as_bytes(), &request());
    assert_eq!(
        kept.text(&PartKind::Members),
        "message 000001\tMon, 17 Mar 2025\tRíos <r@x>\tUno dos\nmessage 000002\t\t\t\n"
    );
    assert_eq!(field(&kept, Field::Subject), ["Uno dos"]);
    assert_eq!(kept.source("Mon, 17", mailbox.as_bytes()), [b"Mon, 17".to_vec()]);
    assert_eq!(kept.source("message 000001", mailbox.as_bytes()), [SEPARATOR.as_bytes().to_vec()]);
}

#[test]
fn text_before_the_first_message_is_reported() {
    let kept = read_box(format!("basura\n\n{SEPARATOR}a: b\n\nx\n").as_bytes(), &request());
    assert_eq!(kept.members.len(), 1);
    assert_eq!((kept.defects[0].kind, kept.defects[0].missing), (DefectKind::Damaged, Missing::Bytes(8)));
}
