use super::*;
use crate::flow::{Block, Cell, Column, Photo, PictureSource, Row, Table};
use crate::text::{Align, Rich, Span};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::Read;

/// Writes a flow and gives the parts of the file by name.
fn parts_of(flow: &Flow, pictures: &Pictures) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.docx");
    let number = |page: usize, count: usize| format!("{page} / {count}");
    let running = Running {
        header_left: "函".into(),
        header_right: "八社区调研".into(),
        footer_left: "课题组".into(),
        number: &number,
        mark: Some("演示数据".into()),
    };
    let properties = Properties { title: "函 <1> & 2".into(), language: "zh-CN".into(), ..Properties::default() };
    let docx = Docx {
        flow,
        pictures,
        theme: &Theme::modern(false),
        geometry: Geometry::A4,
        running: &running,
        properties: &properties,
        note: "以 PDF 为准",
    };
    write(&docx, &path).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let names: Vec<String> = zip.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut read = |name: &String| {
        let mut bytes = Vec::new();
        zip.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        (name.clone(), bytes)
    };
    names.iter().map(&mut read).collect()
}

/// Reads a part to its end: it must be well formed. Gives all its attributes called `name`.
fn attributes(part: &[u8], name: &str) -> Vec<String> {
    let mut reader = Reader::from_reader(part);
    let mut found = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    let attribute = attribute.unwrap();
                    if attribute.key.as_ref() == name {
                        found.push(attribute.value.into_owned());
                    }
                }
            }
            _ => {}
        }
    }
}

fn text(part: &[u8]) -> String {
    String::from_utf8(part.to_vec()).unwrap()
}

#[test]
fn every_part_is_well_formed_and_every_relation_leads_somewhere() {
    let mut flow = Flow::new();
    let anchor = flow.heading(1, "一、总述 <&>\u{b}");
    flow.paragraph(Rich::default().and(Span::linked("见总述", anchor)), Theme::modern(false).body());
    flow.add(Block::Contents);
    let parts = parts_of(&flow, &Pictures::default());
    for (name, bytes) in &parts {
        assert!(!attributes(bytes, "nothing").contains(&name.clone()), "{name} is read to its end");
    }
    let targets = attributes(&parts["word/_rels/document.xml.rels"], "Target");
    assert!(targets.iter().all(|target| parts.contains_key(&format!("word/{target}"))), "{targets:?}");
    let document = &parts["word/document.xml"];
    let bookmarks = attributes(document, "w:name");
    let links = attributes(document, "w:anchor");
    assert_eq!(links.len(), 2, "the paragraph and the contents");
    assert!(links.iter().all(|link| bookmarks.contains(link)));
    assert!(
        text(document).contains("一、总述 &lt;&amp;&gt;<") && text(&parts["word/footer1.xml"]).contains("以 PDF 为准")
    );
    assert!(text(&parts["word/header1.xml"]).contains("演示数据"));
}

#[test]
fn heads_of_tables_repeat_and_lists_begin_at_one_again() {
    let mut flow = Flow::new();
    let row = |text: &str| Row::new(vec![Cell::text(text), Cell::text("1\n2").spanning(2)]);
    let columns = [1.0, 2.0, 1.0].map(|share| Column::share(share, Align::Start)).to_vec();
    flow.add(Block::Table(Table {
        columns,
        head: vec![row("头")],
        rows: vec![row("甲"), row("乙")],
        ..Table::default()
    }));
    for _ in 0..2 {
        flow.add(Block::Numbered(vec![Rich::from("先"), Rich::from("后")]));
    }
    let parts = parts_of(&flow, &Pictures::default());
    let document = text(&parts["word/document.xml"]);
    assert_eq!((document.matches("<w:tblHeader/>").count(), document.matches("<w:tr>").count()), (1, 3));
    assert_eq!(document.matches("<w:gridSpan w:val=\"2\"/>").count(), 3);
    assert_eq!(document.matches("<w:br/>").count(), 3);
    for list in 1..=2 {
        assert_eq!(document.matches(&format!("<w:numId w:val=\"{list}\"/>")).count(), 2);
    }
    assert_eq!(text(&parts["word/numbering.xml"]).matches("<w:num ").count(), 2);
}

#[test]
fn photos_stand_in_it_as_they_are_and_a_changed_one_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.jpg");
    image::RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8, y as u8, 9])).save(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let mut pictures = Pictures::default();
    let source = PictureSource { path: path.clone(), hash: *blake3::hash(&bytes).as_bytes(), blurs: Vec::new() };
    let picture = pictures.take(&source).unwrap();
    let photo = |picture, caption: &str| Photo {
        picture,
        placeholder: "照片不在本机".into(),
        caption: caption.into(),
        details: "望京".into(),
        marks: Vec::new(),
        anchor: None,
    };
    let mut flow = Flow::new();
    flow.add(Block::Photos(vec![photo(picture, "图1"), photo(picture, "图2"), photo(None, "图3")]));
    let parts = parts_of(&flow, &pictures);
    assert_eq!(parts["word/media/photo00001.jpeg"], bytes);
    let document = text(&parts["word/document.xml"]);
    assert_eq!(document.matches("r:embed=").count(), 2, "shown twice, kept once");
    assert!(document.contains("照片不在本机") && document.contains("descr=\"图1\""));
    std::fs::write(&path, b"other").unwrap();
    assert!(matches!(picture::bytes(&pictures, picture.unwrap()), Err(ReportError::PhotoChanged { .. })));
}

