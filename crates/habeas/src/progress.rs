//! Progress on standard error: what is done, at which rate, how long it still takes. Silent when there is no terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use model::LedgerState;

use crate::intake::Watch;

/// One line of progress.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that counts bytes.
    #[must_use]
    pub fn bytes(quiet: bool, label: &str) -> Self {
        Self::new(
            quiet,
            label,
            "{prefix} {wide_bar:.cyan/blue} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec} {eta}",
        )
    }

    /// A bar that counts things.
    #[must_use]
    pub fn count(quiet: bool, label: &str) -> Self {
        Self::new(
            quiet,
            label,
            "{prefix} {wide_bar:.cyan/blue} {human_pos}/{human_len} {per_sec} {eta}  {msg}",
        )
    }

    /// A line that only says that something goes on, and since when.
    #[must_use]
    pub fn waiting(quiet: bool, label: &str) -> Self {
        let bar = Self::new(quiet, label, "{spinner} {prefix} {elapsed}");
        bar.0.enable_steady_tick(Duration::from_millis(125));
        bar
    }

    fn new(quiet: bool, label: &str, template: &str) -> Self {
        // indicatif draws nothing when standard error is no terminal.
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        bar.set_style(ProgressStyle::with_template(template).expect("the template is one of those above"));
        bar.set_prefix(label.to_owned());
        Self(bar)
    }

    /// So much of so much is done.
    pub fn set(&self, done: u64, total: u64) {
        self.0.set_length(total);
        self.0.set_position(done);
    }

    /// Takes the line away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// The progress of an intake: files made safe, then items read.
pub struct IntakeProgress {
    bar: Bar,
    files: u64,
    taken: u64,
    queued: u64,
    read: u64,
}

impl IntakeProgress {
    /// Nothing is done yet.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        Self { bar: Bar::count(quiet, &tr!("add-progress")), files: 0, taken: 0, queued: 0, read: 0 }
    }

    fn show(&self) {
        // Each file is two steps: made safe, and read.
        let total = self.files + self.queued.max(self.files);
        self.bar.set(self.taken + self.read, total);
    }

    /// Takes the line away.
    pub fn finish(&self) {
        self.bar.finish();
    }
}

impl Watch for IntakeProgress {
    fn found(&mut self, files: u64, _bytes: u64, _unchanged: u64) {
        self.files = files;
        self.show();
    }

    fn taken(&mut self, _bytes: u64) {
        self.taken += 1;
        self.show();
    }

    fn queued(&mut self) {
        self.queued += 1;
        self.show();
    }

    fn read(&mut self, name: &str, _state: LedgerState) {
        self.read += 1;
        let name: String = crate::tame::name(name).chars().take(24).collect();
        self.bar.0.set_message(name);
        self.show();
    }

    fn annotated(&mut self, done: u64, total: u64) {
        self.bar.0.set_prefix(tr!("annotate-progress"));
        self.bar.0.set_message("");
        self.bar.set(done, total);
    }
}
