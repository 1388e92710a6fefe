//! What PDF/A and PDF/UA ask of a file's structure, as far as it can be checked without a validator.

use super::*;
use crate::drawing::{Axis, Radar, Series};
use crate::flow::{
    Block, Cell, Column, Flow, Geometry, Photo, PictureSource, Pictures, Row, Running, Table, Theme, paginate,
};
use crate::text::{Align, Rich, Span, Typesetter};
use lopdf::content::Content;
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::{BTreeMap, BTreeSet};
use tanfang_survey::text::Lang;

const ARTIFACT: &[u8] = b"Artifact";

/// Makes a document with one of everything.
fn sample() -> (tempfile::TempDir, lopdf::Document) {
    let folder = tempfile::tempdir().unwrap();
    let photo_path = folder.path().join("照片.jpg");
    image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([x as u8 * 3, y as u8 * 5, 90])).save(&photo_path).unwrap();
    let hash = *blake3::hash(&std::fs::read(&photo_path).unwrap()).as_bytes();
    let mut pictures = Pictures::default();
    let picture = pictures.take(&PictureSource { path: photo_path, hash, blurs: Vec::new() }).unwrap();

    let theme = Theme::modern(false);
    let mut setter = Typesetter::new(false).unwrap();
    let mut flow = Flow::new();
    let mut cover = crate::drawing::Drawing::new(Geometry::A4.width, Geometry::A4.height);
    cover.text(&mut setter, "封面", theme.body().sized(30.0), (80.0, 200.0), 300.0).unwrap();
    flow.add(Block::Cover(cover));
    flow.heading(1, "目录");
    flow.add(Block::Contents);
    flow.heading(1, "概览");
    flow.heading(3, "跳过一级的标题");
    let table_at = flow.anchor();
    let see = Rich::default().and(Span::plain("见")).and(Span::linked("表 1", table_at)).and(Span::plain("。"));
    flow.paragraph(see, theme.body());
    flow.add(Block::Numbered(vec!["其一".into(), "其二".into()]));
    flow.add(Block::Place(table_at));
    let row_at = flow.anchor();
    let mut rows: Vec<Row> = (0..80).map(|n| Row::new(vec![Cell::text(format!("行{n}")), Cell::text("1")])).collect();
    rows.insert(0, Row::group(Cell::text("组").spanning(2)));
    rows.push(Row::new(vec![Cell::text("只有一格")]));
    rows.push(Row::new(vec![Cell::text("长".repeat(6_000)), Cell::text("")]).at(row_at));
    flow.add(Block::Table(Table {
        caption: Some("表 1 全部".into()),
        columns: vec![Column::share(1.0, Align::Start), Column::points(80.0, Align::End)],
        head: vec![Row::new(vec![Cell::text("指标"), Cell::text("数值").leading_to(row_at)])],
        rows,
        note: Some("注：示例。".into()),
        ..Table::default()
    }));
    let axes: Vec<Axis> = (1..=9).map(|n| Axis { label: format!("场景{n}"), note: String::new() }).collect();
    let series = [Series { label: "第1轮".into(), values: vec![Some(50.0); 9] }];
    let radar = Radar { axes: &axes, series: &series, width: 400.0, radius: 80.0 }.draw(&mut setter, &theme).unwrap();
    let caption = Some("图 1 雷达".into());
    flow.add(Block::Figure { drawing: radar, alt: "九个场景均为50分".into(), caption, before: 6.0, after: 6.0 });
    let photo = |caption: String| Photo {
        picture,
        placeholder: "照片文件不在本机".into(),
        caption: caption.into(),
        details: "望京".into(),
        marks: Vec::new(),
        anchor: None,
    };
    let photos = vec![photo("图 2".into()), photo("图 3".into()), photo("长说明，".repeat(200))];
    flow.add(Block::Photos(photos));
    flow.add(Block::Language(Lang::En));
    flow.heading(1, "In English");
    flow.paragraph("Text.", theme.body());

    let number = |page: usize, count: usize| format!("{page} / {count}");
    let running = Running {
        header_left: "报告".into(),
        header_right: "右".into(),
        footer_left: "脚".into(),
        number: &number,
        mark: Some("演示数据".into()),
    };
    let document = paginate(&flow, pictures, Geometry::A4, &theme, &running, &mut setter).unwrap();
    let properties = Properties {
        title: "报告 <1> & 其他".into(),
        author: "课题组".into(),
        language: "zh-CN".into(),
        date: "2026-09-06".into(),
        ..Properties::default()
    };
    let path = folder.path().join("报告.pdf");
    write(&document, &properties, &path, &mut crate::pace::onward).unwrap();
    let pdf = lopdf::Document::load(&path).unwrap();
    (folder, pdf)
}

