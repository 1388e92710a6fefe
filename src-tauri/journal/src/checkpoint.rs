//! A checkpoint: a device vouches with its key for a change and, through the chain, for all before it.

use crate::cbor::Cbor;
use crate::id::{DeviceId, Hash, SurveyId};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

/// Holds a device's signature over one of its changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The ed25519 public key; its hash names the device.
    pub key: [u8; 32],
    pub seq: i64,
    pub hash: Hash,
    pub signature: [u8; 64],
}

/// Signs what a device hands out. Holds the private key, so it has no printable content.
pub struct DeviceKey(SigningKey);

impl std::fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DeviceKey({})", self.device())
    }
}

impl DeviceKey {
    /// Makes the key from 32 secret random bytes.
    pub fn from_secret(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    /// Gives the 32 secret bytes, for the key file alone.
    pub fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    pub fn device(&self) -> DeviceId {
        DeviceId::of_key(&self.public())
    }

    /// Signs the bytes; the caller puts its own domain in front of them.
    pub fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }

    /// Vouches for the change `hash` with number `seq` and for its whole chain.
    pub fn checkpoint(&self, survey: SurveyId, seq: i64, hash: Hash) -> Checkpoint {
        let signature = self.sign(&signed_bytes(survey, self.device(), seq, hash));
        Checkpoint { key: self.public(), seq, hash, signature }
    }
}

/// Verifies an ed25519 signature strictly: no weak keys, no second form of the same signature.
pub fn verify(key: &[u8; 32], bytes: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(key).is_ok_and(|key| key.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok())
}

fn signed_bytes(survey: SurveyId, device: DeviceId, seq: i64, hash: Hash) -> Vec<u8> {
    Cbor::Array(vec![
        Cbor::text("tanfang checkpoint 1"),
        Cbor::bytes(&survey.0),
        Cbor::bytes(&device.0),
        Cbor::Int(seq),
        Cbor::bytes(&hash.0),
    ])
    .encode()
}

impl Checkpoint {
    pub fn device(&self) -> DeviceId {
        DeviceId::of_key(&self.key)
    }

    /// Tells whether the device that holds the key really signed this change of this survey.
    pub fn is_genuine(&self, survey: SurveyId) -> bool {
        verify(&self.key, &signed_bytes(survey, self.device(), self.seq, self.hash), &self.signature)
    }

    /// Gives the form kept in a survey file: `[key, seq, hash, signature]`.
    pub fn to_cbor(&self) -> Cbor {
        Cbor::Array(vec![
            Cbor::bytes(&self.key),
            Cbor::Int(self.seq),
            Cbor::bytes(&self.hash.0),
            Cbor::bytes(&self.signature),
        ])
    }

    /// Reads the form kept in a survey file; the signature is not verified here.
    pub fn from_cbor(item: &Cbor) -> Option<Self> {
        let [Cbor::Bytes(key), Cbor::Int(seq), Cbor::Bytes(hash), Cbor::Bytes(signature)] = item.as_array()? else {
            return None;
        };
        Some(Self {
            key: key.as_slice().try_into().ok()?,
            seq: *seq,
            hash: Hash::from_slice(hash)?,
            signature: signature.as_slice().try_into().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_holder_of_the_key_can_vouch() {
        let survey = SurveyId([1; 16]);
        let key = DeviceKey::from_secret([7; 32]);
        let good = key.checkpoint(survey, 3, Hash::of(b"change"));
        assert!(good.is_genuine(survey));
        assert_eq!(good.device(), key.device());
        assert_eq!(Checkpoint::from_cbor(&good.to_cbor()), Some(good));
        assert!(!good.is_genuine(SurveyId([2; 16])), "a signature of one survey must not count in another");
        assert!(!Checkpoint { seq: 4, ..good }.is_genuine(survey));
        assert!(!Checkpoint { hash: Hash::of(b"other"), ..good }.is_genuine(survey));
        let other = DeviceKey::from_secret([8; 32]);
        assert!(!Checkpoint { key: other.public(), ..good }.is_genuine(survey), "nobody signs in another's name");
    }
}
