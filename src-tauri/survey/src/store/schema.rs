//! The tables, and the way from every earlier schema to this one: later schemas only add.

use super::{StoreError, rebuild, trust};
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// What each schema adds to the one before, from the first on.
const STEPS: [&str; 2] = [include_str!("schema.sql"), include_str!("schema-2.sql")];

/// The schema that this version writes; kept in `user_version`.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// Makes all tables.
pub(super) fn lay_out(connection: &Connection) -> Result<(), StoreError> {
    for step in STEPS {
        connection.execute_batch(step)?;
    }
    connection.pragma_update(None, "user_version", SCHEMA)?;
    Ok(())
}

pub(super) fn version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Brings an older folder to this schema, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if version(connection)? >= SCHEMA {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let found = version(&tx)?;
    if found < SCHEMA {
        for step in &STEPS[found.max(0) as usize..] {
            tx.execute_batch(step)?;
        }
        fill(&tx)?;
        tx.pragma_update(None, "user_version", SCHEMA)?;
    }
    tx.commit()?;
    Ok(())
}

/// Makes what later schemas derive from the changes.
fn fill(tx: &Transaction<'_>) -> Result<(), StoreError> {
    if trust::root(tx)?.is_none()
        && let Some(origin) = trust::origin(tx)?
    {
        super::local::set_local(tx, trust::ROOT, &origin.to_string())?;
    }
    rebuild::anew(tx)
}

/// Lets an older folder be read that cannot be written: what was added since stands beside it, in memory.
pub(super) fn pretend(connection: &Connection) -> Result<(), StoreError> {
    let found = version(connection)?;
    for step in STEPS.get(found.max(0) as usize..).unwrap_or_default() {
        connection.execute_batch(&step.replace("CREATE TABLE", "CREATE TEMP TABLE"))?;
    }
    Ok(())
}
