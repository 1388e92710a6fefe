//! The shared place: where laptops put what the journal wrote, and find what others put.
//!
//! A place holds write-once objects under keys. There are no locks, no pointer and no leader: whoever puts a key first
//! has put it, an equal object under the same key counts as put, and nothing is ever replaced or removed. Everything
//! that moves is sealed before it comes here; a place knows keys and bytes only.

#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod folder;
mod key;

pub use folder::Folder;
pub use key::Key;

use std::io::Read;
use std::path::PathBuf;

/// Says what became of an object that was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It lies there now, whole and durable.
    New,
    /// The same bytes lay there already: a repeated step, and a success.
    Same,
    /// Other bytes lie under this key; they were left as they are.
    Different,
}

/// Holds what is known of an object without its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub size: u64,
}

/// Says why a place could not be used. An object that is not there is no error.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// The key is longer than a place takes, or has a character that some file system or server refuses.
    #[error("{0:?} is no key of the shared place")]
    Key(String),
    /// The folder of the place is not there (a stick was pulled, a network drive is not connected).
    #[error("the shared place {path:?} is not there")]
    Missing { path: PathBuf },
    #[error("no permission for the shared place")]
    Forbidden(#[source] std::io::Error),
    #[error("the shared place is full")]
    Full(#[source] std::io::Error),
    /// What was to be put could not be read to its end; nothing was put.
    #[error("the object could not be read")]
    Source(#[source] std::io::Error),
    #[error("the shared place could not be read or written")]
    Io(#[source] std::io::Error),
}

impl PlaceError {
    fn from_io(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::Forbidden(error),
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(error),
            _ => Self::Io(error),
        }
    }
}

/// Keeps write-once objects that several laptops share.
pub trait Place {
    /// Puts an object where none is. Of several writers at once exactly one gets [`Put::New`]; a writer that dies leaves
    /// no object, never half of one.
    fn put_new(&self, key: &Key, bytes: &mut dyn Read) -> Result<Put, PlaceError>;

    /// Opens an object; `None` where there is none.
    fn get(&self, key: &Key) -> Result<Option<Box<dyn Read>>, PlaceError>;

    /// Lists at most `limit` keys that begin with `prefix` and come after `after`, in ascending order of their bytes.
    ///
    /// `prefix` is whole parts of a key (`v1/dev/`), or empty for every key.
    fn list_after(&self, prefix: &str, after: Option<&Key>, limit: usize) -> Result<Vec<Key>, PlaceError>;

    /// Tells whether an object is there, and its size.
    fn head(&self, key: &Key) -> Result<Option<Head>, PlaceError>;
}
