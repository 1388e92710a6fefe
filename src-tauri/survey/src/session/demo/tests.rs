use super::*;
use crate::model::Value;
use crate::score::{self, Level, View};
use crate::session::figures::CommunityFigures;
use crate::session::{CellKey, ConflictKind, Covered, Filter};
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;

fn made(photos: u32, seed: u64) -> (TempDir, Session) {
    let folder = TempDir::new().unwrap();
    let home = Home::new(folder.path().join("home"));
    let session = create(&folder.path().join("演示"), &DemoPlan { photos, seed }, home).unwrap();
    (folder, session)
}

#[test]
fn the_same_seed_gives_the_same_survey() {
    let (_a, a) = made(4, 7);
    let (_b, b) = made(4, 7);
    let (_c, c) = made(4, 8);
    assert_eq!(a.digest().unwrap(), b.digest().unwrap());
    assert_eq!(a.overview().unwrap().survey, b.overview().unwrap().survey);
    assert_ne!(a.digest().unwrap(), c.digest().unwrap());
}

#[test]
fn the_demo_is_marked_checked_and_held_by_four_laptops() {
    let (_folder, session) = made(6, 1);
    let overview = session.overview().unwrap();
    assert!(overview.demo);
    assert_eq!(overview.device, None, "whoever opens it is a device of their own");
    let report = session.check().unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
    let devices: BTreeSet<_> = session.changes().unwrap().into_iter().map(|change| change.device).collect();
    assert_eq!(devices.len(), 4);
    assert_eq!(session.media().unwrap().len(), 6);
}

#[test]
fn a_report_of_few_places_has_the_photos_of_a_report_of_all() {
    let (_folder, session) = made(40, 1);
    let all = session.figures(3, &[]).unwrap();
    let mut seen = 0;
    for scenario in &session.framework().scenarios {
        let of = Covered { scenario: Some(scenario.code.clone()), round: 3, ..Covered::default() };
        let inside = format!("{}.", scenario.code);
        let shows = |indicators: &[String]| indicators.iter().any(|code| code.starts_with(&inside));
        for (few, all) in session.figures_of(&of).unwrap().communities.iter().zip(&all.communities) {
            let wanted: Vec<&str> =
                all.photos.iter().filter(|p| shows(&p.indicators)).map(|p| p.key.as_str()).collect();
            let found: Vec<&str> = few.photos.iter().filter(|p| shows(&p.indicators)).map(|p| p.key.as_str()).collect();
            assert_eq!(found, wanted, "scenario {}, {}", scenario.code, all.code);
            let hidden = |of: &CommunityFigures| of.withheld.iter().filter(|p| shows(&p.indicators)).count();
            assert_eq!(hidden(few), hidden(all));
            seen += found.len() + hidden(few);
        }
    }
    assert!(seen >= 40, "{seen} photos or more show cells");
    for one in &all.communities {
        let few = session.figures(3, std::slice::from_ref(&one.code)).unwrap();
        let keys = |of: &CommunityFigures| of.photos.iter().map(|photo| photo.key.clone()).collect::<Vec<_>>();
        assert_eq!(keys(&few.communities[0]), keys(one));
        assert_eq!(few.communities[0].withheld, one.withheld);
    }
}

#[test]
fn every_value_is_one_that_a_person_could_have_recorded() {
    let (_folder, session) = made(0, 1);
    let framework = session.framework();
    let stages: BTreeMap<_, _> = framework.communities.iter().map(|c| (c.code.as_str(), c.stage)).collect();
    let rows = session.assessments(&Filter::default()).unwrap();
    for row in &rows {
        let indicator = framework.indicator(&row.key.indicator).unwrap();
        assert!(indicator.applies_to(stages[row.key.community.as_str()]), "{}", row.key);
        if let Some(value) = &row.typed {
            assert_eq!(indicator.accept(value), Ok(()), "{} {value:?}", row.key);
        }
    }
    let observations = session.observations(&Filter::default()).unwrap();
    for row in &observations {
        let indicator = framework.indicator(&row.key.indicator).unwrap();
        assert_eq!(indicator.accept_observation(&row.value), Ok(()), "{} {:?}", row.key, row.value);
    }
    assert!(rows.len() > 900 && observations.len() > 2000, "{} {}", rows.len(), observations.len());
    let texts = rows.iter().filter(|row| !row.remark.is_empty()).count();
    assert!(texts > 100 && rows.iter().any(|row| row.to_verify), "{texts}");
}

