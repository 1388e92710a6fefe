//! An earlier state of the survey: read like the survey itself, and never written.
//!
//! A change names everything up to it in the order of (Lamport number, hash), the order in which values stand in for each
//! other; no clock takes part. What arrives later with a lower number joins in. An issued report names exactly the branches
//! whose ends it wrote down, whatever arrived since.

use super::blind::Sight;
use super::{Edge, Fault, Session, Stamp, read_framework};
use crate::store::ChangeRow;
use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::Arc;
use tanfang_journal::{DeviceId, Hash};

/// The fewest digits that name a change.
const FEWEST: usize = 4;

/// Is one end of what counted: the newest change of a branch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tip {
    pub device: DeviceId,
    pub seq: i64,
    pub hash: Hash,
}

/// Names a state exactly: its digest, and the ends from which it can be put together again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    pub digest: Hash,
    pub tips: Vec<Tip>,
}

impl std::fmt::Display for Tip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.device, self.seq, self.hash)
    }
}

impl FromStr for Tip {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        let read = || {
            let mut parts = text.split('/');
            let tip = Self {
                device: parts.next()?.parse().ok()?,
                seq: parts.next()?.parse().ok()?,
                hash: parts.next()?.parse().ok()?,
            };
            parts.next().is_none().then_some(tip)
        };
        read().ok_or_else(|| Fault::new("damaged-survey").with("detail", text))
    }
}

impl Basis {
    /// Writes the ends as one text, as an issued report keeps them.
    pub(super) fn tips_text(&self) -> String {
        self.tips.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn parse(digest: &str, tips: &str) -> Result<Self, Fault> {
        Ok(Self {
            digest: digest.parse().map_err(|_| Fault::new("damaged-survey").with("detail", digest))?,
            tips: tips.split_whitespace().map(str::parse).collect::<Result<_, _>>()?,
        })
    }
}

impl Session {
    /// Names the state of the survey as it stands.
    pub fn basis(&self) -> Result<Basis, Fault> {
        let tips = self.store.applied_tips()?.into_iter().map(|(device, seq, hash)| Tip { device, seq, hash });
        Ok(Basis { digest: self.digest()?, tips: tips.collect() })
    }

    /// Opens the state that `text` names for reading: the number or key of an issued report, or a change by its hash or
    /// the beginning of it.
    ///
    /// # Errors
    /// `as-of-unknown` and `as-of-ambiguous`; `changes-missing` where not all that an issued report rests on is here.
    pub fn as_of(&self, text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        match self.issued_named(text)? {
            Some(report) => self.at(&report.basis),
            None => self.up_to(text),
        }
    }

    /// Opens exactly the state that a basis names.
    pub fn at(&self, basis: &Basis) -> Result<Self, Fault> {
        let part = self.part(&self.below(&basis.tips)?)?;
        // Who may write, and so what counts, follows from the changes: another digest means that something is amiss.
        if part.digest()? != basis.digest {
            return Err(Fault::new("state-differs").with("digest", basis.digest));
        }
        Ok(part)
    }

    fn up_to(&self, text: &str) -> Result<Self, Fault> {
        let digits = text.to_ascii_lowercase();
        let changes = self.store.changes()?;
        let fits = |change: &&ChangeRow| digits.len() >= FEWEST && change.hash.to_string().starts_with(&digits);
        let found: Vec<&ChangeRow> = changes.iter().filter(fits).collect();
        let last = match found.as_slice() {
            [] => return Err(Fault::new("as-of-unknown").with("given", text)),
            [one] => *one,
            several => return Err(Fault::new("as-of-ambiguous").with("given", text).with("count", several.len())),
        };
        let end = (last.lamport, last.hash);
        let wanted = changes.iter().filter(|change| (change.lamport, change.hash) <= end);
        self.part(&wanted.map(|change| change.hash).collect())
    }

    /// Gives every change of the branches that end in `tips`.
    pub(super) fn below(&self, tips: &[Tip]) -> Result<HashSet<Hash>, Fault> {
        let links = self.store.links()?;
        let known: HashMap<Hash, (i64, Option<Hash>)> =
            links.iter().map(|link| (link.hash, (link.seq, link.prev))).collect();
        // A gap reaches from the last known number below it.
        let gap = |device: DeviceId, seq: i64| {
            let below = links.iter().filter(|link| link.device == device && link.seq < seq);
            seq - below.map(|link| link.seq).max().unwrap_or(0)
        };
        let (mut wanted, mut missing) = (HashSet::new(), 0);
        for tip in tips {
            let (mut next, mut seq) = (Some(tip.hash), tip.seq);
            while let Some(hash) = next {
                if wanted.contains(&hash) {
                    break;
                }
                let Some((at, prev)) = known.get(&hash) else {
                    missing += gap(tip.device, seq);
                    break;
                };
                wanted.insert(hash);
                (next, seq) = (*prev, at - 1);
            }
        }
        if missing > 0 { Err(Fault::new("changes-missing").with("count", missing)) } else { Ok(wanted) }
    }

    fn part(&self, wanted: &HashSet<Hash>) -> Result<Self, Fault> {
        let store = self.store.part(wanted)?;
        let framework = read_framework(&store).map_err(|fault| Fault::new("as-of-too-early").because(fault))?;
        let now = store
            .changes()?
            .iter()
            .max_by_key(|change| (change.lamport, change.hash))
            .map(|change| Stamp { wall_ms: change.wall_ms, offset_min: change.offset_min });
        Ok(Self {
            store,
            framework: Arc::new(framework),
            home: self.home.clone(),
            edge: Box::new(Still(now.unwrap_or(Stamp { wall_ms: 0, offset_min: 0 }))),
            device: None,
            visit: None,
            late_reason: None,
            sight: Sight::fixed(self.blind()?),
        })
    }
}

/// Stands still at the last change of a state that nobody writes to.
struct Still(Stamp);

impl Edge for Still {
    fn now(&mut self) -> Stamp {
        self.0
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}
