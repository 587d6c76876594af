//! Review in the terminal: two records side by side, the sum that their weight is, and a verdict by one key. Reads lines, so
//! that it works in a pipe as well. Every verdict is in the log before the next pair is shown.

use std::io::BufRead as _;

use anyhow::Result;
use case::Page;
use case::register::{Judgements, Question, pair};
use model::Verdict;

use super::{Ending, folder, look, open, who};
use crate::case_folder::OpenCase;
use crate::cli::{Cli, Review};
use crate::register::desk::Desk;
use crate::register::explaining::{Explained, explain};
use crate::register::judging::{Given, enter, withdraw};
use crate::register::sampling::sample;
use crate::say::number;
use crate::words::register as words;
use crate::{out, tame};

/// Questions read at once.
const AT_ONCE: u64 = 1_000;

pub(super) fn review(cli: &Cli, args: &Review) -> Result<Ending> {
    let (_, catalogue) = look(cli)?;
    let desk = Desk::open(&folder(cli)?, catalogue)?;
    super::people::say_behind(&desk);
    let by = who(&args.person);
    let sampled = match args.sample {
        Some(count) => Some(sample(&desk, args.seed, count, &by)?),
        None if args.blind => return Err(trouble!("error-blind-sample").into()),
        None => None,
    };
    let of = match &sampled {
        Some(pairs) => pairs.len() as u64,
        None => desk.register.count_questions(&desk.judgements)?.0,
    };
    // In the order in which they stood when the review began, whatever is judged meanwhile.
    let ahead = |at: u64| match &sampled {
        Some(pairs) => Ok(pairs.iter().skip(at as usize).copied().collect()),
        None => desk.register.questions(&desk.judgements, Page { offset: at, limit: AT_ONCE }),
    };
    if of == 0 {
        out::line(&tr!("review-nothing"));
        return Ok(Ending::Done);
    }
    let mut case = open(cli, &args.person)?;
    let mut session = Session { desk: &desk, case: &mut case, blind: args.blind, given: Vec::new() };
    let mut lines = std::io::stdin().lock().lines();
    out::line(&tr!("review-help"));
    let (mut at, mut first, mut held) = (0, 0, Vec::new());
    while at < of {
        if at < first || at >= first + held.len() as u64 {
            (first, held) = (at, ahead(at)?);
        }
        let Some(question) = held.get((at - first) as usize) else { break };
        session.show(question, at, of)?;
        match session.answer(question, &mut lines)? {
            Step::Next => at += 1,
            Step::Back => at = at.saturating_sub(1),
            Step::Stop => break,
        }
    }
    out::line(&tr!("review-done", n = session.given.len() as u64));
    if !session.given.is_empty() {
        out::line(&tr!("behind-next"));
    }
    Ok(Ending::Done)
}

enum Step {
    Next,
    Back,
    Stop,
}

struct Session<'a> {
    desk: &'a Desk,
    case: &'a mut OpenCase,
    blind: bool,
    /// The entries given in this review.
    given: Vec<u64>,
}

impl Session<'_> {
    fn show(&self, question: &Question, at: u64, of: u64) -> Result<()> {
        let desk = self.desk;
        let found = explain(&desk.lists, &desk.register, &desk.run, question.one, question.other)?;
        out::line("");
        out::line(&tr!("review-pair", at = number(at + 1), of = number(of)));
        for (key, record) in [("explain-one", &found.one), ("explain-other", &found.other)] {
            let (name, list) = (Desk::record_name(record), desk.list_name(record.row.list));
            let (id, row) = (record.row.id.to_string(), record.row.row);
            out::line(&crate::say::message(key, &crate::args![id = id, name = name, list = list, row = row]));
        }
        side_by_side(&found);
        if self.blind {
            return Ok(());
        }
        let judgements = Judgements::read(&self.case.catalogue)?;
        out::line(&tr!("review-why", why = words::why(question.why)));
        super::link::print_sum(desk, &found)?;
        for it in judgements.on(pair(question.one, question.other)) {
            out::line(&super::judge::judged_line(it));
        }
        for record in [&found.one, &found.other] {
            let members = desk.register.members(record.row.person)?;
            for it in members.iter().filter(|it| it.id != record.row.id) {
                let view = desk.record(it.id)?;
                let (name, list) = (Desk::record_name(&view), desk.list_name(it.list));
                let (of, id) = (record.row.id.to_string(), it.id.to_string());
                out::line(&tr!("review-with", of = of, id = id, name = name, list = list));
            }
        }
        Ok(())
    }

    fn answer(
        &mut self,
        question: &Question,
        lines: &mut impl Iterator<Item = std::io::Result<String>>,
    ) -> Result<Step> {
        let mut note = None;
        loop {
            out::line(&tr!("review-prompt"));
            let Some(line) = lines.next().transpose()? else { return Ok(Step::Stop) };
            let line = line.trim();
            let (key, rest) = line.split_once(' ').unwrap_or((line, ""));
            let verdict = match key {
                "n" => {
                    note = Some(rest.trim().to_owned());
                    continue;
                }
                "q" => return Ok(Step::Stop),
                "" => return Ok(Step::Next),
                "z" => {
                    let Some(entry) = self.given.pop() else {
                        out::line(&tr!("review-nothing-to-undo"));
                        continue;
                    };
                    withdraw(self.case, entry)?;
                    out::line(&tr!("judge-withdrawn", entry = entry));
                    return Ok(Step::Back);
                }
                "s" => Verdict::Same,
                "d" => Verdict::Different,
                "u" => Verdict::Unsure,
                other => match super::judge::verdict_of(other) {
                    Some(verdict) => verdict,
                    None => {
                        out::line(&tr!("review-help"));
                        continue;
                    }
                },
            };
            let pair = pair(question.one, question.other);
            let given = Given { pair, verdict, note, blind: self.blind, imported: None };
            let entry = enter(self.case, &[given])?;
            self.given.push(entry);
            out::line(&tr!("judge-done", verdict = words::verdict(verdict), entry = entry));
            return Ok(Step::Next);
        }
    }
}

/// The values of two records, field by field; differences are marked.
fn side_by_side(found: &Explained) {
    let mut rows = Vec::new();
    let values = |view: &case::register::RecordView, meaning| {
        view.of(meaning).map(|it| tame::name(&it.text).into_owned()).collect::<Vec<_>>().join(" / ")
    };
    for meaning in model::Meaning::ALL {
        let (one, other) = (values(&found.one, meaning), values(&found.other, meaning));
        if one.is_empty() && other.is_empty() {
            continue;
        }
        let differs = case::register::folded(&one) != case::register::folded(&other);
        let mark = if differs && !one.is_empty() && !other.is_empty() { "≠" } else { "" };
        let name = crate::say::message(&format!("list-meaning-{}", meaning.code()), &crate::args![]);
        rows.push(vec![mark.to_owned(), name, one, other]);
    }
    out::table(&rows, &[]);
}
