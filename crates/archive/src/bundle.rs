//! What a stranger gets to check an item without Habeas: proofs, entries, key, checkpoint, a page of Python and
//! plain instructions in both languages. Makes bytes; whoever asks writes them down.

use crate::archive::Archive;
use crate::error::ReadError;
use crate::key::VerifierKey;
use crate::note::Note;

/// A file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The page of Python that checks a bundle with `openssl` and nothing else.
const VERIFY_PY: &str = include_str!("../assets/verify.py");
const README_EN: &str = include_str!("../assets/README.txt");
const README_ES: &str = include_str!("../assets/LEEME.txt");

/// The bundle for these entries (all about one item), with `keys` as the log names them.
///
/// # Errors
/// When the log cannot be read or is damaged on the way.
pub fn bundle(
    archive: &Archive,
    indexes: &[u64],
    keys: &[VerifierKey],
) -> Result<Vec<BundleFile>, ReadError> {
    let mut files = Vec::new();
    let mut add = |name: String, bytes: Vec<u8>| files.push(BundleFile { name, bytes });
    for index in indexes {
        let proof = archive.prove(*index)?;
        if let Some(body) = &proof.extra {
            add(format!("entry-{index}.json"), body.clone());
        }
        add(format!("entry-{index}.tlog-proof"), proof.to_text().into_bytes());
    }
    let checkpoint = archive.checkpoint()?;
    let damaged = || ReadError::Damaged { path: crate::archive::CHECKPOINT.into() };
    let note = Note::parse(&checkpoint).map_err(|_| damaged())?;
    let signers = note.verify(keys).map_err(|_| damaged())?;
    let key = *signers.first().ok_or_else(damaged)?;
    let signature = note.signatures.iter().find(|line| line.id == key.id()).ok_or_else(damaged)?;
    add("checkpoint.txt".into(), note.text.clone().into_bytes());
    add("checkpoint.sig".into(), signature.bytes.clone());
    add("key.pem".into(), key.to_pem().into_bytes());
    add("key.vkey".into(), format!("{key}\n").into_bytes());
    add("verify.py".into(), VERIFY_PY.into());
    let fill = |text: &str| text.replace("{fingerprint}", &key.fingerprint()).into_bytes();
    add("README.txt".into(), fill(README_EN));
    add("LEEME.txt".into(), fill(README_ES));
    Ok(files)
}
