//! Backups: made, listed, restored.

use super::exchange::{go_on, size};
use super::{edge, home, open, survey};
use crate::args::{Backup, Backups, RestoreBackup};
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::{Backup as Made, Session};

/// One row of `backups --json`.
#[derive(Debug, Serialize)]
struct Row {
    path: String,
    survey: String,
    name: String,
    folder: String,
    at: String,
    changes: u64,
    blobs: u64,
    missing: u64,
    bytes: u64,
    digest: String,
    locked: bool,
}

impl From<Made> for Row {
    fn from(backup: Made) -> Self {
        Self {
            path: backup.path.display().to_string(),
            survey: backup.survey,
            name: backup.name,
            folder: backup.folder.display().to_string(),
            at: backup.at.rfc3339(),
            changes: backup.changes,
            blobs: backup.blobs,
            missing: backup.missing,
            bytes: backup.bytes,
            digest: backup.digest,
            locked: backup.locked,
        }
    }
}

pub fn make<O: Write>(args: &Backup, desk: &mut Desk<O>) -> Done {
    let backup = open(&args.dir)?.back_up(args.to.as_deref(), &mut go_on)?;
    desk.say(
        "cli-backed-up",
        &[
            ("path", backup.path.display().to_string()),
            ("changes", backup.changes.to_string()),
            ("blobs", backup.blobs.to_string()),
            ("size", size(backup.bytes)),
        ],
    )?;
    if backup.missing > 0 {
        desk.say("cli-backup-missing", &[("count", backup.missing.to_string())])?;
    }
    Ok(())
}

pub fn list<O: Write>(args: &Backups, desk: &mut Desk<O>) -> Done {
    let backups = Session::all_backups(&home()?, args.from.as_deref());
    if args.json {
        return desk.json(&backups.into_iter().map(Row::from).collect::<Vec<_>>());
    }
    if backups.is_empty() {
        return desk.say("cli-nothing", &[]);
    }
    for backup in backups.into_iter().map(Row::from) {
        desk.say(
            "cli-backup-line",
            &[("path", backup.path), ("name", backup.name), ("at", backup.at), ("folder", backup.folder)],
        )?;
    }
    Ok(())
}

pub fn restore<O: Write>(args: &RestoreBackup, desk: &mut Desk<O>) -> Done {
    let passphrase = if args.passphrase_stdin { Some(given::passphrase()?) } else { None };
    let restored = Session::restore(&args.backup, &args.dir, passphrase.as_deref(), home()?, edge(), &mut go_on)?;
    let (session, restored) = restored;
    desk.say(
        "cli-restored",
        &[
            ("name", session.overview()?.name),
            ("dir", args.dir.display().to_string()),
            ("changes", restored.changes.to_string()),
            ("blobs", restored.blobs.to_string()),
        ],
    )?;
    if restored.missing > 0 {
        desk.say(
            "cli-restore-missing",
            &[("count", restored.missing.to_string()), ("lost", restored.lost.to_string())],
        )?;
    }
    if restored.findings > 0 {
        desk.say(
            "cli-restore-findings",
            &[("count", restored.findings.to_string()), ("dir", args.dir.display().to_string())],
        )?;
    }
    survey::notice(&session, desk)
}
