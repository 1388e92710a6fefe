//! What is known of a file that was written.

use crate::ReportError;
use std::fs::File;
use std::io;
use std::path::Path;

/// Says what was written: the BLAKE3 hash of its bytes in hexadecimal, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub hash: String,
    pub bytes: u64,
}

impl Stored {
    /// Reads a file anew.
    pub(crate) fn of(path: &Path) -> Result<Self, ReportError> {
        let read = || -> io::Result<Self> {
            let mut hasher = blake3::Hasher::new();
            let bytes = io::copy(&mut File::open(path)?, &mut hasher)?;
            Ok(Self { hash: hasher.finalize().to_hex().to_string(), bytes })
        };
        read().map_err(|source| ReportError::Output { path: path.to_owned(), source })
    }
}
