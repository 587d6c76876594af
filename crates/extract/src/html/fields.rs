//! Where web pages say their title, author, dates and the like: names of `<meta>` and of JSON-LD keys, best first.
//! Holds no state and reads nothing.

use model::Field;

/// A way in which pages state a field. Lower ranks are preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    pub(super) field: Field,
    /// How much it is preferred to others of its field; 0 is best.
    pub(super) rank: u16,
    /// Its name, shown where it is not the preferred one.
    pub(super) name: &'static str,
}

/// `name`, `property`, `itemprop` and `http-equiv` values of `<meta>`, in lower case, best first within a field.
/// Ranks of [`JSON_LD`] and of elements ([`element`]) lie between them.
const META: &[(Field, u16, &[&str])] = &[
    (Field::Title, 0, &["og:title"]),
    (Field::Title, 40, &["twitter:title", "headline", "dc.title", "dcterms.title", "title", "parsely-title"]),
    (
        Field::Byline,
        0,
        &[
            "author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "cxenseparse:author",
            "article:author",
            "article:author_name",
            "autor",
            "mrf:authors",
            "authors",
            "twitter:creator",
        ],
    ),
    (Field::Published, 0, &["article:published_time"]),
    (
        Field::Published,
        20,
        &[
            "datepublished",
            "og:published_time",
            "og:article:published_time",
            "rnews:datepublished",
            "pubdate",
            "publishdate",
            "publish-date",
            "publish_date",
            "publication_date",
            "publication-date",
            "date.issued",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.date",
            "dcterms.created",
            "dc.date.created",
            "parsely-pub-date",
            "sailthru.date",
            "cxenseparse:recs:publishtime",
            "cxenseparse:publishtime",
            "article.published",
            "article_date_original",
            "original-publish-date",
            "displaydate",
            "ptime",
            "date",
            "fecha",
            "fecha_publicacion",
            "fecha-publicacion",
            "fechapublicacion",
            "fecha de publicacion",
            "fecha de publicación",
            "fecha.publicacion",
            "publicado",
        ],
    ),
    (Field::Modified, 0, &["article:modified_time"]),
    (
        Field::Modified,
        20,
        &[
            "datemodified",
            "og:updated_time",
            "og:modified_time",
            "article:updated_time",
            "last-modified",
            "dcterms.modified",
            "dc.date.modified",
            "modified",
            "lastmod",
            "fecha_modificacion",
            "fecha-modificacion",
            "fechamodificacion",
            "fecha de modificacion",
            "fecha de actualización",
            "actualizado",
        ],
    ),
    (Field::Canonical, 10, &["og:url", "twitter:url", "dc.identifier"]),
    (
        Field::Site,
        0,
        &[
            "og:site_name",
            "application-name",
            "apple-mobile-web-app-title",
            "dc.publisher",
            "dcterms.publisher",
            "publisher",
            "twitter:site",
        ],
    ),
    (
        Field::Description,
        0,
        &[
            "og:description",
            "description",
            "twitter:description",
            "dc.description",
            "dcterms.abstract",
            "abstract",
        ],
    ),
    (Field::Language, 10, &["content-language", "language", "dc.language", "dcterms.language", "og:locale"]),
    (Field::Producer, 0, &["generator"]),
    (
        Field::Other,
        0,
        &[
            "keywords",
            "news_keywords",
            "article:section",
            "article:tag",
            "copyright",
            "geo.placename",
            "geo.region",
            "dateline",
        ],
    ),
];

/// Keys of JSON-LD objects (schema.org) of a page or article.
pub(super) const JSON_LD: &[(&str, Field, u16)] = &[
    ("headline", Field::Title, 20),
    ("author", Field::Byline, 20),
    ("creator", Field::Byline, 21),
    ("datePublished", Field::Published, 10),
    ("dateCreated", Field::Published, 90),
    ("dateModified", Field::Modified, 10),
    ("mainEntityOfPage", Field::Canonical, 20),
    ("publisher", Field::Site, 20),
    ("description", Field::Description, 20),
    ("inLanguage", Field::Language, 20),
];

/// The field that a `<meta>` of this name states.
pub(super) fn meta(name: &str) -> Option<Origin> {
    let name = name.trim().to_lowercase();
    META.iter().find_map(|(field, rank, names)| {
        let position = names.iter().position(|known| *known == name)?;
        Some(Origin { field: *field, rank: rank + position as u16, name: names[position] })
    })
}

/// The field that a JSON-LD key states.
pub(super) fn json_ld(key: &str) -> Option<Origin> {
    let (name, field, rank) = JSON_LD.iter().find(|(name, ..)| *name == key)?;
    Some(Origin { field: *field, rank: *rank, name })
}

/// Fields that elements state by their text or attribute.
pub(super) mod element {
    use super::{Field, Origin};

    pub(crate) const HEADING: Origin = Origin { field: Field::Title, rank: 10, name: "h1" };
    pub(crate) const TITLE: Origin = Origin { field: Field::Title, rank: 30, name: "html title" };
    pub(crate) const AUTHOR: Origin = Origin { field: Field::Byline, rank: 30, name: "rel author" };
    pub(crate) const BYLINE: Origin = Origin { field: Field::Byline, rank: 25, name: "itemprop author" };
    pub(crate) const PUBLISHED: Origin =
        Origin { field: Field::Published, rank: 12, name: "itemprop datePublished" };
    pub(crate) const MODIFIED: Origin =
        Origin { field: Field::Modified, rank: 12, name: "itemprop dateModified" };
    pub(crate) const TIME: Origin = Origin { field: Field::Published, rank: 80, name: "time" };
    pub(crate) const CANONICAL: Origin = Origin { field: Field::Canonical, rank: 0, name: "link canonical" };
    pub(crate) const LANGUAGE: Origin = Origin { field: Field::Language, rank: 0, name: "html lang" };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_lower_case() {
        let names: Vec<&str> = META.iter().flat_map(|(_, _, names)| names.iter().copied()).collect();
        for (index, name) in names.iter().enumerate() {
            assert_eq!(*name, name.to_lowercase());
            assert!(!names[..index].contains(name), "{name} is there twice");
        }
    }

    #[test]
    fn the_best_source_wins() {
        let published =
            |name| meta(name).filter(|origin| origin.field == Field::Published).map(|origin| origin.rank);
        assert!(published("article:published_time") < published("DC.date.issued"));
        assert!(published("Fecha_Publicacion").is_some());
        assert_eq!(meta("viewport"), None);
    }
}
