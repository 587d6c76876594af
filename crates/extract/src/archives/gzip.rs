//! Gzip (RFC 1952): one stream or many, one after another. What they hold comes out as one member or feeds the WARC
//! reader; it is never looked at here.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::Crc;
use jiff::Timestamp;
use model::{Defect, DefectKind, Missing, Place, Step};

use super::inflate::Inflate;
use super::listing::Listing;
use crate::Request;
use crate::host::{Host, Input, Member, MemberEnd};
use crate::unpack::{BadChecksum, Meter, Metered, Unpacked, Unpacker, kind_of, spelled, warn_of_path};

/// Unpacks a gzip file: all its streams together are one member, as `gunzip` takes them.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let meter = Meter::default();
    let mut unpacker = Unpacker::new(request);
    let mut listing = Listing::default();
    let mut gunzip = Gunzip::new(&meter, input);
    let header = match gunzip.first_header() {
        Ok(header) => header,
        Err(error) => {
            host.defect(Defect::whole(kind_of(&error), Missing::Everything, error.to_string()));
            return;
        }
    };
    let (path, place) = match header.name {
        Some(name) => {
            let end = name.at + name.bytes.len() as u64;
            // RFC 1952 has Latin-1; most programs write UTF-8.
            let step = if name.bytes.is_ascii() { Step::Byte } else { Step::Whole };
            (spelled(&name.bytes), Some((Place::Bytes { start: name.at, end }, step)))
        }
        None => (unpacked_name(&request.name), None),
    };
    listing.line(&path, place, host);
    listing.finish(host);
    let member = Member { path, claimed: None, modified: header.modified, captured: None };
    let source = Unpacked { reader: &mut gunzip, packed: &meter, size: None };
    if let Some(taken) = unpacker.take(member, source, host) {
        warn_of_path(&taken.path, host);
        if taken.end == MemberEnd::Complete {
            gunzip.report_trailer(host);
        }
    }
    unpacker.finish(host);
}

/// The name without the ending that gzip gave it: `a.tgz` is `a.tar`, `a.csv.gz` is `a.csv`.
pub(crate) fn unpacked_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let cut = |ending: &str| {
        let at = file.len().checked_sub(ending.len()).filter(|at| *at > 0)?;
        file.get(at..)?.eq_ignore_ascii_case(ending).then(|| &file[..at])
    };
    match (cut(".gz"), cut(".tgz"), cut(".svgz")) {
        (Some(stem), ..) => stem.to_owned(),
        (_, Some(stem), _) => format!("{stem}.tar"),
        (_, _, Some(stem)) => format!("{stem}.svg"),
        _ if file.is_empty() => "content".to_owned(),
        _ => file.to_owned(),
    }
}

/// What the head of a gzip stream says.
#[derive(Default)]
pub(crate) struct GzipHeader {
    /// The packed file's name.
    name: Option<GzipName>,
    /// The packed file's time stamp.
    modified: Option<Timestamp>,
}

struct GzipName {
    bytes: Vec<u8>,
    at: u64,
}

/// The unpacked bytes of all gzip streams of an input, one after another. An error leaves it between streams or
/// inside a broken one; [`Gunzip::resume`] finds the next.
pub(crate) struct Gunzip<'i> {
    inflate: Inflate<BufReader<Metered<&'i mut dyn Input>>>,
    crc: Crc,
    inside: bool,
    started_at: u64,
    resumed: u32,
    trailer: Option<(u64, u64)>,
}

impl<'i> Gunzip<'i> {
    /// Reads `input` from its start; `meter` counts the packed bytes.
    pub(crate) fn new(meter: &Meter, input: &'i mut dyn Input) -> Self {
        let input = BufReader::new(meter.reader(input));
        Self {
            inflate: Inflate::raw(input),
            crc: Crc::new(),
            inside: false,
            started_at: 0,
            resumed: 0,
            trailer: None,
        }
    }

    /// After an error: goes on at the next stream, and returns the packed bytes passed over; `None` when there is
    /// no further stream, or too much is damaged.
    ///
    /// # Errors
    /// When the input fails.
    pub(crate) fn resume(&mut self) -> io::Result<Option<(u64, u64)>> {
        let input = self.inflate.input();
        self.resumed += 1;
        if self.resumed > MOST_RESUMES {
            return Ok(None);
        }
        if !self.inside {
            let at = input.stream_position()?;
            return Ok((at > self.started_at).then_some((self.started_at, at)));
        }
        let from = self.started_at + 1;
        input.seek(SeekFrom::Start(from))?;
        self.inside = false;
        let mut seen = [0; 4];
        let mut at = from;
        loop {
            let Some(&byte) = input.fill_buf()?.first() else { return Ok(None) };
            input.consume(1);
            at += 1;
            seen.rotate_left(1);
            seen[3] = byte;
            if seen[..3] == [0x1f, 0x8b, DEFLATE] && byte & RESERVED_FLAGS == 0 {
                let next = at - 4;
                input.seek(SeekFrom::Start(next))?;
                return Ok(Some((self.started_at, next)));
            }
        }
    }

