//! What a person records for one indicator or one unit.

use super::Ratio;
use tanfang_journal::Cbor;

/// Holds a plain decimal number exactly: `mantissa / 10^decimals`, normalised (no trailing zero in the decimals).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: i64,
    decimals: u8,
}

/// Says why a text or stored bytes are no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ValueError {
    #[error("{0:?} is not a plain number")]
    NotANumber(String),
    #[error("{0:?} is not of the form a/b with whole numbers and b of at least 1")]
    NotAPair(String),
    #[error("the stored value has an unknown form")]
    UnknownForm,
}

const MOST_DIGITS: usize = 15;

impl Number {
    /// Makes a normalised number.
    pub fn new(mut mantissa: i64, mut decimals: u8) -> Self {
        while decimals > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            decimals -= 1;
        }
        Self { mantissa, decimals }
    }

    /// Reads a plain decimal such as `12`, `-0.5`, `75.0`: ASCII or full-width digits, at most 15 of them, no exponent.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        Self::read(text.trim()).ok_or_else(|| ValueError::NotANumber(text.to_owned()))
    }

    fn read(text: &str) -> Option<Self> {
        let mut letters = text.chars().map(narrow).peekable();
        let negative = letters.peek() == Some(&'-');
        if matches!(letters.peek(), Some('-' | '+')) {
            letters.next();
        }
        let (mut mantissa, mut digits, mut point) = (0, 0, None);
        for letter in letters {
            match letter {
                // A point needs digits on both sides.
                '.' if point.is_none() && digits > 0 => point = Some(digits),
                _ => {
                    mantissa = mantissa * 10 + i64::from(letter.to_digit(10)?);
                    digits += 1;
                    if digits > MOST_DIGITS {
                        return None;
                    }
                }
            }
        }
        let decimals = point.map_or(0, |point| digits - point);
        if digits == 0 || (point.is_some() && decimals == 0) {
            return None;
        }
        Some(Self::new(if negative { -mantissa } else { mantissa }, decimals as u8))
    }

    pub fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// Gives how many decimals the normalised number has.
    pub fn decimals(self) -> u8 {
        self.decimals
    }

    pub fn to_ratio(self) -> Ratio {
        Ratio::new(i128::from(self.mantissa), 10_i128.pow(u32::from(self.decimals))).unwrap_or(Ratio::ZERO)
    }
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff0e}' | '\u{ff0d}' | '\u{ff0b}' | '\u{ff0f}' => {
            char::from_u32(c as u32 - 0xfee0).unwrap_or(c)
        }
        '\u{2212}' => '-',
        other => other,
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.to_ratio().display(self.decimals))
    }
}

/// Holds the one value of a register: a number, a pair, one of the three states without a value, or nothing.
///
/// `75` and `18 of 24` are different values even though both print 75 %. The reason of `Absent` travels beside the
/// value (in the operation), so two people who find a thing missing agree whatever words they used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    Number(Number),
    /// `a` of `b`, whole numbers, `b` at least 1; the value is factor · a / b exactly.
    Of {
        a: i64,
        b: i64,
    },
    Absent,
    NotApplicable {
        reason: String,
    },
    NotObtained {
        reason: String,
    },
    Empty,
}

impl Value {
    /// Reads `18/24` (or `18 of 24`, full-width too).
    pub fn parse_pair(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::NotAPair(text.to_owned());
        let plain: String = text.chars().map(narrow).collect();
        let (a, b) = plain.split_once('/').or_else(|| plain.split_once(" of ")).ok_or_else(wrong)?;
        let part = |s: &str| -> Result<i64, ValueError> {
            let s = s.trim();
            if s.is_empty() || s.len() > MOST_DIGITS || !s.bytes().all(|c| c.is_ascii_digit()) {
                return Err(wrong());
            }
            s.parse().map_err(|_| wrong())
        };
        let (a, b) = (part(a)?, part(b)?);
        if b < 1 {
            return Err(wrong());
        }
        Ok(Self::Of { a, b })
    }

