use super::*;
use crate::page::Page;
use crate::plain::lay_out_plain;
use tanfang_survey::framework::FrameworkFiles;
use tanfang_survey::model::Value;
use tanfang_survey::session::demo::{self, DemoPlan};
use tanfang_survey::session::view::PaperChoice;
use tanfang_survey::session::{CellKey, Home, Seen, Session, UnitState};

const DATE: &str = "2026-09-06";

fn survey(folder: &Path) -> Session {
    let plan = DemoPlan { photos: 0, seed: 1 };
    demo::create(&folder.join("演示"), &plan, Home::new(folder.join("家"))).unwrap()
}

fn places(on_route: bool) -> PaperChoice {
    PaperChoice::Places { list: None, unit: None, on_route }
}

fn text(figures: &PaperFigures, filled: bool, lang: Lang) -> String {
    let (document, _) = lay_out_plain(&paper(figures, filled, lang, DATE), lang).unwrap();
    document.pages.iter().map(Page::squeezed).collect()
}

/// Says where each part stands, and that none is missing.
fn follow<'a>(text: &str, parts: impl IntoIterator<Item = &'a str>) {
    let mut at = 0;
    for part in parts {
        let part: String = part.chars().filter(|c| !c.is_whitespace()).collect();
        let found = text[at..].find(&part).unwrap_or_else(|| panic!("{part} does not follow in {}", &text[at..]));
        at += found + part.len();
    }
}

#[test]
fn places_follow_each_other_on_paper_as_on_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let session = survey(folder.path());
    for on_route in [false, true] {
        let figures = session.paper_figures("wangjing", 1, &places(on_route)).unwrap();
        let text = text(&figures, false, Lang::Zh);
        let mut stands = session.places_view("wangjing", 1).unwrap();
        if on_route {
            stands.sort_by_key(|stand| stand.turn);
        }
        assert!(stands.len() > 5);
        let mut order = Vec::new();
        for (at, stand) in stands.iter().enumerate() {
            order.push(format!("{}{}", at + 1, stand.name));
            let place = session.place_view(1, &stand.unit).unwrap();
            order.extend(place.rows.iter().map(|row| format!("{}{}", row.cell.indicator, row.name.zh)));
        }
        follow(&text, order.iter().map(String::as_str));
    }
}

#[test]
fn a_way_is_no_longer_than_the_order_of_the_lists() {
    let folder = tempfile::tempdir().unwrap();
    let session = survey(folder.path());
    let figures = session.paper_figures("wangjing", 1, &places(true)).unwrap();
    let PaperContent::Places { places, .. } = &figures.content else { panic!("by place") };
    let walked: u32 = places.iter().filter_map(|(_, metres)| *metres).sum();
    let by_key: HashMap<_, _> =
        session.units("wangjing", None).unwrap().into_iter().map(|unit| (unit.key, unit.position)).collect();
    let stands = session.places_view("wangjing", 1).unwrap();
    let positions: Vec<_> = stands.iter().filter_map(|stand| by_key[&stand.unit]).collect();
    let listed: f64 = positions.windows(2).map(|two| tanfang_survey::model::metres(two[0], two[1])).sum();
    assert!(f64::from(walked) < listed, "{walked} m on the way, {listed} m by list");
}

#[test]
fn a_sheet_follows_its_scenario_and_names_the_units_below_their_indicator() {
    let folder = tempfile::tempdir().unwrap();
    let session = survey(folder.path());
    let framework = tanfang_survey::framework::Framework::parse(&FrameworkFiles::draft_2026()).unwrap();
    for scenario in &framework.scenarios {
        let choice = PaperChoice::Sheet { scenario: scenario.code.clone() };
        let figures = session.paper_figures("wangjing", 1, &choice).unwrap();
        let sheet = session.sheet_view("wangjing", 1, &scenario.code).unwrap();
        let mut order = Vec::new();
        for cell in sheet.items.iter().flat_map(|item| &item.indicators).filter(|cell| cell.applies) {
            order.push(format!("{}{}", cell.indicator, cell.name.en));
            if cell.list.is_some() {
                let table = session.units_table_view(&cell.cell.clone().into()).unwrap();
                order.extend(table.rows.into_iter().map(|row| row.name));
            }
        }
        follow(&text(&figures, false, Lang::En), order.iter().map(String::as_str));
    }
}

#[test]
fn a_filled_sheet_says_what_stands_and_a_blank_one_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let session = survey(folder.path());
    let figures = session.paper_figures("wangjing", 1, &PaperChoice::Sheet { scenario: "1".into() }).unwrap();
    let PaperContent::Sheet { sheet, .. } = &figures.content else { panic!("a sheet") };
    let cells: Vec<&CellView> = sheet.items.iter().flat_map(|item| &item.indicators).collect();
    let remark = cells.iter().find_map(|cell| cell.remark.heads.last()).map(|head| &head.value).unwrap();
    let (filled, blank) = (text(&figures, true, Lang::Zh), text(&figures, false, Lang::Zh));
    let remark: String = remark.chars().filter(|c| !c.is_whitespace()).collect();
    assert!(filled.contains(&remark) && !blank.contains(&remark));
    assert!(filled.contains('☑') && !blank.contains('☑'), "ticks stand on a filled sheet alone");
    let written = |name: &str| {
        let path = folder.path().join(name);
        write_paper(&figures, true, Lang::Zh, DATE, &path).unwrap();
        std::fs::read(path).unwrap()
    };
    assert_eq!(written("一.pdf"), written("二.pdf"), "the same sheet gives the same bytes");
}

#[test]
fn who_typed_the_whole_instead_of_its_units_finds_it_on_the_sheet() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = survey(folder.path());
    let cell = CellKey::new("wangjing", 2, "1.2.1");
    // The demo's second round is closed: what comes late has a reason.
    session.set_value(&cell, &Value::Of { a: 17, b: 23 }, Some("补录"), Seen::Current).unwrap();
    let figures = session.paper_figures("wangjing", 2, &PaperChoice::Sheet { scenario: "1".into() }).unwrap();
    let text = text(&figures, true, Lang::Zh);
    follow(&text, ["1.2.1", "17 / 23", "1.2.2"]);
}

#[test]
fn a_community_without_units_has_no_sheets_by_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = survey(folder.path());
    let stands = session.places_view("wangjing", 1).unwrap();
    let one = PaperChoice::Places { list: None, unit: Some(stands[0].unit.clone()), on_route: false };
    assert!(session.paper_figures("wangjing", 1, &one).is_ok());
    session.set_unit_state(&stands[0].unit, UnitState::Closed, "已拆除", Seen::Current).unwrap();
    assert_eq!(session.paper_figures("wangjing", 1, &one).unwrap_err().code, "paper-no-places");
    assert_eq!(session.paper_figures("wangjing", 9, &places(false)).unwrap_err().code, "unknown-round");
}
