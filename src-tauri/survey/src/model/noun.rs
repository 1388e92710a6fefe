//! What is recorded beside values: visits, findings, questions, sheets, interviews … each a noun with its fields.
//!
//! One table says what there is. The session checks by it, the command line and the window name fields by it, and a test
//! sees that every noun, field and word has its words in both languages.

use super::{Shape, ShapeError, parse_position, position_text};
use tanfang_journal::{Cbor, Detached};

/// Says what a field holds, and so how it is typed and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A day of the calendar: `2026-09-06`.
    Date,
    /// A time of day: `09:30`.
    Time,
    /// A whole number within these bounds.
    Whole(i64, i64),
    Flag,
    /// Latitude and longitude in degrees, WGS-84: `39.9, 116.4`.
    Position,
    /// Rings of at least three positions.
    Outline,
    /// A line of at least two positions.
    Path,
    /// The key of another thing.
    Key(&'static str),
    /// Keys of other things, separated by commas.
    Keys(&'static str),
    /// What a person said or who they are: kept beside the journal, so that it can be erased.
    Personal,
    /// What the program sets down when the thing is made; nobody types it, then or later.
    Fixed,
}

/// Is a field of a noun. A name that ends in `*` stands for every field that begins like it: `answer/*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    /// Without it there is nothing to record.
    pub needed: bool,
}

/// Is a noun: what things of it are called, how their keys are made, and their fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun {
    pub name: &'static str,
    /// The fields that make the key, as `wangjing/1/6`, so that two people who mean the same meet in one; none: a new key each.
    pub key: &'static [&'static str],
    pub fields: &'static [Field],
}

/// Says why a text does not fit a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    NotAWord(&'static [&'static str]),
    NotADate,
    NotATime,
    NotWhole(i64, i64),
    NotAFlag,
    NotAPosition,
    NotAShape(ShapeError),
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, needed: false }
}

const fn needed(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, needed: true }
}

const COMMUNITY: Field = needed("community", Kind::Key("community"));
const ROUND: Field = needed("round", Kind::Whole(1, 99));
pub const LANGUAGES: &[&str] = &["zh", "en", "ko", "ja", "other"];
pub const GROUPS: &[&str] = &["international", "local", "working"];
/// The kinds of reports, as editions name them.
pub const REPORTS: &[&str] = &["scenario", "community", "overview", "confirmation", "album"];
const RESPONDENTS: &[&str] = &["resident", "employer", "operator", "manager"];

