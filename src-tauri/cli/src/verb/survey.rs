//! The survey as a whole: made, shown by its digest, checked.

use super::{edge, home, open};
use crate::args::{Init, Place};
use crate::desk::{Desk, Done, Refusal};
use std::io::Write;
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::session::{Fault, NewSurvey, Session};

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

pub fn check<O: Write>(args: &Place, desk: &mut Desk<O>) -> Done {
    let report = open(&args.dir)?.check()?;
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
