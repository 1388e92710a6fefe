//! The room `framework`.
