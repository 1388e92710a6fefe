//! Shares found in a sample, and how sure they are.

/// The value that 95 % of a normal distribution lie within, in standard deviations to either side.
const Z: f64 = 1.959_963_984_540_054;

/// Says of how many there are in all the `b` of a share are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Nothing was drawn: what was looked at is all there is.
    All,
    /// They were drawn from so many; as many as that are all.
    Of(usize),
    /// They are some of many, as those who answer a questionnaire are.
    Unknown,
}

/// Holds a share as it was found: `a` of `b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub a: i128,
    pub b: i128,
    pub whole: Whole,
}

impl Share {
    /// Gives the 95 % interval of the share in the whole, both ends from 0 to 1; `None` where nothing was drawn.
    ///
    /// With p = a / b, n = b, z = 1.959963984540054: (p + z² / 2n ± z · √(p (1 − p) / n + z² / 4n²)) / (1 + z² / n).
    /// Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference (1927).
    pub fn interval(self) -> Option<(f64, f64)> {
        let drawn = match self.whole {
            Whole::All => false,
            Whole::Of(whole) => usize::try_from(self.b).is_ok_and(|b| b < whole),
            Whole::Unknown => true,
        };
        if !drawn || self.b < 1 || !(0..=self.b).contains(&self.a) {
            return None;
        }
        let (p, n) = (self.a as f64 / self.b as f64, self.b as f64);
        let square = Z * Z;
        let centre = p + square / (2.0 * n);
        let way = Z * (p * (1.0 - p) / n + square / (4.0 * n * n)).sqrt();
        let end = |at: f64| (at / (1.0 + square / n)).clamp(0.0, 1.0);
        Some((end(centre - way), end(centre + way)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(a: i128, b: i128) -> (f64, f64) {
        Share { a, b, whole: Whole::Unknown }.interval().unwrap()
    }

    #[test]
    fn agrees_with_published_intervals() {
        // Newcombe (1998), table I, method 3 (score without continuity correction), to four decimals.
        for (a, b, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let (from, to) = drawn(a, b);
            assert!((from - low).abs() < 5e-5 && (to - high).abs() < 5e-5, "{a}/{b}: {from} {to}");
        }
    }

    #[test]
    fn solves_the_equation_it_comes_from() {
        // Its ends are the shares from which the found one lies exactly z standard errors away.
        for (a, b) in [(3, 10), (9, 10), (1, 200), (55, 77)] {
            let found = a as f64 / b as f64;
            let (low, high) = drawn(a, b);
            for end in [low, high] {
                let error = (end * (1.0 - end) / b as f64).sqrt();
                assert!(((found - end).abs() - Z * error).abs() < 1e-12, "{a}/{b}: {end}");
            }
        }
    }

    #[test]
    fn what_was_looked_at_whole_is_sure() {
        let of = |whole| Share { a: 3, b: 10, whole }.interval();
        assert_eq!((of(Whole::All), of(Whole::Of(10))), (None, None));
        assert_eq!(of(Whole::Of(11)), of(Whole::Unknown));
        assert_eq!(Share { a: 12, b: 10, whole: Whole::Unknown }.interval(), None, "no share");
    }
}
