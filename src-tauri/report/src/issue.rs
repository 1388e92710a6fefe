//! Writing a report for good: the file, its hash, and the entry that says which state of the survey it shows.

use crate::edition::{Edition, Kind};
use crate::{Format, Pace, Receipt, ReportError, Stored, onward, write};
use std::path::{Path, PathBuf};
use tanfang_survey::session::{Covered, Fault, Issued, IssuedFile, NewIssue, Session, Touched};

/// How often a report is begun anew because somebody writes to the survey meanwhile.
const PATIENCE: u32 = 3;

/// Says to whom a report goes, and why it goes out although something in it is not settled.
#[derive(Clone, Debug, Default)]
pub struct Issue {
    pub recipients: String,
    pub note: String,
    pub acknowledge: Option<String>,
}

/// Says what was written.
#[derive(Clone, Debug)]
pub struct Written {
    pub path: PathBuf,
    /// BLAKE3 of the file, in hexadecimal.
    pub hash: String,
    pub bytes: u64,
    /// Digest of the state that it shows, in hexadecimal.
    pub digest: String,
    pub receipt: Receipt,
}

/// Says what was issued.
#[derive(Clone, Debug)]
pub struct IssueReceipt {
    pub written: Written,
    pub number: String,
    pub key: String,
    pub touched: Touched,
}

/// Says what an edition covers, as an issued report keeps it.
pub fn covered(edition: &Edition) -> Covered {
    Covered {
        kind: edition.kind.as_str().to_owned(),
        scenario: edition.scenario.clone().filter(|_| matches!(edition.kind, Kind::Scenario | Kind::Album)),
        communities: edition.communities.clone(),
        round: edition.round,
    }
}

/// Gives the edition that an issued report or a layout was made by.
pub fn read_edition(text: &str) -> Result<Edition, Fault> {
    serde_json::from_str(text).map_err(|error| Fault::new("edition-unreadable").because(error))
}

/// Writes an edition down, to be read again by [`read_edition`].
pub fn edition_text(edition: &Edition) -> Result<String, Fault> {
    serde_json::to_string(edition).map_err(|error| Fault::new("edition-unreadable").because(error))
}

/// Writes a report of the state of a session to `path`. The same state and edition give the same bytes.
pub fn write_report(
    session: &Session,
    edition: &Edition,
    format: Format,
    path: &Path,
    pace: &mut Pace<'_>,
) -> Result<Written, ReportError> {
    let figures = session.figures_of(&covered(edition))?;
    let (receipt, Stored { hash, bytes }) = write(&figures, edition, format, path, pace)?;
    Ok(Written { path: path.to_owned(), hash, bytes, digest: figures.digest, receipt })
}

/// Writes a report and notes in `session` that it was issued: what it shows is `state` where one is given, else the survey
/// as it stands. On any error neither the file nor the entry is there.
pub fn issue(
    session: &mut Session,
    state: Option<&Session>,
    edition: &Edition,
    format: Format,
    path: &Path,
    to: &Issue,
    pace: &mut Pace<'_>,
) -> Result<IssueReceipt, ReportError> {
    if session.read_only() {
        return Err(Fault::new("read-only").with("path", session.folder().display()).into());
    }
    let mut edition = edition.clone();
    edition.imprint.number = session.report_number(&edition.imprint.number, &edition.date)?;
    let covered = covered(&edition);
    let mut begun = 0;
    let (written, basis, clearance) = loop {
        let shown = state.unwrap_or(session);
        let basis = shown.basis()?;
        let clearance = shown.clearance(&covered, to.acknowledge.as_deref())?;
        let written = write_report(shown, &edition, format, path, pace)?;
        if written.digest == basis.digest.to_string() {
            break (written, basis, clearance);
        }
        begun += 1;
        if begun == PATIENCE {
            let _ = std::fs::remove_file(path);
            return Err(Fault::new("issue-disturbed").into());
        }
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let new = NewIssue {
        number: edition.imprint.number.clone(),
        covered,
        audience: edition.audience.as_str().to_owned(),
        languages: edition.languages.as_str().to_owned(),
        profile: edition.profile.as_str().to_owned(),
        date: edition.date.clone(),
        basis,
        edition: edition_text(&edition)?,
        files: vec![IssuedFile { name, hash: written.hash.clone() }],
        recipients: to.recipients.clone(),
        note: to.note.clone(),
        clearance,
    };
    match session.issue(&new) {
        Ok((key, touched)) => Ok(IssueReceipt { written, number: new.number, key, touched }),
        Err(fault) => {
            let _ = std::fs::remove_file(path);
            Err(fault.into())
        }
    }
}

/// Writes an issued report again, from exactly the state it was issued from; tells whether the bytes are those of then.
pub fn write_again(
    session: &Session,
    report: &Issued,
    format: Format,
    path: &Path,
) -> Result<(Written, bool), ReportError> {
    let edition = read_edition(&report.edition)?;
    let written = write_report(&session.at(&report.basis)?, &edition, format, path, &mut onward)?;
    let same = report.files.iter().any(|file| file.hash == written.hash);
    Ok((written, same))
}
