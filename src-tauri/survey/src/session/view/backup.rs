//! Backups as the settings list them.

use super::size_text;
use crate::session::{Backup, Restored, Session};
use serde::Serialize;

/// Describes one backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BackupView {
    pub path: String,
    pub at: String,
    pub changes: u32,
    pub blobs: u32,
    pub missing: u32,
    /// For people, such as `3.4 MB`; photos shared with other backups included.
    pub size: String,
    /// True where its personal values are sealed by a passphrase.
    pub locked: bool,
}

/// Says what a restored folder holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RestoredView {
    pub dir: String,
    pub changes: u32,
    pub blobs: u32,
    pub missing: u32,
    pub lost: u32,
    pub findings: u32,
}

impl From<&Backup> for BackupView {
    fn from(backup: &Backup) -> Self {
        Self {
            path: backup.path.to_string_lossy().into_owned(),
            at: backup.at.rfc3339(),
            changes: backup.changes as u32,
            blobs: backup.blobs as u32,
            missing: backup.missing as u32,
            size: size_text(backup.bytes),
            locked: backup.locked,
        }
    }
}

impl RestoredView {
    pub fn of(session: &Session, restored: &Restored) -> Self {
        Self {
            dir: session.folder().to_string_lossy().into_owned(),
            changes: restored.changes as u32,
            blobs: restored.blobs as u32,
            missing: restored.missing as u32,
            lost: restored.lost as u32,
            findings: restored.findings as u32,
        }
    }
}

impl Session {
    /// Shows this folder's automatic backups, the newest first.
    pub fn backups_view(&self) -> Vec<BackupView> {
        self.backups().iter().rev().map(BackupView::from).collect()
    }
}
