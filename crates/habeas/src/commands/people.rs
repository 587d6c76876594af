//! Who is in the register: all of them, one in full, two lists side by side, which people are on which lists. Every list
//! whole, never cut.

use std::io::IsTerminal as _;

use anyhow::Result;
use case::Page;
use case::register::{PersonView, Wanted, originals};
use model::{Event, PersonId};
use serde_json::{Value, json};

use super::{Ending, folder, look, open};
use crate::cli::{Cli, Compare, Overlap, People, Person, PersonArgs};
use crate::progress::Bar;
use crate::register::desk::Desk;
use crate::register::sheet::Sheet;
use crate::register::tables;
use crate::say::{self, number};
use crate::words::register as words;
use crate::{address, out, tame, wire};

/// Rows whose columns are lined up together; a longer list is printed in stretches.
const TOGETHER: usize = 5_000;

/// The register, to ask; says so when it is behind.
pub(super) fn desk(cli: &Cli) -> Result<Desk> {
    let (_, catalogue) = look(cli)?;
    let desk = Desk::open(&folder(cli)?, catalogue)?;
    say_behind(&desk);
    Ok(desk)
}

/// Says what the register does not know yet.
pub(super) fn say_behind(desk: &Desk) {
    let found = words::behind(desk);
    if !found.is_empty() {
        found.iter().for_each(|it| out::note(it));
        out::note(&tr!("behind-next"));
    }
    if !desk.run.repeated {
        out::note(&tr!("link-not-repeated", entry = desk.run.entry, program = desk.run.program.as_str()));
    }
}

/// Enters into the log that personal data left the case.
fn record_export(cli: &Cli, person: &Person) -> Result<()> {
    let mut case = open(cli, person)?;
    case.record(Event::Exported { what: "register".to_owned(), item: None })?;
    Ok(())
}

pub(super) fn people(cli: &Cli, args: &People) -> Result<Ending> {
    let desk = desk(cli)?;
    let lists = |given: &[String]| given.iter().map(|it| desk.find_list(it)).collect::<Result<Vec<u64>>>();
    let wanted = Wanted {
        search: args.search.clone(),
        on: lists(&args.list)?,
        not_on: lists(&args.not_list)?,
        only: args.only,
        several: args.several,
        ..Wanted::default()
    };
    if args.csv || args.xlsx.is_some() {
        let total = if args.records { desk.run.records } else { desk.register.count_persons(&wanted)? };
        // On a terminal the rows themselves are the progress.
        let shown = args.xlsx.is_none() && std::io::stdout().is_terminal();
        let progress = Bar::count(cli.quiet || shown, &tr!("people-progress"));
        let (mut sheet, mut written) = (Sheet::new(args.xlsx.as_deref()), 0);
        let mut take = |row| {
            sheet.row(row);
            written += 1;
            if written % 4_096 == 0 {
                progress.set(written.min(total), total);
            }
        };
        let written = if args.records {
            tables::records(&desk, &wanted, &mut take)
        } else {
            tables::persons(&desk, &wanted, &mut take)
        };
        let ended = written.and_then(|()| sheet.end());
        progress.finish();
        ended?;
        drop(desk);
        record_export(cli, &args.person)?;
        return Ok(Ending::Done);
    }
    if cli.json {
        tables::json(&desk, &wanted, args.records, std::io::BufWriter::new(out::Standard))?;
        return Ok(Ending::Done);
    }
    let mut rows = Vec::new();
    tables::each(&desk.register, &wanted, |row| {
        let view = if args.records { desk.register.person_view(&desk.lists, row.id)? } else { None };
        let (name, lists) = (desk.person_name(row)?, tables::lists_of(&desk, row.id)?);
        rows.push(vec![row.id.to_string(), name, number(row.records), desk.list_names(&lists).join(" · ")]);
        for record in view.iter().flat_map(|it| &it.records) {
            let place = format!("{} {}", desk.list_name(record.row.list), number(record.row.row));
            rows.push(vec![format!("  {}", record.row.id), Desk::record_name(record), String::new(), place]);
        }
        if rows.len() >= TOGETHER {
            out::table(&std::mem::take(&mut rows), &[2]);
        }
        Ok(())
    })?;
    out::table(&rows, &[2]);
    out::line(&tr!("people-count", n = desk.register.count_persons(&wanted)?));
    Ok(Ending::Done)
}

