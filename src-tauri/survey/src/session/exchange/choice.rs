//! What goes into a hand-over: all that is here, or what its receiver lacks, with or without photos.

use super::holding::Holding;
use super::{Fault, Named, Session};
use crate::session::{Member, Role};
use std::collections::{BTreeMap, HashMap, HashSet};
use tanfang_journal::file::{ChainLink, lay};
use tanfang_journal::{BlobRef, DeviceId, Hash, Sealed};

/// Says which photos and documents are handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Photos {
    #[default]
    All,
    /// The pictures of 1,600 pixels made of photos, without originals and documents.
    Light,
    /// None at all.
    None,
}

/// Holds what one hand-over carries.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub links: Vec<ChainLink>,
    pub payload: Vec<Hash>,
    /// Files that no volume can do without: the framework.
    pub always: Vec<BlobRef>,
    /// Small pictures first, then originals.
    pub blobs: Vec<BlobRef>,
    /// Files that the receiver lacks and that are not on this laptop either.
    pub missing: u64,
    /// Files that are here and were not asked for.
    pub left_out: u64,
}

/// Orders files by how much depends on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Record,
    Small,
    Original,
}

/// Says what the receiver has already.
#[derive(Debug, Default)]
pub(super) struct Has {
    /// Changes that need not travel.
    pub changes: HashSet<Hash>,
    /// Of these, the ones with which their photos and values came as well.
    pub settled: HashSet<Hash>,
    pub blobs: HashSet<[u8; 16]>,
    pub values: HashSet<Hash>,
}

impl Has {
    fn has_blob(&self, blob: &BlobRef) -> bool {
        self.blobs.contains(&blob.hash.prefix())
    }
}

/// Holds how all changes hang together.
struct Known {
    links: HashMap<Hash, ChainLink>,
    by_prefix: HashMap<[u8; 16], Hash>,
}

impl Known {
    fn of(session: &Session) -> Result<Self, Fault> {
        let links: HashMap<Hash, ChainLink> =
            session.store.links()?.into_iter().map(|link| (link.hash, link)).collect();
        let by_prefix = links.keys().map(|hash| (hash.prefix(), *hash)).collect();
        Ok(Self { links, by_prefix })
    }
}

impl Session {
    /// Chooses everything that is here. Costs no look into the changes.
    pub(super) fn choose_all(&self) -> Result<Selection, Fault> {
        let framework: Vec<BlobRef> = self
            .store
            .history("survey", super::SURVEY, "framework")?
            .iter()
            .filter_map(|head| BlobRef::from_cbor(&head.value))
            .collect();
        let rank = |blob: &BlobRef| if framework.contains(blob) { Rank::Record } else { Rank::Original };
        let files = self.store.blob_refs()?.into_iter().map(|blob| (blob.clone(), rank(&blob))).collect();
        let mut selection =
            Selection { links: self.store.links()?, payload: self.store.detached_hashes()?, ..Selection::default() };
        self.choose_files(files, &Has::default(), Photos::All, &mut selection);
        Ok(selection)
    }

    /// Chooses what the receiver does not have.
    pub(super) fn choose(&self, has: &Has, photos: Photos) -> Result<Selection, Fault> {
        let links = self.store.links()?;
        let mut sent: HashSet<Hash> = HashSet::new();
        for (_, hashes) in lay(links.clone()) {
            // What travels of a branch reaches its end: only there a signature of its device vouches for it.
            let known = hashes.iter().take_while(|hash| has.changes.contains(*hash)).count();
            sent.extend(&hashes[known..]);
        }
        let mut files: BTreeMap<BlobRef, Rank> = BTreeMap::new();
        let mut values: HashSet<Hash> = HashSet::new();
        self.store.each_change(|bytes, hash| {
            if !has.settled.contains(&hash) || sent.contains(&hash) {
                let named = names(&bytes)?;
                values.extend(named.detached);
                for (blob, rank) in named.blobs {
                    let found = files.entry(blob).or_insert(rank);
                    *found = rank.min(*found);
                }
            }
            Ok::<_, Fault>(())
        })?;
        let mut selection = Selection {
            links: links.into_iter().filter(|link| sent.contains(&link.hash)).collect(),
            payload: self.store.detached_hashes()?,
            ..Selection::default()
        };
        selection.payload.retain(|hash| values.contains(hash) && !has.values.contains(hash));
        self.choose_files(files, has, photos, &mut selection);
        Ok(selection)
    }

