//! Tables for other programs.

use super::open;
use crate::args::{TableFormat, TableKind, Tables};
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;
use std::ops::ControlFlow;
use tanfang_report::table::{Format, Table, TableOf, write_table};

pub fn write<O: Write>(args: &Tables, desk: &mut Desk<O>) -> Done {
    let table = match args.table_kind {
        TableKind::Assessments => Table::Assessments,
        TableKind::Observations => Table::Observations,
        TableKind::Scores => Table::Scores,
        TableKind::Gaps => Table::Gaps,
        TableKind::Photos => Table::Photos,
        TableKind::Conflicts => Table::Conflicts,
        TableKind::Feedback => Table::Feedback,
    };
    let format = match args.format {
        TableFormat::Xlsx => Format::Xlsx,
        TableFormat::Csv => Format::Csv,
    };
    let round = args.round.as_deref().map(given::round).transpose()?;
    let session = open(&args.dir)?;
    let of = TableOf { table, format, round };
    let receipt = write_table(&session, &of, desk.words.lang(), &args.output, &mut |_, _| ControlFlow::Continue(()))?;
    let files: Vec<String> = receipt.files.iter().map(|file| file.display().to_string()).collect();
    desk.say("cli-tabled", &[("rows", receipt.rows.to_string()), ("files", files.join("  "))])
}
