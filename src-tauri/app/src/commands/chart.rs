//! The map: what lies on it, outlines from files, a map file of the user's own behind it.

use super::{Answer, place, say};
use crate::desk::{Desk, hold};
use std::sync::Arc;
use tanfang_survey::session::Tiles;
use tanfang_survey::session::view::{ChartView, OutlineRead, SpotTexts, TilesView};
use tauri::State;

#[tauri::command]
#[specta::specta]
pub async fn chart(desk: State<'_, Desk>, community: String, round: u32) -> Answer<ChartView> {
    desk.ask(move |session| session.chart_view(&community, round)).await
}

/// Reads the outline of a community from a GeoJSON file, to be looked at before it is saved.
#[tauri::command]
#[specta::specta]
pub async fn read_outline(desk: State<'_, Desk>, community: String, path: String) -> Answer<OutlineRead> {
    desk.ask(move |session| Ok(session.read_outline(&community, &place(&path))?.into())).await
}

/// Writes a place for other map programs; nothing is kept.
#[tauri::command]
#[specta::specta]
pub async fn spot_texts(text: String) -> Answer<SpotTexts> {
    SpotTexts::of(&text).map_err(say)
}

fn laid(desk: &Desk, tiles: Option<Tiles>) -> Option<TilesView> {
    let view = tiles.as_ref().map(TilesView::from);
    *hold(&desk.tiles()) = tiles.map(Arc::new);
    view
}

/// Gives the map file that was laid behind the map before.
#[tauri::command]
#[specta::specta]
pub async fn tiles(desk: State<'_, Desk>) -> Answer<Option<TilesView>> {
    let tiles = desk.ask(|session| session.tiles()).await?;
    Ok(laid(&desk, tiles))
}

/// Lays a map file behind the map; no path takes it away.
#[tauri::command]
#[specta::specta]
pub async fn lay_tiles(desk: State<'_, Desk>, path: Option<String>) -> Answer<Option<TilesView>> {
    let tiles = desk.ask(move |session| match path {
        Some(path) => session.lay_tiles(&place(&path)).map(Some),
        None => session.clear_tiles().map(|()| None),
    });
    let tiles = tiles.await?;
    Ok(laid(&desk, tiles))
}
