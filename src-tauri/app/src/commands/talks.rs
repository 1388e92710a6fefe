//! Questionnaires, online answers, interviews; full lists and samples drawn from them.

use super::{Answer, place, say};
use crate::desk::Desk;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use tanfang_report::forms::{self, Numbered};
use tanfang_survey::session::view::{
    self, CellKeyView, CellView, DrawnView, EntityView, FrameRow, FramedView, IntakeView, QuestionnaireView, Reply,
    TopicView, UnitView,
};
use tanfang_survey::session::{CellKey, Edge, Fault, Intake, Session, Spreadsheet, SystemEdge, Thing, frame_of};
use tanfang_survey::text::{FORM_LANGUAGES, FormWords};
use tauri::State;

/// Takes what the answers come to as an indicator's value.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TakeAnswers {
    pub cell: CellKeyView,
    /// The groups whose answers make the value.
    pub counted: Vec<String>,
    /// What the value rests on, for the remark; why there is none, where there are too few answers.
    pub basis: String,
    pub seen: Vec<String>,
}

/// Settles two readings of one form.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SettleForm {
    pub first: String,
    pub second: String,
    /// What was decided, by field.
    pub chosen: BTreeMap<String, String>,
}

/// Chooses a table of online answers and what its columns are.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IntakeForm {
    pub community: String,
    pub round: u32,
    pub path: String,
    /// The field of each column; none: guessed from the headings.
    pub mapping: Option<Vec<String>>,
    /// What holds for all rows of fields without a column.
    pub given: BTreeMap<String, String>,
}

/// Answers an intake.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct IntakeReceipt {
    pub taken: u32,
    pub known: u32,
    pub refused: u32,
}

/// Adds a full list.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameForm {
    pub community: String,
    pub list: String,
    /// The file it stands in, or else the pasted cells.
    pub path: Option<String>,
    pub text: String,
}

/// Draws a sample.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DrawForm {
    pub community: String,
    pub list: String,
    pub count: u32,
    /// The seed of an earlier draw that is to be drawn again; empty: a new one.
    pub seed: String,
}

/// Chooses printed forms: questionnaires with numbers, or the interview guide.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintForm {
    pub community: String,
    pub round: u32,
    /// `en`, `ko` or `ja`, beside Chinese.
    pub language: String,
    /// None: the interview guide.
    pub first: Option<u32>,
    pub count: u32,
    pub path: String,
}

/// Answers the writing of forms.
#[derive(Clone, Debug, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PrintedView {
    pub path: String,
    pub pages: u32,
}

#[tauri::command]
#[specta::specta]
pub async fn questionnaire(
    desk: State<'_, Desk>,
    community: String,
    round: u32,
    counted: BTreeMap<String, Vec<String>>,
) -> Answer<QuestionnaireView> {
    desk.ask(move |session| session.questionnaire_view(&community, round, &counted)).await
}

