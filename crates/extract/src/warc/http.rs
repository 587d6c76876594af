//! HTTP/1 messages inside WARC records (RFC 9112): the head, and the body without its transfer and content codings.
//! Believes a coding only when the bytes look like it, since many writers store bodies decoded under their old head.

use std::io::{self, BufRead, BufReader, Read};

use brotli_decompressor::Decompressor as Brotli;
use flate2::bufread::MultiGzDecoder;

use crate::archives::inflate::Inflate;

/// The head of a message, with the empty line that ends it.
pub(super) struct Head {
    /// Its bytes as they came.
    pub bytes: Vec<u8>,
    /// The status of a response.
    pub status: Option<u16>,
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads the head at the beginning of `message`, which then stands at the body.
    ///
    /// # Errors
    /// When the message breaks off.
    pub(super) fn read(message: &mut dyn BufRead) -> io::Result<Self> {
        let mut bytes = Vec::new();
        loop {
            let before = bytes.len();
            let most = (Self::MOST_BYTES - before) as u64;
            (&mut *message).take(most).read_until(b'\n', &mut bytes)?;
            let line = &bytes[before..];
            if !line.ends_with(b"\n") || line.trim_ascii().is_empty() {
                break;
            }
        }
        let mut lines = bytes.split(|byte| *byte == b'\n').map(|line| String::from_utf8_lossy(line));
        let first = lines.next().unwrap_or_default();
        let status = first.strip_prefix("HTTP/").and_then(|rest| rest.split_whitespace().nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let fields = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        });
        let fields = fields.collect();
        Ok(Self { bytes, status, fields })
    }

    /// The longest head; what goes beyond is taken for the body.
    pub(super) const MOST_BYTES: usize = 1024 * 1024;

    /// The value of the first field of this name, given in lower case.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn codings(&self, name: &str) -> Vec<String> {
        let values = self.fields.iter().filter(|(other, _)| other == name);
        let codings = values.flat_map(|(_, value)| value.split(',')).map(|c| c.trim().to_ascii_lowercase());
        codings.filter(|coding| !coding.is_empty() && coding != "identity").collect()
    }
}

/// The body without chunks (RFC 9112, section 7.1), and whether it had any.
pub(super) fn without_chunks<'b>(head: &Head, body: &'b mut dyn BufRead) -> (Box<dyn Read + 'b>, bool) {
    let (start, body) = peek(body);
    let chunked = head.codings("transfer-encoding").iter().any(|coding| coding == "chunked");
    if chunked && begins_with_chunk(&start) {
        (Box::new(Chunks { body, left: 0, begun: false, ended: false }), true)
    } else {
        (Box::new(body), false)
    }
}

/// The body without its content codings, or as it is when one of them is not known; then also that one's name.
pub(super) fn without_codings<'b>(
    head: &Head,
    body: &'b mut dyn Read,
) -> (Box<dyn Read + 'b>, Option<String>) {
    let codings = head.codings("content-encoding");
    let known = |coding: &str| matches!(coding, "gzip" | "x-gzip" | "deflate" | "br");
    let unknown = codings.iter().find(|coding| !known(coding)).cloned();
    let unknown = unknown.or_else(|| (codings.len() > MOST_CODINGS).then(|| codings.join(", ")));
    let mut body: Box<dyn Read + 'b> = Box::new(body);
    if unknown.is_some() {
        return (body, unknown);
    }
    for coding in codings.iter().rev() {
        let (start, whole) = peek(body);
        let gzip = start.starts_with(&[0x1f, 0x8b]);
        let zlib = matches!(start[..], [a, b, ..] if a & 0xf == 8 && u16::from_be_bytes([a, b]) % 31 == 0);
        body = match coding.as_str() {
            _ if reads_as_text(&start) => Box::new(whole),
            "gzip" | "x-gzip" if gzip => Box::new(Sip(MultiGzDecoder::new(whole))),
            "deflate" if zlib => Box::new(Inflate::zlib(whole)),
            "deflate" => Box::new(Inflate::raw(whole)),
            "br" => Box::new(Brotli::new(whole, BROTLI_BUFFER_BYTES)),
            _ => Box::new(whole),
        };
    }
    (body, None)
}

/// Ends a reader with an error, if there is one.
pub(super) struct Stop(pub Option<io::Error>);

impl Read for Stop {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The first bytes of a body, and the body with them. An error waits behind what came before it.
fn peek<'b>(mut body: impl Read + 'b) -> (Vec<u8>, impl BufRead + 'b) {
    let mut start = Vec::new();
    let error = (&mut body).take(PEEK_BYTES).read_to_end(&mut start).err();
    (start.clone(), BufReader::new(io::Cursor::new(start).chain(Stop(error)).chain(body)))
}

/// Enough to see a chunk's size or a coding's first bytes.
const PEEK_BYTES: u64 = 20;

/// More codings on top of one another are not undone.
const MOST_CODINGS: usize = 4;

const BROTLI_BUFFER_BYTES: usize = 16 * 1024;

/// A line with a chunk's size, or of a trailer, is not longer.
const MOST_CHUNK_LINE_BYTES: u64 = 64 * 1024;

/// Reads little at a time: at damage, the gzip decoder drops what it unpacked in that call.
struct Sip<R>(R);

impl<R: Read> Read for Sip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(1024);
        self.0.read(&mut buffer[..most])
    }
}

/// Whether a body's first bytes are text, or none. No coding begins so, but for a chance in many millions.
fn reads_as_text(start: &[u8]) -> bool {
    let text = match str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_some() => return false,
        Err(error) => str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
    };
    (start.is_empty() || !text.is_empty())
        && text.chars().all(|char| !char.is_control() || matches!(char, '\t' | '\r' | '\n'))
}

fn begins_with_chunk(body: &[u8]) -> bool {
    let digits = body.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    (1..=16).contains(&digits) && matches!(body.get(digits), Some(b'\r' | b'\n' | b';' | b' ' | b'\t'))
}

struct Chunks<R> {
    body: R,
    left: u64,
    begun: bool,
    ended: bool,
}

impl<R: BufRead> Chunks<R> {
    fn line(&mut self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        (&mut self.body).take(MOST_CHUNK_LINE_BYTES).read_until(b'\n', &mut line)?;
        if !line.ends_with(b"\n") {
            let words = "the body ends before its last chunk";
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, words));
        }
        line.truncate(line.trim_ascii_end().len());
        Ok(line)
    }

    fn next_chunk(&mut self) -> io::Result<()> {
        let damage = || io::Error::new(io::ErrorKind::InvalidData, "no chunk where one must begin");
        if self.begun && !self.line()?.is_empty() {
            return Err(damage());
        }
        self.begun = true;
        let line = self.line()?;
        let size = line.split(|byte| *byte == b';').next().and_then(|size| str::from_utf8(size).ok());
        let size = size.and_then(|size| u64::from_str_radix(size.trim(), 16).ok());
        self.left = size.ok_or_else(damage)?;
        self.ended = self.left == 0;
        Ok(())
    }
}

impl<R: BufRead> Read for Chunks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.ended && !buffer.is_empty() {
            self.next_chunk()?;
        }
        let read = (&mut self.body).take(self.left).read(buffer)?;
        if read == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the body ends inside a chunk"));
        }
        self.left -= read as u64;
        Ok(read)
    }
}
