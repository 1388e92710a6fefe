//! Memory cards: taken in whole, stopped, taken out, and taken up again.

use super::Desk;
use crate::session::{Card, CardEnd, CardReceipt, Session};
use image::{ImageFormat, Rgb, RgbImage};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn draw(path: &Path, seed: u8) {
    let picture = RgbImage::from_fn(64, 48, |x, y| Rgb([seed.wrapping_mul(17), x as u8 * 3, y as u8 * 5]));
    picture.save_with_format(path, ImageFormat::Jpeg).unwrap();
}

/// A card as cameras leave them: photos in folders, one of them damaged, one twice, and much that is no photo.
fn card(place: &Path, photos: u8) -> PathBuf {
    let card = place.join("存储卡");
    let folders = ["DCIM/100CANON", "DCIM/101CANON", "DCIM/.Trashes"].map(|name| card.join(name));
    for folder in &folders {
        std::fs::create_dir_all(folder).unwrap();
    }
    for n in 0..photos {
        draw(&folders[usize::from(n % 2)].join(format!("IMG_{n:04}.JPG")), n);
    }
    draw(&folders[2].join("IMG_0900.JPG"), 90);
    std::fs::copy(folders[0].join("IMG_0000.JPG"), folders[1].join("IMG_0000 (1).JPG")).unwrap();
    std::fs::write(folders[0].join("IMG_0901.JPG"), b"\xff\xd8\xff\xe0 and nothing more").unwrap();
    std::fs::write(card.join("AUTORUN.INF"), "[autorun]").unwrap();
    card
}

fn take(session: &mut Session, folder: &Path, mut stop: impl FnMut(u64) -> bool) -> CardReceipt {
    let card = Card { folder: folder.to_owned(), community: "wangjing".into(), round: 1 };
    let mut progress = |done, _| if stop(done) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    session.take_card(&card, None, &mut progress).unwrap()
}

#[test]
fn a_card_is_taken_in_whole_and_again_costs_nothing() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let folder = card(&desk.folder("card"), 12);
    let receipt = take(&mut session, &folder, |_| false);
    assert_eq!((receipt.found, receipt.added, receipt.already), (14, 12, 1), "{receipt:?}");
    assert_eq!(receipt.end, CardEnd::Whole);
    let [(path, fault)] = &receipt.refused[..] else { panic!("one file is damaged: {receipt:?}") };
    assert!(path.ends_with("DCIM/100CANON/IMG_0901.JPG") && fault.code.starts_with("photo-"), "{fault:?}");
    assert_eq!(session.media().unwrap().len(), 12);
    assert_eq!(session.unfinished_card().unwrap(), None);

    let digest = session.digest().unwrap();
    let again = take(&mut session, &folder, |_| false);
    assert_eq!((again.added, again.already, again.refused.len()), (0, 13, 1));
    assert_eq!(session.digest().unwrap(), digest, "nothing was written");
    assert!(session.check().unwrap().is_clean());
}

#[test]
fn an_import_that_was_stopped_is_taken_up_again() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let folder = card(&desk.folder("card"), 30);
    let receipt = take(&mut session, &folder, |done| done == 7);
    assert_eq!(receipt.end, CardEnd::Stopped);
    let kept = session.media().unwrap().len() as u64;
    assert!(kept == receipt.added && kept <= 7, "{receipt:?}");
    let left = session.unfinished_card().unwrap().unwrap();
    assert_eq!(left.folder, folder);
    let rest = take(&mut session, &left.folder, |_| false);
    assert_eq!(rest.added + kept, 30);
    assert_eq!((rest.end, session.unfinished_card().unwrap()), (CardEnd::Whole, None));
    assert_eq!(session.media().unwrap().len(), 30);
}

#[test]
fn a_card_that_is_pulled_out_loses_nothing_that_was_counted() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let folder = card(&desk.folder("card"), 40);
    let away = folder.with_file_name("拔出");
    let receipt = take(&mut session, &folder, |done| {
        if done == 5 {
            std::fs::rename(&folder, &away).unwrap();
        }
        false
    });
    assert_eq!(receipt.end, CardEnd::Gone);
    assert!(receipt.refused.len() <= 1, "files of a card that is gone are not called damaged: {receipt:?}");
    assert_eq!(session.media().unwrap().len() as u64, receipt.added);
    assert!(receipt.added >= 4 && receipt.added < 40, "{receipt:?}");
    assert!(session.unfinished_card().unwrap().is_some());
    std::fs::rename(&away, &folder).unwrap();
    let rest = take(&mut session, &folder, |_| false);
    assert_eq!(rest.added + receipt.added, 40);
}

#[test]
fn a_card_that_is_not_there_is_refused_in_a_sentence() {
    let desk = Desk::new();
    let mut session = desk.create("a");
    let card = Card { folder: desk.folder("nowhere"), community: "wangjing".into(), round: 1 };
    let fault = session.take_card(&card, None, &mut |_, _| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(fault.code, "card-missing");
    std::fs::create_dir_all(&card.folder).unwrap();
    std::fs::write(card.folder.join("AUTORUN.INF"), "[autorun]").unwrap();
    let fault = session.take_card(&card, None, &mut |_, _| ControlFlow::Continue(())).unwrap_err();
    assert_eq!(fault.code, "card-empty");
    assert_eq!(session.unfinished_card().unwrap(), None);
}
