//! The program `tanfang-app [DIR or FILE.tanfang]`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    if let Some(drawn) = tanfang_app::draw_heic() {
        return drawn;
    }
    match tanfang_app::run(std::env::args_os().nth(1).map(Into::into)) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            #[allow(clippy::print_stderr, reason = "there is no window to say it in")]
            {
                eprintln!("{error}");
            }
            std::process::ExitCode::FAILURE
        }
    }
}
