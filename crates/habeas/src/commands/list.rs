//! Lists of people: what is declared, what is proposed, and a person's word on both. Declares nothing that nobody named.

use anyhow::Result;
use case::lists::{Declared, Lists, PassedRow, Record, Suggestion};
use case::{Catalogue, Page};
use model::{Decision, Event, ItemId, Proposal};
use serde_json::{Value, json};

use super::{Ending, look, open};
use crate::case_folder::OpenCase;
use crate::cli::{
    Cli, List, ListAccept, ListAction, ListChange, ListCopyOf, ListRefuse, ListRows, ListShow, ListWithdraw,
    ListWords,
};
use crate::listing::declaring::{self, SURE, Wishes, apply, declared, id_of, list_of, proposed};
use crate::progress::Bar;
use crate::{address, out, say, tame, wire, words};

/// Rows read at once.
const AT_ONCE: u64 = 1000;

pub(super) fn list(cli: &Cli, args: &List) -> Result<Ending> {
    match &args.action {
        None => overview(cli),
        Some(ListAction::Show(args)) => show(cli, args),
        Some(ListAction::Accept(args)) => accept(cli, args),
        Some(ListAction::Change(args)) => change(cli, args),
        Some(ListAction::Refuse(args)) => refuse(cli, args),
        Some(ListAction::Withdraw(args)) => withdraw(cli, args),
        Some(ListAction::CopyOf(args)) => copy_of(cli, args),
        Some(ListAction::Rows(args)) => rows(cli, args),
    }
}

/// The case and its lists; says so when they are behind, or when searching failed on something.
fn read(cli: &Cli) -> Result<(Catalogue, Lists)> {
    let (folder, catalogue) = look(cli)?;
    let lists = folder.lists()?;
    let behind = lists.behind(&catalogue)?;
    if behind > 0 {
        out::note(&tr!("list-behind", n = behind));
    }
    for item in lists.failed()? {
        out::note(&tr!("list-failed", item = item.to_string()[..12].to_owned()));
    }
    Ok((catalogue, lists))
}

fn name_of(catalogue: &Catalogue, item: ItemId) -> Result<String> {
    Ok(catalogue.item(item)?.map(|item| item.line.name).unwrap_or_default())
}

fn overview(cli: &Cli) -> Result<Ending> {
    let (catalogue, lists) = read(cli)?;
    let (all, open, copies) = (lists.lists()?, lists.suggestions()?, lists.copies()?);
    if cli.json {
        let declared = all.iter().map(|it| value(&catalogue, &lists, it)).collect::<Result<Vec<_>>>()?;
        let name = |it: &Suggestion| name_of(&catalogue, it.item);
        let proposals = open.iter().map(|it| Ok(wire::lists::proposal(it, &name(it)?)));
        let body = json!({
            "lists": declared, "proposals": proposals.collect::<Result<Vec<_>>>()?,
            "copies": copies.iter().map(wire::lists::copy).collect::<Vec<_>>(),
        });
        out::json(&wire::document("lists", body))?;
        return Ok(Ending::Done);
    }
    out::line(&tr!("list-declared-count", n = all.len() as u64));
    for it in &all {
        print_declared(&catalogue, &lists, it)?;
    }
    for it in &copies {
        let call = |entry: u64| {
            all.iter().find(|it| it.entry == entry).map(|it| it.list.name.clone()).unwrap_or_default()
        };
        let (copy, of) = (call(it.copy), call(it.of));
        out::line(&tr!("list-looks-copied", copy = copy, of = of, percent = u64::from(it.shared)));
        out::line(&format!("    habeas list copy-of {} {}", it.copy, it.of));
    }
    if !all.is_empty() {
        out::line("");
    }
    out::line(&tr!("list-proposed-count", n = open.len() as u64));
    for it in &open {
        out::line("");
        print_proposal(it, &name_of(&catalogue, it.item)?, 3);
    }
    if !open.is_empty() {
        out::line("");
        out::line(&tr!("list-next"));
    }
    Ok(Ending::Done)
}

fn value(catalogue: &Catalogue, lists: &Lists, it: &Declared) -> Result<Value> {
    let passed = lists.passed_by_reason(it.entry)?;
    Ok(wire::lists::declared(it, &name_of(catalogue, it.list.item)?, &passed))
}

