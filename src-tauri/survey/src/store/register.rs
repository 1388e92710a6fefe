//! Reading registers: heads, provisional values and who said so.

use super::{Store, StoreError, life};
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, Transaction, params};
use tanfang_journal::{Cbor, DeviceId, Dot, Hash, Rank, Sum, register_term};

/// Names a register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    pub noun: String,
    pub key: String,
    pub field: String,
}

/// Says who wrote a value, when and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Key of the person.
    pub author: String,
    pub device: DeviceId,
    pub wall_ms: i64,
    pub offset_min: i64,
    pub visit: Option<String>,
    pub lamport: i64,
    pub reason: Option<String>,
}

/// Holds one value of a register with its provenance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub dot: Dot,
    pub change: Hash,
    pub value: Cbor,
    pub by: Provenance,
    /// False for a value that a later one replaced; heads are always true.
    pub live: bool,
}

impl Head {
    /// Gives the place among the heads: ascending, the last is the provisional value.
    pub fn rank(&self) -> Rank {
        Rank { lamport: self.by.lamport, change: self.change, index: self.dot.index }
    }
}

/// Holds a register with its provisional value.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: Name,
    pub value: Cbor,
    pub dot: Dot,
    pub by: Provenance,
    pub heads: u32,
    /// True where heads hold different values.
    pub conflict: bool,
}

/// Holds what a register says, without who said so.
#[derive(Clone, Debug)]
pub struct Said {
    pub key: String,
    pub field: String,
    pub value: Cbor,
    /// True where heads hold different values.
    pub conflict: bool,
}

impl From<Row> for Said {
    fn from(row: Row) -> Self {
        Self { key: row.name.key, field: row.name.field, value: row.value, conflict: row.conflict }
    }
}

/// Holds what the projection keeps of one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub name: Name,
    pub term: Option<Hash>,
    /// Canonical bytes of the provisional value.
    pub value: Option<Vec<u8>>,
}

const HEAD: &str = "c.hash, o.idx, o.value, o.reason, o.head, c.author, c.device, c.wall_ms, c.offset_min, c.visit, \
                    c.lamport";
const ROW: &str = "c.hash, r.idx, r.value, o.reason, 1, c.author, c.device, c.wall_ms, c.offset_min, c.visit, \
                   c.lamport, r.noun, r.key, r.field, r.heads, r.distinct_values";
const SAID: &str = "r.key, r.field, r.value, r.distinct_values";
const ROW_FROM: &str =
    "FROM register AS r JOIN change AS c ON c.id = r.change JOIN op AS o ON o.change = r.change AND o.idx = r.idx";
/// Leaves out what is deleted.
const ALIVE: &str = "NOT EXISTS (SELECT 1 FROM dead AS d WHERE d.noun = r.noun AND d.key = r.key)";

fn head_from(row: &SqlRow<'_>) -> rusqlite::Result<Head> {
    let change = Hash(row.get(0)?);
    Ok(Head {
        dot: Dot { change: change.prefix(), index: row.get(1)? },
        change,
        value: cbor(row, 2)?,
        live: row.get(4)?,
        by: Provenance {
            reason: row.get(3)?,
            author: row.get(5)?,
            device: DeviceId(row.get(6)?),
            wall_ms: row.get(7)?,
            offset_min: row.get(8)?,
            visit: row.get(9)?,
            lamport: row.get(10)?,
        },
    })
}

fn row_from(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    let Head { dot, value, by, .. } = head_from(row)?;
    let name = Name { noun: row.get(11)?, key: row.get(12)?, field: row.get(13)? };
    Ok(Row { name, value, dot, by, heads: row.get(14)?, conflict: row.get::<_, i64>(15)? > 1 })
}

fn said_from(row: &SqlRow<'_>) -> rusqlite::Result<Said> {
    Ok(Said { key: row.get(0)?, field: row.get(1)?, value: cbor(row, 2)?, conflict: row.get::<_, i64>(3)? > 1 })
}

fn cbor(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<Cbor> {
    let bytes = row.get_ref(column)?.as_blob()?;
    Cbor::decode(bytes)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Blob, Box::new(e)))
}

