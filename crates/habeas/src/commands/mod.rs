//! What each command does, from arguments to output. One file a family; no domain logic.

mod about;
mod annotate;
mod cite;
mod doctor;
mod estimate;
mod judge;
mod link;
mod list;
mod look;
mod people;
mod prove;
mod review;
mod said;
mod search;
mod serve;
mod take;

use std::process::ExitCode;

use anyhow::Result;
use case::Catalogue;
use model::ItemId;

use crate::case_folder::{CaseFolder, OpenCase};
use crate::cli::{Cli, Command, Person};
use crate::home::Home;
use crate::{out, tame, trouble};

/// How a command ended, if it ended at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done, and nothing is wrong.
    Done,
    /// Done, and something is wrong: a change was found, an item could not be read.
    Wrong,
}

/// Runs a command. 0: done. 1: done, and something is wrong. 2: not done.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let ending = match &cli.command {
        Command::Init(args) => take::init(cli, args),
        Command::Add(args) => take::add(cli, args),
        Command::Demo(args) => take::demo(cli, args),
        Command::Rebuild(args) => take::rebuild(cli, args),
        Command::Status => look::status(cli),
        Command::Items(args) => look::items(cli, args),
        Command::Search(args) => search::search(cli, args),
        Command::Quotes(args) => said::quotes(cli, args),
        Command::Timeline(args) => said::timeline(cli, args),
        Command::Figures(args) => said::figures(cli, args),
        Command::List(args) => list::list(cli, args),
        Command::Show(args) => look::show(cli, args),
        Command::Text(args) => look::text(cli, args),
        Command::Ledger(args) => look::ledger(cli, args),
        Command::Log(args) => look::log(cli, args),
        Command::Annotate(args) => annotate::annotate(cli, args),
        Command::Cite(args) => cite::cite(cli, args),
        Command::Check(args) => cite::check(cli, args),
        Command::Verify(args) => prove::verify(cli, args),
        Command::Prove(args) => prove::prove(cli, args),
        Command::Erase(args) => prove::erase(cli, args),
        Command::Serve(args) => serve::serve(cli, args),
        Command::Link(args) => link::link(cli, args),
        Command::People(args) => people::people(cli, args),
        Command::Person(args) => people::person(cli, args),
        Command::Compare(args) => people::compare(cli, args),
        Command::Overlap(args) => people::overlap(cli, args),
        Command::Review(args) => review::review(cli, args),
        Command::Judge(args) => judge::judge(cli, args),
        Command::Judgements(args) => judge::judgements(cli, args),
        Command::Estimate(args) => estimate::estimate(cli, args),
        Command::Doctor => doctor::doctor(cli),
        Command::Completions(args) => about::completions(args),
        Command::Man(args) => about::man(args),
    };
    match ending {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Wrong) => ExitCode::from(1),
        Err(error) => {
            let place = folder(cli).map(|folder| folder.path);
            let place = place.ok().or_else(|| cli.case.clone()).unwrap_or_default();
            trouble::print(&trouble::explained(error, &place));
            ExitCode::from(2)
        }
    }
}

fn folder(cli: &Cli) -> Result<CaseFolder> {
    CaseFolder::find(cli.case.as_deref())
}

/// The case, to look at. Says so when the catalogue is behind the log.
fn look(cli: &Cli) -> Result<(CaseFolder, Catalogue)> {
    let folder = folder(cli)?;
    let catalogue = folder.catalogue()?;
    let (size, seen) = (folder.archive()?.size(), catalogue.entries_seen());
    if seen > size {
        return Err(trouble!("error-catalogue-ahead").into());
    }
    let behind = size - seen;
    if behind > 0 {
        out::note(&tr!("note-behind", n = behind));
    }
    Ok((folder, catalogue))
}

/// The case, to write to.
fn open(cli: &Cli, person: &Person) -> Result<OpenCase> {
    folder(cli)?.open_to_write(&who(person), Home::find()?)
}

/// Who acts: as said, or the account's name; `None` when there is neither.
fn named(person: &Person) -> Option<String> {
    let account = || ["USER", "USERNAME", "LOGNAME"].iter().find_map(|name| std::env::var(name).ok());
    person.by.clone().or_else(account).filter(|name| !name.trim().is_empty())
}

/// Who acts; words that say so when nobody is named.
fn who(person: &Person) -> String {
    named(person).unwrap_or_else(|| tr!("person-unknown"))
}

/// The item that a short form means.
fn resolve(catalogue: &Catalogue, given: &str) -> Result<ItemId> {
    catalogue.resolve(given).map_err(|error| match error {
        case::ResolveError::Unknown { given } => trouble!("error-no-such-item", given = given).into(),
        case::ResolveError::Ambiguous { given, candidates, total } => {
            let list: Vec<String> = candidates
                .iter()
                .map(|it| format!("{}  {}", &it.item.to_string()[..16], tame::name(&it.name)))
                .collect();
            trouble!("error-ambiguous", given = given, n = total).because(&list.join("\n    ")).into()
        }
        case::ResolveError::Storage(error) => error.into(),
    })
}
