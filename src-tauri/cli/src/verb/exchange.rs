//! Survey files: written, looked into, joined and merged.

use super::{edge, home, open, survey};
use crate::args::{Export, Inspect, Join, Merge};
use crate::desk::{Desk, Done, Refusal};
use serde::Serialize;
use std::io::Write;
use std::ops::ControlFlow;
use tanfang_survey::session::{Fault, MergePlan, MergeStatus, Session};

/// What `merge --json` prints.
#[derive(Debug, Serialize)]
struct Receipt {
    digest: String,
    files: Vec<FileRow>,
}

#[derive(Debug, Serialize)]
struct FileRow {
    file: String,
    status: &'static str,
    reason: Option<String>,
    new_changes: u64,
    new_blobs: u64,
    new_conflicts: u64,
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
    branches: Vec<Branch>,
}

#[derive(Debug, Serialize)]
struct Branch {
    device: String,
    author: String,
    from: i64,
    to: i64,
}

pub fn export<O: Write>(args: &Export, desk: &mut Desk<O>) -> Done {
    let receipt = open(&args.dir)?.export(&args.out, &mut go_on)?;
    desk.say(
        "cli-exported",
        &[
            ("file", receipt.path.display().to_string()),
            ("changes", receipt.changes.to_string()),
            ("blobs", receipt.blobs.to_string()),
            ("size", size(receipt.bytes)),
        ],
    )?;
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
    let summary = Session::inspect(&args.file)?;
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
            branches: summary
                .branches
                .into_iter()
                .map(|b| Branch { device: b.device.to_string(), author: b.person, from: b.from, to: b.to })
                .collect(),
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
    let session = Session::join(&args.file, &args.dir, &args.author, home()?, edge())?;
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
    let mut files = Vec::new();
    let (mut refused, mut conflicts) = (false, 0);
    for file in &args.files {
        let result = if args.plan {
            session.plan(file, &mut go_on).map(|plan| (expected(&plan), plan))
        } else {
            session.merge(file, &mut go_on).map(|receipt| (receipt.status, receipt.plan))
        };
        let name = file.display().to_string();
        let row = match result {
            Ok((status, plan)) => FileRow {
                file: name,
                status: match status {
                    MergeStatus::Merged => "merged",
                    MergeStatus::Known => "known",
                },
                reason: None,
                new_changes: plan.new_changes,
                new_blobs: plan.new_blobs,
                new_conflicts: plan.new_conflicts,
            },
            Err(fault) => {
                refused = true;
                let reason = fault.say(&desk.words);
                desk.refuse_file(file, &reason)?;
                FileRow {
                    file: name,
                    status: "refused",
                    reason: Some(reason),
                    new_changes: 0,
                    new_blobs: 0,
                    new_conflicts: 0,
                }
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
