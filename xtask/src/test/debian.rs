//! The public programs that some tests compare Habeas with or need. On Debian, as root, installs what is missing;
//! elsewhere says what is missing and what that costs. Never fails: a test whose program is missing prints `skipped`.

use std::process::Command;

use crate::process;

/// A Debian package that tests use.
struct Need {
    package: &'static str,
    /// Whether what it brings is there.
    present: fn() -> bool,
    /// What is not tested without it.
    tests: &'static str,
}

const NEEDS: [Need; 6] = [
    Need { package: "tesseract-ocr", present: || runs("tesseract", "--version"), tests: "text recognition" },
    Need {
        package: "tesseract-ocr-eng",
        present: || recognises("eng"),
        tests: "text recognition of English",
    },
    Need {
        package: "tesseract-ocr-spa",
        present: || recognises("spa"),
        tests: "text recognition of Spanish",
    },
    Need { package: "openssl", present: || runs("openssl", "version"), tests: "signatures by openssl" },
    Need {
        package: "python3",
        present: || runs("python3", "--version"),
        tests: "a case's verify.py against altered cases",
    },
    Need {
        package: "poppler-utils",
        present: || runs("pdftotext", "-v"),
        tests: "PDF text beside poppler's",
    },
];

/// Installs what is missing where that is possible, and says what stays missing.
pub fn provide() {
    let missing = |need: &&Need| !(need.present)();
    let packages: Vec<&str> = NEEDS.iter().filter(missing).map(|need| need.package).collect();
    if packages.is_empty() {
        return;
    }
    if may_install() {
        install(&packages);
    }
    for need in NEEDS.iter().filter(missing) {
        eprintln!(
            "{} is missing and could not be installed here (sudo apt-get install {}): these tests print \"skipped\": {}",
            need.package, need.package, need.tests
        );
    }
}

fn install(packages: &[&str]) {
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-q", "-y"]);
        command
    };
    // Whatever fails here, the check afterwards says what is missing.
    for command in [apt().arg("update"), apt().args(["install", "--no-install-recommends"]).args(packages)] {
        if !process::show_and_run(command).unwrap_or(false) {
            eprintln!("apt-get failed");
        }
    }
}

fn may_install() -> bool {
    let root = process::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && runs("apt-get", "--version")
}

fn runs(program: &str, argument: &str) -> bool {
    process::succeeds(Command::new(program).arg(argument))
}

fn recognises(language: &str) -> bool {
    let listed = process::read(Command::new("tesseract").arg("--list-langs"));
    listed.is_ok_and(|listed| listed.lines().any(|line| line.trim() == language))
}
