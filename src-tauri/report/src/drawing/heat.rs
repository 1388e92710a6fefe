//! A heat map: a row a thing, a column a measure, darker is higher.

use super::legend::{Sign, hatch, legend};
use super::{Drawing, Label};
use crate::ReportError;
use crate::edition::Profile;
use crate::flow::Theme;
use crate::page::{Anchor, Colour, Item, Rect, Shape};
use crate::text::{Align, TextStyle, Typesetter};

const GAP: f32 = 6.0;
/// Lines up to which a column's name stands above it; longer ones are numbered and listed below.
const HEAD_LINES: usize = 4;
/// The least size of a column's name.
const LEAST: f32 = 6.0;
const WHITE: Colour = Colour(255, 255, 255);
/// Five greys with a breath of the accent, which an official document leaves out: apart on any printer, the last but one still
/// light enough for dark figures.
const STEPS: [(Colour, &str); 5] = [
    (Colour(0xf4, 0xf7, 0xf8), "0–20"),
    (Colour(0xd5, 0xde, 0xe2), "20–40"),
    (Colour(0xab, 0xbb, 0xc2), "40–60"),
    (Colour(0x56, 0x70, 0x7b), "60–80"),
    (Colour(0x17, 0x40, 0x50), "80–100"),
];

/// Gives a step's colour as the look has it: an official document is black on white.
fn toned(colour: Colour, theme: &Theme) -> Colour {
    if theme.profile == Profile::Modern {
        return colour;
    }
    let Colour(red, green, blue) = colour;
    // Brightness as ITU-R BT.601 weighs it.
    let grey = (u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000;
    let grey = u8::try_from(grey).unwrap_or(u8::MAX);
    Colour(grey, grey, grey)
}

/// A field of the map: its share from 0 to 100, the same in words, and where it leads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatCell {
    pub share: Option<f64>,
    pub number: String,
    /// Rests on too little data: hatched instead of shaded.
    pub doubtful: bool,
    pub link: Option<Anchor>,
}

/// A heat map; `cells` row by row.
#[derive(Clone, Copy, Debug)]
pub struct HeatMap<'a> {
    pub rows: &'a [String],
    pub columns: &'a [String],
    pub cells: &'a [Vec<HeatCell>],
    /// Explains the hatched fields, if there are any.
    pub doubtful: &'a str,
    pub width: f32,
}

