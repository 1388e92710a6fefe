//! All reports of a round at once, into one folder: several written side by side, an index to begin with, and a list of
//! their hashes.

use crate::beside::Beside;
use crate::edition::{Edition, Kind, Languages};
use crate::flow::{Cell, Column, Row, Table};
use crate::plain::{Part, Plain, write_plain};
use crate::text::Align;
use crate::writer::date;
use crate::{Format, ReportError, Stored, write};
use serde::Serialize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use tanfang_survey::session::figures::Figures;
use tanfang_survey::session::view::{file_name, size_text};
use tanfang_survey::session::{APP, Fault};
use tanfang_survey::text::{Lang, Words};

/// The list of files with their hashes.
pub const MANIFEST: &str = "manifest.json";

/// Is one report of a batch: its file and what it is made of.
#[derive(Clone, Debug)]
pub struct Planned {
    pub name: String,
    pub title: String,
    pub edition: Edition,
}

/// Says which reports a batch has.
#[derive(Clone, Debug)]
pub struct BatchOf<'a> {
    /// What all of them share; kind, scenario and languages are set for each.
    pub shared: &'a Edition,
    pub format: Format,
    /// A file each.
    pub languages: &'a [Languages],
    /// With a report of each community, besides those of the scenarios and the overview.
    pub each_community: bool,
    /// How many are written side by side.
    pub threads: usize,
}

/// Says what of a batch was written.
#[derive(Clone, Debug)]
pub struct BatchReceipt {
    /// The index in the first of the languages; each has one beside it.
    pub index: PathBuf,
    pub manifest: PathBuf,
    pub files: Vec<FileRow>,
    /// Captions of photos whose files are not on this computer.
    pub missing_photos: Vec<String>,
}

/// Is one file of the manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRow {
    pub name: String,
    pub title: String,
    pub pages: usize,
    pub bytes: u64,
    pub blake3: String,
}

#[derive(Serialize)]
struct Manifest<'a> {
    survey: &'a str,
    digest: &'a str,
    round: u32,
    date: &'a str,
    program: &'a str,
    files: Vec<&'a FileRow>,
}

/// Is told how many of so many reports are written, and the name of the last one; it may stop the work.
pub type Step<'a> = dyn FnMut(usize, usize, &str) -> ControlFlow<()> + 'a;

/// Lists the reports of a batch: the overview, every scenario, and each community where asked for, in each language.
pub fn plan(figures: &Figures, of: &BatchOf<'_>) -> Vec<Planned> {
    let mut planned = Vec::new();
    let communities = of.shared.communities.clone();
    let overview = Edition { kind: Kind::Overview, scenario: None, ..of.shared.clone() };
    let mut editions = vec![("00".to_owned(), None, overview)];
    for (place, scenario) in figures.framework.scenarios.iter().enumerate() {
        let edition = Edition { kind: Kind::Scenario, scenario: Some(scenario.code.clone()), ..of.shared.clone() };
        editions.push((format!("{:02}", place + 1), Some(&scenario.name), edition));
    }
    let chosen = |code: &String| communities.is_empty() || communities.contains(code);
    for community in figures.communities.iter().filter(|one| of.each_community && chosen(&one.code)) {
        let communities = vec![community.code.clone()];
        let edition = Edition { kind: Kind::Community, scenario: None, communities, ..of.shared.clone() };
        editions.push((format!("{:02}", editions.len()), Some(&community.name), edition));
    }
    for (number, subject, edition) in editions {
        for languages in of.languages {
            let lang = languages.each().first().copied().unwrap_or(Lang::Zh);
            let kind = Words::new(lang).get(kind_id(edition.kind)).into_owned();
            let subject = subject.map(|name| lang.pick(&name.zh, &name.en));
            let parts: Vec<&str> =
                [Some(number.as_str()), Some(&kind), subject, Some(languages.as_str())].into_iter().flatten().collect();
            let title = [Some(kind.as_str()), subject].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            let edition = Edition { languages: *languages, ..edition.clone() };
            planned.push(Planned { name: file_name(&parts, of.format.as_str()), title, edition });
        }
    }
    planned
}

fn kind_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Scenario => "choice-kind-scenario",
        Kind::Community => "choice-kind-community",
        Kind::Overview => "choice-kind-overview",
        Kind::Confirmation => "choice-kind-confirmation",
        Kind::Album => "choice-kind-album",
    }
}

