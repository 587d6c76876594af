//! Looking at a case: what is in it, what is unread and why, one item, its text, the log. Writes nothing.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result};
use case::{Filter, Item, Page, ResolveError};
use model::{CharSpan, Decision, Defect, DefectKind, LedgerState, MediaType, Part, PartKind};

use super::{Ending, look, resolve};
use crate::case_folder::CaseFolder;
use crate::cli::{self, Cli};
use crate::settings::Settings;
use crate::trouble::Trouble;
use crate::worker::{Reader, Take};
use crate::{address, out, pipeline, say, tame, wire, words};

/// Code points of an item's text that `show` prints.
const SHOWN_TEXT: u64 = 600;

/// How many code points `text` holds at a time.
const TEXT_STEP: u64 = 1 << 20;

pub(super) fn status(cli: &Cli) -> Result<Ending> {
    let (folder, _) = look(cli)?;
    summary(cli, &folder)
}

/// What is in the case, and what is unread and why.
pub(super) fn summary(cli: &Cli, folder: &CaseFolder) -> Result<Ending> {
    let catalogue = folder.catalogue()?;
    let status = catalogue.status()?;
    let totals = status.totals;
    let count =
        |state: LedgerState| status.by_state.iter().find(|(of, _)| *of == state).map_or(0, |(_, n)| *n);
    if cli.json {
        let states: serde_json::Map<_, _> =
            status.by_state.iter().map(|(state, n)| (state.code().to_owned(), (*n).into())).collect();
        let types: serde_json::Map<_, _> =
            status.by_media_type.iter().map(|(kind, n)| (kind.to_string(), (*n).into())).collect();
        let defects: Vec<_> = status
            .by_defect
            .iter()
            .map(|it| serde_json::json!({ "kind": it.kind.code(), "items": it.items, "defects": it.defects }))
            .collect();
        let body = serde_json::json!({
            "name": folder.settings.name, "folder": folder.path.display().to_string(),
            "entries": totals.entries, "items": totals.items, "bytes": totals.bytes,
            "characters": totals.characters, "pages": totals.pages, "rows": totals.rows,
            "states": states, "media_types": types, "defects": defects,
        });
        out::json(&wire::document("status", body))?;
        return Ok(Ending::Done);
    }
    let shown = folder.path.display().to_string();
    out::line(&format!("{}  ({})", tame::name(&folder.settings.name), tame::name(&shown)));
    let (items, size) = (totals.items, say::bytes(totals.bytes));
    out::line(&tr!("status-items", n = items, size = size, entries = totals.entries));
    let (characters, pages, rows) = (totals.characters, totals.pages, totals.rows);
    out::line(&tr!("status-text", characters = characters, pages = pages, rows = rows));
    out::line("");
    let rows: Vec<Vec<String>> = status
        .by_state
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(state, n)| vec![say::number(*n), words::state(*state)])
        .collect();
    out::table(&rows, &[0]);
    if !status.by_defect.is_empty() {
        out::line("");
        out::line(&tr!("status-why"));
        let rows: Vec<Vec<String>> = status
            .by_defect
            .iter()
            .map(|it| vec![say::number(it.items), words::defect_kind(it.kind), it.kind.code().to_owned()])
            .collect();
        out::table(&rows, &[0]);
    }
    out::line("");
    let rows: Vec<Vec<String>> =
        status.by_media_type.iter().map(|(kind, n)| vec![say::number(*n), kind.to_string()]).collect();
    out::table(&rows, &[0]);
    if items == 0 {
        out::line(&tr!("status-empty"));
    } else if count(LedgerState::Partial) + count(LedgerState::Failed) + count(LedgerState::Unread) > 0 {
        out::line("");
        out::line(&tr!("status-next"));
    }
    Ok(Ending::Done)
}

