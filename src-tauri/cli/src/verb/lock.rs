//! A survey locked by a passphrase, and unlocked.

use super::open;
use crate::args::Passphrase;
use crate::desk::{Desk, Done};
use crate::given;
use std::io::Write;

pub fn lock<O: Write>(args: &Passphrase, desk: &mut Desk<O>) -> Done {
    let receipt = open(&args.dir)?.lock(&given::passphrase()?)?;
    desk.say("cli-locked", &[("dir", args.dir.display().to_string()), ("count", receipt.values.to_string())])
}

pub fn unlock<O: Write>(args: &Passphrase, desk: &mut Desk<O>) -> Done {
    let receipt = open(&args.dir)?.unlock(&given::passphrase()?)?;
    desk.say("cli-unlocked", &[("dir", args.dir.display().to_string()), ("count", receipt.values.to_string())])
}
