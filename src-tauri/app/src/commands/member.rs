//! The roll call, and who may write.

use super::{Answer, say};
use crate::desk::{Desk, fault};
use tanfang_survey::session::view::{Reply, RollView, UndeliveredView};
use tanfang_survey::session::{DeviceId, Fault, Session, Touched};
use tauri::State;

/// Reads a device's number as it was read out: in groups, in either case.
fn device(text: &str) -> Answer<DeviceId> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    plain.parse().map_err(|_| fault("not-a-device", &[("given", text.trim())]))
}

async fn decide(
    desk: State<'_, Desk>,
    verb: impl FnOnce(&mut Session) -> Result<Touched, Fault> + Send + 'static,
) -> Answer<Reply<RollView>> {
    // Other rules can make earlier changes count otherwise.
    desk.ask(move |session| {
        verb(session)?;
        Ok(Reply::everything(session.roll_view()?))
    })
    .await
}

/// Lists every device of the survey and what has arrived of it.
#[tauri::command]
#[specta::specta]
pub async fn roll_call(desk: State<'_, Desk>) -> Answer<RollView> {
    desk.ask(|session| session.roll_view()).await
}

/// Lists the devices that are not known to have received all decisions about conflicts.
#[tauri::command]
#[specta::specta]
pub async fn undelivered(desk: State<'_, Desk>) -> Answer<Vec<UndeliveredView>> {
    // It looks into every change; the work goes on beside it.
    desk.beside(|session| session.undelivered_view().map_err(say)).await
}

#[tauri::command]
#[specta::specta]
pub async fn enrol(desk: State<'_, Desk>, device_number: String, admin: bool) -> Answer<Reply<RollView>> {
    let device = device(&device_number)?;
    decide(desk, move |session| session.enrol(device, admin)).await
}

#[tauri::command]
#[specta::specta]
pub async fn revoke(desk: State<'_, Desk>, device_number: String, reason: String) -> Answer<Reply<RollView>> {
    let device = device(&device_number)?;
    decide(desk, move |session| session.revoke(device, &reason)).await
}

/// Names the public key to which survey files are sealed from now on; none stops it.
#[tauri::command]
#[specta::specta]
pub async fn set_admin_key(desk: State<'_, Desk>, recipient: Option<String>) -> Answer<Reply<RollView>> {
    decide(desk, move |session| session.set_admin_key(recipient.as_deref().map(str::trim))).await
}

/// Lets only enrolled devices count, or everybody again.
#[tauri::command]
#[specta::specta]
pub async fn require_enrolment(desk: State<'_, Desk>, on: bool) -> Answer<Reply<RollView>> {
    decide(desk, move |session| session.require_enrolment(on)).await
}
