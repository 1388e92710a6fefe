//! Photos as the gallery shows them; the pixels travel through `photo://`, never here.

use super::FieldView;
use serde::{Deserialize, Serialize};

/// Chooses photos; every part given must match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoFilter {
    pub community: Option<String>,
    pub round: Option<u32>,
    pub scenario: Option<String>,
    pub indicator: Option<String>,
    pub unit: Option<String>,
}

/// Holds one photo or document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoView {
    pub key: String,
    pub name: String,
    pub community: String,
    pub round: u32,
    pub indicator: Option<String>,
    pub unit: Option<String>,
    pub unit_name: Option<String>,
    pub caption: FieldView<String>,
    pub taken_at: Option<String>,
    pub author: String,
    pub at: String,
    pub width: u32,
    pub height: u32,
    /// For people, such as `3.4 MB`.
    pub size: String,
    /// True where the file has not arrived on this laptop.
    pub missing: bool,
}

/// Holds one page of a gallery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoPage {
    pub total: u32,
    pub photos: Vec<PhotoView>,
}

/// Answers an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PhotoAdded {
    pub key: String,
    pub name: String,
    /// True where the survey held the same file for the same place already; nothing was written.
    pub already: bool,
}
