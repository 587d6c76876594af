//! Transfer encodings (RFC 2045, section 6): a stretch of the message, decoded as it is read. Keeps what decodes and
//! counts what does not.

use std::io::{self, Read, Seek, SeekFrom};

use crate::host::Input;

/// How a body is encoded for transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// 7bit, 8bit, binary: as it is.
    Identity,
    Base64,
    QuotedPrintable,
}

impl Coding {
    /// What a Content-Transfer-Encoding header names, if it is known.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "" | "7bit" | "8bit" | "binary" | "7-bit" | "8-bit" => Some(Self::Identity),
            "base64" => Some(Self::Base64),
            "quoted-printable" => Some(Self::QuotedPrintable),
            _ => None,
        }
    }
}

/// What did not decode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Damage {
    /// Bytes that the encoding does not allow where they stand.
    pub(super) stray: u64,
    /// Where in the decoded bytes the first of them was passed over.
    pub(super) first: Option<u64>,
    /// Whether it ends inside a group.
    pub(super) cut: bool,
}

impl Damage {
    /// Whether there is none.
    pub(super) fn is_none(&self) -> bool {
        *self == Self::default()
    }

    fn note(&mut self, at: u64) {
        self.stray += 1;
        self.first.get_or_insert(at);
    }
}

/// Decodes base64 (RFC 4648, section 4) bit by bit.
#[derive(Debug, Default)]
struct Base64 {
    bits: u32,
    /// Digits of the open group.
    digits: u32,
    /// Padding ended it; what follows is no part of it.
    ended: bool,
}

impl Base64 {
    fn take(&mut self, byte: u8, out: &mut Vec<u8>, before: u64, damage: &mut Damage) {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' if self.ended || self.digits >= 2 => {
                self.close(out);
                self.ended = true;
                return;
            }
            byte if byte.is_ascii_whitespace() => return,
            _ => return damage.note(before + out.len() as u64),
        };
        if self.ended {
            return damage.note(before + out.len() as u64);
        }
        self.bits = self.bits << 6 | u32::from(digit);
        self.digits += 1;
        if self.digits == 4 {
            out.extend_from_slice(&self.bits.to_be_bytes()[1..]);
            (self.bits, self.digits) = (0, 0);
        }
    }

    /// Writes the whole bytes of the open group.
    fn close(&mut self, out: &mut Vec<u8>) {
        let bytes = self.digits.saturating_sub(1) as usize;
        let bits = self.bits << (6 * (4 - self.digits));
        out.extend_from_slice(&bits.to_be_bytes()[1..1 + bytes]);
        (self.bits, self.digits) = (0, 0);
    }
}

/// Decodes quoted-printable (RFC 2045, section 6.7).
#[derive(Debug, Default)]
struct Quoted {
    /// `=` and what came after it, while it can still become a code or a soft line end.
    open: Vec<u8>,
    /// White space that may turn out to end its line, where it does not count.
    spaces: Vec<u8>,
}

impl Quoted {
    fn take(&mut self, byte: u8, out: &mut Vec<u8>, before: u64, damage: &mut Damage) {
        if !self.open.is_empty() {
            self.open.push(byte);
            match self.open.as_slice() {
                [b'=', .., b'\n'] if self.open[1..].trim_ascii().is_empty() => self.open.clear(),
                [b'=', rest @ ..] if rest.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) => {}
                [b'=', high] if high.is_ascii_hexdigit() => {}
                [b'=', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                    let digit = |byte: u8| (byte as char).to_digit(16).unwrap_or_default() as u8;
                    out.push(digit(*high) << 4 | digit(*low));
                    self.open.clear();
                }
                _ => {
                    damage.note(before + out.len() as u64);
                    let open = std::mem::take(&mut self.open);
                    out.push(open[0]);
                    open[1..].iter().for_each(|&byte| self.take(byte, out, before, damage));
                }
            }
            return;
        }
        match byte {
            b' ' | b'\t' => self.spaces.push(byte),
            b'=' => {
                out.append(&mut self.spaces);
                self.open.push(byte);
            }
            b'\r' | b'\n' => {
                self.spaces.clear();
                out.push(byte);
            }
            _ => {
                out.append(&mut self.spaces);
                out.push(byte);
            }
        }
    }

    fn close(&mut self, out: &mut Vec<u8>) {
        let open = std::mem::take(&mut self.open);
        if open.len() > 1 && !open[1..].trim_ascii().is_empty() {
            out.extend_from_slice(&open);
        }
        self.spaces.clear();
    }
}

enum Decoder {
    Identity,
    Base64(Base64),
    Quoted(Quoted),
}

/// A part's body: bytes `start..end` of the message, decoded as they are read. Seeking can only go to a place
/// counted from the start.
pub(super) struct Body<'i> {
    input: &'i mut dyn Input,
    start: u64,
    end: u64,
    coding: Coding,
    decoder: Decoder,
    /// The next raw byte.
    raw_at: u64,
    /// Decoded bytes not yet read, from `served` on; and how many came before them.
    ready: Vec<u8>,
    served: usize,
    before: u64,
    damage: Damage,
}

impl<'i> Body<'i> {
    /// Raw bytes decoded at a time.
    const CHUNK: u64 = 16 * 1024;

