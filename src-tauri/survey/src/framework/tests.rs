//! Each structure rule, broken once in the draft: the error names the file, the line, the column and the rule.

use super::*;
use std::collections::BTreeSet;

type Records = Vec<Vec<String>>;
/// Column and new text of the cells to break.
type Cells<'a> = &'a [(&'a str, &'a str)];

fn records(file: &str) -> Records {
    let draft = FrameworkFiles::draft_2026();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(draft.get(file).unwrap());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn bytes(records: &Records) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in records {
        writer.write_record(record).unwrap();
    }
    writer.into_inner().unwrap()
}

fn with(file: &str, bytes: Vec<u8>) -> FrameworkFiles {
    let draft = FrameworkFiles::draft_2026();
    let others = draft.iter().filter(|(name, _)| *name != file).map(|(name, b)| (name, b.to_vec()));
    FrameworkFiles::new(others.chain([(FILE_NAMES.iter().copied().find(|n| *n == file).unwrap(), bytes)]))
}

/// Writes errors as `file:line:column id`.
fn errors(files: &FrameworkFiles) -> Vec<String> {
    let errors = Framework::parse(files).err().unwrap_or_default();
    errors.iter().map(|e| format!("{}:{}:{} {}", e.file, e.line, e.column, e.problem.id())).collect()
}

/// Sets cells of the line whose first cell is `key`, and gives the errors and that line's number.
fn break_cells(file: &str, key: &str, cells: &[(&str, &str)]) -> (Vec<String>, usize) {
    let mut records = records(file);
    let at = records.iter().position(|r| r[0] == key).unwrap();
    for (column, value) in cells {
        let column = records[0].iter().position(|c| c == column).unwrap();
        records[at][column] = (*value).to_owned();
    }
    (errors(&with(file, bytes(&records))), at + 1)
}

#[track_caller]
fn refused(file: &str, key: &str, cells: &[(&str, &str)], column: &str, id: &str) {
    let (found, line) = break_cells(file, key, cells);
    let expected = format!("{file}:{line}:{column} framework-{id}");
    assert!(found.contains(&expected), "{cells:?} should give {expected}, gives {found:#?}");
}

#[test]
fn the_draft_has_no_error() {
    assert_eq!(errors(&FrameworkFiles::draft_2026()), Vec::<String>::new());
}

