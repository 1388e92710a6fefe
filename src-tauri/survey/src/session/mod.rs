//! An open survey and its verbs, a file a noun: what the window and the command line call.

mod adopt;
mod as_of;
mod assessment;
mod backup;
mod blind;
mod card;
mod check;
mod community;
mod comparison;
mod conflict;
pub mod demo;
mod device;
mod edge;
mod entity;
mod exchange;
mod fault;
pub mod figures;
mod history;
mod hours;
mod intake;
mod issue;
mod late;
mod layout;
mod lock;
mod logo;
mod member;
mod not_applicable;
mod outcome;
mod outline;
mod photo;
mod questionnaire;
mod reading;
mod recorded;
mod relocate;
mod remaining;
mod repair;
mod request;
mod results;
mod review;
mod sample;
mod score;
mod seal;
mod sides;
mod since;
mod spreadsheet;
mod suggest;
mod thing;
mod tiles;
mod undo;
mod unit;
pub mod view;
mod visit;
mod weighting;
mod write;

#[cfg(test)]
mod tests;

pub use adopt::Adopted;
pub use as_of::{Basis, Tip};
pub use assessment::{CellKey, Evidence, Filter};
pub use backup::{Backup, Restored};
pub use blind::Blind;
pub use card::{Card, CardEnd, CardReceipt, files_below};
pub use check::{CheckReport, Finding};
pub use community::{Community, Round, RoundState};
pub use comparison::{Cause, Comparison, Deed, Differing, DifferingThing, Hand, Measure, Reworded, Stand, Turn};
pub use conflict::{BOTH, Conflict, ConflictHead, ConflictKind, Fork, ForkCause};
pub use device::Home;
pub use edge::{Edge, SeededEdge, Stamp, SystemEdge};
pub use entity::{Entity, Entry, Held};
pub use exchange::{
    Beyond, BranchPlan, ExportChoice, ExportReceipt, FileSummary, Late, MergeChoice, MergePlan, MergeReceipt,
    MergeStatus, Photos, Progress, Seal, Unseal, Volume, fingerprint, is_recipient, volume_bytes,
};
pub use fault::Fault;
pub use history::{ChangeEntry, HistoryEntry, Step};
pub use intake::{Intake, IntakeRow, RowFate, intake_fields};
pub use issue::{Clearance, Covered, Issued, IssuedFile, NewIssue, Unsettled};
pub use layout::Layout;
pub use lock::LockReceipt;
pub use member::{Administrators, Member, Role};
pub use outcome::Outcome;
pub use outline::ReadOutline;
pub use photo::{Added, MediaRow, NewPhoto, People, Pictures, TakenFrom};
pub use questionnaire::{Difference, Form, FormFigures, REFUSED, Standing};
pub use reading::{DrawnCell, SecondReading, USUAL_SHARE};
pub use recorded::{AssessmentRow, ObservationRow};
pub use relocate::{Destination, Moved, What};
pub use remaining::{Lack, Missing};
pub use repair::{Mending, Repair};
pub use request::{LetterFigures, Proposal};
pub use results::{Addressing, Advised, Place, Results, ResultsOf};
pub use review::{Review, ReviewState};
pub use sample::{Draw, FrameUnit, frame_of};
pub use since::Since;
pub use spreadsheet::Spreadsheet;
pub use suggest::Suggestion;
pub use thing::{Sames, Thing};
pub use tiles::Tiles;
pub use undo::Undone;
pub use unit::{Unit, UnitState};
pub use weighting::{LEAST_COVERAGE, Sibling, Siblings, WeightGroup, Weighting};
pub use write::{Seen, Touched};

/// What the programs meet of the journal: the value of any field, its name among all changes, a kept file.
pub use tanfang_journal::{BlobRef, Cbor, DeviceId, Dot, Void};

use crate::framework::{Bilingual, Framework, FrameworkFiles};
pub use crate::store::MergeRow;
use crate::store::{NewOp, Preds, Store};
use blind::Sight;
use device::Device;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use tanfang_journal::{Hash, SurveyId};

/// The key of the one entity of the noun `survey`.
const SURVEY: &str = "survey";
/// Version of the program, written into every change.
pub const APP: &str = env!("CARGO_PKG_VERSION");

/// Describes a survey that is to be made.
#[derive(Clone, Debug)]
pub struct NewSurvey {
    pub name: String,
    pub organisation: String,
    /// Name of the person who works on this laptop.
    pub author: String,
    /// Language of the survey's own texts: `zh` or `en`.
    pub language: String,
    /// Marks it for ever as a demonstration.
    pub demo: bool,
}

