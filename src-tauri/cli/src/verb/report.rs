//! Assessment reports.

use super::{open, score};
use crate::args::ScenarioReport;
use crate::desk::{Desk, Done, Refusal, why};
use crate::given;
use std::io::Write;
use std::path::Path;
use tanfang_report::edition::{Edition, Kind, Languages};
use tanfang_report::{Format, ReportError};
use tanfang_survey::text::Lang;

pub fn scenario<O: Write>(args: &ScenarioReport, desk: &mut Desk<O>) -> Done {
    let date = given::day_or_today(args.date.as_deref())?;
    let asked = args.round.as_deref().map(given::round).transpose()?;
    let session = open(&args.dir)?;
    let round = match asked {
        Some(round) => round,
        None => score::last_round(&session)?,
    };
    let figures = session.figures(round, &args.communities)?;
    let edition = Edition {
        kind: Kind::Scenario,
        scenario: Some(session.scenario(&args.scenario)?.code.clone()),
        round,
        languages: if desk.words.lang() == Lang::En { Languages::En } else { Languages::Zh },
        date,
        ..Edition::default()
    };
    let receipt = tanfang_report::write(&figures, &edition, Format::Pdf, &args.output)
        .map_err(|error| refusal(&error, &args.output, desk))?;
    if receipt.withheld_photos > 0 {
        desk.say("cli-report-withheld-photos", &[("count", receipt.withheld_photos.to_string())])?;
    }
    for caption in receipt.missing_photos {
        desk.say("cli-report-missing-photo", &[("caption", caption)])?;
    }
    desk.say("cli-reported", &[("file", args.output.display().to_string()), ("pages", receipt.pages.to_string())])
}

/// Words why no report was written.
pub(super) fn refusal<O: Write>(error: &ReportError, output: &Path, desk: &Desk<O>) -> Refusal {
    let path = |path: &Path| ("path", path.display().to_string());
    let (id, args) = match error {
        ReportError::MissingGlyph { character, near } => {
            ("fault-missing-glyph", vec![("glyph", character.to_string()), ("text", near.clone())])
        }
        ReportError::PhotoUnreadable { path: photo, source } => {
            ("cli-cannot-read", vec![path(photo), ("why", why(source, &desk.words))])
        }
        ReportError::PhotoChanged { path: photo } => ("cli-photo-changed", vec![path(photo)]),
        ReportError::Output { path: out, source } => {
            ("cli-cannot-write", vec![path(out), ("why", why(source, &desk.words))])
        }
        ReportError::Typeface { .. } | ReportError::Document(_) | ReportError::Asked(_) => {
            ("cli-cannot-write", vec![path(output), ("why", error.to_string())])
        }
    };
    Refusal::Said { id, args }
}
