//! Scores on axes around a centre, one polygon a round.

use super::legend::{DOT, Sign, legend};
use super::{Drawing, Label};
use crate::ReportError;
use crate::flow::Theme;
use crate::page::{Colour, Outline, Rect, Shape};
use crate::text::{Align, Typesetter};
use std::f32::consts::{FRAC_PI_2, TAU};

const WHITE: Colour = Colour(255, 255, 255);
/// Distance of the names from the outer ring.
const GAP: f32 = 9.0;
/// Distance between names.
const APART: f32 = 3.0;
/// Rings of the scale, in percent.
const RINGS: [u8; 4] = [25, 50, 75, 100];

/// An axis: its name, and what stands below it, such as the latest number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axis {
    pub label: String,
    pub note: String,
}

/// One round's shares from 0 to 100, in the order of the axes; none where there is too little data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    pub label: String,
    pub values: Vec<Option<f64>>,
}

/// A radar of three axes or more; the latest series comes last and is drawn strongest.
#[derive(Clone, Copy, Debug)]
pub struct Radar<'a> {
    pub axes: &'a [Axis],
    pub series: &'a [Series],
    pub width: f32,
    /// Of the outer ring.
    pub radius: f32,
}

struct Named {
    label: Label,
    note: Option<Label>,
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

impl Radar<'_> {
    /// Gives the drawing, as high as it needs to be.
    pub fn draw(&self, setter: &mut Typesetter, theme: &Theme) -> Result<Drawing, ReportError> {
        let mut names = self.names(setter, theme)?;
        // Heights count from the centre so far.
        let top = names.iter().map(|name| name.y).fold(-self.radius, f32::min);
        let foot = names.iter().map(|name| name.y + name.height).fold(self.radius, f32::max);
        let centre = (self.width / 2.0, -top);
        let mut drawing = Drawing::new(self.width, foot - top);
        self.web(centre, &mut drawing, setter, theme)?;
        for (index, series) in self.series.iter().enumerate() {
            self.polygon(series, self.series.len() - 1 - index, centre, &mut drawing, theme);
        }
        for name in &mut names {
            let y = name.y + centre.1;
            name.label.place(name.x + (name.width - name.label.width) / 2.0, y, &mut drawing);
            if let Some(note) = &name.note {
                note.place(name.x + (name.width - note.width) / 2.0, y + name.label.height, &mut drawing);
            }
        }
        if self.series.len() > 1 {
            let ages = (0..self.series.len()).rev().map(Sign::Line);
            let signs: Vec<(Sign, &str)> = ages.zip(self.series.iter().map(|one| one.label.as_str())).collect();
            let mut sized = Drawing::new(self.width, 0.0);
            legend(&mut sized, &signs, 0.0, setter, theme)?;
            // In the middle, if one line holds it.
            let reach = sized.items.iter().map(right_of).fold(0.0, f32::max);
            let left = ((self.width - reach) / 2.0).max(0.0);
            let at = drawing.height;
            drawing.height += sized.height;
            drawing.take(sized, (left, at));
        }
        Ok(drawing)
    }

    /// Gives where a share of an axis lies; axes go clockwise from the top.
    fn at(&self, axis: usize, share: f32, (x, y): (f32, f32)) -> (f32, f32) {
        let (dx, dy) = self.direction(axis);
        let reach = self.radius * share / 100.0;
        (x + dx * reach, y + dy * reach)
    }

    fn direction(&self, axis: usize) -> (f32, f32) {
        let angle = TAU * axis as f32 / self.axes.len().max(1) as f32 - FRAC_PI_2;
        (angle.cos(), angle.sin())
    }

    fn web(
        &self,
        centre: (f32, f32),
        drawing: &mut Drawing,
        setter: &mut Typesetter,
        theme: &Theme,
    ) -> Result<(), ReportError> {
        for ring in RINGS {
            let points = (0..self.axes.len()).map(|axis| self.at(axis, f32::from(ring), centre)).collect();
            let stroke = if ring == 100 { (theme.muted, 0.6) } else { (theme.rule, 0.4) };
            drawing.add(Shape { outline: Outline::Polygon(points), fill: None, stroke: Some(stroke) });
        }
        let latest = self.series.last();
        for axis in 0..self.axes.len() {
            let end = self.at(axis, 100.0, centre);
            if latest.is_some_and(|series| series.values.get(axis).copied().flatten().is_some()) {
                drawing.rule(centre, end, theme.rule, 0.4);
            } else {
                drawing.dashes([centre, end], [1.2, 2.4], theme.muted, 0.5);
            }
        }
        for ring in RINGS {
            let label = Label::new(setter, ring.to_string(), theme.cell_note().sized(6.0), 40.0)?;
            let (x, y) = self.at(0, f32::from(ring), centre);
            let (x, y) = (x + 2.0, y - label.height / 2.0);
            drawing.add(Shape::filled(Rect::new(x - 0.5, y + 1.5, label.width + 1.0, label.height - 3.0), WHITE));
            label.place(x, y, drawing);
        }
        Ok(())
    }

