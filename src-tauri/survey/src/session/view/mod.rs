//! What the window shows: plain data, in both languages where it is the framework's, rounded and worded nowhere else.
//!
//! Every struct here is what one look at the survey returns. Numbers that a person typed travel as text, so no
//! digit is lost on the way through JavaScript; scores travel as a [`Figure`]: the text to print and a number to draw.

mod backup;
mod board;
mod chart;
mod conflict;
mod day;
mod deed;
mod entity;
mod field;
mod fieldwork;
mod guide;
mod handover;
mod issued;
mod outline;
mod paper;
mod photo;
mod reading;
mod request;
mod roll;
mod score;
mod sheet;
mod stability;
mod talks;
mod unit;
mod value;
mod weighting;

#[cfg(test)]
mod tests;

pub use backup::{BackupView, RestoredView};
pub use board::{BoardCell, BoardView};
pub use chart::{ChartView, MarkView, OutlineRead, PathView, SpotTexts, SpotView, TilesView};
pub use conflict::{ConflictHead, ConflictView, ForkView, HistoryEntryView};
pub use day::{DayChoice, DayPlanView, DayView, HoursView, StopView};
pub use deed::{DeedView, MergedFileView};
pub use entity::{EntityView, FieldForm, NounForm, noun_forms};
pub use field::{FieldView, HeadView, seen};
pub use fieldwork::{MissingView, PlaceRow, PlaceStand, PlaceView, ReviewView, TodayView};
pub use guide::{GuideView, ListView, QuestionView, StageTargets, TermView};
pub use handover::{
    BranchView, CheckView, ExportView, FilePlanView, FileReceiptView, MergeStatus, MergeView, VolumeView,
    joined as file_name,
};
pub use issued::{
    CauseView, ComparisonView, DifferingThingView, DifferingView, HandView, IssuedFileView, IssuedView, RewordedView,
    StandView, UnsettledView,
};
pub use outline::{
    CommunityView, FrameworkNotice, IndicatorName, ItemName, ListName, OutlineView, PersonView, ReadOnly, RoundView,
    ScenarioName, ScenarioOutline, SurveyView, UnitOfValue,
};
pub use paper::{PaperChoice, PaperContent, PaperFigures};
pub use photo::{
    CardReceiptView, CardRefusal, CardView, PhotoAdded, PhotoFilter, PhotoLink, PhotoMarkView, PhotoOnly, PhotoPage,
    PhotoView, SuggestionView,
};
pub use reading::{DrawnCellView, PairView, ReadingsView};
pub use request::{ProposalView, RequestView, RequestsView};
pub use roll::{MemberView, RollView, UndeliveredView};
pub use score::{
    AddressingView, BindingCount, CaseView, ComplianceView, ConfirmersView, Ends, GapView, LevelView, NeedView,
    RankView, SampleView, ScoreRow, ScoresView, StageRow,
};
pub use sheet::{
    CellKeyView, CellView, DirectionView, Earlier, ItemView, KindView, PhotoNeed, ResultView, SheetView, StateView,
    ValueTypeView,
};
pub use stability::{StabilityRow, StabilityView};
pub use talks::{
    DifferenceView, DrawnView, FormView, FrameRow, FramedView, GroupView, IntakeRowView, IntakeView, QuestionnaireView,
    SecondView, StandingView, TopicView,
};
pub use unit::{UnitInput, UnitRow, UnitView, UnitsTableView};
pub use value::{AnyValue, ValueView};
pub use weighting::{JudgementView, SiblingView, SiblingsView, WeightingView};

use super::fault::worded;
use super::{Fault, Touched};
use crate::framework::Bilingual;
use crate::model::Ratio;
use crate::text::Words;
use serde::Serialize;
use std::collections::BTreeMap;
use tanfang_journal::DeviceId;

/// Holds a computed number: rounded text to print, and the unrounded number for bars and colours only.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Figure {
    pub text: String,
    // Always finite: else the page's type would have to allow for nothing.
    #[cfg_attr(feature = "bindings", specta(type = i32))]
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

impl Figure {
    /// Rounds to one decimal for print.
    pub fn of(number: f64) -> Self {
        Self { text: Ratio::near(number).display(1), number: number as f32 }
    }

    /// Makes the percentage of a share between 0 and 1.
    pub fn percent(share: f64) -> Self {
        Self::of(share * 100.0)
    }
}

impl<T> Reply<T> {
    pub fn new(view: T, touched: Touched) -> Self {
        let touched = touched.0.into_iter().map(|(noun, key)| Touch { noun, key }).collect();
        Self { view, touched }
    }

    /// Answers a verb after which everything has to be asked again.
    pub fn everything(view: T) -> Self {
        Self { view, touched: vec![Touch { noun: "*".to_owned(), key: "*".to_owned() }] }
    }
}

impl From<&Fault> for FaultView {
    fn from(fault: &Fault) -> Self {
        let args = fault.args.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self { code: fault.code.to_owned(), args }
    }
}

impl FaultView {
    /// Words the sentence in one language, as the page does.
    pub fn say(&self, words: &Words) -> String {
        let id = if self.code.starts_with("refusal-") { self.code.clone() } else { format!("fault-{}", self.code) };
        let args: Vec<(&str, String)> =
            self.args.iter().map(|(name, value)| (name.as_str(), worded(words, value))).collect();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        words.format(&id, &args)
    }
}

/// Names a device to people: its first eight digits.
fn short(device: DeviceId) -> String {
    device.to_string().chars().take(8).collect()
}

/// Writes a size for people: `3.4 MB`.
pub fn size_text(bytes: u64) -> String {
    let units = ["KB", "MB", "GB", "TB"];
    let mut scale = 1_000_u64;
    let mut unit = 0;
    while bytes >= scale.saturating_mul(1_000) && unit + 1 < units.len() {
        scale = scale.saturating_mul(1_000);
        unit += 1;
    }
    if bytes < 1_000 {
        return format!("{bytes} B");
    }
    let share = Ratio::new(i128::from(bytes), i128::from(scale)).unwrap_or(Ratio::ZERO);
    format!("{} {}", share.display(1), units[unit])
}
