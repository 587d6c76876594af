//! Finds a ZIP archive's central directory (APPNOTE 4.3.14 to 4.3.16) and walks it. Own code, because the `zip` crate
//! keeps one entry of each name and gives a whole archive up for one bad extra field; here nothing may be lost so.

use std::io::{self, Read, Seek, SeekFrom};

use super::entry::{Bytes, CENTRAL_SIGNATURE, Entry, damage, read_at, u16_at, u32_at};

/// Where the central directory is.
pub(super) struct Directory {
    next: u64,
    end: u64,
    shift: u64,
    promised: u64,
}

impl Directory {
    /// Looks for the end record, from the end of the archive backwards, and the directory that it points to.
    ///
    /// # Errors
    /// When there is none that fits, or it is spread over several volumes.
    pub(super) fn find(bytes: &mut Bytes<'_>) -> io::Result<Self> {
        let length = bytes.seek(SeekFrom::End(0))?;
        let tail_at = length.saturating_sub(END_BYTES + MOST_COMMENT_BYTES);
        let mut tail = Vec::new();
        bytes.seek(SeekFrom::Start(tail_at))?;
        bytes.take(length - tail_at).read_to_end(&mut tail)?;
        let mut reason = damage("no end of the central directory");
        for at in (0..tail.len().saturating_sub(END_BYTES as usize - 1)).rev() {
            if tail[at..].starts_with(b"PK\x05\x06") {
                match Self::of_end_record(bytes, &tail[at..], tail_at + at as u64) {
                    Ok(directory) => return Ok(directory),
                    Err(error) => reason = error,
                }
            }
        }
        Err(reason)
    }

    /// The next entry; `None` when the directory has ended, with how many entries it still promises.
    ///
    /// # Errors
    /// When the next header is damaged; there is no way on from there.
    pub(super) fn next(&mut self, bytes: &mut Bytes<'_>) -> io::Result<Option<Entry>> {
        if self.next >= self.end {
            return if self.promised == 0 {
                Ok(None)
            } else {
                Err(damage("the central directory ends early"))
            };
        }
        let entry = Entry::central(bytes, self.next, self.shift)?;
        self.next = entry.end;
        // Writers without ZIP64 let the count overflow; the entries are there all the same.
        self.promised = self.promised.saturating_sub(1);
        Ok(Some(entry))
    }

    fn of_end_record(bytes: &mut Bytes<'_>, record: &[u8], at: u64) -> io::Result<Self> {
        let (mut disk, mut count) = (u32::from(u16_at(record, 4)), u64::from(u16_at(record, 10)));
        let (mut size, mut offset) = (u64::from(u32_at(record, 12)), u64::from(u32_at(record, 16)));
        let mut end = at;
        if let Some((wide_at, wide)) = wide_end_record(bytes, at) {
            let u64_at = |at| u64::from(u32_at(&wide, at + 4)) << 32 | u64::from(u32_at(&wide, at));
            (disk, count, size, offset) = (u32_at(&wide, 16), u64_at(32), u64_at(40), u64_at(48));
            end = wide_at;
        }
        if disk != 0 {
            return Err(damage("one volume of an archive in several"));
        }
        // What stands before the archive shifts all offsets; the directory then ends where the end record begins.
        for start in [end.checked_sub(size), Some(offset)].into_iter().flatten() {
            let Some(shift) = start.checked_sub(offset) else { continue };
            let holds = match read_at::<4>(bytes, start) {
                Ok(signature) => signature == CENTRAL_SIGNATURE || (count == 0 && size == 0),
                Err(_) => false,
            };
            if holds && size <= end - start.min(end) {
                return Ok(Self { next: start, end: start + size, shift, promised: count });
            }
        }
        Err(damage("no central directory where its end says"))
    }
}

const END_BYTES: u64 = 22;
const MOST_COMMENT_BYTES: u64 = u16::MAX as u64;
const LOCATOR_BYTES: u64 = 20;
const WIDE_END_BYTES: usize = 56;

/// The ZIP64 end record that belongs to the end record at `at`, and where it is.
fn wide_end_record(bytes: &mut Bytes<'_>, at: u64) -> Option<(u64, [u8; WIDE_END_BYTES])> {
    let locator_at = at.checked_sub(LOCATOR_BYTES)?;
    let locator: [u8; LOCATOR_BYTES as usize] = read_at(bytes, locator_at).ok()?;
    if !locator.starts_with(b"PK\x06\x07") {
        return None;
    }
    let told = u64::from(u32_at(&locator, 12)) << 32 | u64::from(u32_at(&locator, 8));
    let before_locator = locator_at.checked_sub(WIDE_END_BYTES as u64);
    [Some(told), before_locator].into_iter().flatten().find_map(|at| {
        let record: [u8; WIDE_END_BYTES] = read_at(bytes, at).ok()?;
        record.starts_with(b"PK\x06\x06").then_some((at, record))
    })
}