#[test]
fn rounds_are_as_full_as_they_should_be_and_things_get_better() {
    let (_folder, session) = made(0, 1);
    let count = |round| {
        let rows = session.assessments(&Filter::default()).unwrap();
        rows.iter().filter(|row| row.key.round == round).count()
    };
    let (first, second, third) = (count(1), count(2), count(3));
    assert!(first > second && second > third && third > 50, "{first} {second} {third}");
    let result = |round| {
        let rows = session.scores(&[round], View::AsOf).unwrap().rows;
        let communities = rows.into_iter().filter(|row| row.level == Level::Community);
        communities.map(|row| (row.community.clone(), row)).collect::<BTreeMap<_, _>>()
    };
    let (one, two) = (result(1), result(2));
    assert_eq!(one.len(), 8);
    for (code, before) in &one {
        let after = &two[code];
        let (a, b) = (before.score.unwrap(), after.score.unwrap());
        assert!((30.0..97.0).contains(&a), "{code}: {a}");
        assert!(b > a, "{code}: {a} {b}");
        assert!(before.coverage >= 0.88, "{code}: {}", before.coverage);
    }
    let scores: Vec<f64> = one.values().map(|row| row.score.unwrap()).collect();
    let (low, high) = scores.iter().fold((f64::MAX, f64::MIN), |(l, h), s| (l.min(*s), h.max(*s)));
    assert!(high - low > 15.0, "communities must differ: {low} {high}");
}

#[test]
fn values_do_not_contradict_each_other() {
    let (_folder, session) = made(0, 1);
    let framework = session.framework();
    for round in [1, 2] {
        for community in &framework.communities {
            let mut cells = BTreeMap::new();
            for row in session.assessments(&Filter::default()).unwrap() {
                let state = row.outcome.cell_state();
                let later = row.key.round > round || row.key.community != community.code;
                if !later && (state.is_assessed() || !cells.contains_key(&row.key.indicator)) {
                    cells.insert(row.key.indicator, state);
                }
            }
            let breaches = score::breaches(&framework, Some(community.stage), |code| cells.get(code).copied());
            let ids: Vec<&str> = breaches.iter().map(|rule| rule.id.as_str()).collect();
            assert!(ids.is_empty(), "{} after round {round}: {ids:?}", community.code);
        }
    }
}

#[test]
fn a_few_conflicts_are_left_open_and_one_was_settled() {
    let (_folder, session) = made(0, 1);
    let open = session.conflicts().unwrap();
    assert_eq!(open.len(), 4);
    assert!(open.iter().all(|conflict| conflict.kind == ConflictKind::Value && conflict.heads.len() == 2));
    assert!(open.iter().all(|conflict| conflict.heads[0].by.device != conflict.heads[1].by.device));
    let framework = session.framework();
    let histories = framework.indicators.iter().map(|indicator| {
        let key = format!("zgc/1/{}", indicator.code);
        session.history("assessment", &key, "value").unwrap().len()
    });
    assert_eq!(histories.filter(|length| *length == 3).count(), 1, "two counts and the settlement");
}

#[test]
fn a_failed_start_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("file"), b"x").unwrap();
    let home = Home::new(folder.path().join("home"));
    let error = create(folder.path(), &DemoPlan::default(), home).expect_err("the folder is not empty");
    assert_eq!(error.code, "folder-not-empty");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Whoever tries the program finds something to look at in every room.
#[test]
fn every_room_has_something_in_it() {
    let (_folder, session) = made(0, 1);
    let all = |noun: &str, wanted: &[(&str, &str)]| session.entities(noun, "", wanted).unwrap();
    assert_eq!(all("project", &[]).len(), 24, "as many as the lists of key projects have");
    let findings = all("finding", &[]);
    let open = findings.iter().filter(|finding| finding.text("state") == "open").count();
    assert!(open > 10 && open < findings.len(), "some are solved: {open} of {}", findings.len());
    assert!(!all("interview", &[]).is_empty());
    let pairs = session.second_readings(1).unwrap();
    let agreeing = pairs.iter().filter(|pair| pair.first.cell_state() == pair.second.cell_state()).count();
    assert!(agreeing > pairs.len() / 2 && agreeing < pairs.len(), "{agreeing} of {}", pairs.len());

    let forms = session.forms("wangjing", 2).unwrap();
    let standings = session.standings("wangjing", 2, &forms, &BTreeMap::new()).unwrap();
    assert!(standings.iter().any(|standing| standing.value().is_some()), "groups of thirty make a value");
    let mut compared = 0;
    for standing in &standings {
        let key = CellKey::new("wangjing", 2, &standing.indicator.code);
        let rows = session.assessments(&Filter::under("wangjing", 2, &key.indicator)).unwrap();
        let recorded = rows.iter().find(|row| row.key == key).and_then(|row| row.outcome.value);
        let (Some(Value::Number(answered)), Some(recorded)) = (standing.value(), recorded) else { continue };
        let range = standing.indicator.max.to_ratio().to_f64() - standing.indicator.min.to_ratio().to_f64();
        let apart = (answered.to_ratio().to_f64() - recorded.to_f64()).abs() / range;
        assert!(apart < 0.1, "{key}: the forms say {answered:?}, recorded is {recorded:?}");
        compared += 1;
    }
    assert!(compared > 1, "{compared} values rest on forms");

    // What stands in fields of the table of nouns is of their kind: else a page would show it as empty.
    for noun in ["visit", "finding", "project", "interview", "response"] {
        for thing in all(noun, &[]) {
            for (name, entry) in &thing.fields {
                let kind = crate::model::noun(noun).unwrap().field(name).unwrap().kind;
                let read = kind.read(&entry.text);
                assert!(read.is_ok() && !entry.text.is_empty(), "{noun} {name}: {:?}", entry.text);
            }
        }
    }
}
