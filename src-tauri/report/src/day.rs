//! The plan of days on site, to be printed: a page a team and day.

use crate::ReportError;
use crate::edition::Profile;
use crate::plain::{Part, Plain, write_plain};
use std::path::Path;
use tanfang_survey::framework::Bilingual;
use tanfang_survey::session::Overview;
use tanfang_survey::session::view::{DayPlanView, StopView};
use tanfang_survey::text::{Lang, Words};

/// Writes a plan to `path`; gives the number of pages. `date` as `YYYY-MM-DD`.
pub fn write_day(
    plan: &DayPlanView,
    survey: &Overview,
    lang: Lang,
    date: &str,
    path: &Path,
) -> Result<usize, ReportError> {
    write_plain(&day(plan, survey, lang, date), lang, path)
}

fn day(plan: &DayPlanView, survey: &Overview, lang: Lang, date: &str) -> Plain {
    let words = Words::new(lang);
    let word = |id: &str| words.get(id).into_owned();
    let pick = |name: &Bilingual| lang.pick(&name.zh, &name.en).to_owned();
    let mut parts = vec![Part::Text(word("report-day-lead"))];
    for day in plan.days.iter().filter(|day| !day.stops.is_empty()) {
        if parts.len() > 1 {
            parts.push(Part::NewPage);
        }
        let weekday = word(&format!("weekday-{}", day.weekday));
        parts.push(Part::Heading(format!("{} {weekday}　{}", day.date, day.team).trim().to_owned()));
        let packing: Vec<String> = day.packing.iter().map(|thing| format!("☐ {}", pick(thing))).collect();
        parts.push(Part::Facts(vec![(word("report-day-packing"), packing.join("　"))]));
        parts.push(table(&day.stops, plan, &words, lang));
    }
    if !plan.left.is_empty() {
        parts.extend([Part::NewPage, Part::Heading(word("report-day-left")), table(&plan.left, plan, &words, lang)]);
    }
    let round = words.format("round-numbered", &[("round", &plan.round.to_string())]);
    Plain {
        title: format!("{} · {}", pick(&plan.community), word("report-day-title")),
        subtitle: format!("{round} · {date}"),
        survey: survey.name.clone(),
        organisation: survey.organisation.clone(),
        date: date.to_owned(),
        demo: survey.demo,
        profile: Profile::default(),
        parts,
    }
}

fn table(stops: &[StopView], plan: &DayPlanView, words: &Words, lang: Lang) -> Part {
    let word = |id: &str| words.get(id).into_owned();
    let community = lang.pick(&plan.community.zh, &plan.community.en);
    let row = |stop: &StopView| {
        let name = if stop.unit.is_some() { &stop.name } else { community };
        let leg = stop.metres.map(|metres| words.format("report-paper-leg", &[("metres", &metres.to_string())]));
        let asked = stop.indicators.iter().map(|one| format!("{} {}", one.code, lang.pick(&one.name.zh, &one.name.en)));
        let time = if stop.from.is_empty() { String::new() } else { format!("{}–{}", stop.from, stop.to) };
        vec![
            time,
            [Some(name.to_owned()), leg].into_iter().flatten().collect::<Vec<_>>().join("\n"),
            asked.collect::<Vec<_>>().join("\n"),
            format!(
                "{}\n{}",
                word(&format!("when-{}", stop.when.replace('_', "-"))),
                words.format("report-paper-minutes", &[("minutes", &stop.minutes.to_string())])
            ),
        ]
    };
    let head = ["report-day-time", "report-day-place", "report-paper-asked", "report-day-window"];
    Part::Table {
        head: head.map(word).to_vec(),
        shares: vec![1.1, 2.4, 3.4, 1.3],
        rows: stops.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::plain::lay_out_plain;
    use tanfang_survey::session::Home;
    use tanfang_survey::session::demo::{self, DemoPlan};
    use tanfang_survey::session::view::DayChoice;

    #[test]
    fn a_plan_names_every_stop_and_what_to_pack_in_both_languages() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("家"));
        let session = demo::create(&folder.path().join("演示"), &DemoPlan { photos: 0, seed: 1 }, home).unwrap();
        let choice = DayChoice {
            community: "wangjing".into(),
            round: 3,
            date: "2026-05-11".into(),
            days: 2,
            teams: vec!["王芳、李强".into(), "赵敏".into()],
            from: "09:00".into(),
            to: "17:00".into(),
        };
        let plan = session.day_plan(&choice).unwrap();
        assert!(plan.days.iter().any(|day| !day.stops.is_empty()));
        for lang in Lang::ALL {
            let plain = day(&plan, &session.overview().unwrap(), lang, "2026-05-10");
            let (document, _) = lay_out_plain(&plain, lang).unwrap();
            let text: String = document.pages.iter().map(Page::squeezed).collect();
            for stop in plan.days.iter().flat_map(|day| &day.stops).chain(&plan.left) {
                for part in stop.name.split_whitespace().chain([stop.from.as_str()]) {
                    assert!(text.contains(part), "{part} is missing");
                }
            }
            assert!(text.contains("王芳、李强") && text.contains('☐'));
        }
    }
}
