//! The drawn photos of the demo: which, of what, and how they are recorded.

use super::cast::PLACES;
use super::dice::Dice;
use super::script::Visit;
use super::sheet::Field;
use crate::framework::{Framework, Indicator, Photo as Wanted};
use crate::photo::draw::{Drawing, View};
use crate::photo::{self, Import, Position, Taken};
use crate::session::photo::{keep_photo, media_ops};
use crate::session::{Fault, NewPhoto, op};
use crate::store::{NewOp, Store};
use std::io::Cursor;
use tanfang_journal::{BlobRef, Cbor, Hash};

/// Describes one photo before it is drawn.
pub(super) struct Shot {
    /// Number of the visit on which it is taken.
    pub visit: usize,
    pub indicator: String,
    /// Minutes after the visit began.
    pub minute: i64,
    seed: u64,
    jitter: (i32, i32),
    number: usize,
}

/// Spreads `count` photos over visits and scenarios.
pub(super) fn plan(count: u32, visits: &[Visit], framework: &Framework, dice: &mut Dice) -> Vec<Shot> {
    // One scenario after another, each time in the next community, and now and then in a later round.
    let mut shots = Vec::with_capacity(count as usize);
    let mut taken = vec![0_i64; visits.len()];
    for number in 0..count as usize {
        let scenario = (number % framework.scenarios.len() + 1).to_string();
        let round = if number % 5 == 4 { 2 } else { 1 };
        let place = (number + number / PLACES.len()) % PLACES.len();
        let goes = |v: &Visit| v.place == place && v.round == round && v.scenarios.contains(&scenario.as_str());
        let Some(visit) = visits.iter().position(goes) else { continue };
        let stage = framework.community(PLACES[place].code).map(|community| community.stage);
        let fits = |i: &&Indicator| i.photo == Wanted::Required && stage.is_none_or(|stage| i.applies_to(stage));
        let wanted: Vec<&Indicator> = framework.indicators_of_scenario(&scenario).filter(fits).collect();
        let any: Vec<&Indicator> = framework
            .indicators_of_scenario(&scenario)
            .filter(|i| i.photo != Wanted::None && stage.is_none_or(|stage| i.applies_to(stage)))
            .collect();
        let choices = if wanted.is_empty() { any } else { wanted };
        if choices.is_empty() {
            continue;
        }
        let indicator = dice.pick(&choices).code.clone();
        taken[visit] += 1;
        let minute = 340 + taken[visit] * 2;
        let jitter = (dice.whole(-9000, 9000) as i32, dice.whole(-9000, 9000) as i32);
        shots.push(Shot { visit, indicator, minute, seed: u64::from_le_bytes(dice.bytes()), jitter, number });
    }
    shots
}

/// Draws the photos and takes them in as if they came from a camera, on every processor there is.
pub(super) fn draw(shots: &[Shot], visits: &[Visit], framework: &Framework) -> Result<Vec<Import>, Fault> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(8);
    let share = shots.len().div_ceil(workers).max(1);
    std::thread::scope(|scope| {
        let running: Vec<_> = shots
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(|shot| take(shot, visits, framework)).collect::<Vec<_>>()))
            .collect();
        let mut all = Vec::with_capacity(shots.len());
        for worker in running {
            let part = worker.join().map_err(|_| Fault::new("photo-broken").with("name", "").with("reason", ""))?;
            for import in part {
                all.push(import?);
            }
        }
        Ok(all)
    })
}

fn take(shot: &Shot, visits: &[Visit], framework: &Framework) -> Result<Import, Fault> {
    let visit = &visits[shot.visit];
    let place = &PLACES[visit.place];
    let minute = visit.from_min + shot.minute;
    let local = visit.date.at((minute / 60) as i8, (minute % 60) as i8, (shot.seed % 60) as i8, 0);
    let position = framework.community(place.code).map(|community| {
        let micro = |n: crate::model::Number| (n.to_ratio().to_f64() * 1e6).round() as i32;
        Position { lat_e6: micro(community.lat) + shot.jitter.0, lon_e6: micro(community.lon) + shot.jitter.1 }
    });
    let list = framework.indicator(&shot.indicator).and_then(|indicator| indicator.list.as_deref());
    let view = match (list, shot.indicator.as_bytes().first()) {
        (Some("parks" | "community_parks" | "waters"), _) => View::Park,
        (Some("compounds" | "segments" | "transit_stops" | "bus_stops" | "shelters"), _) => View::Street,
        (Some("reading_places"), _) | (_, Some(b'4' | b'5' | b'8' | b'9')) => View::Hall,
        _ => View::Street,
    };
    let taken = Taken { local, offset_min: Some(super::team::OFFSET_MIN as i16), from_name: false };
    let jpeg = Drawing { seed: shot.seed, view, colour: place.colour, taken, position }.jpeg();
    Ok(photo::import(&name(shot), &mut Cursor::new(&jpeg))?)
}

fn name(shot: &Shot) -> String {
    format!("IMG_{:04}.JPG", 1001 + shot.number)
}

/// Keeps a drawn photo and gives the operations that record it.
pub(super) fn record(
    shot: &Shot,
    visit: &Visit,
    import: &Import,
    field: &Field<'_>,
    store: &Store,
    dice: &mut Dice,
) -> Result<Vec<NewOp>, Fault> {
    let original = BlobRef {
        hash: Hash(import.inspected.hash),
        ext: import.inspected.format.extension().to_owned(),
        size: import.inspected.size,
    };
    let derivative = match &import.photo {
        Some(photo) => Some(keep_photo(&store.blobs(), &original, photo)?),
        None => None,
    };
    let (unit, caption) = field.shown(visit.place, &shot.indicator, dice);
    let about = NewPhoto {
        name: name(shot),
        community: PLACES[visit.place].code.to_owned(),
        round: visit.round,
        indicator: Some(shot.indicator.clone()),
        unit,
        caption,
    };
    let key = dice.key(visit.at(shot.minute));
    let mut ops = media_ops("photo", &key, import, &original, derivative.as_ref(), &about);
    // Nobody is on a drawn photo.
    ops.push(op("photo", &key, "people", Cbor::text("no")));
    Ok(ops)
}
