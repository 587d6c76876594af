//! What the commands of the register take. Their help texts are messages, as everywhere.

use std::path::PathBuf;

use clap::Args;

use super::Person;

/// How lists, or a bare table, become persons.
#[derive(Debug, Args)]
pub struct Link {
    #[arg(long, conflicts_with_all = ["table", "explain"])]
    pub afresh: bool,
    #[arg(long, num_args = 2, value_name = "ID", conflicts_with = "table")]
    pub explain: Vec<String>,
    #[arg(long, value_name = "FILE", requires = "map")]
    pub table: Option<PathBuf>,
    #[arg(long, value_name = "COLUMN=MEANING", requires = "table")]
    pub map: Vec<String>,
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub list: Option<String>,
    #[arg(long, value_name = "COLUMN", requires = "table")]
    pub id: Option<String>,
    #[arg(long, requires = "table")]
    pub pairs: bool,
    #[arg(long, requires = "table")]
    pub csv: bool,
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub person: Person,
}

/// Which persons, and how they are told.
#[derive(Debug, Args)]
pub struct People {
    #[arg(long, value_name = "LIST")]
    pub list: Vec<String>,
    #[arg(long, value_name = "LIST")]
    pub not_list: Vec<String>,
    #[arg(long, requires = "list")]
    pub only: bool,
    #[arg(long)]
    pub several: bool,
    #[arg(long, value_name = "NAME")]
    pub search: Option<String>,
    #[arg(long)]
    pub records: bool,
    #[arg(long, conflicts_with = "xlsx")]
    pub csv: bool,
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    #[command(flatten)]
    pub person: Person,
}

/// Which person.
#[derive(Debug, Args)]
pub struct PersonArgs {
    #[arg(value_name = "ID")]
    pub id: String,
}

#[derive(Debug, Args)]
pub struct Compare {
    #[arg(value_name = "LIST")]
    pub one: String,
    #[arg(value_name = "LIST")]
    pub other: String,
    #[arg(long)]
    pub csv: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Overlap {
    #[arg(long)]
    pub separate: bool,
}

#[derive(Debug, Args)]
pub struct Review {
    #[arg(long, requires = "sample")]
    pub blind: bool,
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct Judge {
    #[arg(value_name = "RECORD", required_unless_present = "withdraw")]
    pub one: Option<String>,
    #[arg(value_name = "RECORD", required_unless_present = "withdraw")]
    pub other: Option<String>,
    #[arg(value_name = "VERDICT", required_unless_present = "withdraw")]
    pub verdict: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    #[arg(long, value_name = "N", conflicts_with_all = ["one", "note"])]
    pub withdraw: Option<u64>,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub struct JudgementsArgs {
    #[arg(long, conflicts_with_all = ["lines", "import", "agreement"])]
    pub csv: bool,
    #[arg(long, conflicts_with_all = ["import", "agreement"])]
    pub lines: bool,
    #[arg(long, value_name = "FILE", conflicts_with = "agreement")]
    pub import: Option<PathBuf>,
    #[arg(long)]
    pub agreement: bool,
    #[command(flatten)]
    pub person: Person,
}