fn filter(state: Option<&str>, media_type: Option<&str>, defect: Option<&str>) -> Result<Filter> {
    let state =
        state.map(|code| LedgerState::from_code(code).ok_or_else(|| no_such_state(code))).transpose()?;
    let defect =
        defect.map(|code| DefectKind::from_code(code).ok_or_else(|| no_such_defect(code))).transpose()?;
    Ok(Filter { state, media_type: media_type.map(MediaType::new), defect })
}

pub(super) fn no_such_state(code: &str) -> Trouble {
    let known = LedgerState::ALL.map(LedgerState::code).join(", ");
    trouble!("error-no-such-state", given = code, known = known)
}

pub(super) fn no_such_defect(code: &str) -> Trouble {
    let known = DefectKind::ALL.map(DefectKind::code).join(", ");
    trouble!("error-no-such-defect", given = code, known = known)
}

pub(super) fn items(cli: &Cli, args: &cli::Items) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let filter = filter(args.state.as_deref(), args.media_type.as_deref(), None)?;
    let wanted = args.name.as_deref().unwrap_or_default().to_lowercase();
    let items: Vec<Item> = catalogue
        .items(&filter, Page::ALL)?
        .into_iter()
        .filter(|item| item.line.name.to_lowercase().contains(&wanted))
        .collect();
    if cli.json {
        let items: Vec<_> = items.iter().map(wire::ItemV1::from).collect();
        out::json(&wire::document("items", serde_json::json!({ "items": items })))?;
        return Ok(Ending::Done);
    }
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    out::table(&rows, &[1]);
    out::line(&tr!("items-count", n = items.len() as u64));
    Ok(Ending::Done)
}

fn row(item: &Item) -> Vec<String> {
    let line = &item.line;
    let kind = line.reading.as_ref().map(|reading| &reading.media_type).or(item.sniffed.as_ref());
    vec![
        line.item.to_string()[..12].to_owned(),
        say::bytes(line.size),
        words::state(line.state),
        kind.map(short_type).unwrap_or_default(),
        line.name.clone(),
    ]
}

/// A media type without the words that make office formats' long.
pub(super) fn short_type(kind: &MediaType) -> String {
    let text = kind.as_str();
    let (_, sub) = text.split_once('/').unwrap_or(("", text));
    sub.rsplit('.').next().unwrap_or(sub).trim_start_matches("x-").to_owned()
}

pub(super) fn ledger(cli: &Cli, args: &cli::Ledger) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let filter = filter(args.state.as_deref(), None, args.defect.as_deref())?;
    let items = catalogue.items(&filter, Page::ALL)?;
    let trouble =
        items.iter().any(|item| !matches!(item.line.state, LedgerState::Whole | LedgerState::Erased));
    if cli.json {
        let items: Vec<_> = items.iter().map(wire::ItemV1::from).collect();
        out::json(&wire::document("ledger", serde_json::json!({ "items": items })))?;
    } else {
        for item in &items {
            let line = &item.line;
            let (id, name) = (&line.item.to_string()[..12], tame::name(&line.name));
            out::line(&format!("{id}  {}  {name}", words::state(line.state)));
            if let Some(parent) = &line.parent {
                let container = catalogue.item(parent.item)?.map(|item| item.line.name).unwrap_or_default();
                out::line(&format!(
                    "    {}",
                    tr!("ledger-in", container = container, path = parent.path.as_str())
                ));
            }
            for defect in line.reading.iter().flat_map(|reading| &reading.defects) {
                out::line(&format!("    {}", words::defect(defect)));
            }
        }
        out::line(&tr!("items-count", n = items.len() as u64));
    }
    Ok(if trouble { Ending::Wrong } else { Ending::Done })
}

