//! Laptops that run the real program `tanfang`.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;

/// Gives the path of the program under test: `TANFANG_CLI` where xtask built it, else built now into the same target folder.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        if let Some(path) = std::env::var_os("TANFANG_CLI") {
            let path = PathBuf::from(path);
            assert!(path.is_file(), "TANFANG_CLI names no file: {}", path.display());
            return path;
        }
        let own = std::env::current_exe().expect("a test knows its own path");
        // <target>/debug/deps/<test>, or <target>/release/examples/<example>
        let mut above = own.ancestors().skip(2);
        let (Some(profile), Some(target)) = (above.next(), above.next()) else {
            panic!("{} lies in no target folder", own.display())
        };
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--package", "tanfang-cli", "--manifest-path"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
            .arg("--target-dir")
            .arg(target)
            .args(profile.ends_with("release").then_some("--release"))
            .status();
        assert!(
            built.is_ok_and(|s| s.success()),
            "TANFANG_CLI is not set and the program could not be built: run `cargo xtask test`"
        );
        profile.join(format!("tanfang{}", std::env::consts::EXE_SUFFIX))
    })
}

/// Gives the folder of the working draft's CSV files.
pub fn draft() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/framework/draft-2026")
}

/// Reads a count of random cases from the environment, so that CI and the long runs share one table.
pub fn cases(variable: &str, default: usize) -> usize {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// Holds what one call of the program left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Outcome {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// Holds a laptop: its own home with its own device keys, and one survey folder with a Chinese name and a space.
#[derive(Debug)]
pub struct Laptop {
    root: PathBuf,
    folder: PathBuf,
    /// Takes everything away in the end, except for what lasts as long as the target folder.
    _temporary: Option<TempDir>,
}

impl Laptop {
    /// Sets up a laptop without a survey.
    pub fn new() -> Self {
        let root = tempfile::Builder::new().prefix("探访 ").tempdir().expect("a temporary folder");
        Self { root: root.path().to_owned(), folder: root.path().join("调研 文件夹"), _temporary: Some(root) }
    }

    /// Sets up a laptop below `place` that is not taken away in the end but before the next run, to be shared between tests.
    pub fn lasting(place: &Path, name: &str) -> Self {
        let root = place.join(name);
        let _ = std::fs::remove_dir_all(&root);
        std::fs::create_dir_all(&root).expect("a new folder");
        Self { folder: root.join("调研 文件夹"), root, _temporary: None }
    }

    /// Sets up a laptop and makes a survey on it.
    pub fn with_survey(author: &str) -> Self {
        let laptop = Self::new();
        laptop.ok(&format!("init DIR --name '八个 社区' --author '{author}'"));
        laptop
    }

    /// Sets up a laptop that joins from a survey file.
    pub fn joined(file: &Path, author: &str) -> Self {
        let laptop = Self::new();
        laptop.ok(&format!("join '{}' DIR --author '{author}'", file.display()));
        laptop
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub fn home(&self) -> PathBuf {
        self.root.join("home")
    }

    /// Gives a path on this laptop outside the survey folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Prepares a call: words are separated by spaces, `'…'` keeps them, `DIR` is the survey folder.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(program());
        command.args(
            split(line)
                .into_iter()
                .map(|word| if word == "DIR" { self.folder.clone().into_os_string() } else { word.into() }),
        );
        command
            .env("XDG_DATA_HOME", self.home())
            .env("LANG", "C.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env_remove("LANGUAGE");
        command
    }

    pub fn run(&self, line: &str) -> Outcome {
        self.command(line).output().expect("the program starts").into()
    }

    /// Runs a call that must succeed in silence, and gives its output.
    pub fn ok(&self, line: &str) -> String {
        let outcome = self.run(line);
        assert_eq!(
            (outcome.code, outcome.err.as_str()),
            (Some(0), ""),
            "`{line}` must succeed; it printed {}",
            outcome.out
        );
        outcome.out
    }

    /// Runs a call that must be refused with exit 1, and gives the sentence.
    pub fn refused(&self, line: &str) -> String {
        let outcome = self.run(line);
        assert_eq!(outcome.code, Some(1), "`{line}` must be refused; it printed {} {}", outcome.out, outcome.err);
        let sentence = outcome.err.trim_end_matches('\n').to_owned();
        assert!(
            !sentence.is_empty() && !sentence.contains('\n'),
            "`{line}` must be refused in one sentence, not {sentence:?}"
        );
        sentence
    }

    /// Runs a call with `--json` and reads its output, whatever the exit code.
    pub fn json(&self, line: &str) -> Value {
        let outcome = self.run(&format!("{line} --json"));
        serde_json::from_str(&outcome.out)
            .unwrap_or_else(|e| panic!("`{line} --json` printed no JSON ({e}): {} {}", outcome.out, outcome.err))
    }

    /// Gives the rows of a JSON list.
    pub fn rows(&self, line: &str) -> Vec<Value> {
        match self.json(line) {
            Value::Array(rows) => rows,
            other => panic!("`{line}` must give a list, not {other}"),
        }
    }

    pub fn digest(&self) -> String {
        let digest = self.ok("digest DIR").trim_end().to_owned();
        assert!(
            digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()),
            "a digest is 64 hex digits, not {digest:?}"
        );
        digest
    }

    /// Records a value given as options, such as `--value 3`.
    pub fn record(&self, cell: &str, value: &str) {
        self.ok(&record(cell, value));
    }

    /// Exports to a fresh name and gives the file.
    pub fn export(&self, name: &str) -> PathBuf {
        let file = self.path(name);
        self.ok(&format!("export DIR '{}'", file.display()));
        file
    }

    pub fn merge(&self, file: &Path) {
        self.ok(&format!("merge DIR '{}'", file.display()));
    }

    /// Adds a unit and gives its key.
    pub fn unit(&self, community: &str, list: &str, name: &str) -> String {
        self.ok(&format!("unit add DIR --community {community} --list {list} --name '{name}'")).trim_end().to_owned()
    }

    /// Gives the one row of an assessment.
    pub fn assessment(&self, cell: &str) -> Option<Value> {
        let (community, round, indicator) = parts(cell);
        let mut rows = self.rows("list DIR assessments");
        rows.retain(|r| {
            r["community"] == community && r["round"].as_u64() == round.parse().ok() && r["indicator"] == indicator
        });
        assert!(rows.len() < 2, "an assessment has one row");
        rows.pop()
    }

    /// Takes note of all that a refused command must leave alone.
    pub fn state(&self) -> State {
        State {
            digest: self.digest(),
            changes: self.ok("list DIR changes --json"),
            files: files(&self.folder.join("blobs")),
        }
    }

    /// Asserts that `check` finds nothing.
    pub fn check(&self) {
        self.ok("check DIR");
    }
}

impl Default for Laptop {
    fn default() -> Self {
        Self::new()
    }
}

/// Sets up a laptop with a survey and others that joined it.
pub fn team<const N: usize>(others: [&str; N]) -> (Laptop, [Laptop; N]) {
    let first = Laptop::with_survey("王芳");
    let file = first.export("初始 调研包.tanfang");
    (first, others.map(|author| Laptop::joined(&file, author)))
}

/// Holds what “as before” means: same digest, same changes, same files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub digest: String,
    pub changes: String,
    pub files: Vec<(PathBuf, u64)>,
}

/// Writes the call that records `value` (as options) in a cell `community/round/indicator`.
pub fn record(cell: &str, value: &str) -> String {
    let (community, round, indicator) = parts(cell);
    format!("record DIR --community {community} --round {round} --indicator {indicator} {value}")
}

fn parts(cell: &str) -> (&str, &str, &str) {
    let mut parts = cell.split('/');
    let mut next = || parts.next().expect("a cell is community/round/indicator");
    (next(), next(), next())
}

/// Lists all files below a folder with their sizes, in order.
pub fn files(folder: &Path) -> Vec<(PathBuf, u64)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let entry = entry.expect("a readable folder");
            let about = entry.metadata().expect("a readable file");
            if about.is_dir() {
                open.push(entry.path());
            } else {
                found.push((entry.path(), about.len()));
            }
        }
    }
    found.sort();
    found
}

/// Copies a folder with all below it.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a new folder");
    for entry in std::fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a readable folder");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a file type").is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copied file");
        }
    }
}

/// Splits a line at spaces, keeping `'…'` together.
pub fn split(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
