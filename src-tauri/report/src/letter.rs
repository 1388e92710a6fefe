//! Letters that ask a holder for data: as PDF for the record, as a word processor's file for whoever has to put a seal on it.

use crate::ReportError;
use crate::edition::Profile;
use crate::plain::{Part, Plain, write_plain, write_plain_docx};
use std::path::Path;
use tanfang_survey::framework::{Indicator, ValueType};
use tanfang_survey::session::LetterFigures;
use tanfang_survey::text::{Lang, Words};

/// Writes the letter to `path`: a word processor's file where the name ends in `.docx`, else PDF. `date` as `YYYY-MM-DD` stands
/// under it. The same figures, language and date give the same bytes.
pub fn write_letter(figures: &LetterFigures, lang: Lang, date: &str, path: &Path) -> Result<(), ReportError> {
    let plain = letter(figures, lang, date);
    let docx = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("docx"));
    if docx { write_plain_docx(&plain, lang, path) } else { write_plain(&plain, lang, path).map(drop) }
}

fn letter(figures: &LetterFigures, lang: Lang, date: &str) -> Plain {
    let words = Words::new(lang);
    let word = |id: &str| words.get(id).into_owned();
    let community = lang.pick(&figures.community.zh, &figures.community.en);
    let holder = lang.pick(&figures.holder.zh, &figures.holder.en);
    let given = |text: &str| if text.is_empty() { word("report-letter-open") } else { text.to_owned() };
    // A survey without an organisation is carried out by whoever signs.
    let sender = if figures.organisation.is_empty() { &figures.author } else { &figures.organisation };
    let why = [
        ("organisation", sender.as_str()),
        ("survey", &figures.survey),
        ("round", &figures.round.to_string()),
        ("community", community),
    ];
    let head = ["code", "indicator", "definition", "unit", "value"].map(|name| word(&format!("report-letter-{name}")));
    let how = ["figures", "source", "none", "people"].map(|name| word(&format!("report-letter-how-{name}")));
    let mut parts = vec![
        Part::Strong(words.format("report-letter-to", &[("holder", holder)])),
        Part::Text(words.format("report-letter-why", &why)),
        Part::Facts(vec![
            (word("report-letter-extent"), given(&figures.extent)),
            (word("report-letter-period"), given(&figures.period)),
            (word("report-letter-due"), given(&figures.due)),
            (word("report-letter-author"), figures.author.clone()),
        ]),
        Part::Heading(word("report-letter-indicators")),
        Part::Table {
            head: head.to_vec(),
            shares: vec![0.8, 1.8, 4.6, 0.9, 1.2],
            rows: figures.indicators.iter().map(|indicator| row(indicator, lang, &words)).collect(),
        },
        Part::Heading(word("report-letter-how")),
        Part::Numbered(how.to_vec()),
        Part::Space(14.0),
        Part::Text(word("report-letter-close")),
    ];
    parts.extend(
        [sender.as_str(), date].into_iter().filter(|line| !line.is_empty()).map(|line| Part::Text(line.into())),
    );
    Plain {
        title: words.format("report-letter-title", &[("community", community)]),
        subtitle: String::new(),
        survey: figures.survey.clone(),
        organisation: figures.organisation.clone(),
        date: date.to_owned(),
        demo: figures.demo,
        profile: Profile::default(),
        parts,
    }
}

fn row(indicator: &Indicator, lang: Lang, words: &Words) -> Vec<String> {
    let unit = match indicator.value_type {
        ValueType::YesNo => words.get("report-letter-yes-no").into_owned(),
        _ => lang.pick(&indicator.unit.zh, &indicator.unit.en).to_owned(),
    };
    vec![
        indicator.code.clone(),
        lang.pick(&indicator.name.zh, &indicator.name.en).to_owned(),
        lang.pick(&indicator.guidance.zh, &indicator.guidance.en).to_owned(),
        unit,
        String::new(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use tanfang_survey::framework::{Bilingual, Framework, FrameworkFiles};

    fn figures() -> LetterFigures {
        let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
        let indicators: Vec<Indicator> =
            framework.indicators.iter().filter(|one| one.holder.zh.contains("街镇")).cloned().collect();
        LetterFigures {
            survey: "八社区调研".into(),
            organisation: "课题组".into(),
            demo: false,
            author: "王芳".into(),
            community: framework.communities[0].name.clone(),
            round: 2,
            holder: Bilingual { zh: "街镇".into(), en: "sub-district".into() },
            indicators,
            period: "2025-01-01 – 2025-12-31".into(),
            extent: "朝阳望京（朝阳区）".into(),
            due: String::new(),
        }
    }

    #[test]
    fn a_letter_names_holder_indicators_definitions_period_and_area() {
        let figures = figures();
        for lang in Lang::ALL {
            let letter = letter(&figures, lang, "2026-05-12");
            let text = format!("{:?}", letter.parts);
            assert!(text.contains(lang.pick("街镇", "sub-district")) && text.contains("2025-12-31"));
            assert!(
                text.contains(&figures.extent) && text.contains(Words::new(lang).get("report-letter-open").as_ref())
            );
            let rows = letter
                .parts
                .iter()
                .find_map(|part| if let Part::Table { rows, .. } = part { Some(rows) } else { None });
            assert!(rows.unwrap().len() == figures.indicators.len() && figures.indicators.len() >= 5);
            for indicator in &figures.indicators {
                assert!(text.contains(&lang.pick(&indicator.guidance.zh, &indicator.guidance.en).replace('"', "\\\"")));
            }
        }
    }

    #[test]
    fn the_same_letter_gives_the_same_bytes_in_both_forms() {
        let (figures, folder) = (figures(), tempfile::tempdir().unwrap());
        for ending in ["pdf", "docx"] {
            for lang in Lang::ALL {
                let write = |name: &str| {
                    let path = folder.path().join(format!("{name}.{ending}"));
                    write_letter(&figures, lang, "2026-05-12", &path).unwrap();
                    std::fs::read(path).unwrap()
                };
                let bytes = write("甲");
                assert_eq!(bytes, write("乙"));
                assert!(bytes.starts_with(if ending == "pdf" { b"%PDF" } else { b"PK\x03\x04" }));
            }
        }
    }
}
