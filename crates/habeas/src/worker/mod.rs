//! Reads foreign bytes in a child process that can do nothing but read them. The main process never parses an item:
//! it opens the file, hands the open file to the child, and checks what comes back.
//!
//! ```text
//! Reader (one lane, one thread) -- request + open read-only file --> habeas --worker (sandboxed)
//!        <-- parts, defects, members, pictures to recognise, summary --        extract::read
//!
//! draw (one page, one process) -- page, width + open read-only file --> habeas --worker (sandboxed)
//!        <-- a PNG and its measures, or why there is none --            extract::draw
//! ```
//!
//! # What a taken-over worker could do
//! A document can exploit a fault in a reader and run its own instructions in the child. On Linux with every measure
//! in place ([`SandboxLevel::Full`]) such a child could then:
//! - answer with false text, false defects or false members for this item, and for the items that the same child reads
//!   after it: a child reads up to [`Isolation::Batch`] items, and [`Isolation::Item`] ends that at some cost;
//! - keep a processor busy until its time runs out, use its share of memory, and have pictures recognised.
//!
//! It could not open, create, change or list a file, start a program or another process, use the network, send a
//! signal to another process, make memory executable, or keep running when the program ends. The one file it holds is
//! open for reading only, and no call that alters a file is allowed. Whatever it sends is bounded and checked
//! (`check.rs`): the worst it can do to the main process is to lose its own items' text, under a defect that says so.
//!
//! On other systems, or on a Linux without Landlock or seccomp, less of this holds: every answer carries the
//! [`SandboxLevel`] that the child reached, and `habeas doctor` shows it together with attempts at each forbidden thing
//! ([`Probe`]).

mod check;
mod child;
mod client;
mod drawing;
mod drill;
mod engine;
mod input;
mod ocr;
mod protocol;
mod pump;
mod sandbox;
mod serve;
mod session;

use std::ffi::OsString;
use std::process::ExitCode;

pub use client::{Isolation, ReadError, Reader, Settings, WorkerError};
pub use drawing::{DrawError, Wanted, draw, draw_drill};
pub use drill::{Drill, Fault, Probe, Probed};
pub use engine::Engine;
pub use ocr::Ocr;
pub use sandbox::{Measure, SandboxLevel};
pub use session::{Outcome, Take};

/// The argument that turns the program into a worker: `habeas --worker <bytes of memory>`.
const WORKER: &str = "--worker";

/// The argument that confines the program and turns it into another one; see [`ocr::shim`].
const SHIM: &str = "--ocr-shim";

/// Becomes a worker when this process was started as one, and returns with its exit code when it is over; `None` in
/// every other case. It comes first in `main`, while there is one thread and nothing is open.
#[must_use]
pub fn serve_if_asked() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next()?;
    if first == WORKER {
        Some(serve::serve(number(arguments.next())))
    } else if first == SHIM {
        Some(ocr::shim(arguments))
    } else {
        None
    }
}

/// A numeric argument; 0 when it is none.
fn number(argument: Option<OsString>) -> u64 {
    argument.and_then(|text| text.to_str()?.parse().ok()).unwrap_or_default()
}
