//! What the commands do, a file a noun. Each opens the survey, calls one verb of the session and shows what came of it.

mod assessment;
mod backup;
mod change;
mod community;
mod conflict;
mod demo;
mod draw;
mod exchange;
mod hours;
mod lock;
mod member;
mod noun;
mod observation;
mod outline;
mod paper;
mod photo;
mod reading;
mod report;
mod report_diff;
mod report_issued;
mod request;
mod result;
mod score;
mod scoring;
mod survey;
mod table;
mod thing;
mod undo;
mod unit;

use crate::args::{Call, DrawVerb, Kind, OutlineVerb, PaperVerb, PhotoVerb, RequestVerb, Tongue, UnitVerb, Verb};
use crate::desk::{Desk, Done, Refusal};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use tanfang_survey::model::Ratio;
use tanfang_survey::session::{Edge, Home, Session, SystemEdge};

/// Does what was asked for.
pub fn run<O: Write>(call: Call, desk: &mut Desk<O>) -> Done {
    if call.lang == Some(Tongue::Both) && !matches!(call.verb, Verb::Report(_)) {
        return Err(Refusal::Said { id: "cli-both-languages", args: Vec::new() });
    }
    match call.verb {
        Verb::Init(args) => survey::init(&args, desk),
        Verb::Demo(args) => demo::make(&args, desk),
        Verb::Record(args) => assessment::record(args, desk),
        Verb::Unit(UnitVerb::Add(args)) => unit::add(&args, desk),
        Verb::Unit(UnitVerb::List(args)) => unit::list(&args, desk),
        Verb::Photo(PhotoVerb::Add(args)) => photo::add(&args, desk),
        Verb::List(args) => {
            let session = open_to_read(&args.dir, desk)?;
            match args.kind {
                Kind::Communities => community::list(&session, args.json, desk),
                Kind::Assessments => assessment::list(&session, args.json, desk),
                Kind::Observations => observation::list(&session, args.json, desk),
                Kind::Photos => photo::list(&session, args.json, desk),
                Kind::Readings => reading::list(&session, args.json, desk),
                Kind::Sheets => noun::sheets(&session, args.json, desk),
                Kind::Conflicts => conflict::list(&session, args.json, desk),
                Kind::Changes => change::list(&session, args.json, desk),
                Kind::Merges => undo::merges(&session, args.json, desk),
            }
        }
        Verb::Resolve(args) => conflict::resolve(&args, desk),
        Verb::Scores(args) => score::list(&args, desk),
        Verb::Hours(args) => hours::set(&args, desk),
        Verb::Scoring(args) => scoring::set(&args, desk),
        Verb::Confirm(args) => scoring::confirm(&args, desk),
        Verb::Export(args) => exchange::export(&args, desk),
        Verb::Inspect(args) => exchange::inspect(&args, desk),
        Verb::Join(args) => exchange::join(&args, desk),
        Verb::Merge(args) => exchange::merge(&args, desk),
        Verb::Report(verb) => report::run(verb, call.lang, desk),
        Verb::Add(args) => noun::add(&args, desk),
        Verb::Set(args) => noun::set(&args, desk),
        Verb::Things(args) => noun::list(&args, desk),
        Verb::Frame(args) => draw::frame(&args, desk),
        Verb::Draw(DrawVerb::Sample(args)) => draw::sample(&args, desk),
        Verb::Draw(DrawVerb::Readings(args)) => draw::readings(&args, desk),
        Verb::Outline(OutlineVerb::Import(args)) => outline::import(&args, desk),
        Verb::Replace(args) => draw::replace(&args, desk),
        Verb::Answers(args) => draw::answers(&args, desk),
        Verb::Reading(args) => reading::save(args, desk),
        Verb::Review(args) => noun::review(&args, desk),
        Verb::Request(RequestVerb::Propose(args)) => request::propose(&args, desk),
        Verb::Request(RequestVerb::Draft(args)) => request::draft(&args, desk),
        Verb::Request(RequestVerb::State(args)) => request::state(&args, desk),
        Verb::Request(RequestVerb::Letter(args)) => request::letter(&args, desk),
        Verb::Request(RequestVerb::NotObtained(args)) => request::not_obtained(&args, desk),
        Verb::Request(RequestVerb::Source(args)) => request::source(&args, desk),
        Verb::Paper(PaperVerb::Places(args)) => paper::places(args, desk),
        Verb::Paper(PaperVerb::Sheet(args)) => paper::sheet(args, desk),
        Verb::Paper(PaperVerb::Day(args)) => paper::day(args, desk),
        Verb::Table(args) => table::write(&args, desk),
        Verb::Round(args) => community::set_round(&args, desk),
        Verb::Undo(args) => undo::undo(&args, desk),
        Verb::Redo(args) => undo::redo(&args, desk),
        Verb::History(args) => thing::history(&args, desk),
        Verb::People(args) => member::people(&args, desk),
        Verb::Enrol(args) => member::enrol(&args, desk),
        Verb::Revoke(args) => member::revoke(&args, desk),
        Verb::Delete(args) => thing::delete(&args, desk),
        Verb::Undelete(args) => thing::undelete(&args, desk),
        Verb::Move(args) => thing::relocate(&args, desk),
        Verb::Adopt(args) => thing::adopt(&args, desk),
        Verb::Same(args) => thing::same(&args, desk),
        Verb::Erase(args) => thing::erase(&args, desk),
        Verb::Digest(args) => survey::digest(&args, desk),
        Verb::Check(args) if args.repair => survey::repair(&args.dir, desk),
        Verb::Check(args) => survey::check(&args.dir, desk),
        Verb::Backup(args) => backup::make(&args, desk),
        Verb::Backups(args) => backup::list(&args, desk),
        Verb::RestoreBackup(args) => backup::restore(&args, desk),
        Verb::Lock(args) => lock::lock(&args, desk),
        Verb::Unlock(args) => lock::unlock(&args, desk),
    }
}

