//! The laptops that write the demo: the same changes that people at four machines would have made.

use super::dice::Dice;
use crate::session::{APP, op};
use crate::store::{NewOp, Preds, SCHEMA};
use std::collections::HashMap;
use tanfang_journal::{Cbor, Change, Checkpoint, Detached, DeviceKey, Dot, Hash, Op, Sealed, SurveyId};

/// Beijing has one offset from UTC all year, in minutes.
pub(super) const OFFSET_MIN: i64 = 480;

#[derive(Debug)]
struct Laptop {
    key: DeviceKey,
    person: String,
    name: &'static str,
    seq: i64,
    tip: Option<Hash>,
    lamport: i64,
    wall_ms: i64,
}

/// Holds every laptop and everything written so far.
#[derive(Debug)]
pub(super) struct Team {
    survey: SurveyId,
    laptops: Vec<Laptop>,
    heads: HashMap<(String, String, String), Vec<Dot>>,
    sealed: Vec<Sealed>,
    apart: Vec<Detached>,
}

/// Is all that was written: the changes, each laptop's signature over its newest one, and the personal values beside them.
pub(super) struct Written {
    pub changes: Vec<Sealed>,
    pub checkpoints: Vec<Checkpoint>,
    pub apart: Vec<Detached>,
}

impl Team {
    pub(super) fn new(survey: SurveyId) -> Self {
        Self { survey, laptops: Vec::new(), heads: HashMap::new(), sealed: Vec::new(), apart: Vec::new() }
    }

    /// Adds a laptop with its person; gives its number.
    pub(super) fn join(&mut self, person: &str, name: &'static str, dice: &mut Dice) -> usize {
        let key = DeviceKey::from_secret(dice.bytes());
        let person = person.to_owned();
        self.laptops.push(Laptop { key, person, name, seq: 0, tip: None, lamport: 0, wall_ms: 0 });
        self.laptops.len() - 1
    }

    /// Writes one change. `Preds::Seen` of nothing writes without having seen what others wrote.
    pub(super) fn write(&mut self, laptop: usize, wall_ms: i64, visit: Option<&str>, asked: Vec<NewOp>) {
        let who = &mut self.laptops[laptop];
        let mut asked = asked;
        if who.seq == 0 {
            let device = who.key.device().to_string();
            asked.push(op("device", &device, "key", Cbor::bytes(&who.key.public())));
            asked.push(op("device", &device, "person", Cbor::text(&who.person)));
            asked.push(op("person", &who.person, "name", Cbor::text(who.name)));
        }
        let heads = &self.heads;
        let ops = asked
            .into_iter()
            .map(|NewOp { noun, key, field, value, preds, reason }| {
                let register = (noun, key, field);
                let mut preds = match preds {
                    Preds::Seen(dots) => dots,
                    Preds::Current | Preds::All => heads.get(&register).cloned().unwrap_or_default(),
                };
                preds.sort_unstable();
                let (noun, key, field) = register;
                Op { noun, key, field, value, preds, reason }
            })
            .collect();
        who.seq += 1;
        who.lamport += 1;
        who.wall_ms = wall_ms.max(who.wall_ms + 1000);
        let sealed = Change {
            survey: self.survey,
            device: who.key.device(),
            seq: who.seq,
            prev: who.tip,
            lamport: who.lamport,
            wall_ms: who.wall_ms,
            offset_min: OFFSET_MIN,
            author: who.person.clone(),
            visit: visit.map(str::to_owned),
            app: APP.to_owned(),
            schema: SCHEMA,
            ops,
        }
        .seal();
        who.tip = Some(sealed.hash);
        for (index, op) in sealed.change.ops.iter().enumerate() {
            let heads = self.heads.entry((op.noun.clone(), op.key.clone(), op.field.clone())).or_default();
            heads.retain(|dot| !op.preds.contains(dot));
            heads.push(sealed.dot(index));
        }
        self.sealed.push(sealed);
    }

    /// Merges everybody's survey files: from here on all have seen all.
    pub(super) fn hand_over(&mut self) {
        let newest = self.laptops.iter().map(|laptop| laptop.lamport).max().unwrap_or(0);
        for laptop in &mut self.laptops {
            laptop.lamport = newest;
        }
    }

    /// Keeps a personal value beside the journal and gives what the register holds in its place.
    pub(super) fn apart(&mut self, value: &Cbor, dice: &mut Dice) -> Cbor {
        let pair = Detached { salt: dice.bytes(), value: value.encode() };
        let held = pair.to_cbor();
        self.apart.push(pair);
        held
    }

    pub(super) fn finish(self) -> Written {
        let signed = |laptop: &Laptop| Some(laptop.key.checkpoint(self.survey, laptop.seq, laptop.tip?));
        let checkpoints = self.laptops.iter().filter_map(signed).collect();
        Written { changes: self.sealed, checkpoints, apart: self.apart }
    }
}
