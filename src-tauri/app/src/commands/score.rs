//! Scores, how sure their order is, and what they are weighed by.

use super::Answer;
use crate::desk::Desk;
use serde::Deserialize;
use tanfang_survey::session::Session;
use tanfang_survey::session::view::{CellKeyView, Reply, ScoresView, StabilityView, WeightingView};
use tanfang_survey::session::{Fault, Touched};
use tauri::State;

/// Chooses a round; `only_round` leaves out values carried from earlier ones, `since` is the round that changes are told from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ScoresFilter {
    pub round: u32,
    pub only_round: bool,
    pub since: Option<u32>,
}

#[tauri::command]
#[specta::specta]
pub async fn scores(desk: State<'_, Desk>, filter: ScoresFilter) -> Answer<ScoresView> {
    desk.ask_open(move |open| open.scores(filter)).await
}

/// Tries the order of the communities with other sets of weights.
#[tauri::command]
#[specta::specta]
pub async fn stability(desk: State<'_, Desk>, round: u32, only_round: bool) -> Answer<StabilityView> {
    desk.ask_open(move |open| open.stability(round, only_round)).await
}

/// Confirms, for an administrator, that a binding indicator does not apply as it stands now.
#[tauri::command]
#[specta::specta]
pub async fn confirm_not_applicable(desk: State<'_, Desk>, cell: CellKeyView) -> Answer<Reply<()>> {
    desk.ask(move |session| Ok(Reply::new((), session.confirm_not_applicable(&cell.into(), true)?))).await
}

#[tauri::command]
#[specta::specta]
pub async fn weighting(desk: State<'_, Desk>) -> Answer<WeightingView> {
    desk.ask(|session| session.weighting_view()).await
}

/// Judges how many times as much one of two siblings matters as the other: `3`, `1/3`; an empty text takes it back.
#[tauri::command]
#[specta::specta]
pub async fn judge(desk: State<'_, Desk>, one: String, other: String, times: String) -> Answer<Reply<WeightingView>> {
    weigh(&desk, move |session| session.judge(&one, &other, &times)).await
}

/// Weighs by the judgements from now on, or by the framework again.
#[tauri::command]
#[specta::specta]
pub async fn weigh_by_judgements(desk: State<'_, Desk>, on: bool) -> Answer<Reply<WeightingView>> {
    weigh(&desk, move |session| session.weigh_by_judgements(on)).await
}

async fn weigh(
    desk: &Desk,
    verb: impl FnOnce(&mut Session) -> Result<Touched, Fault> + Send + 'static,
) -> Answer<Reply<WeightingView>> {
    desk.ask(move |session| {
        let touched = verb(session)?;
        Ok(Reply::new(session.weighting_view()?, touched))
    })
    .await
}
