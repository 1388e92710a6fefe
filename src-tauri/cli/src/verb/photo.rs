//! Photos and documents.

use super::{People, open_with_reason, some};
use crate::args::PhotoAdd;
use crate::desk::{Desk, Done, Refusal};
use crate::given;
use serde::Serialize;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tanfang_survey::session::{Entry, Fault, MediaRow, NewPhoto, Session, Thing, files_below};

/// One row of `list photos --json`.
#[derive(Debug, Serialize)]
struct Row {
    key: String,
    name: String,
    community: String,
    round: u32,
    indicator: Option<String>,
    unit: Option<String>,
    caption: Option<String>,
    kind: String,
    blob: String,
    bytes: u64,
    width: Option<u32>,
    height: Option<u32>,
    taken_at: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    author: String,
    at: String,
    present: bool,
    /// True where it, or what is said of it, was added after its round had been closed.
    late: bool,
}

pub fn add<O: Write>(args: &PhotoAdd, desk: &mut Desk<O>) -> Done {
    let about = NewPhoto {
        name: String::new(),
        community: args.site.community.clone(),
        round: args.site.round()?,
        indicator: args.indicator.clone(),
        unit: args.unit.clone(),
        caption: args.caption.clone().unwrap_or_default(),
    };
    let mut session = open_with_reason(&args.site.dir, args.reason.as_deref())?;
    let files = whole(&args.files)?;
    // One file alone has nothing to be told apart from.
    let alone = args.files == files && files.len() == 1;
    let own = std::env::current_exe().ok();
    let people = args.people.as_deref().map(given::people).transpose()?;
    let mut told = Ok(());
    let mut refused = false;
    let mut photos = Vec::new();
    session.take_files(&files, &about, own.as_deref(), &mut |file, taken| {
        told = match taken {
            Ok(added) => {
                photos.extend((added.noun == "photo").then(|| added.key.clone()));
                let known = if added.already { desk.word("cli-photo-known") } else { String::new() };
                desk.line(format!("{}  {} {known}", added.key, file.display()).trim_end())
            }
            Err(fault) if alone => Err(fault.into()),
            Err(fault) => {
                refused = true;
                let reason = Refusal::from(fault).sentence(&desk.words).unwrap_or_default();
                desk.refuse_file(file, &reason)
            }
        };
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    told?;
    if let Some(people) = people {
        for key in photos {
            let photo = Thing { noun: "photo".to_owned(), key };
            session.set_entity(&photo, &[Entry::new("people", people)], None)?;
        }
    }
    if refused { Err(Refusal::Told) } else { Ok(()) }
}

/// Puts in place of each folder the photos and films below it.
fn whole(given: &[PathBuf]) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for path in given {
        if path.is_dir() {
            files.extend(files_below(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let media = session.media()?;
    if json {
        let mut late = session.late_among("photo", media.iter().map(|medium| medium.key.as_str()))?;
        late.extend(session.late_among("document", media.iter().map(|medium| medium.key.as_str()))?);
        let rows: Vec<Row> = media
            .into_iter()
            .map(|medium| {
                let present =
                    session.blob_path(&medium.original).metadata().is_ok_and(|m| m.len() == medium.original.size);
                let (indicator, unit) = places(&medium);
                let (width, height) = medium.pixels.unzip();
                let (lat, lon) = medium.position.map(|(lat, lon)| (lat as f64 / 1e6, lon as f64 / 1e6)).unzip();
                Row {
                    indicator,
                    unit,
                    caption: some(medium.caption),
                    kind: medium.original.ext,
                    blob: medium.original.hash.to_string(),
                    bytes: medium.original.size,
                    width,
                    height,
                    taken_at: medium.taken_at,
                    lat,
                    lon,
                    author: people.name(&medium.by.author),
                    at: medium.by.at.rfc3339(),
                    present,
                    late: late.contains(&medium.key),
                    key: medium.key,
                    name: medium.name,
                    community: medium.community,
                    round: medium.round,
                }
            })
            .collect();
        return desk.json(&rows);
    }
    let mut table = desk.table(&[
        "cli-head-key",
        "cli-head-name",
        "community",
        ">round",
        "indicator",
        "caption",
        "cli-head-taken",
        "author",
    ]);
    for medium in media {
        let (indicator, _) = places(&medium);
        table.row(vec![
            medium.key,
            medium.name,
            medium.community,
            medium.round.to_string(),
            indicator.unwrap_or_default(),
            medium.caption,
            medium.taken_at.unwrap_or_default(),
            people.name(&medium.by.author),
        ]);
    }
    desk.show(&table)
}

/// Gives the indicator and the unit a photo belongs to.
fn places(medium: &MediaRow) -> (Option<String>, Option<String>) {
    let find = |prefix: &str| medium.links.iter().find_map(|link| link.strip_prefix(prefix));
    let indicator = find("assessment/").and_then(|cell| cell.rsplit('/').next());
    (indicator.map(str::to_owned), find("unit/").map(str::to_owned))
}
