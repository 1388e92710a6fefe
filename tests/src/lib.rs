//! What the tests through the real programs share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

pub mod disk;
pub mod measure;
pub mod picture;
pub mod program;
pub mod score;
