//! A change: what one action did, as canonical bytes chained by hash.

use crate::cbor::{Cbor, CborError};
use crate::id::{DeviceId, Dot, Hash, SurveyId};

/// The first element of every change.
const FORMAT: i64 = 1;
/// Lamport numbers from here on make a change void.
pub const LAMPORT_LIMIT: i64 = 1 << 53;
/// The longest change that is accepted, in bytes.
pub const LONGEST_CHANGE: usize = 4 << 20;

/// Writes one value into one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Op {
    pub noun: String,
    pub key: String,
    pub field: String,
    pub value: Cbor,
    /// The operations that the person saw and that this one replaces, sorted, each once.
    pub preds: Vec<Dot>,
    pub reason: Option<String>,
}

/// Holds what one action did on one device.
///
/// Bytes: `[1, survey, device, seq, prev, lamport, wall_ms, offset_min, author, visit|null, app, schema, ops]`,
/// an operation `[noun, key, field, value, preds, reason|null]`, a dot `[change prefix, index]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub survey: SurveyId,
    pub device: DeviceId,
    /// Counts the device's changes from 1.
    pub seq: i64,
    /// The device's previous change; none exactly for seq 1.
    pub prev: Option<Hash>,
    pub lamport: i64,
    /// Milliseconds since 1970 by the device's clock; may be wrong.
    pub wall_ms: i64,
    /// Minutes east of UTC of the device's clock.
    pub offset_min: i64,
    /// Key of the person.
    pub author: String,
    /// Key of the visit during which it was recorded.
    pub visit: Option<String>,
    /// Version of the program that wrote it.
    pub app: String,
    pub schema: i64,
    pub ops: Vec<Op>,
}

/// Holds a change with its canonical bytes and their hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub hash: Hash,
    pub bytes: Vec<u8>,
    pub change: Change,
}

/// Says why bytes are no change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    #[error("the bytes are not canonical: {0}")]
    Cbor(#[from] CborError),
    #[error("the change has another shape")]
    Shape,
    #[error("the change was made by a newer version")]
    Newer,
    #[error("the change is longer than allowed")]
    TooLong,
}

impl Change {
    /// Encodes and hashes the change.
    pub fn seal(self) -> Sealed {
        let bytes = self.encode();
        Sealed { hash: Hash::of(&bytes), bytes, change: self }
    }

    fn encode(&self) -> Vec<u8> {
        let optional = |text: &Option<String>| text.as_deref().map_or(Cbor::Null, Cbor::text);
        let ops = self
            .ops
            .iter()
            .map(|op| {
                let preds = op.preds.iter().map(|dot| dot_cbor(*dot)).collect();
                Cbor::Array(vec![
                    Cbor::text(&op.noun),
                    Cbor::text(&op.key),
                    Cbor::text(&op.field),
                    op.value.clone(),
                    Cbor::Array(preds),
                    optional(&op.reason),
                ])
            })
            .collect();
        Cbor::Array(vec![
            Cbor::Int(FORMAT),
            Cbor::bytes(&self.survey.0),
            Cbor::bytes(&self.device.0),
            Cbor::Int(self.seq),
            self.prev.map_or(Cbor::Null, |hash| Cbor::bytes(&hash.0)),
            Cbor::Int(self.lamport),
            Cbor::Int(self.wall_ms),
            Cbor::Int(self.offset_min),
            Cbor::text(&self.author),
            optional(&self.visit),
            Cbor::text(&self.app),
            Cbor::Int(self.schema),
            Cbor::Array(ops),
        ])
        .encode()
    }
}

impl Sealed {
    /// Reads exactly one change that fills `bytes`.
    ///
    /// # Errors
    /// Refuses what a carrier may have damaged: other bytes than the canonical ones, another shape, a newer format.
    /// What its author did – odd numbers, unknown nouns, foreign predecessors – is never refused here.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChangeError> {
        if bytes.len() > LONGEST_CHANGE {
            return Err(ChangeError::TooLong);
        }
        let change = read_change(Cbor::decode(bytes)?)?;
        Ok(Self { hash: Hash::of(bytes), bytes: bytes.to_vec(), change })
    }

    /// Names the operation at `index`.
    pub fn dot(&self, index: usize) -> Dot {
        Dot { change: self.hash.prefix(), index: index as u32 }
    }
}

/// Gives a dot's canonical form, `[change prefix, index]`.
pub fn dot_cbor(dot: Dot) -> Cbor {
    Cbor::Array(vec![Cbor::bytes(&dot.change), Cbor::Int(i64::from(dot.index))])
}

