//! Names in queries: of filters, of states, of types of files, in English and Spanish. Reads no query.

use model::LedgerState;

use super::tokens::fold;

/// The name of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldName {
    Kind,
    Language,
    From,
    Published,
    Taken,
    State,
    In,
    Name,
    Speaker,
}

impl FieldName {
    const ALL: [(Self, &'static [&'static str], &'static [&'static str]); 9] = [
        (Self::Kind, &["type"], &["tipo"]),
        (Self::Language, &["lang", "language"], &["idioma", "lengua"]),
        (Self::From, &["from"], &["de"]),
        (Self::Published, &["published"], &["publicado"]),
        (Self::Taken, &["taken", "taken-in"], &["ingresado"]),
        (Self::State, &["state"], &["estado"]),
        (Self::In, &["in"], &["en"]),
        (Self::Name, &["name"], &["nombre"]),
        (Self::Speaker, &["speaker"], &["quien", "quién", "habla"]),
    ];

    pub(super) fn of(written: &str) -> Option<Self> {
        let fits = |(_, english, spanish): &&(Self, &[&str], &[&str])| {
            english.contains(&written) || spanish.contains(&written)
        };
        Self::ALL.iter().find(fits).map(|(name, ..)| *name)
    }

    pub(super) fn is_spanish(self, written: &str) -> bool {
        let name = written.trim_end_matches(':');
        Self::ALL.iter().any(|(of, _, spanish)| *of == self && spanish.contains(&name))
    }
}

/// A state of the ledger by its code or its Spanish word.
pub(super) fn state(written: &str) -> Option<LedgerState> {
    let mut form = String::new();
    fold(written, &mut form);
    LedgerState::from_code(&written.to_lowercase()).or(match form.as_str() {
        "entero" | "completo" => Some(LedgerState::Whole),
        "parcial" => Some(LedgerState::Partial),
        "fallido" => Some(LedgerState::Failed),
        "pendiente" | "sinleer" => Some(LedgerState::Unread),
        "borrado" => Some(LedgerState::Erased),
        _ => None,
    })
}

/// Short names of media types. Besides these a media type may be named whole, by its first half (`image`) or by what
/// its second half ends in (`pdf`, `zip`).
const KINDS: [(&str, &[&str]); 20] = [
    ("text", &["text/plain"]),
    ("txt", &["text/plain"]),
    ("md", &["text/markdown"]),
    ("tsv", &["text/tab-separated-values"]),
    ("htm", &["text/html"]),
    ("web", &["text/html", "application/warc", "application/wacz"]),
    ("mail", &["message/rfc822", "application/mbox"]),
    ("correo", &["message/rfc822", "application/mbox"]),
    ("eml", &["message/rfc822"]),
    ("docx", &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]),
    ("odt", &["application/vnd.oasis.opendocument.text"]),
    ("xlsx", &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]),
    ("ods", &["application/vnd.oasis.opendocument.spreadsheet"]),
    ("srt", &["application/x-subrip"]),
    ("tar", &["application/x-tar"]),
    ("gz", &["application/gzip"]),
    ("jpg", &["image/jpeg"]),
    ("tif", &["image/tiff"]),
    ("picture", &["image/png", "image/jpeg", "image/tiff"]),
    ("imagen", &["image/png", "image/jpeg", "image/tiff"]),
];

/// Whether a name, as a person writes it, means this media type.
pub(super) fn is_kind(written: &str, media_type: &str) -> bool {
    let written = written.to_lowercase();
    if let Some((_, types)) = KINDS.iter().find(|(name, _)| *name == written) {
        return types.contains(&media_type);
    }
    let (top, sub) = media_type.split_once('/').unwrap_or((media_type, ""));
    let short = sub.rsplit(['.', '-', '+']).next().unwrap_or(sub);
    [media_type, top, sub, short].contains(&written.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_go_by_several_names() {
        fn check(written: &str, media_type: &str, expected: bool) {
            assert_eq!(is_kind(written, media_type), expected, "{written} {media_type}");
        }
        check("pdf", "application/pdf", true);
        check("PDF", "application/pdf", true);
        check("application/pdf", "application/pdf", true);
        check("image", "image/png", true);
        check("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true);
        check("mail", "application/mbox", true);
        check("text", "text/html", false);
        check("html", "text/html", true);
        check("zip", "application/gzip", false);
    }
}
