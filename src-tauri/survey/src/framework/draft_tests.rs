//! The rules that hold for the working draft shipped with the program, beyond those for any framework: the public
//! structure 1+3+9 and 9/33/115, the public names, and wording in every language.

use super::*;
use std::collections::{BTreeSet, HashSet};

const SCENARIOS: [(&str, &str); 9] = [
    ("livability", "宜居社区"),
    ("neighbourhood", "邻里交往"),
    ("education", "教育文化"),
    ("innovation", "创新事业"),
    ("health", "医疗健康"),
    ("mobility", "交通网络"),
    ("ecology", "生态低碳"),
    ("services", "服务配套"),
    ("governance", "管理治理"),
];

fn draft() -> Framework {
    Framework::parse(&FrameworkFiles::draft_2026()).unwrap()
}

/// Gives every cell below the headers as (place, column, text).
fn cells() -> Vec<(String, String, String)> {
    let mut cells = Vec::new();
    for (file, bytes) in FrameworkFiles::draft_2026().iter() {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.headers().unwrap().clone();
        for (n, record) in reader.records().enumerate() {
            for (column, cell) in header.iter().zip(&record.unwrap()) {
                cells.push((format!("{file}:{}", n + 2), column.to_owned(), cell.to_owned()));
            }
        }
    }
    cells
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Chinese characters and punctuation, full-width forms.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

#[test]
fn it_has_the_public_structure() {
    let draft = draft();
    assert_eq!((draft.scenarios.len(), draft.items.len(), draft.indicators.len()), (9, 33, 115));
    assert_eq!(draft.indicators.iter().filter(|i| i.is_binding()).count(), 32);
    let scenarios: Vec<_> = draft.scenarios.iter().map(|s| (s.key.as_str(), s.name.zh.as_str())).collect();
    assert_eq!(scenarios, SCENARIOS);
    let keys: Vec<_> = draft.orientations.iter().map(|o| o.key.as_str()).collect();
    assert_eq!(keys, ["international", "ecological", "digital"]);
    let keys: BTreeSet<_> = draft.project_types.iter().map(|t| t.key.as_str()).collect();
    assert_eq!(keys, BTreeSet::from(["planning", "construction", "upgrade", "activity"]));
    assert_eq!((draft.communities.len(), draft.tasks.len(), draft.advice.len()), (8, 8, 27));
}

#[test]
fn it_says_that_it_is_a_working_draft() {
    let identity = draft().identity;
    assert_eq!(identity.id, "draft-2026");
    assert!(identity.status.zh.contains("工作草案") && identity.status.en.to_lowercase().contains("working draft"));
}

#[test]
fn its_rounds_are_the_three_of_the_product() {
    let draft = draft();
    let rounds: Vec<_> = draft.rounds.iter().map(|r| (r.number, r.key.as_str(), r.scope)).collect();
    assert_eq!(
        rounds,
        [
            (1, "baseline", Scope::All),
            (2, "in_depth", Scope::MissingAndMissed),
            (3, "verification", Scope::BindingDisputedChanged),
        ]
    );
}

#[test]
fn its_communities_lie_in_beijing() {
    for community in &draft().communities {
        let code = &community.code;
        let (lat, lon) = (community.lat.to_ratio().to_f64(), community.lon.to_ratio().to_f64());
        assert!((39.4..=41.1).contains(&lat) && (115.4..=117.6).contains(&lon), "{code}");
        assert!(community.divisions.iter().all(|division| division.starts_with("1101")), "{code}");
        assert_eq!(community.district.zh.split('、').count(), community.divisions.len(), "{code}");
        assert_eq!(community.district.en.split(", ").count(), community.divisions.len(), "{code}");
        assert!(community.approximate && [2017, 2019].contains(&community.batch_year), "{code}");
        let assumed = community.stage_basis == StageBasis::Assumption;
        assert_eq!(assumed, ["future", "tongzhou"].contains(&code.as_str()), "only two stages are not public");
    }
}

#[test]
fn its_texts_are_in_their_languages() {
    for (place, column, text) in cells() {
        let place = format!("{place} {column} {text:?}");
        assert!(!text.contains("  "), "{place} has two spaces in a row");
        for leak in ["http:", "https:", "www.", "@", "/home", "/tmp", "/work", "/usr", "/root", ":\\"] {
            assert!(!text.contains(leak), "{place} looks like an address or a path");
        }
        for stale in ["近12个月", "last 12 months", "last twelve months", "（）", "()"] {
            assert!(!text.contains(stale), "{place} has {stale}");
        }
        if text.is_empty() || column == "unit_zh" {
            continue;
        }
        if column.ends_with("_zh") {
            assert!(text.chars().any(is_han), "{place} has no Chinese");
        } else if column.ends_with("_ko") {
            assert!(text.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c)), "{place} has no Korean");
        } else if column.ends_with("_ja") {
            assert!(text.chars().any(|c| ('\u{3040}'..='\u{30ff}').contains(&c)), "{place} has no Japanese");
        } else {
            assert!(!text.chars().any(is_wide), "{place} has Chinese characters or punctuation");
        }
    }
}

