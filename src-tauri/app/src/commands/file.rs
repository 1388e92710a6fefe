//! Paths: the system's dialogs, files handed in by the page, files to show.

use super::{Answer, header};
use crate::desk::{Desk, fault};
use crate::platform;
use std::io::Write;
use std::path::{Path, PathBuf};
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};

fn plain(path: Option<FilePath>) -> Option<String> {
    Some(path?.into_path().ok()?.to_string_lossy().into_owned())
}

/// Asks for a folder; none where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_folder(app: AppHandle, title: String) -> Answer<Option<String>> {
    let (answer, chosen) = tauri::async_runtime::channel(1);
    app.dialog().file().set_title(title).pick_folder(move |path| {
        let _ = answer.try_send(plain(path));
    });
    Ok(wait(chosen).await)
}

/// Asks for survey files; empty where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_files(app: AppHandle, title: String) -> Answer<Vec<String>> {
    let (answer, chosen) = tauri::async_runtime::channel(1);
    app.dialog().file().set_title(title).add_filter("Tanfang", &["tanfang"]).pick_files(move |paths| {
        let _ = answer.try_send(Some(paths.unwrap_or_default().into_iter().filter_map(|p| plain(Some(p))).collect()));
    });
    Ok(wait(chosen).await.unwrap_or_default())
}

/// Asks for a file of a map program, `geojson` or `mbtiles`; none where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_map(app: AppHandle, title: String, kind: String) -> Answer<Option<String>> {
    let (answer, chosen) = tauri::async_runtime::channel(1);
    let endings: &[&str] = if kind == "mbtiles" { &["mbtiles"] } else { &["geojson", "json"] };
    app.dialog().file().set_title(title).add_filter(&kind, endings).pick_file(move |path| {
        let _ = answer.try_send(plain(path));
    });
    Ok(wait(chosen).await)
}

/// Asks where to write a file, proposing `suggested`; none where the dialog was closed.
#[tauri::command]
#[specta::specta]
pub async fn choose_save(app: AppHandle, title: String, suggested: String) -> Answer<Option<String>> {
    let (answer, chosen) = tauri::async_runtime::channel(1);
    let suggested = PathBuf::from(suggested);
    let mut dialog = app.dialog().file().set_title(title);
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    if let Some(dir) = suggested.parent().filter(|dir| dir.is_dir()) {
        dialog = dialog.set_directory(dir);
    }
    dialog.save_file(move |path| {
        let _ = answer.try_send(plain(path));
    });
    Ok(wait(chosen).await)
}

async fn wait<T>(mut chosen: tauri::async_runtime::Receiver<Option<T>>) -> Option<T> {
    chosen.recv().await.flatten()
}

/// Opens a file this window wrote, in the system's viewer.
#[tauri::command]
#[specta::specta]
pub async fn open_file(desk: State<'_, Desk>, path: String) -> Answer<()> {
    platform::open(&desk.written(&path)?)
        .map_err(|e| fault("open-failed", &[("path", &path), ("cause", &e.to_string())]))
}

/// Shows the folder of a file this window wrote.
#[tauri::command]
#[specta::specta]
pub async fn show_folder(desk: State<'_, Desk>, path: String) -> Answer<()> {
    let file = desk.written(&path)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    platform::open(folder).map_err(|e| fault("open-failed", &[("path", &path), ("cause", &e.to_string())]))
}

/// Begins to take in a file chosen in the page; gives the path to use afterwards.
#[tauri::command]
#[specta::specta]
pub async fn upload_begin(desk: State<'_, Desk>, name: String) -> Answer<String> {
    desk.begin_upload(&name)
}

/// Takes the next slice of such a file: raw bytes, the path in the header `x-upload`.
#[tauri::command]
pub async fn upload_chunk(desk: State<'_, Desk>, request: Request<'_>) -> Answer<()> {
    let path = header(&request, "x-upload")?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(fault("not-bytes", &[]));
    };
    let path = desk.upload(&path)?;
    std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .and_then(|mut file| file.write_all(bytes))
        .map_err(|e| fault("write-failed", &[("path", &path.to_string_lossy()), ("cause", &e.to_string())]))
}
