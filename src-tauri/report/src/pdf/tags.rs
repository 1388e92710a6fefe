//! The structure tree: which stretch of which page belongs to which node, and the way back (ISO 32000-1, 14.7 and 14.8).

use super::catalogue::text;
use crate::flow::{Document, Geometry, Node, Role, Structure};
use crate::page::{Anchor, NodeId, Rect};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// What a node or a link holds, in order.
#[derive(Clone, Copy, Debug)]
enum Kid {
    Node(NodeId),
    Link(usize),
    /// Marked content by its number on its page.
    Content {
        page: usize,
        number: i64,
    },
}

#[derive(Clone, Copy, Debug)]
enum Owner {
    Node(NodeId),
    Link(usize),
}

/// A link: a node of its own within the one it stands in, with its annotation.
#[derive(Clone, Debug)]
pub(super) struct Link {
    parent: NodeId,
    kids: Vec<Kid>,
    pub(super) page: usize,
    pub(super) rect: Rect,
    pub(super) target: Anchor,
    /// The words that lead there.
    pub(super) words: String,
}

/// What the pages' marked content belongs to, gathered while the pages are written.
#[derive(Debug)]
pub(super) struct Tags {
    kids: Vec<Vec<Kid>>,
    pub(super) links: Vec<Link>,
    /// Per page, the owner of each marked content by its number.
    owners: Vec<Vec<Owner>>,
    names: Vec<&'static str>,
}

impl Tags {
    pub(super) fn new(structure: &Structure) -> Self {
        let mut kids: Vec<Vec<Kid>> = vec![Vec::new(); structure.nodes().len()];
        for (index, node) in structure.nodes().iter().enumerate() {
            if let Some(parent) = node.parent {
                kids[parent.0 as usize].push(Kid::Node(NodeId(index as u32)));
            }
        }
        let names = structure.nodes().iter().map(|node| name_of(node.role)).collect();
        Self { kids, links: Vec::new(), owners: Vec::new(), names }
    }

    /// Begins the next page.
    pub(super) fn next_page(&mut self) {
        self.owners.push(Vec::new());
    }

    /// Takes in a link that stands in a node; where in it is not said yet.
    pub(super) fn reserve(&mut self, parent: NodeId, rect: Rect, target: Anchor) -> usize {
        let page = self.owners.len().saturating_sub(1);
        self.links.push(Link { parent, kids: Vec::new(), page, rect, target, words: String::new() });
        self.links.len() - 1
    }

    /// Closes a link; one without words stands at the end of its node.
    pub(super) fn settle(&mut self, link: usize) {
        if self.links[link].kids.is_empty() {
            let parent = self.links[link].parent;
            self.kids[parent.0 as usize].push(Kid::Link(link));
        }
    }

    /// Adds to the words of a link.
    pub(super) fn say(&mut self, link: usize, words: impl Iterator<Item = char>) {
        self.links[link].words.extend(words);
    }

