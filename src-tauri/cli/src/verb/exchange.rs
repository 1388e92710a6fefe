//! Survey files: written, looked into, joined and merged.

use super::{edge, home, member, open, survey};
use crate::args::{Export, Inspect, Join, LateChoice, Merge, Opening};
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::Path;
use tanfang_survey::session::{
    Beyond, BranchPlan, ExportChoice, Fault, Late, MergeChoice, MergePlan, MergeStatus, Photos, Seal, Session, Unseal,
    fingerprint, volume_bytes,
};

/// What `merge --json` prints.
#[derive(Debug, Serialize)]
struct Receipt {
    digest: String,
    files: Vec<FileRow>,
}

#[derive(Debug, Default, Serialize)]
struct FileRow {
    file: String,
    status: &'static str,
    reason: Option<String>,
    code: Option<&'static str>,
    new_changes: u64,
    new_blobs: u64,
    new_conflicts: u64,
    known_changes: u64,
    new_agreements: u64,
    missing_blobs: u64,
    late_changes: u64,
    held_back: u64,
    carrier: Option<String>,
    fingerprint: Option<String>,
    author: Option<String>,
    written_at: Option<String>,
    app: Option<String>,
    sealed: Option<bool>,
    branches: Vec<BranchRow>,
}

#[derive(Debug, Serialize)]
struct BranchRow {
    #[serde(flatten)]
    branch: Branch,
    new: u64,
}

/// The change for which a device vouches, and through the chain for all before it.
#[derive(Debug, Serialize)]
struct Checkpoint {
    seq: i64,
    hash: String,
}

impl From<BranchPlan> for Branch {
    fn from(branch: BranchPlan) -> Self {
        Self {
            device: branch.device.to_string(),
            author: branch.person,
            from: branch.from,
            to: branch.to,
            fingerprint: fingerprint(branch.device),
            checkpoint: Checkpoint { seq: branch.to, hash: branch.head.to_string() },
        }
    }
}

impl From<BranchPlan> for BranchRow {
    fn from(branch: BranchPlan) -> Self {
        Self { new: branch.new, branch: Branch::from(branch) }
    }
}

impl FileRow {
    fn of(file: &Path, status: MergeStatus, plan: MergePlan) -> Self {
        let summary = plan.summary;
        Self {
            file: file.display().to_string(),
            status: match status {
                MergeStatus::Merged => "merged",
                MergeStatus::Known => "known",
            },
            reason: None,
            code: None,
            new_changes: plan.new_changes,
            new_blobs: plan.new_blobs,
            new_conflicts: plan.new_conflicts,
            known_changes: plan.known_changes,
            new_agreements: plan.new_agreements,
            missing_blobs: plan.missing_blobs,
            late_changes: plan.late_changes,
            held_back: plan.held_back,
            carrier: Some(summary.carrier.to_string()),
            fingerprint: Some(fingerprint(summary.carrier)),
            author: Some(summary.person),
            written_at: Some(summary.written.rfc3339()),
            app: Some(summary.app),
            sealed: Some(summary.sealed),
            branches: summary.branches.into_iter().map(BranchRow::from).collect(),
        }
    }

    fn refused(file: &Path, code: &'static str, reason: String) -> Self {
        let file = file.display().to_string();
        Self { file, status: "refused", reason: Some(reason), code: Some(code), ..Self::default() }
    }
}

/// What `inspect --json` prints.
#[derive(Debug, Serialize)]
struct About {
    file: String,
    survey: String,
    name: String,
    demo: bool,
    carrier: String,
    author: String,
    written_at: String,
    app: String,
    changes: u64,
    blobs: u64,
    bytes: u64,
    fingerprint: String,
    sealed: bool,
    branches: Vec<Branch>,
}

#[derive(Debug, Serialize)]
struct Branch {
    device: String,
    author: String,
    from: i64,
    to: i64,
    fingerprint: String,
    checkpoint: Checkpoint,
}

/// Gives what opens sealed files, as the call says.
fn opening(opening: &Opening) -> Result<Unseal, Refusal> {
    match &opening.identity {
        Some(path) => Ok(Unseal::identity(path)?),
        None if opening.passphrase_stdin => Ok(Unseal::passphrase(&given::passphrase()?)?),
        None => Ok(Unseal::default()),
    }
}

fn choice(args: &Export) -> Result<ExportChoice, Refusal> {
    let photos = match (args.no_photos, args.light) {
        (true, _) => Photos::None,
        (_, true) => Photos::Light,
        _ => Photos::All,
    };
    let beyond = match (&args.since, &args.device) {
        (Some(file), _) => {
            let key = args.identity.as_deref().map(Unseal::identity).transpose()?;
            Beyond::File(file.clone(), key.unwrap_or_default())
        }
        (None, Some(device)) => Beyond::Device(device.clone()),
        (None, None) => Beyond::Nothing,
    };
    let seal = if args.open {
        Seal::Open
    } else if args.passphrase_stdin {
        Seal::passphrase(&given::passphrase()?)?
    } else if args.recipients.is_empty() {
        Seal::ByRule
    } else {
        Seal::To(args.recipients.clone())
    };
    let volume_bytes = args.volume_mb.as_deref().map(volume_bytes).transpose()?;
    Ok(ExportChoice { photos, beyond, volume_bytes, seal })
}

