//! The public programs that some tests need. On Debian, as root, installs what is missing; elsewhere says what is
//! missing and what that costs. Never fails by itself.

use std::process::Command;

use crate::process;

/// A Debian package that tests use.
struct Need {
    package: &'static str,
    /// Whether what it brings is there.
    present: fn() -> bool,
    /// What happens without it.
    without: &'static str,
}

const NEEDS: [Need; 7] = [
    Need {
        package: "tesseract-ocr",
        present: || runs("tesseract", "--version"),
        without: "the tests of text recognition print \"skipped\"",
    },
    Need {
        package: "tesseract-ocr-eng",
        present: || recognises("eng"),
        without: "the tests of text recognition print \"skipped\"",
    },
    Need {
        package: "tesseract-ocr-spa",
        present: || recognises("spa"),
        without: "the tests of text recognition print \"skipped\"",
    },
    Need {
        package: "openssl",
        present: || runs("openssl", "version"),
        without: "the tests in which a stranger checks a proof fail",
    },
    Need {
        package: "python3",
        present: || runs("python3", "--version"),
        without: "the tests in which a stranger checks a proof fail",
    },
    Need {
        package: "chromium",
        present: || runs("chromium", "--version"),
        without: "the tests of the web pages print \"skipped\", or fail where HABEAS_REQUIRE_BROWSER is 1",
    },
    Need {
        package: "npm",
        present: || runs("npm", "--version"),
        without: "axe-core cannot be fetched, which checks that everybody can use the web pages",
    },
];

/// Installs what is missing where that is possible, and says what stays missing.
pub fn provide() {
    let missing = || NEEDS.iter().filter(|need| !(need.present)());
    let packages: Vec<&str> = missing().map(|need| need.package).collect();
    if !packages.is_empty() && may_install() {
        install(&packages);
    }
    for Need { package, without, .. } in missing() {
        eprintln!(
            "{package} is missing and cannot be installed here: {without}. To install it: sudo apt-get install {package}"
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
