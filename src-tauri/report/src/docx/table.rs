//! Tables: heads that repeat on every page, rows that stay whole.

use super::body::{Body, Look, hex_of};
use super::twips;
use crate::flow::{Cell, Row, RowKind, Table, column_widths};
use crate::text::{Rich, Span};

impl<'a> Body<'a> {
    pub(super) fn table(&mut self, table: &'a Table) {
        let theme = self.docx.theme;
        if let Some(caption) = &table.caption {
            let text = Some(theme.caption());
            let look =
                Look { style: Some("Caption"), text, before: 12.0, after: 5.0, keep_next: true, ..Look::default() };
            self.paragraph(caption, look);
        }
        let widths: Vec<i64> =
            column_widths(&table.columns, self.docx.geometry.column()).into_iter().map(twips).collect();
        self.xml.open("w:tbl", &[]);
        self.frame(widths.iter().sum());
        self.xml.open("w:tblGrid", &[]);
        for width in &widths {
            self.xml.empty("w:gridCol", &[("w:w", &width.to_string())]);
        }
        self.xml.close("w:tblGrid");
        for row in &table.head {
            self.row(row, true, table, &widths);
        }
        for row in &table.rows {
            self.row(row, false, table, &widths);
        }
        self.xml.close("w:tbl");
        // A word processor joins tables that touch.
        match &table.note {
            Some(note) => {
                self.paragraph(note, Look { text: Some(theme.note()), before: 4.0, after: 12.0, ..Look::default() });
            }
            None => self.space(2.0),
        }
    }

    fn frame(&mut self, width: i64) {
        let (strong, light) = (hex_of(self.docx.theme.accent), hex_of(self.docx.theme.rule));
        let xml = &mut self.xml;
        xml.open("w:tblPr", &[]);
        xml.empty("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        xml.open("w:tblBorders", &[]);
        for (side, size, colour) in [("w:top", "10", &strong), ("w:bottom", "6", &strong), ("w:insideH", "4", &light)] {
            xml.empty(side, &[("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", colour)]);
        }
        xml.close("w:tblBorders");
        // The word processor may widen a column whose longest word does not fit.
        xml.empty("w:tblLayout", &[("w:type", "autofit")]);
        xml.open("w:tblCellMar", &[]);
        for side in ["w:left", "w:right"] {
            xml.empty(side, &[("w:w", "90"), ("w:type", "dxa")]);
        }
        xml.close("w:tblCellMar");
        xml.close("w:tblPr");
    }

    fn row(&mut self, row: &'a Row, head: bool, table: &Table, widths: &[i64]) {
        self.xml.open("w:tr", &[]);
        self.xml.open("w:trPr", &[]);
        self.xml.empty("w:cantSplit", &[]);
        if head {
            self.xml.empty("w:tblHeader", &[]);
        }
        self.xml.close("w:trPr");
        self.waiting.extend(row.anchor);
        let mut column = 0;
        for cell in &row.cells {
            let span = cell.span.max(1);
            let width: i64 = widths.iter().skip(column).take(span).sum();
            let usual = table.columns.get(column).map(|column| column.align).unwrap_or_default();
            let shaded = head || row.kind != RowKind::Plain;
            self.xml.open("w:tc", &[]);
            self.xml.open("w:tcPr", &[]);
            self.xml.empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
            if span > 1 {
                self.xml.value("w:gridSpan", span);
            }
            if shaded {
                let shade = hex_of(self.docx.theme.shade);
                self.xml.empty("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", &shade)]);
            }
            self.xml.close("w:tcPr");
            let keep_next = head || row.kind == RowKind::Group;
            self.cell(cell, head, row.kind, cell.align.unwrap_or(usual), keep_next);
            self.xml.close("w:tc");
            column += span;
        }
        self.xml.close("w:tr");
    }

    fn cell(&mut self, cell: &'a Cell, head: bool, kind: RowKind, align: crate::text::Align, keep_next: bool) {
        let theme = self.docx.theme;
        let style = if head { theme.head_cell() } else { theme.cell() }.aligned(align);
        let style = if cell.bold || kind == RowKind::Group { style.bold() } else { style };
        if let Some(drawing) = &cell.drawing {
            if drawing.items.is_empty() {
                // Room to write in.
                return self.space(drawing.height);
            }
            // What it shows stands as a number beside it.
            let look = Look { text: Some(style), before: 2.0, after: 2.0, keep_next, ..Look::default() };
            return self.picture(drawing, "", look);
        }
        let text = match cell.link {
            Some(target) => {
                let led = cell.text.spans.iter().map(|span| Span { link: Some(target), ..span.clone() });
                Rich { spans: led.collect() }
            }
            None => cell.text.clone(),
        };
        self.paragraph(&text, Look { text: Some(style), before: 2.0, after: 2.0, keep_next, ..Look::default() });
        if let Some(note) = &cell.note {
            let style = theme.cell_note().aligned(align);
            self.paragraph(note, Look { text: Some(style), after: 2.0, keep_next, ..Look::default() });
        }
    }
}
