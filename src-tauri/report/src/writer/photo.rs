//! Photos as the reports show them: the picture or a placeholder, what it shows, where, when and for which indicator.

use super::{Target, Writer};
use crate::ReportError;
use crate::flow::{Photo, PictureSource};
use crate::page::Anchor;
use crate::text::{Rich, Span};
use tanfang_survey::model::MarkKind;
use tanfang_survey::session::figures::{CommunityFigures, PhotoFigures};

impl<'a> Writer<'a, '_> {
    /// Leads to the first photo of an indicator in a community, if the report shows one.
    pub fn photo_link(&mut self, community: &'a CommunityFigures, code: &str) -> Option<Anchor> {
        let photos = self.photos_of(community).into_iter();
        let key = photos
            .filter(|photo| photo.indicators.iter().any(|known| known == code))
            .map(|one| one.key.clone())
            .next()?;
        Some(self.to(Target::Photo(key)))
    }

    /// Gives the photos of a community that the report shows: those of its scenarios, as chosen and ordered.
    pub fn photos_of(&self, community: &'a CommunityFigures) -> Vec<&'a PhotoFigures> {
        let whole = self.scenarios.len() == self.figures.framework.scenarios.len();
        let inside = |codes: &[String]| {
            (whole && codes.is_empty()) || codes.iter().any(|code| self.indicators.iter().any(|(_, i)| i.code == *code))
        };
        let mut photos: Vec<&PhotoFigures> =
            community.photos.iter().filter(|photo| inside(&photo.indicators)).collect();
        let chosen = &self.edition.photos;
        if !chosen.is_empty() {
            let place = |photo: &PhotoFigures| chosen.iter().position(|key| *key == photo.key);
            photos.retain(|photo| place(photo).is_some());
            photos.sort_by_key(|photo| place(photo));
        }
        photos
    }

    /// Counts the photos of a community that may not be shown because of the people on them.
    pub fn withheld_of(&self, community: &CommunityFigures) -> usize {
        let whole = self.scenarios.len() == self.figures.framework.scenarios.len();
        let inside = |codes: &[String]| {
            (whole && codes.is_empty()) || codes.iter().any(|code| self.indicators.iter().any(|(_, i)| i.code == *code))
        };
        community.withheld.iter().filter(|photo| inside(&photo.indicators)).count()
    }

    /// Names the photos of an indicator in a community by their numbers where they were printed before, else counts them.
    pub fn photos_named(&self, community: &'a CommunityFigures, code: &str) -> String {
        let photos = self.photos_of(community).into_iter();
        let photos: Vec<&PhotoFigures> =
            photos.filter(|photo| photo.indicators.iter().any(|known| known == code)).collect();
        let numbers: Vec<String> =
            photos.iter().filter_map(|photo| self.printed.get(&photo.key)).map(usize::to_string).collect();
        if photos.is_empty() {
            self.word("print-empty")
        } else if numbers.len() == photos.len() {
            self.words.format("report-figure", &[("number", &self.list(&numbers))])
        } else {
            photos.len().to_string()
        }
    }

    pub fn photo(&mut self, community: &CommunityFigures, photo: &PhotoFigures) -> Result<Photo, ReportError> {
        let picture = match &photo.file {
            Some(file) => {
                let blurs = photo.marks.iter().filter(|mark| mark.kind == MarkKind::Blur).cloned().collect();
                self.pictures.take(&PictureSource { path: file.path.clone(), hash: file.hash, blurs })?
            }
            None => None,
        };
        let number = self.figure_number();
        self.printed.insert(photo.key.clone(), self.numbers.figure);
        if self.first {
            self.receipt.photos += 1;
            if picture.is_none() {
                let name = if photo.caption.is_empty() { number.clone() } else { self.free(&photo.caption) };
                self.receipt.missing_photos.push(name);
            }
        }
        let mut caption = Rich::default().and(Span::bold(number));
        if !photo.caption.is_empty() {
            caption = caption.and(Span::plain("  "));
            caption.spans.extend(self.said(&photo.caption).spans);
        }
        let mut details = vec![self.pick(&community.name).to_owned()];
        details.extend(photo.place.as_deref().map(|place| self.free(place)));
        details.extend(photo.taken.as_ref().map(|date| self.date(date)));
        details.push(self.numbered_round(photo.round));
        for code in &photo.indicators {
            let name = self.indicator(code).map_or_else(|| code.clone(), |one| self.named(one));
            details.push(self.words.format("report-photo-indicator", &[("indicator", &name)]));
        }
        let mut marks = photo.marks.clone();
        for mark in &mut marks {
            mark.text = self.free(&mark.text);
        }
        Ok(Photo {
            picture,
            placeholder: self.word("report-photo-missing"),
            caption,
            details: Rich::from(details.join(" · ")),
            marks,
            anchor: Some(self.to(Target::Photo(photo.key.clone()))),
        })
    }
}
