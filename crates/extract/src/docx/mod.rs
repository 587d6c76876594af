//! Word-processor documents in Office Open XML (ECMA-376 part 1, section 17; DOCX and its kin), read in a stream.
//!
//! Parts come in this order: properties, body, charts and diagrams, footnotes and endnotes, comments, headers and
//! footers; then pictures and embedded files as members. Never lays text out: numbers of lists and pages, which the
//! file does not hold, are not made up, and nothing outside the file is fetched.

mod body;
mod forms;
mod inline;
mod styles;
#[cfg(test)]
mod tests;

use model::{Defect, DefectKind, Missing, PartKind, Place};

use crate::Request;
use crate::host::{Host, Input};
use crate::package::{Drawing, Numbers, Package, Properties, Relations};
use body::{Body, Sources};
use forms::Labels;
use styles::Styles;

/// Reads a document.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let Some(mut package) = Package::open(input, &request.limits, host) else { return };
    let root = Relations::of("", &mut package, host);
    Properties::read_all(&root, &mut package, host);
    let main = root.targets("officeDocument").next().unwrap_or("word/document.xml").to_owned();
    let relations = Relations::of(&main, &mut package, host);
    relations.report_external(&main, host);
    let styles = match relations.members("styles", &package, host).first() {
        Some(&index) => Styles::read(index, &mut package, host),
        None => Styles::default(),
    };
    let mut reading = Reading { package, styles, labels: Labels::default(), numbers: Numbers::default() };
    match reading.package.find(&main) {
        Some(index) => reading.part(index, PartKind::Text, &relations, host),
        None => {
            let place = Place::Member { path: main.clone(), start: 0, end: 0 };
            let detail = "the package lacks its main document";
            host.defect(Defect::at(place, DefectKind::Damaged, Missing::Everything, detail));
        }
    }
    for index in reading.package.members(Drawing::holds_text) {
        Drawing::read(index, &mut reading.package, host);
    }
    let others = [
        ("footnotes", PartKind::Notes),
        ("endnotes", PartKind::Notes),
        ("comments", PartKind::Comments),
        ("header", PartKind::Margin),
        ("footer", PartKind::Margin),
    ];
    for (kind, part) in others {
        for index in relations.members(kind, &reading.package, host) {
            let path = reading.package.path(index).to_owned();
            let own = Relations::of(&path, &mut reading.package, host);
            own.report_external(&path, host);
            reading.part(index, part.clone(), &own, host);
        }
    }
    let chunks = relations.members("aFChunk", &reading.package, host);
    for index in chunks.into_iter().chain(reading.package.embedded()) {
        reading.package.pass_on(index, host);
    }
}

/// What the parts of one document share.
struct Reading<'i> {
    package: Package<'i>,
    styles: Styles,
    labels: Labels,
    numbers: Numbers,
}

impl Reading<'_> {
    /// Reads one part of the document as parts of the given kind.
    fn part(&mut self, index: usize, kind: PartKind, relations: &Relations, host: &mut dyn Host) {
        let path = self.package.path(index).to_owned();
        let sources = Sources { styles: &self.styles, relations, labels: &mut self.labels };
        let mut body = Body::new(kind, &path, self.numbers.clone(), sources);
        self.package.parse(index, host, &mut |token, host| body.take(token, host));
        body.finish(host);
    }
}