fn name(dict: &Dictionary, key: &[u8]) -> String {
    String::from_utf8(dict.get(key).unwrap().as_name().unwrap().to_vec()).unwrap()
}

fn reference(dict: &Dictionary, key: &[u8]) -> ObjectId {
    dict.get(key).unwrap().as_reference().unwrap()
}

/// An element of the structure with what it holds.
struct Element {
    id: ObjectId,
    role: String,
    dict: Dictionary,
    elements: Vec<Element>,
    contents: Vec<(ObjectId, i64)>,
    annotations: Vec<ObjectId>,
}

fn element(pdf: &lopdf::Document, id: ObjectId, parent: ObjectId) -> Element {
    let dict = pdf.get_dictionary(id).unwrap().clone();
    assert_eq!(reference(&dict, b"P"), parent, "an element knows its parent");
    let mut made = Element {
        id,
        role: name(&dict, b"S"),
        elements: Vec::new(),
        contents: Vec::new(),
        annotations: Vec::new(),
        dict: dict.clone(),
    };
    for kid in dict.get(b"K").unwrap().as_array().unwrap() {
        match kid {
            Object::Reference(kid) => made.elements.push(element(pdf, *kid, id)),
            Object::Dictionary(kid) if name(kid, b"Type") == "MCR" => {
                made.contents.push((reference(kid, b"Pg"), kid.get(b"MCID").unwrap().as_i64().unwrap()));
            }
            Object::Dictionary(kid) if name(kid, b"Type") == "OBJR" => made.annotations.push(reference(kid, b"Obj")),
            other => panic!("{other:?}"),
        }
    }
    made
}

fn tree(pdf: &lopdf::Document) -> (Dictionary, Element) {
    let root = reference(pdf.catalog().unwrap(), b"StructTreeRoot");
    let dict = pdf.get_dictionary(root).unwrap().clone();
    let first = dict.get(b"K").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    (dict, element(pdf, first, root))
}

fn walk<'e>(element: &'e Element, visit: &mut impl FnMut(&'e Element)) {
    visit(element);
    element.elements.iter().for_each(|kid| walk(kid, visit));
}

