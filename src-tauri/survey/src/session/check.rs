//! Proving a survey whole: everything is computed again from the journal and compared.

use super::{Fault, Session};
use crate::store::{StoreError, rebuild};
use std::collections::{BTreeMap, BTreeSet};
use tanfang_journal::Hash;

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
}

impl Session {
    /// Verifies the database, every change and its chain, the projection, the digest and every file.
    pub fn check(&self) -> Result<CheckReport, Fault> {
        let mut report = CheckReport { changes: self.store.change_count()?, ..CheckReport::default() };
        for detail in self.store.integrity()? {
            report.find("database", vec![("detail", detail)]);
        }
        match rebuild(&self.store, self.store.survey()) {
            Ok(fresh) => self.compare(&fresh, &mut report)?,
            Err(StoreError::Damaged(detail)) => report.find("change", vec![("detail", detail)]),
            Err(error) => return Err(error.into()),
        }
        self.check_signatures(&mut report)?;
        self.check_blobs(&mut report)?;
        Ok(report)
    }

    fn compare(&self, fresh: &crate::store::Store, report: &mut CheckReport) -> Result<(), Fault> {
        let (own, rebuilt) = (self.store.terms()?, fresh.terms()?);
        report.registers = rebuilt.len() as u64;
        let own: BTreeMap<_, _> = own.into_iter().map(|t| (t.name, (t.term, t.value))).collect();
        let rebuilt: BTreeMap<_, _> = rebuilt.into_iter().map(|t| (t.name, (t.term, t.value))).collect();
        let names: BTreeSet<_> = own.keys().chain(rebuilt.keys()).collect();
        for name in names.into_iter().filter(|name| own.get(name) != rebuilt.get(name)) {
            let field = format!("{} {} {}", name.noun, name.key, name.field);
            report.find("register", vec![("field", field)]);
        }
        let changes = |changes: Vec<crate::store::ChangeRow>| -> BTreeMap<Hash, crate::store::ChangeRow> {
            changes.into_iter().map(|change| (change.hash, change)).collect()
        };
        if changes(self.store.changes()?) != changes(fresh.changes()?) || self.store.ops()? != fresh.ops()? {
            report.find("state", vec![]);
        }
        if self.store.digest()? != fresh.digest()? {
            report.find("digest", vec![]);
        }
        let named: BTreeSet<_> = self.store.blob_refs()?.into_iter().collect();
        if named != fresh.blob_refs()?.into_iter().collect() {
            report.find("blob-list", vec![]);
        }
        Ok(())
    }

    /// Every branch must end in a signature of its own device, or it could not be handed on.
    fn check_signatures(&self, report: &mut CheckReport) -> Result<(), Fault> {
        let survey = self.store.survey();
        let signed: BTreeSet<_> = self
            .store
            .checkpoints()?
            .into_iter()
            .filter(|checkpoint| checkpoint.is_genuine(survey))
            .map(|checkpoint| (checkpoint.device(), checkpoint.seq, checkpoint.hash))
            .collect();
        for (branch, _) in tanfang_journal::file::lay(self.store.links()?) {
            if !signed.contains(&(branch.device, branch.to, branch.head)) {
                report.find("signature", vec![("device", branch.device.to_string())]);
            }
        }
        Ok(())
    }

    fn check_blobs(&self, report: &mut CheckReport) -> Result<(), Fault> {
        let blobs = self.store.blobs();
        let mut expected = BTreeSet::new();
        for blob in self.store.blob_refs()? {
            report.blobs += 1;
            expected.insert(blob.file_name());
            if !blobs.has(&blob) {
                report.find("blob-missing", vec![("file", blob.file_name())]);
            } else if !blobs.verify(&blob).unwrap_or(false) {
                report.find("blob-damaged", vec![("file", blob.file_name())]);
            }
        }
        for name in blobs.names().into_iter().filter(|name| !expected.contains(name)) {
            report.findings.push(Finding { code: "blob-orphan", args: vec![("file", name)], serious: false });
        }
        Ok(())
    }
}
