//! Everything that is true about a survey without a window or a network.
//!
//! Rooms, each depending only on those below it:
//! `session` → `store`, `score`, `photo` → `framework` → `model` → the `journal` crate; `text` holds the words for every surface.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod framework;
pub mod model;
pub mod photo;
pub mod score;
pub mod session;
pub mod store;
pub mod text;

pub use session::demo;
