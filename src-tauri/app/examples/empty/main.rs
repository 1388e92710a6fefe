//! The smallest window there is on the same web view: what the start of the program is measured beside.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("src-tauri/app/examples/empty/tauri.conf.json"))
}
