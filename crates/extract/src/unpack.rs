//! Copies members out of a container to the host, under the limits of the request: the one place where a member's
//! bytes leave the room. Never looks at what the bytes mean, and never cuts one short without a defect.
//!
//! A container's reader makes one [`Unpacker`], calls [`Unpacker::take`] for each member and [`Unpacker::finish`]
//! at the end. Once a limit is spent, `take` begins nothing any more and counts; `finish` tells the count. Bytes read
//! from the container go through [`Meter::reader`], so that growth is measured and not taken from a header's word.

use std::cell::Cell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use model::{Defect, DefectKind, Missing, Place};

use crate::host::{Host, Member, MemberEnd};
use crate::{Limits, Request};

#[cfg(test)]
pub(crate) mod testing;

/// Where a member's bytes come from.
pub(crate) struct Unpacked<'s> {
    /// The member's bytes, unpacked. An error ends the member cut short; its kind becomes the defect's, see
    /// [`kind_of`].
    pub reader: &'s mut dyn Read,
    /// Counts the container's own bytes while `reader` draws on them.
    pub packed: &'s Meter,
    /// How many bytes the container says the member has, if it says so. Fewer are [`DefectKind::Truncated`].
    pub size: Option<u64>,
}

/// A member that was begun and ended.
pub(crate) struct Taken {
    /// Its path, made distinct inside the container.
    pub path: String,
    /// How it ended. Unless `Complete`, the host has the defect already.
    pub end: MemberEnd,
}

/// Hands the members of one container to the host.
pub(crate) struct Unpacker {
    limits: Limits,
    names: Names,
    /// Unpacked so far, refused members included: what they cost was spent.
    bytes: u64,
    begun: u64,
    spent: Option<Spent>,
    turned_away: u64,
}

#[derive(Clone, Copy)]
enum Spent {
    Depth,
    Members,
    Bytes,
}

impl Unpacker {
    /// An unpacker for the container that `request` is about.
    pub(crate) fn new(request: &Request) -> Self {
        let spent = (request.depth >= request.limits.depth).then_some(Spent::Depth);
        Self { limits: request.limits, names: Names::default(), bytes: 0, begun: 0, spent, turned_away: 0 }
    }

    /// Copies one member to the host. Begins nothing and returns `None` when a limit of the container is spent.
    ///
    /// The member ends `Complete`; or `CutShort` with [`DefectKind::Truncated`], [`DefectKind::Damaged`],
    /// [`DefectKind::ChecksumMismatch`] or [`DefectKind::Unreadable`]; or `Refused` with [`DefectKind::TooLarge`].
    pub(crate) fn take(
        &mut self,
        mut member: Member,
        source: Unpacked<'_>,
        host: &mut dyn Host,
    ) -> Option<Taken> {
        if self.spent.is_none() && self.begun >= self.limits.members {
            self.spent = Some(Spent::Members);
        }
        if self.spent.is_some() {
            self.turned_away += 1;
            return None;
        }
        self.begun += 1;
        member.path = self.names.distinct(member.path);
        let path = member.path.clone();
        host.member(member);
        let (end, defect) = self.copy(&path, source, host);
        host.member_end(end);
        if let Some(defect) = defect {
            host.defect(defect);
        }
        Some(Taken { path, end })
    }

    /// Tells the host how many members were left in the container because a limit was spent.
    pub(crate) fn finish(self, host: &mut dyn Host) {
        let Some(spent) = self.spent.filter(|_| self.turned_away > 0) else { return };
        let (kind, detail) = match spent {
            Spent::Depth => (
                DefectKind::TooDeep,
                format!("the limit is {} containers inside one another", self.limits.depth),
            ),
            Spent::Members => {
                (DefectKind::TooLarge, format!("the limit is {} members in a container", self.limits.members))
            }
            Spent::Bytes => (
                DefectKind::TooLarge,
                format!("the limit is {} bytes out of a container", self.limits.total_bytes),
            ),
        };
        host.defect(Defect::whole(kind, Missing::Members(self.turned_away), detail));
    }

