//! Who may write, as the journal has it now.

use super::{ChangeState, StoreError};
use rusqlite::{Connection, OptionalExtension};
use std::collections::{HashMap, HashSet};
use tanfang_journal::{DeviceId, Hash, Rules, Sealed, Stated, Void};

/// Names the setting that holds the device that made the survey.
pub(super) const ROOT: &str = "root";

/// Holds the rules together with the chains they need.
#[derive(Debug, Default)]
pub(super) struct Trust {
    pub rules: Rules,
    /// For the last accepted change of each revoked device the chain that leads to it; none while it is unknown.
    chains: HashMap<Hash, Option<HashSet<Hash>>>,
    /// True where the beginning of one of these chains is not here.
    waiting: bool,
}

impl Trust {
    pub fn load(connection: &Connection) -> Result<Self, StoreError> {
        let root = root(connection)?;
        let mut statement = connection.prepare_cached(
            "SELECT b.bytes FROM claim AS l JOIN change_body AS b ON b.change = l.change ORDER BY l.change",
        )?;
        let mut stated = Vec::new();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let sealed = Sealed::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)
                .map_err(|error| StoreError::Damaged(error.to_string()))?;
            stated.extend(Stated::all(sealed.hash, &sealed.change));
        }
        if stated.is_empty() {
            return Ok(Self { rules: Rules::of(root, &[], &|_, _, _| true), ..Self::default() });
        }
        let mut chains = HashMap::new();
        let mut waiting = false;
        for last in stated.iter().filter_map(Stated::revoked_last) {
            if let std::collections::hash_map::Entry::Vacant(entry) = chains.entry(last) {
                let (chain, whole) = chain(connection, last)?;
                entry.insert(chain);
                waiting |= !whole;
            }
        }
        let rules = Rules::of(root, &stated, &|hash, _, last| lies_on(&chains, hash, last));
        Ok(Self { rules, chains, waiting })
    }

    /// Tells whether the rules may come to say something else without anybody saying so, by changes that are to come.
    pub fn is_waiting(&self) -> bool {
        self.waiting
    }

    /// Judges a change that continues its chain.
    pub fn state(&self, device: DeviceId, seq: i64, hash: Hash) -> ChangeState {
        let distrust = self.rules.distrust(device, seq, hash, &|hash, _, last| lies_on(&self.chains, hash, last));
        distrust.map_or(ChangeState::Applied, ChangeState::Void)
    }

    /// Tells whether some judged change would be judged otherwise now.
    pub fn disagrees_with_any(&self, connection: &Connection) -> Result<bool, StoreError> {
        let mut statement =
            connection.prepare_cached("SELECT device, seq, hash, state FROM change WHERE state <> 1")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let state = ChangeState::from_code(row.get(3)?);
            if matches!(state, ChangeState::Void(Void::Lamport | Void::Chain)) {
                continue;
            }
            if self.state(DeviceId(row.get(0)?), row.get(1)?, Hash(row.get(2)?)) != state {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn lies_on(chains: &HashMap<Hash, Option<HashSet<Hash>>>, hash: Hash, last: Hash) -> bool {
    chains.get(&last).is_none_or(|chain| chain.as_ref().is_none_or(|chain| chain.contains(&hash)))
}

/// Gives all changes from which `last` follows, itself among them, and whether they reach back to the first; none where
/// it is not known.
fn chain(connection: &Connection, last: Hash) -> Result<(Option<HashSet<Hash>>, bool), StoreError> {
    let mut statement = connection.prepare_cached("SELECT prev FROM change WHERE hash = ?1")?;
    let mut chain = HashSet::new();
    let mut next = Some(last);
    while let Some(hash) = next {
        let found = statement.query_row([&hash.0[..]], |row| row.get::<_, Option<[u8; 32]>>(0)).optional()?;
        let Some(prev) = found else { return Ok(((!chain.is_empty()).then_some(chain), false)) };
        // A chain cannot come back to itself: each hash holds the one before.
        chain.insert(hash);
        next = prev.map(Hash);
    }
    Ok((Some(chain), true))
}

pub(super) fn root(connection: &Connection) -> Result<Option<DeviceId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM local WHERE name = ?1")?;
    let root: Option<String> = statement.query_row([ROOT], |row| row.get(0)).optional()?;
    Ok(root.and_then(|name| name.parse().ok()))
}

/// Finds the device that made the survey: of the changes that nothing preceded the one with the smallest hash.
pub(super) fn origin(connection: &Connection) -> Result<Option<DeviceId>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT device FROM change WHERE seq = 1 AND state = 0 ORDER BY lamport, hash LIMIT 1")?;
    Ok(statement.query_row([], |row| row.get(0).map(DeviceId)).optional()?)
}
