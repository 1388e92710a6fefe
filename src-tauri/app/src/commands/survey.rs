//! Opening, making and looking at a survey.

use super::{Answer, place, say, unseal};
use crate::desk::Desk;
use crate::open::{Open, home};
use serde::Deserialize;
use tanfang_survey::demo::{self, DemoPlan};
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::session::view::{BoardView, CheckView, OutlineView, Reply, SurveyView};
use tanfang_survey::session::{NewSurvey, Session, SystemEdge, Touched};
use tauri::{State, WebviewWindow};

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
    /// What opens the file where it is sealed.
    pub passphrase: Option<String>,
    pub identity: Option<String>,
    pub dir: String,
    pub author: String,
}

#[tauri::command]
#[specta::specta]
pub async fn open_survey(desk: State<'_, Desk>, window: WebviewWindow, dir: String) -> Answer<SurveyView> {
    let dir = place(&dir);
    name_window(&window, desk.lay_down(move |pictures| Open::folder(&dir, pictures)).await)
}

/// Opens the demo survey, making it first where it is not there yet.
#[tauri::command]
#[specta::specta]
pub async fn open_demo(desk: State<'_, Desk>, window: WebviewWindow) -> Answer<SurveyView> {
    let opened = desk.lay_down(move |pictures| {
        let dir = home()?.folder().join("demo");
        if !dir.join("survey.db").is_file() {
            let made = demo::create(&dir, &DemoPlan::default(), home()?).map_err(say)?;
            return Open::made(&dir, made, pictures);
        }
        Open::folder(&dir, pictures)
    });
    name_window(&window, opened.await)
}

#[tauri::command]
#[specta::specta]
pub async fn create_survey(desk: State<'_, Desk>, window: WebviewWindow, form: NewSurveyForm) -> Answer<SurveyView> {
    let opened = desk.lay_down(move |pictures| {
        let dir = place(&form.dir);
        let new = NewSurvey {
            name: form.name,
            organisation: form.organisation,
            author: form.author,
            language: form.language,
            demo: false,
        };
        let made = Session::create(&dir, &new, &FrameworkFiles::draft_2026(), home()?, Box::new(SystemEdge));
        Open::made(&dir, made.map_err(say)?, pictures)
    });
    name_window(&window, opened.await)
}

#[tauri::command]
#[specta::specta]
pub async fn join_survey(desk: State<'_, Desk>, window: WebviewWindow, form: JoinForm) -> Answer<SurveyView> {
    let opened = desk.lay_down(move |pictures| {
        let dir = place(&form.dir);
        let key = unseal(form.passphrase.as_deref(), form.identity.as_deref()).map_err(say)?;
        let file = place(&form.file);
        let joined = Session::join(&file, &key, &dir, &form.author, home()?, Box::new(SystemEdge));
        Open::made(&dir, joined.map_err(say)?, pictures)
    });
    name_window(&window, opened.await)
}

#[tauri::command]
#[specta::specta]
pub async fn close_survey(desk: State<'_, Desk>, window: WebviewWindow) -> Answer<()> {
    let _ = window.set_title(crate::TITLE);
    desk.close().await
}

/// Puts the survey's name into the window's title.
pub fn name_window(window: &WebviewWindow, opened: Answer<SurveyView>) -> Answer<SurveyView> {
    // A title that cannot be set is no reason to refuse the survey.
    let _ = match &opened {
        Ok(survey) => window.set_title(&format!("{} – {}", survey.name, crate::TITLE)),
        Err(_) => window.set_title(crate::TITLE),
    };
    opened
}

#[tauri::command]
#[specta::specta]
pub async fn survey_view(desk: State<'_, Desk>) -> Answer<SurveyView> {
    desk.ask_open(Open::survey_view).await
}

/// Tells what another program wrote since this window last looked: everything or nothing.
#[tauri::command]
#[specta::specta]
pub async fn look_again(desk: State<'_, Desk>) -> Answer<Reply<SurveyView>> {
    desk.ask_open(|open| {
        let written = open.written_elsewhere()?;
        let view = open.survey_view()?;
        Ok(if written { Reply::everything(view) } else { Reply::new(view, Touched::default()) })
    })
    .await
}

/// Changes the name under which this laptop's person appears in the open survey.
#[tauri::command]
#[specta::specta]
pub async fn rename_author(desk: State<'_, Desk>, name: String) -> Answer<Reply<SurveyView>> {
    desk.ask_open(move |open| {
        let touched = open.ask(|session| session.rename_author(&name))?;
        Ok(Reply::new(open.survey_view()?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn outline(desk: State<'_, Desk>) -> Answer<OutlineView> {
    desk.ask(|session| Ok(OutlineView::of(&session.framework()))).await
}

#[tauri::command]
#[specta::specta]
pub async fn board(desk: State<'_, Desk>, round: u32) -> Answer<BoardView> {
    desk.ask_open(move |open| open.board(round)).await
}

/// Rebuilds the survey from its journal and verifies every file.
#[tauri::command]
#[specta::specta]
pub async fn check(desk: State<'_, Desk>) -> Answer<CheckView> {
    desk.beside(|session| session.check().map(CheckView::from).map_err(say)).await
}
