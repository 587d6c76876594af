//! What `habeas list` and its actions take.

use clap::{Args, Subcommand};

use super::Person;

/// Lists of people: what is declared and proposed, or an action.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct List {
    #[command(subcommand)]
    pub action: Option<ListAction>,
}

#[derive(Debug, Subcommand)]
pub enum ListAction {
    Show(ListShow),
    Accept(ListAccept),
    Change(ListChange),
    Refuse(ListRefuse),
    Withdraw(ListWithdraw),
    CopyOf(ListCopyOf),
    Rows(ListRows),
}

#[derive(Debug, Args)]
pub struct ListShow {
    #[arg(value_name = "LIST")]
    pub list: String,
}

/// What is said about a list.
#[derive(Debug, Args)]
pub struct ListWords {
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    #[arg(long, value_name = "WHO")]
    pub maker: Option<String>,
    #[arg(long, value_name = "DAY")]
    pub date: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub covers: Option<String>,
    #[arg(long, value_name = "LIST")]
    pub copy_of: Option<String>,
    #[arg(long, value_name = "COLUMN=MEANING")]
    pub column: Vec<String>,
    #[arg(long, value_name = "A-B")]
    pub rows: Option<String>,
}

#[derive(Debug, Args)]
pub struct ListAccept {
    #[arg(value_name = "PROPOSAL", required_unless_present = "all", conflicts_with = "all")]
    pub proposal: Vec<String>,
    #[arg(long)]
    pub all: bool,
    #[command(flatten)]
    pub words: ListWords,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct ListChange {
    #[arg(value_name = "LIST")]
    pub list: String,
    #[command(flatten)]
    pub words: ListWords,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct ListRefuse {
    #[arg(value_name = "PROPOSAL", required = true)]
    pub proposal: Vec<String>,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct ListWithdraw {
    #[arg(value_name = "LIST")]
    pub list: String,
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct ListCopyOf {
    #[arg(value_name = "COPY")]
    pub copy: String,
    #[arg(value_name = "LIST")]
    pub of: String,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct ListRows {
    #[arg(value_name = "LIST")]
    pub list: String,
    #[arg(long)]
    pub csv: bool,
    #[arg(long, conflicts_with = "csv")]
    pub passed: bool,
}
