use super::*;
use crate::flow::Theme;
use std::cell::RefCell;

fn theme() -> Theme {
    Theme::modern(false)
}

fn drawn(draw: impl Fn(&mut Typesetter) -> Result<Drawing, ReportError>) -> Drawing {
    thread_local!(static SETTER: RefCell<Typesetter> = RefCell::new(Typesetter::new(false).unwrap()));
    SETTER.with_borrow_mut(|setter| draw(setter).unwrap())
}

/// Gives the boxes of all runs, as tight as the em box of Chinese.
fn boxes(drawing: &Drawing) -> Vec<(Rect, String)> {
    let runs = drawing.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None });
    runs.map(|run| {
        let text: String = run.glyphs.iter().map(|glyph| glyph.character).collect();
        let last = run.glyphs.last().unwrap();
        let wide = match last.character {
            ' ' | '·' => 0.0,
            narrow if narrow < '\u{2e80}' => 0.5,
            _ => 0.95,
        };
        let width = last.x + run.size * wide;
        (Rect::new(run.x, run.baseline - run.size * 0.8, width, run.size * 0.85), text)
    })
    .collect()
}

/// Every label lies within the drawing and none over another.
fn assert_apart(drawing: &Drawing) {
    let boxes = boxes(drawing);
    assert!(!boxes.is_empty());
    for (index, (a, text)) in boxes.iter().enumerate() {
        assert!(a.x > -0.5 && a.x + a.width < drawing.width + 2.0, "{text} leaves the chart sideways: {a:?}");
        assert!(a.y > -1.0 && a.y + a.height < drawing.height + 1.0, "{text} leaves the chart: {a:?}");
        for (b, other) in &boxes[index + 1..] {
            let over = a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
            assert!(!over, "{text} {a:?} lies over {other} {b:?}");
        }
    }
}

const NAMES: [&str; 9] = [
    "居住",
    "便利商业街区",
    "医疗健康服务",
    "国际教育与托幼设施",
    "文化",
    "出行",
    "公共空间与绿地环境",
    "政务服务",
    "社区治理与共享参与",
];
const ENGLISH: [&str; 9] = [
    "Livable community",
    "Convenient commerce and daily life",
    "Medical and health services",
    "International education",
    "Internationalised culture",
    "Smooth transport and accessibility",
    "Public space",
    "One-stop government services",
    "Governance and participation",
];

#[test]
fn the_names_of_a_radar_never_touch_however_many_and_long_they_are() {
    for names in [NAMES, ENGLISH] {
        for count in 3..=9 {
            for (width, radius) in [(471.0, 100.0), (300.0, 80.0), (230.0, 55.0)] {
                let axis = |name: &&str| Axis { label: (*name).into(), note: "62.5 → 71.0".into() };
                let axes: Vec<Axis> = names[..count].iter().map(axis).collect();
                let series = |label: &str, base: f64| Series {
                    label: label.into(),
                    values: (0..count).map(|n| (n != 2).then_some(base + n as f64 * 7.0)).collect(),
                };
                let series = [series("第1轮", 20.0), series("第2轮", 30.0), series("第3轮", 40.0)];
                let radar = Radar { axes: &axes, series: &series, width, radius };
                let drawing = drawn(|setter| radar.draw(setter, &theme()));
                assert!(drawing.height < 2.0 * radius + 260.0);
                assert_apart(&drawing);
            }
        }
    }
}

#[test]
fn rounds_of_a_radar_differ_without_colour() {
    let axes: Vec<Axis> = NAMES.iter().map(|name| Axis { label: (*name).into(), note: String::new() }).collect();
    let series = |value| Series { label: "轮".into(), values: vec![Some(value); 9] };
    let count = |series: &[Series]| {
        let radar = Radar { axes: &axes, series, width: 400.0, radius: 90.0 };
        drawn(|setter| radar.draw(setter, &theme())).items.len()
    };
    let latest = count(&[series(60.0)]);
    let both = count(&[series(60.0), series(60.0)]);
    assert!(both > latest + 2 * 9, "the earlier round is drawn in many dashes");
}

