//! Each kind of report holds what it promises, also of surveys with little in them.

use super::live::session;
use super::{KINDS, edition, figures, group, pages, scenario, squeezed, text};
use crate::edition::{Edition, Imprint, Kind, Languages, Profile};
use crate::laid::{Format, lay_out};
use crate::page::Item;
use crate::section::{Section, sections};
use tanfang_survey::framework::Bilingual;
use tanfang_survey::session::figures::{FeedbackFigures, Passage};
use tanfang_survey::text::{Lang, Words};

fn has(all: &str, wanted: &[&str]) {
    for word in wanted {
        assert!(all.contains(&squeezed(word)), "{word} is missing");
    }
}

#[test]
fn every_section_has_a_title_in_both_languages_and_its_own_name() {
    let names: std::collections::BTreeSet<&str> = Section::ALL.iter().map(|one| one.name()).collect();
    assert_eq!(names.len(), Section::ALL.len());
    for lang in Lang::ALL {
        for section in Section::ALL {
            assert!(Words::new(lang).knows(section.title()), "{section:?}");
        }
    }
    for kind in KINDS {
        assert!(!sections(kind).is_empty());
    }
}

#[test]
fn a_scenario_report_tells_everything_from_summary_to_digest() {
    let mut figures = figures();
    figures.feedback.push(comment("wangjing", "1.1.1"));
    let all = text(&figures, &scenario("1", Lang::Zh));
    for section in sections(Kind::Scenario).iter().filter(|one| **one != Section::Cover) {
        has(&all, &[&Words::new(Lang::Zh).get(section.title())]);
    }
    has(
        &all,
        &["95%置信区间", "须达到", "尚无项目", "的分区引导：", "国家/地区案例", "可比", "数值来源", "达到目标的共"],
    );
    assert!(all.contains(&figures.digest), "the digest stands on the last page");
    let last = pages(&figures, &scenario("1", Lang::Zh)).pop().unwrap().squeezed();
    assert!(last.contains(&figures.digest));
    has(&text(&figures, &scenario("1", Lang::En)), &["[original, in Chinese]", "Practice by country/region", "needs"]);
}

#[test]
fn a_community_report_puts_measures_first_and_shows_all_scenarios() {
    let figures = figures();
    let all = text(&figures, &edition(Kind::Community, Lang::Zh));
    for scenario in &figures.framework.scenarios {
        has(&all, &[&scenario.name.zh]);
    }
    let at = |section: Section| all.rfind(&squeezed(&Words::new(Lang::Zh).get(section.title()))).unwrap();
    assert!(at(Section::Measures) > 0);
    let order = sections(Kind::Community);
    let place = |section| order.iter().position(|one| *one == section).unwrap();
    assert!(place(Section::Measures) < place(Section::Profile));
    assert!(!all.contains("中关村科学城的短板"), "nothing of another community's gaps");
}

#[test]
fn an_overview_compares_and_a_confirmation_form_leaves_room_to_sign() {
    let figures = figures();
    has(&text(&figures, &edition(Kind::Overview, Lang::Zh)), &["共性短板", "按建设阶段比较", "名次变动", "朝阳望京"]);
    let form = text(&figures, &edition(Kind::Confirmation, Lang::Zh));
    has(&form, &["调研确认表", "单位盖章", "负责人签字", "无误", &figures.digest, "9.1.1"]);
    has(&text(&figures, &edition(Kind::Confirmation, Lang::En)), &["Stamp", "Signature"]);
}

fn comment(community: &str, indicator: &str) -> FeedbackFigures {
    FeedbackFigures {
        community: community.into(),
        indicator: indicator.into(),
        organisation: "望京街道办事处".into(),
        objection: format!("{community}的{indicator}应为6处。"),
        answer: "已按名册核对。".into(),
        outcome: "partly".into(),
        date: "2026-08-30".into(),
        ..FeedbackFigures::default()
    }
}