pub(super) fn show(cli: &Cli, args: &cli::Show) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let id = resolve(&catalogue, &args.item)?;
    let item = catalogue.item(id)?.context("resolved just now")?;
    let custody = catalogue.custody(id)?;
    let is_read = item.line.reading.is_some();
    let fields = if is_read { catalogue.fields(id)? } else { Vec::new() };
    let tables = if is_read { catalogue.tables(id)? } else { Vec::new() };
    let children = catalogue.children(id)?;
    if cli.json {
        let body = serde_json::json!({
            "item": wire::ItemV1::from(&item),
            "custody": custody.iter().map(wire::custody).collect::<Vec<_>>(),
            "fields": fields.iter().map(wire::field).collect::<Vec<_>>(),
            "tables": tables.iter().map(|it| serde_json::json!({ "table": it.number, "name": it.name, "rows": it.rows })).collect::<Vec<_>>(),
            "members": children.iter().map(|it| serde_json::json!({ "path": it.path, "item": it.item.to_string() })).collect::<Vec<_>>(),
        });
        out::json(&wire::document("item", body))?;
        return Ok(Ending::Done);
    }
    let line = &item.line;
    out::line(&tame::name(&line.name));
    out::line(&format!("sha256 {}  {}  {}", line.item, say::bytes(line.size), words::state(line.state)));
    if let Some(reading) = &line.reading {
        let (characters, pages, rows) = (reading.characters, reading.pages, reading.rows);
        let text = tr!("status-text", characters = characters, pages = pages, rows = rows);
        let version = tr!("extraction-version", version = reading.extraction.to_string());
        out::line(&format!("{}  {text}  {version}", reading.media_type));
        reading.defects.iter().for_each(|defect| out::line(&format!("  ! {}", words::defect(defect))));
    }
    out::line("");
    for row in &custody {
        let it = &row.custody;
        let how = say::message(&format!("obtained-{}", wire::obtained_code(&it.obtained)), &crate::args![]);
        let (entry, collector) = (row.entry, it.collector.as_str());
        out::line(&tr!(
            "custody-line",
            entry = entry,
            at = say::moment(it.at),
            collector = collector,
            how = how
        ));
        let detail = |key: &str, value: Option<&str>| {
            if let Some(value) = value {
                out::line(&format!("  {}", say::message(key, &crate::args![value = value])));
            }
        };
        detail("custody-path", it.path.as_deref());
        detail("custody-from", it.from.as_deref());
        detail("custody-note", it.note.as_deref());
        detail("custody-address", it.captured.as_ref().map(|captured| captured.address.as_str()));
        detail("custody-parent", it.parent.as_ref().map(|parent| parent.item.to_string()).as_deref());
        if !it.complete {
            out::line(&format!("  {}", tr!("custody-incomplete")));
        }
    }
    if !fields.is_empty() {
        out::line("");
        for field in &fields {
            let label = if field.label.is_empty() {
                field.field.code()
            } else {
                field.label.trim_end_matches([':', ' '])
            };
            let (value, span) = (tame::name(&field.value), field.characters);
            out::line(&format!("{}: {value}  #c{}-{}", tame::name(label), span.start, span.end));
        }
    }
    for table in &tables {
        out::line(&tr!("show-table", name = table.name.as_str(), rows = table.rows));
    }
    for child in &children {
        out::line(&format!("  {}  {}", &child.item.to_string()[..12], tame::name(&child.path)));
    }
    if let Some(reading) = line.reading.as_ref().filter(|reading| reading.characters > 0) {
        let end = SHOWN_TEXT.min(reading.characters);
        out::line("");
        out::line(catalogue.text(id, CharSpan { start: 0, end })?.trim_end());
        if end < reading.characters {
            out::line(&tr!("show-more", n = reading.characters - end, item = args.item.as_str()));
        }
    }
    Ok(Ending::Done)
}