pub(super) fn person(cli: &Cli, args: &PersonArgs) -> Result<Ending> {
    let desk = desk(cli)?;
    let id = desk.find_person(&args.id)?;
    let Some(view) = desk.register.person_view(&desk.lists, id)? else {
        return Err(trouble!("error-no-such-record", given = args.id.as_str()).into());
    };
    let namesakes = desk.register.namesakes(id, Page::ALL)?;
    let mentions = crate::register::mentions::mentions(&folder(cli)?, &desk, &view)?;
    if cli.json {
        let mut value = wire::register::person(&view);
        value["namesakes"] = namesakes.iter().map(|it| it.id.to_string()).collect();
        value["questions"] = desk.register.questions_of(id)?.iter().map(wire::register::question).collect();
        value["same_name_in_texts"] = mentions
            .iter()
            .map(|it| json!({ "item": it.item.to_string(), "start": it.span.start, "end": it.span.end, "exact": it.quote }))
            .collect();
        value["judgements"] = judged(&desk, &view).iter().map(|it| wire::register::judged(it)).collect();
        out::json(&wire::document("person", value))?;
        return Ok(Ending::Done);
    }
    let name = view.name.clone().unwrap_or_else(|| tr!("register-no-name"));
    out::line(&format!("{id}  {}", tame::name(&name)));
    let n = view.records.len() as u64;
    out::line(&tr!("person-records", n = n));
    for record in &view.records {
        print_record(&desk, record)?;
    }
    print_values(&desk, &view)?;
    print_reasons(&desk, &view)?;
    if !namesakes.is_empty() {
        out::line("");
        out::line(&tr!("person-namesakes"));
        for it in &namesakes {
            out::line(&format!("  {}  {}", it.id, tame::name(&desk.person_name(it)?)));
        }
    }
    if !mentions.is_empty() {
        out::line("");
        out::line(&tr!("person-mentions"));
        for it in &mentions {
            let name = desk.item_name(it.item)?;
            out::line(&format!(
                "  “{}”  {}  {}",
                tame::name(&it.quote),
                tame::name(&name),
                address::of(it.span)
            ));
        }
    }
    Ok(Ending::Done)
}

/// The judgements on a person's records, in the order of the log.
fn judged<'d>(desk: &'d Desk, view: &PersonView) -> Vec<&'d case::register::Judged> {
    let ids: std::collections::BTreeSet<_> = view.records.iter().map(|it| it.row.id).collect();
    let about = |it: &&case::register::Judged| ids.contains(&it.pair().0) || ids.contains(&it.pair().1);
    desk.judgements.history().iter().filter(about).collect()
}

fn print_record(desk: &Desk, record: &case::register::RecordView) -> Result<()> {
    let list = desk.list_name(record.row.list);
    let item = desk.item_name(record.row.item)?;
    let mut facts = vec![
        format!("  {}  {}", record.row.id, tr!("person-record", list = list, row = record.row.row)),
        format!("{}#{}", tame::name(&item), address::of(record.row.span)),
    ];
    if record.row.judged {
        facts.push(tr!("person-judged"));
    } else if let Some(weight) = record.row.weight {
        facts.push(tr!("person-probability", probability = words::probability(weight.probability())));
    }
    if record.values.is_none() {
        facts.push(tr!("register-record-gone"));
    }
    out::line(&facts.join(" · "));
    Ok(())
}

fn print_values(desk: &Desk, view: &PersonView) -> Result<()> {
    let mut rows = Vec::new();
    for group in &view.groups {
        let meaning = say::message(&format!("list-meaning-{}", group.meaning.code()), &crate::args![]);
        let mark = match (&group.conflict, group.differs) {
            (Some(_), _) => tr!("person-conflict"),
            (None, true) => tr!("person-differs"),
            (None, false) => String::new(),
        };
        for (at, held) in group.values.iter().enumerate() {
            let anchor = desk.anchor(held.item, held.value.span)?;
            let place = anchor.places.first().map(crate::words::place).unwrap_or_default();
            let first = if at == 0 { format!("{meaning} {mark}") } else { String::new() };
            let item = desk.item_name(held.item)?;
            let place = format!("{}#{} {place}", tame::name(&item), address::of(held.value.span));
            let quote = anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            rows.push(vec![
                first.trim_end().to_owned(),
                quote,
                desk.list_name(held.list),
                place.trim_end().to_owned(),
            ]);
        }
    }
    out::line("");
    out::table(&rows, &[]);
    Ok(())
}

fn print_reasons(desk: &Desk, view: &PersonView) -> Result<()> {
    if !view.joins.is_empty() {
        out::line("");
        out::line(&tr!("person-joins"));
    }
    for it in &view.joins {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        out::line(&match it.weight {
            Some(weight) => {
                let probability = words::probability(weight.probability());
                tr!(
                    "person-join",
                    one = one,
                    other = other,
                    bits = words::bits(weight),
                    probability = probability
                )
            }
            None => tr!("person-join-judged", one = one, other = other),
        });
    }
    let judged = judged(desk, view);
    if !judged.is_empty() {
        out::line("");
        out::line(&tr!("person-judgements"));
        judged.iter().for_each(|it| out::line(&super::judge::judged_line(it)));
    }
    let questions = desk.register.questions_of(view.row.id)?;
    let open = questions.iter().filter(|it| {
        let standing = desk.judgements.standing(case::register::pair(it.one, it.other));
        !standing.is_some_and(case::register::Standing::is_settled)
    });
    for it in open {
        let (one, other) = (it.one.to_string(), it.other.to_string());
        out::line(&tr!("person-question", one = one, other = other, why = words::why(it.why)));
    }
    Ok(())
}

