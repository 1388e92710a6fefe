use super::*;
use crate::drawing::{Axis, Radar, Series};
use crate::flow::{Block, Flow, Geometry, Photo, PictureSource, Pictures, Running, Theme, paginate};
use crate::text::Typesetter;
use quick_xml::events::Event;
use std::collections::BTreeSet;

fn document() -> Document {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.jpg");
    image::RgbImage::from_pixel(40, 30, image::Rgb([9, 9, 9])).save(&path).unwrap();
    let hash = *blake3::hash(&std::fs::read(&path).unwrap()).as_bytes();
    let mut pictures = Pictures::default();
    let picture = pictures.take(&PictureSource { path, hash, blurs: Vec::new() }).unwrap();
    let theme = Theme::modern(false);
    let mut flow = Flow::new();
    flow.add(Block::Contents);
    flow.heading(1, "一二一二一二");
    flow.paragraph("<b>与 & 之间</b>", theme.body());
    flow.add(Block::Photos(vec![Photo {
        picture,
        placeholder: "无".into(),
        caption: "图 1".into(),
        details: "望京".into(),
        marks: Vec::new(),
        anchor: None,
    }]));
    let number = |page: usize, _: usize| page.to_string();
    let running = Running {
        header_left: "左".into(),
        header_right: "右".into(),
        footer_left: "脚".into(),
        number: &number,
        mark: None,
    };
    let mut setter = Typesetter::new(false).unwrap();
    paginate(&flow, pictures, Geometry::A4, &theme, &running, &mut setter).unwrap()
}

fn elements(svg: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|one| one.unwrap());
                let attributes = attributes.map(|one| (one.key.as_ref().to_owned(), one.value.to_string())).collect();
                found.push((tag.name().as_ref().to_owned(), attributes));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn a_page_defines_each_outline_once_and_uses_what_it_defines() {
    let document = document();
    let around = Surroundings {
        picture: &|picture| Some(format!("photo:{}?a&b", hex::encode(picture.source.hash))),
        link: &|place| Some(format!("#page-{}", place.page + 1)),
    };
    let svg = page(&document, 0, "第 1 页 <\"", &around).unwrap();
    let elements = elements(&svg);
    let value = |(_, attributes): &(String, Vec<(String, String)>), wanted: &str| {
        attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone())
    };
    let all = |tag: &str, attribute: &str| -> Vec<String> {
        elements.iter().filter(|(name, _)| name == tag).filter_map(|one| value(one, attribute)).collect()
    };
    let defined: Vec<String> = all("path", "id");
    let unique: BTreeSet<&String> = defined.iter().collect();
    assert_eq!(unique.len(), defined.len(), "an outline is defined once");
    let used: BTreeSet<String> = all("use", "href").into_iter().map(|name| name[1..].to_owned()).collect();
    assert_eq!(used.iter().collect::<BTreeSet<_>>(), unique, "what is used is defined, and nothing else");
    assert!(all("use", "href").len() > defined.len());
    assert!(all("image", "href")[0].starts_with("photo:") && all("a", "href") == ["#page-1"]);
    assert!(elements.iter().all(|one| value(one, "style").is_none()), "the window's policy forbids styles");
    assert!(page(&document, 1, "", &around).is_none());
    assert_eq!(svg, page(&document, 0, "第 1 页 <\"", &around).unwrap());
    assert!(svg.len() < 60_000, "{} bytes", svg.len());
}

#[test]
fn a_chart_stands_alone_and_says_what_it_shows() {
    let axes: Vec<Axis> = (1..=9).map(|n| Axis { label: format!("场景{n}"), note: String::new() }).collect();
    let series = [Series { label: "第1轮".into(), values: vec![Some(50.0); 9] }];
    let mut setter = Typesetter::new(false).unwrap();
    let radar = Radar { axes: &axes, series: &series, width: 400.0, radius: 80.0 };
    let chart = radar.draw(&mut setter, &Theme::modern(false)).unwrap();
    let svg = drawing(&chart, "九个场景");
    assert!(svg.contains("aria-label=\"九个场景\"") && svg.contains("viewBox=\"0 0 400 "));
    assert!(!svg.contains("NaN") && !svg.contains("-0 "));
    assert!(elements(&svg).iter().any(|(name, _)| name == "polygon"));
}
