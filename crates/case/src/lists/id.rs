//! Ids of records. A record is named by where it stands and what it says, never by when it was read.

use model::{CharSpan, ItemId, RecordId};
use sha2::{Digest as _, Sha256};

/// The id of the record at `span` of `item`, where the document's text reads `words`: the first eight bytes, big-endian,
/// of SHA-256 over `habeas record 1` and a line feed, the item's 32 bytes, start and end as eight big-endian bytes each,
/// and the words in UTF-8.
#[must_use]
pub fn record_id(item: ItemId, span: CharSpan, words: &str) -> RecordId {
    let mut hash = Sha256::new();
    hash.update(b"habeas record 1\n");
    hash.update(item.0.0);
    hash.update(span.start.to_be_bytes());
    hash.update(span.end.to_be_bytes());
    hash.update(words.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let first: [u8; 8] = digest[..8].try_into().expect("a digest has 32 bytes");
    RecordId(u64::from_be_bytes(first))
}

#[cfg(test)]
mod tests {
    use model::Digest;

    use super::*;

    #[test]
    fn another_place_or_other_words_are_another_record() {
        let id = |item: u8, start: u64, words: &str| {
            record_id(ItemId(Digest([item; 32])), CharSpan { start, end: start + 4 }, words)
        };
        let ids = [id(1, 0, "Inés"), id(2, 0, "Inés"), id(1, 1, "Inés"), id(1, 0, "Ines")];
        for (at, one) in ids.iter().enumerate() {
            assert!(ids[at + 1..].iter().all(|other| other != one));
        }
        assert_eq!(ids[0], id(1, 0, "Inés"));
        // Computed once with `sha256sum`: it must never change.
        assert_eq!(ids[0].0, KNOWN);
    }

    const KNOWN: u64 = 0xd81f_cd47_80ad_f3a9;
}
