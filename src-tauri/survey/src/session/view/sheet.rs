//! A sheet: all assessments of one scenario in one community and round.

use super::{Bilingual, FieldView, Figure, ListName, ValueView};
use serde::{Deserialize, Serialize};

/// Names one assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CellKeyView {
    pub community: String,
    pub round: u32,
    pub indicator: String,
}

/// Says whether an indicator must be met or gives a direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum KindView {
    Binding,
    Expected,
}

/// Says what kind of number an indicator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum ValueTypeView {
    YesNo,
    Count,
    Percent,
    Number,
    Rating,
}

/// Says on which side of the target a value is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum DirectionView {
    AtLeast,
    AtMost,
    Between,
}

/// Says whether a photo is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum PhotoNeed {
    Required,
    Optional,
    None,
}

/// Holds the state of a result; `empty`: never asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub enum StateView {
    Empty,
    Value,
    Absent,
    NotApplicable,
    NotObtained,
}

/// Holds the result of one assessment as the score sees it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ResultView {
    pub state: StateView,
    /// The value to print, without its unit, rounded to the indicator's decimals; empty in the other states.
    pub text: String,
    pub numerator: Option<String>,
    pub denominator: Option<String>,
    /// Units with a value, of units in the sample list; both 0 where it is not observed over a list.
    pub observed: u32,
    pub units: u32,
    /// True where the value is computed from observations.
    pub computed: bool,
    pub score: Option<Figure>,
    /// Whether the target of the community's stage is met; none where there is no value.
    pub met: Option<bool>,
}

/// Holds what the latest earlier round found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Earlier {
    pub round: u32,
    pub result: ResultView,
    pub remark: Option<String>,
}

/// Holds one indicator of a sheet: its rules, its registers and its result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct CellView {
    pub cell: CellKeyView,
    pub indicator: String,
    pub name: Bilingual,
    pub kind: KindView,
    pub value_type: ValueTypeView,
    pub unit: Option<Bilingual>,
    pub decimals: u32,
    pub min: Option<String>,
    pub max: Option<String>,
    pub direction: DirectionView,
    pub target: Option<String>,
    pub target_upper: Option<String>,
    /// False where the indicator does not apply to the community's stage: shown, counted nowhere.
    pub applies: bool,
    pub pair_allowed: bool,
    pub absent_allowed: bool,
    pub na_allowed: bool,
    /// The sample list it is observed over.
    pub list: Option<ListName>,
    pub aggregate: Option<String>,
    pub photo: PhotoNeed,
    pub value: FieldView<ValueView>,
    pub remark: FieldView<String>,
    pub to_verify: FieldView<bool>,
    pub result: ResultView,
    pub previous: Option<Earlier>,
    pub photos: u32,
    /// True where any register of the cell or of its observations is in conflict, or a typed value stands beside observations.
    pub conflict: bool,
}

/// Holds an item of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ItemView {
    pub code: String,
    pub name: Bilingual,
    pub question: Option<Bilingual>,
    pub indicators: Vec<CellView>,
}

/// Holds a sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct SheetView {
    pub community: String,
    pub round: u32,
    pub scenario: String,
    pub items: Vec<ItemView>,
}
