//! What reports show besides numbers – findings, projects, comments, texts of their own, photos – and what of it came, went
//! or reads otherwise.

use super::{Deed, Evidence, Hash, Written};
use crate::model::{Field, Kind, MarkKind, noun};
use crate::session::{CellKey, Covered, Entity, Fault, MediaRow, Session};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The nouns that are looked at, in the order in which they are told.
const NOUNS: [&str; 5] = ["finding", "project", "feedback", "passage", "photo"];

/// Says what became of a thing on the way to the second side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Came,
    Went,
    Changed,
}

impl Turn {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Came => "came",
            Self::Went => "went",
            Self::Changed => "changed",
        }
    }
}

/// Is a field of a thing that does not read the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reworded {
    pub field: String,
    pub before: String,
    pub after: String,
}

impl Reworded {
    /// Gives the id of the text that names the field of a noun.
    pub fn label(&self, of: &str) -> String {
        let field = noun(of).and_then(|noun| noun.field(&self.field));
        field.map_or_else(|| format!("field-{}", self.field), Field::text_id)
    }

    /// Gives what the ids of the texts of its words begin with, where the field holds one of some words.
    pub fn choice(&self, of: &str) -> Option<String> {
        let field = noun(of)?.field(&self.field)?;
        matches!(field.kind, Kind::Word(_)).then(|| field.text_id().replacen("field-", "choice-", 1))
    }
}

/// Says who wrote to a thing on one side alone.
#[derive(Clone, Debug)]
pub struct Hand {
    pub change: Hash,
    pub by: Evidence,
    pub deed: Deed,
    pub reason: Option<String>,
    pub merged: bool,
    pub withdrawn: bool,
}

/// Is a thing that stands on one side alone, or not in the same words.
#[derive(Clone, Debug)]
pub struct DifferingThing {
    pub noun: &'static str,
    pub key: String,
    /// Empty where it is about no community.
    pub community: String,
    /// What it is known by: its text, its name, its caption.
    pub name: String,
    pub turn: Turn,
    /// What reads otherwise; of what came or went nothing.
    pub fields: Vec<Reworded>,
    /// The earliest first.
    pub hands: Vec<Hand>,
}

/// A thing as one side shows it.
struct Told {
    community: String,
    name: String,
    fields: BTreeMap<String, String>,
}

/// The things of one side, by the place of their noun and their key.
type Side = BTreeMap<(usize, String), Told>;

/// What of a survey is looked at.
struct Scope<'a> {
    session: &'a Session,
    covered: &'a Covered,
    round: u32,
}

impl Session {
    /// Gives the things that reports show and that differ between this state and a later one.
    pub(super) fn differing_things(
        &self,
        after: &Self,
        covered: &Covered,
        rounds: (u32, u32),
    ) -> Result<Vec<DifferingThing>, Fault> {
        let mut before = Scope { session: self, covered, round: rounds.0 }.things()?;
        let mut found = Vec::new();
        for (place, told) in (Scope { session: after, covered, round: rounds.1 }).things()? {
            match before.remove(&place) {
                None => found.push(thing(place, told, Turn::Came, Vec::new())),
                Some(earlier) => {
                    let fields = reworded(&earlier.fields, &told.fields);
                    if !fields.is_empty() {
                        found.push(thing(place, told, Turn::Changed, fields));
                    }
                }
            }
        }
        found.extend(before.into_iter().map(|(place, told)| thing(place, told, Turn::Went, Vec::new())));
        let order = |noun: &str| NOUNS.iter().position(|known| *known == noun);
        found.sort_by(|a, b| (order(a.noun), &a.community, &a.key).cmp(&(order(b.noun), &b.community, &b.key)));
        Ok(found)
    }

    /// Tells for each thing who wrote to it on one side alone.
    pub(super) fn sign(&self, after: &Self, things: &mut [DifferingThing]) -> Result<(), Fault> {
        if things.is_empty() {
            return Ok(());
        }
        let places: HashMap<(&str, &str), usize> =
            things.iter().enumerate().map(|(place, thing)| ((thing.noun, thing.key.as_str()), place)).collect();
        let mut hands: Vec<(usize, i64, Hand)> = Vec::new();
        self.written(after, &mut |session, written: &Written<'_>, op| {
            let Some(place) = places.get(&(op.noun.as_str(), op.key.as_str())) else { return Ok(()) };
            // One action writes several fields: it is told once.
            if hands.iter().any(|(known, _, hand)| known == place && hand.change == written.hash) {
                return Ok(());
            }
            let hand = Hand {
                change: written.hash,
                by: written.by(),
                deed: session.deed(op)?,
                reason: op.reason.clone(),
                merged: written.merged,
                withdrawn: written.withdrawn,
            };
            hands.push((*place, written.lamport, hand));
            Ok(())
        })?;
        hands.sort_by_key(|(_, lamport, hand)| (*lamport, hand.change));
        for (place, _, hand) in hands {
            things[place].hands.push(hand);
        }
        Ok(())
    }
}

fn thing((place, key): (usize, String), told: Told, turn: Turn, fields: Vec<Reworded>) -> DifferingThing {
    let Told { community, name, .. } = told;
    DifferingThing { noun: NOUNS[place], key, community, name, turn, fields, hands: Vec::new() }
}

