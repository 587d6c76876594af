//! TAR archives: V7, ustar, GNU and PAX (POSIX.1-2008), one block after another. Headers are decoded by the `tar`
//! crate's `Header`; the walk is our own, because that crate's ends at the first damaged header, at the first end mark
//! and at a PAX value with a line feed, and reads a claimed name of any length into memory.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read, SeekFrom};

use jiff::Timestamp;
use model::{Defect, DefectKind, Missing, Place, Step};
use tar::{EntryType, GnuExtSparseHeader, GnuSparseHeader, Header};

use super::listing::Listing;
use super::sparse::{MOST_PIECES, Sparse};
use crate::Request;
use crate::host::{Host, Input, Member};
use crate::unpack::{Meter, Metered, Unpacked, Unpacker, in_member, kind_of, spelled, warn_of_path};

/// Unpacks a TAR archive.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let meter = Meter::default();
    let length = match input.seek(SeekFrom::End(0)).and_then(|length| input.rewind().map(|()| length)) {
        Ok(length) => length,
        Err(error) => {
            host.defect(Defect::whole(kind_of(&error), Missing::Everything, error.to_string()));
            return;
        }
    };
    let mut reader = Reader {
        blocks: Blocks { input: BufReader::new(meter.reader(input)), at: 0, length },
        meter,
        unpacker: Unpacker::new(request),
        listing: Listing::default(),
    };
    reader.walk(host);
    reader.listing.finish(host);
    reader.unpacker.finish(host);
}

const BLOCK: u64 = 512;

/// A longer name or set of PAX records is damage.
const MOST_EXTENSION_BYTES: u64 = 1024 * 1024;

struct Reader<'i> {
    blocks: Blocks<'i>,
    meter: Meter,
    unpacker: Unpacker,
    listing: Listing,
}

/// What the headers before a member's own say of it.
#[derive(Default)]
struct Ahead {
    name: Option<(Vec<u8>, Place)>,
    link: Option<Vec<u8>>,
    records: BTreeMap<String, Vec<u8>>,
    records_place: Option<Place>,
}

impl Ahead {
    fn text(&self, key: &str) -> Option<&str> {
        str::from_utf8(self.records.get(key)?).ok()
    }

    /// The member's path, and where it stands.
    fn path(&self, header: &Header, at: u64) -> (String, Place, Step) {
        let record = self.records.get("GNU.sparse.name").or_else(|| self.records.get("path"));
        if let (Some(path), Some(place)) = (record, &self.records_place) {
            return (spelled(path), place.clone(), Step::Whole);
        }
        let (bytes, place) = match &self.name {
            Some((name, place)) => (name.clone(), place.clone()),
            None => {
                let bytes = header.path_bytes().into_owned();
                let in_place = header.as_bytes().starts_with(&bytes);
                let end = at + if in_place { bytes.len() as u64 } else { BLOCK };
                (bytes, Place::Bytes { start: at, end })
            }
        };
        let path = spelled(&bytes);
        let exact = matches!(place, Place::Bytes { start, end } if end - start == path.len() as u64);
        (path, place, if exact { Step::Byte } else { Step::Whole })
    }

    fn modified(&self, header: &Header) -> Option<Timestamp> {
        match self.text("mtime") {
            Some(seconds) => {
                let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
                let digits: String = fraction.chars().chain("000000000".chars()).take(9).collect();
                let nanoseconds = digits.parse::<i32>().ok()?;
                let sign = if whole.starts_with('-') { -1 } else { 1 };
                Timestamp::new(whole.parse().ok()?, sign * nanoseconds).ok()
            }
            None => Timestamp::from_second(header.mtime().ok()?.try_into().ok()?).ok(),
        }
    }
}

