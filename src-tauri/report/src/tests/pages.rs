//! What stands on the pages and in the file.

use super::{KINDS, draw_pictures, edition, figures, pages, scenario, squeezed, text};
use crate::edition::{Edition, Kind, Languages};
use crate::flow::Geometry;
use crate::laid::{Format, Receipt, write};
use crate::pace::onward;
use crate::page::{Item, Page};
use crate::{ReportError, Stored, showable};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use tanfang_survey::session::Fault;
use tanfang_survey::session::figures::{Figures, PhotoFigures, PhotoFile};
use tanfang_survey::text::Lang;

const DEMO: &str = "演示数据·非调研结果 · Demo data, not survey results";

struct Made {
    folder: tempfile::TempDir,
    path: PathBuf,
    receipt: Receipt,
}

fn make(figures: &Figures, edition: &Edition) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报 告.pdf");
    let (receipt, stored) = write(figures, edition, Format::Pdf, &path, &mut onward).unwrap();
    assert_eq!(stored, Stored::of(&path).unwrap(), "what was written is known without reading it again");
    Made { folder, path, receipt }
}

fn load(made: &Made) -> lopdf::Document {
    lopdf::Document::load(&made.path).unwrap()
}

#[test]
fn the_same_figures_and_edition_give_the_same_bytes_in_every_kind_and_format() {
    let figures = figures();
    let folder = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let edition = Edition { languages: Languages::Both, ..edition(kind, Lang::Zh) };
        for format in [Format::Pdf, Format::Docx] {
            let [one, two] = ["1", "2"].map(|name| {
                let path = folder.path().join(name);
                write(&figures, &edition, format, &path, &mut onward).unwrap();
                std::fs::read(path).unwrap()
            });
            assert!(one == two, "{kind:?} {format:?}");
        }
    }
}

#[test]
fn nothing_is_left_beside_the_report() {
    let made = make(&figures(), &scenario("2", Lang::Zh));
    let names: Vec<_> =
        std::fs::read_dir(made.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["报 告.pdf"]);
}

#[test]
fn a_demo_says_so_on_every_page_in_both_languages_and_a_survey_nowhere() {
    let mut figures = figures();
    for lang in Lang::ALL {
        let pages = pages(&figures, &scenario("1", lang));
        assert!(pages.len() > 10);
        assert!(pages.iter().all(|page| page.squeezed().contains(&squeezed(DEMO))));
    }
    figures.demo = false;
    figures.survey = "调研".into();
    figures.organisation = "课题组".into();
    for lang in Lang::ALL {
        let all = text(&figures, &scenario("1", lang));
        assert!(!all.contains("演示数据") && !all.contains("Demo"));
    }
}

#[test]
fn the_status_notice_of_the_framework_stands_on_every_page() {
    let pages = pages(&figures(), &scenario("1", Lang::Zh));
    assert!(pages.iter().all(|page| page.squeezed().contains("工作草案，非官方文本")));
}

#[test]
fn dates_are_worded_in_each_language() {
    let figures = figures();
    assert!(text(&figures, &scenario("1", Lang::Zh)).contains("2026年9月6日"));
    assert!(text(&figures, &scenario("1", Lang::En)).contains("6September2026"));
}

#[test]
fn every_community_indicator_and_page_number_is_there() {
    let figures = figures();
    let pages = pages(&figures, &scenario("6", Lang::Zh));
    let all: String = pages.iter().map(Page::squeezed).collect();
    for community in &figures.communities {
        assert!(all.contains(&community.name.zh), "{}", community.name.zh);
    }
    for indicator in figures.framework.indicators_of_scenario("6") {
        let wanted = squeezed(&format!("{}{}", indicator.code, indicator.name.zh));
        assert!(all.matches(&wanted).count() >= 8, "{wanted}");
    }
    for (index, page) in pages.iter().enumerate().skip(1) {
        let wanted = format!("第{}页/共{}页", index + 1, pages.len());
        assert!(page.squeezed().contains(&wanted), "{wanted}");
    }
}

/// Gives figures of one community with these photos of indicator 1.1.1.
fn with_photos(files: &[PhotoFile]) -> Figures {
    let mut figures = figures();
    let photo = figures.communities.iter().find_map(|one| one.photos.first()).unwrap().clone();
    figures.communities.truncate(1);
    let photo = |file: &PhotoFile| PhotoFigures {
        file: Some(file.clone()),
        indicators: vec!["1.1.1".into()],
        caption: "公寓入口".into(),
        ..photo.clone()
    };
    figures.communities[0].photos = files.iter().map(photo).collect();
    figures
}

