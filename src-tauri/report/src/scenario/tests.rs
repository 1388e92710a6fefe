use super::fixture::{Shape, bare, draw_pictures, figures};
use super::*;
use crate::page::{Item, Page};
use lopdf::{Dictionary, Object, ObjectId};
use std::collections::BTreeSet;
use std::path::PathBuf;
use tanfang_survey::session::figures::{PhotoFigures, PhotoFile};

const DATE: &str = "2026-09-06";
const DEMO: &str = "演示数据·非调研结果 · Demo data, not survey results";

struct Made {
    folder: tempfile::TempDir,
    path: PathBuf,
    receipt: Receipt,
}

fn make(figures: &ScenarioFigures, lang: Lang) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("报 告.pdf");
    let receipt = write_scenario(figures, lang, DATE, &path).unwrap();
    Made { folder, path, receipt }
}

fn load(made: &Made) -> lopdf::Document {
    lopdf::Document::load(&made.path).unwrap()
}

fn pages(figures: &ScenarioFigures, lang: Lang) -> Vec<Page> {
    lay_out_scenario(figures, lang, DATE).unwrap().0.pages
}

/// Gives the characters of a page in drawing order, spaces left out: cells and lines flow together.
fn text_of(page: &Page) -> String {
    let glyphs = page.items.iter().filter_map(|item| if let Item::Text(run) = item { Some(&run.glyphs) } else { None });
    glyphs.flatten().map(|glyph| glyph.character).filter(|c| !c.is_whitespace()).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 3, 200);
    let figures = figures("1", Shape::default(), &pictures);
    for lang in Lang::ALL {
        let (one, two) = (make(&figures, lang), make(&figures, lang));
        assert_eq!(std::fs::read(&one.path).unwrap(), std::fs::read(&two.path).unwrap());
    }
}

#[test]
fn nothing_is_left_beside_the_report() {
    let made = make(&figures("2", Shape::default(), &[]), Lang::Zh);
    let names: Vec<_> =
        std::fs::read_dir(made.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["报 告.pdf"]);
}

#[test]
fn a_demo_says_so_on_every_page_in_both_languages_and_a_survey_nowhere() {
    let mut figures = figures("1", Shape::default(), &[]);
    for lang in Lang::ALL {
        let pages = pages(&figures, lang);
        assert!(pages.len() > 10);
        assert!(pages.iter().all(|page| text_of(page).contains(&squeezed(DEMO))));
    }
    figures.demo = false;
    for lang in Lang::ALL {
        assert!(
            pages(&figures, lang)
                .iter()
                .all(|page| !text_of(page).contains("演示数据") && !text_of(page).contains("Demo"))
        );
    }
}

#[test]
fn the_status_notice_of_the_framework_stands_on_every_page() {
    let pages = pages(&figures("1", Shape::default(), &[]), Lang::Zh);
    assert!(pages.iter().all(|page| text_of(page).contains("工作草案，非官方文本")));
}

#[test]
fn dates_are_worded_in_each_language() {
    let figures = figures("1", Shape { communities: 1, photos: 1, ..Shape::default() }, &[]);
    let all = |lang| pages(&figures, lang).iter().map(text_of).collect::<String>();
    assert!(all(Lang::Zh).contains("2026年9月6日") && all(Lang::Zh).contains("2026年2月1日至2026年2月28日"));
    assert!(all(Lang::En).contains("6September2026") && all(Lang::En).contains("1February2026to28February2026"));
}

#[test]
fn every_community_indicator_and_page_number_is_there() {
    let figures = figures("6", Shape::default(), &[]);
    let pages = pages(&figures, Lang::Zh);
    let all: String = pages.iter().map(text_of).collect();
    for community in &figures.communities {
        assert!(all.contains(&community.name.zh), "{}", community.name.zh);
    }
    for indicator in &figures.indicators {
        let wanted = squeezed(&format!("{}{}", indicator.code, indicator.name.zh));
        assert!(all.matches(&wanted).count() >= 8, "{wanted}");
    }
    for (index, page) in pages.iter().enumerate().skip(1) {
        let wanted = format!("第{}页/共{}页", index + 1, pages.len());
        assert!(text_of(page).contains(&wanted), "{wanted}");
    }
}

#[test]
fn states_are_printed_in_words_and_carried_values_name_their_round() {
    let all: String = pages(&figures("1", Shape::default(), &[]), Lang::Zh).iter().map(text_of).collect();
    for wanted in ["不适用", "未取得", "沿用第1轮", "沿用第2轮", "待核实", "数据不足", "第1轮未取得："]
    {
        assert!(all.contains(wanted), "{wanted}");
    }
    assert!(all.contains("%)"), "shares show their percentage");
}

#[test]
fn odd_surveys_make_a_report_too() {
    for lang in Lang::ALL {
        for figures in [
            bare(),
            figures("3", Shape { empty: true, photos: 0, ..Shape::default() }, &[]),
            figures("4", Shape { communities: 1, rounds: 1, ..Shape::default() }, &[]),
            figures("9", Shape { rounds: 2, photos: 1, ..Shape::default() }, &[]),
        ] {
            let made = make(&figures, lang);
            assert_eq!(load(&made).get_pages().len(), made.receipt.pages);
        }
    }
    let empty = figures("3", Shape { empty: true, photos: 0, ..Shape::default() }, &[]);
    let all: String = pages(&empty, Lang::Zh).iter().map(text_of).collect();
    assert!(all.contains("还没有已评估的指标") && all.contains("没有照片"));
}

