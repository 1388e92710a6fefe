//! Tables over pages: rows stay whole, heads repeat, notes stay with their tables.

use super::{Filler, Open};
use crate::flow::structure::Role;
use crate::flow::table::{MeasuredTable, RowKind};
use crate::page::NodeId;

impl Filler<'_> {
    /// Draws a table; `note` is the room that what stands below it needs.
    pub(super) fn table(&mut self, table: &MeasuredTable, note: f32, open: Option<Open>) {
        let node = match open {
            Some(Open::Table(node)) => node,
            _ => self.structure.add(Role::Table),
        };
        let (at, theme) = ((self.geometry.left, self.y), self.theme);
        self.page();
        let last = self.pages.len() - 1;
        self.y += table.place_head(at, theme, Some((&mut self.structure, node)), &mut self.pages[last]);
        let mut on_page = 0;
        let mut from = 0;
        // The row that names the group of the rows being drawn.
        let mut named = None;
        while from < table.rows.len() {
            let group = table.together(from);
            let height: f32 = table.rows[group.clone()].iter().map(|row| row.height).sum();
            let last_alone = group.end + 1 == table.rows.len()
                && on_page >= 2
                && height + table.rows[group.end].height + note > self.room()
                && height <= self.room();
            let note_alone = group.end == table.rows.len() && on_page >= 1 && height + note > self.room() + 0.01;
            if on_page > 0 && (height > self.room() + 0.01 || last_alone || note_alone) {
                self.break_table(table, named.filter(|_| group.len() == 1));
                on_page = 0;
            }
            for index in group.clone() {
                if table.rows[index].kind == RowKind::Group {
                    named = Some(index);
                }
                self.pending.extend(table.rows[index].anchor);
                let cells = table.rows[index].add_to(&mut self.structure, node);
                if table.rows[index].height <= self.room() + 0.01 {
                    let (at, theme) = ((self.geometry.left, self.y), self.theme);
                    self.y += table.place_row(index, at, theme, &cells, self.page());
                } else {
                    self.tall_row(table, index, named, &cells);
                }
                on_page += 1;
            }
            from = group.end;
        }
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        table.close(x, y, theme, self.page());
    }

    /// Goes on with a table on the next page, below its head and the row that names the group.
    fn break_table(&mut self, table: &MeasuredTable, named: Option<usize>) {
        let (x, y, theme) = (self.geometry.left, self.y, self.theme);
        table.close(x, y, theme, self.page());
        self.new_page();
        let at = (x, self.y);
        self.y += table.place_head(at, theme, None, self.page());
        if let Some(group) = named {
            let at = (x, self.y);
            self.y += table.place_row(group, at, theme, &[], self.page());
        }
    }

    /// Draws a row that no page holds whole, line by line.
    fn tall_row(&mut self, table: &MeasuredTable, index: usize, named: Option<usize>, cells: &[NodeId]) {
        let row = &table.rows[index];
        let mut done = row.fresh_progress();
        let mut first = true;
        let mut room = self.room();
        loop {
            let before = done.clone();
            let at = (self.geometry.left, self.y);
            let (used, complete) = row.place_part(&mut done, first, at, room, cells, self.page());
            self.y += used;
            if complete {
                return;
            }
            self.break_table(table, named);
            // A head that leaves no room for a single line must not keep the row from ever being drawn.
            room = if done == before && !first { f32::INFINITY } else { self.room() };
            first = false;
        }
    }
}
