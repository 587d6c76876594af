//! Making a case, taking files in, the demonstration case, rebuilding what is derived.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use case::Catalogue;
use case::lists::Lists;
use case::register::Register;
use case::said::Annotations;
use case::search::Searcher;
use model::{DefectKind, Digest, ItemId, LedgerState};

use super::{Ending, folder, open, who};
use crate::case_folder::{CaseFolder, OpenCase};
use crate::cli::{self, Cli, Person};
use crate::home::Home;
use crate::intake::walk::{self, Candidate, Plan};
use crate::intake::{self, How, Provenance, Summary};
use crate::progress::IntakeProgress;
use crate::{demo, out, pipeline, register, say, tame, trouble, wire, words};

pub(super) fn init(cli: &Cli, args: &cli::Init) -> Result<Ending> {
    let name = args.name.clone().unwrap_or_else(|| {
        let folder = std::path::absolute(&args.folder).unwrap_or_else(|_| args.folder.clone());
        folder.file_name().map(walk::shown).unwrap_or_default()
    });
    let case = CaseFolder::init(&args.folder, &name, &args.languages, &who(&args.person), Home::find()?)?;
    let key = case.archive.signer().map(|key| key.fingerprint()).unwrap_or_default();
    let shown = args.folder.display().to_string();
    if cli.json {
        let body =
            serde_json::json!({ "folder": shown, "origin": case.archive.origin(), "fingerprint": key });
        out::json(&wire::document("init", body))?;
    } else {
        out::line(&tr!("init-done", name = name, folder = shown.as_str()));
        out::line(&tr!("init-key", fingerprint = key));
        out::line(&tr!("init-next", folder = shown.as_str()));
    }
    Ok(Ending::Done)
}

pub(super) fn add(cli: &Cli, args: &cli::Add) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let (pipes, paths): (Vec<PathBuf>, Vec<PathBuf>) =
        args.paths.iter().cloned().partition(|path| path == Path::new("-"));
    if !pipes.is_empty() && args.name.is_none() {
        return Err(trouble!("error-pipe-needs-name").into());
    }
    let mut plan = walk::walk(&paths, &case.folder.path);
    if !pipes.is_empty() {
        plan.files.push(Candidate::standard_input(args.name.as_deref().unwrap_or_default()));
    }
    let provenance = Provenance { from: args.from.clone(), note: args.note.clone(), demo: false };
    let how = How { annotate: !args.no_annotate, ..pipeline::how(&case.folder.settings, args.threads) };
    let mut progress = IntakeProgress::new(cli.quiet);
    let taken = intake::take_in(&mut case, plan, provenance, args.rehash, &how, &mut progress);
    progress.finish();
    tell(cli, &case, &taken?)
}

pub(super) fn demo(cli: &Cli, args: &cli::Demo) -> Result<Ending> {
    let target = args.folder.clone().unwrap_or_else(|| PathBuf::from("habeas-demo"));
    if target.join(crate::settings::FILE).exists() {
        let folder = CaseFolder::find(Some(&target))?;
        if !cli.json {
            out::line(&tr!("demo-exists", folder = target.display().to_string()));
        }
        super::look::summary(cli, &folder)?;
        return show(cli, args, folder);
    }
    let files = tempfile::tempdir().context("the demonstration files need a place for a moment")?;
    demo::write_to(files.path()).map_err(|error| trouble::storage(&error, files.path()))?;
    let languages = ["spa".to_owned(), "eng".to_owned()];
    let by = who(&Person { by: None });
    let mut case = CaseFolder::init(&target, &tr!("demo-name"), &languages, &by, Home::find()?)?;
    let plan = walk::walk(&[files.path().to_owned()], &target);
    let provenance = Provenance { from: Some(tr!("demo-from")), note: None, demo: true };
    let how = pipeline::how(&case.folder.settings, None);
    let mut progress = IntakeProgress::new(cli.quiet);
    let taken =
        intake::take_in(&mut case, relative(plan, files.path()), provenance, false, &how, &mut progress);
    progress.finish();
    taken?;
    let missing = demo::declare_lists(&mut case)?;
    if !missing.is_empty() {
        out::note(&tr!("list-demo-missing", files = missing.join(", ")));
    }
    register::link_case(&mut case, false, register::threads(None), |_| ())?;
    let folder = case.folder.clone();
    drop(case);
    super::look::summary(cli, &folder)?;
    if !cli.json {
        out::line("");
        out::line(&tr!("demo-next", folder = target.display().to_string()));
    }
    show(cli, args, folder)
}

/// Opens the demonstration in the browser. What it cannot read is part of it: nothing is wrong.
fn show(cli: &Cli, args: &cli::Demo, folder: CaseFolder) -> Result<Ending> {
    if args.no_serve || cli.json { Ok(Ending::Done) } else { super::serve::demo(cli, folder) }
}

