//! Mail: messages (RFC 5322, MIME RFC 2045 to 2049) and mailboxes (RFC 4155). Headers first, then every readable body,
//! both of two alternatives; attachments and forwarded messages become members. Trusts no date, checks no signature,
//! opens no link.
//!
//! The message is walked as a stream of lines, in memory bounded by one header block; `mail-parser` reads the
//! structured fields (content types, RFC 2231).

mod body;
mod headers;
mod mailbox;
mod members;
mod message;
mod scan;
mod transfer;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use mailbox::read as read_mailbox;
pub(crate) use message::read as read_message;
