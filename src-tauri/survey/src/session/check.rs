//! Proving a survey whole: everything is computed again from the journal and compared.

use super::lock::{SEALED, hash_of};
use super::repair::QUARANTINE;
use super::{Fault, Session, Stamp};
use crate::store::{ChangeRow, ChangeState, Found, Store, rebuild};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use tanfang_journal::{DeviceId, Hash, Void};

/// What lies in a survey folder besides the files of SQLite.
const KNOWN: &[&str] = &["survey.db", "thumbs.db", "window.lock", "blobs", QUARANTINE, SEALED];

/// Names one thing that a check found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Names the sentence `check-<code>`.
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
    /// False for what is worth a note and harms nothing.
    pub serious: bool,
}

/// Says what a check looked at and what it found.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    pub changes: u64,
    pub registers: u64,
    pub blobs: u64,
    pub findings: Vec<Finding>,
}

impl CheckReport {
    /// Tells whether everything is as it must be.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| !finding.serious)
    }

    fn find(&mut self, code: &'static str, args: Vec<(&'static str, String)>) {
        self.findings.push(Finding { code, args, serious: true });
    }

    fn note(&mut self, code: &'static str, args: Vec<(&'static str, String)>) {
        self.findings.push(Finding { code, args, serious: false });
    }

    /// Tells whether the database holds something else than its changes give.
    pub(super) fn distrusts_database(&self) -> bool {
        const OF_DATABASE: &[&str] = &[
            "database",
            "change",
            "register",
            "state",
            "waiting",
            "digest",
            "blob-list",
            "signature-false",
            "personal-false",
        ];
        self.findings.iter().any(|finding| OF_DATABASE.contains(&finding.code))
    }
}

impl Session {
    /// Verifies the database, every change and its chain, the projection, the digest, personal values and every file.
    pub fn check(&self) -> Result<CheckReport, Fault> {
        prove(&self.store)
    }

    /// Does the same to a folder, also to one that is too damaged to be opened.
    pub fn check_folder(folder: &std::path::Path) -> Result<CheckReport, Fault> {
        prove(&Store::open(folder)?)
    }
}

pub(super) fn prove(store: &Store) -> Result<CheckReport, Fault> {
    let mut report = CheckReport::default();
    let whole = store.integrity().map_err(Fault::from).map(|details| {
        for detail in details {
            report.find("database", vec![("detail", detail)]);
        }
    });
    for outcome in [whole, prove_content(store, &mut report)] {
        match outcome {
            // Tables that cannot even be read: the rest of the folder can still be looked at.
            Err(fault) if fault.code == "damaged-survey" => {
                report.find("database", vec![("detail", fault.to_string())]);
            }
            other => other?,
        }
    }
    check_strays(store, &mut report);
    Ok(report)
}

fn prove_content(store: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    report.changes = store.change_count()?;
    let mut whole = true;
    store.each_found(|found| {
        if let Found::Broken { id, hash, .. } = found {
            whole = false;
            let detail = hash.map_or_else(|| format!("#{id}"), |hash| hash.to_string());
            report.find("change", vec![("detail", detail)]);
        }
        Ok(())
    })?;
    if whole {
        compare(store, &rebuild(store, store.survey())?, report)?;
    }
    list_waiting(store, report)?;
    check_signatures(store, report)?;
    check_personal(store, report)?;
    check_blobs(store, report)
}

fn compare(own: &Store, fresh: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    let terms = |store: &Store| -> Result<BTreeMap<_, _>, Fault> {
        Ok(store.terms()?.into_iter().map(|t| (t.name, (t.term, t.value))).collect())
    };
    let (before, rebuilt) = (terms(own)?, terms(fresh)?);
    report.registers = rebuilt.len() as u64;
    let names: BTreeSet<_> = before.keys().chain(rebuilt.keys()).collect();
    for name in names.into_iter().filter(|name| before.get(name) != rebuilt.get(name)) {
        let field = format!("{} {} {}", name.noun, name.key, name.field);
        report.find("register", vec![("field", field)]);
    }
    let changes = |changes: Vec<ChangeRow>| -> BTreeMap<Hash, ChangeRow> {
        changes.into_iter().map(|change| (change.hash, change)).collect()
    };
    if changes(own.changes()?) != changes(fresh.changes()?)
        || own.ops()? != fresh.ops()?
        || own.derived()? != fresh.derived()?
    {
        report.find("state", vec![]);
    }
    if own.waiting()? != fresh.waiting()? {
        report.find("waiting", vec![]);
    }
    if own.digest()? != fresh.digest()? {
        report.find("digest", vec![]);
    }
    let files = |store: &Store| store.blob_refs().map(BTreeSet::from_iter);
    if files(own)? != files(fresh)? {
        report.find("blob-list", vec![]);
    }
    Ok(())
}

/// Lists changes that do not count, each with the reason, and what waits for changes that are not here yet.
fn list_waiting(store: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    let changes = store.changes()?;
    for (device, (count, first)) in odd_clocks(&changes) {
        let at = Stamp { wall_ms: first.wall_ms, offset_min: first.offset_min }.rfc3339();
        let about = [("device", device.to_string()), ("count", count.to_string())];
        let place = [("seq", first.seq.to_string()), ("at", at)];
        report.note("clock", about.into_iter().chain(place).collect());
    }
    for change in changes {
        let about = vec![
            ("device", change.device.to_string()),
            ("seq", change.seq.to_string()),
            ("change", change.hash.to_string()),
        ];
        match change.state {
            ChangeState::Applied => {}
            ChangeState::Held => report.note("held", about),
            ChangeState::Void(Void::Lamport) => report.note("void-lamport", about),
            ChangeState::Void(Void::Chain) => report.note("void-chain", about),
            ChangeState::Void(Void::NotEnrolled) => report.note("void-not-enrolled", about),
            ChangeState::Void(Void::Revoked) => report.note("void-revoked", about),
        }
    }
    let waiting = store.waiting()?.len();
    if waiting > 0 {
        report.note("preds", vec![("count", waiting.to_string())]);
    }
    Ok(())
}

