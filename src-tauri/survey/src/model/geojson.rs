//! Outlines from GeoJSON (RFC 7946), as map programs write them.

use super::Shape;
use serde_json::Value;

/// Is one area of a file, with the texts that say which it is.
#[derive(Clone, Debug, PartialEq)]
pub struct GeoShape {
    pub shape: Shape,
    pub names: Vec<String>,
}

/// Says why a file gives no outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeoError {
    NotJson,
    /// There is no polygon in it.
    NoArea,
    /// Its numbers are no degrees: it was written in another reference system.
    NotDegrees,
}

/// Finds every polygon of a GeoJSON text; each feature is an area of its own. Heights and what is no polygon are left out.
pub fn read_geojson(text: &str) -> Result<Vec<GeoShape>, GeoError> {
    // Some programs begin their files with a byte order mark.
    let whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|_| GeoError::NotJson)?;
    let mut found = Vec::new();
    let features = whole.get("features").and_then(Value::as_array);
    for feature in features.map_or_else(|| std::slice::from_ref(&whole), Vec::as_slice) {
        let geometry = feature.get("geometry").unwrap_or(feature);
        let mut rings = Vec::new();
        gather(geometry, &mut rings)?;
        if !rings.is_empty() {
            let texts =
                feature.get("properties").and_then(Value::as_object).into_iter().flat_map(|texts| texts.values());
            let names = texts.chain(feature.get("id")).filter_map(Value::as_str).map(str::to_owned).collect();
            found.push(GeoShape { shape: Shape(rings), names });
        }
    }
    if found.is_empty() { Err(GeoError::NoArea) } else { Ok(found) }
}

fn gather(geometry: &Value, rings: &mut Vec<Vec<(i64, i64)>>) -> Result<(), GeoError> {
    let parts = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => rings.extend(polygon(&parts(geometry, "coordinates"))?),
        Some("MultiPolygon") => {
            for part in parts(geometry, "coordinates") {
                rings.extend(polygon(part.as_array().map_or(&[], Vec::as_slice))?);
            }
        }
        // No deeper: a collection within a collection is discouraged, and a file could nest them without end.
        Some("GeometryCollection") => {
            for part in parts(geometry, "geometries") {
                if part.get("geometries").is_none() {
                    gather(&part, rings)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn polygon(coordinates: &[Value]) -> Result<Vec<Vec<(i64, i64)>>, GeoError> {
    let mut rings = Vec::new();
    for ring in coordinates.iter().filter_map(Value::as_array) {
        let mut points = ring.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        points.dedup();
        if points.len() >= 3 {
            rings.push(points);
        }
    }
    Ok(rings)
}

/// Reads longitude and latitude, in this order.
fn place(point: &Value) -> Result<(i64, i64), GeoError> {
    let number = |at: usize, most: f64| point.get(at).and_then(Value::as_f64).filter(|n| n.abs() <= most);
    let (lon, lat) = number(0, 180.0).zip(number(1, 90.0)).ok_or(GeoError::NotDegrees)?;
    Ok(((lat * 1e6).round() as i64, (lon * 1e6).round() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "[[116.47,40.0],[116.48,40.0],[116.48,40.01],[116.47,40.01],[116.47,40.0]]";

    #[test]
    fn areas_are_found_in_every_kind_of_file() {
        let polygon = format!(r#"{{"type":"Polygon","coordinates":[{SQUARE}]}}"#);
        let several = format!(r#"{{"type":"MultiPolygon","coordinates":[[{SQUARE}],[{SQUARE}]]}}"#);
        let feature = format!(r#"{{"type":"Feature","properties":{{"name":"望京","n":3}},"geometry":{polygon}}}"#);
        let all = format!(
            r#"{{"type":"FeatureCollection","features":[{feature},{{"type":"Feature","properties":null,"geometry":{{"type":"Point","coordinates":[116,40]}}}},{{"type":"Feature","geometry":null}}]}}"#
        );
        let collection = format!(
            r#"{{"type":"GeometryCollection","geometries":[{several},{{"type":"Point","coordinates":[1,2]}}]}}"#
        );
        for (text, rings) in [(&polygon, 1), (&several, 2), (&feature, 1), (&all, 1), (&collection, 2)] {
            let found = read_geojson(text).unwrap();
            assert_eq!((found.len(), found[0].shape.0.len()), (1, rings), "{text}");
            assert_eq!(found[0].shape.0[0][0], (40_000_000, 116_470_000));
            assert_eq!(found[0].shape.0[0].len(), 4, "the closing point is not kept");
        }
        assert_eq!(read_geojson(&all).unwrap()[0].names, ["望京"]);
        assert_eq!(read_geojson(&format!("\u{feff}{polygon}")).unwrap().len(), 1);
    }

    #[test]
    fn what_gives_no_outline_says_why() {
        assert_eq!(read_geojson("{\"type\":"), Err(GeoError::NotJson));
        assert_eq!(read_geojson("[]"), Err(GeoError::NoArea));
        assert_eq!(read_geojson(r#"{"type":"Point","coordinates":[116,40]}"#), Err(GeoError::NoArea));
        let projected =
            r#"{"type":"Polygon","coordinates":[[[451234.5,4427000.1],[451300,4427000],[451300,4427100]]]}"#;
        assert_eq!(read_geojson(projected), Err(GeoError::NotDegrees));
        let broken = r#"{"type":"Polygon","coordinates":[[["a",1],[2,3],[4,5]]]}"#;
        assert_eq!(read_geojson(broken), Err(GeoError::NotDegrees));
        let deep = format!("{}{}", "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(50), "]}".repeat(50));
        assert_eq!(read_geojson(&deep), Err(GeoError::NoArea), "nesting leads nowhere");
        let deeper = "[".repeat(100_000);
        assert_eq!(read_geojson(&deeper), Err(GeoError::NotJson));
    }
}
