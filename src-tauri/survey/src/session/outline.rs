//! Outlines of communities from files of map programs.

use super::entity::known;
use super::{Community, Entry, Fault, Session, Touched};
use crate::model::{GeoError, GeoShape, Shape, read_geojson};
use std::path::Path;

/// How large a file may be, in megabytes: outlines of all districts of a country are smaller.
const MOST_MB: u64 = 16;
const OUTLINE: &str = "outline";
/// How many points an outline keeps: what fits into one field and is drawn at once.
const MOST_POINTS: usize = 2_000;

/// Is an outline read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadOutline {
    pub shape: Shape,
    /// How many points the file had.
    pub points: usize,
    /// How far the outline may lie from that of the file, in metres, where points were left out; else 0.
    pub off_metres: f64,
}

impl Session {
    /// Reads the outline of a community from a GeoJSON file: the areas that carry its name or code, else all areas together.
    pub fn read_outline(&self, community: &str, path: &Path) -> Result<ReadOutline, Fault> {
        let community = self.community(community)?;
        let areas = areas_in(path)?;
        let own: Vec<&GeoShape> = areas.iter().filter(|area| is_of(area, &community)).collect();
        let chosen = if own.is_empty() { areas.iter().collect() } else { own };
        joined(&chosen, path)
    }

    /// Takes the outlines in a GeoJSON file over what stands, as one change: of the community that is named, else of every one
    /// whose name or code an area carries. Gives their codes with what was read.
    pub fn import_outlines(
        &mut self,
        path: &Path,
        community: Option<&str>,
    ) -> Result<(Vec<(String, ReadOutline)>, Touched), Fault> {
        let mut read = Vec::new();
        if let Some(code) = community {
            read.push((code.to_owned(), self.read_outline(code, path)?));
        } else {
            let areas = areas_in(path)?;
            for community in self.communities()? {
                let own: Vec<&GeoShape> = areas.iter().filter(|area| is_of(area, &community)).collect();
                if !own.is_empty() {
                    read.push((community.code, joined(&own, path)?));
                }
            }
            if read.is_empty() {
                return Err(Fault::new("geojson-no-names").with("path", path.display()).with("areas", areas.len()));
            }
        }
        let noun = known(OUTLINE)?;
        let mut ops = Vec::new();
        for (code, outline) in &read {
            ops.extend(self.ops_of(noun, code, &[Entry::new("shape", &outline.shape.text())], None)?.0);
        }
        Ok((read, self.commit(ops)?))
    }
}

/// Reads every area of a file.
fn areas_in(path: &Path) -> Result<Vec<GeoShape>, Fault> {
    let about = |code: &'static str| Fault::new(code).with("path", path.display());
    let size = std::fs::metadata(path).map_err(|error| Fault::io(path, error))?.len();
    if size > MOST_MB << 20 {
        return Err(about("geojson-too-large").with("most", MOST_MB));
    }
    let bytes = std::fs::read(path).map_err(|error| Fault::io(path, error))?;
    let text = String::from_utf8(bytes).map_err(|_| about("geojson-unreadable"))?;
    read_geojson(&text).map_err(|error| match error {
        GeoError::NotJson => about("geojson-unreadable"),
        GeoError::NoArea => about("geojson-no-area"),
        GeoError::NotDegrees => about("geojson-not-degrees"),
    })
}

/// Tells whether an area carries the name or the code of a community.
fn is_of(area: &GeoShape, community: &Community) -> bool {
    let own = [&community.code, &community.name.zh, &community.name.en];
    area.names.iter().any(|name| own.iter().any(|own| own.as_str() == name.trim()))
}

/// Puts areas together into one outline that fits a field.
fn joined(areas: &[&GeoShape], path: &Path) -> Result<ReadOutline, Fault> {
    let mut shape = Shape(areas.iter().flat_map(|area| area.shape.0.clone()).collect());
    let points = shape.points();
    let off_metres = shape.thin(MOST_POINTS);
    if shape.0.is_empty() || shape.points() > MOST_POINTS {
        return Err(Fault::new("geojson-too-detailed").with("path", path.display()).with("most", MOST_POINTS));
    }
    Ok(ReadOutline { shape, points, off_metres })
}

#[cfg(test)]
mod tests {
    use crate::model::Shape;
    use crate::session::tests::Desk;
    use crate::session::{Entry, Thing};

    fn feature(name: &str, lon: f64) -> String {
        let ring = [(lon, 40.0), (lon + 0.01, 40.0), (lon + 0.01, 40.01), (lon, 40.0)];
        let ring: Vec<String> = ring.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
        format!(
            r#"{{"type":"Feature","properties":{{"名称":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[{}]]}}}}"#,
            ring.join(",")
        )
    }

