//! What a person draws on a photo: a layer of its own above an original that nobody touches.

use tanfang_journal::Cbor;

/// The far edge of a photo, in the thousandths of its width and height in which marks are placed.
pub const FAR: u16 = 1000;
/// More marks than anybody can read on one photo.
const MOST_MARKS: usize = 60;
/// The longest text of a mark, in characters.
pub const LONGEST_MARK: usize = 200;

/// Says what a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Its point is at `to`.
    Arrow,
    Box,
    /// Begins at `from`.
    Text,
    /// What lies between `from` and `to` cannot be recognised wherever the photo is printed.
    Blur,
}

/// Is one thing drawn on a photo, from corner to corner, in thousandths of its width and height from the top left.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    pub kind: MarkKind,
    pub from: (u16, u16),
    pub to: (u16, u16),
    /// Empty for all but texts.
    pub text: String,
}

impl MarkKind {
    const ALL: [Self; 4] = [Self::Arrow, Self::Box, Self::Text, Self::Blur];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Arrow => "arrow",
            Self::Box => "box",
            Self::Text => "text",
            Self::Blur => "blur",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Mark {
    /// Tells whether it lies on the photo and says no more than a mark can.
    pub fn is_sound(&self) -> bool {
        let on = |(x, y): (u16, u16)| x <= FAR && y <= FAR;
        let said = self.text.chars().count();
        let worded = if self.kind == MarkKind::Text { (1..=LONGEST_MARK).contains(&said) } else { said == 0 };
        on(self.from) && on(self.to) && worded
    }

    /// Gives left, top, width and height, whichever corner was drawn first.
    pub fn rect(&self) -> (u16, u16, u16, u16) {
        let span = |a: u16, b: u16| (a.min(b), a.abs_diff(b));
        let ((x, wide), (y, high)) = (span(self.from.0, self.to.0), span(self.from.1, self.to.1));
        (x, y, wide, high)
    }

    fn to_cbor(&self) -> Cbor {
        let number = |n: u16| Cbor::Int(i64::from(n));
        Cbor::Array(vec![
            Cbor::text(self.kind.as_str()),
            number(self.from.0),
            number(self.from.1),
            number(self.to.0),
            number(self.to.1),
            Cbor::text(&self.text),
        ])
    }

    fn from_cbor(item: &Cbor) -> Option<Self> {
        let [Cbor::Text(kind), x, y, to_x, to_y, Cbor::Text(text)] = item.as_array()? else { return None };
        let number = |item: &Cbor| u16::try_from(item.as_int()?).ok();
        let mark = Self {
            kind: MarkKind::parse(kind)?,
            from: (number(x)?, number(y)?),
            to: (number(to_x)?, number(to_y)?),
            text: text.clone(),
        };
        mark.is_sound().then_some(mark)
    }
}

/// Gives marks as they are recorded; nothing where there are none. None where they are no layer a photo can have.
pub fn marks_to_cbor(marks: &[Mark]) -> Option<Cbor> {
    if marks.len() > MOST_MARKS || !marks.iter().all(Mark::is_sound) {
        return None;
    }
    Some(if marks.is_empty() { Cbor::Null } else { Cbor::Array(marks.iter().map(Mark::to_cbor).collect()) })
}

/// Reads marks as they are recorded. What a newer program drew and this one cannot is left out.
pub fn marks_from_cbor(item: &Cbor) -> Vec<Mark> {
    item.as_array().unwrap_or_default().iter().take(MOST_MARKS).filter_map(Mark::from_cbor).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(kind: MarkKind, text: &str) -> Mark {
        Mark { kind, from: (900, 100), to: (300, 1000), text: text.into() }
    }

    #[test]
    fn marks_are_read_as_they_were_written() {
        let marks = vec![mark(MarkKind::Arrow, ""), mark(MarkKind::Text, "裂缝 3 mm"), mark(MarkKind::Blur, "")];
        let written = marks_to_cbor(&marks).unwrap();
        assert_eq!(marks_from_cbor(&Cbor::decode(&written.encode()).unwrap()), marks);
        assert_eq!(marks_to_cbor(&[]), Some(Cbor::Null));
        assert_eq!(marks[0].rect(), (300, 100, 600, 900));
    }

    #[test]
    fn what_does_not_lie_on_a_photo_is_no_mark() {
        for wrong in [
            Mark { to: (1001, 0), ..mark(MarkKind::Box, "") },
            mark(MarkKind::Text, ""),
            mark(MarkKind::Text, &"长".repeat(LONGEST_MARK + 1)),
            mark(MarkKind::Box, "文字"),
        ] {
            assert_eq!(marks_to_cbor(std::slice::from_ref(&wrong)), None, "{wrong:?}");
        }
        assert_eq!(marks_to_cbor(&vec![mark(MarkKind::Box, ""); MOST_MARKS + 1]), None);
        let strange = Cbor::Array(vec![Cbor::Int(3), Cbor::Array(vec![Cbor::text("circle")])]);
        assert!(marks_from_cbor(&strange).is_empty());
    }
}
