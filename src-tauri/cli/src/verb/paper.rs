//! Field sheets on paper.

use super::{open, report};
use crate::args::{Paper, PlacesPaper, SheetPaper};
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;
use tanfang_report::paper::write_paper;
use tanfang_survey::session::view::PaperChoice;

pub fn places<O: Write>(args: PlacesPaper, desk: &mut Desk<O>) -> Done {
    let choice = PaperChoice::Places { list: args.list, unit: args.unit, on_route: args.route };
    write(&args.of, &choice, desk)
}

pub fn sheet<O: Write>(args: SheetPaper, desk: &mut Desk<O>) -> Done {
    write(&args.of, &PaperChoice::Sheet { scenario: args.scenario }, desk)
}

fn write<O: Write>(of: &Paper, choice: &PaperChoice, desk: &mut Desk<O>) -> Done {
    let date = given::day_or_today(of.date.as_deref())?;
    let round = given::round(&of.round)?;
    let figures = open(&of.dir)?.paper_figures(&of.community, round, choice)?;
    let pages = write_paper(&figures, of.filled, desk.words.lang(), &date, &of.output)
        .map_err(|error| report::refusal(&error, &of.output, desk))?;
    desk.say("cli-paper-written", &[("file", of.output.display().to_string()), ("pages", pages.to_string())])
}
