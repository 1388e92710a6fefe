//! Sums typed into a field: `3*12+4`. Exact, as a person with a pencil would write them.

use super::{Number, Ratio};

/// The longest sum that is read, in characters.
const LONGEST: usize = 200;
/// How deep brackets may nest.
const DEEPEST: usize = 16;

/// Says why a sum gives no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumError {
    /// It is no sum of numbers.
    Unreadable,
    /// It divides by nothing, or leaves the range of numbers.
    Impossible,
    /// Its result has no end behind the point, such as `1/3`.
    Endless,
}

/// Tells whether a text is more than one number: whether it calculates.
pub fn is_sum(text: &str) -> bool {
    let inside = text.trim().trim_start_matches(['-', '\u{2212}', '\u{ff0d}']);
    inside.chars().any(|c| operator(c).is_some() || matches!(c, '(' | ')' | '（' | '）'))
}

/// Works a sum out: `+ - * /`, also `× ÷ ＋ －`, brackets, decimals.
pub fn work_out(text: &str) -> Result<Number, SumError> {
    if text.chars().count() > LONGEST {
        return Err(SumError::Unreadable);
    }
    let mut reader = Reader { rest: text.trim(), depth: 0 };
    let result = reader.sum()?;
    if !reader.rest.is_empty() {
        return Err(SumError::Unreadable);
    }
    exact(result)
}

/// Gives the number a ratio is; refused where its decimals never end or are too many.
fn exact(ratio: Ratio) -> Result<Number, SumError> {
    let mut rest = ratio.denominator();
    for factor in [2, 5] {
        while rest % factor == 0 {
            rest /= factor;
        }
    }
    if rest != 1 {
        return Err(SumError::Endless);
    }
    for decimals in 0..=9_u8 {
        let scale = 10_i128.pow(u32::from(decimals));
        if scale % ratio.denominator() == 0 {
            let mantissa = ratio.numerator().checked_mul(scale / ratio.denominator());
            let mantissa = mantissa.and_then(|mantissa| i64::try_from(mantissa).ok()).ok_or(SumError::Impossible)?;
            return Number::parse(&Number::new(mantissa, decimals).to_string()).map_err(|_| SumError::Impossible);
        }
    }
    Err(SumError::Endless)
}

fn operator(c: char) -> Option<char> {
    Some(match c {
        '+' | '＋' => '+',
        '-' | '－' | '\u{2212}' => '-',
        '*' | '×' | '＊' | '·' => '*',
        '/' | '÷' | '／' => '/',
        _ => return None,
    })
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn sum(&mut self) -> Result<Ratio, SumError> {
        let mut total = self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            let next = self.product()?;
            total = if sign == '+' { total.add(next) } else { total.sub(next) }.ok_or(SumError::Impossible)?;
        }
        Ok(total)
    }

    fn product(&mut self) -> Result<Ratio, SumError> {
        let mut total = self.factor()?;
        while let Some(sign) = self.take(&['*', '/']) {
            let next = self.factor()?;
            total = if sign == '*' { total.mul(next) } else { total.div(next) }.ok_or(SumError::Impossible)?;
        }
        Ok(total)
    }

    fn factor(&mut self) -> Result<Ratio, SumError> {
        if self.take(&['-']).is_some() {
            return Ratio::ZERO.sub(self.factor_below()?).ok_or(SumError::Impossible);
        }
        self.factor_below()
    }

    fn factor_below(&mut self) -> Result<Ratio, SumError> {
        self.rest = self.rest.trim_start();
        if let Some(inside) = self.rest.strip_prefix(['(', '（']) {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err(SumError::Unreadable);
            }
            self.rest = inside;
            let result = self.sum()?;
            self.rest = self.rest.trim_start().strip_prefix([')', '）']).ok_or(SumError::Unreadable)?;
            self.depth -= 1;
            return Ok(result);
        }
        let end = self.rest.find(|c: char| !(c.is_numeric() || matches!(c, '.' | '．'))).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        self.rest = rest;
        Number::parse(number).map(Number::to_ratio).map_err(|_| SumError::Unreadable)
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        let rest = self.rest.trim_start();
        let sign = rest.chars().next()?;
        let plain = operator(sign).filter(|plain| signs.contains(plain))?;
        self.rest = &rest[sign.len_utf8()..];
        Some(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn worked(text: &str) -> String {
        work_out(text).unwrap().to_string()
    }

    #[test]
    fn sums_are_worked_out_exactly() {
        for (text, result) in [
            ("3*12+4", "40"),
            ("3×12＋4", "40"),
            ("2+3*4", "14"),
            ("(2+3)*4", "20"),
            ("（2 + 3）÷ 4", "1.25"),
            ("0.1+0.2", "0.3"),
            ("10-2-3", "5"),
            ("-4+10", "6"),
            ("5*-2", "-10"),
            ("12.5*4", "50"),
            ("100/8/5", "2.5"),
        ] {
            assert_eq!(worked(text), result, "{text}");
        }
    }

    #[test]
    fn what_is_no_sum_is_refused() {
        for text in ["", "3+", "*3", "3 4", "(3", "3)", "3+a", "1e3", "2^3", "--", "3++"] {
            assert_eq!(work_out(text), Err(SumError::Unreadable), "{text:?}");
        }
        assert_eq!(work_out("1/0"), Err(SumError::Impossible));
        assert_eq!(work_out("1/3"), Err(SumError::Endless));
        assert_eq!(work_out(&"(".repeat(40)), Err(SumError::Unreadable));
        assert_eq!(work_out(&"9*".repeat(90)), Err(SumError::Impossible));
        assert_eq!(work_out("999999999999999*999999999999999"), Err(SumError::Impossible));
    }

    #[test]
    fn a_number_alone_is_no_sum() {
        assert!(!is_sum("12.5") && !is_sum("-3") && !is_sum(""));
        assert!(is_sum("3*4") && is_sum("3-4") && is_sum("(3)"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[0-9+*/().\u{d7} -]{0,40}") {
            if let Ok(number) = work_out(&text) {
                prop_assert_eq!(work_out(&number.to_string()), Ok(number));
            }
        }
    }
}
