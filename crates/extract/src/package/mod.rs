//! Office packages: ZIP files of XML members, as OOXML (ECMA-376 part 2) and OpenDocument (part 2) lay them out.
//!
//! Opens members under the limits of the request, hands out XML tokens with their byte offsets in the decompressed
//! member, and passes embedded files on. Never holds a whole member, never follows a relationship out of the file.

mod drawing;
mod grid;
mod member;
mod properties;
mod relations;
mod story;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod xml;

pub(crate) use drawing::Drawing;
pub(crate) use grid::{Grid, Shown};
pub(crate) use properties::Properties;
pub(crate) use relations::Relations;
pub(crate) use story::{Key, Merge, Numbers, Story};
pub(crate) use xml::{Piece, Tag, Text, Then, Token};

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;

use model::{Defect, DefectKind, Missing, Place};
use zip::ZipArchive;

use crate::Limits;
use crate::host::{Host, Input, Member, MemberEnd};
use member::{Fault, Unpacked};

/// How many bytes of a member are passed on at once.
const CHUNK_BYTES: usize = 64 * 1024;

/// An opened package.
pub(crate) struct Package<'i> {
    archive: ZipArchive<&'i mut (dyn Input + 'i)>,
    /// The members' paths, by index, as the package gives them.
    paths: Vec<String>,
    lookup: BTreeMap<String, usize>,
    limits: Limits,
    /// Bytes unpacked so far, over all members.
    spent: Cell<u64>,
}

impl<'i> Package<'i> {
    /// Opens the package. A directory that cannot be read, holds more members than the limits allow or names one
    /// twice is a defect.
    pub(crate) fn open(
        input: &'i mut (dyn Input + 'i),
        limits: &Limits,
        host: &mut dyn Host,
    ) -> Option<Package<'i>> {
        let archive = match ZipArchive::new(input) {
            Ok(archive) => archive,
            Err(error) => {
                let detail = format!("package directory: {error}");
                host.defect(Defect::whole(DefectKind::Damaged, Missing::Everything, detail));
                return None;
            }
        };
        let most = usize::try_from(limits.members).unwrap_or(usize::MAX);
        if archive.len() > most {
            let missing = Missing::Members((archive.len() - most) as u64);
            let detail = format!("{} members, the limit is {most}", archive.len());
            host.defect(Defect::whole(DefectKind::TooLarge, missing, detail));
        }
        if archive.has_duplicate_names() {
            let detail = "members of the same name; only the last of them is read";
            host.defect(Defect::whole(DefectKind::Damaged, Missing::Unknown, detail));
        }
        let mut paths = Vec::new();
        let mut lookup = BTreeMap::new();
        for index in 0..archive.len().min(most) {
            let path = match archive.by_index_data(index) {
                Ok(entry) => match entry.name() {
                    Ok(name) => name.into_owned(),
                    Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
                },
                Err(_) => String::new(),
            };
            lookup.entry(folded(&path)).or_insert(index);
            paths.push(path);
        }
        Some(Self { archive, paths, lookup, limits: *limits, spent: Cell::new(0) })
    }

    /// The member at `path`; case, a leading slash and the kind of slash do not count (ECMA-376 part 2, 6.3.5).
    pub(crate) fn find(&self, path: &str) -> Option<usize> {
        self.lookup.get(&folded(path)).copied()
    }

    /// The member's path as the package gives it.
    pub(crate) fn path(&self, index: usize) -> &str {
        &self.paths[index]
    }

    /// The members whose path satisfies `wanted`, by path.
    pub(crate) fn members(&self, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut found: Vec<usize> = (0..self.paths.len())
            .filter(|&index| !self.paths[index].ends_with('/') && wanted(&self.paths[index]))
            .collect();
        found.sort_by(|&a, &b| self.paths[a].cmp(&self.paths[b]));
        found
    }

    /// The pictures and embedded files of an OOXML package.
    pub(crate) fn embedded(&self) -> Vec<usize> {
        self.members(|path| matches!(path.rsplit('/').nth(1), Some("media" | "embeddings")))
    }

    /// The declared size of a member after unpacking, in bytes; a package can lie about it.
    pub(crate) fn declared_size(&self, index: usize) -> u64 {
        self.archive.by_index_data(index).map_or(0, |entry| entry.size())
    }

    /// Reads a member as XML and hands each token to `take`. What breaks is reported, what came before it stays.
    pub(crate) fn parse(
        &mut self,
        index: usize,
        host: &mut dyn Host,
        take: &mut dyn FnMut(Token<'_>, &mut dyn Host) -> Then,
    ) {
        let path = self.paths[index].clone();
        let ending = match self.unpack(index) {
            Ok(member) => xml::tokens(member, &mut |token| take(token, host)),
            Err(fault) => return host.defect(fault.at(&path, 0, 0)),
        };
        if let Some((count, first)) = ending.invalid {
            let place = Place::Member { path: path.clone(), start: first, end: first + 1 };
            let detail = format!("{count} bytes that are no UTF-8");
            host.defect(Defect::at(place, DefectKind::InvalidCharacters, Missing::Characters(count), detail));
        }
        if let Some(fault) = ending.fault {
            host.defect(fault.at(&path, ending.at, ending.declared));
        }
    }

    /// Passes a member on as an item of its own.
    pub(crate) fn pass_on(&mut self, index: usize, host: &mut dyn Host) {
        let path = self.paths[index].clone();
        let mut member = match self.unpack(index) {
            Ok(member) => member,
            Err(fault) => return host.defect(fault.at(&path, 0, 0)),
        };
        let declared = member.declared;
        host.member(Member { path: path.clone(), claimed: None, modified: None, captured: None });
        let mut chunk = vec![0; CHUNK_BYTES];
        // An `Unpacked` reports its faults by `fault`, never as an error.
        while let Ok(count @ 1..) = member.read(&mut chunk) {
            host.member_bytes(&chunk[..count]);
        }
        let at = member.produced();
        let fault = member.into_fault();
        host.member_end(match &fault {
            None => MemberEnd::Complete,
            Some(fault) if fault.kind == DefectKind::ChecksumMismatch => MemberEnd::Complete,
            Some(fault) if fault.kind == DefectKind::TooLarge => MemberEnd::Refused,
            Some(_) => MemberEnd::CutShort,
        });
        if let Some(fault) = fault {
            host.defect(fault.at(&path, at, declared));
        }
    }

    fn unpack(&mut self, index: usize) -> Result<Unpacked<'_>, Fault> {
        let file = self.archive.by_index_raw(index).map_err(|error| Fault::damaged(error.to_string()))?;
        Unpacked::new(file, &self.limits, &self.spent)
    }
}

fn folded(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