/// Reads a dot's canonical form.
pub fn dot_from_cbor(item: &Cbor) -> Option<Dot> {
    let [Cbor::Bytes(change), Cbor::Int(index)] = item.as_array()? else { return None };
    Some(Dot { change: change.as_slice().try_into().ok()?, index: u32::try_from(*index).ok()? })
}

fn read_change(item: Cbor) -> Result<Change, ChangeError> {
    let shape = ChangeError::Shape;
    let Cbor::Array(fields) = item else { return Err(shape) };
    match fields.first().and_then(Cbor::as_int) {
        Some(FORMAT) => {}
        Some(newer) if newer > FORMAT => return Err(ChangeError::Newer),
        _ => return Err(shape),
    }
    let fields: [Cbor; 13] = fields.try_into().map_err(|_| shape)?;
    let [_, survey, device, seq, prev, lamport, wall_ms, offset_min, author, visit, app, schema, ops] = fields;
    let int = |item: Cbor| item.as_int().ok_or(shape);
    let Cbor::Array(ops) = ops else { return Err(shape) };
    Ok(Change {
        survey: survey.as_bytes().and_then(SurveyId::from_slice).ok_or(shape)?,
        device: device.as_bytes().and_then(DeviceId::from_slice).ok_or(shape)?,
        seq: int(seq)?,
        prev: match prev {
            Cbor::Null => None,
            other => Some(other.as_bytes().and_then(Hash::from_slice).ok_or(shape)?),
        },
        lamport: int(lamport)?,
        wall_ms: int(wall_ms)?,
        offset_min: int(offset_min)?,
        author: optional_text(author)?.ok_or(shape)?,
        visit: optional_text(visit)?,
        app: optional_text(app)?.ok_or(shape)?,
        schema: int(schema)?,
        ops: ops.into_iter().map(read_op).collect::<Result<_, _>>()?,
    })
}

fn optional_text(item: Cbor) -> Result<Option<String>, ChangeError> {
    match item {
        Cbor::Null => Ok(None),
        Cbor::Text(text) => Ok(Some(text)),
        _ => Err(ChangeError::Shape),
    }
}

fn read_op(item: Cbor) -> Result<Op, ChangeError> {
    let shape = ChangeError::Shape;
    let Cbor::Array(parts) = item else { return Err(shape) };
    let parts: [Cbor; 6] = parts.try_into().map_err(|_| shape)?;
    let [Cbor::Text(noun), Cbor::Text(key), Cbor::Text(field), value, Cbor::Array(preds), reason] = parts else {
        return Err(shape);
    };
    let preds: Vec<Dot> = preds.iter().map(|p| dot_from_cbor(p).ok_or(shape)).collect::<Result<_, _>>()?;
    if preds.windows(2).any(|pair| pair[0] >= pair[1]) {
        return Err(shape);
    }
    Ok(Op { noun, key, field, value, preds, reason: optional_text(reason)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change() -> Change {
        Change {
            survey: SurveyId([1; 16]),
            device: DeviceId([2; 16]),
            seq: 1,
            prev: None,
            lamport: 1,
            wall_ms: 1_790_000_000_000,
            offset_min: 480,
            author: "李雷".into(),
            visit: None,
            app: "0.1.0".into(),
            schema: 1,
            ops: vec![Op {
                noun: "assessment".into(),
                key: "wangjing/1/6.4.3".into(),
                field: "remark".into(),
                value: Cbor::text("整洁"),
                preds: vec![Dot { change: [3; 16], index: 0 }, Dot { change: [3; 16], index: 1 }],
                reason: Some("现场".into()),
            }],
        }
    }

    #[test]
    fn a_change_survives_its_bytes() {
        let sealed = change().seal();
        assert_eq!(Sealed::decode(&sealed.bytes).unwrap(), sealed);
    }

    #[test]
    fn every_single_flipped_bit_is_refused_or_another_change() {
        let sealed = change().seal();
        for at in 0..sealed.bytes.len() * 8 {
            let mut bytes = sealed.bytes.clone();
            bytes[at / 8] ^= 1 << (at % 8);
            if let Ok(other) = Sealed::decode(&bytes) {
                assert_ne!(other.hash, sealed.hash, "bit {at}: other bytes must have another hash");
            }
        }
    }

    #[test]
    fn unsorted_predecessors_and_newer_formats_are_refused() {
        let mut unsorted = change();
        unsorted.ops[0].preds.reverse();
        assert_eq!(Sealed::decode(&unsorted.seal().bytes), Err(ChangeError::Shape));
        let newer = Cbor::Array(vec![Cbor::Int(2), Cbor::Null]).encode();
        assert_eq!(Sealed::decode(&newer), Err(ChangeError::Newer));
    }
}
