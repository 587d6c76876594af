//! Deflate (RFC 1951) as a reader that gives every byte that came before damage, and only then the error.

use std::io::{self, BufRead, Read};

use flate2::{Decompress, FlushDecompress, Status};

/// The unpacked bytes of one deflate stream. Reading stops at the stream's end; what follows stays in the input.
pub(crate) struct Inflate<R> {
    input: R,
    state: Decompress,
    zlib: bool,
    ended: bool,
    damage: Option<io::Error>,
}

impl<R: BufRead> Inflate<R> {
    /// A bare stream.
    pub(crate) fn raw(input: R) -> Self {
        Self { input, state: Decompress::new(false), zlib: false, ended: false, damage: None }
    }

    /// A stream in a zlib wrapper (RFC 1950), its checksum checked.
    pub(crate) fn zlib(input: R) -> Self {
        Self { input, state: Decompress::new(true), zlib: true, ended: false, damage: None }
    }

    /// The input, to read on where the stream ended.
    pub(crate) fn input(&mut self) -> &mut R {
        &mut self.input
    }

    /// Expects another stream where the input stands now.
    pub(crate) fn restart(&mut self) {
        self.state.reset(self.zlib);
        self.ended = false;
        self.damage = None;
    }
}

impl<R: BufRead> Read for Inflate<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.ended || buffer.is_empty() {
                return Ok(0);
            }
            if let Some(damage) = self.damage.take() {
                return Err(damage);
            }
            let input = self.input.fill_buf()?;
            let (available, read_before, given_before) =
                (input.len(), self.state.total_in(), self.state.total_out());
            let result = self.state.decompress(input, buffer, FlushDecompress::None);
            let read = (self.state.total_in() - read_before) as usize;
            let given = (self.state.total_out() - given_before) as usize;
            self.input.consume(read);
            match result {
                Ok(Status::StreamEnd) => self.ended = true,
                Ok(_) if given == 0 && available == 0 => {
                    let words = "the packed bytes end before their stream does";
                    return Err(io::Error::new(io::ErrorKind::UnexpectedEof, words));
                }
                Ok(_) if given > 0 || read > 0 => {}
                Ok(_) => self.damage = Some(corrupt()),
                Err(_) => self.damage = Some(corrupt()),
            }
            if given > 0 {
                return Ok(given);
            }
        }
    }
}

fn corrupt() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the packed bytes are no deflate stream here")
}
