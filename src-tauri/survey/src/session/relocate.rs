//! Moving what was recorded in the wrong place: to another community, round or date, as one change.

use super::{Fault, Session, Stamp, Touched, op};
use crate::store::{Head, NewOp, Preds};
use tanfang_journal::{Cbor, Dot};

/// Says what is to be moved.
#[derive(Clone, Debug)]
pub enum What {
    /// Everything recorded during a visit.
    Visit(String),
    /// Everything this person recorded in a community and round outside of visits, on one day (`2026-09-05`) or ever.
    Own { community: String, round: u32, day: Option<String> },
}

/// Says where to. What is not named stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Destination {
    pub community: Option<String>,
    pub round: Option<u32>,
    /// The visit's date, `2026-09-05`.
    pub date: Option<String>,
}

/// Counts what was moved.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    pub values: usize,
    pub links: usize,
    pub touched: Touched,
}

impl Session {
    /// Moves values, remarks and the links of photos. Where something else stands already, both stay, as a conflict.
    pub fn relocate(&mut self, what: &What, to: &Destination) -> Result<Moved, Fault> {
        if let Some(community) = &to.community {
            self.community(community)?;
        }
        if let Some(round) = to.round {
            self.round(round)?;
        }
        let own = self.store.local("person")?.unwrap_or_default();
        let (mut ops, mut moved) = (Vec::new(), Moved::default());
        for noun in ["assessment", "observation"] {
            for row in self.store.rows(noun)? {
                let heads = self.store.heads(noun, &row.name.key, &row.name.field)?;
                let Some(target) = target_key(&row.name.key, to) else { continue };
                for head in heads.iter().filter(|head| what.concerns(&own, &row.name.key, head)) {
                    if target == row.name.key || head.value == Cbor::Null {
                        continue;
                    }
                    ops.extend(self.carry(noun, &row.name.key, &target, &row.name.field, head)?);
                    moved.values += 1;
                }
            }
        }
        for noun in ["photo", "document"] {
            for row in self.store.rows_of_fields(noun, "link/")? {
                let Some((kind, key)) = row.name.field["link/".len()..].split_once('/') else { continue };
                let Some(target) = target_key(key, to).filter(|target| target != key) else { continue };
                let heads = self.store.heads(noun, &row.name.key, &row.name.field)?;
                let theirs = heads.iter().filter(|head| head.value == Cbor::Bool(true));
                let seen: Vec<Dot> =
                    theirs.filter(|head| what.concerns(&own, key, head)).map(|head| head.dot).collect();
                if seen.is_empty() {
                    continue;
                }
                ops.push(with(op(noun, &row.name.key, &row.name.field, Cbor::Bool(false)), seen));
                ops.push(op(noun, &row.name.key, &format!("link/{kind}/{target}"), Cbor::Bool(true)));
                moved.links += 1;
            }
        }
        if let What::Visit(visit) = what {
            ops.extend(self.visit_ops(visit, to)?);
        }
        if ops.is_empty() {
            return Err(Fault::new("move-nothing"));
        }
        self.with_late_reasons(ops.iter_mut())?;
        moved.touched = self.commit(ops)?;
        Ok(moved)
    }

    /// Writes one value at its new place, seen as new there, and puts back at the old place what it had replaced.
    fn carry(&self, noun: &str, key: &str, target: &str, field: &str, head: &Head) -> Result<Vec<NewOp>, Fault> {
        let mut there = with(op(noun, target, field, head.value.clone()), Vec::new());
        there.reason.clone_from(&head.by.reason);
        let preds = self.store.preds_of(head.dot)?;
        let history = self.store.history(noun, key, field)?;
        let mut before: Vec<&Head> = history.iter().filter(|entry| preds.contains(&entry.dot)).collect();
        before.dedup_by(|a, b| a.value == b.value);
        let back =
            |value: Cbor, reason: Option<String>| NewOp { reason, ..with(op(noun, key, field, value), vec![head.dot]) };
        let mut ops = vec![there];
        if before.is_empty() {
            ops.push(back(Cbor::Null, None));
        }
        ops.extend(before.into_iter().map(|entry| back(entry.value.clone(), entry.by.reason.clone())));
        Ok(ops)
    }

    fn visit_ops(&self, visit: &str, to: &Destination) -> Result<Vec<NewOp>, Fault> {
        if self.store.heads_of("visit", visit)?.is_empty() {
            return Err(Fault::new("thing-unknown").with("given", format!("visit/{visit}")));
        }
        let fields = [
            ("community", to.community.as_deref().map(Cbor::text)),
            ("round", to.round.map(|round| Cbor::Int(round.into()))),
            ("date", to.date.as_deref().map(Cbor::text)),
        ];
        Ok(fields.into_iter().filter_map(|(field, value)| Some(op("visit", visit, field, value?))).collect())
    }
}

fn with(op: NewOp, seen: Vec<Dot>) -> NewOp {
    NewOp { preds: Preds::Seen(seen), ..op }
}

/// Gives the key with another community or round at its beginning: `wangjing/1/6.4.3`, `wangjing/1/1.2.1/<unit>`.
fn target_key(key: &str, to: &Destination) -> Option<String> {
    let mut parts = key.splitn(3, '/');
    let (community, round, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let round: u32 = round.parse().ok()?;
    let community = to.community.as_deref().unwrap_or(community);
    Some(format!("{community}/{}/{rest}", to.round.unwrap_or(round)))
}

impl What {
    /// Tells whether a value that stands at `key` is to be moved; `own` is the person who works here.
    fn concerns(&self, own: &str, key: &str, head: &Head) -> bool {
        match self {
            Self::Visit(visit) => head.by.visit.as_ref() == Some(visit),
            Self::Own { community, round, day } => {
                let place = key.strip_prefix(community.as_str()).and_then(|rest| rest.strip_prefix('/'));
                let here = place.and_then(|rest| rest.split_once('/')).is_some_and(|(n, _)| n == round.to_string());
                let stamp = Stamp { wall_ms: head.by.wall_ms, offset_min: head.by.offset_min };
                let that_day = day.as_ref().is_none_or(|day| stamp.day() == *day);
                here && that_day && head.by.author == own && head.by.visit.is_none()
            }
        }
    }
}
