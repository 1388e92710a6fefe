//! Canonical CBOR: the bytes that are hashed and signed.

use minicbor::data::Type;
use minicbor::{Decoder, Encoder};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// How deep arrays and maps may nest; real values need four levels.
const DEEPEST: usize = 16;
/// More items than the parts of a change have.
const MANY: u64 = 16;

/// Holds one CBOR item of the restricted kind: RFC 8949 §4.2.1 without floats, tags and indefinite lengths.
///
/// Texts are in normal form C; map entries are kept in canonical order of their keys.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cbor {
    Int(i64),
    Bytes(Vec<u8>),
    Text(String),
    Bool(bool),
    Null,
    Array(Vec<Cbor>),
    Map(Vec<(Cbor, Cbor)>),
}

/// Says why bytes are not canonical CBOR of the restricted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    #[error("the bytes end early or are no CBOR")]
    Malformed,
    #[error("a CBOR item of a kind that is not used here")]
    Unsupported,
    #[error("arrays are nested too deeply")]
    TooDeep,
    #[error("the bytes are not in canonical form")]
    NotCanonical,
    #[error("bytes follow the end of the item")]
    Trailing,
}

/// Gives a text in normal form C, the only form that is written.
pub fn nfc(text: &str) -> String {
    if text.is_ascii() || is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

impl Cbor {
    /// Makes a text item in normal form C.
    pub fn text(text: &str) -> Self {
        Self::Text(nfc(text))
    }

    pub fn bytes(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_vec())
    }

    /// Counts the item itself and all items inside it.
    pub fn items(&self) -> usize {
        match self {
            Self::Array(items) => 1 + items.iter().map(Self::items).sum::<usize>(),
            Self::Map(entries) => 1 + entries.iter().map(|(key, value)| key.items() + value.items()).sum::<usize>(),
            _ => 1,
        }
    }

    /// Gives the canonical bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64);
        self.encode_into(&mut out);
        out
    }

    /// Appends the canonical bytes to `out`.
    pub fn encode_into(&self, out: &mut impl Sink) {
        match self {
            Self::Array(items) => {
                head(out, |e| e.array(items.len() as u64).map(drop));
                for item in items {
                    item.encode_into(out);
                }
            }
            Self::Map(entries) => {
                head(out, |e| e.map(entries.len() as u64).map(drop));
                let mut pairs: Vec<(Vec<u8>, &Self)> = entries.iter().map(|(k, v)| (k.encode(), v)).collect();
                pairs.sort_by(|a, b| a.0.cmp(&b.0));
                for (key, value) in pairs {
                    out.put(&key);
                    value.encode_into(out);
                }
            }
            Self::Int(n) => head(out, |e| e.i64(*n).map(drop)),
            Self::Bytes(b) => head(out, |e| e.bytes(b).map(drop)),
            Self::Text(t) => head(out, |e| e.str(t).map(drop)),
            Self::Bool(b) => head(out, |e| e.bool(*b).map(drop)),
            Self::Null => head(out, |e| e.null().map(drop)),
        }
    }

    /// Reads exactly one item that fills `bytes`.
    ///
    /// # Errors
    /// Anything that is not the one canonical encoding of an item of the restricted kind.
    pub fn decode(bytes: &[u8]) -> Result<Self, CborError> {
        let (item, used) = Self::decode_first(bytes)?;
        if used == bytes.len() { Ok(item) } else { Err(CborError::Trailing) }
    }

    /// Reads the first item of `bytes` and tells how many bytes it took.
    pub fn decode_first(bytes: &[u8]) -> Result<(Self, usize), CborError> {
        let mut decoder = Decoder::new(bytes);
        let item = read(&mut decoder, 0)?;
        let used = decoder.position();
        // One comparison proves shortest lengths, sorted keys and everything else about the form at once.
        let mut compared = Comparison { left: &bytes[..used], same: true };
        item.encode_into(&mut compared);
        if compared.same && compared.left.is_empty() { Ok((item, used)) } else { Err(CborError::NotCanonical) }
    }

    pub fn as_int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }

    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(t) = self { Some(t) } else { None }
    }

    pub fn as_bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(b) = self { Some(b) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }

    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }
}

/// Takes encoded bytes.
pub trait Sink {
    fn put(&mut self, bytes: &[u8]);
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Compares what is encoded with bytes that are there already, without a copy of either.
#[derive(Debug)]
struct Comparison<'a> {
    left: &'a [u8],
    same: bool,
}

impl Sink for Comparison<'_> {
    fn put(&mut self, bytes: &[u8]) {
        match self.left.strip_prefix(bytes) {
            Some(left) => self.left = left,
            None => self.same = false,
        }
    }
}

/// Hands bytes of `minicbor` to a sink.
struct Pen<'a, S>(&'a mut S);

impl<S: Sink> minicbor::encode::Write for Pen<'_, S> {
    type Error = std::convert::Infallible;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.0.put(bytes);
        Ok(())
    }
}

