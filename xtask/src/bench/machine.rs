//! What the measuring machine is, so that a figure can be told together with it.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// Prints the machine's facts as a Markdown table.
///
/// # Errors
/// Never by itself; a fact that the machine does not tell is `unknown`.
pub fn print() -> Result<()> {
    println!("| machine | |\n|---|---|");
    for (what, fact) in facts() {
        println!("| {what} | {} |", fact.unwrap_or_else(|| "unknown".to_owned()));
    }
    Ok(())
}

fn facts() -> Vec<(&'static str, Option<String>)> {
    let said = |program: &str, arguments: &[&str]| {
        process::read(Command::new(program).args(arguments)).ok().map(|text| text.trim().to_owned())
    };
    let cores = std::thread::available_parallelism().ok().map(|cores| cores.to_string());
    let file = |path: &str| fs::read_to_string(path).unwrap_or_default();
    vec![
        ("date", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"])),
        ("commit", said("git", &["-c", "safe.directory=*", "describe", "--always", "--dirty"])),
        ("processor", value(&file("/proc/cpuinfo"), "model name", ':')),
        ("cores", cores),
        ("memory", value(&file("/proc/meminfo"), "MemTotal", ':').map(|it| gigabytes(&it))),
        ("load before", file("/proc/loadavg").split(' ').next().map(str::to_owned)),
        ("kernel", said("uname", &["-sr"])),
        ("system", value(&file("/etc/os-release"), "PRETTY_NAME", '=').map(|it| it.replace('"', ""))),
        ("rustc", said("rustc", &["--version"])),
        ("recollcmd", said("dpkg-query", &["--show", "--showformat", "${Version}", "recollcmd"])),
        ("pdftotext", said("dpkg-query", &["--show", "--showformat", "${Version}", "poppler-utils"])),
        ("tesseract", said("dpkg-query", &["--show", "--showformat", "${Version}", "tesseract-ocr"])),
    ]
}

/// The value of the first line `key SEPARATOR value`.
fn value(text: &str, key: &str, separator: char) -> Option<String> {
    let mut lines = text.lines().filter_map(|line| line.split_once(separator));
    lines.find(|(name, _)| name.trim() == key).map(|(_, value)| value.trim().to_owned())
}

/// `24600000 kB` as gigabytes.
fn gigabytes(kilobytes: &str) -> String {
    let number: f64 = kilobytes.trim_end_matches(" kB").parse().unwrap_or(f64::NAN);
    format!("{:.1} GB", number * 1024.0 / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_keys() {
        assert_eq!(value("a\t: 1\nmodel name\t: X: Y\n", "model name", ':').as_deref(), Some("X: Y"));
        assert_eq!(value("A=1", "B", '='), None);
        assert_eq!(gigabytes("24000000 kB"), "24.6 GB");
    }
}
