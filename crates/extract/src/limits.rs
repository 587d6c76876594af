//! What one reading may cost. A limit that bites is always a defect with its number, never a quiet cut.

use serde::{Deserialize, Serialize};

/// Bounds on what comes out of containers. `case.toml` can raise them; there is none on an item's own size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The most bytes one member may unpack to.
    pub member_bytes: u64,
    /// The most bytes all members of one container may unpack to.
    pub total_bytes: u64,
    /// The most a member may grow by unpacking: unpacked bytes for each packed one, counted once it has passed
    /// [`Limits::FREE_BYTES`].
    pub ratio: u64,
    /// The most members of one container.
    pub members: u64,
    /// The most containers inside one another.
    pub depth: u32,
}

impl Limits {
    /// A member below this size is never a bomb, however well it packs.
    pub const FREE_BYTES: u64 = 16 * 1024 * 1024;
}

impl Default for Limits {
    fn default() -> Self {
        Self { member_bytes: 16 << 30, total_bytes: 64 << 30, ratio: 200, members: 1_000_000, depth: 8 }
    }
}
