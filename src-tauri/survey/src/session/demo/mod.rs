//! The demonstration survey: eight communities, three rounds, invented people and values.
//!
//! It is written as a team would have written it: four laptops, each with its own key and chain, one change for each
//! sheet, handed over at the end of a round. The same seed gives the same survey, to the last byte. It carries the demo
//! mark for ever.

mod beside;
mod cast;
mod dice;
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
use beside::Beside;
use cast::{PEOPLE, PLACES};
use dice::Dice;
use script::{Visit, clock, moment};
use sheet::Field;
use std::path::Path;
use tanfang_journal::{BlobRef, Cbor, SurveyId};
use team::{Team, Written};

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
    let writers: [usize; 4] = std::array::from_fn(|laptop| PEOPLE.iter().position(|p| p.team == laptop).unwrap_or(0));
    for writer in writers {
        team.join(&people[writer], PEOPLE[writer].name, dice);
    }
    let writers = writers.map(|writer| people[writer].clone());
    let blob = store.blobs().put(&files.to_blob(), "cbor")?;
    team.write(0, founded, None, opening(framework, &blob, &people));
    team.hand_over();

    let visits = script::visits(dice);
    let mut field = Field::new(framework, dice);
    let shots = pictures::plan(plan.photos, &visits, framework, dice);
    let drawn = pictures::draw(&shots, &visits, framework)?;
    team.write(0, founded + 3_600_000, None, field.units(founded, dice));
    team.hand_over();

    let mut beside = Beside::default();
    for round in script::rounds() {
        for visit_no in (0..visits.len()).filter(|n| visits[*n].round == round.number) {
            let visit = &visits[visit_no];
            team.write(visit.laptop, visit.at(0), None, arrival(visit));
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
            let ops = beside.visit(visit, &field, &mut team, dice);
            if !ops.is_empty() {
                team.write(visit.laptop, visit.at(minutes + 20), Some(&visit.key), ops);
            }
        }
        let evening = moment(round.to, 18 * 60);
        field.disagree(&mut team, round.number, evening);
        team.hand_over();
        field.settle(&mut team, round.number, evening + 2 * 86_400_000);
        if round.number == 1 {
            let next_week = evening + 7 * 86_400_000;
            team.write(0, next_week, None, beside::projects(&field, next_week, dice));
            team.write(0, next_week, None, beside::draw(&field, round.number, &writers));
            team.hand_over();
            for (laptop, reader) in writers.iter().enumerate().skip(1) {
                let ops = beside::read(&field, round.number, laptop, reader, dice);
                team.write(laptop, next_week + 86_400_000, None, ops);
            }
        }
        team.hand_over();
        // Nothing comes late: what was disputed is settled and what was drawn is read before the round is closed.
        let next = closing(round.number);
        if !next.is_empty() {
            team.write(0, evening + 9 * 86_400_000, None, next);
            team.hand_over();
        }
    }

    let Written { changes, checkpoints, apart } = team.finish();
    store.ingest(true, |ingest| {
        for change in &changes {
            ingest.take(change)?;
        }
        checkpoints.iter().try_for_each(|checkpoint| ingest.take_checkpoint(checkpoint))?;
        apart.iter().try_for_each(|pair| ingest.take_detached(pair))?;
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

fn arrival(visit: &Visit) -> Vec<NewOp> {
    let field = |name: &str, value: Cbor| op("visit", &visit.key, name, value);
    let members: Vec<&str> = visit.members.iter().map(|member| PEOPLE[*member].name).collect();
    let mut ops = vec![
        field("community", Cbor::text(PLACES[visit.place].code)),
        field("round", Cbor::Int(i64::from(visit.round))),
        field("date", Cbor::text(&visit.date.to_string())),
        field("from", Cbor::text(&clock(visit.from_min))),
        field("to", Cbor::text(&clock(visit.to_min))),
        field("members", Cbor::text(&members.join("、"))),
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
