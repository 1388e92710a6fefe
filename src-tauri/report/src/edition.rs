//! An edition: which report, over what, for whom, in which languages and look.
//!
//! The survey's figures and an edition give the document; nothing else takes part. An edition is kept as JSON where a
//! report is laid out again later, so its words only grow.

use serde::{Deserialize, Serialize};
use tanfang_survey::text::Lang;

/// Names a kind of report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Kind {
    /// One scenario over chosen communities.
    #[default]
    Scenario,
    /// One community over all scenarios.
    Community,
    /// All chosen communities over all scenarios.
    Overview,
    /// What a community is asked to confirm by signature: 调研确认表.
    Confirmation,
    /// Photos with what they show.
    Album,
}

/// Says what a document looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Profile {
    #[default]
    Modern,
    /// After GB/T 9704-2012, as far as the carried typefaces allow.
    Official,
}

/// Says who is to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Audience {
    /// The survey's own people: everything.
    #[default]
    Internal,
    /// The city's working group: no personal names, no statistics of agreement, no ranking unless it is switched on.
    Group,
}

/// Says in which languages it is written; both stand in one document, Chinese first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum Languages {
    #[default]
    Zh,
    En,
    Both,
}

impl Audience {
    /// Says whether the document leaves the team.
    pub fn leaves(self) -> bool {
        self == Self::Group
    }
}

impl Languages {
    /// Gives its name in an edition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
            Self::Both => "both",
        }
    }

    /// Gives a document for each language.
    pub fn apart(self) -> &'static [Self] {
        match self {
            Self::Zh => &[Self::Zh],
            Self::En => &[Self::En],
            Self::Both => &[Self::Zh, Self::En],
        }
    }

    pub fn each(self) -> &'static [Lang] {
        match self {
            Self::Zh => &[Lang::Zh],
            Self::En => &[Lang::En],
            Self::Both => &[Lang::Zh, Lang::En],
        }
    }
}

/// What stands on the cover besides the report's own words; empty: nothing is invented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Imprint {
    pub title: String,
    pub author: String,
    pub organisation: String,
    pub number: String,
    /// The text of a classification, if the house has one.
    pub classification: String,
    /// BLAKE3 of the logo's picture among the survey's files, in hexadecimal.
    pub logo: String,
}

/// Everything that is chosen about a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Edition {
    pub kind: Kind,
    /// Code of the scenario, of a scenario report; an album may be of one.
    pub scenario: Option<String>,
    /// Codes; none: all. A community report and a confirmation form have one.
    pub communities: Vec<String>,
    pub round: u32,
    pub languages: Languages,
    pub profile: Profile,
    pub audience: Audience,
    /// Prints places of communities also for the working group.
    pub ranking: bool,
    /// Prints what others said about reports also for the working group.
    pub comments: bool,
    /// `YYYY-MM-DD`, on the cover and in the file.
    pub date: String,
    pub imprint: Imprint,
    /// Names of the sections in their order; none: those of the kind.
    pub sections: Vec<String>,
    /// Keys of the photos in their order; none: all that may be shown, in the survey's order.
    pub photos: Vec<String>,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Scenario, Self::Community, Self::Overview, Self::Confirmation, Self::Album];

    /// Gives its name in an edition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scenario => "scenario",
            Self::Community => "community",
            Self::Overview => "overview",
            Self::Confirmation => "confirmation",
            Self::Album => "album",
        }
    }
}

impl Profile {
    /// Gives its name in an edition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Official => "official",
        }
    }
}

impl Audience {
    /// Gives its name in an edition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Group => "group",
        }
    }
}
