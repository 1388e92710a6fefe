//! What the window shows: plain data, in both languages where it is the framework's, rounded and worded nowhere else.
//!
//! Every struct here is what one look at the survey returns. Numbers that a person typed travel as text, so no
//! digit is lost on the way through JavaScript; scores travel as a [`Figure`]: the text to print and a number to draw.

mod board;
mod conflict;
mod field;
mod guide;
mod handover;
mod outline;
mod photo;
mod score;
mod sheet;
mod unit;
mod value;

pub use board::{BoardCell, BoardView};
pub use conflict::{ConflictHead, ConflictView, HistoryEntryView};
pub use field::{FieldView, HeadView};
pub use guide::{GuideView, ListView, QuestionView, StageTargets, TermView};
pub use handover::{BranchView, CheckView, ExportView, FilePlanView, FileReceiptView, MergeStatus, MergeView};
pub use outline::{
    CommunityView, FrameworkNotice, IndicatorName, ItemName, ListName, OutlineView, PersonView, ReadOnly, RoundView,
    ScenarioName, ScenarioOutline, SurveyView,
};
pub use photo::{PhotoAdded, PhotoFilter, PhotoPage, PhotoView};
pub use score::{BindingCount, ComplianceView, LevelView, ScoreRow, ScoresView};
pub use sheet::{
    CellKeyView, CellView, DirectionView, Earlier, ItemView, KindView, PhotoNeed, ResultView, SheetView, StateView,
    ValueTypeView,
};
pub use unit::{Position, UnitInput, UnitRow, UnitView, UnitsTableView};
pub use value::{AnyValue, ValueView};

use serde::Serialize;
use std::collections::BTreeMap;

/// Holds one text of the framework in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Bilingual {
    pub zh: String,
    pub en: String,
}

/// Holds a computed number: rounded text to print, and the unrounded number for bars and colours only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Figure {
    pub text: String,
    pub number: f32,
}

/// Names a register's owner: what a change touched, and what a live query waits for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Touch {
    pub noun: String,
    pub key: String,
}

/// Answers a verb: the new view, and everything the verb touched.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Reply<T> {
    pub view: T,
    pub touched: Vec<Touch>,
}

/// Says what went wrong: the text `fault-<code>` with these arguments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct FaultView {
    pub code: String,
    pub args: BTreeMap<String, String>,
}
