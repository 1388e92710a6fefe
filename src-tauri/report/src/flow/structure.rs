//! What the parts of a document are: headings, paragraphs, tables, figures, for those who do not see the pages.

use crate::page::{NodeId, Rect};
use tanfang_survey::text::Lang;

/// Says what a node is (ISO 32000-1, 14.8.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Document,
    /// Holds what belongs together, as a figure and its caption.
    Division,
    Heading(u8),
    Paragraph,
    List,
    ListItem,
    ListLabel,
    ListBody,
    Table,
    Row,
    /// Heads its column.
    ColumnHead,
    /// Heads its row.
    RowHead,
    Cell,
    Figure,
    Caption,
    Contents,
    ContentsItem,
}

/// A node of the structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub role: Role,
    pub parent: Option<NodeId>,
    /// Says what a figure shows.
    pub alt: String,
    /// Where it differs from the document's.
    pub lang: Option<Lang>,
    /// Columns that a cell covers.
    pub span: usize,
    /// The box of a figure: page index and place.
    pub bounds: Option<(usize, Rect)>,
}

/// The structure of a document: nodes in reading order, the document itself first.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    nodes: Vec<Node>,
    lang: Option<Lang>,
    /// Level of the last heading.
    level: u8,
}

impl Default for Structure {
    fn default() -> Self {
        let mut structure = Self { nodes: Vec::new(), lang: None, level: 0 };
        structure.push(Role::Document, None, 1);
        structure
    }
}

impl Structure {
    pub const ROOT: NodeId = NodeId(0);

    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// What is added from now on is in this language.
    pub(super) fn speak(&mut self, lang: Lang) {
        self.lang = Some(lang);
    }

    /// Adds a node to the document itself.
    pub(super) fn add(&mut self, role: Role) -> NodeId {
        self.push(role, Some(Self::ROOT), 1)
    }

    pub(super) fn add_to(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.push(role, Some(parent), 1)
    }

    pub(super) fn add_cell(&mut self, row: NodeId, role: Role, span: usize) -> NodeId {
        self.push(role, Some(row), span)
    }

    /// Adds a heading; no level is skipped on the way down.
    pub(super) fn heading(&mut self, level: u8) -> NodeId {
        self.level = level.clamp(1, 6).min(self.level + 1);
        self.add(Role::Heading(self.level))
    }

    pub(super) fn figure(&mut self, parent: NodeId, alt: &str, bounds: (usize, Rect)) -> NodeId {
        let id = self.push(Role::Figure, Some(parent), 1);
        if let Some(node) = self.nodes.last_mut() {
            alt.clone_into(&mut node.alt);
            node.bounds = Some(bounds);
        }
        id
    }

    fn push(&mut self, role: Role, parent: Option<NodeId>, span: usize) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        // A child speaks its parent's language.
        let lang = self.lang.filter(|_| parent == Some(Self::ROOT));
        self.nodes.push(Node { role, parent, alt: String::new(), lang, span, bounds: None });
        id
    }
}
