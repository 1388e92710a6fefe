//! The roll call: every device of the survey, and what has arrived of it.

use crate::session::{Fault, Session, Stamp, fingerprint};
use serde::Serialize;
use std::collections::HashMap;
use tanfang_journal::{BlobRef, DeviceId};

/// Describes one device of the survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct MemberView {
    pub device: String,
    /// The device in groups of four digits, for two people to compare by ear.
    pub fingerprint: String,
    pub person: String,
    /// True for this laptop.
    pub own: bool,
    /// `root`, `admin`, `enrolled`, `member` or `revoked`.
    pub role: String,
    pub changes: u32,
    /// The number of its newest change here, and when that was written by its own clock.
    pub last_seq: u32,
    pub last_at: Option<String>,
    pub held: u32,
    pub void: u32,
    /// Photos and documents it imported that have not arrived here.
    pub missing: u32,
}

/// Holds the roll call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RollView {
    pub members: Vec<MemberView>,
    /// True where this laptop may enrol and revoke.
    pub admin: bool,
    /// True where this laptop made the survey, and so may name administrators.
    pub root: bool,
    /// True where only enrolled devices count.
    pub required: bool,
    /// The public key to which survey files are sealed unless somebody says otherwise.
    pub admin_key: Option<String>,
}

/// Says how many decisions about conflicts a device is not known to have received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct UndeliveredView {
    pub device: String,
    pub decisions: u32,
}

impl Session {
    /// Shows which devices are not known to have all decisions.
    pub fn undelivered_view(&self) -> Result<Vec<UndeliveredView>, Fault> {
        let view = |(device, count): (DeviceId, usize)| UndeliveredView {
            device: device.to_string(),
            decisions: u32::try_from(count).unwrap_or(u32::MAX),
        };
        Ok(self.undelivered()?.into_iter().map(view).collect())
    }

    /// Shows every device of the survey and what is here of it.
    pub fn roll_view(&self) -> Result<RollView, Fault> {
        let missing = self.missing_by_device()?;
        let members = self.members()?;
        let own_role = members.iter().find(|member| member.own).map_or("", |member| member.role.as_str());
        let (admin, root) = (matches!(own_role, "root" | "admin"), own_role == "root");
        let view = |member: &crate::session::Member| MemberView {
            device: member.device.to_string(),
            fingerprint: fingerprint(member.device),
            person: member.person.clone(),
            own: member.own,
            role: member.role.as_str().to_owned(),
            changes: member.changes as u32,
            last_seq: u32::try_from(member.last_seq).unwrap_or(0),
            last_at: member.last_at.map(Stamp::rfc3339),
            held: member.held as u32,
            void: member.void as u32,
            missing: missing.get(&member.device).copied().unwrap_or(0),
        };
        Ok(RollView {
            members: members.iter().map(view).collect(),
            admin,
            root,
            required: !self.rules()?.is_open(),
            admin_key: self.admin_key()?,
        })
    }

    /// Counts the photos and documents whose file is not here, by the device that imported them.
    fn missing_by_device(&self) -> Result<HashMap<DeviceId, u32>, Fault> {
        let blobs = self.store.blobs();
        let mut missing = HashMap::new();
        for noun in ["photo", "document"] {
            for row in self.store.rows_of_field(noun, "blob")? {
                if BlobRef::from_cbor(&row.value).is_some_and(|blob| !blobs.has(&blob)) {
                    *missing.entry(row.by.device).or_insert(0) += 1;
                }
            }
        }
        Ok(missing)
    }
}
