//! Styles of an OpenDocument file: which of them hide what they style. Knows no other property.

use std::collections::BTreeMap;

use crate::package::Tag;

/// The most styles that are kept.
const MOST: usize = 200_000;

/// How far a style's ancestors are followed.
const MOST_ANCESTORS: usize = 32;

/// The styles, by family and name.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<(String, String), Style>,
    current: Option<(String, String)>,
    left_out: u64,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    hides: Option<bool>,
}

impl Styles {
    /// Takes an element; one that belongs to no style changes nothing.
    pub(super) fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style:style" => {
                let read = |name| tag.attr(name).unwrap_or_default().into_owned();
                let key = (read("style:family"), read("style:name"));
                let parent = tag.attr("style:parent-style-name").map(std::borrow::Cow::into_owned);
                if self.known.len() < MOST {
                    self.known.insert(key.clone(), Style { parent, hides: None });
                } else {
                    self.left_out += 1;
                }
                self.current = Some(key);
            }
            "style:default-style" | "style:page-layout" | "text:list-style" => self.current = None,
            // 20.363 for text, 19.684 for sheets.
            "style:text-properties" => self.note(tag.attr("text:display").map(|value| value == "none")),
            "style:table-properties" => self.note(tag.attr("table:display").map(|value| value == "false")),
            _ => {}
        }
    }

    /// Whether the style of this family that `tag` names by `attribute` hides what it styles.
    pub(super) fn hides(&self, family: &str, tag: &Tag<'_>, attribute: &str) -> bool {
        let Some(name) = tag.attr(attribute) else { return false };
        let mut key = (family.to_owned(), name.into_owned());
        for _ in 0..MOST_ANCESTORS {
            let Some(style) = self.known.get(&key) else { return false };
            match (style.hides, &style.parent) {
                (Some(hides), _) => return hides,
                (None, Some(parent)) => key.1.clone_from(parent),
                (None, None) => return false,
            }
        }
        false
    }

    /// How many styles were too many, since this was asked last.
    pub(super) fn take_left_out(&mut self) -> u64 {
        std::mem::take(&mut self.left_out)
    }

    fn note(&mut self, hides: Option<bool>) {
        if let (Some(key), Some(_)) = (&self.current, hides)
            && let Some(style) = self.known.get_mut(key)
        {
            style.hides = hides;
        }
    }
}
