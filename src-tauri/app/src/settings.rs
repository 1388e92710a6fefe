//! What the window remembers outside any survey: one JSON file in the user's configuration folder.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Holds the colours of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
    Contrast,
}

/// Holds how much stands on a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Density {
    #[default]
    Comfortable,
    Compact,
}

/// Holds what the user chose; language and author are none until the first start asked for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    pub language: Option<String>,
    pub author: Option<String>,
    pub organisation: Option<String>,
    /// Percent of the normal text size.
    pub text_size: u32,
    pub theme: Theme,
    pub density: Density,
    /// Phrases to be put into remarks by a key; none until the user wrote their own.
    pub phrases: Option<Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            author: None,
            organisation: None,
            text_size: 100,
            theme: Theme::System,
            density: Density::Comfortable,
            phrases: None,
        }
    }
}

/// Holds a survey opened before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recent {
    pub dir: String,
    pub name: String,
    pub demo: bool,
}

/// Holds where the window stood, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    pub maximized: bool,
}

const MOST_RECENTS: usize = 12;

/// Holds the file's content.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Kept {
    pub settings: Settings,
    pub recents: Vec<Recent>,
    pub window: Option<Place>,
    #[serde(skip)]
    path: PathBuf,
}

impl Kept {
    /// Reads the file; one that is missing or damaged gives the defaults and is replaced by the next save. Settings that
    /// an earlier version did not know have their defaults.
    pub fn read(path: &Path) -> Self {
        let mut kept: Self = std::fs::read(path).ok().and_then(|bytes| parse(&bytes)).unwrap_or_default();
        path.clone_into(&mut kept.path);
        kept
    }

    /// Writes beside the file and renames, so a crash leaves the old or the new one.
    pub fn write(&self) -> std::io::Result<()> {
        if let Some(dir) = self.path.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let beside = self.path.with_extension(format!("{}.tmp", std::process::id()));
        std::fs::write(&beside, serde_json::to_vec_pretty(self)?)?;
        std::fs::rename(&beside, &self.path)
    }

    /// Puts a survey first among the recent ones.
    pub fn remember(&mut self, recent: Recent) {
        self.recents.retain(|known| known.dir != recent.dir);
        self.recents.insert(0, recent);
        self.recents.truncate(MOST_RECENTS);
    }
}

fn parse(bytes: &[u8]) -> Option<Kept> {
    let mut written: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    if let (Some(settings), Ok(defaults)) = (written.get_mut("settings"), serde_json::to_value(Settings::default())) {
        let known = settings.as_object_mut()?;
        for (name, value) in defaults.as_object()? {
            known.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    serde_json::from_value(written).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recent(dir: &str) -> Recent {
        Recent { dir: dir.into(), name: dir.into(), demo: false }
    }

    #[test]
    fn the_latest_survey_comes_first_and_only_once() {
        let mut kept = Kept::default();
        for dir in ["a", "b", "a"] {
            kept.remember(recent(dir));
        }
        assert_eq!(kept.recents, [recent("a"), recent("b")]);
        for n in 0..40 {
            kept.remember(recent(&n.to_string()));
        }
        assert_eq!((kept.recents.len(), kept.recents[0].dir.as_str()), (MOST_RECENTS, "39"));
    }

    #[test]
    fn what_was_written_is_read_again_and_damage_gives_the_defaults() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("设置 1/settings.json");
        let mut kept = Kept::read(&path);
        assert_eq!(kept.settings, Settings::default());
        kept.settings.language = Some("en".into());
        kept.window = Some(Place { x: -3, y: 4, width: 1200, height: 700, maximized: true });
        kept.write().unwrap();
        let again = Kept::read(&path);
        assert_eq!((again.settings, again.window), (kept.settings, kept.window));
        std::fs::write(&path, r#"{"settings": {"author": "王敏"}}"#).unwrap();
        assert_eq!(Kept::read(&path).settings, Settings { author: Some("王敏".into()), ..Settings::default() });
        std::fs::write(&path, "{\"settings\": 3").unwrap();
        assert_eq!(Kept::read(&path).settings, Settings::default());
    }
}
