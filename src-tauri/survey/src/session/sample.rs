//! Drawing a sample by lot from a full list, and reserves that step in.

use super::spreadsheet::Spreadsheet;
use super::unit::{Unit, UnitState};
use super::write::{bounded, text_of};
use super::{Fault, Seen, Session, Touched, op};
use crate::model::{parse_position, position_text};
use crate::store::NewOp;
use std::collections::{BTreeMap, BTreeSet};
use tanfang_journal::{Cbor, Hash};

/// Is one line of a full list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameUnit {
    pub name: String,
    pub area: String,
    pub kind: String,
    /// Latitude and longitude, WGS-84, millionths of a degree.
    pub position: Option<(i64, i64)>,
}

/// Says how a sample was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// From it and the units' keys alone the same sample comes out again.
    pub seed: String,
    pub drawn: usize,
    pub of: usize,
}

/// Orders units by lot.
pub(super) fn lot(seed: &str, key: &str) -> Hash {
    Hash::of(format!("{seed}\n{key}").as_bytes())
}

/// Reads the lines of a full list. Columns are found by their headings; without any they are name, area, kind, position.
pub fn frame_of(table: &Spreadsheet) -> Result<Vec<FrameUnit>, Fault> {
    const COLUMNS: [(&str, &[&str]); 6] = [
        ("name", &["名称", "样本", "小区", "name"]),
        ("area", &["片区", "区域", "街道", "area"]),
        ("kind", &["类型", "类别", "种类", "kind", "type"]),
        ("position", &["位置", "坐标", "position"]),
        ("lat", &["纬度", "lat", "latitude"]),
        ("lon", &["经度", "lon", "longitude"]),
    ];
    let field_of = |heading: &String| {
        let plain = heading.trim().to_lowercase();
        COLUMNS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(field, _)| *field)
    };
    let Some((_, first)) = table.rows.first() else { return Ok(Vec::new()) };
    let mut fields: Vec<Option<&str>> = first.iter().map(field_of).collect();
    let headed = fields.contains(&Some("name"));
    if !headed {
        fields = ["name", "area", "kind", "position"].map(Some).to_vec();
    }
    let mut units = Vec::new();
    for (line, cells) in table.rows.iter().skip(usize::from(headed)) {
        let cell = |wanted: &str| {
            let place = fields.iter().position(|field| *field == Some(wanted))?;
            cells.get(place).map(|text| text.trim()).filter(|text| !text.is_empty())
        };
        let Some(name) = cell("name") else {
            return Err(Fault::new("frame-nameless").with("line", line));
        };
        let position = match (cell("position"), cell("lat"), cell("lon")) {
            (Some(text), ..) => Some(text.to_owned()),
            (None, Some(lat), Some(lon)) => Some(format!("{lat},{lon}")),
            _ => None,
        };
        let position = position
            .map(|text| {
                parse_position(&text).ok_or_else(|| Fault::new("frame-position").with("line", line).with("text", text))
            })
            .transpose()?;
        let text = |wanted: &str| cell(wanted).unwrap_or_default().to_owned();
        units.push(FrameUnit { name: name.to_owned(), area: text("area"), kind: text("kind"), position });
    }
    Ok(units)
}

impl Session {
    /// Adds the full list of what there is, every unit in reserve until a sample is drawn. What stands in the list by the
    /// same name, area and kind is known; gives how many were added, and how many known.
    pub fn add_frame(
        &mut self,
        community: &str,
        list: &str,
        frame: &[FrameUnit],
    ) -> Result<(usize, usize, Touched), Fault> {
        self.list_of(community, list)?;
        let units = self.units(community, Some(list))?;
        let mut known: BTreeSet<(String, String, String)> =
            units.iter().map(|unit| (unit.name.clone(), unit.area.clone(), unit.kind.clone())).collect();
        let before = known.len();
        let last = units.iter().map(|unit| unit.place).filter(|place| *place < i64::MAX).max();
        let mut place = last.map_or(0, |last| last + 1);
        let mut ops = Vec::new();
        for unit in frame {
            let name = text_of("name", &unit.name)?;
            let (area, kind) = (bounded("text", &unit.area)?, bounded("text", &unit.kind)?);
            if !known.insert((name.clone(), area.clone(), kind.clone())) {
                continue;
            }
            let key = self.edge.new_key().to_string();
            ops.extend([
                op("unit", &key, "community", Cbor::text(community)),
                op("unit", &key, "list", Cbor::text(list)),
                op("unit", &key, "name", Cbor::text(&name)),
                op("unit", &key, "state", Cbor::text(UnitState::Reserve.as_str())),
                op("unit", &key, "place", Cbor::Int(place)),
            ]);
            for (field, text) in [("area", &area), ("kind", &kind)] {
                if !text.is_empty() {
                    ops.push(op("unit", &key, field, Cbor::text(text)));
                }
            }
            if let Some((lat, lon)) = unit.position {
                ops.push(op("unit", &key, "position", Cbor::Array(vec![Cbor::Int(lat), Cbor::Int(lon)])));
            }
            place += 1;
        }
        let added = known.len() - before;
        Ok((added, frame.len() - added, self.commit(ops)?))
    }

