//! Hands on the files inside a PDF: those its catalog names (ISO 32000-1, 7.11.4) and those attached to pages. Streams
//! them, counts what they unpack to, and reads none of them.

use std::collections::BTreeSet;

use hayro::hayro_syntax::object::dict::keys::{
    AF, EF, EMBEDDED_FILES, F, KIDS, MOD_DATE, NAMES, PARAMS, SUBTYPE, UF,
};
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use model::{Defect, DefectKind, MediaType, Missing};

use super::content::{Fault, inflate, is_plain_flate};
use super::{dicts, guarded, strings};
use crate::host::{Host, Member, MemberEnd};
use crate::{Limits, Request};

/// The deepest tree of names that is followed.
const MOST_NESTED: u32 = 32;

/// The file specifications of a document.
#[derive(Default)]
pub(super) struct Files<'a> {
    files: Vec<Dict<'a>>,
    seen: BTreeSet<u32>,
    /// Files that are named and not there.
    lost: u64,
}

impl<'a> Files<'a> {
    /// Adds the files that the catalog names.
    pub(super) fn of_catalog(catalog: &Dict<'a>) -> Self {
        let mut files = Self::default();
        let named = catalog.get::<Dict<'a>>(NAMES).and_then(|names| names.get::<Dict<'a>>(EMBEDDED_FILES));
        if let Some(tree) = named {
            files.add_tree(&tree, MOST_NESTED);
        }
        if let Some(list) = catalog.get::<Array<'a>>(AF) {
            files.extend(dicts(&list).flatten());
        }
        files
    }

    /// Adds files attached to a page; one that is there already is not added again.
    pub(super) fn extend(&mut self, specifications: impl IntoIterator<Item = Dict<'a>>) {
        for specification in specifications {
            match stream_of(&specification) {
                Some(stream) if self.seen.insert(stream.obj_id().obj_number) => {
                    self.files.push(specification)
                }
                None if specification.contains_key(EF) => self.lost += 1,
                _ => {}
            }
        }
    }

    fn add_tree(&mut self, tree: &Dict<'a>, depth: u32) {
        if let Some(names) = tree.get::<Array<'a>>(NAMES) {
            let count = names.raw_iter().count();
            let mut items = names.flex_iter();
            for _ in 0..count / 2 {
                items.next::<PdfString<'_>>();
                match items.next::<Dict<'a>>() {
                    Some(specification) => self.extend([specification]),
                    None => self.lost += 1,
                }
            }
        }
        if let Some(kids) = tree.get::<Array<'a>>(KIDS).filter(|_| depth > 0) {
            for kid in dicts(&kids) {
                match kid {
                    Some(kid) => self.add_tree(&kid, depth - 1),
                    None => self.lost += 1,
                }
            }
        }
    }

    /// Hands the files on as members, within the request's limits.
    pub(super) fn hand_on(self, request: &Request, host: &mut dyn Host) {
        let count = self.files.len() as u64;
        if self.lost > 0 {
            let detail = "attached files that are named and not there";
            host.defect(Defect::whole(DefectKind::Damaged, Missing::Members(self.lost), detail));
        }
        if count > 0 && request.depth >= request.limits.depth {
            let detail = format!("{count} attached files");
            return host.defect(Defect::whole(DefectKind::TooDeep, Missing::Members(count), detail));
        }
        let mut paths = BTreeSet::new();
        let mut total = 0;
        for (place, file) in self.files.iter().enumerate() {
            if place as u64 >= request.limits.members {
                let detail = format!("more than {} attached files", request.limits.members);
                let left = count - place as u64;
                return host.defect(Defect::whole(DefectKind::TooLarge, Missing::Members(left), detail));
            }
            let Some(stream) = stream_of(file) else { continue };
            let path =
                unique(&mut paths, path_of(file).unwrap_or_else(|| format!("attachment-{}", place + 1)));
            total += hand_on(&stream, path, &request.limits, total, host);
        }
    }
}

/// The name of the file; the Unicode one where there are two.
fn path_of(file: &Dict<'_>) -> Option<String> {
    strings::text_of(file, UF).or_else(|| strings::text_of(file, F))
}

fn stream_of<'a>(file: &Dict<'a>) -> Option<Stream<'a>> {
    let embedded = file.get::<Dict<'a>>(EF)?;
    embedded.get::<Stream<'a>>(UF).or_else(|| embedded.get::<Stream<'a>>(F))
}

fn unique(paths: &mut BTreeSet<String>, path: String) -> String {
    let mut candidate = path.clone();
    let mut count = 2;
    while !paths.insert(candidate.clone()) {
        candidate = format!("{path} ({count})");
        count += 1;
    }
    candidate
}

