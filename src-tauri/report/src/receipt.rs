//! The receipt of a merge: what each file brought, from whom, and what is still missing.

use crate::ReportError;
use crate::edition::Profile;
use crate::plain::{Part, Plain, write_plain};
use std::path::Path;
use tanfang_survey::session::Overview;
use tanfang_survey::session::view::{FileReceiptView, MergeStatus, MergeView};
use tanfang_survey::text::{Lang, Words};

/// What the receipt says besides the files themselves.
#[derive(Clone, Debug)]
pub struct About<'a> {
    pub survey: &'a Overview,
    /// When it was merged, RFC 3339.
    pub at: &'a str,
    /// What the survey holds now.
    pub digest: &'a str,
}

/// Writes the receipt as PDF; gives the number of its pages.
pub fn write_receipt(merge: &MergeView, about: &About<'_>, lang: Lang, path: &Path) -> Result<usize, ReportError> {
    write_plain(&receipt(merge, about, lang), lang, path)
}

fn receipt(merge: &MergeView, about: &About<'_>, lang: Lang) -> Plain {
    let words = Words::new(lang);
    let word = |id: &str| words.get(id).into_owned();
    let survey = about.survey;
    let files = merge.files.iter().map(|file| line(file, &words)).collect();
    let head = [
        "report-receipt-file",
        "report-receipt-outcome",
        "report-receipt-new",
        "report-receipt-known",
        "report-receipt-conflicts",
        "report-receipt-photos",
    ];
    let total = |count: fn(&FileReceiptView) -> u32| merge.files.iter().map(count).sum::<u32>().to_string();
    let facts = vec![
        (word("report-cover-survey"), survey.name.clone()),
        (word("report-cover-organisation"), survey.organisation.clone()),
        (word("report-receipt-by"), survey.author.clone()),
        (word("report-receipt-at"), about.at.replace('T', " ")),
        (word("report-receipt-new"), total(|file| file.new_changes)),
        (
            word("report-receipt-photos"),
            words.format(
                "report-receipt-photos-of",
                &[("verified", &total(|file| file.blobs_verified)), ("expected", &total(|file| file.blobs_expected))],
            ),
        ),
        (word("report-receipt-open"), merge.conflicts.to_string()),
        (word("report-appendix-digest"), about.digest.to_owned()),
    ];
    Plain {
        title: word("report-receipt-title"),
        subtitle: word("report-receipt-lead"),
        survey: survey.name.clone(),
        organisation: survey.organisation.clone(),
        date: about.at.chars().take(10).collect(),
        demo: survey.demo,
        profile: Profile::default(),
        parts: vec![
            Part::Facts(facts),
            Part::Heading(word("report-receipt-files")),
            Part::Table {
                head: head.iter().map(|id| word(id)).collect(),
                shares: vec![3.4, 2.4, 1.0, 1.0, 1.0, 1.6],
                rows: files,
            },
        ],
    }
}

fn line(file: &FileReceiptView, words: &Words) -> Vec<String> {
    let outcome = match (&file.fault, &file.status) {
        (Some(fault), _) => fault.say(words),
        (None, MergeStatus::Merged) => words.get("report-receipt-merged").into_owned(),
        (None, MergeStatus::Known) => words.get("report-receipt-is-known").into_owned(),
        (None, MergeStatus::Refused) => words.get("report-receipt-refused").into_owned(),
    };
    let photos = words.format(
        "report-receipt-photos-of",
        &[("verified", &file.blobs_verified.to_string()), ("expected", &file.blobs_expected.to_string())],
    );
    vec![
        file.name.clone(),
        outcome,
        file.new_changes.to_string(),
        file.known_changes.to_string(),
        file.new_conflicts.to_string(),
        photos,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use tanfang_survey::session::view::FaultView;

    fn merge() -> MergeView {
        let file = |name: &str, status, fault| FileReceiptView {
            file: format!("/media/{name}"),
            name: name.to_owned(),
            status,
            fault,
            new_changes: 353,
            known_changes: 12,
            new_conflicts: 2,
            new_agreements: 1,
            blobs_verified: 80,
            blobs_expected: 81,
            held_back: 0,
        };
        let args = BTreeMap::from([("path".to_owned(), "/media/坏.tanfang".to_owned())]);
        let fault = FaultView { code: "file-cut".to_owned(), args };
        let files = vec![
            file("望京_李强.tanfang", MergeStatus::Merged, None),
            file("通州_赵敏.tanfang", MergeStatus::Known, None),
            file("坏.tanfang", MergeStatus::Refused, Some(fault)),
        ];
        MergeView { files, conflicts: 4 }
    }

    #[test]
    fn a_receipt_says_what_each_file_brought_and_why_one_was_refused() {
        let survey = Overview {
            survey: "01a204fb0a7d78b0a77c01feb603b235".parse().unwrap(),
            name: "八社区调研".into(),
            organisation: "课题组".into(),
            language: "zh".into(),
            demo: false,
            person: String::new(),
            author: "王芳".into(),
            device: None,
            read_only: false,
        };
        let about = About { survey: &survey, at: "2026-05-12T18:30:00+08:00", digest: "a1b2" };
        let plain = receipt(&merge(), &about, Lang::Zh);
        let Part::Table { rows, .. } = &plain.parts[2] else { panic!("the files are a table") };
        assert_eq!(rows.len(), 3);
        assert!(rows[2][1].contains("不完整") && rows[0][5].contains("80"));
        let folder = tempfile::tempdir().unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let (one, two) = (folder.path().join("1.pdf"), folder.path().join("2.pdf"));
            assert_eq!(write_receipt(&merge(), &about, lang, &one).unwrap(), 1);
            write_receipt(&merge(), &about, lang, &two).unwrap();
            assert_eq!(std::fs::read(one).unwrap(), std::fs::read(two).unwrap());
        }
    }
}
