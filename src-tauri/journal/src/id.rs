//! Names of surveys, devices, changes and operations.

use std::fmt;
use std::str::FromStr;

/// Says that a text is not the hexadecimal form of a name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a valid name of a survey, device, change or operation")]
pub struct IdError(String);

macro_rules! hex_name {
    ($(#[$doc:meta])* $name:ident, $bytes:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $bytes]);

        impl $name {
            /// Reads raw bytes of the right length.
            pub fn from_slice(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let mut bytes = [0; $bytes];
                // Only the lower-case form is a name, so that two texts never name one thing.
                if text.bytes().any(|b| b.is_ascii_uppercase()) || hex::decode_to_slice(text, &mut bytes).is_err() {
                    return Err(IdError(text.to_owned()));
                }
                Ok(Self(bytes))
            }
        }
    };
}

hex_name!(
    /// Holds a BLAKE3 hash.
    Hash,
    32
);
hex_name!(
    /// Names a survey: the UUID version 7 of its creation.
    SurveyId,
    16
);
hex_name!(
    /// Names a device: the first 16 bytes of the BLAKE3 hash of its public key.
    DeviceId,
    16
);

impl Hash {
    /// Hashes bytes with BLAKE3.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// Gives the first 16 bytes, the part of a dot that names the change.
    pub fn prefix(&self) -> [u8; 16] {
        let mut prefix = [0; 16];
        prefix.copy_from_slice(&self.0[..16]);
        prefix
    }
}

impl DeviceId {
    /// Names the device that holds this ed25519 public key.
    pub fn of_key(public_key: &[u8; 32]) -> Self {
        Self(Hash::of(public_key).prefix())
    }
}

/// Names one operation: the first 16 bytes of its change's hash, and its place in the change from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    pub change: [u8; 16],
    pub index: u32,
}

impl fmt::Display for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", hex::encode(self.change), self.index)
    }
}

impl FromStr for Dot {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError(text.to_owned());
        let (change, index) = text.split_once('.').ok_or_else(wrong)?;
        let DeviceId(change) = change.parse()?;
        Ok(Self { change, index: index.parse().map_err(|_| wrong())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_have_one_form() {
        let dot = Dot { change: [0xab; 16], index: 7 };
        assert_eq!(dot.to_string().parse::<Dot>().unwrap(), dot);
        let hash = Hash::of(b"x");
        assert_eq!(hash.to_string().parse::<Hash>().unwrap(), hash);
        assert!(hash.to_string().to_uppercase().parse::<Hash>().is_err(), "upper case is another text for one thing");
        assert!("ab".parse::<DeviceId>().is_err());
    }
}
