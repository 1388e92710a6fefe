//! The room `session`.

pub mod view;
