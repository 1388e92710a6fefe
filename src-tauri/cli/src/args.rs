//! The command line's grammar.
//!
//! clap judges only the shape: what is missing, unknown or given twice. Contents stay text here and are judged by the
//! survey, so that a wrong value is refused like any other (exit 1) and in the chosen language. The words of the help
//! live in `cli.ftl`; `usage` puts them in.

mod exchange;
mod fieldwork;
mod record;
mod report;
mod survey;
mod thing;

pub use exchange::{Enrol, Export, Inspect, Join, LateChoice, Merge, Opening, People, Revoke};
pub use fieldwork::{
    Add, Answers, DrawReadings, DrawSample, DrawVerb, Frame, OutlineImport, OutlineVerb, Reading, Replace,
    RequestDraft, RequestLetter, RequestPlace, RequestState, RequestVerb, Review, Set, Things,
};
pub use record::{
    Confirm, Given, Hours, Kind, List, PhotoAdd, PhotoVerb, Record, Resolve, Scores, Scoring, UnitAdd, UnitList,
    UnitVerb,
};
pub use report::{
    AlbumReport, AllReports, Audience, Choices, Diff, Imprint, Issued, Look, ManyReport, OneReport, Profile,
    ReportFormat, ReportVerb, ScenarioReport,
};
pub use survey::{Backup, Backups, Check, Demo, Init, Passphrase, RestoreBackup, RoundState};
pub use thing::{Adopt, Delete, Erase, History, Move, Redo, Same, Undo};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use tanfang_survey::text::Lang;

/// Holds one parsed call of the program.
#[derive(Debug, Parser)]
#[command(
    name = "tanfang",
    version,
    override_usage = "tanfang COMMAND …",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Call {
    #[arg(long, global = true, value_name = "zh|en|both", hide_possible_values = true)]
    pub lang: Option<Tongue>,
    #[command(subcommand)]
    pub verb: Verb,
}

/// Names a language as people type it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tongue {
    Zh,
    En,
    /// Of reports alone.
    Both,
}

impl Tongue {
    /// Gives the language to speak in; none where that of the machine will do.
    pub fn lang(self) -> Option<Lang> {
        match self {
            Self::Zh => Some(Lang::Zh),
            Self::En => Some(Lang::En),
            Self::Both => None,
        }
    }
}

