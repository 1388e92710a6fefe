//! Visits, findings, questions, interviews; a day in the field; where sheets stand.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use std::collections::BTreeMap;
use tanfang_survey::framework::When;
use tanfang_survey::session::view::{
    self, EntityView, HoursView, MissingView, NounForm, PersonView, PlaceStand, PlaceView, Reply, ReviewView,
    RoundView, TodayView,
};
use tanfang_survey::session::{Entry, Fault, ReviewState, RoundState, Thing};
use tauri::State;

/// Adds a thing with these fields, each as typed.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct AddEntity {
    pub noun: String,
    pub fields: BTreeMap<String, String>,
}

/// Writes one field of a thing; `seen` are the dots the page showed.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetEntity {
    pub noun: String,
    pub key: String,
    pub field: String,
    pub text: String,
    pub reason: Option<String>,
    pub seen: Vec<String>,
}

/// Says where a sheet stands from now on.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SetReview {
    pub community: String,
    pub round: u32,
    pub scenario: String,
    pub state: String,
    pub comment: String,
    pub seen: Vec<String>,
}

fn entries(fields: &BTreeMap<String, String>) -> Vec<Entry> {
    fields.iter().map(|(field, text)| Entry::new(field, text)).collect()
}

fn thing(noun: &str, key: String) -> Thing {
    Thing { noun: noun.to_owned(), key }
}

#[tauri::command]
#[specta::specta]
pub async fn nouns() -> Answer<Vec<NounForm>> {
    Ok(view::noun_forms())
}

#[tauri::command]
#[specta::specta]
pub async fn entities(
    desk: State<'_, Desk>,
    noun: String,
    community: Option<String>,
    round: Option<u32>,
) -> Answer<Vec<EntityView>> {
    desk.ask(move |session| session.entities_view(&noun, community.as_deref(), round)).await
}

#[tauri::command]
#[specta::specta]
pub async fn entity(desk: State<'_, Desk>, noun: String, key: String) -> Answer<EntityView> {
    desk.ask(move |session| session.entity_view(&thing(&noun, key))).await
}

#[tauri::command]
#[specta::specta]
pub async fn add_entity(desk: State<'_, Desk>, form: AddEntity) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let (key, touched) = session.add_entity(&form.noun, &entries(&form.fields))?;
        session.entity_reply(&thing(&form.noun, key), touched)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_entity(desk: State<'_, Desk>, form: SetEntity) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let entry = Entry { field: form.field, text: form.text, seen: view::seen(&form.seen)? };
        let about = thing(&form.noun, form.key);
        let touched = session.set_entity(&about, &[entry], form.reason.as_deref())?;
        session.entity_reply(&about, touched)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn delete_entity(desk: State<'_, Desk>, noun: String, key: String) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let about = thing(&noun, key);
        let touched = session.delete(&about, "")?;
        session.entity_reply(&about, touched)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn start_visit(desk: State<'_, Desk>, fields: BTreeMap<String, String>) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        let (key, touched) = session.start_visit(&entries(&fields))?;
        session.entity_reply(&thing("visit", key), touched)
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn resume_visit(desk: State<'_, Desk>, key: String) -> Answer<Reply<EntityView>> {
    desk.ask(move |session| {
        session.resume_visit(&key)?;
        Ok(Reply::everything(session.entity_view(&thing("visit", key))?))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn end_visit(desk: State<'_, Desk>) -> Answer<Reply<()>> {
    desk.ask(move |session| {
        session.end_visit()?;
        Ok(Reply::everything(()))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn today(desk: State<'_, Desk>, round: u32) -> Answer<TodayView> {
    desk.ask(move |session| session.today_view(round)).await
}

#[tauri::command]
#[specta::specta]
pub async fn remaining(desk: State<'_, Desk>, community: String, round: u32) -> Answer<Vec<MissingView>> {
    desk.ask(move |session| session.remaining_view(&community, round)).await
}

#[tauri::command]
#[specta::specta]
pub async fn reviews(desk: State<'_, Desk>, community: String, round: u32) -> Answer<Vec<ReviewView>> {
    desk.ask(move |session| session.reviews_view(&community, round)).await
}

/// Shows where one sheet stands, without counting what it lacks.
#[tauri::command]
#[specta::specta]
pub async fn review(desk: State<'_, Desk>, community: String, round: u32, scenario: String) -> Answer<ReviewView> {
    desk.ask(move |session| session.review_view(&community, round, &scenario)).await
}

/// Says why this window goes on recording for closed rounds.
#[tauri::command]
#[specta::specta]
pub async fn set_late_reason(desk: State<'_, Desk>, reason: String) -> Answer<()> {
    desk.ask_open(move |open| open.set_late_reason(&reason)).await
}

/// Shows which hours the framework's words for times stand for.
#[tauri::command]
#[specta::specta]
pub async fn hours(desk: State<'_, Desk>) -> Answer<Vec<HoursView>> {
    desk.ask(|session| session.hours_view()).await
}

/// Says which hours a word stands for; an empty text brings the usual ones back.
#[tauri::command]
#[specta::specta]
pub async fn set_hours(desk: State<'_, Desk>, when: String, hours: String) -> Answer<Reply<Vec<HoursView>>> {
    desk.ask(move |session| {
        let when = When::parse(&when).ok_or_else(|| Fault::new("bad-request").with("what", &when))?;
        let touched = session.set_hours(when, &hours)?;
        Ok(Reply::new(session.hours_view()?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn set_review(desk: State<'_, Desk>, form: SetReview) -> Answer<Reply<Vec<ReviewView>>> {
    desk.ask(move |session| {
        let state = ReviewState::parse(&form.state);
        let state = state.ok_or_else(|| Fault::new("bad-request").with("what", &form.state))?;
        let sheet = (form.community.as_str(), form.round, form.scenario.as_str());
        let touched = session.set_review(sheet, state, &form.comment, view::seen(&form.seen)?)?;
        Ok(Reply::new(session.reviews_view(&form.community, form.round)?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn people(desk: State<'_, Desk>) -> Answer<Vec<PersonView>> {
    desk.ask(move |session| session.people_view()).await
}

#[tauri::command]
#[specta::specta]
pub async fn set_round_state(desk: State<'_, Desk>, round: u32, state: String) -> Answer<Reply<Vec<RoundView>>> {
    desk.ask(move |session| {
        let state = RoundState::parse(&state).ok_or_else(|| Fault::new("bad-request").with("what", &state))?;
        let touched = session.set_round_state(round, state)?;
        Ok(Reply::new(session.rounds_view()?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn places(desk: State<'_, Desk>, community: String, round: u32) -> Answer<Vec<PlaceStand>> {
    desk.ask(move |session| session.places_view(&community, round)).await
}

#[tauri::command]
#[specta::specta]
pub async fn place(desk: State<'_, Desk>, round: u32, unit: String) -> Answer<PlaceView> {
    desk.ask(move |session| session.place_view(round, &unit)).await
}
