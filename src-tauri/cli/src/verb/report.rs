//! Assessment reports: choosing, writing, issuing; all of them at once.

use super::{open, score};
use crate::args::{
    AlbumReport, AllReports, Audience, Choices, Imprint, Look, ManyReport, OneReport, Profile, ReportFormat,
    ReportVerb, ScenarioReport, Tongue,
};
use crate::desk::{Desk, Done, Refusal, why};
use crate::given;
use serde::Serialize;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_report::batch::{BatchOf, FileRow, write_all};
use tanfang_report::edition::{self, Edition, Kind, Languages};
use tanfang_report::issue::{Issue, Written, issue, read_edition, write_report};
use tanfang_report::{Format, ReportError, onward};
use tanfang_survey::session::Session;
use tanfang_survey::text::Lang;

/// What `report … --json` says of a report.
#[derive(Debug, Serialize)]
struct Row {
    file: String,
    pages: usize,
    photos: usize,
    missing_photos: Vec<String>,
    withheld_photos: usize,
    digest: String,
    blake3: String,
    bytes: u64,
    /// The number it was issued under.
    number: Option<String>,
    key: Option<String>,
}

/// What `report all --json` says.
#[derive(Debug, Serialize)]
struct Rows {
    index: String,
    manifest: String,
    files: Vec<FileRow>,
    missing_photos: Vec<String>,
}

/// Does what was asked for. `tongue`: the language that was named on the line.
pub fn run<O: Write>(verb: ReportVerb, tongue: Option<Tongue>, desk: &mut Desk<O>) -> Done {
    match verb {
        ReportVerb::Scenario(ScenarioReport { dir, scenario, communities, of }) => {
            one(&dir, &Subject { kind: Kind::Scenario, scenario, communities }, &of, tongue, desk)
        }
        ReportVerb::Community(OneReport { dir, community, of }) => {
            let communities = community.into_iter().collect();
            one(&dir, &Subject { kind: Kind::Community, scenario: None, communities }, &of, tongue, desk)
        }
        ReportVerb::Overview(ManyReport { dir, communities, of }) => {
            one(&dir, &Subject { kind: Kind::Overview, scenario: None, communities }, &of, tongue, desk)
        }
        ReportVerb::Confirmation(OneReport { dir, community, of }) => {
            let communities = community.into_iter().collect();
            one(&dir, &Subject { kind: Kind::Confirmation, scenario: None, communities }, &of, tongue, desk)
        }
        ReportVerb::Album(AlbumReport { dir, scenario, communities, of }) => {
            one(&dir, &Subject { kind: Kind::Album, scenario, communities }, &of, tongue, desk)
        }
        ReportVerb::All(args) => all(&args, tongue, desk),
        ReportVerb::Issued(args) => super::report_issued::list(&args, desk),
        ReportVerb::Diff(args) => super::report_diff::show(&args, desk),
    }
}

/// Says which report is asked for, and about what.
struct Subject {
    kind: Kind,
    scenario: Option<String>,
    communities: Vec<String>,
}

fn one<O: Write>(dir: &Path, subject: &Subject, of: &Choices, tongue: Option<Tongue>, desk: &mut Desk<O>) -> Done {
    let mut session = open(dir)?;
    let state = of.look.as_of.as_deref().map(|text| session.as_of(text)).transpose()?;
    let base = base(&session, subject.kind, of)?;
    let begun = base.clone();
    let mut edition = looked(base, subject.kind, &of.look, tongue, state.as_ref().unwrap_or(&session), desk)?;
    if subject.scenario.is_some() {
        edition.scenario.clone_from(&subject.scenario);
    }
    if !subject.communities.is_empty() {
        edition.communities.clone_from(&subject.communities);
    }
    imprint(&mut edition, &of.imprint);
    if let Some(file) = &of.imprint.logo {
        edition.imprint.logo = session.keep_logo(file)?.0.to_string();
    }
    // Another report than the one that was issued does not bear its number.
    if of.imprint.number.is_none() && (of.issue || begun.is_some_and(|begun| begun != edition)) {
        edition.imprint.number = String::new();
    }
    let format = format_of(of.look.format);
    let (written, issued) = if of.issue {
        let to = Issue {
            recipients: of.recipients.clone().unwrap_or_default(),
            note: String::new(),
            acknowledge: of.acknowledge.clone(),
        };
        let issued = issue(&mut session, state.as_ref(), &edition, format, &of.output, &to, &mut onward);
        let receipt = issued.map_err(|error| refusal(error, &of.output, desk))?;
        (receipt.written, Some((receipt.number, receipt.key)))
    } else {
        let shown = state.as_ref().unwrap_or(&session);
        let written = write_report(shown, &edition, format, &of.output, &mut onward);
        (written.map_err(|error| refusal(error, &of.output, desk))?, None)
    };
    tell(written, issued, of.json, desk)
}