#[derive(Debug, Subcommand)]
pub enum Verb {
    #[command(override_usage = "tanfang init DIR --name NAME --author NAME [--framework DIR]")]
    Init(Init),
    #[command(override_usage = "tanfang demo DIR [--photos N] [--seed S]")]
    Demo(Demo),
    #[command(
        override_usage = "tanfang record DIR --community C --round N --indicator I (--value V | --of A/B | --absent R | --not-applicable R | --not-obtained R | --clear) [--unit U] [--remark T] [--reason T] [--seen DOT,…]"
    )]
    Record(Record),
    #[command(subcommand, override_usage = "tanfang unit (add|list) …")]
    Unit(UnitVerb),
    #[command(subcommand, override_usage = "tanfang photo add …")]
    Photo(PhotoVerb),
    #[command(
        override_usage = "tanfang list DIR (communities|assessments|observations|photos|readings|sheets|conflicts|changes|merges) [--json]"
    )]
    List(List),
    #[command(override_usage = "tanfang resolve DIR CONFLICT --take N --reason T")]
    Resolve(Resolve),
    #[command(override_usage = "tanfang scores DIR [--round N] [--only-round] [--since M] [--seed S] [--json]")]
    Scores(Scores),
    #[command(override_usage = "tanfang hours DIR [WHEN=FROM-TO]... [--json]")]
    Hours(Hours),
    #[command(
        override_usage = "tanfang scoring DIR [--least-coverage P] [--judge A/B=T]... [--weights framework|pairwise] [--json]"
    )]
    Scoring(Scoring),
    #[command(override_usage = "tanfang confirm DIR --community C --round N --indicator I [--withdraw]")]
    Confirm(Confirm),
    #[command(
        override_usage = "tanfang export DIR OUT.tanfang [--no-photos|--light] [--since FILE|--for DEVICE] [--volume-mb N] [--to RECIPIENT...|--passphrase-stdin|--open] [--identity FILE]"
    )]
    Export(Export),
    #[command(override_usage = "tanfang inspect FILE [--identity FILE|--passphrase-stdin] [--json]")]
    Inspect(Inspect),
    #[command(override_usage = "tanfang join FILE DIR --author NAME [--identity FILE|--passphrase-stdin]")]
    Join(Join),
    #[command(
        override_usage = "tanfang merge DIR FILE... [--identity FILE|--passphrase-stdin] [--trust FINGERPRINT] [--late take|hold] [--plan] [--json]"
    )]
    Merge(Merge),
    #[command(override_usage = "tanfang add DIR NOUN FIELD=TEXT... [--reason T]")]
    Add(Add),
    #[command(override_usage = "tanfang set DIR KEY FIELD=TEXT... [--reason T]")]
    Set(Set),
    #[command(override_usage = "tanfang things DIR NOUN [--community C] [--round N] [--json]")]
    Things(Things),
    #[command(override_usage = "tanfang frame DIR TABLE --community C --list L")]
    Frame(Frame),
    #[command(subcommand, override_usage = "tanfang draw (sample|readings) …")]
    Draw(DrawVerb),
    #[command(subcommand, override_usage = "tanfang outline import …")]
    Outline(OutlineVerb),
    #[command(override_usage = "tanfang replace DIR UNIT --reason T")]
    Replace(Replace),
    #[command(
        override_usage = "tanfang answers DIR TABLE --community C --round N [--column HEADING=FIELD]... [--given FIELD=TEXT]... [--plan] [--reason T] [--json]"
    )]
    Answers(Answers),
    #[command(
        override_usage = "tanfang reading DIR --community C --round N --indicator I (--value V | --of A/B | --absent R | --not-applicable R | --not-obtained R) [--remark T] [--reason T]"
    )]
    Reading(Reading),
    #[command(override_usage = "tanfang review DIR SHEET STATE [--comment T]")]
    Review(Review),
    #[command(subcommand, override_usage = "tanfang request (propose|draft|state|letter|not-obtained|source) …")]
    Request(RequestVerb),
    #[command(
        override_usage = "tanfang table (assessments|observations|scores|gaps|photos|conflicts|feedback) DIR [--round N] --format xlsx|csv -o PATH"
    )]
    Table(Tables),
    #[command(override_usage = "tanfang round DIR N STATE")]
    Round(RoundState),
    #[command(override_usage = "tanfang undo DIR [--merge N] [--reason T]")]
    Undo(Undo),
    #[command(override_usage = "tanfang redo DIR [--reason T]")]
    Redo(Redo),
    #[command(override_usage = "tanfang history DIR KEY [FIELD] [--json]")]
    History(History),
    #[command(override_usage = "tanfang people DIR [--require-enrolment|--open] [--admin-key RECIPIENT] [--json]")]
    People(People),
    #[command(override_usage = "tanfang enrol DIR DEVICE [--admin]")]
    Enrol(Enrol),
    #[command(override_usage = "tanfang revoke DIR DEVICE --reason T")]
    Revoke(Revoke),
    #[command(override_usage = "tanfang delete DIR KEY [--reason T]")]
    Delete(Delete),
    #[command(override_usage = "tanfang undelete DIR KEY [--reason T]")]
    Undelete(Delete),
    #[command(
        override_usage = "tanfang move DIR (--visit V | --from C/N [--day YYYY-MM-DD]) [--community C] [--round N] [--date YYYY-MM-DD] [--reason T]"
    )]
    Move(Move),
    #[command(override_usage = "tanfang adopt DIR FILE [--reason T]")]
    Adopt(Adopt),
    #[command(override_usage = "tanfang same DIR KEY OTHER")]
    Same(Same),
    #[command(override_usage = "tanfang erase DIR KEY [FIELD] --reason T")]
    Erase(Erase),
    #[command(
        subcommand,
        override_usage = "tanfang report (scenario|community|overview|confirmation|album|all|issued|diff) …"
    )]
    Report(ReportVerb),
    #[command(subcommand, override_usage = "tanfang paper (places|sheet|day) …")]
    Paper(PaperVerb),
    #[command(override_usage = "tanfang digest DIR")]
    Digest(Place),
    #[command(override_usage = "tanfang check DIR [--repair]")]
    Check(Check),
    #[command(override_usage = "tanfang backup DIR [--to FOLDER]")]
    Backup(Backup),
    #[command(override_usage = "tanfang backups [--from FOLDER] [--json]")]
    Backups(Backups),
    #[command(override_usage = "tanfang restore-backup BACKUP DIR [--passphrase-stdin]")]
    RestoreBackup(RestoreBackup),
    #[command(override_usage = "tanfang lock DIR --passphrase-stdin")]
    Lock(Passphrase),
    #[command(override_usage = "tanfang unlock DIR --passphrase-stdin")]
    Unlock(Passphrase),
}

#[derive(Debug, Args)]
pub struct Place {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// Names a community of a survey in a round.
#[derive(Debug, Args)]
pub struct Site {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(long, value_name = "C")]
    pub community: String,
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub round: String,
}

/// Names one indicator there.
#[derive(Debug, Args)]
pub struct Cell {
    #[command(flatten)]
    pub site: Site,
    #[arg(long, value_name = "I")]
    pub indicator: String,
}