impl Store {
    /// Gives the heads of a register, ascending: the last one is the provisional value.
    pub fn heads(&self, noun: &str, key: &str, field: &str) -> Result<Vec<Head>, StoreError> {
        heads(&self.connection, noun, key, field)
    }

    /// Gives every value a register ever held, ascending.
    pub fn history(&self, noun: &str, key: &str, field: &str) -> Result<Vec<Head>, StoreError> {
        ops(&self.connection, noun, key, field, false)
    }

    /// Gives one register; none where nothing was ever written.
    pub fn register(&self, noun: &str, key: &str, field: &str) -> Result<Option<Row>, StoreError> {
        let sql = format!("SELECT {ROW} {ROW_FROM} WHERE r.noun = ?1 AND r.key = ?2 AND r.field = ?3 AND {ALIVE}");
        Ok(self.connection.prepare_cached(&sql)?.query_row([noun, key, field], row_from).optional()?)
    }

    /// Gives all registers of a noun, by key and field.
    pub fn rows(&self, noun: &str) -> Result<Vec<Row>, StoreError> {
        let sql = format!("SELECT {ROW} {ROW_FROM} WHERE r.noun = ?1 AND {ALIVE} ORDER BY r.key, r.field");
        self.select(&sql, [noun])
    }

    /// Gives all registers of a noun whose keys start with `prefix`, by key and field. Costs what it finds.
    pub fn rows_under(&self, noun: &str, prefix: &str) -> Result<Vec<Row>, StoreError> {
        let sql = format!(
            "SELECT {ROW} {ROW_FROM} WHERE r.noun = ?1 AND r.key >= ?2 AND r.key < ?3 AND {ALIVE} ORDER BY r.key, r.field"
        );
        self.select(&sql, [noun, prefix, &format!("{prefix}\u{10ffff}")])
    }

    /// Gives one field of all entities of a noun, by key.
    pub fn rows_of_field(&self, noun: &str, field: &str) -> Result<Vec<Row>, StoreError> {
        let sql = format!("SELECT {ROW} {ROW_FROM} WHERE r.noun = ?1 AND r.field = ?2 AND {ALIVE} ORDER BY r.key");
        self.select(&sql, [noun, field])
    }

    /// Gives all fields of a noun that start with `prefix`, such as the links of photos, by field and key.
    pub fn rows_of_fields(&self, noun: &str, prefix: &str) -> Result<Vec<Row>, StoreError> {
        let sql = format!(
            "SELECT {ROW} {ROW_FROM} WHERE r.noun = ?1 AND r.field >= ?2 AND r.field < ?3 AND {ALIVE} ORDER BY r.field, r.key"
        );
        self.select(&sql, [noun, prefix, &format!("{prefix}\u{10ffff}")])
    }

    /// Gives all registers of a noun, by key and field, without who said so: that costs a third of [`Self::rows`].
    pub fn said(&self, noun: &str) -> Result<Vec<Said>, StoreError> {
        let sql = format!(
            "SELECT {SAID} FROM register AS r WHERE r.noun = ?1 AND r.value IS NOT NULL AND {ALIVE} ORDER BY r.key, r.field"
        );
        self.select_said(&sql, [noun])
    }

    /// Gives all registers of one entity, by field, without who said so.
    pub fn said_of(&self, noun: &str, key: &str) -> Result<Vec<Said>, StoreError> {
        let sql = format!(
            "SELECT {SAID} FROM register AS r WHERE r.noun = ?1 AND r.key = ?2 AND r.value IS NOT NULL AND {ALIVE} ORDER BY r.field"
        );
        self.select_said(&sql, [noun, key])
    }

    /// Gives all fields of a noun that start with `prefix`, as [`Self::rows_of_fields`], without who said so.
    pub fn said_of_fields(&self, noun: &str, prefix: &str) -> Result<Vec<Said>, StoreError> {
        let sql = format!(
            "SELECT {SAID} FROM register AS r
             WHERE r.noun = ?1 AND r.field >= ?2 AND r.field < ?3 AND r.value IS NOT NULL AND {ALIVE}
             ORDER BY r.field, r.key"
        );
        self.select_said(&sql, [noun, prefix, &format!("{prefix}\u{10ffff}")])
    }

