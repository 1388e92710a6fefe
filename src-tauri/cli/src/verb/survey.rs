//! The survey as a whole: made, shown by its digest, checked.

use super::{edge, home, open};
use crate::args::{Init, Place};
use crate::desk::{Desk, Done, Refusal};
use std::io::Write;
use std::path::Path;
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::session::{CheckReport, Fault, NewSurvey, Session};

pub fn init<O: Write>(args: &Init, desk: &mut Desk<O>) -> Done {
    let files = match &args.framework {
        Some(folder) => FrameworkFiles::read_dir(folder).map_err(|error| Refusal::from(Fault::from(vec![error])))?,
        None => FrameworkFiles::draft_2026(),
    };
    let new = NewSurvey {
        name: args.name.clone(),
        organisation: String::new(),
        author: args.author.clone(),
        language: desk.words.lang().code().to_owned(),
        demo: false,
    };
    let session = Session::create(&args.dir, &new, &files, home()?, edge())?;
    desk.say("cli-created", &[("name", session.overview()?.name), ("dir", args.dir.display().to_string())])?;
    notice(&session, desk)
}

/// Says by which framework, and what it is not, wherever results begin.
pub fn notice<O: Write>(session: &Session, desk: &mut Desk<O>) -> Done {
    let framework = session.framework();
    let lang = desk.words.lang();
    let pick = |text: &tanfang_survey::framework::Bilingual| lang.pick(&text.zh, &text.en).to_owned();
    if session.overview()?.demo {
        let mark = desk.word("demo-mark");
        desk.line(&mark)?;
    }
    desk.say(
        "cli-framework",
        &[("title", pick(&framework.identity.title)), ("status", pick(&framework.identity.status))],
    )
}

pub fn digest<O: Write>(args: &Place, desk: &mut Desk<O>) -> Done {
    let digest = open(&args.dir)?.digest()?;
    desk.line(&digest.to_string())
}

pub fn check<O: Write>(folder: &Path, desk: &mut Desk<O>) -> Done {
    let report = Session::check_folder(folder)?;
    tell(&report, desk)
}

/// Repairs, says what was done, and then how the survey is.
pub fn repair<O: Write>(folder: &Path, desk: &mut Desk<O>) -> Done {
    let repair = Session::repair(folder, &home()?, &mut *edge(), &desk.words)?;
    for mending in &repair.done {
        desk.say(&format!("repair-{}", mending.code), &mending.args)?;
    }
    match &repair.aside {
        Some(place) => desk.say("cli-repair-aside", &[("path", place.display().to_string())])?,
        None if repair.done.is_empty() => desk.say("cli-repair-nothing", &[])?,
        None => {}
    }
    tell(&repair.after, desk)
}

fn tell<O: Write>(report: &CheckReport, desk: &mut Desk<O>) -> Done {
    let mut faults = 0;
    for finding in &report.findings {
        let text = desk.phrase(&format!("check-{}", finding.code), &finding.args);
        if finding.serious {
            faults += 1;
            desk.line(&text)?;
        } else {
            desk.say("cli-check-note", &[("text", text)])?;
        }
    }
    if faults == 0 {
        return desk
            .say("cli-check-clean", &[("changes", report.changes.to_string()), ("blobs", report.blobs.to_string())]);
    }
    Err(Refusal::Said { id: "cli-check-faults", args: vec![("count", faults.to_string())] })
}