    /// Gives the canonical form kept in the journal.
    pub fn to_cbor(&self) -> Cbor {
        let tagged = |tag: &str, rest: Vec<Cbor>| {
            let mut items = vec![Cbor::text(tag)];
            items.extend(rest);
            Cbor::Array(items)
        };
        match self {
            Self::Number(n) => tagged("number", vec![Cbor::Int(n.mantissa), Cbor::Int(i64::from(n.decimals))]),
            Self::Of { a, b } => tagged("of", vec![Cbor::Int(*a), Cbor::Int(*b)]),
            Self::Absent => tagged("absent", vec![]),
            Self::NotApplicable { reason } => tagged("not_applicable", vec![Cbor::text(reason)]),
            Self::NotObtained { reason } => tagged("not_obtained", vec![Cbor::text(reason)]),
            Self::Empty => Cbor::Null,
        }
    }

    /// Reads the form kept in the journal. A form that this version does not know is an error, never a guess.
    pub fn from_cbor(cbor: &Cbor) -> Result<Self, ValueError> {
        let Cbor::Array(items) = cbor else {
            return if matches!(cbor, Cbor::Null) { Ok(Self::Empty) } else { Err(ValueError::UnknownForm) };
        };
        let [Cbor::Text(tag), rest @ ..] = items.as_slice() else {
            return Err(ValueError::UnknownForm);
        };
        match (tag.as_str(), rest) {
            ("number", [Cbor::Int(mantissa), Cbor::Int(decimals)]) if (0..=12).contains(decimals) => {
                Ok(Self::Number(Number::new(*mantissa, *decimals as u8)))
            }
            ("of", [Cbor::Int(a), Cbor::Int(b)]) if *b >= 1 && *a >= 0 => Ok(Self::Of { a: *a, b: *b }),
            ("absent", []) => Ok(Self::Absent),
            ("not_applicable", [Cbor::Text(reason)]) => Ok(Self::NotApplicable { reason: reason.clone() }),
            ("not_obtained", [Cbor::Text(reason)]) => Ok(Self::NotObtained { reason: reason.clone() }),
            _ => Err(ValueError::UnknownForm),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_normalised_and_exact() {
        assert_eq!(Number::parse("75.0").unwrap(), Number::parse("75").unwrap());
        assert_eq!(Number::parse("１２．５").unwrap().to_string(), "12.5");
        assert_eq!(Number::parse("-0.50").unwrap().to_string(), "-0.5");
        for wrong in ["", "1.", ".5", "1e3", "1,5", "--1", "0x10", "1234567890123456", "12 3"] {
            assert!(Number::parse(wrong).is_err(), "{wrong:?} must be refused");
        }
    }

    #[test]
    fn pairs_need_a_positive_second_part() {
        assert_eq!(Value::parse_pair("18/24").unwrap(), Value::Of { a: 18, b: 24 });
        assert_eq!(Value::parse_pair("18 of 24").unwrap(), Value::Of { a: 18, b: 24 });
        for wrong in ["18/0", "-1/3", "1/2/3", "18", "a/b", "1.5/2"] {
            assert!(Value::parse_pair(wrong).is_err(), "{wrong:?} must be refused");
        }
    }

    #[test]
    fn every_value_survives_the_journal() {
        for value in [
            Value::Number(Number::parse("12.5").unwrap()),
            Value::Of { a: 3, b: 4 },
            Value::Absent,
            Value::NotApplicable { reason: "尚未建成".into() },
            Value::NotObtained { reason: "拒绝".into() },
            Value::Empty,
        ] {
            assert_eq!(Value::from_cbor(&value.to_cbor()).unwrap(), value);
        }
        assert!(Value::from_cbor(&Cbor::Array(vec![Cbor::text("of"), Cbor::Int(1), Cbor::Int(0)])).is_err());
    }
}
