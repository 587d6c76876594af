//! The command line: what each command takes, and help in the person's language. Does nothing itself.

#![allow(missing_docs, reason = "what each argument means is its help text, in i18n/")]

mod lists;
mod people;

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

pub use lists::{
    List, ListAccept, ListAction, ListChange, ListCopyOf, ListRefuse, ListRows, ListShow, ListWithdraw,
    ListWords,
};
pub use people::{Compare, Estimate, Judge, JudgementsArgs, Link, Overlap, People, PersonArgs, Review};

use crate::say::{self, Language};
use crate::{out, tame};

/// The whole command line. Help texts are messages named `cli-<command>-<argument>`; see [`localised`].
#[derive(Debug, Parser)]
#[command(name = "habeas", version, disable_help_subcommand = true)]
pub struct Cli {
    #[arg(long, global = true, value_name = "DIR", env = "HABEAS_CASE")]
    pub case: Option<PathBuf>,
    #[arg(long, global = true, value_enum)]
    pub lang: Option<Language>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, short, global = true)]
    pub quiet: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Init(Init),
    Add(Add),
    Status,
    Items(Items),
    Search(Search),
    Quotes(Quotes),
    Timeline(Timeline),
    Figures(Figures),
    List(List),
    Show(Show),
    Text(Text),
    Annotate(Annotate),
    Cite(Cite),
    Check(Check),
    Ledger(Ledger),
    Log(Log),
    Verify(Verify),
    Prove(Prove),
    Erase(Erase),
    Rebuild(Rebuild),
    Link(Link),
    People(People),
    Person(PersonArgs),
    Compare(Compare),
    Overlap(Overlap),
    Review(Review),
    Judge(Judge),
    Judgements(JudgementsArgs),
    Estimate(Estimate),
    Doctor,
    Serve(Serve),
    Demo(Demo),
    Completions(Completions),
    Man(Man),
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long, value_delimiter = ',', default_value = "spa,eng")]
    pub languages: Vec<String>,
    #[command(flatten)]
    pub person: Person,
}

/// Who acts.
#[derive(Debug, Args)]
pub struct Person {
    #[arg(long, value_name = "WHO", env = "HABEAS_BY")]
    pub by: Option<String>,
}

#[derive(Debug, Args)]
pub struct Add {
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_name = "WHO")]
    pub from: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[arg(long)]
    pub rehash: bool,
    #[arg(long)]
    pub no_annotate: bool,
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub person: Person,
}

