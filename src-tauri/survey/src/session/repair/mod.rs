//! Repairing a survey folder without losing anything: what follows from the journal is made anew, what nothing explains
//! is put aside.
//!
//! Every step is whole by itself and can be done again: the database is replaced in one transaction, files are moved by
//! renaming. Before the database is replaced, a copy of it as it was is put aside, with whatever could not be read.

use super::check::{by_name, prove, strays};
use super::seal::write_whole;
use super::{CheckReport, Edge, Fault, Home, Session, device};
use crate::photo;
use crate::store::{Blobs, Store, Thumbs, Unsaved};
use crate::text::Words;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use tanfang_journal::BlobRef;

/// Name of the folder for what nothing explains.
pub(super) const QUARANTINE: &str = "quarantine";
const LIST: &str = "list.txt";

/// Names one thing that a repair did.
#[derive(Clone, Debug)]
pub struct Mending {
    /// Names the sentence `repair-<code>`.
    pub code: &'static str,
    pub args: Vec<(&'static str, String)>,
}

/// Says what a repair did and how the survey is afterwards.
#[derive(Debug)]
pub struct Repair {
    pub done: Vec<Mending>,
    pub after: CheckReport,
    /// Where things were put aside.
    pub aside: Option<PathBuf>,
}

impl Session {
    /// Repairs a folder that may be too damaged to be opened. `words` are those of the list of what was put aside.
    ///
    /// # Errors
    /// `locked` where another program has the survey open; `disk-full`: what was done so far is done, the rest as before.
    pub fn repair(folder: &Path, home: &Home, edge: &mut dyn Edge, words: &Words) -> Result<Repair, Fault> {
        let mut store = Store::open(folder)?;
        if store.read_only() {
            return Err(crate::store::StoreError::ReadOnly(folder.to_owned()).into());
        }
        // Until the end nobody else writes: what arrives between reading and replacing would be lost.
        store.shut_others_out()?;
        let before = prove(&store)?;
        let stamp: String = edge.now().rfc3339().chars().take(19).filter(char::is_ascii_digit).collect();
        let mut aside = Aside { folder: free_name(&folder.join(QUARANTINE), &stamp), words, done: Vec::new() };
        if before.distrusts_database() {
            mend_database(&mut store, &mut aside)?;
        }
        sign_own(&mut store, home)?;
        mend_blobs(&store, &mut aside)?;
        for path in strays(&store) {
            aside.put(&path, "stray")?;
        }
        mend_thumbs(&store)?;
        let Aside { folder: place, done, .. } = aside;
        Ok(Repair { done, after: prove(&store)?, aside: place.exists().then_some(place) })
    }
}

fn free_name(place: &Path, stamp: &str) -> PathBuf {
    let names = std::iter::once(stamp.to_owned()).chain((2..).map(|n| format!("{stamp}-{n}")));
    names.map(|name| place.join(name)).find(|path| !path.exists()).unwrap_or_else(|| place.join(stamp))
}

/// Is where things are put aside, and the list of what was done.
struct Aside<'a> {
    folder: PathBuf,
    words: &'a Words,
    done: Vec<Mending>,
}

impl Aside<'_> {
    fn note(&mut self, code: &'static str, args: Vec<(&'static str, String)>) {
        self.done.push(Mending { code, args });
    }

    /// Writes one line of the list before the thing itself is moved: a kill leaves a line too many, never one too few.
    fn list(&mut self, code: &'static str, args: Vec<(&'static str, String)>) -> Result<(), Fault> {
        let io = |e| Fault::io(&self.folder, e);
        fs::create_dir_all(&self.folder).map_err(io)?;
        let texts: Vec<(&str, &str)> = args.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let line = self.words.format(&format!("repair-{code}"), &texts);
        let mut file = OpenOptions::new().create(true).append(true).open(self.folder.join(LIST)).map_err(io)?;
        writeln!(file, "{line}").and_then(|()| file.sync_all()).map_err(io)?;
        self.note(code, args);
        Ok(())
    }

    /// Moves a file.
    fn put(&mut self, path: &Path, code: &'static str) -> Result<(), Fault> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.list(code, vec![("file", name.clone())])?;
        fs::rename(path, free_name(&self.folder, &name)).map_err(|e| Fault::io(path, e))
    }

    /// Writes bytes that were found in the database.
    fn keep(&mut self, name: &str, bytes: &[u8], code: &'static str) -> Result<(), Fault> {
        self.list(code, vec![("file", name.to_owned())])?;
        write_whole(&self.folder.join(name), |file| file.write_all(bytes))
    }
}