    /// Gives the keys of all entities of a noun that have a field, in order. Costs an index alone.
    pub fn keys_of_field(&self, noun: &str, field: &str) -> Result<Vec<String>, StoreError> {
        let sql =
            format!("SELECT r.key FROM register AS r WHERE r.noun = ?1 AND r.field = ?2 AND {ALIVE} ORDER BY r.key");
        self.keys(&sql, params![noun, field])
    }

    /// Gives the keys of all entities of a noun whose field holds `value`, in order.
    pub fn keys_with(&self, noun: &str, field: &str, value: &Cbor) -> Result<Vec<String>, StoreError> {
        let sql = format!(
            "SELECT r.key FROM register AS r WHERE r.noun = ?1 AND r.field = ?2 AND r.value = ?3 AND {ALIVE} ORDER BY r.key"
        );
        self.keys(&sql, params![noun, field, value.encode()])
    }

    /// Gives one field of all entities of a noun whose keys start with `prefix`: key and value in order, without who said so.
    pub fn values_under(&self, noun: &str, prefix: &str, field: &str) -> Result<Vec<(String, Cbor)>, StoreError> {
        let sql = format!(
            "SELECT r.key, r.value FROM register AS r
             WHERE r.noun = ?1 AND r.field = ?2 AND r.key >= ?3 AND r.key < ?4 AND r.value IS NOT NULL AND {ALIVE}
             ORDER BY r.key"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let end = format!("{prefix}\u{10ffff}");
        let rows = statement.query_map([noun, field, prefix, &end], |row| Ok((row.get(0)?, cbor(row, 1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Gives every field of all entities of a noun whose `field` holds `value`: key, field and value in order of the keys,
    /// without who said so.
    pub fn values_with(
        &self,
        noun: &str,
        field: &str,
        value: &Cbor,
    ) -> Result<Vec<(String, String, Cbor)>, StoreError> {
        // CROSS: else SQLite, which knows not how many hold `value`, goes through all of the noun.
        let sql = format!(
            "SELECT v.key, v.field, v.value FROM register AS r CROSS JOIN register AS v ON v.noun = r.noun AND v.key = r.key
             WHERE r.noun = ?1 AND r.field = ?2 AND r.value = ?3 AND v.value IS NOT NULL AND {ALIVE} ORDER BY r.key"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement
            .query_map(params![noun, field, value.encode()], |row| Ok((row.get(0)?, row.get(1)?, cbor(row, 2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn keys(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let keys = statement.query_map(parameters, |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Gives all registers whose heads differ.
    pub fn conflicts(&self) -> Result<Vec<Row>, StoreError> {
        // The plus keeps SQLite from going through all registers in their order.
        let sql =
            format!("SELECT {ROW} {ROW_FROM} WHERE r.distinct_values > 1 AND {ALIVE} ORDER BY +r.noun, r.key, r.field");
        self.select(&sql, [])
    }

    /// Gives every register with its term, for comparing two journals.
    pub fn terms(&self) -> Result<Vec<Term>, StoreError> {
        let sql = "SELECT noun, key, field, term, value FROM register WHERE heads > 0 ORDER BY noun, key, field";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            let name = Name { noun: row.get(0)?, key: row.get(1)?, field: row.get(2)? };
            Ok(Term { name, term: row.get::<_, Option<[u8; 32]>>(3)?.map(Hash), value: row.get(4)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn select_said(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Said>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let said = statement.query_map(parameters, said_from)?;
        Ok(said.collect::<Result<_, _>>()?)
    }

    fn select(&self, sql: &str, parameters: impl rusqlite::Params) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(parameters, row_from)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

pub(super) fn heads(connection: &Connection, noun: &str, key: &str, field: &str) -> Result<Vec<Head>, StoreError> {
    ops(connection, noun, key, field, true)
}

fn ops(connection: &Connection, noun: &str, key: &str, field: &str, live: bool) -> Result<Vec<Head>, StoreError> {
    let sql = format!(
        "SELECT {HEAD} FROM register AS r JOIN op AS o ON o.register = r.id JOIN change AS c ON c.id = o.change
         WHERE r.noun = ?1 AND r.key = ?2 AND r.field = ?3 AND o.head >= ?4"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![noun, key, field, live], head_from)?;
    let mut heads = rows.collect::<Result<Vec<_>, _>>()?;
    heads.sort_by_key(Head::rank);
    Ok(heads)
}

/// Finds the applied change that a dot names.
pub(super) fn change_of(connection: &Connection, dot: Dot) -> Result<Option<i64>, StoreError> {
    let (mut low, mut high) = ([0x00; 32], [0xff; 32]);
    low[..16].copy_from_slice(&dot.change);
    high[..16].copy_from_slice(&dot.change);
    let mut statement =
        connection.prepare_cached("SELECT id FROM change WHERE hash >= ?1 AND hash <= ?2 AND state = 0")?;
    Ok(statement.query_row(params![&low[..], &high[..]], |row| row.get(0)).optional()?)
}

/// Tells whether a dot names an applied operation of this register.
pub(super) fn has_op(
    connection: &Connection,
    noun: &str,
    key: &str,
    field: &str,
    dot: Dot,
) -> Result<bool, StoreError> {
    let Some(change) = change_of(connection, dot)? else { return Ok(false) };
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM op AS o JOIN register AS r ON r.id = o.register
         WHERE o.change = ?1 AND o.idx = ?2 AND r.noun = ?3 AND r.key = ?4 AND r.field = ?5",
    )?;
    Ok(statement.exists(params![change, dot.index, noun, key, field])?)
}

/// Counts the registers whose heads differ.
pub(super) fn conflict_count(connection: &Connection) -> Result<usize, StoreError> {
    let sql = "SELECT count(*) FROM register WHERE distinct_values > 1";
    Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))? as usize)
}

/// Says what settling made of a register that one voice, or none, had before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Several heads say the same.
    Agreement,
    /// They differ.
    Conflict,
}

/// Brings one register's projection and its part of the digest up to date; tells what it newly came to.
pub(super) fn settle(tx: &Transaction<'_>, id: i64, sum: &mut Sum) -> Result<Option<Turn>, StoreError> {
    type Before = (String, String, String, Option<[u8; 32]>, i64, i64);
    let (noun, key, field, term, before, heads_before): Before = tx
        .prepare_cached("SELECT noun, key, field, term, distinct_values, heads FROM register WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))?;
    if let Some(term) = term {
        sum.subtract(&Hash(term));
    }
    let mut statement = tx.prepare_cached(
        "SELECT c.hash, o.idx, o.value, c.lamport, c.id FROM op AS o JOIN change AS c ON c.id = o.change
         WHERE o.register = ?1 AND o.head = 1",
    )?;
    let heads = statement
        .query_map([id], |row| {
            let rank = Rank { change: Hash(row.get(0)?), index: row.get(1)?, lamport: row.get(3)? };
            Ok((rank, row.get::<_, Vec<u8>>(2)?, row.get::<_, i64>(4)?))
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut terms: Vec<(Dot, &[u8])> = heads
        .iter()
        .map(|(rank, value, _)| (Dot { change: rank.change.prefix(), index: rank.index }, value.as_slice()))
        .collect();
    let term = register_term(&noun, &key, &field, &mut terms);
    sum.add(&term);
    let of_life = field == life::LIFE;
    let mut values: Vec<&[u8]> = heads.iter().map(|(_, value, _)| value.as_slice()).collect();
    if of_life {
        values = values.into_iter().map(life::essence).collect();
    }
    values.sort_unstable();
    values.dedup();
    let top = heads.iter().max_by_key(|(rank, ..)| *rank);
    if of_life {
        life::settle(tx, &noun, &key, top.map(|(_, value, _)| value.as_slice()))?;
    }
    tx.prepare_cached(
        "UPDATE register SET heads = ?2, distinct_values = ?3, change = ?4, idx = ?5, value = ?6, term = ?7 WHERE id = ?1",
    )?
    .execute(params![
        id,
        heads.len() as i64,
        values.len() as i64,
        top.map(|(.., change)| change),
        top.map(|(rank, ..)| rank.index),
        top.map(|(_, value, _)| value),
        &term.0[..],
    ])?;
    Ok(match (values.len(), heads.len()) {
        (2.., _) if before <= 1 => Some(Turn::Conflict),
        (1, 2..) if heads_before <= 1 => Some(Turn::Agreement),
        _ => None,
    })
}
