//! What a PDF says about itself: the Info dictionary (ISO 32000-1, 14.3.3), XMP where Info is silent, the language.
//! Values as written; nothing is worked out.

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::dict::keys::{LANG, METADATA};
use hayro::hayro_syntax::object::{Dict, ObjectIdentifier, Stream};
use model::{Field, MarkKind, Part, PartKind};
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::Event;
use quick_xml::events::attributes::Attribute;

use super::strings;

/// Entries of the Info dictionary: key, our name, field.
const INFO_ENTRIES: [(&str, &str, Field); 8] = [
    ("Title", "title", Field::Title),
    ("Author", "byline", Field::Byline),
    ("Subject", "description", Field::Description),
    ("Keywords", "keywords", Field::Other),
    ("Creator", "creator", Field::Producer),
    ("Producer", "producer", Field::Producer),
    ("CreationDate", "created", Field::Other),
    ("ModDate", "modified", Field::Modified),
];

/// XMP properties that say the same.
const XMP_PROPERTIES: [(&str, &str); 8] = [
    ("dc:title", "title"),
    ("dc:creator", "byline"),
    ("dc:description", "description"),
    ("pdf:Keywords", "keywords"),
    ("xmp:CreatorTool", "creator"),
    ("pdf:Producer", "producer"),
    ("xmp:CreateDate", "created"),
    ("xmp:ModifyDate", "modified"),
];

/// The document's metadata, one `name: value` a line; empty when it has none. `catalog` is the document's root.
pub(super) fn part(pdf: &Pdf, catalog: &Dict<'_>) -> Part {
    let mut values: Vec<(String, Field, String)> = Vec::new();
    if let Some(info) = info(pdf) {
        for (key, name, field) in INFO_ENTRIES {
            if let Some(value) = strings::text_of(&info, key.as_bytes()) {
                values.push((name.to_owned(), field, value));
            }
        }
        for (key, _) in info.entries() {
            if !INFO_ENTRIES.iter().any(|(known, ..)| known.as_bytes() == key.as_ref())
                && let Some(value) = strings::text_of(&info, key.as_ref())
            {
                values.push((strings::name_of(&key), Field::Other, value));
            }
        }
    }
    let packet =
        catalog.get::<Stream<'_>>(METADATA).and_then(|stream| Some(stream.decoded_data().ok()?.into_owned()));
    for (name, value) in packet.map(|packet| xmp(&packet)).unwrap_or_default() {
        let said = values.iter().any(|(said, ..)| *said == name);
        if let Some((_, name, field)) = INFO_ENTRIES.iter().find(|entry| entry.1 == name && !said) {
            values.push(((*name).to_owned(), *field, value));
        }
    }
    if let Some(language) = strings::text_of(catalog, LANG) {
        values.push(("language".to_owned(), Field::Language, language));
    }
    let mut part = Part::new(PartKind::Metadata);
    for (name, field, value) in values {
        part.push_unplaced(&format!("{}: ", one_line(&name)));
        let span = part.push_unplaced(&one_line(&value));
        part.mark(span, MarkKind::Field(field));
        part.push_unplaced("\n");
    }
    part
}

/// The Info dictionary, by the last `/Info` reference in the file: trailers and cross-reference streams are never
/// compressed or encrypted themselves, and the library shows neither.
fn info(pdf: &Pdf) -> Option<Dict<'_>> {
    let data = pdf.data().as_ref();
    let mut end = data.len();
    while let Some(at) = find_last(&data[..end], b"/Info") {
        if let Some(dict) = reference(&data[at + 5..]).and_then(|id| pdf.xref().get::<Dict<'_>>(id)) {
            return Some(dict);
        }
        end = at;
    }
    None
}

fn find_last(data: &[u8], needle: &[u8]) -> Option<usize> {
    (0..(data.len() + 1).saturating_sub(needle.len())).rev().find(|&at| data[at..].starts_with(needle))
}

/// A reference such as `12 0 R`.
fn reference(data: &[u8]) -> Option<ObjectIdentifier> {
    let head = String::from_utf8_lossy(&data[..data.len().min(64)]);
    let mut words = head.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with('R').then(|| ObjectIdentifier::new(number, generation))
}

/// The known properties of an XMP packet, each once, in the packet's order. Understands both forms of RDF: elements
/// (with `rdf:Alt` and its like inside) and attributes.
fn xmp(packet: &[u8]) -> Vec<(&'static str, String)> {
    let text = String::from_utf8_lossy(packet);
    let mut reader = Reader::from_str(&text);
    reader.config_mut().check_end_names = false;
    let mut found: Vec<(&'static str, String)> = Vec::new();
    let mut open: Option<(&'static str, String)> = None;
    let known =
        |name: &str| XMP_PROPERTIES.iter().find(|(property, _)| *property == name).map(|(_, ours)| *ours);
    let mut add = |name: &'static str, value: &str| {
        if !value.trim().is_empty() && !found.iter().any(|(said, _)| *said == name) {
            found.push((name, one_line(value)));
        }
    };
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                for attribute in element.attributes().flatten() {
                    if let Some(name) = known(attribute.key.as_ref()) {
                        add(name, &attribute_text(&attribute));
                    }
                }
                if let Some(name) = known(element.name().as_ref()) {
                    open = Some((name, String::new()));
                } else if element.name().as_ref() == "rdf:li"
                    && let Some((_, value)) = open.as_mut().filter(|(_, value)| !value.trim().is_empty())
                {
                    value.push_str("; ");
                }
            }
            Ok(Event::Text(text)) => {
                if let Some((_, value)) = open.as_mut() {
                    value.push_str(&text.xml10_content());
                }
            }
            Ok(Event::GeneralRef(entity)) => {
                if let Some((_, value)) = open.as_mut() {
                    match entity.resolve_char_ref() {
                        Ok(Some(one)) => value.push(one),
                        _ => value.push_str(resolve_predefined_entity(&entity.xml10_content()).unwrap_or("")),
                    }
                }
            }
            Ok(Event::End(element)) => {
                if known(element.name().as_ref()).is_some()
                    && let Some((name, value)) = open.take()
                {
                    add(name, &value);
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn attribute_text(attribute: &Attribute<'_>) -> String {
    unescape(&attribute.value).map_or_else(|_| attribute.value.clone().into_owned(), |text| text.into_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_in_both_forms() {
        let packet = r#"<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description
            xmp:CreateDate="2031-04-02T10:00:00-06:00" pdf:Producer="A &amp; B">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Lista &lt;parcial&gt;</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>Ibáñez</rdf:li><rdf:li>Fonseca</rdf:li></rdf:Seq></dc:creator>
            </rdf:Description></rdf:RDF></x:xmpmeta>"#;
        let expected = [
            ("created", "2031-04-02T10:00:00-06:00"),
            ("producer", "A & B"),
            ("title", "Lista <parcial>"),
            ("byline", "Ibáñez; Fonseca"),
        ];
        assert_eq!(xmp(packet.as_bytes()), expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(xmp(b"<dc:title><b></dc:title"), []);
    }

    #[test]
    fn references_are_read_as_written() {
        assert_eq!(reference(b" 12 0 R>>"), Some(ObjectIdentifier::new(12, 0)));
        assert_eq!(reference(b"\n7\r\n1\tR"), Some(ObjectIdentifier::new(7, 1)));
        assert_eq!(reference(b" 12 0 obj"), None);
        assert_eq!(find_last(b"/Info /Info x", b"/Info"), Some(6));
        assert_eq!(find_last(b"/In", b"/Info"), None);
    }
}
