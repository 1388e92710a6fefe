//! The nouns of a survey, free of storage and windows.

mod arithmetic;
mod noun;
mod position;
mod ratio;
mod route;
mod value;

pub use arithmetic::{SumError, is_sum, work_out};
pub use noun::{Field, GROUPS, Kind, LANGUAGES, Misfit, NOUNS, Noun, noun};
pub use position::{metres, parse_position, position_text};
pub use ratio::Ratio;
pub use route::{Stop, route};
pub use value::{Number, Value, ValueError};