fn open(folder: &Path) -> Result<Session, Refusal> {
    Ok(Session::open(folder, home()?, edge())?)
}

/// Opens a survey to change what a closed round may hold: then only with a reason.
fn open_with_reason(folder: &Path, reason: Option<&str>) -> Result<Session, Refusal> {
    let mut session = open(folder)?;
    session.set_late_reason(reason.unwrap_or_default())?;
    Ok(session)
}

/// Opens a survey to show what stands in it, and says on standard error what this person must not see of it yet.
fn open_to_read<O: Write>(folder: &Path, desk: &mut Desk<O>) -> Result<Session, Refusal> {
    let session = open(folder)?;
    let blind = session.blind()?;
    if !blind.is_empty() {
        let names: Vec<String> = blind.cells().into_iter().map(ToString::to_string).collect();
        desk.note("cli-blind", &[("count", names.len().to_string()), ("cells", names.join(", "))])?;
    }
    Ok(session)
}

/// Finds where this person's device keys lie.
fn home() -> Result<Home, Refusal> {
    Home::of_user().ok_or(Refusal::Said { id: "cli-no-home", args: Vec::new() })
}

fn edge() -> Box<dyn Edge> {
    Box::new(SystemEdge)
}

/// Names people by the keys under which they wrote.
struct People(HashMap<String, String>);

impl People {
    fn of(session: &Session) -> Result<Self, Refusal> {
        Ok(Self(session.people()?))
    }

    /// Gives the name; the key where no name is known (yet).
    fn name(&self, key: &str) -> String {
        self.0.get(key).map_or_else(|| key.to_owned(), Clone::clone)
    }
}

/// Writes a value for people: at most so many decimals as say something, and the pair it rests on.
fn print_value<O: Write>(desk: &Desk<O>, value: Ratio, pair: Option<(i128, i128)>) -> String {
    let rounded = value.display(2);
    let short = rounded.trim_end_matches('0').trim_end_matches('.').to_owned();
    match pair {
        Some((a, b)) => desk.phrase("cli-state-of", &[("value", short), ("a", a.to_string()), ("b", b.to_string())]),
        None => short,
    }
}

/// Turns a text that may be empty into one that is there or not.
fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
