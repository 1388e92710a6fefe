//! The line below a chart that says what its signs stand for.

use super::{Drawing, Label};
use crate::ReportError;
use crate::flow::Theme;
use crate::page::{Colour, Outline, Rect, Shape};
use crate::text::Typesetter;

const WHITE: Colour = Colour(255, 255, 255);
/// Radius of the round marks of charts.
pub(super) const DOT: f32 = 3.0;
const SWATCH: (f32, f32) = (16.0, 8.0);

/// A sign of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    Open,
    Full,
    /// The line of the radar's series of this age: 0 is the latest.
    Line(usize),
    Step(Colour),
    Hatch,
}

impl Sign {
    fn width(self) -> f32 {
        match self {
            Self::Open | Self::Full => 2.0 * DOT,
            Self::Line(_) => 26.0,
            Self::Step(_) | Self::Hatch => SWATCH.0,
        }
    }

    fn draw(self, (x, middle): (f32, f32), drawing: &mut Drawing, theme: &Theme) {
        let swatch = Rect::new(x, middle - SWATCH.1 / 2.0, SWATCH.0, SWATCH.1);
        match self {
            Self::Open => drawing.circle((x + DOT, middle), DOT, Some(WHITE), Some((theme.accent, 1.1))),
            Self::Full => drawing.circle((x + DOT, middle), DOT, Some(theme.accent), Some((theme.accent, 1.1))),
            Self::Line(age) => {
                super::radar::stroke([(x, middle), (x + self.width(), middle)], age, drawing, theme);
                super::radar::mark((x + self.width() / 2.0, middle), age, drawing, theme);
            }
            Self::Step(colour) => frame(swatch, Some(colour), drawing, theme),
            Self::Hatch => {
                hatch(swatch, drawing, theme);
                frame(swatch, None, drawing, theme);
            }
        }
    }
}

fn frame(rect: Rect, fill: Option<Colour>, drawing: &mut Drawing, theme: &Theme) {
    drawing.add(Shape { outline: Outline::Rect { rect, radius: 0.0 }, fill, stroke: Some((theme.muted, 0.4)) });
}

/// Fills a box with slanted lines: there is too little to say more.
pub(super) fn hatch(rect: Rect, drawing: &mut Drawing, theme: &Theme) {
    const STEP: f32 = 4.0;
    let mut along = STEP;
    while along < rect.width + rect.height {
        // From the left or lower edge up to the upper or right one.
        let low = (along - rect.height).max(0.0);
        let high = along.min(rect.width);
        let at = |x: f32| (rect.x + x, rect.y + along - x);
        drawing.rule(at(low), at(high), theme.muted, 0.4);
        along += STEP;
    }
}

/// Explains the signs below what is drawn so far, from `left` on, in as many lines as it takes.
pub(super) fn legend(
    drawing: &mut Drawing,
    signs: &[(Sign, &str)],
    left: f32,
    setter: &mut Typesetter,
    theme: &Theme,
) -> Result<(), ReportError> {
    let style = theme.cell_note();
    let (mut x, mut y, mut line) = (left, drawing.height + 6.0, 0.0_f32);
    for (sign, text) in signs {
        let room = (drawing.width - left - sign.width() - 5.0).max(20.0);
        let label = Label::new(setter, *text, style, room)?;
        let width = sign.width() + 5.0 + label.width;
        if x > left && x + width > drawing.width {
            (x, y, line) = (left, y + line + 2.0, 0.0);
        }
        sign.draw((x, y + style.line_height() / 2.0), drawing, theme);
        label.place(x + sign.width() + 5.0, y, drawing);
        x += width + 14.0;
        line = line.max(label.height).max(SWATCH.1 + 2.0);
    }
    drawing.height = y + line;
    Ok(())
}
