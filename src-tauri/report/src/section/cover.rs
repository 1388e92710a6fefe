//! The cover.

use crate::ReportError;
use crate::drawing::Drawing;
use crate::edition::{Kind, Profile};
use crate::flow::{Block, PictureSource};
use crate::laid::first_sentence;
use crate::page::{Item, Outline, Rect, Shape};
use crate::text::{Align, Rich, Span, TextStyle};
use crate::writer::Writer;

/// Distance of the cover's column from the left edge.
const LEFT: f32 = 84.0;
/// Most room that a logo takes.
const LOGO: (f32, f32) = (150.0, 54.0);

impl Writer<'_, '_> {
    pub(super) fn cover(&mut self) -> Result<(), ReportError> {
        let cover = match self.edition.profile {
            Profile::Modern => self.modern_cover()?,
            Profile::Official => self.official_cover()?,
        };
        self.flow.add(Block::Cover(cover));
        Ok(())
    }

    fn put(
        &mut self,
        cover: &mut Drawing,
        text: impl Into<Rich>,
        style: TextStyle,
        at: (f32, f32, f32),
    ) -> Result<f32, ReportError> {
        let (x, y, width) = at;
        Ok(self.setter.shape(&text.into(), style)?.place_all(x, y, width, &mut cover.items))
    }

    fn modern_cover(&mut self) -> Result<Drawing, ReportError> {
        let (page, theme) = (self.geometry, self.theme);
        let mut cover = Drawing::new(page.width, page.height);
        let width = page.width - LEFT - page.right;
        cover.add(Shape::filled(Rect::new(0.0, 0.0, 14.0, page.height), theme.accent));
        let plain = theme.body().aligned(Align::Start);
        let mut y = 84.0;
        y += self.logo(&mut cover, LEFT, y)?;
        y = y.max(128.0);
        let framework = self.pick(&self.figures.framework.identity.title).to_owned();
        let muted = plain.sized(11.0).coloured(theme.muted);
        y += self.put(&mut cover, framework, muted, (LEFT, y, width))?;
        y += 84.0;
        let (over, large, below) = self.headline();
        if !over.is_empty() {
            let style = plain.sized(13.0).coloured(theme.muted);
            y += self.put(&mut cover, over, style, (LEFT, y, width))? + 4.0;
        }
        let size = if large.chars().count() > 24 { 26.0 } else { 36.0 };
        let style = TextStyle { leading: 1.3, ..plain.sized(size).bold().coloured(theme.accent) };
        y += self.put(&mut cover, large, style, (LEFT, y, width))? + 4.0;
        if !below.is_empty() {
            y += self.put(&mut cover, below, plain.sized(19.0), (LEFT, y, width))? + 16.0;
        }
        cover.add(Shape::filled(Rect::new(LEFT, y + 6.0, 56.0, 3.0), theme.accent));
        y += 40.0;
        for (id, value) in self.imprint() {
            let label = self.word(id);
            self.put(&mut cover, label, plain.coloured(theme.muted), (LEFT, y, 92.0))?;
            let height = self.put(&mut cover, value, plain, (LEFT + 96.0, y, width - 96.0))?;
            y += height.max(plain.line_height()) + 5.0;
        }
        self.status(&mut cover, width)?;
        Ok(cover)
    }

    /// Sets the cover of an official document: everything in the middle, the number and classification at the top.
    fn official_cover(&mut self) -> Result<Drawing, ReportError> {
        let (page, theme) = (self.geometry, self.theme);
        let mut cover = Drawing::new(page.width, page.height);
        let (left, width) = (page.left, page.column());
        let plain = theme.body().aligned(Align::Start);
        let centred = plain.aligned(Align::Centre);
        let imprint = self.edition.imprint.clone();
        let mut y = page.top;
        for text in [&imprint.classification, &imprint.number].into_iter().filter(|text| !text.is_empty()) {
            y += self.put(&mut cover, text.clone(), plain, (left, y, width))? + 4.0;
        }
        y += self.logo(&mut cover, left, y)?;
        y = y.max(210.0);
        let title = self.title();
        let style = TextStyle { leading: 1.5, ..centred.sized(24.0).bold() };
        y += self.put(&mut cover, title, style, (left, y, width))? + 10.0;
        let subject = self.as_of();
        y += self.put(&mut cover, subject, centred.sized(15.0), (left, y, width))?;

        // The facts stand between the title and the date, which moves down where they need the room.
        let close = TextStyle { leading: 1.45, ..plain.sized(14.0) };
        let mut facts = Drawing::new(page.width, page.height);
        let mut tall = 0.0;
        for (id, value) in self.imprint() {
            if matches!(id, "report-cover-number" | "report-cover-classification" | "report-cover-date") {
                continue;
            }
            let label = self.word(id);
            self.put(&mut facts, label, close, (left + 30.0, tall, 96.0))?;
            let height = self.put(&mut facts, value, close, (left + 130.0, tall, width - 160.0))?;
            tall += height.max(close.line_height()) + 6.0;
        }
        let foot = page.height - 190.0;
        y += (foot - y - tall - 24.0).clamp(24.0, 90.0);
        for mut item in facts.items {
            item.shift(0.0, y);
            cover.items.push(item);
        }
        let foot = foot.max(y + tall + 16.0);
        let date = self.date(&self.edition.date);
        self.put(&mut cover, date, centred.sized(14.0), (left, foot, width))?;
        let status = self.pick(&self.figures.framework.identity.status).to_owned();
        self.put(&mut cover, status, theme.note().aligned(Align::Start), (left, foot + 50.0, width))?;
        Ok(cover)
    }