#[test]
fn every_mark_on_a_page_is_tagged_once_or_an_artifact_and_the_way_back_is_right() {
    let (_folder, pdf) = sample();
    let (root, top) = tree(&pdf);
    let mut owners: BTreeMap<(ObjectId, i64), (ObjectId, String)> = BTreeMap::new();
    walk(&top, &mut |one| {
        for content in &one.contents {
            assert!(
                owners.insert(*content, (one.id, one.role.clone())).is_none(),
                "{content:?} belongs to two elements"
            );
        }
    });
    let numbers = pdf.get_dictionary(reference(&root, b"ParentTree")).unwrap();
    let numbers = numbers.get(b"Nums").unwrap().as_array().unwrap();
    let back: BTreeMap<i64, ObjectId> =
        numbers.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].as_reference().unwrap())).collect();
    for id in pdf.page_iter() {
        let page = pdf.get_dictionary(id).unwrap();
        assert_eq!(name(page, b"Tabs"), "S");
        let key = page.get(b"StructParents").unwrap().as_i64().unwrap();
        let row = pdf.get_object(back[&key]).unwrap().as_array().unwrap();
        let (mut open, mut seen): (Option<Option<i64>>, Vec<i64>) = (None, Vec::new());
        for operation in Content::decode(&pdf.get_page_content(id)).unwrap().operations {
            match operation.operator.as_str() {
                "BDC" => {
                    assert!(open.is_none(), "marked content within marked content");
                    let tag = operation.operands[0].as_name().unwrap();
                    if tag == ARTIFACT {
                        open = Some(None);
                        continue;
                    }
                    let number = operation.operands[1].as_dict().unwrap().get(b"MCID").unwrap().as_i64().unwrap();
                    let (owner, role) = &owners[&(id, number)];
                    assert_eq!(role.as_bytes(), tag);
                    assert_eq!(row[number as usize].as_reference().unwrap(), *owner);
                    seen.push(number);
                    open = Some(Some(number));
                }
                "EMC" => open = None,
                "Tj" | "TJ" | "Do" | "f" | "f*" | "S" | "s" | "B" | "b" | "B*" | "b*" => {
                    assert!(open.is_some(), "{operation:?} is neither tagged nor an artifact");
                }
                _ => {}
            }
        }
        assert!(open.is_none());
        assert_eq!(seen, (0..row.len() as i64).collect::<Vec<_>>(), "numbers go up in the order of drawing");
    }
    let tagged: usize = owners.len();
    let listed: usize = pdf
        .page_iter()
        .map(|id| pdf.get_dictionary(id).unwrap().get(b"StructParents").unwrap().as_i64().unwrap())
        .map(|key| pdf.get_object(back[&key]).unwrap().as_array().unwrap().len())
        .sum();
    assert_eq!(tagged, listed);
}

#[test]
fn headings_skip_no_level_and_tables_are_regular_with_heads_that_say_their_scope() {
    let (_folder, pdf) = sample();
    let (_, top) = tree(&pdf);
    let mut level = 0;
    let mut roles = BTreeSet::new();
    walk(&top, &mut |one| {
        roles.insert(one.role.clone());
        if let Some(here) = one.role.strip_prefix('H').and_then(|level| level.parse::<u32>().ok()) {
            assert!(here <= level + 1, "H{here} after H{level}");
            level = here;
        }
        if one.role == "Table" {
            let rows: Vec<&Element> = one.elements.iter().filter(|kid| kid.role == "TR").collect();
            let attribute = |cell: &Element, key: &[u8]| {
                cell.dict.get(b"A").ok().and_then(|a| a.as_dict().unwrap().get(key).ok().cloned())
            };
            for row in &rows {
                let span = |cell: &Element| attribute(cell, b"ColSpan").map_or(1, |span| span.as_i64().unwrap());
                assert_eq!(row.elements.iter().map(span).sum::<i64>(), 2);
                for cell in &row.elements {
                    assert!(matches!(cell.role.as_str(), "TH" | "TD"));
                    assert_eq!(cell.role == "TH", attribute(cell, b"Scope").is_some());
                }
            }
            assert_eq!(rows.len(), 84, "a head that is repeated is read once");
            assert_eq!(one.elements[0].role, "Caption");
        }
        if one.role == "LI" {
            let parts: Vec<&str> = one.elements.iter().map(|kid| kid.role.as_str()).collect();
            assert_eq!(parts, ["Lbl", "LBody"]);
        }
    });
    let all = [
        "Caption", "Div", "Document", "Figure", "H1", "H2", "L", "LBody", "LI", "Lbl", "Link", "P", "TD", "TH", "TOC",
        "TOCI", "TR", "Table",
    ];
    assert_eq!(roles, all.into_iter().map(str::to_owned).collect());
}

