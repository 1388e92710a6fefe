//! A part of the journal as a survey of its own in memory: what had been said up to a moment.

use super::{Store, StoreError};
use std::collections::HashSet;
use tanfang_journal::{DeviceId, Hash, Sealed};

impl Store {
    /// Makes a survey in memory of the wanted changes alone. Files and personal values are those of this folder; nothing
    /// can be written to it.
    ///
    /// # Errors
    /// `Damaged` where a change is not what it is named.
    pub fn part(&self, wanted: &HashSet<Hash>) -> Result<Self, StoreError> {
        let mut part = Self::in_memory(self.survey)?;
        if let Some(root) = self.root()? {
            part.set_root(root)?;
        }
        // Whoever is to read blindly reads blindly here as well.
        for name in ["person", "author"] {
            if let Some(text) = self.local(name)? {
                part.set_local(name, &text)?;
            }
        }
        part.ingest(true, |ingest| {
            self.each_change(|bytes, hash| {
                if !wanted.contains(&hash) {
                    return Ok(());
                }
                let sealed = Sealed::decode(&bytes).map_err(|error| StoreError::Damaged(format!("{hash}: {error}")))?;
                if sealed.hash != hash {
                    return Err(StoreError::Damaged(format!("{hash}: the content has another hash")));
                }
                ingest.take(&sealed).map(drop)
            })?;
            for hash in self.detached_hashes()? {
                if let Some(pair) = self.detached(&hash)? {
                    ingest.take_detached(&pair)?;
                }
            }
            Ok::<(), StoreError>(())
        })?;
        part.folder.clone_from(&self.folder);
        part.connection.pragma_update(None, "query_only", true)?;
        part.read_only = true;
        Ok(part)
    }

    /// Gives the ends of all that counts, by device: the digest rests on them.
    pub fn applied_tips(&self) -> Result<Vec<(DeviceId, i64, Hash)>, StoreError> {
        // The plus keeps SQLite from going through all changes in the order of their devices.
        let mut statement = self
            .connection
            .prepare_cached("SELECT device, seq, hash FROM change WHERE applied_tip = 1 ORDER BY +device, seq, hash")?;
        let tips = statement.query_map([], |row| Ok((DeviceId(row.get(0)?), row.get(1)?, Hash(row.get(2)?))))?;
        Ok(tips.collect::<Result<_, _>>()?)
    }
}