impl HeatMap<'_> {
    /// Gives the drawing, as high as it needs to be.
    pub fn draw(&self, setter: &mut Typesetter, theme: &Theme) -> Result<Drawing, ReportError> {
        let mut names = Vec::new();
        for row in self.rows {
            names.push(Label::new(setter, row.as_str(), theme.cell(), self.width * 0.26)?);
        }
        let left = names.iter().map(|name| name.width).fold(0.0, f32::max) + GAP;
        let wide = (self.width - left) / self.columns.len().max(1) as f32;
        let mut drawing = Drawing::new(self.width, 0.0);
        let numbered = self.heads(left, wide, &mut drawing, setter, theme)?;
        for (row, name) in names.iter().enumerate() {
            let height = (name.height + 6.0).max(21.0);
            let top = drawing.height;
            name.place(0.0, top + (height - name.height) / 2.0, &mut drawing);
            for (column, cell) in self.cells.get(row).into_iter().flatten().take(self.columns.len()).enumerate() {
                let rect = Rect::new(left + column as f32 * wide + 0.6, top + 0.6, wide - 1.2, height - 1.2);
                field(cell, rect, &mut drawing, setter, theme)?;
            }
            drawing.height += height;
        }
        let mut signs: Vec<(Sign, &str)> =
            STEPS.iter().map(|(colour, text)| (Sign::Step(toned(*colour, theme)), *text)).collect();
        if self.cells.iter().flatten().any(|cell| cell.doubtful) {
            signs.push((Sign::Hatch, self.doubtful));
        }
        legend(&mut drawing, &signs, left, setter, theme)?;
        if !numbered.is_empty() {
            let list = numbered.iter().map(|column| format!("{}\u{a0}{}", column + 1, self.columns[*column]));
            let list = list.collect::<Vec<_>>().join(" · ");
            let y = drawing.height + 3.0;
            drawing.height = y + drawing.text(setter, list, theme.cell_note(), (left, y), self.width - left)?;
        }
        Ok(drawing)
    }

    /// Sets the columns' names, smaller where they would not fit; tells of which columns numbers stand in for them.
    fn heads(
        &self,
        left: f32,
        wide: f32,
        drawing: &mut Drawing,
        setter: &mut Typesetter,
        theme: &Theme,
    ) -> Result<Vec<usize>, ReportError> {
        let base = TextStyle { leading: 1.25, ..theme.head_cell() }.aligned(Align::Centre);
        let room = wide - 3.0;
        let mut size = base.size;
        let mut labels = Vec::new();
        while labels.is_empty() && size >= LEAST {
            for name in self.columns {
                let shaped = setter.shape(&name.as_str().into(), base.sized(size))?;
                if shaped.narrowest_width() > room || shaped.lines(room).len() > HEAD_LINES {
                    labels.clear();
                    break;
                }
                labels.push(Label::balanced(setter, name, base.sized(size), room)?);
            }
            size -= 0.4;
        }
        let mut numbered = Vec::new();
        if labels.len() < self.columns.len() {
            labels.clear();
            for (column, name) in self.columns.iter().enumerate() {
                let shaped = setter.shape(&name.as_str().into(), base)?;
                // Numbers stand for all of them alike; the last column, the whole, has no number.
                let whole = column + 1 == self.columns.len();
                if whole && shaped.narrowest_width() <= room && shaped.lines(room).len() == 1 {
                    labels.push(Label::new(setter, name.clone(), base, room)?);
                } else {
                    labels.push(Label::new(setter, (column + 1).to_string(), base, room)?);
                    numbered.push(column);
                }
            }
        }
        let height = labels.iter().map(|label| label.height).fold(0.0, f32::max);
        for (column, label) in labels.iter().enumerate() {
            let x = left + column as f32 * wide + (wide - label.width) / 2.0;
            label.place(x, height - label.height, drawing);
        }
        drawing.height = height + 3.0;
        Ok(numbered)
    }
}

fn field(
    cell: &HeatCell,
    rect: Rect,
    drawing: &mut Drawing,
    setter: &mut Typesetter,
    theme: &Theme,
) -> Result<(), ReportError> {
    let mut ink = theme.text;
    let step =
        cell.share.filter(|_| !cell.doubtful).map(|share| (share.clamp(0.0, 100.0) / 20.0).floor().min(4.0) as usize);
    if let Some(step) = step {
        drawing.add(Shape::filled(rect, toned(STEPS[step].0, theme)));
        ink = if step >= 3 { WHITE } else { theme.text };
    } else if cell.doubtful {
        hatch(rect, drawing, theme);
    }
    let outline = crate::page::Outline::Rect { rect, radius: 0.0 };
    drawing.add(Shape { outline, fill: None, stroke: Some((theme.rule, 0.4)) });
    let style = theme.cell().coloured(ink).aligned(Align::Centre);
    let mut label = Label::new(setter, cell.number.as_str(), style, f32::INFINITY)?;
    if label.width > rect.width - 2.0 {
        let size = (style.size * (rect.width - 2.0) / label.width).max(3.0);
        label = Label::new(setter, cell.number.as_str(), style.sized(size), rect.width - 1.0)?;
    }
    let (x, y) = (rect.x + (rect.width - label.width) / 2.0, rect.y + (rect.height - label.height) / 2.0);
    if cell.doubtful && !cell.number.is_empty() {
        drawing.add(Shape::filled(Rect::new(x - 1.5, y + 1.0, label.width + 3.0, label.height - 2.0), WHITE));
    }
    label.place(x, y, drawing);
    if let Some(target) = cell.link {
        drawing.items.push(Item::Link { rect, target });
    }
    Ok(())
}