/// Says what a survey is and who works on it here.
#[derive(Clone, Debug)]
pub struct Overview {
    pub survey: SurveyId,
    pub name: String,
    pub organisation: String,
    pub language: String,
    pub demo: bool,
    /// Key of the person who works on this laptop.
    pub person: String,
    pub author: String,
    /// The device this laptop last wrote as; none before its first change.
    pub device: Option<DeviceId>,
    pub read_only: bool,
}

/// Holds an open survey.
pub struct Session {
    store: Store,
    framework: Arc<Framework>,
    home: Home,
    edge: Box<dyn Edge>,
    device: Option<Device>,
    visit: Option<String>,
    /// Why this laptop goes on recording for closed rounds.
    late_reason: Option<String>,
    sight: Sight,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("store", &self.store).finish_non_exhaustive()
    }
}

impl Session {
    /// Makes a new survey in a new or empty folder. Its framework is kept in it and travels with it.
    pub fn create(
        folder: &Path,
        new: &NewSurvey,
        files: &FrameworkFiles,
        home: Home,
        mut edge: Box<dyn Edge>,
    ) -> Result<Self, Fault> {
        let framework = Framework::parse(files)?;
        let name = write::text_of("name", &new.name)?;
        write::text_of("author", &new.author)?;
        write::bounded("name", &new.organisation)?;
        let survey = SurveyId(*edge.new_key().as_bytes());
        let fresh = !folder.exists();
        let store = Store::create(folder, survey)?;
        let made = Self::fill(store, new, &name, files, Arc::new(framework), home, edge);
        if made.is_err() {
            discard(folder, fresh);
        }
        made
    }

    fn fill(
        mut store: Store,
        new: &NewSurvey,
        name: &str,
        files: &FrameworkFiles,
        framework: Arc<Framework>,
        home: Home,
        mut edge: Box<dyn Edge>,
    ) -> Result<Self, Fault> {
        let blob = store.blobs().put(&files.to_blob(), "cbor")?;
        store.set_local("person", &edge.new_key().to_string())?;
        store.set_local("author", new.author.trim())?;
        let mut session = Self::over(store, framework, home, edge);
        let mut ops = vec![
            op("survey", SURVEY, "name", Cbor::text(name)),
            op("survey", SURVEY, "organisation", Cbor::text(new.organisation.trim())),
            op("survey", SURVEY, "language", Cbor::text(if new.language == "en" { "en" } else { "zh" })),
            op("survey", SURVEY, "framework", blob.to_cbor()),
        ];
        if new.demo {
            ops.push(op("survey", SURVEY, "demo", Cbor::Bool(true)));
        }
        ops.extend(community::seed(&session.framework));
        session.commit(ops)?;
        if let Some(root) = session.store.origin()? {
            session.store.set_root(root)?;
        }
        Ok(session)
    }

    /// Opens a survey folder; on a read-only medium for reading alone.
    pub fn open(folder: &Path, home: Home, edge: Box<dyn Edge>) -> Result<Self, Fault> {
        Self::with_store(Store::open(folder)?, home, edge)
    }

    /// Opens a survey folder for reading alone, as a second window does.
    pub fn open_read_only(folder: &Path, home: Home, edge: Box<dyn Edge>) -> Result<Self, Fault> {
        Self::with_store(Store::open_read_only(folder)?, home, edge)
    }

    /// Begins over an open store, before anything is recorded.
    fn over(store: Store, framework: Arc<Framework>, home: Home, edge: Box<dyn Edge>) -> Self {
        Self { store, framework, home, edge, device: None, visit: None, late_reason: None, sight: Sight::default() }
    }

    fn with_store(store: Store, home: Home, edge: Box<dyn Edge>) -> Result<Self, Fault> {
        let framework = Arc::new(read_framework(&store)?);
        let mut session = Self::over(store, framework, home, edge);
        session.remember_visit()?;
        if !session.read_only() && session.store.seal()?.is_some_and(|seal| !seal.finished) {
            // The survey is locked already; what is left to wipe is tried again each time.
            let _ = session.finish_lock();
        }
        if !session.read_only() {
            let _ = session.store.scrub_erased();
        }
        Ok(session)
    }

    /// Names the survey that a folder holds, as [`FileSummary::survey`] names that of a file.
    pub fn survey_in(folder: &Path) -> Result<String, Fault> {
        Ok(hex::encode(Store::open_read_only(folder)?.survey().0))
    }

    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    pub fn read_only(&self) -> bool {
        self.store.read_only()
    }

