//! Opening, making and looking at a survey.

use super::{Answer, pending};
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::view::{BoardView, CheckView, OutlineView, ScoresView, SurveyView};
use tauri::State;

/// Says what a new survey is called and where it lies.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct NewSurveyForm {
    pub dir: String,
    pub name: String,
    pub organisation: String,
    pub author: String,
    pub language: String,
}

/// Says which survey file to join, where, and who.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct JoinForm {
    pub file: String,
    pub dir: String,
    pub author: String,
}

/// Chooses a round; `only_round` leaves out values carried from earlier ones.
#[derive(Clone, Copy, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoresFilter {
    pub round: u32,
    pub only_round: bool,
}

#[tauri::command]
#[specta::specta]
pub async fn open_survey(desk: State<'_, Desk>, dir: String) -> Answer<SurveyView> {
    pending((desk, dir))
}

/// Opens the demo survey, making it first where it is not there yet.
#[tauri::command]
#[specta::specta]
pub async fn open_demo(desk: State<'_, Desk>, language: String) -> Answer<SurveyView> {
    pending((desk, language))
}

#[tauri::command]
#[specta::specta]
pub async fn create_survey(desk: State<'_, Desk>, form: NewSurveyForm) -> Answer<SurveyView> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn join_survey(desk: State<'_, Desk>, form: JoinForm) -> Answer<SurveyView> {
    pending((desk, form))
}

#[tauri::command]
#[specta::specta]
pub async fn close_survey(desk: State<'_, Desk>) -> Answer<()> {
    pending(desk)
}

#[tauri::command]
#[specta::specta]
pub async fn survey_view(desk: State<'_, Desk>) -> Answer<SurveyView> {
    pending(desk)
}

#[tauri::command]
#[specta::specta]
pub async fn outline(desk: State<'_, Desk>) -> Answer<OutlineView> {
    pending(desk)
}

#[tauri::command]
#[specta::specta]
pub async fn board(desk: State<'_, Desk>, round: u32) -> Answer<BoardView> {
    pending((desk, round))
}

#[tauri::command]
#[specta::specta]
pub async fn scores(desk: State<'_, Desk>, filter: ScoresFilter) -> Answer<ScoresView> {
    pending((desk, filter))
}

/// Rebuilds the survey from its journal and verifies every file.
#[tauri::command]
#[specta::specta]
pub async fn check(desk: State<'_, Desk>) -> Answer<CheckView> {
    pending(desk)
}
