//! The logo on the covers of reports: a picture among the survey's files, so that every laptop prints the same.

use super::{Fault, SURVEY, Session, Touched, op};
use crate::photo;
use crate::store::StoreError;
use std::fs::File;
use std::path::Path;
use tanfang_journal::{BlobRef, Hash};

impl Session {
    /// Keeps a picture for covers; gives the hash by which an edition names it. One that is known already writes nothing.
    pub fn keep_logo(&mut self, path: &Path) -> Result<(Hash, Touched), Fault> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let mut file = File::open(path).map_err(|error| Fault::io(path, error))?;
        let import = photo::import(&name, &mut file)?;
        let Some(picture) = import.photo else { return Err(Fault::new("logo-no-picture").with("name", name)) };
        let jpeg = picture.derivative.jpeg;
        let blob = BlobRef { hash: Hash::of(&jpeg), ext: "jpg".to_owned(), size: jpeg.len() as u64 };
        if self.store.has_blob_ref(&blob)? && self.store.blobs().has(&blob) {
            return Ok((blob.hash, Touched::default()));
        }
        if self.read_only() {
            return Err(StoreError::ReadOnly(self.folder().to_owned()).into());
        }
        let blob = self.store.blobs().put(&jpeg, "jpg")?;
        let touched = self.commit(vec![op("survey", SURVEY, "logo", blob.to_cbor())])?;
        Ok((blob.hash, touched))
    }
}