#[test]
fn no_name_is_used_twice_in_a_file() {
    let mut seen = HashSet::new();
    for (place, column, text) in cells() {
        let file = place.split(':').next().unwrap().to_owned();
        if ["name_zh", "name_en", "title_zh", "title_en"].contains(&column.as_str()) {
            assert!(seen.insert((file, column.clone(), text.to_lowercase())), "{place} {column} {text} is there twice");
        }
    }
}

#[test]
fn its_guidance_says_which_states_are_offered() {
    for indicator in &draft().indicators {
        let (zh, en, code) = (&indicator.guidance.zh, &indicator.guidance.en, &indicator.code);
        for (offer, said_zh, said_en) in [
            (indicator.na, zh.contains("不适用"), en.contains("not applicable")),
            (indicator.absent, zh.contains("对象缺失"), en.contains("record absent")),
        ] {
            let offered = offer == Offer::ByGuidance;
            assert_eq!((said_zh, said_en), (offered, offered), "{code}");
        }
        assert_eq!(zh.contains("未取得"), en.contains("not obtained"), "{code}");
        if indicator.method == Method::Questionnaire {
            assert!(zh.contains("未取得"), "{code}: too few answers are not obtained");
            assert_eq!(indicator.photo, Photo::None, "{code}");
        }
        if indicator.direction == Direction::AtMost && indicator.value_type == ValueType::Count {
            assert_eq!(indicator.absent, Offer::Never, "{code}: none of something bad is 0");
        }
    }
}

#[test]
fn its_columns_fit_each_other() {
    let draft = draft();
    for indicator in &draft.indicators {
        let code = &indicator.code;
        assert!(indicator.name.zh.chars().count() <= 24, "{code}");
        let (unit_zh, unit_en) = (indicator.unit.zh.as_str(), indicator.unit.en.as_str());
        if indicator.value_type == ValueType::Percent {
            assert_eq!((unit_zh, unit_en), ("%", "%"), "{code}");
        }
        if indicator.value_type == ValueType::Rating {
            let (low, high) = (indicator.min, indicator.max);
            assert_eq!(unit_zh, format!("分（{low}—{high}）"), "{code}");
            assert_eq!(unit_en, format!("points ({low}-{high})"), "{code}");
        }
        let per_thousand =
            unit_en == "‰" || (indicator.aggregate == Aggregate::RatioOfSums && unit_en.ends_with("per km"));
        if indicator.value_type != ValueType::Percent {
            assert_eq!(indicator.factor, per_thousand.then_some(1000), "{code}");
        }
        let asks_a_holder = matches!(indicator.method, Method::Records | Method::Interview);
        let holders = [!indicator.holder.zh.is_empty(), !indicator.holder.en.is_empty()];
        assert_eq!(holders, [asks_a_holder; 2], "{code}");
        let tools = (indicator.tools.zh.split('，').count(), indicator.tools.en.split(", ").count());
        assert_eq!(tools.0, tools.1, "{code} {:?}", indicator.tools);
        assert_eq!(indicator.tools.zh.is_empty(), indicator.tools.en.is_empty(), "{code}");
    }
    let used: HashSet<_> = draft.indicators.iter().filter_map(|i| i.list.as_deref()).collect();
    for list in &draft.lists {
        assert!(used.contains(list.key.as_str()), "{} is used by no indicator", list.key);
        for (zh, en) in [(&list.what.zh, &list.what.en), (&list.sampling.zh, &list.sampling.en)] {
            assert!(zh.ends_with('。') && en.ends_with('.'), "{}", list.key);
        }
    }
}

#[test]
fn its_terms_rules_cases_and_topics_are_complete() {
    let draft = draft();
    let terms = ["value", "absent", "not_applicable", "not_obtained", "reference_period", "share", "unit", "lot"];
    for key in terms.into_iter().chain(["centre_point", "satisfaction"]) {
        assert!(draft.term(key).is_some(), "{key}");
    }
    let ids: Vec<_> = draft.rules.iter().map(|rule| rule.id.clone()).collect();
    let expected: Vec<_> = (1..=draft.rules.len()).map(|n| format!("r{n:02}")).collect();
    assert_eq!(ids, expected);
    let countries: HashSet<_> = draft.cases.iter().map(|case| case.country_code.as_str()).collect();
    let names: HashSet<_> = draft.cases.iter().map(|case| (&case.country_code, &case.country.zh)).collect();
    assert!((25..=40).contains(&draft.cases.len()) && (25..=32).contains(&countries.len()));
    assert_eq!(names.len(), countries.len(), "one country code has one name");
    for scenario in &draft.scenarios {
        let topics = draft.topics.iter().filter(|topic| topic.scenario == scenario.code).count();
        assert_eq!(topics, 3, "scenario {}", scenario.code);
        assert!(draft.cases.iter().any(|case| case.scenario == scenario.code), "scenario {}", scenario.code);
    }
}