fn head<S: Sink>(
    out: &mut S,
    write: impl FnOnce(&mut Encoder<Pen<'_, S>>) -> Result<(), minicbor::encode::Error<std::convert::Infallible>>,
) {
    // Writing to a sink cannot fail: its error type has no value.
    let _ = write(&mut Encoder::new(Pen(out)));
}

fn read(decoder: &mut Decoder<'_>, depth: usize) -> Result<Cbor, CborError> {
    let malformed = |_| CborError::Malformed;
    match decoder.datatype().map_err(malformed)? {
        Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 => {
            decoder.i64().map(Cbor::Int).map_err(|_| CborError::Unsupported)
        }
        Type::Bytes => decoder.bytes().map(|b| Cbor::Bytes(b.to_vec())).map_err(malformed),
        Type::String => {
            let text = decoder.str().map_err(malformed)?;
            if text.is_ascii() || is_nfc(text) { Ok(Cbor::Text(text.to_owned())) } else { Err(CborError::NotCanonical) }
        }
        Type::Bool => decoder.bool().map(Cbor::Bool).map_err(malformed),
        Type::Null => decoder.null().map(|()| Cbor::Null).map_err(malformed),
        Type::Array => {
            let count = decoder.array().map_err(malformed)?.ok_or(CborError::Unsupported)?;
            // A count is a claim: room is made for what changes have, and more only as items come.
            let mut items = Vec::with_capacity(count.min(MANY) as usize);
            for _ in 0..count {
                items.push(nested(decoder, depth)?);
            }
            Ok(Cbor::Array(items))
        }
        Type::Map => {
            let count = decoder.map().map_err(malformed)?.ok_or(CborError::Unsupported)?;
            let mut entries: Vec<(Cbor, Cbor)> = Vec::new();
            let mut last: Option<Vec<u8>> = None;
            for _ in 0..count {
                let key = nested(decoder, depth)?;
                let bytes = key.encode();
                if last.as_ref().is_some_and(|previous| *previous >= bytes) {
                    return Err(CborError::NotCanonical);
                }
                last = Some(bytes);
                entries.push((key, nested(decoder, depth)?));
            }
            Ok(Cbor::Map(entries))
        }
        _ => Err(CborError::Unsupported),
    }
}

fn nested(decoder: &mut Decoder<'_>, depth: usize) -> Result<Cbor, CborError> {
    if depth == DEEPEST { Err(CborError::TooDeep) } else { read(decoder, depth + 1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_item() -> impl Strategy<Value = Cbor> {
        let leaf = prop_oneof![
            any::<i64>().prop_map(Cbor::Int),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(Cbor::Bytes),
            ".{0,12}".prop_map(|t| Cbor::text(&t)),
            any::<bool>().prop_map(Cbor::Bool),
            Just(Cbor::Null),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| proptest::collection::vec(inner, 0..6).prop_map(Cbor::Array))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(item in any_item()) {
            prop_assert_eq!(Cbor::decode(&item.encode()).unwrap(), item);
        }

        #[test]
        fn a_form_next_to_the_canonical_one_is_refused_or_canonical_itself(
            item in any_item(), at in any::<proptest::sample::Index>(), byte in any::<u8>(), width in 0_usize..4
        ) {
            let bytes = item.encode();
            let at = at.index(bytes.len());
            // A head in more bytes than it needs, where one byte of a short head stood.
            let long = [&[bytes[at] & 0xe0 | (24 + width as u8)][..], &[0; 7][..(1 << width) - 1], &[bytes[at] & 0x1f]];
            for middle in [long.concat(), vec![byte], vec![], vec![bytes[at], byte]] {
                let other = [&bytes[..at], &middle, &bytes[at + 1..]].concat();
                if let Ok(item) = Cbor::decode(&other) {
                    prop_assert_eq!(item.encode(), other);
                }
            }
        }

        #[test]
        fn only_one_encoding_is_accepted(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(item) = Cbor::decode(&bytes) {
                prop_assert_eq!(item.encode(), bytes);
            }
        }
    }

    #[test]
    fn forms_outside_the_restricted_kind_are_refused() {
        for (bytes, why) in [
            (&[0x18, 0x01][..], "a number in more bytes than needed"),
            (&[0xf9, 0x3c, 0x00], "a float"),
            (&[0xc0, 0x60], "a tag"),
            (&[0x9f, 0xff], "an indefinite array"),
            (&[0x7f, 0xff], "an indefinite text"),
            (&[0xf7], "undefined"),
            (&[0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "a number beyond 63 bits"),
            (&[0x63, 0x65, 0xcc, 0x81], "a text that is not in normal form C"),
            (&[0xa2, 0x02, 0x00, 0x01, 0x00], "keys out of order"),
            (&[0xa2, 0x01, 0x00, 0x01, 0x00], "the same key twice"),
            (&[0x00, 0x00], "trailing bytes"),
            (&[0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], "an absurd count"),
            (&[], "nothing"),
        ] {
            assert!(Cbor::decode(bytes).is_err(), "{why} must be refused");
        }
        let deep = [vec![0x81; 40], vec![0x00]].concat();
        assert_eq!(Cbor::decode(&deep), Err(CborError::TooDeep));
    }
}
