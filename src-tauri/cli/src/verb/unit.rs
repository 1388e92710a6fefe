//! Units of the sample lists.

use super::open;
use crate::args::{UnitAdd, UnitList};
use crate::desk::{Desk, Done};
use crate::given;
use serde::Serialize;
use std::io::Write;

#[derive(Debug, Serialize)]
struct Row {
    key: String,
    community: String,
    list: String,
    name: String,
    position: Option<Position>,
    state: &'static str,
}

/// A place on earth, WGS-84, in degrees.
#[derive(Clone, Copy, Debug, Serialize)]
struct Position {
    lat: f64,
    lon: f64,
}

pub fn add<O: Write>(args: &UnitAdd, desk: &mut Desk<O>) -> Done {
    let position = args.position.as_deref().map(given::position).transpose()?;
    let mut session = open(&args.dir)?;
    let (keys, _) = session.add_units(&args.community, &args.list, &[(args.name.clone(), position)])?;
    for key in keys {
        desk.line(&key)?;
    }
    Ok(())
}

pub fn list<O: Write>(args: &UnitList, desk: &mut Desk<O>) -> Done {
    let session = open(&args.dir)?;
    let mut rows = Vec::new();
    for community in session.communities()? {
        for unit in session.units(&community.code, None)? {
            let position = unit.position.map(|(lat, lon)| Position { lat: lat as f64 / 1e6, lon: lon as f64 / 1e6 });
            rows.push(Row {
                key: unit.key,
                community: unit.community,
                list: unit.list,
                name: unit.name,
                position,
                state: unit.state.as_str(),
            });
        }
    }
    if args.json {
        return desk.json(&rows);
    }
    let mut table = desk.table(&["cli-head-key", "community", "list", "cli-head-name", "position", "state"]);
    for row in rows {
        table.row(vec![
            row.key,
            row.community,
            row.list,
            row.name,
            row.position.map(|p| format!("{:.6},{:.6}", p.lat, p.lon)).unwrap_or_default(),
            desk.word(&format!("unit-state-{}", row.state)),
        ]);
    }
    desk.show(&table)
}
