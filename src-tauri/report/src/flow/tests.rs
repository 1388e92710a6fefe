use super::*;
use crate::page::{Item, Page};
use crate::text::{Align, Typesetter};
use std::cell::RefCell;

fn theme() -> Theme {
    Theme::modern(false)
}

fn lay_out(flow: &Flow) -> Document {
    let number = |page: usize, count: usize| format!("{page} / {count}");
    let running = Running {
        header_left: "报告".into(),
        header_right: "第二轮".into(),
        footer_left: "工作草案".into(),
        number: &number,
        mark: Some("演示数据·非调研结果 · Demo data, not survey results".into()),
    };
    // One for all: reading the typefaces is most of the work of a small document.
    thread_local!(static SETTER: RefCell<Typesetter> = RefCell::new(Typesetter::new(false).unwrap()));
    SETTER.with_borrow_mut(|setter| {
        paginate(flow, Pictures::default(), Geometry::A4, &theme(), &running, setter).unwrap()
    })
}

/// Gives the lines of a page from top to bottom, header and footer included.
fn text_of(page: &Page) -> Vec<String> {
    let mut lines: Vec<(f32, f32, String)> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) => Some((run.baseline, run.x, run.glyphs.iter().map(|glyph| glyph.character).collect())),
            _ => None,
        })
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    lines.into_iter().map(|(.., text)| text).collect()
}

fn table(rows: usize) -> Table {
    Table {
        columns: vec![Column::share(1.0, Align::Start), Column::points(80.0, Align::End)],
        head: vec![Row::new(vec![Cell::text("指标"), Cell::text("数值")])],
        rows: (0..rows).map(|n| Row::new(vec![Cell::text(format!("第{n}行")), Cell::text(format!("{n}.0"))])).collect(),
        ..Table::default()
    }
}

#[test]
fn a_table_repeats_its_head_on_every_page_and_loses_no_row() {
    let mut flow = Flow::new();
    flow.add(Block::Table(table(200)));
    let document = lay_out(&flow);
    assert!(document.pages.len() >= 4);
    let mut seen = Vec::new();
    for page in &document.pages {
        let text = text_of(page);
        assert!(text.contains(&"指标".to_owned()), "a page without the table's head");
        seen.extend(
            text.into_iter().filter_map(|line| line.strip_prefix("第")?.strip_suffix("行")?.parse::<usize>().ok()),
        );
    }
    assert_eq!(seen, (0..200).collect::<Vec<_>>());
}

#[test]
fn the_last_row_of_a_table_does_not_stand_alone_on_a_page() {
    for rows in 20..70 {
        let mut flow = Flow::new();
        flow.add(Block::Table(table(rows)));
        let document = lay_out(&flow);
        let last = text_of(document.pages.last().unwrap());
        let count = last.iter().filter(|line| line.ends_with('行')).count();
        assert!(document.pages.len() == 1 || count >= 2, "{rows} rows leave {count} on the last page");
    }
}

#[test]
fn a_row_taller_than_a_page_goes_on_over_pages() {
    let mut flow = Flow::new();
    let long: String = (0..5_000).map(|n| char::from_u32(0x4e00 + n % 2_000).unwrap()).collect();
    let mut table = table(1);
    table.rows.push(Row::new(vec![Cell::text(long.clone()), Cell::text("末")]));
    table.rows.push(Row::new(vec![Cell::text("其后"), Cell::text("1")]));
    flow.add(Block::Table(table));
    let document = lay_out(&flow);
    let all: String = document.pages.iter().flat_map(text_of).collect();
    let chinese: String = all.chars().filter(|c| long.contains(*c)).collect();
    assert!(document.pages.len() >= 2);
    assert!(chinese.len() >= long.len(), "characters were lost");
    assert!(all.contains("其后"));
    for page in &document.pages {
        assert_inside(page);
    }
}

fn assert_inside(page: &Page) {
    for item in &page.items {
        if let Item::Text(run) = item {
            let right = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x);
            assert!(run.x >= 30.0 && right <= Geometry::A4.width - 30.0, "text leaves the page at {right}");
            assert!((10.0..Geometry::A4.height - 10.0).contains(&run.baseline));
        }
    }
}

#[test]
fn a_heading_never_stands_at_the_foot_of_a_page() {
    for filler in 0..60 {
        let mut flow = Flow::new();
        flow.heading(1, "第一章");
        flow.add(Block::Space(filler as f32 * 12.0));
        flow.paragraph("前文。", theme().body());
        flow.heading(2, "标题甲");
        flow.heading(3, "标题乙");
        flow.add(Block::Table(table(8)));
        let document = lay_out(&flow);
        let page = document.pages.iter().find(|page| text_of(page).contains(&"标题甲".to_owned())).unwrap();
        let text = text_of(page);
        assert!(text.contains(&"标题乙".to_owned()), "filler {filler}: the second heading is parted from the first");
        assert!(text.contains(&"第0行".to_owned()), "filler {filler}: headings without what follows");
    }
}

#[test]
fn a_paragraph_leaves_no_single_line_on_either_page() {
    let text = "调研按统一口径逐处核对，由两人分别记录。".repeat(12);
    for filler in 0..60 {
        let mut flow = Flow::new();
        flow.paragraph("始。", theme().body());
        flow.add(Block::Space(filler as f32 * 11.0));
        flow.paragraph(text.as_str(), theme().body());
        let document = lay_out(&flow);
        for page in &document.pages {
            let lines = text_of(page);
            let count = lines
                .iter()
                .filter(|l| l.contains(|c| "按统口径逐处核对由两人分别记录".contains(c)) && !l.contains("演示"));
            assert_ne!(count.count(), 1, "filler {filler}");
        }
    }
}