pub(super) fn compare(cli: &Cli, args: &Compare) -> Result<Ending> {
    let desk = desk(cli)?;
    let (one, other) = (desk.find_list(&args.one)?, desk.find_list(&args.other)?);
    if one == other {
        return Err(trouble!("error-same-list").into());
    }
    let found = desk.register.compare(one, other, &desk.judgements)?;
    let reason = |id: PersonId| -> Result<Option<Value>> {
        Ok(desk.register.link_across(id, one, other)?.map(|it| wire::register::link(&it)))
    };
    if cli.json {
        let mut value = wire::register::comparison(&found);
        let reasons: Vec<Value> = found
            .both
            .iter()
            .map(|id| Ok(json!({ "person": id.to_string(), "link": reason(*id)? })))
            .collect::<Result<_>>()?;
        value["reasons"] = Value::Array(reasons);
        value["one"] = json!({ "list": one, "name": desk.list_name(one) });
        value["other"] = json!({ "list": other, "name": desk.list_name(other) });
        out::json(&wire::document("compare", value))?;
        return Ok(Ending::Done);
    }
    let name = |id: PersonId| -> Result<String> {
        let row = desk.register.person(id)?;
        row.map_or_else(|| Ok(id.to_string()), |row| desk.person_name(&row))
    };
    if args.csv {
        let mut sheet = Sheet::new(None);
        tables::comparison(&desk, one, other, &found, |row| sheet.row(row))?;
        sheet.end()?;
        drop(desk);
        record_export(cli, &args.person)?;
        return Ok(Ending::Done);
    }
    let (first, second) = (desk.list_name(one), desk.list_name(other));
    let heading = |key: &str, n: usize| {
        let args = crate::args![n = n as u64, one = first.as_str(), other = second.as_str()];
        out::line(&say::message(key, &args));
    };
    heading("compare-both", found.both.len());
    let mut rows = Vec::new();
    for id in &found.both {
        let why = match desk.register.link_across(*id, one, other)? {
            Some(link) => words::probability(link.weight.probability()),
            None => tr!("compare-by-others"),
        };
        rows.push(vec![format!("  {id}"), name(*id)?, why]);
    }
    out::table(&rows, &[]);
    for (key, ids) in [("compare-only-one", &found.only_one), ("compare-only-other", &found.only_other)] {
        out::line("");
        heading(key, ids.len());
        let rows: Vec<Vec<String>> =
            ids.iter().map(|id| Ok(vec![format!("  {id}"), name(*id)?])).collect::<Result<_>>()?;
        out::table(&rows, &[]);
    }
    out::line("");
    heading("compare-unsure", found.unsure.len());
    let mut rows = Vec::new();
    for it in &found.unsure {
        let why = format!(
            "{} · {}",
            words::probability(it.question.weight.probability()),
            words::why(it.question.why)
        );
        let (one, other) = (it.one, it.other);
        rows.push(vec![format!("  {one}"), name(one)?, format!("{other}"), name(other)?, why]);
    }
    out::table(&rows, &[]);
    Ok(Ending::Done)
}

pub(super) fn overlap(cli: &Cli, args: &Overlap) -> Result<Ending> {
    let desk = desk(cli)?;
    let declared: Vec<_> = desk.declared.values().cloned().collect();
    let instead = if args.separate { std::collections::BTreeMap::new() } else { originals(&declared) };
    let sets = desk.register.overlap(&instead)?;
    if cli.json {
        let sets: Vec<Value> =
            sets.iter().map(|it| json!({ "lists": it.lists, "persons": it.persons })).collect();
        let lists: Vec<Value> =
            desk.declared.keys().map(|list| json!({ "list": list, "name": desk.list_name(*list) })).collect();
        let copies: Vec<Value> =
            instead.iter().map(|(copy, of)| json!({ "list": copy, "copy_of": of })).collect();
        let body = json!({ "sets": sets, "lists": lists, "copies": copies, "persons": desk.run.persons });
        out::json(&wire::document("overlap", body))?;
        return Ok(Ending::Done);
    }
    let rows: Vec<Vec<String>> =
        sets.iter().map(|it| vec![number(it.persons), desk.list_names(&it.lists).join(" + ")]).collect();
    out::table(&rows, &[0]);
    for (copy, of) in &instead {
        out::line(&tr!("overlap-copy", copy = desk.list_name(*copy), of = desk.list_name(*of)));
    }
    out::line(&tr!("people-count", n = desk.run.persons));
    let (open, _) = desk.register.count_questions(&desk.judgements)?;
    if open > 0 {
        out::line(&tr!("link-to-review", n = open));
    }
    Ok(Ending::Done)
}
