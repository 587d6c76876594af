//! The Merkle tree of RFC 6962, section 2.1, over SHA-256: hashes, roots, inclusion proofs. Knows no storage: node
//! hashes come from whoever holds them.

use model::Digest;
use sha2::{Digest as _, Sha256};

/// A node of the tree.
pub type Hash = [u8; 32];

/// SHA-256 of `bytes`.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest(Sha256::digest(bytes).into())
}

/// The hash of a leaf: SHA-256(0x00 || leaf).
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// The hash of an inner node: SHA-256(0x01 || left || right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of the empty tree: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// The largest power of two below `size`, for `size >= 2`: where RFC 6962 splits a tree.
fn split(size: u64) -> u64 {
    1 << (63 - (size - 1).leading_zeros())
}

/// A source of the hashes of perfect subtrees: `subtree(height, index)` is the root over leaves
/// `index << height .. (index + 1) << height`.
pub trait Subtrees {
    /// What keeps a hash from being had.
    type Error;

    /// The hash of one perfect subtree.
    ///
    /// # Errors
    /// When the hash is lost or unreadable.
    fn subtree(&mut self, height: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// The root over leaves `start..end`, `start < end`, `start` a multiple of the split size as in RFC 6962.
///
/// # Errors
/// Passes on what `nodes` says.
pub fn root_of<S: Subtrees>(nodes: &mut S, start: u64, end: u64) -> Result<Hash, S::Error> {
    let size = end - start;
    if size.is_power_of_two() && start.is_multiple_of(size) {
        return nodes.subtree(size.trailing_zeros(), start / size);
    }
    let middle = start + split(size);
    Ok(node_hash(&root_of(nodes, start, middle)?, &root_of(nodes, middle, end)?))
}

/// The inclusion proof of leaf `index` in the tree of `size` leaves, `index < size`, from the leaf's sibling up
/// (RFC 6962, section 2.1.1).
///
/// # Errors
/// Passes on what `nodes` says.
pub fn inclusion_path<S: Subtrees>(nodes: &mut S, index: u64, size: u64) -> Result<Vec<Hash>, S::Error> {
    let (mut start, mut end, mut path) = (0, size, Vec::new());
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            path.push(root_of(nodes, middle, end)?);
            end = middle;
        } else {
            path.push(root_of(nodes, start, middle)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(path)
}

/// The root that an inclusion proof leads to, or `None` when the proof has the wrong length for `index` and `size`
/// (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn root_from_path(leaf: Hash, index: u64, size: u64, path: &[Hash]) -> Option<Hash> {
    if index >= size {
        return None;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in path {
        if last == 0 {
            return None;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(sibling, &hash);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        node >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    struct Leaves(Vec<Hash>);

    impl Subtrees for Leaves {
        type Error = Infallible;

        fn subtree(&mut self, height: u32, index: u64) -> Result<Hash, Infallible> {
            if height == 0 {
                return Ok(self.0[usize::try_from(index).unwrap()]);
            }
            let left = self.subtree(height - 1, index * 2)?;
            let right = self.subtree(height - 1, index * 2 + 1)?;
            Ok(node_hash(&left, &right))
        }
    }

    fn leaves(count: u64) -> Leaves {
        Leaves((0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect())
    }

    fn hex(hash: Hash) -> String {
        Digest(hash).to_string()
    }

    /// The roots of certificate-transparency's own test leaves, as published with RFC 6962's implementations.
    #[test]
    fn published_roots() {
        let inputs: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let mut tree = Leaves(inputs.iter().map(|input| leaf_hash(input)).collect());
        let roots = [
            (1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
            (2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
            (3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
            (8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
        ];
        for (size, root) in roots {
            assert_eq!(hex(root_of(&mut tree, 0, size).unwrap()), root, "{size} leaves");
        }
        assert_eq!(hex(empty_root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn every_path_leads_to_the_root_and_no_other_does() {
        for size in 1..=70 {
            let mut tree = leaves(size);
            let root = root_of(&mut tree, 0, size).unwrap();
            for index in 0..size {
                let path = inclusion_path(&mut tree, index, size).unwrap();
                let leaf = tree.0[usize::try_from(index).unwrap()];
                assert_eq!(root_from_path(leaf, index, size, &path), Some(root));
                assert_ne!(root_from_path(leaf_hash(b"other"), index, size, &path), Some(root));
                if let Some((_, shorter)) = path.split_last() {
                    assert_ne!(root_from_path(leaf, index, size, shorter), Some(root));
                    assert_ne!(root_from_path(leaf, (index + 1) % size, size, &path), Some(root));
                }
                let longer = [path.as_slice(), &[leaf]].concat();
                assert_ne!(root_from_path(leaf, index, size, &longer), Some(root));
            }
            assert_eq!(root_from_path(root, size, size, &[]), None);
        }
    }
}