    fn copy(&mut self, path: &str, source: Unpacked<'_>, host: &mut dyn Host) -> (MemberEnd, Option<Defect>) {
        let packed_before = source.packed.count();
        let mut buffer = vec![0; BUFFER_BYTES];
        let mut bytes = 0;
        loop {
            let read = match source.reader.read(&mut buffer) {
                Ok(0) => return ended(path, bytes, source.size),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    let missing = match source.size {
                        Some(size) if size > bytes => Missing::Bytes(size - bytes),
                        _ => Missing::Unknown,
                    };
                    let defect =
                        Defect::at(in_member(path, bytes), kind_of(&error), missing, error.to_string());
                    return (MemberEnd::CutShort, Some(defect));
                }
            };
            bytes += read as u64;
            self.bytes = self.bytes.saturating_add(read as u64);
            if let Some(detail) = self.passed(bytes, source.packed.count() - packed_before) {
                let place = in_member(path, 0);
                let defect = Defect::at(place, DefectKind::TooLarge, Missing::Members(1), detail);
                return (MemberEnd::Refused, Some(defect));
            }
            host.member_bytes(&buffer[..read]);
        }
    }

    /// Which limit a member of `bytes` unpacked out of `packed` bytes passes, in words.
    fn passed(&mut self, bytes: u64, packed: u64) -> Option<String> {
        let Limits { member_bytes, total_bytes, ratio, .. } = self.limits;
        if self.bytes > total_bytes {
            self.spent = Some(Spent::Bytes);
            return Some(format!("with it, the container has unpacked to more than {total_bytes} bytes"));
        }
        if bytes > member_bytes {
            return Some(format!("it unpacks to more than {member_bytes} bytes"));
        }
        (bytes > Limits::FREE_BYTES && bytes > ratio.saturating_mul(packed.max(1))).then(|| {
            format!("{packed} packed bytes have unpacked to {bytes}, more than {ratio} times as many")
        })
    }
}

/// The place of a member's byte `at`, where a defect begins; 0 for the member as a whole.
pub(crate) fn in_member(path: &str, at: u64) -> Place {
    Place::Member { path: path.to_owned(), start: at, end: at }
}

/// Whether a path would lead outside the folder that somebody unpacks it into, or means different files to different
/// programs: absolute, with a drive letter, with a `..` component, with a NUL.
pub(crate) fn is_unsafe(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    drive
        || path.starts_with(['/', '\\'])
        || path.contains('\0')
        || path.split(['/', '\\']).any(|component| component == "..")
}

/// Tells the host when a member's path is unsafe. The member is kept all the same: no path is ever written to.
pub(crate) fn warn_of_path(path: &str, host: &mut dyn Host) {
    if is_unsafe(path) {
        host.defect(Defect::at(in_member(path, 0), DefectKind::UnsafePath, Missing::Nothing, ""));
    }
}

/// A name's bytes as text; bytes that are no UTF-8 stand as `\xNN`, as in a custody record.
pub(crate) fn spelled(name: &[u8]) -> String {
    let mut text = String::new();
    for chunk in name.utf8_chunks() {
        text.push_str(chunk.valid());
        chunk.invalid().iter().for_each(|byte| text.push_str(&format!("\\x{byte:02x}")));
    }
    text
}

/// A checksum or digest that does not match, as the error of a [`Read`].
#[derive(Debug)]
pub(crate) struct BadChecksum(pub &'static str);

impl fmt::Display for BadChecksum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the {} does not match", self.0)
    }
}

impl std::error::Error for BadChecksum {}

impl From<BadChecksum> for io::Error {
    fn from(bad: BadChecksum) -> Self {
        Self::new(io::ErrorKind::InvalidData, bad)
    }
}

/// What kind of defect a reader's error is.
pub(crate) fn kind_of(error: &io::Error) -> DefectKind {
    if error.get_ref().is_some_and(|inner| inner.is::<BadChecksum>()) {
        DefectKind::ChecksumMismatch
    } else if error.kind() == io::ErrorKind::UnexpectedEof {
        DefectKind::Truncated
    } else if error.raw_os_error().is_some() {
        DefectKind::Unreadable
    } else {
        DefectKind::Damaged
    }
}

/// Counts the bytes that are read from a container.
#[derive(Clone, Default)]
pub(crate) struct Meter(Rc<Cell<u64>>);

impl Meter {
    /// `inner`, with every byte read from it counted here.
    pub(crate) fn reader<R>(&self, inner: R) -> Metered<R> {
        Metered { inner, meter: self.clone() }
    }

    fn count(&self) -> u64 {
        self.0.get()
    }
}

/// A reader whose bytes are counted.
pub(crate) struct Metered<R> {
    inner: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.meter.0.set(self.meter.0.get() + read as u64);
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

const BUFFER_BYTES: usize = 64 * 1024;

/// How a member ends whose reader came to its end after `bytes`.
fn ended(path: &str, bytes: u64, size: Option<u64>) -> (MemberEnd, Option<Defect>) {
    let (end, kind, missing) = match size {
        Some(size) if bytes < size => {
            (MemberEnd::CutShort, DefectKind::Truncated, Missing::Bytes(size - bytes))
        }
        Some(size) if bytes > size => (MemberEnd::Complete, DefectKind::Damaged, Missing::Nothing),
        _ => return (MemberEnd::Complete, None),
    };
    let detail = format!("{bytes} bytes came, the container says {}", size.unwrap_or_default());
    (end, Some(Defect::at(in_member(path, bytes), kind, missing, detail)))
}

/// The names given so far, by hash: a million long names must not fill memory. A chance collision costs a needless
/// number, nothing else.
#[derive(Default)]
struct Names(HashMap<u64, u64>);

impl Names {
    /// `path`, or `path` with the first free number before its ending: `list (2).csv`.
    fn distinct(&mut self, path: String) -> String {
        let mut number = self.0.get(&hash(&path)).copied().unwrap_or(0) + 1;
        let name = if number == 1 {
            path.clone()
        } else {
            loop {
                let candidate = numbered(&path, number);
                if let Entry::Vacant(free) = self.0.entry(hash(&candidate)) {
                    free.insert(1);
                    break candidate;
                }
                number += 1;
            }
        };
        self.0.insert(hash(&path), number);
        name
    }
}

fn hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}

