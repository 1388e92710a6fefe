//! Outlines and walked paths: points in order, WGS-84, as people type and as the survey keeps them.

use super::{metres, parse_position, position_text};
use tanfang_journal::Cbor;

/// Holds one path, or the rings of an outline: what lies inside an odd number of them belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Shape(pub Vec<Vec<(i64, i64)>>);

/// Says why a text is no outline or path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapeError {
    /// What stands there is no place on Earth.
    NotAPosition(String),
    /// A ring or path has fewer points than this.
    TooFew(usize),
    /// A path is one line.
    InParts,
}

impl Shape {
    /// Reads points as `LAT, LON`, each on a line of its own or behind a semicolon; a bar or an empty line begins another
    /// ring. Each has at least `least` points; only outlines (3) may have several rings.
    pub fn parse(text: &str, least: usize) -> Result<Self, ShapeError> {
        let mut rings = vec![Vec::new()];
        // Whatever ends a point or a ring, in either script.
        let text = text.replace(['；', ';'], "\n").replace(['|', '｜'], "\n\n");
        for line in text.trim().lines().map(str::trim) {
            if line.is_empty() {
                rings.push(Vec::new());
                continue;
            }
            let place = parse_position(line).ok_or_else(|| ShapeError::NotAPosition(line.to_owned()))?;
            if let Some(ring) = rings.last_mut() {
                ring.push(place);
            }
        }
        rings.retain(|ring| !ring.is_empty());
        if least > 2 {
            // Whoever closes a ring by repeating its first point means the same ring.
            for ring in rings.iter_mut().filter(|ring| ring.len() > 1 && ring.first() == ring.last()) {
                ring.pop();
            }
        } else if rings.len() > 1 {
            return Err(ShapeError::InParts);
        }
        if rings.is_empty() || rings.iter().any(|ring| ring.len() < least) {
            return Err(ShapeError::TooFew(least));
        }
        Ok(Self(rings))
    }

    /// Writes it the way it is typed.
    pub fn text(&self) -> String {
        let ring =
            |ring: &Vec<(i64, i64)>| ring.iter().map(|place| position_text(*place)).collect::<Vec<_>>().join("; ");
        self.0.iter().map(ring).collect::<Vec<_>>().join(" | ")
    }

    /// Gives the bytes kept: rings of latitudes and longitudes in turn.
    pub fn to_cbor(&self) -> Cbor {
        let ring = |ring: &Vec<(i64, i64)>| {
            Cbor::Array(ring.iter().flat_map(|(lat, lon)| [Cbor::Int(*lat), Cbor::Int(*lon)]).collect())
        };
        Cbor::Array(self.0.iter().map(ring).collect())
    }

    /// Reads the bytes kept; none where they are something else.
    pub fn from_cbor(item: &Cbor) -> Option<Self> {
        let number = |item: &Cbor, most: i64| item.as_int().filter(|n| n.abs() <= most);
        let ring = |ring: &Cbor| {
            let items = ring.as_array().filter(|items| items.len() >= 4 && items.len() % 2 == 0)?;
            let pair = |two: &[Cbor]| Some((number(&two[0], 90_000_000)?, number(&two[1], 180_000_000)?));
            items.chunks_exact(2).map(pair).collect::<Option<Vec<_>>>()
        };
        let rings = item.as_array().filter(|rings| !rings.is_empty())?;
        Some(Self(rings.iter().map(ring).collect::<Option<_>>()?))
    }

    /// Gives the length of a path in metres.
    pub fn metres(&self) -> f64 {
        self.0.iter().flat_map(|line| line.windows(2)).map(|leg| metres(leg[0], leg[1])).sum()
    }

