//! The grammar of a survey as a whole: making, checking, keeping, locking it, and its rounds.

use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Check {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub repair: bool,
}

#[derive(Debug, Args)]
pub struct Backup {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "FOLDER")]
    pub to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Backups {
    #[arg(long, value_name = "FOLDER")]
    pub from: Option<PathBuf>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct RestoreBackup {
    #[arg(value_name = "BACKUP")]
    pub backup: PathBuf,
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub passphrase_stdin: bool,
}

/// Locks or unlocks. A passphrase on the line itself would stay in the shell's history, so there is one way to give it.
#[derive(Debug, Args)]
pub struct Passphrase {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, required = true)]
    pub passphrase_stdin: bool,
}

#[derive(Debug, Args)]
pub struct Init {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub name: String,
    #[arg(long, value_name = "NAME")]
    pub author: String,
    #[arg(long, value_name = "DIR")]
    pub framework: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub photos: Option<String>,
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    pub seed: Option<String>,
}

#[derive(Debug, Args)]
pub struct RoundState {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "N", allow_negative_numbers = true)]
    pub round: String,
    #[arg(value_name = "STATE")]
    pub state: String,
}
