//! What changed from one round to a later one: two marks and the way between them.

use super::legend::{Sign, legend};
use super::scale::Scale;
use super::{Drawing, Label};
use crate::ReportError;
use crate::flow::Theme;
use crate::page::{Colour, Rect, Shape};
use crate::text::{Align, Typesetter};

const GAP: f32 = 7.0;
const DOT: f32 = 3.0;
const WHITE: Colour = Colour(255, 255, 255);

/// One line: a name, the shares from 0 to 100 before and after, and the same in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChangeRow {
    pub label: String,
    pub before: Option<f64>,
    pub after: Option<f64>,
    pub before_number: String,
    pub after_number: String,
    /// What lies between them, in words.
    pub change: String,
}

/// A chart of changes: an open circle before, a full one after.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    pub rows: &'a [ChangeRow],
    /// What the open and the full circle stand for.
    pub legend: [&'a str; 2],
    pub width: f32,
}

impl Change<'_> {
    /// Gives the drawing, as high as it needs to be.
    pub fn draw(&self, setter: &mut Typesetter, theme: &Theme) -> Result<Drawing, ReportError> {
        let (cell, note) = (theme.cell(), theme.cell_note());
        let mut names = Vec::new();
        let mut changes = Vec::new();
        for row in self.rows {
            names.push(Label::new(setter, row.label.as_str(), cell.aligned(Align::End), self.width * 0.3)?);
            changes.push(Label::new(setter, row.change.as_str(), cell.bold().aligned(Align::End), self.width * 0.18)?);
        }
        let mut numbers = Vec::new();
        for row in self.rows {
            let mut one = |text: &str| Label::new(setter, text, note.coloured(theme.text), self.width * 0.12);
            numbers.push([one(&row.before_number)?, one(&row.after_number)?]);
        }
        let widest = |labels: &[Label]| labels.iter().map(|label| label.width).fold(0.0, f32::max);
        // A number beside a mark at either end of the scale still has its room.
        let beside = numbers.iter().flatten().map(|label| label.width).fold(0.0, f32::max) + DOT + 4.0;
        let left = widest(&names) + GAP + beside;
        let right = widest(&changes) + GAP + beside;
        let scale = Scale { left, width: (self.width - left - right).max(self.width * 0.15) };
        let mut drawing = Drawing::new(self.width, 0.0);
        let heights = |index: usize| {
            let [before, after] = &numbers[index];
            names[index].height.max(changes[index].height).max(before.height).max(after.height) + 5.0
        };
        let foot: f32 = (0..self.rows.len()).map(heights).sum();
        let named = scale.rule(&mut drawing, [0.0, foot], setter, theme)?;
        let mut top = 0.0;
        for (index, row) in self.rows.iter().enumerate() {
            let middle = top + heights(index) / 2.0;
            let centred =
                |label: &Label, x: f32, drawing: &mut Drawing| label.place(x, middle - label.height / 2.0, drawing);
            centred(&names[index], left - beside - GAP - names[index].width, &mut drawing);
            centred(&changes[index], self.width - changes[index].width, &mut drawing);
            let [before, after] = [row.before, row.after].map(|share| share.map(|share| scale.at(share)));
            if let (Some(from), Some(to)) = (before, after) {
                drawing.rule((from, middle), (to, middle), theme.accent, 1.6);
            }
            // The full circle lies over the open one where nothing changed.
            if let Some(x) = before {
                drawing.circle((x, middle), DOT, Some(WHITE), Some((theme.accent, 1.1)));
            }
            if let Some(x) = after {
                drawing.circle((x, middle), DOT, Some(theme.accent), Some((theme.accent, 1.1)));
            }
            let [early, late] = &numbers[index];
            let beyond = DOT + 4.0;
            let earlier_left = match (before, after) {
                (Some(from), Some(to)) => from <= to,
                _ => true,
            };
            for (x, label, leftward) in [(before, early, earlier_left), (after, late, !earlier_left)] {
                let Some(x) = x else { continue };
                let x = if leftward { x - beyond - label.width } else { x + beyond };
                // The rules of the scale do not run through a number.
                let ground = Rect::new(x - 1.0, middle - label.height / 2.0, label.width + 2.0, label.height);
                drawing.add(Shape::filled(ground, WHITE));
                centred(label, x, &mut drawing);
            }
            top += heights(index);
        }
        drawing.height = foot + named;
        let signs = [(Sign::Open, self.legend[0]), (Sign::Full, self.legend[1])];
        legend(&mut drawing, &signs, scale.left, setter, theme)?;
        Ok(drawing)
    }
}