    pub fn framework(&self) -> Arc<Framework> {
        Arc::clone(&self.framework)
    }

    /// Gives the digest: equal exactly where two laptops hold the same changes.
    pub fn digest(&self) -> Result<Hash, Fault> {
        Ok(self.store.digest()?)
    }

    /// Counts what others wrote to this folder while it was open here; only a difference says something.
    pub fn written_by_others(&self) -> Result<i64, Fault> {
        Ok(self.store.data_version()?)
    }

    /// Says what this survey is and who works on it here.
    pub fn overview(&self) -> Result<Overview, Fault> {
        let mut texts = HashMap::new();
        // Once marked, for ever marked: whatever anybody writes later.
        let demo = self.store.history("survey", SURVEY, "demo")?.iter().any(|head| head.value == Cbor::Bool(true));
        for row in self.store.rows_under("survey", SURVEY)?.into_iter().filter(|row| row.name.key == SURVEY) {
            if let Cbor::Text(text) = row.value {
                texts.insert(row.name.field, text);
            }
        }
        let mut text = |field: &str| texts.remove(field).unwrap_or_default();
        Ok(Overview {
            survey: self.store.survey(),
            name: text("name"),
            organisation: text("organisation"),
            language: text("language"),
            demo,
            person: self.store.local("person")?.unwrap_or_default(),
            author: self.store.local("author")?.unwrap_or_default(),
            device: self.store.local("device")?.and_then(|name| name.parse().ok()),
            read_only: self.read_only(),
        })
    }

    /// Gives the names of all people by key.
    pub fn people(&self) -> Result<HashMap<String, String>, Fault> {
        let rows = self.store.rows_of_field("person", "name")?;
        let names: HashMap<String, String> =
            rows.into_iter().filter_map(|row| Some((row.name.key, row.value.as_text()?.to_owned()))).collect();
        let sames = self.same_as("person")?;
        if sames.is_empty() {
            return Ok(names);
        }
        let name = |key: &String| names.get(sames.resolve(key)).or_else(|| names.get(key)).cloned();
        Ok(names.keys().filter_map(|key| Some((key.clone(), name(key)?))).collect())
    }

    /// Gives where a blob lies, for reading.
    pub fn blob_path(&self, blob: &BlobRef) -> std::path::PathBuf {
        self.store.blobs().path(blob)
    }
}

/// Takes away what an unsuccessful start left in a folder that held nothing before.
fn discard(folder: &Path, fresh: bool) {
    for name in ["survey.db", "survey.db-wal", "survey.db-shm", "thumbs.db", "thumbs.db-wal", "thumbs.db-shm"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    let _ = std::fs::remove_dir_all(folder.join("blobs"));
    if fresh {
        let _ = std::fs::remove_dir(folder);
    }
}

/// Reads the framework that counts: the latest one that is here and sound. One bad change must not close a survey.
fn read_framework(store: &Store) -> Result<Framework, Fault> {
    let history = store.history("survey", SURVEY, "framework")?;
    let found = history.iter().rev().find_map(|head| framework_in(store, &BlobRef::from_cbor(&head.value)?));
    found.ok_or_else(|| Fault::new("damaged-survey").with("detail", "framework"))
}

fn framework_in(store: &Store, blob: &BlobRef) -> Option<Framework> {
    /// A framework has a few hundred kilobytes.
    const LARGEST: u64 = 40 << 20;
    if blob.size > LARGEST {
        return None;
    }
    let bytes = store.blobs().read(blob).ok().filter(|bytes| Hash::of(bytes) == blob.hash)?;
    Framework::parse(&FrameworkFiles::from_blob(&bytes).ok()?).ok()
}

/// Asks for a value in a register that nobody has written yet.
fn op(noun: &str, key: &str, field: &str, value: Cbor) -> NewOp {
    NewOp {
        noun: noun.to_owned(),
        key: key.to_owned(),
        field: field.to_owned(),
        value,
        preds: Preds::All,
        reason: None,
    }
}

/// Gives the stored form of a text in two languages: `[zh, en]`.
fn bilingual(text: &Bilingual) -> Cbor {
    Cbor::Array(vec![Cbor::text(&text.zh), Cbor::text(&text.en)])
}

fn from_bilingual(item: &Cbor) -> Option<Bilingual> {
    let [Cbor::Text(zh), Cbor::Text(en)] = item.as_array()? else { return None };
    Some(Bilingual { zh: zh.clone(), en: en.clone() })
}