fn numbered(path: &str, number: u64) -> String {
    let file = path.rfind(['/', '\\']).map_or(0, |slash| slash + 1);
    match path[file..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, ending) = path.split_at(file + dot);
            format!("{stem} ({number}){ending}")
        }
        _ => format!("{path} ({number})"),
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{Kept, request};
    use super::*;

    fn take(limits: Limits, members: &[(&str, u64)]) -> Kept {
        let mut kept = Kept::default();
        let mut unpacker = Unpacker::new(&crate::Request { limits, ..request("box") });
        let meter = Meter::default();
        for (path, size) in members {
            let member = Member { path: (*path).into(), claimed: None, modified: None, captured: None };
            let mut reader = meter.reader(io::repeat(b'x')).take(*size);
            unpacker.take(member, Unpacked { reader: &mut reader, packed: &meter, size: None }, &mut kept);
        }
        unpacker.finish(&mut kept);
        kept
    }

    fn check(limits: Limits, members: &[(&str, u64)], expected: &str) {
        assert_eq!(take(limits, members).outline(), expected.trim());
    }

    #[test]
    fn limits_bite_with_their_numbers() {
        let limits = Limits { member_bytes: 100, total_bytes: 220, ..Limits::default() };
        check(
            limits,
            &[("a", 100), ("b", 101), ("c", 19), ("d", 1), ("e", 1), ("f", 1)],
            "
a 100 Complete
b 0 Refused
c 19 Complete
d 0 Refused
TooLarge Members(1) Member b 0: it unpacks to more than 100 bytes
TooLarge Members(1) Member d 0: with it, the container has unpacked to more than 220 bytes
TooLarge Members(2): the limit is 220 bytes out of a container",
        );
        check(
            Limits { members: 1, ..Limits::default() },
            &[("a", 1), ("b", 1), ("c", 1)],
            "a 1 Complete\nTooLarge Members(2): the limit is 1 members in a container",
        );
        check(
            Limits { depth: 0, ..Limits::default() },
            &[("a", 1)],
            "TooDeep Members(1): the limit is 0 containers inside one another",
        );
    }

    #[test]
    fn growth_counts_once_past_the_free_bytes() {
        let member = || Member { path: "a".into(), claimed: None, modified: None, captured: None };
        for (size, end) in
            [(Limits::FREE_BYTES, MemberEnd::Complete), (Limits::FREE_BYTES + 1, MemberEnd::Refused)]
        {
            let mut kept = Kept::default();
            let mut reader = io::repeat(0).take(size);
            let source = Unpacked { reader: &mut reader, packed: &Meter::default(), size: None };
            let taken = Unpacker::new(&request("box")).take(member(), source, &mut kept);
            assert_eq!(taken.map(|taken| taken.end), Some(end));
        }
    }

    #[test]
    fn names_become_distinct_and_keep_their_ending() {
        let mut names = Names::default();
        for (path, name) in [
            ("a/list.csv", "a/list.csv"),
            ("a/list.csv", "a/list (2).csv"),
            ("a/list (3).csv", "a/list (3).csv"),
            ("a/list.csv", "a/list (4).csv"),
            ("a/list (2).csv", "a/list (2) (2).csv"),
            ("b.d/README", "b.d/README"),
            ("b.d/README", "b.d/README (2)"),
            (".profile", ".profile"),
            (".profile", ".profile (2)"),
        ] {
            assert_eq!(names.distinct(path.into()), name);
        }
    }

    #[test]
    fn unsafe_paths_are_known() {
        for path in ["../a", "a/../../b", "/etc/a", "\\\\host\\a", "C:\\a", "c:a", "a\0b", "a\\..\\b"] {
            assert!(is_unsafe(path), "{path}");
        }
        for path in ["a/b", "a..b/..c", "á/lista.csv", "", ".", "./a", "ñ:"] {
            assert!(!is_unsafe(path), "{path}");
        }
    }

    #[test]
    fn strange_names_are_spelled() {
        assert_eq!(spelled(b"ni\xf1o/\xff\xfe"), "ni\\xf1o/\\xff\\xfe");
        assert_eq!(spelled("niño".as_bytes()), "niño");
    }
}
