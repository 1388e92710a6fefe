//! The demonstration survey: eight communities, three rounds, invented people and values.
//!
//! It is written as a team would have written it: four laptops, each with its own key and chain, one change for each
//! sheet, handed over at the end of a round. The same seed gives the same survey, to the last byte. It carries the demo
//! mark for ever.

mod cast;
mod dice;
mod follow_up;
mod pictures;
mod script;
mod sheet;
mod team;
mod value;
mod words;

#[cfg(test)]
mod tests;

use super::{Fault, Home, SURVEY, Session, SystemEdge, community, discard, op};
use crate::framework::{Framework, FrameworkFiles};
use crate::store::{NewOp, Store, StoreError};
use cast::{PEOPLE, PLACES};
use dice::Dice;
use script::{Visit, clock, moment};
use sheet::Field;
use std::path::Path;
use tanfang_journal::{BlobRef, Cbor, SurveyId};
use team::Team;

/// Says how the demo is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoPlan {
    /// How many photos are drawn.
    pub photos: u32,
    pub seed: u64,
}

impl Default for DemoPlan {
    fn default() -> Self {
        Self { photos: 24, seed: 1 }
    }
}

const NAME: &str = "北京国际人才社区调研（演示）";
const ORGANISATION: &str = "国际人才社区课题组（演示）";
const VISITOR: &str = "演示用户";

/// Makes a demo survey in a new or empty folder and opens it.
///
/// Whoever opens it is a new person on a new device: nothing that is tried out gets into the synthetic chains, whose keys
/// follow from the seed.
pub fn create(folder: &Path, plan: &DemoPlan, home: Home) -> Result<Session, Fault> {
    let files = FrameworkFiles::draft_2026();
    let framework = Framework::parse(&files)?;
    let mut dice = Dice::new(plan.seed);
    let founded = moment(script::rounds()[0].from, -3 * 1440 + 9 * 60);
    let survey: uuid::Uuid =
        uuid::Builder::from_unix_timestamp_millis(founded.unsigned_abs(), &dice.bytes()).into_uuid();
    let fresh = !folder.exists();
    let store = Store::create(folder, SurveyId(*survey.as_bytes()))?;
    let made = fill(store, plan, &files, &framework, founded, &mut dice);
    match made {
        Ok(store) => Session::with_store(store, home, Box::new(SystemEdge)),
        Err(fault) => {
            discard(folder, fresh);
            Err(fault)
        }
    }
}

fn fill(
    mut store: Store,
    plan: &DemoPlan,
    files: &FrameworkFiles,
    framework: &Framework,
    founded: i64,
    dice: &mut Dice,
) -> Result<Store, Fault> {
    let people: Vec<String> = PEOPLE.iter().map(|_| dice.key(founded)).collect();
    let mut team = Team::new(store.survey());
    for laptop in 0..4 {
        let first = PEOPLE.iter().position(|person| person.team == laptop).unwrap_or(0);
        team.join(&people[first], PEOPLE[first].name, dice);
    }
    let blob = store.blobs().put(&files.to_blob(), "cbor")?;
    team.write(0, founded, None, opening(framework, &blob, &people));
    team.hand_over();

    let visits = script::visits(dice);
    let mut field = Field::new(framework, dice);
    let shots = pictures::plan(plan.photos, &visits, framework, dice);
    let drawn = pictures::draw(&shots, &visits, framework)?;
    team.write(0, founded + 3_600_000, None, field.units(founded, dice));
    team.hand_over();

    for round in script::rounds() {
        for visit_no in (0..visits.len()).filter(|n| visits[*n].round == round.number) {
            let visit = &visits[visit_no];
            team.write(visit.laptop, visit.at(0), None, arrival(visit, &people));
            let mut minutes = 10;
            for scenario in visit.scenarios {
                let ops = field.sheet(visit, scenario, dice);
                minutes += 35;
                if !ops.is_empty() {
                    team.write(visit.laptop, visit.at(minutes), Some(&visit.key), ops);
                }
            }
            for (shot, import) in shots.iter().zip(&drawn).filter(|(shot, _)| shot.visit == visit_no) {
                let ops = pictures::record(shot, visit, import, &field, &store, dice)?;
                team.write(visit.laptop, visit.at(shot.minute), Some(&visit.key), ops);
            }
        }
        let evening = moment(round.to, 18 * 60);
        field.disagree(&mut team, round.number, evening);
        team.hand_over();
        let next = closing(round.number);
        if !next.is_empty() {
            team.write(0, evening + 86_400_000, None, next);
        }
        field.settle(&mut team, round.number, evening + 2 * 86_400_000);
        team.hand_over();
    }

    let mut open = Vec::new();
    for visit in &visits {
        let ops = match visit.round {
            2 => follow_up::findings(visit, dice, &mut open),
            3 => follow_up::seen_again(visit, &open),
            _ => Vec::new(),
        };
        if !ops.is_empty() {
            team.write(visit.laptop, visit.at(300), Some(&visit.key), ops);
            team.hand_over();
        }
    }
    let planned = moment(script::rounds()[2].to, 20 * 60);
    team.write(0, planned, None, follow_up::projects(planned, dice));
    team.hand_over();

    let (changes, checkpoints) = team.finish();
    store.ingest(true, |ingest| {
        for change in &changes {
            ingest.take(change)?;
        }
        checkpoints.iter().try_for_each(|checkpoint| ingest.take_checkpoint(checkpoint))?;
        Ok::<(), StoreError>(())
    })?;
    let edge: &mut dyn super::Edge = &mut SystemEdge;
    store.set_local("person", &edge.new_key().to_string())?;
    store.set_local("author", VISITOR)?;
    Ok(store)
}

