//! Tables: columns, rows that are kept whole, heads that repeat on every page.

use super::structure::{Role, Structure};
use super::theme::Theme;
use crate::ReportError;
use crate::drawing::Drawing;
use crate::page::{Anchor, Belonging, Item, NodeId, Page, Rect, Shape};
use crate::text::{Align, Line, Rich, Shaped, Typesetter};

const PAD_X: f32 = 4.5;
const PAD_Y: f32 = 4.2;
/// Share of a page's body up to which a table is not divided.
const SMALL: f32 = 0.45;
/// Bytes up to which what stands between two spaces is taken for a word.
const LONGEST_WORD: usize = 48;
/// Characters up to which also a Chinese word is not divided for another column's sake.
const SHORT_WORD: usize = 4;
/// The most of its width that a column gives to others.
const MOST_GIVEN: f32 = 0.3;
/// Rows that a longer table shows at least where it begins.
const FIRST_ROWS: usize = 3;

/// Says how wide a column is: points, or a share of what fixed columns leave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    Points(f32),
    Share(f32),
}

/// A column: its width and how its cells are aligned (numbers to the right).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    pub width: Width,
    pub align: Align,
}

impl Column {
    pub fn points(width: f32, align: Align) -> Self {
        Self { width: Width::Points(width), align }
    }

    pub fn share(share: f32, align: Align) -> Self {
        Self { width: Width::Share(share), align }
    }
}

/// A cell: text, a smaller note under it, or a drawing; it may span columns and lead somewhere.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub text: Rich,
    pub note: Option<Rich>,
    pub drawing: Option<Drawing>,
    pub span: usize,
    pub bold: bool,
    pub align: Option<Align>,
    pub link: Option<Anchor>,
}

impl Cell {
    pub fn text(text: impl Into<Rich>) -> Self {
        Self { text: text.into(), span: 1, ..Self::default() }
    }

    pub fn drawing(drawing: Drawing) -> Self {
        Self { drawing: Some(drawing), span: 1, ..Self::default() }
    }

    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    #[must_use]
    pub fn spanning(mut self, columns: usize) -> Self {
        self.span = columns;
        self
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<Rich>) -> Self {
        self.note = Some(note.into());
        self
    }

    #[must_use]
    pub fn aligned(mut self, align: Align) -> Self {
        self.align = Some(align);
        self
    }

    #[must_use]
    pub fn leading_to(mut self, target: Anchor) -> Self {
        self.link = Some(target);
        self
    }
}

/// Tells ordinary rows from the shaded ones that name a group; a group row stays with the row after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowKind {
    #[default]
    Plain,
    Group,
    Head,
}

/// A row of cells.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub kind: RowKind,
    /// Where links to this row lead.
    pub anchor: Option<Anchor>,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, kind: RowKind::Plain, anchor: None }
    }

    pub fn group(cell: Cell) -> Self {
        Self { cells: vec![cell], kind: RowKind::Group, anchor: None }
    }

    #[must_use]
    pub fn at(mut self, anchor: Anchor) -> Self {
        self.anchor = Some(anchor);
        self
    }
}

/// A table with its caption above and a note below.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub caption: Option<Rich>,
    pub columns: Vec<Column>,
    pub head: Vec<Row>,
    pub rows: Vec<Row>,
    pub note: Option<Rich>,
    /// Stands on one page, where a page holds it.
    pub whole: bool,
}

struct Part {
    shaped: Shaped,
    lines: Vec<Line>,
}

struct MeasuredCell {
    x: f32,
    width: f32,
    parts: Vec<Part>,
    drawing: Option<Drawing>,
    link: Option<Anchor>,
    span: usize,
    role: Role,
}

impl MeasuredCell {
    /// Gives the heights of all lines in order.
    fn line_heights(&self) -> impl Iterator<Item = f32> + '_ {
        self.parts.iter().flat_map(|part| part.lines.iter().map(|_| part.shaped.style.line_height()))
    }

    fn height(&self) -> f32 {
        self.line_heights().sum::<f32>() + self.drawing.as_ref().map_or(0.0, |drawing| drawing.height)
    }

    /// Gives how many lines beginning at `from` fit into `room`.
    fn fitting(&self, from: usize, room: f32) -> usize {
        let mut used = 0.0;
        self.line_heights()
            .skip(from)
            .take_while(|height| {
                used += height;
                used <= room + 0.01
            })
            .count()
    }
}

