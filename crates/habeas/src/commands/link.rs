//! Links the lists of a case, or a bare table without one; says what came of it, and why a pair has its weight.

use std::path::Path;

use anyhow::Result;
use case::register::{Bits, Run};
use model::PersonId;
use serde_json::json;

use super::{Ending, folder, look, open};
use crate::cli::{Cli, Link};
use crate::progress::Bar;
use crate::register::desk::Desk;
use crate::register::explaining::{Explained, explain};
use crate::register::sheet::csv_line;
use crate::register::{Outcome, STEPS, bare, link_case, threads};
use crate::say::{self, number};
use crate::words::register as words;
use crate::{address, out, tame, wire};

pub(super) fn link(cli: &Cli, args: &Link) -> Result<Ending> {
    if let Some(path) = &args.table {
        return table(cli, args, path);
    }
    if let [one, other] = args.explain.as_slice() {
        return explained(cli, one, other);
    }
    let mut case = open(cli, &args.person)?;
    let progress = Bar::count(cli.quiet || cli.json, &tr!("link-progress"));
    let linked = link_case(&mut case, args.afresh, threads(args.threads), |done| progress.set(done, STEPS));
    progress.finish();
    let outcome = linked?;
    drop(case);
    let (folder, catalogue) = look(cli)?;
    let desk = Desk::open(&folder, catalogue)?;
    if cli.json {
        out::json(&wire::document("link", wire::register::run(&desk, &desk.run)?))?;
        return Ok(Ending::Done);
    }
    match &outcome {
        Outcome::Nothing(_) => out::line(&tr!("link-nothing-new")),
        Outcome::Linked(run) => changes(run),
    }
    summary(&desk)?;
    Ok(Ending::Done)
}

/// What became of persons known before.
fn changes(run: &Run) {
    let key = if run.afresh { "link-done-afresh" } else { "link-done" };
    out::line(&say::message(key, &crate::args![entry = run.entry]));
    for (into, from) in &run.merged {
        out::line(&tr!("link-merged", from = from.to_string(), into = into.to_string()));
    }
    for (from, to) in &run.split {
        out::line(&tr!("link-split", from = from.to_string(), to = to.to_string()));
    }
}

/// The register in figures.
fn summary(desk: &Desk) -> Result<()> {
    let run = &desk.run;
    out::line(&tr!("link-counts", records = number(run.records), persons = number(run.persons)));
    for (list, records) in &run.lists {
        out::line(&tr!("link-list", n = *records, list = desk.list_name(*list)));
    }
    if run.lists.len() == 1 {
        out::line(&tr!("link-one-list"));
    }
    if let Some(expected) = run.expected {
        let (precision, recall) = (words::share(expected.precision), words::share(expected.recall));
        out::line(&tr!("link-expected", precision = precision, recall = recall));
    }
    let (open, undecided) = desk.register.count_questions(&desk.judgements)?;
    if open > 0 {
        out::line(&tr!("link-to-review", n = open));
    }
    if undecided > 0 {
        out::line(&tr!("link-undecided", n = undecided));
    }
    for it in &run.skipped {
        let family = say::message(&format!("family-{}", it.family), &crate::args![]);
        out::line(&tr!("link-skipped", n = it.keys, pairs = number(it.pairs), family = family));
    }
    run.not_compared.iter().for_each(|it| out::line(&words::not_compared(desk, it)));
    for it in desk.register.contradictions()? {
        let (one, other) = (it.different.0.to_string(), it.different.1.to_string());
        out::line(&tr!("link-contradiction", one = one, other = other, n = it.chain.len() as u64));
    }
    for (judged, gone) in desk.register.detached(&desk.judgements)? {
        let gone: Vec<String> = gone.iter().map(ToString::to_string).collect();
        out::line(&tr!("link-detached", entry = judged.entry, records = gone.join(", ")));
    }
    if !run.repeated {
        out::note(&tr!("link-not-repeated", entry = run.entry, program = run.program.as_str()));
    }
    Ok(())
}

/// Why two records, or two persons, have their weight.
fn explained(cli: &Cli, one: &str, other: &str) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let desk = Desk::open(&folder(cli)?, catalogue)?;
    super::people::say_behind(&desk);
    let (one, other) = pair(&desk, one, other)?;
    let found = explain(&desk.lists, &desk.register, &desk.run, one, other)?;
    if cli.json {
        out::json(&wire::document("explain", wire::register::explained(&found)))?;
    } else {
        print_explained(&desk, &found)?;
    }
    Ok(Ending::Done)
}

/// Two records; of two persons the pair of records with the strongest link.
fn pair(desk: &Desk, one: &str, other: &str) -> Result<(model::RecordId, model::RecordId)> {
    let (one, other) = (desk.find_record(one)?, desk.find_record(other)?);
    if one == other {
        return Err(trouble!("error-same-record").into());
    }
    let person = |id| -> Result<Option<PersonId>> { Ok(desk.register.person(PersonId(id))?.map(|it| it.id)) };
    let (Some(first), Some(second)) = (person(one)?, person(other)?) else { return Ok((one, other)) };
    let members = desk.register.members(second)?;
    let within = |id| members.iter().any(|it| it.id == id);
    let mut best: Option<(Bits, (model::RecordId, model::RecordId))> = None;
    for record in desk.register.members(first)? {
        let links = desk.register.links_of(record.id)?;
        for link in links.iter().filter(|it| within(it.one) || within(it.other)) {
            if best.is_none_or(|held| held.0 < link.weight) {
                best = Some((link.weight, (link.one, link.other)));
            }
        }
    }
    Ok(best.map_or((one, other), |it| it.1))
}

