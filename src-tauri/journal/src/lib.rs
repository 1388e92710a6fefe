//! The journal of a survey: changes, registers, checkpoints, the survey file and the plan of a merge.
//!
//! Pure: no SQL, no images, no clock and no randomness are taken here; all of them are passed in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod blob;
mod cbor;
mod change;
mod checkpoint;
pub mod file;
mod id;
mod register;
mod trust;

pub use blob::{BlobRef, Detached, is_extension};
pub use cbor::{Cbor, CborError, nfc};
pub use change::{Change, ChangeError, LAMPORT_LIMIT, LONGEST_CHANGE, Op, Sealed, dot_cbor, dot_from_cbor};
pub use checkpoint::{Checkpoint, DeviceKey, verify};
pub use id::{DeviceId, Dot, Hash, IdError, SurveyId};
pub use register::{Link, Rank, Sum, Verdict, Void, digest, judge, register_term};
pub use trust::{Claim, Rules, Stated};
