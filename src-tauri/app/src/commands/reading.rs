//! Second readings.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::CellKey;
use tanfang_survey::session::view::{CellKeyView, ReadingsView, Reply, ValueView};
use tauri::State;

/// Draws what is to be read a second time.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DrawReadings {
    /// The community shown.
    pub community: String,
    pub round: u32,
    /// Draws in all communities where nothing was drawn yet, and not in this one alone.
    pub everywhere: bool,
    /// Percent.
    pub share: u32,
    /// The seed of an earlier draw that is to be drawn again; empty: a new one.
    pub seed: String,
}

/// Saves a second reading.
#[derive(Clone, Debug, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SaveReading {
    pub cell: CellKeyView,
    pub value: ValueView,
    pub remark: String,
}

#[tauri::command]
#[specta::specta]
pub async fn readings(desk: State<'_, Desk>, community: String, round: u32) -> Answer<ReadingsView> {
    desk.ask(move |session| session.readings_view(&community, round)).await
}

#[tauri::command]
#[specta::specta]
pub async fn draw_readings(desk: State<'_, Desk>, form: DrawReadings) -> Answer<Reply<ReadingsView>> {
    desk.ask(move |session| {
        let places = if form.everywhere { Vec::new() } else { vec![form.community.clone()] };
        let (_, touched) = session.draw_readings(form.round, &places, form.share, Some(&form.seed))?;
        Ok(Reply::new(session.readings_view(&form.community, form.round)?, touched))
    })
    .await
}

#[tauri::command]
#[specta::specta]
pub async fn save_reading(desk: State<'_, Desk>, form: SaveReading) -> Answer<Reply<ReadingsView>> {
    desk.ask(move |session| {
        let cell = CellKey::from(form.cell);
        let touched = session.save_reading(&cell, &form.value.read()?, &form.remark)?;
        Ok(Reply::new(session.readings_view(&cell.community, cell.round)?, touched))
    })
    .await
}
