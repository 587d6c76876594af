//! Styles of a DOCX: which are headings, which hide their text (ECMA-376 part 1, 17.7). Knows no other property.

use std::collections::BTreeMap;

use model::{Defect, DefectKind, Missing, Place};

use crate::host::Host;
use crate::package::{Package, Tag, Then, Token};

/// The most styles that are kept; documents have hundreds.
const MOST: usize = 100_000;

/// How far a style's ancestors are followed.
const MOST_ANCESTORS: usize = 32;

/// What a style says about text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The level, 1 to 6, if it is a heading's.
    pub(super) level: Option<u8>,
    /// Whether it hides its text.
    pub(super) hidden: bool,
}

/// A style as its element gives it; `None` is what it takes from the style it is based on.
#[derive(Debug, Default)]
struct Written {
    level: Option<Option<u8>>,
    hidden: Option<bool>,
    based_on: Option<String>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Written>);

impl Styles {
    /// Reads the styles member.
    pub(super) fn read(index: usize, package: &mut Package<'_>, host: &mut dyn Host) -> Self {
        let mut styles = BTreeMap::new();
        let mut current: Option<(String, Written)> = None;
        let mut left_out = 0_u64;
        package.parse(index, host, &mut |token, _| {
            let Token::Start(tag) = token else { return Then::On };
            let value = || tag.attr("val").unwrap_or_default();
            match (tag.local(), &mut current) {
                (name, _) if name.ends_with("Change") => return Then::Skip,
                ("style", current) => {
                    let id = tag.attr("styleId").unwrap_or_default().into_owned();
                    if let Some((id, style)) = current.replace((id, Written::default())) {
                        match styles.len() < MOST {
                            true => drop(styles.insert(id, style)),
                            false => left_out += 1,
                        }
                    }
                }
                // A name decides unless an outline level was or will be given.
                ("name", Some((_, style))) => style.level = style.level.or(heading(&value()).map(Some)),
                ("basedOn", Some((_, style))) => style.based_on = Some(value().into_owned()),
                ("outlineLvl", Some((_, style))) => style.level = Some(outline(&tag)),
                ("vanish", Some((_, style))) => style.hidden = Some(is_on(&tag)),
                _ => {}
            }
            Then::On
        });
        styles.extend(current);
        if left_out > 0 {
            let place = Place::Member { path: package.path(index).into(), start: 0, end: 0 };
            let detail = format!("{left_out} styles too many, their headings and hidden text are not marked");
            host.defect(Defect::at(place, DefectKind::TooLarge, Missing::Nothing, detail));
        }
        Self(styles)
    }

    /// What the style of this id says. One that the document does not define is judged by its id, which carries its
    /// name without spaces and accents.
    pub(super) fn get(&self, id: &str) -> Style {
        let mut found = Style::default();
        let (mut level, mut hidden, mut next) = (None, None, Some(id));
        for _ in 0..MOST_ANCESTORS {
            let Some(id) = next else { break };
            let Some(style) = self.0.get(id) else {
                level = level.or(heading(id).map(Some));
                break;
            };
            level = level.or(style.level);
            hidden = hidden.or(style.hidden);
            next = style.based_on.as_deref();
        }
        found.level = level.flatten();
        found.hidden = hidden.unwrap_or(false);
        found
    }
}

/// The heading level that an outline level element stands for; 9 is body text (17.3.1.20).
pub(super) fn outline(tag: &Tag<'_>) -> Option<u8> {
    let level = tag.number("val").filter(|&level| level < 9)?;
    u8::try_from(level + 1).ok().map(|level| level.min(6))
}

/// Whether a toggle property is on (17.17.4).
pub(super) fn is_on(tag: &Tag<'_>) -> bool {
    !tag.attr("val").is_some_and(|value| matches!(&*value, "0" | "false" | "off"))
}

/// The level that a style's name or id stands for: `heading 1`, `Título 2`, `Ttulo3`.
fn heading(name: &str) -> Option<u8> {
    let name = name.trim().to_lowercase();
    let digits = name.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let word = name.strip_suffix(digits)?.trim_end();
    let is_heading =
        matches!(word, "heading" | "título" | "titulo" | "ttulo" | "encabezado" | "titre" | "überschrift");
    let level = digits.parse::<u8>().ok().filter(|level| (1..=9).contains(level) && is_heading)?;
    Some(level.min(6))
}

#[cfg(test)]
mod tests {
    use super::heading;

    #[test]
    fn headings_by_name_in_both_languages() {
        let check = |name, level| assert_eq!(heading(name), level, "{name}");
        check("heading 1", Some(1));
        check("Heading 9", Some(6));
        check("Título 2", Some(2));
        check("Ttulo3", Some(3));
        check("Heading1", Some(1));
        check("Normal", None);
        check("List 2", None);
        check("heading 12", None);
        check("heading", None);
        check("1", None);
    }
}
