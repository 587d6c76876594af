//! OpenDocument texts and spreadsheets (ODF 1.3 part 3), read in a stream.
//!
//! Parts come in this order: properties, content, notes, comments, embedded objects' text, page headers and footers;
//! then pictures and embedded files as members. Never opens what is encrypted, never fetches a link.

mod sheets;
mod styles;
#[cfg(test)]
mod tests;
mod text;

use model::{Defect, DefectKind, Missing, PartKind, Place};

use crate::Request;
use crate::host::{Host, Input};
use crate::package::{Numbers, Package, Properties, Tag, Then, Token};
use sheets::Sheets;
use styles::Styles;
use text::Content;

/// Reads a text document.
pub(crate) fn read_text(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    read(input, request, host, false);
}

/// Reads a spreadsheet.
pub(crate) fn read_sheets(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    read(input, request, host, true);
}

fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host, has_sheets: bool) {
    let Some(mut package) = Package::open(input, &request.limits, host) else { return };
    if is_encrypted(&mut package, host) {
        return host.defect(Defect::whole(DefectKind::Encrypted, Missing::Everything, ""));
    }
    let mut properties = Properties::new();
    if let Some(index) = package.find("meta.xml") {
        properties.read(index, &mut package, host);
    }
    properties.finish(host);
    let numbers = Numbers::default();
    let mut styles = Styles::default();
    let common = package.find("styles.xml");
    if let Some(index) = common {
        package.parse(index, host, &mut |token, _| {
            if let Token::Start(tag) = &token {
                styles.take(tag);
            }
            Then::On
        });
    }
    match package.find("content.xml") {
        Some(index) => {
            let mut content = Content::new(PartKind::Text, package.path(index), numbers.clone(), styles);
            if has_sheets {
                let mut sheets = Sheets::new(content, numbers.clone());
                checked(index, &mut package, host, &mut |token, host| sheets.take(token, host));
                content = sheets.finish(host);
            } else {
                checked(index, &mut package, host, &mut |token, host| content.take(token, host));
            }
            styles = content.finish(host);
        }
        None => {
            let place = Place::Member { path: "content.xml".into(), start: 0, end: 0 };
            let detail = "the package lacks its content";
            host.defect(Defect::at(place, DefectKind::Damaged, Missing::Everything, detail));
            styles = Styles::default();
        }
    }
    for index in package.members(|path| path.ends_with("/content.xml")) {
        let mut content = Content::new(PartKind::Text, package.path(index), numbers.clone(), styles);
        package.parse(index, host, &mut |token, host| content.take(token, host));
        styles = content.finish(host);
    }
    if let Some(index) = common {
        let mut content = Content::new(PartKind::Margin, package.path(index), numbers, styles);
        package.parse(index, &mut Deaf(host), &mut |token, host| content.take(token, host));
        content.finish(host);
    }
    for index in embedded(&package) {
        package.pass_on(index, host);
    }
}

/// Parses a member whose root element must use the prefixes that all programs use: this reader knows elements by
/// them. Others are a defect.
fn checked(
    index: usize,
    package: &mut Package<'_>,
    host: &mut dyn Host,
    take: &mut dyn FnMut(Token<'_>, &mut dyn Host) -> Then,
) {
    let path = package.path(index).to_owned();
    let mut is_root = true;
    package.parse(index, host, &mut |token, host| {
        if let Token::Start(tag) = &token
            && std::mem::take(&mut is_root)
            && let Some(prefix) = foreign_prefix(tag)
        {
            let place = Place::Member { path: path.clone(), start: tag.at.start, end: tag.at.end };
            let detail = format!("the prefix {prefix} for an OpenDocument namespace");
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Unknown, detail));
        }
        take(token, host)
    });
}

/// A prefix that stands for one of the namespaces with text, but is not the usual one.
fn foreign_prefix(root: &Tag<'_>) -> Option<String> {
    let start = "urn:oasis:names:tc:opendocument:xmlns:";
    let foreign = root.namespaces().into_iter().find(|(prefix, address)| {
        let usual = address.strip_prefix(start).and_then(|rest| rest.split(':').next());
        matches!(usual, Some("office" | "text" | "table" | "drawing")) && {
            let usual = if usual == Some("drawing") { "draw" } else { usual.unwrap_or_default() };
            prefix != usual
        }
    });
    foreign.map(|(prefix, _)| prefix)
}

/// Whether the manifest says that members are encrypted (ODF 1.3 part 2, 4.4).
fn is_encrypted(package: &mut Package<'_>, host: &mut dyn Host) -> bool {
    let mut encrypted = false;
    if let Some(index) = package.find("META-INF/manifest.xml") {
        package.parse(index, host, &mut |token, _| {
            if let Token::Start(tag) = token {
                encrypted |= tag.local() == "encryption-data";
            }
            Then::On
        });
    }
    encrypted
}

/// Pictures, embedded files, and the pictures that stand for objects which this reader does not read.
fn embedded(package: &Package<'_>) -> Vec<usize> {
    package.members(|path| match path.split_once('/') {
        Some(("Pictures" | "media" | "Media", _)) => true,
        Some(("ObjectReplacements", name)) => package.find(&format!("{name}/content.xml")).is_none(),
        Some(_) => false,
        None => path.starts_with("Object "),
    })
}

/// Passes on all but defects, which the first reading of the same member reported.
struct Deaf<'h>(&'h mut dyn Host);

impl Host for Deaf<'_> {
    fn part(&mut self, part: model::Part) {
        self.0.part(part);
    }
    fn defect(&mut self, _: Defect) {}
    fn member(&mut self, member: crate::Member) {
        self.0.member(member);
    }
    fn member_bytes(&mut self, bytes: &[u8]) {
        self.0.member_bytes(bytes);
    }
    fn member_end(&mut self, end: crate::MemberEnd) {
        self.0.member_end(end);
    }
    fn recognise(&mut self, picture: &crate::Picture) -> Result<crate::Recognised, crate::OcrFailure> {
        self.0.recognise(picture)
    }
}
