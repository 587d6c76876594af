//! Judgements: given, taken back, listed, brought in and handed out, and how far reviewers agree.

use anyhow::Result;
use case::register::{Judged, Judgements, agreement, pair};
use model::{Event, Verdict};
use serde_json::{Value, json};

use super::{Ending, folder, look, open};
use crate::cli::{Cli, Judge, JudgementsArgs};
use crate::register::desk::Desk;
use crate::register::judging::{Given, enter, import, nomenklatura, withdraw};
use crate::register::sheet::Sheet;
use crate::words::register as words;
use crate::{out, say, tame, wire};

pub(super) fn judge(cli: &Cli, args: &Judge) -> Result<Ending> {
    if let Some(entry) = args.withdraw {
        let mut case = open(cli, &args.person)?;
        let taken = withdraw(&mut case, entry)?;
        if cli.json {
            out::json(&wire::document("judgement-withdrawn", json!({ "entry": taken, "judgement": entry })))?;
        } else {
            out::line(&tr!("judge-withdrawn", entry = entry));
            out::line(&tr!("behind-next"));
        }
        return Ok(Ending::Done);
    }
    let (Some(one), Some(other), Some(verdict)) = (&args.one, &args.other, &args.verdict) else {
        return Err(trouble!("error-judge-what").into());
    };
    let Some(verdict) = verdict_of(verdict) else {
        let known = Verdict::ALL.map(Verdict::code).join(", ");
        return Err(trouble!("error-no-such-verdict", given = verdict.as_str(), known = known).into());
    };
    let (one, other) = {
        let (folder, catalogue) = (folder(cli)?, look(cli)?.1);
        let desk = Desk::open(&folder, catalogue)?;
        (desk.find_record(one)?, desk.find_record(other)?)
    };
    if one == other {
        return Err(trouble!("error-same-record").into());
    }
    let mut case = open(cli, &args.person)?;
    let given =
        Given { pair: pair(one, other), verdict, note: args.note.clone(), blind: false, imported: None };
    let entry = enter(&mut case, &[given])?;
    let judgements = Judgements::read(&case.catalogue)?;
    let standing = judgements.standing(pair(one, other));
    if cli.json {
        let body = json!({
            "entry": entry, "one": one.to_string(), "other": other.to_string(), "verdict": verdict.code(),
            "standing": standing.map(case::register::Standing::code),
        });
        out::json(&wire::document("judged", body))?;
        return Ok(Ending::Done);
    }
    out::line(&tr!("judge-done", verdict = words::verdict(verdict), entry = entry));
    if standing == Some(case::register::Standing::Contradicted) {
        out::line(&tr!("judge-contradicted"));
    }
    out::line(&tr!("behind-next"));
    Ok(Ending::Done)
}

/// A verdict in the person's language or by its stable name.
pub(super) fn verdict_of(given: &str) -> Option<Verdict> {
    let given = given.trim().to_lowercase();
    Verdict::ALL.into_iter().find(|it| it.code() == given || words::verdict(*it).to_lowercase() == given)
}

/// A judgement as a line: entry, records, verdict, who, when, and whether it stands.
pub(super) fn judged_line(it: &Judged) -> String {
    let (one, other) = it.pair();
    let mut facts = vec![
        format!("{:>6}  {one}  {other}  {}", it.entry, words::verdict(it.judgement.verdict)),
        tame::name(&it.by).into_owned(),
        say::moment(it.at),
    ];
    facts.extend(it.judgement.note.as_deref().map(|note| format!("“{}”", tame::name(note))));
    if it.judgement.blind {
        facts.push(tr!("judgement-blind"));
    }
    facts.extend(it.judgement.imported.as_deref().map(|file| tr!("judgement-imported", file = file)));
    facts.extend(it.withdrawn.map(|entry| tr!("judgement-withdrawn", entry = entry)));
    facts.extend(it.overtaken.map(|entry| tr!("judgement-overtaken", entry = entry)));
    facts.join(" · ")
}

pub(super) fn judgements(cli: &Cli, args: &JudgementsArgs) -> Result<Ending> {
    if let Some(path) = &args.import {
        let mut case = open(cli, &args.person)?;
        let given = import(path, &case.register)?;
        if !given.is_empty() {
            enter(&mut case, &given)?;
        }
        let n = given.len() as u64;
        if cli.json {
            out::json(&wire::document("judgements-imported", json!({ "judgements": n })))?;
        } else {
            out::line(&tr!("import-done", n = n));
        }
        return Ok(Ending::Done);
    }
    let (_, catalogue) = look(cli)?;
    let all = Judgements::read(&catalogue)?;
    if args.agreement {
        return agreed(cli, &all);
    }
    if args.csv || args.lines {
        let standing = all.history().iter().filter(|it| it.stands());
        if args.lines {
            standing.for_each(|it| out::write(&format!("{}\n", nomenklatura(it))));
        } else {
            let mut sheet = Sheet::new(None);
            let heading = ["one", "other", "verdict", "note", "by", "at", "entry", "blind"];
            sheet.row(heading.map(str::to_owned).to_vec());
            for it in standing {
                let (one, other) = it.pair();
                sheet.row(vec![
                    one.to_string(),
                    other.to_string(),
                    it.judgement.verdict.code().to_owned(),
                    it.judgement.note.clone().unwrap_or_default(),
                    it.by.clone(),
                    it.at.to_string(),
                    it.entry.to_string(),
                    u8::from(it.judgement.blind).to_string(),
                ]);
            }
            sheet.end()?;
        }
        drop(catalogue);
        let mut case = open(cli, &args.person)?;
        case.record(Event::Exported { what: "judgements".to_owned(), item: None })?;
        return Ok(Ending::Done);
    }
    if cli.json {
        let rows: Vec<Value> = all.history().iter().map(wire::register::judged).collect();
        out::json(&wire::document("judgements", json!({ "judgements": rows })))?;
        return Ok(Ending::Done);
    }
    all.history().iter().for_each(|it| out::line(&judged_line(it)));
    let standing = all.history().iter().filter(|it| it.stands()).count() as u64;
    out::line(&tr!("judgements-count", n = all.history().len() as u64, standing = standing));
    Ok(Ending::Done)
}

fn agreed(cli: &Cli, all: &Judgements) -> Result<Ending> {
    let found = agreement(all);
    if cli.json {
        let rows: Vec<Value> = found
            .iter()
            .map(|it| {
                let differ: Vec<_> = it.differ.iter().map(|it| json!([it.0.to_string(), it.1.to_string()])).collect();
                json!({ "one": it.one, "other": it.other, "pairs": it.pairs, "agreed": it.agreed, "kappa": it.kappa, "differ": differ })
            })
            .collect();
        out::json(&wire::document("agreement", json!({ "agreement": rows })))?;
        return Ok(Ending::Done);
    }
    if found.is_empty() {
        out::line(&tr!("agreement-none"));
    }
    for it in &found {
        let kappa = it.kappa.map_or_else(|| tr!("agreement-no-kappa"), |kappa| format!("{kappa:.2}"));
        let (one, other) = (it.one.as_str(), it.other.as_str());
        out::line(&tr!(
            "agreement",
            one = one,
            other = other,
            n = it.pairs,
            agreed = it.agreed,
            kappa = kappa
        ));
        for (one, other) in &it.differ {
            out::line(&format!("  {one}  {other}"));
        }
    }
    Ok(Ending::Done)
}
