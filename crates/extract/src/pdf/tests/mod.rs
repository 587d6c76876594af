//! Tests of the whole reader, on files built here and on small files from other programs.

mod builder;
mod damaged;
mod fixtures;
mod pages;
mod pictures;

use std::io::Cursor;

use crate::ocr::fake::{FakeHost, request};

/// Reads a file with no recognition engine at hand.
fn read(file: impl Into<Vec<u8>>) -> FakeHost {
    read_with(file, FakeHost::without_engine())
}

fn read_with(file: impl Into<Vec<u8>>, mut host: FakeHost) -> FakeHost {
    super::read(&mut Cursor::new(file.into()), &request(), &mut host);
    host
}
