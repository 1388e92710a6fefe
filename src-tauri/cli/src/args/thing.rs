//! The grammar of things by name: their history, deleting, moving, taking over, taking back.

use super::Named;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Undo {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub merge: Option<String>,
    #[arg(long, value_name = "T", conflicts_with = "merge")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Redo {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct History {
    #[command(flatten)]
    pub of: Named,
    #[arg(value_name = "FIELD")]
    pub field: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Delete {
    #[command(flatten)]
    pub what: Named,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["visit", "from"])))]
pub struct Move {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "V")]
    pub visit: Option<String>,
    #[arg(long, value_name = "C/N")]
    pub from: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "visit")]
    pub day: Option<String>,
    #[arg(long, value_name = "C")]
    pub community: Option<String>,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long, value_name = "YYYY-MM-DD", requires = "visit")]
    pub date: Option<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Adopt {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Same {
    #[command(flatten)]
    pub what: Named,
    #[arg(value_name = "OTHER")]
    pub other: String,
}

#[derive(Debug, Args)]
pub struct Erase {
    #[command(flatten)]
    pub what: Named,
    #[arg(value_name = "FIELD")]
    pub field: Option<String>,
    #[arg(long, value_name = "T")]
    pub reason: String,
}