#[test]
fn photos_are_offered_for_choice_and_shown_as_chosen() {
    let nowhere = PhotoFile { path: PathBuf::from("没有"), hash: [0; 32] };
    let mut figures = with_photos(&[nowhere.clone(), nowhere.clone(), nowhere]);
    for (photo, name) in figures.communities[0].photos.iter_mut().zip(["甲门", "乙门", "丙门"]) {
        (photo.key, photo.caption) = (name.to_owned(), name.to_owned());
    }
    let chosen = Edition { photos: vec!["丙门".into(), "甲门".into()], ..scenario("1", Lang::Zh) };
    let offered = |edition: &Edition| -> Vec<String> {
        showable(&figures, edition).unwrap().iter().map(|one| one.photo.key.clone()).collect()
    };
    assert_eq!(offered(&chosen), ["甲门", "乙门", "丙门"], "what is off can be taken back");
    assert!(offered(&scenario("2", Lang::Zh)).is_empty(), "they support an indicator of scenario 1");
    let all = text(&figures, &chosen);
    assert!(!all.contains("乙门"), "not chosen");
    assert!(all.find("丙门").unwrap() < all.find("甲门").unwrap(), "in the order that was chosen");
    let wrong = Edition { scenario: Some("10".into()), ..chosen };
    assert!(showable(&figures, &wrong).is_err(), "there is no such scenario");
}

#[test]
fn a_photo_whose_file_is_gone_has_a_placeholder_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 2, 120);
    let mut figures = with_photos(&pictures);
    figures.communities[0].photos[0].file = Some(PhotoFile { path: folder.path().join("没有.jpg"), hash: [7; 32] });
    let made = make(&figures, &scenario("1", Lang::Zh));
    assert_eq!((made.receipt.photos, made.receipt.missing_photos.len()), (2, 1));
    assert!(text(&figures, &scenario("1", Lang::Zh)).contains("照片文件不在本机"));
}

#[test]
fn a_photo_that_is_not_what_the_survey_names_stops_the_report_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut pictures = draw_pictures(folder.path(), 1, 120);
    pictures[0].hash[0] ^= 1;
    let figures = with_photos(&pictures);
    let path = folder.path().join("out.pdf");
    let error = write(&figures, &scenario("1", Lang::Zh), Format::Pdf, &path, &mut onward).unwrap_err();
    assert!(matches!(error, ReportError::PhotoChanged { .. }), "{error}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["图0.jpg"]);
}