    /// Gives what stands large on the cover, with what stands above and below it.
    fn headline(&self) -> (String, String, String) {
        let own = self.edition.imprint.title.trim();
        if !own.is_empty() {
            return (String::new(), own.to_owned(), String::new());
        }
        let name = |community: Option<&&tanfang_survey::session::figures::CommunityFigures>| {
            community.map(|one| self.pick(&one.name).to_owned()).unwrap_or_default()
        };
        match (self.edition.kind, self.only_scenario()) {
            (Kind::Scenario, Some(scenario)) => (
                self.words.format("report-scenario-number", &[("code", &scenario.code)]),
                self.pick(&scenario.name).to_owned(),
                self.word("report-kind"),
            ),
            (Kind::Community, _) => {
                (self.word("community"), name(self.communities.first()), self.word("report-kind-community"))
            }
            _ => (String::new(), self.usual_title(), String::new()),
        }
    }

    /// Gives the facts of the cover that there are: nothing is invented.
    fn imprint(&self) -> Vec<(&'static str, String)> {
        let imprint = &self.edition.imprint;
        let names: Vec<&str> = self.communities.iter().map(|one| self.pick(&one.name)).collect();
        let organisation =
            if imprint.organisation.is_empty() { &self.figures.organisation } else { &imprint.organisation };
        let facts = [
            (
                "report-cover-communities",
                if self.edition.kind == Kind::Community { String::new() } else { self.list(&names) },
            ),
            ("report-cover-round", self.round_line(self.figures.rounds.last())),
            ("report-cover-date", self.date(&self.edition.date)),
            ("report-cover-organisation", organisation.clone()),
            ("report-cover-author", imprint.author.clone()),
            ("report-cover-number", imprint.number.clone()),
            ("report-cover-classification", imprint.classification.clone()),
            ("report-cover-survey", self.figures.survey.clone()),
            (
                "report-cover-audience",
                self.word(if self.leaves() { "report-audience-group" } else { "report-audience-internal" }),
            ),
        ];
        facts.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    /// Places the logo; gives the height it takes.
    fn logo(&mut self, cover: &mut Drawing, x: f32, y: f32) -> Result<f32, ReportError> {
        let Some(file) = self.figures.picture(&self.edition.imprint.logo) else { return Ok(0.0) };
        let source = PictureSource { path: file.path, hash: file.hash, blurs: Vec::new() };
        let Some(picture) = self.pictures.take(&source)? else { return Ok(0.0) };
        let Some((width, height)) = self.pictures.get(picture).map(|one| (one.width as f32, one.height as f32)) else {
            return Ok(0.0);
        };
        let scale = (LOGO.0 / width).min(LOGO.1 / height);
        let rect = Rect::new(x, y, width * scale, height * scale);
        cover.items.push(Item::Picture { picture, rect });
        Ok(rect.height + 12.0)
    }

    /// Sets the framework's status notice at the foot of the cover.
    fn status(&mut self, cover: &mut Drawing, width: f32) -> Result<(), ReportError> {
        let (page, theme) = (self.geometry, self.theme);
        let status = self.pick(&self.figures.framework.identity.status);
        if status.is_empty() {
            return Ok(());
        }
        let (first, rest) = status.split_at(first_sentence(status).len());
        let notice = Rich::default().and(Span::bold(first)).and(Span::plain(rest));
        let style = theme.small().coloured(theme.text);
        let shaped = self.setter.shape(&notice, style)?;
        let height = shaped.lines(width - 28.0).len() as f32 * style.line_height() + 22.0;
        let rect = Rect::new(LEFT, page.height - 72.0 - height, width, height);
        cover.add(Shape { outline: Outline::Rect { rect, radius: 3.0 }, fill: Some(theme.shade), stroke: None });
        cover.add(Shape::filled(Rect::new(rect.x, rect.y, 3.0, rect.height), theme.accent));
        shaped.place_all(rect.x + 16.0, rect.y + 11.0, width - 28.0, &mut cover.items);
        Ok(())
    }
}
