//! The lines of the contents, and the page numbers they wait for.

use super::{Filler, Open};
use crate::ReportError;
use crate::flow::measure::entry_indent;
use crate::flow::structure::Role;
use crate::page::{Anchor, Belonging, Item, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, Typesetter};

/// A contents line that waits for its page number: the page it stands on, the top of its last line, where it leads.
pub(super) struct Waiting {
    page: usize,
    top: f32,
    level: u8,
    target: Anchor,
    /// Where among the page's items the number comes.
    at: usize,
}

impl Filler<'_> {
    pub(super) fn entry(&mut self, shaped: &Shaped, lines: &[Line], level: u8, target: Anchor, open: Option<Open>) {
        let contents = match open {
            Some(Open::Contents(contents)) => contents,
            _ => self.structure.add(Role::Contents),
        };
        self.open = Some(Open::Contents(contents));
        let node = self.structure.add_to(contents, Role::ContentsItem);
        if level == 1 {
            self.skip(6.0);
        }
        let indent = entry_indent(level);
        let (left, column, theme) = (self.geometry.left, self.geometry.column(), self.theme);
        let top = self.y;
        let height = shaped.style.line_height();
        for (index, line) in lines.iter().enumerate() {
            let y = top + index as f32 * height;
            shaped.place(line, left + indent, y, column - indent - 36.0, self.items());
        }
        let whole = lines.len().max(1) as f32 * height + 2.0;
        let page = self.pages.len() - 1;
        let at = self.items().len();
        self.items().push(Item::Link { rect: Rect::new(left, top, column, whole), target });
        self.page().belong(Belonging::Node(node));
        if level == 1 {
            let y = top + whole;
            self.items().push(Item::Shape(Shape::rule((left, y), (left + column, y), theme.rule, 0.5)));
            self.page().belong(Belonging::Decoration);
        }
        self.waiting.push(Waiting { page, top: top + whole - 2.0 - height, level, target, at });
        self.y = top + whole + 2.0;
    }

    pub(super) fn number_contents(&mut self, setter: &mut Typesetter) -> Result<(), ReportError> {
        let (left, column) = (self.geometry.left, self.geometry.column());
        // From the last to the first, so that what is put in moves nothing that is still to come.
        for waiting in std::mem::take(&mut self.waiting).into_iter().rev() {
            let Some(place) = self.places.get(&waiting.target) else { continue };
            let style = self.theme.entry(waiting.level).aligned(Align::End);
            let shaped = setter.shape(&Rich::from((place.page + 1).to_string()), style)?;
            let mut items = Vec::new();
            shaped.place_all(left, waiting.top, column, &mut items);
            self.pages[waiting.page].insert(waiting.at, items);
        }
        Ok(())
    }
}
