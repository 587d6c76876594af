//! What a package says about itself (docProps/*.xml, meta.xml) as one Metadata part: `name: value` a line. Trusts
//! none of it.

use std::rc::Rc;

use model::{Field, MarkKind, PartKind};

use super::{Numbers, Package, Relations, Story, Then, Token};
use crate::host::Host;

/// The Metadata part in the making.
pub(crate) struct Properties {
    story: Option<Story>,
}

/// The element of a property.
struct Open {
    name: String,
    field: Field,
}

impl Properties {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self { story: None }
    }

    /// Reads and hands on all properties that an OOXML package's own relationships name.
    pub(crate) fn read_all(root: &Relations, package: &mut Package<'_>, host: &mut dyn Host) {
        let mut properties = Self::new();
        for kind in ["core-properties", "extended-properties", "custom-properties"] {
            for index in root.members(kind, package, host) {
                properties.read(index, package, host);
            }
        }
        properties.finish(host);
    }

    /// Reads a properties member: each element with text of its own is a property.
    pub(crate) fn read(&mut self, index: usize, package: &mut Package<'_>, host: &mut dyn Host) {
        let path: Rc<str> = package.path(index).into();
        let is_opendocument = path.ends_with("meta.xml");
        let story = match &mut self.story {
            Some(story) => {
                story.read_from(path);
                story
            }
            none => none.insert(Story::new(PartKind::Metadata, path, Numbers::default())),
        };
        // The names of the open elements; a custom property's name is an attribute of the element around its value.
        let mut open: Vec<Option<Open>> = Vec::new();
        let mut value = None;
        package.parse(index, host, &mut |token, host| {
            match token {
                Token::Start(tag) => {
                    let named = match tag.local() {
                        "property" => tag.attr("name").map(std::borrow::Cow::into_owned),
                        "user-defined" => tag.attr("meta:name").map(std::borrow::Cow::into_owned),
                        "coreProperties" | "Properties" | "document-meta" | "meta" => None,
                        local => known(local, is_opendocument).map(|(name, _)| name.to_owned()),
                    };
                    let field = known(tag.local(), is_opendocument).map_or(Field::Other, |(_, field)| field);
                    open.push(named.map(|name| Open { name, field }));
                }
                Token::End => {
                    open.pop();
                    if let Some(key) = value.take() {
                        story.close(key);
                        story.end_line();
                    }
                }
                Token::Text(text) => {
                    if let Some(property) = open.iter().rev().flatten().next() {
                        if value.is_none() && !text.words.trim().is_empty() {
                            story.aside(&format!("{}: ", property.name.replace(char::is_control, " ")));
                            value = Some(story.open(MarkKind::Field(property.field)));
                        }
                        if value.is_some() {
                            story.put_text(&text);
                        }
                    }
                }
            }
            story.drain(host);
            Then::On
        });
    }

    /// Hands the part on.
    pub(crate) fn finish(self, host: &mut dyn Host) {
        if let Some(mut story) = self.story {
            story.finish();
            story.drain(host);
        }
    }
}

/// How a property's element is shown and which field it fills. Statistics (pages, words, characters) are left out:
/// they are counted by the program that wrote the file and are no statement of a person.
///
/// OpenDocument's `creator` is who changed the document last (ODF 1.3 part 3, 4.3.2.7), OOXML's is the author.
fn known(local: &str, is_opendocument: bool) -> Option<(&'static str, Field)> {
    Some(match local {
        "title" => ("title", Field::Title),
        "creator" if is_opendocument => ("lastModifiedBy", Field::Other),
        "creator" => ("byline", Field::Byline),
        "initial-creator" => ("byline", Field::Byline),
        "lastModifiedBy" => ("lastModifiedBy", Field::Other),
        "modified" | "date" => ("modified", Field::Modified),
        "created" | "creation-date" => ("created", Field::Other),
        "description" => ("description", Field::Description),
        "language" => ("language", Field::Language),
        "Application" | "generator" => ("producer", Field::Producer),
        "subject" => ("subject", Field::Other),
        "keywords" | "keyword" => ("keywords", Field::Other),
        "category" => ("category", Field::Other),
        "lastPrinted" | "print-date" => ("lastPrinted", Field::Other),
        "printed-by" => ("printedBy", Field::Other),
        "revision" | "editing-cycles" => ("revision", Field::Other),
        "TotalTime" | "editing-duration" => ("editingTime", Field::Other),
        "contentStatus" => ("contentStatus", Field::Other),
        "identifier" => ("identifier", Field::Other),
        "version" => ("version", Field::Other),
        "Company" => ("company", Field::Other),
        "Manager" => ("manager", Field::Other),
        "HyperlinkBase" => ("hyperlinkBase", Field::Other),
        "Template" => ("template", Field::Other),
        _ => return None,
    })
}
