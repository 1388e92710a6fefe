//! Outlines of communities, from files of map programs.

use super::open;
use crate::args::OutlineImport;
use crate::desk::{Desk, Done};
use serde::Serialize;
use std::io::Write;

/// One row of `outline import --json`.
#[derive(Debug, Serialize)]
struct Row {
    community: String,
    points: usize,
    kept: usize,
    off_metres: f64,
}

pub fn import<O: Write>(args: &OutlineImport, desk: &mut Desk<O>) -> Done {
    let (read, _) = open(&args.dir)?.import_outlines(&args.file, args.community.as_deref())?;
    let rows: Vec<Row> = read
        .into_iter()
        .map(|(community, outline)| Row {
            community,
            points: outline.points,
            kept: outline.shape.points(),
            off_metres: outline.off_metres,
        })
        .collect();
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["community", ">cli-head-points", ">cli-head-kept", ">cli-head-off-metres"]);
    for row in rows {
        let off = format!("{:.1}", row.off_metres);
        table.row(vec![row.community, row.points.to_string(), row.kept.to_string(), off]);
    }
    desk.show(&table)
}