fn reworded(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<Reworded> {
    let names: HashSet<&String> = before.keys().chain(after.keys()).collect();
    let text = |side: &BTreeMap<String, String>, field: &str| side.get(field).cloned().unwrap_or_default();
    let mut found: Vec<Reworded> = names
        .into_iter()
        .map(|field| Reworded { field: field.clone(), before: text(before, field), after: text(after, field) })
        .filter(|one| one.before != one.after)
        .collect();
    found.sort_by(|a, b| a.field.cmp(&b.field));
    found
}

impl Scope<'_> {
    fn things(&self) -> Result<Side, Fault> {
        let mut side = Side::new();
        let units = self.units()?;
        for (place, noun) in NOUNS.iter().enumerate().filter(|(_, noun)| self.tells(noun)) {
            if *noun == "photo" {
                for photo in self.session.media()?.iter().filter(|one| one.noun == "photo" && self.shows(one)) {
                    side.insert((place, photo.key.clone()), self.photo(photo));
                }
                continue;
            }
            for entity in self.session.entities(noun, "", &[])?.iter().filter(|one| self.has(one)) {
                side.insert((place, entity.key.clone()), told(entity, &units));
            }
        }
        Ok(side)
    }

    /// Says whether reports of the kind that is covered show things of a noun; without a kind all are looked at.
    fn tells(&self, noun: &str) -> bool {
        match self.covered.kind.as_str() {
            "confirmation" => noun == "passage",
            "album" => matches!(noun, "passage" | "photo"),
            _ => true,
        }
    }

    /// Names the units, which things name by key.
    fn units(&self) -> Result<HashMap<String, String>, Fault> {
        let mut units = HashMap::new();
        for community in self.session.communities()? {
            let own = self.session.units(&community.code, None)?;
            units.extend(own.into_iter().map(|unit| (unit.key, unit.name)));
        }
        Ok(units)
    }

    fn community(&self, code: &str) -> bool {
        self.covered.communities.is_empty() || self.covered.communities.iter().any(|own| own == code)
    }

    /// Says whether something about these indicators is covered; what names none is about the whole.
    fn indicators<'c>(&self, mut codes: impl Iterator<Item = &'c str>) -> bool {
        let Some(scenario) = &self.covered.scenario else { return true };
        let framework = &self.session.framework;
        codes.any(|code| framework.indicator(code).is_some_and(|indicator| indicator.scenario == *scenario))
    }

    fn has(&self, entity: &Entity) -> bool {
        let text = |field: &str| entity.text(field);
        let about = |field: &str| self.indicators(text(field).split(',').filter(|code| !code.is_empty()));
        let early = || entity.number("round").is_none_or(|own| own <= i64::from(self.round));
        match entity.noun {
            "finding" => {
                self.community(text("community")) && early() && about("indicator") && text("state") != "dismissed"
            }
            "project" => self.community(text("community")) && about("indicators"),
            "feedback" => {
                (text("community").is_empty() || self.community(text("community"))) && early() && about("indicator")
            }
            _ => {
                let open = |field: &str, fits: &dyn Fn(&str) -> bool| text(field).is_empty() || fits(text(field));
                open("community", &|code| self.community(code))
                    && open("scenario", &|code| self.covered.scenario.as_deref().is_none_or(|own| own == code))
                    && (self.covered.kind.is_empty() || text("kind") == self.covered.kind)
            }
        }
    }

    /// Gives the cells that a photo supports, within what is covered.
    fn cells(&self, photo: &MediaRow) -> Vec<CellKey> {
        let cells = photo.links.iter().filter_map(|link| link.strip_prefix("assessment/")?.parse::<CellKey>().ok());
        cells.filter(|cell| self.community(&cell.community) && cell.round <= self.round).collect()
    }

    fn shows(&self, photo: &MediaRow) -> bool {
        let blurred = photo.marks.iter().any(|mark| mark.kind == MarkKind::Blur);
        let cells = self.cells(photo);
        let own = self.community(&photo.community) && photo.round <= self.round;
        (blurred || photo.people.may_be_shown())
            && if cells.is_empty() {
                own && self.covered.scenario.is_none()
            } else {
                self.indicators(cells.iter().map(|cell| cell.indicator.as_str()))
            }
    }

    fn photo(&self, photo: &MediaRow) -> Told {
        let mut indicators: Vec<String> = self.cells(photo).into_iter().map(|cell| cell.indicator).collect();
        indicators.sort_by_key(|code| self.session.framework.indicator_position(code));
        indicators.dedup();
        let marks = photo.marks.iter().map(|mark| format!("{} {}", mark.kind.as_str(), mark.text).trim().to_owned());
        let fields = [
            ("caption", photo.caption.trim().to_owned()),
            ("indicators", indicators.join(", ")),
            ("marks", marks.collect::<Vec<_>>().join(", ")),
            ("date", photo.taken_at.clone().unwrap_or_default()),
        ];
        let name = if photo.caption.trim().is_empty() { &photo.name } else { &photo.caption };
        Told {
            community: photo.community.clone(),
            name: name.trim().to_owned(),
            fields: fields.into_iter().map(|(field, text)| (field.to_owned(), text)).collect(),
        }
    }
}

fn told(entity: &Entity, units: &HashMap<String, String>) -> Told {
    let name = match entity.noun {
        "finding" => entity.text("text"),
        "project" => entity.text("name"),
        "feedback" => entity.text("objection"),
        _ => Some(entity.text("text_zh")).filter(|text| !text.is_empty()).unwrap_or_else(|| entity.text("text_en")),
    };
    let named = |field: &str, text: &String| match field {
        "unit" => units.get(text).unwrap_or(text).clone(),
        _ => text.clone(),
    };
    Told {
        community: entity.text("community").to_owned(),
        name: name.to_owned(),
        fields: entity.fields.iter().map(|(field, held)| (field.clone(), named(field, &held.text))).collect(),
    }
}
