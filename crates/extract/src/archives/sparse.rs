//! Sparse files in TAR archives: GNU's own header (`tar --format=gnu -S`) and the three forms of GNU's PAX keys. Their
//! holes come out as zeros, as they would on a disk, and count against the limits like any byte.

use std::collections::BTreeMap;
use std::io::{self, Read};

/// The stretches of a sparse file that are in the archive.
pub(super) struct Sparse {
    /// Offset and length in the file, in order.
    pieces: Vec<(u64, u64)>,
    /// The file's size.
    size: u64,
}

impl Sparse {
    /// The file's size, holes included.
    pub(super) fn size(&self) -> u64 {
        self.size
    }

    /// Takes stretches that are in order and inside the file.
    ///
    /// # Errors
    /// When they are not, or there are too many.
    pub(super) fn new(pieces: Vec<(u64, u64)>, size: u64) -> io::Result<Self> {
        let mut end = 0;
        for &(offset, length) in &pieces {
            let next = offset.checked_add(length).filter(|next| offset >= end && *next <= size);
            end = next.ok_or_else(|| damage("a sparse file's map contradicts itself"))?;
        }
        if pieces.len() > MOST_PIECES {
            return Err(damage("a sparse file's map has too many pieces"));
        }
        Ok(Self { pieces, size })
    }

    /// Reads the map out of PAX records: `GNU.sparse.map` (0.1), offsets and lengths in turn (0.0, joined by the
    /// caller with commas into the same key), or, for 1.0, out of the first blocks of `data`. Returns how many bytes
    /// of `data` the map takes. `None` when the records name no sparse file.
    ///
    /// # Errors
    /// When the map cannot be read.
    pub(super) fn of_pax(
        records: &BTreeMap<String, Vec<u8>>,
        data: &mut dyn Read,
    ) -> io::Result<Option<(Self, u64)>> {
        let number = |key: &str| str::from_utf8(records.get(key)?).ok()?.parse::<u64>().ok();
        let size = number("GNU.sparse.realsize").or_else(|| number("GNU.sparse.size"));
        let Some(size) = size else { return Ok(None) };
        if number("GNU.sparse.major") == Some(1) {
            let mut blocks = Blocks { data, block: [0; 512], at: 512, read: 0 };
            let count = blocks.number()?;
            if count > MOST_PIECES as u64 {
                return Err(damage("a sparse file's map has too many pieces"));
            }
            let mut pieces = Vec::new();
            for _ in 0..count {
                pieces.push((blocks.number()?, blocks.number()?));
            }
            return Ok(Some((Self::new(pieces, size)?, blocks.read)));
        }
        let map = records.get("GNU.sparse.map").map_or(&[][..], Vec::as_slice);
        let numbers = str::from_utf8(map).ok().and_then(|map| {
            map.split(',').filter(|number| !number.is_empty()).map(|number| number.parse().ok()).collect()
        });
        let numbers: Vec<u64> = numbers.ok_or_else(|| damage("a sparse file's map is no list of numbers"))?;
        let pieces = numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
        Ok(Some((Self::new(pieces, size)?, 0)))
    }

    /// The file's bytes; `data` gives those in the archive, one stretch after another.
    pub(super) fn reader<'d>(self, data: &'d mut dyn Read) -> impl Read + 'd {
        Filled { data, sparse: self, at: 0, piece: 0 }
    }
}

/// More stretches than this are taken for damage.
pub(super) const MOST_PIECES: usize = 1_000_000;

struct Filled<'d> {
    data: &'d mut dyn Read,
    sparse: Sparse,
    at: u64,
    piece: usize,
}

impl Read for Filled<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.sparse.pieces.get(self.piece).is_some_and(|(offset, length)| offset + length <= self.at) {
            self.piece += 1;
        }
        let (offset, end) = match self.sparse.pieces.get(self.piece) {
            Some(&(offset, length)) => (offset, offset + length),
            None => (self.sparse.size, self.sparse.size),
        };
        let stop = if self.at < offset { offset } else { end };
        let most = usize::try_from(stop - self.at).unwrap_or(usize::MAX).min(buffer.len());
        let read = if self.at < offset {
            buffer[..most].fill(0);
            most
        } else {
            self.data.read(&mut buffer[..most])?
        };
        self.at += read as u64;
        Ok(read)
    }
}

/// The map of form 1.0: decimal numbers, each ended by a line feed, in whole blocks.
struct Blocks<'d> {
    data: &'d mut dyn Read,
    block: [u8; 512],
    at: usize,
    read: u64,
}

impl Blocks<'_> {
    fn number(&mut self) -> io::Result<u64> {
        let mut number: u64 = 0;
        loop {
            if self.at == self.block.len() {
                self.data.read_exact(&mut self.block)?;
                self.read += self.block.len() as u64;
                self.at = 0;
            }
            let byte = self.block[self.at];
            self.at += 1;
            match byte {
                b'\n' => return Ok(number),
                b'0'..=b'9' => {
                    let grown = number.checked_mul(10).and_then(|n| n.checked_add((byte - b'0').into()));
                    number = grown.ok_or_else(|| damage("a sparse file's map holds an absurd number"))?;
                }
                _ => return Err(damage("a sparse file's map is no list of numbers")),
            }
        }
    }
}

fn damage(words: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, words)
}