/// All nouns whose things are made of plain fields.
pub const NOUNS: &[Noun] = &[
    Noun {
        name: "visit",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("date", Kind::Date),
            field("from", Kind::Time),
            field("to", Kind::Time),
            field("members", Kind::Text),
            field("weather", Kind::Word(&["clear", "cloudy", "rain", "snow", "haze", "wind"])),
            field("purpose", Kind::Text),
            // Where the team met; else a visit lies where it recorded.
            field("position", Kind::Position),
            field("note", Kind::Text),
        ],
    },
    Noun {
        name: "finding",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("text", Kind::Text),
            field("indicator", Kind::Key("indicator")),
            field("unit", Kind::Key("unit")),
            field("position", Kind::Position),
            field("severity", Kind::Word(&["minor", "serious", "urgent"])),
            field("cause", Kind::Text),
            field("advice", Kind::Text),
            field("state", Kind::Word(&["open", "solved", "dismissed"])),
            // What a later round saw of it.
            field("round/*", Kind::Word(&["seen_again", "solved"])),
        ],
    },
    Noun {
        name: "question",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("indicator", Kind::Key("indicator")),
            needed("text", Kind::Text),
            field("unit", Kind::Key("unit")),
            field("answer", Kind::Text),
            field("closed", Kind::Flag),
        ],
    },
    Noun {
        name: "sheet",
        key: &["community", "round", "scenario"],
        fields: &[field("assignee", Kind::Key("person")), field("comment", Kind::Text)],
    },
    // Who goes along the places of one list.
    Noun { name: "route", key: &["community", "round", "list"], fields: &[field("assignee", Kind::Key("person"))] },
    Noun {
        name: "round",
        key: &["round"],
        fields: &[
            field("from", Kind::Date),
            field("to", Kind::Date),
            field("reference_from", Kind::Date),
            field("reference_to", Kind::Date),
            field("scope", Kind::Word(&["all", "missing_and_missed", "binding_disputed_changed"])),
        ],
    },
    Noun {
        name: "interview",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("consent", Kind::Word(&["yes", "no"])),
            needed("respondent", Kind::Word(RESPONDENTS)),
            field("date", Kind::Date),
            field("scenario", Kind::Key("scenario")),
            field("group", Kind::Word(GROUPS)),
            field("language", Kind::Word(LANGUAGES)),
            field("name", Kind::Personal),
            field("contact", Kind::Personal),
            field("answer/*", Kind::Personal),
            field("note", Kind::Personal),
        ],
    },
    Noun {
        name: "response",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("number", Kind::Whole(1, 999_999)),
            needed("consent", Kind::Word(&["yes", "no"])),
            field("date", Kind::Date),
            field("group", Kind::Word(GROUPS)),
            field("language", Kind::Word(LANGUAGES)),
            field("origin", Kind::Word(&["paper", "online"])),
            // The form this one is a second reading of, and whether the two readings were compared.
            field("second_of", Kind::Key("response")),
            field("checked", Kind::Flag),
            field("answer/*", Kind::Personal),
        ],
    },
    Noun {
        name: "request",
        key: &[],
        fields: &[
            COMMUNITY,
            ROUND,
            needed("holder", Kind::Text),
            field("indicators", Kind::Keys("indicator")),
            field("state", Kind::Word(&["drafted", "asked", "reminded", "received", "refused"])),
            field("asked", Kind::Date),
            field("reminded", Kind::Date),
            field("received", Kind::Date),
            field("refused", Kind::Date),
            field("period", Kind::Text),
            // The area the data are to describe, and by when an answer is hoped for.
            field("extent", Kind::Text),
            field("due", Kind::Date),
            field("body", Kind::Text),
            field("number", Kind::Text),
            field("document", Kind::Key("document")),
            field("note", Kind::Text),
        ],
    },
    Noun {
        // A cell that is to be read a second time; the readings lie below it, by person.
        name: "reading",
        key: &["community", "round", "indicator"],
        fields: &[field("reader", Kind::Key("person"))],
    },
    Noun {
        name: "project",
        key: &[],
        fields: &[
            COMMUNITY,
            needed("name", Kind::Text),
            field("kind", Kind::Word(&["planning", "construction", "upgrade", "activity"])),
            // The gaps it is to close.
            field("indicators", Kind::Keys("indicator")),
            field("state", Kind::Word(&["planned", "under_way", "done", "given_up"])),
            field("lead", Kind::Text),
            field("responsible", Kind::Text),
            field("place", Kind::Text),
            field("note", Kind::Text),
        ],
    },
    Noun {
        name: "photo",
        key: &[],
        fields: &[
            // Whether people can be recognised, and whether they agreed to be shown.
            field("people", Kind::Word(&["yes", "no", "unchecked"])),
            field("consent", Kind::Word(&["yes", "no"])),
        ],
    },
    Noun {
        name: "outline",
        key: &["community"],
        fields: &[field("shape", Kind::Outline), field("centre", Kind::Position), field("source/body", Kind::Text)],
    },
    Noun {
        name: "path",
        key: &[],
        fields: &[COMMUNITY, ROUND, needed("text", Kind::Text), needed("line", Kind::Path), field("note", Kind::Text)],
    },
    Noun {
        // A text of the survey's own in its reports.
        name: "passage",
        key: &[],
        fields: &[
            needed("kind", Kind::Word(REPORTS)),
            // Of one scenario or community alone; without, of every report of the kind.
            field("scenario", Kind::Key("scenario")),
            field("community", Kind::Key("community")),
            // The section it stands in, by its name in an edition.
            needed("section", Kind::Text),
            field("text_zh", Kind::Text),
            field("text_en", Kind::Text),
            // At the end of the section and not at its beginning.
            field("at_end", Kind::Flag),
            field("order", Kind::Whole(0, 9999)),
        ],
    },
    Noun {
        // The choices of a report, to be taken up again.
        name: "layout",
        key: &[],
        fields: &[needed("name", Kind::Text), needed("edition", Kind::Text)],
    },
    Noun {
        name: "report",
        key: &[],
        fields: &[
            field("number", Kind::Fixed),
            field("kind", Kind::Fixed),
            field("scenario", Kind::Fixed),
            field("communities", Kind::Fixed),
            field("round", Kind::Fixed),
            field("audience", Kind::Fixed),
            field("languages", Kind::Fixed),
            field("profile", Kind::Fixed),
            field("date", Kind::Fixed),
            // The state it shows: its digest, and the ends of the branches that counted.
            field("digest", Kind::Fixed),
            field("tips", Kind::Fixed),
            field("edition", Kind::Fixed),
            // Hash and name of each file that was written, a line each.
            field("files", Kind::Fixed),
            // Why it was issued although numbers in it were not settled, and which.
            field("acknowledged", Kind::Fixed),
            field("unsettled", Kind::Fixed),
            field("recipients", Kind::Text),
            field("note", Kind::Text),
        ],
    },
    Noun {
        // What somebody who was asked for comments says: 征求意见.
        name: "feedback",
        key: &[],
        fields: &[
            field("report", Kind::Key("report")),
            field("community", Kind::Key("community")),
            field("round", Kind::Whole(1, 99)),
            field("indicator", Kind::Key("indicator")),
            // An office or a unit, no person.
            needed("organisation", Kind::Text),
            needed("objection", Kind::Text),
            field("answer", Kind::Text),
            field("outcome", Kind::Word(&["open", "accepted", "partly", "declined"])),
            field("date", Kind::Date),
        ],
    },
    Noun {
        name: "assessment",
        key: &["community", "round", "indicator"],
        fields: &[
            field("source/body", Kind::Text),
            field("source/number", Kind::Text),
            field("source/date", Kind::Date),
            field("source/period", Kind::Text),
            field("no_photo", Kind::Text),
        ],
    },
];

