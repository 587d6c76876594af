//! The item's bytes, as the worker sees them: one open file, read at absolute offsets. Never moves the file's own
//! cursor, which the parent shares, and asks the system nothing but to read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;

/// How much is read at once. Seeking inside it costs nothing.
const WINDOW_BYTES: usize = 64 * 1024;

/// An open file of known size as [`extract::Input`].
pub struct Original {
    file: File,
    size: u64,
    position: u64,
    window: Vec<u8>,
    window_start: u64,
}

impl Original {
    /// The first `size` bytes of `file`.
    pub fn new(file: File, size: u64) -> Self {
        Self { file, size, position: 0, window: Vec::new(), window_start: 0 }
    }

    /// The bytes of the window from the position on.
    fn ready(&self) -> &[u8] {
        let skip = self.position.checked_sub(self.window_start).and_then(|skip| usize::try_from(skip).ok());
        skip.and_then(|skip| self.window.get(skip..)).unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<()> {
        let left = self.size.saturating_sub(self.position);
        self.window.resize(WINDOW_BYTES.min(usize::try_from(left).unwrap_or(WINDOW_BYTES)), 0);
        self.window_start = self.position;
        let result = self.file.read_at(&mut self.window, self.position);
        self.window.truncate(*result.as_ref().unwrap_or(&0));
        result.map(drop)
    }
}

impl Read for Original {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.size.saturating_sub(self.position)).unwrap_or(usize::MAX);
        let wanted = into.len().min(left);
        if wanted == 0 {
            return Ok(0);
        }
        let count = if self.ready().is_empty() && wanted >= WINDOW_BYTES {
            self.file.read_at(&mut into[..wanted], self.position)?
        } else {
            if self.ready().is_empty() {
                self.fill()?;
            }
            let ready = self.ready();
            let count = wanted.min(ready.len());
            into[..count].copy_from_slice(&ready[..count]);
            count
        };
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Original {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position = target.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn reads_and_seeks_like_a_cursor() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|at| (at % 251) as u8).collect();
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(&bytes).expect("written");
        let mut original = Original::new(file, bytes.len() as u64);
        let mut oracle = io::Cursor::new(&bytes);
        for (to, length) in [
            (SeekFrom::Start(0), 10),
            (SeekFrom::Current(5), 70_000),
            (SeekFrom::Start(3), 65_535),
            (SeekFrom::End(-7), 100),
            (SeekFrom::Start(65_530), 20),
            (SeekFrom::Current(-90), 80),
            (SeekFrom::Start(400_000), 5),
            (SeekFrom::Start(0), 300_000),
        ] {
            assert_eq!(original.seek(to).ok(), oracle.seek(to).ok(), "{to:?}");
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            Read::by_ref(&mut original).take(length).read_to_end(&mut found).expect("reads");
            Read::by_ref(&mut oracle).take(length).read_to_end(&mut expected).expect("reads");
            assert_eq!(found, expected, "{to:?}");
        }
        assert!(original.seek(SeekFrom::Current(-1_000_000)).is_err());
    }

    #[test]
    fn a_file_shorter_than_promised_just_ends() {
        let mut file = tempfile::tempfile().expect("a temporary file");
        file.write_all(b"abc").expect("written");
        let mut found = Vec::new();
        Original::new(file, 1 << 40).read_to_end(&mut found).expect("reads");
        assert_eq!(found, b"abc");
    }
}