fn print_declared(catalogue: &Catalogue, lists: &Lists, it: &Declared) -> Result<()> {
    let item = name_of(catalogue, it.list.item)?;
    out::line(&format!("  {:>5}  {}  [{}]", it.entry, tame::name(&it.list.name), tame::name(&item)));
    let mut facts = vec![tr!("list-records", n = it.records)];
    facts.extend(it.list.date.as_deref().map(|date| tame::name(date).into_owned()));
    facts.extend(it.list.maker.as_deref().map(|maker| tame::name(maker).into_owned()));
    if it.state != case::lists::ListState::Read {
        facts.push(words::list_state(it.state));
    }
    if let Some(of) = it.list.copy_of {
        facts.push(tr!("list-copy-of", of = of.to_string()));
    }
    for (reason, n) in lists.passed_by_reason(it.entry)? {
        facts.push(format!("{}: {}", words::passed_over(reason), say::number(n)));
    }
    out::line(&format!("         {}", facts.join(" · ")));
    print_misfits(it);
    Ok(())
}

/// Columns whose values are not what they are declared to be, and names that come again and again.
fn print_misfits(it: &Declared) {
    for fit in it.columns.iter().filter(|fit| fit.misfit > 0) {
        let column = it.list.columns.iter().find(|column| column.column == fit.column);
        let Some((column, (first, last))) = column.zip(fit.rows) else { continue };
        let letter = words::column_letters(fit.column.into());
        out::line(&format!(
            "         {}",
            tr!(
                "list-misfit",
                column = if column.label.is_empty() { letter } else { column.label.clone() },
                meaning = words::meaning(column.meaning),
                n = fit.misfit,
                filled = fit.filled,
                first = first,
                last = last
            )
        ));
    }
    if it.records >= 10 && it.names * 2 < it.records {
        out::line(&format!("         {}", tr!("list-few-names", n = it.names, records = it.records)));
    }
}

fn print_proposal(it: &Suggestion, item: &str, rows: usize) {
    let proposal = &it.proposal;
    out::line(&format!("  {}  {}", id_of(it), tame::name(item)));
    let mut facts =
        vec![tr!("list-rows", n = proposal.rows), tr!("list-sure", percent = u64::from(proposal.confidence))];
    facts.extend(proposal.places.iter().map(words::list_place));
    if !proposal.name.is_empty() {
        out::line(&format!("    “{}”", tame::name(&proposal.name)));
    }
    out::line(&format!("    {}", facts.join(" · ")));
    print_columns(proposal, rows);
}

fn print_columns(proposal: &Proposal, rows: usize) {
    let mut table: Vec<Vec<String>> = Vec::new();
    for it in &proposal.columns {
        let column = &it.column;
        let why: Vec<String> = it.reasons.iter().map(|reason| words::reason(*reason)).collect();
        let first = proposal
            .preview
            .iter()
            .take(rows)
            .filter_map(|row| row.iter().find(|(at, _)| *at == column.column));
        let first: Vec<&str> = first.map(|(_, text)| text.as_str()).collect();
        let order = it.order.map(|order| format!(" ({})", words::order(order))).unwrap_or_default();
        table.push(vec![
            format!("    {}", words::column_letters(column.column.into())),
            column.label.clone(),
            format!("{}{order}", words::meaning(it.meaning())),
            format!("{} %", it.confidence),
            why.join(", "),
            first.join(" | "),
        ]);
    }
    out::table(&table, &[]);
}

fn show(cli: &Cli, args: &ListShow) -> Result<Ending> {
    let (catalogue, lists) = read(cli)?;
    let given = args.list.as_str();
    match declared(&lists, given) {
        Ok(list) => show_declared(cli, &catalogue, &lists, &list),
        Err(no_list) => match proposed(&catalogue, &lists, given) {
            Ok(it) => {
                let name = name_of(&catalogue, it.item)?;
                if cli.json {
                    out::json(&wire::document("list-proposal", wire::lists::proposal(&it, &name)))?;
                } else {
                    print_proposal(&it, &name, 5);
                    out::line("");
                    out::line(&tr!("list-next"));
                }
                Ok(Ending::Done)
            }
            // A point stands in proposals' ids alone.
            Err(no_proposal) => Err(if given.contains('.') { no_proposal } else { no_list }),
        },
    }
}

fn show_declared(cli: &Cli, catalogue: &Catalogue, lists: &Lists, it: &Declared) -> Result<Ending> {
    if cli.json {
        out::json(&wire::document("list", value(catalogue, lists, it)?))?;
        return Ok(Ending::Done);
    }
    print_declared(catalogue, lists, it)?;
    for place in &it.list.places {
        out::line(&format!("         {}", words::list_place(place)));
    }
    let rows = it.list.columns.iter().map(|column| {
        let on = column.on.as_deref().map(|on| format!(" @{on}")).unwrap_or_default();
        vec![
            format!("    {}", words::column_letters(column.column.into())),
            column.label.clone(),
            format!("{}{on}", words::meaning(column.meaning)),
        ]
    });
    out::table(&rows.collect::<Vec<_>>(), &[]);
    out::line(&tr!("list-show-next", list = it.entry.to_string()));
    Ok(Ending::Done)
}

