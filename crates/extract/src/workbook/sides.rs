//! What a sheet says about its cells only after them: merged ranges and links. Read in a first pass, for sheets that
//! are not too large to be read twice.

use std::collections::BTreeMap;

use model::{Defect, Part};

use super::sheet::reference;
use crate::host::{Host, Member, MemberEnd, OcrFailure, Picture, Recognised};
use crate::package::{Package, Relations, Tag, Then, Token};

/// Sheets up to this size, unpacked, are read twice.
pub(super) const MOST_SHEET_BYTES: u64 = 32 * 1024 * 1024;

/// How many links over more than one cell a sheet may have.
const MOST_WIDE_LINKS: usize = 256;

/// Merged ranges and links, by row and column.
#[derive(Debug, Default)]
pub(super) struct Sides {
    covers: BTreeMap<(u64, u32), (u32, u32)>,
    links: BTreeMap<(u64, u32), String>,
    /// Links over more than one cell.
    wide_links: Vec<WideLink>,
    /// How many links were too many.
    pub(super) left_out: u64,
    /// Whether the sheet was small enough.
    pub(super) known: bool,
}

#[derive(Debug)]
struct WideLink {
    first: (u64, u32),
    last: (u64, u32),
    target: String,
}

impl Sides {
    /// Reads them from a sheet; damage is left to the second reading to report.
    pub(super) fn read(index: usize, relations: &Relations, package: &mut Package<'_>) -> Self {
        let mut sides = Self::default();
        if package.declared_size(index) > MOST_SHEET_BYTES {
            return sides;
        }
        sides.known = true;
        package.parse(index, &mut Nobody, &mut |token, _| {
            let Token::Start(tag) = token else { return Then::On };
            match tag.local() {
                "sheetData" => return Then::Skip,
                "mergeCell" => {
                    if let Some((first, last)) = range(&tag) {
                        let covers = (narrow(last.0 - first.0 + 1), last.1 - first.1 + 1);
                        sides.covers.insert(first, covers);
                    }
                }
                "hyperlink" => sides.link(&tag, relations),
                _ => {}
            }
            Then::On
        });
        sides
    }

    /// How many rows and columns the cell covers.
    pub(super) fn covers(&self, row: u64, column: u32) -> (u32, u32) {
        self.covers.get(&(row, column)).copied().unwrap_or((1, 1))
    }

    /// Where the cell's text links to.
    pub(super) fn link_of(&self, row: u64, column: u32) -> Option<&str> {
        let wide = || {
            let holds = |link: &&WideLink| {
                (link.first.0..=link.last.0).contains(&row) && (link.first.1..=link.last.1).contains(&column)
            };
            self.wide_links.iter().find(holds).map(|link| &link.target)
        };
        self.links.get(&(row, column)).or_else(wide).map(String::as_str)
    }

    fn link(&mut self, tag: &Tag<'_>, relations: &Relations) {
        let Some((first, last)) = range(tag) else { return };
        let inner = tag.attr("location").map(|location| format!("#{location}")).unwrap_or_default();
        let outer = tag.attr("id").and_then(|id| relations.get(&id));
        let target = outer.map_or(inner.clone(), |relation| relation.target.clone() + &inner);
        if first == last {
            self.links.insert(first, target);
        } else if self.wide_links.len() < MOST_WIDE_LINKS {
            self.wide_links.push(WideLink { first, last, target });
        } else {
            self.left_out += 1;
        }
    }
}

/// The first and last cell of an element's `ref`.
fn range(tag: &Tag<'_>) -> Option<((u64, u32), (u64, u32))> {
    let range = tag.attr("ref")?;
    let (first, last) = range.split_once(':').unwrap_or((&range, &range));
    let (first, last) = (reference(first)?, reference(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first, last))
}

fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Hears nothing.
struct Nobody;

impl Host for Nobody {
    fn part(&mut self, _: Part) {}
    fn defect(&mut self, _: Defect) {}
    fn member(&mut self, _: Member) {}
    fn member_bytes(&mut self, _: &[u8]) {}
    fn member_end(&mut self, _: MemberEnd) {}
    fn recognise(&mut self, _: &Picture) -> Result<Recognised, OcrFailure> {
        Err(OcrFailure::Unavailable(String::new()))
    }
}
