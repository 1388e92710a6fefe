//! Files that go from one laptop to another.

use super::{FaultView, size_text};
use crate::session::{
    CheckReport, Covered, ExportReceipt, Fault, MergePlan, MergeReceipt, MergeStatus as Merged, Session, Stamp, Volume,
    fingerprint,
};
use crate::text::{Lang, Words};
use serde::Serialize;
use std::path::Path;

/// Answers an export, after the file was read back and verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ExportView {
    pub path: String,
    pub size: String,
    pub changes: u32,
    pub blobs: u32,
    /// Files the survey names that are not on this laptop, and so not in the file.
    pub missing: u32,
    /// Files that are here and were not to be handed over.
    pub left_out: u32,
    pub sealed: bool,
    /// The files written: one, or the volumes in order.
    pub volumes: Vec<VolumeView>,
}

/// Describes one file of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct VolumeView {
    pub path: String,
    pub size: String,
    pub blobs: u32,
}

/// Says how many new changes one device brings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct BranchView {
    pub device: String,
    pub author: String,
    /// In groups of four digits, for two people to compare by ear.
    pub fingerprint: String,
    pub changes: u32,
    /// The number of the last change in the file.
    pub to: u32,
}

/// Says what merging one file would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FilePlanView {
    pub file: String,
    pub name: String,
    /// Why the file is refused; then everything else is empty.
    pub fault: Option<FaultView>,
    /// True where the survey knows all of it already.
    pub known: bool,
    /// Name of the person whose laptop wrote it, its fingerprint, and when by its own clock.
    pub carrier: String,
    pub fingerprint: String,
    pub written: String,
    /// True where the file could be read only with a key.
    pub sealed: bool,
    pub from: Vec<BranchView>,
    /// Name and size of the survey in the file.
    pub survey: String,
    pub size: String,
    pub new_changes: u32,
    pub known_changes: u32,
    pub new_conflicts: u32,
    /// Fields about which several people now say the same.
    pub new_agreements: u32,
    pub new_blobs: u32,
    pub missing_blobs: u32,
    /// New changes that write into a round which is closed here, and how many wait if they are held.
    pub late_changes: u32,
    pub held_back: u32,
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
    pub known_changes: u32,
    pub new_conflicts: u32,
    pub new_agreements: u32,
    /// Photos and documents that were new here: taken and verified against their hash, of all that the changes name.
    pub blobs_verified: u32,
    pub blobs_expected: u32,
    /// Changes that wait since they came for a closed round.
    pub held_back: u32,
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

impl From<&ExportReceipt> for ExportView {
    fn from(receipt: &ExportReceipt) -> Self {
        Self {
            path: receipt.path.to_string_lossy().into_owned(),
            size: size_text(receipt.bytes),
            changes: receipt.changes as u32,
            blobs: receipt.blobs as u32,
            missing: receipt.missing as u32,
            left_out: receipt.left_out as u32,
            sealed: receipt.sealed,
            volumes: receipt.volumes.iter().map(volume_view).collect(),
        }
    }
}

fn volume_view(volume: &Volume) -> VolumeView {
    VolumeView {
        path: volume.path.to_string_lossy().into_owned(),
        size: size_text(volume.bytes),
        blobs: volume.blobs as u32,
    }
}

fn file_name(file: &Path) -> String {
    file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned()
}

