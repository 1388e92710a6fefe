//! Saved layouts: the choices of a report under a name, to be taken up again on every laptop.

use super::write::text_of;
use super::{Entry, Fault, Seen, Session, Thing, Touched};

const LAYOUT: &str = "layout";

/// Is a saved layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub key: String,
    pub name: String,
    /// The edition as JSON.
    pub edition: String,
    /// People saved different ones under this name without having seen each other's.
    pub conflict: bool,
}

impl Session {
    /// Gives all saved layouts, by name.
    pub fn layouts(&self) -> Result<Vec<Layout>, Fault> {
        let layout = |entity: super::Entity| Layout {
            name: entity.text("name").to_owned(),
            edition: entity.text("edition").to_owned(),
            conflict: entity.fields.values().any(|held| held.conflict),
            key: entity.key,
        };
        let mut found: Vec<Layout> = self.entities(LAYOUT, "", &[])?.into_iter().map(layout).collect();
        found.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
        Ok(found)
    }

    /// Finds a layout by its name or key; of two that bear one name the one saved first.
    pub fn layout_named(&self, name: &str) -> Result<Layout, Fault> {
        let layouts = self.layouts()?;
        let found = layouts.iter().find(|layout| layout.name == name.trim() || layout.key == name);
        found.cloned().ok_or_else(|| {
            let known: Vec<&str> = layouts.iter().map(|layout| layout.name.as_str()).collect();
            Fault::new("layout-unknown").with("name", name).with("known", known.join(", "))
        })
    }

    /// Saves a layout under a name, in place of the one that bears it; gives its key.
    pub fn save_layout(&mut self, name: &str, edition: &str) -> Result<(String, Touched), Fault> {
        let name = text_of("name", name)?;
        let known = self.layouts()?.into_iter().find(|layout| layout.name == name);
        match known {
            Some(layout) => {
                // What was saved by others meanwhile is replaced knowingly: the name says so.
                let heads = self.heads(LAYOUT, &layout.key, "edition")?.into_iter().map(|head| head.dot).collect();
                let entry = Entry { seen: Seen::Heads(heads), ..Entry::new("edition", edition) };
                let thing = Thing { noun: LAYOUT.to_owned(), key: layout.key.clone() };
                Ok((layout.key, self.set_entity(&thing, &[entry], None)?))
            }
            None => self.add_entity(LAYOUT, &[Entry::new("name", &name), Entry::new("edition", edition)]),
        }
    }
}
