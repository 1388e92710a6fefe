//! Who takes part: people, their devices, and what was decided about them.

use super::device::Device;
use super::{Fault, SURVEY, Session, Stamp, Touched, is_recipient, op};
use crate::store::NewOp;
use std::collections::BTreeMap;
use tanfang_journal::{Cbor, Claim, DeviceId, Rules};

/// The register that holds the public key to which survey files are sealed.
const ADMIN_KEY: &str = "admin_key";
const REQUIRE: &str = "require_enrolment";

/// Says what part a device plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Made the survey.
    Root,
    /// May enrol and revoke others.
    Admin,
    Enrolled,
    /// Joined; counts while the survey is open.
    Member,
    Revoked,
}

impl Role {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Admin => "admin",
            Self::Enrolled => "enrolled",
            Self::Member => "member",
            Self::Revoked => "revoked",
        }
    }

    fn of(rules: &Rules, device: DeviceId) -> Self {
        if rules.root() == Some(device) {
            Self::Root
        } else if rules.revoked_after(device).is_some() {
            Self::Revoked
        } else if rules.is_admin(device) {
            Self::Admin
        } else if rules.is_enrolled(device) {
            Self::Enrolled
        } else {
            Self::Member
        }
    }
}

/// Describes one device of the survey.
#[derive(Clone, Debug)]
pub struct Member {
    pub device: DeviceId,
    /// Name of its person; empty where no change that counts introduces it.
    pub person: String,
    /// True for the device this laptop writes with.
    pub own: bool,
    pub role: Role,
    /// The number after which nothing of it counts.
    pub revoked_after: Option<i64>,
    /// How many changes of it are here, whether they count or not.
    pub changes: u64,
    /// Its newest change by number, and when that was written by its own clock.
    pub last_seq: i64,
    pub last_at: Option<Stamp>,
    /// Changes that wait for earlier ones, and that count for nothing.
    pub held: u64,
    pub void: u64,
}

/// Says who holds the office that some decisions need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrators {
    /// True where this laptop does.
    pub own: bool,
    pub names: Vec<String>,
}

impl Session {
    /// Gives every device that takes part, the one that made the survey first, then by name and number.
    pub fn members(&self) -> Result<Vec<Member>, Fault> {
        let rules = self.store.rules()?;
        let people = self.people_of_devices()?;
        let own = Device::find(&self.store, &self.home)?.map(|device| device.key.device());
        let blank = |device: DeviceId| Member {
            device,
            person: people.get(&device).cloned().unwrap_or_default(),
            own: own == Some(device),
            role: Role::of(&rules, device),
            revoked_after: rules.revoked_after(device).map(|(seq, _)| seq),
            changes: 0,
            last_seq: 0,
            last_at: None,
            held: 0,
            void: 0,
        };
        let mut members: BTreeMap<DeviceId, Member> = BTreeMap::new();
        for count in self.store.branch_counts()? {
            let member = members.entry(count.device).or_insert_with(|| blank(count.device));
            member.changes = count.changes;
            member.held = count.held;
            member.void = count.void;
            member.last_seq = count.last_seq;
            member.last_at = Some(Stamp { wall_ms: count.wall_ms, offset_min: count.offset_min });
        }
        let named = rules.enrolled().chain(own);
        for device in named {
            members.entry(device).or_insert_with(|| blank(device));
        }
        let mut members: Vec<Member> = members.into_values().collect();
        members.sort_by(|a, b| {
            (a.role != Role::Root, &a.person, a.device).cmp(&(b.role != Role::Root, &b.person, b.device))
        });
        Ok(members)
    }

    /// Names the administrators and says whether this laptop is one.
    pub fn administrators(&self) -> Result<Administrators, Fault> {
        let rules = self.store.rules()?;
        let own = Device::find(&self.store, &self.home)?.map(|device| device.key.device());
        let people = self.people_of_devices()?;
        let mut names: Vec<String> =
            people.into_iter().filter(|(device, _)| rules.is_admin(*device)).map(|(_, name)| name).collect();
        names.sort();
        names.dedup();
        Ok(Administrators { own: own.is_some_and(|own| rules.is_admin(own)), names })
    }

