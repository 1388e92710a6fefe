//! Who takes part: the devices of a survey and what was decided about them.

use super::open;
use crate::args::{Enrol, People, Revoke};
use crate::desk::{Desk, Done, Refusal};
use serde::Serialize;
use std::io::Write;
use tanfang_survey::session::{DeviceId, Member, Session, Stamp};

/// What `people --json` gives.
#[derive(Debug, Serialize)]
struct Shown {
    require_enrolment: bool,
    admin_key: Option<String>,
    devices: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    device: String,
    person: String,
    own: bool,
    role: &'static str,
    revoked_after: Option<i64>,
    changes: u64,
    last_seq: i64,
    last_at: Option<String>,
    held: u64,
    void: u64,
}

pub fn people<O: Write>(args: &People, desk: &mut Desk<O>) -> Done {
    let mut session = open(&args.dir)?;
    if args.require_enrolment || args.open {
        session.require_enrolment(args.require_enrolment)?;
    }
    if let Some(key) = &args.admin_key {
        session.set_admin_key((!key.is_empty()).then_some(key))?;
    }
    show(&session, args.json, desk)
}

fn show<O: Write>(session: &Session, json: bool, desk: &mut Desk<O>) -> Done {
    let rules = session.rules()?;
    let (members, admin_key) = (session.members()?, session.admin_key()?);
    if json {
        let devices = members.into_iter().map(row).collect();
        return desk.json(&Shown { require_enrolment: rules.requires_enrolment(), admin_key, devices });
    }
    desk.line(&desk.word(if rules.requires_enrolment() { "cli-people-enrolled" } else { "cli-people-open" }))?;
    if let Some(key) = admin_key {
        desk.say("cli-people-key", &[("key", key)])?;
    }
    let mut table = desk.table(&["author", "device", "cli-head-role", ">cli-head-changes", "cli-head-last"]);
    for member in members {
        let role = desk.word(&format!("cli-role-{}", member.role.as_str()));
        let own = if member.own { format!(" {}", desk.word("cli-people-own")) } else { String::new() };
        table.row(vec![
            member.person,
            format!("{}{own}", member.device),
            role,
            member.changes.to_string(),
            member.last_at.map(Stamp::rfc3339).unwrap_or_default(),
        ]);
    }
    desk.show(&table)
}

fn row(member: Member) -> Row {
    Row {
        role: member.role.as_str(),
        device: member.device.to_string(),
        person: member.person,
        own: member.own,
        revoked_after: member.revoked_after,
        changes: member.changes,
        last_seq: member.last_seq,
        last_at: member.last_at.map(Stamp::rfc3339),
        held: member.held,
        void: member.void,
    }
}

/// Reads a device's number or its fingerprint: the same digits in groups.
pub fn device(given: &str) -> Result<DeviceId, Refusal> {
    let digits: String = given.split_whitespace().collect();
    digits.to_lowercase().parse().map_err(|_| Refusal::given("cli-not-a-device", given))
}

pub fn enrol<O: Write>(args: &Enrol, desk: &mut Desk<O>) -> Done {
    let device = device(&args.device)?;
    open(&args.dir)?.enrol(device, args.admin)?;
    desk.say("cli-enrolled", &[("device", device.to_string())])
}

pub fn revoke<O: Write>(args: &Revoke, desk: &mut Desk<O>) -> Done {
    let device = device(&args.device)?;
    open(&args.dir)?.revoke(device, &args.reason)?;
    desk.say("cli-revoked", &[("device", device.to_string())])
}
