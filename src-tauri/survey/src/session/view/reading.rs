//! Second readings as the page shows them: nothing of the first value before the second is saved.

use super::outline::{UnitOfValue, unit};
use super::{Bilingual, CellKeyView, ListName, ResultView, ValueTypeView};
use crate::framework::{Indicator, State};
use crate::model::Ratio;
use crate::session::{DrawnCell, Fault, SecondReading, Session};
use serde::Serialize;
use std::collections::HashMap;

/// Holds what two people found in one cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct PairView {
    pub first: ResultView,
    pub first_author: String,
    pub second: ResultView,
    pub second_author: String,
    /// When the second was saved.
    pub at: String,
    pub remark: String,
    /// True where both say the same, or numbers no further apart than two readings of one thing may be.
    pub agrees: bool,
    /// True where the second was saved after the round had been closed.
    pub late: bool,
}

/// Holds one cell that was drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[allow(clippy::struct_excessive_bools, reason = "each is an independent fact that the page shows or hides by")]
pub struct DrawnCellView {
    pub cell: CellKeyView,
    pub scenario: String,
    pub name: Bilingual,
    pub guidance: Bilingual,
    pub value_type: ValueTypeView,
    pub unit: Option<UnitOfValue>,
    pub list: Option<ListName>,
    pub pair_allowed: bool,
    pub absent_allowed: bool,
    pub na_allowed: bool,
    /// Key of the person who is to read it; empty where anyone but the first may.
    pub reader: String,
    pub reader_name: String,
    /// True where this person may read it now.
    pub mine: bool,
    /// True where this person recorded the first value.
    pub own: bool,
    /// True where somebody has read it.
    pub read: bool,
    /// Empty until a second reading is saved that this person may see, and a first value stands.
    pub pairs: Vec<PairView>,
}

/// Holds what was drawn in one community and round.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ReadingsView {
    /// The share that is usual, in percent.
    pub usual_share: u32,
    /// The seeds of the draws; none before.
    pub seeds: Vec<String>,
    pub cells: Vec<DrawnCellView>,
}

impl Session {
    /// Shows what is to be read a second time.
    pub fn readings_view(&self, community: &str, round: u32) -> Result<ReadingsView, Fault> {
        let stage = self.community(community)?.stage(round);
        self.round(round)?;
        let people = self.people()?;
        let me = self.overview()?.person;
        let mut pairs: HashMap<_, Vec<SecondReading>> = HashMap::new();
        for pair in self.second_readings(round)? {
            pairs.entry(pair.cell.clone()).or_default().push(pair);
        }
        let (mut cells, mut seeds) = (Vec::new(), Vec::new());
        for drawn in self.drawn_cells(Some(community), round)? {
            let Some(indicator) = self.framework.indicator(&drawn.cell.indicator) else { continue };
            if !seeds.contains(&drawn.seed) {
                seeds.push(drawn.seed.clone());
            }
            let shown = pairs.remove(&drawn.cell).unwrap_or_default();
            let named = |key: &str| people.get(key).map_or(key, String::as_str).to_owned();
            let pair = |pair: SecondReading| {
                let show = |outcome| ResultView::of(indicator, stage, Some(outcome), 0);
                PairView {
                    first: show(&pair.first),
                    second: show(&pair.second),
                    first_author: named(&pair.first_by.author),
                    second_author: named(&pair.second_by.author),
                    at: pair.second_by.at.rfc3339(),
                    agrees: agrees(indicator, &pair),
                    late: pair.late,
                    remark: pair.remark,
                }
            };
            let shown = shown.into_iter().map(pair).collect();
            let may_read = self.may_read(&drawn, &me)?;
            cells.push(self.drawn_cell_view(&drawn, indicator, &me, may_read, named(&drawn.reader), shown));
        }
        Ok(ReadingsView { usual_share: crate::session::USUAL_SHARE, seeds, cells })
    }

    fn drawn_cell_view(
        &self,
        drawn: &DrawnCell,
        indicator: &Indicator,
        me: &String,
        may_read: bool,
        reader_name: String,
        pairs: Vec<PairView>,
    ) -> DrawnCellView {
        let own = drawn.first_by.contains(me);
        let list = indicator.list.as_deref().and_then(|list| self.framework.list(list));
        DrawnCellView {
            cell: CellKeyView::from(&drawn.cell),
            scenario: indicator.scenario.clone(),
            name: indicator.name.clone(),
            guidance: indicator.guidance.clone(),
            value_type: indicator.value_type.into(),
            unit: unit(indicator),
            list: list.map(ListName::of),
            pair_allowed: indicator.factor.is_some(),
            absent_allowed: indicator.offers(State::Absent),
            na_allowed: indicator.offers(State::NotApplicable),
            mine: !own && !drawn.read_by.contains(me) && may_read,
            own,
            read: !drawn.read_by.is_empty(),
            reader: drawn.reader.clone(),
            reader_name,
            pairs,
        }
    }
}

fn agrees(indicator: &Indicator, pair: &SecondReading) -> bool {
    match (pair.first.value, pair.second.value) {
        (Some(one), Some(other)) => {
            let apart = one.sub(other).map(|apart| apart.max(Ratio::ZERO.sub(apart).unwrap_or(apart)));
            apart.is_some_and(|apart| apart <= indicator.tolerance.to_ratio())
        }
        _ => pair.first.state == pair.second.state,
    }
}