/// The paths of the corpus itself, not of the temporary folder it was written to.
fn relative(mut plan: Plan, root: &Path) -> Plan {
    for file in &mut plan.files {
        let inside = file.path.as_deref().and_then(|path| path.strip_prefix(root).ok());
        file.full = inside.map_or_else(|| file.name.clone(), |path| walk::shown(path.as_os_str()));
    }
    plan
}

pub(super) fn rebuild(cli: &Cli, args: &cli::Rebuild) -> Result<Ending> {
    let folder = folder(cli)?;
    let how = pipeline::how(&folder.settings, args.threads);
    if let Some(code) = &args.defect {
        return again(cli, folder, code, &how);
    }
    let (home, by) = (Home::find()?, who(&Person { by: None }));
    // What a check compares with, before anything is made: a catalogue that cannot be opened is said at once.
    let known = if args.check { Some(Known::open(&folder)?) } else { None };
    let mut progress = IntakeProgress::new(cli.quiet);
    let mut case = folder.open_beside(&by, home, args.check)?;
    let items = case.catalogue.unread(extract::VERSION)?;
    let read = intake::read_again(&mut case, &items, &how, &mut progress);
    progress.finish();
    let summary = match read {
        Ok(summary) => summary,
        Err(error) => {
            // What failed first matters more than what fails on the way back.
            let _ = case.discard();
            return Err(error);
        }
    };
    let replayed =
        register::replay(&case.catalogue, &case.lists, &mut case.register, register::threads(args.threads));
    let replayed = match replayed {
        Ok(replayed) => replayed,
        Err(error) => {
            let _ = case.discard();
            return Err(error);
        }
    };
    if let Some(replayed) = replayed.as_ref().filter(|it| !it.same) {
        out::note(&said_of(replayed));
    }
    // What rests on lists that are no longer as they were cannot be compared.
    let comparable = replayed.is_none_or(|it| it.lost.is_empty());
    match known {
        Some(known) => {
            let compared = compare(cli, &known, &case, &summary, comparable);
            case.discard()?;
            compared
        }
        None => {
            let unread = summary.read.keys().any(|state| *state > LedgerState::Whole);
            case.take_the_place()?;
            let n = items.len() as u64;
            if cli.json {
                out::json(&wire::document("rebuild", serde_json::json!({ "items": n })))?;
            } else {
                out::line(&tr!("rebuild-done", n = n));
                if unread {
                    out::line(&tr!("add-see-ledger"));
                }
            }
            Ok(if unread { Ending::Wrong } else { Ending::Done })
        }
    }
}

/// Why the register does not come out as the log says.
fn said_of(replayed: &register::Replayed) -> String {
    if replayed.lost.is_empty() {
        let program = replayed.program.as_str();
        return tr!(
            "rebuild-register-other",
            entry = replayed.entry,
            program = program,
            own = crate::PROGRAM
        );
    }
    let lists: Vec<String> =
        replayed.lost.iter().map(|list| tr!("register-list-numbered", n = *list)).collect();
    tr!("rebuild-register-lost", entry = replayed.entry, lists = lists.join(", "))
}

/// What a check compares with: catalogue, search index, annotations, lists and register as they stand.
struct Known {
    catalogue: Catalogue,
    searcher: Searcher,
    annotations: Annotations,
    lists: Lists,
    register: Register,
}

impl Known {
    fn open(folder: &CaseFolder) -> Result<Self> {
        let (catalogue, searcher) = (folder.catalogue()?, folder.searcher()?);
        let (annotations, lists) = (folder.annotations()?, folder.lists()?);
        let register = folder.register()?;
        Ok(Self { catalogue, searcher, annotations, lists, register })
    }
}

