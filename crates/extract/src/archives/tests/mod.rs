//! What container readers give for archives built byte by byte. Each case is an archive and the outline of what comes
//! out: members with their size and end, then defects.

mod build;
mod gzip;
mod mutations;
mod tar;
mod wacz;
mod zip;

use std::io::Cursor;

use crate::unpack::testing::{Kept, request};
use crate::{Format, Limits, Request};

/// Reads `bytes` as this format.
fn read(format: Format, bytes: &[u8], request: &Request) -> Kept {
    let mut kept = Kept::default();
    let mut input = Cursor::new(bytes);
    match format {
        Format::Tar => super::read_tar(&mut input, request, &mut kept),
        Format::Gzip => super::read_gzip(&mut input, request, &mut kept),
        format => super::read_zip(&mut input, format, request, &mut kept),
    }
    kept
}

fn check(format: Format, bytes: &[u8], expected: &str) -> Kept {
    let kept = read(format, bytes, &request("box"));
    assert_eq!(kept.outline(), expected.trim());
    kept
}

fn check_with(format: Format, bytes: &[u8], limits: Limits, expected: &str) {
    let kept = read(format, bytes, &Request { limits, ..request("box") });
    assert_eq!(kept.outline(), expected.trim());
}

/// The bytes of the original at the places of `words` in the text.
fn original<'b>(kept: &Kept, bytes: &'b [u8], words: &str) -> &'b [u8] {
    match kept.places(words)[..] {
        [model::Place::Bytes { start, end }] => &bytes[start as usize..end as usize],
        ref places => panic!("{words:?} is at {places:?}"),
    }
}
