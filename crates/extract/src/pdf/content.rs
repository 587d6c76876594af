//! Decodes a page's content streams one by one, so that a damaged one is noticed and what precedes the damage is kept.
//! Holds no page after it is read.

use std::collections::BTreeSet;

use flate2::{Decompress, FlushDecompress, Status};
use hayro::hayro_syntax::Filter;
use hayro::hayro_syntax::content::TypedIter;
use hayro::hayro_syntax::content::ops::TypedInstruction;
use hayro::hayro_syntax::object::dict::keys::{
    CONTENTS, DECODE_PARMS, DP, FORM, RESOURCES, SUBTYPE, XOBJECT,
};
use hayro::hayro_syntax::object::{Dict, Name, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::page::Page;

/// The bytes inflated at a time.
const CHUNK: usize = 64 * 1024;
/// Forms inside forms are checked down to this depth, as deep as they are drawn.
const MOST_NESTED: u32 = 50;

/// What is wrong with a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// It is not there.
    Absent,
    /// It cannot be decoded at all.
    Undecodable,
    /// Its compressed data break off or break their rules; what came before is used.
    BrokenOff,
    /// It holds what is no drawing operator, as content under a lost key does; what is one is used.
    Foreign,
    /// Its data do not match their checksum.
    WrongChecksum,
}

impl Fault {
    /// In words, for a defect's detail.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Absent => "content is not in the file",
            Self::Undecodable => "content cannot be decoded",
            Self::BrokenOff => "compressed content breaks off",
            Self::Foreign => "content holds what is no drawing operator",
            Self::WrongChecksum => "content does not match its checksum",
        }
    }
}

/// The page's operators, with what is wrong with their streams.
pub(super) fn operators(page: &Page<'_>) -> (Vec<u8>, Vec<Fault>) {
    let (mut content, mut faults) = (Vec::new(), Vec::new());
    let mut add = |stream: Option<Stream<'_>>| match stream {
        Some(stream) => {
            faults.extend(decode_into(&stream, &mut content));
            content.push(b'\n');
        }
        None => faults.push(Fault::Absent),
    };
    let raw = page.raw();
    match raw.get::<Object<'_>>(CONTENTS) {
        Some(Object::Stream(stream)) => add(Some(stream)),
        Some(Object::Array(array)) => {
            let count = array.raw_iter().count();
            let mut items = array.flex_iter();
            (0..count).for_each(|_| add(items.next::<Stream<'_>>()));
        }
        Some(Object::Null(_)) if raw.get_ref(CONTENTS).is_none() => {}
        Some(_) => add(None),
        None if raw.contains_key(CONTENTS) => add(None),
        // A blank page needs no content; one that names fonts or pictures has lost it.
        None if !page.resources().fonts.is_empty() || !page.resources().x_objects.is_empty() => add(None),
        None => {}
    }
    if faults.is_empty() && is_foreign(&content) {
        faults.push(Fault::Foreign);
    }
    (content, faults)
}

/// Whether some of it is no operator with its operands, or nothing of it is one though there is something. Unknown
/// operators between `BX` and `EX` are allowed (ISO 32000-1, section 7.8.2).
fn is_foreign(content: &[u8]) -> bool {
    let (mut iter, mut tolerant, mut known) = (TypedIter::new(content), 0u32, false);
    while let Some(instruction) = iter.next() {
        match instruction {
            TypedInstruction::BeginCompatibility(_) => tolerant += 1,
            TypedInstruction::EndCompatibility(_) => tolerant = tolerant.saturating_sub(1),
            TypedInstruction::Fallback(_) if tolerant == 0 => return true,
            TypedInstruction::Fallback(_) => {}
            _ => known = true,
        }
    }
    !known && content.iter().any(|byte| !byte.is_ascii_whitespace())
}

/// Finds faults in the forms that pages draw, each form once a document.
#[derive(Debug, Default)]
pub(super) struct FormCheck {
    forms: BTreeSet<ObjectIdentifier>,
    /// Objects whose own list of forms was gone through; pages often share one.
    lists: BTreeSet<ObjectIdentifier>,
}

impl FormCheck {
    /// The faults in the forms that the page offers to its operators, and in theirs.
    pub(super) fn faults(&mut self, page: &Page<'_>) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.check(&page.resources().x_objects, MOST_NESTED, &mut faults);
        faults
    }

