//! Tiles of the C2SP tlog-tiles specification: paths, widths, and the growing right edge of the tree. Touches no
//! disk: tiles are bytes here.

use crate::merkle::{Hash, Subtrees, empty_root, node_hash};

/// Hashes in a full tile: 256, a subtree of height 8.
pub const WIDTH: u64 = 256;

/// Which tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Merkle tree hashes at this level; level 0 holds leaf hashes.
    Hashes(u8),
    /// The leaves themselves, each behind its length as two big-endian bytes.
    Entries,
}

/// One tile of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tile {
    /// What it holds.
    pub kind: Kind,
    /// Its index within the level.
    pub index: u64,
    /// How many hashes or leaves: 1 to 256.
    pub width: u16,
}

impl Tile {
    /// Its path below the log's folder, such as `tile/0/x001/x234/067.p/8`.
    #[must_use]
    pub fn path(&self) -> String {
        let level = match self.kind {
            Kind::Hashes(level) => level.to_string(),
            Kind::Entries => "entries".into(),
        };
        let partial =
            if u64::from(self.width) < WIDTH { format!(".p/{}", self.width) } else { String::new() };
        format!("tile/{level}/{}{partial}", index_path(self.index))
    }

    /// The full tile at the same index.
    #[must_use]
    pub fn full(self) -> Self {
        Self { width: 256, ..self }
    }
}

/// A number as path elements of three digits, all but the last behind an `x`.
#[must_use]
pub fn index_path(index: u64) -> String {
    let mut path = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// Every tile of a tree of `size` leaves, lowest level first, entry bundles last.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0u8..8).map(move |level| (Kind::Hashes(level), size >> (8 * level)));
    levels.take_while(|(_, count)| *count > 0).chain([(Kind::Entries, size)]).flat_map(|(kind, count)| {
        let full = (0..count / WIDTH).map(move |index| Tile { kind, index, width: 256 });
        let rest = (count % WIDTH) as u16;
        full.chain((rest > 0).then_some(Tile { kind, index: count / WIDTH, width: rest }))
    })
}

/// The hashes in a tile's bytes, or `None` when they are no whole number of hashes or not `width` of them.
#[must_use]
pub fn parse_hashes(bytes: &[u8], width: u16) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && hashes.len() == usize::from(width)).then(|| hashes.to_vec())
}

/// The leaves in an entry bundle, or `None` when the lengths do not add up to `width` leaves.
#[must_use]
pub fn parse_bundle(mut bytes: &[u8], width: u16) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        leaves.push(leaf);
        bytes = rest;
    }
    (bytes.is_empty() && leaves.len() == usize::from(width)).then_some(leaves)
}

/// The root over a full tile or a power-of-two stretch of one.
#[must_use]
pub fn fold(hashes: &[Hash]) -> Hash {
    match hashes {
        [] => empty_root(),
        [hash] => *hash,
        _ => {
            let (left, right) = hashes.split_at(hashes.len().next_power_of_two() / 2);
            node_hash(&fold(left), &fold(right))
        }
    }
}

/// The tree's right edge: for each level the hashes that do not fill a tile yet. Enough to append and to know the
/// root, without reading the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
    leaves: Vec<u8>,
}

impl Edge {
    /// The edge of a tree of `size` leaves. `read` gives the hashes of each partial tile and the bytes of the
    /// partial entry bundle.
    ///
    /// # Errors
    /// Passes on what `read` says.
    pub fn load<E>(
        size: u64,
        mut hashes: impl FnMut(Tile) -> Result<Vec<Hash>, E>,
        bundle: impl FnOnce(Tile) -> Result<Vec<u8>, E>,
    ) -> Result<Self, E> {
        let mut edge = Self { size, ..Self::default() };
        let mut leaves = None;
        for tile in tiles(size).filter(|tile| u64::from(tile.width) < WIDTH) {
            match tile.kind {
                Kind::Hashes(level) => {
                    edge.levels.resize(usize::from(level), Vec::new());
                    edge.levels.push(hashes(tile)?);
                }
                Kind::Entries => leaves = Some(tile),
            }
        }
        if let Some(tile) = leaves {
            edge.leaves = bundle(tile)?;
        }
        Ok(edge)
    }

    /// How many leaves the tree has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf of at most 65,535 bytes; hands every tile that it fills to `full`.
    pub fn push(&mut self, leaf: &[u8], mut full: impl FnMut(Tile, Vec<u8>)) {
        let length = u16::try_from(leaf.len()).expect("leaves are digests of 32 bytes");
        self.leaves.extend_from_slice(&length.to_be_bytes());
        self.leaves.extend_from_slice(leaf);
        let mut carried = Some(crate::merkle::leaf_hash(leaf));
        let mut level = 0;
        while let Some(hash) = carried.take() {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(hash);
            if self.levels[level].len() as u64 == WIDTH {
                let hashes = std::mem::take(&mut self.levels[level]);
                let index = self.size >> (8 * (level + 1));
                full(Tile { kind: Kind::Hashes(level as u8), index, width: 256 }, hashes.concat());
                carried = Some(fold(&hashes));
                level += 1;
            }
        }
        self.size += 1;
        if self.size.is_multiple_of(WIDTH) {
            let index = self.size / WIDTH - 1;
            full(Tile { kind: Kind::Entries, index, width: 256 }, std::mem::take(&mut self.leaves));
        }
    }

