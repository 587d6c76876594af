//! How often what was read is made permanent and given to searches while an intake goes on. Decides no order.

use std::time::{Duration, Instant};

use crate::case_folder::OpenCase;

/// The longest that what was read waits to be made permanent.
const SETTLED_AGE: Duration = Duration::from_secs(1);

/// The longest that it stays unseen by searches. Each commit of the index costs files, which must be merged later.
const SEARCHABLE_AGE: Duration = Duration::from_secs(20);

/// When both were last done.
pub struct Pace {
    settled: Instant,
    searchable: Instant,
}

impl Pace {
    /// Nothing is due yet.
    pub fn new() -> Self {
        Self { settled: Instant::now(), searchable: Instant::now() }
    }

    /// Whether what was read waits long enough.
    pub fn is_due(&self) -> bool {
        self.settled.elapsed() > SETTLED_AGE
    }

    /// Makes permanent what the catalogue was given, and lets the index follow.
    ///
    /// # Errors
    /// When catalogue or index cannot be written.
    pub fn settle(&mut self, case: &mut OpenCase) -> anyhow::Result<()> {
        case.catalogue.commit()?;
        case.index.follow(&case.catalogue)?;
        self.settled = Instant::now();
        if self.searchable.elapsed() > SEARCHABLE_AGE {
            case.index.commit()?;
            self.searchable = Instant::now();
        }
        Ok(())
    }
}
