//! Handing over: survey files written, looked into, joined and merged.

mod choice;
mod early;
mod export;
mod gist;
mod holding;
mod merge;
mod seal;

#[cfg(test)]
mod tests;

pub use choice::Photos;
pub use export::{Beyond, ExportChoice, ExportReceipt, Volume, volume_bytes};
pub use gist::{BranchPlan, FileSummary, fingerprint};
pub(super) use merge::copy_blobs;
pub use merge::{Late, MergeChoice, MergePlan, MergeReceipt, MergeStatus};
pub use seal::{Seal, Unseal, is_recipient};

use super::{Fault, SURVEY, Session, Stamp};
use gist::Named;
use seal::Input;
use std::fs::File;
use std::io::ErrorKind;
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_journal::file::{FileError, FileReader};
use tanfang_journal::{Sealed, SurveyId};

/// Is told bytes done and bytes in all, and may ask to stop.
pub type Progress<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Opens a survey file, sealed or not, and proves it whole; `look` is shown its changes on the way.
pub(super) fn open(
    path: &Path,
    unseal: &Unseal,
    survey: Option<SurveyId>,
    progress: &mut Progress<'_>,
    look: &mut dyn FnMut(&Sealed),
) -> Result<FileReader<Input>, Fault> {
    let file = File::open(path).map_err(|e| Fault::of_file(path, FileError::Unreadable(e)))?;
    let input = seal::unseal(path, file, unseal)?;
    FileReader::open_looking(input, survey, progress, look).map_err(|error| refused(path, error))
}

/// Words why a survey file is refused.
fn refused(path: &Path, error: FileError) -> Fault {
    match &error {
        // So says the layer that decrypts, where a chunk is not what was sealed.
        FileError::Unreadable(source) if matches!(source.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => {
            Fault::new("sealed-damaged").with("path", path.display()).because(error)
        }
        _ => Fault::of_file(path, error),
    }
}