/// Writes all reports of a batch to `folder`, then the index and the manifest. Every file is whole; where it is stopped or
/// fails, those written so far stay, and no index promises more. The same figures and choices give the same bytes.
pub fn write_all(
    figures: &Figures,
    of: &BatchOf<'_>,
    folder: &Path,
    step: &mut Step<'_>,
) -> Result<BatchReceipt, ReportError> {
    let planned = plan(figures, of);
    std::fs::create_dir_all(folder).map_err(|source| ReportError::Output { path: folder.to_owned(), source })?;
    // An index of an earlier run would promise what is being written anew.
    for name in Lang::ALL.into_iter().map(index_name).chain([MANIFEST.to_owned()]) {
        let path = folder.join(name);
        if path.exists() {
            std::fs::remove_file(&path).map_err(|source| ReportError::Output { path, source })?;
        }
    }
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let mut written: Vec<Option<(FileRow, Vec<String>)>> = planned.iter().map(|_| None).collect();
    let mut failed = None;
    std::thread::scope(|scope| {
        // Whoever has written a report waits until it is told of, so that a stop is heard before the next but one.
        let (sender, receiver) = mpsc::sync_channel(0);
        for _ in 0..of.threads.clamp(1, planned.len().max(1)) {
            let (sender, next, stop, planned) = (sender.clone(), &next, &stop, &planned);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(report) = planned.get(place) else { return };
                    if sender.send((place, write_one(figures, report, of.format, folder, stop))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        let mut done = 0;
        for (place, outcome) in receiver {
            match outcome {
                Ok(row) => {
                    done += 1;
                    let go_on = failed.is_none() && step(done, planned.len(), &row.0.name).is_continue();
                    written[place] = Some(row);
                    if !go_on && failed.is_none() && done < planned.len() {
                        failed = Some(Fault::new("cancelled").into());
                    }
                }
                Err(error) => failed = failed.take().or(Some(error)),
            }
            if failed.is_some() {
                stop.store(true, Ordering::Relaxed);
            }
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let (mut files, mut missing_photos) = (Vec::new(), Vec::new());
    for (row, missing) in written.into_iter().flatten() {
        files.push(row);
        missing_photos.extend(missing);
    }
    missing_photos.sort();
    missing_photos.dedup();
    let mut indexes = Vec::new();
    for lang in langs(of) {
        indexes.push(write_index(figures, of, lang, &files, folder)?);
    }
    let manifest = write_manifest(figures, of, &files, &indexes, folder)?;
    let index = indexes.swap_remove(0);
    Ok(BatchReceipt { index, manifest, files, missing_photos })
}

fn write_one(
    figures: &Figures,
    report: &Planned,
    format: Format,
    folder: &Path,
    stop: &AtomicBool,
) -> Result<(FileRow, Vec<String>), ReportError> {
    let path = folder.join(&report.name);
    let pace =
        &mut |_, _| if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    let (receipt, Stored { hash: blake3, bytes }) = write(figures, &report.edition, format, &path, pace)?;
    let row = FileRow { name: report.name.clone(), title: report.title.clone(), pages: receipt.pages, bytes, blake3 };
    Ok((row, receipt.missing_photos))
}

/// Gives the languages of the files; each has an index of its own.
fn langs(of: &BatchOf<'_>) -> Vec<Lang> {
    let mut langs: Vec<Lang> = Vec::new();
    for lang in of.languages.iter().flat_map(|languages| languages.each()) {
        if !langs.contains(lang) {
            langs.push(*lang);
        }
    }
    if langs.is_empty() { vec![Lang::Zh] } else { langs }
}

fn index_name(lang: Lang) -> String {
    file_name(&[&Words::new(lang).get("report-index-name")], "pdf")
}

fn write_index(
    figures: &Figures,
    of: &BatchOf<'_>,
    lang: Lang,
    files: &[FileRow],
    folder: &Path,
) -> Result<PathBuf, ReportError> {
    let words = Words::new(lang);
    let word = |id: &str| words.get(id).into_owned();
    let rows = files.iter().map(|file| {
        let pages = if of.format == Format::Pdf { file.pages.to_string() } else { String::new() };
        let cells = [file.title.clone(), file.name.clone(), pages, size_text(file.bytes)];
        Row::new(cells.map(Cell::text).to_vec())
    });
    let head = ["report-index-report", "report-index-file", "report-index-pages", "report-index-size"];
    let columns = [(3.0, Align::Start), (3.6, Align::Start), (0.8, Align::End), (1.0, Align::End)];
    let table = Table {
        columns: columns.map(|(share, align)| Column::share(share, align)).to_vec(),
        head: vec![Row::new(head.map(|id| Cell::text(word(id))).to_vec())],
        rows: rows.collect(),
        ..Table::default()
    };
    let round = words.format("round-numbered", &[("round", &of.shared.round.to_string())]);
    let facts = [
        ("report-cover-survey", figures.survey.clone()),
        ("report-cover-organisation", figures.organisation.clone()),
        ("report-index-round", round),
        ("report-index-date", date(words, &of.shared.date)),
        ("report-appendix-digest", figures.digest.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(id, text)| (word(id), text)).collect();
    let plain = Plain {
        title: word("report-index-title"),
        subtitle: words.format("report-index-lead", &[("count", &files.len().to_string()), ("manifest", MANIFEST)]),
        survey: figures.survey.clone(),
        organisation: figures.organisation.clone(),
        date: of.shared.date.clone(),
        demo: figures.demo,
        profile: of.shared.profile,
        parts: vec![Part::Facts(facts), Part::Own(table)],
    };
    let path = folder.join(index_name(lang));
    write_plain(&plain, lang, &path)?;
    Ok(path)
}

fn write_manifest(
    figures: &Figures,
    of: &BatchOf<'_>,
    files: &[FileRow],
    indexes: &[PathBuf],
    folder: &Path,
) -> Result<PathBuf, ReportError> {
    let mut listed = Vec::new();
    for (lang, index) in langs(of).into_iter().zip(indexes) {
        let Stored { hash: blake3, bytes } = Stored::of(index)?;
        let name = index.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = Words::new(lang).get("report-index-title").into_owned();
        listed.push(FileRow { name, title, pages: 0, bytes, blake3 });
    }
    let manifest = Manifest {
        survey: &figures.survey,
        digest: &figures.digest,
        round: of.shared.round,
        date: &of.shared.date,
        program: APP,
        files: listed.iter().chain(files).collect(),
    };
    let path = folder.join(MANIFEST);
    let mut text = serde_json::to_vec_pretty(&manifest).map_err(|error| ReportError::Document(error.to_string()))?;
    text.push(b'\n');
    let write = || -> std::io::Result<()> {
        let (beside, mut file) = Beside::create(&path)?;
        std::io::Write::write_all(&mut file, &text)?;
        file.sync_all()?;
        drop(file);
        beside.rename(&path)
    };
    write().map_err(|source| ReportError::Output { path: path.clone(), source })?;
    Ok(path)
}
