//! The fixed words of the CSV files, and the two macros that keep words, ids and arguments in one place.

/// Makes an enum whose variants are words of a file or of an answer, with `ALL`, `as_str` and `parse`.
macro_rules! words {
    ($($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Lists every word in its natural order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Gives the word as it stands in files and in machine-readable answers.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word; `None` where it is none of them.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl $crate::framework::Word for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];
            fn read(word: &str) -> Option<Self> { Self::parse(word) }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
    )+};
}

/// Makes an enum of things to be said to a person: each variant has the id of its sentence and named arguments.
macro_rules! sentences {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident $({ $($field:ident : $kind:ty),+ })? = $id:literal,)+
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_meta])* $variant $({ $($field: $kind),+ })?,)+ }

        impl $name {
            /// Lists every sentence id with the names of its arguments.
            pub const SENTENCES: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($(stringify!($field)),+)?])),+];

            /// Gives the id of the sentence in the text files.
            pub fn id(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),+ })? => $id,)+ }
            }

            /// Gives the arguments of the sentence, written out.
            pub fn args(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$variant $({ $($field),+ })? => vec![$($((stringify!($field), $field.to_string())),+)?],)+
                }
            }
        }
    };
}

pub(crate) use {sentences, words};

/// Is a closed set of words in a CSV column.
pub trait Word: Sized {
    /// Lists the words in their natural order.
    const WORDS: &'static [&'static str];

    /// Reads one word; `None` where it is none of them.
    fn read(word: &str) -> Option<Self>;
}

words! {
    /// Says whether an indicator must be met or gives direction.
    Kind { Binding = "binding", Expected = "expected" }

    /// Says what the value of an indicator is.
    ValueType { YesNo = "yes_no", Count = "count", Percent = "percent", Number = "number", Rating = "rating" }

    /// Says on which side of the target a value is good.
    Direction { AtLeast = "at_least", AtMost = "at_most", Between = "between" }

    /// Says how the units of a list make the value; `Direct` has no list.
    Aggregate {
        Direct = "direct", Share = "share", RatioOfSums = "ratio_of_sums", Count = "count", Sum = "sum", Min = "min",
        Max = "max", Median = "median", Mean = "mean", LowerGroup = "lower_group", Worst = "worst",
    }

    /// Says how a value is established.
    Method {
        Site = "site", Measure = "measure", Records = "records", Questionnaire = "questionnaire",
        Interview = "interview", Map = "map",
    }

    /// Says whether a photo belongs to a value.
    Photo { Required = "required", Optional = "optional", None = "none" }

    /// Says when to observe.
    When {
        Any = "any", Daytime = "daytime", MorningPeak = "morning_peak", Evening = "evening", Night = "night",
        Workday = "workday", Weekend = "weekend",
    }

    /// Says how far a community is built.
    Stage { Built = "built", Building = "building", New = "new" }

    /// Says whether a state (absent, not applicable) is offered for an indicator.
    Offer { Never = "never", ByGuidance = "by_guidance" }

    /// Says how well a requirement is founded.
    Basis { A = "A", B = "B", C = "C" }

    /// Says whether the stage of a community is public or assumed.
    StageBasis { Stated = "stated", Assumption = "assumption" }

    /// Says which cells a round is meant to cover.
    Scope {
        All = "all", MissingAndMissed = "missing_and_missed", BindingDisputedChanged = "binding_disputed_changed",
    }

    /// Says how sure a case is.
    Confidence { High = "high", Medium = "medium" }

    /// Says whom a topic is for.
    Respondent { Resident = "resident", Employer = "employer", Operator = "operator", Manager = "manager" }

    /// Says how a question is answered.
    Scale { Five = "five", Seven = "seven", YesNo = "yes_no" }

    /// Names the four states of a cell.
    State { Value = "value", Absent = "absent", NotApplicable = "not_applicable", NotObtained = "not_obtained" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back() {
        for aggregate in Aggregate::ALL {
            assert_eq!(Aggregate::parse(aggregate.as_str()), Some(*aggregate));
        }
        assert_eq!(Stage::WORDS, ["built", "building", "new"]);
        assert_eq!(Stage::parse("Built"), None, "words are exact");
    }
}
