//! Field sheets on paper.

use super::{open, report};
use crate::args::{DayPaper, Paper, PlacesPaper, SheetPaper};
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;
use std::path::Path;
use tanfang_report::ReportError;
use tanfang_report::day::write_day;
use tanfang_report::paper::write_paper;
use tanfang_survey::session::view::{DayChoice, PaperChoice};

pub fn places<O: Write>(args: PlacesPaper, desk: &mut Desk<O>) -> Done {
    let choice = PaperChoice::Places { list: args.list, unit: args.unit, on_route: args.route };
    write(&args.of, &choice, desk)
}

pub fn sheet<O: Write>(args: SheetPaper, desk: &mut Desk<O>) -> Done {
    write(&args.of, &PaperChoice::Sheet { scenario: args.scenario }, desk)
}

fn write<O: Write>(of: &Paper, choice: &PaperChoice, desk: &mut Desk<O>) -> Done {
    let date = given::day_or_today(of.date.as_deref())?;
    let figures = open(&of.site.dir)?.paper_figures(&of.site.community, of.site.round()?, choice)?;
    let written = write_paper(&figures, of.filled, desk.words.lang(), &date, &of.output);
    tell(written, &of.output, desk)
}

pub fn day<O: Write>(args: DayPaper, desk: &mut Desk<O>) -> Done {
    let choice = DayChoice {
        round: args.site.round()?,
        community: args.site.community,
        date: args.date,
        // More than any plan holds is refused by the survey.
        days: given::count(&args.days, u64::from(u32::MAX), "cli-bad-days")? as u32,
        teams: args.teams,
        from: args.from,
        to: args.to,
    };
    let session = open(&args.site.dir)?;
    let (plan, overview) = (session.day_plan(&choice)?, session.overview()?);
    let written = write_day(&plan, &overview, desk.words.lang(), &choice.date, &args.output);
    tell(written, &args.output, desk)
}

fn tell<O: Write>(written: Result<usize, ReportError>, output: &Path, desk: &mut Desk<O>) -> Done {
    let pages = written.map_err(|error| report::refusal(error, output, desk))?;
    desk.say("cli-paper-written", &[("file", output.display().to_string()), ("pages", pages.to_string())])
}