/// Finds a noun by its name.
pub fn noun(name: &str) -> Option<&'static Noun> {
    NOUNS.iter().find(|noun| noun.name == name)
}

impl Noun {
    /// Finds the field of a name; a pattern fits where something follows its beginning.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| match field.name.strip_suffix('*') {
            Some(start) => name.strip_prefix(start).is_some_and(|rest| !rest.is_empty()),
            None => field.name == name,
        })
    }
}

impl Field {
    /// Names the field in `assets/text`: `field-reference-from`, `field-answer`.
    pub fn text_id(&self) -> String {
        format!("field-{}", self.name.trim_end_matches("/*").replace(['_', '/'], "-"))
    }
}

impl Kind {
    /// Reads what was typed; an empty text clears the field. Texts of [`Kind::Personal`] are set apart by the caller.
    pub fn read(self, text: &str) -> Result<Cbor, Misfit> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Cbor::Null);
        }
        Ok(match self {
            Self::Text | Self::Personal | Self::Fixed | Self::Key(_) => Cbor::text(text),
            Self::Word(words) => Cbor::text(words.iter().find(|word| **word == text).ok_or(Misfit::NotAWord(words))?),
            Self::Date => Cbor::text(&day(text).ok_or(Misfit::NotADate)?),
            Self::Time => Cbor::text(&time(text).ok_or(Misfit::NotATime)?),
            Self::Whole(low, high) => {
                let number = text.parse().ok().filter(|n| (low..=high).contains(n));
                Cbor::Int(number.ok_or(Misfit::NotWhole(low, high))?)
            }
            Self::Flag => Cbor::Bool(match text {
                "yes" => true,
                "no" => false,
                _ => return Err(Misfit::NotAFlag),
            }),
            Self::Position => {
                let (lat, lon) = parse_position(text).ok_or(Misfit::NotAPosition)?;
                Cbor::Array(vec![Cbor::Int(lat), Cbor::Int(lon)])
            }
            Self::Outline => Shape::parse(text, 3).map_err(Misfit::NotAShape)?.to_cbor(),
            Self::Path => Shape::parse(text, 2).map_err(Misfit::NotAShape)?.to_cbor(),
            Self::Keys(_) => {
                let keys = text.split([',', '，', '、']).map(str::trim).filter(|key| !key.is_empty());
                Cbor::Array(keys.map(Cbor::text).collect())
            }
        })
    }

    /// Writes a value the way it is read; a value of another form, or one kept elsewhere, gives an empty text.
    pub fn show(value: &Cbor) -> String {
        match value {
            Cbor::Text(text) => text.clone(),
            Cbor::Int(number) => number.to_string(),
            Cbor::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Cbor::Array(items) => match items.as_slice() {
                [Cbor::Int(lat), Cbor::Int(lon)] => position_text((*lat, *lon)),
                _ if Detached::hash_in(value).is_some() => String::new(),
                _ if Shape::from_cbor(value).is_some() => Shape::from_cbor(value).unwrap_or_default().text(),
                items => items.iter().filter_map(Cbor::as_text).collect::<Vec<_>>().join(","),
            },
            Cbor::Bytes(_) | Cbor::Null | Cbor::Map(_) => String::new(),
        }
    }
}

