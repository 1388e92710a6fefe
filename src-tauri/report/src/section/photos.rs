//! The photo pages.

use super::Section;
use crate::ReportError;
use crate::edition::{Kind, Profile};
use crate::flow::Block;
use crate::writer::Writer;
use tanfang_survey::session::figures::{CommunityFigures, PhotoFigures};

impl<'a> Writer<'a, '_> {
    pub(super) fn photos(&mut self) -> Result<(), ReportError> {
        self.chapter(Section::Photos);
        self.passages(Section::Photos, false);
        let communities = self.communities.clone();
        let shown: Vec<(&CommunityFigures, Vec<&PhotoFigures>)> = communities
            .iter()
            .map(|one| (*one, self.photos_of(one)))
            .filter(|(_, photos)| !photos.is_empty())
            .collect();
        let withheld: usize = communities.iter().map(|one| self.withheld_of(one)).sum();
        if shown.is_empty() {
            self.paragraph("report-photos-none", &[("round", &self.round())]);
        } else {
            self.lead_in("report-photos-lead", &[]);
        }
        if withheld > 0 {
            self.paragraph("report-photos-withheld", &[("count", &withheld.to_string())]);
        }
        for (community, photos) in shown {
            let name = self.pick(&community.name).to_owned();
            self.community_section(&name, None);
            if self.edition.kind == Kind::Album && self.edition.photos.is_empty() {
                self.by_scenario(community, &photos)?;
            } else {
                self.print(community, &photos)?;
            }
        }
        Ok(())
    }

    fn print(&mut self, community: &CommunityFigures, photos: &[&PhotoFigures]) -> Result<(), ReportError> {
        let photos: Result<Vec<_>, _> = photos.iter().map(|photo| self.photo(community, photo)).collect();
        self.flow.add(Block::Photos(photos?));
        Ok(())
    }

    /// Prints the photos of a community under the scenarios they belong to; last those that belong to none.
    fn by_scenario(&mut self, community: &CommunityFigures, photos: &[&PhotoFigures]) -> Result<(), ReportError> {
        for scenario in self.scenarios.clone() {
            let own: Vec<&PhotoFigures> = photos
                .iter()
                .filter(|photo| self.scenario_of(photo) == Some(scenario.code.as_str()))
                .copied()
                .collect();
            if !own.is_empty() {
                // In an official document the part has a number of its own.
                let name = self.pick(&scenario.name).to_owned();
                let official = self.edition.profile == Profile::Official;
                self.part(&if official { name } else { format!("{} {name}", scenario.code) });
                self.print(community, &own)?;
            }
        }
        let rest: Vec<&PhotoFigures> =
            photos.iter().filter(|photo| self.scenario_of(photo).is_none()).copied().collect();
        if !rest.is_empty() {
            let title = self.word("report-photos-others");
            self.part(&title);
            self.print(community, &rest)?;
        }
        Ok(())
    }

    /// Gives the scenario of the first indicator that a photo supports.
    fn scenario_of(&self, photo: &PhotoFigures) -> Option<&'a str> {
        photo.indicators.iter().find_map(|code| self.indicator(code)).map(|one| one.scenario.as_str())
    }
}
