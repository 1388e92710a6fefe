//! Tells Tauri where the window's rights lie and makes sure there is a page to embed.

use std::{fs, io, path::Path};

const PLACEHOLDER: &str = "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>探访 Tanfang</title>\
<body>The page is not built yet: run <code>cargo xtask run</code>.</body></html>\n";

/// Writes a page that says how to build the real one; embedding fails without any.
fn ensure_page() -> io::Result<()> {
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist")?;
        fs::write(page, PLACEHOLDER)?;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    ensure_page()?;
    for watched in ["src-tauri/app/capabilities", "src-tauri/app/permissions", "ui/dist"] {
        println!("cargo:rerun-if-changed={watched}");
    }
    tauri_build::try_build(
        tauri_build::Attributes::new()
            .capabilities_path_pattern("./src-tauri/app/capabilities/**/*")
            .app_manifest(tauri_build::AppManifest::new().permissions_path_pattern("./src-tauri/app/permissions/**/*")),
    )?;
    Ok(())
}
