//! Verifying the case, proving an item to a stranger, erasing for a person's safety.

use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use archive::Finding;
use model::Event;

use super::{Ending, folder, look, open, resolve};
use crate::case_folder::{keys, read_checkpoint};
use crate::cli::{self, Cli};
use crate::home::Home;
use crate::progress::Bar;
use crate::{out, say, trouble, wire, words};

pub(super) fn verify(cli: &Cli, args: &cli::Verify) -> Result<Ending> {
    let folder = folder(cli)?;
    let disk = folder.disk();
    let mut earlier = args.against.iter().map(|path| read_checkpoint(path)).collect::<Result<Vec<_>>>()?;
    let home = Home::find()?;
    let origin = read_checkpoint(&folder.path.join("log/checkpoint")).map(|head| head.origin);
    earlier.extend(origin.ok().and_then(|origin| home.remembered(&origin)));
    let bar = Bar::bytes(cli.quiet, &tr!("verify-progress"));
    let progress = |done: u64, total: u64| bar.set(done, total);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let report = archive::verify(&disk, &earlier, threads, &progress)
        .with_context(|| folder.path.display().to_string())?;
    bar.finish();

    let findings: Vec<(String, String)> = report
        .findings
        .iter()
        .map(|finding| {
            let (code, what) = words::finding_code(finding);
            (code.to_owned(), what)
        })
        .collect();
    if cli.json {
        out::json(&wire::document("verify", wire::report(&report, &findings)))?;
    } else {
        for (item, reason) in &report.erased_items {
            out::line(&tr!("verify-erased-item", item = item.to_string(), reason = reason.as_str()));
        }
        for (index, reason) in &report.erased_entries {
            out::line(&tr!("verify-erased-entry", index = *index, reason = reason.as_str()));
        }
        report.findings.iter().for_each(|finding| out::line(&words::finding(finding)));
        let (entries, originals) = (report.entries, report.originals);
        out::line(&tr!(
            "verify-seen",
            entries = entries,
            originals = originals,
            size = say::bytes(report.bytes)
        ));
        for key in &report.signers {
            let founder = report.keys.first() == Some(key);
            let line = if founder { "verify-signer-founder" } else { "verify-signer-joined" };
            out::line(&say::message(line, &crate::args![fingerprint = key.fingerprint()]));
        }
        if !report.unfinished.is_empty() {
            out::line(&tr!("verify-unfinished", n = report.unfinished.len() as u64));
        }
        let n = report.findings.len() as u64;
        out::line(&if n == 0 { tr!("verify-intact") } else { tr!("verify-findings", n = n) });
        out::line(&tr!("verify-limits"));
    }
    let intact = report.findings.is_empty();
    if args.record {
        let mut case = open(cli, &args.person)?;
        case.record(Event::Verified { items: report.originals, findings: report.findings.len() as u64 })?;
    } else if intact && let Ok(archive) = folder.archive() {
        home.remember(archive.origin(), &archive.checkpoint()?);
    }
    if report.findings.iter().any(|finding| matches!(finding, Finding::Rewritten { .. })) {
        let memory = home.memory(&report.origin).display().to_string();
        out::note(&tr!("verify-rewritten-next", memory = memory));
    }
    Ok(if intact { Ending::Done } else { Ending::Wrong })
}

pub(super) fn prove(cli: &Cli, args: &cli::Prove) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let item = resolve(&catalogue, &args.item)?;
    let custody = catalogue.custody(item)?;
    let name = custody.first().map(|row| row.custody.name.clone()).unwrap_or_default();
    let indexes: Vec<u64> = custody.iter().map(|row| row.entry).collect();
    if indexes.is_empty() {
        return Err(trouble!("error-custody-erased", item = item.to_string()).into());
    }
    drop(catalogue);
    let mut case = open(cli, &args.person)?;
    let files = archive::bundle::bundle(&case.archive, &indexes, &keys(&case.archive))?;

    let target =
        args.to.clone().unwrap_or_else(|| PathBuf::from(format!("proof-{}", &item.to_string()[..12])));
    let shown = target.display().to_string();
    if target.exists() {
        return Err(trouble!("error-target-exists", path = shown).into());
    }
    let original = case.folder.original(item);
    if args.with_original && !original.exists() {
        return Err(trouble!("error-no-original", item = item.to_string()).into());
    }
    fs::create_dir_all(&target).map_err(|error| trouble::storage(&error, &target))?;
    for file in files {
        fs::write(target.join(&file.name), file.bytes).map_err(|error| trouble::storage(&error, &target))?;
    }
    if args.with_original {
        // Under a name of our own: the file's own may be hostile or give somebody away.
        let copy = target.join("ORIGINAL");
        fs::copy(original, &copy).map_err(|error| trouble::storage(&error, &copy))?;
    }
    case.record(Event::Exported { what: "proof".into(), item: Some(item) })?;
    if cli.json {
        let body = serde_json::json!({ "item": item.to_string(), "folder": shown, "entries": indexes });
        out::json(&wire::document("prove", body))?;
    } else {
        out::line(&tr!("prove-done", name = name, folder = shown.as_str()));
        out::line(&tr!("prove-next", folder = shown.as_str()));
        out::line(&tr!("verify-limits"));
    }
    Ok(Ending::Done)
}

pub(super) fn erase(cli: &Cli, args: &cli::Erase) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let reason = args.reason.trim();
    if reason.is_empty() {
        return Err(trouble!("error-no-reason").into());
    }
    let item = args.item.as_deref().map(|given| resolve(&case.catalogue, given)).transpose()?;
    let question = match (item, args.entry) {
        (Some(item), _) => {
            let name = case.catalogue.item(item)?.map(|item| item.line.name).unwrap_or_default();
            tr!("erase-question-item", name = name, item = item.to_string())
        }
        (None, index) => tr!("erase-question-entry", index = index.unwrap_or_default()),
    };
    if !args.yes && !confirmed(&question)? {
        out::line(&tr!("erase-not-done"));
        return Ok(Ending::Done);
    }
    match (item, args.entry) {
        (Some(item), _) => case.erase_item(item, reason)?,
        (None, index) => case.erase_entry(index.unwrap_or_default(), reason)?,
    }
    if cli.json {
        let body = serde_json::json!({ "item": item.map(|item| item.to_string()), "entry": args.entry });
        out::json(&wire::document("erase", body))?;
    } else {
        out::line(&tr!("erase-done"));
    }
    Ok(Ending::Done)
}

fn confirmed(question: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(trouble!("error-not-confirmed").into());
    }
    eprint!("{question} ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case(&tr!("erase-answer")))
}
