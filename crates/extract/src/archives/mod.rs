//! ZIP (WACZ among them), TAR and gzip: what they hold comes out as members, what they list as text. Never writes to
//! a member's path and never opens a member: the caller reads it as an item of its own, one container deeper.

pub(crate) mod gzip;
pub(crate) mod inflate;
pub(crate) mod listing;
mod sparse;
mod tar;
mod wacz;
mod zip;

#[cfg(test)]
mod tests;

pub(crate) use gzip::read as read_gzip;
pub(crate) use tar::read as read_tar;
pub(crate) use zip::read as read_zip;
