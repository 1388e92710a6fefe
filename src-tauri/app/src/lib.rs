//! The window: alone in knowing Tauri. Commands convert and call the session; nothing is decided here.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod backing_up;
mod commands;
mod desk;
mod given;
mod open;
mod photo;
mod platform;
mod settings;

use desk::Desk;
use settings::Place;
use std::path::PathBuf;
use std::time::Duration;
use tauri::ipc::Invoke;
use tauri::{AppHandle, Manager, WebviewWindow, WebviewWindowBuilder, WindowEvent, Wry};
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

/// Names the program where no survey is open.
pub(crate) const TITLE: &str = "探访 Tanfang";

/// Lists every command of the page but the two that take raw bytes ([`RAW`]).
fn door() -> Builder<Wry> {
    use commands::{
        backup, chart, conflict, day, draft, fieldwork, file, handover, lock, member, paper, photo, reading,
        report_issued, report_preview, report_write, request, score, sheet, start, survey, table, talks, unit,
    };
    Builder::<Wry>::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .typ::<photo::NewPhotoForm>()
        .typ::<tanfang_survey::session::view::PhotoAdded>()
        .typ::<tanfang_survey::session::view::FaultView>()
        .commands(collect_commands![
            start::start,
            start::save_settings,
            start::forget_recent,
            start::unlocked,
            start::take_given,
            start::cancel,
            survey::open_survey,
            survey::open_demo,
            survey::create_survey,
            survey::join_survey,
            survey::close_survey,
            survey::survey_view,
            survey::look_again,
            survey::rename_author,
            survey::outline,
            survey::board,
            survey::check,
            score::scores,
            score::stability,
            score::confirm_not_applicable,
            score::weighting,
            score::judge,
            score::weigh_by_judgements,
            sheet::sheet,
            sheet::cell,
            sheet::guide,
            sheet::set_value,
            sheet::confirm_value,
            sheet::set_remark,
            sheet::set_to_verify,
            unit::units,
            unit::units_table,
            unit::observe,
            unit::set_observation_remark,
            unit::add_units,
            unit::rename_unit,
            unit::set_unit_state,
            unit::set_unit_position,
            unit::move_unit,
            fieldwork::nouns,
            fieldwork::entities,
            fieldwork::entity,
            fieldwork::add_entity,
            fieldwork::set_entity,
            fieldwork::delete_entity,
            fieldwork::start_visit,
            fieldwork::resume_visit,
            fieldwork::end_visit,
            fieldwork::today,
            fieldwork::remaining,
            fieldwork::reviews,
            fieldwork::set_review,
            fieldwork::people,
            fieldwork::set_round_state,
            fieldwork::places,
            fieldwork::place,
            fieldwork::review,
            fieldwork::set_late_reason,
            fieldwork::hours,
            fieldwork::set_hours,
            reading::readings,
            reading::draw_readings,
            reading::save_reading,
            request::requests,
            request::draft_requests,
            request::set_request_state,
            request::take_refusal,
            request::take_source,
            request::suggest_letter,
            request::write_letter,
            chart::chart,
            chart::read_outline,
            chart::spot_texts,
            chart::tiles,
            chart::lay_tiles,
            talks::questionnaire,
            talks::take_answers,
            talks::settle_form,
            talks::plan_intake,
            talks::take_intake,
            talks::topics,
            talks::consent_texts,
            talks::erase_entity,
            talks::read_frame,
            talks::add_frame,
            talks::draw_sample,
            talks::replace_unit,
            talks::suggest_forms,
            talks::write_forms,
            photo::photos,
            photo::set_caption,
            photo::set_marks,
            photo::unlink_photo,
            photo::photo_suggestions,
            photo::link_photos,
            photo::correct_clock,
            photo::open_original,
            photo::take_card,
            photo::unfinished_card,
            photo::forget_card,
            conflict::history,
            conflict::conflicts,
            conflict::resolve,
            conflict::resolve_all,
            conflict::undo,
            conflict::redo,
            draft::set_draft,
            draft::clear_draft,
            handover::suggest_export,
            handover::export_survey,
            handover::plan_merge,
            handover::merge,
            handover::write_receipt,
            handover::merges,
            handover::take_back_merge,
            member::roll_call,
            member::undelivered,
            member::enrol,
            member::revoke,
            member::require_enrolment,
            member::set_admin_key,
            lock::lock_survey,
            lock::unlock_survey,
            backup::backups,
            backup::back_up,
            backup::restore_backup,
            day::day_plan,
            day::suggest_day,
            day::write_day,
            paper::suggest_paper,
            paper::write_paper,
            report_write::report_kinds,
            report_write::suggest_edition,
            report_write::write_edition,
            report_write::unsettled,
            report_write::next_report_number,
            report_write::issue_edition,
            report_write::suggest_all_editions,
            report_write::write_all_editions,
            report_write::keep_logo,
            report_preview::edition_photos,
            report_preview::preview_edition,
            report_preview::preview_page,
            report_issued::issued_reports,
            report_issued::changed_since,
            report_issued::write_issued_again,
            report_issued::compare_states,
            report_issued::layouts,
            report_issued::save_layout,
            table::suggest_table,
            table::write_table,
            file::choose_folder,
            file::choose_files,
            file::choose_save,
            file::choose_map,
            file::open_file,
            file::show_folder,
            file::upload_begin,
        ])
}

