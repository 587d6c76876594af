//! Offline proofs of the C2SP tlog-proof specification (`c2sp.org/tlog-proof@v1`): one text that shows that an
//! entry is in the log. The `extra` line holds the entry itself. Reads no disk.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::checkpoint::{Checkpoint, parse_decimal};
use crate::key::VerifierKey;
use crate::merkle::{Hash, leaf_hash, root_from_path, sha256};
use crate::note::{Note, NoteError};

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

/// A proof as read or made; [`Proof::verify`] says whether it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The entry file's bytes; not authenticated until verified.
    pub extra: Option<Vec<u8>>,
    /// Index of the entry in the log.
    pub index: u64,
    /// Inclusion proof, from the leaf's sibling up.
    pub path: Vec<Hash>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
}

/// Why a proof does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// It breaks the format.
    #[error("not a tlog-proof")]
    Form,
    /// Its checkpoint is not signed by a known key, or not rightly.
    #[error("the proof's checkpoint: {0}")]
    Checkpoint(#[from] NoteError),
    /// The entry is not the one that the log holds at that index.
    #[error("the entry is not what the log holds at index {index}")]
    NotIncluded {
        /// Index that the proof claims.
        index: u64,
    },
}

impl Proof {
    /// Reads a proof. Verifies nothing.
    ///
    /// # Errors
    /// [`ProofError::Form`].
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        let form = || ProofError::Form;
        let (head, checkpoint) = text.split_once("\n\n").ok_or_else(form)?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(FIRST_LINE) {
            return Err(form());
        }
        let extra = lines.next_if(|line| line.starts_with("extra ")).map(|line| STANDARD.decode(&line[6..]));
        let index =
            lines.next().and_then(|line| parse_decimal(line.strip_prefix("index ")?)).ok_or_else(form)?;
        let path = lines
            .map(|line| STANDARD.decode(line).ok().and_then(|bytes| bytes.try_into().ok()))
            .collect::<Option<Vec<Hash>>>()
            .ok_or_else(form)?;
        Ok(Self {
            extra: extra.transpose().map_err(|_| form())?,
            index,
            path,
            checkpoint: checkpoint.to_owned(),
        })
    }

    /// The proof as text, for a file named `*.tlog-proof`.
    #[must_use]
    pub fn to_text(&self) -> String {
        let extra = self.extra.as_ref().map(|extra| format!("extra {}\n", STANDARD.encode(extra)));
        let path: String = self.path.iter().map(|hash| format!("{}\n", STANDARD.encode(hash))).collect();
        format!(
            "{FIRST_LINE}\n{}index {}\n{path}\n{}",
            extra.unwrap_or_default(),
            self.index,
            self.checkpoint
        )
    }

    /// Checks that `entry` (the entry file's bytes) is in the log that `known` keys signed, and returns the
    /// checkpoint that says so.
    ///
    /// # Errors
    /// When it does not.
    pub fn verify(&self, entry: &[u8], known: &[VerifierKey]) -> Result<Checkpoint, ProofError> {
        let note = Note::parse(&self.checkpoint)?;
        note.verify(known)?;
        let checkpoint = Checkpoint::parse(&note.text).map_err(|_| ProofError::Form)?;
        let leaf = leaf_hash(sha256(entry).bytes());
        let root = root_from_path(leaf, self.index, checkpoint.size, &self.path);
        if root == Some(checkpoint.root) {
            Ok(checkpoint)
        } else {
            Err(ProofError::NotIncluded { index: self.index })
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::key::SigningKey;

    fn proof() -> (Proof, VerifierKey) {
        let key = SigningKey::from_seed([3; 32]);
        let (entry, other) = (b"entry".to_vec(), leaf_hash(b"other"));
        let root = crate::merkle::node_hash(&leaf_hash(sha256(&entry).bytes()), &other);
        let checkpoint = Checkpoint { origin: "o.example".into(), size: 2, root }.signed(&key);
        (Proof { extra: Some(entry), index: 0, path: vec![other], checkpoint }, key.verifier("o.example"))
    }

    #[test]
    fn round_trips_and_verifies() {
        let (proof, key) = proof();
        assert_eq!(Proof::parse(&proof.to_text()), Ok(proof.clone()));
        assert_eq!(proof.verify(b"entry", std::slice::from_ref(&key)).map(|head| head.size), Ok(2));
        assert_eq!(
            proof.verify(b"entri", std::slice::from_ref(&key)),
            Err(ProofError::NotIncluded { index: 0 })
        );
        let stranger = SigningKey::from_seed([4; 32]).verifier("o.example");
        assert_eq!(proof.verify(b"entry", &[stranger]), Err(ProofError::Checkpoint(NoteError::Unknown)));
        let bare = Proof { extra: None, path: vec![], ..proof };
        assert_eq!(Proof::parse(&bare.to_text()), Ok(bare));
    }

    proptest! {
        #[test]
        fn one_changed_byte_never_verifies(at in 0usize..400, to: u8) {
            let (proof, key) = proof();
            let mut bytes = proof.to_text().into_bytes();
            let at = at % bytes.len();
            prop_assume!(bytes[at] != to);
            bytes[at] = to;
            let verified = String::from_utf8(bytes).ok().and_then(|text| {
                let changed = Proof::parse(&text).ok()?;
                let entry = changed.extra.clone()?;
                let head = changed.verify(&entry, std::slice::from_ref(&key)).ok()?;
                Some((entry, head))
            });
            // A change that still verifies changed nothing that counts.
            if let Some((entry, head)) = verified {
                prop_assert_eq!(entry, b"entry".to_vec());
                prop_assert_eq!(head.size, 2);
            }
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,200}") {
            let _ = Proof::parse(&text);
            let _ = Proof::parse(&format!("{FIRST_LINE}\n{text}"));
        }
    }
}