    /// Tells the host of bytes after the last stream that are no stream, unless they are all zero (padding).
    pub(crate) fn report_trailer(&self, host: &mut dyn Host) {
        if let Some((start, end)) = self.trailer {
            let place = Place::Bytes { start, end };
            let words = "bytes after the last gzip stream";
            host.defect(Defect::at(place, DefectKind::Damaged, Missing::Bytes(end - start), words));
        }
    }

    fn first_header(&mut self) -> io::Result<GzipHeader> {
        let header = self.begin()?;
        header.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no gzip stream"))
    }

    /// Reads the next stream's header. `None` at the end of the streams.
    fn begin(&mut self) -> io::Result<Option<GzipHeader>> {
        let input = self.inflate.input();
        self.started_at = input.stream_position()?;
        let mut magic = Vec::new();
        input.by_ref().take(2).read_to_end(&mut magic)?;
        match magic.as_slice() {
            [] => return Ok(None),
            [0x1f, 0x8b] => {}
            _ => {
                let zeros = magic.iter().all(|byte| *byte == 0);
                let (end, zeros_after) = pass_over_zeros(input, self.started_at + magic.len() as u64)?;
                self.trailer = (!zeros || !zeros_after).then_some((self.started_at, end));
                return Ok(None);
            }
        }
        self.inside = true;
        let header = read_header(input, self.started_at)?;
        self.inflate.restart();
        self.crc.reset();
        Ok(Some(header))
    }

    fn check_end(&mut self) -> io::Result<()> {
        let mut end = [0; 8];
        self.inflate.input().read_exact(&mut end)?;
        self.inside = false;
        let (crc, length) = end.split_at(4);
        if crc != self.crc.sum().to_le_bytes() || length != self.crc.amount().to_le_bytes() {
            return Err(BadChecksum("gzip checksum").into());
        }
        Ok(())
    }
}

impl Read for Gunzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.inside && self.begin()?.is_none() {
                break;
            }
            let read = self.inflate.read(buffer)?;
            if read > 0 {
                self.crc.update(&buffer[..read]);
                return Ok(read);
            }
            self.check_end()?;
        }
        Ok(0)
    }
}

const DEFLATE: u8 = 8;
const RESERVED_FLAGS: u8 = 0b1110_0000;
const HAS_HEADER_CHECKSUM: u8 = 0b10;
const HAS_EXTRA: u8 = 0b100;
const HAS_NAME: u8 = 0b1000;
const HAS_COMMENT: u8 = 0b1_0000;

/// A file that is damaged in more places is given up: each attempt may cost reading all of it.
const MOST_RESUMES: u32 = 1000;

/// A name or comment longer than this is damage.
const MOST_TEXT_BYTES: u64 = 64 * 1024;

/// Reads the header after its two magic bytes; the stream started at byte `started_at`.
fn read_header(input: &mut impl BufRead, started_at: u64) -> io::Result<GzipHeader> {
    let mut fixed = [0; 8];
    input.read_exact(&mut fixed)?;
    let [method, flags, seconds @ .., _, _] = fixed;
    if method != DEFLATE || flags & RESERVED_FLAGS != 0 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "no gzip header that RFC 1952 knows"));
    }
    let mut header = GzipHeader::default();
    let seconds = u32::from_le_bytes(seconds);
    header.modified = Timestamp::from_second(seconds.into()).ok().filter(|_| seconds > 0);
    let mut at = started_at + 10;
    if flags & HAS_EXTRA != 0 {
        let mut length = [0; 2];
        input.read_exact(&mut length)?;
        let length = u16::from_le_bytes(length);
        input.read_exact(&mut vec![0; length.into()])?;
        at += 2 + u64::from(length);
    }
    if flags & HAS_NAME != 0 {
        let bytes = read_text(input)?;
        header.name = (!bytes.is_empty()).then_some(GzipName { bytes, at });
    }
    if flags & HAS_COMMENT != 0 {
        read_text(input)?;
    }
    if flags & HAS_HEADER_CHECKSUM != 0 {
        input.read_exact(&mut [0; 2])?;
    }
    Ok(header)
}

/// Reads up to a NUL, which is left out.
fn read_text(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    input.take(MOST_TEXT_BYTES).read_until(0, &mut text)?;
    match text.pop() {
        Some(0) => Ok(text),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "a name in the gzip header does not end")),
    }
}

/// Reads to the end of the input, which stands at `at`: where that is, and whether all was zero.
fn pass_over_zeros(input: &mut impl BufRead, mut at: u64) -> io::Result<(u64, bool)> {
    let mut zeros = true;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok((at, zeros));
        }
        zeros &= buffer.iter().all(|byte| *byte == 0);
        let length = buffer.len();
        at += length as u64;
        input.consume(length);
    }
}