/// Gives what the choices begin with: a layout, or the issued report that `--as-of` names.
fn base(session: &Session, kind: Kind, of: &Choices) -> Result<Option<Edition>, Refusal> {
    if let Some(name) = &of.layout {
        let edition = read_edition(&session.layout_named(name)?.edition)?;
        return fitting(Edition { date: String::new(), ..edition }, kind).map(Some);
    }
    let issued = of.look.as_of.as_deref().map(|text| session.issued_named(text.trim())).transpose()?.flatten();
    match issued.filter(|report| report.covered.kind == kind.as_str()) {
        Some(report) => Ok(Some(read_edition(&report.edition)?)),
        None => Ok(None),
    }
}

fn fitting(edition: Edition, kind: Kind) -> Result<Edition, Refusal> {
    if edition.kind == kind {
        return Ok(edition);
    }
    let args = vec![("asked", kind.as_str().to_owned()), ("found", edition.kind.as_str().to_owned())];
    Err(Refusal::Said { id: "cli-report-other-kind", args })
}

/// Takes up what the line says of round, look, languages and date; what it leaves open stays as it was, or becomes usual.
fn looked<O: Write>(
    base: Option<Edition>,
    kind: Kind,
    look: &Look,
    tongue: Option<Tongue>,
    shown: &Session,
    desk: &Desk<O>,
) -> Result<Edition, Refusal> {
    let begun = base.is_some();
    let mut edition = base.unwrap_or_else(|| Edition { kind, ..Edition::default() });
    if let Some(round) = &look.round {
        edition.round = given::round(round)?;
    } else if edition.round == 0 {
        edition.round = score::last_round(shown)?;
    }
    if let Some(date) = &look.date {
        edition.date = given::date(date)?;
    } else if edition.date.is_empty() {
        edition.date = given::today();
    }
    if tongue.is_some() || !begun {
        edition.languages = languages(tongue, desk.words.lang());
    }
    match look.profile {
        Some(Profile::Modern) => edition.profile = edition::Profile::Modern,
        Some(Profile::Official) => edition.profile = edition::Profile::Official,
        None => {}
    }
    match look.audience {
        Some(Audience::Internal) => edition.audience = edition::Audience::Internal,
        Some(Audience::Group) => edition.audience = edition::Audience::Group,
        None => {}
    }
    edition.ranking |= look.ranking;
    edition.comments |= look.comments;
    Ok(edition)
}

fn languages(tongue: Option<Tongue>, usual: Lang) -> Languages {
    match (tongue, usual) {
        (Some(Tongue::Both), _) => Languages::Both,
        (_, Lang::Zh) => Languages::Zh,
        (_, Lang::En) => Languages::En,
    }
}

fn imprint(edition: &mut Edition, said: &Imprint) {
    let of = &mut edition.imprint;
    let texts = [
        (&mut of.title, &said.title),
        (&mut of.author, &said.author),
        (&mut of.organisation, &said.organisation),
        (&mut of.number, &said.number),
        (&mut of.classification, &said.classification),
    ];
    for (text, said) in texts {
        if let Some(said) = said {
            said.trim().clone_into(text);
        }
    }
}

