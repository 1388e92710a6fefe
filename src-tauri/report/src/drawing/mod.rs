//! Vector drawings: figures that stand in a flow, in a table cell, and on the screen; a file a figure.
//!
//! What they say comes worded; they place it. Each can be read without colour: by lightness, line and mark.

mod bar;
mod bars;
mod change;
mod heat;
mod legend;
mod radar;
mod scale;

pub use bar::Bar;
pub use bars::{BarRow, Bars};
pub use change::{Change, ChangeRow};
pub use heat::{HeatCell, HeatMap};
pub use radar::{Axis, Radar, Series};

use crate::ReportError;
use crate::page::{Colour, Item, Outline, Rect, Shape};
use crate::text::{Rich, TextStyle, Typesetter};

/// Holds items in a box of their own, origin at the top left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    pub width: f32,
    pub height: f32,
    pub items: Vec<Item>,
}

impl Drawing {
    pub fn new(width: f32, height: f32) -> Self {
        Self { width, height, items: Vec::new() }
    }

    pub fn add(&mut self, shape: Shape) {
        self.items.push(Item::Shape(shape));
    }

    /// Sets text into a column of `width` whose top left corner is `at`; gives its height.
    pub fn text(
        &mut self,
        setter: &mut Typesetter,
        text: impl Into<Rich>,
        style: TextStyle,
        at: (f32, f32),
        width: f32,
    ) -> Result<f32, ReportError> {
        Ok(setter.shape(&text.into(), style)?.place_all(at.0, at.1, width, &mut self.items))
    }

    /// Takes in everything of another drawing, its corner at `at`.
    pub fn take(&mut self, other: Self, at: (f32, f32)) {
        for mut item in other.items {
            item.shift(at.0, at.1);
            self.items.push(item);
        }
    }

    fn rule(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, width: f32) {
        self.add(Shape::rule(from, to, colour, width));
    }

    /// Draws dashes of `on` with gaps of `off`, beginning and ending with a dash.
    fn dashes(&mut self, [from, to]: [(f32, f32); 2], [on, off]: [f32; 2], colour: Colour, width: f32) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length <= 0.0 {
            return;
        }
        let count = ((length - on) / (on + off)).round().max(0.0);
        // The gaps give way, so that both corners are inked.
        let step = if count > 0.0 { (length - on) / count } else { length };
        for index in 0..=count as usize {
            let start = index as f32 * step;
            let end = (start + on).min(length);
            let at = |along: f32| (from.0 + dx * along / length, from.1 + dy * along / length);
            self.rule(at(start), at(end), colour, width);
        }
    }

    fn circle(&mut self, (x, y): (f32, f32), radius: f32, fill: Option<Colour>, stroke: Option<(Colour, f32)>) {
        let rect = Rect::new(x - radius, y - radius, 2.0 * radius, 2.0 * radius);
        self.add(Shape { outline: Outline::Rect { rect, radius }, fill, stroke });
    }
}

/// Sets text in one place of a chart, and knows the box it takes.
struct Label {
    shaped: crate::text::Shaped,
    width: f32,
    height: f32,
}

impl Label {
    /// Breaks the text at `most`; the label is no wider than its longest line.
    fn new(setter: &mut Typesetter, text: impl Into<Rich>, style: TextStyle, most: f32) -> Result<Self, ReportError> {
        let shaped = setter.shape(&text.into(), style)?;
        let lines = shaped.lines(most);
        let width = lines.iter().map(|line| line.width).fold(0.0, f32::max) + 0.1;
        let height = lines.len() as f32 * style.line_height();
        Ok(Self { shaped, width, height })
    }

    /// As [`Self::new`], with lines of like length: 宜居·社区 and not 宜居社·区.
    fn balanced(setter: &mut Typesetter, text: &str, style: TextStyle, most: f32) -> Result<Self, ReportError> {
        let shaped = setter.shape(&text.into(), style)?;
        let count = shaped.lines(most).len();
        let narrowest = shaped.narrowest_width();
        let mut room = most;
        while count > 1 && room - 1.0 >= narrowest && shaped.lines(room - 1.0).len() == count {
            room -= 1.0;
        }
        Self::new(setter, text, style, room)
    }

    fn place(&self, x: f32, y: f32, drawing: &mut Drawing) {
        self.shaped.place_all(x, y, self.width, &mut drawing.items);
    }
}

#[cfg(test)]
mod tests;
