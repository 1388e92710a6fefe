//! A survey folder locked by a passphrase, and unlocked.

use super::Answer;
use crate::desk::Desk;
use crate::open::Open;
use tanfang_survey::session::view::{Reply, SurveyView};
use tanfang_survey::session::{Fault, LockReceipt, Session};
use tauri::State;

async fn turn(
    desk: State<'_, Desk>,
    verb: impl FnOnce(&mut Session) -> Result<LockReceipt, Fault> + Send + 'static,
) -> Answer<Reply<SurveyView>> {
    desk.alone(move |open: &mut Open| {
        open.ask(verb)?;
        Ok(Reply::everything(open.survey_view()?))
    })
    .await
}

/// Seals the device's key and all personal values by a passphrase; from then on nothing can be written.
#[tauri::command]
#[specta::specta]
pub async fn lock_survey(desk: State<'_, Desk>, passphrase: String) -> Answer<Reply<SurveyView>> {
    turn(desk, move |session| session.lock(&passphrase)).await
}

#[tauri::command]
#[specta::specta]
pub async fn unlock_survey(desk: State<'_, Desk>, passphrase: String) -> Answer<Reply<SurveyView>> {
    turn(desk, move |session| session.unlock(&passphrase)).await
}