fn wishes(words: &ListWords, lists: &Lists) -> Result<Wishes> {
    let copy_of = words.copy_of.as_deref().map(|given| declared(lists, given)).transpose()?;
    Ok(Wishes {
        name: words.name.clone(),
        maker: words.maker.clone(),
        date: words.date.clone(),
        covers: words.covers.clone(),
        copy_of: copy_of.map(|it| Some(it.entry)),
        columns: words.column.clone(),
        rows: words.rows.clone(),
    })
}

fn accept(cli: &Cli, args: &ListAccept) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let chosen = if args.all {
        case.lists.suggestions()?.into_iter().filter(|it| it.proposal.confidence >= SURE).collect()
    } else {
        let find = |given: &String| proposed(&case.catalogue, &case.lists, given);
        args.proposal.iter().map(find).collect::<Result<Vec<_>>>()?
    };
    let wishes = wishes(&args.words, &case.lists)?;
    let mut lists = Vec::new();
    for it in &chosen {
        let mut list = list_of(it, case.catalogue.item(it.item)?.as_ref());
        apply(&mut list, &wishes)?;
        lists.push(list);
    }
    let mut values = Vec::new();
    for list in lists {
        let it = declare(cli, &mut case, list, None)?;
        told(cli, &case, &it, "list-accepted", &mut values)?;
    }
    if args.all {
        let left = case.lists.suggestions()?.len() as u64;
        if left > 0 && !cli.json {
            out::note(&tr!("list-left", n = left, percent = u64::from(SURE)));
        }
    }
    end(cli, values)
}

/// Declares a list and says so while its rows are read.
fn declare(cli: &Cli, case: &mut OpenCase, list: model::List, replaces: Option<u64>) -> Result<Declared> {
    let progress = Bar::waiting(cli.quiet || cli.json, &tr!("list-progress"));
    let declared = declaring::declare(case, list, replaces);
    progress.finish();
    declared
}

fn change(cli: &Cli, args: &ListChange) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let before = declared(&case.lists, &args.list)?;
    let mut list = before.list.clone();
    apply(&mut list, &wishes(&args.words, &case.lists)?)?;
    // What is said now is said of the item as it is read now.
    if let Some(reading) = case.catalogue.item(list.item)?.and_then(|item| item.line.reading) {
        list.extraction = reading.extraction;
    }
    let it = declare(cli, &mut case, list, Some(before.latest))?;
    let mut values = Vec::new();
    told(cli, &case, &it, "list-changed", &mut values)?;
    end(cli, values)
}

fn told(cli: &Cli, case: &OpenCase, it: &Declared, key: &str, values: &mut Vec<Value>) -> Result<()> {
    if cli.json {
        values.push(value(&case.catalogue, &case.lists, it)?);
    } else {
        out::line(&say::message(
            key,
            &crate::args![name = it.list.name.as_str(), list = it.entry.to_string()],
        ));
        print_declared(&case.catalogue, &case.lists, it)?;
    }
    Ok(())
}

fn end(cli: &Cli, values: Vec<Value>) -> Result<Ending> {
    if cli.json {
        out::json(&wire::document("lists", json!({ "lists": values })))?;
    }
    Ok(Ending::Done)
}

fn refuse(cli: &Cli, args: &ListRefuse) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let find = |given: &String| proposed(&case.catalogue, &case.lists, given);
    for it in args.proposal.iter().map(find).collect::<Result<Vec<_>>>()? {
        let id = id_of(&it);
        let decision = Decision::ListRefused { item: it.item, places: it.proposal.places };
        case.record(Event::Decided(Box::new(decision)))?;
        if !cli.json {
            out::line(&tr!("list-refused", id = id));
        }
    }
    end(cli, Vec::new())
}

fn withdraw(cli: &Cli, args: &ListWithdraw) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let it = declared(&case.lists, &args.list)?;
    let decision = Decision::ListWithdrawn { list: it.entry, reason: args.reason.clone() };
    case.record(Event::Decided(Box::new(decision)))?;
    if !cli.json {
        out::line(&tr!("list-withdrawn", name = it.list.name));
    }
    end(cli, Vec::new())
}

fn copy_of(cli: &Cli, args: &ListCopyOf) -> Result<Ending> {
    let mut case = open(cli, &args.person)?;
    let (copy, of) = (declared(&case.lists, &args.copy)?, declared(&case.lists, &args.of)?);
    if copy.entry == of.entry {
        return Err(trouble!("list-error-own-copy", given = args.copy.as_str()).into());
    }
    let list = model::List { copy_of: Some(of.entry), ..copy.list };
    let it = declaring::declare(&mut case, list, Some(copy.latest))?;
    let mut values = Vec::new();
    told(cli, &case, &it, "list-changed", &mut values)?;
    end(cli, values)
}