    fn collection(features: &[String]) -> String {
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    #[test]
    fn the_areas_that_carry_the_name_of_a_community_are_its_outline() {
        let desk = Desk::new();
        let mut session = desk.create("a");
        let name = session.community("wangjing").unwrap().name.zh;
        let path = desk.folder("范围.geojson");
        std::fs::write(&path, collection(&[feature("别处", 116.1), feature(&name, 116.47)])).unwrap();
        let read = session.read_outline("wangjing", &path).unwrap();
        assert_eq!((read.shape.0.len(), read.points), (1, 3));
        assert_eq!(read.shape.0[0][0], (40_000_000, 116_470_000));
        let other = session.read_outline("zgc", &path).unwrap();
        assert_eq!(other.shape.0.len(), 2, "no area carries its name: all of them");
        let thing = Thing { noun: "outline".into(), key: "wangjing".into() };
        session.set_entity(&thing, &[Entry::new("shape", &read.shape.text())], None).unwrap();
        let kept = session.entity(&thing).unwrap().unwrap();
        assert_eq!(Shape::parse(kept.text("shape"), 3).unwrap(), read.shape);
    }

    #[test]
    fn a_file_of_all_districts_gives_every_community_its_own_outline_as_one_change() {
        let desk = Desk::new();
        let mut session = desk.create("a");
        let name = session.community("shunyi").unwrap().name.en;
        let path = desk.folder("all.geojson");
        std::fs::write(
            &path,
            collection(&[feature("wangjing", 116.47), feature(&name, 116.6), feature("别处", 116.1)]),
        )
        .unwrap();
        let (read, _) = session.import_outlines(&path, None).unwrap();
        assert_eq!(read.iter().map(|(code, _)| code.as_str()).collect::<Vec<_>>(), ["wangjing", "shunyi"]);
        let outline = |session: &crate::session::Session, code: &str| {
            let thing = Thing { noun: "outline".into(), key: code.into() };
            session.entity(&thing).unwrap().map(|kept| kept.text("shape").to_owned()).unwrap_or_default()
        };
        assert!(outline(&session, "shunyi").contains("116.6"));
        assert!(session.import_outlines(&path, None).unwrap().1.is_empty(), "again: nothing new is said");
        session.undo().unwrap();
        assert_eq!(
            [outline(&session, "wangjing"), outline(&session, "shunyi")],
            ["", ""],
            "one act, taken back at once"
        );
        std::fs::write(&path, collection(&[feature("别处", 116.1)])).unwrap();
        assert_eq!(session.import_outlines(&path, None).unwrap_err().code, "geojson-no-names");
        assert_eq!(session.import_outlines(&path, Some("zgc")).unwrap().0.len(), 1, "named, it takes what there is");
    }

    #[test]
    fn a_detailed_outline_is_thinned_until_it_fits_a_field() {
        let desk = Desk::new();
        let mut session = desk.create("a");
        let points: Vec<String> = (0..40_000)
            .map(|at| {
                let angle = f64::from(at) / 40_000.0 * std::f64::consts::TAU;
                format!("[{},{}]", 116.47 + 0.02 * angle.cos(), 40.0 + 0.015 * angle.sin())
            })
            .collect();
        let text = format!(r#"{{"type":"Polygon","coordinates":[[{}]]}}"#, points.join(","));
        let path = desk.folder("圆.geojson");
        std::fs::write(&path, text).unwrap();
        let read = session.read_outline("wangjing", &path).unwrap();
        assert!(read.points == 40_000 && read.shape.points() <= 2_000 && read.off_metres < 5.0, "{}", read.off_metres);
        let thing = Thing { noun: "outline".into(), key: "wangjing".into() };
        session.set_entity(&thing, &[Entry::new("shape", &read.shape.text())], None).unwrap();
    }

    #[test]
    fn files_that_give_no_outline_are_refused_with_their_reason() {
        let desk = Desk::new();
        let session = desk.create("a");
        let path = desk.folder("x.geojson");
        let refused = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            session.read_outline("wangjing", &path).unwrap_err().code
        };
        assert_eq!(refused(b"{"), "geojson-unreadable");
        assert_eq!(refused(&[0xff, 0xfe, 0x00]), "geojson-unreadable");
        assert_eq!(refused(b"{}"), "geojson-no-area");
        assert_eq!(refused(&vec![b' '; (16 << 20) + 1]), "geojson-too-large");
        assert_eq!(session.read_outline("wangjing", &desk.folder("none")).unwrap_err().code, "vanished");
        assert_eq!(session.read_outline("nowhere", &path).unwrap_err().code, "unknown-community");
    }
}
