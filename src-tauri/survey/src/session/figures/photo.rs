//! Photos that may be shown, and those that may not.

use super::record::Crew;
use super::{ByFigures, Figures, by};
use crate::model::{Mark, MarkKind};
use crate::session::{CellKey, Covered, Fault, MediaRow, Session};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use tanfang_journal::Cbor;

/// A photo of the community that may be shown.
#[derive(Clone, Debug)]
pub struct PhotoFigures {
    pub key: String,
    /// The derivative to print; none where the file is not on this laptop.
    pub file: Option<PhotoFile>,
    /// The name of the file it was taken in from.
    pub name: String,
    pub caption: String,
    /// The unit or place it shows.
    pub place: Option<String>,
    /// When it was taken, `YYYY-MM-DD`.
    pub taken: Option<String>,
    pub round: u32,
    /// Codes of the indicators it supports, in the framework's order.
    pub indicators: Vec<String>,
    /// Keys of the findings it shows.
    pub findings: Vec<String>,
    /// What was drawn on it.
    pub marks: Vec<Mark>,
    pub by: ByFigures,
}

/// A JPEG file by its path and BLAKE3 hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoFile {
    pub path: PathBuf,
    pub hash: [u8; 32],
}

/// A photo that may not be shown because of the people on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    pub key: String,
    pub indicators: Vec<String>,
}

impl Session {
    /// Gives the photos that a report may have to do with, by key: those of its communities and of their cells, or, where it
    /// is of one scenario, those of its cells alone.
    pub(super) fn photos_for(&self, covered: &Covered) -> Result<Vec<MediaRow>, Fault> {
        if covered.communities.is_empty() && covered.scenario.is_none() {
            let all = self.media()?;
            return Ok(all.into_iter().filter(|medium| medium.noun == "photo").collect());
        }
        let mut keys = BTreeSet::new();
        for community in self.communities()? {
            let code = &community.code;
            if !covered.communities.is_empty() && !covered.communities.contains(code) {
                continue;
            }
            if covered.scenario.is_none() {
                keys.extend(self.store.keys_with("photo", "community", &Cbor::text(code))?);
            }
            for round in 1..=covered.round {
                let below = covered.scenario.as_ref().map(|scenario| format!("{scenario}.")).unwrap_or_default();
                let links = self.store.said_of_fields("photo", &format!("link/assessment/{code}/{round}/{below}"))?;
                keys.extend(links.into_iter().filter(|link| link.value == Cbor::Bool(true)).map(|link| link.key));
            }
        }
        let hidden = self.hidden_media("photo", &*self.blind()?)?;
        // A link may have come without its photo.
        let here: HashSet<String> = self.store.keys_of_field("photo", "blob")?.into_iter().collect();
        let shown = keys.iter().filter(|key| here.contains(*key) && !hidden.contains(*key));
        shown.map(|key| self.medium("photo", key)).collect()
    }

    /// Gives the photos of a community up to the round of the figures that may be shown, in the order of the indicators, and
    /// those that may not.
    pub(super) fn photo_figures(
        &self,
        figures: &Figures,
        community: &str,
        media: &[MediaRow],
        units: &HashMap<String, String>,
        crew: &Crew<'_>,
    ) -> (Vec<PhotoFigures>, Vec<Withheld>) {
        let (mut found, mut withheld) = (Vec::new(), Vec::new());
        for medium in media {
            let mut cells: Vec<(usize, CellKey)> = medium
                .links
                .iter()
                .filter_map(|link| link.strip_prefix("assessment/")?.parse::<CellKey>().ok())
                .filter(|key| key.community == community && key.round <= figures.round())
                .filter_map(|key| Some((figures.framework.indicator_position(&key.indicator)?, key)))
                .collect();
            cells.sort();
            cells.dedup();
            let own = medium.community == community && medium.round <= figures.round();
            if cells.is_empty() && !own {
                continue;
            }
            let mut indicators: Vec<String> = cells.iter().map(|(_, key)| key.indicator.clone()).collect();
            indicators.dedup();
            let blurred = medium.marks.iter().any(|mark| mark.kind == MarkKind::Blur);
            if !blurred && !medium.people.may_be_shown() {
                withheld.push(Withheld { key: medium.key.clone(), indicators });
                continue;
            }
            let unit = medium.links.iter().find_map(|link| units.get(link.strip_prefix("unit/")?));
            let findings = medium.links.iter().filter_map(|link| link.strip_prefix("finding/")).map(str::to_owned);
            let file = medium.derivative.as_ref().map(|blob| (self.blob_path(blob), blob.hash.0));
            let round = cells.first().map_or(medium.round, |(_, key)| key.round);
            let place = cells.first().map_or(usize::MAX, |(place, _)| *place);
            let photo = PhotoFigures {
                key: medium.key.clone(),
                file: file.filter(|(path, _)| path.is_file()).map(|(path, hash)| PhotoFile { path, hash }),
                name: medium.name.clone(),
                caption: medium.caption.trim().to_owned(),
                place: unit.cloned(),
                taken: medium.taken_at.as_ref().and_then(|taken| taken.get(..10)).map(str::to_owned),
                round,
                indicators,
                findings: findings.collect(),
                marks: medium.marks.clone(),
                by: by(&medium.by, crew),
            };
            found.push((place, round, photo));
        }
        found.sort_by_key(|(place, round, _)| (*place, *round));
        (found.into_iter().map(|(.., photo)| photo).collect(), withheld)
    }
}
