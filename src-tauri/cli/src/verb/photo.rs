//! Photos and documents.

use super::{People, open, some};
use crate::args::PhotoAdd;
use crate::desk::{Desk, Done, Refusal, why};
use crate::given;
use serde::Serialize;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use tanfang_survey::photo;
use tanfang_survey::session::{Added, Fault, MediaRow, NewPhoto, Session};

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
}

pub fn add<O: Write>(args: &PhotoAdd, desk: &mut Desk<O>) -> Done {
    let round = given::round(&args.round)?;
    let mut session = open(&args.dir)?;
    let mut refused = false;
    for file in &args.files {
        let about = NewPhoto {
            name: file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned(),
            community: args.community.clone(),
            round,
            indicator: args.indicator.clone(),
            unit: args.unit.clone(),
            caption: args.caption.clone().unwrap_or_default(),
        };
        match add_one(&mut session, file, &about, desk) {
            Ok(added) => {
                let known = if added.already { desk.word("cli-photo-known") } else { String::new() };
                desk.line(format!("{}  {} {known}", added.key, file.display()).trim_end())?;
            }
            // One file alone has nothing to be told apart from.
            Err(refusal) if args.files.len() == 1 => return Err(refusal),
            Err(refusal) => {
                refused = true;
                let reason = refusal.sentence(&desk.words).unwrap_or_default();
                desk.refuse_file(file, &reason)?;
            }
        }
    }
    if refused { Err(Refusal::Told) } else { Ok(()) }
}

fn add_one<O: Write>(session: &mut Session, file: &Path, about: &NewPhoto, desk: &Desk<O>) -> Result<Added, Refusal> {
    let unreadable = |error: std::io::Error| Refusal::Said {
        id: "cli-cannot-read",
        args: vec![("path", file.display().to_string()), ("why", why(&error, &desk.words))],
    };
    let mut reader = File::open(file).map_err(unreadable)?;
    if reader.metadata().map_err(unreadable)?.is_dir() {
        return Err(unreadable(std::io::ErrorKind::IsADirectory.into()));
    }
    let import = photo::import(&about.name, &mut reader).map_err(Fault::from)?;
    let import = match std::env::current_exe() {
        Ok(own) => photo::heic::with_picture(import, &own, &mut reader),
        Err(_) => import,
    };
    Ok(session.add_import(&import, &mut reader, about)?)
}

pub fn list<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let people = People::of(session)?;
    let media = session.media()?;
    if json {
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
