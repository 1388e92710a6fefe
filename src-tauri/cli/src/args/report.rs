//! The grammar of reports: writing, issuing, comparing.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ReportVerb {
    #[command(
        override_usage = "tanfang report scenario DIR --scenario S [--community C]... [--round N] [OPTIONS] -o PATH"
    )]
    Scenario(ScenarioReport),
    #[command(override_usage = "tanfang report community DIR --community C [--round N] [OPTIONS] -o PATH")]
    Community(OneReport),
    #[command(override_usage = "tanfang report overview DIR [--community C]... [--round N] [OPTIONS] -o PATH")]
    Overview(ManyReport),
    #[command(override_usage = "tanfang report confirmation DIR --community C [--round N] [OPTIONS] -o PATH")]
    Confirmation(OneReport),
    #[command(
        override_usage = "tanfang report album DIR [--scenario S] [--community C]... [--round N] [OPTIONS] -o PATH"
    )]
    Album(AlbumReport),
    #[command(
        override_usage = "tanfang report all DIR [--community C]... [--each-community] [--round N] [--as-of STATE] [--profile modern|official] [--audience internal|group] [--ranking] [--comments] [--lang zh|en|both] [--format pdf|docx] [--date YYYY-MM-DD] [--json] -o FOLDER"
    )]
    All(AllReports),
    #[command(override_usage = "tanfang report issued DIR [--json]")]
    Issued(Issued),
    #[command(override_usage = "tanfang report diff A B [--round N] [--scenario S] [--community C]... [--json]")]
    Diff(Diff),
}

#[derive(Debug, Args)]
pub struct ScenarioReport {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "S", allow_negative_numbers = true, required_unless_present_any = ["layout", "as_of"])]
    pub scenario: Option<String>,
    #[arg(id = "report_communities", long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[command(flatten)]
    pub of: Choices,
}

#[derive(Debug, Args)]
pub struct OneReport {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "C", required_unless_present_any = ["layout", "as_of"])]
    pub community: Option<String>,
    #[command(flatten)]
    pub of: Choices,
}

#[derive(Debug, Args)]
pub struct ManyReport {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(id = "report_communities", long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[command(flatten)]
    pub of: Choices,
}

#[derive(Debug, Args)]
pub struct AlbumReport {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    pub scenario: Option<String>,
    #[arg(id = "report_communities", long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[command(flatten)]
    pub of: Choices,
}

/// Holds what can be chosen about any one report.
#[derive(Debug, Args)]
pub struct Choices {
    #[command(flatten)]
    pub look: Look,
    #[command(flatten)]
    pub imprint: Imprint,
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    #[arg(long)]
    pub issue: bool,
    #[arg(id = "recipients", long = "to", value_name = "TEXT", requires = "issue")]
    pub recipients: Option<String>,
    #[arg(long, value_name = "REASON", requires = "issue")]
    pub acknowledge: Option<String>,
    #[arg(short, value_name = "PATH")]
    pub output: PathBuf,
    #[arg(long)]
    pub json: bool,
}

/// Holds what all reports of one call share.
#[derive(Debug, Args)]
pub struct Look {
    #[arg(id = "report_round", long = "round", value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long, value_name = "STATE")]
    pub as_of: Option<String>,
    #[arg(long, value_name = "modern|official", hide_possible_values = true)]
    pub profile: Option<Profile>,
    #[arg(long, value_name = "internal|group", hide_possible_values = true)]
    pub audience: Option<Audience>,
    #[arg(long)]
    pub ranking: bool,
    #[arg(long)]
    pub comments: bool,
    #[arg(
        id = "report_format",
        long = "format",
        value_name = "pdf|docx",
        hide_possible_values = true,
        default_value = "pdf",
        hide_default_value = true
    )]
    pub format: ReportFormat,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
}

/// Holds what stands on the cover besides the report's own words.
#[derive(Debug, Args)]
pub struct Imprint {
    #[arg(id = "report_title", long = "title", value_name = "TEXT")]
    pub title: Option<String>,
    #[arg(id = "report_author", long = "author", value_name = "TEXT")]
    pub author: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub organisation: Option<String>,
    #[arg(id = "report_number", long = "number", value_name = "TEXT")]
    pub number: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub classification: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct AllReports {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(id = "report_communities", long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[arg(long)]
    pub each_community: bool,
    #[command(flatten)]
    pub look: Look,
    #[arg(short, value_name = "FOLDER")]
    pub output: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Issued {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Diff {
    #[arg(value_name = "A")]
    pub one: String,
    #[arg(value_name = "B")]
    pub other: String,
    #[arg(id = "report_round", long = "round", value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    pub scenario: Option<String>,
    #[arg(id = "report_communities", long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[arg(long)]
    pub json: bool,
}

/// Names a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Profile {
    Modern,
    Official,
}

/// Names who is to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Audience {
    Internal,
    Group,
}

/// Names the form of a report's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    Pdf,
    Docx,
}
