//! Weights from pairwise comparison: the analytic hierarchy process (Saaty, The analytic hierarchy process, 1980).

use crate::model::Ratio;
use std::cmp::Ordering;

/// The most things that are compared with each other: for more there is no table of chance, and nobody keeps them in mind.
pub const MOST: usize = 15;

/// The consistency of chance judgements by number of things (Saaty), from none on.
const BY_CHANCE: [f64; MOST + 1] =
    [0.0, 0.0, 0.0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
/// Above this the judgements contradict each other too much to weigh by. Source: Saaty.
pub const CONSISTENT: f64 = 0.1;

/// Holds what the judgements of one set of siblings come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairwise {
    /// In the order of the things; they add up to 1.
    pub weights: Vec<f64>,
    /// The consistency ratio; 0 for two things or fewer.
    pub ratio: f64,
}

/// Weighs things by judgements, `judged(i, j)` for i < j: how many times as much i matters as j, from 1/9 to 9. `None` where
/// one is missing or there are more than [`MOST`] things.
///
/// The weights are the principal eigenvector of the matrix of judgements, made to add up to 1; the consistency ratio is
/// (λ − n) / (n − 1) over that of chance, λ being its eigenvalue.
pub fn pairwise(things: usize, judged: impl Fn(usize, usize) -> Option<Ratio>) -> Option<Pairwise> {
    if things > MOST {
        return None;
    }
    let entry = |i: usize, j: usize| match i.cmp(&j) {
        Ordering::Equal => Some(1.0),
        Ordering::Less => judged(i, j).map(Ratio::to_f64),
        Ordering::Greater => judged(j, i).map(|judgement| 1.0 / judgement.to_f64()),
    };
    let row = |i: usize| (0..things).map(|j| entry(i, j)).collect::<Option<Vec<f64>>>();
    let matrix = (0..things).map(row).collect::<Option<Vec<_>>>()?;
    let (weights, eigenvalue) = principal(&matrix);
    let n = things as f64;
    let ratio = if things > 2 { ((eigenvalue - n) / (n - 1.0) / BY_CHANCE[things]).max(0.0) } else { 0.0 };
    Some(Pairwise { weights, ratio })
}

/// Finds the principal eigenvector of a matrix of positive numbers by repeated multiplication, and its eigenvalue.
fn principal(matrix: &[Vec<f64>]) -> (Vec<f64>, f64) {
    const STEPS: usize = 1000;
    let things = matrix.len();
    let mut vector = vec![1.0 / things as f64; things];
    let mut eigenvalue = 0.0;
    for _ in 0..STEPS {
        let made: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&vector).map(|(entry, weight)| entry * weight).sum()).collect();
        // The vector adds up to 1, so what it grows to is the eigenvalue.
        eigenvalue = made.iter().sum();
        let next: Vec<f64> = made.iter().map(|weight| weight / eigenvalue).collect();
        let moved = next.iter().zip(&vector).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        vector = next;
        if moved < 1e-15 {
            break;
        }
    }
    (vector, eigenvalue)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(table: &[(usize, usize, i128, i128)]) -> impl Fn(usize, usize) -> Option<Ratio> {
        move |i, j| table.iter().find(|(a, b, ..)| (*a, *b) == (i, j)).and_then(|(.., a, b)| Ratio::new(*a, *b))
    }

    #[test]
    fn judgements_without_contradiction_give_their_weights() {
        let made = pairwise(3, judged(&[(0, 1, 2, 1), (0, 2, 6, 1), (1, 2, 3, 1)])).unwrap();
        for (weight, expected) in made.weights.iter().zip([0.6, 0.3, 0.1]) {
            assert!((weight - expected).abs() < 1e-12, "{made:?}");
        }
        assert!(made.ratio < 1e-9, "{made:?}");
    }

    #[test]
    fn the_vector_is_an_eigenvector_and_contradictions_show() {
        // a over b over c over a: a circle.
        let made = pairwise(3, judged(&[(0, 1, 5, 1), (1, 2, 5, 1), (0, 2, 1, 5)])).unwrap();
        assert!(made.ratio > CONSISTENT, "{made:?}");
        for weight in &made.weights {
            assert!((weight - 1.0 / 3.0).abs() < 1e-12, "a circle favours nobody");
        }
        // Saaty's λ for this circle: 1 + 5 + 1/5.
        assert!((made.ratio - (6.2 - 3.0) / 2.0 / 0.58).abs() < 1e-9, "{made:?}");
    }

    #[test]
    fn a_missing_judgement_gives_no_weights() {
        assert_eq!(pairwise(3, judged(&[(0, 1, 2, 1), (0, 2, 6, 1)])), None);
        assert_eq!(pairwise(MOST + 1, |_, _| Some(Ratio::whole(1))), None);
        assert_eq!(pairwise(1, |_, _| None).unwrap().weights, [1.0]);
    }
}
