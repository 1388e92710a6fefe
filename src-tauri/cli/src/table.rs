//! Aligned text for people.

use unicode_width::UnicodeWidthStr as _;

/// Holds rows of text whose columns line up in a terminal, where a Chinese character takes two places.
#[derive(Debug)]
pub struct Table {
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Starts a table with its column heads; one that begins with `>` is aligned to the right.
    pub fn new(heads: &[String]) -> Self {
        let right = heads.iter().map(|h| h.starts_with('>')).collect();
        let first = heads.iter().map(|h| h.trim_start_matches('>').to_owned()).collect();
        Self { right, rows: vec![first] }
    }

    pub fn is_empty(&self) -> bool {
        self.rows.len() == 1
    }

    pub fn row(&mut self, cells: Vec<String>) {
        // A line break or a tab in a remark would break the table, not the text.
        self.rows.push(cells.into_iter().map(|c| c.replace(['\n', '\r', '\t'], " ")).collect());
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut widths = vec![0; self.right.len()];
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        for row in &self.rows {
            let mut line = String::new();
            for (n, ((cell, width), right)) in row.iter().zip(&widths).zip(&self.right).enumerate() {
                let gap = " ".repeat(width - cell.width());
                if n > 0 {
                    line.push_str("  ");
                }
                if *right {
                    line.push_str(&gap);
                }
                line.push_str(cell);
                if !right {
                    line.push_str(&gap);
                }
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_places() {
        let mut table = Table::new(&["社区".into(), ">轮次".into(), "备注".into()]);
        table.row(vec!["wangjing".into(), "1".into(), "第一行\n第二行".into()]);
        table.row(vec!["新首钢".into(), "12".into(), String::new()]);
        assert_eq!(table.to_string(), "社区      轮次  备注\nwangjing     1  第一行 第二行\n新首钢      12\n");
    }
}
