//! Reports made from surveys, and looked at as a reader would.

mod audience;
mod batch;
mod kinds;
mod live;
mod pages;

use crate::edition::{Audience, Edition, Kind, Languages};
use crate::laid::lay_out;
use crate::page::Page;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tanfang_survey::session::Home;
use tanfang_survey::session::demo::{self, DemoPlan};
use tanfang_survey::session::figures::{Figures, PhotoFile};
use tanfang_survey::text::Lang;

const DATE: &str = "2026-09-06";

/// A demo survey's figures as of round 3, worked out once for all tests; the folder holds its photos.
struct Demo {
    _folder: tempfile::TempDir,
    figures: Figures,
}

/// Gives the figures of a demo survey, to be changed at will.
fn figures() -> Figures {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    let made = || {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::new(folder.path().join("家"));
        let session = demo::create(&folder.path().join("演示"), &DemoPlan { photos: 18, seed: 1 }, home).unwrap();
        let figures = session.figures(3, &[]).unwrap();
        Demo { _folder: folder, figures }
    };
    DEMO.get_or_init(made).figures.clone()
}

fn edition(kind: Kind, lang: Lang) -> Edition {
    Edition {
        kind,
        scenario: (kind == Kind::Scenario).then(|| "1".to_owned()),
        communities: if matches!(kind, Kind::Community | Kind::Confirmation) {
            vec!["wangjing".into()]
        } else {
            vec![]
        },
        round: 3,
        languages: if lang == Lang::En { Languages::En } else { Languages::Zh },
        date: DATE.into(),
        ..Edition::default()
    }
}

fn scenario(code: &str, lang: Lang) -> Edition {
    Edition { scenario: Some(code.into()), ..edition(Kind::Scenario, lang) }
}

fn group(edition: Edition) -> Edition {
    Edition { audience: Audience::Group, ..edition }
}

const KINDS: [Kind; 5] = [Kind::Scenario, Kind::Community, Kind::Overview, Kind::Confirmation, Kind::Album];

fn pages(figures: &Figures, edition: &Edition) -> Vec<Page> {
    lay_out(figures, edition).unwrap().document.pages
}

/// Gives all characters of a report in drawing order, spaces left out: cells and lines flow together.
fn text(figures: &Figures, edition: &Edition) -> String {
    pages(figures, edition).iter().map(Page::squeezed).collect()
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Draws JPEG files of some sizes, upright ones among them.
fn draw_pictures(folder: &Path, count: u32, long_side: u32) -> Vec<PhotoFile> {
    (0..count)
        .map(|index| {
            let (width, height) = match index % 3 {
                0 => (long_side, long_side * 3 / 4),
                1 => (long_side * 3 / 4, long_side),
                _ => (long_side, long_side / 2),
            };
            let picture = image::RgbImage::from_fn(width, height, |x, y| {
                image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, (index * 37 % 255) as u8])
            });
            let path: PathBuf = folder.join(format!("图{index}.jpg"));
            picture.save(&path).unwrap();
            let hash = *blake3::hash(&std::fs::read(&path).unwrap()).as_bytes();
            PhotoFile { path, hash }
        })
        .collect()
}
