//! Field sheets on paper.

use super::talks::PrintedView;
use super::{Answer, place, say};
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_report::paper;
use tanfang_survey::session::view::PaperChoice;
use tanfang_survey::session::{Edge, Fault, SystemEdge};
use tanfang_survey::text::Lang;
use tauri::State;

/// Chooses field sheets: of a scenario where one is named, else by place.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PaperForm {
    pub community: String,
    pub round: u32,
    pub scenario: Option<String>,
    /// Only this list, only this unit.
    pub list: Option<String>,
    pub unit: Option<String>,
    pub on_route: bool,
    /// With what stands there.
    pub filled: bool,
    pub language: String,
    pub path: String,
}

impl PaperForm {
    fn choice(&self) -> PaperChoice {
        match &self.scenario {
            Some(scenario) => PaperChoice::Sheet { scenario: scenario.clone() },
            None => PaperChoice::Places { list: self.list.clone(), unit: self.unit.clone(), on_route: self.on_route },
        }
    }

    fn lang(&self) -> Lang {
        Lang::parse(&self.language).unwrap_or(Lang::Zh)
    }
}

/// Proposes where to write field sheets.
#[tauri::command]
#[specta::specta]
pub async fn suggest_paper(desk: State<'_, Desk>, form: PaperForm) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let name = session.paper_name_for(&form.community, form.round, &form.choice(), form.filled, form.lang())?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_paper(desk: State<'_, Desk>, form: PaperForm) -> Answer<PrintedView> {
    let (path, pages) = desk
        .beside(move |session| {
            let figures = session.paper_figures(&form.community, form.round, &form.choice()).map_err(say)?;
            let path = place(&form.path);
            let pages = paper::write_paper(&figures, form.filled, form.lang(), &SystemEdge.now().day(), &path)
                .map_err(|error| say(Fault::from(error)))?;
            Ok((path, pages))
        })
        .await?;
    desk.note_written(&path);
    Ok(PrintedView { path: path.to_string_lossy().into_owned(), pages: pages as u32 })
}