    /// Gives the name that stands at the marked content itself.
    pub(super) fn name(&self, node: NodeId, link: Option<usize>) -> &'static str {
        if link.is_some() { "Link" } else { self.names[node.0 as usize] }
    }

    /// Gives the number of the marked content that begins, of a node or of a link in it.
    pub(super) fn content(&mut self, node: NodeId, link: Option<usize>) -> i64 {
        let page = self.owners.len().saturating_sub(1);
        let Some(owners) = self.owners.last_mut() else { return 0 };
        let number = owners.len() as i64;
        let kid = Kid::Content { page, number };
        if let Some(link) = link {
            owners.push(Owner::Link(link));
            if self.links[link].kids.is_empty() {
                self.kids[node.0 as usize].push(Kid::Link(link));
            }
            self.links[link].kids.push(kid);
        } else {
            owners.push(Owner::Node(node));
            self.kids[node.0 as usize].push(kid);
        }
        number
    }

    /// Writes the tree; `annotations` are those of the links, in their order. Gives the tree's root.
    pub(super) fn write(
        &self,
        lower: &mut lopdf::Document,
        document: &Document,
        pages: &[ObjectId],
        annotations: &[ObjectId],
    ) -> ObjectId {
        let structure = document.structure.nodes();
        let root = lower.new_object_id();
        let nodes: Vec<ObjectId> = structure.iter().map(|_| lower.new_object_id()).collect();
        let links: Vec<ObjectId> = self.links.iter().map(|_| lower.new_object_id()).collect();
        let held = |kids: &[Kid]| -> Vec<Object> {
            kids.iter()
                .map(|kid| match kid {
                    Kid::Node(node) => Object::Reference(nodes[node.0 as usize]),
                    Kid::Link(link) => Object::Reference(links[*link]),
                    Kid::Content { page, number } => Object::Dictionary(dictionary! {
                        "Type" => "MCR",
                        "Pg" => pages[*page],
                        "MCID" => *number,
                    }),
                })
                .collect()
        };
        for (index, node) in structure.iter().enumerate() {
            let parent = node.parent.map_or(root, |parent| nodes[parent.0 as usize]);
            let mut dict = dictionary! { "Type" => "StructElem", "S" => self.names[index], "P" => parent };
            dict.set("K", held(&self.kids[index]));
            describe(node, &document.geometry, pages, &mut dict);
            lower.set_object(nodes[index], dict);
        }
        for (index, link) in self.links.iter().enumerate() {
            let mut kids = held(&link.kids);
            kids.push(Object::Dictionary(dictionary! {
                "Type" => "OBJR",
                "Pg" => pages[link.page],
                "Obj" => annotations[index],
            }));
            let parent = nodes[link.parent.0 as usize];
            lower.set_object(
                links[index],
                dictionary! { "Type" => "StructElem", "S" => "Link", "P" => parent, "K" => kids },
            );
        }
        let parents = self.parents(lower, &nodes, &links);
        lower.set_object(
            root,
            dictionary! {
                "Type" => "StructTreeRoot",
                "K" => vec![Object::Reference(nodes[0])],
                "ParentTree" => parents,
                "ParentTreeNextKey" => (pages.len() + links.len()) as i64,
            },
        );
        root
    }

    /// Writes the way back: per page its marked contents, then per annotation its link.
    fn parents(&self, lower: &mut lopdf::Document, nodes: &[ObjectId], links: &[ObjectId]) -> ObjectId {
        let mut numbers = Vec::new();
        for (page, owners) in self.owners.iter().enumerate() {
            let owners: Vec<Object> = owners
                .iter()
                .map(|owner| {
                    Object::Reference(match owner {
                        Owner::Node(node) => nodes[node.0 as usize],
                        Owner::Link(link) => links[*link],
                    })
                })
                .collect();
            numbers.push(Object::Integer(page as i64));
            numbers.push(Object::Reference(lower.add_object(owners)));
        }
        for (index, link) in links.iter().enumerate() {
            numbers.push(Object::Integer((self.owners.len() + index) as i64));
            numbers.push(Object::Reference(*link));
        }
        lower.add_object(dictionary! { "Nums" => numbers })
    }
}

fn name_of(role: Role) -> &'static str {
    match role {
        Role::Document => "Document",
        Role::Division => "Div",
        Role::Heading(1) => "H1",
        Role::Heading(2) => "H2",
        Role::Heading(3) => "H3",
        Role::Heading(4) => "H4",
        Role::Heading(5) => "H5",
        Role::Heading(_) => "H6",
        Role::Paragraph => "P",
        Role::List => "L",
        Role::ListItem => "LI",
        Role::ListLabel => "Lbl",
        Role::ListBody => "LBody",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::ColumnHead | Role::RowHead => "TH",
        Role::Cell => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
        Role::Contents => "TOC",
        Role::ContentsItem => "TOCI",
    }
}

/// Sets the language, the words and the attributes of a node.
fn describe(node: &Node, geometry: &Geometry, pages: &[ObjectId], dict: &mut Dictionary) {
    if let Some(lang) = node.lang {
        dict.set("Lang", Object::string_literal(lang.tag()));
    }
    let mut attributes = None;
    match node.role {
        Role::Figure => {
            dict.set("Alt", text(&node.alt));
            if let Some((page, rect)) = node.bounds {
                let height = geometry.height;
                let corners = [rect.x, height - rect.y - rect.height, rect.x + rect.width, height - rect.y];
                let corners = corners.map(|value| Object::Real((value * 10.0).round() / 10.0)).to_vec();
                dict.set("Pg", pages[page]);
                attributes = Some(dictionary! { "O" => "Layout", "Placement" => "Block", "BBox" => corners });
            }
        }
        Role::List => attributes = Some(dictionary! { "O" => "List", "ListNumbering" => "Decimal" }),
        Role::ColumnHead | Role::RowHead | Role::Cell => {
            let mut table = dictionary! { "O" => "Table" };
            match node.role {
                Role::ColumnHead => table.set("Scope", "Column"),
                Role::RowHead => table.set("Scope", "Row"),
                _ => {}
            }
            if node.span > 1 {
                table.set("ColSpan", node.span as i64);
            }
            attributes = Some(table).filter(|table| table.len() > 1);
        }
        _ => {}
    }
    if let Some(attributes) = attributes {
        dict.set("A", attributes);
    }
}
