//! Files that go from one laptop to another.

use super::FaultView;
use serde::Serialize;

/// Answers an export, after the file was read back and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ExportView {
    pub path: String,
    pub size: String,
    pub changes: u32,
    pub blobs: u32,
}

/// Says how many new changes one device brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BranchView {
    pub author: String,
    pub device: String,
    pub changes: u32,
}

/// Says what merging one file would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FilePlanView {
    pub file: String,
    pub name: String,
    /// Why the file is refused; then everything else is empty.
    pub fault: Option<FaultView>,
    /// True where the survey knows all of it already.
    pub known: bool,
    pub carrier: String,
    pub from: Vec<BranchView>,
    pub new_changes: u32,
    pub agreements: u32,
    pub new_conflicts: u32,
    pub new_blobs: u32,
    pub missing_blobs: u32,
}

/// Says how a merge ended for one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum MergeStatus {
    Merged,
    Known,
    Refused,
}

/// Says what merging one file did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FileReceiptView {
    pub file: String,
    pub name: String,
    pub status: MergeStatus,
    pub fault: Option<FaultView>,
    pub new_changes: u32,
    pub new_blobs: u32,
    pub new_conflicts: u32,
    pub blobs_verified: u32,
    pub blobs_expected: u32,
}

/// Holds the receipts of a merge and the conflicts now to settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MergeView {
    pub files: Vec<FileReceiptView>,
    pub conflicts: u32,
}

/// Answers a check: what is wrong, each as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CheckView {
    pub clean: bool,
    pub notes: Vec<FaultView>,
    pub changes: u32,
    pub blobs: u32,
}
