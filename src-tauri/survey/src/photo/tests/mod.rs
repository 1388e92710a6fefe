//! Photos and documents made here, whole and broken.

mod broken;
mod capture;
mod documents;
mod made;
mod photos;