#[test]
fn figures_say_what_they_show_and_where_they_are_and_links_where_they_lead() {
    let (_folder, pdf) = sample();
    let (root, top) = tree(&pdf);
    let (mut figures, mut links) = (0, 0);
    let numbers = pdf.get_dictionary(reference(&root, b"ParentTree")).unwrap();
    let numbers = numbers.get(b"Nums").unwrap().as_array().unwrap();
    let pages: Vec<ObjectId> = pdf.page_iter().collect();
    walk(&top, &mut |one| {
        if one.role == "Figure" {
            figures += 1;
            assert!(!one.dict.get(b"Alt").unwrap().as_str().unwrap().is_empty());
            let place = one.dict.get(b"A").unwrap().as_dict().unwrap().get(b"BBox").unwrap().as_array().unwrap();
            assert_eq!(place.len(), 4);
        }
        if one.role == "Link" {
            links += 1;
            assert!(!one.contents.is_empty(), "a link has words");
            let annotation = pdf.get_dictionary(one.annotations[0]).unwrap();
            assert!(!annotation.get(b"Contents").unwrap().as_str().unwrap().is_empty());
            assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4, "printed, not hidden");
            let target = annotation.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
            assert!(pages.contains(&target));
            let key = annotation.get(b"StructParent").unwrap();
            let at = numbers.iter().step_by(2).position(|number| number == key).unwrap();
            assert_eq!(numbers[at * 2 + 1].as_reference().unwrap(), one.id);
        }
    });
    assert_eq!(
        (figures, links),
        (4, 4),
        "chart and photos; two headings of its language in the contents, a span, a cell"
    );
    let annotations: usize = pdf.page_iter().map(|page| pdf.get_page_annotations(page).unwrap().len()).sum();
    assert_eq!(annotations, links);
    let last = top.elements.last().unwrap();
    assert_eq!(last.dict.get(b"Lang").unwrap().as_str().unwrap(), b"en");
}

#[test]
fn the_file_declares_its_standards_and_keeps_what_they_ask_for() {
    let (_folder, pdf) = sample();
    let catalogue = pdf.catalog().unwrap();
    assert!(catalogue.get(b"MarkInfo").unwrap().as_dict().unwrap().get(b"Marked").unwrap().as_bool().unwrap());
    let packet = pdf.get_object(reference(catalogue, b"Metadata")).unwrap().as_stream().unwrap();
    assert!(!packet.dict.has(b"Filter"), "found without undoing anything");
    let packet = String::from_utf8(packet.content.clone()).unwrap();
    let mut reader = quick_xml::Reader::from_str(&packet);
    while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "报告 &lt;1&gt; &amp; 其他",
        "2026-09-06T00:00:00+08:00",
    ] {
        assert!(packet.contains(wanted), "{wanted}");
    }
    let intent = catalogue.get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert_eq!(name(intent, b"S"), "GTS_PDFA1");
    let profile = pdf.get_object(reference(intent, b"DestOutputProfile")).unwrap().as_stream().unwrap();
    assert_eq!(&profile.decompressed_content().unwrap()[36..40], b"acsp");
    assert!(pdf.trailer.has(b"ID") && !pdf.trailer.has(b"Encrypt"));
    let mut outlines = 0;
    for object in pdf.objects.values() {
        let dict = match object {
            Object::Dictionary(dict) => dict,
            Object::Stream(stream) => &stream.dict,
            _ => continue,
        };
        for refused in
            [b"SMask".as_slice(), b"Group", b"CA", b"ca", b"TR", b"JavaScript", b"OpenAction", b"OCProperties"]
        {
            assert!(!dict.has(refused), "{}", String::from_utf8_lossy(refused));
        }
        let inks = dict.get(b"ColorSpace").and_then(Object::as_name).ok() == Some(b"DeviceCMYK");
        assert!(!inks, "a colour that the output intent does not cover");
        if let Ok(fonts) = dict.get(b"DescendantFonts") {
            outlines += 1;
            assert!(dict.has(b"ToUnicode"));
            let font = pdf.dereference(&fonts.as_array().unwrap()[0]).unwrap().1.as_dict().unwrap();
            assert_eq!(name(font, b"CIDToGIDMap"), "Identity");
            let descriptor = pdf.dereference(font.get(b"FontDescriptor").unwrap()).unwrap().1.as_dict().unwrap();
            assert!(descriptor.has(b"FontFile2"), "embedded");
        }
    }
    assert!(outlines >= 2);
}
