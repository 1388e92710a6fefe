//! The grammar of handing over: files out and in, and who takes part.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Each of these flags is a word of its own on the command line.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "OUT.tanfang")]
    pub out: PathBuf,
    #[arg(long, conflicts_with = "light")]
    pub no_photos: bool,
    #[arg(long)]
    pub light: bool,
    #[arg(long, value_name = "FILE", conflicts_with = "device")]
    pub since: Option<PathBuf>,
    #[arg(long = "for", value_name = "DEVICE")]
    pub device: Option<String>,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub volume_mb: Option<String>,
    #[arg(long = "to", value_name = "RECIPIENT", conflicts_with_all = ["passphrase_stdin", "open"])]
    pub recipients: Vec<String>,
    #[arg(long, conflicts_with = "open")]
    pub passphrase_stdin: bool,
    #[arg(long)]
    pub open: bool,
    #[arg(long, value_name = "FILE", requires = "since")]
    pub identity: Option<PathBuf>,
}

/// Holds what opens a sealed survey file: one of these, or nothing.
#[derive(Debug, Args)]
pub struct Opening {
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_stdin")]
    pub identity: Option<PathBuf>,
    #[arg(long)]
    pub passphrase_stdin: bool,
}

#[derive(Debug, Args)]
pub struct Inspect {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[command(flatten)]
    pub opening: Opening,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Join {
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub author: String,
    #[command(flatten)]
    pub opening: Opening,
}

#[derive(Debug, Args)]
pub struct Merge {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "FILE", required = true, num_args = 1..)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub opening: Opening,
    #[arg(long, value_name = "FINGERPRINT")]
    pub trust: Option<String>,
    #[arg(long, value_name = "take|hold", hide_possible_values = true, default_value = "take")]
    pub late: LateChoice,
    #[arg(long)]
    pub plan: bool,
    #[arg(long)]
    pub json: bool,
}

/// Names what becomes of what was recorded for a closed round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LateChoice {
    Take,
    Hold,
}

#[derive(Debug, Args)]
pub struct People {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub require_enrolment: bool,
    #[arg(long, conflicts_with = "require_enrolment")]
    pub open: bool,
    #[arg(long, value_name = "RECIPIENT")]
    pub admin_key: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Enrol {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "DEVICE")]
    pub device: String,
    #[arg(long)]
    pub admin: bool,
}

#[derive(Debug, Args)]
pub struct Revoke {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "DEVICE")]
    pub device: String,
    #[arg(long, value_name = "T")]
    pub reason: String,
}