/// Hands one file on; returns how many bytes it unpacked to. `before`: what all members before it unpacked to.
fn hand_on(stream: &Stream<'_>, path: String, limits: &Limits, before: u64, host: &mut dyn Host) -> u64 {
    let params = stream.dict().get::<Dict<'_>>(PARAMS);
    let modified = params.and_then(|params| timestamp(&strings::text_of(&params, MOD_DATE)?));
    let claimed = stream.dict().get::<Name<'_>>(SUBTYPE).map(|name| MediaType::new(&strings::name_of(&name)));
    host.member(Member { path: path.clone(), claimed, modified, captured: None });
    // The library decrypts and decodes here.
    let packed = guarded(|| stream.raw_data()).unwrap_or_default();
    let (mut size, mut too_large) = (0_u64, false);
    let mut take = |bytes: &[u8]| {
        size += bytes.len() as u64;
        too_large = size > limits.member_bytes
            || before + size > limits.total_bytes
            || (size > Limits::FREE_BYTES && size / (packed.len() as u64).max(1) > limits.ratio);
        if !too_large {
            host.member_bytes(bytes);
        }
        !too_large
    };
    let fault = if stream.filters().is_empty() {
        take(&packed);
        None
    } else if is_plain_flate(stream) {
        inflate(&packed, &mut take)
    } else {
        match guarded(|| stream.decoded_data()) {
            Ok(Ok(data)) => {
                take(&data);
                None
            }
            _ => Some(Fault::Undecodable),
        }
    };
    let end = match (too_large, fault) {
        (true, _) => MemberEnd::Refused,
        (false, None | Some(Fault::WrongChecksum)) => MemberEnd::Complete,
        (false, Some(_)) => MemberEnd::CutShort,
    };
    host.member_end(end);
    let (kind, missing, reason) = match (too_large, fault) {
        (true, _) => (DefectKind::TooLarge, Missing::Members(1), "unpacks to more than the case allows"),
        (false, Some(fault @ Fault::WrongChecksum)) => {
            (DefectKind::ChecksumMismatch, Missing::Nothing, fault.words())
        }
        (false, Some(fault)) => (DefectKind::Damaged, Missing::Unknown, fault.words()),
        (false, None) => return size,
    };
    host.defect(Defect::whole(kind, missing, format!("attached file {path}: {reason}")));
    if too_large { 0 } else { size }
}

/// A PDF date (7.9.4) with a known zone, such as `D:20310402101500-06'00'`.
fn timestamp(date: &str) -> Option<Timestamp> {
    let date = date.strip_prefix("D:").unwrap_or(date);
    let (local, zone) = date.split_at_checked(date.find(['Z', '+', '-'])?)?;
    let part = |from: usize, to: usize, unsaid: i16| match local.get(from..to) {
        Some(digits) => digits.parse::<i16>().ok(),
        None => Some(unsaid),
    };
    let small = |value: i16| i8::try_from(value).ok();
    let local = DateTime::new(
        local.get(..4)?.parse().ok()?,
        small(part(4, 6, 1)?)?,
        small(part(6, 8, 1)?)?,
        small(part(8, 10, 0)?)?,
        small(part(10, 12, 0)?)?,
        small(part(12, 14, 0)?)?,
        0,
    )
    .ok()?;
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let number =
        |from: usize, to: usize| digits.get(from..to).map_or(Some(0), |text| text.parse::<i32>().ok());
    let seconds = number(0, 2)? * 3600 + number(2, 4)? * 60;
    let offset = Offset::from_seconds(if zone.starts_with('-') { -seconds } else { seconds }).ok()?;
    offset.to_timestamp(local).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_need_a_zone() {
        for (date, expected) in [
            ("D:20310402101500-06'00'", Some("2031-04-02T16:15:00Z")),
            ("D:20310402101500Z", Some("2031-04-02T10:15:00Z")),
            ("20310402101500+05'30", Some("2031-04-02T04:45:00Z")),
            ("D:203104021015+01", Some("2031-04-02T09:15:00Z")),
            ("D:20310402101500", None),
            ("D:20311402101500Z", None),
            ("ñZ", None),
            ("", None),
        ] {
            assert_eq!(timestamp(date).map(|it| it.to_string()).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn paths_are_made_unique() {
        let mut paths = BTreeSet::new();
        let made: Vec<String> = ["a", "a", "a (2)", "b"].map(|path| unique(&mut paths, path.into())).into();
        assert_eq!(made, ["a", "a (2)", "a (2) (2)", "b"]);
    }
}