/// Names the commands whose body is raw bytes.
const RAW: [&str; 2] = ["add_photo", "upload_chunk"];

fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    let raw: Box<dyn Fn(Invoke<Wry>) -> bool + Send + Sync> =
        Box::new(tauri::generate_handler![commands::photo::add_photo, commands::file::upload_chunk]);
    // The handler's type names the builder's lifetime; there is one builder, as long as the program runs.
    let typed = Box::leak(Box::new(door())).invoke_handler();
    move |invoke| if RAW.contains(&invoke.message.command()) { raw(invoke) } else { typed(invoke) }
}

fn place_of(window: &WebviewWindow) -> Option<Place> {
    let maximized = window.is_maximized().ok()?;
    let (position, size) = (window.outer_position().ok()?, window.inner_size().ok()?);
    Some(Place { x: position.x, y: position.y, width: size.width, height: size.height, maximized })
}

/// Writes the window's place a moment from now, off the interface thread, once for all that happens until then.
fn keep_place_at_rest(app: &AppHandle) {
    if !app.state::<Desk>().begin_keeping_place() {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        std::thread::sleep(Duration::from_millis(400));
        app.state::<Desk>().keep_place();
    });
}

/// Makes the window where it last stood, if that is still on a screen.
fn open_window(app: &AppHandle) -> tauri::Result<()> {
    let Some(config) = app.config().app.windows.first().cloned() else {
        return Ok(());
    };
    let window = WebviewWindowBuilder::from_config(app, &config)?.visible(false).build()?;
    platform::prepare(&window);
    if let Some(place) = app.state::<Desk>().place() {
        window.set_size(tauri::PhysicalSize::new(place.width, place.height))?;
        let seen = window.available_monitors()?.iter().any(|monitor| {
            let (corner, size) = (monitor.position(), monitor.size());
            (corner.x..corner.x + size.width as i32 - 80).contains(&place.x)
                && (corner.y..corner.y + size.height as i32 - 40).contains(&place.y)
        });
        if seen {
            window.set_position(tauri::PhysicalPosition::new(place.x, place.y))?;
        }
        if place.maximized {
            window.maximize()?;
        }
    }
    let watched = window.clone();
    window.on_window_event(move |event| {
        // Moving is noted, and written when the window comes to rest: a drag makes hundreds of places.
        if matches!(event, WindowEvent::Moved(_) | WindowEvent::Resized(_) | WindowEvent::CloseRequested { .. }) {
            let mut place = place_of(&watched);
            let desk = watched.state::<Desk>();
            // A maximised window keeps the size it goes back to.
            if let (Some(place), Some(before)) = (place.as_mut(), desk.place())
                && place.maximized
            {
                *place = Place { maximized: true, ..before };
            }
            if let Some(place) = place {
                desk.stand_at(place);
                keep_place_at_rest(watched.app_handle());
            }
        }
    });
    window.show()
}