#[test]
fn comments_stand_where_they_belong_and_leave_the_team_only_when_asked() {
    let mut figures = figures();
    let whole =
        FeedbackFigures { objection: "全文用语宜统一。".into(), outcome: "open".into(), ..comment("", "") };
    figures.feedback = vec![comment("wangjing", "1.1.1"), comment("zgc", "2.3.1"), whole];
    let first = text(&figures, &scenario("1", Lang::Zh));
    has(&first, &["征求意见情况", "共收到意见1条：采纳0条，部分采纳1条", "望京街道办事处", "已按名册核对。"]);
    assert!(!first.contains("2.3.1应为") && !first.contains("全文用语"), "of another scenario, and on the whole");
    let overview = text(&figures, &edition(Kind::Overview, Lang::En));
    has(&overview, &["Comments received: 3. Accepted 0, partly accepted 2", "全文用语宜统一。"]);
    let own = text(&figures, &edition(Kind::Community, Lang::Zh));
    assert!(own.contains("1.1.1应为") && own.contains("全文用语") && !own.contains("2.3.1应为"));
    let leaving = group(scenario("1", Lang::Zh));
    assert!(!text(&figures, &leaving).contains("望京街道办事处"), "what others said stays in the team");
    let asked = Edition { comments: true, ..leaving };
    has(&text(&figures, &asked), &["望京街道办事处", "列出征求意见情况"]);
    figures.feedback.clear();
    assert!(!text(&figures, &scenario("1", Lang::Zh)).contains("征求意见情况，"), "no chapter about nothing");
    let titles = lay_out(&figures, &asked).unwrap().document.outline;
    assert!(titles.iter().all(|entry| !entry.title.contains("征求意见")));
}

#[test]
fn each_round_tells_its_stages_and_by_which_framework_it_is_assessed() {
    let figures = figures();
    let digest = figures.framework.digest.to_string();
    let all = text(&figures, &edition(Kind::Overview, Lang::Zh));
    assert_eq!(all.matches(&digest[..16]).count(), figures.rounds.len() + 1, "each round, and the settings");
    assert!(all.contains(&digest));
}

#[test]
fn an_album_shows_every_photo_once() {
    let figures = figures();
    let laid = lay_out(&figures, &edition(Kind::Album, Lang::Zh)).unwrap();
    let photos: usize = figures.communities.iter().map(|one| one.photos.len()).sum();
    assert_eq!(laid.receipt.photos, photos);
    let chosen: Vec<String> =
        figures.communities.iter().flat_map(|one| &one.photos).take(2).map(|photo| photo.key.clone()).collect();
    let few = Edition { photos: chosen, ..edition(Kind::Album, Lang::Zh) };
    assert_eq!(lay_out(&figures, &few).unwrap().receipt.photos, 2);
}

#[test]
fn both_languages_stand_in_one_document_under_two_tops() {
    let figures = figures();
    for kind in KINDS {
        let both = Edition { languages: Languages::Both, ..edition(kind, Lang::Zh) };
        let laid = lay_out(&figures, &both).unwrap();
        let tops: Vec<&str> =
            laid.document.outline.iter().filter(|entry| entry.level == 1).map(|entry| entry.title.as_str()).collect();
        assert_eq!(tops, ["中文", "English"], "{kind:?}");
        let single = lay_out(&figures, &edition(kind, Lang::Zh)).unwrap();
        assert_eq!(laid.receipt.photos, single.receipt.photos, "a photo counts once");
        let contents: Vec<usize> = laid
            .flow
            .blocks
            .iter()
            .enumerate()
            .filter(|(_, block)| matches!(block, crate::flow::Block::Contents))
            .map(|(at, _)| at)
            .collect();
        for (at, other) in contents.into_iter().zip(["Appendix", "附录"]) {
            let mut listed = crate::flow::listed(&laid.flow.blocks, at);
            assert!(listed.all(|(_, title, _)| !title.contains(other)), "{kind:?}: contents of one language alone");
        }
    }
}

#[test]
fn sections_are_chosen_and_ordered_and_links_to_others_fall_away() {
    let figures = figures();
    let few = Edition { sections: vec!["settings".into(), "summary".into()], ..scenario("1", Lang::Zh) };
    let laid = lay_out(&figures, &few).unwrap();
    let titles: Vec<&str> = laid.document.outline.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["1　附录：设置与校验", "2　摘要"]);
    for page in &laid.document.pages {
        for item in &page.items {
            if let crate::page::Item::Link { target, .. } = item {
                assert!(laid.document.places.contains_key(target), "a link leads nowhere");
            }
        }
    }
}

#[test]
fn what_people_wrote_for_a_section_stands_in_it() {
    let mut figures = figures();
    figures.passages = vec![
        Passage {
            kind: "scenario".into(),
            section: "summary".into(),
            text: Bilingual { zh: "本次调研历时六个月。".into(), en: String::new() },
            ..Passage::default()
        },
        Passage {
            kind: "scenario".into(),
            scenario: Some("2".into()),
            section: "summary".into(),
            text: Bilingual { zh: "另一场景的说明。".into(), en: String::new() },
            ..Passage::default()
        },
        Passage {
            kind: "scenario".into(),
            section: "cases".into(),
            text: Bilingual { zh: "案例仅供参考。".into(), en: "Cases are for reference.".into() },
            at_end: true,
            ..Passage::default()
        },
    ];
    has(&text(&figures, &scenario("1", Lang::Zh)), &["本次调研历时六个月。", "案例仅供参考。"]);
    assert!(!text(&figures, &scenario("1", Lang::Zh)).contains("另一场景的说明"), "a text of another scenario");
    let english = text(&figures, &scenario("1", Lang::En));
    has(&english, &["[original, in Chinese] 本次调研历时六个月。", "Cases are for reference."]);
    assert!(!english.contains("案例仅供参考"));
}

