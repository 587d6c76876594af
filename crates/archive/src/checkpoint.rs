//! Checkpoints of the C2SP tlog-checkpoint specification: origin, size and root of a log, signed. Written without
//! extension lines; read with them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::SigningKey;
use crate::merkle::Hash;
use crate::note::Note;

/// A tree head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log's identity.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// The text is no checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a checkpoint")]
pub struct NotACheckpoint;

impl Checkpoint {
    /// The note text: three lines.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// The signed note.
    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> String {
        Note::sign(&self.text(), key, &self.origin)
    }

    /// Reads a note's text. Verifies nothing.
    ///
    /// # Errors
    /// When a line is missing, empty or malformed.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        let body = text.strip_suffix('\n').ok_or(NotACheckpoint)?;
        let mut lines = body.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(NotACheckpoint);
        };
        if origin.is_empty() || lines.any(str::is_empty) {
            return Err(NotACheckpoint);
        }
        let root =
            STANDARD.decode(root).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(NotACheckpoint)?;
        Ok(Self { origin: origin.to_owned(), size: parse_decimal(size).ok_or(NotACheckpoint)?, root })
    }
}

/// An ASCII decimal without leading zeroes.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = text == "0" || !text.starts_with('0');
    (digits && plain).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trips() {
        let head = Checkpoint { origin: "habeas.example/x".into(), size: 70_000, root: [9; 32] };
        assert_eq!(Checkpoint::parse(&head.text()), Ok(head.clone()));
        let with_extension = format!("{}more\n", head.text());
        assert_eq!(Checkpoint::parse(&with_extension), Ok(head));
    }

    #[test]
    fn malformed_heads_are_refused() {
        let root = STANDARD.encode([9; 32]);
        for bad in [
            String::new(),
            format!("o\n1\n{root}"),
            format!("\n1\n{root}\n"),
            format!("o\n01\n{root}\n"),
            format!("o\n+1\n{root}\n"),
            format!("o\n99999999999999999999\n{root}\n"),
            "o\n1\nAAAA\n".into(),
            format!("o\n1\n{root}\n\n"),
        ] {
            assert_eq!(Checkpoint::parse(&bad), Err(NotACheckpoint), "{bad:?}");
        }
    }
}
