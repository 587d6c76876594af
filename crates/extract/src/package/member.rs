//! Unpacks one member of a ZIP package: inflates, counts against the limits, checks the checksum.
//!
//! Reading never fails: a fault ends the bytes like an end of file and is asked for afterwards, so that all that
//! came before it, to the last byte, reaches the reader above.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use flate2::{Crc, Decompress, FlushDecompress, Status};
use model::{Defect, DefectKind, Missing, Place};
use zip::CompressionMethod;
use zip::read::ZipFile;

use crate::Limits;

/// Why a member ended early or is not to be trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) kind: DefectKind,
    pub(super) detail: String,
}

impl Fault {
    pub(super) fn damaged(detail: impl Into<String>) -> Self {
        Self { kind: DefectKind::Damaged, detail: detail.into() }
    }

    /// The defect, when `at` bytes of the member at `path` were read and it declared `declared`.
    pub(super) fn at(self, path: &str, at: u64, declared: u64) -> Defect {
        let place = Place::Member { path: path.into(), start: at, end: declared.max(at) };
        let missing = match self.kind {
            DefectKind::Encrypted => Missing::Everything,
            DefectKind::ChecksumMismatch => Missing::Unknown,
            _ if declared > at => Missing::Bytes(declared - at),
            _ => Missing::Unknown,
        };
        Defect::at(place, self.kind, missing, self.detail)
    }
}

/// A member's bytes after unpacking.
pub(super) struct Unpacked<'a> {
    packed: Box<dyn BufRead + 'a>,
    inflate: Option<Decompress>,
    crc: Crc,
    expected: u32,
    packed_size: u64,
    limits: Limits,
    spent: &'a Cell<u64>,
    produced: u64,
    fault: Option<Fault>,
    ended: bool,
    /// How many bytes the package says the member has.
    pub(super) declared: u64,
}

impl<'a> Unpacked<'a> {
    /// The member behind `file` (a raw entry).
    pub(super) fn new<R: Read>(
        file: ZipFile<'a, R>,
        limits: &Limits,
        spent: &'a Cell<u64>,
    ) -> Result<Self, Fault> {
        if file.encrypted() {
            let detail = "the member is encrypted".into();
            return Err(Fault { kind: DefectKind::Encrypted, detail });
        }
        let inflate = match file.compression() {
            CompressionMethod::Stored => None,
            CompressionMethod::Deflated => Some(Decompress::new(false)),
            other => {
                let detail = format!("compression method {other}");
                return Err(Fault { kind: DefectKind::UnsupportedFeature, detail });
            }
        };
        Ok(Self {
            inflate,
            crc: Crc::new(),
            expected: file.crc32(),
            packed_size: file.compressed_size(),
            declared: file.size(),
            limits: *limits,
            spent,
            produced: 0,
            fault: None,
            ended: false,
            packed: Box::new(BufReader::new(file)),
        })
    }

    /// How many bytes came out so far.
    pub(super) fn produced(&self) -> u64 {
        self.produced
    }

    /// What went wrong, if anything.
    pub(super) fn into_fault(self) -> Option<Fault> {
        self.fault
    }

    /// The next bytes of the packed stream, unpacked; 0 at its end.
    fn step(&mut self, out: &mut [u8]) -> Result<usize, String> {
        let Some(inflate) = &mut self.inflate else {
            return self.packed.read(out).map_err(|error| error.to_string());
        };
        loop {
            let input = self.packed.fill_buf().map_err(|error| error.to_string())?;
            let at_end = input.is_empty();
            let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress(input, out, FlushDecompress::None);
            // The counts fit: they are parts of two slices' lengths.
            let used = (inflate.total_in() - before_in) as usize;
            let made = (inflate.total_out() - before_out) as usize;
            self.packed.consume(used);
            match status {
                _ if made > 0 => return Ok(made),
                Ok(Status::StreamEnd) => return Ok(0),
                Ok(_) if at_end => return Err("the compressed data ends too early".into()),
                Ok(_) if used == 0 => return Err("the compressed data stalls".into()),
                Ok(_) => {}
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    /// Which limit the bytes so far break.
    fn beyond(&self) -> Option<String> {
        let Limits { member_bytes, total_bytes, ratio, .. } = self.limits;
        if self.produced > member_bytes {
            Some(format!("more than {member_bytes} bytes after unpacking"))
        } else if self.spent.get() > total_bytes {
            Some(format!("all members together give more than {total_bytes} bytes"))
        } else if self.produced > Limits::FREE_BYTES
            && self.produced > self.packed_size.max(1).saturating_mul(ratio)
        {
            Some(format!("grows more than {ratio} times by unpacking"))
        } else {
            None
        }
    }

    fn check(&mut self) {
        self.ended = true;
        if self.crc.sum() != self.expected || self.produced != self.declared {
            let detail = format!("CRC-32 {:08x}, declared {:08x}", self.crc.sum(), self.expected);
            self.fault = Some(Fault { kind: DefectKind::ChecksumMismatch, detail });
        }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.ended || self.fault.is_some() || out.is_empty() {
            return Ok(0);
        }
        let count = match self.step(out) {
            Ok(count) => count,
            Err(detail) => {
                self.fault = Some(Fault::damaged(detail));
                return Ok(0);
            }
        };
        if count == 0 {
            self.check();
            return Ok(0);
        }
        self.crc.update(&out[..count]);
        self.produced += count as u64;
        self.spent.set(self.spent.get() + count as u64);
        if let Some(detail) = self.beyond() {
            self.fault = Some(Fault { kind: DefectKind::TooLarge, detail });
            return Ok(0);
        }
        Ok(count)
    }
}
