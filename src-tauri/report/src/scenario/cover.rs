//! The cover.

use super::Writer;
use crate::ReportError;
use crate::drawing::Drawing;
use crate::flow::Block;
use crate::page::{Outline, Rect, Shape};
use crate::text::{Align, Rich, Span, TextStyle, Typesetter};

/// Distance of the cover's column from the left edge.
const LEFT: f32 = 84.0;

impl Writer<'_> {
    pub(super) fn cover(&mut self, setter: &mut Typesetter, date: &str) -> Result<(), ReportError> {
        let (page, theme) = (self.geometry, self.theme);
        let mut cover = Drawing::new(page.width, page.height);
        let width = page.width - LEFT - page.right;
        cover.add(Shape::filled(Rect::new(0.0, 0.0, 14.0, page.height), theme.accent));

        let mut put = |cover: &mut Drawing, text: Rich, style: TextStyle, x: f32, y: f32, width: f32| {
            setter.shape(&text, style).map(|shaped| shaped.place_all(x, y, width, &mut cover.items))
        };
        let plain = theme.body().aligned(Align::Start);
        let framework = self.pick(&self.figures.framework.title).to_owned();
        let mut y = 128.0;
        y += put(&mut cover, Rich::from(framework), plain.sized(11.0).coloured(theme.muted), LEFT, y, width)?;

        y += 92.0;
        let code = self.words.format("report-scenario-number", &[("code", &self.figures.scenario.code)]);
        y += put(&mut cover, Rich::from(code), plain.sized(13.0).coloured(theme.muted), LEFT, y, width)? + 4.0;
        let name = self.pick(&self.figures.scenario.name).to_owned();
        let large = TextStyle { leading: 1.3, ..plain.sized(36.0).bold().coloured(theme.accent) };
        y += put(&mut cover, Rich::from(name), large, LEFT, y, width)? + 4.0;
        let kind = self.words.get("report-kind").into_owned();
        y += put(&mut cover, Rich::from(kind), plain.sized(19.0), LEFT, y, width)? + 16.0;
        cover.add(Shape::filled(Rect::new(LEFT, y, 56.0, 3.0), theme.accent));
        y += 34.0;

        let separator = self.words.get("list-separator");
        let communities: Vec<&str> = self.figures.communities.iter().map(|one| self.pick(&one.name)).collect();
        let facts = [
            ("report-cover-communities", communities.join(&separator)),
            ("report-cover-round", self.round_line(self.figures.rounds.last())),
            ("report-cover-date", self.date(date)),
            ("report-cover-organisation", self.figures.organisation.clone()),
            ("report-cover-survey", self.figures.survey.clone()),
        ];
        for (id, value) in facts {
            let label = self.words.get(id).into_owned();
            put(&mut cover, Rich::from(label), plain.coloured(theme.muted), LEFT, y, 92.0)?;
            let value = if value.trim().is_empty() { self.words.get("report-none-given").into_owned() } else { value };
            y +=
                put(&mut cover, Rich::from(value), plain, LEFT + 96.0, y, width - 96.0)?.max(plain.line_height()) + 5.0;
        }

        let status = self.pick(&self.figures.framework.status);
        if status.is_empty() {
            self.flow.add(Block::Cover(cover));
            return Ok(());
        }
        let (first, rest) = status.split_at(super::first_sentence(status).len());
        let notice = Rich::default().and(Span::bold(first)).and(Span::plain(rest));
        let style = theme.small().coloured(theme.text);
        let shaped = setter.shape(&notice, style)?;
        let height = shaped.lines(width - 28.0).len() as f32 * style.line_height() + 22.0;
        let rect = Rect::new(LEFT, page.height - 72.0 - height, width, height);
        cover.add(Shape { outline: Outline::Rect { rect, radius: 3.0 }, fill: Some(theme.shade), stroke: None });
        cover.add(Shape::filled(Rect::new(rect.x, rect.y, 3.0, rect.height), theme.accent));
        shaped.place_all(rect.x + 16.0, rect.y + 11.0, width - 28.0, &mut cover.items);
        self.flow.add(Block::Cover(cover));
        Ok(())
    }
}