    /// Gives who may write.
    pub fn rules(&self) -> Result<Rules, Fault> {
        Ok(self.store.rules()?)
    }

    /// Gives the public key to which survey files are sealed unless somebody says otherwise.
    pub fn admin_key(&self) -> Result<Option<String>, Fault> {
        let row = self.store.register("survey", SURVEY, ADMIN_KEY)?;
        Ok(row.and_then(|row| row.value.as_text().map(str::to_owned)).filter(|key| !key.is_empty()))
    }

    /// Names the public key (`age1…`) to which survey files are sealed from now on; none stops it.
    pub fn set_admin_key(&mut self, recipient: Option<&str>) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        if let Some(key) = recipient.filter(|key| !is_recipient(key)) {
            return Err(Fault::new("recipient").with("text", key));
        }
        self.commit(vec![op("survey", SURVEY, ADMIN_KEY, recipient.map_or(Cbor::Null, Cbor::text))])
    }

    /// Lets only enrolled devices count from now on, or everybody again. Whoever takes part so far is enrolled with it.
    pub fn require_enrolment(&mut self, on: bool) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        let mut ops = Vec::new();
        if on {
            for member in self.members()?.into_iter().filter(|member| member.role == Role::Member) {
                ops.push(op("device", &member.device.to_string(), "enrolled", Cbor::Bool(true)));
            }
        }
        ops.push(op("survey", SURVEY, REQUIRE, Cbor::Bool(on)));
        self.commit(ops)
    }

    /// Enrols a device, by the number its owner reads out; with `admin` it may enrol and revoke others too.
    pub fn enrol(&mut self, device: DeviceId, admin: bool) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        let rules = self.store.rules()?;
        let own = self.own_device()?;
        if admin && rules.root() != Some(own) {
            return Err(Fault::new("only-root"));
        }
        let name = device.to_string();
        let mut ops = vec![op("device", &name, "enrolled", Cbor::Bool(true))];
        if admin {
            ops.push(op("device", &name, "admin", Cbor::Bool(true)));
        }
        if rules.revoked_after(device).is_some() {
            ops.push(op("device", &name, "revoked", Cbor::Null));
        }
        self.commit(ops)
    }

    /// Lets nothing count that a device writes after what is here of it. What is here stays.
    pub fn revoke(&mut self, device: DeviceId, reason: &str) -> Result<Touched, Fault> {
        self.must_be_admin()?;
        let rules = self.store.rules()?;
        let own = self.own_device()?;
        if device == own || rules.root() == Some(device) {
            return Err(Fault::new("revoke-root"));
        }
        if rules.is_admin(device) && rules.root() != Some(own) {
            return Err(Fault::new("only-root"));
        }
        let reason = super::write::bounded("reason", reason)?;
        if reason.is_empty() {
            return Err(Fault::new("reason-needed").with("what", "@term-revocation"));
        }
        let Some((seq, hash)) = self.store.newest_of(device)? else {
            return Err(Fault::new("device-unknown").with("device", device));
        };
        let name = device.to_string();
        let mut ops = vec![op("device", &name, "revoked", Claim::revoked_value(seq, &hash))];
        if rules.is_admin(device) {
            ops.push(op("device", &name, "admin", Cbor::Bool(false)));
        }
        let with_reason = |op: NewOp| NewOp { reason: Some(reason.clone()), ..op };
        self.commit(ops.into_iter().map(with_reason).collect())
    }

    /// Gives the device this laptop writes with; takes one where it has none yet.
    pub fn own_device(&mut self) -> Result<DeviceId, Fault> {
        if let Some(device) = &self.device {
            return Ok(device.key.device());
        }
        let device = Device::of(&mut self.store, &self.home, &mut *self.edge)?;
        Ok(self.device.insert(device).key.device())
    }

    pub(super) fn must_be_admin(&mut self) -> Result<(), Fault> {
        let own = self.own_device()?;
        if self.store.rules()?.is_admin(own) { Ok(()) } else { Err(Fault::new("not-admin").with("device", own)) }
    }
}
