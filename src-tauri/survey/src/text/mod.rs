//! Every word a user reads, for the window, the reports and the command line alike.
//!
//! The sentences lie in `assets/text/{zh-CN,en}/*.ftl` (Fluent), one file per surface, the same ids in both languages;
//! they are part of the program. Nothing here reads the environment: the locale is passed in.

mod catalogue;
mod form;
mod lang;
mod words;

#[cfg(test)]
mod parity;

pub use catalogue::{SURFACES, Surface};
pub use form::{FORM_LANGUAGES, FormWords};
pub use lang::Lang;
pub use words::Words;
