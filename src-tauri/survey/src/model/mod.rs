//! The nouns of a survey, free of storage and windows.

mod ratio;
mod value;

pub use ratio::Ratio;
pub use value::{Number, Value, ValueError};