#[test]
fn the_official_profile_numbers_the_chinese_way_and_prints_only_what_is_given() {
    let figures = figures();
    let plain = Edition { profile: Profile::Official, ..scenario("1", Lang::Zh) };
    let all = text(&figures, &plain);
    has(&all, &["一、摘要", "（一）朝阳望京", "2026年9月6日"]);
    assert!(!all.contains("密级") && !all.contains("编制人"));
    let given = Edition {
        imprint: Imprint {
            title: "望京宜居专题报告".into(),
            author: "第三课题组".into(),
            number: "京才调〔2026〕7号".into(),
            classification: "内部资料".into(),
            ..Imprint::default()
        },
        ..plain
    };
    let cover = pages(&figures, &given)[0].squeezed();
    has(&cover, &["望京宜居专题报告", "第三课题组", "京才调〔2026〕7号", "内部资料"]);
}

#[test]
fn a_logo_stands_on_the_cover_in_every_look_and_form() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = session(folder.path());
    let file = folder.path().join("标志.png");
    image::RgbaImage::from_pixel(300, 90, image::Rgba([160, 20, 30, 255])).save(&file).unwrap();
    let logo = session.keep_logo(&file).unwrap().0.to_string();
    let figures = session.figures(1, &[]).unwrap();
    for profile in [Profile::Modern, Profile::Official] {
        let imprint = Imprint { logo: logo.clone(), ..Imprint::default() };
        let marked = Edition { round: 1, profile, imprint, ..scenario("1", Lang::Zh) };
        let laid = lay_out(&figures, &marked).unwrap();
        let shown: Vec<crate::page::Rect> = laid.document.pages[0]
            .items
            .iter()
            .filter_map(|item| if let Item::Picture { rect, .. } = item { Some(*rect) } else { None })
            .collect();
        let [rect] = shown[..] else { panic!("one logo on the cover: {shown:?}") };
        assert!((rect.width / rect.height - 300.0 / 90.0).abs() < 0.01, "in its own proportions");
        let texts = laid.document.pages[0].items.iter().filter_map(|item| match item {
            Item::Text(run) => Some(run.baseline - run.size),
            _ => None,
        });
        assert!(texts.fold(f32::MAX, f32::min) >= rect.y + rect.height - 1.0, "no word lies over it");
        let path = folder.path().join("封面.docx");
        laid.write(Format::Docx, &path, &mut crate::pace::onward).unwrap();
        let mut zip = zip::ZipArchive::new(std::fs::File::open(&path).unwrap()).unwrap();
        assert!(zip.by_name("word/media/photo00001.jpeg").is_ok());
    }
    let none = lay_out(&figures, &Edition { round: 1, ..scenario("1", Lang::Zh) }).unwrap();
    assert!(!none.document.pages[0].items.iter().any(|item| matches!(item, Item::Picture { .. })));
}

#[test]
fn surveys_with_nothing_in_them_make_sensible_reports() {
    let folder = tempfile::tempdir().unwrap();
    let session = session(folder.path());
    let empty = session.figures(1, &[]).unwrap();
    let mut stageless = empty.clone();
    stageless.communities[0].stage = None;
    stageless.communities.truncate(1);
    let mut nobody = empty.clone();
    nobody.communities.clear();
    for lang in Lang::ALL {
        for kind in KINDS {
            let edition = Edition { round: 1, ..edition(kind, lang) };
            let all = text(&empty, &edition);
            assert!(!all.contains("NaN") && !all.contains("{$"), "{kind:?}");
            assert!(!text(&stageless, &edition).is_empty());
            if !matches!(kind, Kind::Community | Kind::Confirmation) {
                assert!(!text(&nobody, &edition).is_empty());
            }
        }
    }
    let all = text(&empty, &Edition { round: 1, ..scenario("3", Lang::Zh) });
    has(&all, &["还没有已评估的指标", "没有照片", "尚无数据，无法判断短板", "只有一轮，没有可比的变化"]);
    has(&text(&stageless, &Edition { round: 1, ..scenario("3", Lang::Zh) }), &["没有设定建设阶段"]);
}
