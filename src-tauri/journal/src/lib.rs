//! The journal of a survey: changes, registers, checkpoints, the survey file and the plan of a merge.
//!
//! Pure: no SQL, no images, no clock and no randomness are taken here; all of them are passed in.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod cbor;

pub use cbor::{Cbor, CborError};
