//! The grammar of what is recorded: values, units, photos, lists of them, conflicts and scores.

use super::{Cell, Site};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Record {
    #[command(flatten)]
    pub cell: Cell,
    #[command(flatten)]
    pub value: Given,
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    #[arg(long, value_name = "T")]
    pub remark: Option<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
    #[arg(long, value_name = "DOT,…")]
    pub seen: Option<String>,
}

/// Holds the value of `record`: exactly one of these.
#[derive(Debug, Args)]
#[group(id = "given", required = true, multiple = false)]
pub struct Given {
    #[arg(long, value_name = "V", allow_negative_numbers = true)]
    pub value: Option<String>,
    #[arg(long, value_name = "A/B", allow_negative_numbers = true)]
    pub of: Option<String>,
    #[arg(long, value_name = "R")]
    pub absent: Option<String>,
    #[arg(long, value_name = "R")]
    pub not_applicable: Option<String>,
    #[arg(long, value_name = "R")]
    pub not_obtained: Option<String>,
    #[arg(long)]
    pub clear: bool,
}

#[derive(Debug, Subcommand)]
pub enum UnitVerb {
    #[command(override_usage = "tanfang unit add DIR --community C --list L --name T [--position LAT,LON]")]
    Add(UnitAdd),
    #[command(override_usage = "tanfang unit list DIR [--json]")]
    List(UnitList),
}

#[derive(Debug, Args)]
pub struct UnitAdd {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "C")]
    pub community: String,
    #[arg(long, value_name = "L")]
    pub list: String,
    #[arg(long, value_name = "T")]
    pub name: String,
    #[arg(long, value_name = "LAT,LON", allow_negative_numbers = true)]
    pub position: Option<String>,
}

#[derive(Debug, Args)]
pub struct UnitList {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum PhotoVerb {
    #[command(
        override_usage = "tanfang photo add DIR FILE... --community C --round N [--indicator I] [--unit U] [--caption T] [--people yes|no] [--reason T]"
    )]
    Add(PhotoAdd),
}

#[derive(Debug, Args)]
pub struct PhotoAdd {
    #[command(flatten)]
    pub site: Site,
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "I")]
    pub indicator: Option<String>,
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    #[arg(long, value_name = "T")]
    pub caption: Option<String>,
    #[arg(long, value_name = "yes|no")]
    pub people: Option<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct List {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "KIND", hide_possible_values = true)]
    pub kind: Kind,
    #[arg(long)]
    pub json: bool,
}

/// Names what `list` lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Communities,
    Assessments,
    Observations,
    Photos,
    Readings,
    Sheets,
    Conflicts,
    Changes,
    Merges,
}

#[derive(Debug, Args)]
pub struct Resolve {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "CONFLICT")]
    pub conflict: String,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub take: String,
    #[arg(long, value_name = "T")]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct Scores {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long)]
    pub only_round: bool,
    #[arg(long, value_name = "M", allow_negative_numbers = true)]
    pub since: Option<String>,
    #[arg(long, value_name = "S", default_value = "1", hide_default_value = true)]
    pub seed: String,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Hours {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "WHEN=FROM-TO")]
    pub spans: Vec<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Scoring {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub least_coverage: Option<String>,
    #[arg(long, value_name = "A/B=T", action = clap::ArgAction::Append)]
    pub judge: Vec<String>,
    #[arg(long, value_name = "framework|pairwise")]
    pub weights: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Confirm {
    #[command(flatten)]
    pub cell: Cell,
    #[arg(long)]
    pub withdraw: bool,
}