/// A row with its lines broken.
pub(super) struct MeasuredRow {
    cells: Vec<MeasuredCell>,
    pub(super) height: f32,
    pub(super) kind: RowKind,
    pub(super) anchor: Option<Anchor>,
    first_line: f32,
}

/// A table with all rows broken to their columns.
pub(super) struct MeasuredTable {
    pub(super) head: Vec<MeasuredRow>,
    pub(super) rows: Vec<MeasuredRow>,
    pub(super) head_height: f32,
    width: f32,
    whole: bool,
}

impl MeasuredTable {
    pub(super) fn new(table: &Table, width: f32, theme: &Theme, setter: &mut Typesetter) -> Result<Self, ReportError> {
        let least = least_widths(table, theme, setter)?;
        let widths = roomy(column_widths(&table.columns, width), &least);
        let mut measure = |rows: &[Row], head: bool| -> Result<Vec<MeasuredRow>, ReportError> {
            let kind = [head, table.head.is_empty()];
            rows.iter().map(|row| measure_row(row, kind, &table.columns, &widths, theme, setter)).collect()
        };
        let head = measure(&table.head, true)?;
        let rows = measure(&table.rows, false)?;
        let head_height = head.iter().map(|row| row.height).sum();
        Ok(Self { head, rows, head_height, width, whole: table.whole })
    }

    pub(super) fn height(&self) -> f32 {
        self.head_height + self.rows.iter().map(|row| row.height).sum::<f32>()
    }

    /// Gives the height that must fit where the table begins: all of a small table and of one that is to stay whole, else the
    /// head and a few rows.
    pub(super) fn lead(&self, body: f32) -> f32 {
        let whole = self.height();
        if whole <= if self.whole { body } else { body * SMALL } {
            return whole;
        }
        let mut first = 0..0;
        while first.end < FIRST_ROWS.min(self.rows.len()) {
            first = 0..self.together(first.end).end;
        }
        let start = self.head_height + self.rows[first].iter().map(|row| row.height).sum::<f32>();
        start.min(body * SMALL)
    }

    /// Gives the rows that must not be parted beginning at `from`: group rows with the row that follows them.
    pub(super) fn together(&self, from: usize) -> std::ops::Range<usize> {
        let mut to = from;
        while to < self.rows.len() && self.rows[to].kind == RowKind::Group {
            to += 1;
        }
        from..(to + 1).min(self.rows.len())
    }

    /// Draws the head; gives its height.
    /// With `tree` it becomes part of the structure; a head that is repeated is decoration.
    pub(super) fn place_head(
        &self,
        (x, top): (f32, f32),
        theme: &Theme,
        tree: Option<(&mut Structure, NodeId)>,
        page: &mut Page,
    ) -> f32 {
        if self.head.is_empty() {
            return 0.0;
        }
        let background = Rect::new(x, top, self.width, self.head_height);
        page.items.push(Item::Shape(Shape::filled(background, theme.shade)));
        page.items.push(Item::Shape(Shape::rule((x, top), (x + self.width, top), theme.accent, 1.2)));
        page.belong(Belonging::Decoration);
        let mut y = top;
        let mut tree = tree;
        for row in &self.head {
            let nodes = tree.as_mut().map(|(structure, table)| row.add_to(structure, *table)).unwrap_or_default();
            row.place((x, y), &nodes, page);
            y += row.height;
        }
        page.items.push(Item::Shape(Shape::rule((x, y), (x + self.width, y), theme.accent, 0.6)));
        page.belong(Belonging::Decoration);
        y - top
    }

    /// Draws a row that fits whole.
    pub(super) fn place_row(
        &self,
        index: usize,
        (x, top): (f32, f32),
        theme: &Theme,
        nodes: &[NodeId],
        page: &mut Page,
    ) -> f32 {
        let row = &self.rows[index];
        if row.kind == RowKind::Group {
            page.items.push(Item::Shape(Shape::filled(Rect::new(x, top, self.width, row.height), theme.shade)));
            page.belong(Belonging::Decoration);
        }
        row.place((x, top), nodes, page);
        let y = top + row.height;
        page.items.push(Item::Shape(Shape::rule((x, y), (x + self.width, y), theme.rule, 0.4)));
        page.belong(Belonging::Decoration);
        row.height
    }

