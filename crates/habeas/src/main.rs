//! The `habeas` binary. Holds no logic of its own.

use std::process::ExitCode;

fn main() -> ExitCode {
    habeas::worker::serve_if_asked().unwrap_or(ExitCode::SUCCESS)
}
