//! Assessment reports: figures → flow of blocks → display list → PDF.
//!
//! `font` (the carried typefaces) → `text` (words to lines) → `page` (what lies where), `drawing` (vector figures) →
//! `flow` (blocks to pages) → `pdf` (pages to a file), `svg` (a page or a drawing to the window), `raster` (a drawing to a picture);
//! `docx` writes the blocks themselves. `section` puts the figures of a survey into a flow
//! with a `writer`, `laid` lays a whole report out as its `edition` says;
//! `plain` does it for receipts and letters, `forms` for questionnaires and interview guides,
//! `letter` for requests for data, `paper` for field sheets, `day` for plans of days on site.
//! `issue` writes a report for good, `batch` all of a round at once.
//! `table` writes what was recorded and worked out as XLSX and CSV, without any pages.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

pub mod batch;
mod beside;
mod contour;
pub mod day;
pub mod docx;
pub mod drawing;
pub mod edition;
mod fault;
pub mod flow;
pub mod font;
pub mod forms;
pub mod issue;
mod laid;
pub mod letter;
mod pace;
pub mod page;
pub mod paper;
pub mod pdf;
pub mod plain;
mod raster;
pub mod receipt;
mod section;
mod stored;
pub mod svg;
pub mod table;
pub mod text;
mod writer;

pub use fault::ReportError;
pub use laid::{Format, Laid, Receipt, lay_out, write};
pub use pace::{Pace, onward};
pub use section::{Section, sections};
pub use stored::Stored;
pub use writer::{Showable, showable};

#[cfg(test)]
mod tests;