#[tauri::command]
#[specta::specta]
pub async fn take_answers(desk: State<'_, Desk>, form: TakeAnswers) -> Answer<Reply<CellView>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell);
        let touched = session.take_answers(&cell, &form.counted, &form.basis, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.cell_view(&cell)?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn settle_form(desk: State<'_, Desk>, form: SettleForm) -> Answer<Reply<()>> {
    desk.ask(move |session| {
        let chosen: Vec<(String, String)> = form.chosen.into_iter().collect();
        Ok(Reply::new((), session.settle_form(&form.first, &form.second, &chosen)?))
    })
    .await
}

fn planned(session: &Session, form: &IntakeForm) -> Result<Intake, Fault> {
    let table = Spreadsheet::read(&place(&form.path))?;
    session.plan_intake(&table, (&form.community, form.round), form.mapping.as_deref(), &form.given)
}

#[tauri::command]
#[specta::specta]
pub async fn plan_intake(desk: State<'_, Desk>, form: IntakeForm) -> Answer<IntakeView> {
    desk.ask(move |session| Ok(IntakeView::of(planned(session, &form)?))).await
}

#[tauri::command]
#[specta::specta]
pub async fn take_intake(desk: State<'_, Desk>, form: IntakeForm) -> Answer<Reply<IntakeReceipt>> {
    desk.ask(move |session| {
        let intake = planned(session, &form)?;
        let (taken, touched) = session.take_intake(&intake)?;
        let view = IntakeView::of(intake);
        Ok(Reply::new(IntakeReceipt { taken: taken as u32, known: view.known, refused: view.refused }, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn topics(desk: State<'_, Desk>) -> Answer<Vec<TopicView>> {
    desk.ask(|session| Ok(session.topics_view())).await
}

/// Gives what is read out before an interview, by language.
#[tauri::command]
#[specta::specta]
pub async fn consent_texts() -> Answer<BTreeMap<String, String>> {
    let text =
        |language: &str| Some((language.to_owned(), FormWords::of(language)?.get("consent-interview").to_owned()));
    Ok(FORM_LANGUAGES.into_iter().filter_map(text).collect())
}

/// Takes what a person said out for good; that there was something stays.
#[tauri::command]
#[specta::specta]
pub async fn erase_entity(
    desk: State<'_, Desk>,
    noun: String,
    key: String,
    reason: String,
) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let thing = Thing { noun, key };
        match thing.noun.as_str() {
            "response" => session.erase_form(&thing.key, &reason)?,
            _ => session.erase(&thing, None, &reason)?,
        };
        Ok(Reply::everything(session.entity_view(&thing)?))
    })
    .await
}

fn frame_in(form: &FrameForm) -> Result<Vec<tanfang_survey::session::FrameUnit>, Fault> {
    let table = match &form.path {
        Some(path) => Spreadsheet::read(&place(path))?,
        None => Spreadsheet::of_text(&form.text, "—")?,
    };
    frame_of(&table)
}

#[tauri::command]
#[specta::specta]
pub async fn read_frame(desk: State<'_, Desk>, form: FrameForm) -> Answer<Vec<FrameRow>> {
    desk.ask(move |_| Ok(frame_in(&form)?.into_iter().map(FrameRow::from).collect())).await
}

#[tauri::command]
#[specta::specta]
pub async fn add_frame(desk: State<'_, Desk>, form: FrameForm) -> Answer<Reply<FramedView>> {
    desk.ask(move |session| {
        let (added, known, touched) = session.add_frame(&form.community, &form.list, &frame_in(&form)?)?;
        let units = session.units_view(&form.community, Some(&form.list))?;
        Ok(Reply::new(FramedView { added: added as u32, known: known as u32, units }, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn draw_sample(desk: State<'_, Desk>, form: DrawForm) -> Answer<Reply<DrawnView>> {
    desk.ask(move |session| {
        let (draw, touched) =
            session.draw_sample(&form.community, &form.list, form.count as usize, Some(&form.seed))?;
        let units = session.units_view(&form.community, Some(&form.list))?;
        Ok(Reply::new(DrawnView { seed: draw.seed, drawn: draw.drawn as u32, of: draw.of as u32, units }, touched))
    })
    .await
}

/// Lets the next reserve step in for a unit.
#[tauri::command]
#[specta::specta]
pub async fn replace_unit(
    desk: State<'_, Desk>,
    unit: String,
    reason: String,
    seen: Vec<String>,
) -> Answer<Reply<Vec<UnitView>>> {
    desk.ask(move |session| {
        let found = session.unit(&unit)?;
        let (_, touched) = session.replace_unit(&unit, &reason, view::seen(&seen)?)?;
        Ok(Reply::new(session.units_view(&found.community, Some(&found.list))?, touched))
    })
    .await
}

/// Proposes where to write forms.
#[tauri::command]
#[specta::specta]
pub async fn suggest_forms(desk: State<'_, Desk>, form: PrintForm) -> Answer<String> {
    let folder = desk.documents().to_owned();
    desk.ask(move |session| {
        let numbers = form.first.map(|first| (first, first.saturating_add(form.count.max(1)) - 1));
        let name = session.forms_name_for(&form.community, form.round, &form.language, numbers)?;
        Ok(folder.join(name).to_string_lossy().into_owned())
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn write_forms(desk: State<'_, Desk>, form: PrintForm) -> Answer<PrintedView> {
    let (path, pages) = desk
        .beside(move |session| {
            let figures = session.form_figures(&form.community, form.round).map_err(say)?;
            let (date, path) = (SystemEdge.now().day(), place(&form.path));
            if form.first.is_some() && !(1..=forms::MOST_FORMS).contains(&form.count) {
                return Err(say(Fault::new("forms-count").with("most", forms::MOST_FORMS)));
            }
            let written = match form.first {
                Some(first) => {
                    let numbers = Numbered { first, count: form.count };
                    forms::write_questionnaires(&figures, &form.language, numbers, &date, &path)
                }
                None => forms::write_guide(&figures, &form.language, &date, &path),
            };
            let pages = written.map_err(|error| say(Fault::from(error)))?;
            Ok((path, pages))
        })
        .await?;
    desk.note_written(&path);
    Ok(PrintedView { path: path.to_string_lossy().into_owned(), pages: pages as u32 })
}
