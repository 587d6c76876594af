//! The way in: a worker process becomes a worker before anything else; everybody else gets the command line.

use std::process::ExitCode;

use habeas::{cli, commands, worker};

fn main() -> ExitCode {
    if let Some(code) = worker::serve_if_asked() {
        return code;
    }
    commands::run(&cli::parse(std::env::args_os()))
}
