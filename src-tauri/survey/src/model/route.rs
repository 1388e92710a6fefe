//! The order in which places are walked: a short open way through all of them.

use super::metres;

/// How many places are tried as the first one.
const STARTS: usize = 24;
/// Beyond so many places the way is no longer straightened: nobody walks them in a day.
const MOST_STRAIGHTENED: usize = 400;
/// How often the way is looked through for two legs that are better crossed over.
const PASSES: usize = 60;

/// Is one stop of a way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop {
    /// Which of the given places.
    pub place: usize,
    /// How far it is from the stop before, in metres as the crow flies; none for the first, and where nobody knows the place.
    pub metres: Option<f64>,
}

/// Orders places (millionths of a degree) into a short way: always to the nearest place not seen yet, then crossed legs
/// are turned round (2-opt). Places without a position follow at the end, in the order given. Equal input gives equal ways.
pub fn route(places: &[Option<(i64, i64)>]) -> Vec<Stop> {
    let known: Vec<(usize, (i64, i64))> =
        places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?))).collect();
    let apart: Vec<Vec<f64>> =
        known.iter().map(|(_, one)| known.iter().map(|(_, other)| metres(*one, *other)).collect()).collect();
    let starts = if known.len() > MOST_STRAIGHTENED { 1 } else { STARTS };
    let ways = (0..known.len().min(starts)).map(|start| nearest_first(&apart, start));
    let way = ways.map(|way| (length(&apart, &way), way)).min_by(|a, b| a.0.total_cmp(&b.0));
    let mut way = way.map(|(_, way)| way).unwrap_or_default();
    if way.len() <= MOST_STRAIGHTENED {
        straighten(&apart, &mut way);
    }
    let legs = way
        .iter()
        .enumerate()
        .map(|(at, place)| Stop { place: known[*place].0, metres: (at > 0).then(|| apart[way[at - 1]][*place]) });
    let unknown = (0..places.len()).filter(|at| places[*at].is_none()).map(|place| Stop { place, metres: None });
    legs.chain(unknown).collect()
}

fn nearest_first(apart: &[Vec<f64>], start: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..apart.len()).filter(|place| *place != start).collect();
    let mut way = vec![start];
    let mut here = start;
    while let Some((at, next)) =
        left.iter().copied().enumerate().min_by(|(_, a), (_, b)| apart[here][*a].total_cmp(&apart[here][*b]))
    {
        // Keeps the order of what is left, so that of equally near places the first given comes first.
        left.remove(at);
        way.push(next);
        here = next;
    }
    way
}

fn length(apart: &[Vec<f64>], way: &[usize]) -> f64 {
    way.windows(2).map(|leg| apart[leg[0]][leg[1]]).sum()
}

/// Turns parts of the way round as long as that makes it shorter.
fn straighten(apart: &[Vec<f64>], way: &mut [usize]) {
    // The way is open: before the first place and behind the last there is nothing to walk.
    let leg = |way: &[usize], a: Option<usize>, b: Option<usize>| match (a, b) {
        (Some(a), Some(b)) if a < way.len() && b < way.len() => apart[way[a]][way[b]],
        _ => 0.0,
    };
    for _ in 0..PASSES {
        let mut shorter = false;
        for from in 0..way.len() {
            for to in from + 1..way.len() {
                let before = from.checked_sub(1);
                let now = leg(way, before, Some(from)) + leg(way, Some(to), Some(to + 1));
                let turned = leg(way, before, Some(to)) + leg(way, Some(from), Some(to + 1));
                if turned + 1e-6 < now {
                    way[from..=to].reverse();
                    shorter = true;
                }
            }
        }
        if !shorter {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a place so many metres east and north of Wangjing.
    fn place(east: i64, north: i64) -> (i64, i64) {
        (40_000_000 + north * 9, 116_470_000 + east * 12)
    }

    fn order(places: &[Option<(i64, i64)>]) -> Vec<usize> {
        route(places).iter().map(|stop| stop.place).collect()
    }

    #[test]
    fn a_street_is_walked_from_one_end_to_the_other() {
        let street = [300, 100, 500, 0, 200].map(|east| Some(place(east, 0)));
        let way = order(&street);
        assert!(way == [3, 1, 4, 0, 2] || way == [2, 0, 4, 1, 3], "{way:?}");
        let total: f64 = route(&street).iter().filter_map(|stop| stop.metres).sum();
        assert!((total - 500.0 * 1.02).abs() < 20.0, "{total}");
    }

    #[test]
    fn no_way_through_a_handful_of_places_is_shorter_by_more_than_a_tenth() {
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as i64 % 2_000
        };
        for _ in 0..40 {
            let places: Vec<_> = (0..7).map(|_| Some(place(next(), next()))).collect();
            let found: f64 = route(&places).iter().filter_map(|stop| stop.metres).sum();
            let best = shortest(&places, &mut (0..7).collect::<Vec<_>>(), 0);
            assert!(found <= best * 1.1, "{found} is not {best}");
        }
    }

    /// Tries every order.
    fn shortest(places: &[Option<(i64, i64)>], order: &mut Vec<usize>, fixed: usize) -> f64 {
        if fixed == order.len() {
            return order.windows(2).map(|leg| metres(places[leg[0]].unwrap(), places[leg[1]].unwrap())).sum();
        }
        let mut best = f64::INFINITY;
        for at in fixed..order.len() {
            order.swap(fixed, at);
            best = best.min(shortest(places, order, fixed + 1));
            order.swap(fixed, at);
        }
        best
    }

    #[test]
    fn every_place_is_visited_once_and_unknown_ones_come_last() {
        let near = Some(place(10, 10));
        let places = [None, near, None, Some(place(500, 3)), near];
        let mut way = order(&places);
        assert_eq!(way[3..], [0, 2]);
        way.sort_unstable();
        assert_eq!(way, [0, 1, 2, 3, 4]);
        assert_eq!(order(&[]), [0_usize; 0]);
        assert_eq!(order(&[None]), [0]);
    }

    #[test]
    fn very_many_places_are_still_ordered() {
        let places: Vec<_> = (0..900).map(|at| Some(place((at * 37) % 900, (at * 61) % 700))).collect();
        let mut way = order(&places);
        way.sort_unstable();
        assert_eq!(way, (0..900).collect::<Vec<_>>());
    }
}