impl FilePlanView {
    /// Shows the plan of one file, or why it is refused.
    pub fn of(file: &Path, planned: Result<MergePlan, Fault>) -> Self {
        let empty = Self { file: file.to_string_lossy().into_owned(), name: file_name(file), ..Self::default() };
        let plan = match planned {
            Ok(plan) => plan,
            Err(fault) => return Self { fault: Some(FaultView::from(&fault)), ..empty },
        };
        let summary = &plan.summary;
        let from = summary.branches.iter().filter(|branch| branch.new > 0).map(|branch| BranchView {
            device: branch.device.to_string(),
            author: branch.person.clone(),
            fingerprint: fingerprint(branch.device),
            changes: branch.new as u32,
            to: u32::try_from(branch.to).unwrap_or(0),
        });
        Self {
            known: plan.new_changes == 0 && plan.new_blobs == 0,
            carrier: summary.person.clone(),
            fingerprint: fingerprint(summary.carrier),
            written: summary.written.rfc3339(),
            sealed: summary.sealed,
            from: from.collect(),
            survey: summary.name.clone(),
            size: std::fs::metadata(file).map(|file| size_text(file.len())).unwrap_or_default(),
            new_changes: plan.new_changes as u32,
            known_changes: plan.known_changes as u32,
            new_conflicts: plan.new_conflicts as u32,
            new_agreements: plan.new_agreements as u32,
            new_blobs: plan.new_blobs as u32,
            missing_blobs: plan.missing_blobs as u32,
            late_changes: plan.late_changes as u32,
            held_back: plan.held_back as u32,
            ..empty
        }
    }
}

impl FileReceiptView {
    /// Shows what became of one file, or why it was refused.
    pub fn of(file: &Path, merged: Result<MergeReceipt, Fault>) -> Self {
        let refused = Self {
            file: file.to_string_lossy().into_owned(),
            name: file_name(file),
            status: MergeStatus::Refused,
            fault: None,
            new_changes: 0,
            known_changes: 0,
            new_conflicts: 0,
            new_agreements: 0,
            blobs_verified: 0,
            blobs_expected: 0,
            held_back: 0,
        };
        match merged {
            Err(fault) => Self { fault: Some(FaultView::from(&fault)), ..refused },
            Ok(receipt) => Self {
                status: match receipt.status {
                    Merged::Merged => MergeStatus::Merged,
                    Merged::Known => MergeStatus::Known,
                },
                new_changes: receipt.plan.new_changes as u32,
                known_changes: receipt.plan.known_changes as u32,
                new_conflicts: receipt.plan.new_conflicts as u32,
                new_agreements: receipt.plan.new_agreements as u32,
                blobs_verified: receipt.verified_blobs as u32,
                blobs_expected: (receipt.verified_blobs + receipt.plan.missing_blobs) as u32,
                held_back: receipt.plan.held_back as u32,
                ..refused
            },
        }
    }
}

impl From<CheckReport> for CheckView {
    fn from(report: CheckReport) -> Self {
        let notes = report.findings.iter().map(|finding| FaultView {
            code: format!("check-{}", finding.code),
            args: finding.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
        });
        Self {
            clean: report.is_clean(),
            notes: notes.collect(),
            changes: report.changes as u32,
            blobs: report.blobs as u32,
        }
    }
}

/// Joins parts to a file name without any character that a system refuses.
pub fn joined(parts: &[&str], extension: &str) -> String {
    let plain = |part: &&str| -> String {
        let kept = part.chars().filter(|c| !c.is_control() && !"<>:\"/\\|?*".contains(*c)).take(40);
        kept.collect::<String>().trim_matches([' ', '.']).replace(' ', "-")
    };
    let parts: Vec<String> = parts.iter().map(plain).filter(|part| !part.is_empty()).collect();
    format!("{}.{extension}", parts.join("_"))
}

impl Session {
    /// Proposes the name of a survey file: `<survey>_<community or all>_<round>_<author>_<date>.tanfang`.
    pub fn file_name_for(&self, community: Option<&str>, round: u32, day: &str) -> Result<String, Fault> {
        let overview = self.overview()?;
        let lang = Lang::parse(&overview.language).unwrap_or(Lang::Zh);
        let words = Words::new(lang);
        let place = match community {
            Some(code) => {
                let name = self.community(code)?.name;
                lang.pick(&name.zh, &name.en).to_owned()
            }
            None => words.get("exchange-all-communities").into_owned(),
        };
        let round = words.format("round-numbered", &[("round", &round.to_string())]);
        Ok(joined(&[&overview.name, &place, &round, &overview.author, day], "tanfang"))
    }