/// Gives what the administrator sets up before anybody goes out.
fn opening(framework: &Framework, blob: &BlobRef, people: &[String]) -> Vec<NewOp> {
    let mut ops = vec![
        op("survey", SURVEY, "name", Cbor::text(NAME)),
        op("survey", SURVEY, "organisation", Cbor::text(ORGANISATION)),
        op("survey", SURVEY, "language", Cbor::text("zh")),
        op("survey", SURVEY, "framework", blob.to_cbor()),
        op("survey", SURVEY, "demo", Cbor::Bool(true)),
    ];
    ops.extend(community::seed(framework));
    for round in script::rounds() {
        let key = round.number.to_string();
        ops.push(op("round", &key, "from", Cbor::text(&round.from.to_string())));
        ops.push(op("round", &key, "to", Cbor::text(&round.to.to_string())));
        ops.push(op("round", &key, "reference_from", Cbor::text("2025-01-01")));
        ops.push(op("round", &key, "reference_to", Cbor::text("2025-12-31")));
    }
    for (person, key) in PEOPLE.iter().zip(people) {
        // Those who write on a laptop present themselves there.
        let writes = PEOPLE.iter().find(|p| p.team == person.team).is_some_and(|p| p.name == person.name);
        if !writes {
            ops.push(op("person", key, "name", Cbor::text(person.name)));
        }
        ops.push(op("person", key, "organisation", Cbor::text(ORGANISATION)));
        ops.push(op("person", key, "role", Cbor::text(person.role)));
    }
    ops
}

fn arrival(visit: &Visit, people: &[String]) -> Vec<NewOp> {
    let field = |name: &str, value: Cbor| op("visit", &visit.key, name, value);
    let members = visit.members.iter().map(|member| Cbor::text(&people[*member])).collect();
    let mut ops = vec![
        field("community", Cbor::text(PLACES[visit.place].code)),
        field("round", Cbor::Int(i64::from(visit.round))),
        field("date", Cbor::text(&visit.date.to_string())),
        field("from", Cbor::text(&clock(visit.from_min))),
        field("to", Cbor::text(&clock(visit.to_min))),
        field("members", Cbor::Array(members)),
        field("weather", Cbor::text(visit.weather)),
        field("purpose", Cbor::text(visit.purpose)),
    ];
    if !visit.note.is_empty() {
        ops.push(field("note", Cbor::text(visit.note)));
    }
    ops
}

/// Closes a finished round and opens the next.
fn closing(round: u32) -> Vec<NewOp> {
    let state = |number: u32, state: &str| op("round", &number.to_string(), "state", Cbor::text(state));
    if round < 3 { vec![state(round, "closed"), state(round + 1, "open")] } else { Vec::new() }
}
