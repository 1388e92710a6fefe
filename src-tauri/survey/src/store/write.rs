//! Writing own changes.

use super::ingest::{Ingest, put_detached};
use super::journal::tip_of;
use super::trust::Trust;
use super::{ChangeState, Store, StoreError, Taken, checkpoint, draft, register};
use rusqlite::Transaction;
use tanfang_journal::file::MOST_ITEMS;
use tanfang_journal::{
    Cbor, Change, Detached, DeviceKey, Dot, LAMPORT_LIMIT, LONGEST_CHANGE, Op, Sealed, SurveyId, Void, nfc,
};

/// Says what an own operation replaces.
#[derive(Clone, Debug)]
pub enum Preds {
    /// Exactly what the person saw.
    Seen(Vec<Dot>),
    /// The heads at the time of writing; refused where they differ.
    Current,
    /// All heads at the time of writing, differing or not: for a resolution.
    All,
}

/// Asks for one value in one register.
#[derive(Clone, Debug)]
pub struct NewOp {
    pub noun: String,
    pub key: String,
    pub field: String,
    pub value: Cbor,
    pub preds: Preds,
    pub reason: Option<String>,
}

/// Asks for one own change.
#[derive(Debug)]
pub struct NewChange<'a> {
    pub key: &'a DeviceKey,
    pub author: &'a str,
    pub visit: Option<&'a str>,
    pub app: &'a str,
    pub wall_ms: i64,
    pub offset_min: i64,
    pub ops: Vec<NewOp>,
    /// Presents device and person; written only together with something else.
    pub introduction: Vec<NewOp>,
    pub detached: Vec<Detached>,
}

impl Store {
    /// Writes one own change; gives none where every operation would repeat what its author already said.
    ///
    /// # Errors
    /// `InConflict` where `Preds::Current` meets differing heads, `UnknownSeen` for a dot of another register.
    pub fn append(&mut self, new: NewChange<'_>) -> Result<Option<Sealed>, StoreError> {
        let survey = self.survey;
        self.write(|tx| append(tx, survey, new))
    }

    /// Writes several own changes in one transaction; gives how many said something new.
    pub fn append_all(&mut self, all: Vec<NewChange<'_>>) -> Result<usize, StoreError> {
        let survey = self.survey;
        self.write(|tx| {
            let mut written = 0;
            for new in all {
                written += usize::from(append(tx, survey, new)?.is_some());
            }
            Ok(written)
        })
    }

    /// Gives what an applied operation named as replaced.
    pub fn preds_of(&self, dot: Dot) -> Result<Vec<Dot>, StoreError> {
        let Some(change) = self.change_of(dot)? else { return Ok(Vec::new()) };
        let damaged = |error: tanfang_journal::ChangeError| StoreError::Damaged(error.to_string());
        let sealed = Sealed::decode(&self.change_bytes(&change)?).map_err(damaged)?;
        Ok(sealed.change.ops.into_iter().nth(dot.index as usize).map(|op| op.preds).unwrap_or_default())
    }
}

fn append(tx: &Transaction<'_>, survey: SurveyId, new: NewChange<'_>) -> Result<Option<Sealed>, StoreError> {
    let mut ops = Vec::with_capacity(new.ops.len() + new.introduction.len());
    for asked in new.ops {
        ops.extend(resolve(tx, asked, new.author)?);
    }
    if ops.is_empty() {
        return Ok(None);
    }
    for asked in new.introduction {
        ops.extend(resolve(tx, asked, new.author)?);
    }
    let device = new.key.device();
    let (seq, prev) = match tip_of(tx, device)? {
        Taken::None => (1, None),
        Taken::Tip { seq, hash } => (seq + 1, Some(hash)),
        Taken::Forked => return Err(StoreError::ForkedDevice),
    };
    let lamport: i64 = tx.prepare_cached("SELECT lamport FROM journal")?.query_row([], |row| row.get(0))?;
    let sealed = Change {
        survey,
        device,
        seq,
        prev,
        // The limit is out of reach by honest work; a hostile change must not push ours beyond it.
        lamport: (lamport + 1).min(LAMPORT_LIMIT - 1),
        wall_ms: new.wall_ms,
        offset_min: new.offset_min,
        author: new.author.to_owned(),
        visit: new.visit.map(str::to_owned),
        app: new.app.to_owned(),
        schema: super::SCHEMA,
        ops,
    }
    .seal();
    if sealed.bytes.len() > LONGEST_CHANGE || items(&sealed.change.ops) > MOST_ITEMS {
        return Err(StoreError::TooLong);
    }
    for pair in &new.detached {
        put_detached(tx, pair)?;
    }
    let mut ingest = Ingest::with(tx, Trust::load(tx)?);
    ingest.take(&sealed)?;
    ingest.settle()?;
    let state: i64 = tx
        .prepare_cached("SELECT state FROM change WHERE hash = ?1")?
        .query_row([&sealed.hash.0[..]], |row| row.get(0))?;
    match ChangeState::from_code(state) {
        ChangeState::Applied => {}
        // What would count for nothing is not written: who types has to know.
        ChangeState::Void(Void::NotEnrolled) => return Err(StoreError::NotEnrolled(device)),
        ChangeState::Void(Void::Revoked) => return Err(StoreError::DeviceRevoked),
        _ => return Err(StoreError::Damaged(format!("own change {seq} does not continue its chain"))),
    }
    if let Some(prev) = prev {
        tx.prepare_cached("DELETE FROM checkpoint WHERE hash = ?1")?.execute([&prev.0[..]])?;
    }
    checkpoint::put(tx, &new.key.checkpoint(survey, seq, sealed.hash))?;
    Ok(Some(sealed))
}

/// Counts what a reader of the change has to count: arrays, texts and numbers, generously.
fn items(ops: &[Op]) -> usize {
    ops.iter().map(|op| 16 + 3 * op.preds.len() + op.value.items()).sum()
}

/// Turns what was asked into an operation; `None` where its author already says the same.
fn resolve(tx: &Transaction<'_>, asked: NewOp, author: &str) -> Result<Option<Op>, StoreError> {
    let NewOp { noun, key, field, value, preds, reason } = asked;
    // One form of each text: names that look alike are one register on every laptop.
    let [noun, key, field] = [noun, key, field].map(|text| nfc(&text));
    let reason = reason.map(|text| nfc(&text));
    draft::clear(tx, &noun, &key, &field)?;
    let heads = register::heads(tx, &noun, &key, &field)?;
    let mut seen: Vec<Dot> = match preds {
        Preds::Seen(dots) => {
            for dot in &dots {
                if !register::has_op(tx, &noun, &key, &field, *dot)? {
                    return Err(StoreError::UnknownSeen(*dot));
                }
            }
            dots
        }
        Preds::Current if heads.iter().any(|head| head.value != heads[0].value) => {
            return Err(StoreError::InConflict { noun, key, field });
        }
        Preds::Current | Preds::All => heads.iter().map(|head| head.dot).collect(),
    };
    seen.sort_unstable();
    seen.dedup();
    let same = |head: &register::Head| head.value == value && head.by.reason == reason;
    let settled = !heads.is_empty() && heads.iter().all(&same);
    if settled && heads.iter().any(|head| head.by.author == author) {
        return Ok(None);
    }
    // An empty value in a register that never held one says nothing.
    if heads.is_empty() && value == Cbor::Null {
        return Ok(None);
    }
    Ok(Some(Op { noun, key, field, value, preds: seen, reason }))
}