    /// Draws the closing rule.
    pub(super) fn close(&self, x: f32, y: f32, theme: &Theme, page: &mut Page) {
        page.items.push(Item::Shape(Shape::rule((x, y), (x + self.width, y), theme.accent, 0.8)));
        page.belong(Belonging::Decoration);
    }
}

impl MeasuredRow {
    /// Gives the progress of a row of which nothing is drawn yet.
    pub(super) fn fresh_progress(&self) -> Vec<usize> {
        vec![0; self.cells.len()]
    }

    /// Adds the row with its cells to the structure; gives the cells.
    pub(super) fn add_to(&self, structure: &mut Structure, table: NodeId) -> Vec<NodeId> {
        let row = structure.add_to(table, Role::Row);
        self.cells.iter().map(|cell| structure.add_cell(row, cell.role, cell.span)).collect()
    }

    fn place(&self, at: (f32, f32), nodes: &[NodeId], page: &mut Page) {
        let mut done = self.fresh_progress();
        self.place_part(&mut done, true, at, f32::INFINITY, nodes, page);
    }

    /// Draws as many further lines of each cell as fit into `room`; gives the height used and whether all is drawn.
    ///
    /// `done` counts the lines of each cell that earlier pages carry; drawings and links go with the `first` part.
    /// Used for the rare row taller than a page.
    pub(super) fn place_part(
        &self,
        done: &mut [usize],
        first: bool,
        (x, top): (f32, f32),
        room: f32,
        nodes: &[NodeId],
        page: &mut Page,
    ) -> (f32, bool) {
        let mut used = 0.0_f32;
        let mut complete = true;
        for (index_of_cell, (cell, done)) in self.cells.iter().zip(done).enumerate() {
            let inner = (room - 2.0 * PAD_Y).max(0.0);
            let count = cell.fitting(*done, inner);
            let mut y = top + PAD_Y;
            let mut index = 0;
            if let (Some(drawing), true) = (&cell.drawing, first) {
                // A drawing stands level with the first line of text beside it.
                let offset = PAD_Y + ((self.first_line - drawing.height) / 2.0).max(0.0);
                for item in &drawing.items {
                    let mut item = item.clone();
                    item.shift(x + cell.x, top + offset);
                    page.items.push(item);
                }
                // The number it shows stands beside it.
                page.belong(Belonging::Decoration);
                y += drawing.height;
            }
            for part in &cell.parts {
                for line in &part.lines {
                    if index >= *done && index < *done + count {
                        part.shaped.place(line, x + cell.x, y, cell.width, &mut page.items);
                        y += part.shaped.style.line_height();
                    }
                    index += 1;
                }
            }
            *done += count;
            complete &= *done >= index;
            used = used.max(y - top + PAD_Y);
            if let (Some(target), true) = (cell.link, first) {
                let height = self.height.min(room);
                let rect = Rect::new(x + cell.x - PAD_X, top, cell.width + 2.0 * PAD_X, height);
                page.items.push(Item::Link { rect, target });
            }
            page.belong(nodes.get(index_of_cell).map_or(Belonging::Decoration, |node| Belonging::Node(*node)));
        }
        (used, complete)
    }
}

/// Gives the widths of columns in points.
pub(crate) fn column_widths(columns: &[Column], width: f32) -> Vec<f32> {
    let fixed: f32 = columns.iter().map(|c| if let Width::Points(points) = c.width { points } else { 0.0 }).sum();
    let shares: f32 = columns.iter().map(|c| if let Width::Share(share) = c.width { share } else { 0.0 }).sum();
    let rest = (width - fixed).max(0.0);
    columns
        .iter()
        .map(|column| match column.width {
            Width::Points(points) => points,
            Width::Share(share) => rest * share / shares.max(f32::EPSILON),
        })
        .collect()
}

/// Gives for each column the width that its longest word needs.
fn least_widths(table: &Table, theme: &Theme, setter: &mut Typesetter) -> Result<Vec<f32>, ReportError> {
    let mut least = vec![0.0_f32; table.columns.len()];
    let rows = table.head.iter().map(|row| (row, true)).chain(table.rows.iter().map(|row| (row, false)));
    for (row, head) in rows.filter(|(row, _)| row.kind != RowKind::Group) {
        let mut column = 0;
        for cell in &row.cells {
            if let (1, Some(least)) = (cell.span.max(1), least.get_mut(column)) {
                let base = if head { theme.head_cell() } else { theme.cell() };
                let base = if cell.bold { base.bold() } else { base };
                let mut word = |text: &Rich, style| -> Result<f32, ReportError> {
                    let word = longest_word(text);
                    let shaped = setter.shape(&Rich::from(word), style)?;
                    let whole = word.chars().count() <= SHORT_WORD;
                    Ok(if whole { shaped.natural_width() } else { shaped.narrowest_width() })
                };
                let text = word(&cell.text, base)?;
                let note = cell.note.as_ref().map_or(Ok(0.0), |note| word(note, theme.cell_note()))?;
                let drawing = cell.drawing.as_ref().map_or(0.0, |drawing| drawing.width);
                *least = least.max(text.max(note).max(drawing) + 2.0 * PAD_X);
            }
            column += cell.span.max(1);
        }
    }
    Ok(least)
}

