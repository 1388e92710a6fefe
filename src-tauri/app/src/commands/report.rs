//! What all commands about reports and tables share: languages, and why nothing was written.

use tanfang_report::ReportError;
use tanfang_survey::session::Fault;
use tanfang_survey::text::Lang;

pub(super) fn language_of(code: &str) -> Lang {
    Lang::parse(code).unwrap_or(Lang::Zh)
}

/// Says in the session's way why no report was written.
pub(super) fn report_fault(error: ReportError) -> Fault {
    match error {
        ReportError::PhotoChanged { path } => Fault::new("photo-unreadable").with("name", path.display()),
        other => other.into(),
    }
}
