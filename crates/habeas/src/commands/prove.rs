//! Verifying the case, proving an item to a stranger, erasing for a person's safety.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::Result;
use model::{ItemId, LedgerState};

use super::{Ending, folder, look, open, resolve};
use crate::case_folder::OpenCase;
use crate::cli::{self, Cli};
use crate::home::Home;
use crate::progress::Bar;
use crate::verification::read_checkpoint;
use crate::{export, out, say, trouble, verification, wire, words};

pub(super) fn verify(cli: &Cli, args: &cli::Verify) -> Result<Ending> {
    let folder = folder(cli)?;
    let against = args.against.iter().map(|path| read_checkpoint(path)).collect::<Result<Vec<_>>>()?;
    let home = Home::find()?;
    let bar = Bar::bytes(cli.quiet, &tr!("verify-progress"));
    let report = verification::verify(&folder, &home, against, &|done, total| bar.set(done, total))?;
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
    if args.record {
        verification::record(&mut open(cli, &args.person)?, &report)?;
    } else {
        verification::remember(&folder, &home, &report)?;
    }
    if let Some(memory) = verification::memory_of_rewritten(&home, &report) {
        out::note(&tr!("verify-rewritten-next", memory = memory));
    }
    Ok(if report.findings.is_empty() { Ending::Done } else { Ending::Wrong })
}

pub(super) fn prove(cli: &Cli, args: &cli::Prove) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let item = resolve(&catalogue, &args.item)?;
    drop(catalogue);
    let mut case = open(cli, &args.person)?;
    let export::Proof { name, entries: indexes, files } = export::proof(&case, item)?;

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
    export::record_proof(&mut case, item)?;
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
    let (containers, members) = match (item, args.entry) {
        (Some(item), _) => {
            let kin = kin(&case, item)?;
            case.erase_item(item, reason)?;
            kin
        }
        (None, index) => {
            case.erase_entry(index.unwrap_or_default(), reason)?;
            Default::default()
        }
    };
    if cli.json {
        let ids =
            |items: &BTreeMap<ItemId, String>| items.keys().map(ToString::to_string).collect::<Vec<_>>();
        let body = serde_json::json!({
            "item": item.map(|item| item.to_string()), "entry": args.entry,
            "containers": ids(&containers), "members": ids(&members),
        });
        out::json(&wire::document("erase", body))?;
        return Ok(Ending::Done);
    }
    out::line(&tr!("erase-done"));
    for (key, kin) in [("erase-container", containers), ("erase-member", members)] {
        for (id, name) in kin {
            out::line(&say::message(key, &crate::args![name = name, item = id.to_string()]));
        }
    }
    Ok(Ending::Done)
}

/// What still holds an item's bytes, or some of them, once it is erased: the containers that it came out of, and the
/// members that came out of it.
fn kin(case: &OpenCase, item: ItemId) -> Result<(BTreeMap<ItemId, String>, BTreeMap<ItemId, String>)> {
    let standing = |items: Vec<ItemId>| -> Result<BTreeMap<ItemId, String>> {
        let lines = items.into_iter().map(|id| Ok(case.catalogue.item(id)?.map(|it| (id, it.line))));
        let lines = lines.collect::<Result<Vec<_>>>()?.into_iter().flatten();
        let standing = lines.filter(|(_, line)| line.state != LedgerState::Erased);
        Ok(standing.map(|(id, line)| (id, line.name)).collect())
    };
    let parents = case.catalogue.custody(item)?.into_iter().filter_map(|row| Some(row.custody.parent?.item));
    let children = case.catalogue.children(item)?.into_iter().map(|child| child.item);
    Ok((standing(parents.collect())?, standing(children.collect())?))
}

fn confirmed(question: &str) -> Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(trouble!("error-not-confirmed").into());
    }
    eprint!("{question} ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    // Typed without its accent it is meant all the same.
    let plain = |text: &str| text.trim().to_lowercase().replace('í', "i");
    Ok(plain(&answer) == plain(&tr!("erase-answer")))
}
