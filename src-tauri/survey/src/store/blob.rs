//! Blobs: files named by their content, written completely before the change that names them.

use super::StoreError;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use tanfang_journal::{BlobRef, Hash};

/// Keeps the files of a survey folder under `blobs/<hh>/<blake3>.<ext>`.
#[derive(Clone, Debug)]
pub struct Blobs(PathBuf);

/// How much is read at a time.
const CHUNK: usize = 1 << 16;

impl Blobs {
    /// Finds the blobs of a survey folder.
    pub fn new(folder: &Path) -> Self {
        Self(folder.join("blobs"))
    }

    pub fn path(&self, blob: &BlobRef) -> PathBuf {
        let name = blob.file_name();
        self.0.join(&name[..2]).join(name)
    }

    /// Tells whether the file is there with the right size; its content is verified by `verify`.
    pub fn has(&self, blob: &BlobRef) -> bool {
        fs::metadata(self.path(blob)).is_ok_and(|m| m.is_file() && m.len() == blob.size)
    }

    pub fn open(&self, blob: &BlobRef) -> Result<File, StoreError> {
        let path = self.path(blob);
        File::open(&path).map_err(|e| StoreError::io(&path, e))
    }

    pub fn read(&self, blob: &BlobRef) -> Result<Vec<u8>, StoreError> {
        let path = self.path(blob);
        fs::read(&path).map_err(|e| StoreError::io(&path, e))
    }

    /// Keeps bytes as a blob and tells where it lies. A whole file that is there already is left alone.
    pub fn put(&self, bytes: &[u8], ext: &str) -> Result<BlobRef, StoreError> {
        let blob = BlobRef { hash: Hash::of(bytes), ext: ext.to_owned(), size: bytes.len() as u64 };
        self.put_with(&blob, |file| file.write_all(bytes))?;
        Ok(blob)
    }

    /// Keeps the blob that `write` produces; gives false where it was there already.
    ///
    /// Temp, fsync, rename: a reader never sees half a file under a blob's name.
    pub fn put_with(
        &self,
        blob: &BlobRef,
        write: impl FnOnce(&mut File) -> std::io::Result<()>,
    ) -> Result<bool, StoreError> {
        // A file that went bad on the disk is written again, now that its content is at hand.
        if self.has(blob) && self.verify(blob).unwrap_or(false) {
            return Ok(false);
        }
        let path = self.path(blob);
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder).map_err(|e| StoreError::io(folder, e))?;
        let temporary = folder.join(format!(".{}.{}.part", &blob.file_name()[..16], std::process::id()));
        let written = File::create(&temporary).and_then(|mut file| {
            write(&mut file)?;
            file.sync_all()
        });
        if let Err(error) = written.and_then(|()| fs::rename(&temporary, &path)) {
            let _ = fs::remove_file(&temporary);
            return Err(StoreError::io(&path, error));
        }
        Ok(true)
    }

    /// Takes a file away that no committed change names.
    pub fn discard(&self, blob: &BlobRef) {
        let _ = fs::remove_file(self.path(blob));
    }

    /// Reads the whole file and tells whether its content is what its name says.
    pub fn verify(&self, blob: &BlobRef) -> Result<bool, StoreError> {
        let path = self.path(blob);
        let mut file = File::open(&path).map_err(|e| StoreError::io(&path, e))?;
        let mut hasher = blake3::Hasher::new();
        let mut buffer = vec![0; CHUNK];
        loop {
            let count = file.read(&mut buffer).map_err(|e| StoreError::io(&path, e))?;
            if count == 0 {
                return Ok(*hasher.finalize().as_bytes() == blob.hash.0);
            }
            hasher.update(&buffer[..count]);
        }
    }

    /// Lists all files with the paths at which they lie, for finding those that nothing names.
    pub fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten().map(|entry| entry.path()) {
            if entry.is_dir() {
                files.extend(fs::read_dir(&entry).into_iter().flatten().flatten().map(|file| file.path()));
            } else {
                files.push(entry);
            }
        }
        files.sort();
        files
    }
}