pub fn export<O: Write>(args: &Export, desk: &mut Desk<O>) -> Done {
    let choice = choice(args)?;
    let receipt = open(&args.dir)?.export(&args.out, &choice, &mut go_on)?;
    for volume in &receipt.volumes {
        desk.say(
            "cli-exported",
            &[
                ("file", volume.path.display().to_string()),
                ("changes", receipt.changes.to_string()),
                ("blobs", volume.blobs.to_string()),
                ("size", size(volume.bytes)),
            ],
        )?;
    }
    if receipt.volumes.len() > 1 {
        desk.say("cli-export-volumes", &[("count", receipt.volumes.len().to_string())])?;
    }
    if receipt.sealed {
        desk.say("cli-export-sealed", &[])?;
    }
    if receipt.left_out > 0 {
        desk.say("cli-export-left-out", &[("count", receipt.left_out.to_string())])?;
    }
    if receipt.missing > 0 {
        desk.say("cli-export-missing", &[("count", receipt.missing.to_string())])?;
    }
    Ok(())
}

pub fn go_on(_done: u64, _all: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Writes a size for people: `812 B`, `4.2 MB`.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64, name: &str| format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => tenths(1_000, "kB"),
        1_000_000..1_000_000_000 => tenths(1_000_000, "MB"),
        _ => tenths(1_000_000_000, "GB"),
    }
}

pub fn inspect<O: Write>(args: &Inspect, desk: &mut Desk<O>) -> Done {
    let summary = Session::inspect(&args.file, &opening(&args.opening)?)?;
    let bytes = std::fs::metadata(&args.file).map_err(|error| Fault::io(&args.file, error))?.len();
    if args.json {
        return desk.json(&About {
            file: args.file.display().to_string(),
            survey: summary.survey,
            name: summary.name,
            demo: summary.demo,
            carrier: summary.carrier.to_string(),
            author: summary.person,
            written_at: summary.written.rfc3339(),
            app: summary.app,
            changes: summary.changes,
            blobs: summary.blobs,
            bytes,
            fingerprint: fingerprint(summary.carrier),
            sealed: summary.sealed,
            branches: summary.branches.into_iter().map(Branch::from).collect(),
        });
    }
    if summary.demo {
        desk.say("demo-mark", &[])?;
    }
    desk.say("cli-inspect-survey", &[("name", summary.name), ("survey", summary.survey)])?;
    desk.say(
        "cli-inspect-carrier",
        &[("device", summary.carrier.to_string()), ("author", summary.person), ("at", summary.written.rfc3339())],
    )?;
    desk.say(
        "cli-inspect-content",
        &[("changes", summary.changes.to_string()), ("blobs", summary.blobs.to_string()), ("size", size(bytes))],
    )?;
    for branch in summary.branches {
        desk.say(
            "cli-inspect-branch",
            &[
                ("device", branch.device.to_string()),
                ("author", branch.person),
                ("from", branch.from.to_string()),
                ("to", branch.to.to_string()),
            ],
        )?;
    }
    Ok(())
}

pub fn join<O: Write>(args: &Join, desk: &mut Desk<O>) -> Done {
    let session = Session::join(&args.file, &opening(&args.opening)?, &args.dir, &args.author, home()?, edge())?;
    desk.say(
        "cli-joined",
        &[
            ("name", session.overview()?.name),
            ("dir", args.dir.display().to_string()),
            ("changes", session.changes()?.len().to_string()),
            ("photos", session.media()?.len().to_string()),
        ],
    )?;
    survey::notice(&session, desk)
}

pub fn merge<O: Write>(args: &Merge, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.dir)?;
    let trust = args.trust.as_deref().map(member::device).transpose()?.into_iter().collect();
    let late = match args.late {
        LateChoice::Take => Late::Take,
        LateChoice::Hold => Late::Hold,
    };
    let choice = MergeChoice { unseal: opening(&args.opening)?, late, trust };
    let mut files = Vec::new();
    let (mut refused, mut conflicts) = (false, 0);
    for file in &args.files {
        let result = if args.plan {
            session.plan(file, &choice, &mut go_on).map(|plan| (expected(&plan), plan))
        } else {
            session.merge(file, &choice, &mut go_on).map(|receipt| (receipt.status, receipt.plan))
        };
        let row = match result {
            Ok((status, plan)) => FileRow::of(file, status, plan),
            Err(fault) => {
                refused = true;
                let reason = fault.say(&desk.words);
                desk.refuse_file(file, &reason)?;
                FileRow::refused(file, fault.code, reason)
            }
        };
        conflicts += row.new_conflicts;
        files.push(row);
    }
    let digest = session.digest()?.to_string();
    if args.json {
        desk.json(&Receipt { digest, files })?;
    } else {
        for row in files.into_iter().filter(|row| row.reason.is_none()) {
            let id = match (row.status, args.plan) {
                ("known", _) => "cli-merge-known",
                (_, true) => "cli-merge-would",
                (_, false) => "cli-merge-merged",
            };
            desk.say(
                id,
                &[
                    ("file", row.file),
                    ("changes", row.new_changes.to_string()),
                    ("blobs", row.new_blobs.to_string()),
                    ("conflicts", row.new_conflicts.to_string()),
                ],
            )?;
        }
        desk.say("cli-merge-digest", &[("digest", digest)])?;
        if conflicts > 0 && !args.plan {
            desk.say("cli-merge-look", &[("dir", args.dir.display().to_string())])?;
        }
    }
    if refused { Err(Refusal::Told) } else { Ok(()) }
}

/// Says what merging would come to.
fn expected(plan: &MergePlan) -> MergeStatus {
    if plan.new_changes == 0 && plan.new_blobs == 0 { MergeStatus::Known } else { MergeStatus::Merged }
}
