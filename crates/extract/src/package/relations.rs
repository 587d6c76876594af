//! Relationships of OOXML parts (ECMA-376 part 2, 6.5): which part or address an id stands for. Follows none.

use model::{Defect, DefectKind, Missing, Place};

use super::{Package, Then, Token};
use crate::host::Host;

/// The most relationships that one part may have.
const MOST: usize = 200_000;

/// One relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relation {
    /// Its id inside its part.
    pub(crate) id: String,
    /// The last word of its type's address, such as `hyperlink`: the transitional and the strict form of ECMA-376
    /// differ before it only.
    pub(crate) kind: String,
    /// For an inner target the path in the package, else the address as written.
    pub(crate) target: String,
    /// Whether the target is outside the package.
    pub(crate) external: bool,
}

/// The relationships of one part, in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Relations(Vec<Relation>);

impl Relations {
    /// Reads the relationships of the part at `path`; an empty path stands for the package itself.
    pub(crate) fn of(path: &str, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let member = format!("{folder}/_rels/{name}.rels");
        let mut found = Vec::new();
        let mut left_out = 0;
        if let Some(index) = package.find(&member) {
            package.parse(index, host, &mut |token, _| {
                if let Token::Start(tag) = token
                    && tag.local() == "Relationship"
                {
                    let read = |name| tag.attr(name).unwrap_or_default().into_owned();
                    let external = read("TargetMode") == "External";
                    let target = if external { read("Target") } else { inside(folder, &read("Target")) };
                    let kind = read("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    match found.len() < MOST {
                        true => found.push(Relation { id: read("Id"), kind, target, external }),
                        false => left_out += 1,
                    }
                }
                Then::On
            });
        }
        if left_out > 0 {
            let place = Place::Member { path: member, start: 0, end: 0 };
            let missing = Missing::Members(left_out);
            let detail = format!("more than {MOST} relationships");
            host.defect(Defect::at(place, DefectKind::TooLarge, missing, detail));
        }
        found.sort_by(|a: &Relation, b| a.id.cmp(&b.id));
        Self(found)
    }

    /// The relationship with this id.
    pub(crate) fn get(&self, id: &str) -> Option<&Relation> {
        let at = self.0.binary_search_by(|relation| relation.id.as_str().cmp(id)).ok()?;
        self.0.get(at)
    }

    /// The inner targets of a kind, by id.
    pub(crate) fn targets<'r>(&'r self, kind: &'r str) -> impl Iterator<Item = &'r str> {
        let inner = self.0.iter().filter(move |relation| !relation.external && relation.kind == kind);
        inner.map(|relation| relation.target.as_str())
    }

    /// The members that the relationships of a kind name, by path. One that is not there is a defect.
    pub(crate) fn members(&self, kind: &str, package: &Package<'_>, host: &mut dyn Host) -> Vec<usize> {
        let mut found = Vec::new();
        for path in self.targets(kind) {
            match package.find(path) {
                Some(index) => found.push(index),
                None => {
                    let place = Place::Member { path: path.into(), start: 0, end: 0 };
                    let detail = format!("the package lacks this member ({kind})");
                    host.defect(Defect::at(place, DefectKind::Damaged, Missing::Unknown, detail));
                }
            }
        }
        // header2 before header10.
        found.sort_by_key(|&index| (package.path(index).len(), package.path(index).to_owned()));
        found.dedup();
        found
    }

    /// Reports what the part at `path` takes from outside the package: content that nobody fetched. Links that a
    /// reader follows by hand are none of it.
    pub(crate) fn report_external(&self, path: &str, host: &mut dyn Host) {
        let foreign = |relation: &&Relation| relation.external && relation.kind != "hyperlink";
        for relation in self.0.iter().filter(foreign).take(MOST_REPORTED) {
            let missing = match relation.kind.as_str() {
                "image" => Missing::Pictures(1),
                "attachedTemplate" => Missing::Nothing,
                _ => Missing::Unknown,
            };
            let place = Place::Member { path: path.into(), start: 0, end: 0 };
            let detail = format!("outside the file, not fetched ({}): {}", relation.kind, relation.target);
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, missing, detail));
        }
        let more = self.0.iter().filter(foreign).count().saturating_sub(MOST_REPORTED);
        if more > 0 {
            let place = Place::Member { path: path.into(), start: 0, end: 0 };
            let detail = format!("{more} more things outside the file, not fetched");
            host.defect(Defect::at(place, DefectKind::UnsupportedFeature, Missing::Unknown, detail));
        }
    }
}

/// How many outside targets of one part are named one by one.
const MOST_REPORTED: usize = 20;

/// The package path of a target relative to `folder`.
fn inside(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn targets_resolve_against_their_folder() {
        let check = |folder, target, path| assert_eq!(inside(folder, target), path);
        check("word", "media/image1.png", "word/media/image1.png");
        check("word", "/word/document.xml", "word/document.xml");
        check("xl/worksheets", "../comments1.xml", "xl/comments1.xml");
        check("xl", "..\\..\\..\\x.xml", "x.xml");
        check("", "word/document.xml", "word/document.xml");
    }
}
