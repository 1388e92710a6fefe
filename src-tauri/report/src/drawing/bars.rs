//! Bars below each other, each with its name and its number.

use super::scale::Scale;
use super::{Bar, Drawing, Label};
use crate::ReportError;
use crate::flow::Theme;
use crate::text::{Align, Typesetter};

const GAP: f32 = 7.0;
const BAR: f32 = 8.0;

/// One bar: its name, its share from 0 to 100 and the same in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BarRow {
    pub label: String,
    pub share: Option<f64>,
    pub number: String,
    /// Where a target or a mean stands on the same scale.
    pub mark: Option<f64>,
    /// From the least to the most that it can be; drawn as a line with ends.
    pub range: Option<(f64, f64)>,
    /// Rests on too little data: light instead of dark.
    pub doubtful: bool,
}

/// A chart of bars from 0 to 100, no wider than `width`.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    pub rows: &'a [BarRow],
    pub width: f32,
}

impl Bars<'_> {
    /// Gives the drawing, as high as it needs to be.
    pub fn draw(&self, setter: &mut Typesetter, theme: &Theme) -> Result<Drawing, ReportError> {
        let mut names = Vec::new();
        let mut numbers = Vec::new();
        for row in self.rows {
            names.push(Label::new(setter, row.label.as_str(), theme.cell().aligned(Align::End), self.width * 0.32)?);
            numbers.push(Label::new(setter, row.number.as_str(), theme.cell().bold(), self.width * 0.2)?);
        }
        let widest = |labels: &[Label]| labels.iter().map(|label| label.width).fold(0.0, f32::max);
        let left = widest(&names) + GAP;
        let scale = Scale { left, width: (self.width - left - widest(&numbers) - GAP).max(self.width * 0.2) };
        let mut drawing = Drawing::new(self.width, 0.0);
        let heights = |index: usize| names[index].height.max(numbers[index].height).max(BAR) + 5.0;
        let foot: f32 = (0..self.rows.len()).map(heights).sum();
        let named = scale.rule(&mut drawing, [0.0, foot], setter, theme)?;
        let mut top = 0.0;
        for (index, row) in self.rows.iter().enumerate() {
            let middle = top + heights(index) / 2.0;
            names[index].place(left - GAP - names[index].width, middle - names[index].height / 2.0, &mut drawing);
            let bar = Bar {
                share: row.share,
                mark: row.mark,
                width: scale.width,
                height: BAR,
                fill: if row.doubtful { theme.rule } else { theme.accent },
                track: theme.track,
                edge: theme.muted,
            };
            drawing.take(bar.draw(), (scale.left, middle - BAR / 2.0));
            if let Some((low, high)) = row.range {
                let (low, high) = (scale.at(low), scale.at(high));
                for (colour, width) in [(crate::page::Colour(255, 255, 255), 2.2), (theme.text, 0.9)] {
                    drawing.rule((low, middle), (high, middle), colour, width);
                    for end in [low, high] {
                        drawing.rule((end, middle - 2.6), (end, middle + 2.6), colour, width);
                    }
                }
            }
            numbers[index].place(scale.left + scale.width + GAP, middle - numbers[index].height / 2.0, &mut drawing);
            top += heights(index);
        }
        drawing.height = foot + named;
        Ok(drawing)
    }
}
