//! Media types as text. Decides nothing about content: sniffing belongs to `extract`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A media type such as `text/html` (RFC 6838), lower case, without parameters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MediaType(String);

impl MediaType {
    /// Takes `text/HTML; charset=x` as `text/html`. Anything without a slash becomes `application/octet-stream`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let essence = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if essence.contains('/') { Self(essence) } else { Self("application/octet-stream".into()) }
    }

    /// The type as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
