//! Positions as people write them: latitude and longitude in degrees, WGS-84.

use super::{Number, Ratio};

/// Reads `LAT,LON` in degrees as millionths of a degree; none where it is no place on Earth or finer than that.
pub fn parse_position(text: &str) -> Option<(i64, i64)> {
    let (lat, lon) = text.split_once([',', '，'])?;
    let micro = |part: &str, most: i64| -> Option<i64> {
        let number = Number::parse(part).ok()?;
        let places = 6_u32.checked_sub(u32::from(number.decimals()))?;
        let value = number.mantissa().checked_mul(10_i64.pow(places))?;
        (value.abs() <= most * 1_000_000).then_some(value)
    };
    Some((micro(lat, 90)?, micro(lon, 180)?))
}

/// Writes a position with six decimals: `39.901050, 116.420790`.
pub fn position_text((lat, lon): (i64, i64)) -> String {
    let degrees = |micro: i64| Ratio::new(i128::from(micro), 1_000_000).unwrap_or(Ratio::ZERO).display(6);
    format!("{}, {}", degrees(lat), degrees(lon))
}

/// Gives the distance of two places in metres, over a sphere: exact enough for a community.
pub fn metres((lat_a, lon_a): (i64, i64), (lat_b, lon_b): (i64, i64)) -> f64 {
    const EARTH: f64 = 6_371_008.8;
    let radians = |micro: i64| (micro as f64 / 1e6).to_radians();
    let (a, b) = (radians(lat_a), radians(lat_b));
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = half(b - a) + a.cos() * b.cos() * half(radians(lon_b - lon_a));
    2.0 * EARTH * chord.sqrt().min(1.0).asin()
}

/// Gives where Chinese map services show a place (GCJ-02), of WGS-84; outside mainland China both are the same.
///
/// The published formula, good to a metre; for display and copying only, never for keeping.
pub fn gcj02((lat, lon): (i64, i64)) -> (i64, i64) {
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
    if !(829_300..=55_827_100).contains(&lat) || !(72_004_000..=137_834_700).contains(&lon) {
        return (lat, lon);
    }
    let (x, y) = (lon as f64 / 1e6 - 105.0, lat as f64 / 1e6 - 35.0);
    let wave = |at: f64, sizes: [(f64, f64); 2]| {
        sizes.iter().map(|(size, length)| size * (at * std::f64::consts::PI / length).sin()).sum::<f64>() * 2.0 / 3.0
    };
    let common = wave(x, [(20.0, 1.0 / 6.0), (20.0, 0.5)]);
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + common
        + wave(y, [(20.0, 1.0), (40.0, 3.0)])
        + wave(y, [(160.0, 12.0), (320.0, 30.0)]);
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + common
        + wave(x, [(20.0, 1.0), (40.0, 3.0)])
        + wave(x, [(150.0, 12.0), (300.0, 30.0)]);
    let angle = (lat as f64 / 1e6).to_radians();
    let bend = 1.0 - ECCENTRICITY * angle.sin().powi(2);
    let north = north / (AXIS * (1.0 - ECCENTRICITY) / (bend * bend.sqrt())).to_radians();
    let east = east / (AXIS / bend.sqrt() * angle.cos()).to_radians();
    (lat + (north * 1e6).round() as i64, lon + (east * 1e6).round() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_ground() {
        // A hundredth of a degree of latitude is 1,112 m everywhere; of longitude in Beijing 853 m.
        let wangjing = (40_000_000, 116_470_000);
        assert!((metres(wangjing, (40_010_000, 116_470_000)) - 1112.0).abs() < 1.0);
        assert!((metres(wangjing, (40_000_000, 116_480_000)) - 851.8).abs() < 2.0);
        assert!(metres(wangjing, wangjing) < 1e-6);
    }

    #[test]
    fn map_services_show_a_place_where_the_published_example_says() {
        let (lat, lon) = gcj02((39_901_050, 116_420_790));
        assert!((lat - 39_902_450).abs() <= 10 && (lon - 116_427_030).abs() <= 10, "{lat}, {lon}");
        let seoul = (37_566_500, 126_978_000);
        assert!(metres(gcj02((1_352_000, 103_819_000)), (1_352_000, 103_819_000)) < 1_000.0);
        assert_ne!(gcj02(seoul), seoul, "the box is generous");
        let berlin = (52_520_000, 13_405_000);
        assert_eq!(gcj02(berlin), berlin);
    }

    #[test]
    fn positions_are_exact_to_a_microdegree() {
        assert_eq!(parse_position("40.00,116.47").unwrap(), (40_000_000, 116_470_000));
        assert_eq!(parse_position("-0.000001， 180").unwrap(), (-1, 180_000_000));
        for wrong in ["40", "91,0", "0,181", "a,b", "40.0000001,116", "40,116,3", ""] {
            assert_eq!(parse_position(wrong), None, "{wrong:?} must be refused");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for at in [(39_901_050, 116_420_790), (-1, 0), (90_000_000, -180_000_000)] {
            assert_eq!(parse_position(&position_text(at)), Some(at));
        }
    }
}
