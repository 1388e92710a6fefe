//! Assessment reports: figures → flow of blocks → display list → PDF.
//!
//! `font` (the carried typefaces) → `text` (words to lines) → `page` (what lies where), `drawing` (vector figures) →
//! `flow` (blocks to pages) → `pdf` (pages to a file); `docx` writes the blocks themselves. `scenario` puts the figures of a survey into a flow;
//! `plain` does it for receipts and letters, `forms` for questionnaires and interview guides,
//! `letter` for requests for data, `paper` for field sheets, `day` for plans of days on site.
//! `table` writes what was recorded and worked out as XLSX and CSV, without any pages.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod beside;
pub mod day;
pub mod docx;
pub mod drawing;
pub mod edition;
mod fault;
pub mod flow;
pub mod font;
pub mod forms;
pub mod letter;
pub mod page;
pub mod paper;
pub mod pdf;
pub mod plain;
pub mod receipt;
pub mod scenario;
pub mod table;
pub mod text;

pub use fault::ReportError;
