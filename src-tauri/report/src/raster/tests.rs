use super::*;
use crate::drawing::{Axis, Radar, Series};
use crate::flow::Theme;
use crate::text::Typesetter;

fn pixels(drawing: &Drawing) -> image::RgbImage {
    image::load_from_memory(&png(drawing).unwrap()).unwrap().into_rgb8()
}

#[test]
fn shapes_lie_where_the_display_list_puts_them() {
    let mut drawing = Drawing::new(72.0, 36.0);
    drawing.add(Shape::filled(Rect::new(12.0, 12.0, 24.0, 12.0), Colour(200, 0, 0)));
    drawing.add(Shape::rule((48.0, 0.0), (48.0, 36.0), Colour(0, 0, 200), 4.0));
    let round = Outline::Rect { rect: Rect::new(56.0, 10.0, 16.0, 16.0), radius: 8.0 };
    drawing.add(Shape { outline: round, fill: Some(Colour(0, 90, 0)), stroke: None });
    let picture = pixels(&drawing);
    assert_eq!(picture.dimensions(), (300, 150), "300 pixels an inch");
    let at = |x: f32, y: f32| picture.get_pixel((x * SCALE) as u32, (y * SCALE) as u32).0;
    assert_eq!((at(24.0, 18.0), at(11.0, 18.0), at(24.0, 25.0)), ([200, 0, 0], [255; 3], [255; 3]));
    assert_eq!((at(48.0, 30.0), at(51.0, 30.0)), ([0, 0, 200], [255; 3]));
    assert_eq!((at(64.0, 18.0), at(57.0, 11.0)), ([0, 90, 0], [255; 3]), "the corner is round");
}

#[test]
fn a_chart_shows_its_words_and_is_the_same_picture_each_time() {
    let axes: Vec<Axis> = (1..=9).map(|n| Axis { label: format!("{n} 宜居社区"), note: "72.4".into() }).collect();
    let series = [Series { label: "朝阳望京".into(), values: vec![Some(50.0); 9] }];
    let mut setter = Typesetter::new(false).unwrap();
    let radar = Radar { axes: &axes, series: &series, width: 400.0, radius: 80.0 };
    let drawing = radar.draw(&mut setter, &Theme::modern(false)).unwrap();
    let runs = drawing.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(run) } else { None });
    let picture = pixels(&drawing);
    for run in runs {
        let [x, y, high] = [run.x, run.baseline - run.size, run.size].map(|length| (length * SCALE) as u32);
        let wide = ((run.glyphs.last().unwrap().x + run.size) * SCALE) as u32;
        let dark = |x: u32, y: u32| picture.get_pixel_checked(x, y).is_some_and(|pixel| pixel.0[1] < 140);
        let inked = (y..y + high).any(|y| (x..x + wide).any(|x| dark(x, y)));
        assert!(inked, "nothing is drawn at {} {}", run.x, run.baseline);
    }
    let (one, two) = (png(&drawing).unwrap(), png(&drawing).unwrap());
    assert_eq!(one, two, "the same drawing gives the same bytes");
    assert!(one.len() < 200_000, "{} bytes", one.len());
}

#[test]
fn a_drawing_without_extent_is_a_white_dot() {
    assert_eq!(pixels(&Drawing::new(0.0, 0.0)).dimensions(), (1, 1));
}
