//! English units as they stand behind a number: `1 station a year`, `2.4 × 10,000 m²`.

use std::borrow::Cow;

/// Gives a unit as it stands behind a printed number.
pub fn counted<'a>(number: &str, unit: &'a str) -> Cow<'a, str> {
    if unit.starts_with(|first: char| first.is_ascii_digit()) {
        return format!("× {unit}").into();
    }
    if number != "1" {
        return unit.into();
    }
    // What is counted comes first; “a year” and “per km” stay.
    let end = [" a ", " per "].iter().filter_map(|word| unit.find(word)).min().unwrap_or(unit.len());
    let (counted, rest) = unit.split_at(end);
    let words: Vec<Cow<'_, str>> = counted.split(' ').map(singular).collect();
    format!("{}{rest}", words.join(" ")).into()
}

fn singular(word: &str) -> Cow<'_, str> {
    match word {
        "people" => "person".into(),
        "curricula" => "curriculum".into(),
        _ => match (word.strip_suffix("ies"), word.strip_suffix('s')) {
            (Some(stem), _) => format!("{stem}y").into(),
            (None, Some(stem)) if stem.len() > 2 => stem.into(),
            _ => word.into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_a_unit_is_one() {
        let one = |unit| counted("1", unit).into_owned();
        assert_eq!(one("streets or blocks"), "street or block");
        assert_eq!(one("water bodies"), "water body");
        assert_eq!(one("firms a year"), "firm a year");
        assert_eq!(one("spots per km"), "spot per km");
        assert_eq!((one("people"), one("curricula"), one("m²")), ("person".into(), "curriculum".into(), "m²".into()));
        assert_eq!(counted("2", "schools"), "schools");
        assert_eq!(counted("0.5", "10,000 m²"), "× 10,000 m²");
    }
}