impl Reader<'_> {
    fn walk(&mut self, host: &mut dyn Host) {
        let mut ahead = Ahead::default();
        let (mut ended, mut cut) = (false, false);
        loop {
            let at = self.blocks.at;
            let header = match self.blocks.block() {
                Ok(Some(block)) if block.iter().all(|byte| *byte == 0) => {
                    ended = true;
                    continue;
                }
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    // Some writers pad the end to odd lengths.
                    if !ended && !cut {
                        let place = Place::Bytes { start: at, end: self.blocks.length };
                        let words = "the archive ends inside a header";
                        host.defect(Defect::at(place, DefectKind::Truncated, Missing::Unknown, words));
                    }
                    return;
                }
                Err(error) => {
                    host.defect(Defect::whole(kind_of(&error), Missing::Unknown, error.to_string()));
                    return;
                }
            };
            let Some((header, size)) = sound_header(&header, &ahead) else {
                self.pass_over_damage(at, host);
                ahead = Ahead::default();
                continue;
            };
            ended = false;
            let data = self.blocks.at;
            let mut end = data.saturating_add(size);
            let result = match header.entry_type() {
                EntryType::GNULongName => self.extension(size).map(|mut name| {
                    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
                    name.truncate(end);
                    ahead.name = Some((name, Place::Bytes { start: data, end: data + end as u64 }));
                }),
                EntryType::GNULongLink => self.extension(size).map(|link| ahead.link = Some(link)),
                EntryType::XHeader => self.extension(size).and_then(|records| {
                    ahead.records = pax_records(&records)?;
                    ahead.records_place = Some(Place::Bytes { start: data, end: data + size });
                    Ok(())
                }),
                // Global records give comments and defaults, never a member's own name.
                EntryType::XGlobalHeader => Ok(()),
                _ => {
                    let ahead = std::mem::take(&mut ahead);
                    self.member(&header, at, size, &ahead, host).map(|true_end| end = true_end)
                }
            };
            cut = end > self.blocks.length;
            if let Err(error) = result {
                let place = Place::Bytes { start: at, end: end.min(self.blocks.length) };
                host.defect(Defect::at(place, kind_of(&error), Missing::Members(1), error.to_string()));
            }
            let next = end.checked_next_multiple_of(BLOCK).unwrap_or(u64::MAX);
            if self.blocks.go(next).is_err() {
                break;
            }
        }
        if !ended && !cut {
            let words = "the archive has no end mark; members after its last one may be missing";
            host.defect(Defect::whole(DefectKind::Truncated, Missing::Unknown, words));
        }
    }

    /// Takes one member, whose header stands at `at` and whose data comes next. Returns where the data ends.
    fn member(
        &mut self,
        header: &Header,
        at: u64,
        mut size: u64,
        ahead: &Ahead,
        host: &mut dyn Host,
    ) -> io::Result<u64> {
        let (path, place, step) = ahead.path(header, at);
        self.listing.line(&path, Some((place, step)), host);
        let kind = header.entry_type();
        let not_a_file = match kind {
            EntryType::Symlink => Some("a symbolic link to"),
            EntryType::Link => Some("a hard link to"),
            EntryType::Char => Some("a character device"),
            EntryType::Block => Some("a block device"),
            EntryType::Fifo => Some("a pipe"),
            _ => None,
        };
        let folder = kind == EntryType::Directory || (kind == EntryType::Regular && path.ends_with('/'));
        if let Some(words) = not_a_file {
            let link = ahead.link.clone().or_else(|| ahead.records.get("linkpath").cloned());
            let link = link.or_else(|| header.link_name_bytes().map(|link| link.into_owned()));
            let target = spelled(&link.unwrap_or_default());
            let detail = format!("{words} {}", target.trim_end_matches('\0'));
            let place = in_member(&path, 0);
            host.defect(Defect::at(place, DefectKind::NotAFile, Missing::Nothing, detail.trim_end()));
        } else if !folder
            && !matches!(kind, EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse)
        {
            let detail = format!("TAR entry type {:?}, taken as a file", char::from(kind.as_byte()));
            let place = in_member(&path, 0);
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Nothing, detail));
        }
        // Links and folders may state a size and have no data. PAX lets a hard link carry the file's bytes.
        if (folder || not_a_file.is_some()) && (size == 0 || self.blocks.header_follows()?) {
            return Ok(self.blocks.at);
        }
        let member = Member { path, claimed: None, modified: ahead.modified(header), captured: None };
        let mut end = self.blocks.at.saturating_add(size);
        let sparse = if kind == EntryType::GNUSparse {
            let sparse = self.blocks.gnu_sparse(header)?;
            end = self.blocks.at.saturating_add(size);
            Some(sparse)
        } else {
            let read = Sparse::of_pax(&ahead.records, &mut (&mut self.blocks).take(size))?;
            read.map(|(sparse, map_bytes)| {
                size = size.saturating_sub(map_bytes);
                sparse
            })
        };
        let mut data = (&mut self.blocks).take(size);
        let taken = match sparse {
            Some(sparse) => {
                let size = Some(sparse.size());
                let mut reader = sparse.reader(&mut data);
                self.unpacker.take(member, Unpacked { reader: &mut reader, packed: &self.meter, size }, host)
            }
            None => {
                let source = Unpacked { reader: &mut data, packed: &self.meter, size: Some(size) };
                self.unpacker.take(member, source, host)
            }
        };
        if let Some(taken) = taken {
            warn_of_path(&taken.path, host);
        }
        Ok(end)
    }

    fn extension(&mut self, size: u64) -> io::Result<Vec<u8>> {
        if size > MOST_EXTENSION_BYTES {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "an absurdly long name"));
        }
        let mut bytes = Vec::new();
        let read = (&mut self.blocks).take(size).read_to_end(&mut bytes)?;
        if (read as u64) < size {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends inside a name"));
        }
        Ok(bytes)
    }

    /// Goes on at the next sound header after the damaged one at `at`, and says what was passed over.
    fn pass_over_damage(&mut self, at: u64, host: &mut dyn Host) {
        let end = loop {
            let next = self.blocks.at;
            match self.blocks.block() {
                Ok(Some(block)) if sound_header(&block, &Ahead::default()).is_some() => {
                    break if self.blocks.go(next).is_ok() { next } else { self.blocks.length };
                }
                Ok(Some(_)) => {}
                Ok(None) | Err(_) => break self.blocks.length,
            }
        };
        let place = Place::Bytes { start: at, end };
        let words = "no header where one must be; the next one found is followed";
        host.defect(Defect::at(place, DefectKind::Damaged, Missing::Bytes(end - at), words));
    }
}

