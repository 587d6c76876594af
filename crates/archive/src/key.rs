//! Ed25519 keys in the forms that public tools read: C2SP verifier keys, and PEM for `openssl`. Generates nothing:
//! the seed is an argument. Where a key is kept is the caller's business; never in a case folder.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::Signer as _;
use sha2::{Digest as _, Sha256};

/// Signature type byte of Ed25519 in C2SP signed-note.
const ED25519: u8 = 0x01;

/// DER of a SubjectPublicKeyInfo for Ed25519 up to the key itself (RFC 8410, section 4).
const SPKI_PREFIX: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// DER of a PKCS#8 private key for Ed25519 up to the seed (RFC 8410, section 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// A person's private key. Never shown: `Debug` prints no secret.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

/// Why a text is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAKey {
    /// The text is not the form that was expected.
    #[error("not an Ed25519 key in the expected form")]
    Form,
    /// The key id in a verifier key does not belong to its key.
    #[error("the key id does not belong to the key")]
    Id,
}

impl SigningKey {
    /// The key that grows from 32 random bytes.
    #[must_use]
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&seed))
    }

    /// Reads a PKCS#8 PEM, as [`SigningKey::to_pem`] and `openssl genpkey -algorithm ed25519` write it.
    ///
    /// # Errors
    /// When the text is no such PEM.
    pub fn from_pem(text: &str) -> Result<Self, NotAKey> {
        let der = from_pem(text, "PRIVATE KEY").ok_or(NotAKey::Form)?;
        let seed = der.strip_prefix(&PKCS8_PREFIX).ok_or(NotAKey::Form)?;
        Ok(Self::from_seed(seed.try_into().map_err(|_| NotAKey::Form)?))
    }

    /// PKCS#8 PEM (RFC 8410).
    #[must_use]
    pub fn to_pem(&self) -> String {
        to_pem("PRIVATE KEY", &[&PKCS8_PREFIX[..], self.0.as_bytes()].concat())
    }

    /// The public half under a name: a log's key name is its origin line.
    #[must_use]
    pub fn verifier(&self, name: &str) -> VerifierKey {
        VerifierKey { name: name.to_owned(), key: self.0.verifying_key() }
    }

    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.0.sign(text).to_bytes()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[private key]")
    }
}

/// A public key with its name: the C2SP verifier key `<name>+<hex key id>+<base64 of type byte and key>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: ed25519_dalek::VerifyingKey,
}

impl VerifierKey {
    /// The key's name: without spaces and `+`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key id: the first four bytes of SHA-256(name, line feed, type byte, key) (C2SP signed-note).
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let hash = Sha256::new()
            .chain_update(&self.name)
            .chain_update([b'\n', ED25519])
            .chain_update(self.key)
            .finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// What a person compares by eye: SHA-256 of the 32 key bytes, the first 16 in groups of four hex digits.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(self.key);
        let groups: Vec<_> =
            hash[..16].chunks(2).map(|pair| format!("{:02x}{:02x}", pair[0], pair[1])).collect();
        groups.join("-")
    }

    /// SubjectPublicKeyInfo PEM, which `openssl pkeyutl -pubin` reads (RFC 8410).
    #[must_use]
    pub fn to_pem(&self) -> String {
        to_pem("PUBLIC KEY", &[&SPKI_PREFIX[..], self.key.as_bytes()].concat())
    }

    /// Whether `signature` is this key's over `text`.
    #[must_use]
    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = u32::from_be_bytes(self.id());
        let key = STANDARD.encode([&[ED25519][..], self.key.as_bytes()].concat());
        write!(f, "{}+{id:08x}+{key}", self.name)
    }
}

impl FromStr for VerifierKey {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        // The base64 may hold a plus, the name and the id may not.
        let mut pieces = text.splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (pieces.next(), pieces.next(), pieces.next()) else {
            return Err(NotAKey::Form);
        };
        if !is_key_name(name) {
            return Err(NotAKey::Form);
        }
        let bytes = STANDARD.decode(key).map_err(|_| NotAKey::Form)?;
        let Some((&ED25519, key)) = bytes.split_first() else { return Err(NotAKey::Form) };
        let key: [u8; 32] = key.try_into().map_err(|_| NotAKey::Form)?;
        let key = ed25519_dalek::VerifyingKey::from_bytes(&key).map_err(|_| NotAKey::Form)?;
        let verifier = Self { name: name.to_owned(), key };
        if format!("{:08x}", u32::from_be_bytes(verifier.id())) == id {
            Ok(verifier)
        } else {
            Err(NotAKey::Id)
        }
    }
}

/// Whether a signed note may carry this key name: not empty, no Unicode spaces, no plus.
#[must_use]
pub fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '+')
}

fn to_pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}

fn from_pem(text: &str, label: &str) -> Option<Vec<u8>> {
    let body = text.trim().strip_prefix(&format!("-----BEGIN {label}-----"))?;
    let body = body.strip_suffix(&format!("-----END {label}-----"))?;
    STANDARD.decode(body.split_ascii_whitespace().collect::<String>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_round_trip() {
        let key = SigningKey::from_seed([7; 32]);
        let again = SigningKey::from_pem(&key.to_pem()).unwrap();
        assert_eq!(again.to_pem(), key.to_pem());
        let verifier = key.verifier("habeas.example/case");
        assert_eq!(verifier.to_string().parse::<VerifierKey>(), Ok(verifier.clone()));
        assert!(verifier.verifies(b"text", &key.sign(b"text")));
        assert!(!verifier.verifies(b"test", &key.sign(b"text")));
        assert_eq!(format!("{key:?}"), "[private key]");
    }

    #[test]
    fn wrong_forms_and_ids_are_told_apart() {
        let text = SigningKey::from_seed([7; 32]).verifier("a").to_string();
        let (head, key) = text.split_at(text.rfind('+').unwrap());
        assert_eq!(format!("a+00000000{key}").parse::<VerifierKey>(), Err(NotAKey::Id));
        for bad in ["", "a", head, &format!("a b{}", &text[1..]), &format!("{head}+AAAA")] {
            assert_eq!(bad.parse::<VerifierKey>(), Err(NotAKey::Form), "{bad}");
        }
        assert!(
            SigningKey::from_pem("-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----").is_err()
        );
    }
}
