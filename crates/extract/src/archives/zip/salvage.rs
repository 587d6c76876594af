//! Follows the local headers of a ZIP archive whose central directory is damaged or gone. Finds what the directory
//! would have named; cannot know what was there and has left no header.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use flate2::Crc;
use model::{Defect, DefectKind, Missing};

use super::entry::{DEFLATED, Entry, LOCAL_SIGNATURE};
use super::{Bytes, Reader};
use crate::archives::inflate::Inflate;
use crate::host::{Host, Member};
use crate::unpack::{BadChecksum, Unpacked, in_member, warn_of_path};

impl Reader<'_> {
    /// Takes every entry whose local header stands where no followed entry's content is.
    pub(super) fn by_local_headers(&mut self, host: &mut dyn Host) {
        let mut from = 0;
        while let Ok(Some(at)) = find(&mut self.bytes, from) {
            from = match self.done.get(&at) {
                Some(&end) => end.max(at + 1),
                None => self.salvage(at, host).unwrap_or(at + 1),
            };
        }
    }

    /// Takes the entry whose local header stands at `at`; returns where to look on.
    fn salvage(&mut self, at: u64, host: &mut dyn Host) -> io::Result<u64> {
        let entry = Entry::local(&mut self.bytes, at)?;
        let path = self.list(&entry, host);
        if entry.is_folder() {
            return Ok(entry.end);
        }
        if !entry.is_described_after() {
            let end = entry.end.saturating_add(entry.packed);
            self.take(&entry, path, Ok(entry.end), host);
            // A size that damage has made absurd must not hide what follows.
            let length = self.bytes.seek(SeekFrom::End(0))?;
            return Ok(if end <= length { end } else { entry.end });
        }
        if entry.method != DEFLATED || entry.is_encrypted() {
            let kind = if entry.is_encrypted() { DefectKind::Encrypted } else { DefectKind::Damaged };
            let words = "its size stood in the central directory only";
            host.defect(Defect::at(in_member(&path, 0), kind, Missing::Members(1), words));
            return Ok(entry.end);
        }
        self.bytes.seek(SeekFrom::Start(entry.end))?;
        let member = Member { path, claimed: None, modified: entry.modified(), captured: None };
        let mut content = Described { inflate: Inflate::raw(&mut self.bytes), crc: Crc::new(), ended: false };
        let source = Unpacked { reader: &mut content, packed: &self.meter, size: None };
        if let Some(taken) = self.unpacker.take(member, source, host) {
            warn_of_path(&taken.path, host);
        }
        Ok(self.bytes.stream_position()?.max(entry.end))
    }
}

/// Deflated content with its CRC-32 behind it (APPNOTE 4.3.9).
struct Described<R> {
    inflate: Inflate<R>,
    crc: Crc,
    ended: bool,
}

impl<R: BufRead> Read for Described<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended {
            return Ok(0);
        }
        let read = self.inflate.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() {
            self.ended = true;
            let mut word = [0; 4];
            self.inflate.input().read_exact(&mut word)?;
            if word == *b"PK\x07\x08" {
                self.inflate.input().read_exact(&mut word)?;
            }
            if word != self.crc.sum().to_le_bytes() {
                return Err(BadChecksum("CRC-32").into());
            }
        }
        Ok(read)
    }
}

/// The first local header at or after `from`.
fn find(bytes: &mut Bytes<'_>, from: u64) -> io::Result<Option<u64>> {
    bytes.seek(SeekFrom::Start(from))?;
    let mut at = from;
    let mut seen = [0; 4];
    loop {
        let buffer = bytes.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        for (index, &byte) in buffer.iter().enumerate() {
            seen.rotate_left(1);
            seen[3] = byte;
            let end = at + index as u64 + 1;
            if seen == LOCAL_SIGNATURE && end - from >= 4 {
                return Ok(Some(end - 4));
            }
        }
        let length = buffer.len();
        at += length as u64;
        bytes.consume(length);
    }
}
