//! Own texts of the survey in its reports.

use crate::framework::Bilingual;
use crate::session::{Entity, Fault, Session};

/// A text that somebody wrote for a section of the reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The kind of reports it stands in, as an edition names it.
    pub kind: String,
    /// Of one scenario or of what is said about one community alone; none: of every report of the kind.
    pub scenario: Option<String>,
    pub community: Option<String>,
    /// Name of the section.
    pub section: String,
    pub text: Bilingual,
    /// Stands at the end of the section and not at its beginning.
    pub at_end: bool,
}

impl Passage {
    /// Says whether it stands in a report of this kind, about these communities.
    pub fn is_of<'c>(
        &self,
        kind: &str,
        scenario: Option<&str>,
        mut communities: impl Iterator<Item = &'c str>,
    ) -> bool {
        self.kind == kind
            && self.scenario.as_deref().is_none_or(|own| scenario == Some(own))
            && self.community.as_deref().is_none_or(|own| communities.any(|code| code == own))
    }
}

impl Session {
    /// Gives what people wrote for reports, in the order they chose, else in that of writing.
    pub(super) fn passages(&self) -> Result<Vec<Passage>, Fault> {
        let mut found = self.entities("passage", "", &[])?;
        found.sort_by_key(|one| one.number("order").unwrap_or(i64::MAX));
        let said = |one: &Entity, field: &str| Some(one.text(field).to_owned()).filter(|text| !text.is_empty());
        let passage = |one: Entity| Passage {
            kind: one.text("kind").to_owned(),
            scenario: said(&one, "scenario"),
            community: said(&one, "community"),
            section: one.text("section").to_owned(),
            text: Bilingual { zh: one.text("text_zh").to_owned(), en: one.text("text_en").to_owned() },
            at_end: one.text("at_end") == "yes",
        };
        Ok(found.into_iter().map(passage).collect())
    }
}