#[test]
fn a_photo_whose_file_is_gone_has_a_placeholder_and_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 2, 120);
    let mut figures = figures("1", Shape { communities: 1, photos: 2, ..Shape::default() }, &pictures);
    figures.communities[0].photos[0].file = Some(PhotoFile { path: folder.path().join("没有.jpg"), hash: [7; 32] });
    let made = make(&figures, Lang::Zh);
    assert_eq!((made.receipt.photos, made.receipt.missing_photos.len()), (2, 1));
    let all: String = pages(&figures, Lang::Zh).iter().map(text_of).collect();
    assert!(all.contains("照片文件不在本机"));
}

#[test]
fn a_photo_that_is_not_what_the_survey_names_stops_the_report_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut pictures = draw_pictures(folder.path(), 1, 120);
    pictures[0].hash[0] ^= 1;
    let figures = figures("1", Shape { communities: 1, photos: 1, ..Shape::default() }, &pictures);
    let path = folder.path().join("out.pdf");
    let error = write_scenario(&figures, Lang::Zh, DATE, &path).unwrap_err();
    assert!(matches!(error, ReportError::PhotoChanged { .. }), "{error}");
    let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["图0.jpg"]);
}

#[test]
fn a_character_without_glyph_is_named_before_anything_is_written() {
    let mut figures = figures("1", Shape { communities: 1, ..Shape::default() }, &[]);
    figures.communities[0].photos[0].caption = "门口的🦀雕塑".into();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.pdf");
    let error = write_scenario(&figures, Lang::Zh, DATE, &path).unwrap_err();
    assert!(matches!(error, ReportError::MissingGlyph { character: '🦀', .. }), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn long_and_unusual_texts_keep_inside_the_page() {
    let mut figures = figures("1", Shape { communities: 2, photos: 3, ..Shape::default() }, &[]);
    figures.organisation = "一个名称特别长的编制单位".repeat(6);
    let caption = "这是一段很长的图注，记录现场所见与访谈要点。".repeat(230);
    assert!(caption.chars().count() > 5_000);
    let long = PhotoFigures { caption, ..figures.communities[0].photos[0].clone() };
    figures.communities[0].photos.push(long);
    figures.communities[1].name.zh = "Straße-Łódź《国际》社区（𝟏）".replace('𝟏', "１");
    for lang in Lang::ALL {
        for page in pages(&figures, lang) {
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
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 2, 120);
    let made = make(&figures("1", Shape::default(), &pictures), Lang::Zh);
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
    assert!(links > 40, "only {links} links");

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
    assert_eq!((chapters, nested), (8, 16), "notice, contents, five chapters, appendix; a section a community twice");
}

#[test]
fn typefaces_are_embedded_subsets_that_map_back_to_characters() {
    let made = make(&figures("1", Shape::default(), &[]), Lang::Zh);
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
    assert!(std::fs::metadata(&made.path).unwrap().len() < 900_000, "whole typefaces in the file");
}

#[test]
fn the_file_says_what_it_is() {
    let made = make(&figures("1", Shape::default(), &[]), Lang::En);
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
    let mut figures = figures("1", Shape { communities: 2, photos: 3, ..Shape::default() }, &pictures);
    figures
        .communities
        .iter_mut()
        .flat_map(|one| &mut one.photos)
        .for_each(|photo| photo.file = Some(pictures[0].clone()));
    let pdf = load(&make(&figures, Lang::Zh));
    let images: Vec<_> = pdf
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok())
        .filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Image"))
        .collect();
    assert_eq!(images.len(), 1);
    assert_eq!(images[0].content, std::fs::read(&pictures[0].path).unwrap());
}

/// Writes a long report with a hundred photos and prints nothing but its pages: run in release, time it from outside.
#[test]
#[ignore = "needs a release build to say anything"]
fn a_hundred_photos_and_a_hundred_pages_take_well_under_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let pictures = draw_pictures(folder.path(), 100, 1_600);
    let mut figures = figures("1", Shape { photos: 13, ..Shape::default() }, &pictures);
    let more = figures.communities.clone();
    while figures.communities.len() < 48 {
        figures.communities.extend(more.iter().cloned().map(|mut one| {
            one.photos.clear();
            one
        }));
    }
    let started = std::time::Instant::now();
    let receipt = write_scenario(&figures, Lang::Zh, DATE, &folder.path().join("out.pdf")).unwrap();
    let taken = started.elapsed();
    assert!(receipt.pages >= 90 && receipt.photos == 104, "{receipt:?}");
    assert!(taken.as_millis() < 1_000, "{} pages in {taken:?}", receipt.pages);
}

/// Writes samples to look at: `REPORT_SAMPLES=/some/folder cargo test -p tanfang-report -- --ignored`.
#[test]
#[ignore = "writes files for the eye"]
fn samples() {
    let folder = PathBuf::from(std::env::var("REPORT_SAMPLES").unwrap());
    let pictures = draw_pictures(&folder, 6, 800);
    for lang in Lang::ALL {
        for (name, figures) in [
            ("full", figures("1", Shape { photos: 6, ..Shape::default() }, &pictures)),
            ("empty", figures("3", Shape { empty: true, photos: 0, ..Shape::default() }, &[])),
            ("one", figures("6", Shape { communities: 1, rounds: 1, photos: 3, ..Shape::default() }, &pictures)),
            ("bare", bare()),
            ("eight", figures("8", Shape { rounds: 2, photos: 0, ..Shape::default() }, &[])),
        ] {
            let started = std::time::Instant::now();
            let path = folder.join(format!("{name}-{lang}.pdf"));
            let receipt = write_scenario(&figures, lang, DATE, &path).unwrap();
            assert!(receipt.pages > 3, "{name}: {:?}", started.elapsed());
        }
    }
}