/// Says where the standing catalogue, index and annotations differ from those made anew: catalogue and annotations by
/// the digest of each item's rows, the index by the digest of each item's words, their positions and what filters ask.
fn compare(
    cli: &Cli,
    known: &Known,
    rebuilt: &OpenCase,
    summary: &Summary,
    registers: bool,
) -> Result<Ending> {
    let held: BTreeMap<_, _> = known.catalogue.fingerprints_by_item()?.into_iter().collect();
    let read: BTreeMap<_, _> = rebuilt.catalogue.fingerprints_by_item()?.into_iter().collect();
    let differ = differing(&held, &read);
    let indexed = known.searcher.fingerprints(&known.catalogue)?.into_iter().collect();
    let again = rebuilt.searcher()?.fingerprints(&rebuilt.catalogue)?.into_iter().collect();
    let unindexed = differing(&indexed, &again);
    let annotated = known.annotations.fingerprints()?.into_iter().collect();
    let again = rebuilt.annotated_anew()?.fingerprints()?.into_iter().collect();
    let unannotated = differing(&annotated, &again);
    let listed = known.lists.fingerprints()?.into_iter().collect();
    let again = rebuilt.listed_anew()?.fingerprints()?.into_iter().collect();
    let unlisted = differing(&listed, &again);
    let registered =
        !registers || known.register.fingerprint()? == rebuilt.registered_anew()?.fingerprint()?;
    // The log's own rows are in the whole fingerprint alone.
    let same = differ.is_empty()
        && unindexed.is_empty()
        && unannotated.is_empty()
        && unlisted.is_empty()
        && registered
        && summary.unknown_members.is_empty()
        && known.catalogue.fingerprint()? == rebuilt.catalogue.fingerprint()?;
    if cli.json {
        let body = serde_json::json!({
            "items": held.len(), "same": same, "differ": differ, "differ_in_index": unindexed,
            "differ_in_annotations": unannotated, "differ_in_lists": unlisted,
            "differ_in_register": !registered,
            "unknown_members": summary.unknown_members,
        });
        out::json(&wire::document("rebuild-check", body))?;
    } else {
        differ.iter().for_each(|item| out::line(&tr!("rebuild-differs", item = item.as_str())));
        unindexed.iter().for_each(|item| out::line(&tr!("rebuild-differs-index", item = item.as_str())));
        let differs = |item: &String| out::line(&tr!("rebuild-differs-annotations", item = item.as_str()));
        unannotated.iter().for_each(differs);
        unlisted.iter().for_each(|item| out::line(&tr!("list-rebuild-differs", item = item.as_str())));
        if !registered {
            out::line(&tr!("rebuild-differs-register"));
        }
        summary
            .unknown_members
            .iter()
            .for_each(|path| out::line(&tr!("rebuild-unknown", path = path.as_str())));
        let n = held.len() as u64;
        out::line(&if same {
            tr!("rebuild-same", n = n)
        } else {
            let items: BTreeSet<&String> =
                differ.iter().chain(&unindexed).chain(&unannotated).chain(&unlisted).collect();
            tr!("rebuild-not-same", n = items.len() as u64)
        });
    }
    Ok(if same { Ending::Done } else { Ending::Wrong })
}

/// Items whose digests differ, or that only one side has.
fn differing(held: &BTreeMap<ItemId, Digest>, read: &BTreeMap<ItemId, Digest>) -> Vec<String> {
    let items: BTreeSet<_> = held.keys().chain(read.keys()).collect();
    items.into_iter().filter(|item| held.get(item) != read.get(item)).map(ToString::to_string).collect()
}

/// Reads again the items with one kind of defect, such as once tesseract is installed.
fn again(cli: &Cli, folder: CaseFolder, code: &str, how: &How) -> Result<Ending> {
    let kind = DefectKind::from_code(code).ok_or_else(|| super::look::no_such_defect(code))?;
    let mut case = folder.open_to_write(&who(&Person { by: None }), Home::find()?)?;
    let items = case.catalogue.wanting(kind)?;
    for item in &items {
        case.catalogue.drop_reading(*item)?;
    }
    let mut progress = IntakeProgress::new(cli.quiet);
    let summary = intake::read_again(&mut case, &items, how, &mut progress)?;
    progress.finish();
    tell(cli, &case, &summary)
}

fn tell(cli: &Cli, case: &OpenCase, summary: &Summary) -> Result<Ending> {
    let trouble_read: u64 =
        summary.read.iter().filter(|(state, _)| **state != LedgerState::Whole).map(|(_, count)| count).sum();
    let ending = if summary.passed.is_empty() && trouble_read == 0 { Ending::Done } else { Ending::Wrong };
    if cli.json {
        let read: serde_json::Map<_, _> =
            summary.read.iter().map(|(state, count)| (state.code().to_owned(), (*count).into())).collect();
        let passed: Vec<_> = summary
            .passed
            .iter()
            .map(|it| serde_json::json!({ "path": it.path, "kind": it.kind.code(), "detail": it.detail }))
            .collect();
        let body = serde_json::json!({
            "files": summary.files, "new_items": summary.new_items, "new_members": summary.new_members,
            "again": summary.again, "unchanged": summary.unchanged, "read": read, "not_taken": passed,
            "entries": case.archive.size(),
        });
        out::json(&wire::document("add", body))?;
        return Ok(ending);
    }
    let lines = [
        ("add-new", summary.new_items),
        ("add-members", summary.new_members),
        ("add-again", summary.again),
        ("add-unchanged", summary.unchanged),
    ];
    for (key, n) in lines.into_iter().filter(|(key, n)| *n > 0 || *key == "add-new") {
        out::line(&say::message(key, &crate::args![n = n]));
    }
    for (state, count) in &summary.read {
        out::line(&format!("  {:>8}  {}", say::number(*count), words::state(*state)));
    }
    for passed in &summary.passed {
        let (path, detail) = (tame::name(&passed.path), tame::name(&passed.detail));
        let detail = if detail.is_empty() { String::new() } else { format!(" [{detail}]") };
        out::line(&format!("  {path}: {}{detail}", words::defect_kind(passed.kind)));
    }
    if trouble_read > 0 {
        out::line(&tr!("add-see-ledger"));
    }
    Ok(ending)
}
