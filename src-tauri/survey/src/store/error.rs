//! What can go wrong in a survey folder.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Says why a survey folder cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("{0} is no survey folder")]
    NotASurvey(PathBuf),
    #[error("{0} is not empty")]
    NotEmpty(PathBuf),
    #[error("{0} was made by a newer version")]
    NewerSchema(PathBuf),
    #[error("{0} is read only")]
    ReadOnly(PathBuf),
    #[error("{0} is in use by another program")]
    Locked(PathBuf),
    #[error("the personal values of {0} are locked")]
    Sealed(PathBuf),
    #[error("the disk is full")]
    DiskFull,
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("the survey is damaged: {0}")]
    Damaged(String),
    /// Heads differ where the writer had not looked.
    #[error("{noun} {key} {field} is in conflict")]
    InConflict { noun: String, key: String, field: String },
    /// What is said to have been seen belongs to no operation of the register.
    #[error("{0} is no value of this field")]
    UnknownSeen(tanfang_journal::Dot),
    /// Another laptop writes under this device's name.
    #[error("the device was copied")]
    ForkedDevice,
    /// Only enrolled devices may write, and this one is not.
    #[error("{0} is not enrolled")]
    NotEnrolled(tanfang_journal::DeviceId),
    /// What this laptop writes counts no more.
    #[error("the device was revoked")]
    DeviceRevoked,
    #[error("the file was not merged here, or was taken back before")]
    UnknownMerge,
    /// Own work rests on what is to be taken back.
    #[error("what the file brought was written over")]
    MergeUsed,
    /// What is to be written at once is more than one change may hold.
    #[error("the change is too long")]
    TooLong,
    #[error("{0}")]
    Sql(rusqlite::Error),
}

impl StoreError {
    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        match source.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => Self::DiskFull,
            std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path.to_owned()),
            _ => Self::Io { path: path.to_owned(), source },
        }
    }

    /// Names the folder where the error itself does not know it.
    pub(crate) fn of_folder(self, folder: &Path) -> Self {
        match self {
            Self::ReadOnly(_) => Self::ReadOnly(folder.to_owned()),
            Self::Locked(_) => Self::Locked(folder.to_owned()),
            Self::NotASurvey(_) => Self::NotASurvey(folder.to_owned()),
            // A stick that was pulled out: what fails is not the survey.
            Self::Io { path, .. } if path.as_os_str().is_empty() && !folder.join(super::DATABASE).exists() => {
                Self::Io { path: folder.to_owned(), source: std::io::ErrorKind::NotFound.into() }
            }
            Self::Io { path, source } if path.as_os_str().is_empty() => Self::Io { path: folder.to_owned(), source },
            other => other,
        }
    }

    /// Tells whether opening for writing failed as it does on a read-only medium.
    pub(crate) fn means_read_only(&self) -> bool {
        match self {
            Self::ReadOnly(_) => true,
            Self::Io { source, .. } => source.get_ref().is_some_and(|inner| {
                inner
                    .downcast_ref::<rusqlite::Error>()
                    .is_some_and(|error| error.sqlite_error_code() == Some(ErrorCode::CannotOpen))
            }),
            _ => false,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        /// `SQLITE_IOERR_SHMSIZE`
        const NO_ROOM_FOR_INDEX: i32 = 4874;
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            // Not even room for the index of the log, which every reader needs.
            Some(ErrorCode::SystemIoFailure) if extended == Some(NO_ROOM_FOR_INDEX) => Self::DiskFull,
            // The database is no longer where it was opened.
            Some(ErrorCode::ReadOnly) if extended == Some(1032) => {
                Self::Io { path: PathBuf::new(), source: std::io::ErrorKind::NotFound.into() }
            }
            Some(ErrorCode::ReadOnly) => Self::ReadOnly(PathBuf::new()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(PathBuf::new()),
            Some(ErrorCode::NotADatabase) => Self::NotASurvey(PathBuf::new()),
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => {
                Self::Io { path: PathBuf::new(), source: std::io::Error::other(error) }
            }
            _ => Self::Sql(error),
        }
    }
}
