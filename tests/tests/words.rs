//! Every sentence that the sources ask for is there, in both languages, with the arguments it takes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Each id with the arguments its words take.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// Says where something is asked for: file, id, and the arguments it gives; `None` where they cannot be read here.
#[derive(Debug, PartialEq)]
struct Asked {
    file: String,
    id: String,
    args: Option<BTreeSet<String>>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Reads ids and arguments; that the files are well formed is tested where they are read.
fn catalogue(text: &str) -> Catalogue {
    let mut found = Catalogue::new();
    let mut id = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_lowercase())
            && let Some((name, _)) = line.split_once('=')
        {
            name.trim().clone_into(&mut id);
            found.insert(id.clone(), BTreeSet::new());
        }
        let Some(args) = found.get_mut(&id) else { continue };
        args.extend(line.split('$').skip(1).map(|rest| word(rest).to_owned()));
    }
    found
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len());
    &text[..end]
}

/// Gives the first quoted text if it comes next.
fn quoted(text: &str) -> Option<&str> {
    let rest = text.trim_start();
    let mark = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split_once(mark).map(|(inside, _)| inside).filter(|id| !id.is_empty() && word(id) == *id)
}

/// Lists what one source asks for.
fn asked(file: &str, code: &str) -> Vec<Asked> {
    // Unit tests stand at the end of a file and may ask for what is not there.
    let code = code.split_once("#[cfg(test)]\nmod ").map_or(code, |(code, _)| code);
    let in_rust = Path::new(file).extension().is_some_and(|end| end == "rs");
    let mut found = Vec::new();
    let mut add = |id: String, args| found.push(Asked { file: file.to_owned(), id, args });
    let faults = if file.ends_with("session/fault.rs") { "Self::new(" } else { "Fault::new(" };
    for (at, _) in code.match_indices(faults) {
        let rest = &code[at + faults.len()..];
        let Some(id) = quoted(rest) else { continue };
        let end = [rest.find(faults), rest.find("\n    }\n"), rest.find("\n}")].into_iter().flatten().min();
        let chain = &rest[..end.unwrap_or(rest.len())];
        let args = chain.split(".with(").skip(1).filter_map(quoted).map(str::to_owned).collect();
        add(if id.starts_with("refusal-") { id.to_owned() } else { format!("fault-{id}") }, Some(args));
    }
    for call in ["words.get(", "words.format("] {
        for (at, _) in code.match_indices(call) {
            if let Some(id) = quoted(&code[at + call.len()..]) {
                add(id.to_owned(), None);
            }
        }
    }
    if file.ends_with("session/check.rs") {
        for call in ["report.find(", "report.note(", "Finding { code: "] {
            for (at, _) in code.match_indices(call) {
                if let Some(id) = quoted(&code[at + call.len()..]) {
                    add(format!("check-{id}"), None);
                }
            }
        }
    }
    // A whole text that begins like an id is one.
    let starts: &[&str] = &["\"cli-", "\"report-", "\"fault-", "\"photo-reason-", "\"refusal-"];
    for start in starts.iter().filter(|_| in_rust) {
        for (at, _) in code.match_indices(*start) {
            if let Some(id) = quoted(&code[at..]).filter(|id| !id.ends_with('-')) {
                add(id.to_owned(), None);
            }
        }
    }
    if !in_rust {
        for (at, _) in code.match_indices("t(") {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.')) {
                continue;
            }
            if let Some(id) = quoted(&code[at + 2..]).filter(|id| id.contains('-')) {
                add(id.to_owned(), None);
            }
        }
    }
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ["rs", "ts", "svelte"].iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
}

/// The window's typeface is a Chinese one: it sets the curved apostrophe as wide as a Chinese character.
#[test]
fn english_words_of_the_window_have_straight_apostrophes() {
    for name in ["common", "fault", "framework", "noun", "photo", "results", "ui"] {
        let text = fs::read_to_string(root().join(format!("assets/text/en/{name}.ftl"))).unwrap();
        let bent: Vec<&str> = text.lines().filter(|line| line.contains('’')).collect();
        assert!(bent.is_empty(), "{name}.ftl: {bent:?}");
    }
}

#[test]
fn what_the_sources_ask_for_is_there() {
    let mut files = Vec::new();
    collect(&root().join("src-tauri"), &mut files);
    collect(&root().join("ui/src"), &mut files);
    let asked: Vec<Asked> = files
        .iter()
        // Files of tests alone ask for what must not be there.
        .filter(|path| !path.ends_with("tests.rs") && !path.ends_with("parity.rs"))
        .flat_map(|path| asked(&path.to_string_lossy().replace('\\', "/"), &fs::read_to_string(path).unwrap()))
        .collect();
    assert!(asked.len() > 30, "the sources ask for many sentences: {}", asked.len());
    let mut wrong = Vec::new();
    for folder in ["zh-CN", "en"] {
        let mut known = Catalogue::new();
        for entry in fs::read_dir(root().join("assets/text").join(folder)).unwrap() {
            known.extend(catalogue(&fs::read_to_string(entry.unwrap().path()).unwrap()));
        }
        for Asked { file, id, args } in &asked {
            match known.get(id) {
                None => wrong.push(format!("{folder}: {file} asks for {id}, which is not there")),
                Some(takes) => {
                    let missing: Vec<_> = args.iter().flat_map(|args| takes.difference(args)).collect();
                    if !missing.is_empty() {
                        wrong.push(format!("{folder}: {file} asks for {id} without {missing:?}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

mod the_test_itself {
    use super::*;

    #[test]
    fn reads_ids_and_arguments() {
        let known = catalogue(
            "# fault-c = { $z }\nfault-a = One { $path } and { $count ->\n    [one] { $n }\n }\nfault-b = Two\n",
        );
        assert_eq!(known["fault-a"], ["count", "n", "path"].map(str::to_owned).into());
        assert!(known["fault-b"].is_empty());
        assert_eq!(known.len(), 2);
    }

    #[test]
    fn reads_what_is_asked_for() {
        let code = "Err(Fault::new(\"io\").with(\"path\", p).with(\n \"detail\", e));\nFault::new(code);\nwords.get(\"demo-mark\")\n\
                    #[cfg(test)]\nmod tests { Fault::new(\"nothing\") }";
        let found = asked("src-tauri/a.rs", code);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].id, "fault-io");
        assert_eq!(found[0].args, Some(["detail", "path"].map(str::to_owned).into()));
        assert_eq!(found[1].id, "demo-mark");
        let page = asked("ui/src/a.svelte", "{t('save-now')} {get('no-id')} {t(name)} {x.t('not-this')}");
        assert_eq!(page.iter().map(|asked| asked.id.as_str()).collect::<Vec<_>>(), ["save-now"]);
    }
}
