//! The text of a WARC file: what was asked, what the servers' heads said, who captured with what. Never the pages
//! themselves; those are members.

use std::io::{self, Read};

use model::{Part, PartKind, Step};

use super::Context;
use super::record::Places;
use crate::host::Host;

/// Collects records' texts and hands them on in parts of bounded size.
pub(super) struct Texts(Part);

impl Default for Texts {
    fn default() -> Self {
        Self(Part::new(PartKind::Text))
    }
}

impl Texts {
    /// A line that says which record follows.
    pub(super) fn begin(&mut self, context: &Context<'_>) {
        self.0.push_unplaced(&format!("{} {} ", context.record.number, context.kind));
        if let Some((place, step)) = context.address_place() {
            self.0.push(context.address, place, step);
        }
        self.0.push_unplaced("\n");
    }

    /// An HTTP head that begins at `at`: UTF-8 if it is, or else Latin-1.
    pub(super) fn head(&mut self, bytes: &[u8], at: u64, places: &Places) {
        let place = places.of(at, at + bytes.len() as u64);
        match str::from_utf8(bytes) {
            Ok(text) => self.0.push(text, place, Step::Byte),
            Err(_) => {
                let text: String = bytes.iter().copied().map(char::from).collect();
                self.0.push(&text, place, Step::Char(1))
            }
        };
    }

    /// The rest of a block, from `at` on, as far as it is UTF-8. Returns how many bytes were read that are not.
    ///
    /// # Errors
    /// When the block breaks off.
    pub(super) fn body(
        &mut self,
        block: &mut dyn Read,
        mut at: u64,
        places: &Places,
        host: &mut dyn Host,
    ) -> io::Result<u64> {
        let mut buffer = vec![0; CHUNK_BYTES];
        let mut kept = 0;
        loop {
            let read = match block.read(&mut buffer[kept..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            let length = kept + read;
            let (text, whole) = match str::from_utf8(&buffer[..length]) {
                Ok(text) => (text, true),
                Err(error) => {
                    let valid = &buffer[..error.valid_up_to()];
                    let goes_on = error.error_len().is_none() && read > 0;
                    (str::from_utf8(valid).expect("invariant: valid up to there"), goes_on)
                }
            };
            let end = at + text.len() as u64;
            self.0.push(text, places.of(at, end), Step::Byte);
            at = end;
            let used = text.len();
            if !whole || read == 0 {
                return Ok((length - used) as u64);
            }
            buffer.copy_within(used..length, 0);
            kept = length - used;
            self.flush_if_enough(host);
        }
    }

    /// Ends the record's text with an empty line.
    pub(super) fn end(&mut self, host: &mut dyn Host) {
        let ends = if self.0.text.ends_with('\n') { "\n" } else { "\n\n" };
        self.0.push_unplaced(ends);
        self.flush_if_enough(host);
    }

    /// Hands on the last part.
    pub(super) fn finish(mut self, host: &mut dyn Host) {
        self.flush(host);
    }

    fn flush_if_enough(&mut self, host: &mut dyn Host) {
        if self.0.text.len() >= Part::ENOUGH_BYTES {
            self.flush(host);
        }
    }

    fn flush(&mut self, host: &mut dyn Host) {
        let part = std::mem::replace(&mut self.0, Part::new(PartKind::Text));
        if !part.text.is_empty() {
            host.part(part);
        }
    }
}

const CHUNK_BYTES: usize = 64 * 1024;
