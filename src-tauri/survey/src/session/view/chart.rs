//! The map of a community: its outline, and where units, photos, visits and findings lie. Positions are WGS-84.

use super::FieldView;
use super::field::{Reader, name};
use crate::framework::CommunitySeed;
use crate::model::{Kind, Shape, gcj02, parse_position, position_text};
use crate::session::{Fault, ReadOutline, Session, Tiles, UnitState};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// A place on Earth in millionths of a degree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SpotView {
    pub lat: i32,
    pub lon: i32,
}

/// Holds one thing on the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MarkView {
    /// `unit`, `photo`, `visit` or `finding`.
    pub kind: String,
    pub key: String,
    pub name: String,
    pub at: SpotView,
    /// True where nothing is left to do: a unit answered in full, a finding solved.
    pub done: bool,
    /// The list of a unit, the severity of a finding.
    pub word: String,
    /// The address of a photo's pixels.
    pub thumb: Option<String>,
}

/// Holds a walked path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PathView {
    pub key: String,
    pub name: String,
    pub points: Vec<SpotView>,
    pub metres: u32,
}

/// Holds the map of one community and round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ChartView {
    pub community: String,
    pub round: u32,
    /// Where the community's centre lies: as recorded, else as the framework says.
    pub centre: Option<SpotView>,
    /// The outline as it is typed, and its rings.
    pub outline: FieldView<String>,
    pub centre_field: FieldView<String>,
    pub rings: Vec<Vec<SpotView>>,
    pub paths: Vec<PathView>,
    /// The points of a path that is being drawn: the draft of the field `line` of `path new/<community>/<round>`.
    pub new_path: FieldView<String>,
    pub marks: Vec<MarkView>,
    /// How many observed units nobody has given a position.
    pub unplaced: u32,
}

/// Holds what a file gave for an outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct OutlineRead {
    pub text: String,
    pub points: u32,
    pub kept: u32,
    /// How far the outline may lie from that of the file; 0: nowhere.
    pub metres: u32,
}

/// Writes one place in both systems, `LAT, LON` in degrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SpotTexts {
    pub wgs84: String,
    pub gcj02: String,
}

/// Describes the map file behind the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct TilesView {
    pub name: String,
    pub path: String,
    pub lowest: u8,
    pub deepest: u8,
    /// The first part of the address of a tile: `tile/<stamp>/<zoom>/<column>/<row>`.
    pub stamp: String,
}

impl From<(i64, i64)> for SpotView {
    fn from((lat, lon): (i64, i64)) -> Self {
        // Positions are bounded when they are read: 180 million fit.
        Self { lat: i32::try_from(lat).unwrap_or_default(), lon: i32::try_from(lon).unwrap_or_default() }
    }
}

impl From<ReadOutline> for OutlineRead {
    fn from(read: ReadOutline) -> Self {
        Self {
            text: read.shape.text(),
            points: read.points as u32,
            kept: read.shape.points() as u32,
            metres: read.off_metres.ceil() as u32,
        }
    }
}

impl From<&Tiles> for TilesView {
    fn from(tiles: &Tiles) -> Self {
        Self {
            name: tiles.name.clone(),
            path: tiles.path.to_string_lossy().into_owned(),
            lowest: tiles.lowest,
            deepest: tiles.deepest,
            stamp: tiles.stamp.clone(),
        }
    }
}

impl SpotTexts {
    /// Writes a typed place in both systems; nothing is kept.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let place = parse_position(text).ok_or_else(|| Fault::new("position").with("text", text))?;
        Ok(Self { wgs84: position_text(place), gcj02: position_text(gcj02(place)) })
    }
}

fn seed_centre(seed: &CommunitySeed) -> Option<(i64, i64)> {
    parse_position(&format!("{},{}", seed.lat, seed.lon))
}

impl Session {
    /// Shows the map of a community.
    pub fn chart_view(&self, community: &str, round: u32) -> Result<ChartView, Fault> {
        self.community(community)?;
        self.round(round)?;
        let reader = Reader::new(self, "outline", community)?;
        let shown = |field: &str| {
            let row = self.store.register("outline", community, field)?;
            reader.field(&name("outline", community, field), row.as_ref(), Kind::show)
        };
        let (outline, centre_field) = (shown("shape")?, shown("centre")?);
        let drawn = format!("new/{community}/{round}");
        let new_path = Reader::new(self, "path", &drawn)?.field(&name("path", &drawn, "line"), None, Kind::show)?;
        let shape = outline.heads.last().and_then(|head| Shape::parse(&head.value, 3).ok()).unwrap_or_default();
        let recorded = centre_field.heads.last().and_then(|head| parse_position(&head.value));
        let centre = recorded.or_else(|| self.framework.community(community).and_then(seed_centre));
        let spots = |ring: &Vec<(i64, i64)>| ring.iter().map(|place| SpotView::from(*place)).collect();
        let (mut marks, unplaced) = self.unit_marks(community, round)?;
        let places: HashMap<String, SpotView> = marks.iter().map(|mark| (mark.key.clone(), mark.at)).collect();
        marks.extend(self.finding_marks(community, round, &places)?);
        marks.extend(self.visit_marks(community, round, &places)?);
        marks.extend(self.photo_marks(community, round)?);
        let paths = self.entities_in("path", community, round)?.into_iter().filter_map(|path| {
            let line = Shape::parse(path.text("line"), 2).ok()?;
            let points = line.0.first().map(spots)?;
            Some(PathView {
                name: path.text("text").to_owned(),
                metres: line.metres().round() as u32,
                points,
                key: path.key,
            })
        });
        Ok(ChartView {
            community: community.to_owned(),
            round,
            centre: centre.map(SpotView::from),
            outline,
            centre_field,
            rings: shape.0.iter().map(spots).collect(),
            paths: paths.collect(),
            new_path,
            marks,
            unplaced,
        })
    }

