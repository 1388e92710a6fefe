//! The photo pages.

use super::Writer;
use crate::ReportError;
use crate::flow::{Block, Photo, PictureSource};
use crate::text::{Rich, Span};
use tanfang_survey::model::MarkKind;
use tanfang_survey::session::figures::{CommunityFigures, PhotoFigures};

impl Writer<'_> {
    pub(super) fn photos(&mut self) -> Result<(), ReportError> {
        self.chapter("report-photos");
        let figures = self.figures;
        if figures.communities.iter().all(|one| one.photos.is_empty()) {
            self.paragraph("report-photos-none", &[("round", &self.round())]);
            return Ok(());
        }
        self.lead_in("report-photos-lead");
        let mut section = 0;
        for community in figures.communities.iter().filter(|one| !one.photos.is_empty()) {
            section += 1;
            let heading = self.section(section, self.pick(&community.name));
            self.flow.heading(2, heading);
            let mut photos = Vec::new();
            for photo in &community.photos {
                photos.push(self.photo(community, photo)?);
            }
            self.flow.add(Block::Photos(photos));
        }
        Ok(())
    }

    fn photo(&mut self, community: &CommunityFigures, photo: &PhotoFigures) -> Result<Photo, ReportError> {
        let picture = match &photo.file {
            Some(file) => {
                let blurs = photo.marks.iter().filter(|mark| mark.kind == MarkKind::Blur).cloned().collect();
                self.pictures.take(&PictureSource { path: file.path.clone(), hash: file.hash, blurs })?
            }
            None => None,
        };
        self.receipt.photos += 1;
        let number = self.receipt.photos.to_string();
        let number = self.words.format("report-figure", &[("number", &number)]);
        if picture.is_none() {
            let name = if photo.caption.is_empty() { number.clone() } else { photo.caption.clone() };
            self.receipt.missing_photos.push(name);
        }
        let mut caption = Rich::default().and(Span::bold(number));
        if !photo.caption.trim().is_empty() {
            caption = caption.and(Span::plain(format!("  {}", photo.caption.trim())));
        }
        let mut details = vec![self.pick(&community.name).to_owned()];
        details.extend(photo.place.clone());
        details.extend(photo.taken.as_ref().map(|date| self.date(date)));
        details.push(self.words.format("round-numbered", &[("round", &photo.round.to_string())]));
        if let Some(code) = &photo.indicator {
            let name = self.figures.indicators.iter().find(|one| one.code == *code);
            let name = name.map_or_else(|| code.clone(), |one| format!("{code} {}", self.pick(&one.name)));
            details.push(self.words.format("report-photo-indicator", &[("indicator", &name)]));
        }
        Ok(Photo {
            picture,
            placeholder: self.words.get("report-photo-missing").into_owned(),
            caption,
            details: Rich::from(details.join(" · ")),
            marks: photo.marks.clone(),
            anchor: None,
        })
    }
}
