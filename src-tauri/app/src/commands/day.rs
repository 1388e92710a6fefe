//! The plan of days on site.

use super::talks::PrintedView;
use super::{Answer, place, say};
use crate::desk::Desk;
use tanfang_report::day;
use tanfang_survey::session::view::{DayChoice, DayPlanView};
use tanfang_survey::session::{Edge, Fault, SystemEdge};
use tanfang_survey::text::Lang;
use tauri::State;

#[tauri::command]
#[specta::specta]
pub async fn day_plan(desk: State<'_, Desk>, choice: DayChoice) -> Answer<DayPlanView> {
    desk.ask(move |session| session.day_plan(&choice)).await
}

/// Proposes where to write a plan.
#[tauri::command]
#[specta::specta]
pub async fn suggest_day(desk: State<'_, Desk>, choice: DayChoice, language: String) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let lang = Lang::parse(&language).unwrap_or(Lang::Zh);
        Ok(folder.join(session.day_name_for(&choice, lang)?).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_day(
    desk: State<'_, Desk>,
    choice: DayChoice,
    language: String,
    path: String,
) -> Answer<PrintedView> {
    let (path, pages) = desk
        .beside(move |session| {
            let plan = session.day_plan(&choice).map_err(say)?;
            let (overview, path) = (session.overview().map_err(say)?, place(&path));
            let lang = Lang::parse(&language).unwrap_or(Lang::Zh);
            let pages = day::write_day(&plan, &overview, lang, &SystemEdge.now().day(), &path)
                .map_err(|error| say(Fault::from(error)))?;
            Ok((path, pages))
        })
        .await?;
    desk.note_written(&path);
    Ok(PrintedView { path: path.to_string_lossy().into_owned(), pages: pages as u32 })
}