    /// Marks the observed units, and counts those without a position.
    fn unit_marks(&self, community: &str, round: u32) -> Result<(Vec<MarkView>, u32), Fault> {
        let stands: HashMap<String, bool> = self
            .places_view(community, round)?
            .into_iter()
            .map(|stand| (stand.unit, stand.answered >= stand.asked))
            .collect();
        let mut units = self.units(community, None)?;
        units.retain(|unit| unit.state == UnitState::In);
        let unplaced = units.iter().filter(|unit| unit.position.is_none()).count() as u32;
        let marks = units.into_iter().filter_map(|unit| {
            Some(MarkView {
                kind: "unit".to_owned(),
                at: unit.position?.into(),
                done: stands.get(&unit.key).copied().unwrap_or(true),
                name: unit.name,
                word: unit.list,
                key: unit.key,
                thumb: None,
            })
        });
        Ok((marks.collect(), unplaced))
    }

    /// Marks findings where they were seen: at their own position, else at their unit.
    fn finding_marks(
        &self,
        community: &str,
        round: u32,
        units: &HashMap<String, SpotView>,
    ) -> Result<Vec<MarkView>, Fault> {
        let found = self.entities_in("finding", community, round)?.into_iter().filter_map(|finding| {
            let own = parse_position(finding.text("position")).map(SpotView::from);
            Some(MarkView {
                kind: "finding".to_owned(),
                at: own.or_else(|| units.get(finding.text("unit")).copied())?,
                done: matches!(finding.text("state"), "solved" | "dismissed"),
                name: finding.text("text").to_owned(),
                word: finding.text("severity").to_owned(),
                key: finding.key,
                thumb: None,
            })
        });
        Ok(found.collect())
    }

    /// Marks visits where the team met, else in the middle of the units it observed.
    fn visit_marks(
        &self,
        community: &str,
        round: u32,
        units: &HashMap<String, SpotView>,
    ) -> Result<Vec<MarkView>, Fault> {
        let mut seen: BTreeMap<String, Vec<SpotView>> = BTreeMap::new();
        for observation in self.observations(&crate::session::Filter::of(community, round))? {
            if let (Some(visit), Some(at)) = (observation.by.visit, units.get(&observation.unit)) {
                seen.entry(visit).or_default().push(*at);
            }
        }
        let middle = |spots: &Vec<SpotView>| {
            let count = spots.len() as i64;
            let mean = |part: fn(&SpotView) -> i32| spots.iter().map(|spot| i64::from(part(spot))).sum::<i64>() / count;
            SpotView::from((mean(|spot| spot.lat), mean(|spot| spot.lon)))
        };
        let visits = self.entities_in("visit", community, round)?.into_iter().filter_map(|visit| {
            let own = parse_position(visit.text("position")).map(SpotView::from);
            Some(MarkView {
                kind: "visit".to_owned(),
                at: own.or_else(|| seen.get(&visit.key).map(middle))?,
                done: !visit.text("to").is_empty(),
                name: format!("{} {}", visit.text("date"), visit.text("members")).trim().to_owned(),
                word: String::new(),
                key: visit.key,
                thumb: None,
            })
        });
        Ok(visits.collect())
    }

    fn photo_marks(&self, community: &str, round: u32) -> Result<Vec<MarkView>, Fault> {
        let mut media = self.media()?;
        media.retain(|medium| medium.noun == "photo" && medium.community == community && medium.round == round);
        let marks = media.into_iter().filter_map(|photo| {
            Some(MarkView {
                kind: "photo".to_owned(),
                at: photo.position?.into(),
                done: true,
                name: if photo.caption.is_empty() { photo.name } else { photo.caption },
                word: photo.taken_at.unwrap_or_default(),
                key: photo.key,
                thumb: photo.derivative.map(|derivative| format!("thumb/{}", derivative.file_name())),
            })
        });
        Ok(marks.collect())
    }
}