/// Gives the longest of the words between spaces; a Chinese sentence is none, it can be divided nearly everywhere.
fn longest_word(text: &Rich) -> &str {
    let words = text.spans.iter().flat_map(|span| span.text.split([' ', '\n']));
    words.filter(|word| word.len() <= LONGEST_WORD).max_by_key(|word| word.len()).unwrap_or_default()
}

/// Widens the columns whose longest word does not fit, at the cost of those that have room to spare.
fn roomy(mut widths: Vec<f32>, least: &[f32]) -> Vec<f32> {
    let lacks = |width: f32, least: f32| (least - width).max(0.0);
    let spares = |width: f32, least: f32| (width - least).clamp(0.0, width * MOST_GIVEN);
    let lacking: f32 = widths.iter().zip(least).map(|(width, least)| lacks(*width, *least)).sum();
    let spare: f32 = widths.iter().zip(least).map(|(width, least)| spares(*width, *least)).sum();
    if lacking <= 0.0 || spare <= 0.0 {
        return widths;
    }
    // Where there is not enough to spare each gets its part; the words are then divided.
    let given = (lacking / spare).min(1.0);
    let gained = (spare / lacking).min(1.0);
    for (width, least) in widths.iter_mut().zip(least) {
        *width += lacks(*width, *least) * gained - spares(*width, *least) * given;
    }
    widths
}

fn measure_row(
    row: &Row,
    [head, headless]: [bool; 2],
    columns: &[Column],
    widths: &[f32],
    theme: &Theme,
    setter: &mut Typesetter,
) -> Result<MeasuredRow, ReportError> {
    let mut cells = Vec::with_capacity(row.cells.len());
    let mut column = 0;
    let mut x = 0.0;
    let mut height = 0.0_f32;
    for cell in &row.cells {
        let span = cell.span.max(1);
        let outer: f32 = widths.iter().skip(column).take(span).sum();
        let width = (outer - 2.0 * PAD_X).max(1.0);
        let align = cell.align.or_else(|| columns.get(column).map(|c| c.align)).unwrap_or_default();
        let base = if head { theme.head_cell() } else { theme.cell() }.aligned(align);
        let base = if cell.bold || row.kind == RowKind::Group { base.bold() } else { base };
        let mut parts = Vec::new();
        if !cell.text.is_empty() {
            parts.push(part(setter.shape(&cell.text, base)?, width));
        }
        if let Some(note) = &cell.note {
            parts.push(part(setter.shape(note, theme.cell_note().aligned(align))?, width));
        }
        let last = cells.len() + 1 == row.cells.len();
        // A short row's last cell covers the rest, so that the table stays regular.
        let covered = if last { columns.len().saturating_sub(column).max(span) } else { span };
        let names_row = cells.is_empty() && row.kind == RowKind::Plain && (!headless || cell.bold);
        let role = match (head, names_row) {
            (true, _) => Role::ColumnHead,
            (false, true) => Role::RowHead,
            (false, false) => Role::Cell,
        };
        let (drawing, link) = (cell.drawing.clone(), cell.link);
        let measured = MeasuredCell { x: x + PAD_X, width, parts, drawing, link, span: covered, role };
        height = height.max(measured.height() + 2.0 * PAD_Y);
        cells.push(measured);
        column += span;
        x += outer;
    }
    let kind = if head { RowKind::Head } else { row.kind };
    let first_line = cells.iter().filter_map(|cell: &MeasuredCell| cell.line_heights().next()).fold(0.0, f32::max);
    Ok(MeasuredRow { cells, height, kind, anchor: row.anchor, first_line })
}

fn part(shaped: Shaped, width: f32) -> Part {
    let lines = shaped.lines(width);
    Part { shaped, lines }
}