    /// The partial tiles as they are now.
    pub fn partial(&self) -> impl Iterator<Item = (Tile, Vec<u8>)> {
        tiles(self.size).filter(|tile| u64::from(tile.width) < WIDTH).map(|tile| match tile.kind {
            Kind::Hashes(level) => (tile, self.levels[usize::from(level)].concat()),
            Kind::Entries => (tile, self.leaves.clone()),
        })
    }

    /// Whether the leaves of the partial entry bundle are those of the partial tile of hashes.
    #[must_use]
    pub fn leaves_agree(&self) -> bool {
        let hashes = self.levels.first().map_or(&[][..], Vec::as_slice);
        let width = hashes.len() as u16;
        parse_bundle(&self.leaves, width).is_some_and(|leaves| {
            leaves.iter().map(|leaf| crate::merkle::leaf_hash(leaf)).eq(hashes.iter().copied())
        })
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        // Perfect subtrees from left (largest) to right (smallest), joined from the right.
        let mut subtrees = Vec::new();
        for hashes in self.levels.iter().rev() {
            let mut rest = hashes.as_slice();
            while !rest.is_empty() {
                let (perfect, after) = rest.split_at(1 << rest.len().ilog2());
                subtrees.push(fold(perfect));
                rest = after;
            }
        }
        subtrees.into_iter().rev().reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }
}

/// Node hashes out of tiles that a closure reads.
pub struct TileSubtrees<R> {
    /// Size of the tree.
    pub size: u64,
    /// Reads the hashes of one tile.
    pub read: R,
}

impl<E, R: FnMut(Tile) -> Result<Vec<Hash>, E>> Subtrees for TileSubtrees<R> {
    type Error = E;

    fn subtree(&mut self, height: u32, index: u64) -> Result<Hash, E> {
        let (level, within) = (height / 8, height % 8);
        let first = index << within;
        let (tile_index, offset) = (first / WIDTH, (first % WIDTH) as usize);
        let count = self.size >> (8 * level);
        let width = (count - tile_index * WIDTH).min(WIDTH) as u16;
        let hashes = (self.read)(Tile { kind: Kind::Hashes(level as u8), index: tile_index, width })?;
        Ok(fold(&hashes[offset..offset + (1 << within)]))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::convert::Infallible;

    use super::*;
    use crate::merkle::{inclusion_path, leaf_hash, root_from_path, root_of};

    #[test]
    fn paths_as_the_specification_writes_them() {
        let tile = |kind, index, width| Tile { kind, index, width }.path();
        assert_eq!(tile(Kind::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(tile(Kind::Hashes(3), 0, 1), "tile/3/000.p/1");
        assert_eq!(tile(Kind::Entries, 273, 112), "tile/entries/273.p/112");
    }

    #[test]
    fn the_specifications_examples_of_sizes() {
        let count = |size, kind, full| {
            tiles(size).filter(|tile| tile.kind == kind && (tile.width == 256) == full).count()
        };
        assert_eq!(count(70_000, Kind::Hashes(0), true), 273);
        assert_eq!(count(70_000, Kind::Hashes(1), true), 1);
        let partial: Vec<_> = tiles(70_000).filter(|tile| tile.width < 256).map(|tile| tile.path()).collect();
        assert_eq!(
            partial,
            ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"]
        );
        let all: Vec<_> = tiles(256).map(|tile| tile.path()).collect();
        assert_eq!(all, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
        assert_eq!(tiles(0).count(), 0);
    }

    #[test]
    fn the_edge_knows_the_root_at_every_size() {
        let mut store: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        let mut edge = Edge::default();
        assert_eq!(edge.root(), empty_root());
        for index in 0..700u64 {
            edge.push(&index.to_be_bytes(), |tile, bytes| {
                store.insert(tile.path(), bytes);
            });
            let mut now = store.clone();
            now.extend(edge.partial().map(|(tile, bytes)| (tile.path(), bytes)));
            assert!(tiles(index + 1).all(|tile| now.contains_key(&tile.path())), "size {}", index + 1);
            if index % 61 == 0 || index > 690 {
                let size = index + 1;
                let read =
                    |tile: Tile| Ok::<_, Infallible>(parse_hashes(&now[&tile.path()], tile.width).unwrap());
                let mut nodes = TileSubtrees { size, read };
                assert_eq!(root_of(&mut nodes, 0, size).unwrap(), edge.root());
                let path = inclusion_path(&mut nodes, index / 2, size).unwrap();
                let leaf = leaf_hash(&(index / 2).to_be_bytes());
                assert_eq!(root_from_path(leaf, index / 2, size, &path), Some(edge.root()));
                let bundle = |tile: Tile| Ok::<_, Infallible>(now[&tile.path()].clone());
                assert_eq!(Edge::load(size, read, bundle).unwrap(), edge);
            }
        }
    }

    #[test]
    fn bundles_with_wrong_lengths_are_refused() {
        assert_eq!(parse_bundle(&[0, 1, 9, 0, 0], 2), Some(vec![&[9u8][..], &[]]));
        for bad in [&[0u8, 1][..], &[0], &[0, 2, 1], &[0, 0, 0]] {
            assert_eq!(parse_bundle(bad, 1), None, "{bad:?}");
        }
    }
}