pub(super) fn text(cli: &Cli, args: &cli::Text) -> Result<Ending> {
    // An item of the case comes first: a file of the same name that lies about may say something else.
    let path = Path::new(&args.item);
    let may_be_file = args.at.is_none() && path.is_file();
    if may_be_file && super::folder(cli).is_err() {
        return text_of_file(cli, args, path);
    }
    let (_, catalogue) = look(cli)?;
    if may_be_file && matches!(catalogue.resolve(&args.item), Err(ResolveError::Unknown { .. })) {
        return text_of_file(cli, args, path);
    }
    let item = resolve(&catalogue, &args.item)?;
    let spans = match args.at.as_deref() {
        Some(at) => vec![address::parse(at)?],
        None => {
            let parts = catalogue.outline(item)?.into_iter();
            parts.filter(|part| !args.body || is_body(&part.kind)).map(|part| part.characters).collect()
        }
    };
    for span in spans {
        let mut start = span.start;
        while start < span.end {
            let end = span.end.min(start + TEXT_STEP);
            out::content(&catalogue.text(item, CharSpan { start, end })?);
            start = end;
        }
    }
    Ok(Ending::Done)
}

/// Whether a part is what the document says, rather than what its format says of it.
fn is_body(kind: &PartKind) -> bool {
    !matches!(kind, PartKind::Metadata)
}

/// The text of a file that is in no case: read by a worker as an item would be, printed as it comes.
fn text_of_file(cli: &Cli, args: &cli::Text, path: &Path) -> Result<Ending> {
    let shown = path.display().to_string();
    let file = File::open(path).with_context(|| shown.clone())?;
    let size = file.metadata()?.len();
    let settings = match super::folder(cli) {
        Ok(folder) => folder.settings,
        Err(_) => Settings::new("", &["spa".to_owned(), "eng".to_owned()]),
    };
    let how = pipeline::how(&settings, Some(1));
    let request = extract::Request {
        name: crate::intake::walk::shown(path.file_name().unwrap_or_default()),
        claimed: None,
        depth: 0,
        limits: settings.limits.into(),
        languages: settings.languages,
    };
    let mut printer = Printer { body: args.body, wrong: false };
    let read = Reader::new(how.worker).read(file, size, &request, &mut printer);
    read.map_err(|error| anyhow::Error::msg(error.to_string()).context(shown))?;
    Ok(if printer.wrong { Ending::Wrong } else { Ending::Done })
}

struct Printer {
    body: bool,
    wrong: bool,
}

impl Take for Printer {
    type Error = std::convert::Infallible;

    fn part(&mut self, part: Part) -> Result<(), Self::Error> {
        if !self.body || is_body(&part.kind) {
            out::content(&part.text);
        }
        Ok(())
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Self::Error> {
        self.wrong |= defect.missing != model::Missing::Nothing;
        out::note(&format!("! {}", words::defect(&defect)));
        Ok(())
    }

    fn member(&mut self, member: extract::Member) -> Result<(), Self::Error> {
        out::note(&format!("+ {}", tame::name(&member.path)));
        Ok(())
    }

    fn member_bytes(&mut self, _bytes: &[u8]) -> Result<(), Self::Error> {
        Ok(())
    }

    fn member_end(&mut self, _end: extract::MemberEnd) -> Result<(), Self::Error> {
        Ok(())
    }
}

pub(super) fn log(cli: &Cli, args: &cli::Log) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let wanted = args.item.as_deref().map(|given| resolve(&catalogue, given)).transpose()?;
    let mut rows = catalogue.entries(args.from..catalogue.entries_seen())?;
    rows.retain(|row| wanted.is_none() || row.item == wanted);
    if cli.json {
        let rows: Vec<_> = rows.iter().map(wire::log_row).collect();
        out::json(&wire::document("log", serde_json::json!({ "entries": rows })))?;
        return Ok(Ending::Done);
    }
    let decided: BTreeMap<u64, Decision> =
        catalogue.decisions(args.from)?.into_iter().map(|row| (row.entry, row.decision)).collect();
    for row in &rows {
        let at = row.at.map(say::moment).unwrap_or_default();
        let by = tame::name(row.by.as_deref().unwrap_or_default());
        let more = words::register::decided(decided.get(&row.index));
        out::line(&format!("{:>6}  {at}  {by}  {}{more}", row.index, words::event(row)));
    }
    Ok(Ending::Done)
}
