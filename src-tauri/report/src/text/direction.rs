//! Right-to-left text (UAX 9): levels while it is shaped, the order on a line when it is placed.

use super::Cluster;
use unicode_bidi::BidiInfo;

/// Gives the level of each byte; none where everything runs from left to right, as nearly always.
pub(super) fn levels(text: &str) -> Option<Vec<u8>> {
    let turns = |character: char| matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if !text.chars().any(turns) {
        return None;
    }
    Some(BidiInfo::new(text, None).levels.iter().map(unicode_bidi::Level::number).collect())
}

/// Puts clusters into the order of their places in the text.
pub(super) fn sort(clusters: &mut [Cluster], places: &[usize]) {
    let mut order: Vec<usize> = (0..clusters.len()).collect();
    order.sort_by_key(|index| places[*index]);
    let sorted: Vec<Cluster> = order.into_iter().map(|index| clusters[index].clone()).collect();
    clusters.clone_from_slice(&sorted);
}

/// Gives the order from left to right in which clusters of these levels are seen (UAX 9, L2).
pub(super) fn seen(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut from = 0;
        while from < order.len() {
            let to = (from..order.len()).find(|at| levels[order[*at]] < level).unwrap_or(order.len());
            order[from..to].reverse();
            from = to + 1;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn what_runs_from_right_to_left_is_seen_reversed_and_numbers_in_it_are_not() {
        assert_eq!(seen(&[0, 0, 0]), [0, 1, 2]);
        assert_eq!(seen(&[0, 1, 1, 0]), [0, 2, 1, 3]);
        // Two words around a number of two digits.
        assert_eq!(seen(&[1, 1, 2, 2, 1]), [4, 2, 3, 1, 0]);
    }
}
