//! The one door from the page: each command converts, calls one verb of the session off the interface thread, converts back.

pub mod backup;
pub mod chart;
pub mod conflict;
pub mod day;
pub mod draft;
pub mod fieldwork;
pub mod file;
pub mod handover;
pub mod lock;
pub mod member;
pub mod paper;
pub mod photo;
pub mod reading;
pub mod report;
pub mod report_issued;
pub mod report_preview;
pub mod report_write;
pub mod request;
pub mod score;
pub mod sheet;
pub mod start;
pub mod survey;
pub mod table;
pub mod talks;
pub mod unit;

use serde::Serialize;
use std::path::PathBuf;
use tanfang_survey::session::view::FaultView;
use tanfang_survey::session::{Fault, Unseal};

/// Tells the page how far a long job is.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// The text `phase-<phase>` says what is being done.
    pub phase: String,
    /// In thousands of bytes, or in steps.
    pub done: u32,
    pub total: u32,
    /// True where `done` and `total` count thousands of bytes.
    pub bytes: bool,
}

/// What every command gives: a view, or the fault to word.
pub type Answer<T> = Result<T, FaultView>;

/// Reads the percent-encoded text of a header of a raw request.
fn header(request: &tauri::ipc::Request<'_>, name: &str) -> Answer<String> {
    request
        .headers()
        .get(name)
        .and_then(|value| percent_encoding::percent_decode(value.as_bytes()).decode_utf8().ok())
        .map(std::borrow::Cow::into_owned)
        .ok_or_else(|| crate::desk::fault("bad-request", &[("what", name)]))
}

/// Reads a path that a person typed.
fn place(text: &str) -> PathBuf {
    let path = PathBuf::from(text.trim());
    std::path::absolute(&path).unwrap_or(path)
}

/// Takes what opens a sealed survey file: a passphrase, or the file of a key.
fn unseal(passphrase: Option<&str>, identity: Option<&str>) -> Result<Unseal, Fault> {
    match (passphrase, identity) {
        (Some(passphrase), _) => Unseal::passphrase(passphrase),
        (None, Some(identity)) => Unseal::identity(&place(identity)),
        (None, None) => Ok(Unseal::default()),
    }
}

/// Shows a fault of the session to the page.
#[allow(clippy::needless_pass_by_value, reason = "stands where `map_err` wants a function of the error")]
pub fn say(fault: Fault) -> FaultView {
    FaultView::from(&fault)
}
