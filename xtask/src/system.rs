//! What the machine itself must have: system packages, and Node for the page.

use crate::step::{ask, command, perform, step};
use crate::{Done, Stop};
use std::io::{IsTerminal, Write};
use std::path::Path;

/// Names a Debian package and why it is needed.
#[derive(Debug)]
struct Package {
    name: &'static str,
    why: &'static str,
}

/// What compiling the programs needs.
const BUILD: &[Package] = &[
    Package { name: "build-essential", why: "compiles SQLite and zstd and links the programs" },
    Package { name: "pkg-config", why: "finds the window library" },
    Package { name: "libwebkit2gtk-4.1-dev", why: "the window" },
];

/// What the tests need besides.
const TEST: &[Package] = &[
    Package { name: "xvfb", why: "a screen for the window tests" },
    Package { name: "xauth", why: "lets the window tests use that screen" },
    Package { name: "webkit2gtk-driver", why: "clicks and types in the window tests" },
    Package { name: "fiu-utils", why: "makes disks fail in the tests" },
];

/// What the independent validator of reports needs.
const VALIDATOR: &[Package] = &[
    Package { name: "default-jdk-headless", why: "runs the validator" },
    Package { name: "libjaxb-java", why: "reads the validator's rules" },
    Package { name: "python3-pip", why: "fetches the validator" },
];

/// The oldest Node that the page's build tool runs on.
const NODE: (u32, u32) = (20, 19);

/// Sees to everything that building the programs needs.
pub fn prepare_build() -> Done {
    step("system packages", || install(BUILD.iter().collect()))
}

/// Sees to everything that building and testing need.
pub fn prepare_test() -> Done {
    step("system packages", || install(BUILD.iter().chain(TEST).collect()))
}

/// Sees to everything that judging reports needs.
pub fn prepare_validator() -> Done {
    step("system packages", || install(BUILD.iter().chain(VALIDATOR).collect()))
}

/// Makes sure that Node and npm are there and new enough.
pub fn require_node() -> Done {
    let wanted = format!("Node.js {}.{} or newer with npm builds the page", NODE.0, NODE.1);
    let Some(found) = ask(command("node").arg("--version")) else {
        return Err(Stop(format!(
            "{wanted}, and this machine has none. Install it (https://nodejs.org) and run this again."
        )));
    };
    if node_version(&found).is_none_or(|version| version < NODE) {
        return Err(Stop(format!("{wanted}, and this machine has {found}. Install a newer one and run this again.")));
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if ask(command(npm).arg("--version")).is_none() {
        return Err(Stop(format!("{wanted}, and npm is missing beside node {found}. Install it and run this again.")));
    }
    Ok(())
}

fn node_version(text: &str) -> Option<(u32, u32)> {
    let mut parts = text.strip_prefix('v')?.split('.').map(str::parse::<u32>);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

fn install(packages: Vec<&Package>) -> Done {
    if !cfg!(target_os = "linux") {
        // Windows and macOS bring their web view and compiler with the system and with Rust.
        return Ok(());
    }
    if !on_path("apt-get") {
        return require_by_hand(&packages);
    }
    let missing: Vec<&Package> = packages.into_iter().filter(|package| !is_installed(package.name)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Missing system packages:");
    for package in &missing {
        println!("  {:<24} {}", package.name, package.why);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let by_hand = format!("apt-get install --no-install-recommends {}", names.join(" "));
    if std::io::stdin().is_terminal() && !agreed() {
        return Err(Stop(format!("these packages are needed. Install them with `{by_hand}` and run this again.")));
    }
    // Old package lists often still work, so a failed update is not yet the end.
    if let Err(Stop(sentence)) = apt_get(&["update"]) {
        println!("The package lists could not be renewed ({sentence}); trying with the present ones.");
    }
    let words: Vec<&str> = ["install", "--yes", "--no-install-recommends"].into_iter().chain(names).collect();
    apt_get(&words).map_err(|Stop(sentence)| {
        Stop(format!(
            "{sentence}. Run `{by_hand}` as root and then this again; Debian 12, Ubuntu 22.04 and newer have these packages."
        ))
    })
}

fn agreed() -> bool {
    print!("Install them now? [Y/n] ");
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes")
}

fn apt_get(words: &[&str]) -> Done {
    let root = ask(command("id").arg("-u")).is_some_and(|id| id == "0");
    let mut apt = if root {
        command("env")
    } else if on_path("sudo") {
        let mut sudo = command("sudo");
        if !std::io::stdin().is_terminal() {
            sudo.arg("--non-interactive");
        }
        sudo.arg("env");
        sudo
    } else {
        return Err(Stop("installing needs root, and this machine has no sudo".to_owned()));
    };
    perform(apt.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(words))
}

fn is_installed(package: &str) -> bool {
    ask(command("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

/// On a Linux without apt-get nothing is installed; what can be recognised as missing is named.
fn require_by_hand(packages: &[&Package]) -> Done {
    let there = |name: &str| match name {
        "build-essential" => on_path("cc"),
        "pkg-config" => on_path("pkg-config"),
        "libwebkit2gtk-4.1-dev" => ask(command("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_some(),
        "xvfb" => on_path("xvfb-run"),
        "xauth" => on_path("xauth"),
        "webkit2gtk-driver" => on_path("WebKitWebDriver"),
        "default-jdk-headless" => on_path("java"),
        "libjaxb-java" => Path::new("/usr/share/java/jaxb-impl.jar").is_file(),
        "python3-pip" => on_path("python3"),
        "fiu-utils" => on_path("fiu-run"),
        _ => false,
    };
    let missing: Vec<String> = packages
        .iter()
        .filter(|package| !there(package.name))
        .map(|package| format!("{} ({})", package.name, package.why))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Stop(format!(
        "this machine has no apt-get, so install by hand what Debian calls: {}. Then run this again.",
        missing.join(", ")
    )))
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| is_file(&folder.join(program))))
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_versions_are_read() {
        assert_eq!(node_version("v20.19.4"), Some((20, 19)));
        assert_eq!(node_version("v22.0.0"), Some((22, 0)));
        assert_eq!(node_version("20.19.4"), None);
        assert_eq!(node_version("v20"), None);
        assert!(node_version("v18.20.1").unwrap() < NODE);
    }

    #[cfg(unix)]
    #[test]
    fn programs_are_found_on_the_path() {
        assert!(on_path("sh"));
        assert!(!on_path("no-such-program"));
    }

    #[test]
    fn a_package_that_does_not_exist_is_not_installed() {
        assert!(!is_installed("no-such-package"));
    }
}
