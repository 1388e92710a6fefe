//! All reports of a round at once.

use super::figures;
use crate::Format;
use crate::batch::{BatchOf, MANIFEST, plan, write_all};
use crate::edition::{Edition, Languages};
use std::collections::HashSet;
use std::ops::ControlFlow;
use tanfang_survey::session::Fault;

fn shared() -> Edition {
    Edition { communities: vec!["wangjing".into()], round: 3, date: super::DATE.into(), ..Edition::default() }
}

fn of<'a>(shared: &'a Edition, languages: &'a [Languages], each_community: bool) -> BatchOf<'a> {
    BatchOf { shared, format: Format::Pdf, languages, each_community, threads: 2 }
}

#[test]
fn every_report_of_a_batch_has_a_name_of_its_own_that_any_system_takes() {
    let (figures, shared) = (figures(), Edition { round: 3, ..Edition::default() });
    let planned = plan(&figures, &of(&shared, &[Languages::Zh, Languages::En], true));
    assert_eq!(planned.len(), 2 * (1 + 9 + 8), "overview, scenarios and communities in two languages");
    let names: HashSet<String> = planned.iter().map(|one| one.name.to_lowercase()).collect();
    assert_eq!(names.len(), planned.len());
    for name in names {
        assert!(
            !name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', ' ']) && name.chars().count() < 120,
            "{name}"
        );
    }
}

#[test]
fn a_batch_that_is_stopped_leaves_whole_files_and_no_index_that_promises_more() {
    let (figures, shared, folder) = (figures(), shared(), tempfile::tempdir().unwrap());
    let languages = [Languages::Zh];
    let of = of(&shared, &languages, false);
    let half = folder.path().join(format!("{}.123.tanfang-part", plan(&figures, &of)[0].name));
    std::fs::write(&half, "cut").unwrap();
    std::fs::write(folder.path().join("自己的.txt"), "kept").unwrap();
    let mut told = Vec::new();
    let stopped = write_all(&figures, &of, folder.path(), &mut |done, all, name| {
        told.push((done, all, name.to_owned()));
        if done == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(Fault::from(stopped.unwrap_err()).code, "cancelled");
    assert_eq!(told.iter().map(|(done, all, _)| (*done, *all)).collect::<Vec<_>>(), [(1, 10), (2, 10), (3, 10)]);
    assert!(!half.exists(), "what an earlier run left half is swept away");
    assert!(!folder.path().join(MANIFEST).exists());
    let mut whole = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "pdf") {
            let bytes = std::fs::read(&path).unwrap();
            assert!(bytes.starts_with(b"%PDF") && bytes.trim_ascii_end().ends_with(b"%%EOF"), "{}", path.display());
            whole += 1;
        } else {
            assert!(path.ends_with("自己的.txt"), "{} does not belong here", path.display());
        }
    }
    // A thread that had just finished one when it was stopped keeps it.
    assert!((3..=5).contains(&whole), "{whole}");
}