/// Which items.
#[derive(Debug, Args)]
pub struct Items {
    #[arg(long, value_name = "STATE")]
    pub state: Option<String>,
    #[arg(long = "type", value_name = "TYPE")]
    pub media_type: Option<String>,
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

#[derive(Debug, Args)]
pub struct Search {
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,
    #[arg(long = "type", value_name = "TYPE")]
    pub media_type: Vec<String>,
    #[arg(long, value_name = "LANGUAGE")]
    pub written_in: Vec<String>,
    #[arg(long, value_name = "DAYS")]
    pub published: Option<String>,
    #[arg(long, value_name = "DAYS")]
    pub taken_in: Option<String>,
    #[arg(long, value_name = "WHO")]
    pub from: Vec<String>,
    #[arg(long, value_name = "STATE")]
    pub state: Vec<String>,
    #[arg(long, value_name = "ITEM")]
    pub inside: Vec<String>,
    #[arg(long, value_name = "NAME")]
    pub speaker: Vec<String>,
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u64,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: u64,
    #[arg(long)]
    pub counts: bool,
}

#[derive(Debug, Args)]
pub struct Quotes {
    #[arg(value_name = "ITEM", conflicts_with = "disputed")]
    pub item: Option<String>,
    #[arg(long, value_name = "NAME", conflicts_with = "disputed")]
    pub speaker: Option<String>,
    #[arg(long, conflicts_with_all = ["speaker", "disputed"])]
    pub unknown: bool,
    #[arg(long, value_name = "STANCE", conflicts_with = "disputed")]
    pub stance: Option<String>,
    #[arg(long, value_name = "VIOLATION", conflicts_with = "disputed")]
    pub violation: Option<String>,
    #[arg(long, value_name = "PERCENT", default_value_t = case::said::SURE, value_parser = clap::value_parser!(u8).range(..=100), conflicts_with = "disputed")]
    pub confidence: u8,
    #[arg(long)]
    pub disputed: bool,
}

#[derive(Debug, Args)]
pub struct Timeline {
    #[arg(value_name = "ITEM")]
    pub item: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub from: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub to: Option<String>,
    #[arg(long, conflicts_with_all = ["from", "to"])]
    pub unresolved: bool,
    #[arg(long, conflicts_with = "item")]
    pub in_lists: bool,
}

#[derive(Debug, Args)]
pub struct Figures {
    #[arg(long, value_name = "NOUN")]
    pub of: Option<String>,
    #[arg(long)]
    pub disagreeing: bool,
    #[arg(long)]
    pub in_lists: bool,
}

#[derive(Debug, Args)]
pub struct Show {
    #[arg(value_name = "ITEM")]
    pub item: String,
}

#[derive(Debug, Args)]
pub struct Text {
    #[arg(value_name = "ITEM")]
    pub item: String,
    #[arg(long, value_name = "A-B")]
    pub at: Option<String>,
    #[arg(long, conflicts_with = "at")]
    pub body: bool,
}

#[derive(Debug, Args)]
pub struct Annotate {
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,
}

#[derive(Debug, Args)]
pub struct Cite {
    #[arg(value_name = "ITEM")]
    pub item: String,
    #[arg(long, value_name = "A-B", required_unless_present = "find", conflicts_with = "find")]
    pub at: Option<String>,
    #[arg(long, value_name = "QUOTE")]
    pub find: Option<String>,
}

#[derive(Debug, Args)]
pub struct Check {
    #[arg(value_name = "FILE")]
    pub anchor: PathBuf,
}

#[derive(Debug, Args)]
pub struct Ledger {
    #[arg(long, value_name = "STATE")]
    pub state: Option<String>,
    #[arg(long, value_name = "DEFECT")]
    pub defect: Option<String>,
}

#[derive(Debug, Args)]
pub struct Log {
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub from: u64,
    #[arg(long, value_name = "ITEM")]
    pub item: Option<String>,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(long, value_name = "FILE")]
    pub against: Vec<PathBuf>,
    #[arg(long)]
    pub record: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Prove {
    #[arg(value_name = "ITEM")]
    pub item: String,
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    #[arg(long)]
    pub with_original: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Erase {
    #[arg(value_name = "ITEM", required_unless_present = "entry", conflicts_with = "entry")]
    pub item: Option<String>,
    #[arg(long, value_name = "N")]
    pub entry: Option<u64>,
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[arg(long)]
    pub yes: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Rebuild {
    #[arg(long)]
    pub check: bool,
    #[arg(long, value_name = "DEFECT", conflicts_with = "check")]
    pub defect: Option<String>,
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Serve {
    #[arg(value_name = "CASE")]
    pub folder: Option<PathBuf>,
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
    #[arg(long, value_name = "MINUTES")]
    pub idle: Option<u32>,
    #[arg(long)]
    pub no_open: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    #[arg(long)]
    pub no_serve: bool,
}

#[derive(Debug, Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// Reads the command line; prints help or a usage error and ends the process where that is all there is to do.
#[must_use]
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Cli {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // The language first, since it decides how everything else is said.
    let wanted = arguments.iter().enumerate().find_map(|(at, argument)| {
        let text = argument.to_str()?;
        let value = match text.strip_prefix("--lang=") {
            Some(value) => value,
            None if text == "--lang" => arguments.get(at + 1)?.to_str()?,
            None => return None,
        };
        <Language as clap::ValueEnum>::from_str(value, true).ok()
    });
    say::choose(wanted);
    let matches = localised().try_get_matches_from(arguments).unwrap_or_else(|error| stop(&error));
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
}

/// Prints help or a usage error and ends the process. An argument may be a file's name out of the shell's own list, and
/// hold anything.
fn stop(error: &clap::Error) -> ! {
    let plain = error.render().to_string();
    if matches!(tame::text(&plain), Cow::Borrowed(_)) {
        error.exit();
    }
    out::note(plain.trim_end());
    std::process::exit(error.exit_code())
}

/// The command line with every help text in the chosen language.
#[must_use]
pub fn localised() -> clap::Command {
    let template = format!(
        "{{about-with-newline}}\n{}\n    {{usage}}\n\n{{all-args}}{{after-help}}",
        crate::tr!("cli-heading-usage")
    );
    let version = clap::Arg::new("version")
        .short('V')
        .long("version")
        .action(clap::ArgAction::Version)
        .help(crate::tr!("cli-any-version"))
        .help_heading(crate::tr!("cli-heading-options"));
    let command = localise(Cli::command(), "cli", &template);
    command.disable_version_flag(true).arg(version).after_help(crate::tr!("cli-after"))
}

fn localise(command: clap::Command, prefix: &str, template: &str) -> clap::Command {
    let about = say::message(prefix, &crate::args![]);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let mut command = command
        .about(about)
        .help_template(template.to_owned())
        .subcommand_help_heading(crate::tr!("cli-heading-commands"))
        .mut_args(|argument| {
            let takes_value = argument.get_action().takes_values();
            let own = format!("{prefix}-{}", argument.get_id());
            let shared = format!("cli-any-{}", argument.get_id());
            let none = crate::args![];
            let help = say::find(&own, None, &none).or_else(|| say::find(&shared, None, &none));
            let heading =
                if argument.is_positional() { "cli-heading-arguments" } else { "cli-heading-options" };
            // The values are in the help text, in the person's language; clap would add English ones.
            argument
                .hide_possible_values(takes_value)
                .hide_env_values(true)
                .help(help.unwrap_or_else(|| format!("[{own}]")))
                .help_heading(say::message(heading, &none))
        })
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(crate::tr!("cli-any-help"))
                .help_heading(crate::tr!("cli-heading-options")),
        );
    for name in names {
        let prefix = format!("{prefix}-{name}");
        command = command.mut_subcommand(name, |sub| localise(sub, &prefix, template));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_help() {
        fn check(command: &clap::Command, path: &str) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !about.starts_with('['), "{path}: {about}");
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(!help.is_empty() && !help.starts_with('['), "{path} {}: {help}", argument.get_id());
            }
            for sub in command.get_subcommands() {
                check(sub, &format!("{path} {}", sub.get_name()));
            }
        }
        let command = localised();
        command.clone().debug_assert();
        check(&command, "habeas");
    }
}