    pub(super) fn new(input: &'i mut dyn Input, start: u64, end: u64, coding: Coding) -> Self {
        let decoder = Self::decoder(coding);
        let ready = Vec::new();
        let damage = Damage::default();
        Self { input, start, end, coding, decoder, raw_at: start, ready, served: 0, before: 0, damage }
    }

    /// What did not decode in what was read since the last seek.
    pub(super) fn damage(&self) -> Damage {
        self.damage
    }

    fn decoder(coding: Coding) -> Decoder {
        match coding {
            Coding::Identity => Decoder::Identity,
            Coding::Base64 => Decoder::Base64(Base64::default()),
            Coding::QuotedPrintable => Decoder::Quoted(Quoted::default()),
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.before += self.ready.len() as u64;
        self.ready.clear();
        self.served = 0;
        while self.ready.is_empty() && self.raw_at < self.end {
            self.input.seek(SeekFrom::Start(self.raw_at))?;
            let mut raw = Vec::new();
            let wanted = Self::CHUNK.min(self.end - self.raw_at);
            (&mut *self.input).take(wanted).read_to_end(&mut raw)?;
            self.raw_at += raw.len() as u64;
            let is_last = raw.is_empty() || self.raw_at == self.end;
            if raw.is_empty() {
                self.raw_at = self.end;
            }
            let (out, damage) = (&mut self.ready, &mut self.damage);
            match &mut self.decoder {
                Decoder::Identity => out.append(&mut raw),
                Decoder::Base64(machine) => {
                    raw.iter().for_each(|&byte| machine.take(byte, out, self.before, damage));
                    if is_last {
                        damage.cut = machine.digits > 0;
                        machine.close(out);
                    }
                }
                Decoder::Quoted(machine) => {
                    raw.iter().for_each(|&byte| machine.take(byte, out, self.before, damage));
                    if is_last {
                        machine.close(out);
                    }
                }
            }
        }
        Ok(())
    }
}

impl Read for Body<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.served == self.ready.len() {
            self.refill()?;
        }
        let rest = &self.ready[self.served..];
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        self.served += count;
        Ok(count)
    }
}

impl Seek for Body<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let SeekFrom::Start(to) = to else { return Err(io::ErrorKind::Unsupported.into()) };
        (self.raw_at, self.served, self.before) = (self.start, 0, 0);
        self.ready.clear();
        self.decoder = Self::decoder(self.coding);
        self.damage = Damage::default();
        io::copy(&mut self.by_ref().take(to), &mut io::sink())
    }
}

/// The bytes that `text` encodes as base64, as far as it does.
pub(super) fn base64(text: &[u8]) -> Vec<u8> {
    let (mut out, mut machine, mut damage) = (Vec::new(), Base64::default(), Damage::default());
    text.iter().for_each(|&byte| machine.take(byte, &mut out, 0, &mut damage));
    machine.close(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn check(coding: Coding, raw: &str, expected: &[u8], stray: u64, cut: bool) {
        let mut input = Cursor::new(format!("xx{raw}yy"));
        let mut body = Body::new(&mut input, 2, 2 + raw.len() as u64, coding);
        for _ in 0..2 {
            let mut bytes = Vec::new();
            body.seek(SeekFrom::Start(0)).expect("to the start");
            body.read_to_end(&mut bytes).expect("a cursor");
            assert_eq!(bytes, expected, "{raw:?}");
            assert_eq!((body.damage().stray, body.damage().cut), (stray, cut), "{raw:?}");
        }
    }

    #[test]
    fn base64_as_mails_have_it() {
        check(Coding::Base64, "QcOxbw==", "Año".as_bytes(), 0, false);
        check(Coding::Base64, "QcOx\r\nbw==\r\n", "Año".as_bytes(), 0, false);
        check(Coding::Base64, "QcOxbw", "Año".as_bytes(), 0, true);
        check(Coding::Base64, "QcOxb", "Añ".as_bytes(), 0, true);
        check(Coding::Base64, "QcO!x-bw==", "Año".as_bytes(), 2, false);
        check(Coding::Base64, "QcOxbw==\n-- \nlista", "Año".as_bytes(), 7, false);
        check(Coding::Base64, "=", b"", 1, false);
        check(Coding::Base64, "", b"", 0, false);
    }

    #[test]
    fn quoted_printable_as_mails_have_it() {
        let coding = Coding::QuotedPrintable;
        check(coding, "A=C3=B1o=20\r\nuno = \r\ndos", "Año \r\nuno dos".as_bytes(), 0, false);
        check(coding, "a  \nb=\nc=", b"a\nbc", 0, false);
        check(coding, "1=2 x=ZZ =4", b"1=2 x=ZZ =4", 2, false);
        check(coding, "=c3=b1 ==41", "ñ =A".as_bytes(), 1, false);
    }

    #[test]
    fn identity_is_itself() {
        check(Coding::Identity, "a=41\r\nb", b"a=41\r\nb", 0, false);
    }

    proptest! {
        #[test]
        fn any_bytes_decode(raw in "\\PC{0,80}", base in any::<bool>()) {
            let coding = if base { Coding::Base64 } else { Coding::QuotedPrintable };
            let mut input = Cursor::new(raw.clone());
            let mut body = Body::new(&mut input, 0, raw.len() as u64, coding);
            let mut bytes = Vec::new();
            prop_assert!(body.read_to_end(&mut bytes).is_ok());
            prop_assert!(bytes.len() <= raw.len());
        }
    }
}
