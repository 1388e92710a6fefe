//! The flow: blocks in reading order, and the rules by which they fill pages.

mod measure;
mod paginate;
mod photo;
mod running;
mod structure;
mod table;
mod theme;

pub(crate) use paginate::paginate_at;
pub use paginate::{Document, OutlineEntry, paginate};
pub use photo::{Photo, Picture, PictureSource, Pictures};
pub use running::Running;
pub use structure::{Node, Role, Structure};
pub(crate) use table::column_widths;
pub use table::{Cell, Column, Row, RowKind, Table, Width};
pub use theme::{Geometry, Theme};

use crate::drawing::Drawing;
use crate::page::Anchor;
use crate::text::{Rich, TextStyle};
use tanfang_survey::text::Lang;

/// One block of a flow.
#[derive(Clone, Debug)]
pub enum Block {
    /// `level` from 1; stays with what follows; goes into the outline and, if `listed`, into the contents.
    Heading {
        level: u8,
        text: String,
        anchor: Anchor,
        listed: bool,
    },
    Paragraph {
        text: Rich,
        style: TextStyle,
        before: f32,
        after: f32,
        keep_next: bool,
    },
    /// Items numbered from 1.
    Numbered(Vec<Rich>),
    Table(Table),
    /// A drawing no wider than the column; `alt` says in words what it shows, the caption stands below it.
    Figure {
        drawing: Drawing,
        alt: String,
        caption: Option<Rich>,
        before: f32,
        after: f32,
    },
    Photos(Vec<Photo>),
    /// The list of the headings with their pages, linked; in a document of two languages those of its own.
    Contents,
    Space(f32),
    /// Makes the next block, as a table or a figure, a place that links lead to.
    Place(Anchor),
    /// What follows is in this language: quotation marks, edges, and what a reader aloud needs to know.
    Language(Lang),
    /// Starts a new page unless the page is still empty.
    PageBreak,
    /// Starts a chapter: a new page, unless this one is hardly begun.
    Chapter,
    /// A page of its own without header and footer.
    Cover(Drawing),
}

/// Blocks being put together, with the anchors handed out so far.
#[derive(Debug, Default)]
pub struct Flow {
    pub blocks: Vec<Block>,
    anchors: u32,
}

impl Flow {
    pub fn new() -> Self {
        Self::default()
    }

    /// Hands out a new anchor.
    pub fn anchor(&mut self) -> Anchor {
        self.anchors += 1;
        Anchor(self.anchors)
    }

    pub fn add(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a heading and gives the anchor under which it can be reached.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) -> Anchor {
        let anchor = self.anchor();
        self.heading_at(anchor, level, text);
        anchor
    }

    /// Adds a heading at an anchor handed out before, so that earlier text can lead to it.
    pub fn heading_at(&mut self, anchor: Anchor, level: u8, text: impl Into<String>) {
        self.add(Block::Heading { level, text: text.into(), anchor, listed: level <= 2 });
    }

    /// Hands out an anchor and makes the next block its place.
    pub fn place(&mut self) -> Anchor {
        let anchor = self.anchor();
        self.add(Block::Place(anchor));
        anchor
    }

    pub fn paragraph(&mut self, text: impl Into<Rich>, style: TextStyle) {
        self.add(Block::Paragraph { text: text.into(), style, before: 0.0, after: style.size * 0.6, keep_next: false });
    }
}

/// Gives level, words and place of the headings that the contents at `at` list: those in the same language.
pub(crate) fn listed(blocks: &[Block], at: usize) -> impl Iterator<Item = (u8, &str, Anchor)> {
    let language = |block: &Block| if let Block::Language(lang) = block { Some(*lang) } else { None };
    let own = blocks[..at].iter().rev().find_map(language);
    let mut here = None;
    blocks.iter().filter_map(move |block| {
        here = language(block).or(here);
        match block {
            Block::Heading { level, text, anchor, listed: true } if here == own => {
                Some((*level, text.as_str(), *anchor))
            }
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests;
