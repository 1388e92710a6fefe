//! The nouns of a survey, free of storage and windows.

mod arithmetic;
mod geojson;
mod mark;
mod noun;
mod position;
mod ratio;
mod route;
mod shape;
mod value;

pub use arithmetic::{SumError, is_sum, work_out};
pub use geojson::{GeoError, GeoShape, read_geojson};
pub use mark::{FAR, LONGEST_MARK, Mark, MarkKind, marks_from_cbor, marks_to_cbor};
pub use noun::{Field, GROUPS, Kind, LANGUAGES, Misfit, NOUNS, Noun, REPORTS, noun};
pub use position::{gcj02, metres, parse_position, position_text};
pub use ratio::Ratio;
pub use route::{Stop, route};
pub use shape::{Shape, ShapeError};
pub use value::{Number, Value, ValueError};
