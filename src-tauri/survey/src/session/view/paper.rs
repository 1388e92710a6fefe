//! What stands on printed field sheets: the very views that the pages show, so that paper is typed in as it is read.

use super::handover::joined;
use super::{Bilingual, CellKeyView, FieldView, PlaceView, SheetView, UnitsTableView};
use crate::framework::{Indicator, List};
use crate::session::{Blind, CellKey, Fault, Session};
use crate::text::{Lang, Words};
use std::collections::BTreeMap;

/// Chooses what is printed.
#[derive(Clone, Debug)]
pub enum PaperChoice {
    /// Unit by unit; of one list or one unit where they are named; in the order of the lists or of a short way.
    Places { list: Option<String>, unit: Option<String>, on_route: bool },
    /// One scenario, indicator by indicator.
    Sheet { scenario: String },
}

/// Holds what stands on field sheets of one community and round.
#[derive(Clone, Debug)]
pub struct PaperFigures {
    pub survey: String,
    pub organisation: String,
    pub demo: bool,
    pub community: Bilingual,
    pub round: u32,
    pub lists: Vec<List>,
    /// The indicators on these sheets, in the framework's order.
    pub indicators: Vec<Indicator>,
    pub content: PaperContent,
}

/// Holds the cells in the order in which the pages ask for them.
#[derive(Clone, Debug)]
pub enum PaperContent {
    Places {
        on_route: bool,
        /// Each with the metres from the one before, where a way is followed.
        places: Vec<(PlaceView, Option<u32>)>,
    },
    Sheet {
        scenario: String,
        name: Bilingual,
        sheet: SheetView,
        /// The units of each indicator that is observed one by one.
        tables: BTreeMap<String, UnitsTableView>,
    },
}

impl Session {
    /// Gives what stands on field sheets; a community without units has no sheets by place.
    pub fn paper_figures(&self, community: &str, round: u32, choice: &PaperChoice) -> Result<PaperFigures, Fault> {
        let mut content = match choice {
            PaperChoice::Places { list, unit, on_route } => {
                self.places_on_paper(community, round, (list.as_deref(), unit.as_deref()), *on_route)?
            }
            PaperChoice::Sheet { scenario } => self.sheet_on_paper(community, round, scenario)?,
        };
        // Who is to read something a second time must not take the first value along.
        content.hide(&*self.blind()?);
        let overview = self.overview()?;
        let asked = content.asked();
        let indicators = self.framework.indicators.iter().filter(|indicator| asked.contains(&indicator.code.as_str()));
        Ok(PaperFigures {
            survey: overview.name,
            organisation: overview.organisation,
            demo: overview.demo,
            community: self.community(community)?.name,
            round: self.round(round)?.number,
            lists: self.framework.lists.clone(),
            indicators: indicators.cloned().collect(),
            content,
        })
    }

    fn places_on_paper(
        &self,
        community: &str,
        round: u32,
        (list, unit): (Option<&str>, Option<&str>),
        on_route: bool,
    ) -> Result<PaperContent, Fault> {
        list.map(|list| self.list_of(community, list)).transpose()?;
        unit.map(|unit| self.unit(unit)).transpose()?;
        let mut stands = self.places_view(community, round)?;
        stands.retain(|stand| list.is_none_or(|list| stand.list == list) && unit.is_none_or(|unit| stand.unit == unit));
        if stands.is_empty() {
            return Err(Fault::new("paper-no-places").with("community", community));
        }
        if on_route {
            stands.sort_by_key(|stand| stand.turn);
        }
        // Where only a part is printed, the stop before is not on the paper.
        let whole = list.is_none() && unit.is_none();
        let leg = |metres: Option<u32>| metres.filter(|_| on_route && whole);
        let places = stands.into_iter().map(|stand| Ok((self.place_view(round, &stand.unit)?, leg(stand.metres))));
        Ok(PaperContent::Places { on_route, places: places.collect::<Result<_, Fault>>()? })
    }

    fn sheet_on_paper(&self, community: &str, round: u32, scenario: &str) -> Result<PaperContent, Fault> {
        let name = self.scenario(scenario)?.name.clone();
        let mut sheet = self.sheet_view(community, round, scenario)?;
        for item in &mut sheet.items {
            item.indicators.retain(|cell| cell.applies);
        }
        sheet.items.retain(|item| !item.indicators.is_empty());
        let observed = sheet.items.iter().flat_map(|item| &item.indicators).filter(|cell| cell.list.is_some());
        let table = |code: &String| Ok((code.clone(), self.units_table(&CellKey::new(community, round, code))?));
        let tables = observed.map(|cell| table(&cell.indicator)).collect::<Result<_, Fault>>()?;
        Ok(PaperContent::Sheet { scenario: scenario.to_owned(), name, sheet, tables })
    }

    /// Proposes a name for printed field sheets, in their language.
    pub fn paper_name_for(
        &self,
        community: &str,
        round: u32,
        choice: &PaperChoice,
        filled: bool,
        lang: Lang,
    ) -> Result<String, Fault> {
        let words = Words::new(lang);
        let pick = |name: &Bilingual| lang.pick(&name.zh, &name.en).to_owned();
        let what = match choice {
            PaperChoice::Places { unit: Some(unit), .. } => self.unit(unit)?.name,
            PaperChoice::Places { list: Some(list), .. } => {
                self.framework.list(list).map(|list| pick(&list.name)).unwrap_or_default()
            }
            PaperChoice::Places { .. } => words.get("report-paper-places").into_owned(),
            PaperChoice::Sheet { scenario } => pick(&self.scenario(scenario)?.name),
        };
        let round = words.format("round-numbered", &[("round", &round.to_string())]);
        let how = words.get(if filled { "report-paper-filled" } else { "report-paper-blank" });
        let here = pick(&self.community(community)?.name);
        Ok(joined(&[&self.overview()?.name, &here, &round, &what, &how], "pdf"))
    }
}

impl PaperContent {
    /// Takes out what stands in cells that this person must not know.
    fn hide(&mut self, blind: &Blind) {
        let hidden = |cell: &CellKeyView| blind.hides(&CellKey::from(cell.clone()));
        match self {
            Self::Places { places, .. } => {
                for row in places.iter_mut().flat_map(|(place, _)| &mut place.rows).filter(|row| hidden(&row.cell)) {
                    (row.value, row.remark) = (FieldView::default(), FieldView::default());
                }
            }
            Self::Sheet { sheet, tables, .. } => {
                let cells = sheet.items.iter_mut().flat_map(|item| &mut item.indicators);
                for cell in cells.filter(|cell| hidden(&cell.cell)) {
                    (cell.value, cell.remark) = (FieldView::default(), FieldView::default());
                }
                for row in tables.values_mut().filter(|table| hidden(&table.cell)).flat_map(|table| &mut table.rows) {
                    (row.value, row.remark) = (FieldView::default(), FieldView::default());
                }
            }
        }
    }

    fn asked(&self) -> Vec<&str> {
        match self {
            Self::Places { places, .. } => {
                places.iter().flat_map(|(place, _)| &place.rows).map(|row| row.cell.indicator.as_str()).collect()
            }
            Self::Sheet { sheet, .. } => {
                sheet.items.iter().flat_map(|item| &item.indicators).map(|cell| cell.indicator.as_str()).collect()
            }
        }
    }
}