/// Draws one HEIC photo where the program was called for that: it is its own helper.
pub fn draw_heic() -> Option<std::process::ExitCode> {
    tanfang_survey::photo::heic::serve()
}

/// Runs the window until it is closed. `argument`: a survey folder or a survey file to begin with.
pub fn run(argument: Option<PathBuf>) -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(handler())
        .register_asynchronous_uri_scheme_protocol("photo", |context, request, responder| {
            let desk = context.app_handle().state::<Desk>();
            let (pictures, tiles) = (desk.pictures(), desk::hold(&desk.tiles()).clone());
            let app = context.app_handle().clone();
            tauri::async_runtime::spawn_blocking(move || {
                let path = request.uri().path();
                if let Some(found) = photo::find_previewed(path, |number| app.state::<Desk>().preview(number)) {
                    return responder.respond(photo::respond(Some(found)));
                }
                let tile = tiles.and_then(|tiles| photo::find_tile(&tiles, path));
                let found = tile.or_else(|| pictures.and_then(|pictures| photo::find(&pictures, path)));
                responder.respond(photo::respond(found));
            });
        })
        .setup(move |app| {
            let paths = app.path();
            let documents = paths.document_dir().or_else(|_| paths.home_dir())?;
            let argument = argument.map(|path| std::path::absolute(&path).unwrap_or(path));
            let (settings, given) =
                (paths.app_config_dir()?.join("settings.json"), paths.app_config_dir()?.join("given"));
            app.manage(Desk::new(&settings, documents, argument.clone()));
            let desk = app.state::<Desk>();
            if argument.is_some_and(|file| file.is_file() && given::pass_on(&given, &file, desk.recent_folders())) {
                app.handle().exit(0);
                return Ok(());
            }
            desk.given.watch(app.handle(), &given);
            open_window(app.handle())?;
            Ok(())
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let tauri::RunEvent::Exit = event {
                app.state::<Desk>().clear();
            }
        });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    /// The page's bindings are exactly what the commands say; `UPDATE_BINDINGS=1` writes them.
    #[test]
    fn bindings_are_fresh() {
        let path = root().join("ui/src/api/bindings.ts");
        let fresh = tempfile::tempdir().unwrap();
        let file = fresh.path().join("bindings.ts");
        door().export(specta_typescript::Typescript::default(), &file).unwrap();
        let fresh = std::fs::read_to_string(file).unwrap();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == fresh, "ui/src/api/bindings.ts is stale: run UPDATE_BINDINGS=1 cargo test bindings");
    }

    /// Deny by default: what the window may call is exactly what exists, command by command.
    #[test]
    fn the_window_may_call_every_command_and_no_other() {
        let bindings = std::fs::read_to_string(root().join("ui/src/api/bindings.ts")).unwrap();
        let mut known: BTreeSet<String> = bindings
            .lines()
            .filter(|line| line.contains("__TAURI_INVOKE<"))
            .filter_map(|line| line.split_once(">(\"")?.1.split_once('"').map(|(name, _)| name.to_owned()))
            .collect();
        assert!(known.contains("set_value"), "the bindings no longer look as expected");
        known.extend(RAW.map(str::to_owned));
        let permissions = std::fs::read_to_string(root().join("src-tauri/app/permissions/commands.toml")).unwrap();
        let allowed: BTreeSet<String> = permissions
            .split_once("allow = [")
            .and_then(|(_, rest)| rest.split_once(']'))
            .map(|(list, _)| list.split('"').skip(1).step_by(2).map(str::to_owned).collect())
            .unwrap();
        assert_eq!(allowed, known);
    }
}
