//! Whatever a stranger sends as a proof, a note, a key, an entry or a tile: it is refused or read, and what was read
//! is written again as it came.

#![no_main]

use archive::key::VerifierKey;
use archive::note::Note;
use archive::{Checkpoint, Proof, entry, tile};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let _ = entry::read(0, data);
    let _ = tile::parse_bundle(data, 3);
    let _ = tile::parse_hashes(data, 2);
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(note) = Note::parse(text) {
        if let Ok(head) = Checkpoint::parse(&note.text) {
            assert!(note.text.starts_with(&head.text()));
        }
    }
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string().parse::<VerifierKey>(), Ok(key));
    }
    if let Ok(proof) = Proof::parse(text) {
        assert_eq!(Proof::parse(&proof.to_text()), Ok(proof));
    }
});
