//! Builds archives byte by byte, so that tests can bend every field.

use std::io::Write as _;

use flate2::write::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};

/// One entry of a ZIP archive.
#[derive(Clone)]
pub(crate) struct ZipEntry {
    pub name: Vec<u8>,
    pub content: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub extra: Vec<u8>,
    pub unix_mode: u32,
    pub crc: Option<u32>,
    /// Instead of the content's packed form.
    pub packed: Option<Vec<u8>>,
}

/// A deflated file.
pub(crate) fn file(name: &str, content: &[u8]) -> ZipEntry {
    ZipEntry {
        name: name.as_bytes().to_vec(),
        content: content.to_vec(),
        method: 8,
        flags: 0,
        extra: Vec::new(),
        unix_mode: 0o100_644,
        crc: None,
        packed: None,
    }
}

pub(crate) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).expect("in memory");
    encoder.finish().expect("in memory")
}

pub(crate) fn gzipped(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).expect("in memory");
    encoder.finish().expect("in memory")
}

pub(crate) fn crc32(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}

/// A ZIP archive. Entries with flag bit 3 have their sizes behind the content.
pub(crate) fn zip(entries: &[ZipEntry]) -> Vec<u8> {
    let (mut bytes, headers) = zip_body(entries);
    let (at, size, count) = (bytes.len() as u32, headers.len() as u32, entries.len() as u16);
    bytes.extend(headers);
    bytes.extend(end_record(count, size, at));
    bytes
}

/// A ZIP archive with ZIP64 end records and sizes.
pub(crate) fn zip64(entries: &[ZipEntry]) -> Vec<u8> {
    let wide: Vec<ZipEntry> = entries.to_vec();
    let (mut bytes, mut headers) = zip_body(&wide);
    let at = bytes.len() as u64;
    // The first central header: its sizes and offset move to a ZIP64 field.
    let (packed, size) = (headers[20..24].to_vec(), headers[24..28].to_vec());
    let offset = headers[42..46].to_vec();
    headers[20..28].fill(0xff);
    headers[42..46].fill(0xff);
    let mut field = vec![1, 0, 24, 0];
    for value in [size, packed, offset] {
        field.extend(value);
        field.extend([0; 4]);
    }
    let name = usize::from(u16::from_le_bytes([headers[28], headers[29]]));
    headers[30] += field.len() as u8;
    headers.splice(46 + name..46 + name, field);
    let size = headers.len() as u64;
    bytes.extend(headers);
    let wide_at = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44u64.to_le_bytes());
    bytes.extend([45, 0, 45, 0]);
    bytes.extend([0; 8]);
    for value in [entries.len() as u64, entries.len() as u64, size, at] {
        bytes.extend(value.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(wide_at.to_le_bytes());
    bytes.extend(1u32.to_le_bytes());
    bytes.extend(end_record(u16::MAX, u32::MAX, u32::MAX));
    bytes
}

fn zip_body(entries: &[ZipEntry]) -> (Vec<u8>, Vec<u8>) {
    let (mut bytes, mut headers) = (Vec::new(), Vec::new());
    for entry in entries {
        let plain = || if entry.method == 8 { deflated(&entry.content) } else { entry.content.clone() };
        let packed = entry.packed.clone().unwrap_or_else(plain);
        let crc = entry.crc.unwrap_or_else(|| crc32(&entry.content));
        let sizes = [crc, packed.len() as u32, entry.content.len() as u32].map(u32::to_le_bytes).concat();
        let described_after = entry.flags & 8 != 0;
        let common = |sizes: &[u8]| {
            let mut common = vec![20, 0];
            common.extend(entry.flags.to_le_bytes());
            common.extend(entry.method.to_le_bytes());
            common.extend([0, 0, 0x21, 0x50]);
            common.extend(sizes);
            common.extend((entry.name.len() as u16).to_le_bytes());
            common.extend((entry.extra.len() as u16).to_le_bytes());
            common
        };
        let at = bytes.len() as u32;
        bytes.extend(b"PK\x03\x04");
        bytes.extend(common(if described_after { &[0; 12] } else { &sizes }));
        bytes.extend(&entry.name);
        bytes.extend(&entry.extra);
        bytes.extend(&packed);
        if described_after {
            bytes.extend(b"PK\x07\x08");
            bytes.extend(&sizes);
        }
        headers.extend(b"PK\x01\x02\x14\x03");
        headers.extend(common(&sizes));
        headers.extend([0; 6]);
        headers.extend((entry.unix_mode << 16).to_le_bytes());
        headers.extend(at.to_le_bytes());
        headers.extend(&entry.name);
        headers.extend(&entry.extra);
    }
    (bytes, headers)
}

fn end_record(count: u16, size: u32, at: u32) -> Vec<u8> {
    let mut record = b"PK\x05\x06\0\0\0\0".to_vec();
    record.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    record.extend(size.to_le_bytes());
    record.extend(at.to_le_bytes());
    record.extend([0, 0]);
    record
}

/// One header of a TAR archive with its data, padded.
pub(crate) fn tar_entry(path: &str, kind: u8, link: &str, content: &[u8]) -> Vec<u8> {
    tar_entry_sized(path, kind, link, content, content.len() as u64)
}

pub(crate) fn tar_entry_sized(path: &str, kind: u8, link: &str, content: &[u8], size: u64) -> Vec<u8> {
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
    header.as_mut_bytes()[157..157 + link.len()].copy_from_slice(link.as_bytes());
    header.set_mode(0o644);
    header.set_mtime(1_700_000_000);
    header.set_size(size);
    header.set_entry_type(tar::EntryType::new(kind));
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend(content);
    bytes.resize(bytes.len().next_multiple_of(512), 0);
    bytes
}

/// A TAR archive of such entries, with its end mark.
pub(crate) fn tar(entries: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = entries.concat();
    bytes.extend([0; 1024]);
    bytes
}

/// A PAX header for the next entry.
pub(crate) fn pax(records: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (key, value) in records {
        let rest = format!(" {key}={value}\n");
        let mut length = rest.len() + 1;
        while length != rest.len() + length.to_string().len() {
            length = rest.len() + length.to_string().len();
        }
        body.extend(format!("{length}{rest}").into_bytes());
    }
    tar_entry("PaxHeaders/x", b'x', "", &body)
}
