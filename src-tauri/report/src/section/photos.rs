//! The photo pages.

use super::Section;
use crate::ReportError;
use crate::flow::Block;
use crate::writer::Writer;
use tanfang_survey::session::figures::{CommunityFigures, PhotoFigures};

impl Writer<'_, '_> {
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
            let printed: Result<Vec<_>, _> = photos.iter().map(|photo| self.photo(community, photo)).collect();
            self.flow.add(Block::Photos(printed?));
        }
        Ok(())
    }
}
