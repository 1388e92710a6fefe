//! The grammar of fieldwork: things by their nouns, lists and draws, answers, second readings, requests, sheets.

use super::{Cell, Given, Site};
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Add {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "NOUN")]
    pub noun: String,
    #[arg(value_name = "FIELD=TEXT", required = true, num_args = 1..)]
    pub fields: Vec<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Set {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "KEY")]
    pub key: String,
    #[arg(value_name = "FIELD=TEXT", required = true, num_args = 1..)]
    pub fields: Vec<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Things {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "NOUN")]
    pub noun: String,
    #[arg(long, value_name = "C")]
    pub community: Option<String>,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Frame {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    #[arg(long, value_name = "C")]
    pub community: String,
    #[arg(long, value_name = "L")]
    pub list: String,
}

#[derive(Debug, Subcommand)]
pub enum DrawVerb {
    #[command(override_usage = "tanfang draw sample DIR --community C --list L --count N [--seed S] [--json]")]
    Sample(DrawSample),
    #[command(
        override_usage = "tanfang draw readings DIR --round N [--community C]... [--share P] [--seed S] [--json]"
    )]
    Readings(DrawReadings),
}

#[derive(Debug, Args)]
pub struct DrawSample {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "C")]
    pub community: String,
    #[arg(long, value_name = "L")]
    pub list: String,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub count: String,
    #[arg(long, value_name = "S")]
    pub seed: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct DrawReadings {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub round: String,
    #[arg(long = "community", value_name = "C")]
    pub communities: Vec<String>,
    #[arg(long, value_name = "P", allow_negative_numbers = true)]
    pub share: Option<String>,
    #[arg(long, value_name = "S")]
    pub seed: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum OutlineVerb {
    #[command(override_usage = "tanfang outline import DIR FILE.geojson [--community C] [--json]")]
    Import(OutlineImport),
}

#[derive(Debug, Args)]
pub struct OutlineImport {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "FILE.geojson")]
    pub file: PathBuf,
    #[arg(long, value_name = "C")]
    pub community: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Replace {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "UNIT")]
    pub unit: String,
    #[arg(long, value_name = "T")]
    pub reason: String,
}

#[derive(Debug, Args)]
pub struct Answers {
    #[command(flatten)]
    pub site: Site,
    #[arg(value_name = "TABLE")]
    pub table: PathBuf,
    #[arg(long = "column", value_name = "HEADING=FIELD")]
    pub columns: Vec<String>,
    #[arg(long, value_name = "FIELD=TEXT")]
    pub given: Vec<String>,
    #[arg(long)]
    pub plan: bool,
    #[arg(long)]
    pub json: bool,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Reading {
    #[command(flatten)]
    pub cell: Cell,
    #[command(flatten)]
    pub value: Given,
    #[arg(long, value_name = "T")]
    pub remark: Option<String>,
    #[arg(long, value_name = "T")]
    pub reason: Option<String>,
}

#[derive(Debug, Args)]
pub struct Review {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "SHEET")]
    pub sheet: String,
    #[arg(value_name = "STATE")]
    pub state: String,
    #[arg(long, value_name = "T")]
    pub comment: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum RequestVerb {
    #[command(override_usage = "tanfang request propose DIR --community C --round N [--json]")]
    Propose(RequestPlace),
    #[command(override_usage = "tanfang request draft DIR --community C --round N [--holder H]...")]
    Draft(RequestDraft),
    #[command(override_usage = "tanfang request state DIR KEY STATE")]
    State(RequestState),
    #[command(override_usage = "tanfang request letter DIR KEY [--date YYYY-MM-DD] -o OUT.pdf|OUT.docx")]
    Letter(RequestLetter),
    #[command(override_usage = "tanfang request not-obtained DIR KEY")]
    NotObtained(super::Named),
    #[command(override_usage = "tanfang request source DIR KEY")]
    Source(super::Named),
}

#[derive(Debug, Args)]
pub struct RequestPlace {
    #[command(flatten)]
    pub site: Site,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct RequestDraft {
    #[command(flatten)]
    pub site: Site,
    #[arg(long = "holder", value_name = "H")]
    pub holders: Vec<String>,
}

#[derive(Debug, Args)]
pub struct RequestState {
    #[command(flatten)]
    pub of: super::Named,
    #[arg(value_name = "STATE")]
    pub state: String,
}

#[derive(Debug, Args)]
pub struct RequestLetter {
    #[command(flatten)]
    pub of: super::Named,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    #[arg(short, value_name = "OUT.pdf|OUT.docx")]
    pub output: PathBuf,
}