#[test]
fn what_is_drawn_on_a_photo_stands_on_it_as_shapes_and_the_picture_stays_as_it_is() {
    use tanfang_survey::model::{Mark, MarkKind};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.jpg");
    image::RgbImage::from_pixel(400, 300, image::Rgb([90, 120, 150])).save(&path).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let mut pictures = Pictures::default();
    let source = PictureSource { path, hash: *blake3::hash(&bytes).as_bytes(), blurs: Vec::new() };
    let picture = pictures.take(&source).unwrap();
    let mark = |kind, from, to, words: &str| Mark { kind, from, to, text: words.into() };
    let marks = vec![
        mark(MarkKind::Arrow, (800, 700), (400, 300), ""),
        mark(MarkKind::Box, (100, 100), (300, 400), ""),
        mark(MarkKind::Text, (900, 950), (900, 950), "台阶18cm <高>"),
        mark(MarkKind::Blur, (0, 0), (100, 100), ""),
    ];
    let mut flow = Flow::new();
    let (placeholder, caption, details) = (String::new(), "图1".into(), "望京".into());
    flow.add(Block::Photos(vec![Photo { picture, placeholder, caption, details, marks, anchor: None }]));
    let parts = parts_of(&flow, &pictures);
    assert_eq!(parts["word/media/photo00001.jpeg"], bytes);
    let document = text(&parts["word/document.xml"]);
    assert_eq!(document.matches("<wps:wsp>").count(), 3, "a blur is in the picture already");
    assert!(document.contains("flipH=\"1\" flipV=\"1\"") && document.contains("台阶18cm &lt;高&gt;"));
    assert_eq!(document.matches("r:embed=").count(), 2, "once in the group, once for who knows no groups");
    attributes(&parts["word/document.xml"], "w:val");
}

#[test]
fn charts_stand_in_it_as_pictures_with_words_that_say_what_they_show() {
    use crate::drawing::Drawing;
    use crate::page::{Colour, Rect, Shape};
    let bar = |width: f32| {
        let mut drawing = Drawing::new(90.0, 8.0);
        drawing.add(Shape::filled(Rect::new(0.0, 0.0, width, 8.0), Colour(20, 60, 120)));
        drawing
    };
    let mut flow = Flow::new();
    let figure = |drawing, alt: &str| Block::Figure {
        drawing,
        alt: alt.into(),
        caption: Some("图 1".into()),
        before: 6.0,
        after: 12.0,
    };
    flow.add(figure(bar(60.0), "宜居社区 72.4"));
    let cells = |cell: Cell| Row::new(vec![Cell::text("望京"), cell]);
    flow.add(Block::Table(Table {
        columns: [1.0, 1.0].map(|share| Column::share(share, Align::Start)).to_vec(),
        rows: [bar(30.0), bar(60.0), Drawing::new(10.0, 60.0)].map(Cell::drawing).map(cells).to_vec(),
        ..Table::default()
    }));
    let parts = parts_of(&flow, &Pictures::default());
    let pictures: Vec<&String> = parts.keys().filter(|name| name.contains("/drawing0")).collect();
    assert_eq!(pictures, ["word/media/drawing00001.png", "word/media/drawing00002.png"], "each once, and no empty one");
    assert!(text(&parts["[Content_Types].xml"]).contains("image/png"));
    let document = &parts["word/document.xml"];
    assert_eq!(text(document).matches("r:embed=").count(), 3);
    assert!(text(document).contains("descr=\"宜居社区 72.4\""));
    assert_eq!(text(document).matches("adec:decorative ").count(), 2, "bars repeat the number beside them");
    assert!(!text(document).contains("<w:t xml:space=\"preserve\">宜居社区 72.4"), "the words are not printed twice");
    let ids: Vec<String> = attributes(document, "id").into_iter().step_by(2).collect();
    assert_eq!(ids, ["1", "2", "3"], "no two have one number");
    assert_eq!(parts, parts_of(&flow, &Pictures::default()), "the same bytes again");
}

#[test]
fn what_only_guides_the_printed_lines_is_not_in_the_text() {
    let mut flow = Flow::new();
    flow.paragraph("共12\u{2060}处\u{2060}/\u{2060}公里", Theme::modern(false).body());
    let parts = parts_of(&flow, &Pictures::default());
    assert!(text(&parts["word/document.xml"]).contains("共12处/公里"), "it is found when searched");
}
