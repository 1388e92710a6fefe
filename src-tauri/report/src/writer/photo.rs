//! Photos as the reports show them: the picture or a placeholder, what it shows, where, when and for which indicator.

use super::subject::Subject;
use super::{Target, Writer};
use crate::ReportError;
use crate::edition::Edition;
use crate::flow::{Photo, PictureSource};
use crate::page::Anchor;
use crate::text::{Rich, Span};
use std::collections::HashMap;
use tanfang_survey::model::MarkKind;
use tanfang_survey::session::figures::{CommunityFigures, Figures, PhotoFigures};

/// The photos that a report shows, by community and by the indicators they support.
#[derive(Debug, Default)]
pub(super) struct Shown<'a> {
    photos: HashMap<&'a str, Vec<&'a PhotoFigures>>,
    supporting: HashMap<&'a str, HashMap<&'a str, Vec<&'a PhotoFigures>>>,
    /// How many may not be shown because of the people on them.
    withheld: HashMap<&'a str, usize>,
}

impl<'a> Shown<'a> {
    /// Takes the photos of the scenarios that the report is about, as chosen and ordered; of all scenarios also those of no indicator.
    pub(super) fn of(subject: &Subject<'a>, chosen: &[String]) -> Self {
        let codes = subject.codes();
        let inside =
            |own: &[String]| (subject.whole && own.is_empty()) || own.iter().any(|code| codes.contains(code.as_str()));
        let order: HashMap<&str, usize> = chosen.iter().map(String::as_str).zip(0..).collect();
        let mut shown = Self::default();
        for community in &subject.communities {
            let mut photos: Vec<&PhotoFigures> =
                community.photos.iter().filter(|photo| inside(&photo.indicators)).collect();
            if !order.is_empty() {
                photos.retain(|photo| order.contains_key(photo.key.as_str()));
                photos.sort_by_key(|photo| order.get(photo.key.as_str()));
            }
            for photo in &photos {
                for code in &photo.indicators {
                    let own = shown.supporting.entry(&community.code).or_default();
                    own.entry(code).or_default().push(photo);
                }
            }
            shown.photos.insert(&community.code, photos);
            let withheld = community.withheld.iter().filter(|photo| inside(&photo.indicators)).count();
            shown.withheld.insert(&community.code, withheld);
        }
        shown
    }
}

/// A photo that a report can show, and where it was taken.
#[derive(Clone, Copy, Debug)]
pub struct Showable<'a> {
    pub community: &'a CommunityFigures,
    pub photo: &'a PhotoFigures,
}

/// Lists the photos that a report shows when nobody chooses, in its order.
pub fn showable<'a>(figures: &'a Figures, edition: &Edition) -> Result<Vec<Showable<'a>>, ReportError> {
    let subject = Subject::of(figures, edition)?;
    let shown = Shown::of(&subject, &[]);
    let of = |community: &&'a CommunityFigures| {
        let community = *community;
        let photos = shown.photos.get(community.code.as_str()).into_iter().flatten();
        photos.map(|&photo| Showable { community, photo }).collect::<Vec<_>>()
    };
    Ok(subject.communities.iter().flat_map(of).collect())
}

impl<'a> Writer<'a, '_> {
    /// Gives the photos of a community that the report shows.
    pub fn photos_of(&self, community: &CommunityFigures) -> Vec<&'a PhotoFigures> {
        self.shown.photos.get(community.code.as_str()).cloned().unwrap_or_default()
    }

    /// Counts the photos of a community that may not be shown because of the people on them.
    pub fn withheld_of(&self, community: &CommunityFigures) -> usize {
        self.shown.withheld.get(community.code.as_str()).copied().unwrap_or(0)
    }

    fn supporting(&self, community: &CommunityFigures, code: &str) -> &[&'a PhotoFigures] {
        let own = self.shown.supporting.get(community.code.as_str());
        own.and_then(|own| own.get(code)).map_or(&[], Vec::as_slice)
    }

    /// Leads to the first photo of an indicator in a community, if the report shows one.
    pub fn photo_link(&mut self, community: &CommunityFigures, code: &str) -> Option<Anchor> {
        let key = self.supporting(community, code).first()?.key.clone();
        Some(self.to(Target::Photo(key)))
    }

    /// Names the photos of an indicator in a community by their numbers where they were printed before, else counts them.
    pub fn photos_named(&self, community: &CommunityFigures, code: &str) -> String {
        let photos = self.supporting(community, code);
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