    /// Proposes the name of a report: `<survey>_<kind>_<scenario or community>_<round>_<date>.pdf`, in the report's language.
    pub fn edition_name_for(&self, of: &Covered, lang: Lang, day: &str, extension: &str) -> Result<String, Fault> {
        let words = Words::new(lang);
        let kind = words.get(&format!("choice-kind-{}", of.kind));
        let subject = match (&of.scenario, of.communities.as_slice()) {
            (Some(scenario), _) => Some(self.scenario(scenario)?.name.clone()),
            (None, [community]) => Some(self.community(community)?.name),
            _ => None,
        };
        let subject = subject.map(|name| lang.pick(&name.zh, &name.en).to_owned()).unwrap_or_default();
        let round = words.format("round-numbered", &[("round", &of.round.to_string())]);
        Ok(joined(&[&self.overview()?.name, &kind, &subject, &round, day], extension))
    }

    /// Proposes the name of the folder for all reports of a round.
    pub fn editions_folder_for(&self, round: u32, lang: Lang, day: &str) -> Result<String, Fault> {
        let words = Words::new(lang);
        let (all, round) = (words.get("report-all"), words.format("round-numbered", &[("round", &round.to_string())]));
        let name = joined(&[&self.overview()?.name, &all, &round, day], "");
        Ok(name.trim_end_matches('.').to_owned())
    }

    /// Proposes the name of a table: `<survey>_<table>_<round>_<date>.xlsx`, in the table's language.
    pub fn table_name_for(
        &self,
        table: &str,
        format: &str,
        round: Option<u32>,
        lang: Lang,
        day: &str,
    ) -> Result<String, Fault> {
        let words = Words::new(lang);
        let title = words.get(&format!("table-{table}"));
        let round = round.map(|round| words.format("round-numbered", &[("round", &round.to_string())]));
        let name = self.overview()?.name;
        let parts: Vec<&str> =
            [Some(name.as_str()), Some(&title), round.as_deref(), Some(day)].into_iter().flatten().collect();
        Ok(joined(&parts, format))
    }

    /// Proposes the name of a merge's receipt: `<survey>_<receipt>_<author>_<day>_<time>.pdf`, in the receipt's language.
    pub fn receipt_name_for(&self, lang: Lang, at: Stamp) -> Result<String, Fault> {
        let overview = self.overview()?;
        let title = Words::new(lang).get("report-receipt-title");
        let time: String = at.rfc3339().chars().skip(11).take(8).filter(char::is_ascii_digit).collect();
        Ok(joined(&[&overview.name, &title, &overview.author, &at.day(), &time], "pdf"))
    }

    /// Proposes a name for a file of printed questionnaires with these numbers; without numbers for the interview guide.
    pub fn forms_name_for(
        &self,
        community: &str,
        round: u32,
        language: &str,
        numbers: Option<(u32, u32)>,
    ) -> Result<String, Fault> {
        let zh = Words::new(Lang::Zh);
        let round = zh.format("round-numbered", &[("round", &round.to_string())]);
        let what = zh.get(if numbers.is_some() { "noun-response" } else { "noun-interview" });
        let numbers = numbers.map(|(first, last)| format!("{first}-{last}")).unwrap_or_default();
        let here = self.community(community)?.name.zh;
        Ok(joined(&[&self.overview()?.name, &here, &round, &what, &numbers, language], "pdf"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proposed_names_hold_nothing_that_windows_refuses() {
        let name = joined(&["八区: 调研?", "望京", "", "第2轮", "a/b\\c|<d>\"*. ", "2026-05-12"], "tanfang");
        assert_eq!(name, "八区-调研_望京_第2轮_abcd_2026-05-12.tanfang");
    }
}