/// Prints the sum that a weight is, field by field.
pub(super) fn print_explained(desk: &Desk, it: &Explained) -> Result<()> {
    for (key, record) in [("explain-one", &it.one), ("explain-other", &it.other)] {
        let (name, list) = (Desk::record_name(record), desk.list_name(record.row.list));
        let (id, row) = (record.row.id.to_string(), record.row.row);
        out::line(&say::message(key, &crate::args![id = id, name = name, list = list, row = row]));
    }
    out::line("");
    print_sum(desk, it)
}

/// Prints the sum alone.
pub(super) fn print_sum(desk: &Desk, it: &Explained) -> Result<()> {
    let mut rows = vec![vec![words::bits(it.prior), tr!("explain-prior"), String::new()]];
    for line in &it.lines {
        let values = |of: &[case::lists::Value], item: model::ItemId| -> Result<String> {
            let each = |value: &case::lists::Value| -> Result<String> {
                // The anchor is made anew, so that what is quoted stands there.
                let anchor = desk.anchor(item, value.span)?;
                let words = anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
                Ok(format!("“{}” {}", tame::name(&words), address::of(value.span)))
            };
            let each: Vec<String> = of.iter().map(each).collect::<Result<_>>()?;
            Ok(if each.is_empty() { "—".to_owned() } else { each.join(" ") })
        };
        let both = match (line.one.is_empty(), line.other.is_empty()) {
            (true, true) => String::new(),
            _ => format!(
                "{} | {}",
                values(&line.one, it.one.row.item)?,
                values(&line.other, it.other.row.item)?
            ),
        };
        let level =
            format!("{}: {}", words::field(&line.field.kind), words::level(&line.field.kind, &line.level));
        rows.push(vec![words::bits(line.bits), level, both]);
        if line.rarity.0 != 0 {
            rows.push(vec![words::bits(line.rarity), tr!("explain-rarity"), String::new()]);
        }
    }
    if it.kin.0 != 0 {
        rows.push(vec![words::bits(it.kin), tr!("explain-kin"), String::new()]);
    }
    let probability = words::probability(it.weight.probability());
    rows.push(vec![words::bits(it.weight), tr!("explain-total", probability = probability), String::new()]);
    out::table(&rows, &[0]);
    for part in &it.parts {
        out::line(&tr!("explain-part", part = words::part(part)));
    }
    for (side, alone) in it.alone.iter().enumerate().filter(|(_, alone)| !alone.is_empty()) {
        let key = if side == 0 { "explain-alone-one" } else { "explain-alone-other" };
        out::line(&say::message(key, &crate::args![parts = alone.join(" ")]));
    }
    Ok(())
}

/// Links a bare table.
fn table(cli: &Cli, args: &Link, path: &Path) -> Result<Ending> {
    let wish = bare::Wish { map: args.map.clone(), list: args.list.clone(), id: args.id.clone() };
    let bare = bare::read(path, &wish)?;
    for (column, meaning) in &bare.not_compared {
        out::note(&tr!("link-column-not-compared", column = column.as_str(), meaning = meaning.code()));
    }
    let progress = Bar::count(cli.quiet, &tr!("link-progress"));
    let linked = bare::link(&bare, threads(args.threads), |done| progress.set(done, bare::STEPS));
    progress.finish();
    let (records, linkage) = linked?;
    if linkage.model.traits.families {
        out::note(&tr!("not-compared-families"));
    }
    for it in linkage.candidates.plan.iter().filter(|it| it.skipped_keys > 0) {
        let family = crate::register::linking::family(it.family);
        let family = say::message(&format!("family-{family}"), &crate::args![]);
        out::note(&tr!(
            "link-skipped",
            n = it.skipped_keys,
            pairs = number(it.skipped_pairs),
            family = family
        ));
    }
    if cli.json {
        let answers = bare.answers(&records, &linkage);
        let list = |row: usize| bare.lists.as_ref().map(|lists| lists[row].clone());
        let answers: Vec<_> = answers
            .iter()
            .map(|it| {
                let probability = it.probability;
                json!({ "id": bare.names[it.row], "list": list(it.row), "person": it.person, "probability": probability })
            })
            .collect();
        let pairs: Vec<_> = bare
            .pairs(&records, &linkage)
            .filter(|_| args.pairs)
            .map(|it| json!({ "one": it.one, "other": it.other, "weight": it.weight, "probability": it.probability, "joined": it.joined }))
            .collect();
        let mut body = json!({ "records": answers });
        if args.pairs {
            body["pairs"] = json!(pairs);
        }
        out::json(&wire::document("link-table", body))?;
        return Ok(Ending::Done);
    }
    if args.pairs {
        out::write("one,other,weight,probability,joined\n");
        for it in bare.pairs(&records, &linkage) {
            let cells = [
                it.one,
                it.other,
                it.weight.to_string(),
                it.probability.to_string(),
                u8::from(it.joined).to_string(),
            ];
            out::write(&csv_line(cells));
        }
        return Ok(Ending::Done);
    }
    out::write(if bare.lists.is_some() { "id,list,person,probability\n" } else { "id,person,probability\n" });
    for it in bare.answers(&records, &linkage) {
        let mut cells = vec![bare.names[it.row].clone()];
        cells.extend(bare.lists.as_ref().map(|lists| lists[it.row].clone()));
        cells.extend([it.person, it.probability.map(|it| it.to_string()).unwrap_or_default()]);
        out::write(&csv_line(cells));
    }
    Ok(Ending::Done)
}