    pub fn points(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Leaves out points that lie within some metres of the line between their neighbours (Douglas and Peucker), as few as
    /// it takes to have no more than `most`; gives how many metres that was, 0 where all stay.
    pub fn thin(&mut self, most: usize) -> f64 {
        let mut off = 0.0;
        let whole = self.0.clone();
        while self.points() > most && off < 1_000.0 {
            off = if off == 0.0 { 0.5 } else { off * 2.0 };
            self.0 = whole.iter().map(|ring| thinned(ring, off)).filter(|ring| ring.len() >= 3).collect();
        }
        off
    }
}

fn thinned(ring: &[(i64, i64)], off: f64) -> Vec<(i64, i64)> {
    let mut keep = vec![false; ring.len()];
    // A ring has no ends: the point farthest from the first one is the other end.
    let far =
        (0..ring.len()).max_by(|a, b| metres(ring[0], ring[*a]).total_cmp(&metres(ring[0], ring[*b]))).unwrap_or(0);
    let mut parts = vec![(0, far), (far, ring.len())];
    (keep[0], keep[far]) = (true, true);
    while let Some((from, to)) = parts.pop() {
        let end = ring[to % ring.len()];
        let aside = (from + 1..to).map(|at| (at, aside(ring[at], ring[from], end)));
        if let Some((at, most)) = aside.max_by(|a, b| a.1.total_cmp(&b.1))
            && most > off
        {
            keep[at] = true;
            parts.extend([(from, at), (at, to)]);
        }
    }
    ring.iter().zip(keep).filter(|(_, keep)| *keep).map(|(place, _)| *place).collect()
}

/// Gives how far a place lies from the line between two others, in metres, on the plane that touches the Earth there.
fn aside(place: (i64, i64), from: (i64, i64), to: (i64, i64)) -> f64 {
    const METRES: f64 = 0.111_195;
    let east = METRES * (from.0 as f64 / 1e6).to_radians().cos();
    let flat = |at: (i64, i64)| ((at.1 - from.1) as f64 * east, (at.0 - from.0) as f64 * METRES);
    let ((x, y), (along_x, along_y)) = (flat(place), flat(to));
    let length = along_x * along_x + along_y * along_y;
    let share = if length > 0.0 { ((x * along_x + y * along_y) / length).clamp(0.0, 1.0) } else { 0.0 };
    (x - share * along_x).hypot(y - share * along_y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_kept_and_shown_again() {
        let typed = "40.0, 116.47\n40.01,116.47；40.01，116.48;\n40.0,116.47\n\n40.002,116.472 | 40.003,116.472";
        assert_eq!(Shape::parse(typed, 3), Err(ShapeError::TooFew(3)), "the second ring has one point a part");
        let typed =
            "40.0, 116.47\n40.01,116.47；40.01，116.48\n40.0,116.47\n\n40.002,116.472;40.003,116.472;40.003,116.473";
        let shape = Shape::parse(typed, 3).unwrap();
        assert_eq!(
            shape.0.iter().map(Vec::len).collect::<Vec<_>>(),
            [3, 3],
            "the repeated first point closes the ring"
        );
        assert_eq!(Shape::parse(&shape.text(), 3).unwrap(), shape);
        assert_eq!(Shape::from_cbor(&shape.to_cbor()), Some(shape));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        assert_eq!(Shape::parse("40,116; here", 2), Err(ShapeError::NotAPosition("here".into())));
        assert_eq!(Shape::parse("40,116", 2), Err(ShapeError::TooFew(2)));
        assert_eq!(Shape::parse("", 2), Err(ShapeError::TooFew(2)));
        assert_eq!(Shape::parse("40,116;40,117|41,116;41,117", 2), Err(ShapeError::InParts));
        for wrong in [Cbor::Array(vec![]), Cbor::Array(vec![Cbor::Int(1), Cbor::Int(2)]), Cbor::text("x")] {
            assert_eq!(Shape::from_cbor(&wrong), None);
        }
        let outside = Cbor::Array(vec![Cbor::Array([91_000_000, 0, 0, 0].map(Cbor::Int).to_vec())]);
        assert_eq!(Shape::from_cbor(&outside), None, "no place on Earth");
    }

    #[test]
    fn a_path_is_as_long_as_its_legs() {
        let path = Shape::parse("40,116.47; 40.01,116.47; 40.01,116.48", 2).unwrap();
        assert!((path.metres() - 1_112.0 - 851.7).abs() < 3.0, "{}", path.metres());
    }

    #[test]
    fn thinning_keeps_the_corners() {
        let side = |n: i64| (0..=n).map(move |at| at * 9_000 / n);
        let mut ring: Vec<(i64, i64)> = side(800).map(|at| (40_000_000 + at, 116_470_000)).collect();
        ring.extend(side(800).map(|at| (40_009_000, 116_470_000 + at)));
        ring.extend(side(800).map(|at| (40_009_000 - at, 116_479_000)));
        let mut shape = Shape(vec![ring]);
        let off = shape.thin(100);
        assert!(off > 0.0 && off <= 1.0, "{off}");
        assert_eq!(
            shape.0[0],
            [
                (40_000_000, 116_470_000),
                (40_009_000, 116_470_000),
                (40_009_000, 116_479_000),
                (40_000_000, 116_479_000)
            ]
        );
        assert!(Shape(vec![vec![(0, 0), (0, 9), (9, 9)]]).thin(100).abs() < 1e-9, "a small one stays as it is");
    }
}