#[test]
fn a_character_without_glyph_is_named_before_anything_is_written() {
    let mut figures = with_photos(&[PhotoFile { path: PathBuf::from("没有"), hash: [0; 32] }]);
    figures.communities[0].photos[0].caption = "门口的𓃰雕塑".into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.pdf");
    let error = write(&figures, &scenario("1", Lang::Zh), Format::Pdf, &path, &mut onward).unwrap_err();
    assert!(matches!(error, ReportError::MissingGlyph { character: '𓃰', .. }), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn long_and_unusual_texts_keep_inside_the_page() {
    let mut figures = with_photos(&[PhotoFile { path: PathBuf::from("没有"), hash: [0; 32] }]);
    figures.organisation = "一个名称特别长的编制单位".repeat(6);
    let caption = "这是一段很长的图注，记录现场所见与访谈要点。".repeat(230);
    assert!(caption.chars().count() > 5_000);
    let long = PhotoFigures { caption, ..figures.communities[0].photos[0].clone() };
    figures.communities[0].photos.push(long);
    figures.communities[0].name.zh = "Straße-Łódź《国际》社区（𝟏）".replace('𝟏', "１");
    for lang in Lang::ALL {
        for page in KINDS.iter().flat_map(|kind| pages(&figures, &edition(*kind, lang))) {
            for item in &page.items {
                if let Item::Text(run) = item {
                    let right = run.x + run.glyphs.last().map_or(0.0, |glyph| glyph.x) + run.size * 0.4;
                    assert!(run.x > 30.0 && right < Geometry::A4.width - 30.0, "{right}: {run:?}");
                    assert!((10.0..Geometry::A4.height - 15.0).contains(&run.baseline), "{run:?}");
                }
            }
        }
    }
}

#[test]
fn the_outline_is_nested_and_every_link_leads_to_a_page() {
    for kind in KINDS {
        check_links(kind);
    }
}

fn check_links(kind: Kind) {
    let made = make(&figures(), &edition(kind, Lang::Zh));
    let pdf = load(&made);
    let pages: BTreeSet<ObjectId> = pdf.page_iter().collect();
    let lands = |dict: &Dictionary| {
        let place = dict.get(b"Dest").unwrap().as_array().unwrap();
        assert!(pages.contains(&place[0].as_reference().unwrap()));
        assert_eq!(place[1].as_name().unwrap(), b"XYZ");
    };
    let mut links = 0;
    for page in pdf.page_iter() {
        for annotation in pdf.get_page_annotations(page).unwrap() {
            lands(annotation);
            links += 1;
        }
    }
    let least = match kind {
        Kind::Scenario | Kind::Community | Kind::Overview => 40,
        Kind::Confirmation | Kind::Album => 0,
    };
    assert!(links >= least, "{kind:?}: only {links} links");

    let outlines =
        pdf.get_dictionary(pdf.catalog().unwrap().get(b"Outlines").unwrap().as_reference().unwrap()).unwrap();
    let follow = |dict: &Dictionary, key: &[u8]| {
        dict.get(key).ok().map(|id| pdf.get_dictionary(id.as_reference().unwrap()).unwrap())
    };
    let mut chapters = 0;
    let mut nested = 0;
    let mut chapter = follow(outlines, b"First");
    while let Some(entry) = chapter {
        lands(entry);
        chapters += 1;
        let mut inner = follow(entry, b"First");
        while let Some(entry) = inner {
            lands(entry);
            nested += 1;
            inner = follow(entry, b"Next");
        }
        chapter = follow(entry, b"Next");
    }
    assert!(chapters >= 1, "{kind:?}");
    assert!(kind != Kind::Scenario || (chapters > 15 && nested >= 24), "{chapters} chapters, {nested} sections");
}

#[test]
fn typefaces_are_embedded_subsets_that_map_back_to_characters() {
    let made = make(&figures(), &scenario("1", Lang::Zh));
    let pdf = load(&made);
    let mut checked = 0;
    for object in pdf.objects.values() {
        let Object::Dictionary(font) = object else { continue };
        if font.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Type0") {
            continue;
        }
        let name = String::from_utf8(font.get(b"BaseFont").unwrap().as_name().unwrap().to_vec()).unwrap();
        assert!(name.len() > 7 && name.as_bytes()[6] == b'+', "{name} is no subset");
        let to_unicode = pdf.get_object(font.get(b"ToUnicode").unwrap().as_reference().unwrap()).unwrap();
        assert!(!to_unicode.as_stream().unwrap().content.is_empty());
        checked += 1;
    }
    assert!(checked >= 2, "regular and bold");
    let programs = pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"FontFile2").ok()).count();
    assert_eq!(programs, checked);
    assert!(std::fs::metadata(&made.path).unwrap().len() < 1_200_000, "whole typefaces in the file");
}

#[test]
fn the_file_says_what_it_is() {
    let made = make(&figures(), &scenario("1", Lang::En));
    let pdf = load(&made);
    assert_eq!(pdf.version, "1.7");
    let catalogue = pdf.catalog().unwrap();
    assert_eq!(catalogue.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    assert_eq!(catalogue.get(b"PageMode").unwrap().as_name().unwrap(), b"UseOutlines");
    assert!(catalogue.has(b"PageLabels") && catalogue.has(b"OutputIntents") && catalogue.has(b"MarkInfo"));
    let info = pdf.get_dictionary(pdf.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(info.get(b"Title").unwrap().as_str().unwrap(), b"Livable community: scenario assessment report");
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20260906000000+08'00'");
    assert!(!info.has(b"GTS_PDFXVersion"));
}

#[test]
fn a_photo_shown_twice_lies_in_the_file_once_and_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 1, 300);
    let figures = with_photos(&[pictures[0].clone(), pictures[0].clone()]);
    let pdf = load(&make(&figures, &scenario("1", Lang::Zh)));
    let images: Vec<_> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
        .collect();
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].content, std::fs::read(&pictures[0].path).unwrap());
}

#[test]
fn a_report_that_is_stopped_leaves_nothing_wherever_it_stood() {
    let (figures, folder) = (figures(), tempfile::tempdir().unwrap());
    let edition = edition(Kind::Community, Lang::Zh);
    let path = folder.path().join("停.pdf");
    let mut told = Vec::new();
    let whole = &mut |done: usize, all: usize| {
        told.push((done, all));
        ControlFlow::Continue(())
    };
    write(&figures, &edition, Format::Pdf, &path, whole).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert!(told.is_sorted() && told.iter().all(|(done, all)| done <= all), "it only goes forward: {told:?}");
    for at in [0, told.len() / 2, told.len() - 1] {
        let mut asked = 0;
        let stopped = write(&figures, &edition, Format::Pdf, &path, &mut |_, _| {
            asked += 1;
            if asked > at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(Fault::from(stopped.unwrap_err()).code, "cancelled");
        assert_eq!(asked, at + 1, "it stops where it was asked");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
