//! Reads which packages a manifest depends on.

/// Lists the dependencies of a `Cargo.toml` of every kind, build and test ones too.
pub fn dependencies(manifest: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let (before, last) = section.rsplit_once('.').unwrap_or(("", section));
            inside = last.ends_with("dependencies") && before != "workspace";
            // [dependencies.name]
            if before.ends_with("dependencies") && before != "workspace.dependencies" {
                found.push(last.to_owned());
            }
            continue;
        }
        let name: String = line.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        if inside && !name.is_empty() {
            found.push(name);
        }
    }
    found
}

#[test]
fn dependencies_of_every_kind_are_read() {
    let manifest = "[package]\nname = \"a\"\n[workspace.dependencies]\nnot_this = \"1\"\n[dependencies]\n# a comment\n\
                    serde.workspace = true\nblake3 = { version = \"1\" }\n[dev-dependencies]\ntempfile = \"3\"\n\
                    [target.'cfg(windows)'.dependencies]\nwindows = \"1\"\n[dependencies.image]\nversion = \"1\"\n[lints]\nworkspace = true\n";
    assert_eq!(dependencies(manifest), ["serde", "blake3", "tempfile", "windows", "image"]);
}
