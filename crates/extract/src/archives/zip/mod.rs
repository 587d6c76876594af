//! ZIP archives: each file is a member, folders are listed. Stored and deflated content is read. Where the central
//! directory is damaged, the local headers are followed instead. Never trusts a size, a path or a name.

mod directory;
mod entry;
mod salvage;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Read, Seek, SeekFrom};

use flate2::Crc;
use model::{Defect, DefectKind, Missing, Place};

use super::inflate::Inflate;
use super::listing::Listing;
use super::wacz::{self, Digesting, Digests};
use crate::host::{Host, Input, Member, MemberEnd};
use crate::unpack::{BadChecksum, Meter, Unpacked, Unpacker, in_member, kind_of, warn_of_path};
use crate::{Format, Request};
use directory::Directory;
use entry::{Bytes, DEFLATED, Entry, STORED, method_name};

/// Unpacks a ZIP archive, and checks it against its own list of digests when it is a WACZ.
pub(crate) fn read(input: &mut dyn Input, format: Format, request: &Request, host: &mut dyn Host) {
    let meter = Meter::default();
    let mut reader = Reader {
        bytes: Bytes::new(meter.reader(input)),
        meter,
        unpacker: Unpacker::new(request),
        listing: Listing::default(),
        entries: 0,
        done: BTreeMap::new(),
        digests: (format == Format::Wacz).then(Digests::default),
    };
    if let Err(error) = reader.by_directory(host) {
        reader.by_local_headers(host);
        let missing = if reader.entries == 0 { Missing::Everything } else { Missing::Unknown };
        let detail = format!("{error}; the local headers were followed instead");
        host.defect(Defect::whole(DefectKind::Damaged, missing, detail));
    }
    reader.listing.finish(host);
    reader.unpacker.finish(host);
    if let Some(digests) = reader.digests {
        wacz::check(&digests, &mut |name, most| named(&mut reader.bytes, name, most), host);
        for name in wacz::PAGE_LISTS {
            if let Ok(Some(mut content)) = open_named(&mut reader.bytes, name) {
                wacz::list_pages(name, &mut content, host);
            }
        }
    }
}

struct Reader<'i> {
    bytes: Bytes<'i>,
    meter: Meter,
    unpacker: Unpacker,
    listing: Listing,
    /// How many were listed.
    entries: u64,
    /// Local headers that were followed, and where their content ends.
    done: BTreeMap<u64, u64>,
    digests: Option<Digests>,
}

impl Reader<'_> {
    fn by_directory(&mut self, host: &mut dyn Host) -> io::Result<()> {
        let mut directory = Directory::find(&mut self.bytes)?;
        while let Some(entry) = directory.next(&mut self.bytes)? {
            let path = self.list(&entry, host);
            if entry.is_folder() {
                continue;
            }
            let content = Entry::local(&mut self.bytes, entry.header).map(|local| local.end);
            if let Ok(at) = content {
                self.done.insert(entry.header, at.saturating_add(entry.packed));
            }
            self.take(&entry, path, content, host);
        }
        Ok(())
    }

    fn list(&mut self, entry: &Entry, host: &mut dyn Host) -> String {
        let (path, step) = entry.path();
        let place = Place::Bytes { start: entry.name_at, end: entry.name_at + entry.name.len() as u64 };
        self.entries += 1;
        self.listing.line(&path, Some((place, step)), host);
        path
    }

    /// Takes one entry, whose content begins at `content`, or says why it cannot be had.
    fn take(&mut self, entry: &Entry, path: String, content: io::Result<u64>, host: &mut dyn Host) {
        let refuse = |kind, detail: String, host: &mut dyn Host| {
            host.defect(Defect::at(in_member(&path, 0), kind, Missing::Members(1), detail));
        };
        if entry.is_encrypted() {
            return refuse(DefectKind::Encrypted, String::new(), host);
        }
        if !matches!(entry.method, STORED | DEFLATED) {
            let detail = format!("compression method {} ({})", entry.method, method_name(entry.method));
            return refuse(DefectKind::UnsupportedFeature, detail, host);
        }
        let mut content = match content.and_then(|at| open(&mut self.bytes, entry, at)) {
            Ok(content) => content,
            Err(error) => return refuse(kind_of(&error), error.to_string(), host),
        };
        if entry.is_link() {
            let mut target = Vec::new();
            // What cannot be read of a target is not shown; the link itself is named either way.
            let _ = content.take(MOST_TARGET_BYTES).read_to_end(&mut target);
            let detail = format!("a link to {}", String::from_utf8_lossy(&target));
            return host.defect(Defect::at(
                in_member(&path, 0),
                DefectKind::NotAFile,
                Missing::Nothing,
                detail,
            ));
        }
        let member = Member { path: path.clone(), claimed: None, modified: entry.modified(), captured: None };
        let mut reader = Digesting::new(&mut content, self.digests.is_some());
        let source = Unpacked { reader: &mut reader, packed: &self.meter, size: Some(entry.size) };
        let taken = self.unpacker.take(member, source, host);
        if let Some(digests) = &mut self.digests {
            let whole = taken.as_ref().is_some_and(|taken| taken.end == MemberEnd::Complete);
            digests.insert(path, if whole { reader.digest() } else { None });
        }
        if let Some(taken) = taken {
            warn_of_path(&taken.path, host);
        }
    }
}

/// A link's target is not longer than this.
const MOST_TARGET_BYTES: u64 = 4096;

/// The unpacked content of `entry` that begins at byte `at`, its checksum checked at its end.
fn open<'b>(bytes: &'b mut Bytes<'_>, entry: &Entry, at: u64) -> io::Result<Box<dyn Read + 'b>> {
    bytes.seek(SeekFrom::Start(at))?;
    let packed = bytes.take(entry.packed);
    let content: Box<dyn Read + 'b> =
        if entry.method == STORED { Box::new(packed) } else { Box::new(Inflate::raw(packed)) };
    Ok(Box::new(Checked { content, crc: Crc::new(), expected: entry.crc, size: entry.size, read: 0 }))
}

/// Content with the CRC-32 that it must have. When fewer bytes than promised came, it is truncated, and the checksum
/// says nothing more.
struct Checked<'b> {
    content: Box<dyn Read + 'b>,
    crc: Crc,
    expected: u32,
    size: u64,
    read: u64,
}

impl Read for Checked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.crc.update(&buffer[..read]);
        self.read += read as u64;
        if read == 0 && !buffer.is_empty() && self.read >= self.size && self.crc.sum() != self.expected {
            return Err(BadChecksum("CRC-32").into());
        }
        Ok(read)
    }
}

/// The whole content of the entry of this name, if it is there, can be read and has at most `most` bytes.
fn named(bytes: &mut Bytes<'_>, name: &str, most: u64) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    open_named(bytes, name).ok()??.take(most + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= most).then_some(content)
}

fn open_named<'b>(bytes: &'b mut Bytes<'_>, name: &str) -> io::Result<Option<Box<dyn BufRead + 'b>>> {
    let mut directory = Directory::find(bytes)?;
    while let Some(entry) = directory.next(bytes)? {
        if entry.path().0 == name && matches!(entry.method, STORED | DEFLATED) && !entry.is_encrypted() {
            let at = Entry::local(bytes, entry.header)?.end;
            return Ok(Some(Box::new(io::BufReader::new(open(bytes, &entry, at)?))));
        }
    }
    Ok(None)
}