fn mend_database(store: &mut Store, aside: &mut Aside<'_>) -> Result<(), Fault> {
    let (fresh, unsaved) = store.salvage()?;
    let Unsaved { changes, rows } = unsaved;
    for name in ["survey.db", "survey.db-wal"] {
        let path = store.folder().join(name);
        let full = fs::metadata(&path).is_ok_and(|about| about.len() > 0);
        if full {
            aside.list("database", vec![("file", name.to_owned())])?;
            let mut file = File::open(&path).map_err(|e| Fault::io(&path, e))?;
            write_whole(&aside.folder.join(name), |out| std::io::copy(&mut file, out).map(drop))?;
        }
    }
    for (id, hash, bytes) in changes {
        let name = hash.map_or_else(|| format!("change-{id}.cbor"), |hash| format!("change-{id}-{hash}.cbor"));
        aside.keep(&name, &bytes, "change")?;
    }
    for (table, count) in rows {
        aside.list("rows", vec![("table", table), ("count", count.to_string())])?;
    }
    store.replace_with(&fresh)?;
    aside.note("rebuilt", vec![("changes", store.change_count()?.to_string())]);
    Ok(())
}

/// Signs own branches that lost their signature: without one nothing could be handed on.
fn sign_own(store: &mut Store, home: &Home) -> Result<(), Fault> {
    if store.seal()?.is_some() {
        return Ok(());
    }
    let survey = store.survey();
    let signed: Vec<_> = store.checkpoints()?.iter().map(|c| (c.device(), c.seq, c.hash)).collect();
    let keys = device::own_keys(store, home);
    for (branch, _) in tanfang_journal::file::lay(store.links()?) {
        let known = signed.contains(&(branch.device, branch.to, branch.head));
        if let Some(key) = keys.iter().find(|key| !known && key.device() == branch.device) {
            store.keep_checkpoint(&key.checkpoint(survey, branch.to, branch.head))?;
        }
    }
    Ok(())
}

fn mend_blobs(store: &Store, aside: &mut Aside<'_>) -> Result<(), Fault> {
    let blobs = store.blobs();
    // Erased is erased: such a file is not put aside, it goes.
    for blob in store.erased_blobs()? {
        blobs.discard(&blob);
    }
    let refs = store.blob_refs()?;
    let put_aside = put_aside_before(store);
    for blob in &refs {
        let path = blobs.path(blob);
        if path.is_file() && !(blobs.has(blob) && blobs.verify(blob).unwrap_or(false)) {
            aside.put(&path, "blob-damaged")?;
        }
        // A photo may have been put aside before the change that names it was written.
        if let Some(old) = put_aside.get(&blob.file_name()).filter(|_| !path.exists())
            && is_whole(old, blob)
        {
            bring_back(&blobs, blob, old)?;
            aside.note("blob-back", vec![("file", blob.file_name())]);
        }
    }
    let named: std::collections::BTreeSet<PathBuf> = refs.iter().map(|blob| blobs.path(blob)).collect();
    for path in blobs.files().into_iter().filter(|path| !named.contains(path)) {
        aside.put(&path, "blob-orphan")?;
    }
    Ok(())
}

fn put_aside_before(store: &Store) -> std::collections::HashMap<String, PathBuf> {
    let folders = fs::read_dir(store.folder().join(QUARANTINE)).into_iter().flatten().flatten();
    let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten().flatten());
    by_name(files.map(|file| file.path()).collect())
}

fn is_whole(path: &Path, blob: &BlobRef) -> bool {
    super::lock::hash_of(path).is_ok_and(|hash| hash == blob.hash.to_string())
}

fn bring_back(blobs: &Blobs, blob: &BlobRef, old: &Path) -> Result<(), Fault> {
    let mut file = File::open(old).map_err(|e| Fault::io(old, e))?;
    blobs.put_with(blob, |out| std::io::copy(&mut file, out).map(drop))?;
    Ok(())
}

/// Makes all small pictures anew.
fn mend_thumbs(store: &Store) -> Result<(), Fault> {
    let blobs = store.blobs();
    let thumbs = Thumbs::open(store.folder())?;
    thumbs.clear()?;
    for row in store.rows_of_field("photo", "derivative")? {
        let Some(blob) = BlobRef::from_cbor(&row.value) else { continue };
        // A picture that is missing or bad was told about above.
        if let Some(jpeg) = blobs.read(&blob).ok().and_then(|jpeg| photo::thumbnail(&jpeg, photo::THUMBNAIL_EDGE).ok())
        {
            thumbs.put(&blob.hash, &jpeg)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
