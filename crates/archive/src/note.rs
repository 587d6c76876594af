//! Signed notes of the C2SP signed-note specification: text, a blank line, signature lines. Trusts no key that the
//! caller did not name.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::key::{SigningKey, VerifierKey, is_key_name};

/// The most signature lines that are read; the specification asks for at least 16.
const MOST_SIGNATURES: usize = 64;

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The key's name.
    pub name: String,
    /// The key's id.
    pub id: [u8; 4],
    /// The signature itself (64 bytes for Ed25519).
    pub bytes: Vec<u8>,
}

/// A note as read: nothing about it is verified yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its last line feed.
    pub text: String,
    /// The signatures.
    pub signatures: Vec<Signature>,
}

/// Why a text is no signed note, or not one to trust.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It breaks the format.
    #[error("not a signed note")]
    Form,
    /// A signature under a known key does not verify: somebody changed the text or the signature.
    #[error("the signature under {name} does not verify")]
    Forged {
        /// The key's name.
        name: String,
    },
    /// No known key signed it.
    #[error("no known key signed it")]
    Unknown,
}

impl Note {
    /// Reads a note.
    ///
    /// # Errors
    /// [`NoteError::Form`] when it breaks the specification.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        if note.contains(|c: char| c < ' ' && c != '\n') {
            return Err(NoteError::Form);
        }
        let at = note.rfind("\n\n").ok_or(NoteError::Form)?;
        let (text, lines) = (&note[..=at], &note[at + 2..]);
        let lines = lines.strip_suffix('\n').ok_or(NoteError::Form)?;
        let signatures: Vec<_> =
            lines.split('\n').map(parse_signature).collect::<Option<_>>().ok_or(NoteError::Form)?;
        if signatures.len() > MOST_SIGNATURES {
            return Err(NoteError::Form);
        }
        Ok(Self { text: text.to_owned(), signatures })
    }

    /// Signs `text`, which must end in a line feed and hold no other control characters.
    #[must_use]
    pub fn sign(text: &str, key: &SigningKey, name: &str) -> String {
        let verifier = key.verifier(name);
        let signature = STANDARD.encode([&verifier.id()[..], &key.sign(text.as_bytes())].concat());
        format!("{text}\n\u{2014} {name} {signature}\n")
    }

    /// The keys among `known` that signed it, each checked.
    ///
    /// # Errors
    /// When a known key's signature does not verify, or no known key signed.
    pub fn verify<'k>(&self, known: &'k [VerifierKey]) -> Result<Vec<&'k VerifierKey>, NoteError> {
        let mut signers: Vec<&VerifierKey> = Vec::new();
        for signature in &self.signatures {
            let Some(key) = known.iter().find(|key| key.name() == signature.name && key.id() == signature.id)
            else {
                continue;
            };
            if !key.verifies(self.text.as_bytes(), &signature.bytes) {
                return Err(NoteError::Forged { name: signature.name.clone() });
            }
            if !signers.contains(&key) {
                signers.push(key);
            }
        }
        if signers.is_empty() { Err(NoteError::Unknown) } else { Ok(signers) }
    }
}

fn parse_signature(line: &str) -> Option<Signature> {
    let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let bytes = STANDARD.decode(signature).ok()?;
    let (id, bytes) = bytes.split_first_chunk::<4>()?;
    (is_key_name(name) && !bytes.is_empty()).then(|| Signature {
        name: name.to_owned(),
        id: *id,
        bytes: bytes.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_verifies() {
        let key = SigningKey::from_seed([1; 32]);
        let known = [key.verifier("log.example")];
        let signed = Note::sign("one\n\ntwo\n", &key, "log.example");
        let note = Note::parse(&signed).unwrap();
        assert_eq!(note.text, "one\n\ntwo\n");
        assert_eq!(note.verify(&known).unwrap(), [&known[0]]);
        assert_eq!(note.verify(&[key.verifier("other")]), Err(NoteError::Unknown));
        let forged = Note::parse(&signed.replace("two", "six")).unwrap();
        assert_eq!(forged.verify(&known), Err(NoteError::Forged { name: "log.example".into() }));
    }

    #[test]
    fn a_stranger_beside_a_known_key_is_ignored() {
        let (key, stranger) = (SigningKey::from_seed([1; 32]), SigningKey::from_seed([2; 32]));
        let both = Note::sign("a\n", &key, "log.example")
            + Note::sign("a\n", &stranger, "witness.example").rsplit_once("\n\n").unwrap().1;
        assert_eq!(Note::parse(&both).unwrap().verify(&[key.verifier("log.example")]).unwrap().len(), 1);
    }

    #[test]
    fn broken_notes_are_refused() {
        let good = Note::sign("a\n", &SigningKey::from_seed([1; 32]), "n");
        let long = format!("{good}{}", good.lines().last().unwrap());
        for bad in ["", "a\n", "a\n\n", &good[..good.len() - 1], &good.replace('a', "\t"), &long] {
            assert_eq!(Note::parse(bad), Err(NoteError::Form), "{bad:?}");
        }
    }
}
