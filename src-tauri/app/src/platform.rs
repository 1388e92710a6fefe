//! Everything that differs between systems.

use std::path::Path;
use tauri::WebviewWindow;

/// Lets an input method show what is being composed inside the field; wry switches that off on Linux.
#[cfg(target_os = "linux")]
pub fn prepare(window: &WebviewWindow) {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};
    let _ = window.with_webview(|webview| {
        if let Some(context) = webview.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    });
}

#[cfg(not(target_os = "linux"))]
pub fn prepare(_: &WebviewWindow) {}

/// Opens a file or folder with the program the system keeps for it, without waiting for it.
pub fn open(path: &Path) -> std::io::Result<()> {
    open::that_detached(path)
}