fn format_of(format: ReportFormat) -> Format {
    match format {
        ReportFormat::Pdf => Format::Pdf,
        ReportFormat::Docx => Format::Docx,
    }
}

fn tell<O: Write>(written: Written, issued: Option<(String, String)>, json: bool, desk: &mut Desk<O>) -> Done {
    let file = written.path.display().to_string();
    if json {
        let (number, key) = issued.unzip();
        return desk.json(&Row {
            file,
            pages: written.receipt.pages,
            photos: written.receipt.photos,
            missing_photos: written.receipt.missing_photos,
            withheld_photos: written.receipt.withheld_photos,
            digest: written.digest,
            blake3: written.hash,
            bytes: written.bytes,
            number,
            key,
        });
    }
    missing(written.receipt.missing_photos, desk)?;
    if written.receipt.withheld_photos > 0 {
        desk.say("cli-report-withheld-photos", &[("count", written.receipt.withheld_photos.to_string())])?;
    }
    desk.say("cli-reported", &[("file", file), ("pages", written.receipt.pages.to_string())])?;
    match issued {
        Some((number, _)) => desk.say("cli-report-issued", &[("number", number), ("hash", written.hash)]),
        None => Ok(()),
    }
}

fn missing<O: Write>(captions: Vec<String>, desk: &mut Desk<O>) -> Done {
    captions.into_iter().try_for_each(|caption| desk.say("cli-report-missing-photo", &[("caption", caption)]))
}

fn all<O: Write>(args: &AllReports, tongue: Option<Tongue>, desk: &mut Desk<O>) -> Done {
    let session = open(&args.dir)?;
    let state = args.look.as_of.as_deref().map(|text| session.as_of(text)).transpose()?;
    let shown = state.as_ref().unwrap_or(&session);
    let mut edition = looked(None, Kind::Scenario, &args.look, tongue, shown, desk)?;
    edition.communities.clone_from(&args.communities);
    let languages: &[Languages] = match tongue {
        None => &[Languages::Zh, Languages::En],
        Some(Tongue::Zh) => &[Languages::Zh],
        Some(Tongue::En) => &[Languages::En],
        Some(Tongue::Both) => &[Languages::Both],
    };
    let figures = shown.figures(edition.round, &edition.communities)?;
    let of = BatchOf {
        shared: &edition,
        format: format_of(args.look.format),
        languages,
        each_community: args.each_community,
        threads: std::thread::available_parallelism().map_or(1, usize::from),
    };
    let written = write_all(&figures, &of, &args.output, &mut |done, count, name| {
        let about = [("done", done.to_string()), ("count", count.to_string()), ("file", name.to_owned())];
        if !args.json {
            // Whoever reads no more has seen enough; the reports are made all the same.
            let _ = desk.say("cli-report-step", &about).and_then(|()| desk.flush());
        }
        ControlFlow::Continue(())
    });
    let receipt = written.map_err(|error| refusal(error, &args.output, desk))?;
    if args.json {
        return desk.json(&Rows {
            index: receipt.index.display().to_string(),
            manifest: receipt.manifest.display().to_string(),
            files: receipt.files,
            missing_photos: receipt.missing_photos,
        });
    }
    missing(receipt.missing_photos, desk)?;
    let about = [("count", receipt.files.len().to_string()), ("index", receipt.index.display().to_string())];
    desk.say("cli-reported-all", &about)
}

/// Words why no report was written.
pub(super) fn refusal<O: Write>(error: ReportError, output: &Path, desk: &Desk<O>) -> Refusal {
    let path = |path: &Path| ("path", path.display().to_string());
    let (id, args) = match &error {
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
        ReportError::Typeface { .. } | ReportError::Document(_) => {
            ("cli-cannot-write", vec![path(output), ("why", error.to_string())])
        }
        ReportError::Asked(_) => return Refusal::Fault(error.into()),
    };
    Refusal::Said { id, args }
}