    fn choose_files(&self, files: BTreeMap<BlobRef, Rank>, has: &Has, photos: Photos, into: &mut Selection) {
        let blobs = self.store.blobs();
        let mut sorted: Vec<(Rank, BlobRef)> = files.into_iter().map(|(blob, rank)| (rank, blob)).collect();
        sorted.sort();
        for (rank, blob) in sorted.into_iter().filter(|(_, blob)| !has.has_blob(blob)) {
            let wanted = match photos {
                Photos::All => true,
                Photos::Light => rank < Rank::Original,
                Photos::None => rank == Rank::Record,
            };
            match (blobs.has(&blob), wanted) {
                (false, _) => into.missing += 1,
                (true, false) => into.left_out += 1,
                (true, true) if rank == Rank::Record => into.always.push(blob),
                (true, true) => into.blobs.push(blob),
            }
        }
    }

    /// Counts for each other device the decisions of which it is not known that it has received them.
    ///
    /// A decision is a change that settles a conflict: it says why, and replaces several values at once.
    pub fn undelivered(&self) -> Result<Vec<(DeviceId, usize)>, Fault> {
        let mut decisions = Vec::new();
        for hash in self.store.reasoned()? {
            if decode(&self.store.change_bytes(&hash)?)?.change.ops.iter().any(|op| op.preds.len() > 1) {
                decisions.push(hash);
            }
        }
        if decisions.is_empty() {
            return Ok(Vec::new());
        }
        let known = Known::of(self)?;
        let others = self.members()?.into_iter().filter(|member| !member.own && member.role != Role::Revoked);
        let count = |member: Member| {
            let has = self.held_among(&known, member.device)?;
            let lacks = decisions.iter().filter(|hash| !has.changes.contains(*hash)).count();
            Ok((member.device, lacks))
        };
        let mut counts: Vec<(DeviceId, usize)> = others.map(count).collect::<Result<_, Fault>>()?;
        counts.retain(|(_, lacks)| *lacks > 0);
        Ok(counts)
    }

    /// Gathers what a device is known to have: what it wrote, what it saw when it wrote, what its files carried.
    pub(super) fn held_by(&self, device: DeviceId) -> Result<Has, Fault> {
        self.held_among(&Known::of(self)?, device)
    }

    fn held_among(&self, known: &Known, device: DeviceId) -> Result<Has, Fault> {
        let holding = Holding::of(&self.store, device)?;
        let Known { links, by_prefix } = known;
        let mut has = Has { blobs: holding.blobs.clone(), ..Has::default() };
        for branch in &holding.branches {
            walk_back(links, branch.head, branch.from, &mut has.changes);
        }
        let own: Vec<Hash> = links.values().filter(|link| link.device == device).map(|link| link.hash).collect();
        for hash in own {
            has.changes.insert(hash);
            let bytes = self.store.change_bytes(&hash)?;
            let preds = decode(&bytes)?.change.ops.into_iter().flat_map(|op| op.preds);
            for seen in preds.filter_map(|dot| by_prefix.get(&dot.change)) {
                // What was seen had been applied, and so had all before it in its chain.
                walk_back(links, *seen, 1, &mut has.changes);
            }
        }
        Ok(has)
    }

    /// Finds the one device that a text names, whole or by its beginning.
    pub(super) fn find_device(&self, text: &str) -> Result<DeviceId, Fault> {
        const SHORTEST: usize = 4;
        let wanted: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
        let mut found: Vec<DeviceId> = self.store.links()?.into_iter().map(|link| link.device).collect();
        found.sort_unstable();
        found.dedup();
        found.retain(|device| wanted.len() >= SHORTEST && device.to_string().starts_with(&wanted));
        match found.as_slice() {
            [device] => Ok(*device),
            _ => Err(Fault::new("unknown-device").with("device", text)),
        }
    }
}

/// Takes note of a change and those before it, down to number `from` or to what is noted already.
pub(super) fn walk_back(links: &HashMap<Hash, ChainLink>, from: Hash, least: i64, into: &mut HashSet<Hash>) {
    let mut next = Some(from);
    while let Some(link) = next.and_then(|hash| links.get(&hash)) {
        if link.seq < least || !into.insert(link.hash) {
            return;
        }
        next = link.prev;
    }
}

/// Reads a change of the own journal.
pub(super) fn decode(bytes: &[u8]) -> Result<Sealed, Fault> {
    Sealed::decode(bytes).map_err(|error| Fault::new("damaged-survey").with("detail", error))
}

struct Uses {
    blobs: Vec<(BlobRef, Rank)>,
    detached: Vec<Hash>,
}

fn names(bytes: &[u8]) -> Result<Uses, Fault> {
    let mut uses = Uses { blobs: Vec::new(), detached: Vec::new() };
    for op in decode(bytes)?.change.ops {
        let rank = match (op.noun.as_str(), op.field.as_str()) {
            ("survey", _) => Rank::Record,
            (_, "derivative") => Rank::Small,
            _ => Rank::Original,
        };
        let (blob, value) = Named::by(&op.value);
        uses.blobs.extend(blob.map(|blob| (blob, rank)));
        uses.detached.extend(value);
    }
    Ok(uses)
}
