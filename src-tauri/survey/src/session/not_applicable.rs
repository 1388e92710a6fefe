//! Confirming that a binding indicator does not apply: until an administrator has, it stays open.

use super::{CellKey, Fault, Session, Touched, op};
use crate::framework::State;
use crate::store::Row;
use std::collections::HashSet;
use tanfang_journal::{Cbor, Hash};

/// The register that names what was confirmed: the digest of the values that stood in the cell. Whatever comes later makes
/// another digest, and the cell is open again.
pub(super) const CONFIRMED: &str = "na_confirmed";

impl Session {
    /// Confirms, for an administrator, that an indicator does not apply as it stands now; without `on` takes that back.
    pub fn confirm_not_applicable(&mut self, key: &CellKey, on: bool) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        self.indicator(&key.indicator)?;
        let name = key.to_string();
        let value = if on {
            let outcome = self.outcomes(&super::Filter::under(&key.community, key.round, &key.indicator))?;
            let state = outcome.into_iter().find(|(found, _)| found == key).map(|(_, outcome)| outcome.state);
            if state != Some(State::NotApplicable) {
                return Err(Fault::new("not-marked-na")
                    .with("indicator", &key.indicator)
                    .with("community", &key.community));
            }
            Cbor::bytes(&self.digest_of_cell(&name)?.0)
        } else {
            Cbor::Null
        };
        self.commit(vec![op("assessment", &name, CONFIRMED, value)])
    }

    /// Gives the cells whose values stand as an administrator confirmed them.
    pub(super) fn confirmed(&self) -> Result<HashSet<CellKey>, Fault> {
        let rows = self.store.rows_of_field("assessment", CONFIRMED)?;
        if rows.is_empty() {
            return Ok(HashSet::new());
        }
        let rules = self.store.rules()?;
        let mut found = HashSet::new();
        for row in rows.into_iter().filter(|row| rules.is_admin(row.by.device)) {
            let Cbor::Bytes(saw) = &row.value else { continue };
            if let (Some(saw), Ok(key)) = (Hash::from_slice(saw), row.name.key.parse::<CellKey>())
                && saw == self.digest_of_cell(&row.name.key)?
            {
                found.insert(key);
            }
        }
        Ok(found)
    }

    /// Names the values that stand in a cell and at its units.
    fn digest_of_cell(&self, key: &str) -> Result<Hash, Fault> {
        let mut rows = self.store.rows_under("assessment", key)?;
        rows.retain(|row| row.name.key == key && row.name.field == "value");
        rows.extend(self.store.rows_under("observation", &format!("{key}/"))?);
        self.digest_of(rows.iter().filter(|row: &&Row| matches!(row.name.field.as_str(), "value" | "result")))
    }
}
