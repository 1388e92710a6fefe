//! The survey file, `.tanfang`: what one laptop hands to another. The format is published in `docs/survey-file.md`.
//!
//! [`write`] makes one from what a [`Source`] gives; [`FileReader::open`] proves one whole before it gives anything out.

mod branch;
mod fault;
mod limit;
mod manifest;
mod name;
mod read;
mod rows;
mod volume;
mod write;
mod zip;

#[cfg(test)]
mod tests;

pub use branch::{Branch, ChainLink, lay};
pub use fault::{FileError, LimitKind, Part, SourceError, WriteError};
pub use limit::MOST_ITEMS;
pub use manifest::{Counts, FORMAT, FileRecord, Manifest};
pub use name::{EntryName, Ext, NameError};
pub use read::{Changes, FileReader};
pub use volume::{Oversize, deal};
pub use write::{Contents, Packed, Progress, Source, write};
