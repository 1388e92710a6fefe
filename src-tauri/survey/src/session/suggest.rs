//! What a photo may belong to: the unit it was taken at, and what was recorded when it was taken. Proposed, never written by itself.

use super::{CellKey, Fault, Filter, Session, Touched, op};
use crate::model::{Value, metres};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;
use tanfang_journal::Cbor;

/// How far a unit may lie from where a photo was taken, in metres: phones err by twenty or thirty between houses.
const NEAR_METRES: f64 = 80.0;
/// How far what was recorded may lie from when a photo was taken, in milliseconds.
const NEAR_TIME: i64 = 15 * 60 * 1000;

/// Proposes what a photo belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    pub photo: String,
    pub cell: Option<CellKey>,
    pub unit: Option<String>,
    /// How far the unit lies from where the photo was taken.
    pub metres: Option<u32>,
    /// How many minutes lie between the photo and what was recorded.
    pub minutes: Option<u32>,
}

/// Is something recorded at a time.
struct Recorded {
    cell: CellKey,
    unit: Option<String>,
    wall_ms: i64,
    offset_min: i64,
}

impl Session {
    /// Proposes a place for each photo of a community and round that belongs to no indicator yet.
    pub fn suggestions(&self, community: &str, round: u32) -> Result<Vec<Suggestion>, Fault> {
        self.community(community)?;
        let units: Vec<(String, (i64, i64))> =
            self.units(community, None)?.into_iter().filter_map(|unit| Some((unit.key, unit.position?))).collect();
        let recorded = self.recorded_in(community, round)?;
        let mut found = Vec::new();
        for medium in self.media()? {
            let placed = medium.links.iter().any(|link| link.starts_with("assessment/"));
            if medium.noun != "photo" || medium.community != community || medium.round != round || placed {
                continue;
            }
            let near = medium.position.and_then(|at| {
                let away = units.iter().map(|(unit, place)| (unit, metres(at, *place)));
                away.filter(|(_, far)| *far <= NEAR_METRES).min_by(|a, b| a.1.total_cmp(&b.1))
            });
            let at = medium.taken_at.as_deref();
            let when = at.and_then(|taken| nearest(&recorded, taken, near.map(|(unit, _)| unit.as_str())));
            let unit = near.map(|(unit, _)| unit.clone()).or_else(|| when.as_ref().and_then(|(r, _)| r.unit.clone()));
            if unit.is_none() && when.is_none() {
                continue;
            }
            found.push(Suggestion {
                photo: medium.key,
                cell: when.as_ref().map(|(recorded, _)| recorded.cell.clone()),
                unit,
                metres: near.map(|(_, far)| far.round() as u32),
                minutes: when.map(|(_, apart)| (apart / 60_000) as u32),
            });
        }
        Ok(found)
    }

    /// Lets photos belong to what is named, such as `assessment/wangjing/1/6.4.3` or `unit/<key>`, as one change.
    pub fn link_all(&mut self, links: &[(String, String)]) -> Result<Touched, Fault> {
        let mut ops = Vec::with_capacity(links.len());
        for (photo, target) in links {
            let medium = self.medium("photo", photo)?;
            match target.split_once('/') {
                Some(("assessment", cell)) => drop(self.indicator(&cell.parse::<CellKey>()?.indicator)?),
                Some(("unit", unit)) => drop(self.unit(unit)?),
                Some(("finding", _)) => self.must_be_known(&target.parse()?)?,
                _ => return Err(Fault::new("thing-form").with("given", target)),
            }
            if !medium.links.contains(target) {
                ops.push(op("photo", photo, &format!("link/{target}"), Cbor::Bool(true)));
            }
        }
        self.commit(ops)
    }

    fn recorded_in(&self, community: &str, round: u32) -> Result<Vec<Recorded>, Fault> {
        let filter = Filter::of(community, round);
        let observed = self.observations(&filter)?.into_iter().filter(|o| o.value != Value::Empty);
        let mut all: Vec<Recorded> = observed
            .map(|o| Recorded {
                cell: o.key,
                unit: Some(o.unit),
                wall_ms: o.by.at.wall_ms,
                offset_min: o.by.at.offset_min,
            })
            .collect();
        let typed = self.assessments(&filter)?.into_iter().filter(|row| row.typed.is_some());
        all.extend(typed.map(|row| Recorded {
            wall_ms: row.by.at.wall_ms,
            offset_min: row.by.at.offset_min,
            cell: row.key,
            unit: None,
        }));
        Ok(all)
    }
}

/// Finds what was recorded closest to the time of a photo; at the unit it shows, where that is known.
fn nearest<'a>(recorded: &'a [Recorded], taken: &str, unit: Option<&str>) -> Option<(&'a Recorded, i64)> {
    let apart = |record: &Recorded| Some((instant(taken, record.offset_min)? - record.wall_ms).abs());
    let here = recorded.iter().filter(|record| unit.is_none() || record.unit.as_deref() == unit);
    let near = here.filter_map(|record| Some((record, apart(record)?))).filter(|(_, apart)| *apart <= NEAR_TIME);
    near.min_by_key(|(_, apart)| *apart)
}

/// Gives the milliseconds of a photo's time; a camera without an offset is taken to be where the record was made.
fn instant(taken: &str, offset_min: i64) -> Option<i64> {
    if let Ok(instant) = taken.parse::<Timestamp>() {
        return Some(instant.as_millisecond());
    }
    let local: DateTime = taken.parse().ok()?;
    let offset = Offset::from_seconds(i32::try_from(offset_min * 60).ok()?).ok()?;
    Some(offset.to_timestamp(local).ok()?.as_millisecond())
}