    fn check(&mut self, forms: &Dict<'_>, depth: u32, faults: &mut Vec<Fault>) {
        if forms.is_empty() || forms.obj_id().is_some_and(|id| !self.lists.insert(id)) {
            return;
        }
        for (name, _) in forms.entries() {
            let Some(reference) = forms.get_ref(name.as_ref()) else { continue };
            if !self.forms.insert(reference.into()) {
                continue;
            }
            let Some(form) = forms.get::<Stream<'_>>(name.as_ref()) else { continue };
            if form.dict().get::<Name<'_>>(SUBTYPE).as_deref() != Some(FORM) {
                continue;
            }
            faults.extend(decode_into(&form, &mut Vec::new()));
            let nested = form.dict().get::<Dict<'_>>(RESOURCES).and_then(|all| all.get::<Dict<'_>>(XOBJECT));
            if let Some(nested) = nested.filter(|_| depth > 0) {
                self.check(&nested, depth - 1, faults);
            }
        }
    }
}

/// Appends the stream's decoded bytes.
fn decode_into(stream: &Stream<'_>, content: &mut Vec<u8>) -> Option<Fault> {
    if is_plain_flate(stream) {
        return inflate(&stream.raw_data(), |bytes| {
            content.extend_from_slice(bytes);
            true
        });
    }
    match stream.decoded_data() {
        Ok(data) => content.extend_from_slice(&data),
        Err(_) => return Some(Fault::Undecodable),
    }
    None
}

/// Whether the stream is deflated and nothing else.
pub(super) fn is_plain_flate(stream: &Stream<'_>) -> bool {
    stream.filters().as_slice() == [Filter::FlateDecode]
        && !stream.dict().contains_key(DECODE_PARMS)
        && !stream.dict().contains_key(DP)
}

/// Inflates zlib data (RFC 1950) and hands the bytes on in order, until `take` wants no more.
pub(super) fn inflate(data: &[u8], mut take: impl FnMut(&[u8]) -> bool) -> Option<Fault> {
    // Two bytes of header, checked by their own rule; data without it are tried as they are.
    let headed = matches!(data, [method, flags, ..]
        if method & 0x0F == 8 && (u32::from(*method) << 8 | u32::from(*flags)) % 31 == 0);
    let data = if headed { &data[2..] } else { data };
    let mut inflater = Decompress::new(false);
    let mut chunk = vec![0; CHUNK];
    let mut sum = Adler::default();
    loop {
        let (read, written) = (inflater.total_in(), inflater.total_out());
        let rest = &data[usize::try_from(read).unwrap_or(data.len()).min(data.len())..];
        let status = inflater.decompress(rest, &mut chunk, FlushDecompress::None);
        let fresh = &chunk[..usize::try_from(inflater.total_out() - written).unwrap_or(0)];
        sum.add(fresh);
        if !take(fresh) {
            return None;
        }
        match status {
            Ok(Status::StreamEnd) => break,
            Ok(_) if inflater.total_in() > read || !fresh.is_empty() => {}
            _ => return Some(Fault::BrokenOff),
        }
    }
    let end = usize::try_from(inflater.total_in()).unwrap_or(data.len());
    match data.get(end..end + 4) {
        Some(stored) if headed && stored != sum.value().to_be_bytes() => Some(Fault::WrongChecksum),
        _ => None,
    }
}

/// The checksum of zlib data (RFC 1950, section 8.2).
struct Adler {
    a: u32,
    b: u32,
}

impl Default for Adler {
    fn default() -> Self {
        Self { a: 1, b: 0 }
    }
}

impl Adler {
    const MODULUS: u32 = 65521;
    /// So many bytes can be added before the sums must be reduced.
    const RUN: usize = 5552;

    fn add(&mut self, bytes: &[u8]) {
        for run in bytes.chunks(Self::RUN) {
            for &byte in run {
                self.a += u32::from(byte);
                self.b += self.a;
            }
            self.a %= Self::MODULUS;
            self.b %= Self::MODULUS;
        }
    }

    fn value(&self) -> u32 {
        self.b << 16 | self.a
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn check(data: &[u8], fault: Option<Fault>, complete: bool, original: &[u8]) {
        let mut out = Vec::new();
        let found = inflate(data, |bytes| {
            out.extend_from_slice(bytes);
            true
        });
        assert_eq!(found, fault);
        assert!(original.starts_with(&out));
        assert_eq!(out.len() == original.len(), complete);
    }

    #[test]
    fn damage_is_told_apart() {
        let original: Vec<u8> = (0..60_000_u32).flat_map(|n| (n * n).to_string().into_bytes()).collect();
        let whole = packed(&original);
        check(&whole, None, true, &original);
        check(&whole[2..], None, true, &original);
        check(&whole[..whole.len() - 4], None, true, &original);
        check(&whole[..whole.len() / 2], Some(Fault::BrokenOff), false, &original);
        let mut changed = whole.clone();
        *changed.last_mut().expect("not empty") ^= 1;
        check(&changed, Some(Fault::WrongChecksum), true, &original);
        check(b"", Some(Fault::BrokenOff), false, &original);
    }
}
