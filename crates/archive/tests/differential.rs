//! The log as an independent implementation sees it: Cloudflare's `tlog_tiles` and `signed_note` read our tiles,
//! checkpoint and proofs, and come to the same root. Theirs is the oracle; nothing of it ships.

#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod common;

use archive::tile::tiles;
use archive::{Archive, Disk as _, Proof};
use common::{MemoryDisk, ORIGIN, create, key, take};
use signed_note::{Note, StandardVerifier, VerifierList};
use tlog_tiles::{
    Checkpoint, Error, Hash, HashReader, Tile, check_record, prove_record, record_hash, tree_hash,
};

/// Their way into our tiles: they name a tile, we give its bytes under the path of the specification.
struct OurTiles(MemoryDisk, u64);

impl HashReader for OurTiles {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let read = |index: &u64| {
            let wanted = Tile::from_index(8, *index);
            let ours = tiles(self.1)
                .find(|tile| {
                    tile.kind == archive::tile::Kind::Hashes(wanted.level())
                        && tile.index == wanted.level_index()
                })
                .expect("a tree has every tile that its nodes need");
            let bytes = self.0.read(&format!("log/{}", ours.path())).expect("the tile is on disk");
            let tile = Tile::new(8, wanted.level(), wanted.level_index(), u32::from(ours.width), false);
            tile.hash_at_index(&bytes, *index)
        };
        indexes.iter().map(read).collect()
    }
}

#[test]
fn an_independent_implementation_comes_to_the_same_root_and_proofs() {
    let disk = MemoryDisk::default();
    let mut archive = create(&disk);
    let texts: Vec<String> = (0..620).map(|number| format!("acta {number}")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for (round, chunk) in texts.chunks(103).enumerate() {
        take(&mut archive, chunk).unwrap();
        check(&disk, &archive, round as u64);
    }
}

fn check(disk: &MemoryDisk, archive: &Archive, round: u64) {
    let size = archive.size();
    let note = Note::from_bytes(archive.checkpoint().unwrap().as_bytes()).expect("they read our note");
    let verifier = StandardVerifier::new(&key().verifier(ORIGIN).to_string()).expect("they read our key");
    let (verified, _) =
        note.verify(&VerifierList::new(vec![Box::new(verifier)])).expect("they verify our signature");
    assert_eq!(verified.len(), 1);
    let checkpoint = Checkpoint::from_bytes(note.text()).expect("they read our checkpoint");
    assert_eq!((checkpoint.origin(), checkpoint.size()), (ORIGIN, size));

    let reader = OurTiles(disk.clone(), size);
    assert_eq!(tree_hash(size, &reader).unwrap().0, checkpoint.hash().0, "their root over our tiles");
    for index in [0, 1, size / 2, size - 2 - round, size - 1] {
        let ours = Proof::parse(&archive.prove(index).unwrap().to_text()).unwrap();
        let theirs = prove_record(size, index, &reader).unwrap();
        let path: Vec<Hash> = ours.path.iter().map(|hash| Hash(*hash)).collect();
        assert_eq!(
            path.iter().map(|hash| hash.0).collect::<Vec<_>>(),
            theirs.iter().map(|hash| hash.0).collect::<Vec<_>>()
        );
        let leaf = record_hash(archive.leaf(index).unwrap().bytes());
        check_record(&path, size, Hash(checkpoint.hash().0), index, leaf).expect("they accept our proof");
    }
}