#[test]
fn contents_carry_the_pages_of_their_headings() {
    let mut flow = Flow::new();
    flow.add(Block::Contents);
    for chapter in 1..=5 {
        flow.add(Block::PageBreak);
        flow.heading(1, format!("章{chapter}"));
        flow.heading(2, format!("节{chapter}"));
        flow.paragraph("文。", theme().body());
    }
    let document = lay_out(&flow);
    assert_eq!(document.pages.len(), 6);
    let contents = text_of(&document.pages[0]);
    for chapter in 1..=5 {
        let at = contents.iter().position(|line| *line == format!("章{chapter}")).unwrap();
        assert_eq!(contents[at + 1], (chapter + 1).to_string());
    }
    let links = document.pages[0].items.iter().filter(|item| matches!(item, Item::Link { .. })).count();
    assert_eq!(links, 10);
    assert!(document.outline.iter().all(|entry| document.places.contains_key(&entry.target)));
}

#[test]
fn the_mark_stands_on_every_page_the_cover_included() {
    let mut flow = Flow::new();
    flow.add(Block::Cover(crate::drawing::Drawing::new(100.0, 100.0)));
    flow.paragraph("文。", theme().body());
    flow.add(Block::PageBreak);
    flow.paragraph("文。", theme().body());
    let document = lay_out(&flow);
    assert_eq!(document.pages.len(), 3);
    for page in &document.pages {
        let all = text_of(page).concat();
        assert!(all.contains("演示数据·非调研结果") && all.contains("not survey results"));
    }
    assert!(text_of(&document.pages[1]).concat().contains("2 / 3"));
}

#[test]
fn a_missing_photo_says_so_and_a_long_caption_flows_on() {
    let mut flow = Flow::new();
    let photo = |caption: String| Photo {
        picture: None,
        placeholder: "照片文件不在本机".into(),
        caption: caption.as_str().into(),
        details: "望京 · 2026-09-06".into(),
        marks: Vec::new(),
        anchor: None,
    };
    let long: String = "长说明文字，".repeat(800);
    flow.add(Block::Photos(vec![photo("其一".into()), photo("其二".into()), photo(long), photo("其四".into())]));
    let document = lay_out(&flow);
    let all: Vec<String> = document.pages.iter().flat_map(text_of).collect();
    assert_eq!(all.iter().filter(|line| line.contains("照片文件不在本机")).count(), 4);
    assert!(all.iter().map(|line| line.matches("长说明文字").count()).sum::<usize>() >= 700);
    document.pages.iter().for_each(assert_inside);
}

#[test]
fn a_small_table_is_not_divided_and_a_long_one_begins_with_some_rows() {
    let paragraphs = |count: usize| {
        let mut flow = Flow::new();
        for _ in 0..count {
            flow.paragraph("前文。", theme().body());
        }
        flow
    };
    for before in 1..32 {
        let mut flow = paragraphs(before);
        flow.add(Block::Table(table(8)));
        let rows = |page: &Page| text_of(page).iter().filter(|line| line.ends_with('行')).count();
        let document = lay_out(&flow);
        assert!(document.pages.iter().all(|page| matches!(rows(page), 0 | 8)), "{before} paragraphs");
        let mut flow = paragraphs(before);
        flow.add(Block::Table(table(60)));
        let document = lay_out(&flow);
        let first = document.pages.iter().map(rows).find(|count| *count > 0);
        assert!(first >= Some(3), "{before} paragraphs");
    }
}

#[test]
fn the_note_of_a_table_is_not_parted_from_its_last_row() {
    for before in 1..40 {
        let mut flow = Flow::new();
        for _ in 0..before {
            flow.paragraph("前文。", theme().body());
        }
        flow.add(Block::Table(Table { note: Some("注：说明。".into()), ..table(40) }));
        let document = lay_out(&flow);
        let page = document.pages.iter().map(text_of).find(|page| page.contains(&"注：说明。".to_owned())).unwrap();
        assert!(page.contains(&"第39行".to_owned()), "{before} paragraphs");
    }
}

#[test]
fn three_thousand_photos_fill_their_pages_without_overlap() {
    let photo = |index: usize| Photo {
        picture: None,
        placeholder: "照片文件不在本机".into(),
        caption: format!("图 {index} {}", "说明".repeat(index % 40)).into(),
        details: "望京 · 2026-09-06".into(),
        marks: Vec::new(),
        anchor: None,
    };
    let mut flow = Flow::new();
    flow.add(Block::Photos((1..=3_000).map(photo).collect()));
    let document = lay_out(&flow);
    let all: usize = document.pages.iter().map(|page| text_of(page).concat().matches("图 ").count()).sum();
    assert_eq!(all, 3_000);
    for page in &document.pages {
        assert_inside(page);
        let mut boxes: Vec<(f32, f32, f32)> = Vec::new();
        for item in &page.items {
            if let Item::Text(run) = item {
                boxes.push((run.x, run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x), run.baseline));
            }
        }
        boxes.sort_by(|a, b| a.2.total_cmp(&b.2));
        for pair in boxes.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let beside = a.1 < b.0 || b.1 < a.0;
            assert!(beside || b.2 - a.2 > 6.0 || (b.2 - a.2).abs() < 0.01, "{a:?} over {b:?}");
        }
    }
}