/// The archive's bytes, block by block.
struct Blocks<'i> {
    input: BufReader<Metered<&'i mut dyn Input>>,
    at: u64,
    length: u64,
}

impl Blocks<'_> {
    /// The next block; `None` at the end.
    fn block(&mut self) -> io::Result<Option<[u8; BLOCK as usize]>> {
        if self.at >= self.length {
            return Ok(None);
        }
        let mut block = [0; BLOCK as usize];
        self.read_exact(&mut block)?;
        Ok(Some(block))
    }

    fn go(&mut self, to: u64) -> io::Result<()> {
        let to = to.min(self.length);
        self.input.seek_relative(to.wrapping_sub(self.at).cast_signed())?;
        self.at = to;
        Ok(())
    }

    fn header_follows(&mut self) -> io::Result<bool> {
        let at = self.at;
        let follows = match self.block()? {
            None => true,
            Some(block) => {
                block.iter().all(|byte| *byte == 0) || sound_header(&block, &Ahead::default()).is_some()
            }
        };
        self.go(at)?;
        Ok(follows)
    }

    /// The map of a sparse file in GNU's own format, which goes on in blocks before the data.
    fn gnu_sparse(&mut self, header: &Header) -> io::Result<Sparse> {
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "a sparse file without GNU header");
        let gnu = header.as_gnu().ok_or_else(damaged)?;
        let mut pieces = Vec::new();
        let mut add = |piece: &GnuSparseHeader| -> io::Result<()> {
            if !piece.is_empty() {
                pieces.push((piece.offset()?, piece.length()?));
            }
            Ok(())
        };
        gnu.sparse.iter().try_for_each(&mut add)?;
        let mut more = gnu.is_extended();
        let mut blocks = 0;
        while more && blocks < MOST_PIECES / 21 {
            let mut extension = GnuExtSparseHeader::new();
            self.read_exact(extension.as_mut_bytes())?;
            extension.sparse().iter().try_for_each(&mut add)?;
            more = extension.is_extended();
            blocks += 1;
        }
        Sparse::new(pieces, gnu.real_size()?)
    }
}

impl Read for Blocks<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// The header in `block` with the size of its data, if its checksum holds and its size can be read.
fn sound_header(block: &[u8; BLOCK as usize], ahead: &Ahead) -> Option<(Header, u64)> {
    let header = Header::from_byte_slice(block).clone();
    let sum = |byte_sum: fn(u8) -> i64| -> i64 {
        block[..148].iter().chain(&block[156..]).map(|byte| byte_sum(*byte)).sum::<i64>() + 8 * 32
    };
    let told = i64::from(header.cksum().ok()?);
    // Old writers summed signed bytes.
    if told != sum(i64::from) && told != sum(|byte| byte.cast_signed().into()) {
        return None;
    }
    let is_extension = header.entry_type().is_pax_local_extensions()
        || header.entry_type().is_gnu_longname()
        || header.entry_type().is_gnu_longlink();
    let told = ahead.text("size").filter(|_| !is_extension).and_then(|size| size.parse().ok());
    let size = told.or_else(|| header.entry_size().ok())?;
    Some((header, size))
}

/// PAX records: `<length> <key>=<value>\n`, the length counting all of it. Pairs of the oldest sparse form are joined
/// under `GNU.sparse.map`.
fn pax_records(bytes: &[u8]) -> io::Result<BTreeMap<String, Vec<u8>>> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "malformed PAX records");
    let mut records: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut rest = bytes;
    while !rest.is_empty() && rest[0] != 0 {
        let space = rest.iter().position(|byte| *byte == b' ').ok_or_else(damaged)?;
        let length = str::from_utf8(&rest[..space]).ok().and_then(|length| length.parse::<usize>().ok());
        let record = length.and_then(|length| rest.get(space + 1..length)).ok_or_else(damaged)?;
        rest = &rest[space + 1 + record.len()..];
        let record = record.strip_suffix(b"\n").ok_or_else(damaged)?;
        let equals = record.iter().position(|byte| *byte == b'=').ok_or_else(damaged)?;
        let (key, value) = (String::from_utf8_lossy(&record[..equals]).into_owned(), &record[equals + 1..]);
        if matches!(key.as_str(), "GNU.sparse.offset" | "GNU.sparse.numbytes") {
            let map = records.entry("GNU.sparse.map".into()).or_default();
            map.extend_from_slice(value);
            map.push(b',');
        } else {
            records.insert(key, value.to_vec());
        }
    }
    Ok(records)
}