    /// Draws `count` units by lot from the reserves of a list, by area and kind in proportion. The rest stay in reserve, in
    /// the order of the lot. Every unit's state is written, so that a draw elsewhere meets this one in the open.
    pub fn draw_sample(
        &mut self,
        community: &str,
        list: &str,
        count: usize,
        seed: Option<&str>,
    ) -> Result<(Draw, Touched), Fault> {
        self.list_of(community, list)?;
        let units = self.units(community, Some(list))?;
        if units.iter().any(|unit| unit.lot.is_some()) {
            return Err(Fault::new("already-drawn"));
        }
        let frame: Vec<Unit> = units.into_iter().filter(|unit| unit.state == UnitState::Reserve).collect();
        if count == 0 || count > frame.len() {
            return Err(Fault::new("draw-count").with("count", count).with("of", frame.len()));
        }
        let seed = self.seed(seed)?;
        let drawn = drawn(&frame, count, &seed);
        let reason = format!("{seed} · {count}/{}", frame.len());
        let mut order: Vec<&Unit> = frame.iter().collect();
        order.sort_by_key(|unit| lot(&seed, &unit.key));
        let mut ops = Vec::new();
        for (rank, unit) in (1_i64..).zip(order) {
            let state = if drawn.contains(unit.key.as_str()) { UnitState::In } else { UnitState::Reserve };
            let state = op("unit", &unit.key, "state", Cbor::text(state.as_str()));
            ops.push(NewOp { reason: Some(reason.clone()), ..state });
            ops.push(op("unit", &unit.key, "lot", Cbor::Array(vec![Cbor::text(&seed), Cbor::Int(rank)])));
        }
        let draw = Draw { seed, drawn: count, of: frame.len() };
        Ok((draw, self.commit(ops)?))
    }

    /// Takes the seed of a draw that was named, else a new one.
    pub(super) fn seed(&mut self, named: Option<&str>) -> Result<String, Fault> {
        if let Some(seed) = named.map(str::trim).filter(|seed| !seed.is_empty()) {
            return text_of("text", seed);
        }
        let mut bytes = [0; 8];
        self.edge.fill(&mut bytes);
        Ok(hex::encode(bytes))
    }

    /// Lets the next reserve step in for a unit that cannot be observed: one of its own area and kind if there is one. Gives
    /// its key.
    pub fn replace_unit(&mut self, key: &str, reason: &str, seen: Seen) -> Result<(String, Touched), Fault> {
        let unit = self.unit(key)?;
        let reason = bounded("reason", reason)?;
        if reason.is_empty() {
            return Err(Fault::new("reason-needed").with("what", "@term-unit"));
        }
        if unit.state != UnitState::In {
            return Err(Fault::new("not-in-sample").with("unit", &unit.name));
        }
        let mut reserves = self.units(&unit.community, Some(&unit.list))?;
        reserves.retain(|other| other.state == UnitState::Reserve);
        let next = reserves.into_iter().min_by_key(|other| {
            let elsewhere = (&other.area, &other.kind) != (&unit.area, &unit.kind);
            (elsewhere, other.lot.as_ref().map_or(i64::MAX, |(_, rank)| *rank), other.place)
        });
        let next = next.ok_or_else(|| Fault::new("no-reserve").with("unit", &unit.name))?;
        let state = |key: &str, state: UnitState| op("unit", key, "state", Cbor::text(state.as_str()));
        let out = NewOp { preds: seen.preds(), reason: Some(reason), ..state(key, UnitState::Replaced) };
        let step_in = NewOp { reason: Some(unit.name), ..state(&next.key, UnitState::In) };
        let touched = self.commit(vec![out, step_in])?;
        Ok((next.key, touched))
    }
}

/// Chooses which units are drawn: each area and kind gets its share, whole units by the largest remainder, and in each the
/// lot decides.
fn drawn<'a>(frame: &'a [Unit], count: usize, seed: &str) -> BTreeSet<&'a str> {
    let mut strata: BTreeMap<(&str, &str), Vec<&Unit>> = BTreeMap::new();
    for unit in frame {
        strata.entry((&unit.area, &unit.kind)).or_default().push(unit);
    }
    let share = |units: &[&Unit]| (count * units.len() / frame.len(), count * units.len() % frame.len());
    let mut left = count - strata.values().map(|units| share(units).0).sum::<usize>();
    // Equal remainders: the lot decides between them too.
    let mut order: Vec<(usize, Hash, (&str, &str))> = strata
        .iter()
        .map(|(name, units)| (frame.len() - share(units).1, lot(seed, &format!("{}\n{}", name.0, name.1)), *name))
        .collect();
    order.sort();
    let mut more: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (.., name) in order {
        if left == 0 {
            break;
        }
        more.insert(name);
        left -= 1;
    }
    let mut found = BTreeSet::new();
    for (name, mut units) in strata {
        let quota = share(&units).0 + usize::from(more.contains(&name));
        units.sort_by_key(|unit| lot(seed, &unit.key));
        found.extend(units.into_iter().take(quota).map(|unit| unit.key.as_str()));
    }
    found
}

impl FrameUnit {
    /// Writes the position the way it is read.
    pub fn position_text(&self) -> String {
        self.position.map(position_text).unwrap_or_default()
    }
}