#[test]
fn a_broken_cell_of_an_indicator_is_named() {
    let draft = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    let first = |fits: fn(&Indicator) -> bool| draft.indicators.iter().find(|i| fits(i)).unwrap().code.clone();
    let yes_no = first(|i| i.value_type == ValueType::YesNo);
    let share = first(|i| i.aggregate == Aggregate::Share && i.method != Method::Questionnaire);
    let at_most = first(|i| i.direction == Direction::AtMost);
    let between = first(|i| i.direction == Direction::Between);
    let rating = first(|i| i.value_type == ValueType::Rating);
    let worst = first(|i| i.aggregate == Aggregate::Worst);
    let ratio = first(|i| i.aggregate == Aggregate::RatioOfSums && i.value_type == ValueType::Number);
    let cases: &[(&str, Cells<'_>, &str, &str)] = &[
        ("1.1.1", &[("kind", "must")], "kind", "not-one-of"),
        ("1.1.1", &[("when", "noon")], "when", "not-one-of"),
        ("1.1.1", &[("name_en", "")], "name_en", "empty"),
        ("1.1.1", &[("name_en", " Homes")], "name_en", "stray-space"),
        ("1.1.1", &[("name_en", "two\nlines")], "name_en", "line-break"),
        ("1.1.1", &[("orientation", "lunar")], "orientation", "unknown"),
        ("1.1.1", &[("item", "1.9")], "item", "unknown"),
        ("1.1.1", &[("code", "1.1.7")], "code", "sequence"),
        ("1.1.1", &[("list", "castles")], "list", "unknown"),
        ("1.1.1", &[("remedy_type", "magic")], "remedy_type", "unknown"),
        ("1.1.1", &[("min", "1e2")], "min", "not-a-number"),
        ("1.1.1", &[("min", "50")], "min", "must-be-below"),
        ("1.1.1", &[("decimals", "4")], "decimals", "not-whole"),
        ("1.1.1", &[("minutes", "0")], "minutes", "not-whole"),
        ("1.1.1", &[("weight", "0")], "weight", "not-positive"),
        ("1.1.1", &[("target_new", "51")], "target_new", "outside"),
        ("1.1.1", &[("target_new", "0")], "zero_at", "must-be-below"),
        ("1.1.1", &[("target_new", "1.5")], "target_new", "decimals"),
        ("1.1.1", &[("target_new", "")], "target_new", "must-not-be-empty"),
        ("1.1.1", &[("applies", "built;building")], "target_new", "must-be-empty"),
        ("1.1.1", &[("applies", "new;built")], "applies", "stages"),
        ("1.1.1", &[("applies", "")], "applies", "empty"),
        ("1.1.1", &[("target_upper", "9")], "target_upper", "must-be-empty"),
        ("1.1.1", &[("unit_en", "")], "unit_en", "must-not-be-empty"),
        ("1.1.1", &[("tolerance", "-1")], "tolerance", "outside"),
        ("1.1.1", &[("tolerance", "1")], "tolerance", "must-be"),
        ("1.1.1", &[("factor", "100")], "factor", "must-be-empty"),
        ("1.1.1", &[("factor", "0")], "factor", "not-whole"),
        ("1.1.1", &[("list", "compounds")], "list", "must-be"),
        ("1.1.1", &[("aggregate", "share")], "value_type", "must-be"),
        ("1.1.1", &[("aggregate", "direct")], "list", "must-be-empty"),
        ("1.1.1", &[("method", "questionnaire")], "list", "must-be"),
        ("1.1.1", &[("list", "answers")], "method", "must-be"),
        (&yes_no, &[("unit_en", "x")], "unit_en", "must-be-empty"),
        (&yes_no, &[("max", "2")], "max", "must-be"),
        (&yes_no, &[("absent", "by_guidance")], "absent", "must-be"),
        (&share, &[("factor", "1000")], "factor", "must-be"),
        (&share, &[("max", "99")], "max", "must-be"),
        (&share, &[("list", "")], "list", "must-not-be-empty"),
        (&at_most, &[("zero_at", "0")], "zero_at", "must-be-above"),
        (&between, &[("target_upper", "")], "target_upper", "must-not-be-empty"),
        (&between, &[("target_upper", "1")], "target_built", "must-be-below"),
        (&rating, &[("max", "50")], "max", "must-be"),
        (&rating, &[("aggregate", "max")], "aggregate", "must-be"),
        (&worst, &[("list", "compounds")], "list", "must-be"),
        (&worst, &[("aggregate", "max")], "aggregate", "must-be"),
        (&ratio, &[("factor", "")], "factor", "must-not-be-empty"),
    ];
    for (code, cells, column, id) in cases {
        refused("indicators.csv", code, cells, column, id);
    }
}

#[test]
fn a_broken_cell_elsewhere_is_named() {
    let cases: &[(&str, &str, Cells<'_>, &str, &str)] = &[
        ("framework.csv", "draft-2026", &[("version", "2")], "version", "form"),
        ("framework.csv", "draft-2026", &[("id", "../x")], "id", "form"),
        ("orientations.csv", "digital", &[("key", "ecological")], "key", "twice"),
        ("scenarios.csv", "3", &[("code", "4")], "code", "sequence"),
        ("scenarios.csv", "3", &[("weight", "-1")], "weight", "not-positive"),
        ("items.csv", "2.2", &[("scenario", "1")], "scenario", "sequence"),
        ("items.csv", "2.2", &[("code", "2.3")], "code", "sequence"),
        ("lists.csv", "answers", &[("sample_max", "1000")], "sample_max", "not-whole"),
        ("lists.csv", "answers", &[("key", "Answers")], "key", "form"),
        ("questions.csv", "2.3.3.2", &[("order", "3")], "order", "sequence"),
        ("questions.csv", "2.3.3.2", &[("scale", "five")], "scale", "must-be"),
        ("questions.csv", "1.4.3.1", &[("scale", "yes_no")], "scale", "must-be"),
        ("questions.csv", "1.4.3.1", &[("indicator", "1.1.1")], "indicator", "not-asked"),
        ("rules.csv", "r01", &[("if", "8.3.1 is 0")], "if", "rule-unreadable"),
        ("rules.csv", "r01", &[("if", "8.3.9 = 0")], "if", "unknown"),
        ("rules.csv", "r01", &[("if", "8.3.1 = 1000000")], "if", "outside"),
        ("rules.csv", "r01", &[("if", "8.3.1 = 8.3.1")], "if", "rule-self"),
        ("rules.csv", "r01", &[("then", "8.3.1 absent")], "then", "rule-state"),
        ("rules.csv", "r01", &[("then", "8.3.1 < 1.4.3")], "then", "rule-units"),
        ("rules.csv", "r01", &[("then", "8.3.1 = 0")], "then", "rule-shared"),
        ("communities.csv", "wangjing", &[("code", "Wang/jing")], "code", "form"),
        ("communities.csv", "wangjing", &[("stage", "old")], "stage", "not-one-of"),
        ("communities.csv", "wangjing", &[("lat", "91")], "lat", "outside"),
        ("communities.csv", "wangjing", &[("divisions", "110105;110105")], "divisions", "form"),
        ("rounds.csv", "2", &[("number", "5")], "number", "sequence"),
        ("rounds.csv", "2", &[("scope", "some")], "scope", "not-one-of"),
        ("project_types.csv", "upgrade", &[("key", "planning")], "key", "twice"),
        ("practical_tasks.csv", "school", &[("scenario", "12")], "scenario", "unknown"),
    ];
    for (file, key, cells, column, id) in cases {
        refused(file, key, cells, column, id);
    }
}

#[test]
fn what_is_missing_altogether_is_named() {
    let without = |file: &str, key: &str| {
        let mut records = records(file);
        records.retain(|r| r[0] != key);
        errors(&with(file, bytes(&records)))
    };
    assert!(without("questions.csv", "8.3.3.1").contains(&"questions.csv:0:indicator framework-no-question".into()));
    assert!(without("framework.csv", "draft-2026").contains(&"framework.csv:0: framework-row-count".into()));
    let mut advice = records("advice.csv");
    advice.pop();
    assert_eq!(errors(&with("advice.csv", bytes(&advice))), ["advice.csv:0: framework-advice-missing"]);
    let mut items = records("items.csv");
    items.push(["9.4", "9", "甲", "A", "乙", "B", "1"].map(str::to_owned).to_vec());
    assert_eq!(errors(&with("items.csv", bytes(&items))), ["items.csv:0:code framework-no-children"]);
    let few = FrameworkFiles::draft_2026();
    let few = FrameworkFiles::new(few.iter().skip(1).map(|(n, b)| (n, b.to_vec())));
    assert_eq!(errors(&few), ["advice.csv:0: framework-file-missing"]);
}

#[test]
fn bytes_that_are_no_plain_csv_are_named() {
    let draft = FrameworkFiles::draft_2026();
    let terms = || draft.get("terms.csv").unwrap().to_vec();
    let broken = |change: fn(&mut Vec<u8>)| {
        let mut bytes = terms();
        change(&mut bytes);
        errors(&with("terms.csv", bytes))
    };
    assert_eq!(broken(|b| drop(b.splice(0..0, *b"\xef\xbb\xbf"))), ["terms.csv:1: framework-byte-order-mark"]);
    assert_eq!(broken(|b| b.truncate(b.len() - 1)), ["terms.csv:17: framework-no-final-line-feed"]);
    assert_eq!(broken(|b| b[3] = b'\r'), ["terms.csv:1: framework-carriage-return"]);
    assert_eq!(broken(|b| b.push(0xff)).last().unwrap(), "terms.csv:18: framework-not-utf8");
    assert_eq!(broken(|b| b[0] = b'K'), ["terms.csv:1:key framework-header"]);
    assert_eq!(broken(Vec::clear), ["terms.csv:1: framework-no-final-line-feed", "terms.csv:1: framework-header"]);
    assert_eq!(broken(|b| b.extend(b"a,b\n")), ["terms.csv:18: framework-cells"]);
    // An open quote swallows the rest of the file: the one cell it makes holds line breaks, the line too few cells.
    assert_eq!(broken(|b| b.extend(b"\"a,b\nc,d\n")), ["terms.csv:18: framework-cells"]);
}

#[test]
fn a_hostile_file_cannot_exhaust_the_reader() {
    let header = "key,name_zh,name_en,definition_zh,definition_en\n";
    let many = format!("{header}{}", "a,b,c,d,e\n".repeat(3_000));
    assert_eq!(errors(&with("terms.csv", many.into_bytes())), ["terms.csv:2002: framework-too-many-rows"]);
    let wide = format!("{header}a,b,c,d,{}\n", "长".repeat(5_000));
    assert_eq!(errors(&with("terms.csv", wide.into_bytes())), ["terms.csv:2:definition_en framework-too-long"]);
    let empty = format!("{header}{}", ",,,,\n".repeat(1_000));
    let found = errors(&with("terms.csv", empty.into_bytes()));
    assert_eq!((found.len(), found.last().unwrap().as_str()), (201, ":0: framework-more"));
    let large = vec![b'x'; 3 * 1024 * 1024];
    assert_eq!(errors(&with("terms.csv", large)), ["terms.csv:0: framework-file-too-large"]);
}

#[test]
fn a_smaller_framework_of_the_same_shape_is_taken() {
    // One scenario, one item, one indicator, one community: nothing here depends on 9/33/115.
    let keep = |file: &str, keep: fn(&[String]) -> bool| {
        let mut all = records(file);
        let header = all.remove(0);
        all.retain(|r| keep(r));
        all.insert(0, header);
        (FILE_NAMES.iter().copied().find(|n| *n == file).unwrap(), bytes(&all))
    };
    let small = [
        keep("scenarios.csv", |r| r[0] == "1"),
        keep("items.csv", |r| r[0] == "1.1"),
        keep("indicators.csv", |r| r[0] == "1.1.1"),
        keep("advice.csv", |r| r[0] == "1"),
        keep("questions.csv", |_| false),
        keep("rules.csv", |_| false),
        keep("cases.csv", |_| false),
        keep("interview_topics.csv", |_| false),
        keep("practical_tasks.csv", |r| r[3] == "1"),
        keep("communities.csv", |r| r[0] == "wangjing"),
    ];
    let draft = FrameworkFiles::draft_2026();
    let all = draft.iter().map(|(n, b)| (n, b.to_vec())).chain(small);
    let framework = Framework::parse(&FrameworkFiles::new(all)).unwrap();
    assert_eq!(framework.indicators.len(), 1);
    assert_eq!(framework.community("wangjing").unwrap().stage, Stage::Built);
}

#[test]
fn codes_stand_in_display_order() {
    let framework = Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    assert!(framework.indicator_position("9.3.4") > framework.indicator_position("9.3.1"));
    assert_eq!(framework.indicator("6.4.3").unwrap().scenario, "6");
    assert_eq!(framework.indicators_of("6.4").count(), framework.indicators.iter().filter(|i| i.item == "6.4").count());
    let by_item: usize = framework.items.iter().map(|i| framework.indicators_of(&i.code).count()).sum();
    let by_scenario: usize =
        framework.scenarios.iter().map(|s| framework.indicators_of_scenario(&s.code).count()).sum();
    assert_eq!((by_item, by_scenario), (framework.indicators.len(), framework.indicators.len()));
    assert_eq!(framework.round(2).unwrap().key, "in_depth");
    assert!(framework.list("compounds").is_some() && framework.indicator("1.1.99").is_none());
}

#[test]
fn every_problem_and_refusal_is_worded_in_both_languages() {
    use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
    let texts = [
        ("zh-CN", include_str!("../../../../assets/text/zh-CN/framework.ftl")),
        ("en", include_str!("../../../../assets/text/en/framework.ftl")),
    ];
    let places: &[(&str, &[&str])] = &[
        ("framework-place-set", &["problem"]),
        ("framework-place-file", &["file", "problem"]),
        ("framework-place-line", &["file", "line", "problem"]),
        ("framework-place-cell", &["file", "line", "column", "problem"]),
    ];
    let sentences: Vec<_> = Problem::SENTENCES.iter().chain(Refusal::SENTENCES).chain(places).collect();
    let ids: BTreeSet<&str> = sentences.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids.len(), sentences.len(), "no id is used twice");
    for (language, text) in texts {
        let mut bundle = FluentBundle::new(vec![language.parse().unwrap()]);
        bundle.set_use_isolating(false);
        bundle.add_resource(FluentResource::try_new(text.to_owned()).unwrap()).unwrap();
        for (id, names) in &sentences {
            let message = bundle.get_message(id).and_then(|m| m.value()).unwrap_or_else(|| panic!("{language} {id}"));
            let mut args = FluentArgs::new();
            for name in *names {
                args.set(*name, format!("«{name}»"));
            }
            let mut wrong = Vec::new();
            let said = bundle.format_pattern(message, Some(&args), &mut wrong);
            assert!(wrong.is_empty(), "{language} {id}: {wrong:?}");
            for name in *names {
                assert!(said.contains(&format!("«{name}»")), "{language} {id} must say {name}");
            }
        }
        let defined: Vec<&str> = text.lines().filter_map(|l| l.split_once(" = ")).map(|(id, _)| id).collect();
        for id in defined {
            assert!(ids.contains(id), "{language} {id} is said nowhere");
        }
    }
}

#[test]
fn an_error_is_told_with_its_place_in_both_languages() {
    use crate::text::{Lang, Words};
    let told = |lang, file, line, column, problem| {
        let words = Words::new(lang);
        FrameworkError { file, line, column, problem }.say(|id, args| words.format(id, args))
    };
    let range = || Problem::Outside { low: "0".to_owned(), high: "50".to_owned(), found: "51".to_owned() };
    assert_eq!(
        told(Lang::Zh, "indicators.csv", 2, "target_new", range()),
        "indicators.csv 第 2 行 target_new 列：应在 0 至 50 之间，实为 51。"
    );
    assert_eq!(
        told(Lang::En, "indicators.csv", 2, "target_new", range()),
        "indicators.csv, line 2, column target_new: This must be from 0 to 50; it is 51."
    );
    assert_eq!(told(Lang::En, "terms.csv", 0, "", Problem::FileMissing), "terms.csv: The file is missing.");
    assert_eq!(
        told(Lang::Zh, "terms.csv", 9, "", Problem::CarriageReturn).split('：').next(),
        Some("terms.csv 第 9 行")
    );
    assert_eq!(told(Lang::Zh, "", 0, "", Problem::BundleDamaged), "随调研保存的指标体系文件已损坏。");
}