    fn polygon(&self, series: &Series, age: usize, centre: (f32, f32), drawing: &mut Drawing, theme: &Theme) {
        let count = self.axes.len();
        let points: Vec<Option<(f32, f32)>> = (0..count)
            .map(|axis| {
                let share = series.values.get(axis).copied().flatten()?;
                Some(self.at(axis, share.clamp(0.0, 100.0) as f32, centre))
            })
            .collect();
        // A side is drawn only between neighbours: what lies beyond a gap is not known.
        for axis in 0..count {
            if let (Some(from), Some(to)) = (points[axis], points[(axis + 1) % count]) {
                stroke([from, to], age, drawing, theme);
            }
        }
        for point in points.into_iter().flatten() {
            mark(point, age, drawing, theme);
        }
    }

    /// Puts the names around the ring, none over another.
    fn names(&self, setter: &mut Typesetter, theme: &Theme) -> Result<Vec<Named>, ReportError> {
        let mut names = Vec::new();
        for (index, axis) in self.axes.iter().enumerate() {
            let (dx, dy) = self.direction(index);
            let (px, py) = (dx * (self.radius + GAP), dy * (self.radius + GAP));
            // A name beside the ring begins where the ring ends.
            let lean = (dx * 1.25).clamp(-1.0, 1.0);
            // The room up to the edge; near the foot and the head, up to the neighbour across.
            let side = self.width / 2.0 - px.abs();
            let room = if dx.abs() < 0.05 { self.radius } else { side / (1.0 + lean.abs()) * 2.0 };
            let room =
                if dx.abs() >= 0.05 { room.min(2.0 * px.abs() / (1.0 - dx.abs()).max(0.02) - APART) } else { room };
            let room = room.clamp(20.0, self.width * 0.34);
            let align = if dx.abs() < 0.05 {
                Align::Centre
            } else if dx > 0.0 {
                Align::Start
            } else {
                Align::End
            };
            let label = Label::balanced(setter, &axis.label, theme.cell().bold().aligned(align), room)?;
            let note = (!axis.note.is_empty())
                .then(|| Label::new(setter, axis.note.as_str(), theme.cell_note().aligned(align), room))
                .transpose()?;
            let width = label.width.max(note.as_ref().map_or(0.0, |note| note.width));
            let height = label.height + note.as_ref().map_or(0.0, |note| note.height);
            let x = self.width / 2.0 + px - width * (1.0 - lean) / 2.0;
            let y = py - height * (1.0 - dy) / 2.0;
            names.push(Named { label, note, x: x.clamp(0.0, (self.width - width).max(0.0)), y, width, height });
        }
        self.part(&mut names);
        Ok(names)
    }

    /// Moves names that would touch: upwards in the upper half, downwards in the lower one.
    fn part(&self, names: &mut [Named]) {
        let half = self.axes.len() / 2;
        let touch = |a: &Named, b: &Named| {
            a.x < b.x + b.width + APART
                && b.x < a.x + a.width + APART
                && a.y < b.y + b.height + APART
                && b.y < a.y + a.height + APART
        };
        // From the sides to the poles, so that a name moves away from all that are placed.
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by(|a, b| self.direction(*a).1.abs().total_cmp(&self.direction(*b).1.abs()).then(a.cmp(b)));
        for place in 1..order.len() {
            let moving = order[place];
            let up = self.direction(moving).1 < 0.0;
            for _ in 0..=half * 2 {
                let Some(other) = order[..place].iter().copied().find(|other| touch(&names[moving], &names[*other]))
                else {
                    break;
                };
                names[moving].y = if up {
                    names[other].y - names[moving].height - APART - 0.1
                } else {
                    names[other].y + names[other].height + APART + 0.1
                };
            }
        }
    }
}

/// Draws a side of the polygon of a series: the latest whole, the one before dashed, older ones dotted.
pub(super) fn stroke(ends: [(f32, f32); 2], age: usize, drawing: &mut Drawing, theme: &Theme) {
    match age {
        0 => drawing.rule(ends[0], ends[1], theme.accent, 1.5),
        1 => drawing.dashes(ends, [4.0, 2.6], theme.muted, 1.0),
        _ => drawing.dashes(ends, [0.9, 2.2], theme.muted, 0.9),
    }
}

/// Draws the corner of a series: a full circle, an open one, a square for older ones.
pub(super) fn mark(at: (f32, f32), age: usize, drawing: &mut Drawing, theme: &Theme) {
    match age {
        0 => drawing.circle(at, DOT - 0.4, Some(theme.accent), None),
        1 => drawing.circle(at, DOT - 0.6, Some(WHITE), Some((theme.muted, 0.9))),
        _ => {
            let rect = Rect::new(at.0 - 2.0, at.1 - 2.0, 4.0, 4.0);
            let outline = Outline::Rect { rect, radius: 0.0 };
            drawing.add(Shape { outline, fill: Some(WHITE), stroke: Some((theme.muted, 0.8)) });
        }
    }
}

fn right_of(item: &crate::page::Item) -> f32 {
    match item {
        crate::page::Item::Text(run) => run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x + run.size * 0.6),
        _ => 0.0,
    }
}