fn rows(cli: &Cli, args: &ListRows) -> Result<Ending> {
    let (catalogue, lists) = read(cli)?;
    let list = declared(&lists, &args.list)?;
    if args.passed {
        return passed(cli, &catalogue, &lists, &list);
    }
    if args.csv {
        return csv(&catalogue, &lists, &list);
    }
    let mut values = Vec::new();
    each(&lists, &list, |record| {
        if cli.json {
            values.push(wire::lists::record(&record));
        } else {
            out::line(&format!("{:>6}  {}  #{}", record.row, record.id, address::of(record.span)));
            for value in &record.values {
                let at = address::of(value.span);
                let label = if value.label.is_empty() {
                    words::column_letters(value.column.into())
                } else {
                    value.label.clone()
                };
                let text = value.text.split_whitespace().collect::<Vec<_>>().join(" ");
                out::line(&format!(
                    "        {}: {}  ({}, #{at})",
                    tame::name(&label),
                    tame::name(&text),
                    words::meaning(value.meaning)
                ));
            }
        }
        Ok(())
    })?;
    if cli.json {
        let body = json!({ "list": list.entry, "item": list.list.item.to_string(), "records": values });
        out::json(&wire::document("list-rows", body))?;
    } else {
        out::line(&tr!("list-records", n = list.records));
    }
    Ok(Ending::Done)
}

fn each(lists: &Lists, list: &Declared, mut take: impl FnMut(Record) -> Result<()>) -> Result<()> {
    let mut row = 1;
    while row <= list.records {
        lists.records(list.entry, row..row + AT_ONCE)?.into_iter().try_for_each(&mut take)?;
        row += AT_ONCE;
    }
    Ok(())
}

/// One line a record, one field a column; the last tells where the record stands.
fn csv(catalogue: &Catalogue, lists: &Lists, list: &Declared) -> Result<Ending> {
    let columns = &list.list.columns;
    let heading = |it: &model::ListColumn| {
        if it.label.is_empty() { words::column_letters(it.column.into()) } else { it.label.clone() }
    };
    let mut head: Vec<String> = ["list", "row", "record"].map(str::to_owned).to_vec();
    head.extend(columns.iter().map(heading));
    head.extend(["item", "item_name", "at"].map(str::to_owned));
    out::line(&line(&head));
    let name = name_of(catalogue, list.list.item)?;
    each(lists, list, |record| {
        let mut fields = vec![list.entry.to_string(), record.row.to_string(), record.id.to_string()];
        for column in columns {
            let value = record.values.iter().find(|it| it.column == column.column);
            fields.push(value.map(|it| it.text.clone()).unwrap_or_default());
        }
        fields.extend([record.item.to_string(), name.clone(), address::of(record.span)]);
        out::line(&line(&fields));
        Ok(())
    })?;
    Ok(Ending::Done)
}

/// A line of CSV (RFC 4180) in which no spreadsheet sees a formula.
fn line(fields: &[String]) -> String {
    let quoted = |field: &String| {
        let safe = tame::text(field);
        let risky =
            safe.starts_with(['=', '+', '@', '\t', '\r']) || (safe.starts_with('-') && safe.len() > 1);
        let safe = if risky { format!("'{safe}") } else { safe.into_owned() };
        if safe.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", safe.replace('"', "\"\""))
        } else {
            safe
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",")
}

fn passed(cli: &Cli, catalogue: &Catalogue, lists: &Lists, list: &Declared) -> Result<Ending> {
    let mut values = Vec::new();
    let mut offset = 0;
    while offset < list.passed {
        for row in lists.passed(list.entry, Page { offset, limit: AT_ONCE })? {
            let PassedRow { after, reason, span } = row;
            let text =
                if span.start == span.end { String::new() } else { catalogue.text(list.list.item, span)? };
            if cli.json {
                values.push(wire::lists::passed(&row, &text));
            } else {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let after = tr!("list-passed-after", n = after);
                out::line(&format!(
                    "  {after}  {}: {}  #{}",
                    words::passed_over(reason),
                    tame::name(&text),
                    address::of(span)
                ));
            }
        }
        offset += AT_ONCE;
    }
    if cli.json {
        let body = json!({ "list": list.entry, "item": list.list.item.to_string(), "passed": values });
        out::json(&wire::document("list-passed", body))?;
    } else {
        out::line(&tr!("list-passed-count", n = list.passed));
    }
    Ok(Ending::Done)
}
