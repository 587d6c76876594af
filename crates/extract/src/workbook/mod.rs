//! Spreadsheets in Office Open XML (ECMA-376 part 1, section 18; XLSX and its kin), read in a stream.
//!
//! Each sheet comes as Sheet parts, then its page headers, then its comments; after the sheets the text of drawings,
//! and pictures and embedded files as members. Cells are read by hand rather than by `calamine`: that keeps one view
//! of damage and offsets for all packages, and gives hidden rows and columns, rich text and dates as text.
//!
//! Memory: the shared strings are held (at most [`strings::MOST_BYTES`] and [`strings::MOST_STRINGS`]), and for sheets
//! of at most [`sides::MOST_SHEET_BYTES`] their merged cells and links; rows are not. Never computes a formula.

mod comments;
mod numbers;
mod sheet;
mod sides;
mod strings;
#[cfg(test)]
mod tests;

use model::{Defect, DefectKind, Missing, Place};

use crate::Request;
use crate::host::{Host, Input};
use crate::package::{Drawing, Package, Properties, Relations, Then, Token};
use comments::Persons;
use numbers::Looks;
use sheet::{Sheet, Sources};
use sides::Sides;
use strings::Strings;

/// The most sheets of a workbook.
const MOST_SHEETS: usize = 100_000;

/// Reads a workbook.
pub(crate) fn read(input: &mut dyn Input, request: &Request, host: &mut dyn Host) {
    let Some(mut package) = Package::open(input, &request.limits, host) else { return };
    let root = Relations::of("", &mut package, host);
    Properties::read_all(&root, &mut package, host);
    let main = root.targets("officeDocument").next().unwrap_or("xl/workbook.xml").to_owned();
    let Some(index) = package.find(&main) else {
        let place = Place::Member { path: main, start: 0, end: 0 };
        let detail = "the package lacks its workbook";
        return host.defect(Defect::at(place, DefectKind::Damaged, Missing::Everything, detail));
    };
    let relations = Relations::of(&main, &mut package, host);
    relations.report_external(&main, host);
    let outline = Outline::read(index, &mut package, host);
    let looks = match relations.members("styles", &package, host).first() {
        Some(&index) => Looks::read(index, &mut package, host),
        None => Looks::default(),
    };
    let strings = match relations.members("sharedStrings", &package, host).first() {
        Some(&index) => Strings::read(index, &mut package, host),
        None => Strings::default(),
    };
    let persons = Persons::read(&relations, &mut package, host);
    let sources = Sources { strings, looks, is_1904: outline.is_1904 };
    for (table, entry) in (0..).zip(&outline.sheets) {
        let target = relations.get(&entry.relation).filter(|relation| !relation.external);
        let Some((path, index)) = target.and_then(|to| Some((&to.target, package.find(&to.target)?))) else {
            let place = Place::Member { path: main.clone(), start: 0, end: 0 };
            let detail = format!("the package lacks the sheet {:?}", entry.name);
            host.defect(Defect::at(place, DefectKind::Damaged, Missing::Unknown, detail));
            continue;
        };
        let own = Relations::of(path, &mut package, host);
        own.report_external(path, host);
        let sides = Sides::read(index, &own, &mut package);
        let mut sheet = Sheet::new(&entry.name, entry.hidden, table, package.path(index), sides, &sources);
        package.parse(index, host, &mut |token, host| sheet.take(token, host));
        sheet.finish(host);
        comments::read(&entry.name, &own, &persons, &mut package, host);
    }
    for index in package.members(Drawing::holds_text) {
        Drawing::read(index, &mut package, host);
    }
    report_unread(&package, host);
    for index in package.embedded() {
        package.pass_on(index, host);
    }
}

/// A sheet as the workbook lists it.
struct Entry {
    name: String,
    relation: String,
    hidden: bool,
}

/// What the workbook's own member says.
#[derive(Default)]
struct Outline {
    sheets: Vec<Entry>,
    is_1904: bool,
}

impl Outline {
    fn read(index: usize, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let mut outline = Self::default();
        let mut left_out = 0;
        package.parse(index, host, &mut |token, _| {
            let Token::Start(tag) = token else { return Then::On };
            match tag.local() {
                "workbookPr" => outline.is_1904 = sheet::is_on(tag.attr("date1904").as_deref()),
                "sheet" if outline.sheets.len() >= MOST_SHEETS => left_out += 1,
                "sheet" => outline.sheets.push(Entry {
                    name: tag.attr("name").unwrap_or_default().into_owned(),
                    relation: tag.attr("id").unwrap_or_default().into_owned(),
                    hidden: tag.attr("state").is_some_and(|state| state != "visible"),
                }),
                _ => {}
            }
            Then::On
        });
        if left_out > 0 {
            let detail = format!("more than {MOST_SHEETS} sheets");
            host.defect(Defect::whole(DefectKind::TooLarge, Missing::Members(left_out), detail));
        }
        outline
    }
}

/// Names the members that keep copies of data which no sheet need show, and which are not read.
fn report_unread(package: &Package<'_>, host: &mut dyn Host) {
    let kinds =
        [("pivotCache", "stored data of pivot tables"), ("externalLinks", "stored data of other workbooks")];
    for (folder, what) in kinds {
        let found = package.members(|path| {
            path.rsplit('/').nth(1) == Some(folder) && path.ends_with(".xml") && !path.contains("Definition")
        });
        if let Some(&first) = found.first() {
            let place = Place::Member { path: package.path(first).into(), start: 0, end: 0 };
            let missing = Missing::Members(found.len() as u64);
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, missing, what));
        }
    }
}
