//! The signatures of devices under their newest changes.

use super::StoreError;
use rusqlite::{Transaction, params};
use tanfang_journal::Checkpoint;

/// Keeps a signature.
pub(super) fn put(tx: &Transaction<'_>, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    tx.prepare_cached("INSERT OR IGNORE INTO checkpoint (hash, seq, key, signature) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![&checkpoint.hash.0[..], checkpoint.seq, &checkpoint.key[..], &checkpoint.signature[..]])?;
    Ok(())
}

/// Keeps a signature that came with a file. Only what vouches for a change of its own device is worth keeping and
/// handing on.
pub(super) fn take(tx: &Transaction<'_>, checkpoint: &Checkpoint) -> Result<(), StoreError> {
    let vouches = tx
        .prepare_cached("SELECT 1 FROM change WHERE hash = ?1 AND seq = ?2 AND device = ?3")?
        .exists(params![&checkpoint.hash.0[..], checkpoint.seq, &checkpoint.device().0[..]])?;
    if vouches { put(tx, checkpoint) } else { Ok(()) }
}

/// Takes away what a signature further along the same chain stands for as well; of a `merge` it is kept aside.
pub(super) fn forget_superseded(tx: &Transaction<'_>, merge: Option<i64>) -> Result<(), StoreError> {
    const SUPERSEDED: &str = "EXISTS (SELECT 1 FROM change AS c JOIN change AS n ON n.prev = c.hash
         WHERE c.hash = checkpoint.hash AND n.device = c.device AND n.seq = c.seq + 1)";
    if let Some(merge) = merge {
        let keep = format!(
            "INSERT OR IGNORE INTO superseded (merge, hash, key, seq, signature)
             SELECT ?1, hash, key, seq, signature FROM checkpoint WHERE {SUPERSEDED}"
        );
        tx.prepare_cached(&keep)?.execute([merge])?;
    }
    tx.prepare_cached(&format!("DELETE FROM checkpoint WHERE {SUPERSEDED}"))?.execute([])?;
    Ok(())
}
