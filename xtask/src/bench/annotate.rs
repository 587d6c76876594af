//! The speed and memory of annotating beside spaCy and textacy, on one generated text. Nothing here passes or fails.
//!
//! The text is the project's own gold texts in an order by chance, so that it has as many quotations, names and figures
//! as news has. Annotating runs in a process of its own, on one thread, block by block of the file as the intake does, so
//! that its memory is not the text's.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};

use annotate::corpus;

use super::measure::{Cost, measure};
use super::words::Chance;
use crate::process;
use crate::workspace::Workspace;

/// Bytes of the text on which the peers run too.
const SHARED: usize = 300_000;
/// Bytes of the texts of which the memory is looked at.
const LARGE: [usize; 2] = [10_000_000, 100_000_000];
/// Bytes that are annotated in one go, as in the intake.
const BLOCK: usize = 1 << 20;

/// Annotates generated texts; `python`, where given, has spaCy and textacy.
///
/// # Errors
/// When a text cannot be written, or a program fails.
pub fn run(workspace: &Workspace, python: Option<&str>) -> Result<bool> {
    super::machine::print()?;
    let folder = workspace.target.join("bench/annotate");
    fs::create_dir_all(&folder)?;
    let shared = generated(&folder, SHARED, true)?;
    let ours = alone(&shared)?;
    let words = fs::read_to_string(&shared)?.split_whitespace().count();
    let speed = |seconds: f64| words as f64 / seconds;
    println!("\n### {words} words of English, one thread\n");
    println!("| | processor s | words a second | peak MB |\n|---|---:|---:|---:|");
    let row = |name: &str, seconds: f64, peak: u64| {
        println!("| {name} | {seconds:.2} | {:.0} | {:.0} |", speed(seconds), peak as f64 / 1e6);
    };
    row("habeas, all of annotate, with start", ours.cpu, ours.peak);
    match python {
        None => println!("\nspaCy and textacy: skipped, since no Python with them was named"),
        Some(python) => {
            let script = workspace.root.join("bench/annotate/peer.py");
            let mut command = Command::new(python);
            command
                .arg(&script)
                .arg(&shared)
                .envs(["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"].map(|it| (it, "1")));
            let told: serde_json::Value = serde_json::from_str(&process::read(&mut command)?)?;
            let seconds = |name: &str| told[name].as_f64().with_context(|| format!("peer.py told no {name}"));
            let (pipeline, quotations) = (seconds("pipeline")?, seconds("quotations")?);
            row("spaCy 3.8 small English pipeline, without start", pipeline, 0);
            row("with textacy 0.13 direct quotations", pipeline + quotations, 0);
            println!(
                "\nspaCy : habeas {:.0}, with textacy {:.0}",
                pipeline / ours.cpu,
                (pipeline + quotations) / ours.cpu
            );
        }
    }
    println!(
        "\n### Both languages, memory\n\n| text | processor s | MB a second | peak MB |\n|---|---:|---:|---:|"
    );
    for bytes in LARGE {
        let text = generated(&folder, bytes, false)?;
        let cost = alone(&text)?;
        fs::remove_file(text)?;
        let size = bytes as f64 / 1e6;
        println!(
            "| {size:.0} MB | {:.1} | {:.2} | {:.0} |",
            cost.cpu,
            size / cost.cpu,
            cost.peak as f64 / 1e6
        );
    }
    Ok(true)
}

/// What annotating a file costs, in a process of its own.
fn alone(text: &Path) -> Result<Cost> {
    let mut command = Command::new(std::env::current_exe()?);
    let (cost, status) = measure(command.args(["bench", "annotate", "--alone"]).arg(text))?;
    ensure!(status.success(), "annotating failed: {status}");
    Ok(cost)
}

/// Annotates one file block by block and prints how much was found.
///
/// # Errors
/// When it cannot be read.
pub fn annotate_file(path: &Path) -> Result<bool> {
    let mut file = BufReader::new(File::open(path).with_context(|| format!("{}", path.display()))?);
    let (mut block, mut found) = (String::new(), 0usize);
    loop {
        let ended = file.read_line(&mut block)? == 0;
        if !ended && block.len() < BLOCK {
            continue;
        }
        annotate::annotate_pieces(&block, &annotate::Options::default(), |it| {
            found += it.mentions.len()
                + it.quotations.len()
                + it.claims.len()
                + it.dates.len()
                + it.quantities.len();
        });
        block.clear();
        if ended {
            break;
        }
    }
    println!("{found}");
    Ok(true)
}

/// A text of so many bytes, made of the project's own gold texts.
fn generated(folder: &Path, bytes: usize, english: bool) -> Result<PathBuf> {
    let mut documents = Vec::new();
    for file in corpus::FILES {
        documents.extend(corpus::read(file)?.into_iter().filter(|it| !english || it.id.starts_with("en")));
    }
    let path = folder.join(format!("{}-{bytes}.txt", if english { "en" } else { "all" }));
    let mut file = BufWriter::new(File::create(&path)?);
    let (mut chance, mut written) = (Chance::new(7), 0);
    while written < bytes {
        let document = &documents[chance.below(documents.len())];
        file.write_all(document.text.as_bytes())?;
        file.write_all(b"\n\n")?;
        written += document.text.len() + 2;
    }
    file.flush()?;
    Ok(path)
}
