//! What is deleted, and what was edited after its deletion.

use super::register::{self, Head, Name};
use super::{Store, StoreError};
use rusqlite::{Connection, Transaction, params};
use std::collections::HashSet;
use tanfang_journal::{Cbor, Dot, dot_cbor, dot_from_cbor};

/// The register that says whether a thing is deleted: `[deleted, the heads that were shown]`.
pub const LIFE: &str = "$life";
/// The register that names what of a thing was erased: an array of hashes.
pub const ERASE: &str = "$erase";

/// Gives the value that deletes a thing as it was shown, or brings it back.
pub fn life_value(deleted: bool, mut shown: Vec<Dot>) -> Cbor {
    shown.sort_unstable();
    Cbor::Array(vec![Cbor::Bool(deleted), Cbor::Array(shown.into_iter().map(dot_cbor).collect())])
}

/// Tells whether a value of `$life` deletes.
pub fn deletes(value: &Cbor) -> bool {
    value.as_array().and_then(<[Cbor]>::first).and_then(Cbor::as_bool) == Some(true)
}

fn shown_in(value: &Cbor) -> impl Iterator<Item = Dot> {
    let dots = value.as_array().and_then(|parts| parts.get(1)).and_then(Cbor::as_array);
    dots.unwrap_or_default().iter().filter_map(dot_from_cbor)
}

impl Store {
    /// Tells whether a thing is deleted.
    pub fn is_dead(&self, noun: &str, key: &str) -> Result<bool, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT 1 FROM dead WHERE noun = ?1 AND key = ?2")?;
        Ok(statement.exists([noun, key])?)
    }

    /// Gives the names of all deleted things of a noun.
    pub fn dead(&self, noun: &str) -> Result<HashSet<String>, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT key FROM dead WHERE noun = ?1")?;
        let keys = statement.query_map([noun], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Gives the deleted things that somebody edited who did not know of it, with what was written.
    pub fn edited_after_deletion(&self) -> Result<Vec<(Name, Vec<Head>)>, StoreError> {
        edited(&self.connection)
    }

    /// Gives the heads of all fields of a thing but those that speak of the thing itself.
    pub fn heads_of(&self, noun: &str, key: &str) -> Result<Vec<(String, Head)>, StoreError> {
        heads_of(&self.connection, noun, key)
    }
}

fn heads_of(connection: &Connection, noun: &str, key: &str) -> Result<Vec<(String, Head)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT field FROM register WHERE noun = ?1 AND key = ?2 AND field NOT LIKE '$%'")?;
    let fields = statement.query_map([noun, key], |row| row.get::<_, String>(0))?;
    let mut found = Vec::new();
    for field in fields.collect::<Result<Vec<_>, _>>()? {
        let heads = register::heads(connection, noun, key, &field)?;
        found.extend(heads.into_iter().map(|head| (field.clone(), head)));
    }
    Ok(found)
}

/// Gives the `$life` register of each deleted thing with the heads that its deletion did not know.
pub(super) fn edited(connection: &Connection) -> Result<Vec<(Name, Vec<Head>)>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT noun, key FROM dead ORDER BY noun, key")?;
    let dead = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found = Vec::new();
    for (noun, key) in dead.collect::<Result<Vec<(String, String)>, _>>()? {
        let life = register::heads(connection, &noun, &key, LIFE)?;
        let shown: HashSet<Dot> = life.iter().flat_map(|head| shown_in(&head.value)).collect();
        let unseen = heads_of(connection, &noun, &key)?.into_iter().map(|(_, head)| head);
        let unseen: Vec<Head> = unseen.filter(|head| !shown.contains(&head.dot)).collect();
        if !unseen.is_empty() {
            found.push((Name { noun, key, field: LIFE.to_owned() }, unseen));
        }
    }
    Ok(found)
}

/// Notes whether a thing is deleted, after its `$life` changed.
pub(super) fn settle(tx: &Transaction<'_>, noun: &str, key: &str, value: Option<&[u8]>) -> Result<(), StoreError> {
    let deleted = value.and_then(|bytes| Cbor::decode(bytes).ok()).is_some_and(|value| deletes(&value));
    let sql = if deleted {
        "INSERT OR IGNORE INTO dead (noun, key) VALUES (?1, ?2)"
    } else {
        "DELETE FROM dead WHERE noun = ?1 AND key = ?2"
    };
    tx.prepare_cached(sql)?.execute(params![noun, key])?;
    Ok(())
}

/// Gives what two values of `$life` agree about: deleted or not, whatever was shown.
pub(super) fn essence(value: &[u8]) -> &'static [u8] {
    if Cbor::decode(value).is_ok_and(|value| deletes(&value)) { b"deleted" } else { b"alive" }
}