/// Reads a day of the Gregorian calendar.
fn day(text: &str) -> Option<String> {
    let day: jiff::civil::Date = text.parse().ok()?;
    (text.len() == 10 && (1900..=2999).contains(&day.year())).then(|| day.to_string())
}

/// Reads `9:30` or `09:30`, and writes `09:30`.
fn time(text: &str) -> Option<String> {
    let (hour, minute) = text.split_once([':', '：'])?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<i8>().ok()).flatten();
    let (hour, minute) = (digits(hour)?, digits(minute).filter(|_| minute.len() == 2)?);
    jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
    Some(format!("{hour:02}:{minute:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_and_shown_again() {
        let cases = [
            (Kind::Text, " 门禁损坏 ", "门禁损坏"),
            (Kind::Word(&["open", "solved"]), "solved", "solved"),
            (Kind::Date, "2026-09-06", "2026-09-06"),
            (Kind::Time, "9:05", "09:05"),
            (Kind::Time, "23：59", "23:59"),
            (Kind::Whole(1, 99), "12", "12"),
            (Kind::Flag, "no", "no"),
            (Kind::Position, "39.9,116.4", "39.900000, 116.400000"),
            (Kind::Path, "40,116.47\n40.01,116.47", "40.000000, 116.470000; 40.010000, 116.470000"),
            (Kind::Keys("indicator"), "1.1.1, 1.1.2、6.4.3", "1.1.1,1.1.2,6.4.3"),
            (Kind::Text, "  ", ""),
        ];
        for (kind, typed, shown) in cases {
            assert_eq!(Kind::show(&kind.read(typed).unwrap()), shown, "{kind:?} {typed:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let words: &[&str] = &["open"];
        for (kind, typed, misfit) in [
            (Kind::Word(words), "Open", Misfit::NotAWord(words)),
            (Kind::Date, "2026-02-30", Misfit::NotADate),
            (Kind::Date, "6.9.2026", Misfit::NotADate),
            (Kind::Time, "24:00", Misfit::NotATime),
            (Kind::Time, "9:5", Misfit::NotATime),
            (Kind::Whole(1, 99), "100", Misfit::NotWhole(1, 99)),
            (Kind::Flag, "maybe", Misfit::NotAFlag),
            (Kind::Position, "here", Misfit::NotAPosition),
        ] {
            assert_eq!(kind.read(typed), Err(misfit), "{kind:?} {typed:?}");
        }
    }

    #[test]
    fn a_pattern_stands_for_its_fields() {
        let interview = noun("interview").unwrap();
        assert_eq!(interview.field("answer/3").unwrap().kind, Kind::Personal);
        assert!(interview.field("answer/").is_none() && interview.field("answer").is_none());
        assert!(noun("visit").unwrap().field("text").is_none());
    }
}
