//! Exact shares.

use std::cmp::Ordering;

/// Holds an exact quotient of whole numbers with a positive denominator, always reduced.
///
/// Scores compare values exactly: 2 of 3 is two thirds, never 66.67 %. Numbers typed by people have at most
/// 18 digits, so the products taken here stay far inside `i128`; an overflow gives `None`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        // Nearly all numbers are small, and a machine word divides many times faster than two.
        if let (Ok(mut a), Ok(mut b)) = (i64::try_from(a), i64::try_from(b)) {
            while b != 0 {
                (a, b) = (b, a.wrapping_rem(b));
            }
            return i128::from(a).abs();
        }
        (a, b) = (b, a % b);
    }
    a.abs()
}

// Unlike the operators of these names, all four can fail.
#[allow(clippy::should_implement_trait)]
impl Ratio {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// Makes a reduced ratio; `None` where the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 {
            return None;
        }
        let divisor = gcd(numerator, denominator) * denominator.signum();
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    pub fn whole(number: i64) -> Self {
        Self { numerator: i128::from(number), denominator: 1 }
    }

    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Gives the denominator, always above zero.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    pub fn add(self, other: Self) -> Option<Self> {
        // Over the least common denominator: a mean of many shares stays small enough to be exact.
        let common = gcd(self.denominator, other.denominator);
        let a = self.numerator.checked_mul(other.denominator / common)?;
        let b = other.numerator.checked_mul(self.denominator / common)?;
        Self::new(a.checked_add(b)?, (self.denominator / common).checked_mul(other.denominator)?)
    }

    pub fn sub(self, other: Self) -> Option<Self> {
        self.add(Self { numerator: -other.numerator, denominator: other.denominator })
    }

    pub fn mul(self, other: Self) -> Option<Self> {
        Self::new(self.numerator.checked_mul(other.numerator)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// Divides; `None` where `other` is zero.
    pub fn div(self, other: Self) -> Option<Self> {
        Self::new(self.numerator.checked_mul(other.denominator)?, self.denominator.checked_mul(other.numerator)?)
    }

    /// Gives the nearest double, for means and for display; never for a comparison with a target.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// Takes a computed double to nine decimals, to be displayed: doubles near a half are settled on a grid far finer than any
    /// display. Nothing else is computed from it.
    pub fn near(number: f64) -> Self {
        const FINE: i128 = 1_000_000_000;
        Self::new((number * FINE as f64).round() as i128, FINE).unwrap_or(Self::ZERO)
    }

    /// Rounds half away from zero to `decimals` places and writes it plainly: `66.7`, `-0.5`, `12`.
    ///
    /// The only rounding of the product; for display alone. Trailing zeros are kept, so columns align.
    pub fn display(self, decimals: u8) -> String {
        let scale = 10_i128.pow(u32::from(decimals.min(12)));
        let scaled = self.numerator.saturating_mul(scale);
        let half = self.denominator / 2 + self.denominator % 2;
        let mut whole = scaled.abs() / self.denominator;
        if scaled.abs() % self.denominator >= half {
            whole += 1;
        }
        let sign = if scaled < 0 && whole != 0 { "-" } else { "" };
        if decimals == 0 {
            return format!("{sign}{whole}");
        }
        format!("{sign}{}.{:0width$}", whole / scale, whole % scale, width = usize::from(decimals))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        // Both products fit for every ratio made from typed numbers; where they would not, doubles decide.
        match (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::fmt::Debug for Ratio {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(a: i128, b: i128) -> Ratio {
        Ratio::new(a, b).unwrap()
    }

    #[test]
    fn is_reduced_with_a_positive_denominator() {
        assert_eq!(ratio(-6, -8), ratio(3, 4));
        assert_eq!((ratio(6, -8).numerator(), ratio(6, -8).denominator()), (-3, 4));
        assert_eq!(Ratio::new(1, 0), None);
    }

    #[test]
    fn display_rounds_half_away_from_zero() {
        assert_eq!(ratio(5, 2).display(0), "3");
        assert_eq!(ratio(-5, 2).display(0), "-3");
        assert_eq!(ratio(2, 3).display(1), "0.7");
        assert_eq!(ratio(-1, 100).display(1), "0.0");
        assert_eq!(ratio(1, 20).display(1), "0.1");
        assert_eq!(ratio(200, 3).display(2), "66.67");
        assert_eq!(ratio(5, 1).display(2), "5.00");
        assert_eq!(ratio(1, 3).display(0), "0");
    }

    #[test]
    fn orders_exactly() {
        assert!(ratio(2, 3) < ratio(667, 1000));
        assert!(ratio(2, 3) > ratio(666_666_666_666, 1_000_000_000_000));
    }
}
