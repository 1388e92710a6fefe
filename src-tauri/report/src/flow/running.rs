//! What stands on every page: header, footer, page number, mark.

use super::theme::{Geometry, MM, Theme};
use crate::ReportError;
use crate::edition::Profile;
use crate::page::{Belonging, Item, Outline, Page, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, TextStyle, Typesetter};

/// Room of a page number.
const NUMBER: f32 = 90.0;

/// Room between what stands left and right at the head.
const HEAD_GAP: f32 = 16.0;
/// Most lines at the foot: one in Chinese and two in English, where a document is in both.
const FOOT_LINES: usize = 3;

/// What every page carries besides its body.
pub struct Running<'a> {
    pub header_left: String,
    pub header_right: String,
    pub footer_left: String,
    /// Words of a page number, from the page and the number of pages; an official document has its own.
    pub number: &'a dyn Fn(usize, usize) -> String,
    /// Stands framed at the top of every page, the cover included.
    pub mark: Option<String>,
}

impl std::fmt::Debug for Running<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running").field("header_left", &self.header_left).finish_non_exhaustive()
    }
}

/// A line of text, cut at the room it has.
struct OneLine {
    shaped: Shaped,
    lines: Vec<Line>,
}

impl OneLine {
    fn new(text: &str, style: TextStyle, room: f32, setter: &mut Typesetter) -> Result<Self, ReportError> {
        let shaped = setter.shape(&Rich::from(text), style)?;
        let lines = shaped.lines(room);
        Ok(Self { shaped, lines })
    }

    fn place(&self, x: f32, top: f32, room: f32, lines: usize, items: &mut Vec<Item>) {
        for (index, line) in self.lines.iter().take(lines).enumerate() {
            self.shaped.place(line, x, top + index as f32 * self.shaped.style.line_height(), room, items);
        }
    }
}

/// Draws header, footer, number and mark on all pages.
pub(super) fn place(
    running: &Running<'_>,
    geometry: Geometry,
    theme: &Theme,
    setter: &mut Typesetter,
    pages: &mut [Page],
) -> Result<(), ReportError> {
    let mark = match &running.mark {
        Some(mark) => Some(OneLine::new(mark, theme.running().bold().coloured(theme.text), geometry.column(), setter)?),
        None => None,
    };
    let count = pages.len();
    let lines = Lines::new(running, geometry, theme, setter)?;
    for (index, page) in pages.iter_mut().enumerate() {
        page.belong(Belonging::Decoration);
        if let Some(mark) = &mark {
            frame(mark, geometry, theme, &mut page.items);
        }
        if !page.cover {
            match theme.profile {
                Profile::Modern => lines.modern(geometry, theme, &mut page.items),
                Profile::Official => lines.official(index, geometry, theme, &mut page.items),
            }
            number(running, [index, count], geometry, theme, setter, &mut page.items)?;
        }
        page.belong(Belonging::Running);
    }
    Ok(())
}

fn frame(mark: &OneLine, geometry: Geometry, theme: &Theme, items: &mut Vec<Item>) {
    let column = geometry.column();
    let wide = mark.shaped.natural_width().min(column) + 20.0;
    let high = mark.shaped.style.line_height() + 6.0;
    let rect = Rect::new((geometry.width - wide) / 2.0, 20.0, wide, high);
    let outline = Outline::Rect { rect, radius: 3.0 };
    items.push(Item::Shape(Shape { outline, fill: Some(theme.shade), stroke: Some((theme.text, 0.7)) }));
    mark.place(rect.x + 10.0, 23.0, column, 1, items);
}

/// The page number: at the right in the modern profile; in official documents `— 1 —`, a character from the outer
/// edge, 7 mm below the text (GB/T 9704-2012, 7.5).
fn number(
    running: &Running<'_>,
    [index, count]: [usize; 2],
    geometry: Geometry,
    theme: &Theme,
    setter: &mut Typesetter,
    items: &mut Vec<Item>,
) -> Result<(), ReportError> {
    let style = theme.page_number();
    let (text, align, x) = match theme.profile {
        Profile::Modern => {
            let x = geometry.left + geometry.column() - NUMBER;
            ((running.number)(index + 1, count), Align::End, x)
        }
        Profile::Official => {
            let text = format!("— {} —", index + 1);
            if is_right(index) {
                (text, Align::End, geometry.width - geometry.right - style.size - NUMBER)
            } else {
                (text, Align::Start, geometry.left + style.size)
            }
        }
    };
    let y = match theme.profile {
        Profile::Modern => geometry.foot() + 22.0,
        Profile::Official => geometry.foot() + 7.0 * MM - (style.line_height() - style.size) / 2.0,
    };
    OneLine::new(&text, style.aligned(align), NUMBER, setter)?.place(x, y, NUMBER, 1, items);
    Ok(())
}

/// Odd pages lie on the right.
fn is_right(index: usize) -> bool {
    index.is_multiple_of(2)
}

struct Lines {
    header_left: OneLine,
    header_right: OneLine,
    footer: [OneLine; 2],
}

impl Lines {
    fn new(
        running: &Running<'_>,
        geometry: Geometry,
        theme: &Theme,
        setter: &mut Typesetter,
    ) -> Result<Self, ReportError> {
        let (column, style) = (geometry.column(), theme.running());
        // The right one may take what the left one leaves, and four tenths in any case.
        let left = setter.shape(&Rich::from(running.header_left.as_str()), style)?.natural_width();
        let right_room = (column - left - HEAD_GAP).max(column * 0.4);
        let header_right = OneLine::new(&running.header_right, style.aligned(Align::End), right_room, setter)?;
        let left_room = column - header_right.shaped.natural_width().min(right_room) - HEAD_GAP;
        let header_left = OneLine::new(&running.header_left, style, left_room, setter)?;
        let room = column - NUMBER - 20.0;
        let mut footer = |align| OneLine::new(&running.footer_left, style.aligned(align), room, setter);
        Ok(Self { header_left, header_right, footer: [footer(Align::Start)?, footer(Align::End)?] })
    }

    fn modern(&self, geometry: Geometry, theme: &Theme, items: &mut Vec<Item>) {
        let Geometry { left, top, .. } = geometry;
        let column = geometry.column();
        for line in [&self.header_left, &self.header_right] {
            line.place(left, top - 34.0, column, 1, items);
        }
        let foot = geometry.foot() + 22.0;
        for y in [top - 19.0, foot - 5.0] {
            items.push(Item::Shape(Shape::rule((left, y), (left + column, y), theme.rule, 0.5)));
        }
        self.footer[0].place(left, foot, column, FOOT_LINES, items);
    }

    /// An official document has no header and no rules; what must stand on every page stands beside the number.
    fn official(&self, index: usize, geometry: Geometry, theme: &Theme, items: &mut Vec<Item>) {
        let y = geometry.foot() + 7.0 * MM + 1.0;
        let room = geometry.column() - NUMBER - 20.0 - theme.page_number().size;
        if is_right(index) {
            self.footer[0].place(geometry.left, y, room, FOOT_LINES, items);
        } else {
            self.footer[1].place(geometry.width - geometry.right - room, y, room, FOOT_LINES, items);
        }
    }
}