/// Names one thing of a survey.
#[derive(Debug, Args)]
pub struct Named {
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(value_name = "KEY")]
    pub key: String,
}

#[derive(Debug, Subcommand)]
pub enum PaperVerb {
    #[command(
        override_usage = "tanfang paper places DIR --community C --round N [--list L|--unit U] [--route] [--filled] [--lang zh|en] [--date YYYY-MM-DD] -o OUT.pdf"
    )]
    Places(PlacesPaper),
    #[command(
        override_usage = "tanfang paper sheet DIR --community C --round N --scenario S [--filled] [--lang zh|en] [--date YYYY-MM-DD] -o OUT.pdf"
    )]
    Sheet(SheetPaper),
    #[command(
        override_usage = "tanfang paper day DIR --community C --round N --date YYYY-MM-DD [--days N] [--team NAMES]... [--from HH:MM] [--to HH:MM] [--lang zh|en] -o OUT.pdf"
    )]
    Day(DayPaper),
}

#[derive(Debug, Args)]
pub struct DayPaper {
    #[command(flatten)]
    pub site: Site,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: String,
    #[arg(long, value_name = "N", allow_negative_numbers = true, default_value = "1", hide_default_value = true)]
    pub days: String,
    #[arg(long = "team", value_name = "NAMES")]
    pub teams: Vec<String>,
    #[arg(long, value_name = "HH:MM", default_value = "09:00", hide_default_value = true)]
    pub from: String,
    #[arg(long, value_name = "HH:MM", default_value = "17:00", hide_default_value = true)]
    pub to: String,
    #[arg(short, value_name = "OUT.pdf")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct PlacesPaper {
    #[command(flatten)]
    pub of: Paper,
    #[arg(long, value_name = "L", conflicts_with = "unit")]
    pub list: Option<String>,
    #[arg(long, value_name = "U")]
    pub unit: Option<String>,
    #[arg(long)]
    pub route: bool,
}

#[derive(Debug, Args)]
pub struct SheetPaper {
    #[command(flatten)]
    pub of: Paper,
    #[arg(long, value_name = "S", allow_negative_numbers = true)]
    pub scenario: String,
}

/// Says of what a sheet is printed, and to where.
#[derive(Debug, Args)]
pub struct Paper {
    #[command(flatten)]
    pub site: Site,
    #[arg(long)]
    pub filled: bool,
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    #[arg(short, value_name = "OUT.pdf")]
    pub output: PathBuf,
}

#[derive(Debug, Args)]
pub struct Tables {
    #[arg(value_name = "KIND", hide_possible_values = true)]
    pub table_kind: TableKind,
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    #[arg(id = "table_round", long = "round", value_name = "N", allow_negative_numbers = true)]
    pub round: Option<String>,
    #[arg(long, value_name = "xlsx|csv", hide_possible_values = true)]
    pub format: TableFormat,
    #[arg(id = "table_output", short = 'o', value_name = "PATH")]
    pub output: PathBuf,
}

/// Names what `table` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableKind {
    Assessments,
    Observations,
    Scores,
    Gaps,
    Photos,
    Conflicts,
    Feedback,
}

/// Names the form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Xlsx,
    Csv,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Call, clap::Error> {
        Call::try_parse_from(line.split(' '))
    }

    #[test]
    fn the_grammar_is_sound() {
        use clap::CommandFactory as _;
        Call::command().debug_assert();
    }

    #[test]
    fn a_record_takes_exactly_one_value() {
        let cell = "tanfang record d --community wangjing --round 1 --indicator 1.1.1";
        for value in [
            "--value 3",
            "--value -3",
            "--of 3/4",
            "--absent 无",
            "--not-applicable 无",
            "--not-obtained 无",
            "--clear",
        ] {
            assert!(parse(&format!("{cell} {value}")).is_ok(), "{value}");
        }
        assert!(parse(cell).is_err(), "no value");
        assert!(parse(&format!("{cell} --value 3 --clear")).is_err(), "two values");
        assert!(parse(&format!("{cell} --value 3 --value 4")).is_err(), "a value twice");
    }

    #[test]
    fn the_language_may_stand_anywhere() {
        assert_eq!(parse("tanfang --lang en digest d").unwrap().lang, Some(Tongue::En));
        assert_eq!(parse("tanfang digest d --lang zh").unwrap().lang, Some(Tongue::Zh));
        assert_eq!(parse("tanfang unit --lang en list d").unwrap().lang, Some(Tongue::En));
    }

    #[test]
    fn contents_are_left_to_the_survey() {
        assert!(parse("tanfang scores d --round minus-one").is_ok());
        assert!(parse("tanfang scores d --round -1").is_ok());
        assert!(parse("tanfang list d birds").is_err(), "what can be listed belongs to the grammar");
    }
}