/// Finds the devices whose clock went back or told a year that cannot be, with how many changes and the first of them.
///
/// Nothing is decided by clocks; whoever reads dates has to know.
fn odd_clocks(changes: &[ChangeRow]) -> BTreeMap<DeviceId, (u64, &ChangeRow)> {
    /// 2020-01-01 and 2060-01-01, in milliseconds since 1970: no program of today runs outside of them.
    const YEARS: std::ops::Range<i64> = 1_577_836_800_000..2_840_140_800_000;
    let times: HashMap<Hash, i64> = changes.iter().map(|change| (change.hash, change.wall_ms)).collect();
    let mut odd: BTreeMap<DeviceId, (u64, &ChangeRow)> = BTreeMap::new();
    for change in changes {
        let before = change.prev.and_then(|prev| times.get(&prev));
        if before.is_some_and(|before| change.wall_ms < *before) || !YEARS.contains(&change.wall_ms) {
            let (count, first) = odd.entry(change.device).or_insert((0, change));
            *count += 1;
            if change.seq < first.seq {
                *first = change;
            }
        }
    }
    odd
}

/// Every branch must end in a signature of its own device, or it could not be handed on.
fn check_signatures(store: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    let survey = store.survey();
    let (genuine, forged): (Vec<_>, Vec<_>) =
        store.checkpoints()?.into_iter().partition(|checkpoint| checkpoint.is_genuine(survey));
    for checkpoint in forged {
        report.find("signature-false", vec![("device", checkpoint.device().to_string())]);
    }
    let signed: BTreeSet<_> = genuine.iter().map(|c| (c.device(), c.seq, c.hash)).collect();
    for (branch, _) in tanfang_journal::file::lay(store.links()?) {
        if !signed.contains(&(branch.device, branch.to, branch.head)) {
            report.find("signature", vec![("device", branch.device.to_string())]);
        }
    }
    Ok(())
}

/// Personal values must be what they are named; an own one is gone only where it was erased.
fn check_personal(store: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    if let Some(seal) = store.seal()? {
        let path = store.folder().join(SEALED);
        let code = if hash_of(&path).is_ok_and(|hash| hash == seal.file) { "sealed" } else { "sealed-damaged" };
        report.findings.push(Finding { code, args: vec![], serious: code != "sealed" });
        return Ok(());
    }
    for hash in store.false_detached()? {
        report.find("personal-false", vec![("value", hash.to_string())]);
    }
    let here: BTreeSet<Hash> = store.detached_hashes()?.into_iter().collect();
    let mut absent = 0_u64;
    for (noun, key, own, hash) in store.detached_named()?.into_iter().filter(|(.., hash)| !here.contains(hash)) {
        let erased = store.is_erased(&hash)?;
        match (erased, own) {
            (true, _) => {}
            (false, true) => {
                report.find("personal-missing", vec![("field", format!("{noun} {key}")), ("value", hash.to_string())]);
            }
            // Others hand their personal values over to whom they are meant for.
            (false, false) => absent += 1,
        }
    }
    if absent > 0 {
        report.note("personal-absent", vec![("count", absent.to_string())]);
    }
    Ok(())
}

fn check_blobs(store: &Store, report: &mut CheckReport) -> Result<(), Fault> {
    let blobs = store.blobs();
    let mut named = BTreeSet::new();
    for blob in store.blob_refs()? {
        report.blobs += 1;
        let path = blobs.path(&blob);
        if !path.is_file() {
            report.find("blob-missing", vec![("file", blob.file_name())]);
        } else if !blobs.has(&blob) || !blobs.verify(&blob).unwrap_or(false) {
            report.find("blob-damaged", vec![("file", blob.file_name())]);
        }
        named.insert(path);
    }
    for path in blobs.files().into_iter().filter(|path| !named.contains(path)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        report.note("blob-orphan", vec![("file", name)]);
    }
    Ok(())
}

/// Notes files that are no part of a survey folder.
fn check_strays(store: &Store, report: &mut CheckReport) {
    for path in strays(store) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        report.note("stray", vec![("file", name)]);
    }
}

pub(super) fn strays(store: &Store) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(store.folder()).into_iter().flatten().flatten();
    let known = |name: &str| {
        let name = ["-wal", "-shm", "-journal"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
        KNOWN.contains(&name)
    };
    let mut strays: Vec<PathBuf> =
        entries.filter(|entry| !known(&entry.file_name().to_string_lossy())).map(|entry| entry.path()).collect();
    // What a seal left that was never finished says nothing to anybody.
    if store.seal().ok().flatten().is_none() && store.folder().join(SEALED).exists() {
        strays.push(store.folder().join(SEALED));
    }
    strays.sort();
    strays
}

/// Names every file by where it lies, for finding what was put aside.
pub(super) fn by_name(paths: Vec<PathBuf>) -> HashMap<String, PathBuf> {
    paths.into_iter().filter_map(|path| Some((path.file_name()?.to_string_lossy().into_owned(), path))).collect()
}