fn heat(columns: &[&str], rows: usize, width: f32) -> Drawing {
    let columns: Vec<String> = columns.iter().map(|name| (*name).into()).collect();
    let rows: Vec<String> = (0..rows).map(|n| format!("望京国际人才社区第{n}片")).collect();
    let cell = |row: usize, column: usize| match (row + column) % 7 {
        5 => HeatCell::default(),
        6 => HeatCell { share: Some(31.0), number: "31.0".into(), doubtful: true, link: None },
        n => HeatCell { share: Some(n as f64 * 22.0), number: format!("{}.0", n * 22), doubtful: false, link: None },
    };
    let cells: Vec<Vec<HeatCell>> =
        (0..rows.len()).map(|row| (0..columns.len()).map(|column| cell(row, column)).collect()).collect();
    let map = HeatMap { rows: &rows, columns: &columns, cells: &cells, doubtful: "数据不足", width };
    drawn(|setter| map.draw(setter, &theme()))
}

#[test]
fn a_heat_map_keeps_its_words_apart_and_numbers_columns_whose_names_do_not_fit() {
    for width in [471.0, 300.0] {
        for names in [NAMES, ENGLISH] {
            assert_apart(&heat(&names, 8, width));
        }
    }
    let text: String = boxes(&heat(&ENGLISH, 8, 300.0)).into_iter().map(|(_, text)| text).collect();
    assert!(text.contains("Internationalised culture"), "a name is never divided: {text}");
}

#[test]
fn a_higher_share_is_darker_and_too_little_data_is_hatched() {
    let one = |cell: HeatCell| {
        let (rows, columns, cells) = (["甲".to_owned()], ["居住".to_owned()], [vec![cell]]);
        let map = HeatMap { rows: &rows, columns: &columns, cells: &cells, doubtful: "数据不足", width: 300.0 };
        drawn(|setter| map.draw(setter, &theme()))
    };
    let grey = |share: f64| {
        let drawing = one(HeatCell { share: Some(share), number: "1".into(), ..HeatCell::default() });
        let fill = drawing.items.iter().find_map(|item| if let Item::Shape(shape) = item { shape.fill } else { None });
        let Colour(r, g, b) = fill.unwrap();
        f32::from(r) * 0.3 + f32::from(g) * 0.59 + f32::from(b) * 0.11
    };
    let greys = [0.0, 25.0, 50.0, 75.0, 100.0].map(grey);
    assert!(greys.is_sorted_by(|a, b| a - b > 20.0), "{greys:?}");
    let rules = |drawing: &Drawing| {
        let line = |item: &&Item| matches!(item, Item::Shape(Shape { outline: Outline::Line { .. }, .. }));
        drawing.items.iter().filter(line).count()
    };
    let sure = one(HeatCell { share: Some(50.0), number: "50.0".into(), ..HeatCell::default() });
    let doubtful = one(HeatCell { share: Some(50.0), number: "50.0".into(), doubtful: true, link: None });
    assert!(rules(&sure) == 0 && rules(&doubtful) > 20);
    let text: String = boxes(&doubtful).into_iter().map(|(_, text)| text).collect();
    assert!(text.contains("数据不足") && text.contains("50.0"));
}

#[test]
fn bars_and_changes_keep_their_words_apart() {
    for names in [NAMES, ENGLISH] {
        for width in [471.0, 260.0] {
            let bar = |(index, name): (usize, &&str)| BarRow {
                label: (*name).into(),
                share: (index != 3).then_some(index as f64 * 12.5),
                number: format!("{}", index as f64 * 12.5),
                mark: Some(75.0),
                range: Some((10.0, 90.0)),
                doubtful: index == 2,
            };
            let rows: Vec<BarRow> = names.iter().enumerate().map(bar).collect();
            assert_apart(&drawn(|setter| Bars { rows: &rows, width }.draw(setter, &theme())));
            let change = |(index, name): (usize, &&str)| {
                let (before, after) = (index as f64 * 12.5, 100.0 - index as f64 * 12.0);
                ChangeRow {
                    label: (*name).into(),
                    before: (index != 3).then_some(before),
                    after: (index != 5).then_some(after),
                    before_number: format!("{before:.1}"),
                    after_number: format!("{after:.1}"),
                    change: format!("{:+.1}", after - before),
                }
            };
            let rows: Vec<ChangeRow> = names.iter().enumerate().map(change).collect();
            let change = Change { rows: &rows, legend: ["第1轮", "第3轮"], width };
            assert_apart(&drawn(|setter| change.draw(setter, &theme())));
        }
    }
}
