//! The sections that reports are made of: which kind has which, what they are called, and one file for each.

mod appendix;
mod cases;
mod change;
mod charts;
mod comments;
mod communities;
mod compliance;
mod confirmation;
mod cover;
mod indicators;
mod measures;
mod method;
mod photos;
mod profile;
mod projects;
mod provenance;
mod ranking;
mod scores;
mod settings;
mod summary;

use crate::ReportError;
use crate::edition::Kind;
use crate::writer::Writer;

/// Makes the names of sections and of their titles from one list.
macro_rules! sections {
    ($($section:ident = $name:literal, $title:literal;)*) => {
        /// Names a section of a report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Section { $($section),* }

        impl Section {
            pub const ALL: &'static [Self] = &[$(Self::$section),*];

            /// The stable name, as editions keep it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$section => $name),* }
            }

            /// The id of its title in `assets/text`.
            pub fn title(self) -> &'static str {
                match self { $(Self::$section => $title),* }
            }
        }
    };
}

sections! {
    Cover = "cover", "report-section-cover";
    Notice = "notice", "report-notice";
    Summary = "summary", "report-section-summary";
    Method = "method", "report-section-method";
    Scores = "scores", "report-section-scores";
    HeatMap = "heat_map", "report-section-heat-map";
    Ranking = "ranking", "report-section-ranking";
    Stages = "stages", "report-section-stages";
    Compliance = "compliance", "report-compliance";
    Communities = "communities", "report-section-communities";
    Measures = "measures", "report-section-measures";
    Profile = "profile", "report-section-profile";
    CommonGaps = "common_gaps", "report-section-common-gaps";
    Cases = "cases", "report-section-cases";
    Change = "change", "report-section-change";
    Indicators = "indicators", "report-section-indicators";
    Findings = "findings", "report-section-findings";
    Photos = "photos", "report-photos";
    Projects = "projects", "report-section-projects";
    Comments = "comments", "report-section-comments";
    Values = "values", "report-section-values";
    Signature = "signature", "report-section-signature";
    Definitions = "definitions", "report-section-definitions";
    Terms = "terms", "report-section-terms";
    Rounds = "rounds", "report-section-rounds";
    Provenance = "provenance", "report-section-provenance";
    Settings = "settings", "report-section-settings";
}

impl Section {
    /// Says whether it begins where the one before it ends.
    pub(crate) fn is_short(self) -> bool {
        matches!(
            self,
            Self::Comments | Self::Compliance | Self::Findings | Self::Projects | Self::Rounds | Self::Stages
        )
    }
}

/// Lists the sections of a kind of report in their usual order.
pub fn sections(kind: Kind) -> &'static [Section] {
    use Section::{
        Cases, Change, Comments, CommonGaps, Communities, Compliance, Cover, Definitions, Findings, HeatMap,
        Indicators, Measures, Method, Notice, Photos, Profile, Projects, Provenance, Ranking, Rounds, Scores, Settings,
        Signature, Stages, Summary, Terms, Values,
    };
    match kind {
        Kind::Scenario => &[
            Cover,
            Notice,
            Summary,
            Method,
            Scores,
            Compliance,
            Communities,
            Cases,
            Change,
            Indicators,
            Photos,
            Projects,
            Comments,
            Definitions,
            Terms,
            Rounds,
            Provenance,
            Settings,
        ],
        Kind::Community => &[
            Cover, Notice, Summary, Measures, Profile, Compliance, Findings, Change, Method, Cases, Indicators,
            Projects, Comments, Photos, Rounds, Provenance, Settings,
        ],
        Kind::Overview => &[
            Cover, Notice, Summary, HeatMap, Ranking, Stages, Compliance, CommonGaps, Change, Method, Projects,
            Comments, Rounds, Settings,
        ],
        Kind::Confirmation => &[Values, Signature],
        Kind::Album => &[Cover, Photos, Settings],
    }
}

impl Writer<'_, '_> {
    /// Writes a section, with what people wrote for it at its beginning and end.
    pub(crate) fn write(&mut self, section: Section) -> Result<(), ReportError> {
        match section {
            Section::Cover => self.cover()?,
            Section::Notice => self.notice(),
            Section::Summary => self.summary()?,
            Section::Method => self.method(),
            Section::Scores => self.scores(),
            Section::HeatMap => self.heat_map()?,
            Section::Ranking => self.ranking(),
            Section::Stages => self.stages(),
            Section::Compliance => self.compliance(),
            Section::Communities => self.community_chapter(),
            Section::Measures => self.measures(),
            Section::Profile => self.profile()?,
            Section::CommonGaps => self.common_gaps(),
            Section::Cases => self.cases(),
            Section::Change => self.change()?,
            Section::Indicators => self.indicator_tables(),
            Section::Findings => self.findings(),
            Section::Photos => self.photos()?,
            Section::Projects => self.projects(),
            Section::Comments => self.comments(),
            Section::Values => self.confirmed_values(),
            Section::Signature => self.signature(),
            Section::Definitions => self.definitions(),
            Section::Terms => self.terms(),
            Section::Rounds => self.rounds(),
            Section::Provenance => self.provenance(),
            Section::Settings => self.settings(),
        }
        self.passages(section, true);
        Ok(())
    }
}
